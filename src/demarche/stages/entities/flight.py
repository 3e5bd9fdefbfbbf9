"""Who has fled or seeks shelter: refugees by what a clause tells of them, whatever noun names them."""

from __future__ import annotations

from demarche.model import Mention
from demarche.reference import Description, View

SHELTER = frozenset({"asylum", "refuge", "sanctuary"})
ESCAPED = frozenset({"scene", "custody", "prison", "jail", "police", "justice", "arrest", "court", "bail"})
FRONTIER = frozenset({"border", "frontier", "boundary"})
OBJECTS = frozenset({"obj", "obl"})


def take_flight(view: View, mention: Mention, found: Description) -> None:
    """Add REF in front for civilians of whom a clause says that they fled, sought asylum or crossed a border.

    So it is for «nine people have fled», «a family that asked for asylum», «27 people who had crossed near Brest», not
    for who fled the scene or the police.
    """
    if (
        found.kind != "party"
        or found.sectors[:1] != ("CVL",)
        or not (found.plural or found.role in view.reference.words["bodies"])
    ):
        return
    if any(_tells_of_flight(view, verb) for verb in _clauses(view, mention.head)):
        found.sectors = ("REF", *found.sectors)


def _clauses(view: View, head: int) -> list[int]:
    """Return the verbs that a phrase, or what it stands in apposition to, is the subject of."""
    tokens = view.tokens
    heads = [head, *(c for c in view.children[head] if tokens[c].rel == "appos")]
    verbs = [c for at in heads for c in view.children[at] if tokens[c].rel == "acl" and _has_subject_gap(view, c)]
    if tokens[head].deprel == "nsubj" and tokens[head].head >= 0:
        verbs.append(tokens[head].head)
    return verbs


def _has_subject_gap(view: View, verb: int) -> bool:
    """Say whether a relative clause leaves its subject open: «who fled», «fleeing», not «whom he fled»."""
    subject = next((c for c in view.children[verb] if view.tokens[c].rel == "nsubj"), -1)
    return view.tokens[verb].xpos != "VBN" if subject < 0 else view.tokens[subject].text.lower() in ("who", "that")


def _tells_of_flight(view: View, verb: int) -> bool:
    tokens = view.tokens
    lemma = tokens[verb].lemma.lower()
    below = {tokens[c].lemma.lower() for c in view.children[verb] if tokens[c].rel in OBJECTS}
    if lemma in view.reference.words["flees"]:
        return not below & ESCAPED
    if lemma in view.reference.words["seeks"]:
        return bool(below & SHELTER)
    direct = {tokens[c].lemma.lower() for c in view.children[verb] if tokens[c].rel == "obj"}
    return lemma == "cross" and (not direct or bool(direct & FRONTIER))
