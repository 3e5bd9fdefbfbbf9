"""Several parties in one phrase: «both» for the two just told of, «others», countries listed behind «including»."""

from __future__ import annotations

from demarche.model import Mention
from demarche.reference import Description, View
from demarche.reference.phrases import STATES
from demarche.stages.entities.clauses import is_subject
from demarche.stages.entities.definites import History

DONE_TO = ("obj", "nsubj:pass")
LISTING = (("including",), ("such", "as"), ("among", "them"), ("like",), ("namely",))
BETWEEN = frozenset({",", "and", "or", "the", "as", "well", "also", "&"})
NAMES = STATES - {"adjective", "people", "city", "region"}


def take_both(history: History, mention: Mention, found: Description) -> None:
    """Let «both» stand for the two parties that the sentence or the one before has acting together.

    «The president met the chancellor, and both hoped that …», «A and B signed. Both promised …».
    """
    two: list[Description] = []
    sentence = mention.sentence
    for other, before in reversed(history.settled):
        if other.sentence != sentence:
            if two or other.sentence < mention.sentence - 1:
                break
            sentence = other.sentence
        view = history.views[other.sentence]
        if before.kind != "party" or before.plural or not before.country or not _acts(view, other.head):
            continue
        if not any(before.country == known.country and before.person == known.person for known in two):
            two.append(before)
    if len(two) != 2:
        return
    two.reverse()
    found.kind, found.plural, found.sectors = "party", True, two[0].sectors
    found.country, found.why = two[0].country, f"«both»: {', '.join(one.name or one.role for one in two)}"
    if two[0].country != two[1].country:
        found.countries = (two[0].country, two[1].country)


def take_others(history: History, mention: Mention, found: Description) -> None:
    """Let «five others» be of the kind of those harmed or held before in the sentence: «killed two nuns and …»."""
    view = history.views[mention.sentence]
    token = view.tokens[mention.head]
    numbered = any(view.tokens[c].rel == "nummod" for c in view.children[mention.head])
    if token.text.lower() != "others" or not numbered or token.deprel not in DONE_TO or token.head < 0:
        return
    if view.tokens[token.head].lemma.lower() not in view.reference.words["done_to_people"]:
        return
    for other, before in reversed(history.settled):
        if other.sentence != mention.sentence:
            return
        first = view.tokens[other.head]
        done = first.deprel in DONE_TO and first.head >= 0
        if done and view.tokens[first.head].lemma.lower() in view.reference.words["done_to_people"]:
            if before.kind == "party" and before.plural and not before.person:
                found.kind, found.plural, found.role = "party", True, before.role
                found.country, found.sectors = before.country, before.sectors
                found.why = f"others beside {before.name or before.role}"
            return


def _acts(view: View, head: int) -> bool:
    """Say whether a phrase is a subject, or whom its clause has a subject act with."""
    token = view.tokens[head]
    if token.rel == "appos" or (token.rel == "nmod" and token.deprel != "nmod:poss"):
        return False
    cases = {view.tokens[c].text.lower() for c in view.children[head] if view.tokens[c].rel == "case"}
    verb = view.tokens[token.head].lemma.lower() if token.head >= 0 else ""
    met = token.rel == "obj" and verb in view.reference.words["meets"]
    return is_subject(view, head) or met or (token.rel == "obl" and "with" in cases)


def take_members(view: View, mention: Mention, found: Description) -> None:
    """Take a noun for several countries for those that it lists: «its neighbours, including Chad and Niger»."""
    if not found.plural or found.role not in view.reference.words["of_countries"]:
        return
    tokens = view.tokens
    at = mention.head + 1
    while at < len(tokens) and (tokens[at].text == "," or tokens[at].rel == "punct"):
        at += 1
    marker = next((words for words in LISTING if _reads(view, at, words)), None)
    if marker is None:
        return
    at += len(marker)
    named: list[str] = []
    while at < len(tokens):
        match = view.match_at[at]
        if match is not None and match.start == at and view.sense(match).kind in NAMES:
            named.append(view.sense(match).country)
            at = match.end
        elif named and tokens[at].text.lower() not in BETWEEN:
            break
        elif not named and tokens[at].text.lower() != "the":
            return
        else:
            at += 1
    named = list(dict.fromkeys(filter(None, named)))
    if named:
        found.country, found.countries = named[0], tuple(named) if len(named) > 1 else ()
        found.sectors, found.kind, found.owner = ("GOV",), "party", -1
        found.why = f"{found.role} named: {', '.join(named)}"


def _reads(view: View, at: int, words: tuple[str, ...]) -> bool:
    return tuple(token.text.lower() for token in view.tokens[at : at + len(words)]) == words
