"""Read phrases of time that stand by themselves: vague ones («recently»), repeated ones («every Monday»), seasons."""

from __future__ import annotations

from demarche.language.cardinals import Word
from demarche.language.timex_calendar import Season
from demarche.language.timex_counts import NOWHERE, read_count
from demarche.language.timex_dates import Read, lower_at, year_behind
from demarche.language.timex_lengths import Reference, Repeated
from demarche.language.timex_words import says, time_words


def read_reference(words: list[Word], i: int) -> Read:
    """Read «now», «recently», «at the moment», «the near future»."""
    table = time_words()
    for phrase, value in table.reference_phrases.get(words[i].lower, ()):
        if says(words, i, phrase):
            if (
                phrase[0] == "the"
                and phrase[-1] in {"past", "present", "future"}
                and (lower_at(words, i + len(phrase)) in table.units or _next_is_counted(words, i + len(phrase)))
            ):
                continue
            return (Reference(value), i + len(phrase)) if value else None
    if words[i].lower in table.references and lower_at(words, i - 1) != "as":  # «as soon as» is no time
        return Reference(table.references[words[i].lower]), i + 1
    return None


def _next_is_counted(words: list[Word], j: int) -> bool:
    return j < len(words) and (read_count(words, j) is not None or words[j].lower in {"few", "several", "couple"})


def read_season(words: list[Word], i: int) -> Read:
    """Read a season: freely «summer» and «winter», «spring» and «fall» only beside other words of time."""
    table = time_words()
    code = table.seasons.get(words[i].lower)
    if code is None:
        return None
    year, steps, end = year_behind(words, i + 1)
    if year is not None or steps is not None:
        return Season(code, year, None, steps), end
    before = lower_at(words, i - 1)
    if before == "the":
        before = lower_at(words, i - 2)
    if words[i].lower in {"spring", "fall"}:
        fits = (
            before in {"in", "since", "until", "by", "during", "this", "early", "late"}
            and lower_at(words, i + 1) != "of"
        )
        return (Season(code), i + 1) if fits else None
    return Season(code), i + 1


def read_every(words: list[Word], i: int) -> Read:
    """Read what comes again: «every Monday», «each year», «every three days», «daily»."""
    rate = time_words().rates.get(words[i].lower)
    if rate is not None:
        return Repeated(rate), i + 1
    if lower_at(words, i) not in {"every", "each"} or i + 1 >= len(words):
        return None
    table = time_words()
    lower = words[i + 1].lower
    if lower in table.weekdays:
        return Repeated(f"XXXX-WXX-{table.weekdays[lower]}"), i + 2
    if lower in table.months and words[i + 1].text[0].isupper():
        return Repeated(f"XXXX-{table.months[lower]:02d}"), i + 2
    if lower in table.dayparts:
        return Repeated(f"XXXX-XX-XXT{table.dayparts[lower]}"), i + 2
    if lower in table.seasons:
        return Repeated(f"XXXX-{table.seasons[lower]}"), i + 2
    if lower in table.units and not lower.endswith("s"):
        unit = table.units[lower]
        if unit in {"second", "minute", "hour"}:
            return Repeated("PT1" + unit[0].upper()), i + 2
        value = {"day": "P1D", "week": "P1W", "month": "P1M", "quarter": "P1Q", "year": "P1Y"}.get(unit)
        return (Repeated(value), i + 2) if value else None
    counted = read_count(words, i + 1)
    if counted:
        return Repeated(counted[0].resolve(NOWHERE).value), counted[1]
    return None


def read_recent(words: list[Word], i: int) -> Read:
    """Read «recent weeks», «the current crisis», «future talks»: a time without a place in the calendar."""
    lower = words[i].lower
    if lower == "recent":
        return Reference("PAST_REF"), i + (2 if lower_at(words, i + 1) in time_words().units else 1)
    if lower == "current":
        return Reference("PRESENT_REF"), i + 1
    return None
