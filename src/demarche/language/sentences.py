"""Split news text into sentences by rules, before and without any parser.

`split_sentences` goes in four steps, which its body repeats by number:

1. Lines are joined into segments: blank lines, bullets and headlines end one, the wrapping of a column does not.
2. A dateline at the head of a segment becomes a sentence of its own, so that the parser never sees it.
3. A segment is cut after final punctuation, unless an abbreviation, an initial, a number or an open bracket forbids it.
4. What is longer than `MAX_TOKENS` is cut at clause punctuation, so that time and memory of the parser stay bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from demarche.language.datelines import LINE_BREAK, dateline_at, find_dateline
from demarche.model import Span

__all__ = ["MAX_TOKENS", "find_dateline", "split_sentences"]

MAX_TOKENS = 250

# Longest text between brackets in which full stops are kept inside the sentence around it.
MAX_BRACKET = 200

# Lines of running text that was wrapped by hand or by a mailer are between these widths.
MIN_WRAP, MAX_WRAP = 45, 130
# Share of the column's width from which a line counts as full.
FULL = 0.6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Always followed by a name or by what they introduce: never the end of a sentence.
NEVER_FINAL = _words(
    """mr mrs ms mx messrs mme mlle dr prof hon rev fr gen lt col maj capt cpt sgt cpl pvt pfc spc brig adm cmdr cdr
    cmd ens wo ssgt msgt sfc gp sqn flt det supt insp dep asst atty atty-gen sen sens rep reps gov govs pres sec-gen amb
    min mons msgr archbp bp card ald cllr comr mt ft pte hr frau al-hajj"""
)
NEVER_FINAL_LOWER = _words("e.g eg i.e ie vs v cf viz approx")
# Abbreviations only before a number; elsewhere the full stop ends the sentence («No.», «fig.»).
BEFORE_NUMBER = _words(
    """no nos p pp vol vols fig figs art arts sec secs para paras ch chap ca c op ser ed jan feb mar apr jun jul aug sep
    sept oct nov dec res doc pt"""
)
# Often final and often not: final only where a word follows that opens sentences and is no name.
SOMETIMES_FINAL = _words(
    """inc ltd corp co cos bros plc llc dept univ assn intl govt jr sr esq ret ph.d phd m.d b.a m.a st ave blvd rd sq
    bldg ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa
    penn tenn tex va vt wash wis wyo ont que alta man sask mon tue tues wed thu thur thurs fri sat sun al est
    vols natl mfg"""
)
OPENERS = _words(
    """the a an this that these those there here he she it they we you i his her its their our my your in on at by for
    from with without after before during while when where why how what who whose which as if but and or so yet nor
    although though however meanwhile also both some many most several each every all any other others another such no
    not then since under until unless once because despite instead moreover nevertheless still thus even only among
    about between over through yesterday today now earlier later"""
)
# What may follow «a.m.» and «p.m.» inside a sentence.
AFTER_HOUR = _words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april
    may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec eastern
    central pacific mountain gmt utc est edt cst cdt pst pdt bst cet ist et local"""
)
SPEECH_VERBS = (
    "said|says|asked|asks|told|tells|added|adds|wrote|writes|tweeted|shouted|cried|exclaimed|wondered|replied|replies|"
    "responded|demanded|quipped|chanted|screamed|joked|recalled|continued|concluded|declared"
)

_OPENING = "\"'“‘«([{¿¡"
_CLOSERS = r"(?:[\"'”’»)\]}]|“(?=\s|$)| ?\[\d{1,3}\])*"
_BULLET = re.compile(r"\s*(?:[•‣▪●◦·*–—]|-(?=\s)|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)(?=\s))\s*")
_BYLINE = re.compile(r"\s*(?:By|BY(?=\s+[A-Z][a-z])|Published|Updated|Photo|Image|Source):?\s+[A-Z]")
_FINAL = re.compile(rf"[.!?…]+{_CLOSERS}(?=\s|$)|[(\[)\]]|(?<=[a-z]{{3}})[.!?]{_CLOSERS}(?=[A-Z])|\s[•●▪]\s")
_CONTINUES = re.compile(
    r"(?i:[,;:–—-]|\b(?:of|the|a|an|and|or|but|in|on|at|to|for|from|with|by|as|that|which|who|is|are|was|were|has|have|had|"
    r"said|its|their|his|her|than|into|over|after|before|near|under))$"
)
_SPOKEN_BY = re.compile(rf"(?:[\w.’'-]+ ){{1,6}}?(?:{SPEECH_VERBS})\b")
_FIRST_WORD = re.compile(r"[\w’'-]+(?:\.\w+)*")
_TOKEN = re.compile(r"\w{1,40}|[^\w\s]")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text in order, without white space at their ends, never overlapping.

    Every character that is not white space lies in exactly one span. The time is linear in the length of the text.
    """
    sentences: list[Span] = []
    for start, end in _segments(text):  # 1
        dateline = dateline_at(text, start, end)
        if dateline is not None:  # 2
            sentences.append(Span(*dateline))
            start = _skip_space(text, dateline[1], end)
        for first, last in _merge_bare(text, _pieces(text, start, end)):  # 3
            sentences.extend(Span(*part) for part in _capped(text, first, last))  # 4
    return tuple(sentences)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that no sentence crosses, trimmed."""
    blocks: list[list[tuple[int, int]]] = [[]]
    for start, end in _lines(text):
        line = _trim(text, start, end)
        if line[0] < line[1]:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    inner = [end - start for block in blocks for start, end in block[:-1]]
    width = max(inner, default=0)
    # Most lines but the last of each block nearly as long as the longest: a column, whatever was edited in it since.
    column = (
        MIN_WRAP <= width <= MAX_WRAP and len(inner) >= 3 and sum(n >= FULL * width for n in inner) >= 0.8 * len(inner)
    )
    for block in blocks:
        if block:
            yield from _join_lines(text, block, FULL * width if column else 0.0)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in LINE_BREAK.finditer(text):
        yield start, match.start()
        if match.group() in "\x0c\u2029":
            yield match.start(), match.start()
        start = match.end()
    yield start, len(text)


def _join_lines(text: str, block: list[tuple[int, int]], enough: float) -> Iterator[tuple[int, int]]:
    """Yield the segments of a block of lines: a line either runs on from the one before it or opens a segment.

    A line of at least `enough` characters runs on, where the text is a column; it is 0 where it is none.
    """
    width = max(end - start for start, end in block)
    wrapped = MIN_WRAP <= width <= MAX_WRAP
    start, before = block[0][0], block[0]
    for line in block[1:]:
        length = before[1] - before[0]
        # A line broken by wrapping is full: the first word of the next line would not have fitted on it.
        full = wrapped and length + 1 + _first_word_length(text, line) > width
        if not _runs_on(text, before, line, full or length >= enough > 0):
            yield start, before[1]
            start = line[0]
        before = line
    yield start, before[1]


def _runs_on(text: str, before: tuple[int, int], line: tuple[int, int], full: bool) -> bool:
    """Say whether a line continues the one before it, which may be full or end short of the margin."""
    if _BULLET.match(text, *line) or _BYLINE.match(text, *line) or dateline_at(text, *line):
        return False
    if text[line[0]].islower():
        return True
    if " " in text[slice(*before)] and _is_capitals(text, before) and not _is_capitals(text, line):
        return False
    tail = text[max(before[0], before[1] - 12) : before[1]]
    if tail[-1] in ".!?…\"”’'»)]":
        # Joined, so that an abbreviation at the end of a wrapped line is judged like any other.
        return full
    if _CONTINUES.search(tail):
        return full or tail[-1] != ":"
    return full and not _looks_like_headline(text[before[0] : before[1]])


def _first_word_length(text: str, line: tuple[int, int]) -> int:
    blank = text.find(" ", line[0], line[1])
    return (line[1] if blank < 0 else blank) - line[0]


def _is_capitals(text: str, line: tuple[int, int]) -> bool:
    return text[line[0] : min(line[1], line[0] + MAX_WRAP)].isupper()


def _looks_like_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha() and len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words) and not line.isupper()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
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
            if not _ends_sentence(text, sentence, match.start(), stop, following, end):
                continue
        first, last = _trim(text, sentence, stop)
        if first < last:
            yield first, last
        sentence = following
        brackets.clear()
    first, last = _trim(text, sentence, end)
    if first < last:
        yield first, last


def _inside_bracket(text: str, sentence: int, bracket: int, stop: int) -> bool:
    """Say whether a stop stands in a bracket that opened inside the sentence and soon closes."""
    if bracket <= sentence:
        return False
    closing = ")" if text[bracket] == "(" else "]"
    return text.find(closing, stop, bracket + MAX_BRACKET) >= 0


def _ends_sentence(text: str, sentence: int, mark: int, stop: int, following: int, end: int) -> bool:
    """Say whether the punctuation at `mark` ends a sentence, given what stands before it and after it."""
    opening = text[following]
    word_at = following
    while word_at < end and text[word_at] in _OPENING and word_at < following + 3:
        word_at += 1
    if word_at >= end:
        return True
    initial = text[word_at]
    quoted = stop > mark + 1 and text[stop - 1] in "\"”’'»"
    if initial.islower():
        # A quotation may open in lower case only inside a sentence; «iPhone» and the like are rare in news.
        return False
    if not initial.isalnum() and opening not in _OPENING and initial not in "$£€#@…":
        return False
    match = _FIRST_WORD.match(text, word_at, min(end, word_at + 40))
    next_word = match.group().lower() if match else ""
    final = text[mark]
    if final in "!?":
        return not (quoted and _SPOKEN_BY.match(text, following, min(end, following + 80)))
    if final == "…" or text.startswith("..", mark):
        bracketed = mark > 0 and text[mark - 1] in "[("
        spaced = mark > sentence and text[mark - 1].isspace()
        if bracketed or spaced:
            return next_word in OPENERS or (spaced and opening in _OPENING)
        return True
    if following == stop:
        return next_word in OPENERS
    return _stop_is_final(text, sentence, mark, next_word, initial)


def _stop_is_final(text: str, sentence: int, mark: int, next_word: str, initial: str) -> bool:
    """Say whether a full stop after a word is more than the stop of an abbreviation, an initial or a list number."""
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
        return next_word not in AFTER_HOUR and not initial.isdigit()
    if part in NEVER_FINAL_LOWER or (folded in NEVER_FINAL and part[0].isupper()):
        return False
    if folded in BEFORE_NUMBER:
        return not initial.isdigit()
    if folded in SOMETIMES_FINAL and (part[0].isupper() or (folded == "al" and text.startswith("et ", start - 3))):
        return next_word in OPENERS
    if _ACRONYM.match(part) or (len(part) == 1 and part.isupper()):
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
            first, last = _trim(text, part, cut)
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
    first, last = _trim(text, part, end)
    if first < last:
        yield first, last


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
