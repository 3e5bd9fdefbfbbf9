"""Annotated reports are read, and what is wrong with them is told with place, fault and remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demarche.errors import InputError
from demarche.model import Span
from demarche.scoring import load_gold
from support.gold import TEXT, gold_claim, gold_report, write_gold


def test_reports_of_a_folder_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """A folder is read with those in it, file by file, and a file may hold a list."""
    write_gold(tmp_path / "gold", gold_report(id="b"), gold_report(id="a"))
    (tmp_path / "gold" / "more").mkdir()
    (tmp_path / "gold" / "more" / "list.json").write_text(json.dumps([gold_report(id="d"), gold_report(id="c")]))

    assert [document.id for document in load_gold(tmp_path / "gold")] == ["a", "b", "d", "c"]


def test_words_are_found_in_the_text(tmp_path: Path) -> None:
    """Evidence may leave words out; the trigger is looked for within it first."""
    claim = gold_claim(trigger="Norland", evidence="Norland and Ostrava … in Kelm")
    (document,) = load_gold(write_gold(tmp_path, gold_report(claim)))

    first, second = TEXT.index("Norland and"), TEXT.index("in Kelm")
    assert document.spans == (((Span(first, first + 19), Span(second, second + 7), Span(first, first + 7))),)


def test_what_is_absent_is_not_judged_and_null_says_that_there_is_none(tmp_path: Path) -> None:
    """A claim without the key `date` differs from one whose date is null."""
    (document,) = load_gold(write_gold(tmp_path, gold_report(gold_claim(), gold_claim("c2", date=None))))

    assert [claim.date is None for claim in document.claims] == [False, True]


BEYOND = {"text": "Kelm.", "start": len(TEXT) - 5, "end": len(TEXT) + 20}
OTHER = {"text": "Kelm", "start": 0, "end": 4}


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ([1], "is no annotated report"),
        (gold_report(text=""), "the report has no text"),
        ({"id": "one", "text": TEXT}, "the report has no 'claims'"),
        (gold_report({"id": "c1", "type": "AID"}), "missing required field `trigger`"),
        (gold_report(gold_claim(), gold_claim()), "two claims have the id 'c1'"),
        (gold_report(gold_claim(trigger="bombed")), "claim c1: the evidence «bombed» does not stand in the text"),
        (gold_report(gold_claim(trigger=" … ")), "the evidence has no words"),
        (gold_report(gold_claim(evidence=BEYOND)), f"but the text has {len(TEXT)} characters"),
        (gold_report(gold_claim(evidence=OTHER)), "the evidence «Kelm» is not what stands there: «Vess»"),
        (gold_report(gold_claim(aux=["past"])), "Invalid enum value 'past'"),
    ],
    ids=[
        "no object",
        "no text",
        "no claims",
        "no trigger",
        "an id twice",
        "words that are not there",
        "no words",
        "offsets beyond the text",
        "offsets of other words",
        "an unknown auxiliary mode",
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, report: Any, message: str) -> None:
    """The message names the file, what is wrong in it, and what to do."""
    path = tmp_path / "one.json"
    path.write_text(json.dumps(report), encoding="utf-8")

    with pytest.raises(InputError) as caught:
        load_gold(path)

    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
    assert caught.value.remedy


def test_files_that_are_no_annotation_are_told(tmp_path: Path) -> None:
    """An empty folder, a missing file, what is no JSON, and two reports of one id."""
    with pytest.raises(InputError, match=r"holds no \.json file"):
        load_gold(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        load_gold(tmp_path / "none.json")
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is not JSON"):
        load_gold(tmp_path)
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(gold_report()), encoding="utf-8")
    with pytest.raises(InputError, match="the id 'one' is also that of"):
        load_gold(tmp_path)
