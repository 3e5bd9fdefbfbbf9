"""The tables of bodies: one row a body, well formed, and what is looked up in them by year."""

from __future__ import annotations

import csv
import io
import itertools
import re
from importlib.resources import files

import pytest

from demarche.reference import load_bodies, load_reference
from demarche.reference.bodies import body_id
from demarche.reference.names import OWN_CODES, pieces
from demarche.reference.own import PARTY_SECTORS

TABLES = ("armed_groups", "organizations")
COLUMNS = ["name", "names", "country", "sectors", "kind", "from", "to", "parent", "members", "wikidata", "source"]
FIRST, LAST = 1000, 2026
SECURITY = {"MIL", "COP", "SPY", "PTY", "OPP", "PRM", "REB", "CRM"}

Row = dict[str, str]


def _rows(name: str) -> list[Row]:
    path = files("demarche") / "data" / "reference" / f"{name}.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [row for table in TABLES for row in _rows(table)]


@pytest.fixture(scope="module")
def countries() -> set[str]:
    return {row["code"] for row in _rows("countries")}


def _years(row: Row) -> tuple[int, int]:
    return int(row["from"] or 0), int(row["to"] or 9999)


def _spellings(row: Row) -> list[str]:
    return [row["name"], *filter(None, row["names"].split(";"))]


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_are_the_same_in_both_tables(table: str) -> None:
    """Both tables have the same columns, and every row fills name, country, kind and source."""
    assert [list(row) for row in _rows(table)][:1] == [COLUMNS]
    assert [
        row for row in _rows(table) if None in row or not all(row[c] for c in ("name", "country", "kind", "source"))
    ] == []


def test_codes_of_bodies_are_known(rows: list[Row], countries: set[str]) -> None:
    """Countries are in the table of countries or PLOVER's own, sectors are PLOVER's."""
    known = countries | OWN_CODES
    assert [
        row for row in rows if row["country"] not in known or not set(row["sectors"].split()) <= PARTY_SECTORS
    ] == []


def test_years_are_in_order(rows: list[Row]) -> None:
    """Years have four digits, none lies ahead, and no body ends before it begins."""
    years = re.compile(r"(\d{4})?")
    wrong = [row for row in rows if not (years.fullmatch(row["from"]) and years.fullmatch(row["to"]))]
    wrong += [row for row in rows for cell in (row["from"], row["to"]) if cell and not FIRST <= int(cell) <= LAST]
    assert wrong + [row for row in rows if _years(row)[0] > _years(row)[1]] == []


def test_a_row_is_one_body_with_spellings_of_its_own(rows: list[Row]) -> None:
    """No spelling stands in two rows of one country, unless all of these rows are told apart by years."""
    bearers: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        for key in {" ".join(pieces(spelling.removeprefix("the "))) for spelling in _spellings(row)}:
            assert key
            bearers.setdefault((key, row["country"]), []).append(row)
    undated = {
        key: [row["name"] for row in found]
        for key, found in bearers.items()
        if len(found) > 1 and not all(row["from"] or row["to"] for row in found)
    }
    assert undated == {}


def test_a_body_that_changed_has_rows_of_one_country_without_common_years(rows: list[Row]) -> None:
    """Rows of one name are one body in different years: of one country, none overlapping another."""
    wrong = []
    same: dict[str, list[Row]] = {}
    for row in rows:
        same.setdefault(body_id(row["name"]), []).append(row)
    for found in same.values():
        ordered = sorted(found, key=_years)
        wrong += [
            later["name"]
            for earlier, later in itertools.pairwise(ordered)
            if earlier["country"] != later["country"] or _years(earlier)[1] >= _years(later)[0]
        ]
    assert wrong == []


def test_parents_are_bodies_of_the_tables(rows: list[Row]) -> None:
    """What a body belongs to stands in the tables under that name."""
    names = {row["name"] for row in rows}
    assert [row["name"] for row in rows if row["parent"] and row["parent"] not in names] == []
    assert [row["name"] for row in rows if row["parent"] == row["name"]] == []


def test_wikidata_numbers_are_well_formed_and_of_one_body(rows: list[Row]) -> None:
    """A Wikidata number is a Q with digits and stands for one body."""
    bearers: dict[str, set[str]] = {}
    for row in rows:
        if row["wikidata"]:
            assert re.fullmatch(r"Q[1-9]\d*", row["wikidata"])
            bearers.setdefault(row["wikidata"], set()).add(row["name"])
    assert {number: names for number, names in bearers.items() if len(names) > 1} == {}


def test_members_are_countries_with_years_in_order(rows: list[Row], countries: set[str]) -> None:
    """A member is the code of a country, alone or with the year of joining and the year of leaving."""
    form = re.compile(r"([A-Z]{3})(?: (\d{4})(?:-(\d{4}))?)?")
    wrong = []
    for row in rows:
        for member in filter(None, row["members"].split(";")):
            found = form.fullmatch(member)
            if found is None or found[1] not in countries or int(found[2] or 0) > int(found[3] or 9999):
                wrong.append((row["name"], member))
    assert wrong == []


def test_the_tables_are_broad(rows: list[Row]) -> None:
    """There are at least 700 armed groups and 700 parties, forces, police and services, in at least 150 countries."""
    groups = {row["name"] for row in _rows("armed_groups")}
    bodies = {row["name"] for row in _rows("organizations") if SECURITY & set(row["sectors"].split())}
    assert len(groups) >= 700
    assert len(bodies) >= 700
    assert len({row["country"] for row in rows} - OWN_CODES) >= 150


@pytest.mark.parametrize(
    ("spelling", "name", "country"),
    [
        ("PFLP", "Popular Front for the Liberation of Palestine", "PSE"),
        ("DFLP", "Democratic Front for the Liberation of Palestine", "PSE"),
        ("MILF", "Moro Islamic Liberation Front", "PHL"),
        ("Jaish-e-Mohammad", "Jaish-e-Mohammed", "PAK"),
        ("Shin Bet", "Shin Bet", "ISR"),
        ("CFDT", "CFDT", "FRA"),
        ("UNTAET", "UNTAET", "UNO"),
        ("KFOR", "KFOR", "IGO"),
    ],
)
def test_a_spelling_stands_for_its_own_body(spelling: str, name: str, country: str) -> None:
    """Bodies of one country and sector are told apart: each spelling has the name of its own row."""
    entry = load_reference().names.get(spelling)[0]
    assert (entry.name, entry.country, entry.id) == (name, country, body_id(name))


@pytest.mark.parametrize(
    ("body", "year", "inside", "outside"),
    [
        ("org:nato", 1981, {"GRC", "TUR", "USA"}, {"ESP", "POL", "FIN"}),
        ("org:nato", 2024, {"FIN", "SWE", "MKD"}, {"UKR", "AUT"}),
        ("org:european-union", 2020, {"GBR", "HRV"}, {"NOR", "TUR"}),
        ("org:european-union", 2021, {"IRL", "HRV"}, {"GBR"}),
        ("org:ecowas", 2026, {"NGA", "SEN"}, {"MLI", "NER", "BFA", "MRT"}),
        ("org:alliance-of-sahel-states", 2024, {"MLI", "NER", "BFA"}, {"TCD"}),
        ("org:african-union", 2012, {"SSD", "EGY"}, {"MAR"}),
        ("org:asean", 1996, {"VNM"}, {"MMR", "KHM"}),
        ("org:opec", 2019, {"SAU", "ECU"}, {"QAT", "IDN"}),
        ("org:sadc", 2006, {"MDG"}, {"SYC"}),
        ("org:sadc", 2009, {"SYC"}, {"COM"}),
    ],
)
def test_members_of_a_year(body: str, year: int, inside: set[str], outside: set[str]) -> None:
    """The members of an organization are those that had joined and had not left in the year."""
    found = load_reference().members(body, year)
    assert inside <= set(found)
    assert not outside & set(found)
    assert list(found) == sorted(set(found))


def test_a_body_has_members_only_while_it_exists() -> None:
    """There are no members before an organization was founded, after it is gone, or of what is none of states."""
    reference = load_reference()
    asked = [("org:warsaw-pact", 1992), ("org:african-union", 2001), ("org:hamas", 2020), ("org:no-such-body", 2020)]
    assert [reference.members(*one) for one in asked] == [(), (), (), ()]


def test_the_membership_of_an_alliance_counts() -> None:
    """The European Union had 12 members in 1994, 15 after 1995, 25 after 2004, 28 from 2013 and 27 from 2021."""
    counts = [len(load_reference().members("org:european-union", year)) for year in (1994, 1996, 2005, 2014, 2022)]
    assert counts == [12, 15, 25, 28, 27]
    assert len(load_reference().members("org:nato", 2025)) == 32
    assert len(load_reference().members("org:african-union", 2018)) == 54


def test_bodies_by_id() -> None:
    """A body is found by its id with what it belongs to and its number; one that changed has an entry for each time."""
    bodies = load_bodies()
    wing = bodies["org:izz-ad-din-al-qassam-brigades"][0]
    assert (wing.parent, bodies[wing.parent][0].name, bodies[wing.parent][0].wikidata) == (
        "org:hamas",
        "Hamas",
        "Q38799",
    )
    assert [(body.sectors, body.since, body.until) for body in bodies["org:fmln"]] == [
        (("REB",), 1980, 1992),
        (("PTY",), 1993, 0),
    ]
