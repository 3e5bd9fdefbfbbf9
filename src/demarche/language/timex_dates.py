"""Read the pieces of dates and times: years, months, days, weekdays, numeric dates, times of day, holidays.

Every `read_…` function returns the expression that begins at word `i` and the index behind it, or None; every `…_at`
function the bare value and the index behind it.
"""

from __future__ import annotations

import re

from demarche.language.cardinals import DASHES, HYPHENS, Word, adjacent, number_words
from demarche.language.timex_calendar import Clock, Day, Days, Expression, Long, Month, Shift, Weekday, Year, Years
from demarche.language.timex_feasts import Feast, NthWeekday
from demarche.language.timex_words import says, time_words

Read = tuple[Expression, int] | None
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d$")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_DECADE = re.compile(r"((?:1[5-9]|20)?\d0)s$")
# Before a bare hour: «at 4 in the morning», never «killed 4 in the morning».
_BEFORE_HOURS = frozenset({"at", "around", "about", "by", "before", "after", "until", "from", "since"})


def lower_at(words: list[Word], i: int) -> str:
    """Give the lower-case word at an index, or «» outside the sentence."""
    return words[i].lower if 0 <= i < len(words) else ""


def year_at(words: list[Word], i: int) -> tuple[int, int] | None:
    """Read a year in figures or in words («nineteen ninety-seven»); give it with the index behind."""
    if i >= len(words):
        return None
    if _YEAR.match(words[i].text):
        if i + 1 < len(words) and adjacent(words[i], words[i + 1]) and words[i + 1].text in {"%", "/", ":"}:
            return None
        return int(words[i].text), i + 1
    small = number_words().small
    kind, century = small.get(words[i].lower, ("", 0))
    if (kind == "teen" and century >= 13) or century == 20:
        j = i + 1
        if lower_at(words, j) in HYPHENS:
            j += 1
        kind, value = small.get(lower_at(words, j), ("", 0))
        if kind == "tens" or (kind == "teen" and value >= 10):
            j += 1
            k = j + 1 if lower_at(words, j) in HYPHENS else j
            if kind == "tens" and small.get(lower_at(words, k), ("", 0))[0] == "unit":
                return century * 100 + value + small[words[k].lower][1], k + 1
            return century * 100 + value, j
    if says(words, i, ("two", "thousand")):
        return 2000, i + 2
    return None


def ordinal_at(words: list[Word], i: int) -> tuple[int, int] | None:
    """Read an ordinal below 32: «third», «5th», «twenty-first»."""
    if i >= len(words):
        return None
    match = _ORDINAL.match(words[i].lower)
    if match:
        return int(match.group(1)), i + 1
    numbers = number_words()
    if words[i].lower in numbers.ordinals:
        return numbers.ordinals[words[i].lower], i + 1
    kind, value = numbers.small.get(words[i].lower, ("", 0))
    if kind == "tens" and i + 2 < len(words) and words[i + 1].text in HYPHENS:
        unit = numbers.ordinals.get(words[i + 2].lower, 99)
        if unit < 10:
            return value + unit, i + 3
    return None


def _figure(words: list[Word], i: int) -> bool:
    return i < len(words) and words[i].text[0].isdigit() and adjacent(words[i - 1], words[i])


def day_at(words: list[Word], i: int) -> tuple[int, int] | None:
    """Read the day of a month: «5», «5th», «fifth», «the 5th»."""
    if i >= len(words):
        return None
    if words[i].lower == "the":
        return ordinal_at(words, i + 1)
    text = words[i].text
    if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
        nxt = words[i + 1] if i + 1 < len(words) else None
        if (
            nxt is not None
            and adjacent(words[i], nxt)
            and (nxt.text == "%" or (nxt.text == ":" and _figure(words, i + 2)))
        ):
            return None
        return int(text), i + 1
    read = ordinal_at(words, i)
    return read if read and read[0] <= 31 else None


def month_at(words: list[Word], i: int) -> tuple[int, int] | None:
    """Read the name of a month, with the full stop of an abbreviation."""
    if i >= len(words):
        return None
    word = words[i]
    month = time_words().months.get(word.lower)
    if month is None or not word.text[0].isupper():
        return None
    j = i + 1
    if len(word.text) <= 4 and word.lower not in {"may", "june", "july"}:
        j = _behind_stop(words, j)
    return month, j


def _behind_stop(words: list[Word], j: int) -> int:
    """Give the index behind the full stop of an abbreviation; one that ends the sentence stays out."""
    return j + 1 if j + 1 < len(words) and words[j].text == "." and adjacent(words[j - 1], words[j]) else j


def which_year(words: list[Word], i: int) -> tuple[int, int] | None:
    """Read «last year», «this year», «of next year»: the steps from the year of publication."""
    j = i + 1 if lower_at(words, i) in {"of", "in"} else i
    if lower_at(words, j) == "the":
        j += 1
    which = time_words().which.get(lower_at(words, j))
    if which and which[1] == "published" and lower_at(words, j + 1) == "year":
        return which[0], j + 2
    return None


def year_behind(words: list[Word], j: int) -> tuple[int | None, int | None, int]:
    """Read a year behind a month, quarter or season: «, 2019», «of 2019», «2019», «last year»."""
    for k in (j, j + 1):
        if k == j + 1 and lower_at(words, j) not in {",", "of", "in"}:
            break
        year = year_at(words, k)
        if year:
            return year[0], None, year[1]
    steps = which_year(words, j)
    if steps:
        return None, steps[0], steps[1]
    return None, None, j


def read_year(words: list[Word], i: int) -> Read:
    """Read a year by itself, or two joined by a dash, where the words around let it be one."""
    year = year_at(words, i)
    if not year:
        return None
    end = year[1]
    before = lower_at(words, i - 1)
    after = words[end] if end < len(words) else None
    if i and words[i - 1].text in DASHES | {".", "$", "#", "/"} and adjacent(words[i - 1], words[i]):
        return None
    if after is not None and after.text in DASHES and end + 1 < len(words) and adjacent(words[end - 1], after):
        second = words[end + 1].text
        if second.isdigit() and len(second) in {2, 4} and adjacent(after, words[end + 1]):
            last = int(second) if len(second) == 4 else year[0] // 100 * 100 + int(second)
            if year[0] < last < year[0] + 200:
                return Years(year[0], last), end + 2
    known = time_words().words["year_before"]
    if before in known or before in {"(", ",", "and", "the"} or before in DASHES:
        fits = not (before in {",", "and", "the", "of", "to", "than", "about", "over", "for", "or"} and _counts(after))
        return (Year(year[0]), end) if fits else None
    if after is None or after.text in {",", ".", ")", ";", ":", "'", "’"} or not after.text[0].isalpha():
        return Year(year[0]), end
    return (Year(year[0]), end) if not _counts(after) and (i == 0 or before.isalpha()) else None


def _counts(after: Word | None) -> bool:
    return after is not None and after.text.islower() and after.lower.endswith(("s", "men", "people", "killed", "dead"))


def read_numeric_date(words: list[Word], i: int) -> Read:
    """Read «2019-03-05», «03/05/2019», «5.3.2019», «03-05-98»: joined without blanks; a slash has the month first."""
    parts = [words[i]]
    marks = []
    j = i + 1
    while len(parts) < 3 and j + 1 < len(words) and words[j].text in "-/." and words[j + 1].text.isdigit():
        if not (adjacent(words[j - 1], words[j]) and adjacent(words[j], words[j + 1])):
            break
        marks.append(words[j].text)
        parts.append(words[j + 1])
        j += 2
    figures = [part.text for part in parts]
    if len(figures) == 1 and figures[0].count(".") == 2:
        figures, marks = figures[0].split("."), [".", "."]
        j = i + 1
    elif len(figures) == 2 and "." in figures[0] and marks == ["."]:
        figures, marks = [*figures[0].split("."), figures[1]], [".", "."]
    if len(figures) != 3 or len(set(marks)) != 1 or not all(part.isdigit() for part in figures):
        return None
    first, second, third = (int(part) for part in figures)
    if len(figures[0]) == 4:
        year, month, day = first, second, third
    elif len(figures[2]) in {2, 4}:
        year = third if len(figures[2]) == 4 else third + (1900 if third >= 50 else 2000)
        month, day = (second, first) if marks[0] == "." or first > 12 else (first, second)
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 2999):
        return None
    return Day(month, day, year), j


def read_day_month(words: list[Word], i: int, day: tuple[int, int]) -> Read:
    """Read «5 March 2019», «3-5 March», «3 and 5 March», «5th of March»."""
    first, j = day
    last = first
    ranged = False
    if lower_at(words, j) in DASHES | {"to", "and"}:
        second = day_at(words, j + 1)
        if second and second[0] > first and month_at(words, second[1]):
            last, j, ranged = second[0], second[1], True
    if lower_at(words, j) == "of":
        j += 1
    month = month_at(words, j)
    if not month:
        return None
    year, _, end = year_behind(words, month[1])
    if which_year(words, month[1]):
        year, end = None, month[1]
    node = Day(month[0], last, year)
    return (Days(Day(month[0], first, year), node) if ranged else node), end


def read_month(words: list[Word], i: int) -> Read:
    """Read what begins with a month: «March 5, 2019», «March 3-5», «March 2019», «March last year», «March»."""
    month = month_at(words, i)
    if not month:
        return None
    number, j = month
    day = day_at(words, j)
    if day:
        first, end = day
        if lower_at(words, end) in DASHES | {"to", "and"}:
            second = day_at(words, end + 1)
            if second and first < second[0] and not month_at(words, second[1]):
                year, end = comma_year(words, second[1])
                return Days(Day(number, first, year), Day(number, second[0], year)), end
            other = month_at(words, end + 1)
            second = day_at(words, other[1]) if other else None
            if other and second and words[end].text in DASHES:
                year, end = comma_year(words, second[1])
                return Days(Day(number, first, year), Day(other[0], second[0], year)), end
        year, end = comma_year(words, end)
        return Day(number, first, year), end
    year_read, steps, end = year_behind(words, j)
    if year_read is not None or steps is not None:
        return Month(number, year_read, year_steps=steps), end
    if words[i].lower in time_words().words["doubtful_months"] and (
        lower_at(words, i - 2 if lower_at(words, i - 1) in HYPHENS else i - 1) not in time_words().words["month_before"]
    ):
        return None
    if len(words[i].text) == 3 and j == i + 1 < len(words) and words[i].lower != "may" and words[j].text[0].isupper():
        return None  # «Jan Novak»: a first name
    return Month(number), j


def comma_year(words: list[Word], j: int) -> tuple[int | None, int]:
    """Read a year behind a day: «, 2019», «of 2019», «2019»; give it, or None, with the index behind."""
    k = j + 1 if lower_at(words, j) in {",", "of"} else j
    year = year_at(words, k)
    if year and not (k == j + 1 and words[j].text == "," and _counts(words[year[1]] if year[1] < len(words) else None)):
        return year
    return None, j


def read_weekday(words: list[Word], i: int, steps: int | None = None, base: str = "published") -> Read:
    """Read what begins with a weekday: «Friday», «Friday, March 5», «Friday the 13th»."""
    word = words[i]
    weekday = time_words().weekdays[word.lower]
    if not word.text[0].isupper():
        return None
    j = i + 1
    if len(word.text) <= 5:
        j = _behind_stop(words, j)
    k = j + 1 if lower_at(words, j) in {",", "("} else j
    read = read_month(words, k) if month_at(words, k) else None
    if read and isinstance(read[0], Day):
        return read
    day = day_at(words, k)
    if day:
        read = read_day_month(words, k, day)
        if read and isinstance(read[0], Day):
            return read
    if not word.lower.endswith("day") and j == i + 1 and i and _is_named_so(words[i - 1]):
        return None  # «Khin Thu», «the Reverend Moses Sun»
    return Weekday(weekday, steps, base), j


BEFORE_DAYS = frozenset({"last", "next", "this", "since", "until", "from", "late", "early", "every", "each", "updated"})


def _is_named_so(before: Word) -> bool:
    """Say whether the word before a clipped weekday is a name, which goes on with it."""
    table = time_words()
    timely = before.lower in table.months or before.lower in table.weekdays or before.lower in BEFORE_DAYS
    return before.text[0].isupper() and before.text.isalpha() and len(before.text) > 2 and not timely


def read_holiday(words: list[Word], i: int) -> Read:
    """Read a holiday of a fixed day, or one that moves with Easter: «Christmas Eve 2018», «9/11», «Good Friday»."""
    for phrase, days in time_words().feasts.get(words[i].lower, ()):
        if says(words, i, phrase) and words[i].text[0].isupper():
            end = i + len(phrase)
            year, after = comma_year(words, end)
            after = after if year else end
            if isinstance(days, int):
                return Feast(days, phrase[0] == "orthodox", year), after
            month, weekday, nth, later = days
            return NthWeekday(month, weekday, nth, later, year), after
    for phrase, day in time_words().holidays.get(words[i].lower, ()):
        if says(words, i, phrase) and (words[i].text[0].isupper() or phrase[0].isdigit()):
            end = i + len(phrase)
            year, after = comma_year(words, end)
            fixed = day[2] if len(day) > 2 else None
            return Day(day[0], day[1], year or fixed), (after if year else end)
    return None


def read_deictic(words: list[Word], i: int) -> Read:
    """Read «today», «yesterday», «the day before yesterday», «tonight», «overnight»."""
    lower = words[i].lower
    table = time_words()
    if lower == "the" and lower_at(words, i + 1) == "day":
        steps = {"before": -2, "after": 2}.get(lower_at(words, i + 2))
        if steps and lower_at(words, i + 3) in {"yesterday", "tomorrow"}:
            return Shift("day", steps), i + 4
    if lower in table.deictic:
        return Shift("day", table.deictic[lower]), i + 1
    if lower == "tonight":
        return Clock("TNI", Shift("day", 0)), i + 1
    if lower == "overnight":
        return Clock("TNI", None, spans_evening_before=True), i + 1
    return None


def read_clock(words: list[Word], i: int) -> Read:
    """Read a time of day: «10 p.m.», «7:15 a.m. EST», «10:30 GMT», «1500 GMT», «noon», «midnight», «around 11 p.m.»."""
    table = time_words()
    lower = words[i].lower
    if lower in table.clocks:
        return Clock(table.clocks[lower], None, spans_evening_before=lower == "midnight"), i + 1
    text = words[i].text
    j = i + 1
    minute = 0
    if text.isdigit() and len(text) == 4 and lower_at(words, j) in table.words["zones"] - {"local"}:
        hour, minute = int(text[:2]), int(text[2:])
        return (Clock(f"T{hour:02d}:{minute:02d}"), j + 1) if hour < 25 and minute < 60 else None
    if text.isdigit() and len(text) <= 2:
        hour = int(text)
    elif re.match(r"\d{1,2}\.\d\d$", text):
        hour, minute = int(text.split(".")[0]), int(text.split(".")[1])
    else:
        return None
    timed = False
    if lower_at(words, j) == ":" and j + 1 < len(words) and words[j + 1].text.isdigit() and len(words[j + 1].text) == 2:
        if not adjacent(words[i], words[j]):
            return None
        minute, j, timed = int(words[j + 1].text), j + 2, True
        if lower_at(words, j) == ":" and j + 1 < len(words) and words[j + 1].text.isdigit():
            j += 2
    half = lower_at(words, j).replace(".", "").replace(" ", "")
    if half in {"am", "pm"} and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        j += 1
    elif lower_at(words, j) in {"o'clock", "hours"} and timed:
        j += 1
    elif says(words, j, ("o", "'", "clock")) or says(words, j, ("o", "’", "clock")):
        j += 3
        hour, j = _half_told(words, j, hour)
    elif lower_at(words, i - 1) in _BEFORE_HOURS and (told := _half_told(words, j, hour)) != (hour, j):
        hour, j = told
    elif not timed or (
        lower_at(words, j) not in table.words["zones"] and lower_at(words, i - 1) not in {"at", "around", "about", "by"}
    ):
        return None
    if hour > 24 or minute > 59:
        return None
    if lower_at(words, j) in table.words["zones"]:
        j += 1
        if lower_at(words, j) == "time":
            j += 1
    return Clock(f"T{hour:02d}:{minute:02d}"), j


def _half_told(words: list[Word], j: int, hour: int) -> tuple[int, int]:
    """Read «in the morning», «at night» behind an hour: the hour of the day, and the index behind."""
    if not 1 <= hour <= 12:
        return hour, j
    if says(words, j, ("in", "the")):
        part, end = time_words().dayparts.get(lower_at(words, j + 2), ""), j + 3
    elif says(words, j, ("at", "night")):
        part, end = "NI", j + 2
    else:
        return hour, j
    if not part:
        return hour, j
    early = part == "MO" or (part == "NI" and (hour < 6 or hour == 12))
    return hour % 12 + (0 if early else 12), end


def read_decade(words: list[Word], i: int) -> Read:
    """Read «1990s», «'90s», «90s», but no age («in his 30s»)."""
    if lower_at(words, i - 1) in {"his", "her", "their", "my", "our"} and i:
        return None
    k = i + 1 if words[i].text in {"'", "’", "‘"} else i
    match = _DECADE.match(lower_at(words, k))
    if match is None or (k > i and not adjacent(words[i], words[k])):
        return None
    figures = match.group(1)
    return Long(int(figures) if len(figures) == 4 else 1900 + int(figures), "decade"), k + 1


def read_spelled_year(words: list[Word], i: int) -> Read:
    """Read a year in words: «nineteen ninety-seven»."""
    if words[i].lower not in number_words().small or words[i].lower == "two":
        return None
    year = year_at(words, i)
    return (Year(year[0]), year[1]) if year else None
