"""Tell scores as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from demarche.export.table import clean
from demarche.scoring.measuring import Confusion, Figure, Item, Measure, ReportScore, Scores

# What each level asks for, in the words of docs/evaluation.md.
GLOSSES: Mapping[str, str] = {
    "event": "type, at words that meet",
    "who": "event, with the countries of both sides",
    "claim": "who, with the first voice and the standing",
}
LONGEST_WORDS = 160


def tell_scores(scores: Scores, *, worst: int = 5, width: int = 100) -> str:
    """Return the scores as text, with the `worst` reports at the end."""
    lines = [summary(scores), ""]
    lines += table(("", "precision", "recall", "F1", "right", "gold", "coded"), level_rows(scores.levels))
    lines += ["", "By type (event)"]
    lines += table(("", "precision", "recall", "F1", "right", "gold", "coded"), level_rows(scores.types))
    lines += ["", "Fields of the events found"]
    lines += table(("", "right", "share"), field_rows(scores))
    lines += ["", "Types confused (annotated, coded)"]
    lines += table(("annotated", "coded", "times"), confusion_rows(scores.type_confusion))
    lines += ["", "Standings confused"]
    lines += table(("annotated", "coded", "times"), confusion_rows(scores.standing_confusion))
    for report in worst_reports(scores, worst):
        lines += ["", *_report_lines(report, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def summary(scores: Scores) -> str:
    """Say what was scored."""
    claims = counted(scores.gold, "required claim")
    if scores.optional:
        claims = f"{scores.gold} required and {counted(scores.optional, 'optional claim')}"
    return f"{counted(scores.documents, 'report')}, {claims} annotated, {scores.coded} coded." + (
        f" Intervals: 95 %, {scores.resamples} draws of reports." if scores.resamples else ""
    )


def counted(count: int, noun: str) -> str:
    """Return a number of things."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shown(figure: Figure) -> str:
    """Return a figure with its interval."""
    if figure.value is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"


def level_rows(measures: Mapping[str, Measure]) -> list[tuple[str, ...]]:
    """Return a row for each level or type."""
    return [
        (name, shown(m.precision), shown(m.recall), shown(m.f1), str(m.right), str(m.gold), str(m.coded))
        for name, m in measures.items()
    ]


def field_rows(scores: Scores) -> list[tuple[str, ...]]:
    """Return a row for each field that is judged at all."""
    return [(name, f"{f.right} of {f.of}", shown(f.share)) for name, f in scores.fields.items() if f.of]


def confusion_rows(confusions: Iterable[Confusion]) -> list[tuple[str, ...]]:
    """Return a row for each pair that differs, the most frequent first."""
    ordered = sorted((c for c in confusions if c.gold != c.coded), key=lambda c: (-c.count, c.gold, c.coded))
    return [(c.gold, c.coded, str(c.count)) for c in ordered]


def worst_reports(scores: Scores, worst: int) -> list[ReportScore]:
    """Return the worst reports that have a fault."""
    return [report for report in scores.reports if report.missed or report.extra or report.differing][:worst]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows in columns, the first to the left, the others to the right."""
    if not rows:
        return ["  none"]
    sizes = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    lines = []
    for row in (heads, *rows):
        cells = [
            cell.rjust(size) if n else cell.ljust(size) for n, (cell, size) in enumerate(zip(row, sizes, strict=True))
        ]
        lines.append("  " + "  ".join(cells))
    return lines


def _report_lines(report: ReportScore, width: int) -> list[str]:
    f1 = "–" if report.f1 is None else f"{report.f1:.2f}"
    title = f": {clean(report.title)}" if report.title else ""
    lines = [f"{clean(report.id)}{title}"]
    lines.append(f"  F1 {f1}; {report.right['event']} right of {report.gold} annotated and {report.coded} coded")
    for head, items in (("missed", report.missed), ("too much", report.extra), ("differs", report.differing)):
        for item in items:
            text = f"{head}: {told(item)} «{clipped(item.words)}»"
            lines += textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="      ")
    return lines


def told(item: Item) -> str:
    """Return type and parties of a claim, with the fields that differ."""
    wrong = f" in {', '.join(item.wrong)}" if item.wrong else ""
    return f"{item.type} {item.parties}{wrong}"


def clipped(words: str) -> str:
    """Return words on one line, cut where they are long."""
    words = clean(words)
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1].rstrip()}…"
