"""Measure the sentence splitter on the test parts: `python training/sentences.py [--data DIR] [--show N]`.

The documents of a treebank are put together from its sentences, with the blanks that it notes and a blank line between
paragraphs, and split again. A sentence is right if both its ends are (the CoNLL shared tasks' measure); «inside» counts
only the breaks between two sentences of one paragraph, which no blank line gives away.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demarche.language.sentences import split_sentences
from prepare import DEFAULT_DATA
from treebank import TREEBANKS, check_data, treebank_path


@dataclass
class Raw:
    """Hold one document as text, the spans of its sentences, and where its paragraphs begin."""

    name: str
    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)


@dataclass
class Counts:
    """Count what was right, what was found and what there was."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: set[tuple[int, ...]], gold: set[tuple[int, ...]]) -> None:
        """Count one document."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def shown(self) -> str:
        """Return precision, recall and F1 in percent."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{100 * precision:>10.2f}{100 * recall:>10.2f}{100 * f1:>10.2f}"


def main() -> None:
    """Print precision, recall and F1 of sentences and of breaks inside paragraphs, for each treebank."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with treebanks/ and names/")
    parser.add_argument("--part", default="test", choices=("train", "dev", "test"), help="default: test")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show the first N breaks that are wrong")
    arguments = parser.parse_args()
    try:
        check_data(arguments.data)
    except FileNotFoundError as error:
        parser.exit(2, f"sentences.py: {error}\n")
    print(f"{'percent':<30}{'precision':>10}{'recall':>10}{'F1':>10}")
    shown = 0
    for treebank in TREEBANKS:
        sentences, inside = Counts(), Counts()
        for raw in read_documents(treebank_path(arguments.data, treebank, arguments.part)):
            found = [(span.start, span.end) for span in split_sentences(raw.text)]
            sentences.add(set(found), set(raw.sentences))
            own, gold = breaks(found, raw.paragraphs), breaks(raw.sentences, raw.paragraphs)
            inside.add(own, gold)
            for (at,) in sorted(own ^ gold):
                if shown < arguments.show:
                    shown += 1
                    print(("too many: " if (at,) in own else "too few: ") + context(raw.text, at))
        print(f"{f'{treebank} {arguments.part}, sentences':<30}{sentences.shown()}")
        print(f"{f'{treebank} {arguments.part}, inside':<30}{inside.shown()}")


def read_documents(path: Path) -> Iterator[Raw]:
    """Yield the documents of a treebank as raw text."""
    raw = Raw("")
    blank = False
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = lines.read().split("\n\n")
    for block in filter(str.strip, blocks):
        rows = block.strip("\n").split("\n")
        comments = dict(row[2:].partition(" = ")[::2] for row in rows if row.startswith("# "))
        if "newdoc id" in comments:
            if raw.text:
                yield raw
            raw, blank = Raw(comments["newdoc id"]), False
        if any(key.startswith("newpar") and not key.startswith("newpar_") for key in comments) or not raw.text:
            raw.text += "\n\n" if raw.text else ""
            raw.paragraphs.add(len(raw.text))
        elif blank:
            raw.text += " "
        start = len(raw.text)
        raw.text += comments["text"].strip()
        raw.sentences.append((start, len(raw.text)))
        last = next(row for row in reversed(rows) if row[0].isdigit()).split("\t")
        blank = "SpaceAfter=No" not in last[9]
    if raw.text:
        yield raw


def breaks(sentences: list[tuple[int, int]], paragraphs: set[int]) -> set[tuple[int, ...]]:
    """Return the first characters of the sentences that open no paragraph."""
    return {(start,) for start, _ in sentences if start not in paragraphs}


def context(text: str, at: int) -> str:
    """Return the words about a break, with a bar where it is."""
    return f"{text[max(0, at - 50) : at]}|{text[at : at + 40]}".replace("\n", "⏎")


if __name__ == "__main__":
    main()
