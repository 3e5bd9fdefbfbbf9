"""Mend objects and obliques that hang on the wrong word though the verb tells where they belong."""

from __future__ import annotations

from demarche.language.drafts import doer_after_by
from demarche.language.lemmas import is_past_form
from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree, is_passive

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
MINDED = frozenset(
    {"ready", "willing", "unwilling", "prepared", "determined", "eager", "keen", "reluctant", "able", "unable"}
)
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


def it_as_subject(tree: Tree, i: int) -> None:
    """Make a subject of the pronoun in «said [it] was ready to meet»: only somebody can be ready."""
    adjective = tree.head[i]
    if tree.word[i] == "it" and adjective > i and tree.lemma[adjective] in MINDED:
        tree.move(i, adjective, "nsubj")


def number_as_subject(tree: Tree, i: int) -> None:
    """Give the noun its number in «[one] shell falls», where both were read as the subject."""
    noun = i + 1
    if noun < tree.size and tree.rel[noun] == "nsubj" and tree.head[noun] == tree.head[i] and not tree.children[i]:
        tree.move(i, noun, "nummod")


def noun_as_object(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Make an object of a noun read as what the subject is («dismissed as lies [a charge]», «was refused [fuel]»)."""
    verb = tree.head[i]
    if verb < 0 or verb > i or tree.upos[verb] != "VERB" or tree.lemma[verb] in lexicon.attributive:
        return
    if tree.child(verb, "obj") >= 0 or tree.child(i, "case") >= 0 or tree.child(i, "cop") >= 0:
        return
    if is_passive(tree, verb) and tree.lemma[verb] not in lexicon.two_objects:
        return
    if any(tree.rel[c] == "obl" and verb < c < i and tree.marker(c, "case") == "among" for c in tree.children[verb]):
        return  # «forty were hurt and sixty arrested, among them a reporter»
    tree.move(i, verb, "obj")


def object_of_adjective(tree: Tree, i: int) -> None:
    """Give the verb what was hung on the adjective in «threw open [its frontier] [to refugees]»."""
    verb, thing = tree.head[i], tree.child(i, "obj")
    if verb != i - 1 or thing < i or tree.upos[verb] != "VERB" or tree.child(verb, "obj") >= 0:
        return
    for c in list(tree.children[i]):
        if c > i:
            tree.move(c, verb, tree.sub[c])


def phrase_of_verb(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang a phrase on the verb that asks for it, whatever phrase stands between.

    «jailed [for ten years] [for the murder of]», «sent planes [with food] [to Sudan]».
    """
    marker = tree.marker(i, "case")
    verbs = lexicon.judgements if marker == "for" else lexicon.governs.get(marker)
    if not verbs:
        return
    at = tree.head[i]
    while at >= 0 and at < i and tree.upos[at] in NOMINAL and tree.rel[at] in ("obl", "nmod"):
        if tree.lemma[at] in lexicon.actions:
            return
        at = tree.head[at]
    if 0 <= at < i and at != tree.head[i] and tree.upos[at] == "VERB" and tree.lemma[at] in verbs:
        tree.move(i, at, "obl")


def doer_of_object(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «by» and its doer on the act in «documented the torture of prisoners [by officers]»."""
    verb = tree.head[i]
    if verb < 0 or tree.upos[verb] != "VERB" or tree.marker(i, "case") != "by" or is_passive(tree, verb):
        return
    act = tree.child(verb, "obj")
    if verb < act < i and tree.lemma[act] in lexicon.actions and doer_after_by(tree, lexicon, i):
        tree.move(i, act, "nmod")


def doer_of_act(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Hang «by» and its doer on the act in «the shelling of a village [by troops]», not on what it was done to."""
    victim = tree.head[i]
    act = tree.head[victim] if victim >= 0 else -1
    if act < 0 or tree.marker(i, "case") != "by" or tree.rel[victim] != "nmod" or not doer_after_by(tree, lexicon, i):
        return
    if tree.marker(victim, "case") not in ("of", "on", "against"):
        return
    if tree.lemma[act] in lexicon.actions and tree.lemma[victim] not in lexicon.actions:
        tree.move(i, act, "nmod")


def preposition_of_noun(tree: Tree, i: int) -> None:
    """Make a preposition of «to» before a noun, read as before an infinitive («yielded [to] pressure»)."""
    noun = tree.head[i]
    if noun > i and tree.rel[i] == "mark" and tree.upos[noun] in NOMINAL and tree.rel[noun] in ("obl", "nmod"):
        tree.move(i, noun, "case")


def clause_after_for(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Read «called [for the prisoners to be freed]» as a clause, where «for» was hung on its subject."""
    verb, mark = tree.head[i], tree.child(i, "case")
    if verb < i or mark < 0 or tree.word[mark] != "for" or tree.upos[verb] != "VERB":
        return
    above = tree.head[verb]
    tree.move(mark, verb, "mark")
    if 0 <= above < i and tree.lemma[above] in lexicon.calls_for and tree.rel[verb] == "advcl":
        tree.move(verb, above, "ccomp")


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


def participle_of_content(tree: Tree, lexicon: Lexicon, i: int) -> None:
    """Give what is said the participle of «…, [killing two], the ministry said», hung on the verb of speech `i`.

    So too that of an outcome behind the verb of speech: «…, the ministry said, [killing two]».
    """
    subject, content = tree.child(i, "nsubj"), tree.child(i, "ccomp")
    if not 0 <= content < subject < i:
        return
    for c in list(tree.children[i]):
        if tree.rel[c] != "advcl" or any(tree.rel[d] in ("nsubj", "mark", "aux") for d in tree.children[c] if d < c):
            continue
        before = content < c < subject and tree.xpos[c] in ("VBG", "VBN")
        behind = c > i and tree.xpos[c] == "VBG" and tree.lemma[c] in lexicon.outcomes
        if before or behind:
            tree.move(c, content, "advcl")
