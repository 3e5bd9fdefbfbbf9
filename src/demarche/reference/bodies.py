"""What the tables know of armed groups and organizations beside their names: years, what they belong to, members."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from demarche.errors import ReferenceDataError
from demarche.reference.names import slug

# The tables of bodies, each with the kind of the entries that are made of its rows.
TABLES = (("armed_groups.csv", "group"), ("organizations.csv", "organization"))


class Member(msgspec.Struct, frozen=True):
    """A country that belonged to an international organization, from one year to another; 0 for open."""

    country: str
    since: int = 0
    until: int = 0


class Body(msgspec.Struct, frozen=True):
    """A group or an organization in the years in which it was of these sectors; 0 for open.

    `parent` is the id of the body that it belongs to, `wikidata` its number there; both are empty where not known.
    """

    id: str
    name: str
    country: str
    sectors: tuple[str, ...]
    kind: str
    since: int
    until: int
    parent: str
    wikidata: str
    members: tuple[Member, ...]


def body_id(name: str) -> str:
    """Return the id of a group or an organization by its name in the table."""
    return f"org:{slug(name)}"


def read_rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of reference data."""
    text = (files("demarche") / "data" / "reference" / table).read_text(encoding="utf-8")
    rows = csv.reader(io.StringIO(text, newline=""))
    columns = next(rows)
    for row in rows:
        yield dict(zip(columns, row, strict=True))


@cache
def load_bodies() -> dict[str, tuple[Body, ...]]:
    """Return all bodies by id; one that became something else has one entry for each time, as in the table.

    Raises:
        ReferenceDataError: a table cannot be read.
    """
    found: dict[str, tuple[Body, ...]] = {}
    for table, _ in TABLES:
        try:
            for row in read_rows(table):
                body = _body(row)
                found[body.id] = (*found.get(body.id, ()), body)
        except (OSError, ValueError, KeyError) as error:
            raise ReferenceDataError(f"{table}: cannot be read ({error}). Install demarche anew.") from error
    return found


def members(body: str, year: int) -> tuple[str, ...]:
    """Return the countries that belonged to an organization in a year, by the code of each, in alphabetical order.

    `body` is an id (`org:nato`). The years of joining and of leaving count. There are none of a body that is not known,
    is no organization of states, or did not exist in that year.
    """
    return tuple(
        sorted(
            {
                member.country
                for entry in load_bodies().get(body, ())
                if _within(entry.since, entry.until, year)
                for member in entry.members
                if _within(member.since, member.until, year)
            }
        )
    )


def _within(since: int, until: int, year: int) -> bool:
    return since <= year <= (until or year)


def _body(row: dict[str, str]) -> Body:
    return Body(
        body_id(row["name"]),
        row["name"],
        row["country"],
        tuple(row["sectors"].split()),
        row["kind"],
        int(row["from"] or 0),
        int(row["to"] or 0),
        body_id(row["parent"]) if row["parent"] else "",
        row["wikidata"],
        tuple(_member(cell) for cell in row["members"].split(";") if cell),
    )


def _member(cell: str) -> Member:
    country, _, years = cell.partition(" ")
    since, _, until = years.partition("-")
    return Member(country, int(since or 0), int(until or 0))
