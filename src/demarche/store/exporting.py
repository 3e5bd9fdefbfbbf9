"""Read a store document by document as rows of the record, for exports; no more than one document is held."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from demarche.records import SCHEMA_VERSION, ClaimRow, DocumentRow
from demarche.store.filtering import Filter, where

_DECODE_CLAIM = msgspec.json.Decoder(ClaimRow)
_DOCUMENT = (
    "id, url, title, publisher, published, language, version, software, codebook, model, tables, problem, notes, text"
)
_CLAIM = "claims.document, ifnull(claims.corrected, claims.record), claims.mention, claims.incident"


def read_rows(connection: sqlite3.Connection, given: Filter) -> Iterator[DocumentRow]:
    """Yield the documents by id, each with the claims that the filter lets through, in the order of the text.

    Documents without such claims come only where the filter asks for nothing. All of it is of one moment, whatever is
    written meanwhile.
    """
    if connection.in_transaction:
        yield from _read_rows(connection, given)
        return
    connection.execute("BEGIN")  # of a reader: it holds a view of the store and keeps no writer out
    try:
        yield from _read_rows(connection, given)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _read_rows(connection: sqlite3.Connection, given: Filter) -> Iterator[DocumentRow]:
    if msgspec.structs.replace(given, everything=False) == Filter():
        yield from _all_rows(connection, everything=given.everything)
        return
    condition, values = where(given)
    found = connection.execute(
        f"SELECT {_CLAIM} FROM claims JOIN documents USING (document)"
        f" WHERE {condition} ORDER BY documents.id, documents.document, claims.position",
        values,
    )
    for key, claims in itertools.groupby(found, key=lambda row: row[0]):
        yield _document(connection, key, tuple(map(_claim, claims)))


def _all_rows(connection: sqlite3.Connection, *, everything: bool) -> Iterator[DocumentRow]:
    documents, claims = ("1", "1") if everything else ("status = 'current'", "review IS NOT 'rejected'")
    keys = connection.execute(f"SELECT document FROM documents WHERE {documents} ORDER BY id, document")
    for (key,) in keys:
        found = connection.execute(
            f"SELECT {_CLAIM} FROM claims WHERE document = ? AND {claims} ORDER BY position", (key,)
        )
        yield _document(connection, key, tuple(map(_claim, found)))


def _claim(row: Any) -> ClaimRow:
    _, record, mention, incident = row
    return msgspec.structs.replace(_DECODE_CLAIM.decode(record), mention=mention, incident=incident)


def _document(connection: sqlite3.Connection, key: int, claims: tuple[ClaimRow, ...]) -> DocumentRow:
    row = connection.execute(f"SELECT {_DOCUMENT} FROM documents WHERE document = ?", (key,)).fetchone()
    (
        id_,
        url,
        title,
        publisher,
        published,
        language,
        version,
        software,
        codebook,
        model,
        tables,
        problem,
        notes,
        text,
    ) = row
    return DocumentRow(
        schema=SCHEMA_VERSION,
        id=id_,
        url=url,
        title=title,
        publisher=publisher,
        published=None if published is None else dt.date.fromisoformat(published),
        language=language,
        version=version,
        software=software,
        codebook=codebook,
        model=model,
        entities=tuple(json.loads(tables)),
        claims=claims,
        problem=problem,
        notes=tuple(json.loads(notes)),
        text=UNSET if text is None else text,
    )
