"""Cut text into words with their characters and read exact cardinals from them: «25», «1.5 million», «twenty-five»."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from demarche.model import Span

# Numbers keep their separators and the endings of ordinals and decades; «p.m.» is one word; every other mark is one.
_WORD = re.compile(
    r"[ap]\.\s?m\b\.?"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
    r"|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s)\b)?"
    r"|[^\W\d_]+(?:\.[^\W\d_]+)*"
    r"|[^\w\s]|_",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_DECIMAL = re.compile(r"\d+\.\d+$")
_SPACED = re.compile(r"[\u00a0\u202f\u2009]")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}$")
HYPHENS = frozenset("-‐‑")
DASHES = frozenset("-‐‑–—")
ARTICLES = frozenset({"a", "an"})


class Word(NamedTuple):
    """A word or a mark with its characters in the whole text; `lower` is its lower case with a plain apostrophe."""

    text: str
    lower: str
    start: int
    end: int


class NumberWords(NamedTuple):
    """The tables of `data/language/numbers.toml`, made ready for look-up."""

    small: dict[str, tuple[str, int]]  # word -> («unit», «teen» or «tens», value)
    scales: dict[str, int]
    groups: dict[str, int]
    ordinals: dict[str, int]
    table: dict[str, Any]


@cache
def number_words() -> NumberWords:
    """Load the number words."""
    source = (files("demarche") / "data" / "language" / "numbers.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    small: dict[str, tuple[str, int]] = {}
    for name, kind in (("units", "unit"), ("teens", "teen"), ("tens", "tens")):
        small.update({word: (kind, value) for word, value in table[name].items()})
    return NumberWords(small, table["scales"], table["groups"], table["ordinals"], table)


def scan(text: str, span: Span) -> list[Word]:
    """Cut the characters of `span` into words and marks; offsets are those of the whole text."""
    words = []
    for match in _WORD.finditer(text, span.start, span.end):
        word = match.group()
        words.append(Word(word, word.lower(), match.start(), match.end()))
    return words


def adjacent(left: Word, right: Word) -> bool:
    """Say whether nothing stands between the two words."""
    return left.end == right.start


def read_digits(word: str) -> float | None:
    """Give the value of a number in digits («3,200», «1.5», «12 000»), or None for what is none (a date, a score)."""
    if word.isdigit():
        return float(word)
    if _GROUPED.match(word) or _INDIAN.match(word):
        return float(word.replace(",", ""))
    if _DECIMAL.match(word):
        return float(word)
    if _SPACED.search(word):
        return float(_SPACED.sub("", word))
    return None


def read_cardinal(words: list[Word], i: int) -> tuple[float, int] | None:
    """Read the exact cardinal that begins at word `i`; give its value and the index behind it.

    Digits with separators, number words with hyphens and «and», «half a million», «two and a half», «a dozen»; «a» only
    before a scale or a group.
    """
    tables = number_words()
    word = words[i]
    count = len(words)
    if word.lower == "half" and i + 2 < count and words[i + 1].lower in ARTICLES:
        size = tables.scales.get(words[i + 2].lower) or tables.groups.get(words[i + 2].lower)
        return (size / 2, i + 3) if size else None
    if word.lower in ARTICLES:
        if i + 1 >= count:
            return None
        if words[i + 1].lower == "half" and i + 2 < count:
            size = tables.scales.get(words[i + 2].lower) or tables.groups.get(words[i + 2].lower)
            return (size / 2, i + 3) if size else None
        return _read_words(words, i + 1, 1.0) if _is_scale(words[i + 1].lower) else None
    if word.text[0].isdigit():
        value = read_digits(word.text)
        if value is None:
            return None
        j = i + 1
        if j < count and words[j].lower in {"½", "¼", "¾"}:
            value += {"½": 0.5, "¼": 0.25, "¾": 0.75}[words[j].lower]
            j += 1
        elif j + 2 < count and words[j + 1].text == "/" and words[j].text.isdigit() and words[j + 2].text.isdigit():
            whole = int(words[j + 2].text)
            if 0 < int(words[j].text) < whole < 10:
                value += int(words[j].text) / whole
                j += 3
        return _scaled(words, j, value)
    if word.lower in tables.small:
        read = _read_words(words, i, None)
        if read is None:
            return None
        value, j = read
        return _scaled(words, *_with_half(words, j, value)[::-1])
    return None


def _is_scale(word: str) -> bool:
    tables = number_words()
    return word in tables.scales or word in tables.groups


def _with_half(words: list[Word], j: int, value: float) -> tuple[float, int]:
    if [w.lower for w in words[j : j + 3]] == ["and", "a", "half"]:
        return value + 0.5, j + 3
    return value, j


def _scaled(words: list[Word], j: int, value: float) -> tuple[float, int]:
    """Multiply by the scales and groups that follow: «1.5 million», «20-million», «3 dozen»."""
    tables = number_words()
    while j < len(words):
        k = j + 1 if words[j].text in HYPHENS and j + 1 < len(words) and adjacent(words[j], words[j + 1]) else j
        size = tables.scales.get(words[k].lower) or tables.groups.get(words[k].lower)
        if not size:
            break
        value *= size
        j = k + 1
    return value, j


def _read_words(words: list[Word], i: int, start: float | None) -> tuple[float, int] | None:
    """Add number words from the left: `start` is 1 where an article stands for «one» before a scale."""
    tables = number_words()
    total, current = 0.0, start or 0.0
    last = "article" if start else ""
    last_scale = float("inf")
    j, end = i, i
    while j < len(words):
        word = words[j].lower
        if word in tables.small:
            kind, value = tables.small[word]
            fits = (
                last in {"", "scale", "hundred", "and"}
                or (kind == "unit" and last == "tens" and value > 0)
                or (last == "and" and current % 100 == 0)
            )
            if not fits or (last == "tens" and current % 10):
                break
            current += value
            last = kind
        elif word == "hundred":
            if not 0 < current < 100 or last in {"hundred", "and"}:
                break
            current *= 100
            last = "hundred"
        elif word in tables.scales or word in tables.groups:
            size = tables.scales.get(word) or tables.groups[word]
            if not current or size >= last_scale or last == "and":
                break
            total += current * size
            current, last, last_scale = 0.0, "scale", size
        elif (
            word == "and" and last in {"hundred", "scale"} and j + 1 < len(words) and words[j + 1].lower in tables.small
        ):
            last = "and"
            j += 1
            continue
        elif (
            words[j].text in HYPHENS
            and last
            and j + 1 < len(words)
            and adjacent(words[j - 1], words[j])
            and adjacent(words[j], words[j + 1])
            and (words[j + 1].lower in tables.small or _is_scale(words[j + 1].lower))
        ):
            j += 1
            continue
        else:
            break
        j += 1
        end = j
    return (total + current, end) if end > i else None
