"""Within a report: which of its claims are of one act, and what the report says of that act all told.

«A drone struck the market on Tuesday. … A doctor said 34 people were wounded»: the second has no day, no place and no
doer of its own; it is of the act that went before. So reports are compared by their acts, not by single claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from demarche.ledger.blocking import family
from demarche.ledger.clustering import cluster
from demarche.ledger.scoring import RESULTS, contradiction, day, overlap, parties, place, swapped
from demarche.ledger.weights import WITHIN
from demarche.records.tellings import Party, Telling

FAR = 6  # claims between two that are compared
AGAIN = -1000  # weight, for two acts of one report, of the report telling of two


def find_acts(tellings: Sequence[Telling], apart: Collection[tuple[str, str]] = ()) -> list[tuple[Telling, ...]]:
    """Return the groups of a report's tellings that are of one act; `apart` are ids that must not come together."""
    ordered = sorted(tellings, key=lambda telling: telling.order)
    scores: dict[tuple[int, int], int] = {}
    for j, second in enumerate(ordered):
        for i, first in enumerate(ordered[:j]):
            if family(first.type) == family(second.type) and second.position - first.position <= FAR:
                scores[i, j] = sum(WITHIN[slot][verdict] for slot, verdict in within(first, second))

    def contradicts(one: int, other: int) -> bool:
        first, second = ordered[one], ordered[other]
        return bool(contradiction(first, second)) or (first.id, second.id) in apart or (second.id, first.id) in apart

    groups = cluster(range(len(ordered)), scores, contradicts)
    return [tuple(ordered[number] for number in group) for group in groups]


def compare_within(first: Sequence[Telling], second: Sequence[Telling]) -> int:
    """Return the mean score of two acts of one report, which others may tell as one."""
    pairs = [sorted((one, other), key=lambda telling: telling.order) for one in first for other in second]
    total = sum(WITHIN[slot][verdict] for one, other in pairs for slot, verdict in within(one, other))
    return total // len(pairs) + AGAIN


def within(first: Telling, second: Telling) -> Iterator[tuple[str, str]]:
    """Yield how two tellings of one report stand to one another, the first the earlier in the text."""
    yield "prior", "speech" if first.quad in (1, 3) else "act"
    yield "type", "same" if first.type == second.type else "akin"
    if first.modes and second.modes:
        yield "modes", "agree" if set(first.modes) & set(second.modes) else "differ"
    if first.trigger and first.trigger == second.trigger:
        yield "trigger", "same"
    if second.trigger.partition(" ")[0] in RESULTS:
        yield "trigger", "result"
    yield "day", "later none" if second.first is None else "first none" if first.first is None else day(first, second)
    yield "place", place(first, second)
    yield "actor", parties(first.actors, second.actors) if second.actors else "later none"
    yield "recipient", parties(first.recipients, second.recipients) if second.recipients else "later none"
    if swapped(first, second):
        yield "roles", "swapped"
    yield "hours", overlap(first.hours, second.hours)
    yield "struck", overlap(first.struck, second.struck)
    if second.further:
        yield "further", "later"
    yield "claims between", str(max(0, min(2, second.position - first.position - 1)))


def merge(tellings: Sequence[Telling]) -> Telling:
    """Return what a report says of one act as a single telling: the day, place and doers that are told best."""
    first = tellings[0]
    if len(tellings) == 1:
        return first
    dated = min(
        (telling for telling in tellings if telling.first is not None),
        key=lambda telling: (not telling.sure, (telling.last or 0) - (telling.first or 0)),
        default=first,
    )
    placed = min(
        (telling for telling in tellings if telling.site is not None),
        key=lambda telling: telling.site is None or not telling.site.exact,
        default=first,
    )
    tolls: dict[str, tuple[int, ...]] = {}
    for telling in tellings:
        for field, numbers in telling.tolls.items():
            tolls[field] = tuple(sorted({*tolls.get(field, ()), *numbers}))
    return msgspec.structs.replace(
        first,
        modes=tuple(dict.fromkeys(mode for telling in tellings for mode in telling.modes)),
        actors=_all([telling.actors for telling in tellings]),
        recipients=_all([telling.recipients for telling in tellings]),
        first=dated.first,
        last=dated.last,
        sure=dated.sure,
        site=placed.site,
        tolls=tolls,
        names=frozenset().union(*(telling.names for telling in tellings)),
        context=frozenset().union(*(telling.context for telling in tellings)),
        hours=frozenset().union(*(telling.hours for telling in tellings)),
        struck=frozenset().union(*(telling.struck for telling in tellings)),
        further=all(telling.further for telling in tellings),
        doers=frozenset().union(*(telling.doers for telling in tellings)),
        victims=frozenset().union(*(telling.victims for telling in tellings)),
        countries=tuple(dict.fromkeys(country for telling in tellings for country in telling.countries)),
    )


def _all(parties: Sequence[tuple[Party, ...]]) -> tuple[Party, ...]:
    return tuple({(party.country, party.sectors, party.id): party for some in parties for party in some}.values())
