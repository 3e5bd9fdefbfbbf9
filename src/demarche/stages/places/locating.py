"""Location: which of the places that its predicate, or one above it, holds an event took place at."""

from __future__ import annotations

import msgspec

from demarche.model import Analysis, Event, Place, Proposition, Span, Token, Unresolved
from demarche.reference.places import Toponym, load_gazetteer
from demarche.stages.places.carrying import DIRECTION, Carrier, Held, inside
from demarche.stages.places.inheriting import inherit_places, main_country
from demarche.stages.places.precision import COUNTRIES, NEAR, level, place_of
from demarche.stages.places.words import load_words

SHARED = "shared"  # a deed told with another: «shelled the town, wounding two»
CLIMB = 4  # predicates above that are asked


def locate_events(
    analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]
) -> tuple[Place | Unresolved, ...]:
    """Return the place of each event.

    1. the narrowest place that its own predicate holds; 2. that of a predicate above it; 3. a place described without
    a name; 4. that of another telling (`inheriting`).
    """
    locator = _Locator(analysis, events, places)
    found = [locator.locate(event) or locator.described(event) for event in events]
    return tuple(
        place or Unresolved("no place in its clause")
        for place in inherit_places(analysis, events, places, found, locator.carrier)
    )


class _Locator:
    """The places of one document, as the predicates of each sentence hold them."""

    def __init__(self, analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]) -> None:
        self.analysis = analysis
        self.words = load_words()
        self.country = main_country(places)
        self.carrier = Carrier(analysis, events, places)

    def locate(self, event: Event) -> Place | None:
        """Return the place that the event's predicate, or one above it, holds."""
        own = self.analysis.propositions[event.proposition]
        proposition, speech = own, event.known_as in self.words.speech
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
            if way == "adverbial" and (proposition.sentence, proposition.head) in self.carrier.deeds:
                way = SHARED
            if proposition.sentence != event.sentence:
                break
        return None

    def _first(self, proposition: Proposition) -> Proposition | None:
        """Return the verb that this one, or the light verb over this noun, is joined to by «and»."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        token = tokens[proposition.head]
        if proposition.light:
            token = next((t for t in tokens if t.upos == "VERB" and proposition.span.contains(t.span)), token)
        return self.carrier.verbs.get((proposition.sentence, token.head)) if token.rel == "conj" else None

    def _where(self, proposition: Proposition) -> Place | None:
        """Return the place right before the «where» that opens the clause, or the last one before its «there»."""
        start = self._there(proposition)
        if start >= 0:
            known = [p for places in self.carrier.named.values() for p in places if p.span.end <= start]
            return max(known, key=lambda p: p.span.start, default=None)
        tokens = self.analysis.sentences[proposition.sentence].tokens
        opening = next((t for t in tokens if t.head == proposition.head and t.lemma.lower() == "where"), None)
        if opening is None or opening.i < 2:
            return None
        at = opening.i - 2 if tokens[opening.i - 1].text == "," else opening.i - 1
        return next((p for p in self.carrier.named.get(proposition.sentence, ()) if inside(tokens[at], p.span)), None)

    def _there(self, proposition: Proposition) -> int:
        """Return where the adverb «there» of a clause starts, −1 for none."""
        heads = {proposition.head, *(a.head for a in proposition.arguments if not a.implicit and a.role != "clause")}
        tokens = self.analysis.sentences[proposition.sentence].tokens
        found = (t.start for t in tokens if t.head in heads and t.upos == "ADV" and t.lemma.lower() == "there")
        return next(found, -1)

    def _best(self, proposition: Proposition, event: Event, way: str) -> Place | None:
        sentence = self.analysis.sentences[proposition.sentence]
        heads = [t.i for t in sentence.tokens if t.i == proposition.head or inside(t, proposition.span)]
        held = [held for head in heads for held in self.carrier.held.get((sentence.index, head), ())]
        held += self.carrier.in_arguments(proposition)
        kept = [item for item in held if self._suits(item, event, way)]
        if not kept:
            return None
        left = event.known_as in self.words.leaving
        best = min(
            kept,
            key=lambda item: (
                item.rank >= DIRECTION and not (left and item.marker in self.words.sources),
                level(item.place.feature),
                item.rank,
            ),
        )
        if best.marker in NEAR and best.place.acled == 1:
            return msgspec.structs.replace(best.place, acled=2, ucdp=2)
        return best.place

    def _suits(self, held: Held, event: Event, way: str) -> bool:
        own, country = way == "own", held.place.feature in COUNTRIES
        if event.known_as in self.words.leaving and held.marker in self.words.sources and own and not country:
            return True
        if event.known_as in self.words.speech:
            near = held.rank == 0 or (held.rank == 1 and event.known_as in self.words.signing)
            return held.marker in self.words.locative and near
        if not held.marker:
            struck = way in ("own", "argument", SHARED) and event.known_as in self.words.striking
            return struck and (not country or (own and event.known_as == "RETREAT"))
        if held.rank >= DIRECTION and country:
            return own and event.known_as in self.words.striking
        return own or held.marker in self.words.locative

    def described(self, event: Event) -> Place | None:
        """Return a place that the event's clause describes without a name: «at the separation line», «the shoal»."""
        leaving = event.known_as in self.words.leaving
        if event.known_as in self.words.speech and not leaving:
            return None
        proposition = self.analysis.propositions[event.proposition]
        sentence = self.analysis.sentences[proposition.sentence]
        tokens = sentence.tokens
        markers = self.words.scene | self.words.sources
        if event.known_as == "MOBILIZE":
            markers = markers | self.words.direction
        for argument in proposition.arguments:
            head = tokens[argument.head]
            located = argument.role == "oblique" and argument.marker in markers
            left = argument.role == "patient" and leaving
            struck = argument.role == "patient" and event.known_as in self.words.striking
            if argument.implicit or not (located or left or struck):
                continue
            noun = head.lemma.lower()
            determined = any(t.head == head.i and (t.rel == "det" or t.deprel == "nmod:poss") for t in tokens)
            if head.upos != "NOUN" or noun not in self.words.described or not (determined or head.text.lower() != noun):
                continue
            if (named := self._called(tokens, head, argument.span)) is not None:
                return named
            if struck and not left:
                continue
            text = argument.span.text(self.analysis.document.text)
            owned = any(t.head == head.i and t.deprel == "nmod:poss" and t.upos == "PRON" for t in tokens)
            country = self._agent_country(proposition) if owned else ""
            return Place(span=argument.span, text=text, name=None, country=country or self.country, acled=2, ucdp=2)
        return None

    def _called(self, tokens: tuple[Token, ...], head: Token, span: Span) -> Place | None:
        """Return the named place that a description stands for.

        1. «the Syrian capital»: the capital, under its name where the document has it; 2. «the shoal», «the base»:
        the place last named so; 3. «the town», «the city»: the town last named as the scene of something; 4. «the
        country».
        """
        # 1.
        text = span.text(self.analysis.document.text)
        if (capital := self._capital(tokens, head)) is not None:
            named = (p for places in self.carrier.named.values() for p in places if p.geonameid == capital.geonameid)
            return next(named, None) or place_of(span, text, capital)
        # 2.
        own = [t for t in tokens if t.head == head.i and t.rel not in ("case", "punct")]
        if len(own) != 1 or own[0].lemma.lower() not in ("the", "this", "that"):
            return None
        noun = head.lemma.lower()
        called = [p for p in self.carrier.kinds.get(noun, []) if p.span.start < span.start]
        if called:
            return called[-1]
        # 3.
        before = [p for p in self.carrier.scenes if p.span.start < span.start]
        if noun in self.words.settlements:
            return next((p for p in reversed(before) if level(p.feature) == 0), None)
        # 4.
        if noun in self.words.countries and self.country:
            country = load_gazetteer().country(self.country)
            return place_of(span, text, country) if country is not None else None
        return None

    def _capital(self, tokens: tuple[Token, ...], head: Token) -> Toponym | None:
        """Return the town that «the capital», «the capital city», «the Syrian capital» stands for."""
        own = [t for t in tokens if t.head == head.i]
        if head.lemma.lower() != "capital" and not (
            head.lemma.lower() == "city" and any(t.lemma == "capital" for t in own)
        ):
            return None
        gazetteer = load_gazetteer()
        country = next((code for t in own if (code := gazetteer.demonym(t.text))), self.country)
        return gazetteer.capital(country)

    def _agent_country(self, proposition: Proposition) -> str:
        """Return the country that the agent's words name, if any: «North Korea moved missiles to its coast»."""
        agent = proposition.get("agent")
        if agent is None:
            return ""
        named = (p for p in self.carrier.named.get(proposition.sentence, ()) if agent.span.contains(p.span))
        return next((place.country for place in named), "")


def _open(proposition: Proposition) -> bool:
    """Say whether the place of the predicate above is that of this one too: not for what is only said or thought."""
    if proposition.relation in ("clause", "parataxis"):
        return proposition.relation == "clause" and proposition.marker in ("ing",)
    return proposition.relation not in ("", "condition", "apposition")
