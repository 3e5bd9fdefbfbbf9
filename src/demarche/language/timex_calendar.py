"""The days that a time expression covers, and its TIMEX3 value: what the grammar reads, made into dates.

Each class is one kind of expression as the grammar reads it; `resolve` puts it into the calendar, given what is known
of the text's time (`Now`). Weeks run Monday to Sunday; «early», «mid», «late» are thirds; a winter runs from December
of its year.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

DAY = dt.timedelta(days=1)
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
# A day without a year is taken on the side that the tense asks for only if the nearest such day lies further off than
# this on the other side: a reading of the tense errs more often than that a report speaks of a day half a year away.
FAR = 120
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SIZES = {"decade": 10, "century": 100, "millennium": 1000}


class Now(NamedTuple):
    """What the text's time is at one place: day of publication, time last spoken of, tense, day last spoken of."""

    published: dt.date | None
    anchor: dt.date | None
    tense: Callable[[], str]
    anchor_day: dt.date | None = None


class Resolved(NamedTuple):
    """A time expression in the calendar; see `Timex` for the fields."""

    type: TimexType
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    granularity: str = ""
    anchored: bool = True
    mod: str = ""


class Expression(Protocol):
    """One kind of time expression."""

    def resolve(self, now: Now) -> Resolved:
        """Put the expression into the calendar."""
        ...


def month_end(year: int, month: int) -> dt.date:
    """Give the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def shift_months(year: int, month: int, steps: int) -> tuple[int, int]:
    """Give year and month that lie `steps` months further on."""
    index = year * 12 + month - 1 + steps
    return index // 12, index % 12 + 1


def add_months(day: dt.date, steps: int) -> dt.date:
    """Give the same day `steps` months further on, or the last of that month where it is shorter."""
    year, month = shift_months(day.year, day.month, steps)
    if not 1 <= year <= 9999:
        return day
    return dt.date(year, month, min(day.day, month_end(year, month).day))


def _day(day: dt.date) -> Resolved:
    return Resolved("DATE", day.isoformat(), day, day, "day")


def _month(year: int, month: int) -> Resolved:
    return Resolved("DATE", f"{year:04d}-{month:02d}", dt.date(year, month, 1), month_end(year, month), "month")


def _year(year: int) -> Resolved:
    if not 1 <= year <= 9999:
        return Resolved("DATE", f"{year:04d}")
    return Resolved("DATE", f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


def week_with(day: dt.date, *, weekend: bool = False) -> Resolved:
    """Give the week from Monday to Sunday that holds a day, or its Saturday and Sunday."""
    year, week, weekday = day.isocalendar()
    monday = day - DAY * (weekday - 1)
    value = f"{year:04d}-W{week:02d}"
    if weekend:
        return Resolved("DATE", value + "-WE", monday + DAY * 5, monday + DAY * 6, "day")
    return Resolved("DATE", value, monday, monday + DAY * 6, "week")


def _quarter(year: int, quarter: int) -> Resolved:
    return Resolved(
        "DATE",
        f"{year:04d}-Q{quarter}",
        dt.date(year, quarter * 3 - 2, 1),
        month_end(year, quarter * 3),
        "quarter",
    )


def _season(year: int, code: str) -> Resolved:
    first = _SEASON_MONTHS[code]
    last_year, last = shift_months(year, first, 2)
    return Resolved("DATE", f"{year:04d}-{code}", dt.date(year, first, 1), month_end(last_year, last), "quarter")


def _long(year: int, unit: str) -> Resolved:
    """Give the decade or century that holds a year; its value is the year cut short, as ISO 8601 has it."""
    size = _SIZES[unit]
    first = year // size * size
    value = f"{year:04d}"[: {"decade": 3, "century": 2, "millennium": 1}[unit]]
    return Resolved("DATE", value, dt.date(max(first, 1), 1, 1), dt.date(first + size - 1, 12, 31), unit)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, with or without its year."""

    month: int
    day: int
    year: int | None = None

    def resolve(self, now: Now) -> Resolved:
        """Take the year that is written, else the nearest such day, by tense where that is far off."""
        if self.year is not None:
            return self._in(self.year)
        if now.published is None:
            return Resolved("DATE", f"XXXX-{self.month:02d}-{self.day:02d}", granularity="day", anchored=False)
        days = [
            (abs((found.start - now.published).days), year)
            for year in range(now.published.year - 1, now.published.year + 2)
            if (found := self._in(year)).start is not None
        ]
        if not days:
            return self._in(now.published.year)
        year = min(days)[1]
        nearest = self._in(year)
        ahead = (nearest.start - now.published).days if nearest.start else 0
        if abs(ahead) > FAR:
            tense = now.tense()
            if tense == "past" and ahead > 0:
                return self._in(year - 1)
            if tense == "future" and ahead < 0:
                return self._in(year + 1)
        return nearest

    def _in(self, year: int) -> Resolved:
        if not 1 <= year <= 9999 or self.day > month_end(year, self.month).day:
            return Resolved("DATE", f"{year:04d}-{self.month:02d}-{self.day:02d}")
        return _day(dt.date(year, self.month, self.day))


@dataclass(frozen=True, slots=True)
class Days:
    """Days from one to another: «March 3-5», «3 to 5 March»."""

    first: Day
    last: Day

    def resolve(self, now: Now) -> Resolved:
        """Join the two days; the first takes the year of the last."""
        last = self.last.resolve(now)
        if last.end is None:
            return last
        first = replace(self.first, year=last.end.year).resolve(now)
        if first.start is not None and first.start > last.end:
            first = replace(self.first, year=last.end.year - 1).resolve(now)
        return Resolved("DATE", f"{first.value}/{last.value}", first.start, last.end, "day")


@dataclass(frozen=True, slots=True)
class Years:
    """Years from one to another: «2014-2018»."""

    first: int
    last: int

    def resolve(self, now: Now) -> Resolved:
        """Join the two years."""
        first, last = _year(self.first), _year(self.last)
        return Resolved("DATE", f"{first.value}/{last.value}", first.start, last.end, "year")


@dataclass(frozen=True, slots=True)
class Month:
    """A month, with or without its year; `steps` is −1 for «last March», 0 for «this», 1 for «next», None for none."""

    month: int
    year: int | None = None
    steps: int | None = None
    base: str = "published"
    year_steps: int | None = None  # «July last year»

    def resolve(self, now: Now) -> Resolved:
        """Take the year that is written, else the last such month, or the next in the future tense."""
        if self.year is not None:
            return _month(self.year, self.month) if 1 <= self.year <= 9999 else _year(self.year)
        day = now.anchor if self.base == "anchor" else now.published
        if day is None:
            return Resolved("DATE", f"XXXX-{self.month:02d}", granularity="month", anchored=False)
        year = day.year
        if self.year_steps is not None:
            return _month(year + self.year_steps, self.month)
        if self.steps == 0:
            return _month(year, self.month)
        if self.steps == -1:
            return _month(year if self.month < day.month else year - 1, self.month)
        if self.steps == 1:
            return _month(year if self.month > day.month else year + 1, self.month)
        tense = now.tense()
        if tense == "future" or (tense != "past" and (self.month - day.month) % 12 < 3):
            return _month(year if self.month >= day.month else year + 1, self.month)
        return _month(year if self.month <= day.month else year - 1, self.month)


@dataclass(frozen=True, slots=True)
class Year:
    """A year in figures."""

    year: int

    def resolve(self, now: Now) -> Resolved:
        """Give the whole year."""
        return _year(self.year)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 for Monday; `steps` as in `Month`."""

    weekday: int
    steps: int | None = None
    base: str = "published"

    def resolve(self, now: Now) -> Resolved:
        """Take the last such day, the next in the future tense; the day of publication itself counts for both."""
        day = now.anchor if self.base == "anchor" else now.published
        if day is None:
            return Resolved("DATE", f"XXXX-WXX-{self.weekday}", granularity="day", anchored=False)
        back = (day.isoweekday() - self.weekday) % 7
        if self.steps == -1:
            return _day(day - DAY * (back or 7))
        if self.steps == 1:
            return _day(day + DAY * (7 - back))
        if now.tense() == "future":
            return _day(day + DAY * ((7 - back) % 7))
        return _day(day - DAY * back)


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a year; `steps` as in `Month`."""

    code: str
    year: int | None = None
    steps: int | None = None
    year_steps: int | None = None

    def resolve(self, now: Now) -> Resolved:
        """Take the year that is written, else the last such season, or the next in the future tense."""
        if self.year is not None:
            return _season(self.year, self.code)
        if now.published is None:
            return Resolved("DATE", f"XXXX-{self.code}", granularity="quarter", anchored=False)
        year, month = now.published.year, now.published.month
        first = _SEASON_MONTHS[self.code]
        if self.year_steps is not None:
            return _season(year + self.year_steps, self.code)
        if self.code == "WI" and month <= 2:  # the winter that began the year before
            year, month = year - 1, month + 12
        if self.steps == 0:
            return _season(year, self.code)
        if self.steps == -1:
            return _season(year if first + 2 < month else year - 1, self.code)
        if self.steps == 1 or now.tense() == "future":
            return _season(year if first + (0 if self.steps == 1 else 2) >= month else year + 1, self.code)
        return _season(year if first <= month else year - 1, self.code)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter or half of a year: `code` is Q1 to Q4, H1 or H2."""

    code: str
    year: int | None = None
    year_steps: int | None = None

    def resolve(self, now: Now) -> Resolved:
        """Take the year that is written, else the last such quarter that has begun, or the next in the future tense."""
        number = int(self.code[1])
        size = 3 if self.code[0] == "Q" else 6
        year = self.year
        if year is None:
            if now.published is None:
                return Resolved("DATE", f"XXXX-{self.code}", granularity="quarter", anchored=False)
            year = now.published.year + (self.year_steps or 0)
            if self.year_steps is None:
                if number * size < now.published.month:
                    # A quarter that is over is spoken of in the future for some months: its results are still to come.
                    year += now.tense() == "future" and number * size + 6 < now.published.month
                elif (number - 1) * size + 1 > now.published.month:
                    year -= now.tense() == "past"
        if not 1 <= year <= 9999:
            return _year(year)
        start = dt.date(year, (number - 1) * size + 1, 1)
        return Resolved("DATE", f"{year:04d}-{self.code}", start, month_end(year, number * size), "quarter")


@dataclass(frozen=True, slots=True)
class Long:
    """A decade, century or millennium by a year in it."""

    year: int
    unit: str

    def resolve(self, now: Now) -> Resolved:
        """Give the whole of it."""
        return _long(self.year, self.unit)


@dataclass(frozen=True, slots=True)
class Shift:
    """A calendar unit so many steps from the publication or from the day last spoken of: «last week», «that day»."""

    unit: str
    steps: int
    base: str = "published"

    def resolve(self, now: Now) -> Resolved:
        """Step from the base by the unit."""
        day = now.published
        if self.base == "anchor":
            day = now.anchor_day if self.unit == "day" else now.anchor
        if day is None:
            return Resolved("DATE", "", granularity=self.unit, anchored=False)
        try:
            return self._from(day)
        except (ValueError, OverflowError):
            return Resolved("DATE", "PAST_REF" if self.steps < 0 else "FUTURE_REF")

    def _from(self, day: dt.date) -> Resolved:
        if self.unit in {"hour", "minute", "second"}:
            return _day(day)
        if self.unit == "day":
            return _day(day + DAY * self.steps)
        if self.unit in {"week", "fortnight"}:
            return week_with(day + DAY * (7 * self.steps * (2 if self.unit == "fortnight" else 1)))
        if self.unit == "weekend":
            # From Monday to Friday «the weekend» and «last weekend» are the one that is over.
            base = day if day.isoweekday() >= 6 or self.steps >= 0 else day - DAY * 7
            steps = self.steps + 1 if self.steps < 0 else self.steps
            if day.isoweekday() >= 6:
                steps = self.steps
            if self.steps > 0 and day.isoweekday() < 6:
                steps -= 1
            return week_with(base + DAY * (7 * steps), weekend=True)
        if self.unit == "month":
            return _month(*shift_months(day.year, day.month, self.steps))
        if self.unit == "quarter":
            year, month = shift_months(day.year, day.month, 3 * self.steps)
            return _quarter(year, (month + 2) // 3)
        if self.unit == "year":
            return _year(day.year + self.steps)
        return _long(day.year + self.steps * _SIZES[self.unit], self.unit)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a time: its first, middle or last third, or what of it is over or still to come."""

    mod: str
    inner: Expression

    def resolve(self, now: Now) -> Resolved:
        """Cut the part out of the days of the inner expression."""
        whole = self.inner.resolve(now)
        mod = {"EARLIER": "START", "LATER": "END"}.get(self.mod, self.mod)
        if whole.start is None or whole.end is None or whole.granularity == "day":
            return whole._replace(mod=mod)
        start, end = whole.start, whole.end
        published = now.published
        if self.mod == "EARLIER":
            if published is not None and start <= published <= end:
                end = published
        elif self.mod == "LATER":
            if published is not None and start <= published <= end:
                start = published
        else:
            start, end = thirds(start, end, whole.granularity)[("START", "MID", "END").index(self.mod)]
        return whole._replace(start=start, end=end, granularity="part", mod=mod)


def thirds(start: dt.date, end: dt.date, granularity: str) -> tuple[tuple[dt.date, dt.date], ...]:
    """Cut days into three: a year by four months, a quarter by months, a decade by 4, 3 and 3 years, else by days."""
    if granularity == "month":
        cuts = (start + DAY * 10, start + DAY * 20)
    elif granularity == "week":
        cuts = (start + DAY * 2, start + DAY * 4)
    elif granularity in {"year", "quarter"}:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        cuts = (add_months(start, months // 3), add_months(start, months // 3 * 2))
    elif granularity in {"decade", "century", "millennium"}:
        years = end.year - start.year + 1
        first = start.year + (4 if years == 10 else years // 3)
        cuts = (dt.date(first, 1, 1), dt.date(first + years // 3, 1, 1))
    else:
        third = max(((end - start).days + 1) // 3, 1)
        cuts = (start + DAY * third, start + DAY * 2 * third)
    return (start, cuts[0] - DAY), (cuts[0], cuts[1] - DAY), (cuts[1], end)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, on a day where one is written: `value` is «TMO», «T10:30», «TNI»…"""

    value: str
    inner: Expression | None = None
    spans_evening_before: bool = False  # «overnight», «at midnight»: the evening before and the day

    def resolve(self, now: Now) -> Resolved:
        """Put the time on its day, else on the day last spoken of."""
        if self.inner is None:
            if self.spans_evening_before and now.published is not None:
                before = now.published - DAY
                return Resolved("TIME", f"{before.isoformat()}{self.value}", before, now.published, "day")
            if now.anchor_day is None:
                return Resolved("TIME", self.value, anchored=False)
            return _day(now.anchor_day)._replace(type="TIME", value=f"{now.anchor_day.isoformat()}{self.value}")
        day = self.inner.resolve(now)
        if day.type != "DATE" or day.granularity not in {"day", "part"}:
            return Resolved(
                "TIME", f"{day.value}{self.value}", day.start, day.end, day.granularity, day.anchored, day.mod
            )
        return day._replace(type="TIME", value=f"{day.value}{self.value}")
