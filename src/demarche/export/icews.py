"""ICEWS' 20 columns: one pair of actor and recipient a row, tab-separated, with a head row."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.export import cameo
from demarche.export.columns import (
    Format,
    Left,
    Line,
    Target,
    country_name,
    delimited,
    lines,
    party_name,
    place_country,
    place_of,
    single_day,
    town,
)
from demarche.records import DocumentRow, EntityRow
from demarche.reference.codes import sectors


def _sectors(entity: EntityRow | None) -> str | None:
    if entity is None:
        return None
    return ",".join(filter(None, (sectors()[code].icews for code in entity.sectors if code in sectors()))) or None


def _country(entity: EntityRow | None) -> str | None:
    return None if entity is None else country_name(entity.country)


COLUMNS = (
    Target("Event ID", "a number made from the claim's id and the pair; always the same", lambda line: line.number),
    Target("Event Date", "the day of the event, as 2026-05-11", lambda line: line.day),
    Target("Source Name", "the actor: its name, else its words, else its country", lambda line: party_name(line.actor)),
    Target("Source Sectors", "ICEWS' words for PLOVER's sectors (table below)", lambda line: _sectors(line.actor)),
    Target("Source Country", "name of the actor's country", lambda line: _country(line.actor)),
    Target("Event Text", "name of the CAMEO code", lambda line: cameo.coded(line).name),
    Target("CAMEO Code", cameo.NOTE, lambda line: cameo.coded(line).code),
    Target("Intensity", "value of the CAMEO code on Goldstein's scale", lambda line: cameo.coded(line).goldstein),
    Target(
        "Target Name",
        "the recipient: its name, else its words, else its country",
        lambda line: party_name(line.recipient),
    ),
    Target("Target Sectors", "as for the actor", lambda line: _sectors(line.recipient)),
    Target("Target Country", "name of the recipient's country", lambda line: _country(line.recipient)),
    Target("Story ID", "id of the document, as given", lambda line: line.document.id),
    Target("Sentence Number", "empty: claims are placed by characters, not by sentences"),
    Target("Publisher", "outlet, as given", lambda line: line.document.publisher),
    Target("City", "name of the place, where it is a populated one", town),
    Target("District", "empty: the record goes down to the first division"),
    Target("Province", "province or state", place_of("admin1")),
    Target("Country", "name of the place's country", place_country),
    Target("Latitude", "degrees north", place_of("latitude")),
    Target("Longitude", "degrees east", place_of("longitude")),
)


def _lines(row: DocumentRow, left: Left) -> Iterator[Line]:
    return lines(row, left, day=single_day, wanted=cameo.lacks_code, pairs=True)


ICEWS = Format(
    name="icews",
    gloss="ICEWS' 20 columns",
    suffix=".tab",
    notes=(
        "One row is a pair of an actor and a recipient of a claim, tab-separated, with a head row; a side that is "
        "unknown is empty, where ICEWS has no row. Only claims dated to the day are written. Not sure: the spelling "
        "of ICEWS' sectors, which has hundreds of finer ones."
    ),
    columns=COLUMNS,
    open=delimited(COLUMNS, _lines, tabs=True),
)
