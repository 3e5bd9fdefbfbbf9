"""The gold of incidents: marks are read to offsets, and every report is well formed."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.incident_gold import PARTS, load_incidents, load_reports, read_report, strip_marks
from benchmarks.incidents import evaluate

from support.tellings import make_telling


def test_marks_are_stripped_to_offsets() -> None:
    """What is marked stands at its offsets in the text without marks."""
    marked = "Rebels [[a01 ASSAULT|shelled]] Sake, [[a01 ASSAULT|killing]] two; Kigali [[a01x1 REJECT|denied]] it."
    text, marks = strip_marks(marked)
    assert text == "Rebels shelled Sake, killing two; Kigali denied it."
    assert [(mark.incident, mark.type, mark.span.text(text)) for mark in marks] == [
        ("a01", "ASSAULT", "shelled"),
        ("a01", "ASSAULT", "killing"),
        ("a01x1", "REJECT", "denied"),
    ]


@pytest.mark.parametrize("part", PARTS)
def test_every_report_is_well_formed(part: str) -> None:
    """Ids are unique, copies are of reports that are there, and each marked incident is told of in the part's list."""
    reports, incidents = load_reports(part), load_incidents(part)
    ids = [report.document.id for report in reports]
    assert len(ids) == len(set(ids)) >= 24
    assert {report.copy_of for report in reports} - {None} <= set(ids)
    assert {mark.incident for report in reports for mark in report.marks} <= incidents.keys()
    assert {incident.twin for incident in incidents.values()} - {None} <= incidents.keys()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("id: a\ntitle: b", "no line of three dashes"),
        ("id: a\ncolour: b\n---\nText.", "unknown field 'colour'"),
        ("id: a\nurl: b\n---\nRebels [[a01|shelled]] it.", "a mark is not of the form"),
    ],
    ids=["no text", "a field that is none", "a broken mark"],
)
def test_a_broken_report_is_told(source: str, fault: str) -> None:
    """The file and its fault are named."""
    with pytest.raises(ValueError, match=fault):
        read_report(source, Path("a.txt"))


def test_pairs_of_different_reports_and_b3_are_scored() -> None:
    """Of two pairs wanted one is found; pairs within a report and unmarked tellings do not count."""
    told = [make_telling(document, key=key) for key, document in enumerate(["a", "a", "b", "c", "d"])]
    gold = {0: "x", 1: "x", 2: "x", 3: "y"}
    figures = evaluate([told[:1] + told[2:3], told[1:2], told[3:]], gold)
    assert (figures.claims, figures.matched, figures.pairs) == (5, 4, 2)
    assert (figures.precision, figures.recall) == (1.0, 0.5)
    assert figures.b3_precision == 1.0
