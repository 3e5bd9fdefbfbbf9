"""The word lists of the place stage: data/language/places.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Words(msgspec.Struct, frozen=True):
    """Words of place; what each list is for stands beside it in the file."""

    locative: frozenset[str]
    loose: frozenset[str]
    scene: frozenset[str]
    kinds: frozenset[str]
    features: frozenset[str]
    directions: frozenset[str]
    offices: frozenset[str]
    streets: frozenset[str]
    titles: frozenset[str]
    civic: frozenset[str]
    inner: frozenset[str]
    quarters: frozenset[str]
    articles: frozenset[str]
    calendar: frozenset[str]
    determiners: frozenset[str]
    described: frozenset[str]
    common: frozenset[str]
    persons: frozenset[str]
    speech: frozenset[str]
    signing: frozenset[str]
    striking: frozenset[str]
    direction: frozenset[str]
    passing: frozenset[str]
    moments: frozenset[str]
    grips: frozenset[str]
    double: frozenset[str]
    leaving: frozenset[str]
    sources: frozenset[str]
    launching: frozenset[str]
    taken_towns: frozenset[str]
    sites_of: frozenset[str]
    causes: frozenset[str]
    settlements: frozenset[str]
    emphatic: frozenset[str]
    sited: frozenset[str]
    ways: frozenset[str]
    compass: frozenset[str]
    distances: frozenset[str]
    bodily: frozenset[str]
    present: frozenset[str]
    words: frozenset[str]
    visits: frozenset[str]
    examples: frozenset[str]
    countries: frozenset[str]
    aftermath: dict[str, frozenset[str]]
    pronouns: frozenset[str]
    incidental: frozenset[str]
    doers: frozenset[str]
    claiming: frozenset[str]
    taken: frozenset[str]
    harmed: frozenset[str]
    other: frozenset[str]  # words with a capital that no unlisted name of a place holds


@cache
def load_words() -> Words:
    """Load the lists once."""
    table = tomllib.loads((files("demarche") / "data" / "language" / "places.toml").read_text(encoding="utf-8"))
    aftermath = {kind: frozenset(kinds) for kind, kinds in table.pop("aftermath").items()}
    words = {name: frozenset(listed) for name, listed in table.items()}
    other = words["offices"] | words["streets"] | words["titles"] | words["calendar"]
    return Words(**words, aftermath=aftermath, other=other)
