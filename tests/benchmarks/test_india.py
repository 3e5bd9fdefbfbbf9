"""The labels of police action: texts are mended, what is found lies in the given sentences, intervals are steady."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.india import intervals, join_sentences, label_sentences, mend

from demarche.model import Document
from demarche.pipeline import Coder

SENTENCES = [
    {"id": 0, "text": "This story is from May 2, 2003\n\nmadurai: the police arrested nine traders in the bazaar."},
    {"id": 1, "text": "two of them, known as â€˜the"},
    {"id": 2, "text": "brothersâ€"},
    {"id": 3, "text": "™, were killed in police firing on tuesday."},
    {"id": 4, "text": "shopkeepers said that the police stood by as houses burned."},
    {"id": 5, "text": "the market will open again on monday."},
]


def test_the_text_is_joined_with_the_place_of_each_sentence() -> None:
    """A quotation mark that the set has cut in two is one again, and the date line is left out."""
    text, spans = join_sentences(SENTENCES)
    assert [span.text(text) for _, span in spans][:4] == [
        "madurai: the police arrested nine traders in the bazaar.",
        "two of them, known as ‘the",
        "brothers’",
        ", were killed in police firing on tuesday.",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("â€œyes,â€� he said", "“yes,” he said"),
        ("``no'''' he said", '"no" he said'),
        ("the mayor''s house", "the mayor's house"),
    ],
    ids=["read in a wrong encoding", "doubled marks", "a doubled apostrophe"],
)
def test_quotation_marks_are_mended(broken: str, whole: str) -> None:
    """The marks of the texts are those of the paper again."""
    assert mend(broken) == whole


def test_labels_go_to_the_sentences_given() -> None:
    """Arrests, deadly shots and standing by are told where they stand; other sentences have no label."""
    (traces,) = Coder().trace_all([Document(id="r", text=join_sentences(SENTENCES)[0])])
    found = {row["id"]: row["label"] for row in label_sentences(SENTENCES, traces)}
    assert found == {
        0: ["ANY_ACTION", "ARREST"],
        1: [],
        2: [],
        3: ["ANY_ACTION", "FORCE", "KILL"],
        4: ["ANY_ACTION", "FAIL"],
        5: [],
    }


def test_intervals_are_the_same_at_each_run(tmp_path: Path) -> None:
    """The draws start from one seed; a label that is always right lies at 1."""
    rows = [{"id": f"d{i}", "sentences": [{"id": 0, "gold": ["ARREST"]}, {"id": 1, "gold": []}]} for i in range(9)]
    told = [{"id": r["id"], "sentences": [{"id": 0, "label": ["ARREST"]}, {"id": 1, "label": []}]} for r in rows]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "found.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    bounds = intervals(tmp_path / "gold.jsonl", tmp_path / "found.jsonl")
    assert (bounds["ARREST"], bounds["KILL"]) == ((1.0, 1.0), (0.0, 0.0))
    assert bounds == intervals(tmp_path / "gold.jsonl", tmp_path / "found.jsonl")
