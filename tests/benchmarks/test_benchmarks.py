"""The benchmarks find their sets, read no gold, and say clearly what is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.quiet import listed_ids, measure_quiet
from benchmarks.sets import MissingData, find_parts, load_inputs

REPORT = {
    "id": "r1",
    "published": "2024-05-20",
    "publisher": "Norland Wire",
    "text": "Norland expelled three Russian envoys on Friday.",
    "claims": [{"type": "SANCTION"}],
}
# A scorer as small as can be: it repeats the predictions that it is given.
SCORER = """import json, sys
rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
found = sum(len(row["claims"]) for row in rows)
out = {"levels": {"event": {"f1": float(found)}}, "fields": {}, "invented": {}}
print(json.dumps(out) if "--json" in sys.argv else found)
"""


def _data(folder: Path) -> Path:
    (folder / "claims-own").mkdir(parents=True)
    (folder / "claims-own" / "r1.json").write_text(json.dumps(REPORT), encoding="utf-8")
    (folder / "data" / "plover-gsr").mkdir(parents=True)
    for name in ("train", "dev"):
        (folder / "data" / "plover-gsr" / f"{name}.jsonl").write_text(json.dumps(REPORT) + "\n", encoding="utf-8")
    (folder / "score_claims.py").write_text(SCORER, encoding="utf-8")
    return folder


def test_sets_are_found_by_the_layout_of_the_folder(tmp_path: Path) -> None:
    """A claims folder is one part; a set with train and dev is measured on dev unless told otherwise."""
    parts = find_parts(_data(tmp_path / "d"), (), "dev")
    assert [(part.set, part.gold.name, part.out) for part in parts] == [
        ("claims-own", "claims-own", "claims.jsonl"),
        ("plover-gsr", "dev.jsonl", "dev.jsonl"),
    ]


def test_gold_is_dropped_before_anything_is_read(tmp_path: Path) -> None:
    """What the benchmarks hand on has the text and its date, and nothing of the gold."""
    part = find_parts(_data(tmp_path / "d"), ("claims-own",), "dev")[0]
    ((row, document),) = load_inputs(part)
    assert ("claims" in row, str(document.published), document.text) == (False, "2024-05-20", REPORT["text"])


@pytest.mark.parametrize(
    ("folder", "sets", "message"),
    [
        ("none", (), "no such folder"),
        ("d", ("polnear",), "no set 'polnear' there. Sets there: claims-own, plover-gsr."),
    ],
    ids=["no folder", "no such set"],
)
def test_missing_data_is_told_with_what_to_do(tmp_path: Path, folder: str, sets: tuple[str, ...], message: str) -> None:
    """Without the data the benchmarks say what is missing and how to name its place."""
    _data(tmp_path / "d")
    with pytest.raises(MissingData, match=message.replace(".", r"\.")):
        find_parts(tmp_path / folder, sets, "dev")


def test_the_command_writes_predictions_and_prints_a_table(tmp_path: Path) -> None:
    """`python -m benchmarks` codes the texts, writes OUT/<set>/<file>.jsonl, runs the scorer and prints its figures."""
    folder = _data(tmp_path / "d")
    command = [sys.executable, "-m", "benchmarks", "claims-own", "--data", str(folder), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    (prediction,) = (tmp_path / "out" / "claims-own" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert [claim["type"] for claim in json.loads(prediction)["claims"]] == ["SANCTION"]
    assert done.stdout.startswith("claims-own claims-own: event 1.000  (1.00 claims a sentence")


def test_the_list_of_quiet_reports_names_each_once() -> None:
    """`quiet.txt` holds ids alone, below the criterion by which they were taken."""
    assert len(listed_ids()) == len(set(listed_ids())) == 41


def test_quiet_reports_that_are_missing_are_told(tmp_path: Path) -> None:
    """A file that lacks a listed report, or no file, is answered with what is wanted."""
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps(REPORT) + "\n", encoding="utf-8")
    with pytest.raises(MissingData, match="no report 'wn-2019-080' there"):
        measure_quiet(texts)
    with pytest.raises(MissingData, match="name their JSON Lines file with --texts FILE"):
        measure_quiet(None)
