"""The reference data of data/reference, loaded and compiled once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from demarche.reference.bodies import TABLES, body_id, members, read_rows
from demarche.reference.names import Entry, NameTable, fold, pieces, slug
from demarche.reference.offices import Holder, Offices, read_holders
from demarche.reference.own import OwnTable, read_own_tables

PORTFOLIO_PATTERNS = (
    "minister of {}",
    "minister for {}",
    "{} minister",
    "ministry of {}",
    "{} ministry",
    "department of {}",
    "{} department",
    "secretary of {}",
    "{} secretary",
    "ministry for {}",
    "deputy {} minister",
)


class Agent(msgspec.Struct, frozen=True):
    """A noun of role: `kind` is person (a doer or a body of doers), thing, place or modifier.

    `strong`: the noun settles the sector; otherwise it yields to what its modifiers say («army spokesman»).
    `country` is set where the noun itself implies one («peacekeepers»).
    """

    words: str
    sectors: tuple[str, ...]
    kind: str
    strong: bool
    country: str


class Agents:
    """The nouns of role by their singular and plural spellings, one to four words."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[str, Agent] = {}

    def __len__(self) -> int:
        return len({agent.words for agent in self._rows.values()})

    def add(self, agent: Agent) -> None:
        """Add a noun in its singular and its plural; the first sense of a spelling stays."""
        for words in (agent.words, plural(agent.words)):
            key = " ".join(pieces(words))
            self._rows.setdefault(key, agent)

    def get(self, words: str) -> Agent | None:
        """Return the agent of a spelling of lower-case pieces joined by blanks, or None."""
        return self._rows.get(words)


class Reference(msgspec.Struct, frozen=True):
    """All that is known beforehand of parties: names, nouns of role, and how modifiers bear on them."""

    names: NameTable
    agents: Agents
    given: frozenset[str]  # first names that the table of persons knows, lower case
    words: dict[str, frozenset[str]]  # the lists of modifiers.toml and partitives.csv by name
    halves: dict[str, dict[str, str]]  # «north», «south» -> the countries that are called so, each with its other half
    describes: dict[
        str, tuple[str, ...]
    ]  # noun of a definite description -> the kinds or sectors that it can stand for
    doers: dict[str, frozenset[str]]  # noun of an act -> nouns for those who do it: «protest», «protester»
    offices: Offices  # who held which office when
    own: tuple[OwnTable, ...] = ()  # the tables that a user has brought

    def members(self, body: str, year: int) -> tuple[str, ...]:
        """Return the codes of the countries that belonged to an organization (its id, `org:nato`) in a year."""
        return members(body, year)


def plural(words: str) -> str:
    """Return the plural of a noun phrase: of its last noun, or of the one before «of», «in», «to», «at» or «for»."""
    for preposition in (" of ", " in ", " to ", " at ", " for "):
        head, found, tail = words.partition(preposition)
        if found:
            return f"{_plural(head)}{found}{tail}"
    return _plural(words)


def _plural(noun: str) -> str:
    if noun.endswith("man") and noun not in ("human",):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "o", "u"):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    return noun + "s"


@cache
def load_reference() -> Reference:
    """Load the tables that ship with the package; the same object every time."""
    return _build(())


def extend_reference(paths: Iterable[Path]) -> Reference:
    """Return the reference data with a user's tables of entities, whose spellings have only the senses given there.

    Raises:
        ReferenceDataError: a table cannot be read or is not well formed.
    """
    return _build(read_own_tables(paths, frozenset(row["code"] for row in read_rows("countries.csv"))))


def _build(own: tuple[OwnTable, ...]) -> Reference:
    settings = tomllib.loads(_text("modifiers.toml"))
    words = {name: frozenset(listed) for name, listed in settings.items() if isinstance(listed, list)}
    words["partitive"] = frozenset(row["word"] for row in read_rows("partitives.csv"))
    names = NameTable(words.get("shouted", frozenset()))
    agents = Agents()
    given: set[str] = set()
    for brought in (row for table in own for row in table.rows):
        for listed in brought.spellings:
            if brought.kind == "role":
                agents.add(Agent(fold(listed), brought.entry.sectors, "person", True, brought.entry.country))
            else:
                names.add(listed, brought.entry)
    names.settle()
    holders = tuple(read_holders())
    for name, entry in _name_rows(words["generic"], holders):
        names.add(name, entry)
        if entry.kind == "person" and " " in name and name == entry.name:
            given.add(name.partition(" ")[0].lower())
    for row in read_rows("agents.csv"):
        for listed in _listed(row["words"]):
            sectors = tuple(row["sectors"].split())
            agents.add(Agent(fold(listed), sectors, row["kind"], row["rank"] == "strong", row["country"]))
    for portfolio in settings["portfolios"]:
        for pattern in PORTFOLIO_PATTERNS:
            agents.add(Agent(pattern.format(fold(portfolio)), ("GOV",), "person", True, ""))
    offices = Offices(holders, tomllib.loads(_text("offices/titles.toml")))
    for title in offices.titles():
        if title != title.upper() and agents.get(" ".join(pieces(title))) is None:
            agents.add(Agent(title, ("GOV",), "person", True, ""))
    describes = {noun: tuple(kinds) for noun, kinds in settings["describes"].items()}
    doers = {noun: frozenset(named) for noun, named in settings["doers"].items()}
    return Reference(
        names, agents, frozenset(given - words["titles"]), words, settings["halves"], describes, doers, offices, own
    )


def names_as_written() -> Iterator[str]:
    """Yield every spelling of a name in the tables of parties and of regions, as it stands there."""
    words = tomllib.loads(_text("modifiers.toml"))
    yield from (name for name, _ in _name_rows(frozenset(words["generic"]), tuple(read_holders())))
    for row in read_rows("regions.csv"):
        yield from (row["name"], *_listed(row["names"]))


def _name_rows(generic: frozenset[str], holders: tuple[Holder, ...]) -> Iterator[tuple[str, Entry]]:
    for row in read_rows("countries.csv"):
        yield from _country(row)
    for row in read_rows("territories.csv"):
        yield from _territory(row)
    for table, kind in TABLES:
        for row in read_rows(table):
            yield from _body(row, kind, generic)
    for row in read_rows("leaders.csv"):
        yield from _leader(row)
    yield from _persons_in_office(holders)
    for row in read_rows("cities.csv"):
        for name in [row["name"], *_listed(row["names"])]:
            yield name, Entry(f"city:{slug(row['name'])}", row["name"], row["country"], (), "city")


def _body(row: dict[str, str], kind: str, generic: frozenset[str]) -> Iterator[tuple[str, Entry]]:
    """Yield each spelling of a group or an organization; those that many countries use for their own are marked."""
    name = row["name"]
    country, sectors = row["country"], tuple(row["sectors"].split())
    since, until = int(row["from"] or 0), int(row["to"] or 0)
    entry = Entry(body_id(name), name, country, sectors, kind, since, until)
    listed = [name, *row["names"].split(";")] if row["names"] else [name]
    for spelling in listed:
        if spelling in generic:
            yield spelling, msgspec.structs.replace(entry, generic=True)
        else:
            yield spelling, entry


def _country(row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    code, name = row["code"], row["name"]

    def entry(kind: str, *sectors: str) -> Entry:
        return Entry(f"country:{code}", name, code, sectors, kind)

    def people(kind: str) -> Entry:
        return Entry(f"people:{code}", name, code, ("CVL",), kind)

    for listed in [name, *_listed(row["names"])]:
        yield listed, entry("country", "GOV")
    for listed in _listed(row["adjectives"]):
        yield listed, people("adjective")
        if listed[-1] not in "she" and not listed.isupper():
            yield listed + "s", people("people")
    for listed in _listed(row["people"]):
        yield listed, people("people")
    for listed in _listed(row["capitals"]):
        yield listed, entry("capital", "GOV")
    for listed in _listed(row["seats"]):
        yield listed, entry("seat", "GOV")


def _territory(row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    acts = ("GOV", *row["sectors"].split()) if row["kind"] != "region" else ()
    kind = "region" if row["kind"] == "region" else "territory"
    extra = tuple(row["sectors"].split())

    def entry(name: str, kind: str, sectors: tuple[str, ...]) -> Entry:
        return Entry(f"territory:{slug(name)}", name, row["country"], sectors, kind)

    shared = row["kind"] != "disputed" and not row["seat"]
    for listed in [row["name"], *_listed(row["names"])]:
        yield listed, entry(listed if shared else row["name"], kind, acts)
    for listed in _listed(row["adjectives"]):
        yield listed, entry(row["name"], "adjective", ("CVL", *extra))
        if listed[-1] not in "sh":
            yield listed + "s", entry(row["name"], "people", ("CVL", *extra))
    for listed in _listed(row["people"]):
        yield listed, entry(row["name"], "people", ("CVL", *extra))
    for listed in _listed(row["seat"]):
        yield listed, entry(row["name"], "capital" if row["kind"] == "disputed" else "city", acts)


def _leader(row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    sectors = tuple(row["sectors"].split())
    entry = Entry(
        f"person:{slug(row['name'])}",
        row["name"],
        row["country"],
        sectors,
        "person",
        int(row["from"] or 0),
        int(row["to"] or 0),
    )
    for listed in [row["name"], *_listed(row["names"])]:
        yield listed, entry


def _persons_in_office(holders: tuple[Holder, ...]) -> Iterator[tuple[str, Entry]]:
    """Yield each holder of an office once, with all spellings, from the first year in office to the last."""
    together: dict[tuple[str, str], list[Holder]] = {}
    for holder in holders:
        together.setdefault((holder.name, holder.country), []).append(holder)
    for (name, country), rows in together.items():
        since = min(row.since[0].year for row in rows)
        until = 0 if any(row.open for row in rows) else max(row.until[1].year for row in rows)
        entry = Entry(f"person:{slug(name)}", name, country, ("GOV",), "person", since, until)
        for listed in dict.fromkeys([name, *(spelling for row in rows for spelling in row.spellings)]):
            yield listed, entry


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _text(name: str) -> str:
    return (files("demarche") / "data" / "reference" / name).read_text(encoding="utf-8")
