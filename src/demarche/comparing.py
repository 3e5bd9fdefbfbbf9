"""Compare what two codebooks make of the same reports: which claims come, go or change, and what types become."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal

import msgspec

from demarche.export.table import clean
from demarche.model import Claim, Document, Entity, Reading
from demarche.pipeline import Coder

FIELDS = ("type", "modes", "actors", "recipients", "aux")
SIDES = ("before", "after")
COLUMNS = (
    "document",
    "change",
    "fields",
    *(f"{field}_{side}" for side in SIDES for field in (*FIELDS, "frame")),
    "trigger",
    "start",
    "end",
    "words",
)
NOTHING = "nothing"
LONGEST_WORDS = 240


class Change(msgspec.Struct, frozen=True):
    """A claim that only one codebook gives, or that the two give differently; `fields` says in what."""

    kind: Literal["added", "removed", "changed"]
    document: Document
    before: Claim | None
    after: Claim | None
    fields: tuple[str, ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim, as the second codebook gives it where it does."""
        claim = self.after or self.before
        assert claim is not None
        return claim


class Comparison(msgspec.Struct, frozen=True):
    """What two codebooks make of one document: the changes, and the types of all pairs of claims."""

    changes: tuple[Change, ...]
    pairs: tuple[tuple[str, str], ...]  # type before, type after; NOTHING for a claim that is not there
    same: int
    problem: str | None = None


class Tally:
    """Counts over the comparisons of many documents: how often which type became which, and the changes by kind."""

    def __init__(self) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.kinds: Counter[str] = Counter()
        self.same = 0
        self.reports = 0

    def add(self, comparison: Comparison) -> None:
        """Count one more document."""
        self.pairs.update(comparison.pairs)
        self.kinds.update(change.kind for change in comparison.changes)
        self.same += comparison.same
        self.reports += 1

    def lines(self, before: str, after: str) -> list[str]:
        """Return the counts in words; `before` and `after` are the labels of the codebooks."""
        lines: list[str] = []
        if any(a != b for a, b in self.pairs):
            lines.append(f"Types, {before} → {after}")
            ordered = sorted(
                self.pairs.items(), key=lambda item: (item[0][0] == NOTHING, item[0][0], -item[1], item[0][1])
            )
            width = max(len(a) for a, _ in self.pairs)
            for (a, b), count in ordered:
                lines.append(f"  {count:>5}  {a:<{width}}  {'stayed' if a == b else f'→ {b}'}")
            lines.append("")
        reports = f"{self.reports} report{'s' if self.reports != 1 else ''}"
        counts = ", ".join(f"{self.kinds[kind]} {kind}" for kind in ("added", "removed", "changed"))
        same = f"{self.same} {'claim is' if self.same == 1 else 'claims are'} the same"
        return [*lines, f"{reports}: {counts}; {same}."]


def compare_codebooks(before: Coder, after: Coder, documents: Iterable[Document]) -> Iterator[Comparison]:
    """Yield the comparison of each document in the order given; each is parsed once, by the first coder's analyzer."""
    for document, cased, sentences in before.analyzed(documents):
        readings = tuple(coder.read_analyzed(document, cased, sentences) for coder in (before, after))
        yield compare_readings(*readings)


def compare_readings(before: Reading, after: Reading) -> Comparison:
    """Return how the claims of two readings of one document differ, in the order of the text.

    Claims are paired 1. with the same trigger and type; 2. with the same trigger; 3. with the same type and triggers
    that overlap; in each step in order.
    """
    steps: tuple[Callable[[Claim, Claim], bool], ...] = (
        lambda a, b: a.trigger == b.trigger and a.type == b.type,
        lambda a, b: a.trigger == b.trigger,
        lambda a, b: a.type == b.type and a.trigger.overlaps(b.trigger),
    )
    left, right = list(before.claims), list(after.claims)
    paired: list[tuple[Claim | None, Claim | None]] = []
    for fits in steps:
        for a in tuple(left):
            b = next((b for b in right if fits(a, b)), None)
            if b is not None:
                paired.append((a, b))
                left.remove(a)
                right.remove(b)
    paired += [(a, None) for a in left]
    paired += [(None, b) for b in right]
    paired.sort(key=_place)
    document = before.document
    changes = [change for a, b in paired if (change := _change(document, a, b)) is not None]
    return Comparison(
        changes=tuple(changes),
        pairs=tuple((a.type if a else NOTHING, b.type if b else NOTHING) for a, b in paired),
        same=len(paired) - len(changes),
        problem=before.problem or after.problem,
    )


def change_row(change: Change) -> dict[str, Any]:
    """Return the change as a row of a table, by the names of COLUMNS."""
    claim, text = change.claim, change.document.text
    row: dict[str, Any] = {"document": change.document.id, "change": change.kind, "fields": list(change.fields)}
    for side, one in zip(SIDES, (change.before, change.after), strict=True):
        row |= {f"{field}_{side}": None if one is None else _value(one, field) for field in FIELDS}
        row[f"frame_{side}"] = None if one is None else one.frame
    return row | {
        "trigger": claim.trigger.text(text),
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "words": claim.evidence.text(text),
    }


def heading(change: Change) -> str:
    """Return the line above the changes of a document."""
    return clean(change.document.id)


def change_lines(change: Change, width: int) -> list[str]:
    """Return the change in words: what it was and is, by which frames, and the words it rests on."""
    claim = change.claim
    lines = [f"  {change.kind} {_types(change)}" + (f" ({', '.join(change.fields)})" if change.fields else "")]
    facts: list[tuple[str, str]] = []
    for field in ("actors", "recipients", "aux"):
        if field in change.fields or (change.kind != "changed" and field != "aux"):
            facts.append((field, _both(change, partial(_listed, field=field))))
    frames = _both(change, lambda one: one.frame)
    facts.append(("frame" if "→" not in frames else "frames", frames))
    words = clean(claim.evidence.text(change.document.text))
    facts.append(("words", f"«{textwrap.shorten(words, LONGEST_WORDS, placeholder=' …')}»"))
    for label, value in facts:
        lines += textwrap.wrap(value, width, initial_indent=f"    {label:<12}", subsequent_indent=" " * 16)
    return lines


def _place(pair: tuple[Claim | None, Claim | None]) -> tuple[int, int, str]:
    claim = pair[1] or pair[0]
    assert claim is not None
    return claim.trigger.start, claim.trigger.end, claim.type


def _change(document: Document, before: Claim | None, after: Claim | None) -> Change | None:
    if before is None or after is None:
        return Change("added" if before is None else "removed", document, before, after)
    fields = tuple(field for field in FIELDS if _value(before, field) != _value(after, field))
    return Change("changed", document, before, after, fields) if fields else None


def _value(claim: Claim, field: str) -> Any:
    """Return a field of a claim as it stands in a row: parties by their codes."""
    value = getattr(claim, field)
    if field in ("actors", "recipients"):
        return [_codes(entity) for entity in value]
    return value if isinstance(value, str) else list(value)


def _codes(entity: Entity) -> str:
    return " ".join(filter(None, (entity.country, *entity.sectors))) or f"«{clean(entity.text)}»"


def _listed(claim: Claim, field: str) -> str:
    return ", ".join(_value(claim, field)) or "none"


def _types(change: Change) -> str:
    return _both(change, lambda one: "/".join((one.type, *one.modes)))


def _both(change: Change, show: Callable[[Claim], str]) -> str:
    """Show the two claims with an arrow between, or one where both look alike or only one is there."""
    shown = [show(one) for one in (change.before, change.after) if one is not None]
    return " → ".join(dict.fromkeys(shown))
