"""`demarche code`, with a coder that needs no parser."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

import demarche
from demarche import cli
from demarche.language.analyzers import make_analyzer
from demarche.records import decode
from demarche.store import Store
from support.readings import StandInCoder


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Code without a parser, in an empty folder."""
    monkeypatch.setitem(vars(demarche), "Coder", StandInCoder)
    monkeypatch.chdir(tmp_path)


def _run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.main, arguments, input=stdin, prog_name="demarche", catch_exceptions=False)


def _write(name: str, content: str = "Norland shelled Dorvik.") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(content, encoding="utf-8")


def test_without_an_output_file_claims_are_shown() -> None:
    """`demarche code FILE` shows a card for each claim and exits with 0."""
    _write("a.txt")

    result = _run("code", "a.txt", "--published", "2026-05-12")

    assert result.exit_code == 0
    assert "a · published 2026-05-12" in result.stdout
    assert "Norland" not in result.stderr
    assert "[shelled]" in result.stdout


def test_with_an_output_file_records_are_written() -> None:
    """`-o FILE.jsonl` writes a record for each document, in the order of the input."""
    _write("in/a.txt")
    _write("in/b.json", json.dumps([{"text": "Rain fell."}, {"id": "x", "text": "They shelled it."}]))

    result = _run("code", "in", "-o", "out.jsonl", "--published", "2026-05-12")

    readings = [decode(line) for line in Path("out.jsonl").read_bytes().splitlines()]
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "3 documents coded into out.jsonl\n"
    assert [(r.document.id, len(r.claims)) for r in readings] == [("a", 1), ("b:1", 0), ("x", 1)]
    assert {str(r.document.published) for r in readings} == {"2026-05-12"}


def test_a_store_is_filled_and_filled_again() -> None:
    """Documents, claims and what could not be read are in the store, once, however often they are coded."""
    _write("one.txt")
    _write("empty.txt", "")
    for _ in range(2):
        result = _run("code", "one.txt", "empty.txt", "--store", "news.demarche")
        assert result.exit_code == 1
        assert "1 documents coded into news.demarche" in result.stderr
    with Store.open("news.demarche") as store:
        assert store.counts()["documents"] == 2
        assert [(s.document.id, s.claim.type) for s in store.claims()] == [("one", "ASSAULT")]


def test_a_store_without_text_holds_no_words() -> None:
    """`--no-text` goes for stores as well; a store and a file may be written at once."""
    _write("one.txt")
    assert _run("code", "one.txt", "--store", "news.demarche", "--no-text", "-o", "one.csv").exit_code == 0
    assert b"Norland" not in Path("news.demarche").read_bytes()
    assert Path("one.csv").exists()


def test_no_text_leaves_words_out() -> None:
    """`--no-text` writes records without words of the text."""
    _write("a.txt")

    _run("code", "a.txt", "-o", "out.jsonl", "--no-text")

    assert "shelled" not in Path("out.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("stdin", "ids"),
    [("Norland shelled Dorvik.", ["stdin"]), ('{"text": "One."}\n{"text": "Two."}\n', ["stdin:1", "stdin:2"])],
    ids=["text", "JSON Lines"],
)
def test_a_dash_reads_standard_input(stdin: str, ids: list[str]) -> None:
    """`demarche code -` reads a text or JSON Lines from standard input."""
    result = _run("code", "-", "-o", "out.jsonl", stdin=stdin)

    assert result.exit_code == 0
    assert [decode(line).document.id for line in Path("out.jsonl").read_bytes().splitlines()] == ids


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_what_cannot_be_read_is_told_kept_and_the_rest_is_coded(suffix: str) -> None:
    """Problems stand on standard error and, in the order of the input, in the output; the exit code is 1."""
    lines = ['{"text": "They shelled it."}'] * 5
    lines[1] = '{"text": "They'
    lines[3] = "{}"
    _write("a.jsonl", "\n".join(lines))
    _write("empty.txt", "")

    result = _run("code", "empty.txt", "a.jsonl", "none.txt", "-o", f"out.{suffix}")

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "demarche: empty.txt: is empty. Give the text of a report, or leave it out.",
        "demarche: a.jsonl:2: not valid JSON at column 10 (Unterminated string starting at)."
        " Mend it there, or write it with a JSON library.",
        "demarche: a.jsonl:4: has no field 'text' (its fields: none). Put the report's text into 'text'.",
        "demarche: none.txt: there is no such file. Check the name and the folder.",
        f"3 documents coded into out.{suffix}",
        "demarche: 4 of 7 documents could not be read",
    ]
    if suffix == "jsonl":
        readings = [decode(line) for line in Path("out.jsonl").read_bytes().splitlines()]
        assert [(r.document.id, r.problem is None) for r in readings] == [
            ("empty", False),
            ("a:1", True),
            ("a:2", False),
            ("a:3", True),
            ("a:4", False),
            ("a:5", True),
            ("none", False),
        ]


def test_a_binary_file_among_others_is_told_in_the_terminal() -> None:
    """In the terminal too the rest is shown, the binary file named, and the exit code 1."""
    Path("a.txt").write_bytes(b"\x00\x01\x02" * 99)
    _write("b.txt")

    result = _run("code", "a.txt", "b.txt")

    assert result.exit_code == 1
    assert "not read: a.txt: holds binary data, not text." in result.stdout
    assert "[shelled]" in result.stdout


def test_a_text_without_any_sentence_is_told_with_its_id() -> None:
    """A text in which the coder finds no sentence is named and kept with its problem."""
    _write("table.txt", "@ a b c")

    result = _run("code", "table.txt", "-o", "out.jsonl")

    problem = "table: no sentence in the text. Check that it is prose."
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == f"demarche: {problem}"
    assert decode(Path("out.jsonl").read_bytes()).problem == problem


def test_an_unwritable_output_is_told_before_anything_is_coded() -> None:
    """An output in a folder that is not there ends the command with 1 and the remedy."""
    _write("a.txt")

    result = _run("code", "a.txt", "-o", "none/out.csv")

    assert result.exit_code == 1
    assert result.stderr == (
        "demarche: none/out.csv: cannot be written (No such file or directory)."
        " Make the folder none first, or name another place.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "-o", "out.xlsx"], "out.xlsx: '.xlsx' files cannot be written. Name it with one of: .jsonl, .csv."),
        (["a.txt", "-o", "/dev/null"], "/dev/null: files without a suffix cannot be written."),
        (["a.txt", "--published", "30/09/2020"], "'30/09/2020' is not a date. Write year, month and day, as in 2020-"),
        (
            ["a.txt", "--no-text"],
            "--no-text needs -o FILE or --store STORE: what is shown in the terminal is not kept.",
        ),
        ([], "Missing argument 'PATH...'."),
    ],
    ids=["unknown suffix", "no suffix", "bad date", "no-text without a file", "no path"],
)
def test_misuse_exits_with_two_and_says_what_is_right(arguments: list[str], message: str) -> None:
    """A misused command says what would be right and exits with 2."""
    result = _run("code", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_text_of_ten_megabytes_is_told_and_the_rest_is_coded() -> None:
    """A text longer than any report is told with its length and stays as a row; the other reports are coded."""
    sentence = "Norland shelled Dorvik on Monday. "
    _write("long.txt", sentence * (10_000_000 // len(sentence)))
    _write("short.txt", sentence)

    result = _run("code", "long.txt", "short.txt", "-o", "out.jsonl")
    problem, coded = (decode(line) for line in Path("out.jsonl").read_bytes().splitlines())

    assert result.exit_code == 1
    assert "long.txt: has 9,999,978 characters, more than the 1,000,000 that are read as one report." in result.stderr
    assert (problem.problem is None, coded.problem) == (False, None)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names as text")
def test_a_file_name_that_is_no_utf8_is_coded_and_told() -> None:
    """A file whose name is in another encoding is coded, under a name that can be written."""
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("Norland shelled Dorvik.")
    Path(os.fsdecode(b"na\xefve.txt")).touch()

    result = _run("code", ".", "-o", "out.jsonl")

    assert result.exit_code == 1
    assert "demarche: na\ufffdve.txt: is empty." in result.stderr
    assert [decode(line).document.id for line in Path("out.jsonl").read_bytes().splitlines()] == [
        "caf\ufffd",
        "na\ufffdve",
    ]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _wait(console: Console, documents: int) -> None:
    with cli._Bar(console, lambda: documents) as progress:
        for _ in range(2):
            time.sleep(0.15)
            progress.advance()


def test_a_bar_comes_up_on_a_terminal_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is more to wait for than a moment, a terminal shows how many documents are read."""
    monkeypatch.setattr(cli, "PATIENCE_SECONDS", 0.05)
    terminal = _Terminal()

    _wait(Console(file=terminal, force_terminal=True, width=80), 2)

    assert "reading" in terminal.getvalue()
    assert "1/2" in terminal.getvalue()


@pytest.mark.parametrize(
    ("patience", "terminal"), [(0.05, False), (9.0, True)], ids=["not a terminal", "done before long"]
)
def test_no_bar_comes_up_without_a_terminal_or_a_wait(
    monkeypatch: pytest.MonkeyPatch, patience: float, terminal: bool
) -> None:
    """No bar is drawn into a file, nor for what is soon done."""
    monkeypatch.setattr(cli, "PATIENCE_SECONDS", patience)
    stream = io.StringIO()

    _wait(Console(file=stream, force_terminal=terminal, width=80), 2)

    assert stream.getvalue() == ""


def test_stanza_can_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--analyzer stanza --model-dir DIR` gives the coder Stanza; without it the English model parses."""
    made: list[StandInCoder] = []

    class Kept(StandInCoder):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            made.append(self)

    monkeypatch.setitem(vars(demarche), "Coder", Kept)
    _write("a.txt")

    results = [_run("code", "a.txt"), _run("code", "a.txt", "--analyzer", "stanza", "--model-dir", "models")]

    assert [result.exit_code for result in results] == [0, 0]
    assert [type(coder.analyzer).__name__ for coder in made] == ["EnglishAnalyzer", "StanzaAnalyzer"]
    assert vars(made[1].analyzer)["_model_dir"] == Path("models")


def test_a_folder_of_models_without_stanza_is_misuse() -> None:
    """`--model-dir` says that it goes with `--analyzer stanza`."""
    _write("a.txt")

    result = _run("code", "a.txt", "--model-dir", "models")

    assert result.exit_code == 2
    assert "--model-dir is for --analyzer stanza: the English model is a package." in result.stderr


def test_the_fast_model_with_stanza_is_misuse() -> None:
    """`--fast` says that it goes with the English models."""
    _write("a.txt")

    result = _run("code", "a.txt", "--analyzer", "stanza", "--fast")

    assert result.exit_code == 2
    assert "--fast is for --analyzer en" in result.stderr


def test_a_record_names_the_fast_model() -> None:
    """What `--fast` parses says so in the record's `model`."""
    assert make_analyzer("en", fast=True).model == make_analyzer("en").model + " fast"
