"""Corrections: what people have said about claims, kept apart from what was coded, and put over it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from demarche.errors import StoreError
from demarche.records import ClaimRow

FIELDS = frozenset(
    {"type", "modes", "contexts", "standing", "aux", "factuality", "actors", "recipients", "date", "place", "toll"}
)
_TYPES = {field.name: field.type for field in msgspec.structs.fields(ClaimRow)}


class Correction(msgspec.Struct, frozen=True):
    """One thing that somebody has said about a claim, with who, when and why."""

    correction: int
    made: str
    by: str
    reason: str
    action: str
    document: str | None
    claim: str | None
    other: tuple[str, ...]
    field: str | None
    value: Any
    undone: str | None


COLUMNS = "correction, made, by, reason, action, document, claim, other, field, value, undone"


def read_correction(row: Sequence[Any]) -> Correction:
    """Return the correction that a row of `COLUMNS` holds."""
    number, made, by, reason, action, document, claim, other, field, value, undone = row
    return Correction(
        number,
        made,
        by,
        reason,
        action,
        document,
        claim,
        tuple(json.loads(other)) if other else (),
        field,
        None if value is None else json.loads(value),
        undone,
    )


def find_corrections(connection: sqlite3.Connection, document: str, claim: ClaimRow) -> tuple[Correction, ...]:
    """Return what stands of the corrections of a claim, the first made first.

    A claim that was coded anew with other parties has another id: it is known again by document, type and trigger.
    """
    found = connection.execute(
        f"SELECT {COLUMNS} FROM corrections WHERE undone IS NULL AND action IN ('accept', 'reject', 'correct') AND"
        " document = ?1 AND (claim = ?2 OR (type = ?3 AND trigger_start < ?5 AND trigger_end > ?4))"
        " ORDER BY correction",
        (document, claim.id, claim.type, claim.trigger.start, claim.trigger.end),
    )
    return tuple(map(read_correction, found))


def corrected(claim: ClaimRow, corrections: Sequence[Correction]) -> tuple[ClaimRow, str | None]:
    """Return the claim with its corrections put over it, and what review says of it: the last word counts."""
    review: str | None = None
    for correction in corrections:
        if correction.action == "accept":
            review = "accepted"
        elif correction.action == "reject":
            review = "rejected"
        elif correction.field is not None:
            claim = msgspec.structs.replace(claim, **{correction.field: convert(correction.field, correction.value)})
            review = "corrected"
    return claim, review


def convert(field: str, value: Any) -> Any:
    """Return a value in the shape that the record has for the field; raise `StoreError` where it has another."""
    if field not in FIELDS:
        raise StoreError(f"'{field}' cannot be corrected. Fields that can: {', '.join(sorted(FIELDS))}.")
    try:
        return msgspec.convert(value, _TYPES[field])
    except msgspec.ValidationError as error:
        raise StoreError(
            f"{field}: {error}. `demarche schema` prints the shape that the record has for the field."
        ) from None
