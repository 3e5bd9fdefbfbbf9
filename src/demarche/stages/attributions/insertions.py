"""A speaker and a verb of speech between commas: «The army, the minister said on Monday, has left the city»."""

from __future__ import annotations

from demarche.model import Mention, Span
from demarche.reference.cues import Cue, Cues
from demarche.stages.attributions.sheet import QUOTE_MARKS, Board
from demarche.stages.attributions.sources import FINITE, RELATIVE, phrase_source

Range = tuple[int, int]
COMMAS = frozenset({",", "–", "—"})
CLAUSAL = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
ADVERBIAL = frozenset({"advcl", "obl", "advmod", "nmod"})
MOST_BEFORE = 10
MOST_AFTER = 6


def read_insertion(
    board: Board, verb: int, low: int, high: int, entry: Cue, cues: Cues
) -> tuple[Mention, Span, Range, Range] | None:
    """Return the source of an inserted «the minister said», and the tokens before and after it; else None.

    `low` and `high` are the ends of the verb group. Between the commas there is nothing but the source, the verb, and a
    few words on when and to whom (an object only where it is who is told); on both sides there are words that are not
    wholly quoted.
    """
    tokens = board.tokens
    if low > 1 and tokens[low - 1].text in COMMAS:
        return _inverted(board, low, high, cues) if tokens[verb].xpos in FINITE else None
    opening = _opening(board, low)
    closing = _closing(board, high)
    if opening < 1 or closing < 0 or closing + 1 >= len(tokens) - 1 or tokens[opening + 1].upos == "ADP":
        return None
    if tokens[opening - 1].text in QUOTE_MARKS or tokens[closing + 1].text in QUOTE_MARKS:
        return None
    if not entry.addressee and any(board.tokens[c].rel == "obj" and high < c < closing for c in board.children[verb]):
        return None
    head = next(
        (c for c in board.children[verb] if opening < c < low and tokens[c].rel in ("nsubj", "compound", "nmod")), -1
    )
    if head < 0 or tokens[head].upos not in ("NOUN", "PROPN", "PRON"):
        head = next((i for i in range(low - 1, opening, -1) if tokens[i].upos in ("NOUN", "PROPN", "PRON")), -1)
    if head < 0 or tokens[head].xpos in RELATIVE or not _splits_a_clause(board, opening, closing, verb):
        return None
    source, source_span = phrase_source(board, head, opening + 1, low - 1, cues)
    if source is None or source_span is None:
        return None
    start = opening if tokens[opening - 1].upos == "CCONJ" else 0  # «…, and, the UN has said, raped …»
    return source, source_span, (start, opening - 1), (closing + 1, len(tokens) - 1)


def _inverted(board: Board, low: int, high: int, cues: Cues) -> tuple[Mention, Span, Range, Range] | None:
    """Return the same for «Gunmen, said the mayor, attacked the depot»: the verb goes on with the subject before it."""
    tokens = board.tokens
    closing = next(
        (i for i in range(high + 1, min(len(tokens), high + 1 + MOST_BEFORE)) if tokens[i].text in COMMAS), -1
    )
    inside = tokens[high + 1 : closing] if closing > 0 else ()
    if not inside or any(token.upos in CLAUSAL for token in (*tokens[:low], *inside)):
        return None
    if tokens[closing + 1].upos not in ("VERB", "AUX") or tokens[closing + 1].xpos in ("VBG", "VBN"):
        return None
    head = next((t.i for t in inside if t.upos in ("NOUN", "PROPN") and not high < t.head < closing), -1)
    source, source_span = phrase_source(board, head, high + 1, closing - 1, cues) if head >= 0 else (None, None)
    if source is None or source_span is None:
        return None
    return source, source_span, (0, low - 2), (closing + 1, len(tokens) - 1)


def _opening(board: Board, low: int) -> int:
    """Return the comma before the source, or -1."""
    for i in range(low - 1, max(-1, low - 1 - MOST_BEFORE), -1):
        if board.tokens[i].text in COMMAS:
            return i if i < low - 1 else -1
        if board.tokens[i].upos in CLAUSAL or board.tokens[i].upos == "PUNCT":
            return -1
    return -1


def _closing(board: Board, high: int) -> int:
    """Return the comma after the verb and what goes with it, or -1."""
    for i in range(high + 1, min(len(board.tokens), high + 1 + MOST_AFTER)):
        if board.tokens[i].text in COMMAS:
            return i
        if board.tokens[i].upos in CLAUSAL or board.tokens[i].upos == "PUNCT":
            return -1
    return -1


def _splits_a_clause(board: Board, opening: int, closing: int, verb: int) -> bool:
    """Say whether the words around go together: no mere adverbial of the verb of speech follows it."""
    tokens = board.tokens
    before = any(token.upos in ("VERB", "AUX") for token in tokens[:opening])
    tops = [token for token in tokens[closing + 1 :] if token.head <= closing and token.rel != "punct"]
    if before and all(token.head == verb and token.rel in ADVERBIAL for token in tops):
        return False
    return before or any(token.upos in ("VERB", "AUX") for token in tokens[closing + 1 :])
