"""Turn rows and lines of JSON back into readings."""

from __future__ import annotations

from typing import Any

import msgspec

from demarche.errors import InputError
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
from demarche.records.rows import (
    SCHEMA_VERSION,
    ClaimRow,
    CountRow,
    DateRow,
    DocumentRow,
    EntityRow,
    PlaceRow,
    QuantityRow,
    RangeRow,
    SideRow,
    SpanRow,
    TollRow,
    VoiceRow,
)

NO_REASON = "no reason was kept"


def from_row(row: dict[str, Any] | DocumentRow, *, place: str = "record") -> Reading:
    """Return the reading that a row was made from; `place` names the row in errors.

    What the record does not hold comes back empty: how an entity was resolved, the victims' mentions of a toll, and,
    for rows kept without text, all words. Raise `InputError` where the row is not a record of this schema.
    """
    if isinstance(row, dict):
        try:
            row = msgspec.convert(row, DocumentRow)
        except msgspec.ValidationError as error:
            raise _not_a_record(place, error) from None
    if row.schema.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise InputError(
            place,
            f"the record has schema {row.schema}, this version reads {SCHEMA_VERSION}",
            "Code the document again, or use the version that wrote the record.",
        )
    document = Document(
        id=row.id,
        text=row.text or "",
        url=row.url,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        language=row.language,
        notes=row.notes,
    )
    return Reading(
        document=document,
        claims=tuple(map(_claim, row.claims)),
        software=row.software,
        codebook=row.codebook,
        model=row.model,
        problem=row.problem,
        entities=row.entities,
    )


def decode(line: bytes | str, *, place: str = "record") -> Reading:
    """Return the reading of one line of JSON; raise `InputError`, naming `place`, where it is not a record."""
    try:
        row = _DECODER.decode(line)
    except msgspec.DecodeError as error:
        raise _not_a_record(place, error) from None
    return from_row(row, place=place)


_DECODER = msgspec.json.Decoder(DocumentRow)


def _not_a_record(place: str, error: Exception) -> InputError:
    return InputError(place, f"not a record: {error}", "`demarche schema` prints what a record holds.")


def _span(row: SpanRow | RangeRow | PlaceRow | CountRow | QuantityRow) -> Span:
    return Span(row.start, row.end)


def _entity(row: EntityRow) -> Entity:
    return Entity(
        country=row.country,
        sectors=row.sectors,
        span=None if row.start is None or row.end is None else Span(row.start, row.end),
        text=row.text or "",
        name=row.name,
        id=row.id,
        implied=row.implied,
    )


def _voice(row: VoiceRow) -> Voice:
    return Voice(
        source=_entity(row.source),
        cue=_span(row.cue),
        content=_span(row.content),
        manner=row.manner,
        stance=row.stance,
        factuality=row.factuality,
    )


def _date(row: DateRow) -> Interval:
    return Interval(
        start=row.start,
        end=row.end,
        granularity=row.granularity,
        span=None if row.span is None else _span(row.span),
        text=row.text or "",
        source=row.source,
        acled=row.precision.acled,
        ucdp=row.precision.ucdp,
    )


def _place(row: PlaceRow) -> Place:
    return Place(
        span=_span(row),
        text=row.text or "",
        name=row.name,
        country=row.country,
        admin1=row.admin1,
        geonameid=row.geonameid,
        latitude=row.latitude,
        longitude=row.longitude,
        feature=row.feature,
        acled=row.precision.acled,
        ucdp=row.precision.ucdp,
    )


def _toll(row: TollRow | SideRow) -> tuple[TollEntry, ...]:
    counts = ((field, getattr(row, field)) for field in TOLL_FIELDS)
    return tuple(
        TollEntry(field, Count(count.low, count.high, _span(count), count.text or ""))
        for field, count in counts
        if isinstance(count, CountRow)
    )


def _quantity(row: QuantityRow) -> Quantity:
    return Quantity(row.low, row.high, row.unit, row.of or "", _span(row), row.text or "")


def _claim(row: ClaimRow) -> Claim:
    return Claim(
        id=row.id,
        type=row.type,
        modes=row.modes,
        contexts=row.contexts,
        quad=row.quad,
        intensity=row.intensity,
        actors=tuple(map(_entity, row.actors)),
        recipients=tuple(map(_entity, row.recipients)),
        trigger=_span(row.trigger),
        evidence=_span(row.evidence),
        attribution=tuple(map(_voice, row.attribution)),
        aux=row.aux,
        standing=row.standing,
        factuality=row.factuality,
        under=row.under,
        date=Unresolved(row.unresolved.get("date", NO_REASON)) if row.date is None else _date(row.date),
        place=Unresolved(row.unresolved.get("place", NO_REASON)) if row.place is None else _place(row.place),
        toll=_toll(row.toll),
        by_side=tuple((_entity(side.side), _toll(side)) for side in row.toll.by_side or ()),
        confidence=row.confidence,
        frame=row.frame,
        quantities=tuple(map(_quantity, row.quantities)),
    )
