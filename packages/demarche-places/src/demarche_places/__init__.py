"""The place file of Demarche: cities, districts and provinces of GeoNames (CC BY 4.0), looked up by folded name."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import NamedTuple

__all__ = ["PATH", "Place", "Places", "__version__", "load"]

__version__ = "0.1.0"

PATH = Path(__file__).parent / "places.tsv"
SCANNED = 4096  # bytes that are searched as they are, which is faster than halving them further
MARK = b"demarche-places 1 "  # the first line's opening: the kind of file and the version of its form


class Place(NamedTuple):
    """One place; `feature` is GeoNames' code: PPL city, ADM1 province, ADM2 district; `geonameid` 0 where unknown."""

    name: str
    country: str
    admin1: str
    feature: str
    geonameid: int
    latitude: float
    longitude: float
    population: int


class Places:
    """The memory-mapped file: a look-up halves the sorted lines of a part until few are left."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head, _, _ = self._bytes[:200].partition(b"\n")
        if not head.startswith(MARK):
            raise ValueError(f"{path.name} does not begin with «{MARK.decode().strip()}»")
        self._places, self._names, self._starts = map(int, head.removeprefix(MARK).split())

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places that the folded name stands for, in a fixed order."""
        return tuple(map(self._place, self._look_up(name, self._names, self._starts).split()))

    def longest(self, first: str) -> int:
        """Return the number of words of the longest name of several that begins with the folded word, 0 for none."""
        return int(self._look_up(first, self._starts, len(self._bytes)) or 0)

    def has(self, name: str) -> bool:
        """Say whether some place bears the folded name."""
        return bool(self._look_up(name, self._names, self._starts))

    def _look_up(self, name: str, start: int, end: int) -> bytes:
        """Return what stands behind the name and a tab in the sorted lines from `start` to `end`."""
        held, wanted = self._bytes, name.encode()
        while end - start > SCANNED:
            line = held.rfind(b"\n", start, (start + end) // 2) + 1 or start
            tab = held.find(b"\t", line)
            found = held[line:tab]
            if found == wanted:
                return held[tab + 1 : held.find(b"\n", tab)]
            if found < wanted:
                start = held.find(b"\n", tab) + 1
            else:
                end = line
        at = held.find(b"\n" + wanted + b"\t", start - 1, end)
        return held[at + len(wanted) + 2 : held.find(b"\n", at + 1)] if at >= 0 else b""

    def _place(self, number: bytes) -> Place:
        start = self._places + int(number)
        fields = self._bytes[start : self._bytes.find(b"\n", start)].decode().split("\t")
        name, country, admin1, feature, geonameid, latitude, longitude, population = fields
        return Place(name, country, admin1, feature, int(geonameid), float(latitude), float(longitude), int(population))


def load() -> Places:
    """Open the file that comes with the package.

    Raises OSError where it is missing, ValueError where it is not such a file.
    """
    return Places(PATH)
