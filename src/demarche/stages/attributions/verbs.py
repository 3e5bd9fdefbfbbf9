"""Attributions by verbs and predicative adjectives: «the minister said that …», «is confident that …»."""

from __future__ import annotations

from demarche.model import Argument, Mention, Proposition, Span
from demarche.reference.cues import Cue, Cues
from demarche.stages.attributions.sheet import Board, Draft, Sheet

QUESTION_WORDS = frozenset({"whether", "if", "what", "who", "whom", "whose", "which", "when", "where", "why", "how"})
SUBJECT_FORMS = ("that", "to", "as", "ing", "whether")


def read_verbs(sheet: Sheet, cues: Cues) -> list[Draft]:
    """Return a draft for each proposition whose predicate is a cue, in order of the propositions."""
    found: list[Draft] = []
    for proposition in sheet.analysis.propositions:
        if proposition.kind == "noun":
            continue
        known = (
            cues.verbs.get(proposition.lemma) if proposition.kind == "verb" else cues.adjectives.get(proposition.lemma)
        )
        phrases = proposition.lemma in cues.verb_phrases if proposition.kind == "verb" else False
        if known is None and not phrases:
            continue
        board = sheet.board(proposition.sentence)
        lemma, entry, last = _longest(board, proposition, known, cues)
        if entry is None:
            continue
        draft = _read(sheet, board, proposition, lemma, entry, last)
        if draft is not None:
            found.append(draft)
    return found


def _longest(board: Board, p: Proposition, known: Cue | None, cues: Cues) -> tuple[str, Cue | None, int]:
    """Return the longest cue that begins at the predicate, with its last token."""
    last = p.head
    if p.particle:
        joined = f"{p.lemma} {p.particle}"
        for rest, entry in cues.verb_phrases.get(p.lemma, ()):
            if rest == (p.particle,):
                at = next((i for i in range(p.head + 1, len(board.words)) if board.words[i] == p.particle), p.head)
                return joined, entry, at if at == p.head + 1 else p.head
    if p.kind == "verb":
        for rest, entry in cues.verb_phrases.get(p.lemma, ()):
            end = p.head + 1 + len(rest)
            if tuple(board.words[p.head + 1 : end]) == rest:
                return " ".join((p.lemma, *rest)), entry, end - 1
    return p.lemma, known, last


def _form(argument: Argument, board: Board, first: int) -> str:
    """Return the form of a clause as cues name it."""
    marker = argument.marker
    if marker in ("whether", "if"):
        return "whether"
    if marker in ("to", "ing"):
        return marker
    if marker in ("", "that"):
        word = board.words[first]
        if word in QUESTION_WORDS:
            return "whether"
        return "that"
    return marker


def _read(sheet: Sheet, board: Board, p: Proposition, lemma: str, entry: Cue, last: int) -> Draft | None:
    low, high = board.verb_group(p.head)
    high = max(high, last)
    cue_low, cue_high = low, high
    agent = p.get("agent")
    sense = entry.sense
    contents: list[tuple[int, int]] = []  # token ranges
    cut: list[tuple[int, int]] = []
    sourceless = False
    clauses = [a for a in p.arguments if a.role == "clause" and not (a.implicit and a.head == p.head)]
    patient = p.get("patient")
    # 1. a clause
    for clause in clauses:
        first, final = _clause_range(board, clause.head, p.head)
        form = _form(clause, board, first)
        chosen = entry.takes.get(form) or entry.prepositions.get(form)
        if chosen is None and form == "that":
            chosen = entry.takes.get("quote") if _touches_quote(sheet, board, first, final) else None
            chosen = chosen or (entry.takes.get("whether") if "whether" in entry.takes else None)
        if chosen is None and form == "ing" and "np" in entry.takes:
            chosen = entry.takes["np"]
        if chosen is None:
            continue
        sense = chosen
        if board.below(p.head, clause.head):
            cut.append((board.low[p.head], board.high[p.head]))
            contents.append((first, final))
        else:
            contents.append((first, final))
            if p.passive and form == "to" and patient is not None and not entry.addressee:
                contents.append(_phrase_range(board, patient.head, p.head, patient.span))
                sourceless = agent is None
            elif entry.sense.kind == "seem" and agent is not None:
                contents.append(_phrase_range(board, agent.head, p.head, agent.span))
                sourceless = True
            elif (
                form != "that" and form != "whether" and patient is not None and not patient.implicit and not p.passive
            ) and p.head < patient.head < first:
                contents.append(_phrase_range(board, patient.head, p.head, patient.span))
    if not contents:
        # 2. an object with what it is called, or an object
        attribute = p.get("attribute")
        if attribute is None:
            attribute = next((a for a in p.arguments if a.role == "oblique" and a.marker == "as"), None)
        if "as" in entry.takes and attribute is not None and (patient is not None or entry.sense.kind == "seem"):
            sense = entry.takes["as"]
            contents.append(_phrase_range(board, attribute.head, p.head, attribute.span))
            other = patient if patient is not None else agent
            if other is not None:
                contents.append(_phrase_range(board, other.head, p.head, other.span))
            sourceless = entry.sense.kind == "seem"
        elif patient is not None and "np" in entry.takes and not patient.implicit:
            sense = entry.takes["np"]
            contents.append(_phrase_range(board, patient.head, p.head, patient.span))
    if not contents and entry.prepositions:
        for argument in p.arguments:
            if argument.role == "oblique" and argument.marker in entry.prepositions and not argument.implicit:
                sense = entry.prepositions[argument.marker]
                first, final = _phrase_range(board, argument.head, p.head, argument.span)
                contents.append((first, final))
                if cue_high < first <= cue_high + 3:
                    cue_high = first - 1
                break
    if not contents and "quote" not in entry.takes:
        return None
    source, source_span = (None, None) if sourceless else _source(board, p, agent)
    spans: list[Span] = []
    cut.append((cue_low, cue_high))
    for first, final in sorted(contents):
        spans += board.pieces(first, final, cut)
    if source_span is not None:
        spans = [s for s in spans if not source_span.contains(s)]
        if any(s.overlaps(source_span) for s in spans):
            source_span = source.span if source is not None else source_span
    cue = board.span(cue_low, cue_high)
    if cue is None:
        return None
    return Draft(
        sentence=board.index,
        cue=cue,
        cue_lemma=lemma,
        sense=sense,
        entry=entry,
        source=source,
        source_span=source_span,
        content=_joined(spans),
    )


def _joined(spans: list[Span]) -> list[Span]:
    """Return the spans in order without those that lie in another."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if found and span.start < found[-1].end:
            if span.end > found[-1].end:
                found[-1] = Span(found[-1].start, span.end)
            continue
        found.append(span)
    return found


def _clause_range(board: Board, head: int, verb: int) -> tuple[int, int]:
    """Return the tokens of a content clause: its whole subtree, short of the verb where the verb is not inside."""
    low, high = board.low[head], board.high[head]
    if not board.below(verb, head):
        if head > verb:
            low = max(low, verb + 1)
        elif head < verb:
            high = min(high, verb - 1)
    return low, high


def _phrase_range(board: Board, head: int, verb: int, span: Span) -> tuple[int, int]:
    """Return the tokens of a phrase with its clausal tails, without its preposition."""
    low, high = _clause_range(board, head, verb)
    while (
        low < head and board.tokens[low].start < span.start and board.tokens[low].rel in ("case", "punct", "cc", "mark")
    ):
        low += 1
    return low, high


def _touches_quote(sheet: Sheet, board: Board, first: int, final: int) -> bool:
    inside = Span(board.tokens[first].start, board.tokens[final].end)
    return any(quote.span.overlaps(inside) and not quote.scare for quote in sheet.quotes_near(inside))


def _source(board: Board, p: Proposition, agent: Argument | None) -> tuple[Mention | None, Span | None]:
    if agent is None:
        return None, None
    mention = Mention(board.index, agent.head, agent.span)
    for c in board.children[p.head]:
        if board.tokens[c].rel == "nsubj" and board.tokens[c].xpos in ("WP", "WDT") and c < p.head:
            return mention, board.tokens[c].span
    if agent.implicit or board.below(p.head, agent.head):
        return mention, agent.span
    low, high = _phrase_range(board, agent.head, p.head, agent.span)
    span = board.span(low, high, keep_quotes=False)
    return mention, span or agent.span
