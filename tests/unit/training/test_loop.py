"""Training that was cut off goes on as if it had not been."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Optimizer, fix_random_seed

import loop
from loop import Plan, train_in_rounds

SENTENCES = [
    ("Sudria shelled Dorvik .", ["NNP", "VBD", "NNP", "."]),
    ("The mayor left .", ["DT", "NN", "VBD", "."]),
    ("Talks failed .", ["NNS", "VBD", "."]),
]
PLAN = Plan(steps=6, size=6, every=2, seed=3, warmup=2)


def pipeline() -> tuple[Language, list[Doc], Optimizer]:
    """Return a small tagger before its first update, what it learns from, and its optimizer."""
    nlp = spacy.blank("en")
    docs = [Doc(nlp.vocab, words=text.split(), tags=tags) for text, tags in SENTENCES]
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.HashEmbedCNN.v2", **SMALL}})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 8}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    fix_random_seed(PLAN.seed)
    nlp.initialize(lambda: [Example(nlp.make_doc(doc.text), doc) for doc in docs])
    return nlp, docs, Optimizer(0.001, L2=0.01, use_averages=True)


SMALL = {
    "width": 8,
    "depth": 1,
    "embed_size": 50,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": True,
    "pretrained_vectors": None,
}


class CutOffError(Exception):
    """Stands for a killed process."""


def test_a_run_that_was_cut_off_ends_with_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights after a break between two rounds are those of an unbroken run, byte for byte."""
    monkeypatch.setattr(loop, "evaluate", lambda nlp, dev: {"score": 1.0})
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for folder in (whole, broken):
        folder.mkdir()
    nlp, docs, optimizer = pipeline()
    train_in_rounds(nlp, optimizer, docs, [], docs, PLAN, whole)

    nlp, docs, optimizer = pipeline()
    rounds: list[int] = []

    def cut(*_: object) -> dict[str, float]:
        rounds.append(1)
        if len(rounds) == 2:
            raise CutOffError
        return {"score": 1.0}

    monkeypatch.setattr(loop, "evaluate", cut)
    with pytest.raises(CutOffError):
        train_in_rounds(nlp, optimizer, docs, [], docs, PLAN, broken)
    monkeypatch.setattr(loop, "evaluate", lambda nlp, dev: {"score": 1.0})
    nlp, docs, optimizer = pipeline()
    train_in_rounds(nlp, optimizer, docs, [], docs, PLAN, broken)

    for part in ("tok2vec", "tagger"):
        one, other = ((folder / "model-last" / part / "model").read_bytes() for folder in (whole, broken))
        assert one == other
