"""Sources behind sources: «citing a neighbour», «issued a statement saying that …»."""

from __future__ import annotations

from demarche.model import Span
from demarche.reference.cues import Cues
from demarche.stages.attributions.nouns import BEARERS
from demarche.stages.attributions.sheet import Board, Draft, Sheet
from demarche.stages.attributions.sources import agent_source, phrase_source

CITING = frozenset({"cite", "quote"})
NEAR = 5  # sentences over which «the statement» is still the one just issued
SIGNING = BEARERS | {"sign", "write", "receive", "pass", "adopt", "approve", "read"}


def read_carriers(sheet: Sheet, cues: Cues, drafts: list[Draft]) -> None:
    """Mend, in place, the drafts whose grammatical source only carries another's word.

    1. Whom a speaker cites is the source of what the speaker says, within the speaker's own word. 2. What a statement,
    letter or petition says is the word of who issued, sent or signed it.
    """
    by_place = {(draft.sentence, draft.head): draft for draft in drafts}
    issued: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.cue.start):
        board = sheet.board(draft.sentence)
        head = board.tokens[draft.head]
        if draft.cue_lemma in CITING and head.xpos == "VBG":
            _cite(sheet, board, draft, by_place, cues)
        elif head.rel == "acl" and draft.source is not None and draft.source.head == head.head:
            noun = board.tokens[head.head].lemma
            if _issue(sheet, board, draft, cues):
                issued[noun] = draft
        elif draft.source is not None and draft.source.sentence == draft.sentence:
            noun = board.tokens[draft.source.head].lemma
            known = issued.get(noun)
            if known is not None and draft.sentence - known.sentence <= NEAR:
                draft.source = known.source


def _cite(sheet: Sheet, board: Board, draft: Draft, by_place: dict[tuple[int, int], Draft], cues: Cues) -> None:
    """Make the one cited the source of what the governing cue says."""
    tokens = board.tokens
    cited = next((c for c in board.children[draft.head] if tokens[c].rel == "obj" and c > draft.head), -1)
    if cited < 0 or not _can_speak(board, cited, cues):
        return
    participle = sheet.propositions.get((draft.sentence, draft.head))
    if participle is None or participle.parent < 0:
        return
    above = sheet.analysis.propositions[participle.parent]
    governor = by_place.get((above.sentence, above.head))
    if governor is None or not governor.content or governor.sense.kind != "say":
        return
    source, span = phrase_source(board, cited, board.low[cited], board.high[cited], cues)
    if source is None or span is None or any(part.overlaps(span) for part in governor.content):
        return
    draft.source, draft.source_span = source, span
    draft.content = list(governor.content)
    draft.form = "phrase"
    draft.within = governor


def _can_speak(board: Board, i: int, cues: Cues) -> bool:
    token = board.tokens[i]
    return bool(token.name) or token.lemma in cues.speakers


def _issue(sheet: Sheet, board: Board, draft: Draft, cues: Cues) -> bool:
    """Make who issued the statement the source, and the cue begin with the issuing; say whether it was so."""
    tokens = board.tokens
    noun = tokens[draft.head].head
    if tokens[noun].lemma not in cues.nouns and tokens[noun].lemma not in cues.writings:
        return False
    folded = sheet.propositions.get((board.index, noun))
    if folded is not None and folded.light:
        bearer, verb = folded, next((t.i for t in tokens if t.start == folded.span.start), noun)
    else:
        verb = tokens[noun].head
        above = sheet.propositions.get((board.index, verb)) if tokens[noun].rel == "obj" else None
        if above is None or above.lemma not in SIGNING:
            return False
        bearer = above
    source, span = agent_source(board, bearer.get("agent"), verb, cues)
    if source is None or span is None:
        return False
    draft.source, draft.source_span = source, span
    low = board.verb_group(verb)[0]
    start = tokens[low].start
    if verb < draft.head and not any(part.start < draft.cue.start and part.end > start for part in draft.content):
        draft.cue = Span(start, draft.cue.end)
    return True
