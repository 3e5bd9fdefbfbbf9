"""Make ids and digests from content, so that the same words give the same ids everywhere."""

from __future__ import annotations

import hashlib

from demarche.model import Document, Entity, Span, Voice


def document_version(document: Document) -> str:
    """Return the digest of the document's title and text, 16 hexadecimal digits.

    Address, outlet and date are left out: a correction of them leaves the words, and so the claims, what they were.
    """
    return _digest((document.title or "", document.text))


def claim_id(
    document: str,
    version: str,
    *,
    type: str,
    modes: tuple[str, ...],
    actors: tuple[Entity, ...],
    recipients: tuple[Entity, ...],
    trigger: Span,
    attribution: tuple[Voice, ...] = (),
) -> str:
    """Return the id of a claim, 16 hexadecimal digits, from what it says and where it stands.

    `document` is the document's id and `version` its digest. Standing, date, place and toll are left out: a better
    reading of these is still the same claim.
    """
    chain = tuple((*_party(voice.source), str(voice.cue.start), voice.stance) for voice in attribution)
    parts = [document, version, type, str(trigger.start), str(trigger.end)]
    for group in ((modes,), tuple(map(_party, actors)), tuple(map(_party, recipients)), chain):
        parts.append(str(len(group)))
        for item in group:
            parts.append(str(len(item)))
            parts.extend(item)
    return _digest(parts)


def _party(entity: Entity) -> tuple[str, ...]:
    start, end = (entity.span.start, entity.span.end) if entity.span else (-1, -1)
    return (entity.country, " ".join(entity.sectors), entity.id or "", str(start), str(end))


def _digest(parts: tuple[str, ...] | list[str]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()
