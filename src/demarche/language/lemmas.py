"""Give inflected words their lemma by the rules of English spelling, where the trained lemmatizer is unsure.

The trained lemmatizer applies edits to endings and writes «kidnapp», «blam», «erupte» for words it has not met. Here a
small table of irregular forms comes first, then the rules of spelling: undouble a final consonant, restore a silent
«e» or a «y». The lists in data/language/lemmas.toml hold the words where these rules would err.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

VOWELS = frozenset("aeiouy")
PLAIN_VOWELS = frozenset("aeiou")
VERBS = frozenset({"VBD", "VBN", "VBG", "VBZ"})
# Endings of stems of two syllables and more that have lost an «e» before «-ed» or «-ing».
LOST_E = (
    "at", "ut", "ur", "ir", "ar", "ul", "um", "am", "id", "ad", "ed", "od", "ud", "ak", "ik", "ok", "uk", "ib", "ob",
    "ap", "im", "ic", "ac", "ec", "oc", "uc", "nc", "rc", "iv", "av", "ev", "ov", "lv", "rv", "iz", "az", "yz", "oz",
    "ez", "is", "us", "as", "os", "es", "ns", "rs", "ps", "ls", "dg", "ag", "eg", "ig", "rg", "ug", "yp", "lg",
)  # fmt: skip
# The same endings after another vowel, where nothing was lost: «treat», «repair», «pour», «aid».
WHOLE = (
    "eat", "oat", "out", "our", "air", "ear", "oar", "eem", "aim", "eam", "oam", "aid", "oid", "uid", "ead", "oad",
    "eed", "ood", "oud", "eak", "oak", "eek", "ook", "eap", "oap", "eer", "ust", "eir", "ief", "oss", "ess", "iss",
    "ass", "uss",
)  # fmt: skip
CLUSTER_L = ("bl", "dl", "fl", "gl", "kl", "pl", "tl", "zl", "cl", "sl")
HISSING = ("ch", "sh", "x", "ss", "zz")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("demarche") / "data" / "language" / "lemmas.toml").read_text(encoding="utf-8"))


@cache
def _past_nouns() -> frozenset[str]:
    return frozenset(_table()["words"]["past_nouns"])


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str], frozenset[str], frozenset[str]]:
    table = _table()
    words = table["words"]
    return (
        table["verbs"],
        table["nouns"],
        frozenset(words["bare"]),
        frozenset(words["with_e"]),
        frozenset(words["plural"]),
    )


@lru_cache(maxsize=50_000)
def mend_lemma(word: str, upos: str, xpos: str, lemma: str) -> str:
    """Return the lemma of a lower-case word by its tags; `lemma`, lower case, is what the lemmatizer proposed."""
    if not word.isalpha() and "-" not in word:
        return lemma
    if xpos in VERBS and upos in ("VERB", "AUX", "ADJ"):
        return _verb(word, xpos, lemma)
    if xpos == "NNS":
        return _noun(word, lemma)
    if xpos in ("VB", "VBP", "NN", "VBG") and upos in ("VERB", "NOUN"):
        return lemma if upos == "VERB" and len(lemma) < 3 else word
    return lemma


def is_past_form(word: str, *, noun: bool = False) -> bool:
    """Say whether a lower-case word is an irregular past form that is no noun: «overran», «withdrew», «fled».

    `noun`: take those that are nouns too («stole»), where the words around leave no noun to be read.
    """
    return word in _tables()[0] and (noun or word not in _past_nouns()) and not word.endswith(("s", "ing"))


def _verb(word: str, xpos: str, lemma: str) -> str:
    irregular, _, bare, with_e, _ = _tables()
    known = irregular.get(word)
    if known is not None:
        return known
    if xpos == "VBZ":
        return _third_person(word, lemma)
    if xpos == "VBG":
        if not word.endswith("ing") or len(word) < 5:
            return lemma
        stem = word[:-3]
    elif word.endswith("ied"):
        return word[:-3] + "y"
    elif word.endswith("ed") and len(word) > 4:
        stem = word[:-2]
    else:
        return lemma
    return restore(stem, bare, with_e)


def restore(stem: str, bare: frozenset[str], with_e: frozenset[str]) -> str:
    """Return the verb of which `stem` is what is left before «-ed» or «-ing»."""
    if stem in bare:
        return stem
    if stem + "e" in with_e:
        return stem + "e"
    last, before = stem[-1], stem[-2:-1]
    if len(stem) > 2 and last == before and last not in PLAIN_VOWELS:
        shorter = stem[:-1]
        if shorter in bare or last not in "lszf":
            return shorter
        return stem
    if last in "vu" or (last == "e" and before != "e"):
        return stem + "e"
    if stem.endswith(CLUSTER_L):
        return stem + "e"
    if last in "wxy" or last in PLAIN_VOWELS:
        return stem
    if stem.endswith(WHOLE):
        return stem
    if _one_syllable(stem):
        single = before in VOWELS and (len(stem) < 3 or stem[-3] not in VOWELS or stem[-3:-1] == "qu")
        if single or stem.endswith(("nc", "rc", "dg", "rg", "ns", "rs", "ps", "lv", "rv", "us", "ic")):
            return stem + "e"
        if last in "czg" and before in VOWELS:
            return stem + "e"
        return stem
    if stem.endswith(LOST_E):
        return stem + "e"
    return stem


def _one_syllable(stem: str) -> bool:
    """Say whether the stem has one group of vowels only."""
    groups = 0
    inside = False
    for k, letter in enumerate(stem):
        vowel = letter in PLAIN_VOWELS or (letter == "y" and k > 0)
        if vowel and letter == "u" and k > 0 and stem[k - 1] == "q":
            continue
        if vowel and not inside:
            groups += 1
        inside = vowel
    return groups <= 1


def _third_person(word: str, lemma: str) -> str:
    if not word.endswith("s") or len(word) < 3:
        return lemma
    _, _, bare, with_e, _ = _tables()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es"):
        stem = word[:-2]
        if stem.endswith(HISSING) and stem + "e" not in with_e:
            return stem
        if stem.endswith("o") and stem + "e" not in with_e:
            return stem
        if stem in bare:
            return stem
    return word if word.endswith("ss") else word[:-1]


def _noun(word: str, lemma: str) -> str:
    _, irregular, _, _, plural = _tables()
    known = irregular.get(word)
    if known is not None:
        return known
    if word in plural:
        return word
    if word.endswith("men") and len(word) > 3:
        return word[:-2] + "an"
    if word.endswith("women"):
        return word[:-2] + "an"
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return lemma
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(HISSING):
        return word[:-2]
    return word[:-1]
