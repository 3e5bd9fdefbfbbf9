"""Near-duplicate texts: wire copies under another headline, with paragraphs cut or a few words changed.

A text's signature is the smallest hashes of its runs of three words (a bottom-k sketch, Broder 1997): how much of the
shorter of two texts stands in the other is read off two signatures, so that texts themselves need not be kept.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter
from collections.abc import Iterable, Mapping

from demarche.records.tellings import fold_words

SIZE = 128  # hashes kept of a text: all of them for a short report
LENGTH = 3  # words in a run
KEYS = 12  # smallest hashes by which copies find one another
# Of the shorter text, so much stands in the other; on our gold copies have 0.75 and more, other reports on the same
# incident 0.2 and less: nothing changes from 0.35 to 0.7.
ENOUGH = 0.5
SHARED = 3  # keys that two copies share at the least
COMMON = 200  # documents with a key; beyond that it is of a phrase that everybody uses
SHORTEST = 8  # runs; below that a text says too little to be told as a copy
_WORD = re.compile(r"\w+")


def make_signature(text: str) -> bytes:
    """Return the signature of a text."""
    words = _WORD.findall(fold_words(text))
    runs = {" ".join(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}
    hashes = {int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest(), "big") for run in runs}
    kept = sorted(hashes)[:SIZE]
    return struct.pack(f">{len(kept)}I", *kept)


def read_signature(signature: bytes) -> tuple[int, ...]:
    """Return the hashes of a signature, the smallest first."""
    return struct.unpack(f">{len(signature) // 4}I", signature)


def copy_keys(signature: bytes) -> tuple[int, ...]:
    """Return the keys of which two copies share some."""
    return read_signature(signature[: 4 * KEYS])


def shared(one: bytes, other: bytes) -> float:
    """Return how much of the shorter text stands in the other, from 0 to 1."""
    first, second = read_signature(one), read_signature(other)
    if len(first) < SHORTEST or len(second) < SHORTEST:
        return 1.0 if first == second and first else 0.0
    # Only as far as both signatures reach can a hash be missed in one of them.
    reach = (
        min(texts[-1] for texts in (first, second) if len(texts) == SIZE) if SIZE in map(len, (first, second)) else None
    )
    if reach is not None:
        first = tuple(value for value in first if value <= reach)
        second = tuple(value for value in second if value <= reach)
    return len(set(first).intersection(second)) / max(1, min(len(first), len(second)))


def are_copies(one: bytes, other: bytes) -> bool:
    """Say whether two texts are so alike that one is a copy of the other, or both of a third."""
    return shared(one, other) >= ENOUGH


def fold_copies(signatures: Mapping[str, bytes], order: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    """Return for each document the one that it is a copy of, itself where it is of none; `order` says who was first."""
    parent = {document: document for document in signatures}

    def find(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for one, other in copy_pairs(signatures):
        first, second = sorted((find(one), find(other)), key=order.__getitem__)
        parent[second] = first
    return {document: find(document) for document in signatures}


def copy_pairs(signatures: Mapping[str, bytes]) -> Iterable[tuple[str, str]]:
    """Yield the pairs of copies among documents."""
    by_key: dict[int, list[str]] = {}
    for document in sorted(signatures):
        for key in copy_keys(signatures[document]):
            by_key.setdefault(key, []).append(document)
    for document in sorted(signatures):
        counted: Counter[str] = Counter()
        for key in copy_keys(signatures[document]):
            if len(by_key[key]) <= COMMON:
                counted.update(by_key[key])
        for other, keys in counted.items():
            if keys >= SHARED and other < document and are_copies(signatures[document], signatures[other]):
                yield other, document
