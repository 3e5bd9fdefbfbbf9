"""Frames look through amounts to what they count, and may exclude whatever fills a slot."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.codebook.loading import load_codebook
from demarche.codebook.matching import Matcher
from demarche.language.propositions import find_propositions
from support.trees import build_sentence

MAIN = 'name = "Gifts"\nversion = "1"\n'
GIVE = """type = "GIVE"
quad = 2
intensity = 5.0
definition = "Somebody gives goods."

[[frames]]
id = "give"
verbs = ["give"]
where = { patient = ["wheat", "girl"] }
unless = { for = ["@ANY"] }

[[examples]]
id = "give-1"
text = "[actor: Norway] [trigger: gave] wheat."
yields = ["GIVE"]

[[near_misses]]
id = "sold"
text = "Norway gave wheat for oil."
why = "it is paid for"
"""


@pytest.fixture
def matcher(tmp_path: Path) -> Matcher:
    """Load a codebook with one frame."""
    (tmp_path / "events").mkdir()
    (tmp_path / "codebook.toml").write_text(MAIN, encoding="utf-8")
    (tmp_path / "events" / "give.toml").write_text(GIVE, encoding="utf-8")
    return Matcher(load_codebook(tmp_path))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Norway/NNP>2:nsubj gave/VBD>0 wheat/NN>2:obj ./.>2:punct", ["give-give"]),
        ("Norway/NNP>2:nsubj gave/VBD>0 tons/NNS>2:obj of/IN>5:case wheat/NN>3:nmod ./.>2:punct", ["give-give"]),
        (
            "Norway/NNP>2:nsubj gave/VBD>0 21/CD>2:obj of/IN>6:case the/DT>6:det girls/NNS>3:nmod ./.>2:punct",
            ["give-give"],
        ),
        ("Norway/NNP>2:nsubj gave/VBD>0 bags/NNS>2:obj of/IN>5:case wheat/NN>3:nmod ./.>2:punct", []),
        ("Norway/NNP>2:nsubj gave/VBD>0 wheat/NN>2:obj for/IN>5:case oil/NN>2:obl ./.>2:punct", []),
    ],
    ids=[
        "the word itself",
        "a measure of it",
        "a number of them",
        "a thing with it",
        "an excluded slot that is filled",
    ],
)
def test_match(matcher: Matcher, line: str, expected: list[str]) -> None:
    """A slot is what it names or what an amount counts; @ANY stands for anything in it."""
    sentence = build_sentence(line)
    found = [
        match.frame.id
        for proposition in find_propositions(sentence)
        for match in matcher.match(sentence, proposition, lambda sentence, head: frozenset())
    ]
    assert found == expected
