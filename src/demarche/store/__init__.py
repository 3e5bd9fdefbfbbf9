"""The store: one SQLite file of documents, claims, who said them, incidents and corrections.

    >>> with Store.open(Path("news.demarche"), write=True) as store:
    ...     with store.run(software="demarche 0.1.0", codebook="PLOVER", model="demarche-en") as run:
    ...         run.put(row)
    ...     print(store.counts())

One writer and many readers at a time: SQLite's write-ahead log keeps them apart. What is written shows only when it is
whole, also after the program was killed. Texts may be left out; offsets and digests stay.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from demarche.errors import StoreError
from demarche.records import ClaimRow, DocumentRow
from demarche.records.positions import PositionRow, StandRow
from demarche.store.connecting import connect, told
from demarche.store.correcting import COLUMNS, Correction, convert, corrected, find_corrections, read_correction
from demarche.store.exporting import read_rows
from demarche.store.filtering import Filter, where
from demarche.store.frames import Claims
from demarche.store.linking import constrain, loosen, loosen_claims
from demarche.store.positions import read_stands, write_positions
from demarche.store.schema import VERSION
from demarche.store.writing import Writer

__all__ = ["VERSION", "Claims", "Correction", "Filter", "Run", "Store", "StoredClaim", "StoredDocument"]

BATCH = 100  # documents in one transaction
_DECODE_CLAIM = msgspec.json.Decoder(ClaimRow)


class StoredDocument(msgspec.Struct, frozen=True):
    """A document of the store, without its claims."""

    key: int
    id: str
    version: str
    url: str | None
    title: str | None
    publisher: str | None
    published: dt.date | None
    status: str
    problem: str | None
    text: str | None
    origin: int | None


class StoredClaim(msgspec.Struct, frozen=True):
    """A claim of the store as it stands after its corrections, with the document that it is of."""

    key: int
    document: StoredDocument
    claim: ClaimRow
    review: str | None


class Store:
    """An open store; made by `Store.open`, closed by `close` or at the end of a `with` block."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.connection = connection
        self.writable = writable

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Self:
        """Open the store; with `write` make it where there is none and bring an older one up to date.

        Raise `StoreError`, naming file, fault and remedy, where that cannot be done.
        """
        path = Path(path)
        return cls(path, connect(path, write=write), writable=write)

    def close(self) -> None:
        """Close the file; the log is folded into it where no one else has it open."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------------------ writing

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection within one transaction: all of what is written in the block is kept, or nothing."""
        if not self.writable:
            raise StoreError(f"{self.path}: was opened for reading. Open it with write=True.")
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    @contextlib.contextmanager
    def run(
        self, *, software: str, codebook: str, model: str, options: Mapping[str, Any] | None = None
    ) -> Iterator[Run]:
        """Give a run that documents are put into, committed by the hundred; it is told of in the table of runs."""
        run = Run(self, software, codebook, model, dict(options or {}))
        try:
            yield run
        except BaseException:
            run.flush()
            raise
        run.flush()

    def correct(
        self,
        claim: str,
        *,
        by: str,
        reason: str = "",
        action: str = "correct",
        field: str | None = None,
        value: Any = None,
        made: str | None = None,
    ) -> int:
        """Accept, reject or correct a claim: `action`, and for a correction the field of the record and its value.

        What was coded stays; the correction is put over it, also when the document is coded again. Return the number
        of the correction. Raise `StoreError` for an unknown claim or field, or a value of the wrong shape.
        """
        if action not in ("accept", "reject", "correct"):
            raise StoreError(f"'{action}' is nothing that can be done with a claim: accept, reject or correct.")
        if action == "correct":
            convert(field or "", value)
        with self.writing() as connection:
            found = connection.execute(
                "SELECT claims.claim, documents.id, claims.record FROM claims JOIN documents USING (document)"
                " WHERE claims.id = ? ORDER BY documents.status = 'current' DESC, claims.claim DESC",
                (claim,),
            ).fetchone()
            if found is None:
                raise StoreError(f"{self.path}: no claim has the id '{claim}'.")
            key, document, record = found
            coded = _DECODE_CLAIM.decode(record)
            cursor = connection.execute(
                "INSERT INTO corrections (made, by, reason, action, document, claim, type, trigger_start, trigger_end,"
                " field, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    made or now(),
                    by,
                    reason,
                    action,
                    document,
                    claim,
                    coded.type,
                    coded.trigger.start,
                    coded.trigger.end,
                    field if action == "correct" else None,
                    json.dumps(value, ensure_ascii=False, default=_plain) if action == "correct" else None,
                ),
            )
            self._renew(key, document, coded)
            return int(cursor.lastrowid or 0)

    def undo(self, correction: int, *, made: str | None = None) -> None:
        """Take a correction of a claim back; it stays in the table, marked as undone."""
        with self.writing() as connection:
            found = connection.execute(
                "SELECT document, claim, action, other FROM corrections WHERE correction = ? AND undone IS NULL",
                (correction,),
            ).fetchone()
            if found is None:
                raise StoreError(f"{self.path}: there is no correction {correction} that could be taken back.")
            connection.execute("UPDATE corrections SET undone = ? WHERE correction = ?", (made or now(), correction))
            if found[2] in ("merge", "split"):
                loosen_claims(connection, [found[1], *json.loads(found[3] or "[]")])
                return
            rows = connection.execute(
                "SELECT claims.claim, claims.record FROM claims JOIN documents USING (document) WHERE documents.id = ?",
                (found[0],),
            ).fetchall()
            for key, record in rows:
                self._renew(key, found[0], _DECODE_CLAIM.decode(record))

    def merge(self, incident: str, other: str, *, by: str, reason: str = "", made: str | None = None) -> int:
        """Say that two incidents are one; the next linking puts them together. Return the number of the correction."""
        with self.writing() as connection:
            return constrain(connection, self.path, "merge", incident, other, by=by, reason=reason, made=made or now())

    def split(self, incident: str, claims: Sequence[str], *, by: str, reason: str = "", made: str | None = None) -> int:
        """Say that claims of an incident, by their ids, are of another act; the next linking takes them out."""
        with self.writing() as connection:
            return constrain(connection, self.path, "split", incident, claims, by=by, reason=reason, made=made or now())

    def _renew(self, key: int, document: str, coded: ClaimRow) -> None:
        """Put the corrections that stand over a claim anew."""
        loosen(self.connection, "documents.id = ?", (document,))
        claim, review = corrected(coded, find_corrections(self.connection, document, coded))
        writer = Writer(self.connection, 0)
        values = {
            **writer.effective(claim),
            "review": review,
            "corrected": None if claim is coded else msgspec.json.encode(claim).decode(),
        }
        names = ", ".join(f"{name} = ?" for name in values)
        self.connection.execute(f"UPDATE claims SET {names} WHERE claim = ?", (*values.values(), key))
        writer.parties(key, claim)

    def retract(self, document: str, *, by: str, reason: str, made: str | None = None) -> None:
        """Withdraw a document: its claims leave lists and incidents, nothing is erased."""
        with self.writing() as connection:
            loosen(connection, "documents.id = ?", (document,))
            changed = connection.execute(
                "UPDATE documents SET status = 'retracted', withdrawn = ? WHERE id = ? AND status = 'current'",
                (reason, document),
            ).rowcount
            if not changed:
                raise StoreError(f"{self.path}: no current document has the id '{document}'.")
            connection.execute(
                "INSERT INTO corrections (made, by, reason, action, document) VALUES (?, ?, ?, 'retract', ?)",
                (made or now(), by, reason, document),
            )
            connection.execute(
                "UPDATE claims SET incident = NULL, mention = NULL, why = NULL WHERE document IN"
                " (SELECT document FROM documents WHERE id = ? AND status = 'retracted')",
                (document,),
            )

    # ------------------------------------------------------------------------------------------------------ reading

    def counts(self) -> dict[str, int]:
        """Return how many rows the tables have: documents, claims, incidents, entities, places, corrections."""
        names = ("documents", "claims", "incidents", "entities", "places", "corrections")
        with told(self.path):
            return {name: self.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}

    def documents(self, *, everything: bool = False, text: bool = False) -> Iterator[StoredDocument]:
        """Yield the current documents in the order of their ids; superseded and retracted ones with `everything`."""
        condition = "1" if everything else "status = 'current'"
        with told(self.path):
            for row in self.connection.execute(
                f"SELECT {_document_columns(text)} FROM documents WHERE {condition} ORDER BY id, document"
            ):
                yield _document(row)

    def claims(self, given: Filter | None = None, **filters: Any) -> Claims:
        """Return the claims that a filter lets through, by document and in the order of the text.

        `filters` are the fields of a `Filter`, single values or several: `store.claims(actor="ARM", type="ASSAULT")`.
        Iterate over them, or take a table: `.to_pandas()`, `.to_arrow()`.
        """
        chosen = given if given is not None else make_filter(**filters)
        return Claims(lambda: self._claims(chosen))

    def _claims(self, given: Filter) -> Iterator[StoredClaim]:
        condition, values = where(given)
        query = (
            f"SELECT claims.claim, claims.record, claims.corrected, claims.review, claims.mention, claims.incident,"
            f" {_document_columns(text=False)} FROM claims JOIN documents USING (document)"
            f" WHERE {condition} ORDER BY documents.id, documents.document, claims.position"
        )
        with told(self.path):
            for key, record, changed, review, mention, incident, *document in self.connection.execute(query, values):
                claim = _DECODE_CLAIM.decode(changed or record)
                claim = msgspec.structs.replace(claim, mention=mention, incident=incident)
                yield StoredClaim(key, _document(document), claim, review)

    def rows(self, given: Filter | None = None, **filters: Any) -> Iterator[DocumentRow]:
        """Yield documents as rows of the record, each with the claims that a filter lets through, corrections applied.

        Without a filter all current documents come, also those without claims. One document is held at a time; nothing
        can be written through this connection before the last has come.
        """
        with told(self.path):
            yield from read_rows(self.connection, given if given is not None else make_filter(**filters))

    def stands(self, types: Sequence[str], *, holder: str = "", toward: str = "") -> Iterator[StandRow]:
        """Yield the acts of the types by which one party takes sides toward another, for `ledger.positions`."""
        with told(self.path):
            yield from read_stands(self.connection, types, holder, toward)

    def keep_positions(self, positions: Iterable[PositionRow]) -> int:
        """Put the positions in the place of those in the table; return how many they are."""
        with self.writing() as connection:
            return write_positions(connection, positions)

    def corrections(self, *, document: str | None = None) -> tuple[Correction, ...]:
        """Return the corrections, the first made first; those of one document where its id is given."""
        condition, values = ("document = ?", (document,)) if document is not None else ("1", ())
        with told(self.path):
            found = self.connection.execute(
                f"SELECT {COLUMNS} FROM corrections WHERE {condition} ORDER BY correction", values
            )
            return tuple(map(read_correction, found))


class Run:
    """One coding of documents into a store; `put` adds one, every hundredth commits them."""

    def __init__(self, store: Store, software: str, codebook: str, model: str, options: dict[str, Any]) -> None:
        self.store = store
        self.waiting: list[tuple[DocumentRow, bytes | None]] = []
        self.inputs = hashlib.sha256()
        self.documents = self.claims = 0
        with store.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO runs (started, software, codebook, model, options, inputs, documents, claims)"
                " VALUES (?, ?, ?, ?, ?, '', 0, 0)",
                (now(), software, codebook, model, json.dumps(options, ensure_ascii=False, default=str)),
            )
            self.key = int(cursor.lastrowid or 0)

    def put(self, row: DocumentRow, signature: bytes | None = None) -> None:
        """Add a document with its claims, or replace its claims where the same version is there."""
        self.waiting.append((row, signature))
        if len(self.waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting, in one transaction."""
        if not self.waiting:
            return
        with self.store.writing() as connection:
            writer = Writer(connection, self.key)
            for row, signature in self.waiting:
                writer.put(row, signature)
                self.inputs.update(f"{row.id}\0{row.version}\n".encode())
                self.documents += 1
                self.claims += len(row.claims)
            connection.execute(
                "UPDATE runs SET inputs = ?, documents = ?, claims = ? WHERE run = ?",
                (self.inputs.hexdigest(), self.documents, self.claims, self.key),
            )
        self.waiting = []


def make_filter(**filters: Any) -> Filter:
    """Return the filter of these fields, a single value for a tuple of one; raise `StoreError` where one is wrong."""
    lists = {field.name for field in msgspec.structs.fields(Filter) if isinstance(field.default, tuple)}
    given = {
        name: (value,) if name in lists and isinstance(value, str | int) else value for name, value in filters.items()
    }
    try:
        return msgspec.convert(given, Filter)
    except msgspec.ValidationError as error:
        names = ", ".join(field.name for field in msgspec.structs.fields(Filter))
        raise StoreError(f"no such filter: {error}. Filters: {names}.") from None


def now() -> str:
    """Return the time, UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _document_columns(text: bool) -> str:
    names = ("document", "id", "version", "url", "title", "publisher", "published", "status", "problem")
    return (
        ", ".join(f"documents.{name}" for name in names)
        + (", documents.text" if text else ", NULL")
        + ", documents.origin"
    )


def _document(row: Any) -> StoredDocument:
    key, id_, version, url, title, publisher, published, status, problem, text, origin = row
    day = None if published is None else dt.date.fromisoformat(published)
    return StoredDocument(key, id_, version, url, title, publisher, day, status, problem, text, origin)


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)
