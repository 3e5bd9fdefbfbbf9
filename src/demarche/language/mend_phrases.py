"""Mend noun phrases that were cut in two, and clauses that were read as one."""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBORDINATORS = frozenset({"after", "before", "since", "until", "as", "while", "when", "if", "because", "once"})


def possessor(tree: Tree, i: int) -> None:
    """Hang the possessor of «freed Ann Lee's adviser» on what is possessed, where both were hung on the verb."""
    owner = tree.head[i]
    while owner >= 0 and tree.rel[owner] in ("flat", "compound") and tree.head[owner] < owner:
        owner = tree.head[owner]
    if owner < 0 or tree.rel[owner] not in ("obj", "obl", "nsubj", "iobj") or tree.head[owner] < 0:
        return
    for c in tree.children[tree.head[owner]]:
        if c > i:
            bare = tree.upos[c] in NOMINAL and tree.rel[c] in ("obj", "obl", "nsubj") and tree.child(c, "case") < 0
            if bare and c - i < 4 and all(tree.head[k] == c for k in range(i + 1, c)):
                tree.move(c, tree.head[c], tree.sub[owner])
                tree.move(owner, c, "nmod:poss")
            return


def sum_of_money(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «in support» in «suspended 90 million euros in support to Malawi», hung on the verb, on the sum."""
    case = tree.child(i, "case")
    if (
        case < 1
        or tree.word[case] != "in"
        or tree.upos[i] != "NOUN"
        or tree.head[i] > case
        or tree.lemma[i] in lexicon.times
    ):
        return
    total = tree.child(tree.head[i], "obj")
    if total < 0 or tree.lemma[total] not in lexicon.money or case - 1 not in (total, *tree.children[total]):
        return
    tree.move(i, total, "nmod")


def second_name(tree: Tree, i: int) -> None:
    """Join the second part of a name that was hung on the verb («urged President Xi [Jinping] to come»)."""
    first = i - 1
    if first < 1 or tree.upos[first] != "PROPN" or tree.children[i] or not tree.tokens[i].text[0].isupper():
        return
    if tree.head[first] == tree.head[i] and tree.rel[first] in ("obj", "iobj", "nsubj", "obl"):
        tree.move(i, first, "flat")


def first_name(tree: Tree, i: int) -> None:
    """Make one name of two halves read as a clause («On Friday, [Pavel Novak], the envoy, left»)."""
    first = i - 1
    if first < 0 or tree.head[first] != i or tree.rel[first] != "nsubj" or tree.upos[first] != "PROPN":
        return
    if tree.tokens[first].name != "PERSON" or tree.tokens[i].name != "PERSON" or tree.rel[i] == "root":
        return
    verb, rel = tree.head[i], tree.rel[i]
    rest = [c for c in tree.children[i] if c != first]
    if verb < i or tree.upos[verb] != "VERB" or rel not in ("dep", "ccomp", "parataxis", "nsubj"):
        return
    tree.move(first, verb, "nsubj" if tree.child(verb, "nsubj") < 0 or rel == "nsubj" else "dep")
    tree.move(i, first, "flat")
    for c in rest:
        noun = tree.rel[c] == "obj" and tree.upos[c] in NOMINAL
        tree.move(c, first if noun or tree.rel[c] == "punct" else verb, "appos" if noun else tree.sub[c])


def clause_behind_subordinator(tree: Tree, i: int) -> None:
    """Find the clause in «after gunmen blocked roads», read as a phrase with a participle before its noun."""
    noun, subject = tree.head[i], i - 1
    if noun < i or subject < 1 or tree.head[subject] != i or tree.upos[subject] not in NOMINAL:
        return
    case = tree.child(subject, "case")
    if tree.rel[subject] != "obl" or case < 0 or tree.word[case] not in SUBORDINATORS:
        return
    governor = tree.head[noun]
    while governor >= 0 and tree.upos[governor] in NOMINAL and tree.head[governor] >= 0:
        governor = tree.head[governor]
    if governor < 0 or governor > case:
        return
    tree.take_place(i, noun, "obj")
    tree.move(i, governor, "advcl")
    tree.move(subject, i, "nsubj")
    tree.move(case, i, "mark")
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBD"


def gerund_as_doer(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a noun of a bare gerund behind «by» and a passive («was hit twice by shelling»)."""
    verb, by = tree.head[i], i - 1
    if verb < 0 or tree.word[i] not in lexicon.actions or not is_passive(tree, verb):
        return
    if any(c != by for c in tree.children[i] if tree.rel[c] != "punct"):
        return
    tree.upos[i] = "NOUN"
    tree.xpos[i] = "NN"
    tree.lemma[i] = tree.word[i]
    tree.move(by, i, "case")
    tree.move(i, verb, "obl:agent")


def gerund_in_phrase(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a noun of a gerund read as a clause, behind a preposition and a bare noun («died in police firing»)."""
    doer = i - 1
    inside = doer > 0 and tree.head[doer] == i and tree.rel[doer] in ("compound", "nsubj") and not tree.children[doer]
    if not inside or tree.upos[doer] != "NOUN" or tree.word[i] not in lexicon.actions:
        return
    preposition = doer - 1
    if tree.head[preposition] != i or tree.word[preposition] not in ("in", "during", "from"):
        return
    if any(tree.rel[c] in ("obj", "aux", "nsubj") for c in tree.children[i] if c != doer):
        return
    tree.upos[i] = "NOUN"
    tree.xpos[i] = "NN"
    tree.lemma[i] = tree.word[i]
    tree.move(preposition, i, "case")
    tree.move(doer, i, "compound")
    tree.move(i, tree.head[i], "obl")


def past_as_infinitive(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a past tense of «let», «set», «cut» read as bare infinitives with a subject («Niger let Mali use it»)."""
    if tree.word[i] not in lexicon.unchanging or tree.rel[i] in ("xcomp", "amod", "compound"):
        return
    above = tree.head[i]
    if tree.rel[i] == "conj":
        past = above >= 0 and tree.xpos[above] == "VBD"
    else:
        subject = tree.child(i, "nsubj")
        past = 0 <= subject < i
    if not past or any(tree.rel[c] == "aux" or tree.word[c] in ("to", "that") for c in tree.children[i]):
        return
    if above >= 0 and tree.lemma[above] in lexicon.subjunctive and tree.rel[i] == "ccomp":
        return
    tree.xpos[i] = "VBD"


def noun_as_clause(tree: Tree, i: int) -> None:
    """Make a phrase with a preposition of a noun read as a clause («is open to talks»), a verb of one with a subject.

    «until the government pays» has a subject and no copula.
    """
    if tree.is_clause(i):
        if tree.xpos[i] == "NNS" and tree.child(i, "cop") < 0 and tree.child(i, "mark") >= 0:
            tree.upos[i] = "VERB"
            tree.xpos[i] = "VBZ"
            tree.relemmatize(i)
        return
    for c in tree.children[i]:
        if tree.rel[c] == "mark" and tree.xpos[c] in ("IN", "TO") and c < i:
            tree.move(c, i, "case")
            tree.move(i, tree.head[i], "nmod" if tree.upos[tree.head[i]] in NOMINAL else "obl")
