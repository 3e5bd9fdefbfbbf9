"""Find the parties of an act in what is told around it: in whose operation, under whose rule, what it brought about."""

from __future__ import annotations

from demarche.codebook.matching import Match
from demarche.model import Argument, Mention, Proposition, Token
from demarche.stages.events.parties import PartyFinder

ACT_AROUND = frozenset({"in", "during"})
RULED = frozenset({"under", "during"})
HANDED = ("to", "with")


def doer_around(parties: PartyFinder, proposition: Proposition) -> tuple[Mention, ...]:
    """Return whose an act without a doer is by the phrase around it, or none.

    1. Whose operation it was done in: «was killed in a Turkish operation». 2. Who ruled then: «were banned during his
    presidency», «was jailed under the rule of the generals».
    """
    tokens = parties.analysis.sentences[proposition.sentence].tokens
    for argument in proposition.arguments:
        noun = tokens[argument.head].lemma.lower()
        if argument.role != "oblique":
            continue
        if argument.marker in ACT_AROUND and noun in parties.words["operations"] and argument.proposition >= 0:
            inner = parties.analysis.propositions[argument.proposition]
            found = parties.parties(inner.sentence, inner.get("agent"))
        elif _marker(tokens, argument) in RULED and noun in parties.words["reigns"]:
            found = parties.owner(proposition.sentence, argument.head, ()) or _of(parties, proposition, argument)
        else:
            continue
        found = tuple(mention for mention in found if parties.is_party(mention))
        if found:
            return found
    return ()


def _marker(tokens: tuple[Token, ...], argument: Argument) -> str:
    """Return the preposition of a phrase, also one that the parser has hung inside it: «during Ben Ali's rule»."""
    first = next((token.text.lower() for token in tokens if token.start == argument.span.start), "")
    return argument.marker or first


def _of(parties: PartyFinder, proposition: Proposition, argument: Argument) -> tuple[Mention, ...]:
    """Return the party of the of-phrase of a noun."""
    for token in parties.analysis.sentences[proposition.sentence].tokens[argument.head + 1 :]:
        if token.head == argument.head and token.rel == "nmod" and token.deprel != "nmod:poss":
            return parties.parties(proposition.sentence, Argument("oblique", "of", token.i, (token.i,), token.span))
    return ()


def struck_by(parties: PartyFinder, proposition: Proposition, actors: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return what an action noun's relative clause says that the act did: «a cyberattack that hit the railways»."""
    for other in parties.analysis.propositions:
        if other.parent != proposition.index or other.relation != "relative" or other.passive:
            continue
        agent = other.get("agent")
        if agent is None or agent.head != proposition.head:
            continue
        return parties.fill(other, ("patient", "on"), taken=actors)
    return ()


def maker_of(parties: PartyFinder, proposition: Proposition) -> tuple[Mention, ...]:
    """Return who proposed, imposed or announced before what an act without a doer undoes: «the curfew was lifted»."""
    patient = proposition.get("patient")
    if patient is None:
        return ()
    tokens = parties.analysis.sentences[proposition.sentence].tokens
    if not any(t.head == patient.head and t.rel == "det" and t.text.lower() in ("the", "this", "that") for t in tokens):
        return ()
    noun = tokens[patient.head]
    for other in reversed(parties.analysis.propositions[: proposition.index]):
        if other.negated or other.modal:
            continue
        made = other.get("patient") if other.kind == "verb" and other.lemma in parties.words["makes"] else None
        folded = other.light in parties.words["makes"]  # «imposed a curfew» is one predicate
        if not folded and made is None:
            continue
        named = parties.analysis.sentences[other.sentence].tokens[other.head if made is None else made.head]
        if (named.lemma.lower(), named.xpos) != (noun.lemma.lower(), noun.xpos):
            continue
        found = tuple(m for m in parties.parties(other.sentence, other.get("agent")) if parties.is_party(m))
        if found:
            return found
    return ()


def giver_of(parties: PartyFinder, proposition: Proposition, actors: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return who handed over what a relative clause says is refused: «sent the police a plan, which they rejected»."""
    patient, above = proposition.get("patient"), None
    if proposition.relation == "relative" and proposition.parent >= 0:
        above = parties.analysis.propositions[proposition.parent]
    given = above.get("patient") if above is not None else None
    if patient is None or above is None or given is None or above.kind != "verb":
        return ()
    if given.head != patient.head and not given.span.contains(patient.span):
        return ()
    found = parties.parties(above.sentence, above.get("agent"), actors)
    return tuple(m for m in found if parties.is_party(m) and not parties.same(m, actors))


def is_handed(match: Match, proposition: Proposition) -> bool:
    """Say whether words are handed to whom they are addressed to: «handed a protest note to», «lodged it with»."""
    return any(slot in match.frame.recipient and proposition.get("oblique", slot) is not None for slot in HANDED)


def victims_counted(parties: PartyFinder, proposition: Proposition) -> tuple[Mention, ...]:
    """Return whose dead a toll counts: «put the civilian death toll at nine»."""
    patient = proposition.get("patient")
    if patient is None:
        return ()
    tokens = parties.analysis.sentences[proposition.sentence].tokens
    before = [t for t in tokens[: patient.head] if t.head == patient.head and t.rel in ("compound", "amod")]
    found = (parties.parties(proposition.sentence, Argument("oblique", "of", t.i, (t.i,), t.span)) for t in before)
    return tuple(mention for one in found for mention in one if parties.is_party(mention))


def guests(parties: PartyFinder, proposition: Proposition, hosts: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return who talked at talks that another hosted, from the clause around: «signed after talks hosted by Togo»."""
    hosted = proposition.passive and proposition.light in parties.words["hosting"] and proposition.parent >= 0
    above = parties.analysis.propositions[proposition.parent] if hosted else None
    if above is None or above.kind != "verb" or above.sentence != proposition.sentence:
        return ()
    found = parties.parties(above.sentence, above.get("agent"), hosts)
    found = tuple(mention for mention in found if parties.is_party(mention) and not parties.same(mention, hosts))
    return found if parties.count(found) > 1 else ()
