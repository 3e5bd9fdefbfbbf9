"""What a party is in data sets of violence: forces of a state, an organised group, civilians, or unknown."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET

from demarche.records import ClaimRow, EntityRow
from demarche.reference.codes import countries, sectors

Kind = Literal["state", "group", "civilians", ""]

VIOLENCE = frozenset({"ASSAULT", "18", "19", "20"})  # PLOVER's type and CAMEO's roots
_GROUPS = frozenset({"REB", "PRE", "PRM", "CRM"})
_STATE = frozenset({"MIL", "GOV", "COP", "SPY"})


def kind_of(entity: EntityRow | None) -> Kind:
    """Return what a party is; a country by its bare name is a state, an armed group is one whether named or not."""
    if entity is None:
        return ""
    if "PRE" in entity.sectors:
        return "group"
    if not entity.sectors:
        return "state" if entity.country in countries() else ""
    main = entity.sectors[0]
    if main in _STATE:
        return "state" if entity.country in countries() else ""
    if main in _GROUPS:
        return "group"
    found = sectors().get(main)
    return "civilians" if found is not None and found.acled == "Civilians" else ""


def is_named(entity: EntityRow) -> bool:
    """Say whether a group is known by a name of its own."""
    return entity.name is not None


def is_bare(entity: EntityRow) -> bool:
    """Say whether a party is a country that is named without any body of it, or a town that stands for it."""
    return (entity.id or "").startswith("country:") or (not entity.sectors and entity.country in countries())


def victims(claim: ClaimRow) -> tuple[EntityRow, ...]:
    """Return whose dead or injured a text tells of."""
    by_side = claim.toll.by_side
    if by_side is UNSET:
        return ()
    return tuple(side.side for side in by_side if side.dead is not UNSET or side.injured is not UNSET)


def who_was_hit(claim: ClaimRow) -> tuple[EntityRow, ...]:
    """Return the recipients of a claim, bare countries last; where there are only such, those whose toll is told."""
    bodies = tuple(recipient for recipient in claim.recipients if not is_bare(recipient))
    return (*(bodies or victims(claim)), *filter(is_bare, claim.recipients))
