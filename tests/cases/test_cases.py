"""Whole reports, coded by the live model: the claims that must be among the output stand in the .toml files beside.

A table under `claims` names what a claim must have: `type`; and, where given, `modes` (all of them), `actor` and
`recipient` (countries), `voice` (country of the first voice), `standing`, `date` (first day) and `toll` (field to
lowest count). `none` lists types that must not appear. `pending` says why a claim is not found today: the test turns
red on the day it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demarche.errors import ModelMissing
from demarche.model import Claim, Document, Interval
from demarche.pipeline import Coder

HERE = Path(__file__).parent
CASES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.toml"))}


@cache
def _coder() -> Coder:
    return Coder()


@cache
def _claims(name: str) -> tuple[Claim, ...]:
    case = CASES[name]
    try:
        reading = _coder().read(Document(id=name, text=case["text"], published=case["published"]))
    except ModelMissing:
        pytest.skip("no language model is installed")
    assert reading.problem is None
    return reading.claims


def _has(claim: Claim, wanted: dict[str, Any]) -> bool:
    checks: dict[str, Callable[[Any], bool]] = {
        "type": lambda value: claim.type == value,
        "modes": lambda value: set(value) <= set(claim.modes),
        "actor": lambda value: value == [entity.country for entity in claim.actors],
        "recipient": lambda value: value == [entity.country for entity in claim.recipients],
        "voice": lambda value: bool(claim.attribution) and claim.attribution[0].source.country == value,
        "standing": lambda value: claim.standing == value,
        "date": lambda value: isinstance(claim.date, Interval) and claim.date.start == value,
        "toll": lambda value: value == {entry.field: entry.count.low for entry in claim.toll},
    }
    return all(checks[key](value) for key, value in wanted.items() if key != "pending")


def _wanted() -> list[Any]:
    found = []
    for name, case in CASES.items():
        for number, claim in enumerate(case["claims"]):
            reason = claim.get("pending")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            found.append(pytest.param(name, number, marks=marks, id=f"{name}-{number + 1}-{claim['type'].lower()}"))
    return found


@pytest.mark.parametrize(("name", "number"), _wanted())
def test_a_claim_of_the_report_is_found(name: str, number: int) -> None:
    """The report yields a claim with the type, parties, voice, standing, date and toll listed for it."""
    wanted = CASES[name]["claims"][number]
    assert any(_has(claim, wanted) for claim in _claims(name))


@pytest.mark.parametrize("name", CASES)
def test_types_that_the_report_does_not_tell_of_are_absent(name: str) -> None:
    """The report yields no claim of the types listed under `none`."""
    assert [claim.type for claim in _claims(name) if claim.type in CASES[name]["none"]] == []
