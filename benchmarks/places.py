"""Time the gazetteer: a cold load in a process of its own, and look-ups a second of names in it and of others."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import demarche_places
from demarche.reference.places import load_gazetteer

LOOKUPS = 50_000  # of names of the place file, and as many of names that it lacks
LOAD = (
    "import time, demarche_places, demarche.reference.places as p; t = time.perf_counter(); p.load_gazetteer();"
    "print(time.perf_counter() - t)"
)


def measure_places() -> str:
    """Return the figures in words; each name is looked up once, so that none is answered from memory."""
    load = min(_cold() for _ in range(3))
    held = demarche_places.PATH.read_bytes()
    places, middle, end = map(int, held.partition(b"\n")[0].split()[-3:])
    count = held[places:middle].count(b"\n")
    names = [line.partition(b"\t")[0].decode() for line in held[middle:end].splitlines()]
    random.Random(0).shuffle(names)
    asked = [*names[:LOOKUPS], *(name[::-1] for name in names[:LOOKUPS])]
    gazetteer = load_gazetteer()
    start = time.process_time()
    found = sum(1 for name in asked if gazetteer.find(name))
    used = time.process_time() - start
    return (
        f"{count} places, {len(names)} names, {demarche_places.PATH.stat().st_size / 2**20:.1f} MiB\n"
        f"load: {load * 1000:.0f} ms\n"
        f"{len(asked)} look-ups, {found} of them found: {len(asked) / used:.0f} a second of one core"
    )


def _cold() -> float:
    run = subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True)
    return float(run.stdout)
