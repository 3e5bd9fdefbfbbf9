"""Read a sentence a second time, from its surface: order, forms and prepositions, without a glance at the tree.

Each word becomes one letter for what it can do («d» determiner, «n» noun, «N» name, «b» form of «be», «y» «by»), so
that the words around a predicate are read by a regular expression over a short string; to the left of it over the
string turned round. What the expressions cannot tell they leave open: a second reading that guesses is no check.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from demarche.language.lexicon import load_lexicon
from demarche.language.tree import Tree

PREPOSITIONS = "ifty"
VERBS = "bhkMDZBVG"

_LETTERS = {
    "NN": "n", "NNS": "n", "NNP": "N", "NNPS": "N", "FW": "n", "ADD": "N", "PRP": "o", "DT": "d", "PDT": "d",
    "PRP$": "d", "JJ": "a", "JJR": "a", "JJS": "a", "AFX": "a", "CD": "m", "$": "m", "POS": "s", "VBD": "D", "VBZ": "Z",
    "VBP": "Z", "VB": "B", "VBN": "V", "VBG": "G", "MD": "M", "IN": "i", "TO": "t", "WDT": "w", "WP": "w", "WP$": "p",
    "WRB": "W", "RB": "r", "RBR": "r", "RBS": "r", "RP": "r", "CC": "c", "EX": "e", ",": ",", "HYPH": "-", "``": "q",
    "''": "q", "-LRB-": "(", "-RRB-": ")", ":": ":", ".": ".",
}  # fmt: skip
_VERB_TAGS = ("VB", "VBD", "VBZ", "VBP", "VBN", "VBG")
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_FORMS = {
    "b": ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m"),
    "h": ("have", "has", "had", "having", "'ve", "’ve"),
    "k": ("do", "does", "did"),
}
# Conjunctions that are as often prepositions open no clause for sure.
_PREPOSITIONS_TOO = frozenset(
    {"as", "before", "after", "since", "until", "till", "upon", "during", "despite", "than", "following"}
)

# Noun phrases are read from their ends: a noun, then what stands before it, then its preposition and the noun before
# that, with a participle between («residents contacted by telephone»); a pronoun stands alone.
_PHRASE = r"(?:o|[nNT](?:[nNamsdTq-]|[VG](?=[adms,Cit]|$))*)"
_CHAIN = rf",?{_PHRASE}(?:,?[iftyc][rVG]{{0,2}}{_PHRASE})*"
# A date, and what an author puts between two commas, may stand between subject and verb.
_DATE = r"(?:,?T[mdaN]*i?,?(?=[nNo]))?"
_ASIDE = r"(?:,[^,:q]{1,80},)?"
_BEFORE = re.compile(rf"(?P<group>[rqbhkM]*){_DATE}(?P<aside>{_ASIDE})(?P<relative>w|C(?=[nN]))?(?P<chain>{_CHAIN})?")
_BEHIND = re.compile(r"r*(?P<phrase>[dnNamsTq-]*(?:[VG][anNm]*)?[nNoT]+)?(?P<verb>[rq]*[bhkMDZ])?")
_FIRST = re.compile(r"[nNoT](?![nNsTq-])")
_BY = re.compile(r"[^yDZBVGbhkMwW,:.c]*y[damsq-]*[nNo]*[nNo]")


class Before(NamedTuple):
    """What stands before a verb: its auxiliaries and adverbs, and a chain of noun phrases, by token (`start` -1: none).

    `relative` says that a relative pronoun stands between, `aside` that a phrase between commas does; `border` is the
    letter before the chain.
    """

    group: str
    start: int
    end: int
    first: int  # head of the first phrase of the chain
    relative: bool
    aside: bool
    border: str


class Surface:
    """The words of one sentence as letters, forwards and turned round."""

    __slots__ = ("letters", "size", "turned")

    def __init__(self, tree: Tree) -> None:
        special, letters = _special(), _LETTERS
        self.letters = "".join(
            [
                (found.get(xpos) or letters.get(xpos, "x")) if (found := special.get(word)) else letters.get(xpos, "x")
                for word, xpos in zip(tree.word, tree.xpos, strict=True)
            ]
        )
        self.turned = self.letters[::-1]
        self.size = tree.size

    def before(self, head: int) -> Before:
        """Return what stands before the verb at token `head`."""
        match = _BEFORE.match(self.turned, self.size - head)
        assert match is not None  # every part may be empty
        start, end = self.size - match.end("chain"), self.size - match.start("chain")
        if match.start("chain") < 0:
            return Before(match["group"], -1, -1, -1, bool(match["relative"]), bool(match["aside"]), "")
        first = _FIRST.search(self.letters, start)
        return Before(
            match["group"],
            start,
            end,
            first.start() if first is not None else end - 1,
            match["relative"] is not None,
            bool(match["aside"]),
            self.letters[start - 1] if start else "^",
        )

    def behind(self, head: int) -> tuple[int, int]:
        """Return the first and the last token of the noun phrase right behind a verb; -1 twice where there is none.

        A phrase with a finite verb behind it is the subject of that: «said troops fired».
        """
        match = _BEHIND.match(self.letters, head + 1)
        assert match is not None
        if match["phrase"] is None or match["verb"] is not None:
            return -1, -1
        return match.start("phrase"), match.end("phrase") - 1

    def doer(self, head: int) -> int:
        """Return the noun behind the next «by» after token `head`, with no other verb before it, or -1."""
        match = _BY.match(self.letters, head + 1)
        return match.end() - 1 if match is not None else -1


@cache
def _special() -> dict[str, dict[str, str]]:
    """Return the letters of single words by their tags."""
    lexicon = load_lexicon()
    table = {word: {"IN": "C"} for word in lexicon.relation_of if word not in _PREPOSITIONS_TOO}
    for word in lexicon.times:
        table[word] = table[f"{word}s"] = dict.fromkeys(_NOUN_TAGS, "T")
    for letter, words in _FORMS.items():
        for word in words:
            table[word] = dict.fromkeys(_VERB_TAGS, letter)
    table |= {"that": {"IN": "C"}, "whether": {"IN": "C"}, "by": {"IN": "y"}, "of": {"IN": "f"}}
    return table
