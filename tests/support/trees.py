"""Build a parsed sentence from one compact line, so that tests of language rules need no model.

A token is written `form~lemma/XPOS>HEAD:relation`: HEAD counts from 1, 0 is the root; the lemma is left out where the
rules of spelling find it, and the relation of the root too. `^PERSON` (or ORG, LOC) at the end makes it part of a name.
"""

from __future__ import annotations

import re

from demarche.language.lemmas import mend_lemma
from demarche.model import Sentence, Span, Token

TOKEN = re.compile(
    r"^(?P<form>.+?)(?:~(?P<lemma>[^/]+))?/(?P<xpos>[^>]+)>(?P<head>\d+)(?::(?P<rel>[^^]+))?(?:\^(?P<name>\w+))?$"
)
NO_BLANK_BEFORE = frozenset({".", ",", "?", "!", ";", ":", ")", "'s", "’s", "n't", "”"})
NO_BLANK_AFTER = frozenset({"(", "“"})
UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WDT": "PRON", "EX": "PRON", "DT": "DET", "PDT": "DET", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV",
    "RBR": "ADV", "WRB": "ADV", "IN": "ADP", "RP": "ADP", "TO": "PART", "POS": "PART", "CC": "CCONJ", "CD": "NUM",
    "MD": "AUX", "UH": "INTJ", "FW": "X", "LS": "X", "WP$": "PRON", "HYPH": "PUNCT",
}  # fmt: skip
AUXILIARIES = frozenset({"aux", "cop"})
IRREGULAR = {"is": "be", "are": "be", "been": "be", "being": "be", "am": "be", "does": "do", "n't": "not", "ca": "can"}


def build_sentence(line: str, index: int = 0, start: int = 0) -> Sentence:
    """Return the sentence that the line describes; `start` is the character of the document where it begins."""
    tokens: list[Token] = []
    at = start
    joined = True
    for i, written in enumerate(line.split()):
        found = TOKEN.match(written)
        if found is None:
            raise ValueError(f"token {i + 1} «{written}» is not written form~lemma/XPOS>HEAD:relation")
        form, xpos, head = found["form"], found["xpos"], int(found["head"])
        deprel = found["rel"] or "root"
        if not joined and form not in NO_BLANK_BEFORE:
            at += 1
        joined = form in NO_BLANK_AFTER
        upos = _upos(form, xpos, deprel)
        word = form.lower()
        lemma = found["lemma"] or IRREGULAR.get(word) or mend_lemma(word, upos, xpos, form if upos == "PROPN" else word)
        tokens.append(
            Token(i, at, at + len(form), form, lemma, upos, xpos, "", head - 1, deprel, found["name"] or "", False)
        )
        at += len(form)
    return Sentence(index, Span(start, at), tuple(tokens))


def _upos(form: str, xpos: str, deprel: str) -> str:
    if xpos.startswith("VB"):
        return "AUX" if deprel.partition(":")[0] in AUXILIARIES else "VERB"
    if xpos == "IN" and deprel == "mark":
        return "SCONJ"
    if xpos in UPOS:
        return UPOS[xpos]
    return "PUNCT" if not form[0].isalnum() else "X"
