"""The numbers of victims that sentences tell of, and the events they go to: the cases stand in tolls.toml beside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from demarche.language.propositions import find_propositions
from demarche.model import Analysis, Document, Event, Proposition, Sentence, Span, TollEntry
from demarche.stages.tolls import assign_tolls, find_tolls
from support.trees import build_sentence

CASES = tomllib.loads((Path(__file__).parent / "tolls.toml").read_text(encoding="utf-8"))


def _analysis(*trees: str) -> Analysis:
    text = ""
    sentences: list[Sentence] = []
    propositions: list[Proposition] = []
    for tree in trees:
        start = len(text) + bool(text)
        sentence = build_sentence(tree, index=len(sentences), start=start)
        for token in sentence.tokens:
            text = text.ljust(token.start) + token.text
        propositions += find_propositions(sentence, len(propositions))
        sentences.append(sentence)
    return Analysis(Document(id="made", text=text), tuple(sentences), tuple(propositions), ())


def _written(entry: TollEntry) -> str:
    high = "-" if entry.count.high is None else entry.count.high
    return f"{entry.field} {entry.count.low} {high} {entry.count.text}"


def _event(analysis: Analysis, index: int, type_: str, lemma: str) -> Event:
    proposition = next(p for p in analysis.propositions if p.lemma == lemma)
    span = proposition.span
    return Event(index, type_, (), (), (), span, span, proposition.sentence, proposition.index, "made")


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_tolls_of_a_sentence(name: str) -> None:
    """A sentence tells of the tolls listed for it, with their bounds and words, and of no others."""
    found = find_tolls(_analysis(CASES[name]["tree"]))
    assert [_written(entry) for entry in found] == CASES[name]["tolls"]


@pytest.mark.parametrize("name", CASES, ids=str)
def test_the_words_of_a_toll_stand_in_the_text(name: str) -> None:
    """The span of a toll is that of its words, in the sentence that it names."""
    analysis = _analysis(CASES[name]["tree"])
    for entry in find_tolls(analysis):
        assert entry.count.span.text(analysis.document.text) == entry.count.text
        assert analysis.sentences[entry.sentence].span.contains(entry.count.span)


def test_a_toll_goes_to_the_event_that_governs_it() -> None:
    """«…, killing dozens» goes to the bombing."""
    analysis = _analysis(CASES["dozens"]["tree"])
    bombing = _event(analysis, 0, "ASSAULT", "bomb")
    assert list(assign_tolls(analysis, (bombing,), find_tolls(analysis))) == [0]


def test_a_toll_goes_to_the_attack_told_before() -> None:
    """A toll whose sentence has no event of force goes to the last one of the sentence before."""
    attack = "Rebels/NNS>2:nsubj shelled/VBD>0 the/DT>4:det town/NN>2:obj ./.>2:punct"
    analysis = _analysis(attack, CASES["left-dead"]["tree"])
    shelling = _event(analysis, 0, "ASSAULT", "shell")
    given = assign_tolls(analysis, (shelling,), find_tolls(analysis))
    assert [_written(entry) for entry in given[0]] == ["dead 3 3 three"]


def test_a_toll_never_goes_to_a_speech_act() -> None:
    """An accusation has no victims, though a toll stands in its sentence."""
    analysis = _analysis(CASES["killed-and-wounded"]["tree"])
    accusation: Event = _event(analysis, 0, "ACCUSE", "kill")
    assert assign_tolls(analysis, (accusation,), find_tolls(analysis)) == {}


def test_the_toll_of_what_went_before_goes_to_nothing() -> None:
    """«marched after a flood killed nine»: nobody was killed in the march."""
    analysis = _analysis(
        "Crowds/NNS>2:nsubj marched/VBD>0 after/IN>6:mark a/DT>5:det flood/NN>6:nsubj killed~kill/VBD>2:advcl"
        " nine/CD>8:nummod miners/NNS>6:obj ./.>2:punct"
    )
    march = _event(analysis, 0, "PROTEST", "march")
    assert [_written(entry) for entry in find_tolls(analysis)] == ["dead 9 9 nine miners"]
    assert assign_tolls(analysis, (march,), find_tolls(analysis)) == {}


def test_spans_count_over_the_document() -> None:
    """The words of a toll in a later sentence are found at their place in the document."""
    analysis = _analysis(CASES["cows"]["tree"], CASES["missing"]["tree"])
    (entry,) = find_tolls(analysis)
    at = analysis.document.text.index("Five miners")
    assert (entry.sentence, entry.count.span) == (1, Span(at, at + len("Five miners")))
