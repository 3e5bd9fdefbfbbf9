"""Ids of the mentions of one report: the cases stand in identities.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.model import Document
from demarche.pipeline import Coder
from support.tables import case_names

CASES = tomllib.loads((Path(__file__).parent / "identities.toml").read_text(encoding="utf-8"))
PUBLISHED = dt.date(2024, 5, 20)


@cache
def _coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("name", case_names(CASES))
def test_one_entity_is_one_within_a_report(name: str) -> None:
    """All mentions listed of a report carry the id that is listed for them."""
    document = Document("report", CASES[name]["text"], published=PUBLISHED)
    try:
        traces = next(_coder().trace_all([document]))
    except ModelMissing:
        pytest.skip("no language model is installed")
    found = sorted((e.span.start, f"{e.text} | {e.id}") for e in traces.entities.values() if e.span is not None)
    printed = [words for _, words in found]
    missing = []
    for wanted in CASES[name]["mentions"]:
        if wanted in printed:
            printed = printed[printed.index(wanted) + 1 :]
        else:
            missing.append(wanted)
    assert missing == [], f"found: {[words for _, words in found]}"


def test_two_countries_in_one_phrase_are_two_parties() -> None:
    """«The two countries» are a party of each country, with the id of its own."""
    text = "Moldova and Romania signed an accord. The two countries attacked Serbia."
    try:
        claims = next(_coder().trace_all([Document("report", text, published=PUBLISHED)])).claims
    except ModelMissing:
        pytest.skip("no language model is installed")
    attack = next(claim for claim in claims if claim.type == "ASSAULT")
    assert [actor.id for actor in attack.actors] == ["country:MDA", "country:ROU"]
