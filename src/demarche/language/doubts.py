"""Compare the reading from the tree with the surface of the sentence, and say where the two differ."""

from __future__ import annotations

from demarche.language.drafts import Draft, Sheet
from demarche.language.verbal import doer_after_by


def find_doubts(sheet: Sheet, draft: Draft) -> None:
    """Add a short phrase for each point where the surface speaks against the tree's reading."""
    tree = sheet.tree
    if draft.kind == "noun" and not draft.clausal:
        return
    bare = draft.subject is None and not draft.expletive and not draft.imperative
    if bare and draft.kind == "verb" and draft.tense != "none" and draft.own_group:
        before = draft.head - 1
        while before > 0 and tree.upos[before] in ("AUX", "ADV", "PART"):
            before -= 1
        if before >= 0 and tree.upos[before] in ("NOUN", "PROPN", "PRON"):
            draft.doubts.append("no subject, though a noun stands before the verb")
        elif tree.rel[draft.at] != "root":
            draft.doubts.append("no subject")
    if draft.passive and draft.get("agent") is None:
        for slot in draft.slots:
            if slot.role == "oblique" and slot.marker == "by" and doer_after_by(tree, sheet.lexicon, slot.head):
                draft.doubts.append("a doer may stand after «by»")
                break
