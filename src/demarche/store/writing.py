"""Write coded documents into a store: each in one transaction with all that hangs on it."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from typing import Any

import msgspec
from msgspec import UNSET

from demarche.model import TOLL_FIELDS
from demarche.records import ClaimRow, DocumentRow, EntityRow
from demarche.records.rows import PlaceRow, VoiceRow
from demarche.store.correcting import corrected, find_corrections
from demarche.store.linking import loosen

_ENCODE = msgspec.json.Encoder().encode
MAIN = "main"


class Writer:
    """Puts documents into an open store; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection, run: int) -> None:
        self.connection = connection
        self.run = run
        self.places: dict[tuple[str, str, int | None], int] = {}
        self.entities: set[str] = set()

    def put(self, row: DocumentRow, signature: bytes | None = None) -> int:
        """Add the document, or replace its claims where the same version stands there; return its key.

        An older version under the same address, or the same id, is superseded: its claims stay, out of incidents.
        """
        values: dict[str, Any] = {
            "id": row.id,
            "version": row.version,
            "url": row.url,
            "title": row.title,
            "publisher": row.publisher,
            "published": None if row.published is None else row.published.isoformat(),
            "language": row.language,
            "software": row.software,
            "codebook": row.codebook,
            "model": row.model,
            "tables": _json(row.entities),
            "notes": _json(row.notes),
            "problem": row.problem,
            "text": None if row.text is UNSET else row.text,
            "signature": signature,
            "run": self.run,
        }
        known = self.connection.execute(
            "SELECT document, status, text, signature FROM documents WHERE id = ? AND version = ?",
            (row.id, row.version),
        ).fetchone()
        if known is None:
            key = self._insert("documents", {**values, "status": "current"})
            self._supersede(key, row)
        else:
            key, _, text, kept = known
            values["text"] = text if values["text"] is None else values["text"]
            values["signature"] = kept if signature is None else signature
            self._update(key, values)
            loosen(self.connection, "documents.document = ?", (key,))
            self.connection.execute("DELETE FROM claims WHERE document = ?", (key,))
        for position, claim in enumerate(row.claims):
            self._claim(key, row.id, position, claim)
        return key

    def _supersede(self, key: int, row: DocumentRow) -> None:
        same = "id = ?1 OR (?2 IS NOT NULL AND url = ?2)"
        older = self.connection.execute(
            f"SELECT document FROM documents WHERE document <> ?3 AND status = 'current' AND ({same})",
            (row.id, row.url, key),
        ).fetchall()
        for found in older:
            loosen(self.connection, "documents.document = ?", found)
            self.connection.execute("UPDATE documents SET status = 'superseded' WHERE document = ?", found)
            self.connection.execute(
                "UPDATE claims SET incident = NULL, mention = NULL, why = NULL WHERE document = ?", found
            )

    # ------------------------------------------------------------------------------------------------------- claims

    def _claim(self, document: int, document_id: str, position: int, claim: ClaimRow) -> None:
        found = find_corrections(self.connection, document_id, claim)
        effective, review = corrected(claim, found)
        values: dict[str, Any] = {
            "id": claim.id,
            "document": document,
            "position": position,
            "under": claim.under,
            "trigger_start": claim.trigger.start,
            "trigger_end": claim.trigger.end,
            "frame": claim.frame,
            "review": review,
            "record": _ENCODE(claim).decode(),
            "corrected": None if effective is claim else _ENCODE(effective).decode(),
            **self.effective(effective),
        }
        key = self._insert("claims", values)
        self.parties(key, effective)

    def effective(self, claim: ClaimRow) -> dict[str, Any]:
        """Return the columns of a claim that corrections may change."""
        date, place = claim.date, claim.place
        values: dict[str, Any] = {
            "label": label(claim),
            "type": claim.type,
            "modes": _json(claim.modes),
            "contexts": _json(claim.contexts),
            "quad": claim.quad,
            "intensity": claim.intensity,
            "standing": claim.standing,
            "aux": _json(claim.aux),
            "factuality": claim.factuality,
            "first_day": None if date is None else date.start.isoformat(),
            "last_day": None if date is None else date.end.isoformat(),
            "granularity": None if date is None else date.granularity,
            "date_acled": None if date is None else date.precision.acled,
            "date_ucdp": None if date is None else date.precision.ucdp,
            "place": None if place is None else self._place(place),
            "place_acled": None if place is None else place.precision.acled,
            "place_ucdp": None if place is None else place.precision.ucdp,
            "confidence": claim.confidence,
        }
        for field in TOLL_FIELDS:
            count = getattr(claim.toll, field)
            values[f"{field}_low"] = None if count is UNSET else count.low
            values[f"{field}_high"] = None if count is UNSET else count.high
        return values

    def parties(self, key: int, claim: ClaimRow) -> None:
        """Write who takes part in a claim and who says so, in the place of what stood there."""
        self.connection.execute("DELETE FROM parties WHERE claim = ?", (key,))
        self.connection.execute("DELETE FROM attributions WHERE claim = ?", (key,))
        for role, entities in (("actor", claim.actors), ("recipient", claim.recipients)):
            for position, entity in enumerate(entities):
                values = {"claim": key, "role": role, "position": position, **self._entity(entity)}
                self._insert("parties", values)
        for position, voice in enumerate(claim.attribution):
            self._insert("attributions", {"claim": key, "position": position, **self._voice(voice)})

    def _voice(self, voice: VoiceRow) -> dict[str, Any]:
        source = self._entity(voice.source)
        return {
            **{name: source[name] for name in ("country", "sector", "sectors", "entity", "name", "text")},
            "cue": voice.cue.text,
            "manner": voice.manner,
            "stance": voice.stance,
            "factuality": voice.factuality,
            "content_start": voice.content.start,
            "content_end": voice.content.end,
        }

    def _entity(self, entity: EntityRow) -> dict[str, Any]:
        name = entity.name
        if entity.id is not None and entity.id not in self.entities:
            self.connection.execute(
                "INSERT OR IGNORE INTO entities (entity, name, country, sectors, kind) VALUES (?, ?, ?, ?, ?)",
                (
                    entity.id,
                    name or entity.id.partition(":")[2],
                    entity.country,
                    _json(entity.sectors),
                    entity.id.partition(":")[0],
                ),
            )
            self.entities.add(entity.id)
        return {
            "country": entity.country,
            "sector": entity.sectors[0] if entity.sectors else "",
            "sectors": _json(entity.sectors),
            "entity": entity.id,
            "name": name,
            "text": entity.text,
            "start": entity.start,
            "end": entity.end,
        }

    def _place(self, place: PlaceRow) -> int:
        name = place.name or _plain(place.text) or f"{place.latitude}, {place.longitude}"
        key = (name, place.country, place.geonameid)
        if key not in self.places:
            found = self.connection.execute(
                "SELECT place FROM places WHERE name = ? AND country = ? AND ifnull(geonameid, -1) = ifnull(?, -1)", key
            ).fetchone()
            self.places[key] = found[0] if found else self._new_place(name, place)
        return self.places[key]

    def _new_place(self, name: str, place: PlaceRow) -> int:
        values = {
            "geonameid": place.geonameid,
            "name": name,
            "country": place.country,
            "admin1": place.admin1,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "feature": place.feature,
        }
        key = self._insert("places", values)
        if place.latitude is not None and place.longitude is not None:
            self.connection.execute(
                "INSERT INTO place_points (place, south, north, west, east) VALUES (?, ?, ?, ?, ?)",
                (key, place.latitude, place.latitude, place.longitude, place.longitude),
            )
        return key

    # ------------------------------------------------------------------------------------------------------- tables

    def _insert(self, table: str, values: dict[str, Any]) -> int:
        names = ", ".join(f'"{name}"' for name in values)
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values())
        )
        return int(cursor.lastrowid or 0)

    def _update(self, key: int, values: dict[str, Any]) -> None:
        names = ", ".join(f'"{name}" = ?' for name in values)
        self.connection.execute(f"UPDATE documents SET {names} WHERE document = ?", (*values.values(), key))


def label(claim: ClaimRow) -> str:
    """Return a claim in a few words: «ARM MIL → AZE CVL: ASSAULT heavy-weapons (claimed)»."""
    sides = " → ".join(" + ".join(map(_short, side)) or "?" for side in (claim.actors, claim.recipients))
    return f"{sides}: {' '.join((claim.type, *claim.modes))} ({claim.standing})"


def _short(entity: EntityRow) -> str:
    return " ".join((entity.country, *entity.sectors[:1])).strip() or entity.name or entity.text or "?"


def _json(values: Any) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip() if text else ""
