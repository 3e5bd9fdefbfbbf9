"""What the forms of other data sets are made of: columns that are filled from a claim, and rows that are left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, NamedTuple

import msgspec

from demarche.export.csv import Cell, write_cells
from demarche.records import ClaimRow, DocumentRow, EntityRow
from demarche.reference.codes import countries

Left = Counter[str]  # how many claims were left out, by reason
Write = Callable[[DocumentRow], None]

# Standings by which a text lets an event have happened; none of the forms without a voice has room for the others.
HAPPENED = ("reported", "claimed", "background")


class Line(msgspec.Struct, frozen=True):
    """A claim of a document that a row is made of, with one actor and one recipient of it where it has some."""

    document: DocumentRow
    claim: ClaimRow
    day: dt.date  # the day that stands for the claim's date in this form
    actor: EntityRow | None
    recipient: EntityRow | None
    number: int  # stable, from the claim's id and the pair


class Target(NamedTuple):
    """A column of another data set: what fills it by which mapping, or, without `fill`, why it stays empty."""

    name: str
    note: str
    fill: Callable[[Line], Cell] | None = None


class Format(msgspec.Struct, frozen=True):
    """A form that claims can be written in: `open` gives a function that appends the claims of a document."""

    name: str
    gloss: str
    suffix: str
    notes: str  # for the docs: what a row is, which claims are left out, what is not sure
    columns: tuple[Target, ...]
    open: Callable[[BinaryIO, Left], AbstractContextManager[Write]]


def lines(
    row: DocumentRow,
    left: Left,
    *,
    day: Callable[[ClaimRow], dt.date | str],
    wanted: Callable[[ClaimRow], str | None] = lambda claim: None,
    pairs: bool = False,
) -> Iterator[Line]:
    """Yield the rows that the claims of a document give in a form of events without voices; count what is left out.

    `wanted` returns why a claim has no place in the form, or None. `day` returns the day that stands for the claim's
    date, or the reason why none can. With `pairs` a claim gives a row for each pair of actor and recipient, else one
    row with the first of each.
    """
    for claim in row.claims:
        why = wanted(claim)
        if why is None and claim.standing not in HAPPENED:
            why = f"{claim.standing}: the format has no column that says so"
        found = why or day(claim)
        if isinstance(found, str):
            left[found] += 1
            continue
        both = [(actor, recipient) for actor in claim.actors or (None,) for recipient in claim.recipients or (None,)]
        for place, (actor, recipient) in enumerate(both if pairs else both[:1]):
            yield Line(row, claim, found, actor, recipient, number(claim.id, place))


NO_DATE = "no date: the format demands one"


def single_day(claim: ClaimRow) -> dt.date | str:
    """Return the day of a claim that is dated to the day, or why there is none."""
    if claim.date is None:
        return NO_DATE
    if claim.date.start != claim.date.end:
        return "dated to more than a day: the format has no column that says so"
    return claim.date.start


def number(claim: str, pair: int = 0) -> int:
    """Return a whole number below 2^53 for a claim's id and the pair of its parties: always the same."""
    return ((int(claim, 16) >> 12) + pair) % (1 << 52)


def delimited(
    columns: tuple[Target, ...], make: Callable[[DocumentRow, Left], Iterable[Line]], *, tabs: bool, head: bool = True
) -> Callable[[BinaryIO, Left], AbstractContextManager[Write]]:
    """Return the `open` of a format that writes rows with these columns: with tabs as they are, else as CSV."""

    def start(stream: BinaryIO, left: Left) -> AbstractContextManager[Write]:
        put = _write_tabs(stream) if tabs else write_cells(stream)
        if head:
            put(column.name for column in columns)

        def write(row: DocumentRow) -> None:
            for line in make(row, left):
                put(None if column.fill is None else column.fill(line) for column in columns)

        return nullcontext(write)

    return start


def _write_tabs(stream: BinaryIO) -> Callable[[Iterable[Cell]], None]:
    def put(cells: Iterable[Cell]) -> None:
        stream.write(("\t".join(map(_plain, cells)) + "\n").encode("utf-8", "replace"))

    return put


def _plain(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


# ---------------------------------------------------------------------------------------------------- what many share


def country_name(code: str) -> str | None:
    """Return the English name of a country by PLOVER's code, None for what is none."""
    found = countries().get(code)
    return None if found is None else found.name


def party_name(entity: EntityRow | None) -> str | None:
    """Return what a party is called: its name, else the words of the text, else its country."""
    if entity is None:
        return None
    return entity.name or entity.text or country_name(entity.country)


def whole(code: str) -> int | None:
    """Return a numeric code as a number, None where there is none."""
    return int(code) if code else None


def place_of(name: str) -> Callable[[Line], Cell]:
    """Return a function that gives a field of the claim's place."""
    return lambda line: None if line.claim.place is None else getattr(line.claim.place, name)


def town(line: Line) -> str | None:
    """Return the name of the place where it is a populated one."""
    place = line.claim.place
    return place.name if place is not None and (place.feature or "").startswith("PPL") else None


def place_country(line: Line) -> str | None:
    """Return the English name of the country of the claim's place."""
    place = line.claim.place
    return None if place is None else country_name(place.country)
