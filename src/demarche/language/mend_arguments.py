"""Mend objects and obliques that hang on the wrong word though the verb tells where they belong."""

from __future__ import annotations

from demarche.language.lemmas import is_past_form
from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBORDINATORS = frozenset({"if", "when", "once", "unless", "whenever"})


def past_as_present(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a past tense of an irregular form read as present («overran»), where it is no verb of its own («found»)."""
    word = tree.word[i]
    if word in lexicon.unchanging or word in lexicon.two_verbs or not is_past_form(word, noun=True):
        return
    if any(tree.rel[c] == "aux" or tree.word[c] == "to" for c in tree.children[i] if c < i):
        return
    tree.xpos[i] = "VBD"
    tree.relemmatize(i)


def adjective_as_object(tree: Tree, i: int) -> None:
    """Make an object of «hunted [those responsible]», «treated [the wounded]» read as a word beside the verb."""
    verb = tree.head[i]
    determiner = tree.child(i, "det")
    if verb < 0 or determiner < verb or tree.upos[verb] != "VERB" or tree.child(verb, "obj") >= 0:
        return
    if tree.child(i, "case") < 0 and tree.rel[i] in ("advmod", "xcomp", "dep", "advcl"):
        tree.move(i, verb, "obj")


def late_object(tree: Tree, i: int) -> None:
    """Make an object of the noun that follows «as …» («dismissed as lies [a charge that …]»)."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.upos[verb] != "VERB" or tree.child(verb, "obj") >= 0:
        return
    if tree.child(i, "det") < 0 or tree.child(i, "case") >= 0 or tree.child(i, "cop") >= 0:
        return
    if any(tree.rel[c] == "obl" and verb < c < i and tree.marker(c, "case") == "as" for c in tree.children[verb]):
        tree.move(i, verb, "obj")


def reason_of_judgement(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang the reason on the verb in «jailed [for ten years] [for the murder of]», whatever noun stands between."""
    if tree.marker(i, "case") != "for":
        return
    at = tree.head[i]
    while at >= 0 and tree.upos[at] in NOMINAL and tree.rel[at] in ("obl", "nmod", "obj", "nsubj") and at < i:
        if tree.lemma[at] in lexicon.actions:
            return
        at = tree.head[at]
    if 0 <= at < i and at != tree.head[i] and tree.upos[at] == "VERB" and tree.lemma[at] in lexicon.judgements:
        tree.move(i, at, "obl")


def clause_as_subject(tree: Tree, i: int) -> None:
    """Find the clause in «If a shell lands here, the army will fire», read as one more subject of the verb behind."""
    verb = tree.head[i]
    subject = i - 1
    if verb < i or tree.rel[subject] != "compound" or tree.head[subject] != i or tree.upos[subject] not in NOMINAL:
        return
    later = [c for c in tree.children[verb] if tree.rel[c] == "nsubj" and i < c < verb]
    marks = [c for c in tree.children[verb] if tree.rel[c] == "mark" and c < i and tree.word[c] in SUBORDINATORS]
    if not later or not marks or "," not in tree.word[i : later[0]]:
        return
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBZ"
    tree.relemmatize(i)
    for c in list(tree.children[i]):
        if c < subject:
            tree.move(c, subject, tree.sub[c])
        elif tree.rel[c] == "nmod":
            tree.move(c, i, "obl")
    tree.move(subject, i, "nsubj")
    tree.move(marks[0], i, "mark")
    tree.move(i, verb, "advcl")
