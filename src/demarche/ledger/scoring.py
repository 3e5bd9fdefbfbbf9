"""Compare two tellings slot by slot: what agrees, what speaks against, and whether they can be of one act at all.

Each slot gives a reason with a weight, in thousandths of the logarithm of the odds; their sum is the score. Weights
were fitted by logistic regression on the development part of our gold of incidents (December 2026) and rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from demarche.ledger.blocking import family
from demarche.ledger.weights import WEIGHTS
from demarche.records.tellings import Party, Site, Telling

APART = 15.0  # km between two towns that are not one place
NEAR = 5.0
# Verbs that tell what an act has done to people or things, not the act.
RESULTS = frozenset({"kill", "die", "wound", "injur", "hurt", "destroy", "damag", "perish", "lost", "maim", "burn"})


class Reason(msgspec.Struct, frozen=True, array_like=True):
    """What one slot says about two tellings: its name, how it stands, the weight of that."""

    slot: str
    verdict: str
    weight: int


def compare(one: Telling, other: Telling) -> tuple[Reason, ...]:
    """Return the reasons for and against two tellings being of one act."""
    return tuple(Reason(slot, verdict, WEIGHTS[slot][verdict]) for slot, verdict in verdicts(one, other))


def score(one: Telling, other: Telling) -> int:
    """Return the sum of the weights: above nought where more speaks for one act than against it.

    The same as the sum over `compare`, without the generator, since all the time of linking is spent here.
    """
    total = (
        _PRIOR["speech" if one.quad in (1, 3) else "act"]
        + _TYPE["same" if one.type == other.type else "akin"]
        + _DAY[day(one, other)]
        + _PLACE[place(one, other)]
        + _ACTOR[parties(one.actors, other.actors)]
        + _RECIPIENT[parties(one.recipients, other.recipients)]
        + _TOLL[toll(one, other) if one.tolls and other.tolls else "unknown"]
        + _WORDS[words(one.context, other.context)]
        + _NAMES[names(one.names, other.names)]
        + _HOURS[overlap(one.hours, other.hours)]
        + _STRUCK[overlap(one.struck, other.struck)]
        + _SETTING[setting(one.setting, other.setting)]
    )
    if one.modes and other.modes:
        total += _MODES["agree" if any(mode in other.modes for mode in one.modes) else "differ"]
    if one.trigger and one.trigger == other.trigger:
        total += _TRIGGER["same"]
    if swapped(one, other):
        total += _ROLES["swapped"]
    if one.further != other.further:
        total += _FURTHER["one"]
    if one.published is not None and other.published is not None:
        total += _REPORTS[reports(abs(one.published - other.published))]
    return total


_SLOTS = (
    "prior type day place actor recipient toll words names hours struck setting modes trigger roles further reports"
)
(
    _PRIOR, _TYPE, _DAY, _PLACE, _ACTOR, _RECIPIENT, _TOLL, _WORDS, _NAMES, _HOURS, _STRUCK, _SETTING, _MODES, _TRIGGER,
    _ROLES, _FURTHER, _REPORTS,
) = (WEIGHTS[slot] for slot in _SLOTS.split())  # fmt: skip


def contradiction(one: Telling, other: Telling) -> str | None:
    """Return why two tellings cannot be of one act, whatever else agrees; None where they can."""
    if family(one.type) != family(other.type):
        return "types"
    if one.sure and other.sure and (_gap(one, other) or 0) > 0:
        return "days"
    if one.site is not None and other.site is not None and one.site.exact and other.site.exact:
        apart = distance(one.site, other.site)
        if apart is not None and apart > APART:
            return "towns"
    if swapped(one, other):
        return "roles"
    return None


def verdicts(one: Telling, other: Telling) -> Iterator[tuple[str, str]]:
    """Yield for each slot how two tellings stand to one another in it."""
    yield "prior", "speech" if one.quad in (1, 3) else "act"
    yield "type", "same" if one.type == other.type else "akin"
    if one.modes and other.modes:
        yield "modes", "agree" if set(one.modes) & set(other.modes) else "differ"
    if one.trigger and one.trigger == other.trigger:
        yield "trigger", "same"
    yield "day", day(one, other)
    yield "place", place(one, other)
    yield "actor", parties(one.actors, other.actors)
    yield "recipient", parties(one.recipients, other.recipients)
    if swapped(one, other):
        yield "roles", "swapped"
    yield "toll", toll(one, other)
    yield "words", words(one.context, other.context)
    yield "names", names(one.names, other.names)
    yield "hours", overlap(one.hours, other.hours)
    yield "struck", overlap(one.struck, other.struck)
    if one.further != other.further:
        yield "further", "one"
    yield "setting", setting(one.setting, other.setting)
    if one.published is not None and other.published is not None:
        yield "reports", reports(abs(one.published - other.published))


def day(one: Telling, other: Telling) -> str:
    """Compare days: `same`, `overlap`, `next`, `differ` (taken over from elsewhere), `against`, or who has none."""
    gap = _gap(one, other)
    if gap is None:
        return "unknown"
    assert one.first is not None
    assert other.first is not None
    if gap == 0:
        if one.first == one.last == other.first == other.last:
            return "same" if one.sure and other.sure else "likely"
        return "overlap"
    if one.sure and other.sure:
        return "against"
    return "next" if gap == 1 else "differ"


def _gap(one: Telling, other: Telling) -> int | None:
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return None
    return max(0, one.first - other.last, other.first - one.last)


def place(one: Telling, other: Telling) -> str:
    """Compare places: `town`, `near`, `far`, `country`, `abroad`, or `unknown`."""
    here, there = one.site, other.site
    if here is None or there is None:
        return "unknown"
    if here.exact and there.exact:
        if here.geonameid is not None and here.geonameid == there.geonameid:
            return "town"
        apart = distance(here, there)
        if apart is None:
            return "town" if here.name == there.name else "unknown"
        return "town" if apart <= NEAR else "near" if apart <= APART else "far"
    if here.country and there.country and here.country != there.country:
        return "abroad"
    if here.name and here.name == there.name:
        return "region"
    return "country"


def distance(here: Site, there: Site) -> float | None:
    """Return kilometres between two points, None where one has no point."""
    if here.latitude is None or there.latitude is None or here.longitude is None or there.longitude is None:
        return None
    north = (here.latitude - there.latitude) * 111.2
    east = (here.longitude - there.longitude) * 111.2 * math.cos(math.radians((here.latitude + there.latitude) / 2))
    return math.hypot(north, east)


def parties(one: tuple[Party, ...], other: tuple[Party, ...]) -> str:
    """Compare who takes part in a role, by what fits best of the two sides."""
    if not one or not other:
        return "unknown"
    best = "differ"
    for first in one:
        for second in other:
            found = _party(first, second)
            if _RANK[found] > _RANK[best]:
                best = found
    return best


_RANK = {"differ": 0, "unknown": 1, "country": 2, "sector": 3, "same": 4}


def _party(one: Party, other: Party) -> str:
    if one.id is not None and one.id == other.id:
        return "same"
    if not one.country or not other.country:
        return "unknown"
    if one.country != other.country:
        return "differ"
    mine, theirs = set(one.sectors), set(other.sectors)
    if mine & theirs or (not mine and not theirs):
        return "sector"
    return "country"


def swapped(one: Telling, other: Telling) -> bool:
    """Say whether who acts in one telling suffers in the other, and the other way round."""
    if not one.doers or not one.victims or one.doers & one.victims:
        return False
    return one.doers == other.victims and one.victims == other.doers


def toll(one: Telling, other: Telling) -> str:
    """Compare numbers of people: `several` or `same` where a field has the same one, `near`, `differ`, `unknown`."""
    best, agreed = "unknown", 0
    for field, numbers in one.tolls.items():
        for theirs in other.tolls.get(field, ()):
            for mine in numbers:
                if mine == theirs and mine > 0:
                    agreed += 1 if mine < 5 else 2
                elif best != "near":
                    best = "near" if abs(mine - theirs) <= max(2, max(mine, theirs) // 3) else "differ"
    return "several" if agreed > 1 else "same" if agreed else best


def words(one: frozenset[str], other: frozenset[str]) -> str:
    """Compare the words in what two tellings rest on, by the cosine of the two sets."""
    if len(one) < 3 or len(other) < 3:
        return "few"
    share = len(one & other) / math.sqrt(len(one) * len(other))
    for name, least in (("copied", 0.75), ("alike", 0.5), ("much", 0.35), ("some", 0.25), ("little", 0.15)):
        if share >= least:
            return name
    return "none"


def overlap(one: frozenset[str], other: frozenset[str]) -> str:
    """Say whether two sets of words share any."""
    if not one or not other:
        return "unknown"
    return "other" if one.isdisjoint(other) else "shared"


def names(one: frozenset[str], other: frozenset[str]) -> str:
    """Compare the names in what two tellings rest on."""
    if not one or not other:
        return "few"
    both = len(one & other)
    if not both:
        return "none"
    return "one" if both == 1 else "several"


def setting(one: frozenset[str], other: frozenset[str]) -> str:
    """Compare the places and parties of the two documents."""
    if len(one) < 4 or len(other) < 4:
        return "unknown"
    both = len(one & other)
    share = both / min(len(one), len(other))
    for name, least in (("most", 0.75), ("half", 0.5), ("third", 0.35), ("fifth", 0.2)):
        if share >= least:
            return name
    return "none"


def reports(gap: int) -> str:
    """Name the time between two reports."""
    return "day" if gap <= 1 else "days" if gap <= 4 else "fortnight" if gap <= 14 else "later"
