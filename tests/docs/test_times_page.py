"""The tables of docs/times.md are read as the page says."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.language.timex import find_timexes
from demarche.model import Document, Interval, Span
from demarche.pipeline import Coder
from demarche.stages.times.spacing import made_interval

PAGE = (Path(__file__).parents[2] / "docs" / "times.md").read_text(encoding="utf-8")


def _rows(columns: int, heading: str) -> list[tuple[str, ...]]:
    lines = PAGE[PAGE.index(heading) :].splitlines()
    rows: list[tuple[str, ...]] = []
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        assert len(cells) == columns
        rows.append(cells)
    return rows


WORDS = _rows(3, "| words |")
EVENTS = _rows(5, "| `from` |")
CODES = _rows(3, "| days |")


@pytest.mark.parametrize(("text", "first", "last"), WORDS, ids=[row[0] for row in WORDS])
def test_the_words_mean_the_days_of_the_page(text: str, first: str, last: str) -> None:
    """The time expression of each sentence covers the days beside it."""
    found = find_timexes(text, (Span(0, len(text)),), dt.date(2019, 7, 18))
    assert [(str(timex.start), str(timex.end)) for timex in found] == [(first, last)]


@cache
def _coder() -> Coder:
    try:
        return Coder()
    except ModelMissing:
        pytest.skip("no language model is installed")


@pytest.mark.parametrize("row", EVENTS, ids=[row[0] for row in EVENTS])
def test_an_event_has_its_date_from_where_the_page_says(row: tuple[str, ...]) -> None:
    """The example has an event of the type with the days and the `from` of its row."""
    source, text, kind, first, last = row
    document = Document(id="page", text=text, published=dt.date(2023, 10, 4))
    traces = next(iter(_coder().trace_all([document])))
    dates = [
        (f"`{date.source}`", event.type, str(date.start), str(date.end))
        for event, date in zip(traces.events, traces.dates, strict=True)
        if isinstance(date, Interval)
    ]
    assert (source, kind, first, last) in dates


@pytest.mark.parametrize(("days", "acled", "ucdp"), CODES, ids=[row[0] for row in CODES])
def test_an_interval_has_the_codes_of_the_page(days: str, acled: str, ucdp: str) -> None:
    """An interval of so many days has the ACLED and UCDP codes beside it."""
    start = dt.date(2019, 1, 1)
    made = made_interval(start, start + dt.timedelta(days=int(days) - 1), "day", None, "", "made")
    assert (made.acled, made.ucdp) == (int(acled), int(ucdp))
