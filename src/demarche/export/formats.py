"""All forms that a store can be written in, and how a file of one is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

import msgspec

from demarche.errors import OutputError
from demarche.export.acled import ACLED
from demarche.export.columns import Format, Left, Target, Write
from demarche.export.csv import COLUMNS as CSV_COLUMNS
from demarche.export.csv import write_csv_rows
from demarche.export.files import open_result
from demarche.export.gdelt import GDELT
from demarche.export.icews import ICEWS
from demarche.export.jsonld import JSONLD
from demarche.export.objects import key
from demarche.export.parquet import column_type, open_parquet
from demarche.export.plover import PLOVER
from demarche.export.polecat import POLECAT
from demarche.export.ucdp import UCDP
from demarche.records import DocumentRow, without_words


def _open_jsonl(stream: BinaryIO, _: Left) -> AbstractContextManager[Write]:
    encode = msgspec.json.Encoder().encode

    def write(row: DocumentRow) -> None:
        stream.write(encode(row) + b"\n")

    return nullcontext(write)


def _open_csv(stream: BinaryIO, _: Left) -> AbstractContextManager[Write]:
    return nullcontext(write_csv_rows(stream))


JSONL = Format(
    name="jsonl",
    gloss="the record, one document a line",
    suffix=".jsonl",
    notes=(
        "One line is a document with its claims, as in [the record](record.md), corrections applied; `incident` and "
        "`mention` stand in claims that are linked. Without filters documents without claims come too."
    ),
    columns=(),
    open=_open_jsonl,
)
CSV = Format(
    name="csv",
    gloss="our columns, one claim a row",
    suffix=".csv",
    notes="One row is a claim, with the [columns of the CSV](record.md#csv); nothing is left out.",
    columns=(),
    open=_open_csv,
)
PARQUET = Format(
    name="parquet",
    gloss="our columns with their types, one claim a row",
    suffix=".parquet",
    notes=(
        "One row is a claim, with the columns of the CSV, each with its type; unknown is null, and no apostrophe "
        'stands before a text. Needs pyarrow: `pip install "demarche[analysis]"`.'
    ),
    columns=tuple(key(name, f"{column_type(name)}: {gloss}") for name, gloss in CSV_COLUMNS),
    open=open_parquet,
)

FORMATS: dict[str, Format] = {
    format.name: format for format in (JSONL, CSV, PARQUET, PLOVER, POLECAT, ICEWS, GDELT, ACLED, UCDP, JSONLD)
}

__all__ = ["FORMATS", "Format", "Left", "Target", "find_format", "open_format"]


def find_format(name: str) -> Format:
    """Return the form of that name; raise `OutputError`, with the list of them, where there is none."""
    if name not in FORMATS:
        raise OutputError(f"'{name}' is no format of an export. Formats: {', '.join(FORMATS)}.")
    return FORMATS[name]


@contextmanager
def open_format(name: str, path: Path, *, text: bool = True) -> Iterator[tuple[Write, Left]]:
    """Give a function that appends the claims of a document to a file, and the count of what is left out, by reason.

    With `text` false words of the text are left out. The file appears under its name when the block ends well. Raise
    `OutputError` where the form is unknown, what writes it is not installed, or the file cannot be written.
    """
    format = find_format(name)
    left: Left = Counter()
    with open_result(path) as stream, format.open(stream, left) as write:
        yield (write if text else lambda row: write(without_words(row))), left
