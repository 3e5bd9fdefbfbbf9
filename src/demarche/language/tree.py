"""A light helper over one sentence: children, spans of phrases and chains of conjuncts, built in one pass."""

from __future__ import annotations

from collections.abc import Iterable

from demarche.language.lemmas import mend_lemma
from demarche.model import Sentence, Span, Token

# Children that never belong to the words of the phrase that their head names.
OUTSIDE = frozenset({"case", "punct", "cc", "mark", "cop", "aux", "nsubj", "csubj", "expl", "discourse", "vocative"})
# Clausal tails: they hang on a noun, but a phrase reads better without them.
TAILS = frozenset({"acl", "advcl", "parataxis", "ccomp", "csubj", "list", "dislocated"})
CLAUSAL = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "csubj"})


class Tree:
    """The dependency tree of one sentence as parallel lists, one place for each token, open to mending.

    `rel` is the relation without its subtype, `sub` the whole relation; `low` and `high` are the first and the last
    token of the phrase below a token, clausal tails and outer punctuation left out: call `measure` after mending.
    """

    __slots__ = (
        "children",
        "head",
        "high",
        "lemma",
        "low",
        "order",
        "rel",
        "sentence",
        "size",
        "sub",
        "title",
        "tokens",
        "upos",
        "word",
        "xpos",
    )

    def __init__(self, sentence: Sentence) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.tokens = tokens
        self.size = len(tokens)
        self.word = [token.text.lower() for token in tokens]
        self.upos = [_part_of_speech(token) for token in tokens]
        self.xpos = [token.xpos for token in tokens]
        self.lemma = [
            mend_lemma(word, upos, xpos, token.lemma.lower())
            for word, upos, xpos, token in zip(self.word, self.upos, self.xpos, tokens, strict=True)
        ]
        self.head = [token.head for token in tokens]
        self.sub = [token.deprel for token in tokens]
        self.rel = [deprel.partition(":")[0] for deprel in self.sub]
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, head in enumerate(self.head):
            if 0 <= head < self.size and head != i:
                self.children[head].append(i)
            else:
                self.head[i] = -1
        self._break_circles()
        for i, head in enumerate(self.head):
            if head < 0:
                self.sub[i] = self.rel[i] = "root"
        self.low = list(range(self.size))
        self.high = list(range(self.size))
        self.order: list[int] = []
        self.title = _is_title(token.text for token in tokens)

    def _break_circles(self) -> None:
        """Make roots of tokens that no root reaches, so that every climb ends."""
        reached = [head < 0 for head in self.head]
        queue = [i for i, root in enumerate(reached) if root]
        for start in (-1, *range(self.size)):
            if start >= 0 and not reached[start]:
                self.children[self.head[start]].remove(start)
                self.head[start] = -1
                reached[start] = True
                queue.append(start)
            for i in queue:
                for c in self.children[i]:
                    if not reached[c]:
                        reached[c] = True
                        queue.append(c)
            queue.clear()
            if start < 0 and all(reached):
                return

    def measure(self) -> None:
        """Set `order` (heads before their dependents, left to right) and the extents of all phrases."""
        order = [i for i, head in enumerate(self.head) if head < 0]
        children = self.children
        for i in order:
            order.extend(children[i])
        self.order = order
        low, high, rel, head = self.low, self.high, self.rel, self.head
        for i in range(self.size):
            low[i] = high[i] = i
        for i in reversed(order):
            above = head[i]
            if above < 0 or rel[i] in TAILS or rel[i] == "punct":
                continue
            if rel[i] == "conj" and self.is_clause(i):
                continue
            if low[i] < low[above]:
                low[above] = low[i]
            if high[i] > high[above]:
                high[above] = high[i]

    def move(self, i: int, head: int, deprel: str) -> None:
        """Hang token `i` below `head` with the relation `deprel`; a move below itself is left undone."""
        at = head
        for _ in range(self.size + 1):
            if at < 0:
                break
            if at == i:
                return
            at = self.head[at]
        else:
            return
        old = self.head[i]
        if old != head:
            if old >= 0:
                self.children[old].remove(i)
            self.head[i] = head
            if head >= 0:
                below = self.children[head]
                below.append(i)
                below.sort()
        self.sub[i] = deprel
        self.rel[i] = deprel.partition(":")[0]

    def take_place(self, low: int, high: int, deprel: str) -> None:
        """Put token `low`, a dependent of `high`, in the place of `high`, which hangs below it as `deprel`."""
        self.move(low, self.head[high], self.sub[high])
        self.move(high, low, deprel)

    def relemmatize(self, i: int) -> None:
        """Find the lemma of a token anew after its tags were changed."""
        self.lemma[i] = mend_lemma(self.word[i], self.upos[i], self.xpos[i], self.lemma[i])

    def child(self, i: int, rel: str) -> int:
        """Return the first child of `i` with the relation (without subtype), or -1."""
        for c in self.children[i]:
            if self.rel[c] == rel:
                return c
        return -1

    def is_clause(self, i: int) -> bool:
        """Say whether a clause hangs on the token: a verb, or a word with a subject or a copula of its own."""
        if self.upos[i] in CLAUSAL:
            return True
        rel = self.rel
        return any(rel[c] == "nsubj" or rel[c] == "cop" for c in self.children[i])

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """Return the token and the heads of the phrases coordinated with it, in order of the text."""
        found = [i]
        for at in found:
            for c in self.children[at]:
                if self.rel[c] == "conj" and not self.is_clause(c) and not self._denied(c):
                    found.append(c)
        return tuple(found) if len(found) < 3 else tuple(sorted(found))

    def _denied(self, i: int) -> bool:
        """Say whether a conjunct is denied: «by a leak and not by a bomb»."""
        return any(self.word[c] == "not" and self.rel[c] == "advmod" and c < i for c in self.children[i])

    def extent(self, i: int) -> tuple[int, int]:
        """Return the first and the last token of the phrase of `i` without its preposition and clausal tails."""
        low = high = i
        rel = self.rel
        for c in self.children[i]:
            relation = rel[c]
            if relation in OUTSIDE or relation in TAILS or (relation == "conj" and self.is_clause(c)):
                continue
            if self.low[c] < low:
                low = self.low[c]
            if self.high[c] > high:
                high = self.high[c]
        if high + 1 < self.size and self.word[high + 1] == ")":
            inside = self.word[low : high + 1]
            if "(" in inside and ")" not in inside:
                high += 1
        return low, high

    def span(self, i: int) -> Span:
        """Return the characters of the phrase of `i` without its preposition and clausal tails."""
        low, high = self.extent(i)
        return Span(self.tokens[low].start, self.tokens[high].end)

    def marker(self, i: int, *relations: str) -> str:
        """Return the words of the children with one of the relations, with what is fixed to them, joined by blanks."""
        words: list[str] = []
        for c in self.children[i]:
            if self.rel[c] in relations and c < i and self.word[c] not in ("'s", "’s", "'", "’"):
                words.append(self.word[c])
                words.extend(self.word[f] for f in self.children[c] if self.rel[f] == "fixed")
        return words[0] if len(words) == 1 else " ".join(words)

    def above(self, i: int) -> list[int]:
        """Return the ancestors of the token, the nearest first."""
        found: list[int] = []
        at = self.head[i]
        while at >= 0 and len(found) < self.size:
            found.append(at)
            at = self.head[at]
        return found


def is_passive(tree: Tree, i: int) -> bool:
    """Say whether a passive auxiliary hangs on the verb."""
    return any(tree.sub[c] == "aux:pass" for c in tree.children[i])


def _part_of_speech(token: Token) -> str:
    """Return the part of speech; where the two tags differ on verb or noun, the finer one decides."""
    upos, xpos = token.upos, token.xpos
    if upos == "VERB" and xpos[:2] == "NN":
        return "PROPN" if xpos[:3] == "NNP" else "NOUN"
    if (upos == "NOUN" or upos == "PROPN") and (xpos == "VBD" or xpos == "VBN"):
        return "VERB"
    return upos


def _is_title(words: Iterable[str]) -> bool:
    """Say whether the words are written as a title: nearly all long words begin with a capital."""
    long = capital = 0
    for word in words:
        if len(word) > 3 and word[0].isalpha():
            long += 1
            capital += word[0].isupper()
    return long > 2 and capital * 5 >= long * 4
