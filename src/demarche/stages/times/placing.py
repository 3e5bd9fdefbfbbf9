"""Place words and time expressions in the propositions of a document."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from demarche.model import Analysis, Timex

_FUTURE_MODALS = frozenset({"will", "shall", "would"})


@cache
def date_words() -> dict[str, frozenset[str]]:
    """Load the words that decide whether a time expression dates an event."""
    table = tomllib.loads((files("demarche") / "data" / "language" / "dates.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value) for name, value in table.items()}


class Placed(NamedTuple):
    """A time expression in its sentence: index, sentence, first token, head token, owning proposition (or −1)."""

    timex: Timex
    sentence: int
    first: int
    last: int
    head: int
    owner: int


def sentence_at(starts: list[int], offset: int) -> int:
    """Give the index of the sentence that a character stands in, by where the sentences start; −1 before the first."""
    return bisect_right(starts, offset) - 1


def owners_of(analysis: Analysis) -> list[dict[int, int]]:
    """Map, for each sentence, every token to the proposition whose predicate is it or its nearest ancestor.

    Where a verb's proposition has the token as the head of an oblique of its own, as mended, that is its proposition.
    """
    heads: list[dict[int, int]] = [{} for _ in analysis.sentences]
    for proposition in analysis.propositions:
        heads[proposition.sentence].setdefault(proposition.head, proposition.index)
    for proposition in analysis.propositions:
        if proposition.light:  # what hangs on the light verb of «clashes began on Monday» is the noun's
            for token in analysis.sentences[proposition.sentence].tokens:
                if token.upos == "VERB" and proposition.span.contains(token.span):
                    heads[proposition.sentence].setdefault(token.i, proposition.index)
    owners: list[dict[int, int]] = []
    for sentence, at_head in zip(analysis.sentences, heads, strict=True):
        owner: dict[int, int] = {}
        for token in sentence.tokens:
            path: list[int] = []
            i = token.i
            while i >= 0 and i not in owner and i not in at_head and len(path) <= len(sentence.tokens):
                path.append(i)
                i = sentence.tokens[i].head
            found = -1 if i < 0 else owner.get(i, at_head.get(i, -1))
            owner[token.i] = at_head.get(token.i, found)
            for step in path:
                owner[step] = found
        owners.append(owner)
    for proposition in analysis.propositions:
        for argument in proposition.arguments:
            if argument.role == "oblique" and argument.proposition < 0 and not argument.implicit:
                held = owners[proposition.sentence].get(argument.head, -1)
                if held < 0 or analysis.propositions[held].kind == "noun":
                    owners[proposition.sentence][argument.head] = proposition.index
    return owners


def tense_reader(analysis: Analysis) -> Callable[[int], str]:
    """Return the `tense_at` of `find_timexes`: the tense of the proposition that owns the word at a character."""
    starts = [sentence.span.start for sentence in analysis.sentences]
    owners = owners_of(analysis)

    def tense_at(offset: int) -> str:
        index = sentence_at(starts, offset)
        if index < 0:
            return ""
        sentence = analysis.sentences[index]
        token = next((t.i for t in sentence.tokens if t.start <= offset < t.end), -1)
        owner = owners[index].get(token, -1) if token >= 0 else -1
        return _tense_of(analysis, owner, token)

    return tense_at


def _tense_of(analysis: Analysis, index: int, at: int) -> str:
    seen = 0
    while index >= 0 and seen < 6:
        proposition = analysis.propositions[index]
        planned = seen == 0 and proposition.lemma in date_words()["planning"]
        if planned and (at > proposition.head or proposition.tense != "past"):
            return "future"  # «was planned for March», «has scheduled talks on Thursday»
        if proposition.tense == "future" or proposition.modal in _FUTURE_MODALS:
            return "future"
        if proposition.modal == "could" and proposition.negated:
            return "past"  # «could not be reached Friday»
        if proposition.tense == "past" or proposition.perfect:
            return "past"
        if proposition.relation == "clause" and proposition.marker == "to":
            return "future"
        if proposition.relation == "purpose":
            return ""
        if proposition.relation == "relative" and proposition.tense == "none" and proposition.passive:
            return ""  # «the terms, announced Friday, would …»: the words around say more than «would»
        if proposition.tense == "present":
            return ""
        index = proposition.parent
        seen += 1
    return ""
