"""Sources behind sources: «citing a neighbour», «issued a statement saying that …»."""

from __future__ import annotations

from demarche.model import Span
from demarche.reference.cues import Cues, Sense
from demarche.stages.attributions.sheet import Board, Draft, Sheet
from demarche.stages.attributions.sources import agent_source, phrase_source

CITING = frozenset({"cite", "quote"})
NEAR = 5  # sentences over which «the statement» is still the one just issued


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
        elif (head.xpos == "VBG" and _is_quoted(sheet, board, draft, by_place, cues)) or (
            head.xpos == "VB" and _withhold(sheet, draft, by_place)
        ):
            continue
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
    governor = _governor(sheet, draft, by_place)
    if governor is None or not governor.content or governor.sense.kind != "say":
        return
    source, span = phrase_source(board, cited, board.low[cited], board.high[cited], cues)
    if source is None or span is None or any(part.overlaps(span) for part in governor.content):
        return
    draft.source, draft.source_span = source, span
    draft.content = list(governor.content)
    draft.form = "phrase"
    draft.within = governor


def _governor(sheet: Sheet, draft: Draft, by_place: dict[tuple[int, int], Draft]) -> Draft | None:
    """Return the draft of the predicate that the draft's predicate is embedded in."""
    own = sheet.propositions.get((draft.sentence, draft.head))
    if own is None or own.parent < 0:
        return None
    above = sheet.analysis.propositions[own.parent]
    return by_place.get((above.sentence, above.head))


def _is_quoted(sheet: Sheet, board: Board, draft: Draft, by_place: dict[tuple[int, int], Draft], cues: Cues) -> bool:
    """Make the one quoted the source: «the agency quoted the minister as saying …»; say whether it was so."""
    tokens = board.tokens
    governor = _governor(sheet, draft, by_place)
    if (
        governor is None
        or governor.cue_lemma not in CITING
        or not any(board.words[c] == "as" and c < draft.head for c in board.children[draft.head])
    ):
        return False
    if governor.source is None:  # «was quoted as saying»: one cue
        draft.cue = Span(governor.cue.start, draft.cue.end)
        governor.content = []
        return True
    quoted = next((c for c in board.children[governor.head] if tokens[c].rel == "obj"), -1)
    if quoted < 0:
        return False
    draft.source, draft.source_span = phrase_source(board, quoted, board.low[quoted], board.high[quoted], cues)
    governor.content, draft.within = list(draft.content), governor
    return True


def _withhold(sheet: Sheet, draft: Draft, by_place: dict[tuple[int, int], Draft]) -> bool:
    """Put speech that was refused in doubt, refusal and speech as one cue: «declined to say whether …»."""
    governor = _governor(sheet, draft, by_place)
    if governor is None or governor.form != "to" or governor.sense.kind != "promise" or governor.sense.stance != "deny":
        return False
    draft.sense = Sense(draft.sense.kind, "doubt", "Uu")
    draft.source, draft.source_span = governor.source, governor.source_span
    draft.cue = Span(governor.cue.start, draft.cue.end)
    governor.content = []
    return True


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
        if above is None or (above.lemma not in cues.bearers and above.lemma not in cues.signing):
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
