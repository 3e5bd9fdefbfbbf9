"""The source of a cue: the phrase that names it, and the head by which it can be resolved."""

from __future__ import annotations

from demarche.model import Argument, Mention, Span
from demarche.reference import load_reference
from demarche.reference.cues import Cues
from demarche.stages.attributions.sheet import Board, Draft, Sheet, without

RELATIVE = frozenset({"WP", "WDT"})
INNER = frozenset({"amod", "compound", "nummod", "det", "flat", "punct", "cc", "conj"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
QUOTED_FORMS = frozenset({"", "quote", "that"})
FROM = frozenset({"by", "from", "of"})
BY = frozenset({"by", "from"})
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
    subjects = [c for c in board.children[verb] if c < verb and tokens[c].rel == "nsubj"]
    if agent.head in subjects[:-1] and _begins_anew(board, subjects):
        last = subjects[-1]  # «Hours earlier the government …»: the nearest subject is the real one
        return phrase_source(board, last, board.low[last], min(board.high[last], verb - 1), cues)
    low, high = board.low[agent.head], board.high[agent.head]
    low = max(low, verb + 1) if agent.head > verb else low
    high = min(high, verb - 1) if agent.head < verb else high
    for c in board.children[verb]:  # a name that the parser has taken for a second subject
        if tokens[c].rel == "nsubj" and board.low[c] == high + 1 and c < verb and tokens[c].text[0].isupper():
            high = board.high[c]
    for c in board.children[agent.head]:  # «Poland on Friday»
        if c > agent.head and board.high[c] == high and board.words[c] in load_reference().words["times"]:
            high = board.low[c] - 1
    for i in range(agent.head + 1, high):  # «Rubio, speaking in Miami, …»
        if tokens[i].text == "," and tokens[i + 1].xpos == "VBG":
            high = i - 1
            break
    low = board.after_case(_own_start(board, low, agent.head), agent.head)
    return mention, board.span(low, high, keep_quotes=False) or agent.span


def _begins_anew(board: Board, subjects: list[int]) -> bool:
    """Say whether the last of several subjects is a phrase of its own rather than the end of a name or a compound."""
    start = board.tokens[board.low[subjects[-1]]]
    touch = board.high[subjects[-2]] + 1 == start.i
    return start.upos in ("DET", "PRON") or (start.upos == "PROPN" and not touch)


def find_missing(sheet: Sheet, drafts: list[Draft], cues: Cues) -> None:
    """Look beside the verb for the speaker of a quotation where the parse names none, or a word quoted; in place."""
    for draft in drafts:
        if (not draft.bare and draft.source_span is None) or draft.form not in QUOTED_FORMS or not draft.content:
            continue
        if sheet.inside_quote(draft.cue) or not any(sheet.inside_quote(span) for span in draft.content):
            continue
        span = draft.source_span
        if span is not None and not any(part.contains(span) and sheet.inside_quote(span) for part in draft.content):
            continue
        board = sheet.board(draft.sentence)
        if board.tokens[draft.head].xpos not in FINITE:
            continue
        low, high = board.verb_group(draft.head)
        draft.source, draft.source_span = beside(board, low, high, cues)
        found = draft.source_span
        if found is not None:
            draft.content = [part for part in draft.content if not part.overlaps(found)]


def keep_apart(sheet: Sheet, drafts: list[Draft]) -> None:
    """Cut quotations out of sources, and sources and cues out of contents, where the parse has mixed them up; in place.

    A cue that has no content left loses it.
    """
    for draft in drafts:
        span = draft.source_span
        if span is not None and any(part.overlaps(span) for part in draft.content):
            for quote in sheet.quotes_near(span):
                outside = without(span, quote.span)
                if outside and not quote.span.contains(draft.cue):
                    span = sheet.trim(outside[-1])
            draft.source_span = span
        for other in (draft.cue, span):
            if other is not None and any(part.overlaps(other) for part in draft.content):
                pieces = (piece for part in draft.content for piece in without(part, other))
                draft.content = [trimmed for piece in pieces if (trimmed := sheet.trim(piece)).end > trimmed.start]


def beside(board: Board, low: int, high: int, cues: Cues) -> tuple[Mention | None, Span | None]:
    """Return the noun phrase right before or right after a verb group, for a verb whose subject has not been seen."""
    tokens = board.tokens
    before = low - 1
    if low and tokens[before].text == ",":  # «the army, which denies it, said», «the chairman, Jamel Msallem, said»
        comma = next((i for i in range(low - 2, 0, -1) if tokens[i].text == ","), -1)
        named = all(token.upos == "PROPN" for token in tokens[comma + 1 : low - 1])
        before = low - 2 if named or comma < 1 else comma - 1
        while not named and 0 <= tokens[before].head < before and tokens[tokens[before].head].upos in ("NOUN", "PROPN"):
            before = tokens[before].head
    if before >= 0 and tokens[before].upos in ("NOUN", "PROPN", "PRON"):
        return phrase_source(board, before, board.low[before], before, cues)
    after = high + 1
    while after < len(tokens) and tokens[after].upos in ("DET", "ADJ", "NOUN", "PROPN"):
        after += 1
    head = next((i for i in range(after - 1, high, -1) if tokens[i].upos in ("NOUN", "PROPN")), -1)
    if head < 0 or tokens[head].rel in ("obj", "iobj"):
        return None, None
    return phrase_source(board, head, high + 1, after - 1, cues)


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
    """Return who is behind the words: the ministry for «a statement by the ministry», «a video released by it»."""
    lemma = board.tokens[head].lemma
    entry = cues.nouns.get(lemma)
    said = entry is not None and entry.sense.kind in SAID
    if said or lemma in cues.writings:
        for c in board.children[head]:
            issued = board.tokens[c].rel == "acl" and board.tokens[c].lemma in cues.bearers
            if issued and board.tokens[c].xpos == "VBN":
                c = next((d for d in board.children[c] if d > c and board.words[board.low[d]] == "by"), c)
            token = board.tokens[c]
            behind = token.deprel == "nmod:poss" or (
                token.rel in ("nmod", "obl") and c > head and board.words[board.low[c]] in (FROM if said else BY)
            )
            if behind and token.upos in ("PROPN", "NOUN", "PRON"):
                low, high = board.after_case(board.low[c], c), board.high[c]
                if board.words[high] in ("'s", "’s", "'", "’"):
                    high -= 1
                inner = board.span(low, max(high, c), keep_quotes=False)
                if inner is not None and (issued or span.contains(inner)):
                    return Mention(board.index, c, inner)
    return Mention(board.index, head, span)
