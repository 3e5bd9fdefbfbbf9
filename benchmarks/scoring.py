"""Run the scorer of a set and read the figures that the table shows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.india import intervals
from benchmarks.muc4 import filled
from benchmarks.sets import MissingData, Part, kind_of

MUC_ROLES = ("perp_ind", "perp_org", "instrument", "phys", "hum")


def score(part: Part, predictions: Path, scorers: Path) -> dict[str, float]:
    """Score the predictions, keep the scorer's own report beside them, and return the figures for the table.

    Raises:
        MissingData: the scorer is not in its folder, or failed; the text repeats what it said.
    """
    kind = kind_of(part.set)
    assert kind is not None
    scorer = scorers / kind.scorer
    if not scorer.is_file():
        raise MissingData(f"{scorer}: no such scorer. Name the folder of the scorers with --scorers DIR.")
    report = predictions.with_suffix(".score.txt")
    report.write_text(run_scorer(scorer, part.gold, predictions), encoding="utf-8")
    if kind.scorer == "score_events.py":
        figures = predictions.with_suffix(".score.json")
        run_scorer(scorer, part.gold, predictions, "--json", str(figures), "--boot", "0")
        levels = json.loads(figures.read_text(encoding="utf-8"))
        return {name: levels[name]["f1"] for name in ("type", "+actor", "+recipient", "+sector")}
    if kind.scorer == "score_pairs.py":
        words = re.findall(r"(pair|type|given|quad) ([0-9.]+)", report.read_text(encoding="utf-8").splitlines()[0])
        return {name: float(value) for name, value in words}
    if kind.scorer == "score_labels.py":
        labels = json.loads(run_scorer(scorer, part.gold, predictions, "--json"))["labels"]
        bounds = intervals(part.gold, predictions)
        report.write_text(
            report.read_text(encoding="utf-8")
            + "".join(f"{label}: F1 from {low:.3f} to {high:.3f}\n" for label, (low, high) in bounds.items()),
            encoding="utf-8",
        )
        scores: dict[str, float] = {}
        for label, (low, high) in bounds.items():
            scores[label] = float(labels.get(label, {"F1": 0.0})["F1"])
            scores[f"{label} from"], scores[f"{label} to"] = low, high
        return scores
    shown = _figures(kind.scorer, json.loads(run_scorer(scorer, part.gold, predictions, "--json")))
    return {**shown, **filled(predictions)} if kind.scorer == "score_muc4.py" else shown


def count_right(part: Part, predictions: Path, scorers: Path) -> tuple[int, int]:
    """Return how many predicted claims have type, actor and recipient countries right, and how many are judged.

    Raises:
        MissingData: the scorer failed, or judges no whole claims.
    """
    kind = kind_of(part.set)
    assert kind is not None
    scorer = scorers / kind.scorer
    if kind.scorer == "score_events.py":
        figures = predictions.with_suffix(".score.json")
        run_scorer(scorer, part.gold, predictions, "--json", str(figures), "--boot", "0")
        right, of, *_ = json.loads(figures.read_text(encoding="utf-8"))["+recipient"]["counts"]
        return right, of
    if kind.scorer != "score_claims.py":
        raise MissingData(f"{kind.scorer} judges no whole claims.")
    level = json.loads(run_scorer(scorer, part.gold, predictions, "--json"))["levels"]["who"]
    return level["tp"], level["tp"] + level["fp"]


def _figures(scorer: str, found: dict[str, Any]) -> dict[str, float]:
    if scorer == "score_claims.py":
        figures = {name: level["f1"] for name, level in found["levels"].items()}
        shares = {name: row["share"] for name, row in found["fields"].items() if row["of"]}
        invented = {f"invented {name}": row["share"] for name, row in found["invented"].items() if row["of"]}
        return figures | shares | invented
    if scorer == "score_attribution.py":
        words = {f"words {role}": found["tokens"][role]["F1"] for role in ("source", "cue", "content")}
        return words | {"exact content": found["exact"]["content"]["F1"], "pairs": found["pairs"]["F1"]}
    if scorer == "score_standing.py":
        return {name: found[name]["f1"] for name in ("negated", "open", "attributed")}
    if scorer == "score_factuality.py":
        return {name: found[name] for name in ("MAE", "r", "macro_F1_3")}
    if scorer == "score_time.py":
        return {name: found[name]["F1"] for name in ("strict", "relaxed", "type", "value")}
    if scorer == "score_muc4.py":
        figures = {name: found[name]["F1"] for name in ("relevance", "records")}
        figures |= {f"loose {role}": found["loose"][role]["F1"] for role in MUC_ROLES}
        return figures | {name: row["accuracy"] for name, row in found["paired"].items() if row["n"]}
    return {
        "recognition": found["recognition_lenient"]["F1"],
        "161 km, found": found["resolution_found"]["accuracy"] or 0.0,
        "161 km, all": found["resolution_all"]["accuracy"],
    }


def run_scorer(scorer: Path, *arguments: Path | str) -> str:
    """Return what a scorer prints. Raises MissingData where it fails."""
    command = [sys.executable, str(scorer), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise MissingData(f"{scorer.name} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
