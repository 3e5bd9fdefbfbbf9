"""CSV: one claim a row."""

from __future__ import annotations

import csv
import io

import msgspec
import pytest

from demarche.export.csv import COLUMNS, write_csv
from demarche.model import Document, Reading
from support.readings import demand, make_reading, shelling


def _rows(*readings: Reading) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write = write_csv(stream)
    for reading in readings:
        write(reading)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))


def test_each_claim_is_a_row_under_the_documented_columns() -> None:
    """A document with two claims gives two rows with all columns."""
    rows = _rows(make_reading(shelling(), demand()))

    assert [row["type"] for row in rows] == ["ASSAULT", "REQUEST"]
    assert list(rows[0]) == [name for name, _ in COLUMNS]


def test_a_row_says_below_what_its_claim_hangs() -> None:
    """Beside the id of the claim above stands its type."""
    act, below = demand(), shelling()
    rows = _rows(make_reading(act, msgspec.structs.replace(below, under=act.id)))

    assert [row["under_type"] for row in rows] == ["", "/".join((act.type, *act.modes))]


def test_a_row_holds_what_the_claim_holds() -> None:
    """Parties, voice, date, place, toll and quantities stand in columns of their own."""
    (row,) = _rows(make_reading(shelling()))

    filled = {name: value for name, value in row.items() if value}
    assert filled == {
        "document": "report-1",
        "title": "Shells on Dorvik",
        "published": "2026-05-12",
        "claim": "c0ffee0000000001",
        "type": "ASSAULT",
        "modes": "heavy-weapons",
        "contexts": "military",
        "quad": "4",
        "intensity": "-9.0",
        "actor_country": "NOR",
        "actor_sectors": "MIL",
        "actor_text": "The army of Norland",
        "actor_name": "Army of Norland",
        "recipient_country": "SUD",
        "recipient_sectors": "CVL",
        "recipient_text": "Dorvik",
        "recipient_name": "Dorvik town",
        "source_country": "SUD",
        "source_sectors": "GOV",
        "source_text": "the embassy of Sudria",
        "cue": "said",
        "stance": "affirm",
        "commitment": "CT+",
        "manner": "indirect",
        "standing": "claimed",
        "factuality": "Uu",
        "date_start": "2026-05-11",
        "date_end": "2026-05-11",
        "date_granularity": "day",
        "date_text": "on Monday",
        "place_text": "Dorvik",
        "place_name": "Dorvik",
        "place_country": "SUD",
        "admin1": "East",
        "geonameid": "42",
        "latitude": "50.5",
        "longitude": "30.25",
        "dead_low": "12",
        "quantities": "More than 300 tonnes of flour",
        "quantity_low": "300",
        "quantity_unit": "tonne",
        "quantity_of": "flour",
        "trigger": "shelled",
        "trigger_start": "20",
        "trigger_end": "27",
        "evidence": "The army of Norland shelled Dorvik on Monday",
        "evidence_start": "0",
        "evidence_end": "44",
        "confidence": "0.8",
        "frame": "ASSAULT.shell",
        "software": "demarche 0.0",
        "codebook": "PLOVER 1.0",
        "model": "demarche-en 0.0",
    }


def test_a_document_that_was_not_read_is_a_row_with_its_problem() -> None:
    """A document that could not be read gives one row, with id and problem and no claim."""
    (row,) = _rows(make_reading(document=Document("lost", ""), problem="lost.txt: is empty. Give text."))

    assert (row["document"], row["claim"], row["problem"]) == ("lost", "", "lost.txt: is empty. Give text.")


def test_a_document_without_claims_gives_no_row() -> None:
    """A document that was read and holds no claim gives no row."""
    assert _rows(make_reading()) == []


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'=1"),
        ("a\n=b", "a =b"),
        ('say "no", then; go', 'say "no", then; go'),
        ("Šiauliai «ну»", "Šiauliai «ну»"),
    ],
)
def test_no_cell_is_run_as_a_formula(title: str, cell: str) -> None:
    """A text that a spreadsheet would run gets an apostrophe; white space is made single blanks."""
    document = Document("d", make_reading().document.text, title=title)

    (row,) = _rows(make_reading(shelling(), document=document))

    assert row["title"] == cell
