"""Join the lines of a text into segments that no sentence crosses.

Blank lines, bullets, bylines and headlines end a segment; the wrapping of a column by hand or by a mailer does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from demarche.language.datelines import LINE_BREAK, dateline_at
from demarche.language.letters import Letters

# Lines of running text that was wrapped by hand or by a mailer are between these widths.
MIN_WRAP, MAX_WRAP = 45, 130
# Fewest lines of a list of headlines.
MIN_LIST = 3
# Share of the column's width from which a line counts as full.
FULL = 0.6

_BULLET = re.compile(r"\s*(?:[•‣▪●◦·*–—]|-(?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_BYLINE = re.compile(r"\s*(?:By|BY(?=\s+[A-Z][a-z])|Published|Updated|Photo|Image|Source):?\s+[A-Z]")
_CONTINUES = re.compile(
    r"(?i:[,;:–—-]|\b(?:of|the|a|an|and|or|but|in|on|at|to|for|from|with|by|as|that|which|who|is|are|was|were|has|have|had|"
    r"said|its|their|his|her|than|into|over|after|before|near|under))$"
)


def find_segments(text: str, letters: Letters) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that no sentence crosses, trimmed."""
    blocks: list[list[tuple[int, int]]] = [[]]
    for start, end in _lines(text):
        line = trim(text, start, end)
        if line[0] < line[1]:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    inner = [end - start for block in blocks for start, end in block[:-1]]
    width = max(inner, default=0)
    # Most lines but the last of each block nearly as long as the longest: a column, whatever was edited in it since.
    column = (
        MIN_WRAP <= width <= MAX_WRAP and len(inner) >= 3 and sum(n >= FULL * width for n in inner) >= 0.8 * len(inner)
    )
    for block in blocks:
        if block:
            yield from _join_lines(text, block, FULL * width if column else 0.0, letters)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in LINE_BREAK.finditer(text):
        yield start, match.start()
        if match.group() in "\x0c\u2029":
            yield match.start(), match.start()
        start = match.end()
    yield start, len(text)


def _join_lines(text: str, block: list[tuple[int, int]], enough: float, letters: Letters) -> Iterator[tuple[int, int]]:
    """Yield the segments of a block of lines: a line either runs on from the one before it or opens a segment.

    A line of at least `enough` characters runs on, where the text is a column; it is 0 where it is none.
    """
    if letters == "mixed" and _is_list(text, block):
        yield from block
        return
    width = max(end - start for start, end in block)
    wrapped = MIN_WRAP <= width <= MAX_WRAP
    start, before = block[0][0], block[0]
    for line in block[1:]:
        length = before[1] - before[0]
        # A line broken by wrapping is full: the first word of the next line would not have fitted on it.
        full = wrapped and length + 1 + _first_word_length(text, line) > width
        if not _runs_on(text, before, line, full or length >= enough > 0, letters):
            yield start, before[1]
            start = line[0]
        before = line
    yield start, before[1]


def _runs_on(text: str, before: tuple[int, int], line: tuple[int, int], full: bool, letters: Letters) -> bool:
    """Say whether a line continues the one before it, which may be full or end short of the margin."""
    if _BULLET.match(text, *line) or _BYLINE.match(text, *line) or dateline_at(text, *line, letters):
        return False
    if text[line[0]].islower() and letters != "lower":
        return True
    if " " in text[slice(*before)] and _is_capitals(text, before) and not _is_capitals(text, line):
        return False
    tail = text[max(before[0], before[1] - 12) : before[1]]
    if tail[-1] in ".!?…\"”’'»)]":
        # Joined, so that an abbreviation at the end of a wrapped line is judged like any other.
        return full
    if _CONTINUES.search(tail):
        return full or tail[-1] != ":"
    return full and (letters == "title" or not _looks_like_headline(text[before[0] : before[1]]))


def _is_list(text: str, block: list[tuple[int, int]]) -> bool:
    """Say whether each line of a block stands for itself, as in a list of headlines.

    In running text that is wrapped some line soon begins with a small letter or breaks after a stop or an article.
    """
    return len(block) >= MIN_LIST and all(
        text[start].isupper()
        and " " in text[start:end]
        and (text[end - 1].isalnum() or text[end - 1] in "\"”’'»")
        and not _CONTINUES.search(text, max(start, end - 12), end)
        for start, end in block
    )


def _first_word_length(text: str, line: tuple[int, int]) -> int:
    blank = text.find(" ", line[0], line[1])
    return (line[1] if blank < 0 else blank) - line[0]


def _is_capitals(text: str, line: tuple[int, int]) -> bool:
    return text[line[0] : min(line[1], line[0] + MAX_WRAP)].isupper()


def _looks_like_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha() and len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words) and not line.isupper()


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
