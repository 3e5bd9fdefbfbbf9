"""`demarche link` and `demarche incident`, over a store of reports that need no parser."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demarche import cli
from demarche.ledger.signatures import make_signature
from demarche.model import Count, Entity, Interval, Place, Reading, Span, TollEntry
from demarche.records import make_row
from demarche.store import Store
from support.claims import make_claim, make_document
from support.tellings import DAY


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments, prog_name="demarche", catch_exceptions=False)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of two reports on one shelling, and the folder of it."""
    monkeypatch.chdir(tmp_path)
    path = Path("news.demarche")
    day = dt.date.fromordinal(DAY)
    told = (
        ("one", "Rebels shelled the market of Sake on Tuesday.", 9),
        ("two", "Fire: M23 shelled a market in Sake.", 12),
    )
    with Store.open(path, write=True) as opened, opened.run(software="x", codebook="PLOVER", model="m") as run:
        for id_, text, dead in told:
            document = make_document(id=id_, text=text, published=day, publisher=f"The {id_.capitalize()}")
            claim = make_claim(
                document,
                "ASSAULT",
                "shelled",
                actors=(Entity("COD", ("REB",), Span(0, 6), text[:6], id="org:m23"),),
                recipients=(Entity("COD", ("CVL",), Span(16, 20), text[16:20]),),
                date=Interval(day, day, "day", None, "", "own clause", 1, 1),
                place=Place(Span(0, 1), "Sake", "Sake", "COD", None, 205117, -1.57, 29.04, acled=1),
                toll=(TollEntry("dead", Count(dead, dead, Span(0, 1), "")),),
            )
            run.put(make_row(Reading(document, (claim,), "x", "PLOVER", "m")), make_signature(text))
    return path


def _incidents(store: Path) -> list[str]:
    with Store.open(store) as opened:
        return sorted({str(claim.claim.incident) for claim in opened.claims()})


def test_claims_are_linked_and_shown(store: Path) -> None:
    """`link` tells how many incidents there are; `incident` shows tellings, voices and tolls of one."""
    result = _run("link", str(store))
    assert result.exit_code == 0
    assert "1 incidents of 2 claims" in result.stderr
    (incident,) = _incidents(store)
    shown = _run("incident", str(store), incident, "--why").stdout
    assert "2 claims in 2 reports, contested" in shown
    assert "The One" in shown
    assert "dead" in shown
    assert "conflict" in shown
    assert "day same" in shown
    assert "never denied by  m23" in shown


def test_an_incident_is_found_by_a_claim_and_printed_as_json(store: Path) -> None:
    """`--json` prints the summary; the id of a claim stands for its incident."""
    _run("link", str(store))
    with Store.open(store) as opened:
        claim = next(iter(opened.claims())).claim.id
    summary = json.loads(_run("incident", str(store), claim, "--json").stdout)
    assert summary["tolls"][0]["best"] == 9
    assert summary["documents"] == 2


def test_a_person_parts_and_takes_it_back(store: Path) -> None:
    """`--split` parts a claim from its incident, kept with who says so; `link --undo` takes it back."""
    _run("link", str(store))
    (incident,) = _incidents(store)
    with Store.open(store) as opened:
        claim = list(opened.claims())[1].claim.id
    result = _run("incident", str(store), incident, "--split", claim, "--by", "me", "--reason", "two shells")
    assert "kept as correction 1" in result.stderr
    one, other = _incidents(store)
    assert "2 incidents" in _run("link", str(store), "--anew").stderr
    assert "kept as correction 2" in _run("incident", str(store), one, "--merge", other, "--by", "me").stderr
    assert len(_incidents(store)) == 1
    _run("link", str(store), "--undo", "2")
    assert len(_incidents(store)) == 2


def test_misuse_is_told(store: Path) -> None:
    """An unknown incident, and a correction without a name, are told."""
    result = _run("incident", str(store), "i-x")
    assert (result.exit_code, "no incident and no linked claim has the id 'i-x'" in result.stderr) == (1, True)
    assert _run("incident", str(store), "i-x", "--merge", "i-y").exit_code == 2
