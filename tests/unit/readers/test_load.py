"""Load documents from files, folders and standard input."""

from __future__ import annotations

import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.model import Document
from demarche.readers import Problem, count, load

DAY = dt.date(2026, 5, 12)


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _lines(*values: object) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


def test_a_text_file_becomes_a_document_named_after_it(tmp_path: Path) -> None:
    """A plain text takes its id from its name, its date from the caller, and has no title."""
    path = _write(tmp_path, "border.txt", "Troops left.\r\nVillagers came back.\r\n")

    assert list(load([path], published=DAY)) == [
        Document("border", "Troops left.\nVillagers came back.\n", published=DAY)
    ]


def test_a_json_object_gives_its_fields_and_keeps_the_title_apart(tmp_path: Path) -> None:
    """All six fields are taken over as they are; other fields are left alone."""
    fields = {
        "id": 17,
        "url": "u",
        "title": "Troops leave",
        "publisher": "Echo",
        "published": "2020-09-30T23:10:00+02:00",
        "text": "Troops left.\r\n",
        "section": "world",
    }
    path = _write(tmp_path, "a.json", json.dumps(fields))

    assert list(load([path], published=DAY)) == [
        Document("17", "Troops left.\r\n", "u", "Troops leave", "Echo", dt.date(2020, 9, 30))
    ]


def test_a_json_list_and_json_lines_number_documents_without_an_id(tmp_path: Path) -> None:
    """Documents without an id take the file's name with their place in it."""
    values = [{"text": "Troops left."}, {"text": "They came back.", "id": "own"}]
    listed = _write(tmp_path, "list.json", json.dumps(values))
    lined = _write(tmp_path, "lines.jsonl", "\n" + _lines(*values))

    assert [item.id for item in load([listed])] == ["list:1", "own"]
    assert [item.id for item in load([lined])] == ["lines:2", "own"]


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    """Files below a folder come in the order of their paths; hidden files and other kinds are left out."""
    for name in ("b.txt", "a/z.txt", "a/b.json", ".hidden.txt", ".git/c.txt", "notes.md"):
        _write(tmp_path, name, '{"text": "Troops left."}' if name.endswith("json") else "Troops left.")

    assert [item.id for item in load([tmp_path])] == ["a/b", "a/z", "b"]


def test_ids_made_from_names_are_unique(tmp_path: Path) -> None:
    """Two files of one name in two folders get two ids."""
    paths = [_write(tmp_path, f"{folder}/report.txt", "Troops left.") for folder in "ab"]

    assert [item.id for item in load(paths)] == ["report", "report-2"]


def test_an_id_that_the_input_gives_twice_stands_with_a_note(tmp_path: Path) -> None:
    """A given id is never changed; the second document that has it says so."""
    path = _write(tmp_path, "a.jsonl", _lines({"id": "x", "text": "Troops left."}, {"id": "x", "text": "They stay."}))

    first, second = load([path])

    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, first.notes) == ("x", ())
    assert (second.id, second.notes) == ("x", (f"The id «x» is also that of {path}:1.",))


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-16-le", ("Read as UTF-16-LE, a guess: the file has no byte order mark.",)),
        ("utf-16-be", ("Read as UTF-16-BE, a guess: the file has no byte order mark.",)),
        ("utf-32", ()),
        ("latin-1", ("Read as cp1252, a guess: not valid UTF-8 from byte 18 on.",)),
        ("cp1252", ("Read as cp1252, a guess: not valid UTF-8 from byte 18 on.",)),
    ],
)
def test_texts_are_read_in_the_encodings_of_western_archives(
    tmp_path: Path, encoding: str, notes: tuple[str, ...]
) -> None:
    """UTF-8, UTF-16, UTF-32 and Latin-1 give the same words; a guess is told in a note."""
    text = "The envoy from Orléans, Mr Müller, said the talks in Genève were over."
    path = _write(tmp_path, "a.txt", text.encode(encoding))

    assert list(load([path])) == [Document("a", text, notes=notes)]


def test_json_in_latin_1_is_read_with_a_note(tmp_path: Path) -> None:
    """JSON and JSON Lines in Latin-1 are read like text in Latin-1."""
    raw = '{"text": "Talks in Genève were over, Müller said."}\n'.encode("latin-1")
    whole, lines = _write(tmp_path, "a.json", raw), _write(tmp_path, "b.jsonl", raw)

    for item in load([whole, lines]):
        assert isinstance(item, Document)
        assert item.text == "Talks in Genève were over, Müller said."
        assert item.notes == ("Read as cp1252, a guess: not valid UTF-8 from byte 22 on.",)


def test_json_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    """JSON Lines as a spreadsheet program writes them, in UTF-16, are read line by line."""
    path = _write(tmp_path, "a.jsonl", _lines({"text": "Troops left Ağdam."}, {"text": "They stay."}).encode("utf-16"))

    assert [item.text for item in load([path]) if isinstance(item, Document)] == ["Troops left Ağdam.", "They stay."]


PROBLEMS = {
    "an empty file": ("a.txt", b"", "a.txt: is empty. Give the text of a report, or leave it out."),
    "only blanks": ("a.txt", b" \n\t\n", "a.txt: is empty. Give the text of a report, or leave it out."),
    "an empty JSON file": (
        "a.json",
        b"",
        "a.json: is empty. Give a JSON object with the field 'text', or leave it out.",
    ),
    "an empty JSON Lines file": (
        "a.jsonl",
        b"\n\n",
        "a.jsonl: is empty. Give one JSON object a line, each with the field 'text'.",
    ),
    "an empty list": (
        "a.json",
        b"[]",
        "a.json: the list is empty. Give at least one object with the field 'text'.",
    ),
    "a text without any sentence": (
        "a.txt",
        b"*** 12 -- 34 ***\n",
        "a.txt: holds no words, only signs or digits. Give the text of a report, or leave it out.",
    ),
    "a binary file": (
        "a.txt",
        bytes(range(256)) * 8,
        "a.txt: holds binary data, not text. Give plain text, JSON or JSON Lines in UTF-8.",
    ),
    "control characters": (
        "a.txt",
        b"\x01\x02\x03" * 50 + b"abc" * 50,
        "a.txt: holds binary data, not text. Give plain text, JSON or JSON Lines in UTF-8.",
    ),
    "a PDF file": (
        "a.txt",
        b"%PDF-1.7 ...",
        "a.txt: a PDF file, not text. Convert it to text first, for example with pdftotext.",
    ),
    "UTF-16 cut in half": (
        "a.txt",
        "Troops".encode("utf-16") + b"\x00",
        "a.txt: marked as UTF-16-LE, but byte 12 does not fit (truncated data). Save the file again as UTF-8.",
    ),
    "another kind of file": (
        "a.html",
        b"<p>Troops left.</p>",
        "a.html: '.html' files cannot be read. Readable: .txt, .json, .jsonl. Convert or rename it.",
    ),
    "broken JSON": (
        "a.json",
        b'{\n "text": "Troops left."\n "id": 3}',
        "a.json: not valid JSON at line 3, column 2 (Expecting ',' delimiter)."
        " Mend it there, or write it with a JSON library.",
    ),
    "half a character in JSON": (
        "a.json",
        b'{"text": "Troops \\ud800 left."}',
        "a.json: not valid JSON (JSON is malformed: unexpected end of escaped utf-16 surrogate pair (byte 23))."
        " Mend it there, or write it with a JSON library.",
    ),
    "a number instead of an object": (
        "a.json",
        b"3",
        'a.json: expected an object, got a number. Write {"text": "…", "published": "…"}.',
    ),
    "no field text": (
        "a.json",
        b'{"body": "Troops left.", "author": "x"}',
        "a.json: has no field 'text' (its fields: 'author', 'body'). Put the report's text into 'text'.",
    ),
    "an empty text": (
        "a.json",
        b'{"text": null}',
        "a.json: 'text': is empty. Give the text of a report, or leave it out.",
    ),
    "a text of the wrong type": (
        "a.json",
        b'{"text": ["Troops left."]}',
        'a.json: \'text\' is a list, not text. Write it as text: {"text": "…"}.',
    ),
    "an id of the wrong type": (
        "a.json",
        b'{"id": true, "text": "Troops left."}',
        'a.json: \'id\' is true or false, not text. Write it as text: {"id": "…"}.',
    ),
    "a bad date": (
        "a.json",
        b'{"published": "30/09/2020", "text": "Troops left."}',
        "a.json: 'published' is '30/09/2020', not a date that can be read."
        " Write year, month and day, as in 2020-09-30 or 2020-09-30T18:05:00+02:00.",
    ),
}


@pytest.mark.parametrize(("name", "content", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_is_named_with_fault_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, message: str
) -> None:
    """A document that cannot be read gives place, fault and remedy, and the next document is read."""
    monkeypatch.chdir(tmp_path)
    _write(tmp_path, name, content)
    _write(tmp_path, "good.txt", "Troops left.")

    problem, document = load([name, "good.txt"])

    assert isinstance(problem, Problem)
    assert str(problem) == message
    assert problem.id == "a"
    assert isinstance(document, Document)


def test_a_broken_line_in_the_middle_costs_only_itself(tmp_path: Path) -> None:
    """JSON Lines with one broken line give the documents before and after it, and a problem with its number."""
    path = _write(tmp_path, "a.jsonl", '{"text": "Troops left."}\n{"text": "They\n{"text": "They stay."}\n')

    first, broken, last = load([path])

    assert [first.id, broken.id, last.id] == ["a:1", "a:2", "a:3"]
    assert isinstance(broken, Problem)
    assert broken.place == f"{path}:2"
    assert broken.fault.startswith("not valid JSON at")


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that is not there is named."""
    path = tmp_path / "none.txt"

    (problem,) = load([path])

    assert str(problem) == f"{path}: there is no such file. Check the name and the folder."


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without read permission is named with the system's own reason."""
    path = _write(tmp_path, "a.txt", "Troops left.")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = load([path])

    assert str(problem) == f"{path}: cannot be opened (Permission denied). Check its permissions."


def test_a_folder_without_reports_is_a_problem(tmp_path: Path) -> None:
    """A folder that holds nothing readable is named."""
    _write(tmp_path, "notes.md", "x")

    (problem,) = load([tmp_path])

    assert str(problem) == (
        f"{tmp_path}: the folder holds no report (.txt, .json, .jsonl)."
        " Name the folder with the reports, or the files themselves."
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Troops left.\n", [("stdin", "Troops left.\n")]),
        ("\n  [Photo] Troops left.\n", [("stdin", "\n  [Photo] Troops left.\n")]),
        ('\n{"text": "One."}\n{"id": "b", "text": "Two."}\n', [("stdin:2", "One."), ("b", "Two.")]),
        ('\ufeff{"text": "One."}', [("stdin:1", "One.")]),
        ('{\n  "text": "One."\n}\n', [("stdin", "One.")]),
    ],
    ids=["text", "text after blanks", "JSON Lines", "JSON Lines with a mark", "one object on several lines"],
)
def test_standard_input_is_text_or_json_lines(content: str, expected: list[tuple[str, str]]) -> None:
    """Standard input is JSON when its first character that is no blank is an opening brace, else one text."""
    items = list(load(["-"], stdin=io.BytesIO(content.encode())))

    assert [(item.id, item.text) for item in items if isinstance(item, Document)] == expected
    assert len(items) == len(expected)


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"", ["standard input: is empty."]),
        (b'{"text": "One."\n{"text": "Two."}\n', ["standard input:1: not valid JSON"]),
    ],
    ids=["nothing", "a broken first line"],
)
def test_faults_of_standard_input_are_named(content: bytes, faults: list[str]) -> None:
    """An empty standard input, and a broken line of it, are problems like those of files."""
    problems = [str(item) for item in load(["-"], stdin=io.BytesIO(content)) if isinstance(item, Problem)]

    assert [problem.startswith(fault) for problem, fault in zip(problems, faults, strict=True)] == [True]


def test_a_text_of_ten_megabytes_is_set_aside(tmp_path: Path) -> None:
    """A text longer than any report is a problem that says how long it is, how long it may be, and what to do."""
    sentence = "Troops left the town on Monday. "
    path = _write(tmp_path, "long.txt", sentence * (10_000_000 // len(sentence)))

    (problem,) = load([path])

    assert str(problem) == (
        f"{path}: has 10,000,000 characters, more than the 1,000,000 that are read as one report."
        " Split it into its reports, one a file or one a line of JSON Lines."
    )


def test_a_text_of_a_megabyte_is_one_document(tmp_path: Path) -> None:
    """A long text is one document."""
    sentence = "Troops left the town on Monday. "
    path = _write(tmp_path, "long.txt", sentence * (1_000_000 // len(sentence)))

    (document,) = load([path])

    assert isinstance(document, Document)
    assert len(document.text) == 1_000_000


def test_json_lines_are_streamed_in_bounded_memory(tmp_path: Path) -> None:
    """Thirty megabytes of JSON Lines take no more memory than a few lines."""
    path = tmp_path / "many.jsonl"
    line = json.dumps({"text": "Troops left the town on Monday. " * 300}) + "\n"
    with path.open("w") as stream:
        for _ in range(3000):
            stream.write(line)

    tracemalloc.start()
    number = sum(1 for _ in load([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert number == 3000
    assert peak < 3_000_000


def test_documents_are_counted_by_lines_and_files(tmp_path: Path) -> None:
    """The count for a progress bar takes lines of JSON Lines and one for each other file."""
    _write(tmp_path, "a.jsonl", _lines({}, {}, {}))
    _write(tmp_path, "b.txt", "x")

    assert count([tmp_path]) == 4
    assert count([tmp_path / "b.txt", tmp_path / "none.txt"]) == 2


def test_a_problem_is_kept_as_a_reading(make_problem: Callable[[], Problem]) -> None:
    """A problem becomes a reading without claims that says why nothing was read."""
    reading = make_problem().reading("demarche 0.0")

    assert (reading.document.id, reading.claims) == ("a", ())
    assert reading.problem == "a.txt: is empty. Give text."


@pytest.fixture
def make_problem() -> Callable[[], Problem]:
    """Return a maker of the problem of an empty file."""
    return lambda: Problem("a", "a.txt", "is empty", "Give text.")
