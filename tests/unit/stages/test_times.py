"""Which time expression dates which event: the cases stand in times.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from demarche.language.propositions import find_propositions
from demarche.language.timex import find_timexes
from demarche.model import Analysis, Document, Event, Interval, Unresolved
from demarche.stages.times import find_dates, tense_reader
from support.trees import build_sentence

CASES = tomllib.loads((Path(__file__).parent / "times.toml").read_text(encoding="utf-8"))
PUBLISHED = dt.date(2019, 7, 18)
TYPES = {"condemn": "ACCUSE", "arrest": "COERCE", "withdraw": "RETREAT", "block": "PROTEST"}


def _analysis(tree: str, published: dt.date | None = PUBLISHED) -> Analysis:
    sentence = build_sentence(tree)
    text = ""
    for token in sentence.tokens:
        text = text.ljust(token.start) + token.text
    return Analysis(Document(id="made", text=text, published=published), (sentence,), find_propositions(sentence), ())


def _events(analysis: Analysis, lemmas: list[str]) -> tuple[Event, ...]:
    events: list[Event] = []
    for lemma in lemmas:
        proposition = next(p for p in analysis.propositions if p.lemma == lemma)
        span = proposition.span
        kind = TYPES.get(lemma, "ASSAULT")
        events.append(Event(len(events), kind, (), (), (), span, span, 0, proposition.index, "made"))
    return tuple(events)


def _dates(analysis: Analysis, lemmas: list[str]) -> tuple[Interval | Unresolved, ...]:
    document = analysis.document
    spans = tuple(sentence.span for sentence in analysis.sentences)
    timexes = find_timexes(document.text, spans, document.published, tense_reader(analysis))
    return find_dates(analysis, _events(analysis, lemmas), timexes)


def _written(lemma: str, date: Interval | Unresolved) -> str:
    return f"{lemma} {date.start} {date.end}" if isinstance(date, Interval) else lemma


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_dates_of_the_events_of_a_sentence(name: str) -> None:
    """Each event has the days listed for it, or none where no words date it."""
    lemmas = [line.split()[0] for line in CASES[name]["dates"]]
    dates = _dates(_analysis(CASES[name]["tree"]), lemmas)
    assert [_written(lemma, date) for lemma, date in zip(lemmas, dates, strict=True)] == CASES[name]["dates"]


def test_a_date_has_its_precision_and_its_words() -> None:
    """A day is ACLED 1 and UCDP 1; a month ACLED 3 and UCDP 4; both show their words."""
    (day,) = _dates(_analysis(CASES["own-clause"]["tree"]), ["attack"])
    (month,) = _dates(_analysis(CASES["month"]["tree"]), ["storm"])
    assert isinstance(day, Interval)
    assert isinstance(month, Interval)
    assert (day.acled, day.ucdp, day.text, day.source) == (1, 1, "Monday", "own clause")
    assert (month.acled, month.ucdp, month.text) == (3, 4, "March")


def test_without_words_the_reason_is_given() -> None:
    """An event that no words date is unresolved, and says why."""
    assert _dates(_analysis(CASES["none"]["tree"]), ["storm"]) == (Unresolved("no time expression in its sentence"),)
    assert _dates(_analysis(CASES["speech-only"]["tree"]), ["attack"]) == (
        Unresolved("no time expression in its clause"),
    )


def test_a_weekday_needs_a_publication_date() -> None:
    """Without a publication date a weekday dates nothing, and the reason says so."""
    (date,) = _dates(_analysis(CASES["own-clause"]["tree"], None), ["attack"])
    assert date == Unresolved("the time expression needs a publication date")
