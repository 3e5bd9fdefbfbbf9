"""How much of its certainty is left to what a text tells under each kind of ground: plain figures, one a ground."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

import msgspec

from demarche.errors import ReferenceDataError

FILE = "data/reference/degrees.toml"


class Degrees(msgspec.Struct, frozen=True):
    """The share of certainty that each ground leaves, 0 to 1; a ground that is not named leaves all."""

    left: Mapping[str, float]

    def degree(self, grounds: Iterable[str], *, negated: bool = False) -> float:
        """Return how certain it is, from 1 (it is so) to -1 (it is not so): the shares of all grounds multiplied."""
        share = 1.0
        for ground in grounds:
            share *= self.left.get(ground, 1.0)
        return round(-share if negated else share, 3)


@functools.cache
def load_degrees() -> Degrees:
    """Return the figures that come with the package. Raises ReferenceDataError."""
    try:
        table = tomllib.loads((files("demarche") / FILE).read_text(encoding="utf-8"))
        return msgspec.convert(table, Degrees)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ReferenceDataError(f"{FILE}: cannot be read ({error}). Install demarche anew.") from error
