"""Which time expression is of which proposition, and how old what it dates is."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import NamedTuple

from demarche.model import Analysis, Timex
from demarche.stages.standing.words import background_words

# Days before publication from which an event is background rather than part of the episode that the report tells.
# Read off claims-dev and claims-wikinews, 2026-11: dated events of the episode are at most 20 days old there,
# background at least 36; flat between 21 and 35.
BACKGROUND_DAYS = 30
LONG_DAYS = 365  # what has gone on for longer is no news
# Without a publication date, what is dated no closer than this is told as past: reports date their own news by the day.
COARSE = frozenset({"month", "quarter", "year", "decade", "century", "part"})


class Timed(NamedTuple):
    """A time expression at its proposition (or −1): its tokens, its head, the preposition before it («» for none)."""

    timex: Timex
    sentence: int
    first: int
    last: int
    head: int
    owner: int
    marker: str


def reference_day(published: dt.date | None, timexes: tuple[Timex, ...]) -> dt.date | None:
    """Return the day that a report tells from: its publication, else the latest day that it names in full."""
    if published is not None:
        return published
    return max((t.end for t in timexes if t.end is not None and t.granularity == "day"), default=None)


def is_old(start: dt.date, end: dt.date, granularity: str, present: dt.date | None) -> bool:
    """Say whether an interval lies before the episode of a report that tells from `present`."""
    if present is None:
        return granularity in COARSE
    lasts_long = end >= present and (present - start).days > LONG_DAYS
    return lasts_long or (present - end).days > BACKGROUND_DAYS


def place_timexes(
    analysis: Analysis, timexes: tuple[Timex, ...], owners: dict[tuple[int, int], int]
) -> dict[int, list[Timed]]:
    """Return the time expressions of each sentence, in order, each at the proposition that owns its head."""
    starts = [sentence.span.start for sentence in analysis.sentences]
    found: dict[int, list[Timed]] = {}
    for timex in timexes:
        index = bisect_right(starts, timex.span.start) - 1
        tokens = analysis.sentences[index].tokens if index >= 0 else ()
        inside = [t.i for t in tokens if t.start < timex.span.end and timex.span.start < t.end]
        if not inside:
            continue
        head = next((i for i in inside if tokens[i].head not in inside), inside[0])
        before = inside[0] - 1
        while before >= 0 and tokens[before].lemma.lower() in {"the", "a", "early", "late", "about", "around", "mid"}:
            before -= 1
        marker = tokens[before].lemma.lower() if before >= 0 and tokens[before].upos in {"ADP", "SCONJ"} else ""
        owner = owners.get((index, head), -1)
        found.setdefault(index, []).append(Timed(timex, index, inside[0], inside[-1], head, owner, marker))
    return found


def owners_of(analysis: Analysis) -> dict[tuple[int, int], int]:
    """Map each token to the proposition whose predicate is it or its nearest ancestor; tokens of none are left out."""
    heads: dict[tuple[int, int], int] = {}
    for proposition in analysis.propositions:
        heads.setdefault((proposition.sentence, proposition.head), proposition.index)
    for proposition in analysis.propositions:
        if proposition.light:  # what hangs on the light verb is the noun's: «granted him asylum in 2021»
            for token in analysis.sentences[proposition.sentence].tokens:
                if token.upos == "VERB" and proposition.span.contains(token.span):
                    heads.setdefault((proposition.sentence, token.i), proposition.index)
    owners: dict[tuple[int, int], int] = {}
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            i, steps = token.i, 0
            while i >= 0 and (sentence.index, i) not in heads and steps <= len(sentence.tokens):
                i, steps = sentence.tokens[i].head, steps + 1
            if (sentence.index, i) in heads:
                owners[(sentence.index, token.i)] = heads[(sentence.index, i)]
    return owners


def is_carried(timed: Timed, text: str) -> bool:
    """Say whether the expression counts from what has just been told: «two days later», «that year»."""
    words = background_words()
    said = timed.timex.span.text(text).lower()
    return said in words.carried_phrases or bool(set(said.split()) & words.carried_words)


def names_long_ago(timed: Timed, text: str) -> bool:
    """Say whether the expression names the distant past without fixing it: «years ago», «in recent decades»."""
    words = background_words()
    said = timed.timex.span.text(text).lower()
    if timed.timex.value == "PAST_REF":
        return said == "the past" or any(word in words.long_units for word in map(_singular, said.split()))
    return is_long_stretch(timed) and timed.marker in words.through


def is_long_stretch(timed: Timed) -> bool:
    """Say whether the expression is a long time without a number: «decades», «years»."""
    return timed.timex.type == "DURATION" and timed.timex.value in {"PXY", "PXE", "PXC", "PXL"}


def is_nearby(timed: Timed, text: str) -> bool:
    """Say whether the expression is a step back within the episode: «hours earlier», «the day before»."""
    said = timed.timex.span.text(text).lower().split()
    near = {"second", "minute", "hour", "day", "week", "night", "morning", "evening", "moment"}
    return any(_singular(word) in near for word in said) and bool({"earlier", "ago", "before", "previous"} & set(said))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") else word
