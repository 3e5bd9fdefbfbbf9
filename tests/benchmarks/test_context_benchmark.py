"""Contexts are scored against those judged by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.contexts import load_judgements, measure_contexts
from benchmarks.sets import MissingData

from benchmarks import contexts
from demarche.codebook.loading import load_bundled


def test_judgements_name_contexts_of_the_codebook() -> None:
    """What holds and what may hold are apart."""
    judged = load_judgements()
    known = {context.name for context in load_bundled().contexts}

    assert list(judged) == ["plover-gsr", "wikinews-2019", "wikinews-2019-late"]
    for row in (row for rows in judged.values() for row in rows):
        assert row.holds | row.may <= known
        assert not row.holds & row.may


def test_a_context_that_can_be_argued_for_counts_as_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Precision is over what clearly holds or not; an event that is not found is told apart."""
    judged = tmp_path / "judged.toml"
    judged.write_text(
        '[plover-gsr]\n"a:7-15" = { holds = ["legal", "health"], may = ["illegal_drugs"] }\n'
        '"a:18-25" = { holds = ["crime"], may = [] }\n'
    )
    monkeypatch.setattr(contexts, "load_judgements", lambda: load_judgements(judged))
    folder = tmp_path / "data" / "plover-gsr"
    folder.mkdir(parents=True)
    row = {"id": "a", "text": "Police arrested a cocaine dealer on a court's warrant in Peru."}
    (folder / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    report = measure_contexts(tmp_path, None, errors=True)

    assert report.splitlines() == [
        "a «arrested»: too much [], missing ['health']",
        "plover-gsr: precision 1.00, recall 0.50 in 1 events of 2 (1 not found)",
    ]


def test_without_the_texts_it_says_what_to_do(tmp_path: Path) -> None:
    """The texts are not part of the project."""
    with pytest.raises(MissingData, match=r"contexts needs the texts of plover-gsr: .* is not there"):
        measure_contexts(tmp_path, None)
