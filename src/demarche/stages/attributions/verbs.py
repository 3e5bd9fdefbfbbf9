"""Attributions by verbs and predicative adjectives: «the minister said that …», «is confident that …»."""

from __future__ import annotations

from msgspec.structs import replace

from demarche.model import Argument, Mention, Proposition, Role, Span
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.contents import PLAIN, Content, Range, misread_subject, read_content
from demarche.stages.attributions.insertions import read_insertion
from demarche.stages.attributions.sheet import Board, Draft, Sheet, joined, without
from demarche.stages.attributions.sources import FINITE, agent_source, beside

SPOKEN = frozenset({"say", "ask", "promise"})
HEARSAY = Sense("say", "doubt", "PR+")
NOBODY = ("no ", "nobody", "none of", "no one", "neither ")
OTHER = frozenset({"conj", "advcl", "parataxis"})  # how another speaker's act hangs behind what is said
AGAINST = frozenset({"while", "whereas", "but", "although", "though"})
LONGEST_CARRIER = 5  # tokens of «in a statement»
UNDONE = frozenset({"say", "think", "know", "show", "see"})


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
        if p.head == 0 and p.lemma in cues.absolute and board.tokens[0].xpos == "VBG":
            continue
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
    p = _as_active(board, p)
    named = p.get("patient")
    if named is not None and named.head < p.head and board.words[named.head] == "what" and p.relation == "relative":
        return None  # «what police estimated at 900 marched»: a name for the subject, nothing said
    low, high = board.verb_group(p.head)
    high = max(high, last)
    reduced = p.passive and board.tokens[p.head].rel == "acl"
    if not reduced and ("that" in entry.takes or "quote" in entry.takes):
        draft = _inserted(sheet, board, p.head, (low, high), lemma, entry, cues)
        if draft is not None:
            return draft
    content = read_content(sheet, board, p, entry, (low, high), cues)
    if not content.ranges and ("quote" not in entry.takes or reduced):
        return None
    if content.form == "np" and p.passive and p.negated and _is_word(board, p, cues):
        return None  # «the claim could not be verified»: nobody's word on what is claimed
    agent = _agent(sheet, board, p, lemma, entry, content, cues)
    source, source_span = (None, None) if content.sourceless else agent_source(board, agent, p.head, cues)
    if source is None and agent is None and content.form in PLAIN and _is_finite(board, p):
        source, source_span = beside(board, low, high, cues)
    if source_span is not None and sheet.text[source_span.start : source_span.end].lower().startswith(NOBODY):
        return None
    low, content.cue_high = _whole_cue(board, p, low, content, cues)
    cut = [*content.cut, (low, content.cue_high)]
    ranges = sorted(content.ranges)
    if content.form in PLAIN and ranges:
        _reach_back(board, p.head, ranges)
    spans: list[Span] = []
    for first, final in merged(_before_more_speech(sheet, board, p, ranges, cues)):
        spans += board.pieces(first, final, cut)
    if source_span is not None and agent is not None and any(source_span.contains(span) for span in spans):
        source_span = agent.span
    if source_span is not None:
        spans = [span for span in spans if not source_span.contains(span)]
        if source is not None and agent is not None and any(span.overlaps(source_span) for span in spans):
            source_span = agent.span
            spans = [piece for span in spans for piece in without(span, source_span)]
    cue = board.span(low, content.cue_high)
    if cue is None:
        return None
    if content.cut and len(spans) > 1:
        spans = [span for span in spans if span.end <= cue.start or not _starts_anew(board, span)] or spans
    return Draft(
        sentence=board.index,
        head=p.head,
        cue=cue,
        cue_lemma=lemma,
        sense=_negated(p, HEARSAY if p.passive and source is None and lemma in cues.blaming else content.sense),
        form=content.form,
        entry=entry,
        source=source,
        source_span=source_span,
        content=joined(spans),
        bare=source is None and not p.passive and not content.sourceless,
        source_words=source.span.text(sheet.text) if source is not None else "",
    )


def _is_word(board: Board, p: Proposition, cues: Cues) -> bool:
    patient = p.get("patient")
    return patient is not None and board.tokens[patient.head].lemma in cues.nouns


def _whole_cue(board: Board, p: Proposition, low: int, content: Content, cues: Cues) -> Range:
    """Return the first and last token of the cue with «to» before it, «as» behind it, and what carries the words.

    That is «(used the day) to condemn», «is described as», «said in a statement».
    """
    tokens, words, high = board.tokens, board.words, content.cue_high
    if low and words[low - 1] == "to" and tokens[low - 1].rel == "mark" and tokens[low - 1].head == p.head:
        low -= 1
    if content.form == "as" and words[high + 1 : high + 2] == ["as"]:
        high += 1
    if content.form in ("", *PLAIN) and content.sense.kind == "say" and words[high + 1 : high + 2] == ["in"]:
        noun = tokens[high + 1].head
        if tokens[noun].lemma in cues.channels and high + 1 < noun <= high + LONGEST_CARRIER and p.head < high + 1:
            high = noun
    return low, high


def _as_active(board: Board, p: Proposition) -> Proposition:
    """Return a perfect that the parser has taken for a passive as such: «the chief, Gen. Orlov, has accused …»."""
    if not p.passive or board.tokens[p.head].rel == "acl":
        return p
    helpers = [c for c in board.children[p.head] if board.tokens[c].rel == "aux"]
    if not helpers or any(board.tokens[c].lemma in ("be", "get") for c in helpers) or p.get("agent") is not None:
        return p
    roles: dict[Role, Role] = {"patient": "agent", "attribute": "patient"}
    arguments = tuple(replace(a, role=roles.get(a.role, a.role)) for a in p.arguments)
    return replace(p, passive=False, arguments=arguments)


def _negated(p: Proposition, sense: Sense) -> Sense:
    """Return what is left of a sense where the cue is denied: «did not say that …», «do not believe that …»."""
    if not p.negated or sense.kind not in UNDONE:
        return sense
    if sense.stance == "affirm" and sense.kind == "think":
        return Sense(sense.kind, "deny", "PR-")
    return Sense(sense.kind, "doubt", "Uu") if sense.stance in ("affirm", "deny") else sense


def _inserted(
    sheet: Sheet, board: Board, head: int, verb: tuple[int, int], lemma: str, entry: Cue, cues: Cues
) -> Draft | None:
    """Return the draft of a cue that stands between commas with its source."""
    inserted = read_insertion(board, head, verb[0], verb[1], entry, cues)
    if inserted is None:
        return None
    source: Mention | None
    source_span: Span | None
    source, source_span, before, after = inserted
    sense = entry.takes.get("that", entry.sense)
    p = sheet.propositions.get((board.index, head))
    if p is not None and p.passive and board.words[source.head] == "it":  # «…, it is alleged, …»
        source, source_span, sense = None, None, entry.takes.get("hearsay", sense)
    content = board.pieces(*before, []) + [span for span in board.pieces(*after, []) if not _starts_anew(board, span)]
    return Draft(
        sentence=board.index,
        head=head,
        cue=Span(board.tokens[verb[0]].start, board.tokens[verb[1]].end),
        cue_lemma=lemma,
        sense=sense,
        form="that",
        entry=entry,
        source=source,
        source_span=source_span,
        content=content,
        source_words=source.span.text(sheet.text) if source is not None else "",
    )


def _agent(
    sheet: Sheet, board: Board, p: Proposition, lemma: str, entry: Cue, content: Content, cues: Cues
) -> Argument | None:
    """Return the source's argument: the agent, or what a misread verb form or inversion makes of it."""
    agent, patient = p.get("agent"), p.get("patient")
    speaker = sheet.goes_on.get((p.sentence, p.head))
    if speaker is not None and (agent is None or agent.implicit):
        return speaker
    if agent is None:
        participle = next((a for a in p.arguments if a.role == "clause" and misread_subject(p, a)), None)
        if participle is not None and participle.proposition >= 0:
            agent = sheet.analysis.propositions[participle.proposition].get("agent")
    if agent is not None or patient is None:
        return agent
    # «a spokeswoman repeated that …», «protesters called for …» read as participles, which take no such content
    if patient.implicit and (content.form in PLAIN or (" " in lemma and content.form == "np")):
        written = any(board.tokens[c].rel == "aux" for c in board.children[p.head])
        return patient if board.tokens[p.head].rel == "acl" and not written else None
    # «"…", read the statement»
    if not patient.implicit and "quote" in entry.takes and board.tokens[patient.head].lemma in cues.nouns:
        return patient if not content.ranges or content.form in ("quote", "that") else None
    return None


def _is_finite(board: Board, p: Proposition) -> bool:
    return not p.passive and board.tokens[p.head].xpos in ("VBD", "VBZ", "VBP") and board.tokens[p.head].rel != "acl"


def _before_more_speech(sheet: Sheet, board: Board, p: Proposition, ranges: list[Range], cues: Cues) -> list[Range]:
    """End what stands behind the cue before the next act of speech, the speaker's own or another's.

    «…, adding that …», «… and calls it a farce», «… and called on»; «…, but diplomats said it was an accident».
    """
    ends = [_next_speech(sheet, board, p, first, final, cues) for first, final in ranges]
    end = min((end for end in ends if end >= 0), default=len(board.tokens))
    return [(first, min(final, end)) for first, final in ranges if first <= end or first < p.head]


def _next_speech(sheet: Sheet, board: Board, p: Proposition, first: int, final: int, cues: Cues) -> int:
    """Return the last token before an act of speech that ends a content behind the cue, or -1."""
    cue = p.head
    if first < cue:
        return -1
    tokens = board.tokens
    for i in range(first + 1, final + 1):
        token = tokens[i]
        act = sheet.propositions.get((board.index, i))
        if act is not None and act.relation == "conjunct" and act.parent == p.index:
            low, _ = board.verb_group(i)
            if tokens[low - 1].upos == "CCONJ":
                return low - 2
        entry = cues.verbs.get(token.lemma) if token.upos == "VERB" else None
        if entry is None or entry.sense.kind not in SPOKEN:
            continue
        before = tokens[i - 1]
        further = token.xpos == "VBG" and before.text == "," and token.rel in ("advcl", "acl", "conj")
        joint = token.rel == "conj" and before.upos == "CCONJ" and token.xpos == tokens[cue].xpos in FINITE
        own = joint and _goes_on(board, act, i, entry, cues)
        if own or (further and entry.sense.kind == "say"):
            speaker = p.get("agent")
            if speaker is not None:
                sheet.goes_on[board.index, i] = speaker
            return i - 2
        if token.rel in OTHER and _is_set_against(board, i, first) and token.xpos in FINITE:
            return board.low[i] - 1
        if token.rel == "conj" and token.xpos == tokens[cue].xpos in FINITE and "that" in entry.takes:
            low = board.low[i]
            if (
                low > first + 1
                and tokens[low].text == ","
                and tokens[low + 1].upos == "CCONJ"
                and _has_clause(board, i)
            ):
                return low - 1
    return -1


def _is_set_against(board: Board, i: int, first: int) -> bool:
    """Say whether another speaker's act is set against what is said: «…, while Baku said that …»."""
    tokens = board.tokens
    low = board.low[i]
    while low < i and tokens[low].upos == "PUNCT":
        low += 1
    subject = next((c for c in board.children[i] if tokens[c].rel == "nsubj"), -1)
    opposed = board.words[low] in AGAINST and low > first + 1 and tokens[low - 1].text == ","
    return opposed and 0 <= subject < i and tokens[subject].upos in ("NOUN", "PROPN")


def _goes_on(board: Board, act: Proposition | None, i: int, entry: Cue, cues: Cues) -> bool:
    """Say whether a joint verb without a subject is the speaker's rather than of those whom the content tells of.

    «said it had closed the border and urged them to wait», but «said protesters burned tyres and demanded jobs».
    """
    tokens = board.tokens
    if any(tokens[c].rel in ("nsubj", "aux") for c in board.children[i]):
        return False
    found = _longest(board, act, entry, cues)[1] if act is not None else entry
    if found is None or found.sense.kind == "say":
        return True
    return all(tokens[c].upos == "PRON" for c in board.children[tokens[i].head] if tokens[c].rel == "nsubj")


def _has_clause(board: Board, i: int) -> bool:
    """Say whether a verb has a subject and a content clause of its own."""
    rels = {board.tokens[c].rel for c in board.children[i]}
    return "nsubj" in rels and "ccomp" in rels


def merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted token ranges with those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for low, high in ranges:
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _reach_back(board: Board, cue: int, ranges: list[tuple[int, int]]) -> None:
    """Let what is said before a cue that ends the sentence begin where the sentence does."""
    if ranges[-1][1] < cue and all(token.rel == "punct" or board.below(token.i, cue) for token in board.tokens[cue:]):
        subject = min((board.low[c] for c in board.children[cue] if board.tokens[c].rel == "nsubj"), default=cue)
        before = min(cue, subject) - 1
        if before > ranges[-1][1] - 1 and board.tokens[before].text in (",", "”", '"', "''"):
            ranges[:] = [(0, before)]


def _starts_anew(board: Board, span: Span) -> bool:
    """Say whether words after an inserted «he said» begin another main clause: «…, he said, and the envoys met»."""
    first = next((token for token in board.tokens if token.start >= span.start), None)
    if first is None or first.upos != "CCONJ" or first.i + 1 >= len(board.tokens):
        return False
    return board.tokens[first.i + 1].upos in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ")
