"""Positions: who supports, opposes, demands, refuses, promises what of whom, and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from demarche.records.positions import PositionRow, StandRow

# Types of the codebook by what they show, and on which side: a demand is for what it asks.
TOPICS: dict[str, tuple[str, str]] = {
    "SUPPORT": ("support", "for"),
    "AID": ("support", "for"),
    "COOPERATE": ("support", "for"),
    "AGREE": ("promise", "for"),
    "CONCEDE": ("promise", "for"),
    "REQUEST": ("demand", "for"),
    "REJECT": ("refusal", "against"),
    "ACCUSE": ("opposition", "against"),
    "THREATEN": ("opposition", "against"),
    "PROTEST": ("opposition", "against"),
    "SANCTION": ("opposition", "against"),
}
# What ends a position: support of somebody ends opposition to them, and the other way round; a promise ends a refusal.
ENDS = {"support": "opposition", "opposition": "support", "promise": "refusal", "refusal": "promise"}


def find_positions(stands: Iterable[StandRow]) -> tuple[PositionRow, ...]:
    """Return the positions that acts show, by holder, toward whom, topic and time; the order of the acts is no matter.

    Acts on one topic are one position until an act of the contrary topic between them (`ENDS`): who condemned in May,
    praised in June and condemned again in August has opposed twice. An act without any day ends nothing and is
    of the first position of its topic.
    """
    ordered = sorted((s for s in stands if s.type in TOPICS), key=_order)
    found: list[PositionRow] = []
    for (holder, toward), of_pair in groupby(ordered, key=lambda s: (s.holder, s.toward)):
        acts = list(of_pair)
        for topic in dict.fromkeys(topic for topic, _ in TOPICS.values()):
            found += _positions(holder, toward, topic, acts)
    return tuple(found)


def _order(stand: StandRow) -> tuple[str, str, dt.date, str, str]:
    return (stand.holder, stand.toward, stand.day or dt.date.min, stand.document, stand.claim)


def _positions(holder: str, toward: str, topic: str, acts: list[StandRow]) -> list[PositionRow]:
    """Return the positions of a pair on one topic, parted by acts of the contrary one."""
    contrary = ENDS.get(topic)
    runs: list[tuple[list[StandRow], dt.date | None]] = []
    run: list[StandRow] = []
    for act in acts:
        told = TOPICS[act.type][0]
        if told == topic:
            run.append(act)
        elif told == contrary and act.day is not None and any(other.day is not None for other in run):
            runs.append((run, act.day))
            run = []
    if run:
        runs.append((run, None))
    return [_position(holder, toward, topic, run, ended) for run, ended in runs]


def _position(holder: str, toward: str, topic: str, run: list[StandRow], ended: dt.date | None) -> PositionRow:
    days = [act.day for act in run if act.day is not None]
    side = next(side for named, side in TOPICS.values() if named == topic)
    return PositionRow(
        holder=holder,
        toward=toward,
        topic=topic,
        side=side,
        since=min(days, default=None),
        latest=max(days, default=None),
        ended=ended,
        modes=tuple(dict.fromkeys(mode for act in run for mode in act.modes)),
        claims=tuple(dict.fromkeys(act.claim for act in run)),
        documents=tuple(dict.fromkeys(act.document for act in run)),
    )
