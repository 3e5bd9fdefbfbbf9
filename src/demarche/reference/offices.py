"""Who held which office of a country when: data/reference/offices, one file a region, by country, title and day."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from demarche.reference.names import fold, pieces, slug

OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
COLUMNS = ("country", "office", "title", "name", "names", "from", "to", "source")
# Day up to which an open row is known to hold; who has followed since is not in the tables.
KNOWN_UNTIL = dt.date(2025, 6, 30)
ACTING = frozenset({"acting", "interim", "caretaker", "provisional", "transitional"})
# Countries whose people may be called by the first word of the name, not just the last: the family name stands there,
# or a title («Fiame»), or what all call them by. Not Mongolia: there the father's name stands first.
FIRST_WORD = frozenset(
    {"CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM", "SGP", "MMR", "ETH", "ERI", "ISL", "LAO", "MYS"}
    | {"THA", "IDN", "BTN", "WSM"}
)


Words = Mapping[str, Mapping[str, str | list[str]]]


class Holder(msgspec.Struct, frozen=True):
    """One person in one office of one country: a row of the tables; a day is known to the day, the month or the year.

    `since` and `until` are each the first and the last day that the words of the row leave open.
    """

    country: str
    office: str
    titles: tuple[str, ...]
    name: str
    spellings: tuple[str, ...]
    since: tuple[dt.date, dt.date]
    until: tuple[dt.date, dt.date]
    open: bool  # still in office as far as known

    @property
    def id(self) -> str:
        """Return the id of the person."""
        return f"person:{slug(self.name)}"

    @property
    def acting(self) -> bool:
        """Say whether the title tells that the office is only minded."""
        return any(ACTING & frozenset(title.split()) for title in self.titles)

    def may_hold(self, first: dt.date, last: dt.date) -> bool:
        """Say whether the holder can have been in office on any day from `first` to `last`."""
        return self.since[0] <= last and first <= self.until[1]

    def holds(self, first: dt.date, last: dt.date) -> bool:
        """Say whether the holder was in office on every day from `first` to `last`, whatever the row leaves open."""
        return self.since[1] <= first and last <= self.until[0]

    def is_called(self, words: str) -> bool:
        """Say whether a family name, or what serves for one, is the holder's."""
        wanted = " ".join(pieces(words))
        return any(wanted in _short_forms(spelling, self.country) for spelling in (self.name, *self.spellings))


class Offices:
    """The holders of offices by country and by title, with the words that are spoken for one another."""

    __slots__ = ("_by_country", "_by_title", "_elsewhere", "_offices", "_same")

    def __init__(self, holders: Iterable[Holder] = (), words: Words | None = None):
        words = words or {}
        self._offices = {_key(word): str(office) for word, office in words.get("offices", {}).items()}
        self._same = {_key(word): _key(str(title)) for word, title in words.get("same", {}).items()}
        self._elsewhere = {_key(word): frozenset(codes) for word, codes in words.get("elsewhere", {}).items()}
        self._by_country: dict[str, list[Holder]] = {}
        self._by_title: dict[str, list[Holder]] = {}
        for holder in holders:
            self._by_country.setdefault(holder.country, []).append(holder)
            for title in holder.titles:
                self._by_title.setdefault(self._title(title), []).append(holder)

    def __iter__(self) -> Iterator[Holder]:
        for holders in self._by_country.values():
            yield from holders

    def is_office(self, word: str) -> bool:
        """Say whether a noun of role names an office that the tables hold."""
        return bool(word) and (self._title(word) in self._by_title or _key(word) in self._offices)

    def same(self, one: str, other: str) -> bool:
        """Say whether two nouns of role name one office: «premier» and «prime minister»."""
        first, second = (self._offices.get(_key(word), self._title(word)) for word in (one, other))
        return first == second

    def has(self, country: str, word: str) -> bool:
        """Say whether a country has or had an office of that title."""
        return any(self._fits(holder, word) for holder in self._by_country.get(country, ()))

    def knows(self, country: str) -> bool:
        """Say whether the tables tell of any office of a country."""
        return country in self._by_country

    def holders(self, country: str, word: str, first: dt.date, last: dt.date | None = None) -> tuple[Holder, ...]:
        """Return who can have held an office, or an office of that title, on any day from `first` to `last`."""
        last = last or first
        known = self._by_country.get(country, ())
        return tuple(holder for holder in known if holder.may_hold(first, last) and self._fits(holder, word))

    def holder(self, country: str, word: str, first: dt.date, last: dt.date | None = None) -> Holder | None:
        """Return the one person who held an office all days from `first` to `last`, or None where it is not one."""
        found = self.holders(country, word, first, last)
        sure = [holder for holder in found if holder.holds(first, last or first)]
        return sure[0] if sure and len({holder.id for holder in found}) == 1 else None

    def called(self, word: str, name: str, day: dt.date, country: str = "") -> Holder | None:
        """Return the one person of that title and family name («President Chirac») on a day, or None."""
        known = self._by_title.get(self._title(word)) or [
            holder for holder in self if holder.office == self._offices.get(_key(word))
        ]
        found = {
            (holder.name, holder.country): holder
            for holder in known
            if country in ("", holder.country) and holder.may_hold(day, day) and holder.is_called(name)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def titles(self) -> Iterator[str]:
        """Yield the titles of the tables and the words that name an office, as they are spelled there."""
        yield from dict.fromkeys(title for holder in self for title in holder.titles)
        yield from (*self._offices, *self._same)

    def _title(self, word: str) -> str:
        key = _key(word)
        return self._same.get(key, key)

    def _fits(self, holder: Holder, word: str) -> bool:
        if holder.country in self._elsewhere.get(_key(word), ()):
            return False
        wanted = self._title(word)
        return holder.office in (word, self._offices.get(_key(word))) or any(
            self._title(title) == wanted for title in holder.titles
        )


def read_holders() -> Iterator[Holder]:
    """Yield the rows of all tables, region by region.

    Raises:
        ValueError: a row has no day, or one that is no YYYY, YYYY-MM or YYYY-MM-DD.
    """
    for table in tables():
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
            yield read_holder(row)


def tables() -> list[Traversable]:
    """Return the files of the tables, by name."""
    folder = files("demarche") / "data" / "reference" / "offices"
    return sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)


def read_holder(row: Mapping[str, str]) -> Holder:
    """Return the holder that a row of a table tells of."""
    since = days(row["from"])
    until = days(row["to"]) if row["to"] else (max(KNOWN_UNTIL, since[1]),) * 2
    return Holder(
        row["country"],
        row["office"],
        _listed(row["title"]),
        row["name"],
        _listed(row["names"]),
        since,
        until,
        not row["to"],
    )


def days(words: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a year, a month or a day: «2004», «2004-03», «2004-03-11»."""
    year, *rest = (int(part) for part in words.split("-"))
    month = rest[0] if rest else 0
    if len(rest) > 1:
        return (dt.date(year, month, rest[1]),) * 2
    last = calendar.monthrange(year, month or 12)[1]
    return dt.date(year, month or 1, 1), dt.date(year, month or 12, last)


def _short_forms(name: str, country: str) -> set[str]:
    """Return what a person is called without the first name, folded: each end of the name, or its first word."""
    words = pieces(name)
    forms = {" ".join(words[i:]) for i in range(min(1, len(words) - 1), len(words))}
    if country in FIRST_WORD:
        forms.add(words[0])
    return forms


def _key(word: str) -> str:
    return " ".join(pieces(fold(word)))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
