"""UCDP GED's 49 columns: one deadly act of organised violence a row, as CSV with a head row."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from msgspec import UNSET

from demarche.export.cameo import deaths
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
from demarche.export.sides import VIOLENCE, Kind, is_named, kind_of, victims
from demarche.records import ClaimRow, DocumentRow, EntityRow
from demarche.reference.codes import countries

TYPES = {1: "state-based", 2: "non-state", 3: "one-sided"}
SideName = Literal["a", "b", "civilians"]


class Sides(NamedTuple):
    """UCDP's type of violence and the two sides; side B of one-sided violence are civilians."""

    violence: int
    a: EntityRow
    b: EntityRow


def classify(claim: ClaimRow) -> Sides | str:
    """Return the type of violence and the sides by UCDP's definition, or why a claim falls outside it.

    Armed force by an organised actor (a state, or a group known by name) against another or against civilians, with at
    least one death. Where a state fights a group the state is side A.
    """
    if claim.type not in VIOLENCE:
        return "no armed force"
    if not deaths(claim):
        return "no death is told: UCDP's events have at least one"
    actor = next(filter(_organised, claim.actors), None)
    if actor is None:
        return "no organised actor is named"
    # A state that hits a town of its own has no other side but who was killed there.
    recipients = (*claim.recipients, *victims(claim))
    other = next((entity for entity in recipients if _organised(entity) and _key(entity) != _key(actor)), None)
    if other is not None:
        kinds = kind_of(actor), kind_of(other)
        if kinds == ("group", "state"):
            return Sides(1, other, actor)
        return Sides(2 if kinds == ("group", "group") else 1, actor, other)
    other = next((entity for entity in recipients if kind_of(entity) == "civilians"), None)
    if other is None:
        return "neither an organised recipient nor civilians are named"
    return Sides(3, actor, other)


def _organised(entity: EntityRow) -> bool:
    kind = kind_of(entity)
    return kind == "state" or (kind == "group" and is_named(entity))


def _sides(line: Line) -> Sides:
    sides = classify(line.claim)
    assert not isinstance(sides, str), "lines without sides are left out"
    return sides


def _name(entity: EntityRow) -> str | None:
    kind = kind_of(entity)
    if kind == "state":
        return f"Government of {country_name(entity.country)}"
    return "Civilians" if kind == "civilians" else entity.name or entity.text


def _dyad(line: Line) -> str | None:
    names = [_name(entity) for entity in _sides(line)[1:]]
    return " - ".join(filter(None, names)) if all(names) else None


def _key(entity: EntityRow) -> tuple[Kind, str]:
    kind = kind_of(entity)
    return kind, entity.country if kind == "state" else entity.name or entity.id or ""


def _deaths(line: Line, side: SideName) -> int | None:
    """Return the dead of a side; None where the text does not say whose dead there were."""
    by_side = line.claim.toll.by_side
    if by_side is UNSET:
        return None
    sides = _sides(line)
    found = None
    for hurt in by_side:
        if hurt.dead is UNSET:
            continue
        kind = kind_of(hurt.side)
        if kind == "civilians":
            whose: SideName | None = "civilians"
        else:
            key = _key(hurt.side)
            whose = "a" if key == _key(sides.a) else "b" if key == _key(sides.b) else None
        if whose == side:
            found = (found or 0) + hurt.dead.low
    return found


def _unknown(line: Line) -> int:
    known = sum(_deaths(line, side) or 0 for side in ("a", "b", "civilians"))
    return max(0, (deaths(line.claim) or 0) - known)


def _high(line: Line) -> int | None:
    dead = line.claim.toll.dead
    return None if dead is UNSET else dead.high


def _point(line: Line) -> str | None:
    place = line.claim.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return f"POINT ({place.longitude} {place.latitude})"


def _cell(line: Line) -> int | None:
    """Return the number of the PRIO-GRID cell of half a degree: rows from the south, 720 columns from the west."""
    place = line.claim.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    row = min(359, math.floor((place.latitude + 90) * 2))
    column = min(719, math.floor((place.longitude + 180) * 2))
    return row * 720 + column + 1


def _ward(code: str | None) -> int | None:
    found = countries().get(code or "")
    return None if found is None else whole(found.gleditsch_ward)


def _place_code(line: Line) -> int | None:
    return None if line.claim.place is None else _ward(line.claim.place.country)


def _region(line: Line) -> str | None:
    found = None if line.claim.place is None else countries().get(line.claim.place.country)
    return None if found is None else found.ucdp_region or None


def _state(side: Literal["a", "b"]) -> Callable[[Line], Cell]:
    def fill(line: Line) -> Cell:
        entity: EntityRow = getattr(_sides(line), side)
        return _ward(entity.country) if kind_of(entity) == "state" else None

    return fill


def _article(line: Line) -> str | None:
    document = line.document
    parts = (document.publisher, document.published and f"{document.published}", document.title)
    return ",".join(f'"{part}"' for part in parts if part) or None


def _original(line: Line) -> str | None:
    names = (voice.source.name or voice.source.text for voice in line.claim.attribution[:1])
    return "; ".join(filter(None, names)) or None


def _date(name: str) -> Callable[[Line], Cell]:
    return lambda line: None if line.claim.date is None else getattr(line.claim.date, name)


_NO_ID = "empty: UCDP's own numbers of conflicts, dyads and actors are not known here"

COLUMNS = (
    Target("id", "a number made from the claim's id; always the same", lambda x: x.number),
    Target("relid", "id of the claim", lambda x: x.claim.id),
    Target("year", "year of the first day", lambda x: x.day.year),
    Target("active_year", "empty: it rests on all deaths of a dyad in a year"),
    Target("code_status", "empty: UCDP's own check"),
    Target(
        "type_of_violence",
        "1 where a state fights a state or a named group, 2 between named groups, 3 a state or named group against "
        "civilians",
        lambda x: _sides(x).violence,
    ),
    Target("conflict_dset_id", _NO_ID),
    Target("conflict_new_id", _NO_ID),
    Target("conflict_name", "empty: it rests on what the sides fight over"),
    Target("dyad_dset_id", _NO_ID),
    Target("dyad_new_id", _NO_ID),
    Target("dyad_name", "the names of both sides", _dyad),
    Target("side_a_dset_id", _NO_ID),
    Target("side_a_new_id", _NO_ID),
    Target("side_a", "the actor; the state, where a group fights one", lambda x: _name(_sides(x).a)),
    Target("side_b_dset_id", _NO_ID),
    Target("side_b_new_id", _NO_ID),
    Target("side_b", "the other side; Civilians in one-sided violence", lambda x: _name(_sides(x).b)),
    Target("number_of_sources", "1: a row is one claim of one document", lambda _: 1),
    Target("source_article", "outlet, day of publication and title, each in quotation marks", _article),
    Target("source_office", "outlet, as given", lambda x: x.document.publisher),
    Target("source_date", "day of publication, as given", lambda x: x.document.published),
    Target("source_headline", "headline, as given", lambda x: x.document.title),
    Target("source_original", "the innermost voice, on whose word it is", _original),
    Target(
        "where_prec",
        "1 the place itself to 7 sea or air",
        lambda x: None if x.claim.place is None else x.claim.place.precision.ucdp,
    ),
    Target("where_coordinates", "name of the place in the gazetteer", place_of("name")),
    Target("where_description", "the words of the place; empty with `--no-text`", place_of("text")),
    Target("adm_1", "province or state", place_of("admin1")),
    Target("adm_2", "empty: the record goes down to the first division"),
    Target("latitude", "degrees north", place_of("latitude")),
    Target("longitude", "degrees east", place_of("longitude")),
    Target("geom_wkt", "the point as well-known text", _point),
    Target("priogrid_gid", "number of the PRIO-GRID cell that the point lies in", _cell),
    Target("country", "name of the place's country; UCDP spells a few of them otherwise", place_country),
    Target("country_id", "Gleditsch-Ward number of the country", _place_code),
    Target("region", "UCDP's region of the country", _region),
    Target("event_clarity", "empty: whether a report sums up several events is not coded"),
    Target(
        "date_prec",
        "1 the day, 2 two to six days, 3 the week, 4 the month, 5 longer",
        lambda x: None if x.claim.date is None else x.claim.date.precision.ucdp,
    ),
    Target("date_start", "first day", _date("start")),
    Target("date_end", "last day", _date("end")),
    Target("deaths_a", "dead of side A, at least; empty where the text does not say", lambda x: _deaths(x, "a")),
    Target("deaths_b", "dead of side B, likewise", lambda x: _deaths(x, "b")),
    Target("deaths_civilians", "civilian dead, likewise", lambda x: _deaths(x, "civilians")),
    Target("deaths_unknown", "what of `best` is laid to none of them", _unknown),
    Target("best", "people killed; of a range or «at least» the lower number", lambda x: deaths(x.claim)),
    Target("high", "at most so many; empty without an upper bound", _high),
    Target("low", "at least so many", lambda x: deaths(x.claim)),
    Target("gwnoa", "Gleditsch-Ward number of side A, where it is a state", _state("a")),
    Target("gwnob", "Gleditsch-Ward number of side B, where it is a state", _state("b")),
)


def _day(claim: ClaimRow) -> dt.date | str:
    return NO_DATE if claim.date is None else claim.date.start


def _wanted(claim: ClaimRow) -> str | None:
    sides = classify(claim)
    return sides if isinstance(sides, str) else None


def _lines(row: DocumentRow, left: Left) -> Iterator[Line]:
    return lines(row, left, day=_day, wanted=_wanted)


UCDP = Format(
    name="ucdp",
    gloss="UCDP GED's 49 columns",
    suffix=".csv",
    notes=(
        "One row is a claim, as CSV with a head row: several tellings of one event are several rows. Written is armed "
        "force (ASSAULT) by a state or a group known by name, with at least one death. A party is a state by its main "
        "sector (MIL, GOV, COP, SPY) or its bare name, a group with REB, PRE, PRM or CRM. UCDP counts a clash once for "
        "the dyad; who of the two acted is not in these columns where a group attacks a state."
    ),
    columns=COLUMNS,
    open=delimited(COLUMNS, _lines, tabs=False),
)
