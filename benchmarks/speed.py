"""Time the coder on one core: words a second over reports, the start of a cold process, and its memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.sets import MissingData
from demarche.model import Document
from demarche.pipeline import Coder

REPORTS = 1000


def measure_speed(texts: Path | None) -> str:
    """Return the figures in words: a thousand reports (the texts repeated) on one core, then one cold `demarche code`.

    Raises:
        MissingData: no file of texts is named or found.
    """
    if texts is None or not texts.is_file():
        raise MissingData("speed needs reports: name a JSON Lines file with a field «text» with --texts FILE.")
    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [Document(id=f"{i}", text=rows[i % len(rows)]["text"]) for i in range(REPORTS)]
    words = sum(len(document.text.split()) for document in documents)
    coder = Coder()
    coder.read(documents[0])
    start, cpu = time.perf_counter(), time.process_time()
    claims = sum(len(reading.claims) for reading in coder.read_all(documents))
    wall, used = time.perf_counter() - start, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = Path(__file__).resolve().parent.parent / "examples"
    example = sorted(report.glob("*.txt"))[0]
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "demarche", "code", str(example)], check=True, capture_output=True)
    cold = time.perf_counter() - begun
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return (
        f"{REPORTS} reports, {words} words, {claims} claims: {words / used:.0f} words a second of one core"
        f" ({words / wall:.0f} by the clock), {memory:.0f} MB at most\n"
        f"one report, cold: {cold:.1f} s, {child:.0f} MB at most"
    )
