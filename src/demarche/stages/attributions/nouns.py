"""Attributions by nouns, prepositional cues and adverbs: «the claim that …», «according to …», «reportedly»."""

from __future__ import annotations

from demarche.model import Mention, Span
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.sheet import Board, Draft, Sheet


def read_words(sheet: Sheet, cues: Cues) -> list[Draft]:
    """Return the drafts of nominal, prepositional and adverbial cues, sentence by sentence."""
    found: list[Draft] = []
    for sentence in sheet.analysis.sentences:
        for token in sentence.tokens:
            if token.upos == "NOUN":
                noun = cues.nouns.get(token.lemma)
                if noun is not None:
                    _take(found, _read_noun(sheet.board(sentence.index), token.i, noun))
            elif token.upos == "ADV":
                adverb = cues.adverbs.get(token.lemma.lower())
                if adverb is not None:
                    _take(found, _read_adverb(sheet.board(sentence.index), token.i, adverb))
            phrases = cues.prepositional.get(token.text.lower())
            if phrases:
                board = sheet.board(sentence.index)
                for rest, entry in phrases:
                    if tuple(board.words[token.i + 1 : token.i + 1 + len(rest)]) == rest:
                        _take(found, _read_phrase(board, token.i, token.i + len(rest), entry))
                        break
    return found


def _take(found: list[Draft], draft: Draft | None) -> None:
    if draft is not None:
        found.append(draft)


def _read_noun(board: Board, i: int, entry: Cue) -> Draft | None:
    """Read «the claim that …», «his promise to …», «their demand for …»."""
    tokens = board.tokens
    possessor = -1
    content: tuple[int, int] | None = None
    sense: Sense = entry.sense
    clausal = False
    cue_high = i
    for c in board.children[i]:
        token = tokens[c]
        if token.deprel == "nmod:poss":
            possessor = c
        elif c < i:
            continue
        elif (token.rel in ("acl", "ccomp", "xcomp", "advcl") and token.deprel != "acl:relcl") or (
            token.deprel == "acl:relcl" and _marked_that(board, c)
        ):
            low = board.low[c]
            form = "to" if _marked(board, c, "to") else "that" if _marked_that(board, c) else ""
            if form in entry.takes and content is None:
                content, sense, clausal = (low, board.high[c]), entry.takes[form], True
        elif token.rel == "nmod":
            marker = board.words[board.low[c]]
            if marker in ("by", "from") and possessor < 0:
                possessor = c
            elif marker in entry.prepositions and content is None:
                first = _after_case(board, c)
                content, sense = (first, board.high[c]), entry.prepositions[marker]
                cue_high = first - 1 if first == i + 2 else i
    if content is None or (possessor < 0 and not clausal):
        return None
    source, source_span = _possessor(board, possessor)
    spans = board.pieces(
        content[0], content[1], [(board.low[possessor], board.high[possessor])] if possessor > i else []
    )
    cue = Span(tokens[i].start, tokens[cue_high].end)
    if not spans:
        return None
    return Draft(board.index, cue, tokens[i].lemma, sense, entry, source, source_span, spans)


def _possessor(board: Board, i: int) -> tuple[Mention | None, Span | None]:
    if i < 0:
        return None, None
    first, last = _after_case(board, i), board.high[i]
    if board.words[last] in ("'s", "’s", "'", "’"):
        last -= 1
    span = board.span(first, max(last, first), keep_quotes=False)
    return (None, None) if span is None else (Mention(board.index, i, span), span)


def _after_case(board: Board, i: int) -> int:
    """Return the first token of a phrase after its preposition."""
    first = board.low[i]
    while first < i and board.tokens[first].rel in ("case", "fixed", "punct", "cc"):
        first += 1
    return first


def _marked(board: Board, i: int, word: str) -> bool:
    return any(board.words[c] == word and c < i and board.tokens[c].rel == "mark" for c in board.children[i])


def _marked_that(board: Board, i: int) -> bool:
    return board.words[board.low[i]] == "that" and board.tokens[board.low[i]].xpos == "IN"


def _read_adverb(board: Board, i: int, entry: Cue) -> Draft | None:
    """Read «reportedly»: the content is the clause or phrase that it modifies, and no source is expressed."""
    head = board.tokens[i].head
    if head < 0:
        return None
    spans = board.pieces(board.low[head], board.high[head], [(i, i)])
    if not spans:
        return None
    return Draft(
        board.index, board.tokens[i].span, board.tokens[i].lemma.lower(), entry.sense, entry, None, None, spans
    )


def _read_phrase(board: Board, first: int, last: int, entry: Cue) -> Draft | None:
    """Read «according to the ministry»: the phrase names the source, the clause around it is the content."""
    tokens = board.tokens
    if last + 1 >= len(tokens):
        return None
    head = tokens[first].head
    if not (head > last):
        inner = next((c for k in range(first, last + 1) for c in board.children[k] if c > last), -1)
        head = inner
    if head < 0:
        return None
    governor = tokens[head].head
    while first <= governor <= last:
        governor = tokens[governor].head
    high = board.high[head]
    if governor > head:
        high = min(high, governor - 1)
    source_span = board.span(last + 1, high, keep_quotes=False)
    if source_span is None:
        return None
    cue = Span(tokens[first].start, tokens[last].end)
    source = Mention(board.index, head, source_span)
    spans: list[Span] = []
    if governor >= 0:
        spans = board.pieces(board.low[governor], board.high[governor], [(first, high)])
    lemma = " ".join(board.words[first : last + 1])
    return Draft(board.index, cue, lemma, entry.sense, entry, source, source_span, spans)
