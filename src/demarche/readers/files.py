"""Load documents from files, folders and standard input, in bounded memory where a file holds one document a line."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from demarche.errors import InputError
from demarche.model import Document
from demarche.readers.articles import check_words, make_document, parse
from demarche.readers.encoding import decode
from demarche.readers.problems import Problem

READABLE = (".txt", ".json", ".jsonl")
STDIN = "-"


def load(
    paths: Iterable[str | Path], *, published: dt.date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Problem]:
    """Yield the documents of files and folders in order; what cannot be read yields a `Problem` and the rest goes on.

    1. A path is `-` (standard input, read from `stdin`), a folder (walked in sorted order, hidden names left out), or a
       file: text, one JSON object or a list of them, or JSON Lines.
    2. `published` is the date of documents that carry none.
    3. A document without an id takes the file's name in its folder, with the line or the place in the list where a file
       holds several. Ids made so are unique in one call; an id that the input gives twice stands, with a note.
    """
    loader = _Loader(published)
    for path in paths:
        if str(path) == STDIN:
            yield from loader.standard_input(stdin if stdin is not None else io.BytesIO())
        elif (folder := Path(path)).is_dir():
            yield from loader.folder(folder)
        else:
            yield from loader.file(Path(path), _name(Path(path).stem))


def count(paths: Iterable[str | Path]) -> int:
    """Return about how many documents the paths hold: lines of JSON Lines, one for any other file."""
    total = 0
    for path in map(Path, paths):
        for file in _walk(path) if path.is_dir() else [path]:
            total += 1
            if file.suffix.lower() == ".jsonl" and file.is_file():
                with file.open("rb") as stream:
                    total += sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) - 1
    return total


def _walk(folder: Path) -> list[Path]:
    files = (
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in READABLE
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not path.is_dir()
    )
    return sorted(files, key=lambda path: path.relative_to(folder).parts)


class _Loader:
    """Makes documents and keeps account of their ids."""

    def __init__(self, published: dt.date | None) -> None:
        self.published = published
        self.taken: dict[str, str] = {}  # id → place of the document that has it

    def standard_input(self, stream: BinaryIO) -> Iterator[Document | Problem]:
        """Yield what comes in: JSON when the first character that is no blank is an opening brace, else one text."""
        place = "standard input"
        head = b""
        while not head.strip() and (line := stream.readline()):
            head += line
        if not head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
            yield from self.attempt(self.plain, head + stream.read(), place, "stdin")
            return
        try:
            msgspec.json.decode(head.removeprefix(codecs.BOM_UTF8))
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Either the first line is broken, or one object stands on several lines.
            rest = stream.read()
            try:
                value = msgspec.json.decode(head + rest)
            except (msgspec.DecodeError, UnicodeDecodeError):
                yield from self.lines(io.BytesIO(head + rest), place, "stdin")
            else:
                yield from self.values(value, place, "stdin")
        else:
            yield from self.lines(itertools.chain(head.splitlines(keepends=True), stream), place, "stdin")

    def folder(self, folder: Path) -> Iterator[Document | Problem]:
        """Yield the documents of all readable files below the folder."""
        files = _walk(folder)
        if not files:
            yield Problem(
                _name(folder.name or folder),
                _name(folder),
                f"the folder holds no report ({', '.join(READABLE)})",
                "Name the folder with the reports, or the files themselves.",
            )
        for file in files:
            yield from self.file(file, _name(file.relative_to(folder).with_suffix("").as_posix()))

    def file(self, path: Path, id: str) -> Iterator[Document | Problem]:
        """Yield the documents of one file, by its suffix."""
        place = _name(path)
        suffix = path.suffix.lower()
        try:
            if not path.exists():
                raise InputError(place, "there is no such file", "Check the name and the folder.")
            if suffix not in READABLE:
                kind = f"'{suffix}' files" if suffix else "files without a suffix"
                raise InputError(
                    place, f"{kind} cannot be read", f"Readable: {', '.join(READABLE)}. Convert or rename it."
                )
            with path.open("rb") as stream:
                if suffix == ".jsonl":
                    yield from self.lines(stream, place, id)
                    return
                raw = stream.read()
        except OSError as error:
            yield Problem(id, place, f"cannot be opened ({error.strerror or error})", "Check its permissions.")
            return
        except InputError as error:
            yield Problem.of(error, id)
            return
        if suffix == ".txt":
            yield from self.attempt(self.plain, raw, place, id)
        else:
            yield from self.json(raw, place, id)

    def plain(self, raw: bytes, place: str, id: str) -> Document:
        """Return the document of a plain text, its line ends made «\\n»."""
        text, notes = decode(raw, place)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        check_words(text, place)
        return Document(id, text, published=self.published, notes=notes)

    def json(self, raw: bytes, place: str, id: str) -> Iterator[Document | Problem]:
        """Yield the documents of a JSON file: one object, or a list of them."""
        try:
            text, notes = decode(raw, place)
            if not text.strip():
                raise InputError(place, "is empty", "Give a JSON object with the field 'text', or leave it out.")
            value = parse(text, place)
        except InputError as error:
            yield Problem.of(error, id)
        else:
            yield from self.values(value, place, id, notes)

    def values(self, value: Any, place: str, id: str, notes: tuple[str, ...] = ()) -> Iterator[Document | Problem]:
        """Yield the documents of a JSON value."""
        article = partial(self.article, notes=notes)
        if not isinstance(value, list):
            yield from self.attempt(article, value, place, id)
            return
        if not value:
            yield Problem(id, place, "the list is empty", "Give at least one object with the field 'text'.")
        for number, item in enumerate(value, 1):
            yield from self.attempt(article, item, f"{place}, item {number}", f"{id}:{number}")

    def lines(self, stream: Iterable[bytes], place: str, id: str) -> Iterator[Document | Problem]:
        """Yield the documents of JSON Lines, one line held at a time; blank lines are passed over."""
        found = False
        for number, line in enumerate(_utf8_lines(stream), 1):
            if not line.strip():
                continue
            found = True
            yield from self.attempt(self.line, line, f"{place}:{number}", f"{id}:{number}")
        if not found:
            yield Problem(id, place, "is empty", "Give one JSON object a line, each with the field 'text'.")

    def line(self, line: bytes, place: str, id: str) -> Document:
        """Return the document of one line of JSON."""
        text, notes = decode(line.rstrip(b"\r\n"), place)
        return self.article(parse(text, place), place, id, notes=notes)

    def article(self, value: Any, place: str, id: str, *, notes: tuple[str, ...]) -> Document:
        """Return the document of one JSON object."""
        document = make_document(value, place=place, id=id, published=self.published)
        return msgspec.structs.replace(document, notes=notes) if notes else document

    def attempt(
        self, make: Callable[[Any, str, str], Document], material: Any, place: str, id: str
    ) -> Iterator[Document | Problem]:
        """Yield the document that `make` gives of the material, under an id of its own, or the problem it met."""
        try:
            document = make(material, place, id)
        except InputError as error:
            yield Problem.of(error, id)
            return
        first = self.taken.get(document.id)
        if first is None:
            self.taken[document.id] = place
        elif document.id == id:
            document = msgspec.structs.replace(document, id=self.free(id))
            self.taken[document.id] = place
        else:
            note = f"The id «{document.id}» is also that of {first}."
            document = msgspec.structs.replace(document, notes=(*document.notes, note))
        yield document

    def free(self, id: str) -> str:
        """Return the id with the first number that makes it unique."""
        number = 2
        while f"{id}-{number}" in self.taken:
            number += 1
        return f"{id}-{number}"


def _name(path: str | Path) -> str:
    """Return the path as text that can be written anywhere: bytes of a name that are no UTF-8 are marked as such."""
    return os.fsencode(path).decode("utf-8", "replace")


def _utf8_lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of the stream; the first loses its mark, and a stream of UTF-16 is turned into UTF-8."""
    lines = iter(stream)
    first = next(lines, b"")
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if first.startswith(mark):
            text = codecs.iterdecode(itertools.chain([first[len(mark) :]], lines), encoding, "replace")
            yield from (line.encode() for line in _text_lines(text))
            return
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from lines


def _text_lines(blocks: Iterable[str]) -> Iterator[str]:
    held = ""
    for block in blocks:
        *whole, held = (held + block).split("\n")
        yield from whole
    if held:
        yield held
