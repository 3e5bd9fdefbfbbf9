"""Mend a dependency tree where a parser trained on little news is known to err, and level what the schema leaves open.

The steps, in the order of `mend`:
1. words with the dependents of a verb become verbs («affirms» read as a noun), gerunds with those of a noun nouns;
2. words for days hang on the verb; participles that cannot be passive, and a main verb that was lost, become finite;
3. the verb of speech of «…, the minister said» becomes the head of what is said, whatever relation the parser gave;
4. the infinitive after a verb of asking («urged Serbia to withdraw») becomes its complement, and so does the gerund
   after one of blaming or hindering («accused Serbia of shelling»);
5. verbs that only add tense or mood («going to», «have to», «is to», «get» + participle) become auxiliaries;
6. a particle read as the preposition of the object («carried [out an attack]») becomes a particle, a word before a
   number («up to 16 advisers») no preposition at all.
"""

from __future__ import annotations

from demarche.language.lexicon import Lexicon
from demarche.language.mend_speech import close_with_speech, join_speech
from demarche.language.mend_verbs import (
    adopt_subject,
    bare_to_noun,
    clause_verb,
    conjoined_verb,
    free_participle,
    gerund_to_noun,
    move_days,
    order_adjective,
    order_participle,
    participle_to_adjective,
    restore_root,
    restore_tag,
    said_compound,
    subjunctive,
    verb_to_noun,
)
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ARGUMENT_RELATIONS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos"})
ASKED = frozenset({"on", "upon", "to", "with"})


def mend(tree: Tree, lexicon: Lexicon) -> dict[int, str]:
    """Mend the tree in place; return the tokens that became auxiliaries, with what they add (future, must, past)."""
    lifted: dict[int, str] = {}
    # 1.
    for i in range(tree.size):
        upos = tree.upos[i]
        if upos == "VERB":
            if tree.xpos[i] == "VBG":
                if tree.rel[i] in ARGUMENT_RELATIONS:
                    gerund_to_noun(tree, i)
                    if tree.rel[i] == "nsubj":
                        order_participle(tree, i)
                order_adjective(tree, lexicon, i)
            elif tree.rel[i] in ARGUMENT_RELATIONS:
                verb_to_noun(tree, i)
            elif tree.rel[i] == "amod" and tree.xpos[i] == "VBN":
                conjoined_verb(tree, i)
                said_compound(tree, lexicon, i)
        elif upos in ("NOUN", "PROPN", "ADJ", "X"):
            if i == 0 and upos == "PROPN" and not tree.tokens[i].name and tree.word[i] in lexicon.actions:
                tree.upos[i] = "NOUN"
                tree.lemma[i] = tree.word[i]
            restore_tag(tree, i)
            clause_verb(tree, lexicon, i)
            if tree.rel[i] in ("ccomp", "obj", "obl", "dep"):
                subjunctive(tree, lexicon, i)
    # 2.
    for i in range(tree.size):
        if tree.word[i] in lexicon.days:
            move_days(tree, lexicon, i)
        elif tree.upos[i] == "VERB":
            if tree.xpos[i] == "VBD" and tree.rel[i] in ("nmod", "appos") and tree.child(i, "case") < 0:
                tree.move(i, tree.head[i], "acl")
            if tree.sub[i] == "acl":
                free_participle(tree, lexicon, i)
    restore_root(tree, lexicon)
    for i in range(tree.size):
        if tree.upos[i] in ("VERB", "AUX") or tree.child(i, "cop") >= 0:
            adopt_subject(tree, i)
            if tree.rel[i] == "dep":
                that = any(tree.word[c] == "that" and c < i for c in tree.children[i])
                tree.rel[i] = tree.sub[i] = "ccomp" if that else "parataxis"
    for i in range(tree.size):
        if tree.upos[i] == "VERB":
            if tree.xpos[i] == "VBN" and tree.word[-1] == ".":
                _active_after_all(tree, lexicon, i)
            if tree.rel[i] == "xcomp" or tree.rel[i] == "ccomp":
                if tree.xpos[i] in ("VBZ", "VBP"):
                    bare_to_noun(tree, i)
                elif tree.xpos[i] == "VBN":
                    participle_to_adjective(tree, lexicon, i)
    # 3.
    close_with_speech(tree, lexicon)
    # 4. to 6.
    for i in range(tree.size):
        if tree.rel[i] == "obl":
            _approximate(tree, lexicon, i)
        upos = tree.upos[i]
        if upos not in ("VERB", "AUX"):
            continue
        if tree.lemma[i] in lexicon.speech:
            join_speech(tree, lexicon, i)
        rel = tree.rel[i]
        if (rel == "acl" or rel == "advcl") and tree.sub[i] != "acl:relcl":
            _asked_infinitive(tree, lexicon, i)
            if rel == "acl" and tree.xpos[i] == "VBG":
                _accused_gerund(tree, lexicon, i)
        _catenative(tree, lexicon, i, lifted)
        _particle(tree, lexicon, i)
    return lifted


def has_to(tree: Tree, i: int) -> bool:
    """Say whether the verb is an infinitive with «to»."""
    return any(tree.rel[c] in ("mark", "aux") and tree.word[c] == "to" for c in tree.children[i])


def _asked_infinitive(tree: Tree, lexicon: Lexicon, i: int) -> None:
    if not has_to(tree, i) or any(tree.rel[c] == "nsubj" for c in tree.children[i]):
        return
    if tree.marker(i, "mark") != "to":
        return
    at, verb = i, tree.head[i]
    if tree.rel[i] == "acl":
        if verb >= 0 and (tree.lemma[verb] in lexicon.control_nouns or tree.lemma[verb] in lexicon.asking_nouns):
            return
        while (
            verb >= 0 and tree.upos[verb] in NOMINAL and tree.rel[verb] in ("nmod", "conj", "appos", "flat", "compound")
        ):
            verb = tree.head[verb]
        if verb < 0 or tree.upos[verb] not in NOMINAL:
            return
        at, verb = verb, tree.head[verb]
        if verb < 0 or tree.upos[verb] != "VERB":
            return
        if tree.rel[at] == "obl" and tree.lemma[verb] in lexicon.calls_for and tree.marker(at, "case") == "for":
            tree.move(i, verb, "advcl")
    if verb < 0 or tree.upos[verb] != "VERB" or i < verb:
        return
    lemma = tree.lemma[verb]
    if lemma in lexicon.calls_for and tree.rel[i] == "advcl" and _called_for(tree, i, verb):
        return
    if _to_the_noun(tree, lexicon, i, verb):
        return
    passive = asked = nominal = False
    for c in tree.children[verb]:
        rel = tree.rel[c]
        if rel in ("xcomp", "ccomp"):
            return
        if tree.sub[c] in ("aux:pass", "nsubj:pass"):
            passive = True
        elif rel in ("obj", "iobj") or (
            rel == "obl" and tree.lemma[c] not in lexicon.times and tree.marker(c, "case") in ASKED
        ):
            nominal = True
            asked = asked or c == at
    if tree.rel[i] == "acl":
        fits = (asked and lemma in lexicon.object_control) or (
            passive and tree.rel[at] == "nsubj" and (lemma in lexicon.object_control or lemma in lexicon.raised_passive)
        )
    elif passive:
        fits = lemma in lexicon.object_control or lemma in lexicon.raised_passive
    elif nominal:
        fits = lemma in lexicon.object_control or lemma in lexicon.subject_over_object
    else:
        fits = lemma in lexicon.subject_control
    if fits:
        tree.move(i, verb, "xcomp")


def _active_after_all(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a past tense of a bare participle with a passive subject: «Scientists cautioned against it.»"""
    subject = tree.child(i, "nsubj")
    if subject < 0 or tree.sub[subject] != "nsubj:pass":
        return
    infinitive = False
    for c in tree.children[i]:
        if tree.rel[c] == "aux" or tree.sub[c] == "obl:agent":
            return
        infinitive = infinitive or (tree.rel[c] in ("xcomp", "advcl") and has_to(tree, c))
    lemma = tree.lemma[i]
    if (
        lemma in lexicon.intransitive_verbs
        or lemma in lexicon.closing
        or (infinitive and lemma in lexicon.subject_control)
    ):
        tree.move(subject, i, "nsubj")
        tree.xpos[i] = "VBD"


def _to_the_noun(tree: Tree, lexicon: Lexicon, i: int, verb: int) -> bool:
    """Hang an infinitive on the object that it belongs to («rejected calls to adopt reforms»), if there is one."""
    if tree.rel[i] != "advcl" or tree.lemma[verb] in lexicon.object_control:
        return False
    noun = tree.child(verb, "obj")
    if (
        noun < verb
        or noun > i
        or not (tree.lemma[noun] in lexicon.control_nouns or tree.lemma[noun] in lexicon.asking_nouns)
    ):
        return False
    tree.move(i, noun, "acl")
    return True


def _called_for(tree: Tree, i: int, verb: int) -> bool:
    """Make «for Serbia to release them», read as a phrase and a purpose, one clause; say whether it was there."""
    for c in tree.children[verb]:
        if tree.rel[c] == "obl" and verb < c < i and tree.marker(c, "case") == "for":
            for d in list(tree.children[c]):
                if tree.rel[d] == "case":
                    tree.move(d, i, "mark")
            tree.move(c, i, "nsubj")
            tree.move(i, verb, "ccomp")
            return True
    return False


def _accused_gerund(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «of shelling», read as part of the object in «accused Kyiv of shelling», on the verb."""
    noun = tree.head[i]
    if noun < 0 or tree.marker(i, "mark", "case") not in lexicon.object_prepositions:
        return
    while tree.rel[noun] in ("nmod", "conj", "appos", "flat", "compound") and tree.head[noun] >= 0:
        noun = tree.head[noun]
    verb = tree.head[noun]
    passive = tree.sub[noun] == "nsubj:pass"
    if verb < 0 or tree.upos[verb] != "VERB" or i < verb or not (passive or tree.rel[noun] in ("obj", "iobj")):
        return
    if tree.lemma[noun] not in lexicon.actions and (
        tree.upos[noun] != "NOUN" or tree.marker(i, "mark", "case") != "for"
    ):
        tree.move(i, verb, "advcl")


def _catenative(tree: Tree, lexicon: Lexicon, i: int, lifted: dict[int, str]) -> None:
    lemma = tree.lemma[i]
    kind = lexicon.catenative.get(lemma, "")
    if not kind and lemma not in ("be", "get"):
        return
    below = other = -1
    subject = -1
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel in ("xcomp", "ccomp") and tree.upos[c] in ("VERB", "AUX", "ADJ", "NOUN") and below < 0:
            below = c
        elif rel in ("obj", "iobj"):
            other = c
        elif rel == "nsubj":
            subject = c
    if lemma == "have" and below < 0 and other < 0:
        below = _late_participle(tree, i)
    if below < i or other >= 0:
        return
    infinitive = has_to(tree, below)
    if lemma == "have" and tree.xpos[below] == "VBN" and not infinitive:
        tree.move(below, i, "xcomp")
        tree.take_place(below, i, "aux")
        for c in list(tree.children[i]):
            tree.move(c, below, tree.sub[c])
        return
    if kind == "future":
        if not infinitive or tree.xpos[i] != "VBG" or not any(tree.rel[c] == "aux" for c in tree.children[i]):
            return
    elif kind == "past":
        if not infinitive or tree.xpos[i] not in ("VBD", "VBN"):
            return
    elif kind:
        if not infinitive:
            return
    elif lemma == "get":
        if infinitive or tree.xpos[below] not in ("VBN", "VBD"):
            return
        kind = "passive"
    else:
        if not infinitive or subject < 0 or tree.lemma[subject] in lexicon.control_nouns:
            return
        kind = "future"
    tree.take_place(below, i, "aux:pass" if kind == "passive" else "aux")
    for c in list(tree.children[i]):
        tree.move(c, below, tree.sub[c])
    if kind == "passive":
        for c in tree.children[below]:
            if tree.rel[c] == "nsubj":
                tree.move(c, below, "nsubj:pass")
    else:
        lifted[i] = kind


def _late_participle(tree: Tree, i: int) -> int:
    """Return the participle of a perfect that was hung on words put between («has, in a statement, called on»)."""
    for c in tree.children[i]:
        if tree.rel[c] == "obl" and c > i:
            for d in tree.children[c]:
                if tree.sub[d] == "acl" and tree.xpos[d] == "VBN" and tree.word[d - 1] == ",":
                    return d
    return -1


def _particle(tree: Tree, lexicon: Lexicon, i: int) -> None:
    if i + 1 >= tree.size or f"{tree.lemma[i]} {tree.word[i + 1]}" not in lexicon.phrasal:
        return
    p = i + 1
    above = tree.head[p]
    if tree.rel[p] != "case" or above < 0 or tree.head[above] != i or tree.rel[above] not in ("obl", "nmod"):
        return
    if sum(tree.rel[c] == "case" for c in tree.children[above]) == 1 and tree.child(i, "obj") < 0:
        tree.move(above, i, "obj")
        tree.move(p, i, "compound:prt")


def _approximate(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make an object of «[up to] 16 advisers», «[about] 70 million dollars»."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.upos[verb] != "VERB" or tree.marker(i, "case") not in lexicon.approximate:
        return
    words = tree.marker(i, "case")
    number = tree.upos[i] == "NUM" or any(tree.rel[c] == "nummod" or tree.upos[c] == "NUM" for c in tree.children[i])
    up = words == "to" and tree.word[verb + 1] == "up" and i > verb + 2
    if not number or tree.child(verb, "obj") >= 0 or (words in ("to", "under", "over", "at", "between") and not up):
        return
    first = i
    for c in tree.children[i]:
        if tree.rel[c] == "case":
            first = min(first, c)
    if first - verb > (2 if up else 1) or tree.lemma[verb] in lexicon.intransitive_verbs:
        return
    for c in list(tree.children[i]):
        if tree.rel[c] == "case":
            tree.move(c, i, "advmod")
    if up and tree.head[verb + 1] == verb:
        tree.move(verb + 1, i, "advmod")
    tree.move(i, verb, "obj")
