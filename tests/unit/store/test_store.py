"""The store: what is put in comes out, corrections outlive a new coding, versions, filters, and faults told plainly."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from demarche.errors import StoreError
from demarche.model import Entity, Place, Reading, Span
from demarche.records import DocumentRow, make_row
from demarche.store import VERSION, Filter, Store
from demarche.store.connecting import connect
from demarche.store.schema import APPLICATION_ID
from support.claims import make_claim, make_document


def _row(id_: str = "one", text: str = "Rebels shelled Sake. Kigali denied it.", **document: Any) -> DocumentRow:
    made = make_document(id=id_, text=text, **document)
    shelled = make_claim(
        made,
        "ASSAULT",
        "shelled",
        actors=(Entity("COD", ("REB",), Span(0, 6), "Rebels", id="COD:rebels", name="rebels"),),
        recipients=(Entity("COD", ("CVL",), Span(15, 19), "Sake"),),
        place=Place(Span(15, 19), "Sake", "Sake", "COD", geonameid=205117, latitude=-1.57, longitude=29.04),
        modes=("heavy-weapons",),
    )
    denied = make_claim(
        made,
        "REJECT",
        "denied",
        actors=(Entity("RWA", ("GOV",), Span(21, 27), "Kigali", id="country:RWA", name="Rwanda"),),
    )
    return make_row(Reading(made, (shelled, denied), "demarche 0", "PLOVER", "model"))


def _put(store: Store, *rows: DocumentRow) -> None:
    with store.run(software="demarche 0", codebook="PLOVER", model="model") as run:
        for row in rows:
            run.put(row)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.demarche"


def test_what_is_put_in_comes_out(path: Path) -> None:
    """Claims come back as they were, in the order of the text, also with another connection."""
    row = _row()
    with Store.open(path, write=True) as store:
        _put(store, row)
    with Store.open(path) as store:
        assert [stored.claim for stored in store.claims()] == list(row.claims)
        assert [stored.text for stored in store.documents(text=True)] == [row.text]
        assert store.counts()["claims"] == 2


def test_a_store_opens_in_other_programs(path: Path) -> None:
    """Foreign keys hold, full text is found, and a point is found by its square."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = other.execute("SELECT rowid FROM documents_text WHERE documents_text MATCH 'shelled'").fetchall()
        assert found == other.execute("SELECT document FROM documents").fetchall()
        near = other.execute(
            "SELECT place FROM place_points WHERE south > -2 AND north < -1 AND west > 29 AND east < 30"
        )
        assert near.fetchall() == other.execute("SELECT place FROM places").fetchall()
        labels = [label for (label,) in other.execute("SELECT label FROM claims ORDER BY position")]
        assert labels == ["COD REB → COD CVL: ASSAULT heavy-weapons (reported)", "RWA GOV → ?: REJECT (reported)"]
    other.close()


def test_the_same_document_again_replaces_its_claims(path: Path) -> None:
    """A second coding leaves one document with the new claims, two runs, and the texts that were kept."""
    row = _row()
    with Store.open(path, write=True) as store:
        _put(store, row)
        _put(store, msgspec.structs.replace(row, claims=row.claims[:1], text=msgspec.UNSET))
        assert [stored.claim.type for stored in store.claims()] == ["ASSAULT"]
        assert [stored.text for stored in store.documents(text=True)] == [row.text]
        assert store.connection.execute("SELECT documents, claims FROM runs").fetchall() == [(1, 2), (1, 1)]


def test_corrections_outlive_a_new_coding(path: Path) -> None:
    """A corrected field stays when the document is coded anew, also where the claim has got another id."""
    row = _row()
    first = row.claims[0]
    with Store.open(path, write=True) as store:
        _put(store, row)
        store.correct(first.id, by="Ana", reason="police", field="type", value="COERCE")
        store.correct(row.claims[1].id, by="Ana", reason="no event", action="reject")
        _put(store, row)
        assert [(s.claim.type, s.review) for s in store.claims()] == [("COERCE", "corrected")]
        other = msgspec.structs.replace(first, id="another", recipients=())
        _put(store, msgspec.structs.replace(row, claims=(other, row.claims[1])))
        assert [(s.claim.id, s.claim.type) for s in store.claims()] == [("another", "COERCE")]
        assert [c.action for c in store.corrections(document="one")] == ["correct", "reject"]


def test_corrected_parties_are_found(path: Path) -> None:
    """A filter sees the claim as it is corrected; taken back, as it was coded."""
    row = _row()
    kigali = msgspec.to_builtins(row.claims[1].actors)
    with Store.open(path, write=True) as store:
        _put(store, row)
        number = store.correct(row.claims[0].id, by="Ana", reason="it was them", field="actors", value=kigali)
        assert [s.claim.type for s in store.claims(actor="RWA")] == ["ASSAULT", "REJECT"]
        store.undo(number)
        assert [s.claim.type for s in store.claims(actor="RWA")] == ["REJECT"]
        assert [s.claim for s in store.claims()] == list(row.claims)


def test_a_changed_text_is_a_new_version(path: Path) -> None:
    """The newer text under an address stands; the older one stays in the file, out of the lists."""
    with Store.open(path, write=True) as store:
        _put(store, _row("one", url="https://news.example/1"))
        _put(store, _row("two", "Rebels shelled Sake. Kigali denied it. Two died.", url="https://news.example/1"))
        assert [d.id for d in store.documents()] == ["two"]
        assert [(d.id, d.status) for d in store.documents(everything=True)] == [
            ("one", "superseded"),
            ("two", "current"),
        ]
        assert {s.document.id for s in store.claims()} == {"two"}
        assert {s.document.id for s in store.claims(everything=True)} == {"one", "two"}


def test_a_retraction_withdraws_and_erases_nothing(path: Path) -> None:
    """Claims of a retracted document are in no list, but in the file."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
        store.retract("one", by="Ana", reason="the outlet took it back")
        assert list(store.claims()) == []
        assert store.counts()["claims"] == 2
        assert [c.action for c in store.corrections()] == ["retract"]


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        ({"actor": "COD"}, ["ASSAULT"]),
        ({"recipient": ("COD", "RWA")}, ["ASSAULT"]),
        ({"party": "RWA"}, ["REJECT"]),
        ({"party": "COD", "toward": "COD"}, ["ASSAULT"]),
        ({"party": "COD:rebels"}, ["ASSAULT"]),
        ({"sector": "GOV"}, ["REJECT"]),
        ({"type": ("ASSAULT", "REJECT")}, ["ASSAULT", "REJECT"]),
        ({"mode": "heavy-weapons"}, ["ASSAULT"]),
        ({"place": "Sake"}, ["ASSAULT"]),
        ({"place": "COD"}, ["ASSAULT"]),
        ({"voice": "publisher"}, ["ASSAULT", "REJECT"]),
        ({"voice": "RWA"}, []),
        ({"text": "kigali"}, ["ASSAULT", "REJECT"]),
        ({"text": "gitega"}, []),
        ({"published_since": dt.date(2026, 5, 13)}, []),
        ({"since": dt.date(2026, 5, 1)}, []),
        ({"document": "one", "standing": "reported"}, ["ASSAULT", "REJECT"]),
    ],
    ids=str,
)
def test_filters(path: Path, filters: dict[str, Any], types: list[str]) -> None:
    """Each filter lets through the claims listed for it."""
    with Store.open(path, write=True) as store:
        _put(store, _row(published=dt.date(2026, 5, 12)))
        assert [stored.claim.type for stored in store.claims(**filters)] == types


@pytest.mark.parametrize("filters", [{"colour": "red"}, {"quad": "four"}, {"since": "yesterday"}], ids=str)
def test_a_wrong_filter_is_told(path: Path, filters: dict[str, Any]) -> None:
    """An unknown field or a value of the wrong kind is an error that lists the filters."""
    with Store.open(path, write=True) as store, pytest.raises(StoreError, match="Filters: actor"):
        list(store.claims(**filters))


def test_claims_as_an_arrow_table(path: Path) -> None:
    """One row a claim; lists are lists, unknown is null, and an empty selection has the same columns."""
    pytest.importorskip("pyarrow")
    with Store.open(path, write=True) as store:
        _put(store, _row(published=dt.date(2026, 5, 12)))
        table = store.claims().to_arrow()
        assert table.column("type").to_pylist() == ["ASSAULT", "REJECT"]
        assert table.column("actor_countries").to_pylist() == [["COD"], ["RWA"]]
        assert table.column("published").to_pylist() == [dt.date(2026, 5, 12)] * 2
        assert table.column("place").to_pylist() == ["Sake", None]
        assert table.column("dead_low").to_pylist() == [None, None]
        assert store.claims(actor="FRA").to_arrow().schema == table.schema
        assert store.claims(actor="FRA").to_arrow().num_rows == 0


def test_claims_as_a_pandas_table(path: Path) -> None:
    """Days are datetimes, and whole numbers may be missing."""
    pytest.importorskip("pandas")
    with Store.open(path, write=True) as store:
        _put(store, _row(published=dt.date(2026, 5, 12)))
        table = store.claims(type="ASSAULT").to_pandas()
        assert len(table) == 1
        assert str(table["published"].dt.year.iloc[0]) == "2026"
        assert str(table["dead_low"].dtype) == "Int64"


def test_tables_without_their_libraries_say_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no pyarrow or pandas is told the command."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
        for library, take in (("pandas", "to_pandas"), ("pyarrow", "to_arrow")):
            monkeypatch.setitem(sys.modules, library, None)
            with pytest.raises(StoreError, match=r"pip install 'demarche\[analysis\]'"):
                getattr(store.claims(), take)()


def test_a_filter_is_a_value() -> None:
    """Filters are equal where their fields are, so that an address can hold one."""
    assert Filter(actor=("ARM",)) == msgspec.json.decode(msgspec.json.encode(Filter(actor=("ARM",))), type=Filter)


# --------------------------------------------------------------------------------------------------------------- faults


def test_missing_store(path: Path) -> None:
    """Who reads a store that is not there is told how one is made."""
    with pytest.raises(StoreError, match="no such store"):
        Store.open(path)
    assert not path.exists()


def test_store_of_a_newer_version(path: Path) -> None:
    """A newer store is left alone."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
        store.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(StoreError, match="newer Demarche"):
            Store.open(path, write=write)
    assert path.read_bytes() == before


def test_another_database_is_no_store(path: Path) -> None:
    """A database of another program is not written to."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE things (thing)")
    other.close()
    with pytest.raises(StoreError, match="no store of Demarche"):
        Store.open(path, write=True)


def test_damaged_file(path: Path) -> None:
    """A file that is no database is told as damaged, and stays as it is."""
    path.write_bytes(b"no database at all, " * 200)
    with pytest.raises(StoreError, match=r"damaged or no store"):
        Store.open(path, write=True)
    assert path.read_bytes() == b"no database at all, " * 200


def test_locked_store(path: Path) -> None:
    """A writer that waits too long for another is told so; readers go on."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
        second = Store(path, connect(path, write=True, patience=0.1), writable=True)
        store.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program"):
            _put(second, _row("two"))
        with Store.open(path) as reader:
            assert reader.counts()["documents"] == 1
        store.connection.execute("ROLLBACK")
        second.close()


def test_full_disk(path: Path) -> None:
    """What does not fit is told, and what was written before stays whole."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
        (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
        store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="disk is full"):
            _put(store, *(_row(f"r{i}", "Rebels shelled Sake. Kigali denied it. " + "More. " * 900) for i in range(40)))
        assert store.counts()["documents"] == 1
    with Store.open(path) as store:
        assert len(list(store.claims())) == 2


def test_killed_in_the_middle_of_a_write(path: Path) -> None:
    """After `kill -9` between two documents of a transaction nothing of it is visible, and the store can be written."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
    program = (
        "import os, signal, sys\n"
        "from demarche.store import Store\n"
        "store = Store.open(sys.argv[1], write=True)\n"
        "store.connection.execute('BEGIN IMMEDIATE')\n"
        "store.connection.execute(\"UPDATE documents SET title = 'half'\")\n"
        "store.connection.execute('DELETE FROM claims')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], env=dict(os.environ), check=False)
    assert done.returncode == -signal.SIGKILL
    with Store.open(path, write=True) as store:
        assert store.counts()["claims"] == 2
        assert [d.title for d in store.documents()] == [None]
        _put(store, _row("two"))


def test_network_drives_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store on a network drive is refused with the reason."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"host:/share {tmp_path} nfs4 rw 0 0\ntmpfs / tmpfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("demarche.store.connecting.MOUNTS", mounts)
    with pytest.raises(StoreError, match="network drive"):
        Store.open(path, write=True)
    assert not path.exists()


def test_readers_may_not_write(path: Path) -> None:
    """A store opened for reading writes nothing."""
    with Store.open(path, write=True) as store:
        _put(store, _row())
    with Store.open(path) as store, pytest.raises(StoreError, match="opened for reading"):
        _put(store, _row("two"))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("colour", "red", "cannot be corrected"), ("actors", "Rwanda", "Expected"), ("standing", "true", "Invalid")],
)
def test_a_wrong_correction_is_told(path: Path, field: str, value: Any, words: str) -> None:
    """A field that has no corrections, or a value of another shape, changes nothing."""
    row = _row()
    with Store.open(path, write=True) as store:
        _put(store, row)
        with pytest.raises(StoreError, match=words):
            store.correct(row.claims[0].id, by="Ana", field=field, value=value)
        with pytest.raises(StoreError, match="no claim has the id"):
            store.correct("none", by="Ana", action="accept")
        assert store.corrections() == ()


def test_the_file_names_itself(path: Path) -> None:
    """Other programs can tell a store from other databases."""
    with Store.open(path, write=True) as store:
        assert store.connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
