"""Claims are counted by how surely they are read, and the scorer judges each group by itself."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from benchmarks.agreement import groups_of, measure_agreement
from benchmarks.sets import MissingData

from demarche.model import Claim, Proposition, Span, Unresolved

NOTHING = Unresolved("not told")
CLAIM = Claim(
    id="c1", type="ASSAULT", modes=(), contexts=(), quad=4, intensity=-9.0, actors=(), recipients=(),
    trigger=Span(0, 8), evidence=Span(0, 8), attribution=(), aux=(), standing="reported", factuality="CT+", under=None,
    date=NOTHING, place=NOTHING, toll=(), by_side=(), confidence=0.62, frame="assault-1",
)  # fmt: skip
PROPOSITION = Proposition(
    index=0, sentence=0, head=0, kind="verb", lemma="attack", span=Span(0, 8), arguments=()
)  # fmt: skip


@pytest.mark.parametrize(
    ("confidence", "doubts", "groups"),
    [
        (1.0, (), ("1 sure", "5 confidence from 0.5")),
        (0.9, ("why",), ("2 slightly doubted", "4   why", "5 confidence from 0.5")),
        (0.5, ("why", "how"), ("3 doubted", "4   why", "4   how", "5 confidence from 0.5")),
    ],
    ids=["both readings agree", "a slight doubt", "two doubts"],
)
def test_groups_of_a_claim(confidence: float, doubts: tuple[str, ...], groups: tuple[str, ...]) -> None:
    """A claim counts as sure or doubted, under each reason, and in the band of its own confidence."""
    proposition = msgspec.structs.replace(PROPOSITION, confidence=confidence, doubts=doubts)
    assert groups_of(CLAIM, proposition) == groups


def test_sets_that_judge_no_whole_claims_are_refused(tmp_path: Path) -> None:
    """Attributions have no actor and recipient: the command says which sets it needs."""
    folder = tmp_path / "data" / "polnear"
    folder.mkdir(parents=True)
    (folder / "dev.jsonl").write_text(json.dumps({"id": "d1", "text": ""}) + "\n", encoding="utf-8")
    with pytest.raises(MissingData, match=r"claims are judged in sets of whole claims only: claims-\* or plover-gsr\."):
        measure_agreement(tmp_path, ("polnear",), "dev", tmp_path / "out", tmp_path)
