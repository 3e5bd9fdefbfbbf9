"""How much each kind of evidence tells for or against a reading: weights fitted on annotated reports."""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from importlib.resources import files

import msgspec

from demarche.errors import ReferenceDataError

FILE = "data/reference/confidence.toml"


class Weights(msgspec.Struct, frozen=True):
    """Weights of a logistic model: one for each kind of evidence, and one for each event type."""

    base: float
    evidence: Mapping[str, float]
    types: Mapping[str, float]

    def rate(self, event_type: str, evidence: Mapping[str, float]) -> float:
        """Return the share of claims with such evidence that are read right, 0 to 1; an unknown type weighs nothing."""
        total = self.base + self.types.get(event_type, 0.0)
        total += sum(self.evidence.get(name, 0.0) * value for name, value in evidence.items())
        return round(1 / (1 + math.exp(-total)), 3)


@functools.cache
def load_weights() -> Weights:
    """Return the weights that come with the package. Raises ReferenceDataError."""
    try:
        table = tomllib.loads((files("demarche") / FILE).read_text(encoding="utf-8"))
        return msgspec.convert(table, Weights)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ReferenceDataError(f"{FILE}: cannot be read ({error}). Install demarche anew.") from error
