"""Filters over the claims of a store: the same for lists, charts, panels, exports and the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec


class Filter(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which claims are meant; what is left out does not matter. Several values of a field: any of them.

    Countries are PLOVER's codes, entities ids of the reference data. `since` and `until` bound the days of the event,
    where it has some; `published_since` and `published_until` the day of the report. Rejected claims, and those of
    superseded and retracted documents, are left out unless `everything` is true.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()  # actor or recipient
    toward: tuple[str, ...] = ()  # the other side, with `party`: pairs in both directions
    sector: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    standing: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()  # country or entity of a source; «publisher» for the publisher's own voice
    stance: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # country or name
    since: dt.date | None = None
    until: dt.date | None = None
    published_since: dt.date | None = None
    published_until: dt.date | None = None
    confidence: float | None = None  # at least
    text: str | None = None  # words of the document, FTS5's query language
    review: tuple[str, ...] = ()
    everything: bool = False


_PLAIN = {
    "type": "claims.type",
    "quad": "claims.quad",
    "standing": "claims.standing",
    "publisher": "documents.publisher",
    "document": "documents.id",
    "incident": "claims.incident",
    "review": "claims.review",
}
_LISTS = {"mode": "claims.modes", "context": "claims.contexts"}


def where(given: Filter) -> tuple[str, list[Any]]:
    """Return the condition of a filter over `claims JOIN documents`, and the values for its question marks."""
    parts: list[str] = []
    values: list[Any] = []
    if not given.everything:
        parts.append("documents.status = 'current' AND claims.review IS NOT 'rejected'")
    for name, column in _PLAIN.items():
        if chosen := getattr(given, name):
            parts.append(f"{column} IN ({_marks(chosen)})")
            values += chosen
    for name, column in _LISTS.items():
        if chosen := getattr(given, name):
            parts.append(f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value IN ({_marks(chosen)}))")
            values += chosen
    for role in ("actor", "recipient"):
        if chosen := getattr(given, role):
            parts.append(_party(f"parties.role = '{role}' AND", chosen, values))
    if given.party and given.toward:
        sides = []
        for one, other in (("actor", "recipient"), ("recipient", "actor")):
            first = _party(f"parties.role = '{one}' AND", given.party, values)
            second = _party(f"parties.role = '{other}' AND", given.toward, values)
            sides.append(f"({first} AND {second})")
        parts.append(f"({' OR '.join(sides)})")
    elif given.party or given.toward:
        parts.append(_party("", given.party or given.toward, values))
    if given.sector:
        inner = f"SELECT 1 FROM json_each(parties.sectors) WHERE value IN ({_marks(given.sector)})"
        parts.append(f"EXISTS (SELECT 1 FROM parties WHERE parties.claim = claims.claim AND EXISTS ({inner}))")
        values += given.sector
    _voices(given, parts, values)
    if given.place:
        names = _marks(given.place)
        parts.append(f"claims.place IN (SELECT place FROM places WHERE country IN ({names}) OR name IN ({names}))")
        values += (*given.place, *given.place)
    for day, test in (
        (given.since, "claims.last_day >= ?"),
        (given.until, "claims.first_day <= ?"),
        (given.published_since, "documents.published >= ?"),
        (given.published_until, "documents.published <= ?"),
    ):
        if day is not None:
            parts.append(test)
            values.append(day.isoformat())
    if given.confidence is not None:
        parts.append("claims.confidence >= ?")
        values.append(given.confidence)
    if given.text:
        parts.append("documents.document IN (SELECT rowid FROM documents_text WHERE documents_text MATCH ?)")
        values.append(given.text)
    return " AND ".join(parts) or "1", values


def _party(role: str, chosen: tuple[str, ...], values: list[Any]) -> str:
    values += (*chosen, *chosen)
    marks = _marks(chosen)
    inner = f"{role} (parties.country IN ({marks}) OR parties.entity IN ({marks}))"
    return f"claims.claim IN (SELECT claim FROM parties WHERE {inner})"


def _voices(given: Filter, parts: list[str], values: list[Any]) -> None:
    if given.voice:
        named = tuple(voice for voice in given.voice if voice != "publisher")
        tests = []
        if named:
            marks = _marks(named)
            tests.append(
                f"claims.claim IN (SELECT claim FROM attributions WHERE country IN ({marks}) OR entity IN ({marks}))"
            )
            values += (*named, *named)
        if "publisher" in given.voice:
            tests.append("NOT EXISTS (SELECT 1 FROM attributions WHERE attributions.claim = claims.claim)")
        parts.append(f"({' OR '.join(tests)})")
    if given.stance:
        parts.append(f"claims.claim IN (SELECT claim FROM attributions WHERE stance IN ({_marks(given.stance)}))")
        values += given.stance


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))
