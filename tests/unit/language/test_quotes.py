"""Quotations by their marks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from demarche.language.quotes import find_quotes
from demarche.model import Span


def _contents(text: str, *ends: int) -> list[str]:
    bounds = (0, *ends, len(text))
    sentences = tuple(Span(a, b) for a, b in pairwise(bounds))
    return [quote.content.text(text) for quote in find_quotes(text, sentences)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"We will sign," the envoy said.', ["We will sign,"], id="straight"),
        pytest.param("“We will sign,” the envoy said.", ["We will sign,"], id="curly"),
        pytest.param("``We will sign,'' the envoy said.", ["We will sign,"], id="typewriter"),
        pytest.param("''We will sign,'' the envoy said.", ["We will sign,"], id="two-apostrophes"),
        pytest.param("The envoy said: «We will sign.»", ["We will sign."], id="guillemets"),
        pytest.param("'We will sign,' the envoy's aide said.", ["We will sign,"], id="single-straight"),
        pytest.param("‘We won’t sign,’ the envoy said.", ["We won’t sign,"], id="single-curly-with-apostrophe"),
        pytest.param(
            "“He told us ‘never’ and left,” she said.", ["He told us ‘never’ and left,", "never"], id="nested"
        ),
        pytest.param(
            "“We will sign,” he said, “and then leave.”", ["We will sign,", "and then leave."], id="interrupted"
        ),
        pytest.param("“It is over,“ he said. “Go home.”", ["It is over,", "Go home."], id="opening-mark-for-closing"),
        pytest.param("“It is over. Go home. We won,” he said.", ["It is over. Go home. We won,"], id="over-sentences"),
        pytest.param('"He is 6\'2" tall," she said.', ["He is 6'2\" tall,"], id="feet-and-inches-inside"),
        pytest.param('"It is over,” he said. “Go home."', ["It is over,", "Go home."], id="straight-and-curly-mixed"),
        pytest.param('“They say "no" again,” he said.', ['They say "no" again,', "no"], id="straight-within-curly"),
        pytest.param("(“Never,” he said.)", ["Never,"], id="in-brackets"),
        pytest.param('It is over—"for good"—he said.', ["for good"], id="between-dashes"),
        pytest.param('He called it " a farce " again.', [" a farce "], id="set-off-with-blanks"),
    ],
)
def test_quotation_is_found(text: str, expected: list[str]) -> None:
    """A quotation is what stands between two marks of one family, and a nested one is found as well."""
    assert _contents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The allies' troops didn't leave Qatar's base.", id="straight-apostrophes"),
        pytest.param("The allies’ troops didn’t leave in the ’90s.", id="curly-apostrophes"),
        pytest.param("Rock 'n' roll, he told 'em.", id="elided-words"),
        pytest.param('He is 6\'2" tall and the pipe is 12" wide.', id="feet-and-inches"),
        pytest.param("", id="empty"),
    ],
)
def test_other_marks_are_no_quotation(text: str) -> None:
    """Apostrophes, feet and inches open and close nothing."""
    assert _contents(text) == []


def test_quotation_continues_over_paragraphs() -> None:
    """A paragraph that opens with a mark takes up the quotation left open before it."""
    text = "“We came in peace.\n\n“We leave in anger,” he said. The hall was silent."
    first, second = find_quotes(text, (Span(0, len(text)),))
    assert (first.content.text(text), second.content.text(text)) == ("We came in peace.", "We leave in anger,")
    assert first.content.end == first.span.end
    assert second.content.end < second.span.end


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    """A quotation that opens its paragraph and is never closed reaches to the paragraph's end, and no further."""
    text = "“We came in peace. Nobody listened.\n\nThe hall was silent. “Yes,” he said."
    assert _contents(text) == ["We came in peace. Nobody listened.", "Yes,"]


def test_unclosed_quotation_within_a_paragraph_ends_with_its_sentence() -> None:
    """A quotation opened in the middle of a paragraph and never closed reaches to its sentence's end."""
    text = "He said: “We came in peace. Nobody listened.\n\nThe hall was silent."
    assert _contents(text, 27) == ["We came in peace."]


def test_wrapped_line_does_not_end_a_quotation() -> None:
    """A single line break within a quotation that is closed later is mere wrapping."""
    text = '"We came in peace.\nNobody listened to us," he said.'
    assert _contents(text) == ["We came in peace.\nNobody listened to us,"]


def test_stray_closing_mark_is_ignored() -> None:
    """A closing mark with nothing open changes nothing after it."""
    assert _contents("It is over,” he said. “Go home.”") == ["Go home."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The “peacekeepers” crossed the border.", True, id="one-word"),
        pytest.param("The so-called “people’s republic” voted.", True, id="two-words"),
        pytest.param("“Never,” he said.", False, id="own-punctuation"),
        pytest.param("He said: “never”", False, id="after-colon"),
        pytest.param("He called it “an act of open war” again.", False, id="many-words"),
    ],
)
def test_scare_quotes_are_told_by_form(text: str, expected: bool) -> None:
    """A word or two within a sentence, without punctuation of their own, are scare quotes."""
    (quote,) = (quote for quote in find_quotes(text, (Span(0, len(text)),)))
    assert quote.scare == expected


def test_every_span_is_quoted_text() -> None:
    """The content lies within the span, and the span begins with a mark."""
    text = "“One ‘two’ three,” he said. \"Four.\" ''Five.''"
    for quote in find_quotes(text, (Span(0, len(text)),)):
        assert quote.span.contains(quote.content)
        assert quote.span.start < quote.content.start
