"""Who did what to whom, coded by the live model: the sentences and short reports stand in parties.toml beside."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demarche.errors import ModelMissing
from demarche.model import Document, Entity
from demarche.pipeline import Coder

CASES = tomllib.loads((Path(__file__).parent / "parties.toml").read_text(encoding="utf-8"))


@cache
def _coder() -> Coder:
    return Coder()


def _side(parties: tuple[Entity, ...]) -> str:
    return " + ".join(" ".join((party.country or "-", *party.sectors)) for party in parties)


def _rows() -> list[Any]:
    found = []
    for name, case in CASES.items():
        reason = case.get("pending")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(name, marks=marks, id=name))
    return found


@pytest.mark.parametrize("name", _rows())
def test_actors_and_recipients(name: str) -> None:
    """The claims found have the types, actors and recipients that are listed for the case."""
    case = CASES[name]
    try:
        reading = _coder().read(Document("report", case["text"]))
    except ModelMissing:
        pytest.skip("no language model is installed")
    found = [f"{claim.type} | {_side(claim.actors)} | {_side(claim.recipients)}" for claim in reading.claims]
    assert [claim for claim in case["claims"] if claim not in found] == [], f"found: {found}"
