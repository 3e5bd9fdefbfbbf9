"""Carrying: each place name goes up the tree from the phrase that it heads («killed in an attack on a market in Baga»).

It passes objects, obliques and action nouns and is left at each predicate on the way; agents («the authorities in
Sukhumi»), reported clauses and phrases of cause or topic stop it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from demarche.model import Analysis, Event, Place, Proposition, Sentence, Span, Token
from demarche.stages.places.precision import COUNTRIES
from demarche.stages.places.words import load_words

STRUCK = 1  # the place itself is the object: «overran Pibor»
DIRECTION = 9  # «to the coast», «against Mosul»
ORIGIN = "from, of people"  # «blue helmets from Gabon»: a place for those alone who leave it
STEPS = 8  # words above that a place is carried past
NAMES = frozenset({"PROPN", "ADJ", "NOUN"})


class Held(msgspec.Struct, frozen=True):
    """A place as a predicate holds it: `rank` 0 for the nearest, `marker` its own preposition, «» for an object.

    `site` says that the phrase is of a site there: «Jolo Cathedral».
    """

    place: Place
    rank: int
    marker: str
    site: bool = False


class Carrier:
    """The places of one document, as the predicates of each sentence hold them.

    `held` and `phrases` go by sentence and token: the places that a predicate holds, the place that a phrase names;
    `named` has the places of a sentence, `kinds` those that the text calls a village, a shoal, a base, `scenes` those
    that some predicate holds: not «Moscow said».
    """

    def __init__(self, analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]) -> None:
        self.words = load_words()
        self.held: dict[tuple[int, int], list[Held]] = {}
        self.phrases: dict[tuple[int, int], Place] = {}
        self.named: dict[int, list[Place]] = {}
        self.scenes: list[Place] = []
        self.kinds: dict[str, list[Place]] = {}
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
            carried = list(self._carry(sentence, place))
            for token, rank, marker, site in carried:
                self.held.setdefault((sentence.index, token), []).append(Held(place, rank, marker, site))
                noun = sentence.tokens[token]
                beside = marker in self.words.locative and noun.upos == "NOUN" and place.feature not in COUNTRIES
                if beside and noun.lemma.lower() in self.words.described:
                    self.kinds.setdefault(noun.lemma.lower(), []).append(place)  # «a base housing troops near Mosul»
            if carried:
                self.scenes.append(place)

    def _note_kind(self, sentence: Sentence, place: Place) -> None:
        """Keep what kind of place a name is said to be: «the village of Khanasor», «Sabina Shoal»."""
        tokens = sentence.tokens
        own = [token for token in tokens if inside(token, place.span)]
        if not own:
            return
        first, last = own[0].i, own[-1].i
        nouns = [tokens[last].lemma.lower()] if last > first else []
        nouns += [token.lemma.lower() for token in tokens[last + 1 : last + 2]]
        if first > 1 and tokens[first - 1].lemma == "of":
            nouns.append(tokens[first - 2].lemma.lower())
        for noun in nouns:
            if noun in self.words.kinds or noun in self.words.described:
                self.kinds.setdefault(noun, []).append(place)

    def _carry(self, sentence: Sentence, place: Place) -> Iterator[tuple[int, int, str, bool]]:
        """Yield the tokens that a place is carried up to, its rank and preposition there, and whether a site has it."""
        tokens = sentence.tokens
        head = _head(tokens, place.span)
        if head is None or self._in_name(tokens, place.span):
            return
        possessor = head.deprel == "nmod:poss"
        own = head
        head = self._phrase(tokens, head, country=place.feature == "PCLI")
        site = head is not own and head.text[:1].isupper() and head.lemma.lower() in self.words.described
        self.phrases.setdefault((sentence.index, head.i), place)
        above = tokens[head.head] if head.head >= 0 else None
        if above is None:
            return
        marker = preposition(tokens, head)
        case = next((t.i for t in tokens if t.head == head.i and t.rel == "case"), 0)
        if marker == "of" and case and tokens[case - 1].text.lower() in self.words.compass:
            marker = f"{tokens[case - 1].text.lower()} of"  # «15 km south of Martuni»
            while above.head >= 0 and (above.i == case - 1 or above.text.lower() in self.words.distances):
                above = tokens[above.head]
            if self._appended(sentence, place, tokens):
                return  # «Damara, 70 km north of Bangui», is Damara
        if marker in self.words.sources and above.lemma.lower() in self.words.launching:
            return  # «rockets fired from Mali» fall elsewhere
        if marker == "from" and head.rel == "nmod":
            marker = ORIGIN
        agent = head.deprel == "obl:agent" or (marker == "by" and place.feature in COUNTRIES)
        if agent or (head.rel == "conj" and not marker):
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
        rank += possessor  # «Mogadishu's Hodan district» is Hodan
        token = above
        clauses = 0
        for _ in range(STEPS):
            yield token.i, rank, marker, site
            clauses += token.rel in ("acl", "advcl")
            if token.head < 0 or clauses > 1 or not self._passes(sentence.index, tokens, token):
                return
            if token.rel != "xcomp":
                rank += 1 if rank < DIRECTION - 1 else 0
            token = tokens[token.head]

    def _rank(self, marker: str) -> int | None:
        """Return how near a phrase with the preposition stands to its predicate, None for no place of it."""
        if marker in self.words.direction or marker == ORIGIN:
            return DIRECTION
        if marker in self.words.locative:
            return 0
        return STRUCK if marker in self.words.scene else None

    def _appended(self, sentence: Sentence, place: Place, tokens: tuple[Token, ...]) -> bool:
        """Say whether a distance to the place follows another place after a comma."""
        at = next(t.i for t in tokens if inside(t, place.span)) - 1
        measured = self.words.distances | self.words.compass | {"of", "about", "some", "around"}
        while at > 0 and (tokens[at].text.lower() in measured or tokens[at].upos == "NUM"):
            at -= 1
        if at < 1 or tokens[at].text != ",":
            return False
        return any(inside(tokens[at - 1], other.span) for other in self.named.get(sentence.index, ()))

    def in_arguments(self, proposition: Proposition) -> list[Held]:
        """Return the places that head an argument, as the proposition has it where the tree is mended."""
        held = []
        for argument in proposition.arguments:
            place = self.phrases.get((proposition.sentence, argument.head))
            if place is None or argument.implicit or argument.role not in ("patient", "oblique"):
                continue
            if argument.marker in self.words.sources and proposition.lemma in self.words.launching:
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
            marker = preposition(tokens, head)
            shared = head.rel == "conj" and not marker
            noun = above.lemma.lower()
            kind = noun in self.words.kinds or noun in self.words.described
            beside = head.rel == "compound" or (head.deprel == "nmod:poss" and (kind or above.upos == "PROPN"))
            placed = above.upos in ("NOUN", "PROPN") and preposition(tokens, above) in self.words.locative
            site = beside and placed  # «in a Baghdad hotel», «around Hong Kong's headquarters»
            modifier = head.rel in ("nmod", "compound", "appos", "flat", "amod") and marker in ("", "of")
            gripped = marker == "of" and (noun in self.words.grips or (kind and placed))
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
            marker = preposition(tokens, token)
            bare = not any(t.head == token.i and t.rel == "det" for t in tokens)
            reason = marker == "in" and bare and token.lemma.lower() in self.words.causes
            return marker in self.words.passing and not reason
        if relation == "nsubj":
            return (sentence, token.i) in self.nouns
        if relation == "conj":
            return token.upos in ("NOUN", "PROPN")
        if relation == "advcl":
            return any(t.head == token.i and t.lemma.lower() in self.words.moments for t in tokens)
        return False

    def _in_name(self, tokens: tuple[Token, ...], span: Span) -> bool:
        """Say whether the name only opens the name of a body: «the Arakan Army», «Hong Kong Chief Executive»."""
        last = max((t.i for t in tokens if inside(t, span)), default=-1)
        if last < 0 or last + 1 >= len(tokens):
            return False
        after = last + 1
        while after < len(tokens) and tokens[after].text[:1].isupper() and tokens[after].upos in NAMES:
            after += 1
        if after == last + 1 or tokens[last + 1].text.lower() in self.words.calendar:
            return False
        noun = tokens[after - 1].lemma.lower()
        return noun not in self.words.kinds and noun not in self.words.described


def _head(tokens: tuple[Token, ...], span: Span) -> Token | None:
    own = [token for token in tokens if inside(token, span)]
    numbers = {token.i for token in own}
    return next((token for token in own if token.head not in numbers), own[-1] if own else None)


def inside(token: Token, span: Span) -> bool:
    """Say whether the token lies in the span, in part at least."""
    return span.start < token.end and token.start < span.end


def preposition(tokens: tuple[Token, ...], head: Token) -> str:
    """Return the preposition of a phrase, two words where they go together («out of»), else the first."""
    cases = [t for t in tokens if t.head == head.i and t.rel == "case" and t.i < head.i]
    if not cases:
        return ""
    first = cases[0].lemma.lower()
    both = f"{first} {cases[1].lemma.lower()}" if len(cases) > 1 and cases[1].i == cases[0].i + 1 else first
    return both if both in load_words().double else first
