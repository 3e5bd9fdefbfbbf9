"""The rows of the public record: one document with its claims is one line of JSON Lines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from demarche.model import Aux, Manner, Stance

SCHEMA_VERSION = "1.0"

Offset = Annotated[int, Meta(ge=0)]
Words = Annotated[str | None, Meta(description="The words as they stand in the text; null where texts are left out.")]
Start = Annotated[Offset, Meta(description="First character of the document's text.")]
End = Annotated[Offset, Meta(description="Character after the last one.")]


class SpanRow(msgspec.Struct, frozen=True):
    """Words of the document's text with their characters, end exclusive."""

    text: Words
    start: Start
    end: End


class RangeRow(msgspec.Struct, frozen=True):
    """A range of characters of the document's text, end exclusive."""

    start: Start
    end: End


class EntityRow(msgspec.Struct, frozen=True):
    """A party or a source: who the words refer to."""

    country: Annotated[str, Meta(description="PLOVER country code: ISO 3166 alpha-3 or PLOVER's own; «» if unknown.")]
    sectors: Annotated[tuple[str, ...], Meta(description="PLOVER sector codes, the main one first.")]
    text: Words
    start: Annotated[Offset | None, Meta(description="First character; null for a party without words.")]
    end: Annotated[Offset | None, Meta(description="Character after the last one; null for a party without words.")]
    name: Annotated[str | None, Meta(description="The name in full, where it is known.")]
    id: Annotated[str | None, Meta(description="Id in the reference data, where there is one.")]
    implied: Annotated[bool, Meta(description="True for a party that no words name; its text is then «».")]


class VoiceRow(msgspec.Struct, frozen=True):
    """A source as it stands in the chain of a claim."""

    source: Annotated[EntityRow, Meta(description="Who is said to have said it.")]
    cue: Annotated[SpanRow, Meta(description="The words that attribute: «said», «according to».")]
    content: Annotated[SpanRow, Meta(description="What is said, with the event in it.")]
    manner: Annotated[Manner, Meta(description="Quoted, reported, or both.")]
    stance: Annotated[Stance, Meta(description="Whether the source affirms, denies, doubts or asks for it.")]
    factuality: Annotated[str, Meta(description="FactBank value of the source's commitment.")]


class DatePrecisionRow(msgspec.Struct, frozen=True):
    """How exact a date is, in the codes of other data sets."""

    acled: Annotated[int, Meta(description="ACLED time precision, 1 to 3.")]
    ucdp: Annotated[int, Meta(description="UCDP date precision, 1 to 5.")]


class DateRow(msgspec.Struct, frozen=True, rename={"source": "from"}):
    """The days of an event, both ends inclusive."""

    start: Annotated[dt.date, Meta(description="First day.")]
    end: Annotated[dt.date, Meta(description="Last day, inclusive.")]
    granularity: Annotated[str, Meta(description="Day, week, month, quarter, year, or a part of one.")]
    precision: Annotated[DatePrecisionRow, Meta(description="ACLED and UCDP precision codes.")]
    text: Words
    source: Annotated[str, Meta(description="What supports it: its time expression, by place, or another telling.")]
    span: Annotated[RangeRow | None, Meta(description="Characters of the time expression; null without one.")]


class PlacePrecisionRow(msgspec.Struct, frozen=True):
    """How exact a place is, in the codes of other data sets."""

    acled: Annotated[int, Meta(description="ACLED geo precision, 1 to 3.")]
    ucdp: Annotated[int, Meta(description="UCDP where precision, 1 to 7.")]


class PlaceRow(msgspec.Struct, frozen=True):
    """Where an event took place."""

    text: Words
    start: Start
    end: End
    name: Annotated[str | None, Meta(description="Name in the gazetteer.")]
    country: Annotated[str, Meta(description="PLOVER country code; «» if unknown.")]
    admin1: Annotated[str | None, Meta(description="Province or state.")]
    geonameid: Annotated[int | None, Meta(description="GeoNames id.")]
    latitude: Annotated[Annotated[float, Meta(ge=-90, le=90)] | None, Meta(description="Degrees north.")]
    longitude: Annotated[Annotated[float, Meta(ge=-180, le=180)] | None, Meta(description="Degrees east.")]
    feature: Annotated[str | None, Meta(description="GeoNames feature code.")]
    precision: Annotated[PlacePrecisionRow, Meta(description="ACLED and UCDP precision codes.")]


class CountRow(msgspec.Struct, frozen=True):
    """A number of people with its bounds."""

    low: Annotated[int, Meta(description="At least so many.", ge=0)]
    high: Annotated[int | None, Meta(description="At most so many; null without an upper bound.")]
    text: Words
    start: Start
    end: End


Dead = Annotated[CountRow | UnsetType, Meta(description="People killed.")]
Injured = Annotated[CountRow | UnsetType, Meta(description="People hurt.")]
Captured = Annotated[CountRow | UnsetType, Meta(description="People taken by an enemy or as hostages.")]
Missing = Annotated[CountRow | UnsetType, Meta(description="People not accounted for.")]
Displaced = Annotated[CountRow | UnsetType, Meta(description="People driven from their homes.")]
Arrested = Annotated[CountRow | UnsetType, Meta(description="People held by an authority.")]


class SideRow(msgspec.Struct, frozen=True):
    """The toll of one side; only the fields that have numbers are there."""

    side: Annotated[EntityRow, Meta(description="Whose dead, injured, … they are.")]
    dead: Dead = UNSET
    injured: Injured = UNSET
    captured: Captured = UNSET
    missing: Missing = UNSET
    displaced: Displaced = UNSET
    arrested: Arrested = UNSET


class TollRow(msgspec.Struct, frozen=True):
    """Numbers of people harmed; only the fields that have numbers are there."""

    dead: Dead = UNSET
    injured: Injured = UNSET
    captured: Captured = UNSET
    missing: Missing = UNSET
    displaced: Displaced = UNSET
    arrested: Arrested = UNSET
    by_side: Annotated[tuple[SideRow, ...] | UnsetType, Meta(description="The same by the victims' side.")] = UNSET


class QuantityRow(msgspec.Struct, frozen=True):
    """An amount in an event that is no number of people harmed: houses, weapons, money, land, a length of time."""

    low: Annotated[float, Meta(description="At least so much.")]
    high: Annotated[float | None, Meta(description="At most so much; null without an upper bound.")]
    unit: Annotated[
        str, Meta(description="Unit of measure («tonne», «km», «percent»), a currency («USD»), or «count» for things.")
    ]
    of: Annotated[
        str | None,
        Meta(
            description="What is counted or measured, by its lemmas («house», «territory»); «» where no words name it; "
            "null where texts are left out."
        ),
    ]
    text: Words
    start: Start
    end: End


class ClaimRow(msgspec.Struct, frozen=True):
    """An event as the document tells it, with who says so and in what standing."""

    id: Annotated[str, Meta(description="From content: the same claim of the same document version has the same id.")]
    type: Annotated[str, Meta(description="Event type of the codebook.")]
    modes: Annotated[tuple[str, ...], Meta(description="How: modes that the type declares.")]
    contexts: Annotated[tuple[str, ...], Meta(description="About what: PLOVER contexts.")]
    quad: Annotated[
        int,
        Meta(description="1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."),
    ]
    intensity: Annotated[float, Meta(description="From -10 (conflict) to 10 (cooperation).", ge=-10, le=10)]
    actors: Annotated[tuple[EntityRow, ...], Meta(description="Who did it.")]
    recipients: Annotated[tuple[EntityRow, ...], Meta(description="To whom it was done.")]
    trigger: Annotated[SpanRow, Meta(description="The words that evoke the event.")]
    evidence: Annotated[SpanRow, Meta(description="The words that the claim rests on.")]
    attribution: Annotated[
        tuple[VoiceRow, ...],
        Meta(description="Who says so, innermost voice first; empty for the publisher's own voice."),
    ]
    aux: Annotated[tuple[Aux, ...], Meta(description="PLOVER's auxiliary modes.")]
    standing: Annotated[
        Literal[
            "reported",
            "claimed",
            "denied",
            "doubted",
            "demanded",
            "planned",
            "hypothetical",
            "negated",
            "background",
        ],
        Meta(description="In one word, how the text lets the event stand."),
    ]
    factuality: Annotated[str, Meta(description="The publisher's own FactBank value.")]
    under: Annotated[str | None, Meta(description="Id of the speech act that the event hangs below.")]
    date: Annotated[DateRow | None, Meta(description="When; null where unknown, never the day of publication instead.")]
    place: Annotated[PlaceRow | None, Meta(description="Where; null where unknown.")]
    toll: Annotated[TollRow, Meta(description="Numbers of people harmed.")]
    quantities: Annotated[
        tuple[QuantityRow, ...], Meta(description="What else its numbers count or measure, in the order of the text.")
    ]
    confidence: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None,
        Meta(description="Our own score that the claim is read right, 0 to 1."),
    ]
    frame: Annotated[str, Meta(description="The codebook's frame that fired.")]
    unresolved: Annotated[dict[str, str], Meta(description="For each field that is unknown, why.")]
    mention: Annotated[
        Literal["new", "follow-up", "background", "anniversary"] | None,
        Meta(description="What the mention is to its incident, once linked."),
    ]
    incident: Annotated[str | None, Meta(description="Id of the incident, once linked.")]


class DocumentRow(msgspec.Struct, frozen=True):
    """One document with all that was concluded about it: one line of JSON Lines."""

    schema: Annotated[str, Meta(description="Version of this record.")]
    id: Annotated[str, Meta(description="Id of the document, as given or made from the file's name.")]
    url: Annotated[str | None, Meta(description="Address, as given.")]
    title: Annotated[str | None, Meta(description="Headline, as given; no part of the text.")]
    publisher: Annotated[str | None, Meta(description="Outlet, as given.")]
    published: Annotated[dt.date | None, Meta(description="Day of publication, as given.")]
    language: Annotated[str, Meta(description="ISO 639-1 code of the language.")]
    version: Annotated[str, Meta(description="Digest of title and text: another text is another version.")]
    software: Annotated[str, Meta(description="Name and version of the program.")]
    codebook: Annotated[str, Meta(description="Name and version of the codebook; «» where nothing could be read.")]
    model: Annotated[str, Meta(description="Name and version of the model; «» where nothing could be read.")]
    entities: Annotated[
        tuple[str, ...], Meta(description="The user's own tables of entities that were read by: file name and digest.")
    ]
    claims: Annotated[tuple[ClaimRow, ...], Meta(description="The claims in the order of the text.")]
    problem: Annotated[str | None, Meta(description="Why the document could not be read; null where it was.")]
    notes: Annotated[tuple[str, ...], Meta(description="What the reader had to guess: an encoding, an id.")]
    text: Annotated[
        str | UnsetType, Meta(description="The text that all offsets count in; absent where texts are left out.")
    ] = UNSET


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record, made from the rows above."""
    (reference,), components = msgspec.json.schema_components((DocumentRow,), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Demarche record {SCHEMA_VERSION}",
        **reference,
        "$defs": components,
    }
