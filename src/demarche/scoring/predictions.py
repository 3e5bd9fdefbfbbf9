"""Read what is to be scored: a file of records, or a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from demarche.errors import InputError
from demarche.records import ClaimRow, DocumentRow
from demarche.store import Store

_SQLITE = b"SQLite format 3\x00"
_DECODER = msgspec.json.Decoder(DocumentRow)


class Prediction(msgspec.Struct, frozen=True):
    """The claims that were coded from one document, and where they come from."""

    id: str
    claims: tuple[ClaimRow, ...]
    place: str
    text: str | None = None


def load_predictions(path: Path) -> tuple[Prediction, ...]:
    """Read the documents of a store, or of JSON Lines as `demarche code -o FILE.jsonl` writes them.

    A document that could not be read counts as one without claims. Raises InputError, StoreError.
    """
    try:
        with path.open("rb") as stream:
            is_store = stream.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})", "Check name and rights.") from error
    found: dict[str, Prediction] = {}
    for prediction in _of_store(path) if is_store else _of_lines(path):
        if prediction.id in found:
            fault = f"the document '{prediction.id}' is also at {found[prediction.id].place}"
            raise InputError(prediction.place, fault, "Keep one of the two: each document is scored once.")
        found[prediction.id] = prediction
    return tuple(found.values())


def of_rows(rows: Iterable[DocumentRow], place: str = "the reading") -> tuple[Prediction, ...]:
    """Return rows of the record as what is to be scored."""
    return tuple(_prediction(row, place) for row in rows)


def _prediction(row: DocumentRow, place: str) -> Prediction:
    return Prediction(row.id, row.claims, place, None if row.text is msgspec.UNSET else row.text)


def _of_lines(path: Path) -> Iterator[Prediction]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                place = f"{path}:{number}"
                try:
                    row = _DECODER.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    remedy = "Score what `demarche code GOLD -o FILE.jsonl` writes, or a store."
                    raise InputError(place, f"is no record ({error})", remedy) from None
                yield _prediction(row, place)


def _of_store(path: Path) -> Iterator[Prediction]:
    with Store.open(path) as store:
        claims: dict[int, list[ClaimRow]] = {}
        for stored in store.claims():
            claims.setdefault(stored.document.key, []).append(stored.claim)
        for document in store.documents(text=True):
            place = f"{path}: document {document.id}"
            yield Prediction(document.id, tuple(claims.get(document.key, ())), place, document.text)
