"""Attributions by verbs and predicative adjectives: «the minister said that …», «is confident that …»."""

from __future__ import annotations

from demarche.model import Proposition, Span
from demarche.reference.cues import Cue, Cues
from demarche.stages.attributions.contents import read_content
from demarche.stages.attributions.sheet import Board, Draft, Sheet, joined
from demarche.stages.attributions.sources import agent_source


def read_verbs(sheet: Sheet, cues: Cues) -> list[Draft]:
    """Return a draft for each verb or adjective that is a cue, in order of the propositions."""
    found: list[Draft] = []
    for p in sheet.analysis.propositions:
        if p.kind == "noun":
            continue
        known = cues.verbs.get(p.lemma) if p.kind == "verb" else cues.adjectives.get(p.lemma)
        if known is None and not (p.kind == "verb" and p.lemma in cues.verb_phrases):
            continue
        board = sheet.board(p.sentence)
        lemma, entry, last = _longest(board, p, known, cues)
        if entry is not None:
            draft = _read(sheet, board, p, lemma, entry, last, cues)
            if draft is not None:
                found.append(draft)
    return found


def _longest(board: Board, p: Proposition, known: Cue | None, cues: Cues) -> tuple[str, Cue | None, int]:
    """Return the longest cue that begins at the predicate, with its last token."""
    if p.kind == "verb":
        for rest, entry in cues.verb_phrases.get(p.lemma, ()):
            end = p.head + 1 + len(rest)
            if tuple(board.words[p.head + 1 : end]) == rest:
                return " ".join((p.lemma, *rest)), entry, end - 1
            if rest == (p.particle,):
                return f"{p.lemma} {p.particle}", entry, p.head
    return p.lemma, known, p.head


def _read(sheet: Sheet, board: Board, p: Proposition, lemma: str, entry: Cue, last: int, cues: Cues) -> Draft | None:
    low, high = board.verb_group(p.head)
    high = max(high, last)
    content = read_content(sheet, board, p, entry, (low, high), cues)
    if not content.ranges and "quote" not in entry.takes:
        return None
    agent = p.get("agent")
    source, source_span = (None, None) if content.sourceless else agent_source(board, agent, p.head, cues)
    cut = [*content.cut, (low, content.cue_high)]
    spans: list[Span] = []
    for first, final in sorted(content.ranges):
        spans += board.pieces(first, final, cut)
    if source_span is not None:
        spans = [span for span in spans if not source_span.contains(span)]
        if source is not None and agent is not None and any(span.overlaps(source_span) for span in spans):
            source_span = agent.span
    cue = board.span(low, content.cue_high)
    if cue is None:
        return None
    return Draft(
        sentence=board.index,
        head=p.head,
        cue=cue,
        cue_lemma=lemma,
        sense=content.sense,
        form=content.form,
        entry=entry,
        source=source,
        source_span=source_span,
        content=joined(spans),
        bare=source is None and not p.passive and not content.sourceless,
        source_words=source.span.text(sheet.text) if source is not None else "",
    )
