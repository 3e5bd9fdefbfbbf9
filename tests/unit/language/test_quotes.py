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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Single marks among apostrophes.
        pytest.param("'The allies' troops left,' he said.", ["The allies' troops left,"], id="possessive-within"),
        pytest.param("‘The allies’ troops left,’ he said.", ["The allies’ troops left,"], id="curly-possessive-within"),
        pytest.param("'We wait 'til they go,' he said.", ["We wait 'til they go,"], id="til-within"),
        pytest.param("'It was so in the '90s too,' he said.", ["It was so in the '90s too,"], id="decade-within"),
        pytest.param("‘It was so in the ’90s too,’ he said.", ["It was so in the ’90s too,"], id="curly-decade-within"),
        pytest.param("'I met O'Hare in Sana'a,' he said.", ["I met O'Hare in Sana'a,"], id="names-within"),
        pytest.param("'He was talkin' nonsense,' she said.", ["He was talkin' nonsense,"], id="clipped-word-within"),
        pytest.param(
            "'We came' said the allies' envoy.", ["We came"], id="possessive-behind-a-quotation-without-punctuation"
        ),
        pytest.param(
            "'We came,' said the allies' envoy, 'and left.'", ["We came,", "and left."], id="possessive-between"
        ),
        pytest.param("The 'allies' of Norland met rebels' envoys.", ["allies"], id="quoted-plural"),
        pytest.param(
            "'The ministers' talks failed. They're gone,' he said. 'It's over.'",
            ["The ministers' talks failed. They're gone,", "It's over."],
            id="british-report",
        ),
        pytest.param("“’Twas nothing,” he said.", ["’Twas nothing,"], id="elided-word-first"),
        pytest.param("`We came,' he said.", ["We came,"], id="backtick-and-tick"),
        # Nested.
        pytest.param(
            "\"He said 'never' and left,\" she said.", ["He said 'never' and left,", "never"], id="single-in-straight"
        ),
        pytest.param("'They say \"no\" again,' he said.", ['They say "no" again,', "no"], id="straight-in-single"),
        pytest.param(
            "\"'We came,' he told me,\" she said.", ["'We came,' he told me,", "We came,"], id="two-open-at-once"
        ),
        pytest.param(
            "\"He told me 'we came'\", she said.", ["He told me 'we came'", "we came"], id="two-close-at-once"
        ),
        pytest.param(
            "“He told me ‘they call it “peace” now’ and left,” she said.",
            ["He told me ‘they call it “peace” now’ and left,", "they call it “peace” now", "peace"],
            id="three-deep",
        ),
        pytest.param(
            "«He said ‹never› and left,» she said.", ["He said ‹never› and left,", "never"], id="in-guillemets"
        ),
        pytest.param(
            "“The allies’ envoy said ‘no’ to us,” she said.",
            ["The allies’ envoy said ‘no’ to us,", "no"],
            id="possessive-before-a-nested-one",
        ),
        # Marks of other languages.
        pytest.param("„We came,“ he said.", ["We came,"], id="low-high"),
        pytest.param("„We came,” he said. „We left.”", ["We came,", "We left."], id="low-and-closing"),
        pytest.param("„He said ‚never‘ and left,“ she said.", ["He said ‚never‘ and left,", "never"], id="low-single"),
        pytest.param("»We came,« he said. »We left.«", ["We came,", "We left."], id="guillemets-turned-inward"),
        pytest.param("« We came, » he said.", [" We came, "], id="guillemets-with-blanks"),
        pytest.param("”We came,” he said. ”We left.”", ["We came,", "We left."], id="closing-marks-alone"),
        pytest.param(
            "``We came,'' he said. ``They don't care.''", ["We came,", "They don't care."], id="typewriter-twice"
        ),
        # Inches and the like.
        pytest.param('"The 12" pipe broke," he said.', ['The 12" pipe broke,'], id="inches-within"),
        pytest.param('The 12" pipe, he said, "is broken."', ["is broken."], id="inches-before"),
        pytest.param(
            'A mug read "Over 60" in red.\n\n"Nobody came," he said.',
            ["Over 60", "Nobody came,"],
            id="number-at-the-end",
        ),
        pytest.param("A 'We Want Rain Again' banner hung there.", ["We Want Rain Again"], id="clipped-word-it-is-not"),
        pytest.param("The song ‘Fishin’ Alone’ was banned.", ["Fishin’ Alone"], id="clipped-word-within-a-title"),
        # Unbalanced.
        pytest.param('It is over," he said. "Go home."', ["Go home."], id="straight-closing-alone"),
        pytest.param("It is over,’ he said. ‘Go home.’", ["Go home."], id="single-closing-alone"),
        pytest.param("'Abd al-Karim met the allies' envoy.", [], id="apostrophe-of-a-name-and-possessive"),
        pytest.param(
            '"We came. Nobody listened. "And now we go," he said.',
            ["We came. Nobody listened. ", "And now we go,"],
            id="opened-again-before-it-was-closed",
        ),
        # Split by their attribution.
        pytest.param(
            "“We came,” he said, “but nobody listened. Not one.” He left.",
            ["We came,", "but nobody listened. Not one."],
            id="split",
        ),
        pytest.param("“We” – he paused – “came.”", ["We", "came."], id="split-by-strokes"),
        pytest.param(
            'He said "we came", "we saw" and "we left".', ["we came", "we saw", "we left"], id="three-in-a-row"
        ),
        pytest.param("“… we came …” he said. “[We] left.”", ["… we came …", "[We] left."], id="left-out-and-put-in"),
    ],
)
def test_hard_quotation_is_found(text: str, expected: list[str]) -> None:
    """Marks that can be read in two ways are read by what stands around them."""
    assert _contents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We came.\n\n“We saw.\n\n“We left,” he said.", ["We came.", "We saw.", "We left,"], id="curly"),
        pytest.param(
            '"We came.\n\n"We saw.\n\n"We left," he said.', ["We came.", "We saw.", "We left,"], id="straight"
        ),
        pytest.param("‘We came.\n\n‘We left,’ he said.", ["We came.", "We left,"], id="single-curly"),
        pytest.param("'We came.\n\n'We left,' he said.", ["We came.", "We left,"], id="single-straight"),
        pytest.param("«We came.\n\n«We left,» he said.", ["We came.", "We left,"], id="guillemets"),
        pytest.param("“We came.\n“We left,” he said.", ["We came.", "We left,"], id="no-blank-line"),
        pytest.param(
            "He said: “We came.\n\n“The envoy told us ‘no’ again.”",
            ["We came.", "The envoy told us ‘no’ again.", "no"],
            id="nested-in-the-second",
        ),
        pytest.param("“We came.\n\n“We left.\n\nIt was over.", ["We came.", "We left."], id="never-closed"),
        pytest.param("We came.\n\n“We left,” he said.", ["We left,"], id="first-mark-missing"),
        pytest.param(
            "‘We came.\n\n‘The allies’ troops left,’ he said.",
            ["We came.", "The allies’ troops left,"],
            id="single-with-possessive",
        ),
    ],
)
def test_opening_mark_repeated_at_each_paragraph(text: str, expected: list[str]) -> None:
    """Each paragraph of a long quotation is one quotation, up to its end, whatever the marks."""
    assert _contents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The ‘peacekeepers’ crossed the border.", True, id="single-marks"),
        pytest.param("The “peacekeepers,” as he calls them, left.", True, id="comma-inside"),
        pytest.param("He denounced the so-called “republic.”", True, id="stop-inside"),
        pytest.param("Anwar “the Wolf” Tarik was shot.", True, id="by-name"),
        pytest.param("He said “never,” and left.", False, id="comma-inside-behind-a-verb"),
        pytest.param("“Out!”", False, id="alone"),
    ],
)
def test_scare_quotes_with_punctuation(text: str, expected: bool) -> None:
    """Behind an article a word or two are scare quotes even where the comma of the sentence stands inside."""
    (quote,) = find_quotes(text, (Span(0, len(text)),))
    assert quote.scare == expected
