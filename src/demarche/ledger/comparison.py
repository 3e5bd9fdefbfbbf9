"""Claim against counter-claim: for one incident, what each voice says in each slot, and where they part.

A slot of a voice is silent where that voice tells nothing of it. Voices agree in a slot where all that speak say
values that can be of one fact, conflict where two cannot; who denies the act is named for the act as a whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import combinations

import msgspec

from demarche.ledger.mentions import incident_day
from demarche.ledger.scoring import parties, place
from demarche.ledger.tolls import Toll, as_date, find_tolls, party_name, voice_of
from demarche.model import TOLL_FIELDS
from demarche.records.tellings import Party, Site, Telling

UNREAL = frozenset({"planned", "demanded", "hypothetical"})  # standings that do not say that it happened


class Word(msgspec.Struct, frozen=True):
    """What one voice says of the incident: whether it happened, and by slot; a slot it is silent on is not there."""

    voice: str
    stance: str  # says, denies, both, or speaks of it only as planned, demanded or supposed: mentions
    country: str
    first: dt.date | None
    documents: tuple[str, ...]
    slots: dict[str, tuple[str, ...]]


class Slot(msgspec.Struct, frozen=True):
    """How voices stand to one another in a slot: agreement, conflict, one voice, or silence."""

    slot: str
    verdict: str


class Summary(msgspec.Struct, frozen=True):
    """An incident all told."""

    label: str
    type: str
    quad: int
    first_day: dt.date | None
    last_day: dt.date | None
    place: str | None
    words: tuple[Word, ...]
    slots: tuple[Slot, ...]
    tolls: tuple[Toll, ...]
    first_said: str | None
    first_published: dt.date | None
    denied_by: tuple[str, ...]
    never_denied_by: tuple[str, ...]  # parties that are said to have done it, and have not denied it
    contested: bool
    documents: int
    origins: int


def summarize(members: Sequence[Telling]) -> Summary:
    """Return the summary of an incident's tellings."""
    ordered = sorted(members, key=lambda telling: telling.order)
    by_voice: dict[str, list[Telling]] = {}
    for telling in ordered:
        by_voice.setdefault(voice_of(telling), []).append(telling)
    words = tuple(_word(voice, told) for voice, told in by_voice.items())
    slots = tuple(Slot(name, _verdict(name, by_voice, read)) for name, read in SLOTS.items())
    denied_by = tuple(word.voice for word in words if word.stance in ("denies", "both"))
    deniers = {word.country for word in words if word.stance in ("denies", "both") and word.country}
    doers = {party.country: party_name(party) for telling in ordered for party in telling.actors if party.country}
    type_ = _common([telling.type for telling in ordered])
    day = incident_day(ordered)
    site = next((telling.site for telling in ordered if telling.site is not None and telling.site.exact), None) or next(
        (telling.site for telling in ordered if telling.site is not None), None
    )
    first = next((telling for telling in ordered if telling.standing != "denied"), ordered[0])
    conflict = any(slot.verdict == "conflict" for slot in slots)
    return Summary(
        label=_label(type_, ordered, site, day),
        type=type_,
        quad=next(telling.quad for telling in ordered if telling.type == type_),
        first_day=as_date(day),
        last_day=as_date(max((t.last for t in ordered if t.last is not None and t.first == day), default=day)),
        place=site.name if site is not None else None,
        words=words,
        slots=slots,
        tolls=find_tolls(ordered),
        first_said=voice_of(first),
        first_published=as_date(first.published),
        denied_by=denied_by,
        never_denied_by=tuple(sorted(name for country, name in doers.items() if country not in deniers)),
        contested=bool(denied_by) or conflict,
        documents=len({telling.document for telling in ordered}),
        origins=len({telling.origin for telling in ordered}),
    )


def _word(voice: str, told: Sequence[Telling]) -> Word:
    stances = {"denies" if is_denied(t) else "mentions" if t.standing in UNREAL else "says" for t in told}
    stance = "both" if {"says", "denies"} <= stances else min(stances - {"mentions"}, default="mentions")
    slots = {name: values for name, read in SLOTS.items() if (values := _values(told, read))}
    country = next((t.voices[0].party.country for t in told if t.voices and t.voices[0].party.country), "")
    documents = tuple(dict.fromkeys(telling.document for telling in told))
    return Word(voice, stance, country, as_date(told[0].published), documents, slots)


def is_denied(telling: Telling) -> bool:
    """Say whether a telling is its voice's denial."""
    if telling.voices:
        return telling.voices[0].stance == "deny"
    return telling.standing in ("denied", "negated")


def _values(told: Sequence[Telling], read: Callable[[Telling], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for telling in told if not is_denied(telling) for value in read(telling)))


def _verdict(name: str, by_voice: dict[str, list[Telling]], read: Callable[[Telling], tuple[str, ...]]) -> str:
    told = {voice: [t for t in some if not is_denied(t) and read(t)] for voice, some in by_voice.items()}
    speaking = [some for some in told.values() if some]
    if not speaking:
        return "silence"
    if len(speaking) == 1:
        return "one voice"
    clash = any(
        all(_clash(name, one, other) for one in first for other in second)
        for first, second in combinations(speaking, 2)
    )
    return "conflict" if clash else "agreement"


def _clash(name: str, one: Telling, other: Telling) -> bool:
    if name in ("actor", "recipient"):
        sides = (one.actors, other.actors) if name == "actor" else (one.recipients, other.recipients)
        return parties(*sides) == "differ"
    if name == "day":
        return (one.first or 0) > (other.last or 0) or (other.first or 0) > (one.last or 0)
    if name == "place":
        return place(one, other) in ("far", "abroad")
    mine, theirs = one.toll[name], other.toll[name]
    return mine[0] > (theirs[1] if theirs[1] is not None else 10**9) or theirs[0] > (
        mine[1] if mine[1] is not None else 10**9
    )


def _parties(some: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party_name(party) for party in some))


def _day(telling: Telling) -> tuple[str, ...]:
    if telling.first is None or telling.last is None:
        return ()
    first, last = (dt.date.fromordinal(day).isoformat() for day in (telling.first, telling.last))
    return (first if first == last else f"{first}–{last}",)


def _number(field: str) -> Callable[[Telling], tuple[str, ...]]:
    def read(telling: Telling) -> tuple[str, ...]:
        if field not in telling.toll:
            return ()
        low, high = telling.toll[field]
        return (str(low) if high == low else f"{low}+" if high is None else f"{low}–{high}",)

    return read


SLOTS: dict[str, Callable[[Telling], tuple[str, ...]]] = {
    "actor": lambda telling: _parties(telling.actors),
    "recipient": lambda telling: _parties(telling.recipients),
    "day": _day,
    "place": lambda telling: (telling.site.name,) if telling.site is not None and telling.site.name else (),
    **{field: _number(field) for field in TOLL_FIELDS},
}


def _label(type_: str, ordered: Sequence[Telling], site: Site | None, day: int | None) -> str:
    sides = (
        _common([party_name(party) for telling in ordered for party in telling.actors]),
        _common([party_name(party) for telling in ordered for party in telling.recipients]),
    )
    where = f", {site.name}" if site is not None and site.name else ""
    when = f", {dt.date.fromordinal(day).isoformat()}" if day is not None else ""
    return f"{sides[0] or '?'} → {sides[1] or '?'}: {type_}{where}{when}"


def _common(values: Sequence[str]) -> str:
    """Return the value that occurs most often; of several the first in the alphabet."""
    return min(values, key=lambda value: (-values.count(value), value)) if values else ""
