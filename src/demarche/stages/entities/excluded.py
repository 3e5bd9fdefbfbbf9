"""Who a pronoun cannot stand for: who orders, demands or strikes what its clause tells of."""

from __future__ import annotations

from demarche.model import Token
from demarche.reference import Description, View
from demarche.stages.entities.clauses import subject_of_same_verb

ATTACKS = ("wrecks", "strikes", "harms")  # lists of modifiers.toml
WEAK = frozenset({"leave", "claim", "hit", "strike", "target", "board", "blow"})  # of many things besides attacks
# «left their homes»: what is one's own may be left.
OWN = frozenset({"leave", "claim", "fire", "board", "blow", "shoot", "beat", "question", "charge", "hurt"})
TAKES = frozenset({"confiscate", "seize", "impound", "steal", "loot", "plunder", "expropriate", "commandeer", "rob"})
VEHICLES = frozenset({"vehicle", "truck", "car", "lorry", "tanker", "vessel"})


def orderer(view: View, head: int) -> int:
    """Return the token of who orders what the possessor is to undergo («a warrant for his arrest»), or -1."""
    token = view.tokens[head]
    at = token.head if token.deprel == "nmod:poss" else -1
    if at < 0 or view.tokens[at].lemma.lower() not in view.reference.words["undergone"]:
        return -1
    for _ in range(3):
        at = view.tokens[at].head
        if at < 0:
            return -1
        if view.tokens[at].lemma.lower() in view.reference.words["ordering"] and view.tokens[at].upos == "VERB":
            return next((c for c in view.children[at] if view.tokens[c].rel == "nsubj"), -1)
    return -1


def asker(view: View, head: int) -> int:
    """Return the token of who demands what the pronoun is to do («Manila demanded that it leave»), or -1."""
    token = view.tokens[head]
    verb = view.tokens[token.head] if token.rel == "nsubj" and token.head >= 0 else None
    if verb is None or verb.rel != "ccomp" or verb.head < 0:
        return -1
    if view.tokens[verb.head].lemma.lower() not in view.reference.words["asks"] or verb.xpos not in ("VB", "VBP"):
        return -1
    return next((c for c in view.children[verb.head] if view.tokens[c].rel == "nsubj"), -1)


def striker_of(view: View, head: int) -> int:
    """Return the token of who harms or seizes what is the possessor's («soldiers burned their houses»), or -1."""
    token = view.tokens[head]
    if token.deprel != "nmod:poss" or token.head < 0:
        return -1
    owned = view.tokens[token.head]
    struck = owned
    if owned.rel == "nmod" and owned.head >= 0 and view.tokens[owned.head].upos == "NUM":
        struck = view.tokens[owned.head]  # «destroyed two of their vehicles»
    if struck.rel != "obj" or struck.head < 0:
        return -1
    verb = view.tokens[struck.head].lemma.lower()
    if verb in TAKES:
        return subject_of_same_verb(view, struck.i)
    harmed = any(verb in view.reference.words[name] for name in (*ATTACKS, "enforces"))
    if not harmed or verb in OWN or _is_mere_thing(view, owned):
        return -1  # «left their homes», «burned their passports»
    return subject_of_same_verb(view, struck.i)


def _is_mere_thing(view: View, token: Token) -> bool:
    what = view.reference.agents.get(token.lemma.lower())
    return what is None or (what.kind == "thing" and not what.sectors and token.lemma.lower() not in VEHICLES)


def does_harm(view: View, head: int) -> bool:
    """Say whether a pronoun is the doer in an attack: «they shot at everybody», rather of the gunmen than others."""
    token = view.tokens[head]
    if token.deprel != "nsubj" or token.head < 0:
        return False
    lemma = view.tokens[token.head].lemma.lower()
    passive = any(view.tokens[c].deprel == "aux:pass" for c in view.children[token.head])
    return not passive and lemma not in WEAK and any(lemma in view.reference.words[name] for name in ATTACKS)


def states_addressed(view: View, head: int) -> frozenset[str]:
    """Return the countries that a pronoun speaks to or of by their bare names: who «thanked Moscow» is no Russian."""
    token = view.tokens[head]
    if token.rel != "nsubj" or token.head < 0:
        return frozenset()
    found: set[str] = set()
    for verb in (token.head, *(c for c in view.children[token.head] if view.tokens[c].rel == "conj")):
        if view.tokens[verb].lemma.lower() not in view.reference.words["addresses"]:
            continue
        for c in view.children[verb]:
            match = view.match_at[c] if view.tokens[c].rel == "obj" else None
            if match is not None and view.sense(match).kind in ("country", "capital"):
                found.add(view.sense(match).country)
    return frozenset(found)


def doer_on(view: View, head: int) -> int:
    """Return the token of the subject of the verb that a phrase, or what it belongs to, is object or complement of."""
    at = head
    for _ in range(3):
        if at < 0 or view.tokens[at].rel != "nmod" or view.tokens[at].deprel == "nmod:poss":
            break
        at = view.tokens[at].head
    return subject_of_same_verb(view, at) if at >= 0 else -1


def is_side(found: Description, doer: Description) -> bool:
    """Say whether a party is of the doer's country and main sector."""
    return bool(doer.country) and (found.country, found.sectors[:1]) == (doer.country, doer.sectors[:1])
