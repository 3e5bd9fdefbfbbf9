"""The reading of a sentence from its surface alone."""

from __future__ import annotations

import pytest

from demarche.language.surface import Surface
from demarche.language.tree import Tree
from support.trees import build_sentence


def _surface(tagged: str) -> tuple[list[str], Surface]:
    """Read «word/TAG» words; every one hangs on the first, for the surface sees no arcs."""
    line = " ".join(f"{word}>{0 if i == 0 else 1}" for i, word in enumerate(tagged.split()))
    tree = Tree(build_sentence(line))
    return [token.text for token in tree.tokens], Surface(tree)


@pytest.mark.parametrize(
    ("tagged", "verb", "chain", "first"),
    [
        pytest.param("The/DT army/NN fired/VBD", "fired", "The army", "army", id="plain"),
        pytest.param("Troops/NNS had/VBD not/RB fired/VBN", "fired", "Troops", "Troops", id="verb-group"),
        pytest.param(
            "The/DT head/NN of/IN the/DT army/NN resigned/VBD", "resigned", "The head of the army", "head", id="of"
        ),
        pytest.param(
            "Norland/NNP 's/POS foreign/JJ minister/NN resigned/VBD",
            "resigned",
            "Norland 's foreign minister",
            "minister",
            id="possessor",
        ),
        pytest.param("Norland/NNP and/CC Sulia/NNP met/VBD", "met", "Norland and Sulia", "Norland", id="list"),
        pytest.param("Norland/NNP on/IN Monday/NNP fired/VBD", "fired", "Norland", "Norland", id="date-skipped"),
        pytest.param(
            "Ovria/NNP ,/, the/DT capital/NN ,/, fell/VBD", "fell", "Ovria", "Ovria", id="aside-between-commas"
        ),
        pytest.param("troops/NNS fled/VBD and/CC fired/VBD", "fired", "", "", id="conjoined-verb"),
    ],
)
def test_subject_candidates(tagged: str, verb: str, chain: str, first: str) -> None:
    """The noun phrases that run up to a verb are its candidates, the head of the first before all others."""
    words, surface = _surface(tagged)
    before = surface.before(words.index(verb))
    assert " ".join(words[before.start : before.end] if before.start >= 0 else []) == chain
    assert (words[before.first] if before.first >= 0 else "") == first


@pytest.mark.parametrize(
    ("tagged", "verb", "phrase"),
    [
        pytest.param("seized/VBD the/DT town/NN", "seized", "the town", id="plain"),
        pytest.param("blew/VBD up/RP two/CD bridges/NNS", "blew", "two bridges", id="particle"),
        pytest.param("fired/VBD at/IN troops/NNS", "fired", "", id="preposition"),
        pytest.param("said/VBD troops/NNS fired/VBD", "said", "", id="subject-of-the-next-verb"),
    ],
)
def test_object_candidate(tagged: str, verb: str, phrase: str) -> None:
    """The noun phrase right behind a verb is its object, unless a finite verb follows."""
    words, surface = _surface(tagged)
    start, end = surface.behind(words.index(verb))
    assert (" ".join(words[start : end + 1]) if start >= 0 else "") == phrase


@pytest.mark.parametrize(
    ("tagged", "doer"),
    [
        pytest.param("seized/VBN by/IN armed/JJ rebels/NNS", "rebels", id="right-behind"),
        pytest.param("seized/VBN near/IN Ovria/NNP by/IN rebels/NNS", "rebels", id="behind-a-place"),
        pytest.param("seized/VBN and/CC held/VBN by/IN rebels/NNS", "", id="behind-another-verb"),
        pytest.param("seized/VBN on/IN Monday/NNP", "", id="none"),
    ],
)
def test_doer_behind_by(tagged: str, doer: str) -> None:
    """The noun behind «by» is the doer's, if no other verb stands between."""
    words, surface = _surface(tagged)
    found = surface.doer(0)
    assert (words[found] if found >= 0 else "") == doer
