"""Confidence follows from what is known to fail."""

from __future__ import annotations

import pytest

from demarche.model import Document
from demarche.pipeline import Coder
from demarche.reference.confidence import Weights, load_weights
from demarche.stages.confidence import evidence_of

CODER = Coder()


def _evidence(text: str) -> dict[str, float]:
    traces = next(CODER.trace_all([Document("d", text)]))
    return evidence_of(traces.analysis, traces.events[0], traces.entities)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Armenian forces shelled Ganja.", set()),
        ("The shelling of Ganja by Armenian forces went on.", {"bare_noun"}),
        ("Ganja was shelled.", {"no_actor"}),
        ("Armenia accused Azerbaijan. It condemned Turkey.", set()),
        ("Armenia may expel the envoy of Turkey.", {"aux"}),
    ],
    ids=["plain", "action noun", "no doer", "two sentences", "possible"],
)
def test_evidence_is_named(text: str, named: set[str]) -> None:
    """What weakens a reading is found by name; a plain clause with both sides has none of it."""
    known = {"bare_noun", "light_noun", "adjective", "no_actor", "no_recipient", "aux", "below"}
    assert _evidence(text).keys() & known == named


def test_a_pronoun_is_an_inferred_side() -> None:
    """A side that is known by a pronoun is told apart from one that is named."""
    text = "Armenia closed its border on Friday. It condemned Turkey."
    traces = next(CODER.trace_all([Document("d", text)]))
    event = next(e for e in traces.events if e.type == "ACCUSE")
    assert evidence_of(traces.analysis, event, traces.entities)["inferred_actor"] == 1.0


def test_evidence_moves_the_rating() -> None:
    """Weights add up on a logistic scale; a type without a weight is rated by its evidence alone."""
    weights = Weights(base=0.0, evidence={"doubt": -1.0}, types={"AID": 2.0})
    assert [
        weights.rate("AID", {}),
        weights.rate("OTHER", {}),
        weights.rate("OTHER", {"doubt": 2.0}),
    ] == [0.881, 0.5, 0.119]


def test_shipped_weights_punish_doubt_and_missing_sides() -> None:
    """The fitted weights lower what is doubted, what has no doer and what a bare noun tells."""
    weights = load_weights().evidence
    assert all(weights[name] < 0 for name in ("doubt", "no_actor", "bare_noun"))


def test_a_claim_told_in_full_is_surer() -> None:
    """The confidence of a claim lies between 0 and 1, and a clause with both sides beats a mention without any."""
    full, bare = (
        next(c.confidence for c in CODER.read(Document("d", text)).claims)
        for text in ("Armenian forces shelled Ganja.", "The shelling went on in Ganja.")
    )
    assert full is not None
    assert bare is not None
    assert 0 < bare < full < 1
