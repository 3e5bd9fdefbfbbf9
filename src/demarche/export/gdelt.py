"""GDELT 2's 61 columns of events: one pair of actor and recipient a row, tab-separated, without a head row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from demarche.export import cameo
from demarche.export.columns import (
    Format,
    Left,
    Line,
    Target,
    delimited,
    lines,
    party_name,
    place_country,
    place_of,
    single_day,
)
from demarche.export.csv import Cell
from demarche.records import DocumentRow, EntityRow
from demarche.reference.codes import countries


def _type(entity: EntityRow | None, rank: int) -> str | None:
    found = cameo.actor_types(entity)
    return found[rank] if rank < len(found) else None


def _name(entity: EntityRow | None) -> str | None:
    name = party_name(entity)
    return None if name is None else name.upper()


def _actor(label: str, who: str, side: Callable[[Line], EntityRow | None]) -> tuple[Target, ...]:
    return (
        Target(
            f"{label}Code",
            f"CAMEO code of the {who}: country or known group, then its types",
            lambda line: cameo.actor_code(side(line)),
        ),
        Target(f"{label}Name", "name, else words, else country, in capitals", lambda line: _name(side(line))),
        Target(f"{label}CountryCode", "CAMEO code of its country", lambda line: cameo.actor_country(side(line))),
        Target(f"{label}KnownGroupCode", "UNO for the United Nations", lambda line: cameo.actor_group(side(line))),
        Target(f"{label}EthnicCode", "empty: not coded"),
        Target(f"{label}Religion1Code", "empty: not coded"),
        Target(f"{label}Religion2Code", "empty: not coded"),
        *(
            Target(
                f"{label}Type{rank}Code",
                f"CAMEO type of its {ordinal} sector that has one (table below)",
                lambda line, rank=rank: _type(side(line), rank - 1),  # type: ignore[misc]
            )
            for rank, ordinal in ((1, "first"), (2, "second"), (3, "third"))
        ),
    )


_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _nowhere(label: str) -> tuple[Target, ...]:
    return tuple(Target(f"{label}Geo_{part}", "empty: parties are not placed, events are") for part in _GEO)


def _geo_type(line: Line) -> int | None:
    """Return GDELT's type of place: 1 country, 2 and 3 state and town of the USA, 5 and 4 those of other countries."""
    place = line.claim.place
    if place is None or place.feature is None:
        return None
    american = place.country == "USA"
    if place.feature.startswith("PCL"):
        return 1
    if place.feature.startswith("ADM1"):
        return 2 if american else 5
    return 3 if american else 4


def _full_name(line: Line) -> str | None:
    place = line.claim.place
    if place is None:
        return None
    parts = (place.name, place.admin1 if place.admin1 != place.name else None, place_country(line))
    return ", ".join(dict.fromkeys(filter(None, parts))) or None


def _fips(line: Line) -> str | None:
    place = line.claim.place
    found = None if place is None else countries().get(place.country)
    return None if found is None else found.fips


def _fraction(line: Line) -> Cell:
    return f"{line.day.year + (line.day.month * 30 + line.day.day) / 365:.4f}"


COLUMNS = (
    Target("GLOBALEVENTID", "a number made from the claim's id and the pair; always the same", lambda x: x.number),
    Target("SQLDATE", "the day of the event, as 20260511", lambda x: f"{x.day:%Y%m%d}"),
    Target("MonthYear", "its month, as 202605", lambda x: f"{x.day:%Y%m}"),
    Target("Year", "its year", lambda x: x.day.year),
    Target("FractionDate", "year + (month * 30 + day) / 365", _fraction),
    *_actor("Actor1", "actor", lambda x: x.actor),
    *_actor("Actor2", "recipient", lambda x: x.recipient),
    Target("IsRootEvent", "empty: whether the claim stands in the lead is not kept"),
    Target("EventCode", cameo.NOTE, lambda x: cameo.coded(x).code),
    Target("EventBaseCode", "the first three digits", lambda x: cameo.coded(x).code[:3]),
    Target("EventRootCode", "the first two digits", lambda x: cameo.coded(x).code[:2]),
    Target("QuadClass", "class of the root code, 1 to 4", lambda x: cameo.quad_class(cameo.coded(x))),
    Target("GoldsteinScale", "value of the code on Goldstein's scale", lambda x: cameo.coded(x).goldstein),
    Target("NumMentions", "1: a row is one claim of one document", lambda _: 1),
    Target("NumSources", "1, as NumMentions", lambda _: 1),
    Target("NumArticles", "1, as NumMentions", lambda _: 1),
    Target("AvgTone", "empty: tone is not measured"),
    *_nowhere("Actor1"),
    *_nowhere("Actor2"),
    Target(
        "ActionGeo_Type",
        "from the GeoNames feature code: 1 country, 2 state and 3 place of the USA, 5 and 4 the same elsewhere",
        _geo_type,
    ),
    Target("ActionGeo_FullName", "name in the gazetteer, province, country", _full_name),
    Target("ActionGeo_CountryCode", "FIPS 10-4 code of its country", _fips),
    Target("ActionGeo_ADM1Code", "empty: the record has the division's name, not its FIPS code"),
    Target("ActionGeo_ADM2Code", "empty: the record goes down to the first division"),
    Target("ActionGeo_Lat", "degrees north", place_of("latitude")),
    Target("ActionGeo_Long", "degrees east", place_of("longitude")),
    Target("ActionGeo_FeatureID", "empty: GDELT's ids are those of GNS and GNIS, ours of GeoNames"),
    Target("DATEADDED", "empty: the time at which GDELT saw a report; there is none here"),
    Target("SOURCEURL", "address, as given", lambda x: x.document.url),
)


def _lines(row: DocumentRow, left: Left) -> Iterator[Line]:
    return lines(row, left, day=single_day, wanted=cameo.lacks_code, pairs=True)


GDELT = Format(
    name="gdelt",
    gloss="GDELT 2's 61 columns of events",
    suffix=".export.CSV",
    notes=(
        "One row is a pair of an actor and a recipient of a claim, tab-separated, without a head row, as GDELT's own "
        "files. Only claims dated to the day are written. GDELT has no CAMEO code 176 (attacks on computers) in its "
        "lists; it is written all the same. Not sure: CAMEO's country codes where they differ from ISO 3166 (Romania, "
        "East Timor, Montenegro), and how GDELT writes the European Union."
    ),
    columns=COLUMNS,
    open=delimited(COLUMNS, _lines, tabs=True, head=False),
)
