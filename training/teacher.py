"""Train a teacher and let it annotate open news text: `python training/teacher.py [--data DIR] [--output DIR]`.

The teacher is a pre-trained transformer (see teacher_network.py), more accurate than what we ship and too slow and
large to ship; the model that we ship learns from the treebanks and from what the teacher makes of the open text.
Writes `teacher.pt` and then `silver.jsonl`, a sentence a line, into the output folder. A run that was cut off goes on
from its last save. Needs what training/requirements.txt lists.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
import torch
from torch import nn

from open_text import read_open_text
from prepare import DEFAULT_DATA, DEFAULT_OUTPUT, SEED, add_variants, split_parts
from teacher_network import (
    NAME_TAGS,
    Labels,
    Teacher,
    apply_edit,
    collate,
    collect_labels,
    encode,
    encode_gold,
    learning_rate_share,
    make_batches,
)
from teacher_trees import best_tree
from treebank import Sentence, check_data

EPOCHS = 6
PIECES = 1200  # an update
RATE, HEAD_RATE = 2e-4, 2e-3
SAVE_EVERY = 300
ANNOTATED_AT_ONCE = 4000
SHORTEST, LONGEST = 4, 70  # words of a sentence worth annotating


def main() -> None:
    """Train, measure on the development sentences, annotate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with treebanks/, names/ and wikinews/")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="folder for teacher.pt and silver.jsonl")
    arguments = parser.parse_args()
    try:
        check_data(arguments.data)
    except FileNotFoundError as error:
        parser.exit(2, f"teacher.py: {error}\n")
    arguments.output.mkdir(parents=True, exist_ok=True)
    teach(arguments.data, arguments.output)


def teach(data: Path, output: Path) -> None:
    """Write `teacher.pt` and `silver.jsonl`."""
    train, dev = split_parts(data)
    gold = list(add_variants(train, random.Random(SEED)))
    labels = collect_labels(gold)
    network = train_teacher(gold, labels, output / "teacher.pt")
    found = list(annotate(network, labels, [[word.form for word in sentence.words] for sentence in dev]))
    print("development sentences: UAS {:.2f}, LAS {:.2f}".format(*attachment(found, dev)), flush=True)
    tokenizer = spacy.blank("en")
    docs = [doc for doc in map(tokenizer.make_doc, read_open_text(data)) if SHORTEST <= len(doc) <= LONGEST]
    scratch = output / "silver.new"
    with scratch.open("w", encoding="utf-8") as lines:
        for doc, row in zip(docs, annotate(network, labels, [[t.text for t in doc] for doc in docs]), strict=True):
            row["spaces"] = [bool(token.whitespace_) for token in doc]
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    scratch.replace(output / "silver.jsonl")


def train_teacher(gold: Sequence[Sentence], labels: Labels, path: Path) -> Teacher:
    """Return the trained teacher; its state is saved at `path` as it goes, and taken up again from there."""
    torch.manual_seed(SEED)
    encoded = [encode_gold(sentence, labels) for sentence in gold]
    lengths = [len(sentence["pieces"]) for sentence in encoded]
    network = Teacher(labels)
    encoder = [value for name, value in network.named_parameters() if name.startswith("encoder.")]
    heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    batches = [batch for epoch in range(EPOCHS) for batch in make_batches(lengths, PIECES, random.Random(SEED + epoch))]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: learning_rate_share(step, len(batches)))
    parts: dict[str, Any] = {"network": network, "optimizer": optimizer, "schedule": schedule}
    done = 0
    if path.is_file():
        saved = torch.load(path)
        done = saved["done"]
        for name, part in parts.items():
            part.load_state_dict(saved[name])
    while done < len(batches):
        torch.manual_seed(SEED + done)
        network.train()
        for batch in batches[done : done + SAVE_EVERY]:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = network.loss(collate([encoded[i] for i in batch]))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        done = min(done + SAVE_EVERY, len(batches))
        scratch = path.with_suffix(".new")
        torch.save({"done": done, **{name: part.state_dict() for name, part in parts.items()}}, scratch)
        scratch.replace(path)
        print(f"teacher: {done} of {len(batches)} updates, loss {loss.item():.3f}", flush=True)
    return network


def annotate(network: Teacher, labels: Labels, sentences: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    """Yield each sentence annotated, in order: words, tags, features, lemmas, heads (own index: root), relations."""
    network.eval()
    for start in range(0, len(sentences), ANNOTATED_AT_ONCE):
        part = sentences[start : start + ANNOTATED_AT_ONCE]
        encoded = [encode(forms) for forms in part]
        rows: dict[int, dict[str, Any]] = {}
        for batch in make_batches([len(sentence["pieces"]) for sentence in encoded], 4000):
            with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
                found = list(_annotate(network, labels, [part[i] for i in batch], [encoded[i] for i in batch]))
            rows.update(zip(batch, found, strict=True))
        yield from (rows[i] for i in range(len(part)))


def _annotate(
    network: Teacher, labels: Labels, sentences: Sequence[Sequence[str]], encoded: Sequence[dict[str, list[int]]]
) -> Iterator[dict[str, Any]]:
    words, arcs, dependents, possible = network(collate(encoded))
    scores = nn.functional.log_softmax(arcs, -1).numpy()
    heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
    for row, forms in enumerate(sentences):
        size = len(forms)
        heads[row, :size] = torch.tensor(best_tree(scores[row, :size, : size + 1]))
    relations = network.relation_scores(dependents, possible, heads).argmax(-1)
    chosen = {task: getattr(network, task)(words).argmax(-1) for task in ("tags", "features", "lemmas", "names")}
    for row, forms in enumerate(sentences):
        place = heads[row].tolist()
        edits = [labels.lemmas[i] for i in chosen["lemmas"][row].tolist()]
        names = [NAME_TAGS[i] for i in chosen["names"][row, : len(forms)].tolist()]
        yield {
            "words": list(forms),
            "tags": [labels.tags[i] for i in chosen["tags"][row, : len(forms)].tolist()],
            "features": [labels.features[i] for i in chosen["features"][row, : len(forms)].tolist()],
            "lemmas": [apply_edit(form, edit) for form, edit in zip(forms, edits, strict=False)],
            "heads": [place[i] - 1 if place[i] else i for i in range(len(forms))],
            "relations": [
                labels.relations[relation] if place[i] else "ROOT"
                for i, relation in enumerate(relations[row, : len(forms)].tolist())
            ],
            "names": names_of(names),
        }


def names_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, label) for the names that a row of B-, I- and O-tags marks."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        label = tag[2:]
        if tag[0] == "I" and found and found[-1][1:] == (i, label):
            found[-1] = (found[-1][0], i + 1, label)
        elif tag != "O":
            found.append((i, i + 1, label))
    return found


def attachment(found: Sequence[dict[str, Any]], gold: Sequence[Sentence]) -> tuple[float, float]:
    """Return the shares of words with the right head, and with the right relation too, punctuation left out."""
    words = heads = both = 0
    for row, sentence in zip(found, gold, strict=True):
        for word, head, relation in zip(sentence.words, row["heads"], row["relations"], strict=True):
            if word.deprel != "punct":
                words += 1
                heads += head == word.head
                both += head == word.head and relation == word.deprel
    return 100.0 * heads / words, 100.0 * both / words


if __name__ == "__main__":
    main()
