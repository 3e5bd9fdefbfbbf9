"""Show scores as one HTML page that needs nothing else: no scripts, no files beside it, readable on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from demarche.scoring.measuring import Confusion, Item, ReportScore, Scores
from demarche.scoring.telling import GLOSSES, clipped, field_rows, level_rows, summary, told, worst_reports

_STYLE = """
:root { color-scheme: light dark;
  --text: #1b1f24; --page: #fdfdfc; --line: #d5d8dc; --soft: #5b6470; --mark: 38 110 180; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e7ea; --page: #15181c; --line: #363c44; --soft: #9aa4b0; --mark: 110 170 235; }
}
body { margin: 0 auto; max-width: 62rem; padding: 1rem; color: var(--text); background: var(--page);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0; }
p, dd { color: var(--soft); margin: .3rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
td.right { font-weight: 600; }
ul { padding-left: 1.1rem; margin: .3rem 0; }
q { color: var(--soft); } q::before { content: "«"; } q::after { content: "»"; }
"""


def make_page(scores: Scores, *, title: str = "Evaluation", worst: int = 20) -> str:
    """Return the page, with the `worst` reports at the end; every word of a report is escaped."""
    heads = ("", "precision", "recall", "F1", "right", "gold", "coded")
    parts = [
        f"<h1>{escape(title)}</h1><p>{escape(summary(scores))}</p>",
        *(f"<p><b>{escape(level)}</b>: {escape(gloss)}</p>" for level, gloss in GLOSSES.items()),
        "<h2>All claims</h2>",
        _table(heads, level_rows(scores.levels)),
        "<h2>By type</h2>",
        _table(heads, level_rows(scores.types)),
        "<h2>Fields of the events found</h2>",
        _table(("", "right", "share"), field_rows(scores)),
        "<h2>Types: annotated down, coded across</h2>",
        _matrix(scores.type_confusion),
        "<h2>Standings: annotated down, coded across</h2>",
        _matrix(scores.standing_confusion),
        "<h2>The worst reports</h2>",
        *(map(_report, worst_reports(scores, worst)) if scores.reports else ()),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _matrix(confusions: Sequence[Confusion]) -> str:
    """Return a square table of what is annotated and what is coded; the darker a cell, the more of its row."""
    down, across = ({c.gold for c in confusions}, {c.coded for c in confusions})
    names = sorted(down | across, key=lambda name: (name == "nothing", name))
    counts = {(c.gold, c.coded): c.count for c in confusions}
    rows = []
    for gold in (name for name in names if name in down):
        total = sum(counts.get((gold, coded), 0) for coded in names)
        cells = []
        for coded in (name for name in names if name in across):
            count = counts.get((gold, coded), 0)
            kind = ' class="right"' if gold == coded else ""
            shade = f' style="background: rgb(var(--mark) / {0.6 * count / total:.2f})"' if count else ""
            cells.append(f"<td{kind}{shade}>{count or ''}</td>")
        rows.append(f'<tr><th scope="row">{escape(gold)}</th>{"".join(cells)}</tr>')
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names if name in across)
    return (
        f'<div class="wide"><table><thead><tr><td></td>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _report(report: ReportScore) -> str:
    f1 = "–" if report.f1 is None else f"{report.f1:.2f}"
    title = f": {escape(report.title)}" if report.title else ""
    parts = [
        f"<h3>{escape(report.id)}{title}</h3>",
        f"<p>F1 {f1}; {report.right['event']} right of {report.gold} annotated and {report.coded} coded</p>",
    ]
    for head, items in (("Missed", report.missed), ("Too much", report.extra), ("Differs", report.differing)):
        if items:
            parts.append(f"<p>{head}</p><ul>{''.join(map(_item, items))}</ul>")
    return "<section>" + "".join(parts) + "</section>"


def _item(item: Item) -> str:
    return f"<li>{escape(told(item))} <q>{escape(clipped(item.words))}</q></li>"
