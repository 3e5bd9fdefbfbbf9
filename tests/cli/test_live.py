"""`demarche code` with the live model, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from demarche.records import decode, json_schema

EXAMPLES = Path(__file__).parents[2] / "examples"


def _code(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "demarche", "code", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Code the example reports into a file of records."""
    folder = tmp_path_factory.mktemp("coded")
    run = _code(folder, str(EXAMPLES), "-o", "claims.jsonl", "--published", "2026-05-12")
    assert run.returncode == 0, run.stderr
    return folder / "claims.jsonl"


def test_records_of_the_examples_are_valid_and_read_back_as_they_are(records: Path) -> None:
    """Every record of the example reports is valid by the schema, and its spans cut out its words."""
    for line in records.read_bytes().splitlines():
        row = json.loads(line)
        jsonschema.Draft202012Validator(json_schema()).validate(row)
        reading = decode(line)
        assert reading.problem is None
        assert len(reading.claims) >= 5
        for claim in row["claims"]:
            for words in (claim["trigger"], claim["evidence"], *claim["actors"], *claim["recipients"]):
                if words["start"] is not None:
                    assert row["text"][words["start"] : words["end"]] == words["text"]


def test_ids_of_claims_are_unique(records: Path) -> None:
    """No two claims have one id."""
    ids = [claim.id for line in records.read_bytes().splitlines() for claim in decode(line).claims]

    assert len(set(ids)) == len(ids)


def test_coding_twice_gives_the_same_bytes_in_any_company(records: Path, tmp_path: Path) -> None:
    """A report coded alone gives the bytes that it gives among others."""
    run = _code(tmp_path, str(EXAMPLES / "envoys-expelled.json"), "-o", "alone.jsonl")

    assert run.returncode == 0
    assert (tmp_path / "alone.jsonl").read_bytes() in records.read_bytes()


def test_a_stranger_is_told_what_the_army_is_said_to_have_done(records: Path) -> None:
    """The shelling of the first example is an assault by Thailand's army, on the word of Cambodia's ministry."""
    reading = next(r for r in map(decode, records.read_bytes().splitlines()) if r.document.id == "border-shelling")
    claim = next(claim for claim in reading.claims if claim.trigger.text(reading.document.text) == "shelled")

    assert (claim.type, claim.modes, claim.standing) == ("ASSAULT", ("heavy-weapons", "firearms"), "claimed")
    assert [(actor.country, actor.sectors[0]) for actor in claim.actors] == [("THA", "MIL")]
    assert [(voice.source.country, voice.stance) for voice in claim.attribution] == [("KHM", "affirm")]


def test_bad_reports_are_told_and_the_good_one_among_them_is_coded(tmp_path: Path) -> None:
    """Among empty, binary, unspeaking and broken files the one report is coded, and the exit code is 1."""
    (tmp_path / "a-empty.txt").touch()
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "c-signs.txt").write_text("*** 12 --- 14 ***\n")
    (tmp_path / "d-broken.jsonl").write_text('{"text": "The army of Chad shelled Faya."\n{"text": "Mali left."}\n')
    (tmp_path / "e-latin.txt").write_bytes("Troops of Côte d'Ivoire shelled a village.".encode("latin-1"))

    run = _code(tmp_path, ".", "-o", "out.jsonl")

    readings = [decode(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert run.returncode == 1
    assert [(r.document.id, r.problem is None) for r in readings] == [
        ("a-empty", False),
        ("b-binary", False),
        ("c-signs", False),
        ("d-broken:1", False),
        ("d-broken:2", True),
        ("e-latin", True),
    ]
    assert [claim.type for claim in readings[-1].claims] == ["ASSAULT"]
    assert run.stderr.splitlines()[-1] == "demarche: 4 of 6 documents could not be read"
