"""Find what fills the slots of a frame in a proposition."""

from __future__ import annotations

from demarche.codebook.schema import Pattern
from demarche.model import Argument, Proposition

CORE = frozenset({"agent", "patient", "recipient", "attribute"})
CLAUSES = frozenset({"that", "to", "ing", "whether"})


def find_slot(proposition: Proposition, slot: str, pattern: Pattern | None = None) -> Argument | None:
    """Return the argument that fills a slot of a frame, or None.

    The object of a verb with its preposition («lashed out at the envoy») fills `patient` as well.
    `of:agent` is the of-phrase of a noun read as its agent; a preposition names the oblique that it marks.
    """
    if slot in CORE:
        core = proposition.get(slot)  # type: ignore[arg-type]
        if core is None and slot == "patient" and pattern is not None and pattern.parts and not pattern.parts[-1][1]:
            core = find_slot(proposition, pattern.parts[-1][0])
        # «called it a provocation»: a bare noun phrase after the object
        return core or (proposition.get("oblique", "") if slot == "attribute" and proposition.kind == "verb" else None)
    if slot == "of:agent":
        return proposition.get("agent") or (proposition.get("patient") if proposition.kind == "noun" else None)
    found = oblique(proposition, slot)
    if found is None and slot == "of" and proposition.kind == "noun":
        found = proposition.get("patient", "of") or proposition.get("agent", "of")
    if found is None:
        # «walked out of the talks»: the last of several prepositions names the slot
        for argument in proposition.arguments:
            if argument.role == "oblique" and argument.marker.endswith(f" {slot}"):
                return argument
    if found is None and proposition.particle == slot:
        found = proposition.get("patient")  # «call on X» read as a verb with its particle
    if found is None:
        found = proposition.get("clause", slot) or (proposition.get("clause", "") if slot == "that" else None)
    return found


def oblique(proposition: Proposition, slot: str) -> Argument | None:
    """Return the phrase with the preposition: behind the predicate rather than before («on Tuesday reneged on it»)."""
    first: Argument | None = None
    for argument in proposition.arguments:
        if argument.role == "oblique" and argument.marker == slot:
            if argument.head > proposition.head:
                return argument
            first = first or argument
    return first


def find_content(proposition: Proposition, slot: str) -> Argument | None:
    """Return the argument in which the content of a speech act or an operator stands, or None."""
    if slot in CLAUSES:
        for argument in proposition.arguments:
            if argument.role == "clause" and (argument.marker == slot or (slot == "that" and argument.marker == "")):
                return argument
    for argument in proposition.arguments:
        if argument.proposition >= 0 and (
            (argument.role == "clause" and argument.marker == slot)
            or (argument.role == "oblique" and argument.marker == slot)
            or (argument.role == slot and slot in CORE)
        ):
            return argument
    return None


def first(proposition: Proposition, slots: tuple[str, ...] | list[str]) -> Argument | None:
    """Return the argument of the first slot that is filled by more than a clause, or None."""
    for slot in slots:
        argument = find_slot(proposition, slot)
        if argument is not None and argument.role != "clause":
            return argument
    return None
