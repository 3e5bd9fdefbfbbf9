"""Codes of other data sets for what PLOVER names: countries, sectors, events. Public facts, kept as tables."""

from __future__ import annotations

from functools import cache

import msgspec

from demarche.reference.bodies import read_rows


class CountryCodes(msgspec.Struct, frozen=True):
    """What a country of PLOVER is called elsewhere; «» where it has no code there or none that is known for sure."""

    code: str
    name: str
    iso_numeric: str
    cow: str
    gleditsch_ward: str
    fips: str
    cameo: str
    acled_region: str
    ucdp_region: str


class SectorCodes(msgspec.Struct, frozen=True):
    """What a sector of PLOVER is called elsewhere; `acled` is who acts in ACLED's sense, «» where that is open."""

    sector: str
    gloss: str
    cameo: str
    icews: str
    acled: str


class EventCodes(msgspec.Struct, frozen=True):
    """What a type of PLOVER, or a mode of it, comes to in CAMEO and, where ACLED codes it, in ACLED."""

    type: str
    mode: str
    cameo: str
    acled_event: str
    acled_sub_event: str


class CameoEvent(msgspec.Struct, frozen=True):
    """A code of CAMEO, its name and its value on Goldstein's scale; None where that is not known."""

    code: str
    name: str
    goldstein: float | None


@cache
def countries() -> dict[str, CountryCodes]:
    """Return the codes of countries by PLOVER's code."""
    names = {row["code"]: row["name"] for row in read_rows("countries.csv")}
    return {
        row["code"]: CountryCodes(name=names[row["code"]], **{key: row[key] for key in row if key != "source"})
        for row in read_rows("country_codes.csv")
    }


@cache
def sectors() -> dict[str, SectorCodes]:
    """Return the codes of sectors by PLOVER's code."""
    return {row["sector"]: SectorCodes(**row) for row in read_rows("sector_codes.csv")}


@cache
def events() -> dict[tuple[str, str], EventCodes]:
    """Return the codes of events by PLOVER's type and mode; the mode is «» for the type without one."""
    return {(row["type"], row["mode"]): EventCodes(**row) for row in read_rows("plover_events.csv")}


@cache
def cameo_events() -> dict[str, CameoEvent]:
    """Return the codes of CAMEO that PLOVER's types come to, by code."""
    return {
        row["code"]: CameoEvent(row["code"], row["name"], float(row["goldstein"]) if row["goldstein"] else None)
        for row in read_rows("cameo_events.csv")
    }
