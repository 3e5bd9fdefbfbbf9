"""Split news text into sentences by rules, before and without any parser.

`split_sentences` goes in four steps, which its body repeats by number:

1. Lines are joined into segments: blank lines, bullets and headlines end one, the wrapping of a column does not.
2. A dateline, or a live report's time of day, at the head of a segment becomes a sentence of its own, so that the
   parser never sees it.
3. A segment is cut after final punctuation, unless an abbreviation, an initial, a number or an open bracket forbids it.
4. What is longer than `MAX_TOKENS` is cut at clause punctuation, so that time and memory of the parser stay bounded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from demarche.language.datelines import dateline_at, find_dateline, inner_dateline, stamp_at
from demarche.language.letters import Letters, judge_letters
from demarche.language.lines import find_segments, trim
from demarche.model import Span

__all__ = ["MAX_TOKENS", "find_dateline", "split_sentences"]

MAX_TOKENS = 250

# Longest text between brackets in which full stops are kept inside the sentence around it.
MAX_BRACKET = 200


def _load() -> dict[str, tuple[str, ...]]:
    raw = tomllib.loads((files("demarche") / "data" / "language" / "sentences.toml").read_text(encoding="utf-8"))
    return {name: tuple(listed) for name, listed in raw.items()}


_LISTS = _load()
NEVER_FINAL = frozenset(_LISTS["never_final"])
NEVER_FINAL_LOWER = frozenset(_LISTS["never_final_lower"])
BEFORE_NUMBER = frozenset(_LISTS["before_number"])
STATES = frozenset(_LISTS["states"])
SOMETIMES_FINAL = STATES | frozenset(_LISTS["sometimes_final"])
OPENERS = frozenset(_LISTS["openers"])
AFTER_HOUR = frozenset(_LISTS["after_hour"])
ZONES = frozenset(_LISTS["zones"])
EXCLAIMED = _LISTS["exclaimed"]

_OPENING = "\"'`“‘«([{¿¡"
_CLOSERS = r"(?:[\"'”’»)\]}]|“(?=\s|$)| ?\[\d{1,3}\])*"
_FINAL = re.compile(rf"[.!?…]+{_CLOSERS}(?=\s|$)|[(\[)\]]|(?<=[a-z]{{3}})[.!?]{_CLOSERS}(?=[A-Z])|\s[•●▪]\s")
_SPOKEN_BY = re.compile(rf"(?:[\w.’'-]+ ){{1,6}}?(?:{'|'.join(_LISTS['speech_verbs'])})\b")
_FIRST_WORD = re.compile(r"[\w’'-]+(?:\.\w+)*")
_TOKEN = re.compile(r"\w{1,40}|[^\w\s]")
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)\S*$")
# Names that begin with a small letter: «al-Nusra», «de Klerk», «iPhone».
_SMALL_NAME = re.compile(
    r"(?:(?:al|el|ad|an|ar|as|ash|at|az)-|(?:de|da|di|du|van|von|bin|ibn|al|el|la|le|ter|ten) |[ei])(?=[A-Z])"
)
_CARELESS = re.compile(r"(?:.*\s)?([a-z]{4,})[.!?]\s+", re.DOTALL)
_RULE = re.compile(r"[-–—*=_]{1,10}\s+(?=[\"“‘(]?[A-Z])")
# What follows the state of a dateline: «MOBILE, Ala. (AP) -».
_ASIDE = frozenset("([-–—_")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")


def split_sentences(text: str, letters: Letters | None = None) -> tuple[Span, ...]:
    """Return the sentences of a text in order, without white space at their ends, never overlapping.

    Every character that is not white space lies in exactly one span. The time is linear in the length of the text.
    `letters` says how the text is written, if that was judged before: where capitals say nothing, none is asked for.
    """
    letters = letters or judge_letters(text)
    sentences: list[Span] = []
    for start, end in find_segments(text, letters):  # 1
        dateline = dateline_at(text, start, end, letters) or stamp_at(text, start, end)
        if dateline is None and letters == "mixed":
            dateline = inner_dateline(text, start, end)
        if dateline is not None:  # 2
            sentences += _sentences(text, start, dateline[0], letters)
            sentences.append(Span(*dateline))
            start = _skip_space(text, dateline[1], end)
        sentences += _sentences(text, start, end, letters)
    return tuple(sentences)


def _sentences(text: str, start: int, end: int, letters: Letters) -> Iterator[Span]:
    """Yield the sentences of a segment, or of what is left of it."""
    for first, last in _merge_bare(text, _pieces(text, start, end, letters)):  # 3
        yield from (Span(*part) for part in _capped(text, first, last))  # 4


def _pieces(text: str, start: int, end: int, letters: Letters) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one segment."""
    sentence = start
    brackets: list[int] = []
    for match in _FINAL.finditer(text, start, end):
        mark = match.group()
        if mark in {"(", "["}:
            brackets.append(match.start())
            continue
        if mark in {")", "]"}:
            if brackets:
                brackets.pop()
            continue
        if mark.strip() in {"•", "●", "▪"}:
            stop, following = match.start(), match.start() + 1
        else:
            closed = mark.count(")") + mark.count("]") - mark.count("[")
            del brackets[max(0, len(brackets) - max(0, closed)) :]
            stop = match.end()
            following = _skip_space(text, stop, end)
            if following >= end:
                break
            if brackets and _inside_bracket(text, sentence, brackets[-1], stop):
                continue
            if not _ends_sentence(text, sentence, match.start(), stop, following, end, letters):
                continue
        first, last = trim(text, sentence, stop)
        if first < last:
            yield first, last
        sentence = following
        brackets.clear()
    first, last = trim(text, sentence, end)
    if first < last:
        yield first, last


def _inside_bracket(text: str, sentence: int, bracket: int, stop: int) -> bool:
    """Say whether a stop stands in a bracket that opened inside the sentence and soon closes."""
    if bracket <= sentence:
        return False
    closing = ")" if text[bracket] == "(" else "]"
    return text.find(closing, stop, bracket + MAX_BRACKET) >= 0


def _ends_sentence(text: str, sentence: int, mark: int, stop: int, following: int, end: int, letters: Letters) -> bool:
    """Say whether the punctuation at `mark` ends a sentence, given what stands before it and after it."""
    rule = _RULE.match(text, following, end)
    if rule is not None:
        following = rule.end()
    opening = text[following]
    word_at = following
    while word_at < end and text[word_at] in _OPENING and word_at < following + 3:
        word_at += 1
    if word_at >= end:
        return True
    initial = text[word_at]
    quoted = stop > mark + 1 and text[stop - 1] in "\"”’'»"
    if initial.islower() and letters != "lower":
        # A quotation may open in lower case only inside a sentence.
        return opening == initial and _opens_small(text, max(sentence, mark - 20), following, end)
    if not initial.isalnum() and opening not in _OPENING and initial not in "$£€#@…":
        return False
    match = _FIRST_WORD.match(text, word_at, min(end, word_at + 40))
    next_word = match.group().lower() if match else ""
    final = text[mark]
    if final in "!?" and following == stop and _ADDRESS.search(text, max(sentence, mark - 200), mark):
        return False
    if final == "!" and stop == mark + 1 and text[max(sentence, mark - 8) : mark].lower().endswith(EXCLAIMED):
        return False
    if final in "!?" or (quoted and letters == "lower"):
        return not (quoted and _SPOKEN_BY.match(text, following, min(end, following + 80)))
    if final == "…" or text.startswith("..", mark):
        bracketed = mark > 0 and text[mark - 1] in "[("
        spaced = mark > sentence and text[mark - 1].isspace()
        if bracketed or spaced:
            return next_word in OPENERS or (spaced and opening in _OPENING)
        return True
    if following == stop:
        return next_word in OPENERS
    return _stop_is_final(text, sentence, mark, next_word, initial, letters == "lower")


def _opens_small(text: str, start: int, following: int, end: int) -> bool:
    """Say whether a sentence opens in a small letter: behind a whole word, with a name or a word that opens many.

    On 2026-11-24 four of 135 such breaks of the training parts of EWT and GUM were wrong.
    """
    before = _CARELESS.fullmatch(text, start, following)
    word = _FIRST_WORD.match(text, following, end)
    return (
        before is not None
        and word is not None
        and (word.group() in OPENERS or _SMALL_NAME.match(text, following, end) is not None)
        and before.group(1) not in SOMETIMES_FINAL | NEVER_FINAL_LOWER
    )


def _stop_is_final(text: str, sentence: int, mark: int, next_word: str, initial: str, lower: bool) -> bool:
    """Say whether a full stop after a word is more than the stop of an abbreviation, an initial or a list number.

    `lower`: the text has no capitals, so that none is asked of names, titles and initials.
    """
    floor = max(sentence, mark - 40)
    start = mark
    while start > floor and not text[start - 1].isspace():
        start -= 1
    word = text[start:mark].lstrip(_OPENING + "-–—")
    if not word:
        return True
    # «Brig.-Gen.» and «and/or Inc.» are judged by their last part.
    part = re.split(r"[-/–—]", word)[-1] or word
    folded = part.lower()
    if start <= sentence and (word.isdigit() or len(word) == 1) and mark - sentence <= 4:
        return False
    if folded in {"a.m", "p.m", "am", "pm"} and (folded[1] == "." or text[start - 2 : start - 1].isdigit()):
        return next_word in OPENERS if lower else next_word not in AFTER_HOUR and not initial.isdigit()
    if folded in ZONES and text[max(floor, start - 3) : start].lower() in {"m. ", "am ", "pm "}:
        return True
    if folded in STATES and part[0].isupper() and text[max(floor, start - 2) : start] == ", ":
        return text[mark + 1 : mark + 3].lstrip()[:1] not in _ASIDE
    if part in NEVER_FINAL_LOWER or (folded in NEVER_FINAL and (lower or part[0].isupper())):
        return False
    if folded in BEFORE_NUMBER:
        return not initial.isdigit()
    if folded in SOMETIMES_FINAL and (
        lower or part[0].isupper() or (folded == "al" and text.startswith("et ", start - 3))
    ):
        return next_word in OPENERS
    if _ACRONYM.match(part) or (len(part) == 1 and (part.isupper() or (lower and part.isalpha()))):
        return next_word in OPENERS
    return True


def _merge_bare(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give pieces without a letter or digit, such as a stray closing quote, to the sentence before them."""
    held: tuple[int, int] | None = None
    for piece in pieces:
        if held is not None and piece[1] - piece[0] <= 3 and not any(map(str.isalnum, text[piece[0] : piece[1]])):
            held = (held[0], piece[1])
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in parts of at most MAX_TOKENS tokens, cut at the last clause mark of each part."""
    if end - start <= MAX_TOKENS:
        yield start, end
        return
    count = 0
    part = start
    cuts: dict[str, tuple[int, int]] = {}
    for match in _TOKEN.finditer(text, start, end):
        count += 1
        if count > MAX_TOKENS:
            cut, counted = next(
                (cuts[kind] for kind in (";", ",", " ") if kind in cuts and cuts[kind][1] >= MAX_TOKENS // 5),
                (match.start(), count - 1),
            )
            first, last = trim(text, part, cut)
            if first < last:
                yield first, last
            part = cut
            count -= counted
            cuts = {kind: (at, number - counted) for kind, (at, number) in cuts.items() if at > cut}
        mark = match.group()
        if mark in ";:—–•|":
            cuts[";"] = (match.end(), count)
        elif mark == "," and not text[match.end() : match.end() + 1].isdigit():
            cuts[","] = (match.end(), count)
        elif text[match.end() : match.end() + 1].isspace():
            cuts[" "] = (match.end(), count)
    first, last = trim(text, part, end)
    if first < last:
        yield first, last


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
