"""Mend participles that a parser hangs on the wrong word, or reads as nouns, and what it hangs on them."""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def perceived_participle(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Hang a participle on whom somebody saw at it («reported a militia, the Red Sons, [massing men]»); say whether.

    A comma before it must end an apposition: «reported a raid, blaming Chad» tells of the reporter.
    """
    verb = tree.head[i]
    if tree.rel[i] not in ("advcl", "xcomp") or verb < 0 or verb > i or tree.lemma[verb] not in lexicon.perceives:
        return False
    seen = tree.child(verb, "obj")
    if not verb < seen < i or tree.child(i, "mark") >= 0 or tree.child(i, "nsubj") >= 0:
        return False
    first = i - 1
    if tree.word[first] == ",":
        named = any(tree.rel[c] == "appos" and seen < c < first for c in tree.children[seen])
        if not named:
            return False
        first -= 1
    while first > seen and first >= 0 and tree.upos[first] != "VERB":
        first = tree.head[first]
    if first == seen:
        tree.move(i, seen, "acl")
    return first == seen


def passive_conjunct(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Let a clause share the passive of the one before: «nine were hurt and forty [arrested], among them a monk»."""
    first, subject = tree.head[i], tree.child(i, "nsubj")
    if tree.xpos[i] not in ("VBD", "VBN") or not 0 <= first < subject < i or not is_passive(tree, first):
        return
    if tree.lemma[i] not in lexicon.needs_object or any(tree.rel[c] == "aux" for c in tree.children[i]):
        return
    among = [c for c in tree.children[i] if tree.rel[c] == "obl" and tree.marker(c, "case") == "among"]
    for c in list(tree.children[i]):
        if tree.rel[c] == "obj":
            if not among or among[0] > c:
                return
            tree.move(c, i, "dep")
    tree.xpos[i] = "VBN"
    tree.move(subject, i, "nsubj:pass")


def phrase_behind_participle(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang a phrase on the verb that asks for it, past a participle: «rammed a truck packed with shells [into a bus]».

    What follows the phrase goes along.
    """
    participle = tree.head[i]
    if participle < 0 or tree.xpos[participle] != "VBN" or tree.rel[participle] != "acl":
        return
    noun = tree.head[participle]
    verb = tree.head[noun]
    verbs = lexicon.governs.get(tree.marker(i, "case"))
    if verb < 0 or not verbs or tree.lemma[verb] not in verbs or tree.rel[noun] != "obj" or verb > noun:
        return
    before = any(tree.rel[c] == "obl" and participle < c < i for c in tree.children[participle])
    if not before or tree.lemma[participle] in verbs:
        return
    for c in list(tree.children[participle]):
        if c >= i and tree.rel[c] == "obl":
            tree.move(c, verb, tree.sub[c])


def participle_read_as_noun(tree: Tree, i: int) -> None:
    """Find the participle in «an attack on [a base housing troops]», read as the head of one long noun phrase."""
    noun, thing = i - 1, tree.child(i, "obj")
    if not tree.word[i].endswith("ing") or thing < i or noun < 0 or tree.head[noun] != i:
        return
    if tree.rel[noun] != "compound" or tree.upos[noun] != "NOUN" or tree.head[i] < 0 or tree.head[i] > i:
        return
    above, relation = tree.head[i], tree.sub[i]
    case = tree.child(i, "case")
    if relation.startswith("acl") or relation == "advcl":
        relation = "nmod" if tree.upos[above] in NOMINAL else "obl"
    if case < 0 and relation in ("nmod", "obl"):
        return
    for c in list(tree.children[i]):
        if c < noun:
            tree.move(c, noun, tree.sub[c])
    tree.take_place(noun, i, "acl")
    tree.move(noun, above, relation)
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBG"
    tree.relemmatize(i)


def compound_read_as_verb(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make one noun of «used batons and [tear gas] against them», read as a verb and its object."""
    noun, verb, cc = i + 1, tree.head[i], tree.child(i, "cc")
    if noun >= tree.size or f"{tree.word[i]} {tree.lemma[noun]}" not in lexicon.compounds or tree.head[noun] != i:
        return
    if tree.rel[i] != "conj" or verb < 0 or verb > i or cc < 0 or any(tree.rel[c] == "nsubj" for c in tree.children[i]):
        return
    first = tree.child(verb, "obj")
    if not verb < first < i:
        return
    for c in list(tree.children[i]):
        if c > noun:
            tree.move(c, verb, tree.sub[c])
    tree.move(noun, first, "conj")
    tree.move(cc, noun, "cc")
    tree.move(i, noun, "compound")
    tree.upos[i], tree.xpos[i] = "NOUN", "NN"
    tree.relemmatize(i)
