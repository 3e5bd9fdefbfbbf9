"""The words of background, loaded from `data/language/background.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class BackgroundWords(NamedTuple):
    """Tables of lower-case lemmas, and of phrases as they are written; the file says what each is for."""

    adverbs: frozenset[str]
    adverbs_ahead: frozenset[str]
    undone_by: frozenset[str]
    nearby_adverbs: frozenset[str]
    phrases: frozenset[str]
    carried_phrases: frozenset[str]
    carried_words: frozenset[str]
    adjectives: frozenset[str]
    long_units: frozenset[str]
    through: frozenset[str]
    memories: frozenset[str]
    remembering: frozenset[str]
    period_markers: frozenset[str]
    periods: frozenset[str]
    former: frozenset[str]
    verdicts: frozenset[str]
    testimony: frozenset[str]
    hearing: frozenset[str]
    courts: frozenset[str]
    of_the_act: frozenset[str]
    once: frozenset[str]
    beginnings: frozenset[str]
    lasting_types: frozenset[str]


@cache
def background_words() -> BackgroundWords:
    """Load the words that set an act before the episode."""
    source = (files("demarche") / "data" / "language" / "background.toml").read_text(encoding="utf-8")
    return BackgroundWords(**{name: frozenset(words) for name, words in tomllib.loads(source).items()})
