"""Time expressions, their TIMEX3 values and the days they cover."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.language.timex import find_timexes
from demarche.model import Span, Timex

PUBLISHED = dt.date(2019, 7, 18)  # a Thursday


def _find(text: str, published: dt.date | None = PUBLISHED, tense: str = "") -> tuple[Timex, ...]:
    return find_timexes(text, (Span(0, len(text)),), published, lambda _: tense)


DAYS = [
    pytest.param("It fell on March 5, 2018.", "March 5, 2018", "2018-03-05", id="month, day, year"),
    pytest.param("It fell on 5 March 2018.", "5 March 2018", "2018-03-05", id="day, month, year"),
    pytest.param("It fell on the 5th of March 2018.", "the 5th of March 2018", "2018-03-05", id="ordinal day"),
    pytest.param("It fell on Feb. 5.", "Feb. 5", "2019-02-05", id="abbreviated month"),
    pytest.param("It fell on 2018-03-05.", "2018-03-05", "2018-03-05", id="ISO"),
    pytest.param("It fell on 05.03.2018.", "05.03.2018", "2018-03-05", id="dots: day first"),
    pytest.param("It fell on 3/5/2018.", "3/5/2018", "2018-03-05", id="slashes: month first"),
    pytest.param("It fell on Monday, July 8.", "Monday, July 8", "2019-07-08", id="weekday with its date"),
    pytest.param("It fell on Monday.", "Monday", "2019-07-15", id="weekday of the past"),
    pytest.param("It fell on Thursday.", "Thursday", "2019-07-18", id="weekday of the publication"),
    pytest.param("They will meet on Monday.", "Monday", "2019-07-22", id="weekday of the future"),
    pytest.param("It fell last Thursday.", "last Thursday", "2019-07-11", id="last weekday"),
    pytest.param("They meet next Thursday.", "next Thursday", "2019-07-25", id="next weekday"),
    pytest.param("It fell last Thu.", "last Thu", "2019-07-11", id="last clipped weekday"),
    pytest.param("It fell yesterday.", "yesterday", "2019-07-17", id="yesterday"),
    pytest.param("It fell the day before yesterday.", "the day before yesterday", "2019-07-16", id="day before"),
    pytest.param("It fell three days ago.", "three days ago", "2019-07-15", id="days ago"),
    pytest.param("The office, announced Monday, will open.", "Monday", "2019-07-15", id="a participle before it"),
    pytest.param("They will contest Monday's ruling.", "Monday", "2019-07-15", id="possessive of what is done"),
    pytest.param("They will contest Monday's election.", "Monday", "2019-07-22", id="possessive of what is arranged"),
    pytest.param("Talks were put off until Monday.", "Monday", "2019-07-22", id="a limit ahead"),
    pytest.param("They could leave as soon as Monday.", "Monday", "2019-07-22", id="as soon as"),
    pytest.param("It fell on Thanksgiving.", "Thanksgiving", "2019-11-28", id="fourth Thursday"),
    pytest.param("It fell on Memorial Day 2018.", "Memorial Day 2018", "2018-05-28", id="last Monday"),
    pytest.param("It fell on Christmas Eve 2018.", "Christmas Eve 2018", "2018-12-24", id="holiday"),
]


@pytest.mark.parametrize(("text", "words", "day"), DAYS)
def test_a_day_is_found_and_dated(text: str, words: str, day: str) -> None:
    """An expression that names one day is found whole, with that day as value, start and end."""
    (timex,) = _find(text)
    date = dt.date.fromisoformat(day)
    assert (timex.span.text(text), timex.value, timex.start, timex.end) == (words, day, date, date)


SPANS = [
    pytest.param("It began last week.", "last week", "2019-W28", "2019-07-08", "2019-07-14", id="week"),
    pytest.param("It began in March.", "March", "2019-03", "2019-03-01", "2019-03-31", id="past month"),
    pytest.param("It began last December.", "last December", "2018-12", "2018-12-01", "2018-12-31", id="last month"),
    pytest.param("It will end next month.", "next month", "2019-08", "2019-08-01", "2019-08-31", id="next month"),
    pytest.param("It began in 2014.", "2014", "2014", "2014-01-01", "2014-12-31", id="year"),
    pytest.param("It began in late 2014.", "late 2014", "2014", "2014-09-01", "2014-12-31", id="late in a year"),
    pytest.param("It began in early June.", "early June", "2019-06", "2019-06-01", "2019-06-10", id="early in a month"),
    pytest.param("It began in mid-May.", "mid-May", "2019-05", "2019-05-11", "2019-05-20", id="middle of a month"),
    pytest.param("It began in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31", id="decade"),
    pytest.param("It began two years ago.", "two years ago", "2017", "2017-01-01", "2017-12-31", id="years ago"),
    pytest.param("It began in the third quarter of 2018.", "the third quarter of 2018", "2018-Q3", "2018-07-01",
                 "2018-09-30", id="quarter"),
    pytest.param("It began last summer.", "last summer", "2018-SU", "2018-06-01", "2018-08-31", id="last season"),
    pytest.param("It ran from 2014-2016.", "2014-2016", "2014/2016", "2014-01-01", "2016-12-31", id="years joined"),
    pytest.param("It ran March 3-5, 2018.", "March 3-5, 2018", "2018-03-03/2018-03-05", "2018-03-03", "2018-03-05",
                 id="days joined"),
    pytest.param("It began in the week of July 3.", "the week of July 3", "2019-W27", "2019-07-01", "2019-07-07",
                 id="week of a day"),
    pytest.param("It ran over the weekend of May 4 and 5.", "the weekend of May 4 and 5", "2019-W18-WE", "2019-05-04",
                 "2019-05-05", id="weekend of two days"),
    pytest.param("They struck at 4 in the morning on Monday.", "4 in the morning on Monday", "2019-07-15T04:00",
                 "2019-07-15", "2019-07-15", id="hour and half of a day"),
    pytest.param("They struck overnight.", "overnight", "2019-07-17TNI", "2019-07-17", "2019-07-18", id="overnight"),
    pytest.param("They struck on Sunday night.", "Sunday night", "2019-07-14TNI", "2019-07-14", "2019-07-14",
                 id="part of a day"),
    pytest.param("They struck on July 3, around 11 p.m., there.", "July 3, around 11 p.m.", "2019-07-03T23:00",
                 "2019-07-03", "2019-07-03", id="day and hour"),
    pytest.param("They struck at 10 p.m. Sunday.", "10 p.m. Sunday", "2019-07-14T22:00", "2019-07-14", "2019-07-14",
                 id="hour and day"),
    pytest.param("It began earlier this month.", "earlier this month", "2019-07", "2019-07-01", "2019-07-18",
                 id="what is over of a month"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "start", "end"), SPANS)
def test_a_longer_time_covers_its_days(text: str, words: str, value: str, start: str, end: str) -> None:
    """A week, month, year or part of one has its first and last day."""
    (timex,) = _find(text)
    days = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert (timex.span.text(text), timex.value, timex.start, timex.end) == (words, value, *days)


OTHERS = [
    pytest.param("It lasted three days.", "three days", "DURATION", "P3D", id="days"),
    pytest.param("It lasted for two and a half years.", "two and a half years", "DURATION", "P2Y6M", id="half years"),
    pytest.param("A 30-day truce holds.", "A 30-day", "DURATION", "P30D", id="hyphen"),
    pytest.param("It lasted several weeks.", "several weeks", "DURATION", "PXW", id="vague"),
    pytest.param("It lasted half an hour.", "half an hour", "DURATION", "PT30M", id="half an hour"),
    pytest.param("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1", id="every weekday"),
    pytest.param("He is now in Riga.", "now", "DATE", "PRESENT_REF", id="now"),
    pytest.param("He recently spoke.", "recently", "DATE", "PAST_REF", id="recently"),
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), OTHERS)
def test_lengths_sets_and_references_have_values_and_no_days(text: str, words: str, kind: str, value: str) -> None:
    """A length of time, a repeated time and a vague time have a TIMEX3 value and cover no days."""
    timexes = _find(text)
    found = [(t.span.text(text), t.type, t.value, t.start) for t in timexes]
    assert (words, kind, value, None) in found or (words.removeprefix("A "), kind, value, None) in found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mrs May spoke and they march on.", id="months that are names and verbs"),
        pytest.param("The fall of the city came.", id="fall"),
        pytest.param("Jan Novak left the party.", id="a first name"),
        pytest.param("He was in his 30s.", id="an age in tens"),
        pytest.param("They came in the early hours.", id="hours of a day"),
        pytest.param("A spokesman, Khin Thu, spoke.", id="a clipped weekday within a name"),
        pytest.param("It cost 2000 dollars.", id="a figure that counts"),
        pytest.param("The 52-year-old spoke.", id="age"),
        pytest.param("They won 3-1.", id="score"),
    ],
)
def test_what_is_no_time_is_passed_over(text: str) -> None:
    """Names, verbs and figures that look like times are none."""
    assert _find(text) == ()


def test_without_a_publication_date_nothing_is_anchored_to_it() -> None:
    """A relative expression has no days where the publication is not dated; an absolute one has."""
    relative, absolute = _find("It fell on Monday, not in 2014.", None)
    assert (relative.anchored, relative.start, absolute.start) == (False, None, dt.date(2014, 1, 1))


def test_a_later_time_counts_from_the_one_before() -> None:
    """«A year earlier» and «that day» count from the day last spoken of."""
    text = "He left on March 5, 2014. A year earlier he came; that day it rained."
    timexes = _find(text)
    assert [t.value for t in timexes[:2]] == ["2014-03-05", "2013"]


def test_the_day_of_speaking_does_not_move_the_story() -> None:
    """«The next day» counts from what was done, not from when it was told."""
    timexes = _find("They left on July 9, police said on Tuesday. The next day they came.")
    assert [t.value for t in timexes] == ["2019-07-09", "2019-07-16", "2019-07-10"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("They met on Good Friday.", "2019-04-19", id="before Easter"),
        pytest.param("They met on Whit Monday 2016.", "2016-05-16", id="after Easter"),
        pytest.param("They met on Orthodox Easter 2024.", "2024-05-05", id="of the Julian calendar"),
        pytest.param("They met on Orthodox Christmas.", "2019-01-07", id="of a fixed day"),
    ],
)
def test_a_feast_has_its_day(text: str, day: str) -> None:
    """Feasts that hang on Easter and those of fixed days lie in the year written, or the nearest."""
    assert [str(timex.start) for timex in _find(text)] == [day]


def test_a_given_tense_decides() -> None:
    """The tense that the caller knows outranks the words around."""
    (past,) = _find("The march on Monday.", tense="past")
    (future,) = _find("The march on Monday.", tense="future")
    assert (past.value, future.value) == ("2019-07-15", "2019-07-22")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In the winter of 9999 it fell.", id="beyond the calendar"),
        pytest.param("On 2019-02-30 it fell.", id="a day that February lacks"),
        pytest.param("99999999999999999999 years ago it fell.", id="a figure too large"),
        pytest.param("At 25:99 on 1/2/3/4 it fell.", id="no time and no date"),
    ],
)
def test_an_impossible_time_does_no_harm(text: str) -> None:
    """What no calendar holds is found without days or not at all, and raises nothing."""
    for timex in _find(text):
        assert timex.start is None or timex.end is not None


def test_every_span_lies_in_its_sentence() -> None:
    """Time expressions stand where their offsets say, in any sentence of the text."""
    text = "It fell on Monday. They came in late May, two days later."
    sentences = (Span(0, 18), Span(19, len(text)))
    found = find_timexes(text, sentences, PUBLISHED)
    assert [timex.span.text(text) for timex in found] == ["Monday", "late May", "two days later"]
