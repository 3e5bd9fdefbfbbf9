"""`demarche export`."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from demarche.cli import main
from demarche.cli.filters import OPTIONS
from demarche.store import Filter
from support.exports import make_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Make a small store."""
    return make_store(tmp_path / "small.demarche")


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)], prog_name="demarche", catch_exceptions=False)


def test_it_tells_what_was_written_and_what_was_left_out(store: Path, tmp_path: Path) -> None:
    """The numbers of claims written and left out, with each reason, stand on standard error."""
    result = _run(store, "--format", "ucdp", "-o", tmp_path / "out.csv", "--type", "ASSAULT")

    assert result.exit_code == 0
    assert result.stderr == (
        f"2 of 6 claims of 2 documents written to {tmp_path / 'out.csv'}\n"
        "  left out: 2 (no death is told: UCDP's events have at least one)\n"
        "  left out: 2 (no organised actor is named)\n"
    )
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_the_filters_are_those_of_a_store() -> None:
    """There is an option for each field of a filter, in its order."""
    assert [name for name, _, _ in OPTIONS] == [field.name for field in msgspec.structs.fields(Filter)]


@pytest.mark.parametrize(
    ("options", "triggers"),
    [
        (("--party", "NOR", "--toward", "SWE"), ["visited", "shelled"]),
        (
            (
                "--sector",
                "REB",
            ),
            ["ambushed"],
        ),
        (("--since", "2026-05-19", "--until", "2026-05-19", "--quad", "2"), ["sent"]),
        (("--type", "AID", "--type", "CONSULT"), ["visited", "sent", "Talks"]),
        (("--standing", "denied"), ["hit"]),
        (("--mode", "demo", "--confidence", "0.5", "--voice", "publisher"), ["marched"]),
        (("--text", "flour", "--place", "Lund"), ["marched", "used tear gas", "shot dead"]),
        (("--published-since", "2026-06-01"), []),
    ],
    ids=["pairs", "sector", "days", "two types", "standing", "several", "words and place", "none"],
)
def test_filters_choose_claims(options: tuple[str, ...], triggers: list[str], store: Path, tmp_path: Path) -> None:
    """What the options ask for is written, in the order of documents and texts."""
    result = _run(store, "--format", "plover", "-o", tmp_path / "out.jsonl", *options)

    assert result.exit_code == 0
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event_text"] for line in lines] == triggers


def test_without_filters_the_record_holds_documents_without_claims(store: Path, tmp_path: Path) -> None:
    """JSONL holds all documents, the one that could not be read too; with a filter only those with claims."""
    _run(store, "--format", "jsonl", "-o", tmp_path / "all.jsonl")
    _run(store, "--format", "jsonl", "-o", tmp_path / "some.jsonl", "--sector", "REB")

    ids = [
        [json.loads(line)["id"] for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()]
        for name in ("all.jsonl", "some.jsonl")
    ]
    assert ids == [["lost", "march", "shelling"], ["shelling"]]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--format", "stata"), 2, "'stata' is no format of an export. Formats: jsonl, csv, parquet, plover,"),
        (("--format", "csv", "--since", "May"), 2, "'May' is not a date."),
        (("--format", "csv", "--toward", "SWE"), 2, "--toward is the other side of --party: give both."),
        (("--format", "csv", "--quad", "7"), 2, "7 is not in the range 1<=x<=4"),
    ],
    ids=["unknown format", "no date", "no party", "no quad class"],
)
def test_misuse_is_told(arguments: tuple[str, ...], code: int, message: str, store: Path, tmp_path: Path) -> None:
    """What cannot be meant is told with what would be right, and nothing is written."""
    result = _run(store, "-o", tmp_path / "out.csv", *arguments)

    assert result.exit_code == code
    assert message in " ".join(result.stderr.split())
    assert [path.name for path in tmp_path.iterdir()] == ["small.demarche"]


def test_a_store_that_is_missing_is_told(tmp_path: Path) -> None:
    """A missing store ends with exit code 1 and leaves no file."""
    result = _run(tmp_path / "none.demarche", "--format", "csv", "-o", tmp_path / "out.csv")

    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "no such store" in result.stderr


def test_the_store_is_not_written_over(store: Path) -> None:
    """A file that is the store itself is refused."""
    before = store.read_bytes()

    result = _run(store, "--format", "csv", "-o", store)

    assert (result.exit_code, store.read_bytes()) == (2, before)
    assert "is the store itself" in result.stderr
