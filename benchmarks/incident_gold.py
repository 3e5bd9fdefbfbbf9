"""The project's own gold of incidents: reports with marks, read to plain texts with the offsets of what is marked.

A report is a head of `name: value` lines, a line of three dashes and a text in which `[[a03 ASSAULT|shelled]]` stands
around the trigger of a telling: the number of its incident, its type, its words.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import msgspec

from demarche.model import Document, Span

FOLDER = Path(__file__).parents[1] / "tests" / "gold" / "incidents"
PARTS = ("a", "b", "c")
ASIDE = "c"  # no rule is tuned on it, and no command lists its errors
_MARK = re.compile(r"\[\[(?P<incident>[a-z]\d+(?:x\d+)?) (?P<type>[A-Z]+)\|(?P<words>[^\]|]+)\]\]")
_HEAD = frozenset({"id", "publisher", "url", "published", "title", "copy_of"})


class Mark(msgspec.Struct, frozen=True):
    """Words of a report that tell of an incident."""

    incident: str
    type: str
    span: Span


class Report(msgspec.Struct, frozen=True):
    """A report without its marks, beside them; `copy_of` is the id of the report that it is a wire copy of."""

    document: Document
    marks: tuple[Mark, ...]
    copy_of: str | None = None


class Incident(msgspec.Struct, frozen=True):
    """What a number of the gold stands for; `twin` is another that it is easily mistaken for."""

    gloss: str
    day: str
    place: str
    type: str
    twin: str | None = None


def load_reports(part: str, folder: Path = FOLDER) -> tuple[Report, ...]:
    """Return the reports of a part in the order of their names; raise ValueError where one is no report."""
    return tuple(read_report(path.read_text(encoding="utf-8"), path) for path in sorted((folder / part).glob("*.txt")))


def load_incidents(part: str, folder: Path = FOLDER) -> dict[str, Incident]:
    """Return the incidents of a part by their numbers."""
    path = folder / part / "incidents.toml"
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, Incident])


def read_report(source: str, path: Path) -> Report:
    """Return the report that a file holds; raise ValueError, naming file and fault, where it is none."""
    head, found, body = source.partition("\n---\n")
    if not found:
        raise ValueError(f"{path}: no line of three dashes between head and text.")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    if unknown := fields.keys() - _HEAD:
        raise ValueError(f"{path}: unknown field '{min(unknown)}'. Known: {', '.join(sorted(_HEAD))}.")
    text, marks = strip_marks(body.strip("\n"))
    if "[[" in text or "]]" in text:
        raise ValueError(f"{path}: a mark is not of the form [[a01 TYPE|words]].")
    document = Document(
        id=fields["id"],
        text=text,
        url=fields["url"],
        title=fields["title"],
        publisher=fields["publisher"],
        published=dt.date.fromisoformat(fields["published"]),
    )
    return Report(document, marks, fields.get("copy_of"))


def strip_marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the text without its marks, and what they mark, by offsets of that text."""
    kept: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for found in _MARK.finditer(marked):
        before, words = marked[at : found.start()], found["words"]
        start = length + len(before)
        kept += (before, words)
        length = start + len(words)
        marks.append(Mark(found["incident"], found["type"], Span(start, length)))
        at = found.end()
    return "".join((*kept, marked[at:])), tuple(marks)
