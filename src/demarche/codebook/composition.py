"""What becomes of a predicate under all that embeds it: one mechanism over operators, modals and clauses.

Method: each proposition has a local modality (its own negation, modal, tense, question, condition). What stands in the
content of an operator takes over the operator's local modality and what the codebook says that the operator adds; a
purpose clause and a condition are hypothetical. Speech acts and verbs of saying end the inheritance: what they embed is
attribution's matter, not modality's.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from demarche.codebook.matching import ANNOUNCING, Match
from demarche.model import Aux, Proposition

SPECULATIVE = frozenset({"may", "might", "could", "can"})
OBLIGING = frozenset({"should", "must", "ought", "need"})


class Modality(msgspec.Struct, frozen=True):
    """What holds of a predicate, from itself and from all that embeds it."""

    future: bool = False
    negated: bool = False
    hypothetical: bool = False
    refused: bool = False
    obliged: bool = False

    def aux(self) -> tuple[Aux, ...]:
        """Return the auxiliary modes in PLOVER's order."""
        found: list[Aux] = []
        if self.future and not self.hypothetical:
            found.append("future")
        if self.hypothetical:
            found.append("hypothetical")
        if self.negated:
            found.append("negation")
        return tuple(found)


def compose_modality(
    propositions: tuple[Proposition, ...], operators: Mapping[int, Match], contents: frozenset[int] = frozenset()
) -> dict[int, Modality]:
    """Return the modality of every proposition by index; `operators` holds the operator that fires on each.

    `contents` are the propositions that stand in the content of a speech act: they take nothing over from it.
    """
    conditioned = {p.parent for p in propositions if p.relation == "condition"}
    found: dict[int, Modality] = {}
    above: dict[int, Match] = {}
    for match in operators.values():
        if match.content is not None and match.content.proposition >= 0:
            above.setdefault(match.content.proposition, match)
    by_index = {p.index: p for p in propositions}

    def modality(index: int, seen: frozenset[int]) -> Modality:
        if index in found:
            return found[index]
        proposition = by_index[index]
        local = _local(proposition, proposition.index in conditioned)
        outer: Modality | None = None
        seen = seen | {index}
        if index in above and above[index].proposition not in seen:
            operator = above[index]
            outer = _under(modality(operator.proposition, seen), operator)
        elif (
            proposition.parent in by_index
            and proposition.parent not in seen
            and index not in contents
            and _inherits(proposition)
        ):
            outer = modality(proposition.parent, seen)
        result = local if outer is None else _join(local, outer)
        if index not in above and index not in contents and _is_aim(proposition, by_index.get(proposition.parent)):
            result = msgspec.structs.replace(result, hypothetical=True)
        found[index] = result
        return result

    for proposition in propositions:
        modality(proposition.index, frozenset())
    return found


def _is_aim(proposition: Proposition, parent: Proposition | None) -> bool:
    """Say whether an infinitive tells what a noun is for: «negotiations to reduce arms»."""
    if parent is None or parent.kind != "noun" or parent.light:
        return False
    return proposition.relation == "clause" and proposition.marker == "to"


def _local(proposition: Proposition, conditioned: bool) -> Modality:
    modal = proposition.modal
    speculative = modal in SPECULATIVE
    hypothetical = speculative or proposition.question or proposition.relation in ("condition", "purpose")
    # «said that it would attack if …» reports «will attack»
    reported = modal == "would" and proposition.relation == "clause"
    if modal in ("would", "should") and conditioned and not reported:
        hypothetical = True
    if modal in SPECULATIVE and proposition.negated:
        # «could not reach» did not happen
        hypothetical = False
    future = proposition.tense == "future" or modal in ANNOUNCING
    return Modality(
        future=future and proposition.relation != "condition",
        negated=proposition.negated,
        hypothetical=hypothetical,
        refused=proposition.negated and (future or modal in ANNOUNCING),
        obliged=modal in OBLIGING,
    )


def _inherits(proposition: Proposition) -> bool:
    """Say whether what holds of the parent holds of the proposition: infinitives and gerunds without a subject."""
    if proposition.relation == "clause":
        return proposition.marker in ("to", "ing", "from", "of", "in")
    return proposition.relation in ("purpose", "condition")


def _under(outer: Modality, operator: Match) -> Modality:
    aux = operator.frame.aux
    return Modality(
        future=outer.future or "future" in aux,
        negated=outer.negated != ("negation" in aux),
        hypothetical=outer.hypothetical or "hypothetical" in aux,
        refused=outer.refused or operator.frame.refusal or (outer.negated and "future" in aux),
        obliged=outer.obliged,
    )


def _join(local: Modality, outer: Modality) -> Modality:
    return Modality(
        future=local.future or outer.future,
        negated=local.negated != outer.negated,
        hypothetical=local.hypothetical or outer.hypothetical,
        refused=local.refused or outer.refused,
        obliged=local.obliged or outer.obliged,
    )
