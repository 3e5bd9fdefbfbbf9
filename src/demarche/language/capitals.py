"""Judge the letters of a text and restore the capitals that it has lost, character for character.

Models, look-ups and rules of English know names by their capitals. A text all in capitals, all in small letters or with
A Capital on Every Word (`letters.judge_letters` says so) is therefore read in restored letters: `restore_capitals`
writes known names and the openings of sentences as they are usually written, `capitalize_names` adds the names that a
first analysis found. Every text that comes back has the length of the one that went in, so that spans hold for both.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from demarche.language.datelines import dateline_at
from demarche.language.letters import Letters
from demarche.model import Sentence, Span, Token

Spellings = Mapping[str, tuple[str, ...]]  # first word in small letters -> names as they are written, longest first

_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W_]+(?:\.(?:[^\W\d_]\.)+)?")
_OPENING = re.compile(r"[^\w]{0,6}(?=[^\W\d_])")
_QUOTED = re.compile(r"[,:] [\"“](?=[^\W\d_])")
# A shorter word is as often none.
MIN_PLACE = 4
_NUMBER_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of)?,? $")
_NUMBER_AFTER = re.compile(r",? \d")
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NAMING = frozenset({"NOUN", "ADJ", "VERB", "X"})  # a name model's words that the tagger reads as words


@dataclass(frozen=True)
class _Company:
    written: str
    after: frozenset[str]
    before: frozenset[str]
    number: bool


@dataclass(frozen=True)
class _Tables:
    written: dict[str, tuple[str, ...]]
    ordinary: frozenset[str]
    company: dict[str, _Company]
    place_behind: frozenset[str]
    place_beside: frozenset[str]
    no_place: frozenset[str]


@cache
def _tables() -> _Tables:
    raw = tomllib.loads((files("demarche") / "data" / "language" / "capitals.toml").read_text(encoding="utf-8"))
    company = {
        row["written"].lower(): _Company(
            row["written"], frozenset(row.get("after", ())), frozenset(row.get("before", ())), row.get("number", False)
        )
        for row in raw["company"]
    }
    return _Tables(
        written=gather_spellings(raw["written"]),
        ordinary=frozenset(raw["ordinary"]),
        company=company,
        place_behind=frozenset(raw["place_behind"]),
        place_beside=frozenset(raw["place_beside"]),
        no_place=frozenset([*raw["no_place"], *raw["place_beside"], *raw["ordinary"]]),
    )


def gather_spellings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names by their first word in small letters, the longest first; the first of two spellings stays."""
    gathered: dict[str, dict[str, str]] = {}
    for name in names:
        folded = name.lower()
        first = _RUN.search(folded)
        if first is not None and first.start() == 0 and len(folded) == len(name):
            gathered.setdefault(first.group(), {}).setdefault(folded, name)
    return {
        first: tuple(sorted(listed.values(), key=lambda name: (-len(name), name))) for first, listed in gathered.items()
    }


def restore_capitals(text: str, letters: Letters, spans: Iterable[Span], names: Spellings) -> str:
    """Return a damaged text with known names and the openings of its sentences in capitals, all else in small letters.

    `spans` are its sentences. A text that is `mixed` comes back as it is.
    """
    if letters == "mixed":
        return text
    plain = text if letters == "lower" else _each(text, _lowered if letters == "upper" else _untitled)
    folded = re.sub(r"\s", " ", _each(plain, _lowered))
    written = list(plain)
    tables = _tables()
    at = 0
    for match in _RUN.finditer(folded):
        if match.start() < at:
            continue
        name = _name_at(folded, match, (tables.written, names), tables)
        if name is not None:
            at = match.start() + len(name)
            for place, letter in enumerate(name, match.start()):
                if letter.isalpha():
                    written[place] = letter
    for span in spans:
        if dateline_at(text, span.start, span.end + 1, letters) == (span.start, span.end):
            openings = [word.start() for word in _WORD.finditer(folded, span.start, span.end)]
        else:
            openings = [match.end() for match in _QUOTED.finditer(folded, span.start, span.end)]
            opening = _OPENING.match(folded, span.start, span.end)
            openings += [opening.end()] if opening else []
        for at in openings:
            written[at] = _capital(written[at])
    return "".join(written)


def capitalize_names(text: str, sentences: Iterable[Sentence], is_place: Callable[[str], bool]) -> str:
    """Return the text with a capital on each word in small letters that the analysis takes for a name.

    So is a word where a place stands, if `is_place` knows it. A word that stands there more than once is one where half
    of its places say so, and then in all of them.
    """
    places: dict[str, list[int]] = {}
    named: Counter[str] = Counter()
    tables = _tables()
    for sentence in sentences:
        for token in sentence.tokens:
            name = token.xpos in _NAME_TAGS or (token.name != "" and token.upos in _NAMING)
            name = name or (_stands_for_place(sentence.tokens, token.i, tables) and is_place(token.text))
            if token.text.islower() and len(token.text) > 1:
                places.setdefault(token.text, []).append(token.start)
                named[token.text] += name
            elif name:
                named[token.text.lower()] += 1
    written = list(text)
    for word, starts in places.items():
        if 2 * named[word] >= len(starts) and word not in tables.company:
            for start in starts:
                written[start] = _capital(written[start])
    return "".join(written)


def _stands_for_place(tokens: tuple[Token, ...], i: int, tables: _Tables) -> bool:
    """Say whether a noun in small letters stands bare behind a preposition of place, or beside a noun for places."""
    token = tokens[i]
    if i == 0 or len(token.text) < MIN_PLACE or token.upos not in _NAMING or not token.text.isalpha():
        return False
    if token.text in tables.no_place or not token.text.islower():
        return False
    before = tokens[i - 1].text.lower()
    following = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if before == "of":
        return i > 1 and tokens[i - 2].text.lower() in tables.place_beside
    beside = following in tables.place_beside and tokens[i - 1].upos in ("ADP", "DET")
    bare = before in tables.place_behind and (i + 1 == len(tokens) or tokens[i + 1].upos not in ("NOUN", "ADJ"))
    return beside or bare


def _name_at(folded: str, match: re.Match[str], spellings: tuple[Spellings, ...], tables: _Tables) -> str | None:
    """Return the longest name that begins at a word, as it is written."""
    word, start = match.group(), match.start()
    for listed in spellings:
        for name in listed.get(word, ()):
            end = start + len(name)
            following = folded[end : end + 1]
            whole = not following.isalnum() or name[-1] == "."
            if whole and folded.startswith(name.lower(), start) and name.lower() not in tables.ordinary:
                return name
    company = tables.company.get(word)
    if company is None:
        return None
    before, after = folded[max(0, start - 24) : start], folded[match.end() : match.end() + 24]
    words_before, words_after = _WORD.findall(before), _WORD.findall(after)
    named = (
        (bool(words_before) and before[-1:] in " -" and words_before[-1] in company.after)
        or (bool(words_after) and after[:1] in " -" and words_after[0] in company.before)
        or (company.number and bool(_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after)))
    )
    return company.written if named else None


def _each(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: _same_length(match.group(), change(match.group())), text)


def _same_length(word: str, changed: str) -> str:
    return changed if len(changed) == len(word) else word


def _lowered(word: str) -> str:
    return word.lower()


def _untitled(word: str) -> str:
    return word.lower() if word[1:].islower() or len(word) == 1 else word


def _capital(letter: str) -> str:
    return letter.upper() if len(letter.upper()) == 1 else letter
