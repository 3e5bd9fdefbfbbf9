"""The words that tell of victims, loaded from `data/language/tolls.toml` and made ready for look-up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from demarche.model import TOLL_FIELDS

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class TollWords(NamedTuple):
    """Tables of words by toll field; `words` are the lists that are no field's own."""

    patient: Phrases  # first word -> (all words, field), the longest first
    agent: Phrases
    state: dict[str, str]
    noun: dict[str, str]
    counted: dict[str, str]
    total: list[tuple[tuple[str, ...], str]]
    sizes: dict[str, int]
    words: dict[str, frozenset[str]]
    triggers: frozenset[str]


@cache
def toll_words() -> TollWords:
    """Load the words of victims."""
    table = tomllib.loads((files("demarche") / "data" / "language" / "tolls.toml").read_text(encoding="utf-8"))

    def phrases(key: str) -> Phrases:
        made: Phrases = {}
        for field in TOLL_FIELDS:
            for text in table[field][key]:
                phrase = tuple(text.split())
                made.setdefault(phrase[0], []).append((phrase, field))
        for entries in made.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return made

    def single(key: str) -> dict[str, str]:
        return {word: field for field in TOLL_FIELDS for word in table[field][key]}

    patient, agent = phrases("patient"), phrases("agent")
    state, noun, counted = single("state"), single("noun"), single("counted")
    total = [(tuple(text.split()), field) for field in TOLL_FIELDS for text in table[field]["total"]]
    total.sort(key=lambda entry: -len(entry[0]))
    words = {name: frozenset(value) for name, value in table["words"].items()}
    triggers = frozenset(patient) | frozenset(agent) | frozenset(state) | frozenset(noun) | frozenset(counted)
    triggers |= {phrase[-1] for phrase, _ in total} | words["victims"] | words["drive_out"] | words["gate"]
    return TollWords(patient, agent, state, noun, counted, total, table["sizes"], words, triggers)
