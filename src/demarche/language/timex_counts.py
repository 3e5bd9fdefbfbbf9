"""Read counted time: «three days», «a 30-day», «two weeks ago», «a year earlier», «nearly 20 years», bare «weeks»."""

from __future__ import annotations

from demarche.language.cardinals import HYPHENS, Word, adjacent, read_cardinal
from demarche.language.timex_calendar import Expression, Now, Shift
from demarche.language.timex_lengths import Duration, Reference, Repeated
from demarche.language.timex_words import says, time_words

NOWHERE = Now(None, None, lambda: "")


def read_count(words: list[Word], i: int) -> tuple[Expression, int] | None:
    """Read a counted length of time that begins at word `i`, with what turns it into a point: «ago», «earlier»."""
    start = i
    for phrase in time_words().approximate:
        if says(words, i, phrase):
            i += len(phrase)
            if i < len(words) and words[i].lower == "the":
                return None
            break
    if i >= len(words):
        return None
    read = _length(words, i)
    if read is None:
        return None
    length, j = read
    if i > start and length.count is None and not _vague_word(words, i):
        return None
    return _point(words, start, length, j)


def _vague_word(words: list[Word], i: int) -> bool:
    return words[i].lower in {"a", "several", "many", "few"}


def _length(words: list[Word], i: int) -> tuple[Duration, int] | None:
    """Read number and unit: «three days», «three-day», «a couple of weeks», «several months», «half an hour»."""
    table = time_words()
    lower = words[i].lower
    if lower in table.units:  # a bare plural: «weeks», «for years»
        bare = lower.endswith("s") and table.units[lower] not in {"second", "quarter", "weekend"}
        if lower == "hours" and i and words[i - 1].lower in {"early", "small"}:
            return None  # «in the early hours»
        return (Duration(None, table.units[lower]), i + 1) if bare else None
    count: float | None
    if lower == "half" and i + 1 < len(words):
        j = i + 1
        if words[j].lower in {"a", "an"} or words[j].text in HYPHENS:
            j += 1
        unit = table.units.get(words[j].lower) if j < len(words) else None
        if unit in {"hour", "day", "year", "decade", "century"}:
            return Duration(0.5, unit), j + 1
        return None
    read = read_cardinal(words, i)
    if read is not None:
        count, j = read
        joined = _range_end(words, j)
        if joined:
            count, j = None, joined
    elif lower in {"a", "an"}:
        count, j = 1.0, i + 1
        if says(words, j, ("few",)) or says(words, j, ("good", "few")):
            count, j = None, j + (1 if words[j].lower == "few" else 2)
        elif says(words, j, ("couple", "of")):
            count, j = 2.0, j + 2
        elif says(words, j, ("couple",)):
            count, j = 2.0, j + 1
        elif j < len(words) and words[j].lower in {"further", "full", "whole", "single", "mere", "half"}:
            if words[j].lower == "half":
                count = 0.5
            j += 1
    elif lower in {"several", "many"} or (
        lower == "few" and i and words[i - 1].lower in {"past", "last", "next", "coming"}
    ):
        count, j = None, i + 1
    elif lower == "couple" and says(words, i + 1, ("of",)):
        count, j = 2.0, i + 2
    else:
        return None
    if j < len(words) and words[j].text in HYPHENS and adjacent(words[j - 1], words[j]):
        j += 1
    while j < len(words) and words[j].lower in {
        "more",
        "consecutive",
        "straight",
        "full",
        "additional",
        "long",
        "short",
        "calendar",
        "other",
        "trading",
    }:
        j += 1
    unit = table.units.get(words[j].lower) if j < len(words) else None
    if unit is None or (unit == "second" and not words[j].lower.endswith("s")):
        return None
    if unit == "quarter" and (not words[j].lower.endswith("s") or words[j - 1].text in HYPHENS):
        return None
    plural = words[j].lower.endswith("s")
    if lower in {"a", "an"} and count == 1.0 and plural:
        return None
    end = j + 1
    if says(words, end, ("and", "a", "half")) and count is not None:
        count, end = count + 0.5, end + 3
    return Duration(count, unit), end


def _range_end(words: list[Word], j: int) -> int | None:
    """Give the index behind the second figure of «two to three (weeks)», «12-18 (months)», «a week or two»."""
    if j + 1 < len(words) and (words[j].lower in {"to", "or"} or words[j].text in "-–"):
        second = read_cardinal(words, j + 1)
        if second is not None:
            return second[1]
    return None


def _point(words: list[Word], start: int, length: Duration, j: int) -> tuple[Expression, int] | None:
    """Turn «two weeks» into a point or a set where the next word does: «ago», «earlier», «later», «a week»."""
    if says(words, j, ("or", "so")):
        j += 2
    k = j + 1 if j < len(words) and words[j].text in HYPHENS else j
    word = words[k].lower if k < len(words) else ""
    direction: tuple[int, str] | None = None
    if word == "ago":
        direction = -1, "published"
    elif word in {"earlier", "before", "previously"} and not (word == "before" and _clause_behind(words, k + 1)):
        direction = -1, "anchor"
    elif word in {"later", "afterwards", "afterward"} or (word == "after" and not _clause_behind(words, k + 1)):
        direction = 1, "anchor"
    elif says(words, k, ("from", "now")):
        return _shift(length, 1, "published"), k + 2
    if direction is not None:
        return _shift(length, *direction), k + 1
    if word == "old" or says(words, k, ("of", "age")):
        return None
    if length.count == 1 and words[start].lower in {"a", "an", "per"} and _is_rate(words, start):
        return Repeated(length.resolve(NOWHERE).value), j
    return length, j


def _is_rate(words: list[Word], start: int) -> bool:
    """Say whether «a year» is a rate: behind «twice», «times» or a noun that figures count («700 seats a week»)."""
    before = words[start - 1].lower if start else ""
    if before in {"once", "twice", "times", "percent", "%"} or before.isdigit():
        return True
    if before in time_words().words["governors"] or not before.isalpha():
        return False
    return any(word.text[0].isdigit() or word.text in "$€£" for word in words[max(0, start - 3) : start - 1])


def _clause_behind(words: list[Word], k: int) -> bool:
    """Say whether something follows that «before» or «after» governs: «two days before the vote»."""
    return k < len(words) and words[k].text[0].isalnum()


def _shift(length: Duration, sign: int, base: str) -> Expression:
    count = length.count
    if count is None:
        return Reference("PAST_REF" if sign < 0 else "FUTURE_REF")
    unit = length.unit
    if count != int(count):
        if unit == "year":
            return Shift("month", sign * round(count * 12), base)
        return Shift(unit, sign * max(round(count), 1), base)
    return Shift(unit, sign * int(count), base)
