"""Who is meant by the names of groups, parties, forces and services: the sentences stand in bodies.toml beside."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from demarche import Coder, Document
from demarche.errors import ModelMissing

REPORTS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "bodies.toml").read_text(encoding="utf-8"))[
    "reports"
]


@cache
def _coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("report", REPORTS, ids=[report["text"][:40] for report in REPORTS])
def test_bodies_of_a_sentence(report: dict[str, Any]) -> None:
    """Each body of the sentence has the country, the sectors and the id of its row for the year of the report."""
    document = Document("report", report["text"], published=report["published"])
    try:
        traces = next(_coder().trace_all([document]))
    except ModelMissing:
        pytest.skip("no language model is installed")
    found = {" ".join((entity.country, *entity.sectors, entity.id or "")) for entity in traces.entities.values()}
    assert [party for party in report["parties"] if party not in found] == []
