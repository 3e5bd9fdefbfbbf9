"""Tables of other data sets' codes."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from demarche.codebook.loading import load_codebook
from demarche.reference.codes import cameo_events, countries, events, sectors

FOLDER = files("demarche") / "data" / "reference"


def test_every_country_has_a_row() -> None:
    """The table of codes has the countries of the table of countries, in its order, each code once."""
    names = [row["code"] for row in csv.DictReader((FOLDER / "countries.csv").read_text("utf-8").splitlines())]

    assert list(countries()) == names
    for field in ("iso_numeric", "cow", "gleditsch_ward", "fips", "cameo"):
        codes = [getattr(country, field) for country in countries().values() if getattr(country, field)]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ARM", ("051", "371", "371", "AM", "ARM")),
        ("DEU", ("276", "255", "260", "GM", "DEU")),
        ("YEM", ("887", "679", "678", "YM", "YEM")),
        ("SRB", ("688", "345", "340", "RI", "SRB")),
        ("ROU", ("642", "360", "360", "RO", "ROM")),
        ("PSE", ("275", "", "", "", "PSE")),
        ("KOS", ("", "347", "347", "KV", "")),
    ],
)
def test_a_country_has_its_codes(code: str, expected: tuple[str, ...]) -> None:
    """Codes where data sets differ; blank where a country has none, or none that is sure."""
    found = countries()[code]

    assert (found.iso_numeric, found.cow, found.gleditsch_ward, found.fips, found.cameo) == expected


@pytest.mark.parametrize("name", ["plover", "cameo"])
def test_every_type_and_mode_of_the_codebooks_has_a_cameo_code(name: str) -> None:
    """No type or mode of a bundled codebook is without a code that CAMEO has."""
    codebook = load_codebook(name)
    wanted = {(type_.name, mode) for type_ in codebook.types for mode in ("", *(mode.name for mode in type_.modes))}

    assert wanted <= set(events())
    assert {codes.cameo for codes in events().values()} <= set(cameo_events())


def test_no_sector_is_civilian_and_armed() -> None:
    """Sectors that are civilians to ACLED are none that bear arms."""
    armed = {"MIL", "REB", "COP", "SPY", "PRM", "UAF", "CRM", "PRE"}

    assert {sector for sector in armed if sectors()[sector].acled == "Civilians"} == set()
