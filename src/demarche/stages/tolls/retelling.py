"""Make a telling of its own of a toll that another voice gives: «Police said 12 people died. The rebels spoke of 30.»

A toll told in a later sentence than its event is that event told again, in words of its own. `retell_tolls` makes those
tellings; `part_by_voice` keeps the ones on whose word the event itself is not told, and gives the rest back to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from demarche.model import Analysis, Entity, Event, Mention, Span, TollEntry, Voice
from demarche.stages.tolls.words import toll_words

Tolls = dict[int, tuple[TollEntry, ...]]


class Retelling(NamedTuple):
    """An event told again by its toll: the telling, the index of the event, the entries."""

    event: Event
    of: int
    entries: tuple[TollEntry, ...]


def retell_tolls(
    analysis: Analysis, events: tuple[Event, ...], tolls: Tolls, mentions: dict[tuple[int, int], Mention]
) -> tuple[Retelling, ...]:
    """Return a telling for each clause that gives a toll of an event told before, with indices behind the events'."""
    found: list[Retelling] = []
    for event in events:
        clauses: dict[int, list[TollEntry]] = {}
        for entry in tolls.get(event.index, ()):
            if entry.sentence > event.sentence and entry.proposition >= 0:
                clauses.setdefault(entry.proposition, []).append(entry)
        for index, entries in clauses.items():
            telling = _retell(analysis, event, index, entries, mentions)
            found.append(
                Retelling(msgspec.structs.replace(telling, index=len(events) + len(found)), event.index, tuple(entries))
            )
    return tuple(found)


def _retell(
    analysis: Analysis, event: Event, index: int, entries: list[TollEntry], mentions: dict[tuple[int, int], Mention]
) -> Event:
    proposition = analysis.propositions[index]
    words = toll_words()
    spans = [proposition.span, *(a.span for a in proposition.arguments if not a.implicit), entries[0].count.span]
    tells = proposition.kind == "verb" and (proposition.lemma in words.patient or proposition.lemma in words.agent)
    victims = [
        mentions[key]
        for entry in entries
        for mention in ([part for _, part in entry.parts] or ([entry.victims] if entry.victims else []))
        if (key := (mention.sentence, mention.head)) in mentions
    ]
    return msgspec.structs.replace(
        event,
        trigger=proposition.span if tells else entries[0].count.span,
        evidence=Span(min(span.start for span in spans), max(span.end for span in spans)),
        sentence=entries[0].sentence,
        proposition=index,
        recipients=event.recipients or tuple(victims),
        under=-1,
        stance=None,
        passed=(),
        aux=(),
        voice=None,
    )


def part_by_voice(
    tolls: Tolls, retold: tuple[Retelling, ...], voices: Sequence[Sequence[tuple[Voice, ...]]]
) -> tuple[Tolls, tuple[Retelling, ...]]:
    """Return the tolls without what others say, and the tellings of those others.

    `voices` are the chains of voices of each event and then of each telling, one for each word on which it is told.
    """
    kept: list[Retelling] = []
    parted = dict(tolls)
    for retelling in retold:
        own = {_speaker(chain) for chain in voices[retelling.of]}
        other = {_speaker(chain) for chain in voices[retelling.event.index]}
        if None not in other and other.isdisjoint(own):
            kept.append(retelling)
            parted[retelling.of] = tuple(e for e in parted[retelling.of] if e not in retelling.entries)
    return parted, tuple(kept)


def _speaker(chain: tuple[Voice, ...]) -> tuple[str, ...] | None:
    """Return who speaks first, or None for the publisher and for words that name nobody («it was reported»)."""
    source: Entity | None = chain[0].source if chain else None
    if source is None or not (source.country or source.sectors or source.kind == "party"):
        return None
    return (source.country, *source.sectors[:1]) if source.country else (source.text.lower(),)
