"""How the letters of a text are judged."""

from __future__ import annotations

import pytest

from demarche.language.letters import judge_letters

CASES: list[tuple[str, str, str]] = [
    ("as it should be", "Rebels shelled two villages near Dorvik on Monday.", "mixed"),
    ("capitals", "REBELS SHELLED TWO VILLAGES NEAR DORVIK ON MONDAY.", "upper"),
    (
        "capitals with a note in small letters",
        "REBELS SHELLED TWO VILLAGES NEAR DORVIK [as received] ON MONDAY.",
        "mixed",
    ),
    ("small letters", "rebels shelled two villages near dorvik on monday.", "lower"),
    (
        "a capital on every word",
        "Rebels Shelled Two Villages Near Dorvik On Monday. Nine People Were Killed There, Said The Ministry. "
        "Talks Will Resume Next Week In Varnia.",
        "title",
    ),
    ("one headline", "Rebels Shell Two Villages Near Dorvik", "mixed"),
    ("acronyms", "NATO and EU ministers met UN envoys.", "mixed"),
    ("two words", "rebels fled", "mixed"),
    ("numbers", "12 30 45 2024", "mixed"),
    ("letters without case", "北京 政府 表示 反对 抗议", "mixed"),
    ("nothing", "", "mixed"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_judged(text: str, expected: str) -> None:
    """A text counts as damaged only where nearly all of its words say so."""
    assert expected == judge_letters(text)
