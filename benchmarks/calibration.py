"""Fit the weights of confidence on annotated reports, and show how far confidence keeps its word on others.

`python -m benchmarks calibrate claims-dev plover-gsr --data DIR` has the sets' scorers judge every claim by itself (are
type, actor and recipient countries right?), fits a logistic model of the evidence that `rate_events` sees, with weights
drawn towards zero, and prints it in the form of `data/reference/confidence.toml`.
`python -m benchmarks reliability [SET…]` shows for each band of confidence how many claims are right.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from benchmarks.agreement import judged_parts
from benchmarks.scoring import count_right
from benchmarks.sets import Part, kind_of, load_inputs
from demarche.model import Claim, Event
from demarche.pipeline import Coder, Traces
from demarche.stages.confidence import evidence_of

BANDS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# How strongly weights are drawn towards zero; those of types, which few claims bear, more.
PULL = {"evidence": 2.0, "types": 6.0}


class Judged(NamedTuple):
    """One claim with what its reading rests on, and whether it is right."""

    report: str
    type: str
    evidence: dict[str, float]
    confidence: float
    right: bool


def calibrate(data: Path, sets: tuple[str, ...], part: str, out: Path, scorers: Path) -> str:
    """Return fitted weights as TOML. Raises MissingData: a wanted set is not there or is none of whole claims."""
    judged = [claim for item in judged_parts(data, sets, part) for claim in judge_claims(item, out, scorers)]
    base, evidence, types = fit(judged)
    lines = [
        "# Weights of a claim's confidence: a logistic model of how often type and countries are right, by what",
        "# stages/confidence.py finds and by event type. Made by",
        f"# `python -m benchmarks calibrate {' '.join(sets)}`: {len(judged)} claims,"
        f" {sum(claim.right for claim in judged)} right.",
        f"base = {base:.3f}",
        "",
        "[evidence]",
        *(f"{name} = {weight:.3f}" for name, weight in sorted(evidence.items())),
        "",
        "[types]",
        *(f"{name} = {weight:.3f}" for name, weight in sorted(types.items())),
    ]
    return "\n".join(lines)


def measure_reliability(data: Path, sets: tuple[str, ...], part: str, out: Path, scorers: Path) -> str:
    """Return a table: by band of confidence the claims, their mean confidence and the share that is right."""
    lines = []
    for item in judged_parts(data, sets, part):
        judged = judge_claims(item, out, scorers)
        lines.append(f"{item.set}: {len(judged)} claims, Brier score {_brier(judged):.3f}")
        for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
            band = [claim for claim in judged if low <= claim.confidence < high]
            if band:
                mean = sum(claim.confidence for claim in band) / len(band)
                right = sum(claim.right for claim in band)
                share = f"mean {mean:.2f}, right {right / len(band):.2f} of {len(band)}"
                lines.append(f"  {low:.1f} to {min(high, 1.0):.1f}: {share}")
    return "\n".join(lines)


def judge_claims(part: Part, out: Path, scorers: Path) -> list[Judged]:
    """Return every claim of the part that its scorer judges, each judged as if it alone were found."""
    kind = kind_of(part.set)
    assert kind is not None
    target = out / part.set / "calibration.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    coder = Coder()
    judged = []
    for row, document in load_inputs(part):
        traces = next(coder.trace_all([document]))
        for claim in traces.claims:
            alone = msgspec.structs.replace(traces, claims=(claim,))
            target.write_text(json.dumps(kind.predict(row, alone, coder), ensure_ascii=False) + "\n", encoding="utf-8")
            right, of = count_right(part, target, scorers)
            if of:
                event = _told(traces, claim)
                found = evidence_of(traces.analysis, event, traces.entities)
                judged.append(Judged(document.id, event.known_as, found, claim.confidence or 0.0, bool(right)))
    return judged


def fit(judged: list[Judged]) -> tuple[float, dict[str, float], dict[str, float]]:
    """Fit a logistic model by Newton's method: (base, weight of each evidence, weight of each type)."""
    names = sorted({name for claim in judged for name in claim.evidence})
    types = sorted({claim.type for claim in judged})
    rows = np.array(
        [
            [1.0, *(claim.evidence.get(name, 0.0) for name in names), *(float(claim.type == t) for t in types)]
            for claim in judged
        ]
    )
    wanted = np.array([float(claim.right) for claim in judged])
    pull = np.diag([1e-6, *[PULL["evidence"]] * len(names), *[PULL["types"]] * len(types)])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        rated = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (wanted - rated) - pull @ weights
        curve = rows.T @ (rows * (rated * (1 - rated))[:, None]) + pull
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    base, *others = (float(weight) for weight in weights)
    return base, dict(zip(names, others, strict=False)), dict(zip(types, others[len(names) :], strict=True))


def _told(traces: Traces, claim: Claim) -> Event:
    return next(e for e in traces.events if e.trigger == claim.trigger and e.frame == claim.frame)


def _brier(judged: list[Judged]) -> float:
    return sum((claim.confidence - claim.right) ** 2 for claim in judged) / max(len(judged), 1)
