"""What the numbers of events measure: the cases stand in quantities.toml beside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from demarche.language.propositions import find_propositions
from demarche.model import Analysis, Document, Event, Quantity, Sentence
from demarche.stages.tolls import find_quantities, find_tolls
from support.trees import build_sentence

CASES = tomllib.loads((Path(__file__).parent / "quantities.toml").read_text(encoding="utf-8"))


def _analysis(tree: str) -> Analysis:
    sentence: Sentence = build_sentence(tree)
    text = ""
    for token in sentence.tokens:
        text = text.ljust(token.start) + token.text
    propositions = tuple(find_propositions(sentence, 0))
    return Analysis(Document(id="made", text=text), (sentence,), propositions, ())


def _events(analysis: Analysis, lemmas: str) -> tuple[Event, ...]:
    events = []
    for index, lemma in enumerate(lemmas.split()):
        proposition = next(p for p in analysis.propositions if p.lemma == lemma)
        span = proposition.span
        events.append(Event(index, "ASSAULT", (), (), (), span, span, 0, proposition.index, "made"))
    return tuple(events)


def _found(name: str) -> tuple[Analysis, dict[int, tuple[Quantity, ...]]]:
    case = CASES[name]
    analysis = _analysis(case["tree"])
    events = _events(analysis, case["events"])
    return analysis, find_quantities(analysis, events, find_tolls(analysis))


def _written(quantity: Quantity) -> str:
    high = "-" if quantity.high is None else f"{quantity.high:.15g}"
    return f"{quantity.low:.15g} {high} {quantity.unit} {quantity.of} | {quantity.text}"


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_quantities_of_a_sentence(name: str) -> None:
    """The events of a sentence hold the quantities listed for them, and no others."""
    _, found = _found(name)
    assert [_written(quantity) for index in sorted(found) for quantity in found[index]] == CASES[name]["quantities"]


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_words_of_a_quantity_stand_in_the_text(name: str) -> None:
    """The span of a quantity is that of its words."""
    analysis, found = _found(name)
    for quantities in found.values():
        for quantity in quantities:
            assert quantity.span.text(analysis.document.text) == quantity.text


def test_an_amount_goes_to_the_act_not_to_the_word_about_it() -> None:
    """«Condemned the shelling of 12 houses»: the houses are the shelling's, once it is an event itself."""
    _, found = _found("clause-of-its-own")
    assert list(found) == [1]
