"""Score the annotated reports of tests/cases and raise the floors of quality: `python tools/raise_floors.py`.

The floors are figures below which the tests fail; this tool only raises them. `--lower` writes what is measured, also
where it is less: for reports that were added or corrected, with the reason in the message of the commit.
"""

from __future__ import annotations

import hashlib
import math
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from demarche.model import Document
from demarche.pipeline import Coder
from demarche.readers import load
from demarche.records import make_row
from demarche.scoring import Scores, load_gold, of_rows, score

REPORTS = Path(__file__).resolve().parent.parent / "tests" / "cases" / "reports"
FLOORS = REPORTS / "floors.toml"
# What fewer claims than these say of a type or a field changes with each of them.
FEWEST_OF_TYPE = 10
FEWEST_OF_FIELD = 20
HEAD = """\
# Floors of quality on the annotated reports beside this file, in hundredths: tests/cases/test_floors.py fails below
# them. `python tools/raise_floors.py` raises them; `digest` is that of the reports they were measured on.
"""


def digest() -> str:
    """Return the digest of the annotated reports."""
    found = hashlib.blake2b(digest_size=8)
    for path in sorted(REPORTS.glob("*.json")):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def measure() -> Scores:
    """Code the annotated reports and score what comes."""
    gold = load_gold(REPORTS)
    documents = (item for item in load([REPORTS]) if isinstance(item, Document))
    rows = (make_row(reading) for reading in Coder().read_all(documents))
    return score(gold, of_rows(rows), resamples=0)


def figures(scores: Scores) -> dict[str, int]:
    """Return the figures that have floors, in hundredths, rounded down."""
    found: dict[str, float | None] = {}
    for level, measured in scores.levels.items():
        found |= {f"{level} precision": measured.precision.value, f"{level} recall": measured.recall.value}
        found[f"{level} F1"] = measured.f1.value
    for name, measured in scores.types.items():
        if measured.gold >= FEWEST_OF_TYPE:
            found[f"{name} F1"] = measured.f1.value
    for name, field in scores.fields.items():
        if field.of >= FEWEST_OF_FIELD:
            found[f"field {name}"] = field.share.value
    return {name: math.floor(100 * value + 1e-9) for name, value in found.items() if value is not None}


def read_floors() -> tuple[str, dict[str, int]]:
    """Return the digest of the reports that the floors were measured on, and the floors."""
    content = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return content["digest"], content["floors"]


def raised(floors: Mapping[str, int], measured: Mapping[str, int], *, lower: bool) -> dict[str, int]:
    """Return the new floors; what is no longer measured loses its floor with `lower` only."""
    if lower:
        return dict(measured)
    return {name: max(floors.get(name, 0), measured.get(name, 0)) for name in {**floors, **measured}}


def write_floors(floors: Mapping[str, int]) -> None:
    """Write the floors with the digest of the reports as they are."""
    lines = [f'"{name}" = {value}\n' for name, value in floors.items()]
    FLOORS.write_text(f'{HEAD}digest = "{digest()}"\n\n[floors]\n{"".join(lines)}', encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Raise the floors and say what changed; return 1, and write nothing, where a figure is below its floor."""
    lower = "--lower" in arguments
    old = read_floors()[1] if FLOORS.exists() else {}
    measured = figures(measure())
    below = {name: floor for name, floor in old.items() if measured.get(name, 0) < floor}
    if below and not lower:
        for name, floor in below.items():
            print(f"{name}: {measured.get(name, 0)} is below the floor of {floor}")
        print("Nothing was written. Mend what got worse, or give --lower and say in the commit why.")
        return 1
    new = raised(old, measured, lower=lower)
    for name, floor in new.items():
        if floor != old.get(name):
            print(f"{name}: {old.get(name, 'none')} -> {floor}")
    write_floors(new)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
