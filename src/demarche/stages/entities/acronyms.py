"""Acronyms stand for the names of the report that introduce them, or that have their initials."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.reference import Description, View
from demarche.reference.names import OWN_CODES
from demarche.reference.phrases import STATES
from demarche.stages.entities.identity import identify
from demarche.stages.entities.persons import Phrases

PLAIN_STATES = frozenset({"country", "capital", "city"})  # «DUHOK, Iraq (MNA)»: an agency after a dateline
BRACKETS = frozenset({"(", "["})
INTRODUCING = frozenset({"as", "called", "or", "acronym", "initials"})  # «known as NPF»
BODIES = frozenset({"organization", "group"})
SHORTEST = 3  # letters from which on initials alone tell whose acronym it is


def share_acronyms(phrases: Phrases, weights: Mapping[str, float]) -> None:
    """Let an acronym stand for a name of the report, in the whole document.

    1. In brackets or behind «known as» it stands for the name before it, of several phrases that end there for the one
    that has its initials. 2. Else for a named body before it that has its initials, unless a table lists the acronym as
    that of a body of a country in the report (`weights`).
    """
    known: dict[str, Description] = {}
    introduced: set[str] = set()
    for view in phrases.views:
        tokens = view.tokens
        for i in range(1, len(tokens)):
            word = tokens[i].text
            if len(word) < 2 or not word.isupper() or not word.isalpha():
                continue
            if tokens[i - 1].text in BRACKETS:
                before = _ending_at(phrases, view, i - 2, word)
            elif tokens[i - 1].text.lower() in INTRODUCING:
                before = _before(phrases, view, i, word)
                introduced.add(word)
            else:
                continue
            if before is not None and (before.country or before.sectors) and before.sense not in PLAIN_STATES:
                known.setdefault(word, before)
    named: dict[str, Description] = {}
    for mention in phrases.mentions:
        word = phrases.views[mention.sentence].tokens[mention.head].text
        found = phrases.of(mention)
        other = known.get(word)
        if other is None and len(word) >= SHORTEST and (word in introduced or _is_open(found, weights)):
            other = named.get(word)
        if other is not None and other is not found and found.sense not in STATES:
            found.country, found.countries, found.sectors = other.country, other.countries, other.sectors
            found.kind, found.role, found.owner, found.person = "party", other.role, -1, ""
            if other.name:
                found.name, found.id, found.sense = other.name, identify(other) or "", other.sense
            found.why = f"acronym of {other.name or other.role}"
        elif found.kind == "party" and found.name and not found.person and " " in found.name:
            named.setdefault(_initials(found.name), found)


def _ending_at(phrases: Phrases, view: View, last: int, word: str) -> Description | None:
    """Return the party whose phrase reaches up to a token: one that has the initials, else the widest."""
    if last < 0:
        return None
    token = view.tokens[last]
    widest: Description | None = None
    for mention in phrases.by_sentence[view.sentence.index]:
        if mention.head <= last and mention.span.start <= token.start and mention.span.end >= token.end:
            found = phrases.of(mention)
            if found.kind != "party":
                continue
            if _initials(found.name) == word:
                return found
            widest = widest or found
    return widest


def _before(phrases: Phrases, view: View, at: int, word: str) -> Description | None:
    """Return the named body before a token in its sentence whose initials spell the acronym."""
    for mention in phrases.by_sentence[view.sentence.index]:
        found = phrases.of(mention)
        if mention.head < at and found.kind == "party" and not found.person and _initials(found.name) == word:
            return found
    return None


def _initials(name: str) -> str:
    """Return the first letters of the words of a name that have capitals."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def _is_open(found: Description, weights: Mapping[str, float]) -> bool:
    """Say whether an acronym is not known as that of a body which the report can mean."""
    return found.sense not in BODIES or (found.country not in weights and found.country not in OWN_CODES)
