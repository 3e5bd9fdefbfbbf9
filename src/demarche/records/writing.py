"""Turn readings into rows and lines of JSON."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import UNSET

from demarche.model import Claim, Entity, Interval, Place, Quantity, Reading, Span, TollEntry, Unresolved, Voice
from demarche.records.ids import document_version
from demarche.records.rows import (
    SCHEMA_VERSION,
    ClaimRow,
    CountRow,
    DatePrecisionRow,
    DateRow,
    DocumentRow,
    EntityRow,
    PlacePrecisionRow,
    PlaceRow,
    QuantityRow,
    RangeRow,
    SideRow,
    SpanRow,
    TollRow,
    VoiceRow,
)


def make_row(reading: Reading, *, text: bool = True) -> DocumentRow:
    """Return the reading as a typed row; with `text` false, without any words of the document's text."""
    document = reading.document
    writer = _Writer(document.text, text)
    return DocumentRow(
        schema=SCHEMA_VERSION,
        id=document.id,
        url=document.url,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        language=document.language,
        version=document_version(document),
        software=reading.software,
        codebook=reading.codebook,
        model=reading.model,
        entities=reading.entities,
        claims=tuple(map(writer.claim, reading.claims)),
        problem=None if reading.problem is None else writer.reason(reading.problem),
        notes=tuple(map(writer.reason, document.notes)),
        text=document.text if text else UNSET,
    )


def to_row(reading: Reading, *, text: bool = True) -> dict[str, Any]:
    """Return the reading as a dict of plain JSON values; with `text` false, without words of the document's text."""
    row: dict[str, Any] = msgspec.json.decode(encode(reading, text=text))
    return row


def encode(reading: Reading, *, text: bool = True) -> bytes:
    """Return the reading as one line of JSON, UTF-8, without its line end."""
    return _ENCODER.encode(make_row(reading, text=text))


_ENCODER = msgspec.json.Encoder()
_QUOTED = re.compile("«[^»]*»")


class _Writer:
    """Writes the parts of claims as rows; knows the text that spans count in and whether its words may be kept."""

    def __init__(self, source: str, keep: bool) -> None:
        self.source = source
        self.keep = keep

    def words(self, text: str) -> str | None:
        return text if self.keep else None

    def reason(self, reason: str) -> str:
        return reason if self.keep else _QUOTED.sub("«…»", reason)

    def span(self, span: Span) -> SpanRow:
        return SpanRow(self.words(span.text(self.source)), span.start, span.end)

    def entity(self, entity: Entity) -> EntityRow:
        return EntityRow(
            country=entity.country,
            sectors=entity.sectors,
            text=self.words(entity.text),
            start=None if entity.span is None else entity.span.start,
            end=None if entity.span is None else entity.span.end,
            # A name without an id was read off the text itself.
            name=entity.name if self.keep or entity.id is not None else None,
            id=entity.id,
            implied=entity.implied,
        )

    def voice(self, voice: Voice) -> VoiceRow:
        return VoiceRow(
            source=self.entity(voice.source),
            cue=self.span(voice.cue),
            content=self.span(voice.content),
            manner=voice.manner,
            stance=voice.stance,
            factuality=voice.factuality,
        )

    def date(self, date: Interval) -> DateRow:
        return DateRow(
            start=date.start,
            end=date.end,
            granularity=date.granularity,
            precision=DatePrecisionRow(date.acled, date.ucdp),
            text=self.words(date.text),
            source=date.source,
            span=None if date.span is None else RangeRow(date.span.start, date.span.end),
        )

    def place(self, place: Place) -> PlaceRow:
        return PlaceRow(
            text=self.words(place.text),
            start=place.span.start,
            end=place.span.end,
            name=place.name,
            country=place.country,
            admin1=place.admin1,
            geonameid=place.geonameid,
            latitude=place.latitude,
            longitude=place.longitude,
            feature=place.feature,
            precision=PlacePrecisionRow(place.acled, place.ucdp),
        )

    def counts(self, entries: tuple[TollEntry, ...]) -> dict[str, CountRow]:
        """Return a row for each field that has a number; of two numbers for one field the first stands."""
        rows: dict[str, CountRow] = {}
        for entry in entries:
            count = entry.count
            rows.setdefault(
                entry.field,
                CountRow(count.low, count.high, self.words(count.text), count.span.start, count.span.end),
            )
        return rows

    def toll(self, claim: Claim) -> TollRow:
        sides = tuple(SideRow(side=self.entity(side), **self.counts(entries)) for side, entries in claim.by_side)
        return TollRow(by_side=sides or UNSET, **self.counts(claim.toll))

    def quantity(self, quantity: Quantity) -> QuantityRow:
        return QuantityRow(
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            of=self.words(quantity.of),
            text=self.words(quantity.text),
            start=quantity.span.start,
            end=quantity.span.end,
        )

    def claim(self, claim: Claim) -> ClaimRow:
        unresolved = {
            field: self.reason(answer.reason)
            for field, answer in (("date", claim.date), ("place", claim.place))
            if isinstance(answer, Unresolved)
        }
        return ClaimRow(
            id=claim.id,
            type=claim.type,
            modes=claim.modes,
            contexts=claim.contexts,
            quad=claim.quad,
            intensity=claim.intensity,
            actors=tuple(map(self.entity, claim.actors)),
            recipients=tuple(map(self.entity, claim.recipients)),
            trigger=self.span(claim.trigger),
            evidence=self.span(claim.evidence),
            attribution=tuple(map(self.voice, claim.attribution)),
            aux=claim.aux,
            standing=claim.standing,  # type: ignore[arg-type]  # checked where rows are read
            factuality=claim.factuality,
            under=claim.under,
            date=None if isinstance(claim.date, Unresolved) else self.date(claim.date),
            place=None if isinstance(claim.place, Unresolved) else self.place(claim.place),
            toll=self.toll(claim),
            quantities=tuple(map(self.quantity, claim.quantities)),
            confidence=claim.confidence,
            frame=claim.frame,
            unresolved=unresolved,
            mention=None,
            incident=None,
        )
