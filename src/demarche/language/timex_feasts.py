"""Feasts that move with Easter: «Good Friday», «Orthodox Easter», «Pentecost»."""

from __future__ import annotations

import datetime as dt
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
        if self.year is None and now.published is None:
            return Resolved("DATE", "", granularity="day", anchored=False)
        published = now.published or dt.date(self.year or FIRST, 1, 1)
        years = (self.year,) if self.year is not None else range(published.year - 1, published.year + 2)
        days = [self._in(year) for year in years if FIRST <= year <= LAST]
        if not days:
            return Resolved("DATE", f"{years[0]:04d}")
        nearest = min(days, key=lambda day: abs((day - published).days))
        return Day(nearest.month, nearest.day, nearest.year).resolve(now)

    def _in(self, year: int) -> dt.date:
        return (eastern_easter(year) if self.eastern else western_easter(year)) + DAY * self.days
