"""Assess in what standing each event is presented: auxiliary modes, and the one word for users."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from demarche.model import Analysis, Attribution, Aux, Event, Interval, Timex, Unresolved, Voice
from demarche.stages.standing.background import Background, is_definite_noun
from demarche.stages.standing.times import BACKGROUND_DAYS

ORDER: tuple[Aux, ...] = ("historical", "future", "hypothetical", "negation")
# Why an event has a standing, in words, for `explain`.
REASONS: Mapping[str, str] = {
    "background": "it lies before what the report tells of",
    "denied": "the innermost voice says that it did not happen",
    "doubted": "the innermost voice leaves it in doubt",
    "demanded": "the innermost voice asks for it",
    "planned": "it is still to come",
    "hypothetical": "it is only possible, wished, feared or asked about",
    "negated": "the report says that it did not happen",
    "claimed": "a source vouches for it",
    "reported": "the report vouches for it in its own voice",
}
# Types that are themselves about what is to come.
PROMISES = frozenset({"AGREE", "THREATEN", "REQUEST", "CONCEDE"})


class Assessment(msgspec.Struct, frozen=True):
    """The standing of one event: PLOVER's auxiliary modes and the one word for users."""

    aux: tuple[Aux, ...]
    standing: str


def assess_standing(
    analysis: Analysis,
    events: tuple[Event, ...],
    voices: tuple[tuple[Voice, ...], ...],
    dates: tuple[Interval | Unresolved, ...],
    timexes: tuple[Timex, ...] = (),
    attributions: tuple[Attribution, ...] = (),
) -> tuple[Assessment, ...]:
    """Return the assessment of each event, by its own modality, what it hangs below, its date and its voices.

    `standing` is the first row that fits of the table in docs/standing.md.
    """
    past = Background(analysis, timexes, attributions).judge(events, voices, dates)
    found: list[Assessment] = []
    for event, chain, date, is_past in zip(events, voices, dates, past, strict=True):
        aux = set(event.aux)
        if is_past:
            aux.add("historical")
        elif not aux and event.known_as not in PROMISES and _is_to_come(analysis, event, date):
            aux.add("future")
        if "hypothetical" in aux and _is_known(analysis, event, events):
            aux.discard("hypothetical")
        ordered = tuple(word for word in ORDER if word in aux)
        found.append(Assessment(ordered, standing_of(ordered, chain)))
    return tuple(found)


def _is_to_come(analysis: Analysis, event: Event, date: Interval | Unresolved) -> bool:
    """Say whether the present tense, or a noun, tells of what the date sets after publication: «visits on Friday»."""
    published, proposition = analysis.document.published, analysis.propositions[event.proposition]
    if published is None or not isinstance(date, Interval) or date.start <= published:
        return False
    if proposition.kind == "noun" and proposition.tense == "none":  # a day further off is one of another year as often
        return (date.start - published).days <= BACKGROUND_DAYS
    return proposition.tense == "present" and not proposition.perfect


def _is_known(analysis: Analysis, event: Event, events: tuple[Event, ...]) -> bool:
    """Say whether a definite noun without words of its own takes up what is a fact: «capable of the bombing»."""
    proposition = analysis.propositions[event.proposition]
    if not is_definite_noun(analysis, proposition) or proposition.arguments:
        return False
    told = [other for other in events if other.type == event.type and other.index < event.index]
    return bool(told) and not set(told[0].aux) & {"future", "hypothetical", "negation"}


def standing_of(aux: tuple[Aux, ...], chain: tuple[Voice, ...]) -> str:
    """Return the one word for users: the first row that fits."""
    stance = chain[0].stance if chain else None
    rows = (
        ("background", "historical" in aux),
        ("denied", stance == "deny"),
        ("doubted", stance == "doubt"),
        ("demanded", stance == "ask"),
        ("planned", "future" in aux),
        ("hypothetical", "hypothetical" in aux),
        ("negated", "negation" in aux),
        ("claimed", bool(chain)),
    )
    return next((word for word, holds in rows if holds), "reported")
