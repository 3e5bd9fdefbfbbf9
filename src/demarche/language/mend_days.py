"""Mend where words for days hang («said Tuesday», «Serbia on Tuesday demanded») and subjects read as part of them."""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.mend_inserted import reach
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# «every autumn», «last week» as an object is a time, save after verbs that take one.
REPEATED = frozenset({"every", "each", "last", "next", "this"})
TIME_TAKING = frozenset(
    {"spend", "mark", "take", "waste", "lose", "celebrate", "pass", "serve", "need", "begin", "end"}
)


def move_days(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang a word for a day («said Tuesday», «Serbia on Tuesday demanded») on the verb."""
    rel, head = tree.rel[i], tree.head[i]
    if rel == "obj" and tree.word[i] not in lexicon.days:
        if any(tree.word[c] in REPEATED for c in tree.children[i]) and tree.lemma[head] not in TIME_TAKING:
            tree.move(i, head, "obl:unmarked")
        return
    if rel == "obl" and head >= 0:
        for c in list(tree.children[i]):
            if c > i and tree.rel[c] == "nmod" and tree.child(c, "case") >= 0 and tree.marker(c, "case") != "of":
                tree.move(c, head, "obl")
            elif c > i and tree.sub[c] == "acl" and tree.xpos[c] == "VBG" and tree.marker(c, "mark") != "of":
                tree.move(c, head, "advcl")
    if rel == "obl" and i + 2 < tree.size and tree.word[i + 1] == ",":
        _subject_of_day(tree, i, head)
        return
    if rel == "compound" and head > i and tree.upos[head] == "VERB":
        _day_before_verb(tree, i, head)
        tree.move(i, head, "obl" if tree.child(i, "case") >= 0 else "obl:unmarked")
        return
    if head < 0 or any(tree.rel[c] == "det" and tree.word[c] != "this" for c in tree.children[i]):
        return
    verb = head
    if rel in ("obj", "iobj"):
        if tree.upos[head] != "VERB":
            return
    elif rel in ("nmod", "compound", "appos", "flat", "advmod") and tree.sub[i] != "nmod:poss":
        if tree.upos[head] not in NOMINAL or tree.lemma[head] in lexicon.actions or tree.lemma[head] in lexicon.times:
            return
        if rel == "compound" and i < head and not _day_before_verb(tree, i, head):
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


def distance_before_clause(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Take the length of time in «a day after [a strike] killed two» from the subject that it was hung on."""
    noun = tree.head[i]
    if tree.lemma[i] not in lexicon.times or noun <= i or tree.rel[noun] != "nsubj" or tree.child(i, "case") >= 0:
        return
    mark = next((c for c in tree.children[noun] if tree.rel[c] == "case" and tree.word[c] in ("after", "before")), -1)
    verb = tree.head[noun]
    if mark != i + 1 or verb <= noun or tree.upos[verb] != "VERB":
        return
    tree.move(mark, verb, "mark")
    tree.move(i, verb, "obl:unmarked")


def free_subject(tree: Tree, i: int) -> None:
    """Take the subject from a phrase at the head of the sentence («At the bridge, passers-by stopped him»)."""
    verb = tree.head[i]
    if i < verb and tree.upos[verb] == "VERB" and tree.child(verb, "nsubj") < 0:
        case = tree.child(i, "case")
        if case == 0 and "," in tree.word[i:verb]:
            _subject_of_day(tree, i, verb)


def _subject_of_day(tree: Tree, i: int, verb: int) -> None:
    """Take the noun phrase behind «On Wednesday,» from the day and make it the subject of the verb."""
    for c in tree.children[i]:
        if c > i + 1 and tree.rel[c] in ("appos", "flat", "conj", "dep", "nmod", "compound") and c < verb:
            subject = tree.child(verb, "nsubj")
            first = min([c, *tree.children[c]])
            if tree.upos[c] not in NOMINAL or tree.child(c, "case") >= 0 or 0 <= subject < c:
                return
            if tree.word[first - 1] != "," and tree.word[max(first - 2, 0)] != ",":
                continue
            tree.move(c, verb, "nsubj")
            if subject >= 0:
                tree.move(subject, c, "appos")
            return


def _day_before_verb(tree: Tree, i: int, head: int) -> bool:
    """Take back the preposition of a day that the parser joined to the next word («on Sunday lifted», «Sunday,»)."""
    next_word = tree.upos[i + 1] in ("PUNCT", "DET") or tree.sub[i + 1] == "nmod:poss"
    if tree.upos[head] != "VERB" and not next_word:
        return False
    if i > 0 and tree.rel[i - 1] == "case" and tree.head[i - 1] == head:
        tree.move(i - 1, i, "case")
    return True


def subject_behind_participle(tree: Tree, i: int) -> None:
    """Take the subject from a participle at the head of the sentence («Having seen Baku, President X flew home»)."""
    verb = tree.head[i]
    first = tree.rel[i] in ("csubj", "advcl") and (i == 0 or (i == 1 and tree.head[0] == i))
    if not first or tree.xpos[0] not in ("VBG", "VBN") or verb < i or tree.child(verb, "nsubj") >= 0:
        return
    noun = next((k for k in range(verb - 1, i, -1) if tree.upos[k] in NOMINAL), -1)
    subject = -1
    while noun > i:
        if tree.rel[noun] in ("appos", "conj", "obj", "obl", "nmod") and tree.child(noun, "case") < 0:
            start = reach(tree, noun)[0]
            if start > i + 1 and tree.word[start - 1] == ",":
                subject = noun
        noun = tree.head[noun]
    if subject >= 0:
        tree.move(i, verb, "advcl")
        tree.move(subject, verb, "nsubj:pass" if is_passive(tree, verb) else "nsubj")
