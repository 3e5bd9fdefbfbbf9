"""Tolls of an incident: every number with who gives it, and low, best and high by the rules of two data sets.

UCDP's Georeferenced Event Dataset keeps three figures: the lowest and the highest that a source gives, and as best the
one that most independent sources agree on; the lower where two have as many. ACLED keeps one, the most conservative of
the latest. Only a voice's last word counts, and copies of a text count once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from demarche.model import TOLL_FIELDS
from demarche.records.tellings import Bounds, Party, Telling


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number of people by one voice: its last word."""

    voice: str
    low: int
    high: int | None
    published: dt.date | None
    document: str


class Toll(msgspec.Struct, frozen=True):
    """One field of a toll, of all victims or of one side's (`side` is «» for all)."""

    field: str
    side: str
    low: int
    best: int
    high: int
    acled: int
    said: tuple[Said, ...]


def find_tolls(members: Sequence[Telling]) -> tuple[Toll, ...]:
    """Return the tolls of an incident, of all victims first, then by side."""
    given: dict[tuple[str, str], list[tuple[Telling, Bounds]]] = {}
    for member in members:
        if "negation" in member.aux or member.standing in ("planned", "demanded", "hypothetical"):
            continue
        for field, bounds in member.toll.items():
            given.setdefault((field, ""), []).append((member, bounds))
        sides: tuple[tuple[Party, dict[str, Bounds]], ...] = member.by_side
        if not sides and len(countries := {party.country for party in member.recipients if party.country}) == 1:
            sides = ((Party(min(countries), (), None, ""), member.toll),)
        for party, fields in sides:
            for field, bounds in fields.items():
                given.setdefault((field, party.country or "?"), []).append((member, bounds))
    order = {field: number for number, field in enumerate(TOLL_FIELDS)}
    keys = sorted(given, key=lambda key: (order.get(key[0], 99), key[1]))
    return tuple(_toll(field, side, given[field, side]) for field, side in keys)


def _toll(field: str, side: str, given: Sequence[tuple[Telling, Bounds]]) -> Toll:
    # A report that tells of an act in several claims gives parts of one number: the highest of them is the whole.
    last: dict[str, Said] = {}
    origins: dict[str, str] = {}
    for telling, (low, high) in sorted(given, key=lambda item: item[0].order):
        voice = voice_of(telling)
        known = last.get(voice)
        day = as_date(telling.published)
        if known is not None and known.low >= low and (telling.document == known.document or day == known.published):
            continue
        last[voice] = Said(voice, low, high, day, telling.document)
        origins[voice] = telling.origin
    said = tuple(last.values())
    backing: dict[int, set[str]] = {}
    for entry in said:
        backing.setdefault(entry.low, set()).add(origins[entry.voice])
    lows = [entry.low for entry in said]
    highs = [max(entry.low, entry.high or 0) for entry in said]
    best = min(backing, key=lambda number: (-len(backing[number]), number))
    latest = max(entry.published or dt.date.min for entry in said)
    acled = min(entry.low for entry in said if (entry.published or dt.date.min) == latest)
    return Toll(field, side, min(lows), best, max(highs), acled, said)


def voice_of(telling: Telling) -> str:
    """Return who says so: the innermost voice by country and main sector or by its words, else the outlet."""
    if not telling.voices:
        return telling.publisher
    return party_name(telling.voices[0].party)


def party_name(party: Party) -> str:
    """Return a party in a few words: «UKR GOV»; its name where it has no country."""
    if party.id is not None and party.id.startswith(("org:", "person:")):
        return party.id.partition(":")[2].replace("-", " ")
    return " ".join((party.country, *party.sectors[:1])).strip() or party.name


def as_date(day: int | None) -> dt.date | None:
    """Return the date of an ordinal."""
    return None if day is None else dt.date.fromordinal(day)
