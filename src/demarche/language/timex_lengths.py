"""Time expressions that name no days: lengths of time, times that come again, vague times; with their TIMEX3 values."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.language.timex_calendar import Now, Resolved

_LETTERS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}
_CLOCK_LETTERS = {"hour": "H", "minute": "M", "second": "S"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: `count` None where it is not said."""

    count: float | None
    unit: str
    mod: str = ""

    def resolve(self, now: Now) -> Resolved:
        """Write the length in TIMEX3."""
        unit, count = self.unit, self.count
        if unit == "fortnight":
            unit, count = "week", None if count is None else count * 2
        if unit == "weekend":
            return Resolved("DURATION", f"P{'X' if count is None else int(count)}WE", mod=self.mod)
        if unit == "millennium":
            unit, count = "century", None if count is None else count * 10
        if unit == "decade" and count is not None and count != 1:
            unit, count = "year", count * 10
        return Resolved("DURATION", _length(count, unit), granularity=unit, mod=self.mod)


def _length(count: float | None, unit: str) -> str:
    time = "T" if unit in _CLOCK_LETTERS else ""
    letter = _CLOCK_LETTERS.get(unit) or _LETTERS[unit]
    if count is None:
        return f"P{time}X{letter}"
    whole = int(count)
    if whole == count:
        return f"P{time}{whole}{letter}"
    rest = count - whole
    smaller = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "day": (24, "H"), "week": (7, "D")}.get(unit)
    if smaller is None:
        return f"P{time}{count:g}{letter}"
    head = f"{whole}{letter}" if whole else ""
    time_of_rest = "T" if unit == "day" else ""
    return f"P{time}{head}{time_of_rest}{round(rest * smaller[0])}{smaller[1]}"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A time that comes again: «every Monday», «daily»."""

    value: str

    def resolve(self, now: Now) -> Resolved:
        """Give its TIMEX3 value."""
        return Resolved("SET", self.value)


@dataclass(frozen=True, slots=True)
class Reference:
    """A time without a place in the calendar: «now», «recently», «the future»."""

    value: str

    def resolve(self, now: Now) -> Resolved:
        """Give its TIMEX3 value."""
        return Resolved("DATE", self.value)
