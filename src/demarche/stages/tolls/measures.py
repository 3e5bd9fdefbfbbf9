"""The words that tell what a number measures, from `data/language/quantities.toml`, made ready for look-up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

COUNT = "count"
PERCENT = "percent"


class MeasureWords(NamedTuple):
    """Nouns of measure with their units; `words` are lists that are no unit's own."""

    units: dict[str, str]  # lemmas joined by a blank, the word behind among them where it decides -> unit
    time: frozenset[str]
    distance: frozenset[str]
    words: dict[str, frozenset[str]]


@cache
def measure_words() -> MeasureWords:
    """Load the words of measure."""
    source = (files("demarche") / "data" / "language" / "quantities.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    units = {text: unit for name in ("units", "currencies") for unit, texts in table[name].items() for text in texts}
    kinds = table["kinds"]
    words = {name: frozenset(value) for name, value in table["words"].items()}
    return MeasureWords(units, frozenset(kinds["time"]), frozenset(kinds["distance"]), words)
