"""The source of a cue: the phrase that names it, and the head by which it can be resolved."""

from __future__ import annotations

from demarche.model import Argument, Mention, Span
from demarche.reference import load_reference
from demarche.reference.cues import Cues
from demarche.stages.attributions.sheet import Board

RELATIVE = frozenset({"WP", "WDT"})
INNER = frozenset({"amod", "compound", "nummod", "det", "flat", "punct", "cc", "conj"})
FROM = frozenset({"by", "from", "of"})
SAID = frozenset({"say", "show", "ask", "promise"})


def agent_source(board: Board, agent: Argument | None, verb: int, cues: Cues) -> tuple[Mention | None, Span | None]:
    """Return the source that an agent is, with the words that stand for it at the cue.

    A relative pronoun stands for its antecedent; a subject shared with another verb is where it is written.
    """
    if agent is None:
        return None, None
    mention = unwrap(board, agent.head, agent.span, cues)
    tokens = board.tokens
    for c in board.children[verb]:
        if c < verb and tokens[c].rel == "nsubj" and tokens[c].xpos in RELATIVE and c != agent.head:
            return mention, tokens[c].span
    if board.below(verb, agent.head):
        return mention, agent.span
    low, high = board.low[agent.head], board.high[agent.head]
    low = max(low, verb + 1) if agent.head > verb else low
    high = min(high, verb - 1) if agent.head < verb else high
    for c in board.children[verb]:  # a name that the parser has taken for a second subject
        if tokens[c].rel == "nsubj" and board.low[c] == high + 1 and c < verb and tokens[c].upos == "PROPN":
            high = board.high[c]
    for c in board.children[agent.head]:  # «Poland on Friday»
        if c > agent.head and board.high[c] == high and board.words[c] in load_reference().words["times"]:
            high = board.low[c] - 1
    low = board.after_case(_own_start(board, low, agent.head), agent.head)
    return mention, board.span(low, high, keep_quotes=False) or agent.span


def _own_start(board: Board, low: int, head: int) -> int:
    """Return the first token of the phrase itself, after what a comma sets off in front: «On Monday, the minister»."""
    tokens = board.tokens
    for c in board.children[head]:
        if c < head and tokens[c].rel not in INNER and low <= board.high[c] < head - 1:
            comma = next((i for i in range(head - 1, board.high[c], -1) if tokens[i].text in (",", ",”", ',"')), -1)
            if comma > 0:
                low = max(low, comma + 1)
    return low


def phrase_source(board: Board, head: int, low: int, high: int, cues: Cues) -> tuple[Mention | None, Span | None]:
    """Return the source that the tokens `low` to `high` with this head name, without preposition and «’s»."""
    low = board.after_case(low, head)
    while high > head and board.words[high] in ("'s", "’s", "'", "’"):
        high -= 1
    span = board.span(low, max(high, head), keep_quotes=False)
    return (None, None) if span is None else (unwrap(board, head, span, cues), span)


def unwrap(board: Board, head: int, span: Span, cues: Cues) -> Mention:
    """Return who is behind the words: the ministry for «a statement by the ministry», «the ministry's statement»."""
    entry = cues.nouns.get(board.tokens[head].lemma)
    if entry is not None and entry.sense.kind in SAID:
        for c in board.children[head]:
            token = board.tokens[c]
            behind = token.deprel == "nmod:poss" or (
                token.rel in ("nmod", "obl") and c > head and board.words[board.low[c]] in FROM
            )
            if behind and token.upos in ("PROPN", "NOUN", "PRON") and c < len(board.tokens):
                low, high = board.after_case(board.low[c], c), board.high[c]
                if board.words[high] in ("'s", "’s", "'", "’"):
                    high -= 1
                inner = board.span(low, max(high, c), keep_quotes=False)
                if inner is not None and span.contains(inner):
                    return Mention(board.index, c, inner)
    return Mention(board.index, head, span)
