"""Give what came of an act the modes of the act: «a bomb went off in the market; twelve people were killed»."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

REACH = 3  # sentences from the act to what follows from it; on claims-dev and claims-wikinews 2 to 5 give the same
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his", "all"})

INDEFINITE = frozenset({"a", "an", "another", "similar", "earlier", "previous", "separate"})


class Telling(msgspec.Struct, frozen=True):
    """What one predicate tells of an incident, as far as it matters for whether two tell of the same one."""

    key: int
    sentence: int
    type: str
    modes: tuple[str, ...]
    doers: frozenset[tuple[str, tuple[str, ...]]]  # country and sectors of the actors
    targets: frozenset[str]  # countries of the recipients
    follows: bool  # tells the toll, the author or only the name of an act that may be told elsewhere
    vouched: bool  # tells the author by the words of the frame: «claimed responsibility»
    pointing: bool  # a verb, or a noun made definite: «the attack»
    happened: bool  # neither negated nor hypothetical


def shared_modes(tellings: Sequence[Telling]) -> dict[int, tuple[str, ...]]:
    """Return the modes that tellings without any of their own take over, by key; `tellings` in the order of the text.

    The act is the nearest event of the type in the same sentence, else in the sentences before (for whose act it was:
    anywhere before). A doer of its own, or an act without modes in between, parts the two; a noun that does not point
    must be aimed at the same country.
    """
    found: dict[int, tuple[str, ...]] = {}
    for i, telling in enumerate(tellings):
        if telling.modes or not telling.follows or not telling.happened:
            continue
        reach = telling.sentence if telling.vouched else REACH
        before = [other for other in reversed(tellings[:i]) if telling.sentence - other.sentence <= reach]
        beside = [other for other in tellings[i + 1 :] if other.sentence == telling.sentence]
        same = [other for other in before if other.sentence == telling.sentence]
        for other in (*same, *beside, *before[len(same) :]):
            if other.type != telling.type or not other.happened:
                continue
            modes = other.modes or found.get(other.key, ())
            if modes and _may_be_one(telling, other):
                found[telling.key] = modes
            if modes or not (other.follows or telling.vouched):
                break
    return found


def _may_be_one(telling: Telling, other: Telling) -> bool:
    known = telling.doers and (other.doers or not telling.vouched)
    if known and telling.doers.isdisjoint(other.doers):
        return False
    return telling.pointing or not telling.targets.isdisjoint(other.targets)
