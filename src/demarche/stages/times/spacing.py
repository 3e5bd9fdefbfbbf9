"""Intervals with their precision, and the days that lie a length of time from another."""

from __future__ import annotations

import datetime as dt

from demarche.language.timex_calendar import add_months
from demarche.model import Analysis, Interval, Proposition, Span, Timex

DAY = dt.timedelta(days=1)


def made_interval(
    start: dt.date, end: dt.date, granularity: str, span: Span | None, text: str, source: str
) -> Interval:
    """Make an interval with its precision codes; `text` is the words that it rests on."""
    days = (end - start).days + 1
    acled = 1 if days == 1 else 2 if days <= 10 else 3
    ucdp = 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
    return Interval(start, end, granularity, span, text, source, acled, ucdp)


def read_length(value: str) -> tuple[int | None, str]:
    """Read count and unit from a TIMEX3 duration in days, weeks, months or years."""
    body = value.removeprefix("P")
    if len(body) < 2 or not body[:-1].isdigit() or body[-1] not in "DWMYE":
        return None, ""
    return int(body[:-1]), body[-1]


def step(day: dt.date, count: int, unit: str) -> dt.date | None:
    """Return the day that lies `count` units (TIMEX3's letters) from another, None where no calendar has it."""
    try:
        if unit in "DW":
            return day + DAY * count * (7 if unit == "W" else 1)
        return add_months(day, count * {"M": 1, "Y": 12, "E": 120}[unit])
    except OverflowError:
        return None


def away_from(
    analysis: Analysis, proposition: Proposition, timexes: tuple[Timex, ...], owners: list[dict[int, int]]
) -> tuple[Proposition, Timex, int] | None:
    """Return the act that the words tell a distance in days from, that distance and its length, None where none is.

    «was freed two days after the kidnapping», «a day before rebels took the town»: the days are negative where the
    event lies before the other act. `owners` is that of `placing.owners_of`.
    """
    sentence = analysis.sentences[proposition.sentence]
    tokens = sentence.tokens
    for timex in timexes:
        count, unit = read_length(timex.value)
        if timex.type != "DURATION" or count is None or unit not in "DW" or not sentence.span.contains(timex.span):
            continue
        mark = next((t for t in tokens if t.start >= timex.span.end), None)
        if mark is None or mark.text.lower() not in {"after", "before"}:
            continue
        days = count * (7 if unit == "W" else 1) * (1 if mark.text.lower() == "after" else -1)
        for other in analysis.propositions:
            if other.sentence != proposition.sentence or other.index == proposition.index or other.head < mark.i:
                continue
            clause = (
                other.relation == "time" and other.marker == mark.text.lower() and other.parent == proposition.index
            )
            above = owners[other.sentence].get(tokens[other.head].head, -1)
            noun = other.kind == "noun" and mark.head == other.head and above == proposition.index
            if clause or noun:
                return other, timex, days
    return None
