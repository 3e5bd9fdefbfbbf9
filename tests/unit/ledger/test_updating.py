"""Incidents of a store: what is near is linked as all would be, and a person's word is kept."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.linking_speed import make_reports
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import StoreError
from demarche.ledger import updating
from demarche.ledger.signatures import make_signature
from demarche.ledger.updating import Outcome, update
from demarche.model import Entity, Interval, Place, Reading, Span
from demarche.records import DocumentRow, make_row
from demarche.store import Store
from demarche.store.linking import Shelf, find_incident
from support.claims import make_claim, make_document

DAY = dt.date(2026, 3, 3)
FLASH = "Rebels shelled the market of Sake on Tuesday, killing nine, the governor said. Traders fled to Goma."
LATER = "Fighters of the movement shelled the crowded market in Sake on Tuesday, residents told reporters."


def _row(id_: str, text: str = FLASH, day: dt.date = DAY, published: dt.date = DAY) -> DocumentRow:
    document = make_document(id=id_, text=text, published=published, publisher=f"Outlet {id_}")
    at = text.index("shelled")
    claim = make_claim(
        document,
        "ASSAULT",
        "shelled",
        actors=(Entity("COD", ("REB",), Span(0, 6), "Rebels", id="org:m23"),),
        recipients=(Entity("COD", ("CVL",), Span(at, at + 3), "market"),),
        date=Interval(day, day, "day", None, "", "own clause", 1, 1),
        place=Place(
            Span(at, at + 4), "Sake", "Sake", "COD", geonameid=205117, latitude=-1.57, longitude=29.04, acled=1
        ),
        modes=("heavy-weapons",),
    )
    return make_row(Reading(document, (claim,), "demarche 0", "PLOVER", "model"))


def _put(store: Store, rows: Iterable[DocumentRow]) -> None:
    with store.run(software="demarche 0", codebook="PLOVER", model="model") as run:
        for row in rows:
            run.put(row)


def _link(store: Store, *, anew: bool = False) -> Outcome:
    with store.writing() as connection:
        return update(Shelf(connection, make_signature), anew=anew)


def _state(store: Store) -> dict[str, Any]:
    """Return all that linking has written, without the keys of rows."""
    read = store.connection.execute
    return {
        "claims": sorted(
            read(
                "SELECT documents.id, claims.id, incident, mention, why FROM claims JOIN documents USING (document)"
                " WHERE status = 'current'"
            )
        ),
        "incidents": sorted(
            read("SELECT incident, label, claims, documents, origins, contested, summary FROM incidents")
        ),
    }


def _members(store: Store) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for claim in store.claims():
        assert claim.claim.incident is not None
        groups.setdefault(claim.claim.incident, set()).add(claim.document.id)
    return sorted(groups.values(), key=min)


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    """A store to write to."""
    with Store.open(tmp_path / "news.demarche", write=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _always_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Link near what is new also in small stores."""
    monkeypatch.setattr(updating, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(updating, "MANY", 1.0)


@given(seed=st.integers(0, 10**6), steps=st.lists(st.integers(1, 6), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_adding_reports_gives_the_same_as_linking_all_anew(seed: int, steps: list[int]) -> None:
    """Reports that are added, coded anew or retracted one after another leave what linking all at once gives."""
    chance = random.Random(seed)
    rows = list(make_reports(60, chance))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.demarche", write=True) as store:
        at = 0
        for step in steps:
            _put(store, rows[at : at + step])
            at += step
            _link(store)
        known = [document.id for document in store.documents()]
        if len(known) > 2:
            again = chance.choice(rows[: len(known)])
            _put(store, [DocumentRow(**{**_fields(again), "claims": again.claims[:1]})])
            _link(store)
            store.retract(chance.choice(known), by="me", reason="false")
            _link(store)
        near = _state(store)
        _link(store, anew=True)
        assert near == _state(store)


def _fields(row: DocumentRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def test_an_incident_keeps_its_id_when_reports_are_added(store: Store) -> None:
    """Later tellings join; the id is that of the first."""
    _put(store, [_row("a")])
    _link(store)
    (before,) = {claim.claim.incident for claim in store.claims()}
    _put(store, [_row("b", LATER, published=DAY + dt.timedelta(days=1))])
    outcome = _link(store)
    assert not outcome.anew
    assert {claim.claim.incident for claim in store.claims()} == {before}
    assert _link(store) == Outcome(0, 0, 0, False)


def test_copies_are_folded_to_the_first(store: Store) -> None:
    """A text under another headline with its last words cut is a copy of the first, and counts once."""
    long = " ".join(f"{FLASH.replace('nine', word)}" for word in ("nine", "several", "many"))
    _put(store, [_row("b", long[:-24], published=DAY), _row("a", long, published=DAY + dt.timedelta(days=1))])
    _link(store)
    origins = {document.id: document.origin for document in store.documents()}
    assert origins["b"] is None
    assert origins["a"] is not None
    found = find_incident(store.connection, store.path, next(iter(store.claims())).claim.id)
    assert '"documents":2,"origins":1' in found.summary


def test_merge_split_and_undo(store: Store) -> None:
    """A person parts what was put together and puts together what was apart, and can take both back."""
    next_week = DAY + dt.timedelta(days=7)
    _put(store, [_row("a"), _row("b", LATER), _row("c", day=next_week, published=next_week)])
    _link(store)
    assert _members(store) == [{"a", "b"}, {"c"}]
    claims = {claim.document.id: claim.claim for claim in store.claims()}
    assert claims["a"].incident is not None
    split = store.split(claims["a"].incident, [claims["b"].id], by="me", reason="another shell")
    _link(store)
    assert _members(store) == [{"a"}, {"b"}, {"c"}]
    ids = {claim.document.id: claim.claim.incident or "" for claim in store.claims()}
    merge = store.merge(ids["a"], ids["c"], by="me")
    _link(store)
    assert _members(store) == [{"a", "c"}, {"b"}]
    near = _state(store)
    _link(store, anew=True)
    assert _state(store) == near
    store.undo(merge)
    store.undo(split)
    _link(store)
    assert _members(store) == [{"a", "b"}, {"c"}]


def test_wrong_merges_and_splits_are_told(store: Store) -> None:
    """An unknown incident and a claim that is none of it are named."""
    _put(store, [_row("a")])
    _link(store)
    (claim,) = store.claims()
    with pytest.raises(StoreError, match="no incident has the id 'i-x'"):
        store.merge("i-x", str(claim.claim.incident), by="me")
    with pytest.raises(StoreError, match="claim 'x' is none of incident"):
        store.split(str(claim.claim.incident), ["x"], by="me")
    with pytest.raises(StoreError, match="Leave at least one"):
        store.split(str(claim.claim.incident), [claim.claim.id], by="me")


def test_a_corrected_claim_is_linked_anew(store: Store) -> None:
    """A claim whose type is corrected leaves its incident at the next linking; a rejected one has none."""
    _put(store, [_row("a"), _row("b", LATER)])
    _link(store)
    first, second = (claim.claim.id for claim in store.claims())
    store.correct(second, by="me", field="type", value="CONSULT")
    _link(store)
    assert _members(store) == [{"a"}, {"b"}]
    store.correct(first, by="me", action="reject")
    _link(store)
    assert store.counts()["incidents"] == 1
