"""Lemmas by the rules of spelling."""

from __future__ import annotations

import pytest

from demarche.language.lemmas import mend_lemma

VERBS = [
    ("kidnapped", "VBD", "kidnap"), ("banned", "VBN", "ban"), ("blamed", "VBD", "blame"),
    ("exploded", "VBD", "explode"),
    ("erupted", "VBD", "erupt"), ("shelling", "VBG", "shell"), ("imposed", "VBN", "impose"), ("fired", "VBD", "fire"),
    ("undertook", "VBD", "undertake"), ("conceded", "VBD", "concede"), ("accused", "VBD", "accuse"),
    ("visited", "VBD", "visit"), ("denies", "VBZ", "deny"), ("launches", "VBZ", "launch"), ("seizes", "VBZ", "seize"),
    ("fled", "VBD", "flee"), ("withdrew", "VBD", "withdraw"), ("targeted", "VBN", "target"), ("killing", "VBG", "kill"),
    ("retaliated", "VBD", "retaliate"), ("defeated", "VBN", "defeat"), ("threatened", "VBD", "threaten"),
    ("besieging", "VBG", "besiege"), ("bringing", "VBG", "bring"), ("agreed", "VBD", "agree"), ("dying", "VBG", "die"),
    ("occurred", "VBD", "occur"), ("rescued", "VBN", "rescue"), ("repaired", "VBD", "repair"),
    ("vetoed", "VBD", "veto"),
]  # fmt: skip
NOUNS = [
    ("clashes", "clash"), ("embargoes", "embargo"), ("gunmen", "gunman"), ("women", "woman"),
    ("countries", "country"),
    ("police", "police"), ("crises", "crisis"), ("hostages", "hostage"), ("attacks", "attack"), ("buses", "bus"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "xpos", "expected"), VERBS, ids=[word for word, _, _ in VERBS])
def test_lemma_of_a_verb(word: str, xpos: str, expected: str) -> None:
    """An inflected verb gets its lemma, whatever the lemmatizer proposed."""
    assert mend_lemma(word, "VERB", xpos, "?") == expected


@pytest.mark.parametrize(("word", "expected"), NOUNS, ids=[word for word, _ in NOUNS])
def test_lemma_of_a_plural(word: str, expected: str) -> None:
    """A plural gets its singular, and words without one stay as they are."""
    assert mend_lemma(word, "NOUN", "NNS", word) == expected


def test_other_words_keep_their_lemma() -> None:
    """Words that are no inflected verbs or nouns keep the lemma proposed."""
    assert mend_lemma("better", "ADJ", "JJR", "good") == "good"
