"""In what standing an event is presented."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.model import (
    Analysis,
    Aux,
    Document,
    Entity,
    Event,
    Interval,
    Proposition,
    Sentence,
    Span,
    Stance,
    Token,
    Unresolved,
    Voice,
)
from demarche.stages.standing import assess_standing, standing_of

PUBLISHED = dt.date(2024, 5, 20)
UNDATED = Unresolved("no time expression in its clause")
TOKEN = Token(0, 0, 1, "x", "shell", "VERB", "VBD", "", -1, "root")


def _voice(stance: Stance) -> Voice:
    source = Entity(country="ARM", sectors=("GOV",), span=Span(0, 1), text="x")
    return Voice(source, Span(0, 1), Span(0, 1), "indirect", stance, "Uu")


@pytest.mark.parametrize(
    ("aux", "stance", "expected"),
    [
        ((), None, "reported"),
        ((), "affirm", "claimed"),
        (("negation",), "affirm", "negated"),
        (("negation",), "deny", "denied"),
        ((), "doubt", "doubted"),
        ((), "ask", "demanded"),
        (("future",), None, "planned"),
        (("future",), "affirm", "planned"),
        (("hypothetical",), "affirm", "hypothetical"),
        (("historical",), "deny", "background"),
    ],
    ids=lambda value: str(value) or "none",
)
def test_the_first_row_that_fits_gives_the_word(aux: tuple[Aux, ...], stance: Stance | None, expected: str) -> None:
    """Standing is the first row that fits: background, then the innermost voice's stance, then the auxiliary modes."""
    chain = (_voice(stance),) if stance else ()
    assert standing_of(aux, chain) == expected


def _assess(
    date: Interval | Unresolved,
    chain: tuple[Voice, ...] = (),
    aux: tuple[Aux, ...] = (),
    *,
    perfect: bool = False,
) -> tuple[tuple[str, ...], str]:
    span = Span(0, 1)
    proposition = Proposition(0, 0, 0, "verb", "shell", span, (), tense="past", perfect=perfect)
    analysis = Analysis(Document("d", "x", published=PUBLISHED), (Sentence(0, span, (TOKEN,)),), (proposition,), ())
    event = Event(0, "ASSAULT", (), (), (), span, span, 0, 0, "f", aux=aux)
    (found,) = assess_standing(analysis, (event,), (chain,), (date,))
    return found.aux, found.standing


def _days_ago(days: int, until: int | None = None) -> Interval:
    end = PUBLISHED - dt.timedelta(days=days if until is None else until)
    return Interval(PUBLISHED - dt.timedelta(days=days), end, "day", None, "", "own clause", 1, 1)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (_days_ago(2), ()),
        (_days_ago(45), ("historical",)),
        (_days_ago(3000, 0), ("historical",)),
        (_days_ago(60, 0), ()),
    ],
    ids=["two days ago", "six weeks ago", "for eight years", "for two months"],
)
def test_background_by_date(date: Interval, expected: tuple[str, ...]) -> None:
    """What ended more than a month before publication, or has lasted for years, is background."""
    assert _assess(date)[0] == expected


def test_the_past_perfect_tells_of_what_went_before() -> None:
    """An undated past perfect in the publisher's own voice is background."""
    assert _assess(UNDATED, perfect=True) == (("historical",), "background")


def test_reported_speech_moves_the_past_back() -> None:
    """«said it had shelled» is no background: the past perfect is only the past of what was said."""
    assert _assess(UNDATED, (_voice("affirm"),), perfect=True) == ((), "claimed")
