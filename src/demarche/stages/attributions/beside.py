"""Voices that stand beside another: «denied it, as Chad claimed», «rejected Chad's claim that …», «despite denials»."""

from __future__ import annotations

from demarche.model import Mention, Proposition, Span
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.sheet import Board, Draft, Sheet, without
from demarche.stages.attributions.sources import agent_source, phrase_source

DENIED = Sense("say", "deny", "CT-")
COUNTERED = frozenset({"deny", "doubt"})
AGAINST = frozenset({"despite", "notwithstanding"})  # and «in spite of», by its noun
OWN = frozenset({"his", "her", "its", "their"})
OWNERS = frozenset({"by", "from", "of"})


def read_comments(sheet: Sheet, cues: Cues, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of clauses and phrases that put another's word beside what is told.

    1. «…, as Chad had claimed» affirms what is told; beside a denial, what is denied; an allegation beside negated
    words alleges the opposite. 2. «contrary to Chad's claims» says the opposite of what is told, «despite Sudan's
    denials» denies it. In place, the words of the comment are taken out of the contents around it.
    """
    found = []
    for p in sheet.analysis.propositions:
        # 1.
        if p.kind == "verb" and p.relation == "time" and p.marker == "as" and p.lemma in cues.commenting:
            draft = _comment(sheet, p, cues, drafts)
            if draft is not None:
                found.append(draft)
    for sentence in sheet.analysis.sentences:
        # 2.
        for token in sentence.tokens:
            word = token.text.lower()
            draft = None
            if word == "contrary":
                draft = _contrary(sheet, sheet.board(sentence.index), token.i, cues)
            elif token.upos == "NOUN" and token.lemma in cues.nouns and token.rel in ("obl", "nmod"):
                draft = _despite(sheet.board(sentence.index), token.i, cues)
            if draft is not None:
                found.append(draft)
    return found


def set_beside(sheet: Sheet, cues: Cues, drafts: list[Draft]) -> None:
    """Mark, in place, the claims of others that a speaker denies, doubts or confirms: «rejected Chad's claim that …».

    A claim of nobody in particular is no voice beside the denial: «denied reports that …».
    """
    by_place = {(draft.sentence, draft.head): draft for draft in drafts}
    for draft in drafts:
        if not draft.form.startswith("noun") or draft.sense.kind != "say" or draft.bearer >= 0:
            continue
        token = sheet.board(draft.sentence).tokens[draft.head]
        if draft.source is not None and draft.source.span.text(sheet.text).lower() in OWN:
            continue  # «reiterated its claim»
        above = by_place.get((draft.sentence, token.head)) if token.rel == "obj" else None
        if above is None or above.form not in ("np", "as"):
            continue
        if above.sense.stance in COUNTERED or above.cue_lemma in cues.endorsing:
            draft.beside, draft.within = True, above


def _comment(sheet: Sheet, p: Proposition, cues: Cues, drafts: list[Draft]) -> Draft | None:
    board = sheet.board(p.sentence)
    patient = p.get("patient")
    spoken_to = patient is not None and not patient.implicit and not p.passive
    entry = cues.verbs.get(p.lemma)
    if entry is None or p.negated or p.progressive or (spoken_to and not entry.addressee):
        return None
    if any(argument.role == "clause" and not argument.implicit for argument in p.arguments):
        return None
    low, high = board.verb_group(p.head)
    source, source_span = agent_source(board, p.get("agent"), p.head, cues)
    if source is None or source_span is None or p.parent < 0:
        return None
    above = sheet.analysis.propositions[p.parent]
    first, last = board.low[p.head], board.high[p.head]
    while board.tokens[first].upos == "PUNCT":
        first += 1
    if above.sentence != p.sentence or not _set_off(board, first, last):
        return None
    own = Span(board.tokens[first].start, board.tokens[last].end)
    # A comment hung on a verb of speech is on what it says, as is one hung on what is said.
    holder = next((d for d in drafts if (d.sentence, d.head) == (above.sentence, above.head) and d.content), None)
    content = holder.content if holder is not None else _clause(board, above.head, first, last)
    if holder is not None and holder.content[0].start > own.start and not board.low[above.head] <= first:
        return None
    told = above if holder is None else _told(sheet, holder)
    content = [piece for span in content for piece in left(sheet, span, own)]
    for draft in drafts:
        if draft.sentence == p.sentence and draft.cue.end <= own.start:
            draft.content = [piece for span in draft.content for piece in left(sheet, span, own)]
    opposed = told is not None and told.negated and p.lemma in cues.alleging
    cue = Span(board.tokens[low].start, board.tokens[high].end)
    return _draft(board, p.head, cue, entry, content, (source, source_span), opposed=opposed)


def _told(sheet: Sheet, holder: Draft) -> Proposition | None:
    """Return the uppermost predicate of what a draft holds."""
    for p in sheet.analysis.propositions:
        head = sheet.analysis.sentences[p.sentence].tokens[p.head].span
        if p.sentence == holder.sentence and any(span.contains(head) for span in holder.content):
            above = sheet.analysis.propositions[p.parent] if p.parent >= 0 else None
            if above is not None and above.head == holder.head:
                return p
    return None


def left(sheet: Sheet, span: Span, own: Span) -> list[Span]:
    """Return what is left of a span without the words of a comment."""
    return [trimmed for piece in without(span, own) if (trimmed := sheet.trim(piece)).end > trimmed.start]


def _set_off(board: Board, first: int, last: int) -> bool:
    """Say whether a comma stands before the clause, or after one that begins the sentence."""
    tokens = board.tokens
    if first and tokens[first - 1].text in (",", "–", "—", "("):
        return True
    return first == 0 and last + 1 < len(tokens) and (tokens[last].text == "," or tokens[last + 1].text == ",")


def _clause(board: Board, head: int, first: int, last: int) -> list[Span]:
    return board.pieces(board.low[head], board.high[head], [(first, last)])


def _draft(
    board: Board, head: int, cue: Span, entry: Cue, content: list[Span], source: tuple[Mention, Span], *, opposed: bool
) -> Draft:
    sense = DENIED if opposed else entry.takes.get("that", entry.sense)
    return Draft(
        sentence=board.index,
        head=head,
        cue=cue,
        cue_lemma=board.tokens[head].lemma,
        sense=sense,
        form="phrase",
        entry=entry,
        source=source[0],
        source_span=source[1],
        content=content,
        beside=True,
    )


def _contrary(sheet: Sheet, board: Board, i: int, cues: Cues) -> Draft | None:
    """Read «contrary to Chad's claims», «contrary to what Chad claims»."""
    tokens = board.tokens
    below = next((c for c in board.children[i] if c > i and board.words[board.low[c]] == "to"), -1)
    governor = tokens[i].head
    if below < 0 or governor < 0:
        return None
    content = board.pieces(board.low[governor], board.high[governor], [(board.low[i], board.high[i])])
    verb = next((c for c in board.children[below] if tokens[c].lemma in cues.verbs and tokens[c].upos == "VERB"), -1)
    p = sheet.propositions.get((board.index, verb))
    if board.words[below] == "what" and p is not None:
        source, span = agent_source(board, p.get("agent"), verb, cues)
        entry, head = cues.verbs.get(p.lemma), verb
    else:
        entry, head = cues.nouns.get(tokens[below].lemma), below
        source, span = _owner(board, below, cues)
    if entry is None or source is None or span is None or entry.sense.kind != "say":
        return None
    return _draft(board, head, tokens[head].span, entry, content, (source, span), opposed=True)


def _despite(board: Board, i: int, cues: Cues) -> Draft | None:
    """Read «despite Sudan's denials»: who denies what is told."""
    tokens = board.tokens
    entry = cues.nouns[tokens[i].lemma]
    spite = board.words[max(i - 3, 0) : i]
    against = board.words[board.low[i]] in AGAINST or spite[:2] == ["in", "spite"] or "spite" in spite
    if entry.sense.stance != "deny" or entry.sense.kind != "say" or not against or tokens[i].head < 0:
        return None
    source, span = _owner(board, i, cues)
    if source is None or span is None:
        return None
    governor = tokens[i].head
    low = board.low[i]
    content = board.pieces(board.low[governor], board.high[governor], [(low, board.high[i])])
    return _draft(board, i, tokens[i].span, entry, content, (source, span), opposed=True)


def _owner(board: Board, i: int, cues: Cues) -> tuple[Mention | None, Span | None]:
    tokens = board.tokens
    for c in board.children[i]:
        if tokens[c].deprel == "nmod:poss" or (c > i and board.words[board.low[c]] in OWNERS):
            return phrase_source(board, c, board.low[c], board.high[c], cues)
    return None, None
