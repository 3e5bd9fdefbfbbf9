"""What becomes of a predicate under all that embeds it: one mechanism over operators, modals and clauses.

Method: each proposition has a local modality, by the forms of the codebook that hold of it (negation, modal, tense,
question, condition). What stands in the content of an operator takes over the operator's own modality and what the
codebook says that the operator adds. Speech acts and verbs of saying end the inheritance: what they embed is
attribution's matter, not modality's. What forms and operators there are is data: `composition.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from demarche.codebook.matching import Match
from demarche.codebook.schema import Form
from demarche.codebook.slots import find_content
from demarche.model import Aux, Proposition, Sentence

# What introduces a clause without a subject of its own that takes over all that holds of the predicate above it, and
# one that takes over only what leaves it open.
WHOLE = frozenset({"to", "ing", "from", "of", "in"})
PARTLY = frozenset({"by", "for", "about", "with", "at", "on", "without", "into"})


MODIFIERS = frozenset({"amod", "advmod", "det"})


class Modality(msgspec.Struct, frozen=True):
    """What holds of a predicate, from itself and from all that embeds it."""

    future: bool = False
    negated: bool = False
    hypothetical: bool = False
    refused: bool = False
    obliged: bool = False
    left_open: bool = False  # meant, asked for or agreed, without an auxiliary mode
    done: bool = False  # of its own form: the infinitive tells what was done
    denies: bool = False  # of its own form: an infinitive below it is denied
    ways: tuple[str, ...] = ()  # ids of the forms and operators that made it so, the outermost first

    @property
    def is_open(self) -> bool:
        """Say whether it is left open: possible, wished for, meant or due, not merely foretold («will come»)."""
        return self.hypothetical or self.obliged or self.left_open

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
    words: Mapping[int, frozenset[str]] = MappingProxyType({}),
) -> dict[int, Modality]:
    """Return the modality of every proposition by index; `operators` holds the operator that fires on each.

    `contents` are the propositions that stand in the content of a speech act: they take nothing over from it.
    `words` are those that hang on each predicate as modifiers (`modifiers`).
    """
    conditioned = {p.parent for p in propositions if p.relation == "condition"}
    found: dict[int, Modality] = {}
    by_index = {p.index: p for p in propositions}
    above: dict[int, Match] = {}
    for match in operators.values():
        for index in contents_of(match, propositions):
            above.setdefault(index, match)

    def own(index: int) -> Modality:
        return local_modality(
            forms, by_index[index], conditioned=index in conditioned, words=words.get(index, frozenset())
        )

    def modality(index: int, seen: frozenset[int]) -> Modality:
        if index in found:
            return found[index]
        proposition = by_index[index]
        local = own(index)
        outer: Modality | None = None
        seen = seen | {index}
        if index in above and above[index].proposition not in seen:
            operator = above[index]
            outer = under_operator(modality(operator.proposition, seen), operator, by_index[operator.proposition])
        elif proposition.parent in by_index and proposition.parent not in seen and index not in contents:
            outer = _passed_on(proposition, modality(proposition.parent, seen), done=local.done)
            if proposition.marker == "to" and outer is not None and own(proposition.parent).denies:
                outer = msgspec.structs.replace(outer, negated=not outer.negated, hypothetical=False)
        result = local if outer is None else join_modality(local, outer)
        if (
            index not in above
            and index not in contents
            and not local.done
            and _is_aim(proposition, by_index.get(proposition.parent))
        ):
            result = msgspec.structs.replace(result, hypothetical=True)
        found[index] = result
        return result

    for proposition in propositions:
        modality(proposition.index, frozenset())
    return found


def granted_of(match: Match, proposition: Proposition) -> int:
    """Return the proposition that a match on `proposition` takes for granted («condemned the raid»), or -1."""
    found = (find_content(proposition, slot) for slot in match.frame.granted)
    return next((argument.proposition for argument in found if argument is not None), -1)


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


def modifiers(sentences: tuple[Sentence, ...], propositions: tuple[Proposition, ...]) -> dict[int, frozenset[str]]:
    """Return the adjectives, adverbs and determiners that hang on each predicate, in lower case, by its index.

    A gerund is marked by «-ing» beside them; an infinitive has the words of its noun with «to»: «the first ship to go».
    """
    at = {(p.sentence, p.head): p.index for p in propositions}
    found: dict[int, set[str]] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            index = at.get((sentence.index, token.head))
            if index is not None and token.rel in MODIFIERS:
                found.setdefault(index, set()).add(token.text.lower())
            own = at.get((sentence.index, token.i))
            if own is not None and token.xpos == "VBG":
                found.setdefault(own, set()).add("-ing")
            elif own is not None and token.rel == "acl" and token.xpos == "VB":
                noun = sentence.tokens[token.head]
                near = [t for t in sentence.tokens if t.head == noun.i and t.rel in MODIFIERS]
                found.setdefault(own, set()).update(f"{t.text.lower()} to" for t in (noun, *near))
    return {index: frozenset(words) for index, words in found.items()}


def local_modality(
    forms: tuple[Form, ...],
    proposition: Proposition,
    *,
    conditioned: bool = False,
    words: frozenset[str] = frozenset(),
) -> Modality:
    """Return what the proposition's own form makes of it.

    `conditioned` says that an if-clause hangs on it; `words` are those that modify it.
    """
    holding = [form for form in forms if form.holds(proposition, conditioned=conditioned, words=words)]
    aux = {word for form in holding for word in form.aux}
    return Modality(
        future="future" in aux,
        negated="negation" in aux,
        hypothetical="hypothetical" in aux,
        refused=any(form.refused for form in holding),
        obliged=any(form.obliged for form in holding),
        left_open=any(form.left_open for form in holding),
        done=any(form.done for form in holding),
        denies=any(form.denies for form in holding),
        ways=tuple(form.id for form in holding if form.aux != ("negation",) and not form.refused),
    )


def _passed_on(proposition: Proposition, outer: Modality, *, done: bool) -> Modality | None:
    """Return what a proposition takes over from the one above it without an operator between, or None for nothing.

    An infinitive without an operator leaves open whether it comes about, unless it is `done`: «the first to leave».

    Infinitives and gerunds without a subject take over all; means and circumstances what leaves the whole open, not
    that it is denied; clauses with a tense of their own nothing but the mark that they stand within something open.
    """
    clause = proposition.relation == "clause"
    to = proposition.marker == "to" and proposition.relation in ("clause", "modifier")
    if (clause and proposition.marker in WHOLE) or to or proposition.relation in ("purpose", "condition"):
        if to and not done and not proposition.perfect and not outer.negated:
            return msgspec.structs.replace(outer, hypothetical=True, ways=(*outer.ways, "infinitive"))
        return outer
    loose = clause and proposition.marker in PARTLY
    if (loose or proposition.relation == "adverbial") and proposition.tense == "none":
        return msgspec.structs.replace(outer, negated=False, refused=False)
    if proposition.relation in ("conjunct", "parataxis", "argument", "modifier", "apposition"):
        return None
    ways = within(outer)
    return Modality(ways=ways) if ways else None


def within(outer: Modality) -> tuple[str, ...]:
    """Return the marks of what stands within something open, to come or denied without being so itself."""
    marks = [way for way in outer.ways if way.startswith("within ")]
    if outer.hypothetical or outer.obliged:
        marks.append("within open")
    elif outer.future:
        marks.append("within future")
    if outer.negated:
        marks.append("within negation")
    return tuple(dict.fromkeys(marks))


def under_operator(outer: Modality, operator: Match, above: Proposition) -> Modality:
    """Return what holds below an operator; `above` is its proposition, told as done where it is past or perfect."""
    frame = operator.frame
    done = (above.tense == "past" or above.perfect) and not (outer.future or outer.hypothetical or outer.obliged)
    aux = frame.aux if done or frame.open_aux is None else frame.open_aux
    return Modality(
        future=outer.future or "future" in aux,
        negated=outer.negated != ("negation" in aux),
        hypothetical=outer.hypothetical or "hypothetical" in aux,
        refused=outer.refused or (outer.negated and "future" in aux) or (frame.refusal and not outer.negated),
        obliged=outer.obliged,
        left_open=outer.left_open or frame.left_open or "future" in aux,
        ways=(*outer.ways, frame.id if done or frame.open_aux is None else f"{frame.id} open"),
    )


def join_modality(local: Modality, outer: Modality) -> Modality:
    """Return what holds of a predicate by itself and from outside: denied twice is not denied."""
    return Modality(
        future=local.future or outer.future,
        negated=local.negated != outer.negated,
        hypothetical=local.hypothetical or outer.hypothetical,
        refused=local.refused or outer.refused,
        obliged=local.obliged or outer.obliged,
        left_open=local.left_open or outer.left_open,
        ways=tuple(dict.fromkeys((*outer.ways, *local.ways))),
    )
