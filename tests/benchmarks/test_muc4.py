"""Incident records in the form of muc4: what claims become records, and what is one incident."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from benchmarks.muc4 import filled, find_incidents

from demarche.model import Document
from demarche.pipeline import Coder

REPORT = """GUATEMALA CITY, 7 MAY 90 -- [TEXT] GUERRILLAS OF THE REBEL ARMED FORCES KIDNAPPED A
LANDOWNER NEAR ESCUINTLA YESTERDAY.

   IN QUETZALTENANGO, GUNMEN KILLED TWO TEACHERS AND WOUNDED A BUS DRIVER WITH A GRENADE.  SOLDIERS
KILLED FOUR GUERRILLAS IN A CLASH.  THE MINISTRY DENIED THAT THE GUERRILLAS KILLED A PRIEST.
"""


@pytest.fixture(scope="module")
def incidents() -> list[dict[str, object]]:
    coder = Coder()
    document = Document(id="own", text=REPORT, published=dt.date(1990, 5, 7))
    (traces,) = coder.trace_all([document])
    found: list[dict[str, object]] = find_incidents({"id": "own"}, traces, coder)["events"]
    return found


def test_kidnappings_and_attacks_are_records(incidents: list[dict[str, object]]) -> None:
    """An abduction is a kidnapping, dead and wounded of one place are one attack; acts of soldiers are left out."""
    assert [incident["type"] for incident in incidents] == ["KIDNAPPING", "BOMBING"]
    kidnapping = incidents[0]
    assert (kidnapping["country"], kidnapping["place"], kidnapping["date"]) == ("GUATEMALA", "Escuintla", "1990-05-06")


def test_what_is_denied_is_no_record(incidents: list[dict[str, object]]) -> None:
    """The priest whom nobody killed stands in no record."""
    assert "PRIEST" not in json.dumps(incidents)


def test_names_stand_without_article_and_number(incidents: list[dict[str, object]]) -> None:
    """Those who were hit are named as the templates do."""
    people = incidents[1]["hum"]
    assert isinstance(people, list)
    assert {"TEACHERS", "BUS DRIVER"} <= {person["name"] for person in people}


def test_the_share_of_filled_records_is_counted(tmp_path: Path, incidents: list[dict[str, object]]) -> None:
    """Of all records that are predicted: how many have a day, a place, a toll."""
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"id": "own", "events": incidents}) + "\n", encoding="utf-8")

    shares = filled(path)

    assert shares["with place"] == 1.0
    assert shares["with date"] == sum(bool(i["date"]) for i in incidents) / len(incidents)


def test_no_records_give_no_shares(tmp_path: Path) -> None:
    """Where nothing is predicted nothing is filled."""
    path = tmp_path / "dev.jsonl"
    path.write_text('{"id": "own", "events": []}\n', encoding="utf-8")

    assert set(filled(path).values()) == {0.0}
