"""Find where the dateline of a report ends: «BAMAKO, June 14 (Reuters) -» and its likes."""

from __future__ import annotations

import re

from demarche.language.letters import Letters, judge_letters
from demarche.model import Span

# Words in capitals that head a line like a place and are none.
_LABELS = """
    BREAKING UPDATE UPDATED EXCLUSIVE LIVE WATCH VIDEO ANALYSIS OPINION EDITORIAL FEATURE FACTBOX TIMELINE
    CORRECTION CORRECTED PHOTOS AUDIO READ NEWS SPORT SPORTS BUSINESS WORLD POLITICS INTERVIEW COMMENT EXPLAINER PROFILE
    ADVISORY NOTE NOTES WARNING QUESTION ANSWER STATEMENT SUMMARY BACKGROUND CONTEXT FALSE TRUE CLAIM MODERATOR REPORTER
    PRESIDENT SECRETARY MINISTER AMBASSADOR SPEAKER SENATOR HEADLINE TITLE SOURCE SUBJECT DATELINE UNIDENTIFIED
"""
NO_DATELINE = frozenset(_LABELS.split())

LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MONTH = (
    r"(?i:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DATE = rf"(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}}| \d{{2}})?|{_WEEKDAY})"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]{2,30}"
_PLACE = (
    rf"(?:ST\. |EL |AL |LA |LOS |SAN |NEW |PORT |AD )?{_CAPITALS}(?:[ /](?:(?:DE|DO|OF|LA|AL|EL) )?{_CAPITALS}){{0,3}}"
    r"(?: \([A-Z][A-Z ]{2,20}\))?"
)
# Five letters, or one of the capitals of four: «NATO - Russia council» is no dateline.
_SURE_PLACE = (
    r"(?:(?:ROME|OSLO|BAKU|KIEV|KYIV|DOHA|LIMA|GAZA|JUBA|RIGA|BERN|ADEN|GOMA|HOMS)|"
    rf"(?=[A-ZÀ-Þ]{{5}}|[A-ZÀ-Þ]+ [A-ZÀ-Þ]){_PLACE})"
)
# «Democratic Republic of Congo», «Trinidad and Tobago»
_TITLE_PLACE = (
    rf"(?!(?:On|In|At|By|Last|Next|This|Since|From|Until|Before|After|{_WEEKDAY})\b)"
    r"[A-ZÀ-Þ][\w.’'-]{1,20}(?: (?:(?:of|of the|and|de|do|la|al|el) )?[A-ZÀ-Þ][\w.’'-]{1,20}){0,3}"
)
_AGENCY = r"(?:\([A-Z][\w .&/’'-]{1,40}\)|/[A-Z][\w .&-]{1,20}/)"
_DASH = r"(?:--|[-–—])"
_NOTE = r"(?: \[[A-Z ]{3,20}\])?"
_DATELINE = re.compile(
    rf"[ \t]*(?P<place>"
    # BAMAKO, June 14 (Reuters) -
    rf"{_PLACE}(?:, {_TITLE_PLACE}){{0,2}}(?:, {_DATE})? {_AGENCY} ?{_DASH}{_NOTE}(?=\s|\w)"
    # GENEVA, 3 May 2021 -
    rf"|{_PLACE}(?:, {_TITLE_PLACE}){{0,2}}, {_DATE}\.? ?(?:{_DASH}|:){_NOTE}(?=\s)"
    # KYIV, Ukraine —
    rf"|{_PLACE}, {_TITLE_PLACE} {_DASH}(?=\s)"
    # GAZA —
    rf"|{_PLACE} ?(?:--|[–—])(?=\s)"
    # LISBON - and LISBON:
    rf"|{_SURE_PLACE}(?: -|:)(?=\s+[\"'“‘]?[A-ZÀ-Þ])"
    # MINSK. Feb 5.
    rf"|{_PLACE}\. {_DATE}(?:\.| {_AGENCY} ?{_DASH})(?=\s)"
    # Kabul (AFP) –
    rf"|{_TITLE_PLACE}(?:, {_TITLE_PLACE}){{0,2}}(?:, {_DATE})? {_AGENCY} ?{_DASH}(?=\s)"
    # Geneva, 3 May 2021 – and Geneva, 3 May:
    rf"|{_TITLE_PLACE}(?:, {_TITLE_PLACE})?, {_DATE}\.? ?(?:{_DASH}|:)(?=\s)"
    # Geneva, 3 May.
    rf"|{_TITLE_PLACE}(?:, {_TITLE_PLACE})?, {_DATE}\.(?=\s+[\"'“‘]?[A-ZÀ-Þ])"
    # (Dakar, March 20, 2026) –
    rf"|\({_TITLE_PLACE}(?:, {_TITLE_PLACE})?, {_DATE}\) ?{_DASH}(?=\s)"
    # Dayton, Ohio, United States -
    rf"|{_TITLE_PLACE}, {_TITLE_PLACE}, {_TITLE_PLACE} ?{_DASH}(?=\s[A-Z])"
    # By Ana Ruiz, LISBON
    rf"|By [^\n,]{{3,60}}, (?:in )?{_PLACE}(?=\s*(?:\n|$))"
    r")"
)
# A headline that ran into the report below it: «Envoy leaves TIRANA, May 3 (Reuters) - The envoy left.»
_SENT_BY = rf"{_PLACE}(?:, {_TITLE_PLACE}){{0,2}}(?:, {_DATE})? {_AGENCY} ?{_DASH}(?=\s+[\"“‘]?[A-ZÀ-Þ])"
_INNER_DATELINE = re.compile(rf"(?:(?<=[a-z] )|(?<=[a-z]: )|(?<=[a-z][.!?] )){_SENT_BY}")
# Where capitals say nothing, only an agency in brackets or a date tells a dateline from a sentence.
_SURE_DATELINE = re.compile(
    rf"[ \t]*(?P<place>"
    rf"{_PLACE}(?:, {_TITLE_PLACE}){{0,2}}(?:, {_DATE})? {_AGENCY} ?{_DASH}{_NOTE}(?=\s|\w)"
    rf"|{_PLACE}(?:, {_TITLE_PLACE}){{0,2}}, {_DATE}\.? ?(?:{_DASH}|:){_NOTE}(?=\s)"
    rf"|{_PLACE}\. {_DATE}(?:\.| {_AGENCY} ?{_DASH})(?=\s)"
    r")"
)


# The time of day before an entry of a live report: «16:02 – », «0915 GMT: ».
_ZONE = r"(?: ?(?:[ap]\.?m\.?|GMT|UTC|CES?T|E[SD]T|BST|IST|EA?T|WAT|MSK|hrs?|h|local time))"
_HOUR = r"(?:[01]?\d|2[0-3])"
_STAMP = re.compile(
    rf"[ \t]*(?P<time>"
    # 16:02 –, [16:02] and 4.15pm:
    rf"\[?{_HOUR}[:.h][0-5]\d{_ZONE}*(?:\]| ?(?:--|[-–—:|]))"
    # 0915 GMT and 2.30 p.m.
    rf"|{_HOUR}[:.]?[0-5]\d{_ZONE}(?: ?(?:--|[-–—:|]))?"
    r")(?=\s+[\"“‘'«]?[A-ZÀ-Þ])"
)


def find_dateline(text: str) -> Span | None:
    """Return the dateline of a report with its dash, «BAMAKO, June 14 (Reuters) -», or None.

    It is looked for at the head of the first lines only; the report itself begins after the span.
    """
    letters = judge_letters(text)
    start = 0
    for _ in range(12):
        line = LINE_BREAK.search(text, start)
        end = line.start() if line else len(text)
        found = dateline_at(text, start, end, letters)
        if found is not None:
            return Span(*found)
        if line is None:
            return None
        start = line.end()
    return None


def inner_dateline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the bounds of a dateline that stands behind a headline on the same line, or None.

    Only a place in capitals with an agency and a dash is one.
    """
    match = _INNER_DATELINE.search(text, start, min(end, start + 240))
    if match is None or text.count(" ", start, match.start()) < 3:
        return None
    return match.span()


def stamp_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the bounds of the time of day that heads an entry of a live report, «16:02 –», or None.

    Without a stroke or a colon behind it only a time with its zone, or «p.m.», is one.
    """
    match = _STAMP.match(text, start, min(end, start + 40))
    return match.span("time") if match is not None else None


def dateline_at(text: str, start: int, end: int, letters: Letters = "mixed") -> tuple[int, int] | None:
    """Return the bounds of the dateline that begins at `start` and ends before `end`, or None.

    `letters` says how the text is written; in a damaged one only what an agency or a date proves is a dateline.
    """
    end = min(end, start + 160)
    if letters == "mixed":
        match, offset = _DATELINE.match(text, start, end), 0
    else:
        upper = "".join(c if len(u := c.upper()) != 1 else u for c in text[start:end])
        match, offset = _SURE_DATELINE.match(upper), start
    if match is None or match["place"].split(" ", 1)[0].strip(":,.-–—") in NO_DATELINE:
        return None
    first, last = match.span("place")
    return offset + first, offset + last
