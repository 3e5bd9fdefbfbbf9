"""The tables of holders of offices: well formed, without gaps in what is claimed, and asked by day."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections import defaultdict
from importlib.resources import files

import pytest

from demarche.reference import load_reference
from demarche.reference.names import OWN_CODES
from demarche.reference.offices import COLUMNS, OFFICES, Holder, Offices, days, read_holder, read_holders, tables

DATA = files("demarche") / "data" / "reference"
COUNTRIES = frozenset(
    row["code"] for row in csv.DictReader((DATA / "countries.csv").read_text(encoding="utf-8").splitlines())
)
WORDS = tomllib.loads((DATA / "offices" / "titles.toml").read_text(encoding="utf-8"))


def _row(name: str, since: str, until: str, *, title: str = "president", office: str = "head_of_state") -> Holder:
    cells = ("ZZZ", office, title, name, "", since, until, "made up")
    return read_holder(dict(zip(COLUMNS, cells, strict=True)))


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_each_row_of_the_tables_is_well_formed(table: object) -> None:
    """Known countries and offices, a name, a title, days in order and none twice, a source."""
    text = table.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    faults = []
    seen = set()
    lines = text.splitlines()
    assert lines[0] == ",".join(COLUMNS)
    for number, row in enumerate(csv.DictReader(lines), 2):
        if None in row or None in row.values():
            faults.append(f"{number}: not as many cells as columns")
            continue
        cells = tuple(row.values())
        good = (
            row["country"] in COUNTRIES | OWN_CODES
            and row["office"] in OFFICES
            and row["name"].strip() == row["name"] != ""
            and row["title"]
            and row["source"]
        )
        if not good or cells in seen:
            faults.append(f"{number}: {cells}")
        elif days(row["from"])[0] > (days(row["to"])[1] if row["to"] else dt.date.max):
            faults.append(f"{number}: ends before it begins: {cells}")
        seen.add(cells)
    assert faults == []


def test_no_two_heads_of_government_of_one_country_at_once() -> None:
    """Two heads of government meet on the hand-over only, unless a title has «acting», «co-», «rival» or «federal»."""
    by_country = defaultdict(list)
    for holder in read_holders():
        apart = {"rival", "federal"}
        minded = holder.acting or any("co-" in title or apart & set(title.split()) for title in holder.titles)
        if holder.office == "head_of_government" and not minded and holder.country not in OWN_CODES:
            by_country[holder.country].append(holder)
    faults = []
    for country, holders in by_country.items():
        ordered = sorted(holders, key=lambda holder: (holder.since[0], holder.until[1]))
        for i, one in enumerate(ordered):
            for other in ordered[i + 1 :]:
                first, last = max(one.since[1], other.since[1]), min(one.until[0], other.until[0])
                if one.name != other.name and (last - first).days > 1:
                    faults.append(f"{country}: {one.name} and {other.name} from {first} to {last}")
    assert faults == []


def test_days_of_a_year_a_month_and_a_day() -> None:
    """A day that is known to the month or the year leaves open all its days."""
    assert days("2004") == (dt.date(2004, 1, 1), dt.date(2004, 12, 31))
    assert days("2004-02") == (dt.date(2004, 2, 1), dt.date(2004, 2, 29))
    assert days("2004-02-11") == (dt.date(2004, 2, 11), dt.date(2004, 2, 11))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2001, 3, 1), "Ada Berg"),
        (dt.date(2003, 5, 4), None),
        (dt.date(2003, 5, 5), "Cem Dal"),
        (dt.date(2006, 7, 1), None),
        (dt.date(2009, 1, 1), "Eva Falk"),
        (dt.date(1999, 1, 1), None),
        (dt.date(2040, 1, 1), None),
    ],
    ids=[
        "in office",
        "hand-over",
        "the day after",
        "year of change",
        "still in office",
        "before",
        "after all known",
    ],
)
def test_the_holder_of_a_day_is_told_where_there_is_just_one(day: dt.date, name: str | None) -> None:
    """On the day of a hand-over, in a year of change known no better, and after all that is known there is none."""
    rows = [_row("Ada Berg", "2000-01-02", "2003-05-04"), _row("Cem Dal", "2003-05-04", "2006")]
    offices = Offices([*rows, _row("Eva Falk", "2006", "")], WORDS)
    holder = offices.holder("ZZZ", "president", day)
    assert (holder.name if holder else None) == name


def test_one_office_has_many_words() -> None:
    """A premier is a prime minister, a minister of foreign affairs a foreign minister; no premier of Canada is."""
    offices = load_reference().offices
    assert offices.same("premier", "prime minister")
    assert offices.same("minister of foreign affairs", "foreign secretary")
    assert not offices.same("president", "prime minister")
    assert not offices.holders("CAN", "premier", dt.date(2016, 2, 3))


@pytest.mark.parametrize(
    ("title", "called", "day", "name"),
    [
        ("prime minister", "Thaksin", dt.date(2003, 5, 6), "Thaksin Shinawatra"),
        ("prime minister", "Shinawatra", dt.date(2003, 5, 6), "Thaksin Shinawatra"),
        ("president", "Megawati", dt.date(2002, 5, 6), "Megawati Sukarnoputri"),
        ("president", "Sukarnoputri", dt.date(2002, 5, 6), "Megawati Sukarnoputri"),
        ("president", "Yudhoyono", dt.date(2010, 5, 6), "Susilo Bambang Yudhoyono"),
        ("president", "Bambang", dt.date(2010, 5, 6), None),
        ("king", "Jigme", dt.date(1999, 5, 6), "Jigme Singye Wangchuck"),
        ("prime minister", "Tobgay", dt.date(2015, 5, 6), "Tshering Tobgay"),
        ("prime minister", "Fiame", dt.date(2023, 5, 6), "Fiame Naomi Mata'afa"),
        ("president", "Elbegdorj", dt.date(2012, 5, 6), "Tsakhiagiin Elbegdorj"),
        ("president", "Tsakhiagiin", dt.date(2012, 5, 6), None),
        ("prime minister", "Gillard", dt.date(2012, 5, 6), "Julia Gillard"),
        ("prime minister", "Julia", dt.date(2012, 5, 6), None),
    ],
)
def test_a_person_is_called_by_the_last_word_and_in_some_countries_by_the_first(
    title: str, called: str, day: dt.date, name: str | None
) -> None:
    """Thais, Indonesians, Bhutanese and Samoans go by either end of the name, Mongolians by the last."""
    holder = load_reference().offices.called(title, called, day)
    assert (holder.name if holder else None) == name


def test_every_country_has_its_heads() -> None:
    """Each country that has any row has heads of state or of government."""
    heads = {holder.country for holder in read_holders() if holder.office in OFFICES[:2]}
    assert {holder.country for holder in read_holders()} - heads == set()
