"""Read from a store the acts that show positions, and keep what they come to."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from demarche.records.positions import PositionRow, StandRow

STATE = ("GOV", "MIL", "COP", "SPY", "JUD", "LEG")  # whose act is their country's
TOLD = ("reported", "claimed", "background")  # standings in which an act took place
NAMED = ("org", "group", "name", "person", "territory")  # kinds of ids that name one body or person

_PARTY = """
    CASE
        WHEN {side}.sector IN ({state}) AND {side}.country <> '' THEN {side}.country
        WHEN {side}.entity IS NOT NULL AND substr({side}.entity, 1, instr({side}.entity, ':') - 1) IN ({named})
            THEN {side}.entity
        WHEN {side}.country <> '' THEN trim({side}.country || ' ' || {side}.sector)
        ELSE ''
    END
"""


def read_stands(connection: sqlite3.Connection, types: Sequence[str], holder: str, toward: str) -> Iterator[StandRow]:
    """Yield the acts of the types, of one holder and toward one party where they are named (not «»).

    Rejected claims, those of superseded and retracted reports, and copies of other texts are left out.
    """
    state, named = (", ".join(f"'{word}'" for word in words) for words in (STATE, NAMED))
    sides = {name: _PARTY.format(side=name, state=state, named=named) for name in ("actor", "recipient")}
    told = ", ".join(f"'{word}'" for word in TOLD)
    asked = {f"type{number}": name for number, name in enumerate(types)}
    query = f"""
        SELECT * FROM (
            SELECT {sides["actor"]} AS holder, {sides["recipient"]} AS toward, claims.type, claims.modes,
                ifnull(claims.first_day, documents.published), claims.id, documents.id,
                json_extract(ifnull(claims.corrected, claims.record), '$.evidence.text')
            FROM claims
            JOIN documents USING (document)
            JOIN parties AS actor ON actor.claim = claims.claim AND actor.role = 'actor'
            JOIN parties AS recipient ON recipient.claim = claims.claim AND recipient.role = 'recipient'
            WHERE documents.status = 'current' AND documents.origin IS NULL AND claims.review IS NOT 'rejected'
                AND claims.type IN ({", ".join(f":{name}" for name in asked)}) AND claims.standing IN ({told})
        )
        WHERE holder <> '' AND toward <> '' AND holder <> toward
            AND :holder IN ('', holder) AND :toward IN ('', toward)
    """
    for who, whom, kind, modes, day, claim, document, words in connection.execute(
        query, {"holder": holder, "toward": toward, **asked}
    ):
        when = None if day is None else dt.date.fromisoformat(day)
        yield StandRow(who, whom, kind, tuple(json.loads(modes)), when, claim, document, words)


def write_positions(connection: sqlite3.Connection, positions: Iterable[PositionRow]) -> int:
    """Put the positions in the place of those that stand in the table; return how many they are."""
    connection.execute("DELETE FROM positions")
    rows = [
        (p.holder, p.toward, p.topic, p.side, _text(p.since), _text(p.latest), _text(p.ended), json.dumps(p.claims))
        for p in positions
    ]
    connection.executemany(
        "INSERT INTO positions (holder, toward, topic, side, since, latest, ended, claims)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return len(rows)


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
