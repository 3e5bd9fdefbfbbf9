"""Mend trees that have lost a verb: read as a noun, an adjective or a participle of the noun before it."""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ARGUMENT_RELATIONS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos"})
CLAUSE_RELATIONS = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "csubj"})
INSIDE = frozenset({"nmod", "conj", "appos", "flat", "compound"})
SUBORDINATORS = frozenset({"after", "before", "since", "until", "as", "while", "when", "if", "because", "once"})


def restore_tag(tree: Tree, i: int) -> None:
    """Make a verb of a word that has the dependents of one («affirms» read as a noun)."""
    if tree.rel[i] not in CLAUSE_RELATIONS:
        return
    subject = verbal = False
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel == "nsubj":
            subject = True
        elif rel in ("cop", "det", "case") or tree.sub[c] == "nmod:poss" or (rel == "aux" and tree.lemma[c] == "be"):
            return
        elif rel in ("obj", "ccomp", "iobj") or (rel == "xcomp" and tree.upos[i] != "ADJ"):
            verbal = True
        elif rel == "aux" and tree.word[c] != "to":
            verbal = True
    if not verbal or not subject:
        return
    word = tree.word[i]
    tree.upos[i] = "VERB"
    if word.endswith("ing"):
        tree.xpos[i] = "VBG"
    elif word.endswith("ed"):
        tree.xpos[i] = "VBD"
    else:
        tree.xpos[i] = "VBZ" if word[-1] == "s" else "VBP"
    tree.relemmatize(i)


def gerund_to_noun(tree: Tree, i: int) -> None:
    """Make a noun of a gerund that has the dependents of one: «the shelling of Ganja»."""
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel in ("obj", "nsubj", "aux", "cop", "mark"):
            return
        if rel in ("det", "nmod", "amod", "compound") or (rel == "obl" and tree.marker(c, "case") == "of"):
            tree.upos[i] = "NOUN"
            tree.xpos[i] = "NN"
            tree.lemma[i] = tree.word[i]
            return


def free_participle(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a finite verb of a participle that cannot be a passive one: «clashes erupted», «deputies held talks»."""
    noun = tree.head[i]
    if noun < 0 or noun > i or tree.upos[noun] not in NOMINAL or tree.xpos[i] not in ("VBN", "VBD"):
        return
    barred = False
    for c in tree.children[i]:
        if tree.rel[c] in ("aux", "mark", "nsubj", "cop") or tree.sub[c] == "obl:agent":
            return
        if tree.rel[c] == "obj" and c > i and tree.word[c] not in lexicon.days:
            barred = True
    if tree.lemma[i] in lexicon.two_objects:
        barred = False
    if not barred and tree.lemma[i] not in lexicon.intransitive_verbs:
        return
    introduced = next((c for c in tree.children[noun] if tree.rel[c] == "case"), -1)
    if introduced >= 0 and tree.word[introduced] not in SUBORDINATORS:
        return
    top = noun
    if introduced < 0:
        while tree.rel[top] in INSIDE and tree.head[top] >= 0 and tree.upos[tree.head[top]] in NOMINAL:
            top = tree.head[top]
        if tree.rel[top] not in CLAUSE_RELATIONS:
            return
        tree.move(i, top, "acl")
        tree.take_place(i, top, "nsubj")
    else:
        governor = tree.head[noun]
        while governor >= 0 and tree.upos[governor] in NOMINAL and tree.head[governor] >= 0:
            governor = tree.head[governor]
        if governor < 0:
            return
        tree.move(i, governor, "advcl")
        tree.move(noun, i, "nsubj")
        tree.move(introduced, i, "mark")
    tree.xpos[i] = "VBD"


def restore_root(tree: Tree, lexicon: Lexicon) -> None:
    """Find the main verb of a sentence whose root is a noun without a copula.

    1. A finite verb without a subject inside the relative clause is it («the man [who was accused] has been freed»).
    2. A participle after the root, or before a noun that follows a first noun, is it («Turkey threatened reprisals»).
    """
    if tree.title or not tree.size or tree.word[-1] not in (".", "!", "”", '"', "''"):
        return
    root = next((i for i in range(tree.size) if tree.head[i] < 0), -1)
    if root < 0 or tree.upos[root] not in NOMINAL or tree.is_clause(root) or tree.child(root, "case") >= 0:
        return
    # 1.
    relative = next((c for c in tree.children[root] if tree.sub[c] == "acl:relcl"), -1)
    if relative >= 0:
        for c in tree.children[relative]:
            if (
                c > relative
                and tree.rel[c] in ("advcl", "conj", "parataxis", "ccomp")
                and _finite_without_subject(tree, c)
            ):
                tree.move(c, root, "acl")
                tree.take_place(c, root, "nsubj:pass" if _is_passive(tree, c) else "nsubj")
                return
    if any(tree.rel[c] in ("ccomp", "parataxis", "conj") and tree.is_clause(c) for c in tree.children[root]):
        return
    # 2.
    for c in tree.children[root]:
        if tree.sub[c] == "acl" and c > root and tree.xpos[c] in ("VBN", "VBD") and tree.child(c, "mark") < 0:
            if tree.child(c, "aux") < 0:
                active = tree.child(c, "obj") >= 0 or tree.lemma[c] in lexicon.intransitive_verbs
                tree.take_place(c, root, "nsubj" if active else "nsubj:pass")
                tree.xpos[c] = "VBD" if active else "VBN"
                return
    for c in tree.children[root]:
        if tree.rel[c] == "amod" and 0 < c < root and tree.word[c].endswith("ed"):
            if tree.rel[c - 1] in ("compound", "nmod") and tree.head[c - 1] == root and tree.upos[c - 1] in NOMINAL:
                _transitive_root(tree, c, c - 1, root)
                return
        if c > root and tree.rel[c] in ("nmod", "obj", "dep", "appos") and tree.child(c, "case") < 0:
            below = tree.children[c]
            if below and tree.rel[below[0]] == "amod" and tree.word[below[0]].endswith("ed") and below[0] < c:
                _transitive_root(tree, below[0], root, c)
                return


def _transitive_root(tree: Tree, verb: int, subject: int, direct: int) -> None:
    tree.move(verb, -1, "root")
    tree.upos[verb] = "VERB"
    tree.xpos[verb] = "VBD"
    tree.relemmatize(verb)
    for i in (subject, direct):
        tree.move(i, verb, "nsubj" if i == subject else "obj")
    for i in range(min(verb, subject)):
        if tree.head[i] == direct and i < subject:
            tree.move(i, subject, tree.sub[i])


def _finite_without_subject(tree: Tree, i: int) -> bool:
    if tree.upos[i] not in ("VERB", "AUX", "ADJ", "NOUN"):
        return False
    finite = tree.xpos[i] in ("VBD", "VBZ", "VBP")
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel in ("nsubj", "mark", "cc", "csubj", "expl"):
            return False
        if rel in ("aux", "cop"):
            finite = finite or tree.xpos[c] in ("VBD", "VBZ", "VBP", "MD")
    return finite


def _is_passive(tree: Tree, i: int) -> bool:
    return any(tree.sub[c] == "aux:pass" for c in tree.children[i])


def move_days(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang a word for a day («said Tuesday», «Serbia on Tuesday demanded») on the verb."""
    rel, head = tree.rel[i], tree.head[i]
    if head < 0 or any(tree.rel[c] == "det" and tree.word[c] != "this" for c in tree.children[i]):
        return
    verb = head
    if rel in ("obj", "iobj"):
        if tree.upos[head] != "VERB":
            return
    elif rel in ("nmod", "compound", "appos", "flat", "advmod") and tree.sub[i] != "nmod:poss":
        if tree.upos[head] not in NOMINAL or tree.lemma[head] in lexicon.actions or tree.lemma[head] in lexicon.times:
            return
        if rel == "compound" and i < head:
            return
        if tree.marker(i, "case") not in ("", "on"):
            return
        while verb >= 0 and tree.upos[verb] != "VERB":
            if tree.lemma[verb] in lexicon.actions:
                return
            verb = tree.head[verb]
        if verb < 0:
            return
    else:
        return
    tree.move(i, verb, "obl" if tree.child(i, "case") >= 0 else "obl:unmarked")
    for c in list(tree.children[i]):
        if tree.rel[c] in ("acl", "ccomp") and c > i:
            tree.move(c, verb, "ccomp")
            that = next((d for d in tree.children[c] if tree.word[d] == "that" and d < c), -1)
            if that >= 0 and any(tree.rel[d] == "nsubj" and d != that for d in tree.children[c]):
                tree.move(that, c, "mark")
