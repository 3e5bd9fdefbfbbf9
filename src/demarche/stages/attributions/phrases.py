"""Attributions by phrases and adverbs: «according to the ministry», «in the view of …», «reportedly»."""

from __future__ import annotations

from demarche.model import Span
from demarche.reference.cues import Cue, Cues
from demarche.stages.attributions.sheet import QUOTE_MARKS, Board, Draft, Sheet
from demarche.stages.attributions.sources import phrase_source

LEADING = frozenset({"PUNCT", "CCONJ", "ADV"})


def read_phrases(sheet: Sheet, cues: Cues) -> list[Draft]:
    """Return the drafts of prepositional cues and adverbs, sentence by sentence."""
    found: list[Draft] = []
    for sentence in sheet.analysis.sentences:
        for token in sentence.tokens:
            draft = None
            if token.upos == "ADV":
                adverb = cues.adverbs.get(token.lemma.lower())
                if adverb is not None:
                    draft = _read_adverb(sheet.board(sentence.index), token.i, adverb)
            elif token.upos in ("ADJ", "VERB") and token.rel == "amod":
                hedge = cues.hedges.get(token.text.lower())
                if hedge is not None:
                    draft = _read_hedge(sheet.board(sentence.index), token.i, hedge)
            phrases = cues.prepositional.get(token.text.lower())
            if phrases:
                board = sheet.board(sentence.index)
                for rest, entry in phrases:
                    if tuple(board.words[token.i + 1 : token.i + 1 + len(rest)]) == rest:
                        draft = _read_phrase(board, token.i, token.i + len(rest), entry, cues)
                        break
            if draft is not None:
                found.append(draft)
    return found


def _read_adverb(board: Board, i: int, entry: Cue) -> Draft | None:
    """Read «reportedly»: the content is the clause or phrase that it modifies, and no source is expressed."""
    head = board.tokens[i].head
    if head < 0:
        return None
    spans = board.pieces(board.low[head], board.high[head], [(i, i)])
    if not spans:
        return None
    return Draft(
        sentence=board.index,
        head=i,
        cue=board.tokens[i].span,
        cue_lemma=board.tokens[i].lemma.lower(),
        sense=entry.sense,
        form="adverb",
        entry=entry,
        content=spans,
    )


def _read_hedge(board: Board, i: int, entry: Cue) -> Draft | None:
    """Read «the alleged attack»: the content is what the adjective stands before, and no source is expressed."""
    head = board.tokens[i].head
    high = min(board.high[head], board.clause_end(head))
    spans = board.pieces(i + 1, high, []) if head > i else []
    if not spans:
        return None
    return Draft(
        sentence=board.index,
        head=i,
        cue=board.tokens[i].span,
        cue_lemma=board.words[i],
        sense=entry.sense,
        form="adverb",
        entry=entry,
        content=spans,
    )


def _read_phrase(board: Board, first: int, last: int, entry: Cue, cues: Cues) -> Draft | None:
    """Read «according to the ministry»: the phrase names the source, the clause around it is the content."""
    tokens = board.tokens
    head = tokens[first].head
    if head <= last:
        head = next((c for k in range(first, last + 1) for c in board.children[k] if c > last), -1)
    if head < 0:
        return None
    governor = tokens[head].head
    while first <= governor <= last:
        governor = tokens[governor].head
    high = board.high[head]
    if governor > head:
        high = min(high, governor - 1)
    source, source_span = phrase_source(board, head, last + 1, high, cues)
    if source_span is None or governor < 0:
        return None
    return Draft(
        sentence=board.index,
        head=first,
        cue=Span(tokens[first].start, tokens[last].end),
        cue_lemma=" ".join(board.words[first : last + 1]),
        sense=entry.sense,
        form="phrase",
        entry=entry,
        source=source,
        source_span=source_span,
        content=board.pieces(*_reach(board, governor, first, high), [(first, high)]),
    )


def _reach(board: Board, governor: int, first: int, last: int) -> tuple[int, int]:
    """Return the tokens that the phrase speaks for: at either end of the sentence all of it, else the clause around."""
    tokens = board.tokens
    end = len(tokens) - 1
    if all(token.upos == "PUNCT" for token in tokens[last + 1 :]):
        low = next((i + 1 for i in range(first - 1, -1, -1) if tokens[i].text == ";"), 0)
        return low, end
    if (first and tokens[first - 1].text in QUOTE_MARKS) or all(t.upos in LEADING for t in tokens[:first]):
        return last + 1, board.clause_end(last)
    return board.low[governor], board.high[governor]
