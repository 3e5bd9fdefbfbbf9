"""Tables of entities that users bring."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import ReferenceDataError
from demarche.reference import Pieces, extend_reference, load_reference
from demarche.reference.own import read_own_tables

COUNTRIES = frozenset({"MLI", "FRA"})


def _table(folder: Path, *lines: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_row_has_spellings_codes_and_years(tmp_path: Path) -> None:
    """A row gives each of its spellings the same sense; ids are made from the name where there is none."""
    path = _table(
        tmp_path,
        "name,country,names,sectors,kind,from,to,id",
        "Blue Dawn Front,MLI,BDF; Dawn Front,REB,group,2019,2023,",
        "Awa Keita,FRA,,OPP PTY,person,,,person:keita-1",
    )

    (table,) = read_own_tables([path], COUNTRIES)

    front, keita = table.rows
    assert front.spellings == ("Blue Dawn Front", "BDF", "Dawn Front")
    assert (front.entry.id, front.entry.country, front.entry.sectors) == ("org:blue-dawn-front", "MLI", ("REB",))
    assert (front.entry.since, front.entry.until) == (2019, 2023)
    assert (keita.entry.id, keita.entry.sectors) == ("person:keita-1", ("OPP", "PTY"))
    assert table.label.startswith("own.csv sha256:")


def test_own_senses_go_before_those_that_ship(tmp_path: Path) -> None:
    """A spelling of a user's table has only the sense given there; other names keep theirs."""
    path = _table(tmp_path, "name,country,sectors", "Hamas,FRA,BUS", "Red Lantern,MLI,REB")

    reference = extend_reference([path])

    assert [(e.country, e.sectors) for e in reference.names.get("Hamas")] == [("FRA", ("BUS",))]
    assert reference.names.get("Hezbollah") == load_reference().names.get("Hezbollah") != ()
    (match,) = reference.names.find(Pieces(["The", "Red", "Lantern", "marched"]))
    assert match.entries[0].id == "org:red-lantern"
    assert load_reference().names.get("Red Lantern") == ()


def test_a_noun_of_role_is_known_in_both_numbers(tmp_path: Path) -> None:
    """Rows of kind role are nouns, in lower case and both numbers."""
    path = _table(tmp_path, "name,country,sectors,kind", "tribal levy,,MIL,role")

    agents = extend_reference([path]).agents

    for words in ("tribal levy", "tribal levies"):
        agent = agents.get(words)
        assert agent is not None
        assert agent.sectors == ("MIL",)


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (
            ["nam,country", "x,FRA"],
            [":1: the column «name» is missing; there is no column «nam». The columns are: name, country,"],
        ),
        (["name,country", "x,FRE"], [":2: the country «FRE» is not known. Write an ISO 3166 code"]),
        (["name,country,sectors", "x,FRA,ARMY"], [":2: there is no sector «ARMY». PLOVER's are: AGR BUS"]),
        (["name,country", "x"], [":2: has not as many cells as columns."]),
        (["name,country", ",FRA"], [":2: there is no name"]),
        (
            ["name,country,kind", "x,FRA,club", "y,FRA,role"],
            [":2: there is no kind «club»", ":3: a noun of role needs"],
        ),
        (["name,country,from", "x,FRA,1999-02"], [":2: «1999-02» in the column «from» is no year. Write four digits"]),
        (["name,country,from,to", "x,FRA,1999,1990"], [":2: it ends in 1990, before it begins in 1999."]),
        (["name,country", '"x,FRA'], [":2: is no CSV"]),
    ],
)
def test_every_fault_is_told_with_its_line(tmp_path: Path, lines: list[str], faults: list[str]) -> None:
    """What is wrong in a table is told line by line, each with what would be right."""
    path = _table(tmp_path, *lines)

    with pytest.raises(ReferenceDataError) as caught:
        read_own_tables([path], COUNTRIES)

    told = str(caught.value).split("\n")
    assert len(told) == len(faults)
    for line, fault in zip(told, faults, strict=True):
        assert line.startswith(f"{path}{fault}")


def test_files_that_cannot_be_read_are_told_together(tmp_path: Path) -> None:
    """A missing file and one in another encoding are both named."""
    latin = tmp_path / "latin.csv"
    latin.write_bytes("name,country\nJos\xe9,FRA\n".encode("latin-1"))

    with pytest.raises(ReferenceDataError) as caught:
        read_own_tables([tmp_path / "none.csv", latin], COUNTRIES)

    missing, encoding = str(caught.value).split("\n")
    assert "none.csv: cannot be read (No such file" in missing
    assert "latin.csv: cannot be read (byte 16 is no UTF-8). Give a CSV file in UTF-8." in encoding
    assert read_own_tables([], COUNTRIES) == ()


def test_many_faults_are_cut_short(tmp_path: Path) -> None:
    """Of a table full of faults the first twenty are told, and how many more there are."""
    path = _table(tmp_path, "name,country", *["x,nowhere"] * 50)

    with pytest.raises(ReferenceDataError, match="and 30 faults more"):
        read_own_tables([path], COUNTRIES)
