"""Every example of every bundled codebook, on its frozen parse and on the live one: a fault on both is the rule's.

To add a case, add a row to the codebook and run `demarche codebook freeze`.
"""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from demarche.codebook.loading import BUNDLED, load_bundled
from demarche.evaluate import Outcome, Parses, kept_outcomes, parses_folder, pending_on, run_examples, run_kept
from demarche.freezing import CHECKED, parses_file
from demarche.language.conllu import load_conllu
from demarche.language.frozen import load_frozen
from demarche.pipeline import Coder

CODEBOOKS = sorted(path.parent.name for path in BUNDLED.glob("*/codebook.toml"))


@cache
def _outcomes(name: str, parses: Parses) -> dict[tuple[str, int], Outcome]:
    folder = BUNDLED / name
    if parses == "frozen":
        coder = Coder(codebook=folder, analyzer=load_frozen(parses_folder(folder)))
        outcomes = kept_outcomes(load_bundled(name), run_kept(load_bundled(name), coder))
    else:
        outcomes = run_examples(load_bundled(name), Coder(codebook=folder))
    return {(outcome.example.file, outcome.example.line): outcome for outcome in outcomes}


def _cases() -> list[object]:
    cases: list[object] = []
    for name in CODEBOOKS:
        for example in load_bundled(name).examples():
            for parses in get_args(Parses):
                reason = pending_on(example, parses)
                marks = (pytest.mark.xfail(reason=reason, strict=True),) if reason else ()
                case_id = f"{name}-{example.type.lower()}-{example.id}-{parses}"
                cases.append(pytest.param(name, example.file, example.line, parses, id=case_id, marks=marks))
    return cases


@pytest.mark.parametrize(("codebook", "file", "line", "parses"), _cases())
def test_example(codebook: str, file: str, line: int, parses: Parses) -> None:
    """An example yields what it says, with the parties that it marks; a near miss nothing of its type or context."""
    assert _outcomes(codebook, parses)[(file, line)].faults == ()


@pytest.mark.parametrize("name", CODEBOOKS)
def test_parses_are_kept_for_the_examples_and_for_nothing_else(name: str) -> None:
    """Each type has its file, all contexts one, with the parses in the order of the examples: freeze after a change."""
    wanted: dict[str, list[str]] = {}
    for example in load_bundled(name).examples():
        wanted.setdefault(parses_file(example), []).append(example.id)

    kept = {
        path.name: list(dict.fromkeys(parse.id.rpartition("/")[0] for parse in load_conllu(path)))
        for path in sorted(parses_folder(BUNDLED / name).iterdir())
    }

    assert kept == wanted


@pytest.mark.parametrize("name", CODEBOOKS)
def test_every_type_has_parses_checked_by_hand(name: str) -> None:
    """What the parser gets wrong is corrected in each type, not in one alone."""
    unchecked = [
        path.name
        for path in sorted(parses_folder(BUNDLED / name).iterdir())
        if path.name != "contexts.conllu" and not any(CHECKED in parse.comments for parse in load_conllu(path))
    ]

    assert unchecked == []
