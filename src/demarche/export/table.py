"""Show readings in the terminal: a card for each claim, readable from 60 columns on and without colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from demarche.model import Claim, Count, Entity, Interval, Place, Quantity, Reading, TollEntry, Unresolved, Voice

WIDE = 120  # from so many columns on, the words stand beside the facts
LONGEST_PARTY = 80
LONGEST_WORDS = 320

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_STANDING_STYLES = {
    "reported": "bold green",
    "claimed": "bold yellow",
    "denied": "bold red",
    "negated": "bold red",
    "doubted": "bold magenta",
    "background": "dim",
}


def print_reading(console: Console, reading: Reading) -> None:
    """Print a heading for the document, its notes, and a card for each claim, or why there is none."""
    document = reading.document
    facts = (document.id, document.publisher, document.published and f"published {document.published}")
    heading = " · ".join(clean(str(fact)) for fact in facts if fact)
    console.print(Rule(Text(heading, style="bold"), align="left", characters="─"))
    if document.title:
        console.print(Text(clean(document.title), style="italic"))
    for note in document.notes:
        console.print(Text(f"note: {clean(note)}"))
    if reading.problem is not None:
        console.print(Text(f"not read: {clean(reading.problem)}", style="bold red"))
    elif not reading.claims:
        console.print(Text("no claims"))
    numbers = {claim.id: number for number, claim in enumerate(reading.claims, 1)}
    for claim in reading.claims:
        console.print(_card(claim, numbers, document.text, reading, console.width))
    console.print()


def _card(claim: Claim, numbers: Mapping[str, int], text: str, reading: Reading, width: int) -> RenderableType:
    head = Text(f"{numbers[claim.id]:>2}  ")
    head.append(" ".join((claim.type, *claim.modes)), style="bold")
    head.append("  ")
    head.append(f"[{claim.standing}]", style=_STANDING_STYLES.get(claim.standing, "bold cyan"))
    if claim.confidence is not None:
        head.append(f"  confidence {claim.confidence:.2f}", style="dim")
    facts: list[tuple[str, Text]] = [
        ("who", _parties(claim.actors)),
        ("whom", _parties(claim.recipients)),
        ("voice", _voices(claim.attribution, reading)),
    ]
    unknown = []
    if isinstance(claim.date, Unresolved):
        unknown.append(f"date ({clean(claim.date.reason)})")
    else:
        facts.append(("when", _date(claim.date)))
    if isinstance(claim.place, Unresolved):
        unknown.append(f"place ({clean(claim.place.reason)})")
    else:
        facts.append(("where", _place(claim.place)))
    if claim.toll or claim.by_side:
        facts.append(("toll", _toll(claim)))
    if claim.quantities:
        facts.append(("amount", Text("; ".join(map(_quantity, claim.quantities)))))
    if claim.under is not None and claim.under in numbers:
        facts.append(("below", Text(f"claim {numbers[claim.under]}")))
    if claim.aux:
        facts.append(("aux", Text(", ".join(claim.aux))))
    if unknown:
        facts.append(("unknown", Text(", ".join(unknown), style="dim")))
    words = [("words", _words(claim, text))]
    if width < WIDE:
        body: RenderableType = _lines(facts + words)
    else:
        body = Table.grid(padding=(0, 3), expand=True)
        body.add_column(ratio=1)
        body.add_column(ratio=1)
        body.add_row(_lines(facts), _lines(words))
    return Group(Text(), head, Padding(body, (0, 0, 0, 4)))


def _lines(pairs: Iterable[tuple[str, Text]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, min_width=7)
    grid.add_column(overflow="fold")
    for label, value in pairs:
        grid.add_row(label, value)
    return grid


def _parties(entities: tuple[Entity, ...]) -> Text:
    return Text("; ".join(map(_party, entities)) or "–")


def _party(entity: Entity) -> str:
    codes = " ".join(filter(None, (entity.country, *entity.sectors))) or "no code"
    if entity.implied:
        return f"({codes}, implied)"
    return f"{_shorten(clean(entity.text or entity.name or 'unnamed'), LONGEST_PARTY)} ({codes})"


def _voices(voices: tuple[Voice, ...], reading: Reading) -> Text:
    """Name the chain, innermost voice first, each with its cue and, where it is not affirming, its stance."""
    if not voices:
        return Text(f"{clean(reading.document.publisher or 'the report')}, in its own voice")
    text = reading.document.text
    parts = []
    for voice in voices:
        cue = clean(voice.cue.text(text))
        stance = "" if voice.stance == "affirm" else f", {voice.stance}"
        parts.append(f"{_party(voice.source)} «{cue}»{stance}")
    return Text("; on the word of ".join(parts))


def _date(date: Interval) -> Text:
    days = f"{date.start}" if date.start == date.end else f"{date.start} to {date.end}"
    return Text(f"{days} «{clean(date.text)}»" if date.text else days)


def _place(place: Place) -> Text:
    words = clean(place.text)
    known = ", ".join(filter(None, (place.name if place.name != words else None, place.admin1, place.country)))
    return Text(f"{words} ({known})" if known else words)


def _toll(claim: Claim) -> Text:
    parts = [_counts(claim.toll)] if claim.toll else []
    parts += [f"{_party(side)}: {_counts(entries)}" for side, entries in claim.by_side]
    return Text("; ".join(parts))


def _counts(entries: tuple[TollEntry, ...]) -> str:
    return ", ".join(f"{_count(entry.count)} {entry.field}" for entry in entries)


def _count(count: Count) -> str:
    if count.high is None:
        return f"at least {count.low}"
    return f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"


def _quantity(quantity: Quantity) -> str:
    low, high = f"{quantity.low:,.12g}", None if quantity.high is None else f"{quantity.high:,.12g}"
    amount = f"at least {low}" if high is None else low if low == high else f"{low} to {high}"
    unit = "" if quantity.unit == "count" else f" {quantity.unit}"
    return f"{clean(quantity.text)} ({amount}{unit})"


def _words(claim: Claim, text: str) -> Text:
    """Return the evidence with its trigger set off, cut around the trigger where it is long."""
    start, end = claim.evidence.start, claim.evidence.end
    before = max(start, min(claim.trigger.start, end) - LONGEST_WORDS // 2)
    after = min(end, before + LONGEST_WORDS)
    shown = Text("…" if before > start else "")
    if claim.evidence.contains(claim.trigger):
        trigger_end = min(claim.trigger.end, after)
        shown.append(clean(text[before : claim.trigger.start]))
        shown.append("[")
        shown.append(clean(text[claim.trigger.start : trigger_end]), style="bold")
        shown.append("]")
        shown.append(clean(text[trigger_end:after]))
    else:
        shown.append(clean(text[before:after]))
    if after < end:
        shown.append("…")
    return shown


def clean(text: str) -> str:
    """Make white space single blanks and take out what would steer the terminal."""
    return re.sub(r"\s+", " ", _CONTROLS.sub(" ", text))


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
