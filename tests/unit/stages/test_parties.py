"""Who did what to whom, coded by the live model: the sentences and short reports stand in parties.toml beside."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.model import Document, Entity
from demarche.pipeline import Coder
from support.tables import case_names

CASES = tomllib.loads((Path(__file__).parent / "parties.toml").read_text(encoding="utf-8"))


@cache
def _coder() -> Coder:
    return Coder()


def _side(parties: tuple[Entity, ...]) -> str:
    return " + ".join(" ".join((party.country or "-", *party.sectors)) for party in parties)


@pytest.mark.parametrize("name", case_names(CASES))
def test_actors_and_recipients(name: str) -> None:
    """The claims found have the types, actors and recipients that are listed for the case."""
    case = CASES[name]
    try:
        reading = _coder().read(Document("report", case["text"]))
    except ModelMissing:
        pytest.skip("no language model is installed")
    found = [f"{claim.type} | {_side(claim.actors)} | {_side(claim.recipients)}" for claim in reading.claims]
    assert [claim for claim in case["claims"] if claim not in found] == [], f"found: {found}"
