"""Time the coder on one core: words a second over reports, coding beside the parse, and cold processes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.sets import MissingData
from demarche import pipeline
from demarche.model import Document
from demarche.pipeline import Coder

REPORTS = 1000
# The stages that say who, when, where and how many, by the names that the pipeline calls them by.
GROUPS = {
    "entities": ("find_mentions", "resolve_entities"),
    "times": ("find_timexes", "find_dates"),
    "places": ("find_places", "locate_events"),
    "tolls": ("find_tolls", "assign_tolls"),
}


class Stopwatch:
    """Adds up the processor time of functions of the pipeline, by group; `with` puts them in its place and back."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(GROUPS, 0.0)
        self._kept: dict[str, Callable[..., Any]] = {}

    def __enter__(self) -> Stopwatch:
        for group, names in GROUPS.items():
            for name in names:
                self._kept[name] = getattr(pipeline, name)
                setattr(pipeline, name, self._timed(self._kept[name], group))
        return self

    def __exit__(self, *_: object) -> None:
        for name, function in self._kept.items():
            setattr(pipeline, name, function)

    def _timed(self, function: Callable[..., Any], group: str) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            begun = time.process_time()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[group] += time.process_time() - begun

        return run


def measure_speed(texts: Path | None) -> str:
    """Return the figures in words: a thousand reports (the texts repeated) on one core, then two cold processes.

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
    claims = 0
    coding = 0.0  # processor time of everything after the parse
    with Stopwatch() as watch:
        for document, cased, sentences in coder.analyzed(documents):
            begun = time.process_time()
            claims += len(coder.reading(coder.read_analysis(document, sentences, cased)).claims)
            coding += time.process_time() - begun
    wall, used = time.perf_counter() - start, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.txt"))[0]
    cold, child = _run("code", str(report))
    check, _ = _run("codebook", "check")
    parse = used - coding
    groups = ", ".join(f"{group} {seconds / parse:.0%}" for group, seconds in watch.seconds.items())
    return (
        f"{REPORTS} reports, {words} words, {claims} claims: {words / used:.0f} words a second of one core"
        f" ({words / wall:.0f} by the clock), {memory:.0f} MB at most\n"
        f"coding takes {coding / parse:.0%} of the parse's time ({coding:.1f} s and {parse:.1f} s)\n"
        f"of it who, when, where and how many {sum(watch.seconds.values()) / parse:.0%}: {groups}\n"
        f"one report, cold: {cold:.1f} s, {child:.0f} MB at most\n"
        f"codebook check: {check:.1f} s"
    )


def _run(*arguments: str) -> tuple[float, float]:
    """Run `demarche` in a process of its own: processor seconds that it took, and the most megabytes of any so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "demarche", *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024
