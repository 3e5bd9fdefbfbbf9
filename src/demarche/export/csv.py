"""Write readings as CSV: one claim a row, UTF-8, lists joined by «; »; a document not read is a row with `problem`."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from demarche.model import TOLL_FIELDS, Reading
from demarche.records import ClaimRow, DocumentRow, EntityRow, make_row

Cell = str | int | float | dt.date | None


class Column(NamedTuple):
    """One column: its name, what it holds, and how it is filled from the row of the document or of the claim."""

    name: str
    gloss: str
    fill: Callable[[Any], Cell]


def _at(*path: str) -> Callable[[Any], Any]:
    """Return a function that follows the attributes of a row, with None wherever the path ends early."""

    def fill(row: Any) -> Any:
        for name in path:
            row = getattr(row, name, None)
        return row

    return fill


def _join(parts: Iterable[str | None]) -> str:
    return "; ".join(part or "" for part in parts)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _party_columns(role: str, parties: Callable[[ClaimRow], tuple[EntityRow, ...]]) -> tuple[Column, ...]:
    return (
        Column(f"{role}_country", f"country codes of the {role}s", lambda c: _join(p.country for p in parties(c))),
        Column(
            f"{role}_sectors",
            f"sector codes of each {role}, joined by blanks",
            lambda c: _join(" ".join(p.sectors) for p in parties(c)),
        ),
        Column(f"{role}_text", f"the words for each {role}", lambda c: _join(p.text for p in parties(c))),
        Column(f"{role}_name", f"full name of each {role}, where known", lambda c: _join(p.name for p in parties(c))),
    )


def _toll_columns(field: str) -> tuple[Column, ...]:
    return (
        Column(f"{field}_low", f"at least so many {field}", _at("toll", field, "low")),
        Column(
            f"{field}_high",
            f"at most so many {field}; empty without an upper bound",
            _at("toll", field, "high"),
        ),
    )


_DOCUMENT = (
    Column("document", "id of the document", _at("id")),
    Column("url", "address, as given", _at("url")),
    Column("title", "headline, as given", _at("title")),
    Column("publisher", "outlet, as given", _at("publisher")),
    Column("published", "day of publication, as given", _at("published")),
)
_UNDER_TYPE = Column("under_type", "event type and modes of the claim that this one hangs below", _at())
_CLAIM = (
    Column("claim", "id of the claim", _at("id")),
    Column("type", "event type", _at("type")),
    Column("modes", "how", lambda c: _join(c.modes)),
    Column("contexts", "about what", lambda c: _join(c.contexts)),
    Column("quad", "quad class, 1 to 4", _at("quad")),
    Column("intensity", "conflict-cooperation score, -10 to 10", _at("intensity")),
    *_party_columns("actor", _at("actors")),
    *_party_columns("recipient", _at("recipients")),
    *_party_columns("source", lambda c: tuple(voice.source for voice in c.attribution)),
    Column(
        "cue", "the words that attribute it, one for each source", lambda c: _join(v.cue.text for v in c.attribution)
    ),
    Column("stance", "what each source makes of it", lambda c: _join(v.stance for v in c.attribution)),
    Column(
        "commitment", "FactBank value of each source's commitment", lambda c: _join(v.factuality for v in c.attribution)
    ),
    Column("manner", "quoted, reported or both, for each source", lambda c: _join(v.manner for v in c.attribution)),
    Column("standing", "how the text lets the event stand", _at("standing")),
    Column("aux", "auxiliary modes", lambda c: _join(c.aux)),
    Column("factuality", "the publisher's own FactBank value", _at("factuality")),
    Column("under", "id of the claim that this one hangs below", _at("under")),
    _UNDER_TYPE,
    Column("date_start", "first day", _at("date", "start")),
    Column("date_end", "last day, inclusive", _at("date", "end")),
    Column("date_granularity", "day, week, month, …", _at("date", "granularity")),
    Column("date_text", "the words of the date", _at("date", "text")),
    Column("date_unresolved", "why there is no date", lambda c: c.unresolved.get("date")),
    Column("place_text", "the words of the place", _at("place", "text")),
    Column("place_name", "name in the gazetteer", _at("place", "name")),
    Column("place_country", "country code of the place", _at("place", "country")),
    Column("admin1", "province or state", _at("place", "admin1")),
    Column("geonameid", "GeoNames id", _at("place", "geonameid")),
    Column("latitude", "degrees north", _at("place", "latitude")),
    Column("longitude", "degrees east", _at("place", "longitude")),
    Column("place_unresolved", "why there is no place", lambda c: c.unresolved.get("place")),
    *(column for field in TOLL_FIELDS for column in _toll_columns(field)),
    Column(
        "quantities", "what else is counted or measured, in its words", lambda c: _join(q.text for q in c.quantities)
    ),
    Column("quantity_low", "at least so much of each", lambda c: _join(_figure(q.low) for q in c.quantities)),
    Column(
        "quantity_high",
        "at most so much of each; empty without an upper bound",
        lambda c: _join(_figure(q.high) for q in c.quantities),
    ),
    Column("quantity_unit", "unit of each: tonne, USD, count, …", lambda c: _join(q.unit for q in c.quantities)),
    Column("quantity_of", "what each is of, by its lemmas", lambda c: _join(q.of for q in c.quantities)),
    Column("trigger", "the words that evoke the event", _at("trigger", "text")),
    Column("trigger_start", "first character of the trigger in the text", _at("trigger", "start")),
    Column("trigger_end", "character after its last", _at("trigger", "end")),
    Column("evidence", "the words that the claim rests on", _at("evidence", "text")),
    Column("evidence_start", "first character of the evidence in the text", _at("evidence", "start")),
    Column("evidence_end", "character after its last", _at("evidence", "end")),
    Column("confidence", "our own score that the claim is read right, 0 to 1", _at("confidence")),
    Column("frame", "the codebook's frame that fired", _at("frame")),
    Column("mention", "what the mention is to its incident, once linked", _at("mention")),
    Column("incident", "id of the incident, once linked", _at("incident")),
)
_MAKING = (
    Column("software", "name and version of the program", _at("software")),
    Column("codebook", "name and version of the codebook", _at("codebook")),
    Column("model", "name and version of the model", _at("model")),
    Column("problem", "why the document could not be read", _at("problem")),
)
COLUMNS = tuple((column.name, column.gloss) for column in (*_DOCUMENT, *_CLAIM, *_MAKING))

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_cells(stream: BinaryIO) -> Callable[[Iterable[Cell]], None]:
    """Return a function that appends one row of cells to the stream.

    White space within a cell is made single blanks; a text that a spreadsheet would run as a formula gets an
    apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")

    def put(cells: Iterable[Cell]) -> None:
        writer.writerow([_guard(cell) for cell in cells])
        stream.write(buffer.getvalue().encode("utf-8", "replace"))
        buffer.seek(0)
        buffer.truncate()

    return put


def write_csv(stream: BinaryIO, text: bool = True) -> Callable[[Reading], None]:
    """Write the head row and return a function that appends the claims of one reading.

    With `text` false words of the text are left out.
    """
    write = write_csv_rows(stream)
    return lambda reading: write(make_row(reading, text=text))


def write_csv_rows(stream: BinaryIO) -> Callable[[DocumentRow], None]:
    """Write the head row and return a function that appends the claims of one document."""
    put = write_cells(stream)

    def write(row: DocumentRow) -> None:
        for cells in table_rows(row):
            put(cells)

    put(name for name, _ in COLUMNS)
    return write


def table_rows(row: DocumentRow) -> Iterator[list[Cell]]:
    """Yield the cells of each claim of a document, and of a document that could not be read."""
    document = [column.fill(row) for column in _DOCUMENT]
    making = [column.fill(row) for column in _MAKING]
    types = {claim.id: "/".join((claim.type, *claim.modes)) for claim in row.claims}
    for claim in row.claims:
        above = types.get(claim.under) if claim.under is not None else None
        cells = (above if column is _UNDER_TYPE else column.fill(claim) for column in _CLAIM)
        yield [*document, *cells, *making]
    if row.problem is not None:
        yield [*document, *(None for _ in _CLAIM), *making]


def _guard(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    cell = " ".join(cell.split())
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
