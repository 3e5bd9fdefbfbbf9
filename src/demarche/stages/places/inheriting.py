"""Inheritance: the place of another telling of the same incident, where an event's own clause names none."""

from __future__ import annotations

from itertools import pairwise

from demarche.model import Analysis, Event, Place, Proposition
from demarche.reference import load_reference
from demarche.reference.places import load_gazetteer
from demarche.stages.places.precision import COUNTRIES, level
from demarche.stages.places.words import load_words

INHERITING = frozenset({"ASSAULT", "PROTEST"})  # types whose next telling is most likely of the same place
NEXT = 2  # sentences between two tellings without «the»
AFAR = 12  # sentences between «the attack» and the attack
AIMED = frozenset({"at", "on", "against"})
DOMINANT = 3  # times that the place of a document is named
TARGETS = frozenset({"at", "on", "against", "into", "in"})  # «fired at the bus», «a strike on the depot»
SOON = frozenset({"hour", "minute", "moment", "second"})
ARGUMENTS = frozenset({"in", "from", "by", "during", "for", "of", "after"})  # «died in the attack», «blamed for it»


def inherit_places(
    analysis: Analysis,
    events: tuple[Event, ...],
    places: tuple[Place, ...],
    own: list[Place | None],
) -> list[Place | None]:
    """Return the places of the events, those that have none of their own filled where another telling gives one.

    1. for «the attack», and for what is told as the same incident in the next sentences, the place of the attack
    before; 2. the place that the next sentence gives; 3. for protests, the one place that the document is about.
    """
    reader = _Inheritance(analysis)
    found = list(own)
    for i in range(len(events)):
        if found[i] is None:
            found[i] = reader.earlier(events[: i + 1], found[:i])
    dominant = _dominant(places)
    for i, event in enumerate(events):
        if found[i] is None and event.known_as in INHERITING and not event.aux:
            found[i] = reader.later(event, events[i + 1 :], found[i + 1 :])
            if found[i] is None and event.known_as == "PROTEST":
                found[i] = dominant
    scene = _scene(events, found)
    for i, event in enumerate(events):
        if found[i] is None and event.known_as in INHERITING and not event.aux and reader.is_told(event):
            found[i] = scene
    return found


def _scene(events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
    """Return the one town where several acts that are told of took place, None where there are two towns or none."""
    places = [
        place for event, place in zip(events, found, strict=True) if place is not None and event.known_as in INHERITING
    ]
    one = len({place.name or place.text for place in places}) == 1 and len(places) > 1
    return places[0] if one and places[0].feature not in COUNTRIES and level(places[0]) == 0 else None


def main_country(places: tuple[Place, ...]) -> str:
    """Return the country that the document names most, places within it counted twice, or «»."""
    counts: dict[str, int] = {}
    for place in places:
        if place.country:
            counts[place.country] = counts.get(place.country, 0) + (1 if place.feature == "PCLI" else 2)
    return max(counts, key=lambda code: counts[code], default="")


class _Inheritance:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.words = load_words()

    def earlier(self, events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
        """Return the place of an event before the last of `events` that tells of the same incident.

        1. «the attack», however far; 2. another clause of the same sentence; 3. the sentences before: the same mode,
        or words that point back («the attackers», «they»), or mere harm («seven soldiers were injured»).
        """
        event = events[-1]
        proposition = self.analysis.propositions[event.proposition]
        if self._lasts(proposition) or self._is_of_a_stretch(proposition):
            return None
        for way in (self._same_target, self._soon_after):
            if (place := way(events, found)) is not None:
                return place
        known = self._known(proposition)
        kinds = self._causes(event)
        follows = bool(kinds) and not event.aux
        back = follows and self._points_back(proposition)
        described: Place | None = None
        for other, place in zip(reversed(events[:-1]), reversed(found), strict=True):
            away = event.sentence - other.sentence
            if away > AFAR or not (known or (follows and away <= NEXT)):
                break
            same = other.known_as == event.known_as
            if place is None or not (same or other.known_as in kinds) or self._is_denied(other):
                continue
            # 1.
            if known and same and place.name is None and place.text[:1].islower():
                described = described or place  # a name told earlier is better
                continue
            if known and same:
                return place
            if not follows or away > NEXT or other.aux:
                continue
            # 2.
            if away == 0 and same and self._joined(proposition, self.analysis.propositions[other.proposition]):
                return place
            # 3.
            alike = same and event.known_as in INHERITING and set(event.modes) & set(other.modes)
            if alike and not self._elsewhere(proposition, self.analysis.propositions[other.proposition]):
                return place
            if back and away <= 1:
                return place
        return described

    def _same_target(self, events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
        """Return the place of the act before that hit what this one names as known: «the market», «the bus»."""
        event = events[-1]
        proposition = self.analysis.propositions[event.proposition]
        mine = self._targets(proposition, known=True)
        if not mine or event.known_as not in INHERITING:
            return None
        for other, place in zip(reversed(events[:-1]), reversed(found), strict=True):
            if event.sentence - other.sentence > AFAR:
                return None
            before = self.analysis.propositions[other.proposition]
            if place is not None and other.known_as == event.known_as and mine & self._targets(before, known=False):
                return place
        return None

    def _targets(self, proposition: Proposition, *, known: bool) -> frozenset[str]:
        """Return the nouns for what an act hits; with `known` only those told as known, or before its own noun."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        heads = [
            argument.head
            for argument in proposition.arguments
            if (argument.role == "patient" or argument.marker in TARGETS) and not argument.implicit
        ]
        if known:
            heads = [head for head in heads if self._definite(proposition.sentence, head)]
            if proposition.kind == "noun" and self._definite(proposition.sentence, proposition.head):
                heads += [t.i for t in tokens if t.head == proposition.head and t.rel == "compound"]
        return frozenset(tokens[head].lemma.lower() for head in heads if tokens[head].upos == "NOUN")

    def _soon_after(self, events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
        """Return the place of the act told right before one that is «minutes later»."""
        event = events[-1]
        tokens = self.analysis.sentences[event.sentence].tokens
        at = self.analysis.propositions[event.proposition].head
        soon = any(
            t.lemma.lower() in SOON
            and following.text.lower() in ("later", "earlier", "after", "before")
            and t.i < at + 6
            for t, following in pairwise(tokens)
        )
        if not soon or event.known_as not in INHERITING or len(events) < 2:
            return None
        before = [(o, p) for o, p in zip(events[:-1], found, strict=True) if o.sentence < event.sentence]
        last = before[-1] if before else None
        near = last is not None and event.sentence - last[0].sentence <= 1 and last[0].known_as == event.known_as
        return last[1] if last is not None and near else None

    def is_told(self, event: Event) -> bool:
        """Say whether an event is told as news: in the simple past, of no year and no stretch of time."""
        proposition = self.analysis.propositions[event.proposition]
        above, steps = proposition, 0
        while above.tense == "none" and above.parent >= 0 and above.relation == "adverbial" and steps < 3:
            above, steps = self.analysis.propositions[above.parent], steps + 1  # «…, killing two»
        simple = above.kind == "verb" and above.tense == "past" and not (above.perfect or above.negated or above.modal)
        tokens = self.analysis.sentences[event.sentence].tokens
        years = any(len(t.text) == 4 and t.text.isdigit() and t.text[:2] in ("19", "20") for t in tokens)
        return simple and not years and not (self._is_of_a_stretch(proposition) or self._lasts(proposition))

    def _is_of_a_stretch(self, proposition: Proposition) -> bool:
        """Say whether an act is told of a stretch of time and so of no one incident: «since January»."""
        above = self.analysis.propositions[proposition.parent] if proposition.parent >= 0 else None
        within = above if above is not None and proposition.relation == "argument" else None
        return any(a.marker == "since" for p in (proposition, within) if p is not None for a in p.arguments)

    def _is_denied(self, event: Event) -> bool:
        """Say whether an event, or what is told to be done with it, is negated: «no protests were reported»."""
        proposition = self.analysis.propositions[event.proposition]
        above = self.analysis.propositions[proposition.parent] if proposition.parent >= 0 else None
        patient = above.get("patient") if above is not None and above.negated else None
        return proposition.negated or (patient is not None and patient.head == proposition.head)

    def later(self, event: Event, events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
        """Return the place that the next sentence gives: «The shooting took place in Basra»."""
        for other, place in zip(events, found, strict=True):
            if other.sentence > event.sentence + 1:
                break
            if other.sentence == event.sentence or other.known_as != event.known_as or place is None:
                continue
            proposition = self.analysis.propositions[other.proposition]
            if proposition.kind == "noun" and self._definite(other.sentence, proposition.head):
                return place
        return None

    def _lasts(self, proposition: Proposition) -> bool:
        """Say whether the clause tells what a whole war has done: «the war has killed thousands»."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        lasting = load_reference().words["lasting"]
        return (proposition.kind == "noun" and proposition.lemma in lasting) or any(
            tokens[argument.head].lemma.lower() in lasting
            for argument in proposition.arguments
            if argument.role == "agent" or (argument.role == "oblique" and argument.marker in ARGUMENTS)
        )

    def _known(self, proposition: Proposition) -> bool:
        """Say whether the clause speaks of an incident as known: «the attack», «died in the blast», «the toll»."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        for argument in proposition.arguments:
            noun = tokens[argument.head].lemma.lower()
            if argument.role == "patient" and noun in self.words.incidental:
                return True
            if (
                noun in self.words.doers
                and not argument.implicit
                and self._definite(proposition.sentence, argument.head)
            ):
                return True
        nouns = [proposition.head] if proposition.kind == "noun" else []
        nouns += [
            argument.head
            for argument in proposition.arguments
            if argument.proposition >= 0
            and not argument.implicit
            and (
                argument.role == "agent"
                or (argument.role == "oblique" and argument.marker in ARGUMENTS)
                or (argument.role == "patient" and proposition.lemma in self.words.claiming)
            )
        ]
        return any(self._definite(proposition.sentence, head) for head in nouns)

    def _definite(self, sentence: int, head: int) -> bool:
        """Say whether the noun is told as known: «the attack», «that attack», «last night's attack»."""
        return any(
            t.head == head and (t.lemma.lower() in ("the", "this", "that") or t.deprel == "nmod:poss")
            for t in self.analysis.sentences[sentence].tokens
        )

    def _points_back(self, proposition: Proposition) -> bool:
        """Say whether a party of the clause is told as known, or the clause tells of harm alone."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        for argument in proposition.arguments:
            aimed = argument.role == "oblique" and argument.marker in AIMED
            if argument.implicit or not (aimed or argument.role in ("agent", "patient")):
                continue
            head = tokens[argument.head]
            if head.lemma.lower() in self.words.pronouns:
                return True
            person = argument.role == "agent" or head.lemma.lower() not in self.words.described
            if person and head.upos == "NOUN" and self._definite(proposition.sentence, head.i):
                return True
            if any(t.head == head.i and t.lemma.lower() == "some" and t.upos == "DET" for t in tokens):
                return True  # «some protesters»: of those told of
        agent = proposition.get("agent")
        harmed = proposition.lemma in self.words.harmed
        return harmed and (agent is None or proposition.get("patient") is None)

    def _elsewhere(self, proposition: Proposition, other: Proposition) -> bool:
        """Say whether the clause strikes a name of its own («shelled Hadrut») or another nation's people do it."""
        patient = proposition.get("patient")
        tokens = self.analysis.sentences[proposition.sentence].tokens
        if patient is not None and not patient.implicit and tokens[patient.head].upos == "PROPN":
            return True
        nations = self._nations(proposition), self._nations(other)
        return bool(nations[0] and nations[1] and not nations[0] & nations[1])

    def _nations(self, proposition: Proposition) -> set[str]:
        """Return the countries whose adjectives the agent's words hold: «Azerbaijani drones»."""
        agent = proposition.get("agent")
        if agent is None:
            return set()
        tokens = self.analysis.sentences[proposition.sentence].tokens
        gazetteer = load_gazetteer()
        return {code for t in tokens if agent.span.contains(t.span) and (code := gazetteer.demonym(t.text))}

    def _joined(self, proposition: Proposition, other: Proposition) -> bool:
        """Say whether two clauses of a sentence belong to one telling."""
        return proposition.lemma in self.words.harmed or other.lemma in self.words.harmed

    def _causes(self, event: Event) -> frozenset[str]:
        """Return the types of events that the event may follow on, where it is told next."""
        keys = (event.known_as, *(f"{event.known_as}/{mode}" for mode in event.modes))
        return frozenset().union(*(self.words.aftermath.get(key, frozenset()) for key in keys))


def _dominant(places: tuple[Place, ...]) -> Place | None:
    """Return the place that is named three times and more often than all others together, countries apart."""
    small = [place for place in places if place.feature not in COUNTRIES]
    counts: dict[str, int] = {}
    for place in small:
        counts[place.name or place.text] = counts.get(place.name or place.text, 0) + 1
    name = max(counts, key=lambda name: counts[name], default="")
    if counts.get(name, 0) < DOMINANT or 2 * counts[name] <= len(small):
        return None
    return next(place for place in small if (place.name or place.text) == name)
