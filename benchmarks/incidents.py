"""How well claims of one incident in several reports are found to be one: `python -m benchmarks incidents`.

Reports of the project's own gold are coded, our claims matched to its marks by overlapping triggers, and linked.
Scored are pairs of matched claims of different reports (precision, recall, F1) and B³ over matched claims. The part
set aside is scored apart, and its errors are never listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from benchmarks.incident_gold import ASIDE, PARTS, Report, load_reports
from demarche.ledger.linking import link
from demarche.pipeline import Coder
from demarche.records import DocumentRow, make_row
from demarche.records.tellings import Telling, make_tellings

Linker = Callable[[Sequence[Telling]], Iterable[Sequence[Telling]]]


class Figures(msgspec.Struct, frozen=True):
    """Scores of one part."""

    claims: int
    matched: int
    pairs: int
    precision: float
    recall: float
    b3_precision: float
    b3_recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean over pairs."""
        return _mean(self.precision, self.recall)

    @property
    def b3(self) -> float:
        """Harmonic mean of B³."""
        return _mean(self.b3_precision, self.b3_recall)


def measure_incidents(*, errors: bool = False) -> str:
    """Return a table of figures for the development parts and the part set aside; with `errors` the former's."""
    coder = Coder()
    lines: list[str] = []
    development = tuple(part for part in PARTS if part != ASIDE)
    for parts in (development, (ASIDE,)):
        reports = tuple(report for part in parts for report in load_reports(part))
        rows = [make_row(reading) for reading in coder.read_all(report.document for report in reports)]
        tellings, gold = match(reports, rows)
        name = "set aside" if parts == (ASIDE,) else "development"
        for label, linker in (("same words within three days", link_by_words), ("linked", link)):
            groups = list(linker(tellings))
            lines.append(f"{name:<12} {label:<29} {show(evaluate(groups, gold))}")
        if errors and parts == development:
            lines += list_errors(groups, gold)
    return "\n".join(lines)


def match(reports: Sequence[Report], rows: Sequence[DocumentRow]) -> tuple[list[Telling], dict[int, str]]:
    """Return the tellings of all reports, and the gold incident of those whose trigger overlaps a mark, by key."""
    tellings: list[Telling] = []
    gold: dict[int, str] = {}
    for report, row in zip(reports, rows, strict=True):
        numbered = [(len(tellings) + i, claim) for i, claim in enumerate(row.claims)]
        tellings += make_tellings(row.id, row.published, row.publisher, numbered, text=report.document.text)
        for key, claim in numbered:
            for mark in report.marks:
                if mark.span.start < claim.trigger.end and claim.trigger.start < mark.span.end:
                    gold.setdefault(key, mark.incident)
    return tellings, gold


def link_by_words(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Link what is of one type and told by the same word within three days: the baseline."""
    groups: list[list[Telling]] = []
    latest: dict[tuple[str, str], tuple[int, list[Telling]]] = {}
    for telling in sorted(tellings, key=lambda telling: telling.order):
        day, known = telling.published or 0, latest.get((telling.type, telling.trigger))
        if known is not None and day - known[0] <= 3:
            known[1].append(telling)
            group = known[1]
        else:
            group = [telling]
            groups.append(group)
        latest[telling.type, telling.trigger] = (day, group)
    return groups


def evaluate(groups: Iterable[Sequence[Telling]], gold: dict[int, str]) -> Figures:
    """Score groups of tellings against the gold incidents of their keys."""
    tellings = [telling for group in groups for telling in group]
    ours = {telling.key: number for number, group in enumerate(groups) for telling in group}
    matched = [telling for telling in tellings if telling.key in gold]
    found = wanted = both = 0
    precision = recall = 0.0
    for telling in matched:
        mine = mine_wanted = mine_both = 0
        for other in matched:
            same, right = ours[telling.key] == ours[other.key], gold[telling.key] == gold[other.key]
            mine, mine_wanted, mine_both = mine + same, mine_wanted + right, mine_both + (same and right)
            if telling.key < other.key and telling.document != other.document:
                found, wanted, both = found + same, wanted + right, both + (same and right)
        precision += mine_both / mine
        recall += mine_both / mine_wanted
    count = max(1, len(matched))
    return Figures(
        len(tellings),
        len(matched),
        wanted,
        both / max(1, found),
        both / max(1, wanted),
        precision / count,
        recall / count,
    )


def show(figures: Figures) -> str:
    """Return figures on a line."""
    return (
        f"pairs P {figures.precision:.3f} R {figures.recall:.3f} F1 {figures.f1:.3f}   B³ P {figures.b3_precision:.3f}"
        f" R {figures.b3_recall:.3f} F1 {figures.b3:.3f}   ({figures.matched} of {figures.claims} claims are marked,"
        f" {figures.pairs} pairs)"
    )


def list_errors(groups: Iterable[Sequence[Telling]], gold: dict[int, str]) -> list[str]:
    """Return a line for each group that mixes gold incidents, and for each incident in several groups."""
    lines: list[str] = []
    parts: dict[str, list[str]] = {}
    for group in groups:
        told: dict[str, list[str]] = {}
        for telling in group:
            if telling.key in gold:
                told.setdefault(gold[telling.key], []).append(f"{telling.document}:{telling.trigger_words}")
        if len(told) > 1:
            lines.append("mixed   " + "; ".join(f"{number} {', '.join(who)}" for number, who in told.items()))
        for number, who in told.items():
            parts.setdefault(number, []).append(", ".join(who))
    lines += [f"split   {number}: {' | '.join(who)}" for number, who in parts.items() if len(who) > 1]
    return lines


def _mean(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(1e-9, precision + recall)
