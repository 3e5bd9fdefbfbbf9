"""Attributions by nouns: «the claim that …», «his promise to …», «made an announcement that …», «had plans to …»."""

from __future__ import annotations

from demarche.model import Mention, Proposition, Span
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.sheet import Board, Draft, Sheet, joined
from demarche.stages.attributions.sources import agent_source, phrase_source

FILLED = frozenset({"obj", "ccomp", "xcomp", "iobj", "aux:pass"})
BY = ("by", "from")
SPEECH = frozenset({"that", "whether", "quote"})
HEARSAY = Sense("say", "doubt", "PR+")
NOTHING = Sense("know", "doubt", "PR-")


def read_nouns(sheet: Sheet, cues: Cues, verbs: list[Draft]) -> list[Draft]:
    """Return the drafts of the nouns that are cues; a verb that only bears such a noun loses its draft to it.

    Speech that nobody is named for is hearsay: its stance is doubt.
    """
    found: list[Draft] = []
    bearers = {(draft.sentence, draft.head): draft for draft in verbs}
    for sentence in sheet.analysis.sentences:
        for token in sentence.tokens:
            if token.upos == "NOUN":
                entry = cues.nouns.get(token.lemma)
                if entry is not None and not _is_medium(sheet.board(sentence.index), token.i, bearers):
                    draft = _read(sheet, sheet.board(sentence.index), token.i, entry, cues)
                    if draft is not None:
                        _take_up(sheet, draft, verbs)
                        found.append(draft)
                        if draft.bearer >= 0:
                            bearer = bearers.get((sentence.index, draft.bearer))
                            if bearer is not None and bearer.form == "np":
                                bearer.content = []
    return found


def _is_medium(board: Board, i: int, verbs: dict[tuple[int, int], Draft]) -> bool:
    """Say whether a noun only names in what somebody speaks: «said in a statement that …»."""
    verb = verbs.get((board.index, board.tokens[i].head))
    said = verb is not None and verb.sense.kind == "say" and verb.form in SPEECH
    return said and board.tokens[i].rel == "obl" and board.words[board.low[i]] == "in"


def _take_up(sheet: Sheet, draft: Draft, verbs: list[Draft]) -> None:
    """Give a participle read as a noun the speaker before it: «Iran says it will fight, warning that …»."""
    board = sheet.board(draft.sentence)
    at = draft.head
    if draft.source is not None or at < 2 or board.words[at - 1] != "," or not board.words[at].endswith("ing"):
        return
    before = [verb for verb in verbs if verb.sentence == draft.sentence and verb.cue.end < draft.cue.start]
    if before and before[0].source is not None:
        draft.source, draft.source_span, draft.sense = before[0].source, before[0].source_span, draft.entry.sense
        end = board.tokens[at - 1].start
        before[0].content = [Span(s.start, min(s.end, end)) for s in before[0].content if s.start < end]


def _read(sheet: Sheet, board: Board, i: int, entry: Cue, cues: Cues) -> Draft | None:
    content, sense, form, cue_high = _content(board, i, entry, cues)
    source, source_span, low, bearer = _bearer(sheet, board, i, cues)
    if source is None:
        at = next((c for c in board.children[i] if board.tokens[c].deprel == "nmod:poss"), -1)
        if at < 0:
            by = (*BY, "of") if form == "that" else BY
            at = next((c for c in board.children[i] if c > i and board.words[board.low[c]] in by), -1)
        if at >= 0:
            high = board.high[at]
            if content is not None and at < content[0] <= high:
                high = content[0] - 1
            source, source_span = phrase_source(board, at, board.low[at], high, cues)
    told = form in ("that", "to", "whether") or (form == "of" and _is_hearsay(sheet, board, i, content, cues))
    if content is None or (source is None and not told):
        return None
    if source is None and sense.kind == "say" and sense.stance == "affirm":
        sense = HEARSAY
    if sense.stance == "affirm" and any(board.words[c] == "no" for c in board.children[i]):
        sense = NOTHING
    cut = []
    if source_span is not None:
        cut = [(t.i, t.i) for t in board.tokens if source_span.contains(t.span) and content[0] <= t.i <= content[1]]
    spans = board.pieces(content[0], content[1], cut)
    if not spans:
        return None
    cue = Span(board.tokens[low].start, board.tokens[cue_high].end)
    if source_span is not None and cue.overlaps(source_span):
        cue = Span(board.tokens[i].start, board.tokens[cue_high].end)
    return Draft(
        sentence=board.index,
        head=i,
        cue=cue,
        cue_lemma=board.tokens[i].lemma,
        sense=sense,
        form=f"noun {form}" if source is None else f"noun's {form}",
        entry=entry,
        source=source,
        source_span=source_span,
        content=joined(spans),
        bearer=bearer,
    )


def _is_hearsay(sheet: Sheet, board: Board, i: int, content: tuple[int, int] | None, cues: Cues) -> bool:
    """Say whether the noun tells of an act without saying who tells of it: «reports of shelling»."""
    if content is None or board.tokens[i].lemma not in cues.hearsay or board.tokens[i].xpos != "NNS":
        return False
    return any((board.index, k) in sheet.propositions for k in range(content[0], content[1] + 1))


def _content(board: Board, i: int, entry: Cue, cues: Cues) -> tuple[tuple[int, int] | None, Sense, str, int]:
    """Return the tokens of the noun's content, with its sense, its form and the last token of the cue."""
    for c in board.children[i]:
        token = board.tokens[c]
        if c > i and token.rel in ("acl", "ccomp", "xcomp", "advcl", "appos"):
            form = _clause_form(board, c)
            if form in entry.takes and not (form == "that" and _lacks_object(board, c, cues)):
                return (board.low[c], board.high[c]), entry.takes[form], form, i
    for c in board.children[i]:  # a clause hung on the noun between: «a charge by the rebels that …»
        if c > i and board.tokens[c].rel == "nmod" and board.words[board.low[c]] in (*BY, "of"):
            for below in board.children[c]:
                if below > c and "that" in entry.takes and _clause_form(board, below) == "that":
                    return (board.low[below], board.high[below]), entry.takes["that"], "that", i
    after = board.high[i] + 1  # «takes note of the claim of the rebels that …», hung on the verb
    if "that" in entry.takes and after < len(board.words) and board.words[after] == "that":
        clause = board.tokens[after].head
        if board.tokens[after].rel == "mark" and board.low[clause] == after and board.tokens[clause].head < i:
            return (after, board.high[clause]), entry.takes["that"], "that", i
    for c in board.children[i]:
        if c > i and board.tokens[c].rel in ("nmod", "obl", "acl"):
            marker = board.words[board.low[c]]
            if marker in entry.prepositions and marker not in BY:
                first = board.after_case(board.low[c], c)
                return (first, board.high[c]), entry.prepositions[marker], marker, first - 1 if first <= i + 2 else i
    return None, entry.sense, "", i


def _lacks_object(board: Board, clause: int, cues: Cues) -> bool:
    """Say whether a that-clause is a relative one: «a claim that the army rejected»."""
    verb = cues.verbs.get(board.tokens[clause].lemma)
    if verb is None or "np" not in verb.takes or board.tokens[clause].upos != "VERB":
        return False
    return all(
        board.words[c] == "that" or (board.tokens[c].rel not in FILLED and board.tokens[c].deprel != "aux:pass")
        for c in board.children[clause]
    )


def _clause_form(board: Board, i: int) -> str:
    """Return «that», «to» or «whether» by the word that opens the clause, else «»."""
    first = board.low[i]
    word = board.words[first]
    if word == "that" and (board.tokens[first].upos == "SCONJ" or board.tokens[first].rel == "mark"):
        return "that"
    if word in ("whether", "if"):
        return "whether"
    if any(board.words[c] == "to" and board.tokens[c].rel == "mark" and c < i for c in board.children[i]):
        return "to"
    return ""


def _bearer(sheet: Sheet, board: Board, i: int, cues: Cues) -> tuple[Mention | None, Span | None, int, int]:
    """Return the source by the verb that bears the noun, the first token of the cue, and that verb, or -1."""
    noun = sheet.propositions.get((board.index, i))
    if noun is not None and noun.light:
        verb = next((t.i for t in board.tokens if t.start == noun.span.start), i)
        source, span = _agent(board, noun, verb, cues)
        return source, span, board.verb_group(verb)[0] if verb < i else i, -1
    above = board.tokens[i].head
    if above >= 0 and board.tokens[i].rel == "obj":
        verb_proposition = sheet.propositions.get((board.index, above))
        if verb_proposition is not None and verb_proposition.lemma in cues.bearers:
            source, span = _agent(board, verb_proposition, above, cues)
            if source is not None:
                return source, span, board.verb_group(above)[0], above
    return None, None, i, -1


def _agent(board: Board, p: Proposition, verb: int, cues: Cues) -> tuple[Mention | None, Span | None]:
    agent = p.get("agent")
    return agent_source(board, agent, verb, cues) if agent is not None else (None, None)
