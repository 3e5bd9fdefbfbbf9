"""Quotations: found by their marks alone, before anything is known about who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from demarche.model import Quote, Span

# Each mark is of a kind. Marks of one kind close one another; failing that, so do marks of one family, for many texts
# mix straight and curly ones.
_KINDS = {
    "“": "double",
    "”": "double",
    "„": "double",
    "‟": "double",
    '"': "straight",
    "``": "twin",
    "''": "twin",
    "«": "angle",
    "»": "angle",
    "‹": "inner angle",
    "›": "inner angle",
    "‘": "single",
    "’": "single",
    "‚": "low",
    "'": "tick",
    "`": "tick",
}
_ALWAYS_OPEN = frozenset({"``", "„", "‟", "‚"})
_SINGLE = frozenset({"single", "tick", "low"})
_FAMILIES = {
    "double": 2, "straight": 2, "twin": 2, "single": 1, "tick": 1, "low": 1, "angle": 3, "inner angle": 4,
}  # fmt: skip

_MARK = re.compile(r"``|''|[“”„‟‘’‚«»‹›\"'`]")
_BREAK = re.compile(r"\n\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")

# What may stand before a mark that opens a quotation.
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-/“‘\"'`«…:;")
_SPACES = frozenset(" \t\n\r\u00a0\u2009\u202f")
# Words that are written with an apostrophe in front: «’em», «’90s».
_ELIDED = re.compile(r"(?:em|tis|twas|til|till|cause|cos|bout|round|n|neath|\d\ds?)\b", re.IGNORECASE)
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}$")
# What may end a word with an apostrophe: a plural, a clipped participle.
_APOSTROPHE_ENDS = re.compile(r"(?:[^\W\d_][sS]|\ds|\win)$")
# Behind these a word or two are quoted for themselves, even where the comma or the stop of the sentence stands inside.
_BEFORE_SCARE = re.compile(
    r"(?:^|\W)(?:the|an?|so-called|this|that|these|those|its|their|his|her|our|your|my)\s$", re.IGNORECASE
)
_INCHES = re.compile(r"\s\d{1,3}$")
_SCARE_WORDS = 3
_TAG_WORDS = 5  # of who speaks, behind what is said: «the foreign ministry said»


class _Mark(NamedTuple):
    """A quotation mark: where it stands, its family, and what it can do there.

    `doubtful` is a closing mark that may as well be an apostrophe («the allies'») or the sign for inches.
    """

    start: int
    end: int
    kind: str
    opens: bool
    closes: bool
    doubtful: bool = False

    @property
    def family(self) -> int:
        """Marks of one family can close one another."""
        return _FAMILIES[self.kind]


def _read_mark(text: str, start: int, end: int) -> _Mark | None:
    """Tell from the characters around it what a mark can do; None for an apostrophe and for feet and inches."""
    sign = text[start:end]
    kind = _KINDS[sign]
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    free_before, free_after = before in _BEFORE_OPENING, after in _SPACES
    opens, closes = free_before and not free_after, before not in _SPACES and not after.isalnum()
    doubtful = False
    if kind in _SINGLE:
        if (before.isalnum() and after.isalnum()) or (free_before and _ELIDED.match(text, end)):
            return None
        if sign == "‘":
            closes = not free_before and not after.isalnum()  # the second of ‚…‘
            opens = not closes
        elif sign == "’":
            opens = False
        elif sign == "`":
            closes = False
        elif sign == "‚":
            opens, closes = True, False
        doubtful = closes and not opens and free_after and _may_be_apostrophe(text, start)
    elif sign in _ALWAYS_OPEN:
        opens, closes = True, False
    elif sign == "“":  # typed for a closing mark now and then: «here,“ she said»
        closes = not free_before and free_after
        opens = not closes
    elif sign == "”":
        opens = free_before and not free_after and before not in "—–-…:"
        closes = not opens
    elif kind == "straight":
        if _FEET_AND_INCHES.search(text[max(0, start - 8) : start]):
            return None
        doubtful = closes and free_after and _INCHES.search(text, max(0, start - 5), start) is not None
    if not opens and not closes:
        if kind in _SINGLE:
            return None
        opens = closes = True  # set off with blanks on both sides, or glued to words: the state decides
    return _Mark(start, end, kind, opens, closes, doubtful)


def _may_be_apostrophe(text: str, at: int) -> bool:
    return _APOSTROPHE_ENDS.search(text, max(0, at - 3), at) is not None


def _is_scare(text: str, span: Span, content: Span) -> bool:
    """Say whether the quotation is a word or two set off within a sentence, by its form alone."""
    words = text[content.start : content.end].rstrip()
    if sum(1 for _ in _WORD.finditer(words)) > _SCARE_WORDS:
        return False
    before = text[max(0, span.start - 20) : span.start]
    if words[-1:] in ".!?,;—…":
        return words[-1:] in ".," and words[:1].islower() and _BEFORE_SCARE.search(before) is not None
    return before.rstrip()[-1:] not in (",", ":")


class _Scanner:
    """The quotations found so far, and the marks that are still open, the outermost first."""

    def __init__(self, text: str, sentences: tuple[Span, ...], marks: list[_Mark]) -> None:
        self.text = text
        self.sentences = sentences
        self.starts = [span.start for span in sentences]
        self.marks = marks
        self.single_closers = [m.start for m in marks if m.kind in _SINGLE and m.closes and not m.doubtful]
        self.single_openers = frozenset(m.start for m in marks if m.kind in _SINGLE and m.opens)
        self.open: list[_Mark] = []
        self.found: list[Quote] = []

    def add(self, mark: _Mark, content_end: int, end: int) -> None:
        """Keep the quotation from the mark to `end`, unless there is nothing in it."""
        content = Span(mark.end, content_end)
        if self.text[content.start : content.end].strip():
            span = Span(mark.start, end)
            self.found.append(Quote(span=span, content=content, scare=_is_scare(self.text, span, content)))

    def add_unclosed(self, mark: _Mark, paragraph: Span) -> None:
        """Keep a quotation that nothing closes: to the end of the paragraph that it opens, else of its sentence."""
        if mark.kind in _SINGLE or mark.closes:
            return
        end = paragraph.end
        if mark.start > paragraph.start:
            place = bisect_right(self.starts, mark.start) - 1
            if place >= 0 and self.sentences[place].end > mark.end:
                end = min(end, self.sentences[place].end)
        if not self.is_stray(mark, end):
            self.add(mark, end, end)

    def is_stray(self, mark: _Mark, end: int) -> bool:
        """Say whether the mark should have closed, its blank on the wrong side: «our allies, “the statement said.»."""
        tail = self.text[mark.end : end]
        before = self.text[: mark.start].rstrip(" ")
        return before.endswith(",") and tail[:1].islower() and sum(1 for _ in _WORD.finditer(tail)) <= _TAG_WORDS

    def take(self, at: int, paragraph: Span, following: int) -> None:
        """Open or close a quotation with the mark at place `at`, by what is open and what the mark can do.

        `following` is the first character of the next paragraph.
        """
        mark = self.marks[at]
        if mark.doubtful and self.open and self.closes_later(at, paragraph, following):
            return
        inner_first = range(len(self.open) - 1, -1, -1)
        place = next((i for i in inner_first if self.open[i].kind == mark.kind), None)
        if mark.closes:
            partner = place
            if partner is None:
                partner = next((i for i in inner_first if self.open[i].family == mark.family), None)
            if partner is not None and not (mark.opens and place is None):
                self.add(self.open[partner], mark.start, mark.end)
                del self.open[partner:]
                return
        if not mark.opens:
            return
        if mark.kind in _SINGLE and not self.can_be_closed(at, paragraph, following):
            return
        within_another = self.open and self.open[-1].family != mark.family and not mark.closes
        if place is not None and not within_another:  # the one before was never closed
            self.add_unclosed(self.open[place], Span(paragraph.start, mark.start))
            del self.open[place:]
        self.open.append(mark)

    def closes_later(self, at: int, paragraph: Span, following: int) -> bool:
        """Say whether a mark behind a doubtful one closes for sure what that one could close."""
        family, single = self.marks[at].family, self.marks[at].kind in _SINGLE
        for place in range(at + 1, len(self.marks)):
            later = self.marks[place]
            if later.start >= paragraph.end:
                return single and later.start == following and later.family == family and later.opens
            if later.family == family and not later.doubtful:
                return later.closes and not later.opens
        return False

    def can_be_closed(self, at: int, paragraph: Span, following: int) -> bool:
        """Say whether a single mark is no mere apostrophe: something closes it, or the next paragraph takes it up."""
        mark = self.marks[at]
        later = bisect_left(self.single_closers, mark.end)
        if later < len(self.single_closers) and self.single_closers[later] < paragraph.end:
            return True
        if mark.start == paragraph.start and following in self.single_openers:
            return True
        for place in range(at + 1, len(self.marks)):
            other = self.marks[place]
            if other.start >= paragraph.end:
                return False
            if other.doubtful and other.kind in _SINGLE:
                # «'allies' of Norland» and «'I feel your pain'», not «'Abd Allah met the allies'»
                plural = self.text[other.start - 1] in "sS"
                return not plural or len(_WORD.findall(self.text, mark.end, other.start)) <= _SCARE_WORDS
        return False

    def end_paragraph(self, paragraph: Span, following: int, upcoming: _Mark | None) -> None:
        """Close what is open: up to here if the next paragraph takes the quotation up, else as never closed."""
        if not self.open:
            return
        outer = self.open[0]
        if upcoming and upcoming.start == following and upcoming.opens and upcoming.family == outer.family:
            self.add(outer, paragraph.end, paragraph.end)
        else:
            self.add_unclosed(outer, paragraph)
        self.open.clear()


def find_quotes(text: str, sentences: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Find the quotations of the text, nested ones too, in order of their start.

    Marks: straight and curly, double and single, low and high, ``…'' and guillemets. A quotation may run over
    sentences. Left open at the end of a paragraph it counts up to there if the next paragraph begins with an opening
    mark, which takes it up: a quotation of that paragraph follows, and the first has no closing mark (its content ends
    where its span ends). Left open for good it counts to the end of its paragraph where it opens the paragraph, else to
    the end of its sentence. Apostrophes, feet and inches are no marks; one that may be either closes only what nothing
    behind it closes. `scare` is told by form: up to three words, with no punctuation of their own and no comma or colon
    before them, or in small letters behind an article.
    """
    marks = [mark for match in _MARK.finditer(text) if (mark := _read_mark(text, *match.span())) is not None]
    if not marks:
        return ()
    scanner = _Scanner(text, sentences, marks)
    breaks = [(match.start(), match.end(), _BLANK_LINE.match(text, match.start())) for match in _BREAK.finditer(text)]
    breaks.append((len(text.rstrip()), len(text), None))
    at, start = 0, 0
    for end, following, blank in breaks:
        paragraph = Span(start, end)
        while at < len(marks) and marks[at].start < end:
            scanner.take(at, paragraph, following)
            at += 1
        upcoming = marks[at] if at < len(marks) else None
        if scanner.open and upcoming and not blank and following < len(text):
            wrapped = upcoming.closes and not upcoming.opens and upcoming.family == scanner.open[0].family
            if wrapped:  # a mere line break: what is open is closed further on
                continue
        scanner.end_paragraph(paragraph, following, upcoming)
        start = following
    return tuple(sorted(scanner.found, key=lambda quote: (quote.span.start, -quote.span.end)))
