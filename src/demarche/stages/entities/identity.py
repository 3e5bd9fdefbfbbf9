"""One entity is one within a document: its id, and the one name under which all mentions of a person stand."""

from __future__ import annotations

from demarche.reference import Description
from demarche.reference.names import fold, slug
from demarche.stages.entities.persons import Phrases


def identify(found: Description) -> str | None:
    """Return the id of a party, a stable one of its own where no table lists it, or None where its words fix no one.

    A role of a disputed territory is not one of the country to which it is tied: `abkhazia:police`.
    """
    if found.id:
        return found.id
    if found.person:
        return f"person:{slug(found.name or found.person)}"
    if found.name and (found.sense == "name" or (found.role and found.kind == "party")):
        return f"name:{slug(found.name)}"
    if found.country and found.role and found.kind == "party":
        return f"{found.territory or found.country}:{slug(found.role)}"
    return None


def tell_bodies(phrases: Phrases, bodies: frozenset[str]) -> None:
    """Take a name that was taken for a person's for a body's, where any mention says so: «the company Petronord»."""
    persons = [found for found in map(phrases.of, phrases.mentions) if found.person]
    found_out = {fold(found.person) for found in persons if not found.listed and found.role in bodies}
    for found in persons if found_out else ():
        if fold(found.person) in found_out:
            found.name, found.person, found.sense = found.person, "", "name"


def share_bodies(phrases: Phrases) -> None:
    """Give all mentions of a body that no table lists what one of them says of it: «the miners' union UMR», «UMR»."""
    told: dict[str, Description] = {}
    named = [found for found in map(phrases.of, phrases.mentions) if found.sense == "name" and found.name]
    for found in named:
        if found.role and found.sectors:
            told.setdefault(fold(found.name), found)
    for found in named:
        other = told.get(fold(found.name))
        if other is not None and other is not found and found.kind == "party":
            found.sectors = found.sectors or other.sectors
            found.role = found.role or other.role
            if not found.country and found.owner < 0:
                found.country, found.countries, found.shared = other.country, other.countries, other


def share_names(phrases: Phrases) -> None:
    """Give all mentions of a person one name and id: those of a listed person, else the fullest name in the report.

    A shorter name is of the bearer of all its words whose last one is his family name or, in a name of three words or
    more, the one before it («Ana Torres Vega» is «Torres»); a lone first word only where nobody else bears it. Of
    several bearers the one named last before the mention is meant.
    """
    persons = [(mention, phrases.of(mention)) for mention in phrases.mentions if phrases.of(mention).person]
    full = [(mention, found, fold(found.person).split()) for mention, found in persons]
    full = [entry for entry in full if len(entry[2]) > 1]
    for mention, found in persons:
        words = fold(found.person).split()
        bearers = [entry for entry in full if entry[1] is not found and _is_short_for(words, entry[2])]
        if not bearers and len(words) == 1:
            bearers = [entry for entry in full if entry[2][0] == words[0] and len(words[0]) > 2]
            if len({" ".join(entry[2]) for entry in bearers}) > 1:
                continue
        if not bearers:
            continue
        before = [entry for entry in bearers if (entry[0].sentence, entry[0].head) <= (mention.sentence, mention.head)]
        named = (before or bearers)[-1 if before else 0]
        other = max((entry for entry in bearers if _is_short_for(named[2], entry[2])), key=_length, default=named)[1]
        if found.id and not other.id:
            other.id, other.name = found.id, found.name
        elif not found.id:
            found.id, found.name = other.id, other.name or other.person
        found.sectors = found.sectors or other.sectors
        if not found.country and found.owner < 0:
            found.country, found.countries, found.shared = other.country, other.countries, other
            found.why = found.why or f"as {other.person}"


def share_appositions(phrases: Phrases) -> None:
    """Let a noun of role beside the name that says who it is carry name and id: «Ana Ruiz, a former minister»."""
    for mention in phrases.mentions:
        token = phrases.views[mention.sentence].tokens[mention.head]
        above = phrases.described.get((mention.sentence, token.head)) if token.rel == "appos" else None
        found = phrases.of(mention)
        if above is None or found.plural or above.plural or found.kind != "party" or above.kind != "party":
            continue
        for named, bare in ((above, found), (found, above)):
            unlisted = named.person or (named.name and named.sense in ("", "name"))
            if unlisted and bare.role and not bare.name and not bare.id and named.role in ("", bare.role):
                bare.name, bare.id = named.name, identify(named) or ""


def _length(entry: tuple[object, object, list[str]]) -> int:
    return len(entry[2])


def _is_short_for(words: list[str], full: list[str]) -> bool:
    """Say whether the words of a name are a shorter, or the same, form of a full one."""
    if len(words) > len(full) or not set(words) <= set(full):
        return False
    if words[-1] == full[-1]:
        return True
    return len(full) > 2 and words[-1] == full[-2] and len(full[-2]) > 3
