"""Positions: topics by type, their days, what ends them, and whose acts count in a store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from demarche.ledger.positions import TOPICS, find_positions
from demarche.model import Entity, Reading, Span
from demarche.records import make_row
from demarche.records.positions import StandRow
from demarche.store import Store
from support.claims import make_claim, make_document


def _stand(kind: str, day: int | None, number: int = 0, *, mode: str = "") -> StandRow:
    when = None if day is None else dt.date(2026, 5, day)
    return StandRow("SRB", "AZE", kind, (mode,) if mode else (), when, f"c{number}{kind}", f"d{number}", None)


def _shown(*stands: StandRow) -> list[tuple[str, str, int | None, int | None, int | None, int]]:
    return [
        (p.topic, p.side, _day(p.since), _day(p.latest), _day(p.ended), len(p.claims)) for p in find_positions(stands)
    ]


def _day(day: dt.date | None) -> int | None:
    return None if day is None else day.day


def test_acts_of_one_topic_are_one_position() -> None:
    """From the first to the last day, whatever the order in which they come."""
    acts = (_stand("ACCUSE", 9, 1), _stand("THREATEN", 3, 2), _stand("REQUEST", 4, 3, mode="yield"))
    expected = [("demand", "for", 4, 4, None, 1), ("opposition", "against", 3, 9, None, 2)]
    assert _shown(*acts) == _shown(*reversed(acts)) == expected
    assert find_positions(acts)[0].modes == ("yield",)


def test_a_contrary_act_ends_a_position() -> None:
    """Who condemns, praises and condemns again has opposed twice."""
    acts = (_stand("ACCUSE", 1, 1), _stand("SUPPORT", 5, 2), _stand("ACCUSE", 9, 3))
    assert _shown(*acts) == [
        ("support", "for", 5, 5, 9, 1),
        ("opposition", "against", 1, 1, 5, 1),
        ("opposition", "against", 9, 9, None, 1),
    ]


def test_acts_of_other_topics_end_nothing() -> None:
    """A demand lies beside opposition; what takes no side shows no position."""
    assert _shown(_stand("ACCUSE", 1), _stand("REQUEST", 2), _stand("CONSULT", 3), _stand("ASSAULT", 4)) == [
        ("demand", "for", 2, 2, None, 1),
        ("opposition", "against", 1, 1, None, 1),
    ]


def test_acts_without_a_day() -> None:
    """They show a position and end none."""
    assert _shown(_stand("SUPPORT", None, 1), _stand("ACCUSE", 2, 2)) == [
        ("support", "for", None, None, None, 1),
        ("opposition", "against", 2, 2, None, 1),
    ]


@pytest.mark.parametrize(
    ("sectors", "id", "holder"),
    [
        (("GOV",), "country:SRB", "SRB"),
        (("MIL", "GOV"), None, "SRB"),
        (("REB",), "org:red-front", "org:red-front"),
        (("EDU",), "SRB:student", "SRB EDU"),
        ((), None, "SRB"),
    ],
)
def test_whose_position_it_is(tmp_path: Path, sectors: tuple[str, ...], id: str | None, holder: str) -> None:
    """Organs of a state are their country, bodies with an id themselves, others country and sector."""
    document = make_document(text="They condemned Baku.", published=dt.date(2026, 5, 3))
    claim = make_claim(
        document,
        "ACCUSE",
        "condemned",
        actors=(Entity("SRB", sectors, Span(0, 4), "They", id=id, name="Red Front"),),
        recipients=(Entity("AZE", ("GOV",), Span(15, 19), "Baku", id="country:AZE", name="Azerbaijan"),),
    )
    planned = make_claim(
        document, "SUPPORT", "They", actors=claim.actors, recipients=claim.recipients, standing="planned"
    )
    with Store.open(tmp_path / "s.demarche", write=True) as store:
        with store.run(software="demarche 0", codebook="PLOVER", model="m") as run:
            run.put(make_row(Reading(document, (claim, planned), "demarche 0", "PLOVER", "m")))
        (position,) = find_positions(store.stands(tuple(TOPICS)))
        assert (position.holder, position.toward, position.topic) == (holder, "AZE", "opposition")
        assert position.since == dt.date(2026, 5, 3)
        assert list(store.stands(tuple(TOPICS), holder=holder, toward="AZE"))
        assert not list(store.stands(tuple(TOPICS), holder="FRA"))
        assert store.keep_positions((position,)) == 1
        assert store.connection.execute("SELECT holder, toward, since FROM positions").fetchall() == [
            (holder, "AZE", "2026-05-03")
        ]
