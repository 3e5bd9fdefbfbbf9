"""A store gives back the documents that were put into it, as rows of the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.records import make_row
from demarche.store import Store
from support.exports import make_readings, make_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a small store."""
    return make_store(tmp_path / "small.demarche")


def test_what_was_put_in_comes_out(path: Path) -> None:
    """The rows are those that were put in, by id, texts and problems included."""
    with Store.open(path) as store:
        rows = list(store.rows())

    assert rows == sorted(map(make_row, make_readings()), key=lambda row: row.id)


def test_corrections_stand_in_the_rows(path: Path) -> None:
    """A corrected field has its new value, a rejected claim is left out unless all are asked for."""
    with Store.open(path, write=True) as store:
        first, second = next(store.rows(document="shelling")).claims[:2]
        store.correct(first.id, by="Ann", field="type", value="COERCE")
        store.correct(second.id, by="Ann", action="reject")

        found = next(store.rows(document="shelling")).claims
        everything = next(store.rows(document="shelling", everything=True)).claims

    assert found[0].type == "COERCE"
    assert second.id not in {claim.id for claim in found}
    assert second.id in {claim.id for claim in everything}


def test_withdrawn_documents_are_left_out(path: Path) -> None:
    """A retracted document comes only where everything is asked for."""
    with Store.open(path, write=True) as store:
        store.retract("march", by="Ann", reason="the outlet withdrew it")

        found = [row.id for row in store.rows()]
        everything = [row.id for row in store.rows(everything=True)]

    assert (found, everything) == (["lost", "shelling"], ["lost", "march", "shelling"])


def test_rows_are_of_one_moment(path: Path) -> None:
    """What is written while rows are read is not seen by the reader, and the writer is not kept out."""
    with Store.open(path) as reader, Store.open(path, write=True) as writer:
        rows = reader.rows()
        first = next(rows)
        writer.retract("shelling", by="Ann", reason="the outlet withdrew it")
        rest = list(rows)
        after = list(reader.rows())

    assert [row.id for row in (first, *rest)] == ["lost", "march", "shelling"]
    assert [row.id for row in after] == ["lost", "march"]
