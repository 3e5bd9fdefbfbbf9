"""POLECAT's 40 columns: one claim a row, tab-separated, with a head row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from demarche.export.columns import (
    Format,
    Left,
    Line,
    Target,
    country_name,
    delimited,
    lines,
    place_country,
    place_of,
    single_day,
    town,
)
from demarche.export.csv import Cell
from demarche.records import DocumentRow, EntityRow
from demarche.reference.codes import countries

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def _join(parts: Iterable[str | None]) -> str:
    found = [part or "" for part in parts]
    return "; ".join(found) if any(found) else ""


def _party(role: str) -> tuple[Target, ...]:
    label = role.capitalize()

    def parties(line: Line) -> tuple[EntityRow, ...]:
        return line.claim.actors if role == "actor" else line.claim.recipients

    def each(take: Callable[[EntityRow], str | None]) -> Callable[[Line], Cell]:
        return lambda line: _join(map(take, parties(line)))

    return (
        Target(
            f"{label} Name",
            f"full names of the {role}s, where known, else the name of the country; joined by «; »",
            each(lambda entity: entity.name or country_name(entity.country)),
        ),
        Target(f"{label} Country", f"country codes of the {role}s (PLOVER)", each(lambda entity: entity.country)),
        Target(f"{label} COW", "Correlates of War numbers of these countries", each(_cow)),
        Target(
            f"Primary {label} Sector",
            f"main sector of each {role} (PLOVER)",
            each(lambda entity: entity.sectors[0] if entity.sectors else None),
        ),
        Target(
            f"{label} Sectors", f"all sectors of each {role}, by blanks", each(lambda entity: " ".join(entity.sectors))
        ),
        Target(f"{label} Title", "empty: offices are not kept apart from names"),
        Target(f"{label} Name Raw", f"the words for the {role}s; empty with `--no-text`", each(lambda e: e.text)),
        Target(f"Wikipedia {label} ID", "empty: entities are not tied to Wikipedia"),
    )


def _cow(entity: EntityRow) -> str | None:
    found = countries().get(entity.country)
    return None if found is None else found.cow


COLUMNS = (
    Target("Event ID", "id of the claim", lambda line: line.claim.id),
    Target("Event Date", "the day of the event, as 2026-05-11", lambda line: line.day),
    Target("Event Type", "event type (PLOVER)", lambda line: line.claim.type),
    Target("Event Mode", "modes (PLOVER), joined by «; »", lambda line: _join(line.claim.modes)),
    Target("Intensity", "conflict-cooperation score, -10 to 10", lambda line: line.claim.intensity),
    Target("Quad Code", "quad class in words", lambda line: QUADS.get(line.claim.quad)),
    Target("Contexts", "contexts (PLOVER), joined by «; »", lambda line: _join(line.claim.contexts)),
    *_party("actor"),
    *_party("recipient"),
    Target("Placename", "name of the place in the gazetteer", place_of("name")),
    Target("City", "the same, where it is a populated place", town),
    Target("District", "empty: the record goes down to the first division"),
    Target("Province", "province or state", place_of("admin1")),
    Target("Country", "name of the place's country", place_country),
    Target("Latitude", "degrees north", place_of("latitude")),
    Target("Longitude", "degrees east", place_of("longitude")),
    Target("GeoNames ID", "GeoNames id", place_of("geonameid")),
    Target("Raw Placename", "the words of the place; empty with `--no-text`", place_of("text")),
    Target("Feature Type", "GeoNames feature code", place_of("feature")),
    Target("Source", "outlet, as given", lambda line: line.document.publisher),
    Target("Publication Date", "day of publication, as given", lambda line: line.document.published),
    Target("Story People", "empty: only parties of events are kept"),
    Target("Story Organizations", "empty: only parties of events are kept"),
    Target("Story Locations", "empty: only places of events are kept"),
    Target("Language", "ISO 639-1 code of the language", lambda line: line.document.language),
    Target(
        "Version",
        "name and version of program and codebook",
        lambda line: _join((line.document.software, line.document.codebook)),
    ),
)


def _lines(row: DocumentRow, left: Left) -> Iterator[Line]:
    return lines(row, left, day=single_day)


POLECAT = Format(
    name="polecat",
    gloss="POLECAT's 40 columns",
    suffix=".txt",
    notes=(
        "One row is a claim, tab-separated, with a head row. Several actors or recipients stand in one cell, in step. "
        "POLECAT has no column for the exactness of a date: only claims dated to the day are written. Not sure: that "
        "`Quad Code` is in words, and that `Actor COW` is the number and not the abbreviation."
    ),
    columns=COLUMNS,
    open=delimited(COLUMNS, _lines, tabs=True),
)
