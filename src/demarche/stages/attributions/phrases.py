"""Attributions by phrases and adverbs: «according to the ministry», «in Moscow's view», «reportedly»."""

from __future__ import annotations

from demarche.model import Span
from demarche.reference.cues import Cue, Cues
from demarche.stages.attributions.sheet import QUOTE_MARKS, Board, Draft, Sheet
from demarche.stages.attributions.sources import phrase_source

LEADING = frozenset({"PUNCT", "CCONJ", "ADV"})
CLAUSES = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis"})
# How many tokens may stand between «in» and «view».
POSSESSOR = 10


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
            owned = cues.possessive.get(token.text.lower()) if draft is None else None
            if owned and token.rel == "case":
                draft = _read_possessive(sheet.board(sentence.index), token.i, owned, cues)
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
    if first == last and not _names_a_speaker(board, head, cues):
        return None
    high = board.high[head]
    comma = next((i for i in range(head + 1, high) if tokens[i].text == ","), -1)
    if first == 0 and governor < 0 < comma:  # the sentence read as one phrase: «According to the mayor, the dam burst»
        governor, high = comma + 1, comma - 1
    if governor > head:
        high = min(high, governor - 1)
    elif governor >= 0 and _set_off(board, first, high):
        governor = _clause_above(board, governor)
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


def _set_off(board: Board, first: int, last: int) -> bool:
    """Say whether the tokens stand between two commas."""
    tokens = board.tokens
    return first > 0 and last + 1 < len(tokens) and tokens[first - 1].text == tokens[last + 1].text == ","


def _names_a_speaker(board: Board, head: int, cues: Cues) -> bool:
    """Say whether a phrase names somebody, as «per the ministry» does and «per head» does not."""
    low = board.after_case(board.low[head], head)
    return bool(board.tokens[head].name) or (board.words[low] == "the" and board.tokens[head].lemma in cues.speakers)


def _read_possessive(
    board: Board, first: int, owned: tuple[tuple[tuple[str, ...], Cue], ...], cues: Cues
) -> Draft | None:
    """Read «in Moscow's view», «by his own account»: the possessor is the source, the clause around the content."""
    tokens = board.tokens
    noun = tokens[first].head
    if not first < noun <= first + POSSESSOR:
        return None
    owner = next((c for c in board.children[noun] if first < c < noun and tokens[c].deprel == "nmod:poss"), -1)
    if owner < 0:
        return None
    last = max(board.high[owner], owner)
    rest = tuple(board.words[last + 1 : noun + 1])
    entry = next((entry for words, entry in owned if words == rest), None)
    governor = _clause_above(board, tokens[noun].head)
    source, source_span = phrase_source(board, owner, first + 1, last, cues)
    if entry is None or governor < 0 or source_span is None:
        return None
    words = Span(tokens[noun - len(rest) + 1].start, tokens[noun].end)
    return Draft(
        sentence=board.index,
        head=noun,
        cue=words,
        cue_lemma=" ".join((board.words[first], *rest)),
        sense=entry.sense,
        form="phrase",
        entry=entry,
        source=source,
        source_span=source_span,
        content=board.pieces(*_reach(board, governor, first, noun), [(first, noun)]),
        cue_spans=[tokens[first].span, words],
    )


def _clause_above(board: Board, i: int) -> int:
    """Return the head of the clause that the token stands in."""
    for _ in board.tokens:
        if i < 0 or board.tokens[i].head < 0 or board.tokens[i].rel in CLAUSES:
            break
        i = board.tokens[i].head
    return i


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
