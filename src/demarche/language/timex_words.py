"""The words of time expressions, loaded from `data/language/timex.toml` and made ready for look-up by first word."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from demarche.language.cardinals import Word, number_words

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class TimeWords(NamedTuple):
    """Tables by lower-case word; phrases by their first word, the longest first."""

    months: dict[str, int]
    weekdays: dict[str, int]
    weekday_plurals: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, str]
    dayparts: dict[str, str]
    clocks: dict[str, str]
    deictic: dict[str, int]
    references: dict[str, str]
    reference_phrases: Phrases
    which: dict[str, tuple[int, str]]
    parts: dict[str, str]
    holidays: dict[str, list[tuple[tuple[str, ...], list[int]]]]
    feasts: dict[str, list[tuple[tuple[str, ...], int | list[int]]]]
    rates: dict[str, str]
    words: dict[str, frozenset[str]]
    approximate: list[tuple[str, ...]]
    starters: frozenset[str]


@cache
def time_words() -> TimeWords:
    """Load the words of time."""
    source = (files("demarche") / "data" / "language" / "timex.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    phrases: Phrases = {}
    for text, value in table["reference_phrases"].items():
        phrase = tuple(text.split())
        phrases.setdefault(phrase[0], []).append((phrase, value))
    holidays: dict[str, list[tuple[tuple[str, ...], list[int]]]] = {}
    for text, day in table["holidays"].items():
        phrase = tuple(text.split())
        holidays.setdefault(phrase[0], []).append((phrase, day))
    feasts: dict[str, list[tuple[tuple[str, ...], int | list[int]]]] = {}
    for text, days in {**table["feasts"], **table["nth_weekdays"]}.items():
        phrase = tuple(text.split())
        feasts.setdefault(phrase[0], []).append((phrase, days))
    for entries in (*phrases.values(), *holidays.values(), *feasts.values()):
        entries.sort(key=lambda entry: -len(entry[0]))  # type: ignore[attr-defined]
    words = {name: frozenset(value) for name, value in table["words"].items()}
    approximate = [tuple(text.split()) for text in table["words"]["approximate_phrases"]]
    approximate += [(word,) for word in table["words"]["approximate"]]
    numbers = number_words()
    starters = (
        {phrase[0] for phrase in approximate}
        | set(phrases)
        | set(holidays)
        | set(feasts)
        | set(numbers.small)
        | set(numbers.ordinals)
        | {
            "a",
            "an",
            "the",
            "half",
            "several",
            "each",
            "every",
            "these",
            "those",
            "fiscal",
            "overnight",
            "tonight",
            "'",
            "’",
        }
        | {"recent", "current", "latest", "full", "soon", "in", "as", "many", "few", "some", "all"}
    )
    for name in (
        "months", "weekdays", "weekday_plurals", "units", "seasons", "dayparts", "clocks", "deictic", "references",
        "which", "parts", "rates",
    ):  # fmt: skip
        starters |= set(table[name])
    return TimeWords(
        months=table["months"],
        weekdays=table["weekdays"],
        weekday_plurals=table["weekday_plurals"],
        units=table["units"],
        seasons=table["seasons"],
        dayparts=table["dayparts"],
        clocks=table["clocks"],
        deictic=table["deictic"],
        references=table["references"],
        reference_phrases=phrases,
        which={word: (steps, base) for word, (steps, base) in table["which"].items()},
        parts=table["parts"],
        holidays=holidays,
        feasts=feasts,
        rates=table["rates"],
        words=words,
        approximate=approximate,
        starters=frozenset(starters),
    )


def says(words: list[Word], i: int, phrase: tuple[str, ...]) -> bool:
    """Say whether the words from `i` on are the phrase."""
    return len(words) - i >= len(phrase) and all(words[i + k].lower == part for k, part in enumerate(phrase))
