"""What becomes of a predicate under all that embeds it: one mechanism over operators, modals and clauses.

Method: each proposition has a local modality, by the forms of the codebook that hold of it (negation, modal, tense,
question, condition). What stands in the content of an operator takes over the operator's own modality and what the
codebook says that the operator adds. Speech acts and verbs of saying end the inheritance: what they embed is
attribution's matter, not modality's. What forms and operators there are is data: `composition.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from demarche.codebook.matching import Match
from demarche.codebook.schema import Form
from demarche.model import Aux, Proposition


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
    propositions: tuple[Proposition, ...],
    operators: Mapping[int, Match],
    forms: tuple[Form, ...],
    contents: frozenset[int] = frozenset(),
) -> dict[int, Modality]:
    """Return the modality of every proposition by index; `operators` holds the operator that fires on each.

    `contents` are the propositions that stand in the content of a speech act: they take nothing over from it.
    """
    conditioned = {p.parent for p in propositions if p.relation == "condition"}
    found: dict[int, Modality] = {}
    by_index = {p.index: p for p in propositions}
    above: dict[int, Match] = {}
    for match in operators.values():
        for index in contents_of(match, propositions):
            above.setdefault(index, match)

    def modality(index: int, seen: frozenset[int]) -> Modality:
        if index in found:
            return found[index]
        proposition = by_index[index]
        local = local_modality(forms, proposition, conditioned=proposition.index in conditioned)
        outer: Modality | None = None
        seen = seen | {index}
        if index in above and above[index].proposition not in seen:
            operator = above[index]
            outer = _under(modality(operator.proposition, seen), operator, by_index[operator.proposition])
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


def contents_of(match: Match, propositions: Sequence[Proposition]) -> tuple[int, ...]:
    """Return the propositions in the content of a match: «accused of [shelling …] and [blocking …]».

    What is joined by «and» belongs where it has the form of the first: not «is ready to help, and sent food».
    """
    content = match.content
    if content is None or content.proposition < 0:
        return ()
    first = propositions[content.proposition]
    joined = (
        argument.proposition
        for argument in propositions[match.proposition].arguments
        if argument is not content
        and argument.proposition >= 0
        and argument.role == content.role == "clause"
        and argument.marker == content.marker
        and propositions[argument.proposition].tense in (first.tense, "none")
    )
    return (content.proposition, *joined)


def _is_aim(proposition: Proposition, parent: Proposition | None) -> bool:
    """Say whether an infinitive tells what a noun is for: «negotiations to reduce arms»."""
    if parent is None or parent.kind != "noun" or parent.light:
        return False
    return proposition.relation == "clause" and proposition.marker == "to"


def local_modality(forms: tuple[Form, ...], proposition: Proposition, *, conditioned: bool = False) -> Modality:
    """Return what the proposition's own form makes of it; `conditioned` says that an if-clause hangs on it."""
    holding = [form for form in forms if form.holds(proposition, conditioned=conditioned)]
    aux = {word for form in holding for word in form.aux}
    return Modality(
        future="future" in aux,
        negated="negation" in aux,
        hypothetical="hypothetical" in aux,
        refused=any(form.refused for form in holding),
        obliged=any(form.obliged for form in holding),
    )


def _inherits(proposition: Proposition) -> bool:
    """Say whether what holds of the parent holds of the proposition: infinitives and gerunds without a subject."""
    if proposition.relation == "clause":
        return proposition.marker in ("to", "ing", "from", "of", "in")
    return proposition.relation in ("purpose", "condition")


def _under(outer: Modality, operator: Match, above: Proposition) -> Modality:
    """Return what holds below an operator; `above` is its proposition, told as done where it is past or perfect."""
    frame = operator.frame
    done = (above.tense == "past" or above.perfect) and not (outer.future or outer.hypothetical or outer.obliged)
    aux = frame.aux if done or frame.open_aux is None else frame.open_aux
    return Modality(
        future=outer.future or "future" in aux,
        negated=outer.negated != ("negation" in aux),
        hypothetical=outer.hypothetical or "hypothetical" in aux,
        refused=outer.refused or frame.refusal or (outer.negated and "future" in aux),
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
