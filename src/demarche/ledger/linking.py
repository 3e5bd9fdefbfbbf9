"""Link tellings into incidents.

1. Within each report, claims of one act are put together (`acts`).
2. Acts that share a block are compared slot by slot (`blocking`, `scoring`).
3. Acts that fit come together, look-alikes stay apart (`clustering`), and what people have said of two claims holds.

The same tellings give the same incidents in whatever order they come, and a report that is added changes only the
groups that its acts could be compared with, directly or through others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from demarche.ledger.acts import compare_within, find_acts, merge
from demarche.ledger.blocking import LARGE, keys
from demarche.ledger.clustering import cluster
from demarche.ledger.scoring import contradiction, score
from demarche.records.tellings import Telling

# Acts are linked in parts that such a score holds together; what fits less joins only within one. From 0 to 1000 F1 on
# our gold is flat and precision rises, while in a dense archive parts shrink from thousands of acts to some dozens.
FITS = 1000
UNLIKE = -3000  # two acts of one report that differ as much as that stay two, whatever others tell


class Constraint(msgspec.Struct, frozen=True):
    """What a person has said of two claims, by their ids: that they are of one act, or of two."""

    one: str
    other: str
    together: bool


class Act(msgspec.Struct, frozen=True):
    """What one report tells of one act: its tellings, and what they say all told."""

    tellings: tuple[Telling, ...]
    told: Telling
    keys: tuple[int, ...]

    @property
    def order(self) -> tuple[int, str, int, str]:
        """The fixed order of acts: that of their first tellings."""
        return self.tellings[0].order


Pair = tuple[int, int]


def link(tellings: Iterable[Telling], constraints: Sequence[Constraint] = ()) -> list[tuple[Telling, ...]]:
    """Return the incidents: groups of tellings, each in the fixed order, the groups by their first telling."""
    acts = make_acts(tellings, constraints)
    groups = link_acts(acts, score_pairs(acts, find_pairs(acts)), constraints)
    return [tellings_of(acts[number] for number in group) for group in groups]


def make_acts(tellings: Iterable[Telling], constraints: Sequence[Constraint] = ()) -> list[Act]:
    """Return the acts that reports tell of, in the fixed order."""
    reports: dict[str, list[Telling]] = {}
    for telling in tellings:
        reports.setdefault(telling.document, []).append(telling)
    apart = {(constraint.one, constraint.other) for constraint in constraints if not constraint.together}
    acts: list[Act] = []
    for report in reports.values():
        for group in find_acts(report, apart):
            told = merge(group)
            acts.append(Act(group, told, keys(told)))
    acts.sort(key=lambda act: act.order)
    return acts


def score_pairs(acts: Sequence[Act], pairs: Iterable[Pair]) -> dict[Pair, int]:
    """Return the scores of pairs of acts, without those that cannot be one."""
    return {
        (one, other): compare_acts(acts[one], acts[other])
        for one, other in pairs
        if not acts_contradict(acts[one], acts[other])
    }


def link_acts(
    acts: Sequence[Act], scores: Mapping[Pair, int], constraints: Sequence[Constraint] = ()
) -> list[list[int]]:
    """Return the groups of acts, by their numbers in the fixed order, by the scores of pairs of them."""
    numbers = {telling.id: number for number, act in enumerate(acts) for telling in act.tellings}
    together, apart = settle(constraints, numbers)
    held = set(together)

    def contradicts(one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        if pair in apart:
            return True
        return pair not in held and acts_contradict(acts[one], acts[other])

    groups: list[list[int]] = []
    for members, within_scores, within_held in parts(len(acts), scores, together):
        groups += cluster(members, within_scores, contradicts, within_held) if len(members) > 1 else [members]
    return sorted(groups)


def parts(
    count: int, scores: Mapping[Pair, int], together: Sequence[Pair]
) -> Iterable[tuple[list[int], dict[Pair, int], list[Pair]]]:
    """Yield the parts of the acts between which no pair fits well, with their scores and the pairs held together."""
    parent = list(range(count))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for pair in (*(pair for pair, value in scores.items() if value > FITS), *together):
        first, second = sorted(map(find, pair))
        parent[second] = first
    members: dict[int, list[int]] = {}
    for number in range(count):
        members.setdefault(find(number), []).append(number)
    inside: dict[int, dict[Pair, int]] = {}
    for pair, value in scores.items():
        if (place := find(pair[0])) == find(pair[1]):
            inside.setdefault(place, {})[pair] = value
    held: dict[int, list[Pair]] = {}
    for pair in together:
        held.setdefault(find(pair[0]), []).append(pair)
    for place, some in members.items():
        yield some, inside.get(place, {}), held.get(place, [])


def tellings_of(acts: Iterable[Act]) -> tuple[Telling, ...]:
    """Return the tellings of some acts in the fixed order."""
    return tuple(sorted((telling for act in acts for telling in act.tellings), key=lambda telling: telling.order))


def compare_acts(one: Act, other: Act) -> int:
    """Return the score of two acts."""
    if one.told.document == other.told.document:
        return compare_within(one.tellings, other.tellings)
    return score(one.told, other.told)


def acts_contradict(one: Act, other: Act) -> bool:
    """Say whether two acts cannot be one."""
    if contradiction(one.told, other.told) is not None:
        return True
    return one.told.document == other.told.document and compare_within(one.tellings, other.tellings) < UNLIKE


def incident_id(members: Sequence[Telling]) -> str:
    """Return the id of an incident: it is made from its first telling, so that later ones leave it as it is."""
    return f"i-{min(members, key=lambda telling: telling.order).id}"


def find_pairs(acts: Sequence[Act]) -> set[Pair]:
    """Return the pairs of acts that are compared, by their numbers, the smaller first."""
    blocks: dict[int, list[int]] = {}
    for number, act in enumerate(acts):
        for key in act.keys:
            blocks.setdefault(key, []).append(number)
    pairs: set[Pair] = set()
    for members in blocks.values():
        if 1 < len(members) <= LARGE:
            pairs.update((one, other) for i, other in enumerate(members) for one in members[:i])
    return pairs


def settle(constraints: Sequence[Constraint], numbers: Mapping[str, int]) -> tuple[list[Pair], set[Pair]]:
    """Return the pairs held together and those held apart; where two constraints clash, the later one counts."""
    together: list[Pair] = []
    apart: set[Pair] = set()
    parent: dict[int, int] = {}

    def find(number: int) -> int:
        while parent.setdefault(number, number) != number:
            number = parent[number]
        return number

    for constraint in reversed(constraints):
        if constraint.one not in numbers or constraint.other not in numbers:
            continue
        first, second = sorted((numbers[constraint.one], numbers[constraint.other]))
        mine, theirs = find(first), find(second)
        if mine == theirs:
            continue
        if not constraint.together:
            apart.add((first, second))
        elif not any({find(one), find(other)} == {mine, theirs} for one, other in apart):
            parent[max(mine, theirs)] = min(mine, theirs)
            together.append((first, second))
    return together, apart
