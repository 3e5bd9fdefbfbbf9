"""Measure time and memory of every export on made-up stores: `python tools/measure_exports.py [CLAIMS...]`.

Each form is written in a process of its own; its memory must not grow with the number of claims. The figures in
docs/exports.md are from here.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from demarche.export.formats import FORMATS
from demarche.records import DocumentRow, make_row
from demarche.store import Store

SHARED = Path(__file__).resolve().parent.parent / "tests"
CHILD = """
import resource, sys
from demarche.cli import main
try:
    main(["export", *sys.argv[1:]])
except SystemExit:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def make_store(path: Path, claims: int) -> None:
    """Make a store of so many claims in documents of five, with texts of two thousand characters."""
    sys.path.insert(0, str(SHARED))
    import msgspec

    from support.exports import make_readings

    shelling = make_row(make_readings()[0])
    five: DocumentRow = msgspec.structs.replace(shelling, claims=shelling.claims[:5], text=f"{shelling.text} " * 6)
    with Store.open(path, write=True) as store, store.run(software="measured", codebook="PLOVER", model="") as run:
        for number in range(claims // 5):
            made = tuple(
                msgspec.structs.replace(claim, id=f"{number * 5 + place:016x}")
                for place, claim in enumerate(five.claims)
            )
            run.put(
                msgspec.structs.replace(five, id=f"report-{number}", url=f"https://example.org/{number}", claims=made)
            )


def main() -> None:
    """Print a row of the table for each form."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        stores = {size: Path(folder) / f"{size}.demarche" for size in sizes}
        for size, path in stores.items():
            make_store(path, size)
        print("| format |" + "".join(f" {size:,} claims |" for size in sizes))
        print("|---|" + "---|" * len(sizes))
        for name in FORMATS:
            cells = [_measure(name, path, Path(folder) / "out") for path in stores.values()]
            print(f"| `{name}` |" + "".join(f" {cell} |" for cell in cells), flush=True)


def _measure(name: str, store: Path, target: Path) -> str:
    started = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", CHILD, str(store), "--format", name, "-o", str(target)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - started
    return f"{seconds:.1f} s, {int(run.stdout) / 1024:.0f} MB"


if __name__ == "__main__":
    main()
