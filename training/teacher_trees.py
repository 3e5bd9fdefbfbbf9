"""The best tree for a matrix of arc scores: Chu and Liu (1965), Edmonds (1967), with one root."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[Any]
NEVER = -1e9
# Of words that may be the root so many are tried.
ROOTS = 3


def best_tree(scores: Scores) -> list[int]:
    """Return the head of each word; `scores` is words by heads, column 0 the root, and so is head 0."""
    heads = scores.argmax(1)
    if _is_tree(heads):
        return [int(head) for head in heads]
    found: tuple[float, list[int]] | None = None
    for root in np.argsort(-(scores[:, 0] - scores[:, 1:].max(1)), kind="stable")[:ROOTS]:
        rooted = scores.copy()
        rooted[:, 0] = NEVER
        rooted[root] = NEVER
        rooted[root, 0] = 0.0
        square = np.full((len(scores) + 1, len(scores) + 1), NEVER)
        square[1:] = rooted
        np.fill_diagonal(square, NEVER)
        tree = [int(head) for head in _arborescence(square)[1:]]
        total = float(sum(scores[i, head] for i, head in enumerate(tree)))
        if found is None or total > found[0]:
            found = total, tree
    return found[1] if found else []


def _is_tree(heads: Scores) -> bool:
    if (heads == 0).sum() != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        at = word
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = int(heads[at - 1])
    return True


def _cycle(heads: Scores) -> list[int]:
    """Return the words of one cycle, none if there is none."""
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while at and not colour[at]:
            colour[at] = start
            path.append(at)
            at = int(heads[at])
        if at and colour[at] == start:
            return path[path.index(at) :]
    return []


def _arborescence(scores: Scores) -> Scores:
    """Return the heads of the best tree over a square matrix (word by head) with node 0 as root."""
    heads: Scores = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(len(scores)) if i not in inside]
    joint = len(rest)
    held = sum(scores[i, heads[i]] for i in cycle)
    smaller = np.full((joint + 1, joint + 1), NEVER)
    smaller[:joint, :joint] = scores[np.ix_(rest, rest)]
    leaving, entering = [], []
    for a, i in enumerate(rest):
        out = max(cycle, key=lambda word: scores[i, word])
        into = max(cycle, key=lambda word: scores[word, i] - scores[word, heads[word]])
        smaller[a, joint] = scores[i, out]
        smaller[joint, a] = scores[into, i] - scores[into, heads[into]] + held
        leaving.append(out)
        entering.append(into)
    smaller[0] = NEVER
    inner = _arborescence(smaller)
    found: Scores = heads.copy()
    for a, i in enumerate(rest):
        if i:
            found[i] = leaving[a] if inner[a] == joint else rest[inner[a]]
    broken = entering[inner[joint]]
    found[broken] = rest[inner[joint]]
    return found
