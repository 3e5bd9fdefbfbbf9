"""Feasts that move: with Easter («Good Friday», «Pentecost») or with the week («Thanksgiving»)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from demarche.language.timex_calendar import DAY, Day, Now, Resolved

# The Julian calendar lies 13 days behind the Gregorian from March 1900 to February 2100.
FIRST, LAST, BEHIND = 1901, 2099, 13


def western_easter(year: int) -> dt.date:
    """Give the Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    return dt.date(year, month, (h + ell - 7 * m + 33 * month + 19) % 32)


def eastern_easter(year: int) -> dt.date:
    """Give the Easter Sunday of the Julian calendar as a Gregorian day (the algorithm of Meeus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return dt.date(year, month, day + 1) + DAY * BEHIND


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast so many days after Easter Sunday."""

    days: int
    eastern: bool = False
    year: int | None = None

    def resolve(self, now: Now) -> Resolved:
        """Take the year that is written, else the nearest such day."""
        return _nearest(self._in, self.year, now)

    def _in(self, year: int) -> dt.date:
        return (eastern_easter(year) if self.eastern else western_easter(year)) + DAY * self.days


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A feast on the nth such weekday of a month (-1 for the last), or so many days after it."""

    month: int
    weekday: int
    nth: int
    after: int = 0
    year: int | None = None

    def resolve(self, now: Now) -> Resolved:
        """Take the year that is written, else the nearest such day."""
        return _nearest(self._in, self.year, now)

    def _in(self, year: int) -> dt.date:
        if self.nth < 0:
            end = dt.date(year + self.month // 12, self.month % 12 + 1, 1) - DAY
            return end - DAY * ((end.isoweekday() - self.weekday) % 7) + DAY * self.after
        first = dt.date(year, self.month, 1)
        return first + DAY * ((self.weekday - first.isoweekday()) % 7 + 7 * (self.nth - 1) + self.after)


def _nearest(day_in: Callable[[int], dt.date], year: int | None, now: Now) -> Resolved:
    if year is None and now.published is None:
        return Resolved("DATE", "", granularity="day", anchored=False)
    published = now.published or dt.date(year or FIRST, 1, 1)
    years = (year,) if year is not None else range(published.year - 1, published.year + 2)
    days = [day_in(of) for of in years if FIRST <= of <= LAST]
    if not days:
        return Resolved("DATE", f"{years[0]:04d}")
    nearest = min(days, key=lambda day: abs((day - published).days))
    return Day(nearest.month, nearest.day, nearest.year).resolve(now)
