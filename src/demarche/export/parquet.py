"""Parquet: the columns of the CSV with their types, ten thousand rows at a time; needs pyarrow, an extra."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from demarche.errors import OutputError
from demarche.export.columns import Left, Write
from demarche.export.csv import COLUMNS, Cell, table_rows
from demarche.records import DocumentRow

GROUP = 10_000  # rows that are held before they are written
MISSING = 'Parquet needs pyarrow, which is not installed. Install it: pip install "demarche[analysis]"'

_WHOLE = frozenset(
    {"quad", "geonameid", "trigger_start", "trigger_end", "evidence_start", "evidence_end"}
    | {
        f"{field}_{bound}"
        for field in ("dead", "injured", "captured", "missing", "displaced", "arrested")
        for bound in ("low", "high")
    }
)
_FIGURES = frozenset({"intensity", "latitude", "longitude", "confidence"})
_DAYS = frozenset({"published", "date_start", "date_end"})


def column_type(name: str) -> str:
    """Return the type of a column: int64, double, date32 or string."""
    return "int64" if name in _WHOLE else "double" if name in _FIGURES else "date32" if name in _DAYS else "string"


def load_pyarrow() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet module; raise `OutputError`, with the command that installs it, where missing."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise OutputError(MISSING) from error


@contextmanager
def open_parquet(stream: BinaryIO, _: Left) -> Iterator[Write]:
    """Give a function that appends the claims of a document."""
    arrow, parquet = load_pyarrow()
    kinds = {"int64": arrow.int64(), "double": arrow.float64(), "date32": arrow.date32(), "string": arrow.string()}
    schema = arrow.schema([(name, kinds[column_type(name)]) for name, _ in COLUMNS])
    waiting: list[list[Cell]] = []
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:

        def flush() -> None:
            columns = [list(map(_typed, column)) for column in zip(*waiting, strict=True)]
            arrays = [arrow.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            waiting.clear()

        def write(row: DocumentRow) -> None:
            waiting.extend(table_rows(row))
            if len(waiting) >= GROUP:
                flush()

        yield write
        if waiting:
            flush()


def _typed(cell: Cell) -> Cell | dt.date:
    return None if cell == "" else cell
