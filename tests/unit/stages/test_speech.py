"""What reports of accusing, demanding, threatening and denying yield: the cases stand in speech.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demarche.model import Claim, Document, Entity
from demarche.pipeline import Coder

CASES = tomllib.loads((Path(__file__).parent / "speech.toml").read_text(encoding="utf-8"))["cases"]


@cache
def _coder() -> Coder:
    return Coder()


def _side(entities: tuple[Entity, ...]) -> str:
    shown = (" ".join((e.country, *e.sectors)) if e.country else f"«{e.text}»" for e in entities)
    return ", ".join(shown) or "-"


def _shown(claim: Claim, types: dict[str, str]) -> str:
    chain = " < ".join(f"{voice.source.country or voice.source.text}:{voice.stance}" for voice in claim.attribution)
    return " | ".join(
        (
            "/".join((claim.type, *claim.modes)),
            _side(claim.actors),
            _side(claim.recipients),
            ", ".join(claim.aux) or "-",
            claim.standing,
            types[claim.under] if claim.under is not None else "-",
            chain or "-",
        )
    )


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_speech_act_and_what_hangs_below_it(case: dict[str, Any]) -> None:
    """The text yields these claims: who, whom, in what standing, below which act, on whose word."""
    reading = _coder().read(Document("report", case["text"], published=dt.date(2031, 5, 14)))
    types = {claim.id: claim.type for claim in reading.claims}
    assert case["claims"] == [_shown(claim, types) for claim in reading.claims]


def test_the_cases_are_many() -> None:
    """Every kind of speech act has its cases."""
    acts = {line.partition(" ")[0].partition("/")[0] for case in CASES for line in case["claims"]}
    assert {"ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE", "SUPPORT", "CONCEDE"} <= acts
    assert len(CASES) >= 120
