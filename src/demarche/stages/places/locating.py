"""Which of the places of a document an event took place at: read from the tree, then inherited.

Each place name is carried up the tree from the phrase that it heads («killed in an attack on a market in Baga»), over
objects, obliques and action nouns, and left at each predicate on the way; agents («the authorities in Sukhumi»),
reported clauses and phrases of cause or topic stop it. The first predicate it reaches has the best right to it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from demarche.model import Analysis, Event, Place, Proposition, Sentence, Span, Token, Unresolved
from demarche.stages.places.precision import level
from demarche.stages.places.words import load_words

STRUCK = 1  # the place itself is the object: «overran Pibor»
DIRECTION = 9  # «to the coast», «against Mosul»
INHERITING = frozenset({"ASSAULT", "PROTEST"})  # types whose next telling is most likely of the same place
NEXT = 2  # sentences
NAMES = frozenset({"PROPN", "ADJ", "NOUN"})
COUNTRIES = frozenset({"PCLI", "CONT", "OCN"})
CLIMB = 4  # predicates above that are asked


class Held(msgspec.Struct, frozen=True):
    """A place as a predicate holds it: how far off it stands, how it hangs on it, and its country alone or not."""

    place: Place
    rank: int
    marker: str  # its own preposition, «» for an object or a modifier


def locate_events(
    analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]
) -> tuple[Place | Unresolved, ...]:
    """Return the place of each event.

    1. the narrowest place that its own predicate holds; 2. that of a predicate above it; 3. a place described without
    a name; 4. for «the attack», the place of the attack told before.
    """
    locator = _Locator(analysis, events, places)
    found: list[Place | Unresolved] = []
    for event in events:
        place = locator.locate(event)
        if place is None:
            place = locator.described(event)
        if place is None:
            place = _earlier(analysis, event, events, found)
        found.append(place or Unresolved("no place in its clause"))
    for i, event in enumerate(events):
        if isinstance(found[i], Unresolved) and event.type in INHERITING and not event.aux:
            found[i] = (
                _later(analysis, event, events, found)
                or (locator.dominant if event.type == "PROTEST" else None)
                or found[i]
            )
    return tuple(found)


class _Locator:
    """The places of one document, as the predicates of each sentence hold them."""

    def __init__(self, analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]) -> None:
        self.analysis = analysis
        self.words = load_words()
        self.country = _main_country(places)
        self.dominant = _dominant(places)
        self.held: dict[tuple[int, int], list[Held]] = {}  # sentence, token → places
        self.phrases: dict[tuple[int, int], Place] = {}  # sentence, head of a place's phrase
        self.named: dict[int, list[Place]] = {}
        self.kinds: dict[str, list[Place]] = {}  # «shoal» → Sabina Shoal
        self.nouns = {(p.sentence, p.head) for p in analysis.propositions if p.kind == "noun"}
        self.verbs = {(p.sentence, p.head): p for p in analysis.propositions if p.kind == "verb"}
        self.deeds = {(event.sentence, analysis.propositions[event.proposition].head) for event in events}
        at = 0
        for place in places:
            while at + 1 < len(analysis.sentences) and place.span.start >= analysis.sentences[at].span.end:
                at += 1
            sentence = analysis.sentences[at]
            self.named.setdefault(sentence.index, []).append(place)
            self._note_kind(sentence, place)
            for token, rank, marker in self._carry(sentence, place):
                self.held.setdefault((sentence.index, token), []).append(Held(place, rank, marker))

    def locate(self, event: Event) -> Place | None:
        """Return the place that the event's predicate, or one above it, holds."""
        own = self.analysis.propositions[event.proposition]
        proposition, speech = own, event.type in self.words.speech
        way = "own"
        for _ in range(CLIMB):
            best = self._where(proposition) or self._best(proposition, event, way)
            if best is None and not speech and (first := self._first(proposition)) is not None:
                best = self._best(first, event, "conjunct")
            if best is not None:
                return best
            if speech or proposition.parent < 0 or not _open(proposition):
                break
            way = proposition.relation
            proposition = self.analysis.propositions[proposition.parent]
            if proposition.sentence != event.sentence:
                break
        return None

    def _first(self, proposition: Proposition) -> Proposition | None:
        """Return the verb that this one is joined to by «and»."""
        token = self.analysis.sentences[proposition.sentence].tokens[proposition.head]
        return self.verbs.get((proposition.sentence, token.head)) if token.rel == "conj" else None

    def _where(self, proposition: Proposition) -> Place | None:
        """Return the place right before the «where» that opens the clause."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        opening = next((t for t in tokens if t.head == proposition.head and t.lemma.lower() == "where"), None)
        if opening is None or opening.i < 2:
            return None
        at = opening.i - 2 if tokens[opening.i - 1].text == "," else opening.i - 1
        return next((p for p in self.named.get(proposition.sentence, ()) if _inside(tokens[at], p.span)), None)

    def _best(self, proposition: Proposition, event: Event, way: str) -> Place | None:
        sentence = self.analysis.sentences[proposition.sentence]
        heads = [t.i for t in sentence.tokens if t.i == proposition.head or _inside(t, proposition.span)]
        held = [held for head in heads for held in self.held.get((sentence.index, head), ())]
        held += self._arguments(proposition)
        kept = [item for item in held if self._suits(item, event, way)]
        if not kept:
            return None
        return min(kept, key=lambda item: (item.rank >= DIRECTION, level(item.place.feature), item.rank)).place

    def _suits(self, held: Held, event: Event, way: str) -> bool:
        own, country = way == "own", held.place.feature in COUNTRIES
        if event.type in self.words.speech:
            near = held.rank == 0 or (held.rank == 1 and event.type in self.words.signing)
            return held.marker in self.words.locative and near
        if not held.marker:
            struck = way in ("own", "argument") and event.type in self.words.striking
            return struck and (not country or (own and event.type == "RETREAT"))
        if held.rank >= DIRECTION and country:
            return own and event.type in self.words.striking
        return own or held.marker in self.words.locative

    def described(self, event: Event) -> Place | None:
        """Return a place that the event's clause describes without a name: «at the separation line», «the shoal»."""
        if event.type in self.words.speech:
            return None
        proposition = self.analysis.propositions[event.proposition]
        sentence = self.analysis.sentences[proposition.sentence]
        tokens = sentence.tokens
        markers = self.words.scene | self.words.direction if event.type == "MOBILIZE" else self.words.scene
        for argument in proposition.arguments:
            head = tokens[argument.head]
            located = argument.role == "oblique" and argument.marker in markers
            left = argument.role == "patient" and event.type == "RETREAT"
            if argument.implicit or not (located or left):
                continue
            noun = head.lemma.lower()
            determined = any(t.head == head.i and (t.rel == "det" or t.deprel == "nmod:poss") for t in tokens)
            if head.upos != "NOUN" or noun not in self.words.described or not (determined or head.text.lower() != noun):
                continue
            if (named := self._called(tokens, head, argument.span.start)) is not None:
                return named
            text = argument.span.text(self.analysis.document.text)
            owned = any(t.head == head.i and t.deprel == "nmod:poss" and t.upos == "PRON" for t in tokens)
            country = self._agent_country(proposition) if owned else ""
            return Place(span=argument.span, text=text, name=None, country=country or self.country, acled=2, ucdp=2)
        return None

    def _agent_country(self, proposition: Proposition) -> str:
        """Return the country that the agent's words name, if any: «North Korea moved missiles to its coast»."""
        agent = proposition.get("agent")
        if agent is None:
            return ""
        named = (p for p in self.named.get(proposition.sentence, ()) if agent.span.contains(p.span))
        return next((place.country for place in named), "")

    def _note_kind(self, sentence: Sentence, place: Place) -> None:
        """Keep what kind of place a name is said to be: «the village of Khanasor», «Sabina Shoal», «Jaffna district»."""
        tokens = sentence.tokens
        inside = [token for token in tokens if _inside(token, place.span)]
        if not inside:
            return
        nouns = [inside[-1].lemma.lower()] if len(inside) > 1 else []
        nouns += [token.lemma.lower() for token in tokens[inside[-1].i + 1 : inside[-1].i + 2]]
        if inside[0].i > 1 and tokens[inside[0].i - 1].lemma == "of":
            nouns.append(tokens[inside[0].i - 2].lemma.lower())
        for noun in nouns:
            if noun in self.words.kinds or noun in self.words.described:
                self.kinds.setdefault(noun, []).append(place)

    def _called(self, tokens: tuple[Token, ...], head: Token, start: int) -> Place | None:
        """Return the place last named as what «the shoal» says, if the phrase says no more."""
        own = [t for t in tokens if t.head == head.i and t.rel not in ("case", "punct")]
        if len(own) != 1 or own[0].lemma.lower() not in ("the", "this", "that"):
            return None
        return next((p for p in reversed(self.kinds.get(head.lemma.lower(), [])) if p.span.start < start), None)

    def _carry(self, sentence: Sentence, place: Place) -> Iterator[tuple[int, int, str]]:
        """Yield the tokens that a place is carried up to, with its rank and its preposition there."""
        tokens = sentence.tokens
        head = _head(tokens, place.span)
        if head is None or self._in_name(tokens, place.span):
            return
        head = self._phrase(tokens, head, country=place.feature == "PCLI")
        self.phrases.setdefault((sentence.index, head.i), place)
        above = tokens[head.head] if head.head >= 0 else None
        if above is None:
            return
        marker = _case(tokens, head)
        if head.rel == "conj" and not marker:
            return
        named = (sentence.index, above.i) in self.nouns and marker in ("", "of") and place.feature != "PCLI"
        mistaken = head.rel == "flat" and (sentence.index, above.i) in self.verbs  # a verb that was taken for a name
        rank = self._rank(marker)
        if not marker and (head.rel == "obj" or head.deprel == "nsubj:pass" or mistaken):
            rank = STRUCK
        if rank is None and named:
            rank = STRUCK
        if rank is None:
            return
        token = above
        clauses = 0
        for _ in range(8):
            yield token.i, rank, marker
            clauses += token.rel in ("acl", "advcl")
            if token.head < 0 or clauses > 1 or not self._passes(sentence.index, tokens, token):
                return
            if token.rel != "xcomp":
                rank += 1 if rank < DIRECTION - 1 else 0
            token = tokens[token.head]

    def _rank(self, marker: str) -> int | None:
        """Return how near a phrase with the preposition stands to its predicate, None for no place of it."""
        if marker in self.words.direction:
            return DIRECTION
        if marker in self.words.locative:
            return 0
        return STRUCK if marker in self.words.scene else None

    def _arguments(self, proposition: Proposition) -> list[Held]:
        """Return the places that head an argument, as the proposition has it where the tree is mended."""
        held = []
        for argument in proposition.arguments:
            place = self.phrases.get((proposition.sentence, argument.head))
            if place is None or argument.implicit or argument.role not in ("patient", "oblique"):
                continue
            rank = STRUCK if argument.role == "patient" and not argument.marker else self._rank(argument.marker)
            if rank is not None:
                held.append(Held(place, rank, argument.marker))
        return held

    def _phrase(self, tokens: tuple[Token, ...], head: Token, *, country: bool) -> Token:
        """Return the head of the place's phrase: «the town of Baga», «Jolo Cathedral», «control of Mosul»."""
        for _ in range(4):
            above = tokens[head.head] if head.head >= 0 else None
            if above is None:
                break
            marker = _case(tokens, head)
            shared = head.rel == "conj" and not marker
            noun = above.lemma.lower()
            kind = noun in self.words.kinds or noun in self.words.described
            site = (
                head.rel == "compound"
                and above.upos in ("NOUN", "PROPN")
                and _case(tokens, above) in self.words.locative
            )
            modifier = head.rel in ("nmod", "compound", "appos", "flat", "amod") and marker in ("", "of")
            gripped = marker == "of" and noun in self.words.grips
            if not shared and not gripped and (country or not (site or (kind and modifier))):
                break
            head = above
        return head

    def _passes(self, sentence: int, tokens: tuple[Token, ...], token: Token) -> bool:
        """Say whether a place inside this token's phrase is still a place of what the phrase hangs on."""
        relation = token.rel
        if relation == "acl":
            return (sentence, token.i) not in self.deeds
        if token.deprel == "nsubj:pass" or relation in ("obj", "iobj", "xcomp", "compound", "appos", "amod"):
            return True
        if relation in ("obl", "nmod"):
            return _case(tokens, token) in self.words.passing
        if relation == "nsubj":
            return (sentence, token.i) in self.nouns
        if relation == "conj":
            return token.upos in ("NOUN", "PROPN")
        if relation == "advcl":
            return any(t.head == token.i and t.lemma.lower() in self.words.moments for t in tokens)
        return False

    def _in_name(self, tokens: tuple[Token, ...], span: Span) -> bool:
        """Say whether the name only opens the name of a body: «the Arakan Army», «Hong Kong Chief Executive»."""
        last = max((t.i for t in tokens if _inside(t, span)), default=-1)
        if last < 0 or last + 1 >= len(tokens):
            return False
        after = last + 1
        while after < len(tokens) and tokens[after].text[:1].isupper() and tokens[after].upos in NAMES:
            after += 1
        if after == last + 1 or tokens[last + 1].text.lower() in self.words.calendar:
            return False
        noun = tokens[after - 1].lemma.lower()
        return noun not in self.words.kinds and noun not in self.words.described


def _open(proposition: Proposition) -> bool:
    """Say whether the place of the predicate above is that of this one too: not for what is only said or thought."""
    if proposition.relation in ("clause", "parataxis"):
        return proposition.relation == "clause" and proposition.marker in ("ing",)
    return proposition.relation not in ("", "condition", "apposition")


def _earlier(
    analysis: Analysis, event: Event, events: tuple[Event, ...], found: list[Place | Unresolved]
) -> Place | None:
    """Return the place of an earlier event of the same type, if this one is told as known: «the attack»."""
    proposition = analysis.propositions[event.proposition]
    tokens = analysis.sentences[event.sentence].tokens
    nouns = [a.head for a in proposition.arguments if a.role == "oblique" and a.marker == "in" and a.proposition >= 0]
    if proposition.kind == "noun":
        nouns.append(proposition.head)
    known = any(
        t.head in nouns and (t.lemma.lower() in ("the", "this", "that") or t.deprel == "nmod:poss") for t in tokens
    )
    near = event.type in INHERITING and not event.aux
    for other, place in zip(reversed(events[: len(found)]), reversed(found), strict=True):
        if other.type != event.type or not isinstance(place, Place):
            continue
        if known or (near and event.sentence - other.sentence <= NEXT and set(event.modes) & set(other.modes)):
            return place
    return None


def _later(
    analysis: Analysis, event: Event, events: tuple[Event, ...], found: list[Place | Unresolved]
) -> Place | None:
    """Return the place that the next sentence gives: «The shooting took place in Basra»."""
    for other, place in zip(events, found, strict=True):
        follows = event.sentence < other.sentence <= event.sentence + 1
        if follows and other.type == event.type and isinstance(place, Place):
            proposition = analysis.propositions[other.proposition]
            tokens = analysis.sentences[other.sentence].tokens
            if proposition.kind == "noun" and _definite(tokens, proposition.head):
                return place
    return None


def _dominant(places: tuple[Place, ...]) -> Place | None:
    """Return the place that the document is about: named three times and more often than all other places together."""
    small = [place for place in places if place.feature not in COUNTRIES]
    counts: dict[str, int] = {}
    for place in small:
        counts[place.name or place.text] = counts.get(place.name or place.text, 0) + 1
    name = max(counts, key=lambda name: counts[name], default="")
    if counts.get(name, 0) < 3 or 2 * counts[name] <= len(small):
        return None
    return next(place for place in small if (place.name or place.text) == name)


def _definite(tokens: tuple[Token, ...], head: int) -> bool:
    return any(t.head == head and t.lemma.lower() in ("the", "this", "that") for t in tokens)


def _main_country(places: tuple[Place, ...]) -> str:
    counts: dict[str, int] = {}
    for place in places:
        if place.country:
            counts[place.country] = counts.get(place.country, 0) + (1 if place.feature == "PCLI" else 2)
    return max(counts, key=lambda code: counts[code], default="")


def _head(tokens: tuple[Token, ...], span: Span) -> Token | None:
    inside = [token for token in tokens if _inside(token, span)]
    numbers = {token.i for token in inside}
    return next((token for token in inside if token.head not in numbers), inside[-1] if inside else None)


def _inside(token: Token, span: Span) -> bool:
    return span.start < token.end and token.start < span.end


def _case(tokens: tuple[Token, ...], head: Token) -> str:
    """Return the preposition of a phrase: of several, the first («close to»)."""
    return next((t.lemma.lower() for t in tokens if t.head == head.i and t.rel == "case" and t.i < head.i), "")
