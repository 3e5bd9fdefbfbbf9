"""Read headlines: verbs in the present that stand among nouns, passives without their auxiliary.

Headlines leave out articles and auxiliaries, and a parser trained on sentences takes them for one long noun phrase:
«Warsaw expels envoy», «Iran, Iraq sign gas deal», «Minsk accused of arming rebels», «12 killed in Mali ambush». Only
text without a full stop at its end is read so, and only with verbs of the table `headline` in data/language/verbs.toml.
"""

from __future__ import annotations

from demarche.language.lemmas import mend_lemma
from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# What may stand before the verb of a headline.
BEFORE = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "PART", "PUNCT", "CCONJ", "ADP", "X", "SYM", "PRON"})
PLURAL = frozenset({"police", "people", "troops", "forces", "militants", "rebels"})
LAST = frozenset({".", "!", "?", "”", '"', "''", ":", ";", "-", "–", "—"})
LONGEST = 18


def read_headline(tree: Tree, lexicon: Lexicon) -> None:
    """Give a headline its verb with subject and object, where the tree has it as a noun phrase."""
    if not 2 < tree.size <= LONGEST or tree.word[-1] in LAST:
        return
    start = part_label(tree)
    verb = _verb(tree, lexicon, start)
    if verb >= 0:
        _make_verb(tree, verb, start)
    root = next((i for i in range(tree.size) if tree.head[i] < 0), -1)
    if root >= 0 and tree.upos[root] in NOMINAL and not tree.is_clause(root):
        _participle_root(tree, lexicon, root)
    for i in range(1, tree.size):
        if tree.upos[i] == "VERB":
            if tree.xpos[i] in ("VBN", "VBD"):
                _passive(tree, lexicon, i)
            elif i + 1 < tree.size and tree.upos[i + 1] == "NUM" and tree.head[i + 1] == i and tree.child(i, "obj") < 0:
                tree.move(i + 1, i, "obj")


def part_label(tree: Tree) -> int:
    """Take a label at the head of the text («KABUL: …») from the verb whose subject it was read as.

    Returns the first token behind the label, 0 for none.
    """
    for k in range(1, min(4, tree.size - 2)):
        if tree.word[k] != ":":
            continue
        for c in range(k):
            if tree.rel[c] == "nsubj" and tree.head[c] > k:
                verb = tree.head[c]
                tree.move(c, verb, "dep")
                noun = verb - 1
                bare = tree.upos[noun] in NOMINAL and tree.child(noun, "case") < 0
                if noun > k and bare and tree.child(verb, "nsubj") < 0 and tree.head[noun] > k:
                    tree.move(noun, verb, "nsubj")
        return k + 1
    return 0


def _verb(tree: Tree, lexicon: Lexicon, start: int) -> int:
    """Return the token that must be the verb although the tree has it as a noun, or -1."""
    for i in range(start, tree.size):
        if tree.upos[i] in ("VERB", "AUX") and tree.rel[i] not in ("amod", "compound"):
            root = tree.head[i] < 0 or tree.rel[i] == "aux"
            if tree.xpos[i] in ("VBZ", "VBP", "MD") or (root and tree.xpos[i] in ("VBD", "VBN")):
                return -1
            found = _noun_verb(tree, lexicon, start, i)
            return -1 if tree.head[i] == found and tree.rel[i] == "acl" else found
    return _noun_verb(tree, lexicon, start, tree.size)


def _noun_verb(tree: Tree, lexicon: Lexicon, start: int, end: int) -> int:
    for i in range(start + 1, end):
        word, before = tree.word[i], i - 1
        if tree.upos[before] not in BEFORE or tree.word[before] in ("of", "in", "on", "to", "for", "by", "at"):
            return -1
        if tree.upos[before] not in ("NOUN", "PROPN", "NUM", "PRON") and not tree.tokens[before].text[0].isupper():
            continue
        if word.endswith("s") and tree.xpos[i] != "NNPS":
            if mend_lemma(word, "VERB", "VBZ", word) in lexicon.headline and not word.endswith("ss"):
                return i
        elif word in lexicon.headline and i + 1 < tree.size and _is_plural(tree, start, before):
            another = mend_lemma(tree.word[i + 1], "VERB", "VBZ", "") in lexicon.headline
            if not another:
                return i
    return -1


def _is_plural(tree: Tree, start: int, i: int) -> bool:
    """Say whether the words from `start` to the noun at `i` name more than one: «pirates», «Iran, Iraq»."""
    if tree.xpos[i] in ("NNS", "NNPS") or tree.word[i] in PLURAL:
        return True
    return tree.upos[i] == "PROPN" and any(tree.word[k] in (",", "and", "&") for k in range(start, i))


def _make_verb(tree: Tree, verb: int, start: int) -> None:
    subject = verb - 1
    root = next(i for i in range(tree.size) if tree.head[i] < 0)
    tree.upos[verb] = "VERB"
    tree.xpos[verb] = "VBZ" if tree.word[verb].endswith("s") else "VBP"
    tree.relemmatize(verb)
    tree.move(verb, -1, "root")
    if tree.upos[subject] not in NOMINAL:
        tree.upos[subject] = "PROPN"
    tree.move(subject, verb, "nsubj")
    for k in range(subject):
        if not 0 <= tree.head[k] < verb or tree.head[k] == verb:
            joined = start <= k < subject - 1 and tree.word[k + 1] in (",", "and", "&")
            tree.move(k, subject, "conj" if joined else tree.sub[k] if k >= start and tree.sub[k] != "root" else "dep")
    direct = root if root > verb else -1
    for k in range(verb + 1, tree.size):
        if k in (direct, root) or verb < tree.head[k] < tree.size:
            continue
        bare = tree.upos[k] in NOMINAL and tree.child(k, "case") < 0
        if direct < 0 and bare and tree.rel[k] not in ("nmod", "obl", "acl", "advcl"):
            direct = k
        else:
            tree.move(k, verb, "obl" if tree.rel[k] == "nmod" else tree.sub[k] if tree.sub[k] != "root" else "dep")
    if direct >= 0:
        tree.move(direct, verb, "obj" if tree.child(direct, "case") < 0 else "obl")


def _participle_root(tree: Tree, lexicon: Lexicon, root: int) -> None:
    """Make the main verb of a participle that hangs on the first noun («British envoy expelled from Moscow»)."""
    for i in range(1, tree.size - 1):
        noun = tree.head[i]
        if tree.xpos[i] not in ("VBN", "VBD") or tree.rel[i] != "acl" or not 0 <= noun < i:
            continue
        if tree.lemma[i] in lexicon.intransitive_verbs or tree.upos[i + 1] not in ("ADP", "SCONJ", "PUNCT"):
            return
        if noun == root:
            tree.take_place(i, noun, "nsubj:pass")
        elif tree.head[noun] == root and root > i and tree.rel[noun] in ("compound", "amod", "nummod"):
            case = next((k for k in range(i + 1, root) if tree.rel[k] == "case"), -1)
            if case < 0:
                return
            tree.take_place(i, root, "obl")
            inner = tree.head[case]
            tree.move(noun, i, "nsubj:pass")
            if inner != root:
                tree.move(inner, root, "compound")
                tree.move(case, root, "case")
        else:
            return
        tree.xpos[i] = "VBN"
        return


def _passive(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Read a participle without auxiliary and object before a preposition or the end as passive («envoy jailed in»)."""
    if any(tree.rel[c] in ("aux", "obj", "ccomp", "xcomp", "cop") for c in tree.children[i]):
        return
    lemma = tree.lemma[i]
    if lemma not in lexicon.headline or lemma in lexicon.intransitive_verbs or lemma in lexicon.without_object:
        return
    if i + 1 < tree.size and tree.upos[i + 1] not in ("ADP", "SCONJ", "PUNCT", "ADV", "CCONJ"):
        return
    subject = tree.child(i, "nsubj")
    speech = tree.head[tree.head[i]] if tree.rel[i] == "acl" else -1
    if subject >= 0 and subject < i:
        tree.move(subject, i, "nsubj:pass")
        tree.xpos[i] = "VBN"
    elif speech >= 0 and tree.lemma[speech] in lexicon.speech and tree.rel[tree.head[i]] == "obj":
        noun = tree.head[i]
        tree.move(i, speech, "ccomp")
        tree.move(noun, i, "nsubj:pass")
        tree.xpos[i] = "VBN"
