"""Propositions of sentences parsed by the installed model."""

from __future__ import annotations

import pytest

from demarche.errors import ModelMissing
from demarche.language.english import EnglishAnalyzer
from demarche.language.propositions import find_propositions
from demarche.model import Proposition, Span

SENTENCES = {
    "passive": (
        "The bridge was destroyed by rebels on Monday.",
        "destroy",
        {"agent": "rebels", "patient": "The bridge"},
    ),
    "control": (
        "Ukraine agreed to withdraw its troops.",
        "withdraw",
        {"agent": "Ukraine", "patient": "its troops"},
    ),
    "asked": (
        "The United Nations urged Serbia to release the prisoners.",
        "release",
        {"agent": "Serbia", "patient": "the prisoners"},
    ),
    "light verb": (
        "Government forces carried out an attack on the village.",
        "attack",
        {"agent": "Government forces", "on": "the village"},
    ),
    "action noun": (
        "The minister condemned the shelling of Ganja.",
        "shelling",
        {"patient": "Ganja"},
    ),
    "participle": (
        "Gunmen attacked a convoy near the border, killing nine soldiers.",
        "kill",
        {"agent": "Gunmen", "patient": "nine soldiers"},
    ),
    "speech at the end": (
        "Turkish troops have entered the city, the defence ministry said on Monday.",
        "say",
        {"agent": "the defence ministry", "on": "Monday"},
    ),
    "existence": (
        "There were clashes between police and protesters.",
        "clash",
        {"between": "police and protesters"},
    ),
}


@pytest.fixture(scope="module")
def analyzer() -> EnglishAnalyzer:
    """Share one loaded model; skip where none is installed."""
    analyzer = EnglishAnalyzer()
    try:
        next(analyzer.analyze([("Rain fell.", (Span(0, 10),))]))
    except ModelMissing:
        pytest.skip("no language model is installed")
    return analyzer


def _read(analyzer: EnglishAnalyzer, text: str) -> tuple[Proposition, ...]:
    ((sentence,),) = analyzer.analyze([(text, (Span(0, len(text)),))])
    return find_propositions(sentence)


@pytest.mark.parametrize("name", SENTENCES, ids=str)
def test_live_sentence(analyzer: EnglishAnalyzer, name: str) -> None:
    """A plain sentence keeps its roles through the live parser."""
    text, lemma, expected = SENTENCES[name]
    found = [proposition for proposition in _read(analyzer, text) if proposition.lemma == lemma]
    assert len(found) == 1
    read = {
        argument.marker if argument.role == "oblique" else argument.role: argument.span.text(text)
        for argument in found[0].arguments
    }
    assert {key: read.get(key) for key in expected} == expected


def test_spans_lie_in_the_sentence(analyzer: EnglishAnalyzer) -> None:
    """Every span and every index of an argument lies in its sentence, whatever the words."""
    text = (
        "“Had they — God forbid — fired (as 3,000 did), who’d have stopped the U.S.-led raid?” she asked; nobody knew."
    )
    for proposition in _read(analyzer, text):
        spans = [proposition.span, *(argument.span for argument in proposition.arguments)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(argument.proposition >= -1 for argument in proposition.arguments)
