"""Mentions: heads of noun phrases and the spans of their own words."""

from __future__ import annotations

import pytest

from demarche.model import Analysis, Argument, Document, Proposition, Span
from demarche.stages.mentions import find_mentions
from support.trees import build_sentence

CASES = {
    "modifiers and article stay": (
        "The/DT>4:det Israeli/JJ>3:amod defence/NN>4:compound minister/NN>5:nsubj left/VBD>0 ./.>5:punct",
        ["The Israeli defence minister"],
    ),
    "of-phrases stay and are mentions of their own": (
        "The/DT>2:det president/NN>5:nsubj of/IN>4:case Armenia/NNP>2:nmod left/VBD>0 ./.>5:punct",
        ["The president of Armenia", "Armenia"],
    ),
    "appositions stay": (
        "Rosa/NNP>6:nsubj ,/,>4:punct a/DT>4:det nurse/NN>1:appos ,/,>1:punct left/VBD>0 ./.>6:punct",
        ["Rosa, a nurse", "a nurse"],
    ),
    "relative clauses are cut": (
        "Men/NNS>5:nsubj who/WP>3:nsubj lied/VBD>1:acl:relcl ,/,>1:punct left/VBD>0 ./.>5:punct",
        ["Men", "who"],
    ),
    "conjuncts are mentions of their own": (
        "Ghana/NNP>4:nsubj and/CC>3:cc Togo/NNP>1:conj agreed/VBD>0 ./.>4:punct",
        ["Ghana", "Togo"],
    ),
    "possessors and pronouns are mentions": (
        "Its/PRP$>2:nmod:poss army/NN>3:nsubj hit/VBD>0 Togo/NNP>6:nmod:poss 's/POS>4:case navy/NN>3:obj ./.>3:punct",
        ["Its", "Its army", "Togo", "Togo's navy"],
    ),
    "an acronym in brackets keeps its brackets": (
        "The/DT>2:det Front/NNP>6:nsubj (/-LRB->4:punct FMU/NNP>2:appos )/-RRB->4:punct left/VBD>0 ./.>6:punct",
        ["The Front (FMU)", "FMU"],
    ),
}


def _mentioned(tree: str, *propositions: Proposition) -> list[str]:
    sentence = build_sentence(tree)
    text = ""
    for token in sentence.tokens:
        text = text.ljust(token.start) + token.text
    analysis = Analysis(Document("report", text), (sentence,), propositions, ())
    return [mention.span.text(text) for mention in find_mentions(analysis)]


@pytest.mark.parametrize(("tree", "mentions"), CASES.values(), ids=CASES)
def test_spans_of_mentions(tree: str, mentions: list[str]) -> None:
    """Each head of a noun phrase is a mention with the words of its own phrase."""
    assert _mentioned(tree) == mentions


def test_the_head_of_an_argument_is_a_mention_whatever_its_tag() -> None:
    """An adjective that stands as an argument («the Israeli attack») is a mention."""
    tree = "The/DT>3:det Israeli/JJ>3:amod attack/NN>4:nsubj failed/VBD>0 ./.>4:punct"
    argument = Argument("agent", "", 1, (1,), Span(4, 11))
    attack = Proposition(0, 0, 2, "noun", "attack", Span(12, 18), (argument,))
    assert _mentioned(tree, attack) == ["Israeli", "The Israeli attack"]
