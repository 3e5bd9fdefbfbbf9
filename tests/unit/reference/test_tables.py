"""The tables of reference data: their form, their codes, and what is looked up in them."""

from __future__ import annotations

import csv
import io
from importlib.resources import files

import pytest

from demarche.reference import Pieces, Reference, load_reference
from demarche.reference.names import OWN_CODES, slug
from demarche.reference.tables import plural
from support.trees import build_sentence

STATE_SECTORS = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"}
SOCIETY_SECTORS = {"AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"}
SECTORS = STATE_SECTORS | SOCIETY_SECTORS
TABLES = ("armed_groups", "organizations", "territories", "leaders", "agents", "cities")


def _rows(name: str) -> list[dict[str, str]]:
    path = files("demarche") / "data" / "reference" / f"{name}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


def _found(reference: Reference, words: str) -> list[tuple[str, str, str]]:
    sentence = build_sentence(" ".join(f"{word}/NNP>0" for word in words.split()))
    matches = reference.names.find(Pieces(token.text for token in sentence.tokens))
    return [
        (" ".join(token.text for token in sentence.tokens[m.start : m.end]), m.entries[0].country, m.entries[0].kind)
        for m in matches
    ]


@pytest.mark.parametrize("table", [*TABLES, "countries"])
def test_every_row_notes_its_source(table: str) -> None:
    """No row of a table is without a word on where it was taken from, and none has a cell too many or too few."""
    assert [row for row in _rows(table) if not row["source"] or None in row or None in row.values()] == []


@pytest.mark.parametrize("table", TABLES)
def test_codes_are_those_of_plover(table: str) -> None:
    """Countries are in the table of countries or PLOVER's own, sectors are PLOVER's."""
    countries = {row["code"] for row in _rows("countries")} | OWN_CODES
    wrong = [
        row
        for row in _rows(table)
        if (row["country"] not in countries and (table != "agents" or row["country"]))
        or not set(row.get("sectors", "").split()) <= SECTORS
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Israel", [("Israel", "ISR", "country")]),
        ("the Côte d'Ivoire army", [("Côte d'Ivoire", "CIV", "country")]),
        ("U.S. troops", [("U.S.", "USA", "country")]),
        ("tell us more", []),
        ("a turkey farm", []),
        ("al-Qaeda in Iraq", [("al-Qaeda in Iraq", "IMG", "group")]),
        ("South Sudan", [("South Sudan", "SSD", "country")]),
        ("Palestinians and Serbs", [("Palestinians", "PSE", "people"), ("Serbs", "SRB", "people")]),
        ("the Kremlin", [("Kremlin", "RUS", "seat")]),
        ("Zaire", [("Zaire", "COD", "country")]),
        ("Upper Volta", [("Upper Volta", "BFA", "country")]),
        ("the Knesset", [("Knesset", "ISR", "organization")]),
        ("Nagorno-Karabakh", [("Nagorno-Karabakh", "AZE", "territory")]),
        ("Tamil Tigers", [("Tamil Tigers", "LKA", "group")]),
    ],
    ids=[
        "a country",
        "accents and apostrophes",
        "stops in initials",
        "a pronoun is no country",
        "a bird is no country",
        "the longest name wins",
        "a longer country",
        "peoples",
        "a seat of government",
        "an old name",
        "a colonial name",
        "a parliament",
        "a disputed territory",
        "an armed group",
    ],
)
def test_names_in_running_text(reference: Reference, words: str, found: list[tuple[str, str, str]]) -> None:
    """Names are found at their longest, by the letter case that they need, whatever their accents."""
    assert _found(reference, words) == found


def test_a_disputed_territory_bears_the_sector_pre(reference: Reference) -> None:
    """Partially recognised entities have the country that PLOVER ties them to and the sector PRE."""
    entries = {name: reference.names.get(name)[0] for name in ("Abkhazia", "Transnistria", "Somaliland")}
    assert {name: (entry.country, entry.sectors) for name, entry in entries.items()} == {
        "Abkhazia": ("GEO", ("GOV", "PRE")),
        "Transnistria": ("MDA", ("GOV", "PRE")),
        "Somaliland": ("SOM", ("GOV", "PRE")),
    }


@pytest.mark.parametrize(
    ("words", "sectors"),
    [
        ("spokesman", ("GOV",)),
        ("troops", ("MIL",)),
        ("gunmen", ("UAF",)),
        ("members of parliament", ("LEG",)),
        ("ministries of justice", ("GOV",)),
        ("defence ministry", ("MIL", "GOV")),
        ("prosecutors", ("JUD",)),
        ("fishermen", ("AGR",)),
        ("stevedores", ("LAB",)),
        ("delivery drivers", ("LAB",)),
        ("paediatricians", ("MED",)),
        ("sharpshooters", ("MIL",)),
        ("smallholders", ("AGR",)),
        ("hitmen", ("CRM",)),
        ("chaplains", ("REL",)),
        ("migrant families", ("REF",)),
        ("city councillors", ("GOV",)),
    ],
)
def test_nouns_of_role_in_both_numbers(reference: Reference, words: str, sectors: tuple[str, ...]) -> None:
    """A noun of role is known in the singular and the plural."""
    agent = reference.agents.get(words)
    assert agent is not None
    assert agent.sectors == sectors


def test_the_nouns_of_role_are_many(reference: Reference) -> None:
    """The table of roles is broad, and has nouns for persons of every sector of PLOVER that one can name by a noun."""
    assert len(reference.agents) >= 3500
    nouns: dict[str, set[str]] = {}
    for row in _rows("agents"):
        if row["kind"] == "person" and row["sectors"]:
            nouns.setdefault(row["sectors"].split()[0], set()).update(row["words"].split(";"))
    assert {sector for sector in SECTORS - {"PRE"} if len(nouns.get(sector, ())) < 20} == set()


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("gunman", "gunmen"),
        ("secretary of state", "secretaries of state"),
        ("church", "churches"),
        ("attorney", "attorneys"),
    ],
)
def test_plural(singular: str, expected: str) -> None:
    """The plural is formed of the head of the phrase."""
    assert plural(singular) == expected


def test_slug() -> None:
    """A slug is the name in lower-case ASCII words joined by hyphens."""
    assert slug("Côte d'Ivoire, U.N.") == "cote-d-ivoire-un"


def test_tables_are_loaded_once() -> None:
    """Asking for the reference data again gives the same object rather than reading the tables again."""
    assert load_reference() is load_reference()
