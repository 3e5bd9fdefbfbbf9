"""What the writer adds to reported speech: «said that troops had crossed into Chad, which has closed its embassy»."""

from __future__ import annotations

from demarche.model import Span, Token
from demarche.stages.attributions.sheet import Board, Draft, Sheet

RELATIVES = frozenset({"which", "who", "whom", "whose", "where"})
ARTICLES = frozenset({"a", "an", "the"})


def cut_asides(sheet: Sheet, drafts: list[Draft]) -> None:
    """Take from the end of each content that is not quoted what only the writer can vouch for; in place.

    That is, behind a comma at the end of the sentence, a relative clause or an apposition with an article.
    """
    for draft in drafts:
        if not draft.content:
            continue
        last = draft.content[-1]
        sentence = sheet.sentence_of(last)
        if sentence != draft.sentence or last.start < draft.cue.start or sheet.is_quoted(last.end - 1):
            continue
        board = sheet.board(sentence)
        comma = _aside(board, last)
        if comma is not None and not sheet.is_quoted(comma.start):
            draft.content[-1] = Span(last.start, sheet.trim(Span(last.start, comma.start)).end)


def _aside(board: Board, content: Span) -> Token | None:
    """Return the comma before the aside that ends the content."""
    tokens = [token for token in board.tokens if content.contains(token.span)]
    if not tokens:
        return None
    first, last = tokens[0].i, tokens[-1].i
    for i in range(first + 2, last):
        if board.tokens[i - 1].text != ",":
            continue
        top = _top(board, i, last)
        if top.head < first or top.head >= i or board.high[top.i] < last:
            continue
        relative = top.deprel == "acl:relcl" and any(word in RELATIVES for word in board.words[i : i + 3])
        apposed = top.rel == "appos" and board.words[i] in ARTICLES
        if relative or apposed:
            return board.tokens[i - 1]
    return None


def _top(board: Board, i: int, last: int) -> Token:
    """Return the highest token above the one at `i` that does not stand before it."""
    token = board.tokens[i]
    while i <= token.head <= last and token.head != token.i:
        token = board.tokens[token.head]
    return token
