"""Read one time expression from the words at one place: a grammar by hand, dispatched on the first word.

`read_expression` takes the longest reading of (1) a calendar day, month, year, part of a year or a word like
«yesterday» (`_core`), then (2) what may follow it: a time of day, a part of the day, a year (`_tail`). Every function
returns the expression and the index behind it, or None; none looks further than a dozen words ahead.
"""

from __future__ import annotations

from collections.abc import Callable

from demarche.language.cardinals import HYPHENS, Word, number_words
from demarche.language.timex_calendar import (
    Clock,
    Day,
    Days,
    Expression,
    Long,
    Month,
    Part,
    Quarter,
    Season,
    Shift,
    Weekday,
    Year,
)
from demarche.language.timex_counts import read_count
from demarche.language.timex_dates import (
    Read,
    day_at,
    lower_at,
    month_at,
    ordinal_at,
    read_clock,
    read_day_month,
    read_decade,
    read_deictic,
    read_holiday,
    read_month,
    read_numeric_date,
    read_spelled_year,
    read_weekday,
    read_year,
    year_at,
    year_behind,
)
from demarche.language.timex_lengths import Duration, Reference, Repeated
from demarche.language.timex_phrases import read_every, read_recent, read_reference, read_season
from demarche.language.timex_weeks import read_week_with
from demarche.language.timex_words import says, time_words


def read_expression(words: list[Word], i: int) -> Read:
    """Read the longest time expression that begins at word `i`."""
    read = _core(words, i)
    if read is None:
        return None
    return _tail(words, *read)


def _core(words: list[Word], i: int) -> Read:
    """Dispatch on the first word."""
    table = time_words()
    word = words[i]
    lower = word.lower
    if word.text[0].isdigit():
        return read_holiday(words, i) or _digits(words, i)
    if lower in table.months:
        read = read_month(words, i)
        if read:
            return read
    if lower in table.weekdays:
        return read_weekday(words, i)
    if lower in table.weekday_plurals and word.text[0].isupper():
        return Repeated(f"XXXX-WXX-{table.weekday_plurals[lower]}"), i + 1
    for attempt in _ATTEMPTS:
        read = attempt(words, i)
        if read:
            return read
    return None


def _digits(words: list[Word], i: int) -> Read:
    """Read what begins with figures: ISO and other numeric dates, day and month, times, decades, years, counts."""
    read = read_numeric_date(words, i) or read_clock(words, i)
    if read:
        return read
    decade = read_decade(words, i)
    if decade:
        return decade
    day = day_at(words, i)
    if day:
        read = read_day_month(words, i, day)
        if read:
            return read
    ordinal = ordinal_at(words, i)
    if ordinal:
        return _ordinal_phrase(words, i)
    counted = read_count(words, i)
    if counted:
        return counted
    return read_year(words, i)


def _the(words: list[Word], i: int) -> Read:
    """Read what follows «the»: ordinals, «last week», «1990s», «week», «end of June», «morning», «year 2000»."""
    if words[i].lower != "the" or i + 1 >= len(words):
        return None
    table = time_words()
    j = i + 1
    lower = words[j].lower
    if lower == "next" and lower_at(words, j + 1) == "day":
        return Shift("day", 1, "anchor"), j + 2
    if lower in {"'", "’", "‘"} or (words[j].text[0].isdigit() and words[j].lower.endswith("s")):
        read = read_decade(words, j) or (_digits(words, j) if words[j].text[0].isdigit() else None)
        return read if read and isinstance(read[0], Long) else None
    decade = {f"{tens[:-1]}ies": value for tens, value in _tens()}.get(lower)
    if decade is not None:
        return Long(1900 + decade, "decade"), j + 1
    if lower == "year":
        year = year_at(words, j + 1)
        if year:
            return Year(year[0]), year[1]
    for attempt in (_which_phrase, _part, _ordinal_phrase, _relative_adjective, read_season, _fiscal):
        read = attempt(words, j)
        if read:
            return read
    year = year_at(words, j)
    if year:
        read = _ordinal_phrase(words, year[1])
        if read and isinstance(read[0], Quarter):
            return Quarter(read[0].code, year[0]), read[1]
        if lower_at(words, year[1]) in {"period", "quarter", "season"}:
            return Year(year[0]), year[1] + 1
    if lower in table.units:
        return read_week_with(words, j) or _the_unit(words, j)
    if lower in table.dayparts and lower not in {"dawn", "dusk", "daybreak", "nightfall"}:
        return Clock("T" + table.dayparts[lower]), j + 1
    if lower == "day" and lower_at(words, j + 1) in {"before", "after"}:
        return Shift("day", -1 if words[j + 1].lower == "before" else 1, "anchor"), j + 2
    return None


def _tens() -> list[tuple[str, int]]:
    return [(word, value) for word, (kind, value) in number_words().small.items() if kind == "tens"]


def _the_unit(words: list[Word], j: int) -> Read:
    """Read «the weekend», «the week», «the year»: the one that is spoken of; «the day after» is the next one."""
    unit = time_words().units[words[j].lower]
    after = lower_at(words, j + 1)
    if words[j].lower.endswith("s") or unit in {"second", "minute", "hour", "decade", "century", "millennium"}:
        return None
    if unit == "weekend":
        return Shift(unit, 0 if after in {"ahead", "to"} else -1), j + 1
    if after in {"before", "after"} and lower_at(words, j + 2) not in {"the", "that", "a", "his", "her", "its"}:
        last = words[j + 2] if j + 2 < len(words) else None
        if last is None or not last.text[0].isalpha():
            return Shift(unit, -1 if after == "before" else 1, "anchor"), j + 2
    if unit in {"quarter", "year"} and after in {"ended", "ending"}:
        return Duration(1, unit), j + 1
    if unit == "quarter":
        return Shift(unit, -1, "published"), j + 1
    if unit in {"week", "month", "year"} and after != "of":
        return Shift(unit, 0, "published"), j + 1
    return None


def _part(words: list[Word], i: int) -> Read:
    """Read «early 2019», «mid-May», «the end of June», «late Tuesday», «earlier this year», «later that day»."""
    table = time_words()
    mod = table.parts.get(words[i].lower)
    if mod is None:
        return None
    j = i + 1
    if lower_at(words, j) in HYPHENS:
        j += 1
    if words[i].lower in {"beginning", "start", "end", "middle", "midst", "close", "outset", "height"}:
        if lower_at(words, j) != "of":
            return None
        j += 1
    elif lower_at(words, j) in {"in", "on"} and mod in {"EARLIER", "LATER", "START", "END"}:
        j += 1
    if j >= len(words):
        return None
    if words[j].lower in table.dayparts and mod in {"START", "MID", "END"}:
        day = _day_behind(words, j + 1)
        code = "T" + table.dayparts[words[j].lower]
        if day:
            return Clock(code, day[0]), day[1]
        return (Clock(code), j + 1) if lower_at(words, i - 1) in {"by", "in", "since", "until", "the", "on"} else None
    inner = _core(words, j) if words[j].lower not in table.parts else None
    if inner is None and (words[j].lower == "the" and lower_at(words, j + 1) == "day"):
        inner = Shift("day", 0, "anchor"), j + 2
    if inner is None and year_at(words, j):
        year = year_at(words, j)
        inner = (Year(year[0]), year[1]) if year else None
    if inner is None or isinstance(inner[0], Reference | Repeated | Part | Duration):
        return None
    return Part(mod, inner[0]), inner[1]


def _which_phrase(words: list[Word], i: int) -> Read:
    """Read «last week», «next March», «this morning», «the past three months», «the same day», «last night»."""
    table = time_words()
    which = table.which.get(words[i].lower)
    if which is None or i + 1 >= len(words):
        return None
    steps, base = which
    j = i + 1
    if words[i].lower == "this" and words[j].lower in {"past", "coming", "last", "next", "same"}:
        steps, base = table.which[words[j].lower]
        j += 1
    if j >= len(words):
        return None
    lower = words[j].lower
    if lower in {"fiscal", "calendar", "full", "academic", "school", "financial"}:
        j += 1
        lower = lower_at(words, j)
    if lower in table.months and words[j].text[0].isupper():
        month = month_at(words, j)
        if month and not day_at(words, month[1]):
            return Month(month[0], None, steps, base), month[1]
        return read_month(words, j)
    if lower in table.weekdays:
        return read_weekday(words, j, steps if words[i].lower != "this" else None, base)
    if lower in table.seasons:
        return Season(table.seasons[lower], None, steps), j + 1
    if lower in table.dayparts:
        return _which_daypart(words, i, j, steps, base)
    if lower in table.units and not lower.endswith("s") and words[i].lower != "present":
        unit = table.units[lower]
        if unit in {"hour", "minute", "second"}:
            return None
        if unit == "year" and lower_at(words, j + 1) in {"'", "’"} and lower_at(words, j + 2) == "s":
            read = _ordinal_phrase(words, j + 3)
            if read and isinstance(read[0], Quarter):
                return Quarter(read[0].code, None, steps), read[1]
        return Shift(unit, steps, base), j + 1
    if words[i].lower in {"last", "past", "next", "coming", "previous", "following", "preceding"}:
        counted = read_count(words, j) if lower not in {"half"} else None
        if counted and isinstance(counted[0], Duration):
            return counted
        if lower in table.units:
            return Reference("PAST_REF" if steps < 0 else "FUTURE_REF"), j + 1
    ordinal = _ordinal_phrase(words, j)
    if ordinal and isinstance(ordinal[0], Quarter) and base == "published":
        return Quarter(ordinal[0].code, ordinal[0].year, ordinal[0].year_steps), ordinal[1]
    return None


def _which_daypart(words: list[Word], i: int, j: int, steps: int, base: str) -> Read:
    code = "T" + time_words().dayparts[words[j].lower]
    if words[i].lower == "this":
        return Clock(code, Shift("day", 0)), j + 1
    if words[i].lower == "last":
        return Clock(code, Shift("day", -1)), j + 1
    if base == "anchor" or steps > 0:
        return Clock(code, Shift("day", steps, "anchor")), j + 1
    return None


def _ordinal_phrase(words: list[Word], i: int) -> Read:
    """Read «third quarter (of 2019)», «first half», «20th century», «5th of March», «first nine months»."""
    ordinal = ordinal_at(words, i)
    if ordinal is None:
        if lower_at(words, i) in {"last", "latter"} and lower_at(words, i + 1) == "half":
            ordinal = 2, i + 1
        else:
            return None
    number, j = ordinal
    if lower_at(words, j) in HYPHENS:
        j += 1
    if lower_at(words, j) in {"fiscal", "calendar"}:
        j += 1
    lower = lower_at(words, j)
    if (lower == "quarter" and number <= 4) or (lower == "half" and number <= 2):
        year, steps, end = year_behind(words, j + 1)
        if lower == "half" and year is None and steps is None:
            inner = _core(words, j + 2) if lower_at(words, j + 1) == "of" and j + 2 < len(words) else None
            if inner is None or isinstance(inner[0], Duration):
                return None
            return Part("START" if number == 1 else "END", inner[0]), inner[1]
        return Quarter(("Q" if lower == "quarter" else "H") + str(number), year, steps), end
    if lower == "quarters" and number <= 4:
        return Repeated(f"XXXX-Q{number}"), j + 1
    if lower == "century":
        return Long(number * 100 - 1, "century"), j + 1
    day = read_day_month(words, i, ordinal) if words[i].text[0].isdigit() or lower_at(words, j) == "of" else None
    if day:
        return day
    if number == 1 or words[i].lower == "last":
        counted = read_count(words, j)
        if counted:
            return counted
    return None


def _relative_adjective(words: list[Word], i: int) -> Read:
    """Read «year-ago (quarter)», «year-earlier period», «year-end», «year's end», «latest quarter», «full year»."""
    lower = lower_at(words, i)
    if lower == "latest" and lower_at(words, i + 1) in {"quarter", "period"}:
        return Shift("quarter", -1), i + 2
    if lower == "full" and lower_at(words, i + 1) == "year":
        return Shift("year", 0), i + 2
    if lower != "year":
        return None
    if lower_at(words, i + 1) == "end":
        return Part("END", Shift("year", 0)), i + 2
    if says(words, i + 1, ("'", "s", "end")) or says(words, i + 1, ("’", "s", "end")):
        return Part("END", Shift("year", 0)), i + 4
    if lower_at(words, i + 1) not in HYPHENS:
        return None
    lower = lower_at(words, i + 2)
    if lower in {"ago", "earlier"}:
        ordinal = _ordinal_phrase(words, i + 3)
        if ordinal and isinstance(ordinal[0], Quarter):
            return Quarter(ordinal[0].code, None, -1), ordinal[1]
        end = i + 4 if lower_at(words, i + 3) in {"quarter", "period", "month"} else i + 3
        return Shift("year", -1), end
    if lower == "end":
        return Part("END", Shift("year", 0)), i + 3
    return None


def _fiscal(words: list[Word], i: int) -> Read:
    if lower_at(words, i) not in {"fiscal", "calendar"}:
        return None
    j = i + 1
    if lower_at(words, j) == "year":
        j += 1
    year = year_at(words, j)
    if year:
        return Year(year[0]), year[1]
    ordinal = _ordinal_phrase(words, j)
    if ordinal and isinstance(ordinal[0], Quarter):
        return ordinal
    return (Shift("year", 0), j) if j == i + 2 else None


def _daypart(words: list[Word], i: int) -> Read:
    """Read a part of the day before its day («the night of March 3»), or after «at», «before» («at dawn»)."""
    table = time_words()
    code = table.dayparts.get(words[i].lower)
    if code is None:
        return None
    day = _day_behind(words, i + 1)
    if day:
        return Clock("T" + code, day[0]), day[1]
    if lower_at(words, i - 1) in {"at", "before", "after", "until", "by", "since"} and words[i].lower in {
        "dawn", "dusk", "night", "daybreak", "nightfall",
    }:  # fmt: skip
        return Clock("T" + code), i + 1
    return None


def _day_behind(words: list[Word], j: int) -> Read:
    """Read a day that a time of day belongs to: «(on|of) Friday», «, March 3», «yesterday», «that day»."""
    k = j + 1 if lower_at(words, j) in {"on", "of", ","} else j
    if k >= len(words):
        return None
    lower = words[k].lower
    table = time_words()
    read: Read = None
    if lower in table.weekdays:
        read = read_weekday(words, k)
    elif month_at(words, k):
        read = read_month(words, k)
    elif lower in table.deictic:
        read = read_deictic(words, k)
    elif words[k].text[0].isdigit():
        day = day_at(words, k)
        read = (read_day_month(words, k, day) if day else None) or read_numeric_date(words, k)
    elif lower in {"last", "next", "this", "that", "the"} and lower_at(words, k - 1) != ",":
        read = _which_phrase(words, k) if lower != "the" else None
    if read and isinstance(read[0], Day | Days | Weekday | Shift):
        return None if isinstance(read[0], Shift) and read[0].unit != "day" else read
    return None


def _tail(words: list[Word], node: Expression, j: int) -> tuple[Expression, int]:
    """Add what follows a day or a time of day: «Friday night», «March 3, around 11 p.m.», «10 p.m. Wednesday»."""
    table = time_words()
    if isinstance(node, Clock) and node.inner is None:
        k = j
        if (
            lower_at(words, k) in {"in", "on"}
            and lower_at(words, k + 1) == "the"
            and lower_at(words, k + 2) in table.dayparts
        ):
            j = k + 3
        day = _day_behind(words, j)
        if day:
            return Clock(node.value, day[0]), day[1]
        return node, j
    if isinstance(node, Month | Quarter) and node.year is None and getattr(node, "steps", None) is None:
        return node, j
    if not isinstance(node, Day | Weekday | Shift | Part):
        return node, j
    if isinstance(node, Shift) and node.unit != "day":
        return node, j
    if isinstance(node, Part) and not isinstance(node.inner, Day | Weekday | Shift):
        return node, j
    lower = lower_at(words, j)
    if lower in {"early", "late"} and lower_at(words, j + 1) in table.dayparts:
        j, lower = j + 1, words[j + 1].lower
    if lower in table.dayparts and not lower.endswith("s"):
        return Clock("T" + table.dayparts[lower], node), j + 1
    k = j
    if lower_at(words, k) == ",":
        k += 1
    while lower_at(words, k) in {"at", "around", "about", "shortly", "before", "after", "just"} and k < j + 4:
        k += 1
    if k < len(words) and (k > j or words[k].text[0].isdigit() or words[k].lower in table.clocks):
        clock = read_clock(words, k)
        if clock and isinstance(clock[0], Clock):
            return Clock(clock[0].value, node), clock[1]
    return node, j


_ATTEMPTS: tuple[Callable[[list[Word], int], Read], ...] = (
    read_holiday,
    read_deictic,
    read_reference,
    read_every,
    _the,
    _which_phrase,
    _part,
    read_decade,
    read_clock,
    read_spelled_year,
    read_count,
    _ordinal_phrase,
    _relative_adjective,
    _fiscal,
    read_season,
    _daypart,
    read_recent,
)
