"""Mend sentences with a clause of speech inserted: «Rebels, the minister said on Monday, shelled the port».

Parsers take the words in front for the subject of the verb of speech, for they stand where subjects stand; the commas
around the clause and the finite verb behind it show that they are not.
"""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPENS_ADJUNCT = frozenset({"ADP", "SCONJ", "ADV"})
NO_SUBJECT = frozenset({"who", "which", "that", "what", "as"})
QUOTES = frozenset({"“", "”", '"', "''", "``"})
# How many tokens the inserted clause may have before and behind its verb.
REACH = 14


def join_inserted(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Hang what is said around the verb of speech at token `i` below it; say whether it was inserted at all."""
    if i > 1 and tree.lemma[i] in lexicon.closing:
        _past_behind_inserted(tree, i)
    if i < 2 or tree.xpos[i] not in FINITE or tree.lemma[i] not in lexicon.closing:
        return False
    right = _comma_behind(tree, i)
    left = _comma_before(tree, i)
    if left < 1 or right < 0 or right + 2 >= tree.size:
        return False
    first = left + 2 if tree.word[left + 1] in QUOTES else left + 1
    right += tree.word[right + 1] in QUOTES
    subject = _top(tree, first, i) if first < i else _top(tree, i + 1, right - (tree.word[right] in QUOTES))
    content = _content(tree, right + 1)
    if subject < 0 or content < 0:
        return False
    outer = [k for k in range(left) if not 0 <= tree.head[k] < left and tree.rel[k] != "punct"]
    bare = _starts_with_verb(tree, right + 1)
    if bare:
        own = next((k for k in outer if tree.upos[k] in NOMINAL and tree.child(k, "case") < 0), -1)
        if own < 0 or any(tree.is_clause(k) and k != own for k in outer):
            return False
        outer = [own]
    elif tree.upos[0] not in OPENS_ADJUNCT or tree.child(content, "nsubj") < right:
        return False
    _hang(tree, i, subject, content)
    for k in outer:
        if bare:
            passive = any(tree.sub[c] == "aux:pass" for c in tree.children[content])
            tree.move(k, content, "nsubj:pass" if passive else "nsubj")
        elif tree.head[k] == i:
            tree.move(k, content, tree.sub[k])
    return True


def _past_behind_inserted(tree: Tree, i: int) -> None:
    """Make a past tense of a bare participle with an object: «took it and, the envoy has said, [robbed] traders»."""
    content = tree.child(i, "ccomp")
    if content < i or tree.xpos[content] != "VBN" or tree.rel[i] != "conj" or not 0 <= tree.child(i, "cc") < i:
        return
    subject = tree.child(i, "nsubj")
    if subject < 1 or tree.word[min([subject, *tree.children[subject]]) - 1] != "," or tree.word[content - 1] != ",":
        return
    bare = not any(tree.rel[c] in ("nsubj", "aux", "mark") for c in tree.children[content])
    if bare and tree.child(content, "obj") > content:
        tree.xpos[content] = "VBD"


def _hang(tree: Tree, i: int, subject: int, content: int) -> None:
    if content in tree.above(i):
        tree.take_place(i, content, "ccomp")
    else:
        tree.move(content, i, "ccomp")
    tree.move(subject, i, "nsubj")


def _comma_behind(tree: Tree, i: int) -> int:
    """Return the comma that ends the inserted clause, or -1 where a verb or a conjunction comes first."""
    for k in range(i + 1, min(i + REACH, tree.size)):
        if tree.word[k] == ",":
            return k
        if tree.upos[k] in ("VERB", "AUX", "SCONJ", "CCONJ", "PUNCT"):
            return -1
    return -1


def _comma_before(tree: Tree, i: int) -> int:
    """Return the comma before the inserted clause, or -1 where a verb or a conjunction comes first."""
    for k in range(i - 1, max(i - REACH, 0), -1):
        if tree.word[k] == ",":
            return k
        if tree.word[k] in QUOTES:
            continue
        if tree.upos[k] in ("VERB", "AUX", "SCONJ", "PUNCT") or tree.word[k] in NO_SUBJECT:
            return -1
    return -1


def _top(tree: Tree, low: int, high: int) -> int:
    """Return the head of the noun phrase that the tokens from `low` to before `high` begin with, or -1."""
    if low >= high or tree.upos[low] in OPENS_ADJUNCT:
        return -1
    for k in range(high - 1, low - 1, -1):
        if tree.upos[k] in NOMINAL and not low <= tree.head[k] < high and tree.child(k, "case") < 0:
            return k
    return -1


def _starts_with_verb(tree: Tree, first: int) -> bool:
    """Say whether a finite verb comes first, or after adverbs."""
    k = first
    while k < tree.size and tree.upos[k] == "ADV":
        k += 1
    return k < tree.size and tree.upos[k] in ("VERB", "AUX") and tree.xpos[k] in FINITE


def _content(tree: Tree, first: int) -> int:
    """Return the head of the clause that begins at the token, or -1."""
    at = next((k for k in range(first, tree.size) if tree.upos[k] in ("VERB", "AUX") and tree.xpos[k] in FINITE), -1)
    if at < 0 or tree.upos[first] in ("PUNCT", "CCONJ", "SCONJ"):
        return -1
    for _ in range(tree.size):
        above = tree.head[at]
        if above < first or tree.rel[at] in ("ccomp", "acl", "advcl", "conj", "parataxis"):
            break
        at = above
    return at if tree.is_clause(at) else -1


def reach(tree: Tree, i: int) -> tuple[int, int]:
    """Return the first and the last token of all that hangs below a token, punctuation left out."""
    first = last = i
    stack = [i]
    while stack:
        for c in tree.children[stack.pop()]:
            if tree.rel[c] != "punct":
                first, last = min(first, c), max(last, c)
                stack.append(c)
    return first, last
