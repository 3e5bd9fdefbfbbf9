"""docs/evaluation.md describes what is scored, and its examples run."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import msgspec
import pytest
from tools.raise_floors import FLOORS

from demarche.model import Span
from demarche.scoring import load_gold
from demarche.scoring.agreeing import FIELDS
from demarche.scoring.gold import GoldClaim
from demarche.scoring.measuring import LEVELS
from support.gold import coded_row

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```json\n(.*?)```", PAGE, re.S)[0]
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.S)[0]


def test_the_example_is_well_annotated(tmp_path: Path) -> None:
    """The report of the page is read, and its words are found."""
    (tmp_path / "one.json").write_text(EXAMPLE, encoding="utf-8")
    (document,) = load_gold(tmp_path)

    assert document.spans[0][0] == Span(0, 38)


def test_the_code_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the page prints the scores."""
    monkeypatch.chdir(tmp_path)
    Path("gold").mkdir()
    Path("gold", "one.json").write_text(EXAMPLE, encoding="utf-8")
    (document,) = load_gold(Path("gold"))
    Path("coded.jsonl").write_bytes(msgspec.json.encode(coded_row(id=document.id, text=document.text)))
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(CODE, "docs/evaluation.md", "exec"), {})

    assert "1 report, 1 required claim annotated, 0 coded." in shown.getvalue()


@pytest.mark.parametrize("name", [*LEVELS, *FIELDS])
def test_every_level_and_field_is_described(name: str) -> None:
    """The tables of the page name all levels and fields."""
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", GoldClaim.__struct_fields__)
def test_every_key_of_an_annotated_claim_is_described(name: str) -> None:
    """The table of keys is complete."""
    assert f"`{name}`" in PAGE


def test_the_annotated_reports_are_counted_as_they_are() -> None:
    """The page says how many reports and claims hold the floors."""
    reports = load_gold(FLOORS.parent)
    claims = sum(len(report.claims) for report in reports)

    assert f"{len(reports)} reports of the project's own with {claims} claims" in PAGE
