"""Attributions by a colon: «Minister: no talks», «No talks with rebels: minister»."""

from __future__ import annotations

from demarche.model import Sentence, Span, Token
from demarche.reference import load_reference
from demarche.reference.cues import Cue, Cues, Sense
from demarche.stages.attributions.sheet import QUOTE_MARKS, Board, Draft, Sheet
from demarche.stages.attributions.sources import phrase_source

LABEL_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PUNCT", "PART", "CCONJ", "SYM", "X"})
LANDS = frozenset({"country", "region", "territory"})
OWN = frozenset({"we", "our", "us", "no"})
MARKS = frozenset({":", "–", "—", "-"})
MOST_WORDS = 8
MOST_WORDS_AT_END = 5
FEWEST_WORDS = 3
LONGEST_HEADLINE = (
    18  # words from which on a first sentence with a full stop is none: «Manila: A ship has …» is a dateline
)
SPEECH = Sense("say", "affirm", "")
COLON = Cue(SPEECH, {"quote": SPEECH, "that": SPEECH})


def read_labels(sheet: Sheet, cues: Cues) -> list[Draft]:
    """Return a draft for each sentence that a colon divides into a speaker and what is said.

    The speaker stands in front in headlines, before quotations and, in capitals, in transcripts, where what is said
    goes on to the end of the paragraph; at the end in the document's own headline only.
    """
    found: list[Draft] = []
    for sentence in sheet.analysis.sentences:
        tokens = sentence.tokens
        at = next((t.i for t in tokens[1 : MOST_WORDS + 1] if t.text == ":"), -1)
        last = len(tokens) - 1
        headline = bool(tokens) and _is_headline(sheet, sentence)
        draft = None
        if 0 < at < last:
            capitals = sheet.text[tokens[0].start : tokens[at].start].isupper() and not tokens[at + 1].text.isupper()
            quoted = tokens[at + 1].text in QUOTE_MARKS or tokens[last].text in QUOTE_MARKS | {"’", "'"}
            if headline or quoted or capitals:
                draft = _read(sheet.board(sentence.index), 0, at - 1, at, (at + 1, last), cues)
                if draft is not None and capitals and not headline and sheet.starts_line(sentence.span.start):
                    draft.content = [Span(draft.content[0].start, sheet.line_end(sentence.span.start))]
        if draft is None and headline and sentence.index == 0:
            draft = _read_last(sheet, sheet.board(0), cues)
        if draft is not None:
            found.append(draft)
    return found


def _read_last(sheet: Sheet, board: Board, cues: Cues) -> Draft | None:
    """Read «No talks with rebels: minister»: a sentence, a colon or a dash, and the speaker."""
    tokens = board.tokens
    end = next((t.i for t in reversed(tokens[-MOST_WORDS_AT_END - 1 : -1]) if t.text in MARKS), -1)
    spaced = end > 0 and sheet.text[tokens[end].end : tokens[end].end + 1] == " "
    last_word = tokens[-1] if tokens[-1].upos != "PUNCT" or len(tokens) < 2 else tokens[-2]
    told = last_word.lemma in cues.speakers or any(t.upos in ("VERB", "AUX") for t in tokens[:end])
    if end < FEWEST_WORDS or not spaced or not told:
        return None
    last = len(tokens) - 1 - (tokens[-1].upos == "PUNCT")
    return _read(board, end + 1, last, end, (0, end - 1), cues) if last > end else None


def _is_headline(sheet: Sheet, sentence: Sentence) -> bool:
    """Say whether the sentence stands alone on its line, as the first of several or without a full stop."""
    if not sheet.starts_line(sentence.span.start) or sheet.line_end(sentence.span.start) > sentence.span.end:
        return False
    closed = sentence.tokens[-1].text in (".", "!", "?")
    first = sentence.index == 0 and len(sheet.analysis.sentences) > 1
    return not closed or (first and len(sentence.tokens) <= LONGEST_HEADLINE)


def _land(name: str) -> str | None:
    """Return the country of a land by its name, which may be where a thing took place as well as who says it."""
    return next((entry.country for entry in load_reference().names.get(name) if entry.kind in LANDS), None)


def _is_said(token: Token, land: str) -> bool:
    """Say whether the word is one of those by which a land is known to speak: of others, of itself, of what must be."""
    if token.upos == "PROPN":
        known = load_reference().names.get(token.text)
        return not known or any(entry.country != land for entry in known)  # «Colombia: ELN frees officers»
    return token.xpos == "MD" or token.text in QUOTE_MARKS or token.text.lower() in OWN


def _speaks(board: Board, head: Token, names: list[Token], content: tuple[int, int], cues: Cues) -> bool:
    """Say whether the words before or after a colon name a speaker."""
    words = {word for token in names for word in (token.lemma.lower(), token.text.lower())}
    if words & cues.headings:
        return False
    if words & cues.speakers or head.name == "PERSON":
        return True
    said = board.tokens[content[0] : content[1] + 1]
    land = _land(head.text) if len(names) == 1 else None
    if land is not None and not any(_is_said(token, land) for token in said):
        return False
    verb = any(token.upos in ("VERB", "AUX") for token in said)
    return verb and (head.upos == "PROPN" or any(token.name for token in names))


def _read(board: Board, low: int, high: int, mark: int, content: tuple[int, int], cues: Cues) -> Draft | None:
    tokens = board.tokens
    label = tokens[low : high + 1]
    if any(token.upos not in LABEL_WORDS for token in label):
        return None
    names = [token for token in label if token.upos in ("NOUN", "PROPN")]
    head = next((token for token in names if not low <= token.head <= high), names[-1] if names else None)
    if head is None or not _speaks(board, head, names, content, cues):
        return None
    source, source_span = phrase_source(board, head.i, low, high, cues)
    said = board.span(*content)
    if source_span is None or said is None:
        return None
    return Draft(
        sentence=board.index,
        head=mark,
        cue=tokens[mark].span,
        cue_lemma=":",
        sense=SPEECH,
        form="quote",
        entry=COLON,
        source=source,
        source_span=source_span,
        content=[said],
    )
