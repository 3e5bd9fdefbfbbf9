"""Mend trees that have lost a main verb, a subject or a day: read as parts of the noun phrase before or behind."""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSE_RELATIONS = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "csubj"})
INSIDE = frozenset({"nmod", "conj", "appos", "flat", "compound"})
NO_PREPOSITIONS = frozenset({"if", "unless", "because", "although", "while"})
SUBORDINATORS = frozenset(
    {"after", "before", "since", "until", "as", "while", "when", "if", "because", "once", "unless", "although"}
)


def subject_of_auxiliary(tree: Tree, i: int) -> None:
    """Give the verb what was hung on its auxiliary: «[officers] had [at no time] fired»."""
    verb = tree.head[i]
    if tree.rel[i] != "aux" or verb < i:
        return
    for c in list(tree.children[i]):
        if tree.rel[c] in ("nsubj", "obl", "advmod", "mark") and (
            tree.rel[c] != "nsubj" or tree.child(verb, "nsubj") < 0
        ):
            tree.move(c, verb, tree.sub[c])


def free_participle(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a finite verb of a participle that cannot be a passive one: «clashes erupted», «deputies held talks»."""
    noun = tree.head[i]
    if noun < 0 or noun > i or tree.upos[noun] not in NOMINAL or tree.xpos[i] not in ("VBN", "VBD"):
        return
    barred = False
    for c in tree.children[i]:
        if tree.rel[c] in ("aux", "mark", "nsubj", "cop") or tree.sub[c] == "obl:agent":
            return
        if (tree.rel[c] == "obj" and c > i and tree.word[c] not in lexicon.days) or (
            tree.rel[c] == "conj" and tree.xpos[c] == "VBD" and tree.child(c, "nsubj") < 0
        ):
            barred = True
    if tree.lemma[i] in lexicon.two_objects:
        barred = False
    if not barred and tree.lemma[i] not in lexicon.intransitive_verbs:
        return
    introduced = next((c for c in tree.children[noun] if tree.rel[c] == "case"), -1)
    subordinate = introduced >= 0 and tree.word[introduced] in SUBORDINATORS
    top = noun
    if not subordinate:
        while tree.rel[top] in INSIDE and tree.head[top] >= 0 and tree.upos[tree.head[top]] in NOMINAL:
            top = tree.head[top]
        governor = tree.head[top]
        if tree.rel[top] == "nsubj" and i < governor and _before_closing(tree, lexicon, i, governor):
            tree.move(i, governor, "ccomp")
            tree.move(top, i, "nsubj")
        elif tree.rel[top] == "obj" and governor < noun and tree.lemma[governor] in lexicon.speech:
            if tree.child(governor, "ccomp") >= 0:
                return
            tree.move(i, governor, "ccomp")
            tree.move(top, i, "nsubj")
        elif tree.rel[top] in CLAUSE_RELATIONS and tree.child(top, "case") < 0:
            tree.move(i, top, "acl")
            tree.take_place(i, top, "nsubj")
        else:
            return
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


def _before_closing(tree: Tree, lexicon: Lexicon, i: int, governor: int) -> bool:
    """Say whether the governor is a verb of speech after a comma, with a subject of its own after that comma."""
    if tree.lemma[governor] not in lexicon.closing or tree.upos[governor - 1] not in NOMINAL:
        return False
    return "," in tree.word[i:governor]


def adopt_subject(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Give a finite verb without a subject the noun phrase right before it, where the parser hung that elsewhere.

    «after a coup toppled the government»: the noun of the preposition «after»; «said US troops had left»: the object.
    """
    if tree.rel[i] not in ("advcl", "ccomp", "conj", "acl", "parataxis", "dep"):
        return
    taken = tree.child(i, "nsubj")
    if taken < 0 and not _finite_without_subject(tree, i):
        bare = tree.xpos[i] == "VB" and not any(tree.rel[c] in ("mark", "aux", "nsubj", "cc") for c in tree.children[i])
        if bare and i > 1:
            _adopt_after_subordinator(tree, i, i - 1)
        return
    start = min([i, *(c for c in tree.children[i] if tree.rel[c] in ("aux", "cop", "advmod"))])
    noun = start - 1
    if taken >= 0 and taken < i:
        case = tree.child(taken, "case")
        if case >= 0 and tree.word[case] in SUBORDINATORS:
            tree.move(case, i, "mark")
            return
    if noun < 1:
        return
    if taken < 0 and (_adopt_after_subordinator(tree, i, noun) or _adopt_said(tree, lexicon, i, noun)):
        return
    if tree.upos[noun] not in NOMINAL:
        return
    governor = tree.head[i]
    subordinator = -1
    while noun >= 0:
        case = next((c for c in tree.children[noun] if tree.rel[c] == "case" and c < noun), -1)
        if case >= 0 and tree.word[case] in SUBORDINATORS and tree.rel[noun] in ("obl", "nmod"):
            subordinator = case
            break
        if tree.head[noun] == governor and tree.upos[governor] == "VERB" and noun > governor and case < 0:
            if tree.rel[noun] in ("obj", "iobj") and tree.rel[i] in ("ccomp", "parataxis", "dep"):
                break
            return
        if tree.rel[noun] not in INSIDE or tree.head[noun] < 0:
            return
        noun = tree.head[noun]
    above = tree.above(noun) if noun >= 0 else []
    if noun < 0 or i in above:
        return
    if taken >= 0:
        if subordinator < 0 or taken > noun or taken in above:
            return
        if taken > governor >= 0 and tree.upos[governor] == "VERB" and tree.child(governor, "obj") < 0:
            tree.move(taken, governor, "obj")
        else:
            return
    tree.move(noun, i, "nsubj:pass" if is_passive(tree, i) else "nsubj")
    if subordinator >= 0:
        tree.move(subordinator, i, "mark")
        if governor >= 0:
            tree.move(i, governor, "advcl")
    else:
        tree.move(i, governor, "ccomp")


def _adopt_said(tree: Tree, lexicon: Lexicon, i: int, before: int) -> bool:
    """Give the verb the object of the verb of speech before it («claimed Iran, among others, is meddling»)."""
    governor = tree.head[i]
    if tree.xpos[i] not in ("VBD", "VBZ", "VBP") and not any(tree.rel[c] in ("aux", "cop") for c in tree.children[i]):
        return False
    noun = before
    while 0 <= noun < i:
        speech = tree.head[noun]
        if tree.rel[noun] == "obj" and 0 <= speech < noun and tree.lemma[speech] in lexicon.speech:
            if tree.child(speech, "ccomp") >= 0 or (speech != governor and governor not in tree.above(speech)):
                return False
            return _take_object(tree, i, noun, speech)
        noun = speech
    if governor < 0 or tree.lemma[governor] not in lexicon.speech or tree.child(governor, "ccomp") >= 0:
        return False
    direct = tree.child(governor, "obj")
    if not governor < direct < i or tree.rel[i] not in ("advcl", "conj", "parataxis", "dep"):
        return False
    if tree.rel[i] == "conj" and _in_series(tree, i):
        return False  # «declared a curfew, banned rallies and closed the schools»
    return _take_object(tree, i, direct, governor)


def _in_series(tree: Tree, i: int) -> bool:
    """Say whether a verb behind a comma is one of several, the last of which has «and»."""
    beside = (*tree.children[i], *tree.children[tree.head[i]])
    return tree.word[i - 1] == "," and any(
        c > i and tree.rel[c] == "conj" and tree.child(c, "nsubj") < 0 and 0 <= tree.child(c, "cc") < c for c in beside
    )


def _take_object(tree: Tree, i: int, noun: int, speech: int) -> bool:
    tree.move(noun, i, "nsubj:pass" if is_passive(tree, i) else "nsubj")
    tree.move(i, speech, "ccomp")
    return True


def _adopt_after_subordinator(tree: Tree, i: int, before: int) -> bool:
    """Give the verb the noun of «as [attempts to resolve it] were blocked», whose phrase ends right before it.

    «if», «unless» and «because» are never prepositions: their noun is taken wherever it stands before the verb.
    """
    noun = before
    while noun > 0 and tree.upos[noun] == "PUNCT":
        noun -= 1
    for _ in range(tree.size):
        case = next((c for c in tree.children[noun] if tree.rel[c] == "case" and c < noun), -1)
        if case >= 0 and tree.word[case] in SUBORDINATORS and tree.rel[noun] in ("obl", "nmod"):
            break
        noun = tree.head[noun]
        if noun < 0 or noun >= i:
            noun = -1
            break
    if noun < 0:
        governor = tree.head[i]
        for at in (governor, *tree.children[governor]) if governor >= 0 else ():
            for c in tree.children[at]:
                if tree.rel[c] == "obl" and at < c < i and tree.marker(c, "case") in NO_PREPOSITIONS:
                    noun = c
    if noun < 0 or i in tree.above(noun):
        return False
    case = tree.child(noun, "case")
    governor = tree.head[noun]
    while governor >= 0 and tree.upos[governor] in NOMINAL:
        governor = tree.head[governor]
    if governor < 0 or i in tree.above(governor):
        return False
    tree.move(noun, i, "nsubj:pass" if is_passive(tree, i) else "nsubj")
    tree.move(case, i, "mark")
    tree.move(i, governor, "advcl")
    return True


def compound_subject(tree: Tree, i: int) -> None:
    """Make the subject of a noun joined to the finite verb behind it («[The Ministry] calls on both to withdraw»)."""
    subject = i - 1
    if tree.xpos[i] not in ("VBZ", "VBD") or subject < 0 or tree.rel[subject] not in ("compound", "amod"):
        return
    if tree.head[subject] != i or tree.upos[subject] not in NOMINAL or tree.child(i, "nsubj") >= 0:
        return
    if any(tree.rel[c] in ("aux", "cop", "case") for c in tree.children[i]):
        return
    tree.move(subject, i, "nsubj")
    noun = tree.head[i]
    if tree.rel[i] == "amod" and noun > i and tree.upos[noun] in NOMINAL and tree.xpos[i] == "VBD":
        tree.take_place(i, noun, "obj")
    for c in list(tree.children[i]):
        if c < subject and tree.rel[c] in ("det", "amod", "compound", "nmod", "nummod"):
            tree.move(c, subject, tree.sub[c])


def said_compound(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Find the clause in «said Israel attacked three bases», read as one long object of the verb of speech."""
    noun, subject = tree.head[i], i - 1
    if noun < i or subject < 0 or not tree.word[i].endswith("ed") or tree.rel[noun] not in ("obj", "ccomp"):
        return
    speech = tree.head[noun]
    if speech < 0 or speech > subject or tree.lemma[speech] not in lexicon.speech or tree.child(noun, "case") >= 0:
        return
    if tree.rel[subject] != "compound" or tree.head[subject] != noun or tree.upos[subject] not in NOMINAL:
        return
    tree.take_place(i, noun, "obj")
    tree.move(i, speech, "ccomp")
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBD"
    tree.relemmatize(i)
    tree.move(subject, i, "nsubj")
    for c in list(tree.children[noun]):
        if c < subject:
            tree.move(c, subject, tree.sub[c])


def restore_root(tree: Tree, lexicon: Lexicon) -> None:
    """Find the main verb of a sentence whose root is a noun without a copula.

    1. A finite verb without a subject inside the relative clause is it («the man [who was accused] has been freed»).
    2. A participle after the root, or before a noun that follows a first noun, is it («Turkey threatened reprisals»).
    """
    if tree.title or not tree.size or tree.word[-1] not in (".", "!", "”", '"', "''"):
        return
    root = next((i for i in range(tree.size) if tree.head[i] < 0), -1)
    if root < 0 or tree.upos[root] not in NOMINAL or tree.child(root, "case") >= 0 or tree.child(root, "cop") >= 0:
        return
    subject = tree.child(root, "nsubj")
    if subject >= 0:
        participles = [
            c
            for c in range(subject + 1, root)
            if tree.rel[c] == "amod" and tree.word[c].endswith("ed") and root in tree.above(c)
        ]
        if participles and subject < root and tree.child(root, "aux") < 0:
            _transitive_root(tree, participles[0], subject, root)
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
                tree.take_place(c, root, "nsubj:pass" if is_passive(tree, c) else "nsubj")
                return
    if any(tree.rel[c] in ("ccomp", "parataxis", "conj") and tree.is_clause(c) for c in tree.children[root]):
        return
    # 2.
    if _verb_behind_participle(tree, root):
        return
    for c in tree.children[root]:
        bare = tree.child(c, "mark") < 0 and tree.child(c, "aux") < 0
        if tree.sub[c] == "acl" and c > root and tree.xpos[c] in ("VBN", "VBD") and bare:
            lemma = tree.lemma[c]
            active = tree.child(c, "obj") >= 0 or lemma in lexicon.intransitive_verbs
            active = active or lemma in lexicon.without_object
            active = active or (lemma in lexicon.subject_control and tree.child(c, "xcomp") >= 0)
            tree.take_place(c, root, "nsubj" if active else "nsubj:pass")
            tree.xpos[c] = "VBD" if active else "VBN"
            return
    for c in tree.children[root]:
        joined = 0 < c < root and tree.rel[c - 1] in ("compound", "nmod") and tree.head[c - 1] in (root, c)
        capital = tree.upos[root] == "PROPN" or (c > 0 and tree.tokens[c - 1].text[0].isupper())
        named = capital and c > 1 and tree.rel[c - 2] == "det" and tree.head[c - 1] == root
        joined = (joined and tree.upos[c - 1] in NOMINAL) or (named and c == root - 1)
        if joined and tree.rel[c] in ("amod", "compound") and tree.word[c].endswith("ed"):
            _transitive_root(tree, c, c - 1, root)
            return
        if c > root and _verb_after_day(tree, lexicon, root, c):
            return
        if c > root and tree.rel[c] in ("nmod", "obj", "dep", "appos") and tree.child(c, "case") < 0:
            below = tree.children[c]
            if below and tree.rel[below[0]] == "amod" and tree.word[below[0]].endswith("ed") and below[0] < c:
                _transitive_root(tree, below[0], root, c)
                return


def _verb_behind_participle(tree: Tree, root: int) -> bool:
    """Find the main verb of «Rebels holding the town handed over prisoners», hung below the participle."""
    participle = next(
        (c for c in tree.children[root] if tree.sub[c] == "acl" and tree.xpos[c] == "VBG" and c > root), -1
    )
    if participle < 0:
        return False
    for c in tree.children[participle]:
        if c <= participle or tree.upos[c] != "VERB" or tree.xpos[c] not in ("VBN", "VBD"):
            continue
        below = {tree.rel[d] for d in tree.children[c]}
        if "obj" in below and not below & {"nsubj", "aux", "mark", "cc"} and tree.word[c - 1] != ",":
            tree.move(c, -1, "root")
            tree.move(root, c, "nsubj")
            tree.xpos[c] = "VBD"
            for d in tree.children[c]:
                if tree.rel[d] == "advmod" and d == c + 1 and tree.upos[d] == "ADP":
                    tree.move(d, c, "compound:prt")
            return True
    return False


def _verb_after_day(tree: Tree, lexicon: Lexicon, root: int, direct: int) -> bool:
    """Find the main verb of «The president on Saturday hosted the premier», read as part of one long noun phrase."""
    for day in range(root + 1, direct - 1):
        verb = day + 1
        if tree.word[day] in lexicon.days and tree.rel[verb] == "amod" and tree.word[verb].endswith("ed"):
            if direct not in tree.above(verb):
                return False
            _transitive_root(tree, verb, root, direct)
            tree.move(day, verb, "obl")
            if tree.rel[day - 1] == "case":
                tree.move(day - 1, day, "case")
            return True
    return False


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
    for c in list(tree.children[subject]):
        if c > verb and c != direct:
            if tree.rel[c] == "punct" or tree.child(c, "case") >= 0 or tree.is_clause(c):
                tree.move(c, verb, "obl" if tree.rel[c] == "nmod" else tree.sub[c])
            else:
                tree.move(c, direct, tree.sub[c])


def _finite_without_subject(tree: Tree, i: int) -> bool:
    if tree.upos[i] not in ("VERB", "AUX", "ADJ", "NOUN"):
        return False
    finite = tree.xpos[i] in ("VBD", "VBZ", "VBP") or (tree.xpos[i] == "VBN" and tree.rel[i] == "advcl")
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel in ("nsubj", "mark", "cc", "csubj", "expl"):
            return False
        if rel in ("aux", "cop"):
            finite = finite or tree.xpos[c] in ("VBD", "VBZ", "VBP", "MD")
    return finite
