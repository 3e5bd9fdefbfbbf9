"""Propositions from gold trees and from trees with a parser's errors: the cases stand in the .toml files beside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from demarche.language.propositions import find_propositions, format_proposition
from demarche.model import Sentence, Span
from support.trees import build_sentence

HERE = Path(__file__).parent
GOLD = tomllib.loads((HERE / "propositions.toml").read_text(encoding="utf-8"))
MENDED = tomllib.loads((HERE / "propositions_mended.toml").read_text(encoding="utf-8"))


def _printed(tree: str) -> list[str]:
    """Print without doubts: these are tested in test_doubts.py."""
    sentence = build_sentence(tree)
    return [format_proposition(sentence, replace(p, doubts=())) for p in find_propositions(sentence)]


@pytest.mark.parametrize("name", GOLD, ids=str)
def test_propositions_of_a_gold_tree(name: str) -> None:
    """A sentence with a right tree has the propositions listed for it."""
    assert _printed(GOLD[name]["tree"]) == GOLD[name]["propositions"]


@pytest.mark.parametrize("name", MENDED, ids=str)
def test_propositions_of_a_tree_with_an_error(name: str) -> None:
    """A typical error of the parser does not change what is read."""
    assert _printed(MENDED[name]["tree"]) == MENDED[name]["propositions"]


def test_indices_count_over_the_document() -> None:
    """Indices, parents and the propositions of arguments count from the first index given."""
    sentence = build_sentence(GOLD["control-by-subject"]["tree"], index=3)
    agree, withdraw = find_propositions(sentence, 40)
    clause = agree.get("clause", "to")
    assert clause is not None
    assert (agree.index, withdraw.index, withdraw.parent, clause.proposition) == (40, 41, 40, 41)
    assert {agree.sentence, withdraw.sentence} == {3}


def test_spans_are_characters_of_the_document() -> None:
    """The spans of predicates and arguments count characters of the document, wherever the sentence begins."""
    line = GOLD["light-verb"]["tree"]
    text = "Dateline. The navy carried out an attack on the port."
    sentence = build_sentence(line, start=10)
    (attack,) = find_propositions(sentence)
    assert attack.span.text(text) == "carried out an attack"
    assert [argument.span.text(text) for argument in attack.arguments] == ["The navy", "the port"]


def test_heads_name_all_conjuncts() -> None:
    """An argument names the heads of all its conjuncts, in order."""
    condemn = find_propositions(build_sentence(GOLD["conjoined-subjects"]["tree"]))[0]
    agent = condemn.get("agent")
    assert agent is not None
    assert (agent.head, agent.heads) == (0, (0, 2))


def test_no_words_no_propositions() -> None:
    """A sentence without tokens has no propositions."""
    assert find_propositions(Sentence(0, Span(0, 0), ())) == ()


def test_tree_in_a_circle_is_survived() -> None:
    """Heads that run in a circle give no endless loop."""
    sentence = build_sentence("Rebels/NNS>2:nsubj attacked/VBD>3:acl camps/NNS>2:obj ./.>2:punct")
    assert [proposition.lemma for proposition in find_propositions(sentence)] == ["attack"]
