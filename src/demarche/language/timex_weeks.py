"""Weeks and weekends told by a day in them: «the week of 6 March», «the weekend of May 4», «the week ending Friday»."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.language.cardinals import Word
from demarche.language.timex_calendar import Day, Days, Expression, Now, Resolved, Weekday, week_with
from demarche.language.timex_dates import Read, day_at, lower_at, read_day_month, read_month, read_weekday
from demarche.language.timex_words import time_words

_TELLING = frozenset({"of", "beginning", "starting", "commencing", "ending", "ended"})


@dataclass(frozen=True, slots=True)
class WeekWith:
    """The week, or the weekend, that holds a day."""

    inner: Expression
    weekend: bool = False

    def resolve(self, now: Now) -> Resolved:
        """Take the week from Monday to Sunday, whichever day of it is named."""
        day = self.inner.resolve(now)
        return week_with(day.start, weekend=self.weekend) if day.start is not None else day


def read_week_with(words: list[Word], i: int) -> Read:
    """Read «week of March 6», «weekend of May 4-5», «week ending Friday», from its first word."""
    unit = time_words().units.get(words[i].lower)
    if unit not in {"week", "weekend"} or lower_at(words, i + 1) not in _TELLING:
        return None
    j = i + 2 + (lower_at(words, i + 2) == "the")
    if j >= len(words):
        return None
    table = time_words()
    day = day_at(words, j)
    read: Read = None
    if day:
        read = read_day_month(words, j, day)
    elif words[j].lower in table.months:
        read = read_month(words, j)
    elif words[j].lower in table.weekdays:
        read = read_weekday(words, j)
    if read is None or not isinstance(read[0], Day | Days | Weekday):
        return None
    return WeekWith(read[0], unit == "weekend"), read[1]
