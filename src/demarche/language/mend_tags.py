"""Mend the parts of speech that a parser mixes up: verbs read as nouns, nouns and adjectives read as verbs."""

from __future__ import annotations

from demarche.language.lemmas import is_past_form, mend_lemma
from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSE_RELATIONS = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "csubj"})


def restore_tag(tree: Tree, i: int) -> None:
    """Make a verb of a word that has the dependents of one («affirms» read as a noun)."""
    if tree.rel[i] not in CLAUSE_RELATIONS:
        return
    subject = False
    verbal = is_past_form(tree.word[i]) and tree.upos[i] != "ADJ"
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel == "nsubj":
            subject = True
        elif rel in ("cop", "det", "case") or tree.sub[c] == "nmod:poss" or (rel == "aux" and tree.lemma[c] == "be"):
            return
        elif (
            rel in ("obj", "ccomp", "iobj")
            or (rel == "xcomp" and tree.upos[i] != "ADJ")
            or (rel == "aux" and tree.word[c] != "to")
        ):
            verbal = True
    if not verbal or not subject:
        return
    word = tree.word[i]
    tree.upos[i] = "VERB"
    if word.endswith("ing"):
        tree.xpos[i] = "VBG"
    elif word.endswith("ed") or is_past_form(word):
        tree.xpos[i] = "VBD"
    else:
        tree.xpos[i] = "VBZ" if word[-1] == "s" else "VBP"
    tree.relemmatize(i)


def clause_verb(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make a verb of a noun that a conjunction or a that-clause shows to be one.

    «if Serbia attacks»: a noun after «if» with a name joined to it; «the embassy affirms that …»: a plural that is a
    verb of speech, with a noun joined to it and a that-clause behind.
    """
    subject = i - 1
    if subject < 0 or tree.rel[subject] != "compound" or tree.head[subject] != i:
        return
    if tree.upos[subject] not in NOMINAL and not tree.tokens[subject].text[0].isupper():
        return
    conjunction = content = direct = -1
    for c in tree.children[i]:
        if tree.rel[c] in ("mark", "case") and c < subject:
            conjunction = c
        elif (
            tree.rel[c] in ("acl", "ccomp", "advcl") and c > i and any(tree.word[d] == "that" for d in tree.children[c])
        ):
            content = c
        elif tree.rel[c] == "obj" and c > i:
            direct = c
        elif tree.rel[c] in ("nsubj", "cop", "aux"):
            return
    introduced = conjunction >= 0 and tree.word[conjunction] in ("if", "unless", "although", "whether")
    speaks = content >= 0 and tree.word[i][-1] == "s" and mend_lemma(tree.word[i], "VERB", "VBZ", "") in lexicon.speech
    introduced = introduced and tree.rel[i] in ("advcl", "ccomp", "obl")
    acts = direct >= 0 and tree.rel[i] in CLAUSE_RELATIONS and tree.word[i].endswith("s")
    if not (introduced or speaks or acts):
        return
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBZ" if tree.word[i].endswith("s") else "VBP"
    tree.relemmatize(i)
    tree.move(subject, i, "nsubj")
    for c in list(tree.children[i]):
        if c < subject and c != conjunction:
            tree.move(c, subject, tree.sub[c])
    if introduced:
        tree.move(conjunction, i, "mark")
        tree.move(i, tree.head[i], "advcl")
    if content >= 0:
        tree.move(content, i, "ccomp")


def subject_to_verb(tree: Tree, i: int) -> None:
    """Make the verb of «the Abkhaz side confirms its participation», read as the subject of a noun without a copula."""
    noun, subject = tree.head[i], i - 1
    if (
        noun < i
        or tree.upos[noun] != "NOUN"
        or subject < 0
        or not tree.word[i].endswith("s")
        or tree.word[i].endswith("ss")
    ):
        return
    if tree.rel[subject] != "compound" or tree.head[subject] != i or tree.rel[noun] not in CLAUSE_RELATIONS:
        return
    own = [c for c in tree.children[noun] if i < c < noun and (tree.rel[c] == "det" or tree.sub[c] == "nmod:poss")]
    if not own or min(own) != i + 1 or any(tree.rel[c] in ("cop", "aux") for c in tree.children[noun]):
        return
    tree.take_place(i, noun, "obj")
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VBZ"
    tree.relemmatize(i)
    tree.move(subject, i, "nsubj")
    for c in list(tree.children[i]):
        if c < subject:
            tree.move(c, subject, tree.sub[c])
    for c in list(tree.children[noun]):
        if c < subject:
            tree.move(c, i, "mark" if tree.rel[c] == "case" else tree.sub[c])


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


def verb_to_noun(tree: Tree, i: int) -> None:
    """Make a noun of a word in «-s» that has the dependents of one («joint military exercises» read as a verb)."""
    if not tree.word[i].endswith("s"):
        return
    head = tree.head[i]
    noun = tree.rel[i] == "conj" and tree.upos[head] in NOMINAL and not tree.is_clause(head)
    for c in tree.children[i]:
        rel = tree.rel[c]
        if rel in ("nsubj", "aux", "obj", "mark", "ccomp", "xcomp"):
            return
        noun = noun or (rel in ("det", "amod", "compound", "case") and c < i) or tree.sub[c] == "nmod:poss"
    if noun:
        tree.upos[i] = "NOUN"
        tree.xpos[i] = "NNS"
        tree.relemmatize(i)


def bare_to_noun(tree: Tree, i: int) -> None:
    """Make an object of a finite verb without a subject after a verb («will bring suspects», «blocked transport»)."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.upos[verb] != "VERB" or tree.child(verb, "obj") >= 0:
        return
    if any(tree.upos[k] == "PUNCT" for k in range(verb + 1, i)):
        return
    for c in tree.children[i]:
        if tree.rel[c] in ("nsubj", "mark", "aux", "obj", "xcomp", "ccomp", "expl", "cop"):
            return
    tree.upos[i] = "NOUN"
    tree.xpos[i] = "NNS" if tree.word[i].endswith("s") else "NN"
    tree.relemmatize(i)
    tree.move(i, verb, "obj")


def participle_to_adjective(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang a participle between a verb and its object on the object («rejected proposed changes»)."""
    verb, noun = tree.head[i], tree.child(i, "obj")
    if verb < 0 or verb != i - 1 or noun < i or tree.upos[verb] != "VERB" or tree.child(verb, "obj") >= 0:
        return
    if tree.lemma[verb] in lexicon.takes_participle or len(tree.children[i]) > 1 or tree.child(noun, "det") >= 0:
        return
    tree.move(noun, verb, "obj")
    tree.move(i, noun, "amod")


def infinitive_after_to(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make the infinitive of «chosen to suppress protests», read as part of a noun with «to» as its preposition."""
    noun, to = tree.head[i], i - 1
    if tree.xpos[i] == "NN":
        above = tree.lemma[tree.head[noun]] if tree.head[noun] >= 0 else ""
        verb = tree.word[i] in lexicon.headline and above in lexicon.subject_control
        if tree.tokens[i].text[0].isupper() or not (verb or tree.head[to] == i):
            return
    if (
        to < 0
        or noun < i
        or tree.word[to] != "to"
        or tree.head[to] not in (noun, i)
        or tree.rel[i] not in ("compound", "amod")
    ):
        return
    governor = tree.head[noun]
    if governor < 0 or governor > to or tree.rel[noun] not in ("obl", "nmod", "obj", "advcl", "xcomp"):
        return
    tree.take_place(i, noun, "obj")
    tree.move(i, governor, "acl" if tree.upos[governor] in NOMINAL else "xcomp")
    tree.move(to, i, "mark")
    tree.upos[i] = "VERB"
    tree.xpos[i] = "VB"


def adverbial_noun(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make the subject or the object of a name or a plural read as an adverb («Lam later delivered it»)."""
    verb = tree.head[i]
    while verb >= 0 and tree.upos[verb] == "ADV":
        verb = tree.head[verb]
    if verb < 0 or tree.upos[verb] != "VERB" or tree.lemma[i] in lexicon.times:
        return
    plain = tree.xpos[i] in ("NNP", "NNPS", "NNS") or any(tree.rel[c] == "det" for c in tree.children[i])
    if not plain or tree.child(i, "case") >= 0:
        return
    if i < verb and tree.child(verb, "nsubj") < 0 and tree.child(verb, "mark") < 0:
        tree.move(i, verb, "nsubj")
    elif i > verb and tree.child(verb, "obj") < 0:
        tree.move(i, verb, "obj")


def name_as_infinitive(tree: Tree, i: int) -> None:
    """Make a place of a name after «to» read as a verb («deployed a battalion to Haiti»)."""
    to = i - 1
    if i < 2 or tree.title or not tree.tokens[i].text[0].isupper() or tree.word[to] != "to" or tree.head[to] != i:
        return
    head = tree.head[i]
    if head < 0 or any(tree.rel[c] in ("obj", "nsubj", "ccomp", "xcomp", "aux") for c in tree.children[i]):
        return
    while tree.upos[head] in NOMINAL and tree.head[head] >= 0:
        head = tree.head[head]
    tree.upos[i] = "PROPN"
    tree.xpos[i] = "NNP"
    tree.move(to, i, "case")
    tree.move(i, head, "obl")
    for c in list(tree.children[i]):
        if tree.rel[c] in ("obl", "advmod", "advcl"):
            tree.move(c, head, tree.sub[c])


def clause_inside_noun(tree: Tree, i: int) -> None:
    """Let a verb with a subject that hangs on its object as a modifier be the head («Kenya hosted talks»)."""
    noun, subject = tree.head[i], tree.child(i, "nsubj")
    if noun < i or subject < 0 or subject > i or tree.upos[noun] not in NOMINAL:
        return
    tree.take_place(i, noun, "obj")
    for c in list(tree.children[noun]):
        if c < subject:
            tree.move(c, i if tree.rel[c] in ("punct", "mark", "cc", "advmod", "obl") else subject, tree.sub[c])


def due_in(tree: Tree, i: int) -> None:
    """Make a predicate of the adjective in «is due in Lomé», read as a preposition."""
    place = tree.head[i]
    if place < 0 or tree.child(place, "cop") < 0:
        return
    tree.take_place(i, place, "obl")
    tree.upos[i] = "ADJ"
    for c in list(tree.children[i]):
        if tree.rel[c] == "fixed":
            tree.move(c, place, "case")
    for c in list(tree.children[place]):
        if tree.rel[c] in ("nsubj", "cop", "aux", "advmod", "punct", "obl", "mark", "advcl", "cc"):
            tree.move(c, i, tree.sub[c])


def order_adjective(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang a participle that is an adjective on its noun («from neighbouring Lebanon»), not the noun on it."""
    noun = tree.child(i, "obj")
    if noun < i or not (tree.word[i] in lexicon.adjectival or tree.lemma[i] in lexicon.intransitive_verbs):
        return
    if (i > 0 and tree.upos[i - 1] in NOMINAL) or any(i < c < noun for c in tree.children[i]):
        return
    for k in range(i + 1, noun):
        if noun not in tree.above(k) or tree.rel[k] in ("det", "case") or tree.sub[k] == "nmod:poss":
            return
    if any(tree.rel[c] in ("nsubj", "aux") for c in tree.children[i]):
        return
    marker = tree.child(i, "mark")
    opened = tree.rel[i] == "xcomp" or (marker >= 0 and tree.word[marker] in ("after", "before", "while", "without"))
    if opened and tree.upos[noun] == "PROPN" and tree.lemma[i] not in ("neighbor", "neighbour", "surround"):
        return  # «began visiting Denmark», «after leading Denmark»
    tree.take_place(noun, i, "amod")
    verb = tree.head[noun] if tree.rel[noun] == "xcomp" else -1
    if tree.rel[noun] in ("advcl", "xcomp", "acl", "ccomp"):
        tree.move(noun, tree.head[noun], "obl" if tree.rel[noun] != "xcomp" else "obj")
    for c in list(tree.children[i]):
        if verb >= 0 and c > noun and tree.rel[c] in ("advcl", "obl", "ccomp", "xcomp"):
            tree.move(c, verb, tree.sub[c])  # «accused neighbouring Serbia of arming them»
        else:
            tree.move(c, noun, "case" if tree.rel[c] == "mark" else tree.sub[c])
    tree.upos[i] = "ADJ"
    tree.xpos[i] = "JJ"


def verb_behind_adverb(tree: Tree, i: int) -> None:
    """Let the participle be the head, not an adverb read as an adjective («has outright rejected»)."""
    auxiliary = tree.child(i, "aux")
    if auxiliary < 0 or tree.child(i, "cop") >= 0 or i + 1 >= tree.size:
        return
    verb = i + 1
    if tree.head[i] == verb and tree.rel[i] == "nsubj" and tree.upos[verb] == "VERB" and tree.child(i, "nsubj") >= 0:
        tree.move(i, verb, "advmod")
        tree.upos[i] = "ADV"
        tree.xpos[verb] = "VBN" if tree.xpos[verb] == "VBD" else tree.xpos[verb]
        for c in list(tree.children[i]):
            if tree.rel[c] in ("nsubj", "aux"):
                tree.move(c, verb, tree.sub[c])
        return
    if tree.head[verb] != i or tree.xpos[verb] not in ("VBN", "VBD", "VB", "VBG") or tree.upos[verb] != "VERB":
        return
    tree.take_place(verb, i, "advmod")
    tree.upos[i] = "ADV"
    if tree.xpos[verb] == "VBD":
        tree.xpos[verb] = "VBN"
    wrong = tree.child(verb, "nsubj")
    own = tree.child(i, "nsubj")
    if own >= 0 and wrong >= 0:
        tree.move(wrong, verb, "advmod")
    for c in list(tree.children[i]):
        if tree.rel[c] != "advmod":
            tree.move(c, verb, tree.sub[c])


def noun_behind_noun(tree: Tree, i: int) -> None:
    """Make the head of a compound of a bare verb right behind a noun («the war crimes [court]»)."""
    noun = tree.head[i]
    if noun != i - 1 or tree.upos[noun] not in NOMINAL or tree.children[i]:
        return
    tree.take_place(i, noun, "compound")
    tree.upos[i] = "NOUN"
    tree.xpos[i] = "NN"
    tree.relemmatize(i)
    for c in list(tree.children[noun]):
        tree.move(c, i, tree.sub[c])


def that_as_conjunction(tree: Tree, i: int) -> None:
    """Make a conjunction of «that» read as the object of a clause that has a subject («that the front had won»)."""
    for c in tree.children[i]:
        if c > i or tree.rel[c] == "nsubj":
            return
        if tree.word[c] == "that" and tree.rel[c] in ("obj", "advmod", "obl", "det"):
            if any(tree.rel[d] == "nsubj" and c < d < i for d in tree.children[i]):
                tree.move(c, i, "mark")
            return


def order_participle(tree: Tree, i: int) -> None:
    """Hang a participle read as the subject or the main verb on its noun («the agency, citing a witness, said»)."""
    noun = tree.child(i, "nsubj")
    if noun < 0 or noun > i or tree.child(i, "aux") >= 0 or tree.child(i, "mark") >= 0:
        return
    if tree.rel[i] == "nsubj":
        tree.take_place(noun, i, "acl")
        return
    for c in tree.children[i]:
        finite = (
            tree.xpos[c] in ("VBD", "VBZ", "VBN")
            and tree.child(c, "aux") < 0
            and tree.child(c, "nsubj") < 0
            and tree.child(c, "cc") < 0
        )
        if c > i and tree.rel[c] in ("conj", "parataxis", "ccomp") and finite:
            tree.take_place(c, i, "advcl")
            tree.move(noun, c, "nsubj")
            return


def subjunctive(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Find the bare verb after «demanded that», read as part of a compound noun («the US cancel plans»)."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.lemma[verb] not in lexicon.subjunctive or tree.is_clause(i):
        return
    that = next((c for c in tree.children[i] if c < i and tree.word[c] == "that"), -1)
    if that < 0:
        return
    bare = i - 1
    alone = tree.head[bare] == i and tree.rel[bare] == "compound" and tree.upos[bare] in NOMINAL
    if tree.rel[that] == "mark" and tree.lemma[i] in lexicon.intransitive_verbs and alone:
        tree.upos[i] = "VERB"
        tree.xpos[i] = "VB"
        tree.move(i, verb, "ccomp")
        tree.move(bare, i, "nsubj")
        for c in list(tree.children[i]):
            if that < c < bare:
                tree.move(c, bare, tree.sub[c])
        return
    if (
        bare - that < 2
        or tree.head[bare] != i
        or tree.rel[bare] != "compound"
        or tree.xpos[bare] not in ("NN", "VB", "VBP")
    ):
        return
    subject = bare - 1
    if tree.upos[subject] not in NOMINAL or tree.head[subject] not in (i, bare):
        return
    tree.take_place(bare, i, "obj")
    tree.move(bare, verb, "ccomp")
    tree.upos[bare] = "VERB"
    tree.xpos[bare] = "VB"
    tree.move(subject, bare, "nsubj")
    for c in [*tree.children[i], *tree.children[bare]]:
        if c < subject and c != that:
            tree.move(c, subject, tree.sub[c])
    tree.move(that, bare, "mark")
