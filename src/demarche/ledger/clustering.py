"""Put tellings together that are of one act: average linkage that never crosses a contradiction.

1. Every telling begins alone; those that a correction holds together begin together.
2. The two groups whose pairs score best on average are joined, as long as that average is above nought and no telling
   of the one contradicts one of the other. A pair that was never compared counts as weakly against.
3. Ties fall to the earlier telling, so that the outcome does not depend on the order in which tellings came.

Look-alikes do not chain: what joins must fit the whole group, not one member of it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

UNSEEN = -1500  # weight of a pair that was never compared


def cluster(
    members: Sequence[int],
    scores: Mapping[tuple[int, int], int],
    contradicts: Callable[[int, int], bool],
    together: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return the groups of members, each in order, by the scores of pairs (the smaller member first).

    `contradicts` is asked of pairs before they come into one group; `together` are pairs that begin joined.
    """
    group = {member: [member] for member in members}
    near: dict[int, dict[int, tuple[int, int]]] = {member: {} for member in members}  # sum of scores, pairs compared
    for (one, other), value in scores.items():
        near[one][other] = near[other][one] = (value, 1)
    place = {member: member for member in members}
    for one, other in together:
        first, second = sorted((place[one], place[other]))
        if first != second:
            for member in group[second]:
                place[member] = first
            _join(group, near, first, second)
    waiting: list[tuple[float, int, int]] = []
    for one, others in near.items():
        for other, known in others.items():
            if one < other:
                _offer(waiting, group, one, other, known)
    heapq.heapify(waiting)
    while waiting:
        worth, one, other = heapq.heappop(waiting)
        if one not in group or other not in group or other not in near[one]:
            continue
        known = near[one][other]
        if worth != -_average(known, len(group[one]) * len(group[other])):
            continue
        if any(contradicts(mine, theirs) for mine in group[one] for theirs in group[other]):
            near[one][other] = near[other][one] = (-(10**12), known[1])
            continue
        _join(group, near, one, other)
        for third, total in near[one].items():
            _offer(waiting, group, min(one, third), max(one, third), total)
    return [sorted(members) for _, members in sorted(group.items())]


def _average(known: tuple[int, int], pairs: int) -> float:
    return (known[0] + UNSEEN * (pairs - known[1])) / pairs


def _offer(
    waiting: list[tuple[float, int, int]], group: dict[int, list[int]], one: int, other: int, known: tuple[int, int]
) -> None:
    worth = _average(known, len(group[one]) * len(group[other]))
    if worth > 0:
        heapq.heappush(waiting, (-worth, one, other))


def _join(group: dict[int, list[int]], near: dict[int, dict[int, tuple[int, int]]], one: int, other: int) -> None:
    """Put the second group into the first, whose number is the smaller."""
    group[one] += group.pop(other)
    theirs = near.pop(other)
    mine = near[one]
    mine.pop(other, None)
    theirs.pop(one, None)
    for third, (value, compared) in theirs.items():
        known = mine.get(third, (0, 0))
        mine[third] = near[third][one] = (known[0] + value, known[1] + compared)
        del near[third][other]
