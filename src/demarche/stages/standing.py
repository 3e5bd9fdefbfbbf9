"""Assess in what standing each event is presented: auxiliary modes, and the one word for users."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from demarche.model import Analysis, Aux, Event, Interval, Proposition, Unresolved, Voice

# Days before publication from which an event is background rather than part of the episode that the report tells.
# Read off claims-dev and claims-wikinews, 2026-11: dated events of the episode are at most 20 days old there,
# background at least 36; flat between 21 and 35.
BACKGROUND_DAYS = 30
LONG_DAYS = 365  # what has gone on for longer is no news
PAST_ADVERBS = frozenset({"previously", "formerly", "historically", "before"})
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


class Assessment(msgspec.Struct, frozen=True):
    """The standing of one event: PLOVER's auxiliary modes and the one word for users."""

    aux: tuple[Aux, ...]
    standing: str


def assess_standing(
    analysis: Analysis,
    events: tuple[Event, ...],
    voices: tuple[tuple[Voice, ...], ...],
    dates: tuple[Interval | Unresolved, ...],
) -> tuple[Assessment, ...]:
    """Return the assessment of each event, by its own modality, its date against the document's, and its voices.

    `standing` is the first row that fits of the table in docs/standing.md.
    """
    published = analysis.document.published
    found: list[Assessment] = []
    for i, (event, chain, date) in enumerate(zip(events, voices, dates, strict=True)):
        aux = set(event.aux)
        if i and _goes_on(analysis, event, chain, date, events[i - 1], voices[i - 1], found[i - 1]):
            aux.add("historical")
        if not aux & {"future", "hypothetical"} and _is_background(analysis, event, chain, date, published):
            aux.add("historical")
        ordered = tuple(word for word in ORDER if word in aux)
        found.append(Assessment(ordered, standing_of(ordered, chain)))
    return tuple(found)


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


def _goes_on(
    analysis: Analysis,
    event: Event,
    chain: tuple[Voice, ...],
    date: Interval | Unresolved,
    before: Event,
    voices_before: tuple[Voice, ...],
    assessed: Assessment,
) -> bool:
    """Say whether an undated past event goes on in the background that the sentence before it told in that voice.

    A paragraph of its own is a new step of the story, and so is an act of another doer than before.
    """
    background = "historical" in assessed.aux and 0 <= event.sentence - before.sentence <= 1
    past = not event.aux and analysis.propositions[event.proposition].tense == "past"
    if not background or not past or isinstance(date, Interval) or bool(chain) != bool(voices_before):
        return False
    if "\n\n" in analysis.document.text[before.trigger.end : event.trigger.start]:
        return False
    heads = {mention.head for mention in (*before.actors, *before.recipients)}
    carried = any(
        (mention.sentence == before.sentence and mention.head in heads)
        or analysis.sentences[mention.sentence].tokens[mention.head].upos == "PRON"
        for mention in event.actors
    )
    return carried or not event.actors


def _is_background(
    analysis: Analysis, event: Event, chain: tuple[Voice, ...], date: Interval | Unresolved, published: dt.date | None
) -> bool:
    """Say whether the event lies before the episode: by its date, else by its words.

    «since 2014» is background though it lasts. Without a date, the past perfect tells of what went before, save in what
    a source says, where it is only the past moved back («said it had fired»).
    """
    if isinstance(date, Interval) and published is not None:
        lasts_long = date.end >= published and (published - date.start).days > LONG_DAYS
        return lasts_long or (published - date.end).days > BACKGROUND_DAYS
    proposition: Proposition = analysis.propositions[event.proposition]
    tokens = analysis.sentences[event.sentence].tokens
    if proposition.perfect and proposition.tense == "past" and not chain and isinstance(date, Unresolved):
        return True
    adverbs = (t for t in tokens if t.head == proposition.head and t.rel == "advmod")
    return any(adverb.lemma.lower() in PAST_ADVERBS for adverb in adverbs)
