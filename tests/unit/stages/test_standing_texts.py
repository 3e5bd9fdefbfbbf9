"""In what standing texts present their claims, read by the live model: the cases stand in standing.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.model import Claim, Document
from demarche.pipeline import Coder

CASES = tomllib.loads((Path(__file__).parent / "standing.toml").read_text(encoding="utf-8"))
PUBLISHED = "2024-05-20"


@cache
def _readings() -> dict[str, tuple[Claim, ...]]:
    documents = [
        Document(id=name, text=case["text"].strip(), published=_day(case.get("published", PUBLISHED)))
        for name, case in CASES.items()
    ]
    try:
        return {reading.document.id: reading.claims for reading in Coder().read_all(documents)}
    except ModelMissing:
        pytest.skip("no language model is installed")


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_standing_of_each_claim_of_a_text(name: str) -> None:
    """Each claim of the text has the type, the auxiliary modes and the standing listed for it."""
    found = [f"{claim.type} | {' '.join(claim.aux) or '-'} | {claim.standing}" for claim in _readings()[name]]
    assert found == CASES[name]["claims"]
