"""PLOVER JSON: one event an object, one object a line, with the fields of PLOVER's manual."""

from __future__ import annotations

from typing import Any

from demarche.export.columns import Format, country_name
from demarche.export.objects import key, objects
from demarche.records import ClaimRow, DocumentRow, EntityRow
from demarche.records.rows import VoiceRow


def _party(entity: EntityRow) -> dict[str, Any]:
    return {
        "country": entity.country or None,
        "sectors": list(entity.sectors),
        "name": entity.name,
        "text": entity.text or None,
    }


def _voice(voice: VoiceRow) -> dict[str, Any]:
    return {**_party(voice.source), "stance": voice.stance}


def _event(row: DocumentRow, claim: ClaimRow) -> dict[str, Any]:
    date, place = claim.date, claim.place
    return {
        "id": claim.id,
        "date": None if date is None else date.start.isoformat(),
        "date_end": None if date is None else date.end.isoformat(),
        "event": claim.type,
        "mode": list(claim.modes),
        "context": list(claim.contexts),
        "auxiliary": list(claim.aux),
        "intensity": claim.intensity,
        "quad": claim.quad,
        "actor": list(map(_party, claim.actors)),
        "recipient": list(map(_party, claim.recipients)),
        "location": None
        if place is None
        else {
            "name": place.name,
            "admin1": place.admin1,
            "country": place.country or None,
            "country_name": country_name(place.country),
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geonameid": place.geonameid,
        },
        "attribution": list(map(_voice, claim.attribution)),
        "standing": claim.standing,
        "event_text": claim.trigger.text,
        "text": claim.evidence.text,
        "story": row.id,
        "publication": row.publisher,
        "publication_date": None if row.published is None else row.published.isoformat(),
        "url": row.url,
        "language": row.language,
        "coder": row.software,
        "version": row.codebook,
    }


COLUMNS = (
    key("id", "id of the claim"),
    key("date", "first day of the event; null where unknown"),
    key("date_end", "last day, inclusive; null where unknown"),
    key("event", "event type"),
    key("mode", "modes, a list"),
    key("context", "contexts, a list"),
    key("auxiliary", "auxiliary modes: historical, future, hypothetical, negation"),
    key("intensity", "conflict-cooperation score, -10 to 10"),
    key("quad", "quad class, 1 to 4"),
    key("actor", "list of `country`, `sectors`, `name`, `text`; unknown is null"),
    key("recipient", "the same"),
    key(
        "location",
        "`name`, `admin1`, `country`, `country_name`, `latitude`, `longitude`, `geonameid`; null where unknown",
    ),
    key("attribution", "beyond PLOVER: who says so, innermost first, as a party with its `stance`"),
    key("standing", "beyond PLOVER: how the text lets the event stand"),
    key("event_text", "the words that evoke the event; null with `--no-text`"),
    key("text", "the words that the claim rests on; null with `--no-text`"),
    key("story", "id of the document, as given"),
    key("publication", "outlet, as given"),
    key("publication_date", "day of publication, as given; never a stand-in for `date`"),
    key("url", "address, as given"),
    key("language", "ISO 639-1 code of the language"),
    key("coder", "name and version of the program"),
    key("version", "name and version of the codebook"),
)

PLOVER = Format(
    name="plover",
    gloss="PLOVER JSON, one event a line",
    suffix=".jsonl",
    notes=(
        "One line is a claim, as a JSON object. Nothing is left out: PLOVER has auxiliary modes for what has not "
        "happened, and an unknown date is null. Not sure: the spelling of the keys, in which the manual's versions and "
        "the files made with them differ; what they hold is the manual's."
    ),
    columns=COLUMNS,
    open=objects(_event),
)
