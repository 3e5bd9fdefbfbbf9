"""Every example of every bundled codebook, read by the live analyzer. To add a case, add a row to the codebook."""

from __future__ import annotations

from functools import cache

import pytest

from demarche.codebook.loading import BUNDLED, load_bundled
from demarche.evaluate import Outcome, run_examples
from demarche.pipeline import Coder

CODEBOOKS = sorted(path.parent.name for path in BUNDLED.glob("*/codebook.toml"))


@cache
def _outcomes(name: str) -> dict[tuple[str, int], Outcome]:
    outcomes = run_examples(load_bundled(name), Coder(codebook=BUNDLED / name))
    return {(outcome.example.file, outcome.example.line): outcome for outcome in outcomes}


def _cases() -> list[object]:
    cases: list[object] = []
    for name in CODEBOOKS:
        for event_type in load_bundled(name).types:
            for example in (*event_type.examples, *event_type.near_misses):
                marks = (pytest.mark.xfail(reason=example.pending, strict=True),) if example.pending else ()
                case_id = f"{name}-{example.type.lower()}-{example.id}"
                cases.append(pytest.param(name, example.file, example.line, id=case_id, marks=marks))
    return cases


@pytest.mark.parametrize(("codebook", "file", "line"), _cases())
def test_example(codebook: str, file: str, line: int) -> None:
    """An example yields what it says, with the parties that it marks; a near miss yields nothing of its type."""
    assert _outcomes(codebook)[(file, line)].faults == ()
