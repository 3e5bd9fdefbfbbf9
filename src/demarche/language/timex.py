"""Find the time expressions of a text and put them into the calendar.

`find_timexes` walks over each sentence once: (1) cut it into words, (2) at each word that can begin a time expression
read the longest one (`timex_grammar`), (3) resolve it against the publication, the day last spoken of and the tense
(`timex_calendar`). Types and values are TIMEX3's; `start` and `end` are the days covered, where any are fixed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from demarche.language.cardinals import Word, scan
from demarche.language.timex_calendar import Now, Resolved
from demarche.language.timex_grammar import read_expression
from demarche.language.timex_words import time_words
from demarche.model import Span, Timex

# Words before and behind a time expression in which its tense is looked for.
REACH_BACK, REACH_AHEAD = 12, 8
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_BORDERS = frozenset({";", "“", "”", '"', ":"})


def find_timexes(
    text: str,
    sentences: tuple[Span, ...],
    published: dt.date | None,
    tense_at: Callable[[int], str] | None = None,
) -> tuple[Timex, ...]:
    """Find the time expressions of the sentences, in order; offsets are those of the whole text.

    `tense_at` gives the tense («past», «present», «future») at a character, or «» where it does not know; there, and
    without it, the words around decide. Where a value needs a publication date and there is none, `anchored` is False
    and the days are None.
    """
    starters = time_words().starters
    found: list[Timex] = []
    anchor = anchor_day = published
    told = False  # whether the text has spoken of a day on which something was done, not said
    for sentence in sentences:
        words = scan(text, sentence)  # (1)
        i = 0
        while i < len(words):
            word = words[i]
            if word.lower not in starters and not word.text[0].isdigit():
                i += 1
                continue
            read = read_expression(words, i)  # (2)
            if read is None:
                i += 1
                continue
            expression, end = read
            now = Now(published, anchor, _tense(words, i, end, tense_at), anchor_day)
            try:
                resolved = expression.resolve(now)  # (3)
            except (ValueError, OverflowError):  # beyond the years 1 to 9999, which the calendar does not have
                i = end
                continue
            found.append(_timex(Span(word.start, words[end - 1].end), resolved))
            said = _is_of_speech(words, i)
            dated = resolved.type in {"DATE", "TIME"} and resolved.start is not None
            if dated and resolved.granularity != "decade" and not (said and told):
                told = told or not said
                anchor = resolved.start
                if resolved.granularity == "day":
                    anchor_day = resolved.end
            i = end
    return tuple(found)


def _is_of_speech(words: list[Word], i: int) -> bool:
    """Say whether a time is that of saying something: «police said on Tuesday»; the story goes on from before it."""
    near = i - 1
    while near >= 0 and words[near].lower in {"on", "late", "early"}:
        near -= 1
    return near >= 0 and words[near].lower in time_words().words["speech"]


def _timex(span: Span, resolved: Resolved) -> Timex:
    return Timex(
        span=span,
        type=resolved.type,
        value=resolved.value,
        start=resolved.start,
        end=resolved.end,
        granularity=resolved.granularity,
        anchored=resolved.anchored,
        mod=resolved.mod,
    )


def _tense(words: list[Word], i: int, end: int, tense_at: Callable[[int], str] | None) -> Callable[[], str]:
    def tense() -> str:
        given = tense_at(words[i].start) if tense_at else ""
        if _is_limit(words, i):
            opens = words[i - 1].text[0].isupper()
            return "past" if opens and given == "past" else "future"  # «Until Friday, they had not called»
        if _is_of_something_done(words, end) or _follows_participle(words, i):
            return "past"
        return given or ("future" if _is_arranged(words, i) else _tense_around(words, i, end))

    return tense


def _is_limit(words: list[Word], i: int) -> bool:
    """Say whether what stands before sets a limit ahead, whatever the tense: «put off until», «as soon as»."""
    before = [words[k].lower for k in range(max(0, i - 3), i)]
    if before[-1:] in (["until"], ["till"]):
        return before[-2:-1] not in (["up"], ["not"])  # «up until Thursday», «not until Tuesday»
    return before[-3:] in (["as", "soon", "as"], ["as", "early", "as"])


def _is_arranged(words: list[Word], i: int) -> bool:
    """Say whether what is arranged stands right before: «prepare for the vote in May», «talks on Friday»."""
    if i < 2 or words[i - 1].lower not in {"in", "on", "for"}:
        return False
    return words[i - 2].lower in time_words().words["arrangements"]


def _is_of_something_done(words: list[Word], end: int) -> bool:
    """Say whether a possessive follows whose noun is not one of what is arranged: «Friday's ruling», not «… vote»."""
    if end >= len(words) or words[end].lower not in _POSSESSIVES:
        return False
    near = {word.lower for word in words[end + 1 : end + 4]}
    return not near & time_words().words["arrangements"]


def _follows_participle(words: list[Word], i: int) -> bool:
    """Say whether a participle of telling stands right before, as in «the ruling, announced Friday», not «to be …»."""
    at = i - 2 if i and words[i - 1].lower == "on" else i - 1
    if at < 1 or words[at].lower not in time_words().words["speech"] or not words[at].lower.endswith(("d", "t")):
        return False
    return words[at - 1].text == ","


def _tense_around(words: list[Word], i: int, end: int) -> str:
    """Guess the tense from the nearest word that shows one: the verb just before, what stands before, what follows."""
    cues = time_words().words
    near = i - 1
    while near >= 0 and words[near].lower in {"on", "late", "early", "last", ",", "in", "at", "the"} and i - near < 4:
        near -= 1
    if near > 0 and words[near].lower == "for" and words[near - 1].lower in cues["arranged"]:
        return "future"
    if near >= 0 and words[near].lower in {"by", "through", "until", "till"}:
        return "future"
    if near >= 0 and near >= i - 2 and words[near].lower in cues["speech"] and words[near].lower.endswith(("d", "t")):
        return "past"
    for back in range(i - 1, max(-1, i - 1 - REACH_BACK), -1):
        shown = _shows(words, back, cues)
        if shown == "border":
            break
        if shown:
            return shown
    for ahead in range(end, min(len(words), end + REACH_AHEAD)):
        shown = _shows(words, ahead, cues)
        if shown == "border" or words[ahead].lower in {",", "that"}:
            break
        if shown:
            return shown
    return ""


def _shows(words: list[Word], at: int, cues: dict[str, frozenset[str]]) -> str:
    """Give the tense that one word shows, «border» where no word beyond it counts, or «»."""
    lower = words[at].lower
    before = words[at - 1].lower if at else ""
    if lower in _BORDERS:
        return "border"
    if lower in cues["ahead"]:
        return "future"
    if before == "to" and at > 1 and words[at - 2].lower in {"is", "are", "be", "due", "set", "was", "were"}:
        return "future"
    if lower.endswith("ed") and len(lower) > 3 and lower not in cues["speech"]:
        return "future" if before in {"be", "to"} else "past"
    return "past" if lower in cues["back"] else ""
