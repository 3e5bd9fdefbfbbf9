"""The gazetteer: what it holds, how names are folded and looked up."""

from __future__ import annotations

import csv
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import demarche_places
from demarche.errors import ReferenceDataError
from demarche.reference import places
from demarche.reference.places import Gazetteer, fold, load_gazetteer

FOLDER = files("demarche") / "data" / "reference"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "country"),
    [
        pytest.param("kharkiv", "UKR", id="a city"),
        pytest.param("kharkov", "UKR", id="another name of a city"),
        pytest.param("nagorno karabakh", "AZE", id="a disputed region"),
        pytest.param("crimea", "UKR", id="a peninsula under occupation"),
        pytest.param("el aaiun", "MAR", id="Western Sahara counts for Morocco"),
        pytest.param("pristina", "KOS", id="Kosovo has PLOVER's code"),
        pytest.param("strait of hormuz", "", id="a strait has no country"),
        pytest.param("tigray", "ETH", id="a province"),
        pytest.param("ivory coast", "CIV", id="a country"),
        pytest.param("cook county", "USA", id="a district"),
    ],
)
def test_places_have_the_country_that_plover_gives_them(gazetteer: Gazetteer, name: str, country: str) -> None:
    """The first place of a name lies in the country whose code stands beside it."""
    assert country in {place.country for place in gazetteer.find(name)}


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("N'Djamena", "ndjamena", id="apostrophes go"),
        pytest.param("Port-au-Prince", "port au prince", id="hyphens are blanks"),
        pytest.param("São Tomé", "sao tome", id="accents go"),
        pytest.param("St. Louis", "st louis", id="full stops go"),
        pytest.param("Łódź", "lodz", id="a crossed l"),
        pytest.param("Gəncə", "ganca", id="a turned e"),
    ],
)
def test_names_are_folded(written: str, folded: str) -> None:
    """Names are compared in small letters, without accents, apostrophes, full stops and hyphens."""
    assert fold(written) == folded


def test_the_longest_name_that_begins_with_a_word_is_known(gazetteer: Gazetteer) -> None:
    """The reader knows how many words to try, and that no name begins with a word."""
    assert gazetteer.longest("kharkiv") >= 1
    assert gazetteer.longest("democratic") >= 5
    assert gazetteer.longest("qqqq") == 0


def test_abbreviations_are_matched_as_written(gazetteer: Gazetteer) -> None:
    """«U.S.» and «Calif.» are places; the pronoun «us» is none."""
    assert [place.name for place in gazetteer.abbreviation("U.S.")] == ["United States"]
    assert [place.name for place in gazetteer.abbreviation("Calif.")] == ["California"]
    assert gazetteer.abbreviation("us") == ()
    assert gazetteer.find("us") == ()


def test_demonyms_give_their_country(gazetteer: Gazetteer) -> None:
    """«Turkish» stands for Turkey, a common word for none."""
    assert gazetteer.demonym("Turkish") == "TUR"
    assert gazetteer.demonym("table") == ""


def test_countries_have_their_capitals(gazetteer: Gazetteer) -> None:
    """The capital of Mali is Bamako; an unknown code has none."""
    capital = gazetteer.capital("MLI")
    assert capital is not None
    assert capital.name == "Bamako"
    assert gazetteer.capital("XXX") is None


def test_listed_provinces_take_the_place_of_the_computed_ones(gazetteer: Gazetteer) -> None:
    """A province with a point of its own in regions.csv is not found a second time."""
    assert [place.country for place in gazetteer.find("queensland") if place.feature == "ADM1"] == ["AUS"]


def test_every_row_of_the_regions_is_sound() -> None:
    """Each region has a name of its own in its country, a point on the globe, and a code of a known country or none."""
    codes = {row["code"] for row in csv.DictReader((FOLDER / "countries.csv").read_text("utf-8").splitlines())}
    rows = list(csv.DictReader((FOLDER / "regions.csv").read_text("utf-8").splitlines()))
    assert {row["country"] for row in rows} - codes == {""}
    assert [row for row in rows if not (-90 <= float(row["latitude"]) <= 90)] == []
    assert [row for row in rows if not (-180 <= float(row["longitude"]) <= 180)] == []
    assert [row for row in rows if not (row["source"] and row["feature"])] == []
    named = [(row["name"], row["country"], row["feature"]) for row in rows]
    assert len(named) == len(set(named))
    assert {row["country"] for row in rows if row["feature"].startswith("PCL")} == codes


def test_missing_regions_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its table of regions the gazetteer says what is missing and what to do."""
    monkeypatch.setattr(places, "files", lambda _: tmp_path)
    with pytest.raises(ReferenceDataError, match=r"the regions cannot be read .*Install demarche again"):
        load_gazetteer.__wrapped__()


def test_a_missing_package_of_places_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package demarche-places the error says which package to install."""
    monkeypatch.setitem(sys.modules, "demarche_places", None)
    with pytest.raises(ReferenceDataError, match="Install it: pip install demarche-places"):
        load_gazetteer.__wrapped__()


@pytest.mark.parametrize(
    "content",
    [pytest.param(None, id="no file"), pytest.param(b"", id="an empty file"), pytest.param(b"a\tb\n", id="another")],
)
def test_a_damaged_place_file_is_reported(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package without its file, or with another one, is to be installed again."""
    if content is not None:
        (tmp_path / "places.tsv").write_bytes(content)
    monkeypatch.setattr(demarche_places, "PATH", tmp_path / "places.tsv")
    with pytest.raises(ReferenceDataError, match="demarche-places is installed without its file"):
        load_gazetteer.__wrapped__()


def test_every_name_of_the_place_file_is_found_and_no_other(tmp_path: Path) -> None:
    """The first and the last line of each part, and what stands before, between and behind them."""
    row = "{0}\tMLI\t{0}\tPPL\t{1}\t1.5\t-2.5\t30\n"
    listed = "".join(row.format(name, i) for i, name in enumerate(("Alpha", "Delta", "Zulu"), 1)).encode()
    second = listed.index(b"Delta")
    names = b"alpha\t0\ndelta\t0 %d\nzulu\t%d\n" % (second, listed.index(b"Zulu"))
    starts = b"el\t2\nsan\t4\n"
    first = len(b"demarche-places 1 %010d %010d %010d\n" % (0, 0, 0))
    at = (first, first + len(listed), first + len(listed) + len(names))
    (tmp_path / "x.tsv").write_bytes(b"demarche-places 1 %010d %010d %010d\n" % at + listed + names + starts)
    held = demarche_places.Places(tmp_path / "x.tsv")
    found = {name: [place.geonameid for place in held.find(name)] for name in ("alpha", "delta", "zulu")}
    assert found == {"alpha": [1], "delta": [1, 2], "zulu": [3]}
    assert [held.find(name) for name in ("", "a", "beta", "zz")] == [(), (), (), ()]
    assert [held.longest(word) for word in ("el", "san", "a", "port", "zz")] == [2, 4, 0, 0, 0]
    assert held.find("zulu")[0] == ("Zulu", "MLI", "Zulu", "PPL", 3, 1.5, -2.5, 30)
