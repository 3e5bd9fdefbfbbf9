"""Lists that a cue announces: «The ministry reported these attacks:», and a line for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demarche.model import Sentence
from demarche.stages.attributions.sheet import Draft, Sheet

ANNOUNCING = frozenset({"say", "show", "ask"})
MARKER = re.compile(r"\s*(?:[-–—•*·▪◦●‣]|\(?(?:\d{1,2}|[a-z])[.)])\s*\S")


def give_lists(sheet: Sheet, drafts: list[Draft]) -> None:
    """Add to a cue, in place, the lines of the list that its sentence announces by a colon.

    A line of the list begins with a dash, a dot or a number; what stands behind in the same line belongs to it.
    """
    sentences = sheet.analysis.sentences
    for sentence in sentences[:-1]:
        if not sentence.tokens or sentence.tokens[-1].text != ":":
            continue
        lines = _lines(sheet, sentences[sentence.index + 1 :])
        here = [draft for draft in drafts if draft.sentence == sentence.index and _announces(draft)]
        if lines and here:
            owner = next((draft for draft in here if sentence.tokens[draft.head].head < 0), here[-1])
            owner.content += [line.span for line in lines]


def _announces(draft: Draft) -> bool:
    return draft.source is not None and draft.sense.kind in ANNOUNCING


def _lines(sheet: Sheet, following: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences of the list that begins with the first of these."""
    found: list[Sentence] = []
    for sentence in following:
        start = sentence.span.start
        opens = sheet.starts_line(start)
        if opens and not MARKER.match(sheet.text, start, sheet.line_end(start)):
            break
        if not opens and not found:
            break
        found.append(sentence)
    return found
