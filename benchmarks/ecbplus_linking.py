"""What is linked in ecbplus, and two ways to do it: by the same lemma, and by type, lemma and what does not contradict.

A link is any callable that takes tellings and returns the number of a cluster for each; `benchmarks.ecbplus.LINKS`
names those that are measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from demarche.model import Claim, Document, Interval, Place, Span


class Telling(msgspec.Struct, frozen=True):
    """One mention of an event with what our reading of its document says of it.

    `claim` is the claim of this one telling, before repeats are merged: type, modes, parties, date, place, toll and
    voices; None where nothing is known of it.
    """

    document: Document
    scope: str  # what is linked only within itself: a topic, a sub-topic, all
    span: Span  # in the set's text
    lemma: str
    claim: Claim | None


Link = Callable[[Sequence[Telling]], Sequence[int]]


def link_lemmas(tellings: Sequence[Telling]) -> list[int]:
    """Link all tellings of one lemma in one scope: the baseline."""
    keys: dict[tuple[str, str], int] = {}
    return [keys.setdefault((telling.scope, telling.lemma), len(keys)) for telling in tellings]


def link_plainly(tellings: Sequence[Telling]) -> list[int]:
    """Link tellings of one type and lemma in one scope, where no country or day contradicts any of the cluster."""
    clusters: list[list[Telling]] = []
    numbers: list[int] = []
    for telling in tellings:
        for i, cluster in enumerate(clusters):
            if all(_fits(telling, other) for other in cluster):
                cluster.append(telling)
                numbers.append(i)
                break
        else:
            numbers.append(len(clusters))
            clusters.append([telling])
    return numbers


def _fits(a: Telling, b: Telling) -> bool:
    if (a.scope, a.lemma) != (b.scope, b.lemma):
        return False
    one, other = a.claim, b.claim
    if one is None or other is None:
        return True
    return one.type == other.type and not _apart(one, other)


def _apart(one: Claim, other: Claim) -> bool:
    """Say whether day, country of the place or countries of a side of two claims contradict each other."""
    first, second = one.date, other.date
    if (
        isinstance(first, Interval)
        and isinstance(second, Interval)
        and (first.end < second.start or second.end < first.start)
    ):
        return True
    if len({place.country for place in (one.place, other.place) if isinstance(place, Place)} - {""}) > 1:
        return True
    for side in ("actors", "recipients"):
        ours, theirs = ({party.country for party in getattr(claim, side)} - {""} for claim in (one, other))
        if ours and theirs and not ours & theirs:
            return True
    return False
