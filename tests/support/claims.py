"""Build claims with little to say, for what is kept of them and how they are put together."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from demarche.model import Claim, Document, Span, Unresolved
from demarche.records import claim_id, document_version


def make_document(*, id: str = "one", text: str, published: dt.date | None = None, **fields: Any) -> Document:
    """Return a document of that text."""
    return Document(id=id, text=text, published=published, **fields)


def make_claim(document: Document, type: str, trigger: str, **fields: Any) -> Claim:
    """Return a claim of the document whose trigger are the words given; what is not given is empty."""
    start = document.text.index(trigger)
    span = Span(start, start + len(trigger))
    made = Claim(
        id="",
        type=type,
        modes=(),
        contexts=(),
        quad=4,
        intensity=-5.0,
        actors=(),
        recipients=(),
        trigger=span,
        evidence=span,
        attribution=(),
        aux=(),
        standing="reported",
        factuality="CT+",
        under=None,
        date=Unresolved("none told"),
        place=Unresolved("none told"),
        toll=(),
        by_side=(),
        confidence=0.9,
        frame="made",
    )
    made = msgspec.structs.replace(made, **fields)
    named = {name: getattr(made, name) for name in ("type", "modes", "actors", "recipients", "trigger", "attribution")}
    return msgspec.structs.replace(made, id=claim_id(document.id, document_version(document), **named))
