"""Take the words of the text out of rows, for archives whose licence forbids keeping them."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from demarche.model import TOLL_FIELDS
from demarche.records.rows import ClaimRow, CountRow, DocumentRow, EntityRow, SideRow, TollRow, VoiceRow

_QUOTED = re.compile("«[^»]*»")


def without_words(row: DocumentRow) -> DocumentRow:
    """Return the row as it would have been written without words of the text; offsets, digests and codes stay."""
    return replace(
        row,
        claims=tuple(map(_claim, row.claims)),
        problem=None if row.problem is None else _reason(row.problem),
        notes=tuple(map(_reason, row.notes)),
        text=UNSET,
    )


def _reason(reason: str) -> str:
    return _QUOTED.sub("«…»", reason)


def _claim(claim: ClaimRow) -> ClaimRow:
    return replace(
        claim,
        actors=tuple(map(_entity, claim.actors)),
        recipients=tuple(map(_entity, claim.recipients)),
        trigger=_bare(claim.trigger),
        evidence=_bare(claim.evidence),
        attribution=tuple(map(_voice, claim.attribution)),
        date=_bare(claim.date),
        place=_bare(claim.place),
        toll=_toll(claim.toll),
        quantities=tuple(replace(quantity, of=None, text=None) for quantity in claim.quantities),
        unresolved={field: _reason(reason) for field, reason in claim.unresolved.items()},
    )


def _bare(part: Any) -> Any:
    return None if part is None else replace(part, text=None)


def _entity(entity: EntityRow) -> EntityRow:
    # A name without an id was read off the text itself.
    return replace(entity, text=None, name=entity.name if entity.id is not None else None)


def _voice(voice: VoiceRow) -> VoiceRow:
    return replace(voice, source=_entity(voice.source), cue=_bare(voice.cue), content=_bare(voice.content))


def _toll(toll: TollRow) -> TollRow:
    sides = toll.by_side
    if not isinstance(sides, msgspec.UnsetType):
        sides = tuple(replace(side, side=_entity(side.side), **_counts(side)) for side in sides)
    return replace(toll, by_side=sides, **_counts(toll))


def _counts(toll: TollRow | SideRow) -> dict[str, CountRow]:
    found = ((field, getattr(toll, field)) for field in TOLL_FIELDS)
    return {field: replace(count, text=None) for field, count in found if count is not UNSET}
