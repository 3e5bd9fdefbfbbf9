"""`demarche entities`, and tables of a user's own in it and in `demarche code`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from demarche.cli import main

TEXT = (
    "The Blue Dawn Front (BDF) attacked a convoy near Gao, said Iceland's prime minister. The BDF was armed by tribal"
    " levies."
)
OWN = "name,names,country,sectors,kind\nBlue Dawn Front,BDF,MLI,REB,group\ntribal levy,,,MIL,role\n"


def _run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=text, prog_name="demarche", catch_exceptions=False)


def test_entities_lists_who_is_meant_and_who_is_one(tmp_path: Path) -> None:
    """Each mention has codes, id and reason; mentions of one entity are gathered at the end."""
    own = tmp_path / "own.csv"
    own.write_text(OWN, encoding="utf-8")

    lines = _run("entities", TEXT, "--entities", str(own)).stdout.splitlines()

    (front,) = (line for line in lines if line.startswith("  The Blue Dawn Front (BDF):"))
    assert front == (
        "  The Blue Dawn Front (BDF): MLI REB org:blue-dawn-front «Blue Dawn Front» (party; group Blue Dawn Front)"
    )
    gathered = lines[lines.index("One and the same") :]
    assert any(line.startswith("  org:blue-dawn-front [MLI REB] (") and "The BDF" in line for line in gathered)
    assert any(line.startswith("  tribal levies: MLI MIL") for line in lines)


def test_entities_as_json_have_offsets() -> None:
    """`--json` gives each mention with offsets into the text, read from standard input here."""
    rows = json.loads(_run("entities", "-", "--json", text=TEXT).stdout)

    assert rows
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert ("ISL", ["GOV"]) in [(row["country"], row["sectors"]) for row in rows]


def test_all_lists_words_that_are_no_party() -> None:
    """`--all` adds what refers to nobody."""
    some, every = (json.loads(_run("entities", TEXT, "--json", *option).stdout) for option in ((), ("--all",)))

    assert len(every) > len(some)
    assert {row["kind"] for row in every} >= {"none"}


def test_a_faulty_table_ends_the_command(tmp_path: Path) -> None:
    """The fault is told with its line, and the exit code is 1."""
    own = tmp_path / "own.csv"
    own.write_text("name,country\nBlue Dawn Front,MALI\n", encoding="utf-8")

    result = _run("entities", TEXT, "--entities", str(own))

    assert result.exit_code == 1
    assert result.stderr.startswith(f"demarche: {own}:2: the country «MALI» is not known.")


def test_a_record_names_the_tables_that_it_was_read_by(tmp_path: Path) -> None:
    """`demarche code --entities` codes by the table, and the record holds its name and digest."""
    own, report, out = tmp_path / "own.csv", tmp_path / "a.txt", tmp_path / "a.jsonl"
    own.write_text(OWN, encoding="utf-8")
    report.write_text("The Blue Dawn Front attacked an army convoy on Friday.", encoding="utf-8")

    assert _run("code", str(report), "-o", str(out), "--entities", str(own)).exit_code == 0

    row = json.loads(out.read_text(encoding="utf-8"))
    assert row["entities"][0].startswith("own.csv sha256:")
    (actor,) = row["claims"][0]["actors"]
    assert (actor["country"], actor["sectors"], actor["id"]) == ("MLI", ["REB"], "org:blue-dawn-front")
