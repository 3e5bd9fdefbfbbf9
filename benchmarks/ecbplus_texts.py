"""The texts of ecbplus: its annotated sentences found again in the whole articles, with the day of publication.

`ecbplus` holds the annotated sentences alone, with the gold; `ecbplus-fulltext` the whole articles, whose spelling of
quotation marks and blanks differs. An article is read whole where all its annotated sentences are found in it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.sets import MissingData
from demarche.model import Document, Span

Row = dict[str, Any]

IGNORED = frozenset("'\"`´‘’“”«»-–—")  # spelled in several ways
ADDRESS = re.compile(r"\A\s*(?:https?|www)\b[^\n]*", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
DAYS = (
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d) ?[-/] ?(?P<month>\d{1,2}) ?[-/] ?(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<month>\d{1,2}) ?/ ?(?P<day>\d{1,2}) ?/ ?(?P<year>(?:19|20)\d\d)\b"),  # as in America
)
TOP = 4  # lines among which the day of publication stands
LONG = 80  # characters of a line that tells rather than dates


class Article(NamedTuple):
    """One article as it is read, and where its annotated sentences stand.

    `parts` holds for each annotated sentence the places of its characters in the document, by their places in the text
    of the set.
    """

    scope: str  # within which is linked: the topic, the sub-topic, or all
    document: Document
    places: dict[int, int]  # place in the set's text: place in the document's text
    gold_spans: tuple[Span, ...]  # of the given mentions of events, in the set's text

    def there(self, span: Span) -> Span:
        """Return where a span of the set's text stands in the document."""
        found = [self.places[i] for i in range(span.start, span.end) if i in self.places]
        return Span(min(found), max(found) + 1) if found else Span(0, 0)

    def back(self, span: Span) -> Span | None:
        """Return where a span of the document stands in the set's text, None where it is of no annotated sentence."""
        found = [here for here, there in self.places.items() if span.start <= there < span.end]
        return Span(min(found), max(found) + 1) if found else None


def load_articles(data: Path, part: str, scope: str) -> Iterator[Article]:
    """Yield the articles of a part in order; `scope` is `topic`, `subtopic` or `all`. Chains of the gold are not read.

    Raises:
        MissingData: the set is not there.
    """
    path = data / "data" / "ecbplus" / f"{part}.jsonl"
    if not path.is_file():
        raise MissingData(f"{path}: not there. ecbplus needs the set of this name in the folder of --data.")
    whole = data / "data" / "ecbplus-fulltext" / f"{part}.jsonl"
    texts = {row["id"]: row["text"] for row in read_rows(whole)} if whole.is_file() else {}
    for row in read_rows(path):
        yield _article(row, texts.get(row["id"]), scope)


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of JSON Lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _article(row: Row, whole: str | None, scope: str) -> Article:
    sentences = tuple(Span(sentence["start"], sentence["end"]) for sentence in row["sentences"])
    places = find_places(row["text"], sentences, whole) if whole else None
    text = whole if whole and places is not None else row["text"]
    if places is None:
        places = {i: i for span in sentences for i in range(span.start, span.end)}
    published = find_day(text)
    text = ADDRESS.sub(lambda address: " " * len(address.group()), text)  # offsets stay
    return Article(
        scope="all" if scope == "all" else f"{scope} {row[scope]}",
        document=Document(id=row["id"], text=text, published=published),
        places=places,
        gold_spans=tuple(Span(m["start"], m["end"]) for m in row["gold"] if m["kind"] == "event"),
    )


def find_places(text: str, sentences: tuple[Span, ...], whole: str) -> dict[int, int] | None:
    """Return for the characters of the sentences their places in the whole text, None where a sentence is not there."""
    squeezed, at = _squeeze(whole, Span(0, len(whole)))
    places: dict[int, int] = {}
    behind = 0
    for sentence in sentences:
        wanted, here = _squeeze(text, sentence)
        start = squeezed.find(wanted, behind)
        if start < 0:
            start = squeezed.find(wanted)
        if start < 0:
            return None
        places |= {place: at[start + i] for i, place in enumerate(here)}
        behind = start + len(wanted)
    return places


def _squeeze(text: str, span: Span) -> tuple[str, list[int]]:
    kept = [i for i in range(span.start, span.end) if not text[i].isspace() and text[i] not in IGNORED]
    return "".join(text[i] for i in kept), kept


def find_day(text: str) -> dt.date | None:
    """Return the day of publication that the top of an article gives in a line of its own or in its address."""
    for line in text.splitlines()[:TOP]:
        if len(line) > LONG and not ADDRESS.match(line):
            continue
        for pattern in DAYS:
            if found := pattern.search(line):
                month = found["month"].lower()
                number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
                with suppress(ValueError):  # no such day
                    return dt.date(int(found["year"]), number, int(found["day"]))
    return None
