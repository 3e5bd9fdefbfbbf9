"""Which tellings are compared at all: those of one family of types, of a country, and of days that may be the same.

Keys are numbers made from these and from something that both tell: a place, a mode, a word, a number. Two tellings that
share none are never compared, and a block that has grown very large is passed over: what it holds says little.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from demarche.records.tellings import Telling

# Types that tellings of one act may have by voice: an abduction is an arrest to those who made it.
FAMILIES = {
    **dict.fromkeys(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"), "force"),
    **dict.fromkeys(("AGREE", "CONSULT", "COOPERATE"), "talks"),
    **dict.fromkeys(("AID", "SUPPORT"), "support"),
}
SPAN = 4  # days in a bucket
BEFORE = 10  # days before its report in which an undated act is looked for
LONG = 32  # days in a bucket of acts with one name
LONG_BEFORE = 45
MOST_BUCKETS = 12  # of an act whose days are told loosely: «in spring»
MOST_NAMES = 6
MOST_COUNTRIES = 4
LARGE = 200  # acts in a block; beyond that it is passed over


def family(type_: str) -> str:
    """Return the family of a type."""
    return FAMILIES.get(type_, type_)


def days_of(telling: Telling) -> tuple[int, int] | None:
    """Return the first and last day on which the act may have been, or None where nothing is known."""
    first, last = telling.first, telling.last
    if first is not None and last is not None:
        if telling.sure or telling.published is None:
            return first, last
        return min(first, max(telling.published - 3, first - 7)), max(last, min(telling.published, last + 7))
    if telling.published is None:
        return None
    return telling.published - BEFORE, telling.published


def keys(telling: Telling) -> tuple[int, ...]:
    """Return the keys of an act: what it tells by country and days, and the names in it by month."""
    days = days_of(telling)
    group = family(telling.type)
    buckets = range(1) if days is None else range(days[0] // SPAN, days[1] // SPAN + 1)
    told = tuple(_told(telling))
    found = [
        _number(group, country, bucket, part)
        for bucket in tuple(buckets)[-MOST_BUCKETS:]
        for country in telling.countries[:MOST_COUNTRIES] or ("",)
        for part in told
    ]
    if days is not None:
        first = days[0] if telling.first is not None else days[1] - LONG_BEFORE
        months = tuple(range(first // LONG, days[1] // LONG + 1))[-MOST_BUCKETS:]
        found += (_number(group, name, month) for name in sorted(telling.names)[:MOST_NAMES] for month in months)
    return tuple(dict.fromkeys(found))


def _told(telling: Telling) -> Iterable[object]:
    """Yield what two tellings of one act often share: place, mode, trigger, who suffers, a number of people."""
    if telling.site is not None and telling.site.exact:
        yield _cell(telling)
    yield from telling.modes
    if telling.trigger:
        yield telling.trigger
    yield from {("to", party.sectors[:1]) for party in telling.recipients}
    yield from {("by", party.sectors[:1]) for party in telling.actors}
    for field, numbers in telling.tolls.items():
        yield from ((field, number) for number in numbers if number > 1)


def _cell(telling: Telling) -> tuple[object, ...]:
    site = telling.site
    assert site is not None
    return (site.name,) if site.name else (round((site.latitude or 0) * 8), round((site.longitude or 0) * 8))


def _number(*parts: object) -> int:
    """Return a number below 2^63 that stands for the parts."""
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
