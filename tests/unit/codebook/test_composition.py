"""What holds of an event under what embeds it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from demarche.codebook.composition import compose_modality
from demarche.codebook.loading import load_bundled
from demarche.codebook.matching import Match
from demarche.codebook.schema import Frame, Pattern
from demarche.model import Argument, Aux, Proposition, Span

FORMS = load_bundled().forms


def _proposition(index: int, lemma: str, **features: Any) -> Proposition:
    span = Span(index, index + 1)
    return Proposition(
        index=index, sentence=0, head=index, kind="verb", lemma=lemma, span=span, arguments=(), **features
    )


def _operator(index: int, below: int, aux: tuple[Aux, ...], *, refusal: bool = False) -> Match:
    content = Argument("clause", "to", below, (below,), Span(below, below + 1), proposition=below)
    frame = Frame(id="operator", type="", patterns=(), aux=aux, refusal=refusal)
    return Match(frame, Pattern("x", "verb", "x"), index, None, None, content, 0)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({"tense": "past"}, ()),
        ({"tense": "future", "modal": "will"}, ("future",)),
        ({"modal": "may"}, ("hypothetical",)),
        ({"negated": True}, ("negation",)),
        ({"modal": "could", "negated": True}, ("negation",)),
        ({"question": True}, ("hypothetical",)),
        ({"relation": "condition", "marker": "if"}, ("hypothetical",)),
        ({"relation": "purpose", "marker": "to"}, ("hypothetical",)),
    ],
    ids=["past", "will", "may", "not", "could not", "question", "if-clause", "purpose"],
)
def test_a_predicate_alone(features: dict[str, object], expected: tuple[str, ...]) -> None:
    """A predicate's own modal, tense, polarity and clause give its auxiliary modes."""
    (modality,) = compose_modality((_proposition(0, "attack", **features),), {}, FORMS).values()
    assert modality.aux() == expected


@pytest.mark.parametrize(
    ("above", "aux", "expected"),
    [
        ({}, ("future",), ("future",)),
        ({"negated": True}, ("future",), ("future", "negation")),
        ({}, ("negation",), ("negation",)),
        ({"negated": True}, ("negation",), ()),
        ({"modal": "may"}, (), ("hypothetical",)),
    ],
    ids=["plans to", "does not plan to", "failed to", "did not fail to", "may begin to"],
)
def test_below_an_operator(above: dict[str, object], aux: tuple[Aux, ...], expected: tuple[str, ...]) -> None:
    """What stands below an operator takes over its modality and what the codebook says that it adds."""
    upper = _proposition(0, "operator", **above)
    lower = _proposition(1, "attack", parent=0, relation="clause", marker="to")
    modalities = compose_modality((upper, lower), {0: _operator(0, 1, aux)}, FORMS)
    assert modalities[1].aux() == expected


def test_not_planning_is_refusing() -> None:
    """«does not plan to meet» refuses the meeting."""
    upper = _proposition(0, "plan", negated=True)
    lower = _proposition(1, "meet", parent=0, relation="clause", marker="to")
    assert compose_modality((upper, lower), {0: _operator(0, 1, ("future",))}, FORMS)[1].refused


def test_an_infinitive_shares_the_polarity_above() -> None:
    """«did not manage to attack»: an infinitive without an operator of the codebook above it is negated too."""
    upper = _proposition(0, "manage", negated=True)
    lower = _proposition(1, "attack", parent=0, relation="clause", marker="to")
    assert compose_modality((upper, lower), {}, FORMS)[1].aux() == ("negation",)


def test_the_content_of_a_speech_act_takes_nothing_over() -> None:
    """«did not accuse X of shelling Y» says nothing against the shelling."""
    upper = _proposition(0, "accuse", negated=True)
    lower = _proposition(1, "shell", parent=0, relation="clause", marker="of")
    assert compose_modality((upper, lower), {}, FORMS, frozenset({1}))[1].aux() == ()


def test_a_that_clause_takes_nothing_over() -> None:
    """«did not say that X had attacked» says nothing against the attack."""
    upper = _proposition(0, "say", negated=True)
    lower = _proposition(1, "attack", parent=0, relation="clause", marker="that")
    assert compose_modality((upper, lower), {}, FORMS)[1].aux() == ()


def test_infinitive_below_a_noun_is_open() -> None:
    """«Negotiations to reduce arms» tell of no reduction yet."""
    noun = msgspec.structs.replace(_proposition(0, "negotiation"), kind="noun")
    below = _proposition(1, "reduce", parent=0, relation="clause", marker="to")
    assert compose_modality((noun, below), {}, FORMS)[1].aux() == ("hypothetical",)
