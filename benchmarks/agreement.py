"""Measure the precision of claims by how well the two readings of their propositions agree, and by confidence.

The predictions of a set are cut into parts (claims whose proposition is sure, slightly doubted, doubted; each reason of
a doubt; each band of confidence), and each part is scored as if it were all that was found: its precision stands, its
recall says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from benchmarks.scoring import count_right
from benchmarks.sets import MissingData, Part, Row, find_parts, kind_of, load_inputs
from demarche.model import Claim, Proposition
from demarche.pipeline import Coder, Traces

SCORERS = frozenset({"score_claims.py", "score_events.py"})  # those that judge type and countries of whole claims
SLIGHT = 0.9  # a proposition at this confidence or above has a slight doubt at most
BANDS = (0.0, 0.3, 0.5, 0.7)

Group = Callable[[Claim, Proposition], Iterable[str]]


def measure_agreement(data: Path, sets: tuple[str, ...], part: str, out: Path, scorers: Path) -> str:
    """Return a table: for each group of claims how many have the right type, actor and recipient countries.

    Raises:
        MissingData: a wanted set is not there, or is none of whole claims, or its scorer fails.
    """
    found = judged_parts(data, sets, part)
    coder = Coder()
    counts: dict[str, dict[str, tuple[int, int]]] = {}
    for item in found:
        for group, figures in _measure(item, coder, out / item.set / "agreement", scorers).items():
            counts.setdefault(group, {})[item.set] = figures
    names = [item.set for item in found]
    lines = [f"{'claims with type and countries right':64s}" + "".join(f"{name:>20s}" for name in (*names, "all"))]
    for group in sorted(counts):
        row = [counts[group].get(name, (0, 0)) for name in names]
        row.append((sum(right for right, _ in row), sum(of for _, of in row)))
        lines.append(f"{group.partition(' ')[2]:64s}" + "".join(f"{_shown(*cell):>20s}" for cell in row))
    return "\n".join(lines)


def judged_parts(data: Path, sets: tuple[str, ...], part: str) -> list[Part]:
    """Return the parts of the sets (all, if none is named) whose scorers judge whole claims.

    Raises:
        MissingData: a wanted set is not there, or is none of whole claims.
    """
    found = [item for item in find_parts(data, sets, part) if _judges_claims(item)]
    if not found or (sets and len(found) < len(sets)):
        raise MissingData("claims are judged in sets of whole claims only: claims-* or plover-gsr.")
    return found


def groups_of(claim: Claim, proposition: Proposition) -> tuple[str, ...]:
    """Return the groups that a claim is counted in; a number in front of each gives its place in the table."""
    if not proposition.doubts:
        agreement = "1 sure"
    elif proposition.confidence >= SLIGHT:
        agreement = "2 slightly doubted"
    else:
        agreement = "3 doubted"
    band = max(low for low in BANDS if low <= (claim.confidence or 0.0))
    return (
        agreement,
        *(f"4   {reason}" for reason in proposition.doubts),
        f"5 confidence from {band:.1f}",
    )


def _judges_claims(part: Part) -> bool:
    kind = kind_of(part.set)
    return kind is not None and kind.scorer in SCORERS


def _measure(part: Part, coder: Coder, folder: Path, scorers: Path) -> dict[str, tuple[int, int]]:
    """Return for each group how many claims of the part are right, and how many there are."""
    kind = kind_of(part.set)
    assert kind is not None
    kept: list[Row] = []
    traced: list[Traces] = []
    for row, document in load_inputs(part):
        kept.append(row)
        traced.append(next(coder.trace_all([document])))
    grouped = [_grouped(traces) for traces in traced]
    folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, tuple[int, int]] = {}
    for i, group in enumerate(sorted({name for names in grouped for name in names})):
        target = folder / f"{i:02d}.jsonl"
        with target.open("w", encoding="utf-8") as file:
            for row, traces, names in zip(kept, traced, grouped, strict=True):
                some = msgspec.structs.replace(traces, claims=names.get(group, ()))
                file.write(json.dumps(kind.predict(row, some, coder), ensure_ascii=False) + "\n")
        figures[group] = count_right(part, target, scorers)
    return figures


def _grouped(traces: Traces) -> dict[str, tuple[Claim, ...]]:
    """Return the claims of one document by group."""
    told = {
        (event.trigger, event.frame): traces.analysis.propositions[event.proposition]
        for event in reversed(traces.events)
    }
    grouped: dict[str, tuple[Claim, ...]] = {}
    for claim in traces.claims:
        for group in groups_of(claim, told[claim.trigger, claim.frame]):
            grouped[group] = (*grouped.get(group, ()), claim)
    return grouped


def _shown(right: int, of: int) -> str:
    return f"{right / of:.2f} of {of}" if of else "–"
