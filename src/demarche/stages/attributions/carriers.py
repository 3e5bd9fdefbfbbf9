"""Sources behind sources: «citing a neighbour», «issued a statement saying that …»."""

from __future__ import annotations

from demarche.model import Mention, Proposition, Span
from demarche.reference.cues import Cues, Sense
from demarche.stages.attributions.sheet import Board, Draft, Sheet
from demarche.stages.attributions.sources import agent_source, phrase_source, unwrap

CITING = frozenset({"cite", "quote"})
DEFINITE = frozenset({"the", "this", "that"})
STATEMENTS = frozenset({"statement", "communique", "communiqué", "release", "declaration"})
NEAR = 5  # sentences over which «the statement» is still the one just issued


def read_carriers(sheet: Sheet, cues: Cues, drafts: list[Draft]) -> None:
    """Mend, in place, the drafts whose grammatical source only carries another's word.

    1. Whom a speaker cites is the source of what the speaker says, within the speaker's own word. 2. What a statement,
    letter or petition says is the word of who issued, sent or signed it.
    """
    by_place = {(draft.sentence, draft.head): draft for draft in drafts}
    issued = _issuers(sheet, cues, by_place)
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
            _issue(sheet, board, draft, cues)
        elif draft.source is not None and draft.source.sentence == draft.sentence:
            noun = board.tokens[draft.source.head]
            definite = any(board.words[c] in DEFINITE for c in board.children[noun.i]) or noun.i == 0
            known = [
                m
                for m in issued.get(cues.same.get(noun.lemma, noun.lemma), ())
                if 0 <= draft.sentence - m.sentence <= NEAR
            ]
            before = [m for m in known if (m.sentence, m.head) < (draft.sentence, noun.i)]
            if definite and before:
                draft.source = before[-1]
            elif definite and noun.lemma in STATEMENTS:
                draft.source = _last_speaker(sheet, draft, drafts) or draft.source


def _last_speaker(sheet: Sheet, draft: Draft, drafts: list[Draft]) -> Mention | None:
    """Return who has spoken last in the sentences before: whose statement one is that nobody was said to issue."""
    found: Mention | None = None
    for other in sorted(drafts, key=lambda d: d.cue.start):
        if other.sentence >= draft.sentence:
            break
        if other.sense.kind != "say" or other.source is None or draft.sentence - other.sentence > NEAR:
            continue
        token = sheet.board(other.source.sentence).tokens[other.source.head]
        if token.upos in ("NOUN", "PROPN") and token.lemma not in STATEMENTS:
            found = other.source
    return found


def _issuers(sheet: Sheet, cues: Cues, by_place: dict[tuple[int, int], Draft]) -> dict[str, list[Mention]]:
    """Return, for each noun of what is said or written, those who issue such a thing, in order of the text.

    They are behind the noun («a report by the union»), bear it («the union issued a report») or speak in it («the union
    said in a report»).
    """
    found: dict[str, list[Mention]] = {}
    for sentence in sheet.analysis.sentences:
        for token in sentence.tokens:
            entry = cues.nouns.get(token.lemma)
            told = entry is not None and entry.sense.kind in ("say", "show")
            if token.upos != "NOUN" or not (told or token.lemma in cues.writings):
                continue
            board = sheet.board(sentence.index)
            mention = unwrap(board, token.i, sentence.span, cues)
            if mention.head == token.i:
                medium = board.words[board.low[token.i]] == "in"
                speaker = by_place.get((sentence.index, token.head)) if medium else None
                issuer = speaker.source if speaker is not None else _bearer(sheet, board, token.i, cues)
                if issuer is None:
                    continue
                mention = issuer
            found.setdefault(cues.same.get(token.lemma, token.lemma), []).append(mention)
    return found


def _bearer(sheet: Sheet, board: Board, noun: int, cues: Cues) -> Mention | None:
    """Return who issues, sends or signs the thing that a noun names."""
    bearer = _bearing(sheet, board, noun, cues)
    if bearer is not None and (bearer[0].tense == "future" or bearer[0].modal or bearer[0].negated):
        return None  # «will make a statement»
    return agent_source(board, bearer[0].get("agent"), bearer[1], cues)[0] if bearer is not None else None


def _bearing(sheet: Sheet, board: Board, noun: int, cues: Cues) -> tuple[Proposition, int] | None:
    """Return the predicate by which a thing said or written is issued, with its verb: «issued a statement»."""
    folded = sheet.propositions.get((board.index, noun))
    if folded is not None and folded.light:
        return folded, next((t.i for t in board.tokens if t.start == folded.span.start), noun)
    verb = board.tokens[noun].head
    above = sheet.propositions.get((board.index, verb)) if board.tokens[noun].rel == "obj" else None
    if above is None or (above.lemma not in cues.bearers and above.lemma not in cues.signing):
        return None
    return above, verb


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
    governor.content, governor.form, draft.within = list(draft.content), draft.form, governor
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
    bearing = _bearing(sheet, board, noun, cues)
    if bearing is None:
        return False
    bearer, verb = bearing
    source, span = agent_source(board, bearer.get("agent"), verb, cues)
    if source is None or span is None:
        return False
    draft.source, draft.source_span = source, span
    low = board.verb_group(verb)[0]
    start = tokens[low].start
    if verb < draft.head and not any(part.start < draft.cue.start and part.end > start for part in draft.content):
        draft.cue = Span(start, draft.cue.end)
    return True
