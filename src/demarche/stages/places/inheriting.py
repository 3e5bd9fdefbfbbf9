"""Inheritance: the place of another telling of the same event, where its own clause names none."""

from __future__ import annotations

from demarche.model import Analysis, Event, Place, Token
from demarche.stages.places.precision import COUNTRIES

INHERITING = frozenset({"ASSAULT", "PROTEST"})  # types whose next telling is most likely of the same place
NEXT = 2  # sentences between two tellings without «the»
AFAR = 12  # sentences between «the attack» and the attack
DOMINANT = 3  # times that the place of a document is named


def inherit_places(
    analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...], own: list[Place | None]
) -> list[Place | None]:
    """Return the places of the events, those that have none of their own filled where another telling gives one.

    1. for «the attack», and for the next sentences about the same mode, the place of the attack before; 2. the place
    that the next sentence gives; 3. for protests, the one place that the document is about.
    """
    found = list(own)
    for i in range(len(events)):
        if found[i] is None:
            found[i] = _earlier(analysis, events[: i + 1], found[:i])
    dominant = _dominant(places)
    for i, event in enumerate(events):
        if found[i] is None and event.known_as in INHERITING and not event.aux:
            found[i] = _later(analysis, event, events[i + 1 :], found[i + 1 :])
            if found[i] is None and event.known_as == "PROTEST":
                found[i] = dominant
    return found


def main_country(places: tuple[Place, ...]) -> str:
    """Return the country that the document names most, places within it counted twice, or «»."""
    counts: dict[str, int] = {}
    for place in places:
        if place.country:
            counts[place.country] = counts.get(place.country, 0) + (1 if place.feature == "PCLI" else 2)
    return max(counts, key=lambda code: counts[code], default="")


def _earlier(analysis: Analysis, events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
    event = events[-1]
    proposition = analysis.propositions[event.proposition]
    tokens = analysis.sentences[event.sentence].tokens
    nouns = [a.head for a in proposition.arguments if a.role == "oblique" and a.marker == "in" and a.proposition >= 0]
    if proposition.kind == "noun":
        nouns.append(proposition.head)
    known = any(_definite(tokens, head) for head in nouns)
    near = event.known_as in INHERITING and not event.aux
    for other, place in zip(reversed(events[:-1]), reversed(found), strict=True):
        away = event.sentence - other.sentence
        if away > AFAR or not (known or near):
            break
        if other.known_as != event.known_as or place is None:
            continue
        if known or (away <= NEXT and set(event.modes) & set(other.modes)):
            return place
    return None


def _later(analysis: Analysis, event: Event, events: tuple[Event, ...], found: list[Place | None]) -> Place | None:
    """Return the place that the next sentence gives: «The shooting took place in Basra»."""
    for other, place in zip(events, found, strict=True):
        if other.sentence > event.sentence + 1:
            break
        if other.sentence == event.sentence or other.known_as != event.known_as or place is None:
            continue
        proposition = analysis.propositions[other.proposition]
        if proposition.kind == "noun" and _definite(analysis.sentences[other.sentence].tokens, proposition.head):
            return place
    return None


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


def _definite(tokens: tuple[Token, ...], head: int) -> bool:
    """Say whether the noun is told as known: «the attack», «that attack», «last night's attack»."""
    return any(
        t.head == head and (t.lemma.lower() in ("the", "this", "that") or t.deprel == "nmod:poss") for t in tokens
    )
