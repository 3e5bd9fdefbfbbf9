"""Mend relative clauses: what they hang on, and what is theirs of the words of the main clause."""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NAMING = frozenset(
    {"call", "term", "dub", "label", "brand", "describe", "estimate", "deem", "characterise", "characterize"}
)
PRONOUNS = frozenset({"which", "whom"})
PARTICIPLES = ("ed", "sent", "held", "made", "shot", "brought", "bought", "found", "led", "built", "laid", "set")


def gapped_relative(tree: Tree, i: int) -> None:
    """Part a relative clause with «whose» from the main clause («The envoy, whose name was kept, was given a day»)."""
    subjects = [c for c in tree.children[i] if tree.rel[c] == "nsubj" and c < i]
    if len(subjects) < 2 or tree.rel[i] in ("acl", "conj"):
        return
    first, second = subjects[0], subjects[1]
    if not any(tree.word[c] == "whose" for c in tree.children[second]):
        return
    for c in tree.children[i]:
        if c > i and tree.rel[c] in ("conj", "parataxis") and tree.child(c, "nsubj") < 0 and tree.child(c, "cc") < 0:
            tree.take_place(c, i, "acl")
            tree.move(first, c, "nsubj:pass" if is_passive(tree, c) else "nsubj")
            tree.move(i, first, "acl:relcl")
            return


def outcome_relative(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «that [killed nine]», read as said of the church in «a bombing at a church that killed nine», on the act."""
    noun = tree.head[i]
    subject = tree.child(i, "nsubj")
    if tree.lemma[i] not in lexicon.outcomes or subject < 0 or tree.word[subject] not in ("that", "which"):
        return
    if noun < 0 or (tree.upos[noun] != "NOUN" and tree.upos[noun] != "PROPN"):
        return
    above = noun
    while tree.rel[above] == "nmod" and tree.head[above] >= 0:
        above = tree.head[above]
        if tree.upos[above] == "NOUN" and tree.lemma[above] in lexicon.actions:
            if tree.lemma[noun] not in lexicon.actions:
                tree.move(i, above, "acl:relcl")
            return


def reduced_relative(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Find the verb of «when rockets [fired from Mali] landed in a market», read as a second one beside the participle.

    The participle has a noun right before it, no object, and a preposition right behind it; the verb has no subject
    and follows without a comma or an «and».
    """
    subject = tree.child(i, "nsubj")
    if subject != i - 1 or tree.upos[subject] != "NOUN" or tree.sub[subject] != "nsubj" or i + 1 >= tree.size:
        return
    if not tree.word[i].endswith(PARTICIPLES) or tree.upos[i + 1] != "ADP" or tree.child(i, "obj") >= 0:
        return
    if tree.lemma[i] in lexicon.intransitive_verbs or tree.lemma[i] in lexicon.speech or tree.child(i, "aux") >= 0:
        return
    for verb in (*tree.children[i], *(tree.children[tree.head[i]] if tree.head[i] >= 0 else ())):
        finite = (
            verb > i and tree.xpos[verb] in ("VBD", "VBP", "VBZ") and tree.rel[verb] in ("conj", "advcl", "parataxis")
        )
        between = tree.word[i + 1 : verb]
        if not finite or tree.child(verb, "nsubj") >= 0 or {",", ";", "and", "or", "but", "-"} & set(between):
            continue
        if any(tree.upos[k] in ("VERB", "AUX", "SCONJ") for k in range(i + 1, verb)) or tree.child(verb, "mark") >= 0:
            continue
        if tree.head[verb] != i:
            tree.move(verb, i, "conj")
        above = [c for c in tree.children[i] if c < subject]
        later = [c for c in tree.children[i] if c > verb]
        tree.take_place(verb, i, "acl")
        tree.move(subject, verb, "nsubj")
        tree.move(i, subject, "acl")
        for c in (*above, *later):
            tree.move(c, verb, tree.sub[c])
        return


def object_of_infinitive(tree: Tree, i: int) -> None:
    """Give back the object in «[Its decision to recall the envoy] was welcomed», read as a second subject."""
    subjects = [c for c in tree.children[i] if tree.rel[c] == "nsubj" and c < i]
    if len(subjects) != 2:
        return
    first, second = subjects
    inner = next((k for k in range(second - 1, first, -1) if tree.upos[k] == "VERB"), -1)
    if inner < 0 or first not in tree.above(inner) or tree.xpos[inner] not in ("VB", "VBG"):
        return
    if tree.child(inner, "obj") < 0 and tree.rel[inner] == "acl":
        tree.move(second, inner, "obj")


def pied_piped(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «…, for which they took the blame», read as an adverbial clause, on the noun before its comma.

    A place right before the comma gives way to what took place there («the attack in Banjska, in which he died»).
    """
    for c in tree.children[i]:
        if c > i:
            return
        case = tree.child(c, "case")
        if tree.word[c] not in PRONOUNS or not 1 < case < c:
            continue
        noun = case - 2 if tree.word[case - 1] == "," else case - 1
        if tree.upos[noun] not in NOMINAL:
            return
        while 0 <= tree.head[noun] < i and tree.rel[noun] in ("flat", "compound"):
            noun = tree.head[noun]
        above = tree.head[noun]
        if tree.rel[noun] == "nmod" and 0 <= above < noun and tree.lemma[above] in lexicon.actions:
            noun = above
        tree.move(i, noun, "acl:relcl")
        return


def verb_of_relative(tree: Tree, i: int) -> None:
    """Make a verb of a word with a subject that was read as a preposition («whom prosecutors [accuse] of it»)."""
    if tree.rel[i] not in ("acl", "advcl", "ccomp", "conj", "root", "parataxis"):
        return
    subject = tree.child(i, "nsubj")
    if subject != i - 1 or not tree.word[i].isalpha() or any(tree.rel[c] == "cop" for c in tree.children[i]):
        return
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBZ" if tree.word[i].endswith("s") else "VBP"
    tree.lemma[i] = tree.word[i]
    tree.relemmatize(i)
    for c in list(tree.children[subject]):
        if tree.word[c] in PRONOUNS and tree.rel[c] == "det":
            tree.move(c, i, "obj")


def free_relative(tree: Tree, i: int) -> None:
    """Make what it is called the subject: «[What police estimated at 900 miners] marched», «what he called a raid».

    The parser takes «what police» for a phrase, or the naming for the main clause or for a relative clause of «what».
    """
    if tree.word[i] != "what":
        return
    if tree.rel[i] == "nsubj":
        naming, verb = tree.child(i, "acl"), tree.head[i]
        namer = tree.child(naming, "nsubj") if naming >= 0 else -1
    elif tree.rel[i] == "obj" and tree.rel[tree.head[i]] in ("advcl", "csubj"):
        naming = tree.head[i]
        namer, verb = tree.child(naming, "nsubj"), tree.head[naming]
        if tree.child(verb, "nsubj") >= 0:
            return
    else:
        namer = tree.head[i] if tree.rel[i] == "det" else -1
        if namer < i or tree.rel[namer] != "nsubj":
            return
        verb = tree.head[namer]
        naming = tree.child(namer, "acl")
    if naming < 0 and tree.lemma[verb] in NAMING:  # «what officials called a raid killed nine»
        naming = verb
        called = _called(tree, naming)
        verb = next((c for c in tree.children[naming] if c > called > naming and tree.rel[c] in ("advcl", "ccomp")), -1)
        if verb < 0 or tree.xpos[verb] not in ("VBD", "VBZ", "VBP") or tree.child(verb, "nsubj") >= 0:
            return
        tree.take_place(verb, naming, "acl:relcl")
    called = _called(tree, naming) if naming >= 0 and tree.lemma[naming] in NAMING else -1
    if namer < 0 or not namer < naming < called < verb:
        return
    for c in [*tree.children[namer], *tree.children[i]]:
        if c > called and tree.rel[c] != "punct":
            tree.move(c, called, tree.sub[c])
    for c in list(tree.children[called]):
        if tree.rel[c] == "case":
            tree.move(c, naming, "mark")
    tree.move(called, verb, "nsubj")
    tree.move(naming, called, "acl:relcl")
    tree.move(namer, naming, "nsubj")
    tree.move(i, naming, "obj")
    tree.xpos[naming] = "VBD" if tree.xpos[naming] == "VBN" else tree.xpos[naming]


def _called(tree: Tree, naming: int) -> int:
    """Return the token of what it is called or estimated to be, or -1."""
    for c in tree.children[naming]:
        case = tree.marker(c, "case")
        if c > naming and (case in ("at", "as") or (tree.rel[c] in ("obj", "xcomp") and not case)):
            return c
    return -1
