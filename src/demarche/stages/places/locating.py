"""Location: which of the places that its predicate, or one above it, holds an event took place at."""

from __future__ import annotations

import re

import msgspec

from demarche.model import Analysis, Event, Place, Proposition, Unresolved
from demarche.stages.places.carrying import DIRECTION, ORIGIN, Carrier, Held, inside
from demarche.stages.places.describing import Describer, find_capitals, is_capital
from demarche.stages.places.inheriting import inherit_places, main_country
from demarche.stages.places.precision import COUNTRIES, NEAR, level
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
    found = [locator.find(event) for event in events]
    return tuple(
        place or Unresolved("no place in its clause") for place in inherit_places(analysis, events, places, found)
    )


_INSIDE = re.compile(r",? in (?:the )?[\w -]{0,24}$")


class _Locator:
    """The places of one document, as the predicates of each sentence hold them."""

    def __init__(self, analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]) -> None:
        self.analysis = analysis
        self.words = load_words()
        country = main_country(places)
        capitals = find_capitals(analysis, country)
        names = {place.geonameid: place for place in reversed(places) if place.geonameid is not None}
        self.names = {capital.span: names[capital.geonameid] for capital in capitals if capital.geonameid in names}
        self.carrier = Carrier(
            analysis, events, tuple(sorted((*places, *capitals), key=lambda place: place.span.start))
        )
        self.describer = Describer(analysis, self.carrier, country)

    def find(self, event: Event) -> Place | None:
        """Return the place of the event: for who leaves, whence before whither."""
        leaving = event.known_as in self.words.leaving
        place = self.locate(event, goals=not leaving) or self.describer.describe(event) or self._beat(event)
        if place is None and leaving:
            place = self.locate(event)
        if place is None:
            return None
        place = self.names.get(place.span, place)  # «the Syrian capital» is Damascus, if the document names it
        if event.known_as not in self.words.speech:
            self.describer.located.append(place)
        return place

    def _beat(self, event: Event) -> Place | None:
        """Return where those who do it are said to be, if they do it themselves: «police in Lyon fired tear gas»."""
        proposition = self.analysis.propositions[event.proposition]
        agent = proposition.get("agent")
        if event.known_as not in self.words.bodily or agent is None or agent.implicit or proposition.kind != "verb":
            return None
        tokens = self.analysis.sentences[event.sentence].tokens
        if tokens[agent.head].lemma.lower() not in self.words.present:
            return None
        held = self.carrier.held.get((event.sentence, agent.head), ())
        return next((item.place for item in held if item.marker in self.words.locative), None)

    def locate(self, event: Event, *, goals: bool = True) -> Place | None:
        """Return the place that the event's predicate, or one above it, holds."""
        own = self.analysis.propositions[event.proposition]
        proposition, speech = own, event.known_as in self.words.speech
        way = "own"
        for _ in range(CLIMB):
            best = self._where(proposition) or self._best(proposition, event, way, goals=goals)
            if best is None and not speech:
                for joined in (self._first(proposition), self._second(proposition)):
                    if best is None and joined is not None:
                        best = self._best(joined, event, "conjunct", goals=goals)
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

    def _second(self, proposition: Proposition) -> Proposition | None:
        """Return the verb that stands right behind this one with «and»: «were ambushed and killed in Tecate»."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        at = proposition.head + 2
        if proposition.light or at >= len(tokens) or tokens[at].rel != "conj" or tokens[at].head != proposition.head:
            return None
        return self.carrier.verbs.get((proposition.sentence, at))

    def _where(self, proposition: Proposition) -> Place | None:
        """Return the place right before the «where» that opens the clause, or the last one before its «there», «it»."""
        patient = proposition.get("patient")
        sentence = self.analysis.sentences[proposition.sentence]
        if proposition.lemma in self.words.taken and patient is not None and not patient.implicit:
            pronoun = sentence.tokens[patient.head]
            if pronoun.lemma.lower() == "it":
                near = (*self.carrier.named.get(sentence.index - 1, ()), *self.carrier.named.get(sentence.index, ()))
                known = [p for p in near if p.span.end <= pronoun.start and p.feature not in COUNTRIES]
                return known[-1] if known else None
        start = self._there(proposition)
        if start >= 0:
            for at in (sentence.index, sentence.index - 1):
                told = [p for p in self.carrier.named.get(at, ()) if p.span.end <= start and p.feature not in COUNTRIES]
                if told:  # «in Dikwa, in the state of Borno, … there»: the narrowest of the last sentence
                    return min(told, key=lambda p: (level(p), -p.span.start))
            return None
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

    def _best(self, proposition: Proposition, event: Event, way: str, *, goals: bool) -> Place | None:
        sentence = self.analysis.sentences[proposition.sentence]
        heads = [t.i for t in sentence.tokens if t.i == proposition.head or inside(t, proposition.span)]
        held = [held for head in heads for held in self.carrier.held.get((sentence.index, head), ())]
        held += self.carrier.in_arguments(proposition)
        left = event.known_as in self.words.leaving
        kept = [item for item in held if self._suits(item, event, way)]
        if not goals:
            kept = [item for item in kept if item.rank < DIRECTION or self._is_source(item)]
        if event.known_as in self.words.words:
            kept = [item for item in kept if item.place.span.start > sentence.tokens[proposition.head].start]
        kept = [item for item in kept if not any(self._lies_in(other.place, item.place) for other in kept)]
        if not kept:
            return None
        best = min(
            kept,
            key=lambda item: (
                item.rank >= DIRECTION and not (left and self._is_source(item)),
                0 if item.site else level(item.place),
                item.rank,
            ),
        )
        if best.marker in NEAR and best.place.acled == 1:
            return msgspec.structs.replace(best.place, acled=2, ucdp=2)
        return best.place

    def _lies_in(self, place: Place, outer: Place) -> bool:
        """Say whether the words tell that a smaller place lies in another: «from Kodna in the Quneitra countryside»."""
        between = self.analysis.document.text[place.span.end : outer.span.start]
        return level(place) < level(outer) and _INSIDE.match(between) is not None

    def _is_source(self, held: Held) -> bool:
        return held.marker == ORIGIN or held.marker in self.words.sources

    def _suits(self, held: Held, event: Event, way: str) -> bool:
        own, country = way == "own", held.place.feature in COUNTRIES
        if held.marker == ORIGIN:
            return own and not country and event.known_as in self.words.leaving
        if event.known_as in self.words.leaving and held.marker in self.words.sources and own and not country:
            return True
        if event.known_as == "THREATEN" and own and not held.marker and not country:
            return not is_capital(held.place)  # «will take the island», not «threatened Seoul»
        if event.known_as in self.words.speech:
            trigger = event.trigger.text(self.analysis.document.text).lower()
            if own and not held.marker and event.known_as in self.words.signing and trigger in self.words.visits:
                return True
            near = held.rank == 0 or (held.rank == 1 and event.known_as in self.words.signing)
            return held.marker in self.words.locative and near
        if not held.marker and any(mention.span.contains(held.place.span) for mention in event.actors):
            return False  # «blamed Moscow for the strike»: who does it
        if not held.marker:
            struck = way in ("own", "argument", SHARED) and event.known_as in self.words.striking
            left = own and event.known_as == "RETREAT" and "resign" not in event.modes
            return struck and (not country or left)
        if held.rank >= DIRECTION and country:
            return own and event.known_as in self.words.striking
        return own or held.marker in self.words.locative


def _open(proposition: Proposition) -> bool:
    """Say whether the place of the predicate above is that of this one too: not for what is only said or thought."""
    if proposition.relation in ("clause", "parataxis"):
        return proposition.relation == "clause" and proposition.marker in ("ing",)
    return proposition.relation not in ("", "condition", "apposition")
