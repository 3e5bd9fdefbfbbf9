"""Positions of parties: one act of taking sides as a claim tells it, and what many of them come to."""

from __future__ import annotations

import datetime as dt

import msgspec


class StandRow(msgspec.Struct, frozen=True):
    """Somebody's act that shows a position toward somebody, as one claim tells it.

    `holder` and `toward` are a country for its state, the id of a body or a person, or country and sector («SDN REB»).
    `day` is the day of the act, that of the report where the act has none.
    """

    holder: str
    toward: str
    type: str
    modes: tuple[str, ...]
    day: dt.date | None
    claim: str
    document: str
    words: str | None


class PositionRow(msgspec.Struct, frozen=True):
    """What somebody has held toward somebody since when, with the claims behind it, the oldest first.

    `topic` is support, opposition, demand, refusal or promise; `side` for or against. `since` is the first day after
    the last contrary act, `latest` the last day that shows it; `ended` is the day of the first contrary act after it.
    """

    holder: str
    toward: str
    topic: str
    side: str
    since: dt.date | None
    latest: dt.date | None
    ended: dt.date | None
    modes: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
