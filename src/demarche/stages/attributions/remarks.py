"""Remarks on what is told: «…, a charge that Chad denied», «…, which Chad denied», «the reports are false»."""

from __future__ import annotations

from demarche.model import Proposition, Span
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.beside import DENIED, left
from demarche.stages.attributions.sheet import Draft, Sheet
from demarche.stages.attributions.sources import agent_source

STROKES = frozenset({",", "–", "—", "-", "("})
VAGUE = frozenset({"something", "which", "what"})
FALSE = Sense("false", "deny", "CT-")
FALSE_CUE = Cue(FALSE)


def read_remarks(sheet: Sheet, cues: Cues, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of relative clauses by which another denies or confirms what the sentence tells.

    The content is what the speech act before tells, else the clause before. In place, the remark, which is the
    publisher's own, is taken out of what others say. Falsehoods are read too: see `_falsehood`.
    """
    found = []
    for p in sheet.analysis.propositions:
        draft = None
        if p.kind == "verb" and p.lemma in cues.remarks and not p.negated:
            draft = _remark(sheet, p, cues, drafts)
        elif p.lemma in (cues.truth if p.negated else cues.falsehood) and p.kind in ("adjective", "noun"):
            draft = _falsehood(sheet, p, cues, drafts)
        if draft is not None:
            found.append(draft)
    return found


def _remark(sheet: Sheet, p: Proposition, cues: Cues, drafts: list[Draft]) -> Draft | None:
    board = sheet.board(p.sentence)
    tokens = board.tokens
    entry = cues.verbs.get(p.lemma)
    noun = tokens[p.head].head
    if entry is None or noun < 0 or tokens[p.head].rel != "acl" or noun > p.head:
        return None
    pronoun = next((c for c in board.children[p.head] if board.words[c] in ("which", "that") and c < p.head), -1)
    summed_up = tokens[noun].rel == "appos" and (tokens[noun].lemma in cues.nouns or board.words[noun] in VAGUE)
    if tokens[pronoun].rel in ("nsubj", "mark") if pronoun >= 0 else not summed_up:
        return None
    first = board.low[noun] if summed_up else pronoun
    while first < p.head and tokens[first].upos == "PUNCT":
        first += 1
    ends = all(token.upos == "PUNCT" for token in tokens[board.high[p.head] + 1 :])
    if first < 2 or tokens[first - 1].text not in STROKES or not ends:
        return None
    if not summed_up and (board.words[pronoun] != "which" or p.lemma not in cues.of_facts):
        return None
    source, source_span = agent_source(board, p.get("agent"), p.head, cues)
    if source is None or source_span is None:
        return None
    start = tokens[first].start
    own = Span(start, tokens[max(board.high[p.head], first)].end)
    before = [d for d in drafts if d.sentence == p.sentence and d.content and d.head != p.head and d.cue.start < start]
    holder = next((d for d in before if any(part.start < start for part in d.content)), None)
    told = holder.content if holder is not None else board.pieces(0, first - 1, [])
    content = [piece for span in told for piece in left(sheet, span, Span(start, max(own.end, span.end, start + 1)))]
    for draft in before:
        draft.content = [piece for span in draft.content for piece in left(sheet, span, own)]
    if not content:
        return None
    low, high = board.verb_group(p.head)
    sense = entry.takes.get("np") or entry.takes.get("that") or entry.sense
    return Draft(
        sentence=p.sentence,
        head=p.head,
        cue=Span(tokens[low].start, tokens[high].end),
        cue_lemma=p.lemma,
        sense=DENIED if sense.stance == "deny" else sense,
        form="phrase",
        entry=entry,
        source=source,
        source_span=source_span,
        content=content,
        beside=True,
    )


def _falsehood(sheet: Sheet, p: Proposition, cues: Cues, drafts: list[Draft]) -> Draft | None:
    """Read «the reports that … are false», «it is not true that …»: the words around say that it did not happen.

    It is no voice of its own: whoever says so denies it. The claim that is called false stands beside.
    """
    board = sheet.board(p.sentence)
    clause = next((a for a in p.arguments if a.role == "clause" and a.marker in ("that", "")), None)
    agent = p.get("agent")
    head = clause.head if clause is not None and clause.proposition >= 0 else -1
    if head < 0 and agent is not None and board.tokens[agent.head].lemma in cues.nouns:
        subject = next((d for d in drafts if (d.sentence, d.head) == (p.sentence, agent.head)), None)
        if subject is None or not subject.form.startswith("noun"):
            return None
        subject.beside = True
        content = list(subject.content)
    elif head > p.head:
        content = board.pieces(board.low[head], board.high[head], [])
    else:
        return None
    if not content or any(board.tokens[p.head].span.overlaps(span) for span in content):
        return None
    return Draft(
        sentence=p.sentence,
        head=p.head,
        cue=board.tokens[p.head].span,
        cue_lemma=p.lemma,
        sense=FALSE,
        form="phrase",
        entry=FALSE_CUE,
        content=content,
    )
