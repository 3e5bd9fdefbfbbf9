"""Hypothesis strategies for readings whose spans lie in their text."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from demarche.model import (
    TOLL_FIELDS,
    Claim,
    Count,
    Document,
    Entity,
    Interval,
    Place,
    Quantity,
    Reading,
    Span,
    TollEntry,
    Unresolved,
    Voice,
)

# Every character that JSON can carry, control characters and emoji among them; no halves of surrogate pairs.
characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, min_size=1, max_size=60)
words = st.text(characters, max_size=12)
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
maybe_words = st.none() | words


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """Draw a range of the text's characters."""
    start = draw(st.integers(0, len(text)))
    return Span(start, draw(st.integers(start, len(text))))


@st.composite
def entities(draw: st.DrawFn, text: str) -> Entity:
    """Draw a party named in the text, or an implied one."""
    country = draw(st.just("") | codes)
    sectors = tuple(draw(st.lists(codes, max_size=2)))
    if draw(st.booleans()):
        return Entity(country, sectors, None, "", implied=True)
    span = draw(spans(text))
    return Entity(country, sectors, span, span.text(text), name=draw(maybe_words), id=draw(maybe_words))


@st.composite
def voices(draw: st.DrawFn, text: str) -> Voice:
    """Draw one source of a chain."""
    return Voice(
        source=draw(entities(text)),
        cue=draw(spans(text)),
        content=draw(spans(text)),
        manner=draw(st.sampled_from(["direct", "indirect", "mixed"])),
        stance=draw(st.sampled_from(["affirm", "deny", "doubt", "ask"])),
        factuality=draw(st.sampled_from(["CT+", "PS-", "Uu"])),
    )


@st.composite
def intervals(draw: st.DrawFn, text: str) -> Interval:
    """Draw the days of an event, with or without words for them."""
    start, end = sorted((draw(dates), draw(dates)))
    span = draw(st.none() | spans(text))
    return Interval(
        start,
        end,
        draw(st.sampled_from(["day", "month", "year"])),
        span,
        span.text(text) if span else "",
        "timex",
        draw(st.integers(1, 3)),
        draw(st.integers(1, 5)),
    )


@st.composite
def places(draw: st.DrawFn, text: str) -> Place:
    """Draw a place named in the text."""
    span = draw(spans(text))
    return Place(
        span,
        span.text(text),
        draw(maybe_words),
        draw(st.just("") | codes),
        draw(maybe_words),
        draw(st.none() | st.integers(1, 10**7)),
        draw(st.none() | st.floats(-90, 90)),
        draw(st.none() | st.floats(-180, 180)),
        draw(maybe_words),
        draw(st.integers(1, 3)),
        draw(st.integers(1, 7)),
    )


@st.composite
def tolls(draw: st.DrawFn, text: str) -> tuple[TollEntry, ...]:
    """Draw a toll with at most one number a field, in the order of the fields."""
    entries = []
    for field in TOLL_FIELDS:
        if draw(st.integers(0, 3)) == 0:
            span = draw(spans(text))
            low = draw(st.integers(0, 1000))
            high = draw(st.none() | st.integers(low, 2000))
            entries.append(TollEntry(field, Count(low, high, span, span.text(text))))
    return tuple(entries)


@st.composite
def quantities(draw: st.DrawFn, text: str) -> Quantity:
    """Draw an amount with its words."""
    span = draw(spans(text))
    low = draw(st.floats(0, 1e12))
    high = draw(st.none() | st.floats(low, 2e12))
    return Quantity(low, high, draw(words), draw(words), span, span.text(text))


@st.composite
def claims(draw: st.DrawFn, text: str) -> Claim:
    """Draw a claim about the text."""
    reasons = st.builds(Unresolved, words)
    return Claim(
        id=draw(words),
        type=draw(st.sampled_from(["ASSAULT", "REQUEST", "AID"])),
        modes=tuple(draw(st.lists(words, max_size=2))),
        contexts=tuple(draw(st.lists(words, max_size=2))),
        quad=draw(st.integers(1, 4)),
        intensity=draw(st.floats(-10, 10)),
        actors=tuple(draw(st.lists(entities(text), max_size=2))),
        recipients=tuple(draw(st.lists(entities(text), max_size=2))),
        trigger=draw(spans(text)),
        evidence=draw(spans(text)),
        attribution=tuple(draw(st.lists(voices(text), max_size=2))),
        aux=tuple(draw(st.lists(st.sampled_from(["historical", "future", "hypothetical", "negation"]), max_size=2))),
        standing=draw(st.sampled_from(["reported", "claimed", "denied", "background"])),
        factuality=draw(st.sampled_from(["CT+", "Uu"])),
        under=draw(maybe_words),
        date=draw(intervals(text) | reasons),
        place=draw(places(text) | reasons),
        toll=draw(tolls(text)),
        by_side=tuple(draw(st.lists(st.tuples(entities(text), tolls(text)), max_size=2))),
        confidence=draw(st.none() | st.floats(0, 1)),
        frame=draw(words),
        quantities=tuple(draw(st.lists(quantities(text), max_size=2))),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading of a document, or of one that could not be read."""
    text = draw(texts)
    document = Document(
        id=draw(words),
        text=text,
        url=draw(maybe_words),
        title=draw(maybe_words),
        publisher=draw(maybe_words),
        published=draw(st.none() | dates),
        notes=tuple(draw(st.lists(words, max_size=2))),
    )
    return Reading(
        document=document,
        claims=tuple(draw(st.lists(claims(text), max_size=2))),
        software=draw(words),
        codebook=draw(words),
        model=draw(words),
        problem=draw(maybe_words),
    )
