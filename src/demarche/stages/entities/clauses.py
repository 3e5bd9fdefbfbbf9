"""Where a phrase stands in its clause: subject, target, object of the same verb."""

from __future__ import annotations

from demarche.language.lexicon import load_lexicon
from demarche.reference import View

COMPLEMENTS = frozenset({"obj", "iobj", "obl"})
SOME = frozenset({"several", "some", "many", "most", "few", "dozen", "hundred", "thousand", "half", "both", "all"})
CHAINED = frozenset({"conj", "xcomp"})  # verbs that take over the subject of the verb above them


def is_subject(view: View, head: int, *, said: bool = False) -> bool:
    """Say whether a phrase, or what it is beside, is the subject of its clause or the doer in a passive.

    With `said`, whoever a noun of saying is of counts as one: «the claim of the ministry that …».
    """
    tokens = view.tokens
    token = tokens[head]
    if token.rel in ("conj", "appos") and token.head >= 0:
        token = tokens[token.head]
    if token.rel == "nmod":  # «a charge by the party that …»
        says = said and tokens[token.head].lemma.lower() in view.reference.words["sayings"]
        cases = {tokens[c].text.lower() for c in view.children[token.i] if tokens[c].rel == "case"}
        return "by" in cases or (says and "of" in cases)
    return token.rel == "nsubj" or token.deprel == "obl:agent"


def target_of(view: View, verb: int) -> int:
    """Return the token of whom or what a verb hits: its object, or its subject in the passive, or -1."""
    for relation in ("obj", "nsubj:pass"):
        for c in view.children[verb] if verb >= 0 else ():
            if view.tokens[c].deprel == relation:
                return c
    return -1


def subject_of_same_verb(view: View, head: int) -> int:
    """Return the token of the subject of the verb that a pronoun is an object of, or -1."""
    token = view.tokens[head]
    above = view.tokens[token.head] if token.head >= 0 else token
    inside = token.rel == "nmod" or (token.rel == "obl" and above.upos not in ("VERB", "AUX"))
    of_number = inside and (above.upos == "NUM" or above.lemma.lower() in SOME)  # «charged 37 of them»
    if (token.rel == "conj" or of_number) and token.head >= 0:
        token = view.tokens[token.head]
    if token.rel not in COMPLEMENTS:
        return -1
    at = token.head
    controlled = False
    for _ in range(3):
        if at < 0:
            return -1
        for relation in ("obj", "nsubj") if controlled else ("nsubj",):  # «urged the president to free her»
            for c in view.children[at]:
                if view.tokens[c].rel == relation:
                    return c
        controlled = view.tokens[at].rel == "xcomp"
        outcome = view.tokens[at].rel == "advcl" and view.tokens[at].xpos == "VBG"  # «shot at it, wounding one of them»
        if view.tokens[at].rel not in CHAINED and not outcome:
            return -1
        over = view.tokens[at].head
        if outcome and over >= 0 and view.tokens[over].lemma.lower() in load_lexicon().speech:
            return -1  # «shelled it, killing four, the ministry said»
        at = view.tokens[at].head
    return -1
