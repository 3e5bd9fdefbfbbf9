"""ACLED's 31 columns: one claim a row, as CSV with a head row; only what ACLED codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import UNSET

from demarche.export.cameo import codes_of, deaths, mode_of
from demarche.export.columns import (
    NO_DATE,
    Format,
    Left,
    Line,
    Target,
    country_name,
    delimited,
    lines,
    place_country,
    place_of,
    whole,
)
from demarche.export.csv import Cell
from demarche.export.sides import VIOLENCE, is_bare, kind_of, who_was_hit
from demarche.records import ClaimRow, DocumentRow, EntityRow
from demarche.reference.codes import countries, sectors

LONGEST = 31  # days; ACLED's third precision is the month

ORDER = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_FORCES = {"MIL": "Military Forces of", "COP": "Police Forces of", "GOV": "Government of", "": "Government of"}
_BODIES = frozenset({"IGO", "UNO", "EUR", "IMG"})
_UNARMED = frozenset({"GOV", "JUD", "LEG", "PTY", "OPP", "ELI"})
FORCE = "Excessive force against protesters"
ATTACK, CLASH = "Attack", "Armed clash"


class Kind(NamedTuple):
    """ACLED's event type and sub-event type."""

    event: str
    sub_event: str


def classify(claim: ClaimRow) -> Kind | str:
    """Return what a claim is to ACLED, or why ACLED does not code it.

    The table gives each mode its sub-event; whether an attack is a clash or violence against civilians rests on who is
    hit, and force against a crowd on whether somebody is hurt.
    """
    mode, codes = mode_of(claim), codes_of(claim)
    if codes is None or not codes.acled_event:
        return "no event that ACLED codes"
    kind = Kind(codes.acled_event, codes.acled_sub_event)
    if mode == "crowd-control":
        hurt = (deaths(claim) or 0) > 0 or claim.toll.injured is not UNSET
        return Kind("Protests", FORCE) if hurt else kind
    if kind.event != "Violence against civilians":
        return kind
    hit = {_target(entity) for entity in who_was_hit(claim)} - {""}
    if not hit:
        return "who was hit is not told: ACLED's event type rests on it"
    if "civilians" in hit and _target(who_was_hit(claim)[0]) == "civilians":
        return kind
    return Kind("Battles", CLASH) if kind.sub_event == ATTACK else f"{kind.sub_event} of fighters: not ACLED's event"


def _target(entity: EntityRow) -> str:
    """Return what a party is as a target: officials, parties and the well-known are civilians, who bear no arms."""
    official = bool(entity.sectors) and entity.sectors[0] in _UNARMED and not is_bare(entity)
    return "civilians" if official else kind_of(entity)


def _kind(line: Line) -> Kind:
    kind = classify(line.claim)
    assert not isinstance(kind, str), "lines without a kind are left out"
    return kind


def _demonstrators(kind: Kind) -> str | None:
    return {"Protests": "Protesters", "Riots": "Rioters"}.get(kind.event)


def _sides(line: Line) -> tuple[tuple[EntityRow, ...], tuple[EntityRow, ...]]:
    """Return who is actor 1 and who is actor 2; demonstrators come first, whom they address is no actor."""
    claim, kind = line.claim, _kind(line)
    if _demonstrators(kind) is None:
        return claim.actors, who_was_hit(claim) if claim.type in VIOLENCE else claim.recipients
    return (claim.actors, ()) if claim.type not in VIOLENCE else (claim.recipients, claim.actors)


def _name(entity: EntityRow, role: str | None, *, target: bool = False) -> str | None:
    country = country_name(entity.country)
    where = f" ({country})" if country else ""
    if role is not None:
        return f"{role}{where}"
    kind, main = _target(entity) if target else kind_of(entity), entity.sectors[0] if entity.sectors else ""
    if kind == "state" and is_bare(entity):
        main = "MIL" if main == "MIL" else "GOV"
    if kind == "state" and main in _FORCES:
        return f"{_FORCES[main]} {country}"
    if kind == "civilians":
        return f"Civilians{where}"
    if kind == "group" and entity.name is None:
        return f"Unidentified Armed Group{where}"
    return entity.name or entity.text


def _inter(entity: EntityRow, role: str | None, place: str | None, *, target: bool = False) -> str | None:
    if role is not None:
        return role
    kind = _target(entity) if target else kind_of(entity)
    if kind == "state":
        if entity.sectors[:1] not in ((), ("MIL",), ("COP",), ("GOV",), ("SPY",)) or not place:
            return None
        return "State forces" if entity.country == place else "External/Other forces"
    if kind == "civilians":
        return "Civilians"
    found = sectors().get(entity.sectors[0]) if entity.sectors else None
    if found is not None and found.acled == "State forces":  # of no country: peacekeepers, or unknown
        return "External/Other forces" if entity.country in _BODIES else None
    return (found.acled or None) if found is not None else None


def _associates(side: tuple[EntityRow, ...], role: str | None, *, target: bool) -> Iterator[str | None]:
    """Yield who stands beside the first of a side: named demonstrators, offices of officials, the others."""
    if role is not None:
        yield from (entity.name for entity in side)
        return
    if target and side and _target(side[0]) != kind_of(side[0]):
        yield _name(side[0], None)
    yield from (_name(entity, None, target=target) for entity in side[1:])


def _actor(rank: int, take: str) -> Callable[[Line], Cell]:
    def fill(line: Line) -> Cell:
        side = _sides(line)[rank]
        role = _demonstrators(_kind(line)) if rank == 0 else None
        place = None if line.claim.place is None else line.claim.place.country
        if take == "name":
            return _name(side[0], role, target=rank == 1) if side else role
        if take == "inter":
            return _inter(side[0], role, place, target=rank == 1) if side else role
        return "; ".join(dict.fromkeys(filter(None, _associates(side, role, target=rank == 1)))) or None

    return fill


def _interaction(line: Line) -> str | None:
    first, second = (_actor(rank, "inter")(line) for rank in (0, 1))
    if first is None or (second is None and _sides(line)[1]):
        return None
    if second is None:
        return f"{first} only"
    return "-".join(sorted((str(first), str(second)), key=ORDER.index))


def _disorder(line: Line) -> str:
    kind = _kind(line)
    return "Political violence; Demonstrations" if kind.sub_event == FORCE else _DISORDER[kind.event]


def _civilian(line: Line) -> str | None:
    kind = _kind(line)
    hit = [_target(entity) for entity in who_was_hit(line.claim)]
    aimed = kind.event == "Violence against civilians" or kind.sub_event == FORCE
    aimed = aimed or (kind.event == "Explosions/Remote violence" and hit[:1] == ["civilians"])
    return "Civilian targeting" if aimed else None


def _country_field(name: str) -> Callable[[Line], Cell]:
    def fill(line: Line) -> Cell:
        place = line.claim.place
        found = None if place is None else countries().get(place.country)
        return None if found is None else getattr(found, name)

    return fill


def _id(line: Line) -> str:
    place = line.claim.place
    return f"{'' if place is None else place.country}{line.number}"


def _precision(line: Line) -> int | None:
    return None if line.claim.date is None else line.claim.date.precision.acled


COLUMNS = (
    Target("event_id_cnty", "the place's country and a number made from the claim's id; always the same", _id),
    Target("event_date", "the day; of several the middle one", lambda x: x.day),
    Target("year", "its year", lambda x: x.day.year),
    Target("time_precision", "1 the day, 2 about the week, 3 the month", _precision),
    Target("disorder_type", "from the event type, as ACLED's codebook has it", _disorder),
    Target(
        "event_type",
        "from PLOVER's type and first mode (table below); an attack on soldiers, police, an armed group or a country "
        "by its bare name is Battles",
        lambda x: _kind(x).event,
    ),
    Target(
        "sub_event_type", "the same; force against a crowd by whether somebody is hurt", lambda x: _kind(x).sub_event
    ),
    Target(
        "actor1",
        "the first actor: forces and government of a country, civilians, protesters and rioters in ACLED's words, "
        "others by name; without the years that ACLED adds",
        _actor(0, "name"),
    ),
    Target("assoc_actor_1", "the other actors; for a demonstration those who are known by name", _actor(0, "others")),
    Target(
        "inter1",
        "from the main sector; forces outside their own country, and of international bodies, are External/Other "
        "forces; militias are not told",
        _actor(0, "inter"),
    ),
    Target(
        "actor2",
        "who was hit, likewise: the first recipient that is no bare country, else whose dead or injured are told; "
        "officials who are attacked are civilians; empty for demonstrations",
        _actor(1, "name"),
    ),
    Target("assoc_actor_2", "the other recipients, and the office of an official who is attacked", _actor(1, "others")),
    Target("inter2", "as inter1", _actor(1, "inter")),
    Target("interaction", "both, where both are known, in ACLED's order", _interaction),
    Target("civilian_targeting", "for violence against civilians, and bombs and shells on civilians", _civilian),
    Target(
        "iso", "ISO 3166 number of the place's country", lambda x: whole(str(_country_field("iso_numeric")(x) or ""))
    ),
    Target("region", "ACLED's region of the country, where it is known for sure", _country_field("acled_region")),
    Target("country", "name of the place's country; ACLED spells a few of them otherwise", place_country),
    Target("admin1", "province or state", place_of("admin1")),
    Target("admin2", "empty: the record goes down to the first division"),
    Target("admin3", "empty: the record goes down to the first division"),
    Target("location", "name of the place in the gazetteer", place_of("name")),
    Target("latitude", "degrees north", place_of("latitude")),
    Target("longitude", "degrees east", place_of("longitude")),
    Target(
        "geo_precision",
        "1 the town, 2 near it or a part of the province, 3 the province or more",
        lambda x: None if x.claim.place is None else x.claim.place.precision.acled,
    ),
    Target("source", "outlet, as given", lambda x: x.document.publisher),
    Target("source_scale", "empty: it is not known how far an outlet reaches"),
    Target("notes", "the words that the claim rests on; empty with `--no-text`", lambda x: x.claim.evidence.text),
    Target("fatalities", "people killed, at least; empty, not 0, where no number is told", lambda x: deaths(x.claim)),
    Target("tags", "empty: not coded"),
    Target("timestamp", "empty: there is no time of upload"),
)


def _day(claim: ClaimRow) -> dt.date | str:
    if claim.date is None:
        return NO_DATE
    days = (claim.date.end - claim.date.start).days
    if days >= LONGEST:
        return "dated to more than a month: ACLED has no precision for that"
    return claim.date.start + dt.timedelta(days=days // 2)


def _wanted(claim: ClaimRow) -> str | None:
    kind = classify(claim)
    return kind if isinstance(kind, str) else None


def _lines(row: DocumentRow, left: Left) -> Iterator[Line]:
    return lines(row, left, day=_day, wanted=_wanted)


ACLED = Format(
    name="acled",
    gloss="ACLED's 31 columns",
    suffix=".csv",
    notes=(
        "One row is a claim, as CSV with a head row: several tellings of one event are several rows. Written "
        "are violence, demonstrations, arrests, truces and destroyed property; violence whose victims are not "
        "named has no event type. Strikes, boycotts and hunger strikes are no demonstrations to ACLED. Not sure: "
        "that `inter1`, `inter2` and `interaction` are in words, as in ACLED's newer files; older ones have numbers."
    ),
    columns=COLUMNS,
    open=delimited(COLUMNS, _lines, tabs=False),
)
