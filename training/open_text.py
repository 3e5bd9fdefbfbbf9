"""Sentences of open news text, without annotation, for the teacher to annotate (see teacher.py)."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from demarche.language.sentences import split_sentences

# Of the Groningen Meaning Bank only the words are read: its texts are in the public domain, mostly Voice of America.
GMB = Path("names") / "gmb.zip"
WIKINEWS = Path("wikinews") / "2019.jsonl"

NO_BLANK_BEFORE = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "%", "'", "n't"})
NO_BLANK_AFTER = frozenset({"(", "[", "$", "#"})
QUOTES = frozenset({'"', "``", "''"})
BRACKETS = {"-LRB-": "(", "-RRB-": ")"}


def read_open_text(data: Path) -> Iterator[str]:
    """Yield every sentence once, in the order of the files; raises FileNotFoundError where a file is missing."""
    seen: set[str] = set()
    for text in (*_wikinews(data / WIKINEWS), *_gmb(data / GMB)):
        sentence = re.sub(r"\s+", " ", text).strip()
        if sentence and sentence not in seen:
            seen.add(sentence)
            yield sentence


def join_words(words: list[str]) -> str:
    """Return words of a corpus as running text: blanks, quotation marks and brackets as they are printed."""
    text = ""
    inside = False
    glue = True
    for word in words:
        mark = BRACKETS.get(word, word)
        if mark in QUOTES:
            text += '"' if inside or glue else ' "'
            inside = not inside
            glue = inside
            continue
        clitic = mark.startswith("'") and len(mark) < 4
        text += mark if glue or clitic or mark in NO_BLANK_BEFORE else f" {mark}"
        glue = mark in NO_BLANK_AFTER
    return text


def _wikinews(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article.get("title") or ""
            text = article["text"]
            for span in split_sentences(text):
                yield span.text(text)


def _gmb(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        table = io.StringIO(archive.read("ner_dataset.csv").decode("latin-1"))
    rows = csv.reader(table)
    next(rows)
    words: list[str] = []
    for number, word, *_ in rows:
        if number and words:
            yield join_words(words)
            words = []
        words.append(word)
    yield join_words(words)
