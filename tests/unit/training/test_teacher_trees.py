"""The best tree of a matrix of arc scores."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from teacher_trees import best_tree


def by_trial(scores: np.ndarray) -> float:
    """Return the score of the best tree with one root, found by trying all."""
    size = len(scores)
    best = -np.inf
    for heads in product(range(size + 1), repeat=size):
        if heads.count(0) == 1 and all(reaches_root(heads, word) for word in range(1, size + 1)):
            best = max(best, sum(scores[i, head] for i, head in enumerate(heads)))
    return float(best)


def reaches_root(heads: tuple[int, ...], word: int) -> bool:
    """Say whether the way up from a word ends at the root."""
    for _ in range(len(heads) + 1):
        if word == 0:
            return True
        word = heads[word - 1]
    return False


@pytest.mark.parametrize("seed", range(20))
def test_no_tree_is_better(seed: int) -> None:
    """The tree found has one root, no cycle, and the score of the best of all trees."""
    scores = np.random.default_rng(seed).normal(size=(4, 5))
    scores[np.arange(4), np.arange(1, 5)] = -1e4
    heads = best_tree(scores)
    assert heads.count(0) == 1
    assert all(reaches_root(tuple(heads), word) for word in range(1, 5))
    assert sum(scores[i, head] for i, head in enumerate(heads)) == pytest.approx(by_trial(scores))
