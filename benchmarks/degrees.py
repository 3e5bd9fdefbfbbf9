"""Fit how much of its certainty each ground leaves to what a text tells, on events annotated from -3 to 3.

`python -m benchmarks degrees factuality-uw --part train --data DIR` prints the figures in the form of
`data/reference/degrees.toml`. Each figure is a multiple of 0.05 between 0 and 1, changed one at a time as long as that
lowers the loss: the mean absolute error, and a fifth of the mean squared error, which keeps far misses in view.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.sets import MissingData, Part, find_parts, load_inputs
from demarche.factuality import find_factuality
from demarche.model import Span
from demarche.pipeline import Coder

STEPS = np.arange(21) / 20
SQUARED = 0.2  # dev r rises from 0.691 to 0.702 between 0 and 1, MAE from 0.499 to 0.505 (factuality-uw, 2026-11-30)
FEWEST = 6  # events that a ground needs to get a figure of its own
ROUNDS = 6


class Rated(NamedTuple):
    """One annotated event: the grounds found for it, its sign, and the annotators' value."""

    grounds: tuple[str, ...]
    negated: bool
    value: float


def fit_degrees(data: Path, sets: tuple[str, ...], part: str) -> str:
    """Return fitted figures as TOML. Raises MissingData: a wanted set is not there or rates no events."""
    chosen = sets or ("factuality-uw",)
    for name in chosen:
        if not name.startswith("factuality-"):
            raise MissingData(f"{name}: its events have no degrees. Name factuality-uw or factuality-meantime.")
    coder = Coder()
    rated = [event for item in find_parts(data, chosen, part) for event in rate_part(item, coder)]
    left = fit(rated)
    count = Counter(ground for event in rated for ground in event.grounds)
    lines = [
        "# What each ground leaves of the certainty of what stands under it, 0 to 1. Grounds are forms and operators",
        "# by their ids in codebooks/composition.toml («open»: the operator itself is not told as done), the places of",
        "# clauses and nouns within what is open (factuality.py), attributions by kind and stance (cues.toml). What",
        "# has no line leaves all.",
        f"# Made by `python -m benchmarks degrees {' '.join(chosen)} --part {part}` from {len(rated)} events;",
        "# the number of them behind each figure stands beside it.",
        "[left]",
        *(f'"{name}" = {left[name]:.2f}  # {count[name]}' for name in sorted(left)),
    ]
    return "\n".join(lines)


def rate_part(part: Part, coder: Coder) -> list[Rated]:
    """Return the annotated events of one part with the grounds found for them."""
    values = {
        (row["id"], event["start"], event["end"]): float(event["value"])
        for row in map(json.loads, part.gold.read_text(encoding="utf-8").splitlines())
        for event in row["gold"]
    }
    rated = []
    for row, document in load_inputs(part):
        traces = next(coder.trace_all([document]))
        spans = tuple(Span(start, end) for start, end in row["spans"])
        for span, found in zip(spans, find_factuality(traces, spans, coder.matcher), strict=True):
            rated.append(Rated(found.grounds, found.negated, values[row["id"], span.start, span.end]))
    return rated


def fit(rated: list[Rated]) -> dict[str, float]:
    """Return the figure of each ground that enough events have, those that leave all left out."""
    count = Counter(ground for event in rated for ground in event.grounds)
    names = [name for name, n in sorted(count.items(), key=lambda item: (-item[1], item[0])) if n >= FEWEST]
    wanted = np.array([event.value for event in rated])
    sign = np.array([-3.0 if event.negated else 3.0 for event in rated])
    has = np.array([[name in event.grounds for name in names] for event in rated]).reshape(len(rated), len(names))
    left = np.ones(len(names))
    for _ in range(ROUNDS):
        before = left.copy()
        for k in range(len(names)):
            rows = has[:, k]
            others = left.copy()
            others[k] = 1.0
            base = sign[rows] * np.where(has[rows], others, 1.0).prod(axis=1)
            left[k] = min(STEPS, key=lambda step: (_loss(base * step, wanted[rows]), -step))
        if (left == before).all():
            break
    return {name: float(share) for name, share in zip(names, left, strict=True) if share < 1.0}


def _loss(found: NDArray[np.float64], wanted: NDArray[np.float64]) -> float:
    off = np.abs(found - wanted)
    return float((off + SQUARED * off**2).sum())
