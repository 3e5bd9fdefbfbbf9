"""What linking reads from a store and writes into it, in one transaction.

A claim without an incident is one that waits to be linked: what changes a claim takes away the incidents of its
report (`loosen`), and the next linking looks at their claims again.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from demarche.errors import StoreError
from demarche.records import ClaimRow
from demarche.records.incidents import IncidentRow, KeptIncident, KeptMember
from demarche.records.tellings import Telling, make_tellings
from demarche.store.connecting import told

_Some = TypeVar("_Some")
_DECODE = msgspec.json.Decoder(ClaimRow).decode
_LINKED = "ifnull(claims.review, '') <> 'rejected'"
MANY = 500  # values in one query


def loosen(connection: sqlite3.Connection, condition: str, values: Sequence[Any]) -> None:
    """Take away the incidents that claims of some documents are of, so that they are linked anew.

    `condition` is over `documents`. The foreign key sets the claims' incident to null.
    """
    connection.execute(
        "DELETE FROM incidents WHERE incident IN (SELECT incident FROM claims WHERE document IN"
        f" (SELECT document FROM documents WHERE {condition}))",
        values,
    )


def constrain(
    connection: sqlite3.Connection,
    path: Path,
    action: str,
    incident: str,
    other: str | Sequence[str],
    *,
    by: str,
    reason: str,
    made: str,
) -> int:
    """Keep that two incidents are one (`merge`), or that some claims of one are of another act (`split`).

    Return the number of the correction; raise `StoreError` for an unknown incident, or claims that are not its own.
    """
    mine = _claims_of(connection, path, incident)
    if action == "merge":
        others, rest = _claims_of(connection, path, str(other))[:1], None
    else:
        others = list(dict.fromkeys(other))
        if unknown := sorted(set(others) - set(mine)):
            raise StoreError(
                f"{path}: claim '{unknown[0]}' is none of incident '{incident}'. Its own: {', '.join(mine)}."
            )
        rest = [claim for claim in mine if claim not in others]
        if not rest:
            raise StoreError(f"{path}: these are all claims of incident '{incident}'. Leave at least one in it.")
    first = rest[0] if rest else mine[0]
    (document,) = connection.execute(
        "SELECT documents.id FROM claims JOIN documents USING (document) WHERE claims.id = ? AND status = 'current'",
        (first,),
    ).fetchone()
    cursor = connection.execute(
        "INSERT INTO corrections (made, by, reason, action, document, claim, other, value)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (made, by, reason, action, document, first, json.dumps(others), json.dumps(rest[1:]) if rest else None),
    )
    loosen_claims(connection, [first, *others])
    return int(cursor.lastrowid or 0)


def loosen_claims(connection: sqlite3.Connection, claims: Sequence[str]) -> None:
    """Take away the incidents of these claims, by their ids."""
    marks = ", ".join("?" * len(claims))
    connection.execute(
        f"DELETE FROM incidents WHERE incident IN (SELECT incident FROM claims WHERE id IN ({marks}))", claims
    )


def _claims_of(connection: sqlite3.Connection, path: Path, incident: str) -> list[str]:
    """Return the ids of an incident's claims, the first told first."""
    found = connection.execute(
        "SELECT claims.id FROM claims JOIN documents USING (document) WHERE incident = ?"
        " ORDER BY documents.published, documents.id, claims.trigger_start",
        (incident,),
    ).fetchall()
    if not found:
        raise StoreError(f"{path}: no incident has the id '{incident}'. `demarche link {path}` makes them.")
    return [row[0] for row in found]


def find_incident(connection: sqlite3.Connection, path: Path, wanted: str) -> KeptIncident:
    """Return an incident by its id or that of one of its claims; raise `StoreError` where there is none."""
    with told(path):
        found = connection.execute(
            "SELECT incident, label, summary FROM incidents WHERE incident = ?1"
            " OR incident IN (SELECT incident FROM claims WHERE id = ?1)",
            (wanted,),
        ).fetchone()
        if found is None:
            raise StoreError(
                f"{path}: no incident and no linked claim has the id '{wanted}'."
                f" `demarche link {path}` makes incidents."
            )
        rows = connection.execute(
            "SELECT claims.id, claims.label, claims.record ->> '$.trigger.text', documents.id, documents.publisher,"
            " documents.published, first.id, claims.standing, claims.mention, claims.why"
            " FROM claims JOIN documents USING (document) LEFT JOIN documents AS first"
            " ON first.document = documents.origin WHERE claims.incident = ?"
            " ORDER BY documents.published, documents.id, claims.trigger_start",
            (found[0],),
        )
        members = tuple(KeptMember(*row) for row in rows)
        return KeptIncident(found[0], found[1], found[2], members)


class Shelf:
    """An open store as linking sees it; the caller holds the transaction.

    `sign` makes the signature of a text, for documents that were kept without one.
    """

    def __init__(self, connection: sqlite3.Connection, sign: Callable[[str], bytes]) -> None:
        self.connection = connection
        self.sign = sign

    def count(self) -> int:
        """Return how many current documents there are."""
        withdrawn = self._one("SELECT count(*) FROM documents WHERE status <> 'current'")
        return int(self._one("SELECT count(*) FROM documents") - withdrawn)

    def waiting(self) -> list[int]:
        """Return the current documents with claims that have no incident."""
        query = (
            "SELECT DISTINCT claims.document FROM claims JOIN documents USING (document) WHERE claims.incident IS NULL"
            f" AND documents.status = 'current' AND {_LINKED} ORDER BY 1"
        )
        return [row[0] for row in self.connection.execute(query)]

    def withdrawn(self) -> list[int]:
        """Return the documents that have keys, but are no longer current."""
        query = (
            "SELECT document FROM documents WHERE status <> 'current' AND EXISTS"
            " (SELECT 1 FROM linking_keys WHERE linking_keys.document = documents.document)"
        )
        return [row[0] for row in self.connection.execute(query)]

    def tellings(self, documents: Collection[int] | None) -> list[Telling]:
        """Return the tellings of the current documents of these, or of all."""
        found: list[Telling] = []
        for condition, values in self._among("documents.document", documents):
            rows = self.connection.execute(
                "SELECT documents.document, documents.id, documents.published, documents.publisher, documents.text,"
                " first.id, claims.claim, ifnull(claims.corrected, claims.record) FROM documents"
                " JOIN claims USING (document) LEFT JOIN documents AS first ON first.document = documents.origin"
                f" WHERE documents.status = 'current' AND {_LINKED} AND {condition}"
                " ORDER BY documents.document, claims.position",
                values,
            )
            for _, some in groupby(rows, key=itemgetter(0)):
                claims = list(some)
                _, id_, published, publisher, text, origin, *_ = claims[0]
                numbered = [(row[6], _DECODE(row[7])) for row in claims]
                found += make_tellings(id_, _day(published), publisher, numbered, origin, text)
        return found

    # ---------------------------------------------------------------------------------------------------- copies

    def signatures(self, documents: Collection[int] | None) -> dict[str, tuple[bytes, int | None]]:
        """Return by id the signature of each current document of these (or all) and its day."""
        found: dict[str, tuple[bytes, int | None]] = {}
        for condition, values in self._among("document", documents):
            for key, id_, published, signature, text in self.connection.execute(
                "SELECT document, id, published, signature, CASE WHEN signature IS NULL THEN text END FROM documents"
                f" WHERE status = 'current' AND {condition}",
                values,
            ).fetchall():
                if signature is None and text is not None:
                    signature = self.sign(text)
                    self.connection.execute("UPDATE documents SET signature = ? WHERE document = ?", (signature, key))
                day = _day(published)
                found[id_] = (signature or b"", None if day is None else day.toordinal())
        return found

    def like(self, keys: Collection[int], document: str, least: int) -> dict[str, tuple[bytes, int | None]]:
        """Return the signatures of current documents that share so many of the keys, by id, without itself."""
        marks = ", ".join("?" * len(keys))
        rows = self.connection.execute(
            "SELECT id, published, signature FROM documents WHERE status = 'current' AND id <> ? AND document IN"
            f" (SELECT document FROM copy_keys WHERE key IN ({marks}) GROUP BY document HAVING count(*) >= ?)",
            (document, *keys, least),
        )
        return {
            id_: (signature or b"", None if (day := _day(published)) is None else day.toordinal())
            for id_, published, signature in rows
        }

    def set_origins(self, origins: Mapping[str, str], keys: Mapping[str, tuple[int, ...]], anew: bool) -> None:
        """Keep of which document each is a copy, and the keys by which copies find it."""
        if anew:
            self.connection.execute("DELETE FROM copy_keys")
            self.connection.execute("UPDATE documents SET origin = NULL WHERE origin IS NOT NULL")
        numbers = self._numbers(origins.keys() | origins.values() | keys.keys())
        self.connection.executemany(
            "UPDATE documents SET origin = ?1 WHERE document = ?2 AND origin IS NOT ?1",
            [
                (None if origin == document else numbers[origin], numbers[document])
                for document, origin in origins.items()
                if not anew or origin != document
            ],
        )
        if not anew:
            self.connection.executemany("DELETE FROM copy_keys WHERE document = ?", [(numbers[d],) for d in keys])
        self.connection.executemany(
            "INSERT OR IGNORE INTO copy_keys (key, document) VALUES (?, ?)",
            [(key, numbers[document]) for document, some in keys.items() for key in some],
        )

    def origins_of(self, documents: Iterable[str]) -> dict[str, str]:
        """Return of which document each of these is a copy, itself where of none."""
        found: dict[str, str] = {}
        for condition, values in self._among("documents.id", list(documents)):
            found |= self.connection.execute(
                "SELECT documents.id, ifnull(first.id, documents.id) FROM documents LEFT JOIN documents AS first"
                f" ON first.document = documents.origin WHERE documents.status = 'current' AND {condition}",
                values,
            )
        return found

    def copies_of(self, origin: str) -> list[str]:
        """Return the ids of the current documents that have this origin, it among them."""
        (key,) = self.numbers([origin])
        rows = self.connection.execute(
            "SELECT id FROM documents WHERE (origin = ?1 OR document = ?1) AND status = 'current'", (key,)
        )
        return [row[0] for row in rows]

    def numbers(self, documents: Iterable[str]) -> list[int]:
        """Return the keys of current documents by their ids."""
        wanted = list(documents)
        found = self._numbers(wanted)
        return [found[document] for document in wanted]

    def _numbers(self, documents: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for condition, values in self._among("id", list(documents)):
            found |= self.connection.execute(
                f"SELECT id, document FROM documents WHERE {condition} ORDER BY status = 'current', document", values
            )
        return found

    # ----------------------------------------------------------------------------------------------------- blocks

    def keys_of(self, documents: Collection[int]) -> set[int]:
        """Return the blocks that acts of the documents are in."""
        return {
            row[0]
            for condition, values in self._among("document", documents)
            for row in self.connection.execute(f"SELECT key FROM linking_keys WHERE {condition}", values)
        }

    def sizes(self, keys: Collection[int]) -> dict[int, int]:
        """Return how many acts there are in each block."""
        found: dict[int, int] = {}
        for condition, values in self._among("key", keys):
            found |= self.connection.execute(
                f"SELECT key, count(*) FROM linking_keys WHERE {condition} GROUP BY key", values
            )
        return found

    def in_blocks(self, keys: Collection[int]) -> dict[int, list[tuple[int, int]]]:
        """Return for each block its acts: document, and key of the act's first claim."""
        found: dict[int, list[tuple[int, int]]] = {}
        for condition, values in self._among("key", keys):
            for key, document, claim in self.connection.execute(
                f"SELECT key, document, claim FROM linking_keys WHERE {condition}", values
            ):
                found.setdefault(key, []).append((document, claim))
        return found

    def set_keys(self, documents: Collection[int] | None, keys: Iterable[tuple[int, int, int]]) -> None:
        """Put keys (block, document, first claim) in the place of those of the documents, or of all."""
        for condition, values in self._among("document", documents):
            self.connection.execute(f"DELETE FROM linking_keys WHERE {condition}", values)
        # In the order of the table, which is many times as fast as by document.
        self.connection.executemany("INSERT INTO linking_keys (key, document, claim) VALUES (?, ?, ?)", sorted(keys))

    # -------------------------------------------------------------------------------------------------- incidents

    def reports_with(self, claims: Collection[str]) -> list[int]:
        """Return the current documents that these claims, by their ids, are of."""
        return [
            row[0]
            for condition, values in self._among("claims.id", claims)
            for row in self.connection.execute(
                "SELECT DISTINCT claims.document FROM claims JOIN documents USING (document)"
                f" WHERE status = 'current' AND {condition} ORDER BY 1",
                values,
            )
        ]

    def constraints(self) -> list[tuple[str, str, bool]]:
        """Return what stands of merges and splits, the earliest first: ids of two claims, and whether of one act."""
        found: list[tuple[str, str, bool]] = []
        for action, claim, other, value in self.connection.execute(
            "SELECT action, claim, other, value FROM corrections WHERE action IN ('merge', 'split')"
            " AND undone IS NULL ORDER BY correction"
        ):
            rest = [claim, *(json.loads(value) if value else ())]
            if action == "merge":
                rest = [claim]
            found += [(one, another, action == "merge") for one in rest for another in json.loads(other or "[]")]
        return found

    def write(self, incidents: Iterable[IncidentRow], claims: Collection[int] | None) -> None:
        """Put incidents in the place of those that these claims were of, or of all."""
        if claims is None:
            self.connection.execute(
                "UPDATE claims SET incident = NULL, mention = NULL, why = NULL WHERE incident IS NOT NULL"
            )
            self.connection.execute("DELETE FROM incidents")
        else:
            for condition, values in self._among("claim", claims):
                self.connection.execute(
                    f"DELETE FROM incidents WHERE incident IN (SELECT incident FROM claims WHERE {condition})", values
                )
        for batch in _batched(incidents):
            self.connection.executemany(
                "INSERT INTO incidents (incident, label, type, quad, first_day, last_day, place, claims, documents,"
                " origins, contested, summary)"
                " VALUES (?, ?, ?, ?, ?, ?, (SELECT place FROM claims WHERE claim = ?), ?, ?, ?, ?, ?)",
                [
                    (
                        row.id,
                        row.label,
                        row.type,
                        row.quad,
                        row.first_day,
                        row.last_day,
                        row.site,
                        len(row.members),
                        row.documents,
                        row.origins,
                        row.contested,
                        row.summary,
                    )
                    for row in batch
                ],
            )
            self.connection.executemany(
                "UPDATE claims SET incident = ?, mention = ?, why = ? WHERE claim = ?",
                [(row.id, member.mention, member.why, member.key) for row in batch for member in row.members],
            )

    # ------------------------------------------------------------------------------------------------------ tools

    def _one(self, query: str) -> Any:
        return self.connection.execute(query).fetchone()[0]

    def _among(self, column: str, values: Collection[Any] | None) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield conditions that a column has one of the values, some hundreds at a time; one for all with None."""
        if values is None:
            yield "1", ()
            return
        for some in _batched(sorted(values)):
            yield f"{column} IN ({', '.join('?' * len(some))})", some


def _batched(values: Iterable[_Some]) -> Iterator[tuple[_Some, ...]]:
    """Yield the values some hundreds at a time."""
    waiting = iter(values)
    while some := tuple(islice(waiting, MANY)):
        yield some


def _day(published: str | None) -> dt.date | None:
    return None if published is None else dt.date.fromisoformat(published)
