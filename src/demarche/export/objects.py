"""JSON Lines of objects, one claim a line: what PLOVER's and schema.org's forms share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, BinaryIO

import msgspec

from demarche.export.columns import Left, Target, Write
from demarche.export.csv import Cell
from demarche.records import ClaimRow, DocumentRow

Make = Callable[[DocumentRow, ClaimRow], dict[str, Any]]


def key(name: str, note: str) -> Target:
    """Return a key of an object for the docs; the object is built as a whole."""
    return Target(name, note, _built)


def _built(_: object) -> Cell:
    raise NotImplementedError("objects are built as a whole")


def objects(make: Make) -> Callable[[BinaryIO, Left], AbstractContextManager[Write]]:
    """Return a function that opens a writer of one object for each claim."""

    def start(stream: BinaryIO, _: Left) -> AbstractContextManager[Write]:
        def write(row: DocumentRow) -> None:
            for claim in row.claims:
                stream.write(msgspec.json.encode(make(row, claim)) + b"\n")

        return nullcontext(write)

    return start


def known(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something, in their order."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
