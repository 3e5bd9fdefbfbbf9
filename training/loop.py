"""Train a pipeline in rounds; after each round all that training needs to go on stands on disk.

A run that is cut off goes on from its last round and ends with the same weights as a run that was never cut off: at
the start of each round the random numbers are set from the round's number, and the order of the sentences depends on
the seed and the epoch alone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model, Optimizer, fix_random_seed

STATE = "state.npz"


@dataclass(frozen=True)
class Plan:
    """Say how long and how to train: `size` is words an update, `every` the updates between two saves."""

    steps: int
    size: int = 800
    every: int = 250
    seed: int = 20261124
    dropout: float = 0.2
    rate: float = 0.002
    warmup: int = 200

    def rate_at(self, step: int) -> float:
        """Return the learning rate: up in `warmup` updates, then down to nothing in a straight line."""
        return self.rate * min((step + 1) / self.warmup, max(0.0, self.steps - step) / (self.steps - self.warmup))


def train_in_rounds(
    nlp: Language, optimizer: Optimizer, gold: list[Doc], silver: list[Doc], dev: list[Doc], plan: Plan, output: Path
) -> None:
    """Train until `plan.steps` updates are done; write `model-last` each round and `model-best` at each best score.

    Where `output` holds the state of an earlier run, that run goes on. Prints one line a round.
    """
    progress: dict[str, Any] = {"step": 0, "best": -1.0, "scores": []}
    if (output / STATE).is_file():
        progress = load_state(nlp, optimizer, output / STATE)
        print(f"going on after {progress['step']} updates")
    batches = _batches(gold, silver, plan, skip=progress["step"])
    while progress["step"] < plan.steps:
        fix_random_seed(plan.seed + progress["step"])
        losses: dict[str, float] = {}
        for _ in range(min(plan.every, plan.steps - progress["step"])):
            examples = [Example(nlp.make_doc(doc.text), doc) for doc in next(batches)]
            optimizer.learn_rate = plan.rate_at(progress["step"])
            nlp.update(examples, drop=plan.dropout, sgd=optimizer, losses=losses)
            progress["step"] += 1
        with nlp.use_params(optimizer.averages):
            scores = evaluate(nlp, dev)
            if scores["score"] > progress["best"]:
                progress["best"] = scores["score"]
                nlp.to_disk(output / "model-best")
            nlp.to_disk(output / "model-last")
        progress["scores"].append({"step": progress["step"], **scores})
        save_state(nlp, optimizer, progress, output / STATE)
        print(progress["step"], " ".join(f"{key} {value:.2f}" for key, value in scores.items()), flush=True)


def evaluate(nlp: Language, dev: list[Doc]) -> dict[str, float]:
    """Return the scores of the development sentences in percent, and `score`, by which the best model is chosen."""
    found = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in dev])
    scores = {
        name: 100.0 * float(found[key] or 0.0)
        for name, key in (
            ("LAS", "dep_las"),
            ("UAS", "dep_uas"),
            ("tags", "tag_acc"),
            ("features", "morph_acc"),
            ("lemmas", "lemma_acc"),
            ("names", "ents_f"),
        )
    }
    scores["score"] = 0.7 * scores["LAS"] + 0.05 * sum(scores[key] for key in ("tags", "features", "lemmas"))
    scores["score"] += 0.15 * scores["names"]
    return scores


def save_state(nlp: Language, optimizer: Optimizer, progress: dict[str, Any], path: Path) -> None:
    """Write the weights in training, not averaged, the optimizer's memory of each, and how far training is.

    Gradients too: the shared encoder's are applied only at the next update. One file, put in its place whole, so that
    no part of it can be of another round than the rest.
    """
    arrays: dict[str, Any] = {"progress": numpy.asarray(json.dumps(progress))}
    for name, number, node in _nodes(nlp):
        for param in node.param_names:
            if not node.has_param(param):
                continue
            key = (node.id, param)
            label = f"{name}/{number}/{param}"
            arrays[f"weight/{label}"] = node.get_param(param)
            if node.has_grad(param):
                arrays[f"gradient/{label}"] = node.get_grad(param)
            for memory in ("mom1", "mom2", "averages"):
                kept = getattr(optimizer, memory)
                if kept is not None and key in kept:
                    arrays[f"{memory}/{label}"] = kept[key]
            arrays[f"updates/{label}"] = numpy.asarray(optimizer.nr_update[key])
    scratch = path.with_suffix(".new.npz")
    numpy.savez(scratch, **arrays)
    scratch.replace(path)


def load_state(nlp: Language, optimizer: Optimizer, path: Path) -> dict[str, Any]:
    """Read what `save_state` wrote into a pipeline of the same make; return how far training is."""
    with numpy.load(path) as arrays:
        for name, number, node in _nodes(nlp):
            for param in node.param_names:
                label = f"{name}/{number}/{param}"
                if f"weight/{label}" not in arrays:
                    continue
                key = (node.id, param)
                node.set_param(param, arrays[f"weight/{label}"])
                if f"gradient/{label}" in arrays:
                    node.set_grad(param, arrays[f"gradient/{label}"])
                for memory in ("mom1", "mom2", "averages"):
                    if f"{memory}/{label}" in arrays:
                        getattr(optimizer, memory)[key] = arrays[f"{memory}/{label}"]
                optimizer.nr_update[key] = int(arrays[f"updates/{label}"])
        progress: dict[str, Any] = json.loads(str(arrays["progress"]))
    return progress


def _nodes(nlp: Language) -> Iterator[tuple[str, int, Model[Any, Any]]]:
    """Yield every layer of every component under a name and number that are the same in every process."""
    seen: set[int] = set()
    for name, component in nlp.pipeline:
        model: Model[Any, Any] = getattr(component, "model")  # noqa: B009
        for number, node in enumerate(model.walk()):
            if node.id not in seen:
                seen.add(node.id)
                yield name, number, node


def _batches(gold: list[Doc], silver: list[Doc], plan: Plan, skip: int) -> Iterator[list[Doc]]:
    """Yield batches of about `size` words for ever, the first `skip` left out.

    An epoch is every gold sentence once and as many words of silver, which goes round at its own pace.
    """
    done = 0
    turn = 0
    waiting: list[Doc] = []
    epoch = 0
    while True:
        chance = random.Random(f"{plan.seed} {epoch}")
        docs = list(gold)
        wanted = sum(len(doc) for doc in gold) if silver else 0
        while wanted > 0:
            if not waiting:
                waiting = list(silver)
                random.Random(f"{plan.seed} silver {turn}").shuffle(waiting)
                turn += 1
            docs.append(waiting.pop())
            wanted -= len(docs[-1])
        chance.shuffle(docs)
        batch: list[Doc] = []
        words = 0
        for doc in docs:
            batch.append(doc)
            words += len(doc)
            if words >= plan.size:
                done += 1
                if done > skip:
                    yield batch
                batch, words = [], 0
        epoch += 1
