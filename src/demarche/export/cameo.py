"""What a claim comes to in CAMEO: code, Goldstein's value, class; and the codes of CAMEO's actors."""

from __future__ import annotations

from msgspec import UNSET

from demarche.export.columns import Line
from demarche.export.sides import is_bare
from demarche.records import ClaimRow, EntityRow
from demarche.reference.codes import CameoEvent, EventCodes, cameo_events, countries, events, sectors

FIGHTERS = frozenset({"MIL", "REB"})
_BODIES = frozenset({"IGO", "NGO", "IMG", "MNC"})  # countries of PLOVER that are types of actor in CAMEO
NOTE = (
    "CAMEO code of PLOVER's type and first mode (table below); a deadly ASSAULT/targeted is 186; ASSAULT without a "
    "mode is 190 where a soldier or a rebel takes part or a country acts by its bare name, ASSAULT/explosives where a "
    "soldier acts"
)


def mode_of(claim: ClaimRow) -> str:
    """Return the mode that a claim is coded by: the first, but tear gas and the like before the arms beside it."""
    return "crowd-control" if "crowd-control" in claim.modes else claim.modes[0] if claim.modes else ""


def codes_of(claim: ClaimRow) -> EventCodes | None:
    """Return the codes of a claim's type and mode, None for a type that is neither PLOVER's nor CAMEO's."""
    return events().get((claim.type, mode_of(claim))) or events().get((claim.type, ""))


def event_of(claim: ClaimRow) -> CameoEvent | None:
    """Return the CAMEO event that a claim comes to, None for a type that is neither PLOVER's nor CAMEO's."""
    codes = codes_of(claim)
    if codes is None:
        return None
    code = codes.cameo
    if code == "185" and deaths(claim):
        code = "186"
    if claim.type == "ASSAULT" and codes.mode in ("", "explosives") and _fought(claim, codes.mode):
        code = "190"
    return cameo_events()[code]


def deaths(claim: ClaimRow) -> int | None:
    """Return the number of people killed, at least; None where none is told."""
    dead = claim.toll.dead
    return None if dead is UNSET else dead.low


def _fought(claim: ClaimRow, mode: str) -> bool:
    actors = {sector for actor in claim.actors for sector in actor.sectors} & FIGHTERS
    bare = any(map(is_bare, claim.actors))
    hit = {sector for recipient in claim.recipients for sector in recipient.sectors} & FIGHTERS
    # Bombs are a weapon of rebels and of murderers alike: only soldiers make it war.
    return bool(actors or bare or hit) if not mode else any("MIL" in actor.sectors for actor in claim.actors)


def quad_class(event: CameoEvent) -> int:
    """Return the class of a CAMEO code: 1 and 2 verbal and material cooperation, 3 and 4 conflict."""
    root = int(event.code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def actor_types(entity: EntityRow | None) -> tuple[str, ...]:
    """Return CAMEO's types of an actor: those of its sectors, and IGO, NGO, IMG or MNC for such bodies."""
    if entity is None:
        return ()
    found = [sectors()[sector].cameo for sector in entity.sectors if sector in sectors()]
    if entity.country in _BODIES:
        found.insert(0, entity.country)
    return tuple(dict.fromkeys(filter(None, found)))


def actor_country(entity: EntityRow | None) -> str | None:
    """Return CAMEO's code of an actor's country; None for international bodies."""
    known = None if entity is None else countries().get(entity.country)
    return (known.cameo or None) if known is not None else "EUR" if entity and entity.country == "EUR" else None


def actor_group(entity: EntityRow | None) -> str | None:
    """Return CAMEO's code of a known group: the United Nations alone."""
    return "UNO" if entity is not None and entity.country == "UNO" else None


def actor_code(entity: EntityRow | None) -> str | None:
    """Return the whole code of an actor: country or known group, and its types."""
    parts = (actor_country(entity) or "", actor_group(entity) or "", *actor_types(entity)[:3])
    return "".join(parts) or None


def coded(line: Line) -> CameoEvent:
    """Return the CAMEO event of a line that has one."""
    event = event_of(line.claim)
    assert event is not None, "lines without a code are left out"
    return event


def lacks_code(claim: ClaimRow) -> str | None:
    """Return why a claim cannot be coded in CAMEO, None where it can."""
    return None if event_of(claim) is not None else f"{claim.type}: a type without a CAMEO code"
