"""Which events another telling dates, read by the live model: the cases stand in times_told.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.model import Document, Interval
from demarche.pipeline import Coder

CASES = tomllib.loads((Path(__file__).parent / "times_told.toml").read_text(encoding="utf-8"))
PUBLISHED = dt.date(2023, 10, 4)


@cache
def _found() -> dict[str, list[str]]:
    documents = [Document(id=name, text=case["text"], published=PUBLISHED) for name, case in CASES.items()]
    found: dict[str, list[str]] = {}
    try:
        for traces in Coder().trace_all(documents):
            found[traces.document.id] = [
                f"{event.type} {date.start} {date.end} {date.source}" if isinstance(date, Interval) else event.type
                for event, date in zip(traces.events, traces.dates, strict=True)
            ]
    except ModelMissing:
        pytest.skip("no language model is installed")
    return found


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_dates_of_the_events_of_a_text(name: str) -> None:
    """Each event of the text has the days listed for it and says where they come from, or has none."""
    assert _found()[name] == CASES[name]["dates"]
