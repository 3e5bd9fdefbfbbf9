"""On whose word each event rests, coded by the live model: the reports stand in voices.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.model import Document, Voice
from demarche.pipeline import Coder
from support.tables import case_names

CASES = tomllib.loads((Path(__file__).parent / "voices.toml").read_text(encoding="utf-8"))
PUBLISHED = dt.date(2024, 5, 20)


@cache
def _coder() -> Coder:
    return Coder()


def _chain(chain: tuple[Voice, ...]) -> str:
    voices = [(voice.source, voice.stance) for voice in chain]
    return " < ".join(f"{' '.join((source.country or '-', *source.sectors))}:{stance}" for source, stance in voices)


def _told(text: str, *, merged: bool) -> list[tuple[str, str, str]]:
    """Return type, trigger and chain of every telling, or of every claim that they are merged to."""
    traces = next(_coder().trace_all([Document("report", text, published=PUBLISHED)]))
    if merged:
        return [(claim.type, claim.trigger.text(text), _chain(claim.attribution)) for claim in traces.claims]
    tellings = zip(traces.events, traces.words, strict=True)
    return [(e.type, e.trigger.text(text), _chain(word.voices)) for e, words in tellings for word in words]


@pytest.mark.parametrize("name", case_names(CASES))
def test_chain_of_voices(name: str) -> None:
    """Each event listed for the case is told, by its type and words of its trigger, with that chain of voices."""
    case = CASES[name]
    try:
        found = _told(case["text"], merged=case.get("merged", False))
    except ModelMissing:
        pytest.skip("no language model is installed")
    missing = []
    for wanted in case["tellings"]:
        event, _, chain = wanted.partition(" | ")
        kind, _, words = event.partition(" ")
        if not any(kind == t and words in trigger and chain == c for t, trigger, c in found):
            missing.append(wanted)
    assert missing == [], f"found: {found}"
