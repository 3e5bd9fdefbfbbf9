"""Bring the incidents of a store up to date: all anew, or only those near what has changed.

What is kept of tellings is asked for through a `Shelf`, which a store gives; nothing here knows of files.

What changes by a report that is added, coded anew or withdrawn:

1. Its acts get new keys; those that shared a block with its old ones are looked at again, and so are those of a block
   that has become too large or small enough to be compared as a whole.
2. From these acts all that fit well are gathered, and those that fit them, until nothing more is near.
3. The acts gathered are linked as if there were no others: what lies outside fits none of them well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from demarche.ledger.acts import within
from demarche.ledger.blocking import LARGE
from demarche.ledger.comparison import summarize
from demarche.ledger.linking import (
    FITS,
    Act,
    Constraint,
    Pair,
    acts_contradict,
    compare_acts,
    find_pairs,
    incident_id,
    link_acts,
    make_acts,
    score_pairs,
    tellings_of,
)
from demarche.ledger.mentions import mention
from demarche.ledger.scoring import Reason, compare
from demarche.ledger.signatures import SHARED, are_copies, copy_keys, fold_copies
from demarche.ledger.weights import WITHIN
from demarche.records.incidents import IncidentRow, MemberRow
from demarche.records.tellings import Telling

MANY = 0.2  # of all reports; where more are new, all is linked anew
ALL_AT_ONCE = 200  # reports; below that nothing is gained by looking for what is near


class Why(msgspec.Struct, frozen=True):
    """Why a claim is put to its incident: the claim it fits best, and how the slots of the two stand."""

    fits: str
    document: str
    score: int
    reasons: tuple[Reason, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What was done: reports that were new or changed, claims that were looked at, incidents written."""

    documents: int
    claims: int
    incidents: int
    anew: bool


class Shelf(Protocol):
    """What linking asks of a store. Reports are known by their keys in it, or by their ids."""

    def count(self) -> int:
        """Return how many reports there are."""

    def waiting(self) -> list[int]:
        """Return the reports with claims that are not linked, or not as they stand."""

    def withdrawn(self) -> list[int]:
        """Return the reports that have keys but are no longer to be linked."""

    def tellings(self, documents: Collection[int] | None) -> list[Telling]:
        """Return the tellings of these reports, or of all."""

    def signatures(self, documents: Collection[int] | None) -> dict[str, tuple[bytes, int | None]]:
        """Return by id the signature of each of these reports (or all) and its day, made where there was none."""

    def like(self, keys: Collection[int], document: str, least: int) -> dict[str, tuple[bytes, int | None]]:
        """Return signatures of reports that share at least so many of the keys, by id, without itself."""

    def set_origins(self, origins: Mapping[str, str], keys: Mapping[str, tuple[int, ...]], anew: bool) -> None:
        """Keep of which report each is a copy, and the keys by which copies find it."""

    def origins_of(self, documents: Iterable[str]) -> dict[str, str]:
        """Return of which report each of these is a copy, itself where of none."""

    def copies_of(self, origin: str) -> list[str]:
        """Return the reports that have this origin, it among them."""

    def numbers(self, documents: Iterable[str]) -> list[int]:
        """Return the keys of reports by their ids."""

    def keys_of(self, documents: Collection[int]) -> set[int]:
        """Return the blocks that the reports' acts are in."""

    def sizes(self, keys: Collection[int]) -> dict[int, int]:
        """Return how many acts there are in each block."""

    def in_blocks(self, keys: Collection[int]) -> dict[int, list[tuple[int, int]]]:
        """Return for each block its acts: report, and key of the act's first claim."""

    def set_keys(self, documents: Collection[int] | None, keys: Iterable[tuple[int, int, int]]) -> None:
        """Put keys (block, report, first claim) in the place of those of the reports, or of all."""

    def reports_with(self, claims: Collection[str]) -> list[int]:
        """Return the reports that these claims, by their ids, are of."""

    def constraints(self) -> list[tuple[str, str, bool]]:
        """Return what people have said of pairs of claims, the earliest first: ids, and whether of one act."""

    def write(self, incidents: Iterable[IncidentRow], claims: Collection[int] | None) -> None:
        """Put incidents in the place of those that these claims were of, or of all."""


def update(shelf: Shelf, *, anew: bool = False) -> Outcome:
    """Link what is new or has changed on the shelf, or all of it."""
    waiting, total = shelf.waiting(), shelf.count()
    withdrawn = shelf.withdrawn()
    if not anew and not waiting and not withdrawn:
        return Outcome(0, 0, 0, False)
    constraints = [Constraint(*given) for given in shelf.constraints()]
    if anew or len(waiting) > MANY * total or total <= ALL_AT_ONCE:
        return _link_all(shelf, constraints, len(waiting))
    return _link_near(shelf, constraints, waiting, withdrawn)


def _link_all(shelf: Shelf, constraints: Sequence[Constraint], waiting: int) -> Outcome:
    signatures = shelf.signatures(None)
    texts = {document: signature for document, (signature, _) in signatures.items()}
    order = {document: _first(document, day) for document, (_, day) in signatures.items()}
    keys = {document: copy_keys(signature) for document, signature in texts.items()}
    shelf.set_origins(fold_copies(texts, order), keys, anew=True)
    tellings = shelf.tellings(None)
    documents = dict(zip(ids := sorted({t.document for t in tellings}), shelf.numbers(ids), strict=True))
    acts = make_acts(tellings, constraints)
    shelf.set_keys(None, _key_rows(acts, documents))
    scores = score_pairs(acts, find_pairs(acts))
    groups = link_acts(acts, scores, constraints)
    incidents = make_incidents(acts, groups, scores, _latest(tellings))
    shelf.write(incidents, None)
    return Outcome(waiting, len(tellings), len(groups), True)


def _link_near(
    shelf: Shelf, constraints: Sequence[Constraint], waiting: Sequence[int], withdrawn: Sequence[int]
) -> Outcome:
    waiting = sorted({*waiting, *_fold_near(shelf, waiting)})
    reports = _Reports(shelf, constraints)
    # 1. New keys; whose blocks these change is looked at again.
    old = shelf.keys_of([*waiting, *withdrawn])
    touched = {document for acts in shelf.in_blocks(old).values() for document, _ in acts}
    acts = reports.acts(waiting)
    keys = old.union(*(act.keys for act in acts))
    before = shelf.sizes(keys)
    shelf.set_keys([*waiting, *withdrawn], _key_rows(acts, reports.numbers))
    after = shelf.sizes(keys)
    turned = {key for key in keys if (before.get(key, 0) <= LARGE) != (after.get(key, 0) <= LARGE)}
    touched |= {document for acts in shelf.in_blocks(turned).values() for document, _ in acts}
    # 2. All that is near.
    near, scores = _gather(shelf, reports, constraints, reports.acts(sorted({*waiting, *touched})))
    # 3. Link these.
    ordered = sorted(near, key=lambda act: act.order)
    place = {act.tellings[0].key: number for number, act in enumerate(ordered)}
    numbered: dict[Pair, int] = {}
    for (one, other), value in scores.items():
        first, second = place[one], place[other]
        numbered[min(first, second), max(first, second)] = value
    groups = link_acts(ordered, numbered, constraints)
    incidents = list(make_incidents(ordered, groups, numbered, _latest(reports.tellings())))
    claims = [telling.key for act in ordered for telling in act.tellings]
    shelf.write(incidents, claims)
    return Outcome(len(waiting), len(claims), len(incidents), False)


class _Reports:
    """Reports of the shelf with their acts, read once each."""

    def __init__(self, shelf: Shelf, constraints: Sequence[Constraint]) -> None:
        self.shelf = shelf
        self.constraints = constraints
        self.kept: dict[int, list[Act]] = {}
        self.numbers: dict[str, int] = {}
        self.firsts: dict[int, Act] = {}

    def acts(self, documents: Collection[int]) -> list[Act]:
        """Return the acts of these reports."""
        missing = [document for document in documents if document not in self.kept]
        if missing:
            tellings = self.shelf.tellings(missing)
            ids = sorted({telling.document for telling in tellings})
            self.numbers |= zip(ids, self.shelf.numbers(ids), strict=True)
            self.kept |= {document: [] for document in missing}
            for act in make_acts(tellings, self.constraints):
                self.kept[self.numbers[act.told.document]].append(act)
                self.firsts[act.tellings[0].key] = act
        return [act for document in documents for act in self.kept[document]]

    def tellings(self) -> list[Telling]:
        """Return the tellings of all reports that have been read."""
        return [telling for acts in self.kept.values() for act in acts for telling in act.tellings]


def _gather(
    shelf: Shelf, reports: _Reports, constraints: Sequence[Constraint], start: Iterable[Act]
) -> tuple[list[Act], dict[Pair, int]]:
    """Return the acts that fit those at the start, directly or through others, and the scores of pairs of these."""
    held: dict[str, set[str]] = {}
    for constraint in constraints:
        if constraint.together:
            held.setdefault(constraint.one, set()).add(constraint.other)
            held.setdefault(constraint.other, set()).add(constraint.one)
    found = {act.tellings[0].key: act for act in start}
    frontier = list(found.values())
    scores: dict[Pair, int] = {}
    while frontier:
        neighbours = _neighbours(shelf, reports, frontier)
        following: dict[int, Act] = {}
        for act in frontier:
            mine = act.tellings[0].key
            others = neighbours[mine]
            if held:
                partners = {other for telling in act.tellings for other in held.get(telling.id, ())}
                others |= _with_claims(shelf, reports, partners)
            for theirs in others:
                other = reports.firsts[theirs]
                pair = (min(mine, theirs), max(mine, theirs))
                if pair in scores or mine == theirs:
                    continue
                tied = bool(held) and any(t.id in held.get(o.id, ()) for t in act.tellings for o in other.tellings)
                if not acts_contradict(act, other):
                    scores[pair] = compare_acts(*sorted((act, other), key=lambda one: one.order))
                if theirs not in found and (tied or scores.get(pair, 0) > FITS):
                    found[theirs] = following[theirs] = other
        frontier = list(following.values())
    return list(found.values()), {pair: v for pair, v in scores.items() if pair[0] in found and pair[1] in found}


def _neighbours(shelf: Shelf, reports: _Reports, acts: Sequence[Act]) -> dict[int, set[int]]:
    """Return for each act the first claims of those that it is compared with."""
    asked: dict[int, list[int]] = {}
    for act in acts:
        for key in act.keys:
            asked.setdefault(key, []).append(act.tellings[0].key)
    found: dict[int, set[int]] = {act.tellings[0].key: set() for act in acts}
    sizes = shelf.sizes(asked.keys())
    blocks = shelf.in_blocks([key for key in asked if sizes.get(key, 0) <= LARGE])
    reports.acts(sorted({document for members in blocks.values() for document, _ in members}))
    for block, members in blocks.items():
        known = [first for _, first in members if first in reports.firsts]
        for mine in asked[block]:
            found[mine].update(known)
    return found


def _with_claims(shelf: Shelf, reports: _Reports, claims: set[str]) -> set[int]:
    """Return the first claims of the acts that these claims are in."""
    acts = reports.acts(shelf.reports_with(claims)) if claims else []
    return {act.tellings[0].key for act in acts if any(telling.id in claims for telling in act.tellings)}


def _fold_near(shelf: Shelf, documents: Sequence[int]) -> list[int]:
    """Find of which reports the new ones are copies; return others whose origin has changed by that."""
    mine = shelf.signatures(documents)
    group = dict(mine)
    for document, (signature, _) in mine.items():
        for other, theirs in shelf.like(copy_keys(signature), document, SHARED).items():
            if are_copies(signature, theirs[0]):
                group[other] = theirs
    known = shelf.origins_of(group)
    everyone = {copy for origin in set(known.values()) for copy in shelf.copies_of(origin)} - group.keys()
    if everyone:
        group |= shelf.signatures(shelf.numbers(sorted(everyone)))
        known = shelf.origins_of(group)
    texts = {document: signature for document, (signature, _) in group.items()}
    origins = fold_copies(texts, {document: _first(document, day) for document, (_, day) in group.items()})
    shelf.set_origins(origins, {document: copy_keys(texts[document]) for document in mine}, anew=False)
    changed = [document for document, origin in origins.items() if known.get(document) != origin]
    return shelf.numbers(sorted(set(changed) - mine.keys()))


def _first(document: str, day: int | None) -> tuple[int, str]:
    return (10**7 if day is None else day, document)


def _key_rows(acts: Iterable[Act], documents: Mapping[str, int]) -> Iterable[tuple[int, int, int]]:
    for act in acts:
        first = act.tellings[0]
        for key in act.keys:
            yield key, documents[first.document], first.key


def _latest(tellings: Iterable[Telling]) -> dict[str, int]:
    """Return for each report the last day that it tells of as done."""
    latest: dict[str, int] = {}
    for telling in tellings:
        if telling.last is not None and "future" not in telling.aux:
            latest[telling.document] = max(latest.get(telling.document, telling.last), telling.last)
    return latest


def make_incidents(
    acts: Sequence[Act], groups: Iterable[Sequence[int]], scores: Mapping[Pair, int], latest: Mapping[str, int]
) -> Iterable[IncidentRow]:
    """Yield the incidents that groups of acts amount to, with what each claim is to them and why."""
    for group in groups:
        members = tellings_of(acts[number] for number in group)
        reasons = {key: _json(why) for number in group for key, why in _whys(acts, number, group, scores)}
        summary = summarize(members)
        site = next((t.key for t in members if t.site is not None and t.site.name == summary.place), None)
        told = tuple(
            MemberRow(telling.key, mention(telling, members, latest.get(telling.document)), reasons.get(telling.key))
            for telling in members
        )
        yield IncidentRow(
            id=incident_id(members),
            label=summary.label,
            type=summary.type,
            quad=summary.quad,
            first_day=None if summary.first_day is None else summary.first_day.isoformat(),
            last_day=None if summary.last_day is None else summary.last_day.isoformat(),
            site=site,
            documents=summary.documents,
            origins=summary.origins,
            contested=summary.contested,
            summary=_json(summary),
            members=told,
        )


def _json(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()


def _whys(
    acts: Sequence[Act], number: int, group: Sequence[int], scores: Mapping[Pair, int]
) -> Iterable[tuple[int, Why]]:
    """Yield why each claim of an act stands where it does: by its own report for all but the first claim."""
    act = acts[number]
    first, *others = act.tellings
    for telling in others:
        given = tuple(Reason(slot, verdict, WITHIN[slot][verdict]) for slot, verdict in within(first, telling))
        yield telling.key, Why(first.id, first.document, sum(reason.weight for reason in given), given)
    fitting = [
        (scores[pair], -other)
        for other in group
        if other != number and (pair := (min(number, other), max(number, other))) in scores
    ]
    if fitting:
        value, best = max(fitting)
        partner = acts[-best]
        if partner.told.document == act.told.document:
            yield first.key, Why(partner.tellings[0].id, partner.told.document, value, ())
        else:
            yield first.key, Why(partner.tellings[0].id, partner.told.document, value, compare(act.told, partner.told))
