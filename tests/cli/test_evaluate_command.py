"""`demarche evaluate` scores what was coded against what was annotated."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from demarche.cli import main
from support.gold import coded_row, gold_claim, gold_report, write_gold


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_gold(tmp_path / "gold", gold_report(gold_claim(), title="A report"))


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    path = tmp_path / "coded.jsonl"
    path.write_bytes(msgspec.json.encode(coded_row(("AID", "treaty", {}))) + b"\n")
    return path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)], catch_exceptions=False)


def test_scores_are_shown_and_written(gold: Path, coded: Path, tmp_path: Path) -> None:
    """The terminal has the text, the files all figures and a page."""
    figures, page = tmp_path / "scores.json", tmp_path / "scores.html"
    result = _run(gold, coded, "--json", figures, "--html", page)

    assert result.exit_code == 0
    assert result.stdout.startswith("1 report, 1 required claim annotated, 1 coded.")
    assert "one: A report" in result.stdout
    written = json.loads(figures.read_text(encoding="utf-8"))
    assert written["levels"]["event"]["f1"] == {"value": 0.0, "low": None, "high": None}
    assert written["reports"][0]["missed"][0]["words"] == "shelled"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_no_reports_are_shown_where_none_are_asked_for(gold: Path, coded: Path) -> None:
    """`--worst 0` ends with the tables."""
    assert "A report" not in _run(gold, coded, "--worst", 0).stdout


def test_reports_of_one_side_are_a_fault_or_left_out(gold: Path, coded: Path) -> None:
    """Without --shared the exit code is 1 and the remedy told; with it what is left out is counted."""
    write_gold(gold, gold_report(id="two"))

    refused = _run(gold, coded)
    assert refused.exit_code == 1
    assert "lacks 'two'" in refused.stderr
    assert "--shared" in refused.stderr
    shared = _run(gold, coded, "--shared")
    assert shared.exit_code == 0
    assert shared.stderr == "1 report that one side lacks left out.\n"


def test_a_result_that_cannot_be_written_is_told(gold: Path, coded: Path, tmp_path: Path) -> None:
    """A folder that is not there is named, and what to do."""
    result = _run(gold, coded, "--json", tmp_path / "none" / "scores.json")

    assert result.exit_code == 1
    assert "Make the folder" in result.stderr
