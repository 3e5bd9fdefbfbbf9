"""What the mentions of one person tell each other over the whole document."""

from __future__ import annotations

from collections.abc import Iterable

from demarche.model import Mention
from demarche.reference import Description, View
from demarche.reference.names import fold

ROLE_REACH = 2  # sentences from «a colonel» to the colonel's name

Key = tuple[int, int]
Described = dict[Key, Description]


class Phrases:
    """The mentions of a document with their descriptions and views, for look-up by the place in the text."""

    __slots__ = ("by_sentence", "described", "mentions", "views")

    def __init__(self, mentions: Iterable[Mention], described: Described, views: list[View]) -> None:
        self.mentions = list(mentions)
        self.described = described
        self.views = views
        self.by_sentence: list[list[Mention]] = [[] for _ in views]
        for mention in self.mentions:
            self.by_sentence[mention.sentence].append(mention)

    def of(self, mention: Mention) -> Description:
        """Return the description of a mention."""
        return self.described[mention.sentence, mention.head]

    def ending_at(self, view: View, last: int) -> Description | None:
        """Return the widest phrase of a party that reaches up to the token `last`, or None."""
        if last < 0:
            return None
        token = view.tokens[last]
        for mention in self.by_sentence[view.sentence.index]:
            if mention.head <= last and mention.span.start <= token.start and mention.span.end >= token.end:
                found = self.of(mention)
                if found.kind == "party":
                    return found
        return None

    def office_before(self, view: View, last: int) -> Description | None:
        """Return the noun of role before a token with neither verb nor comma between, its of-phrase torn or not."""
        begin = last
        while begin >= 0 and view.tokens[begin].text != "," and view.tokens[begin].upos not in ("VERB", "AUX"):
            begin -= 1
        for mention in self.by_sentence[view.sentence.index]:
            found = self.of(mention)
            if begin < mention.head <= last and found.kind == "party" and found.role and not found.person:
                return found
        return None


def name_short_forms(phrases: Phrases) -> None:
    """Take a one-word name for the person of the document who bears it, as a family name or else as a first name."""
    persons = [found.person for found in phrases.described.values() if found.person]
    bearers = {_keys(person)[1]: "" for person in persons if " " in person}
    for person in persons:
        first = fold(person).split()[0]
        if " " in person and len(first) > 2:
            bearers.setdefault(first, person)
    for mention in phrases.mentions:
        found = phrases.of(mention)
        word = found.person or phrases.views[mention.sentence].tokens[mention.head].text
        known = found.role or found.id or (found.person and found.country)
        if known or not word[:1].isupper() or fold(word) not in bearers:
            continue
        person = bearers[fold(word)] or word
        phrases.described[mention.sentence, mention.head] = Description(
            kind="party", person=person, name=person, sense="person"
        )


def take_offices_before(phrases: Phrases, bodies: frozenset[str]) -> None:
    """Give a person the office that stands before the name and a comma, where the tree has torn the two apart."""
    for mention in phrases.mentions:
        found = phrases.of(mention)
        if not (found.person or found.sense == "name") or found.sectors:
            continue
        view = phrases.views[mention.sentence]
        start = view.person_run(mention.head)[0] if found.person else view.core(mention.head)[0]
        if start < 2 or view.tokens[start - 1].text != ",":
            continue
        office = phrases.ending_at(view, start - 2)
        if office is None or not office.role:
            office = phrases.office_before(view, start - 2)
        if office is not None and office.role and not office.person and office.role not in bodies:
            found.sectors, found.role, found.strong = office.sectors, office.role, office.strong
            found.country, found.owner = found.country or office.country, office.owner
            found.why = "office before the name"


def take_told_offices(phrases: Phrases) -> None:
    """Give a person of whom nothing is known what a clause says: «Ana Ruiz is the mayor of Ayacucho»."""
    for mention in phrases.mentions:
        token = phrases.views[mention.sentence].tokens[mention.head]
        found = phrases.of(mention)
        if not found.person or found.sectors or token.rel != "nsubj" or token.head < 0:
            continue
        view = phrases.views[mention.sentence]
        office = phrases.described.get((mention.sentence, token.head))
        plain = {view.tokens[c].rel for c in view.children[token.head]}
        said = [c for c in view.children[token.head] if view.tokens[c].rel in ("aux", "mark", "advmod")]
        if office is not None and office.role and "cop" in plain and not said and not office.person:
            found.sectors, found.role = office.sectors, office.role
            found.country, found.owner = found.country or office.country, office.owner
            found.why = "office in a clause"


def take_roles_before(phrases: Phrases) -> None:
    """Let a name told without an office be whom the sentences before call by a role alone.

    «A court jailed a retired colonel on Monday. Judges found Juan Paz guilty of …»: a lone «a colonel» to whom
    something is done, then a full name new to the report to whom something is done.
    """
    met: set[str] = set()
    for mention in phrases.mentions:
        found = phrases.of(mention)
        if not found.person or " " not in found.person:
            continue
        key = _keys(found.person)[1]
        new, met = key not in met, met | {key}
        if not new or found.sectors or found.role or found.country or not _undergoes(phrases, mention):
            continue
        if any(o.sectors or o.role for o in phrases.described.values() if o.person and _keys(o.person)[1] == key):
            continue
        before = [
            other
            for other in phrases.mentions
            if 0 < mention.sentence - other.sentence <= ROLE_REACH and _is_lone_role(phrases, other)
        ]
        if len(before) == 1:
            office = phrases.of(before[0])
            found.sectors, found.role, found.country = office.sectors, office.role, office.country
            found.shared = None if office.country else office
            found.why = f"the {office.role} told of before"


def _is_lone_role(phrases: Phrases, mention: Mention) -> bool:
    """Say whether a phrase is a person brought in by a role alone, to whom something is done: «jailed a colonel»."""
    found = phrases.of(mention)
    view = phrases.views[mention.sentence]
    bare = found.role and not (found.person or found.name or found.plural or found.definite) and found.kind == "party"
    indefinite = any(view.tokens[c].lemma.lower() in ("a", "an") for c in view.children[mention.head])
    return bool(bare and found.sectors and indefinite and _undergoes(phrases, mention))


def _undergoes(phrases: Phrases, mention: Mention) -> bool:
    """Say whether a phrase is an object, or a second subject behind the verb («the judge found Juan Paz guilty»)."""
    view = phrases.views[mention.sentence]
    token = view.tokens[mention.head]
    if token.deprel != "nsubj" or not 0 <= token.head < token.i:
        return token.deprel in ("obj", "nsubj:pass")
    return any(view.tokens[c].deprel == "nsubj" and c < token.head for c in view.children[token.head])


def share_offices(phrases: Phrases) -> None:
    """Give each person the office that any mention of the document gives; the table of persons comes second."""
    best: dict[str, tuple[int, Description]] = {}
    persons = [found for found in map(phrases.of, phrases.mentions) if found.person]
    for found in persons:
        rank = (0 if not found.country else 2 if found.listed else 4) + bool(found.sectors)
        for key in _keys(found.person):
            if key not in best or rank > best[key][0]:
                best[key] = (rank, found)
    for found in persons:
        full, family = _keys(found.person)
        _, other = best[full]
        if not other.country or (other.listed and full == family):
            _, wider = best[family]
            if full == family or _can_be_same(found.person, wider.person):
                other = wider
        if other is not found:
            _take_office(found, other)


def _take_office(found: Description, other: Description) -> None:
    if not found.country or (found.listed and other.country and not other.listed):
        found.country, found.countries = other.country, other.countries
        if found.listed or not found.sectors:
            found.sectors = other.sectors
        if other.country:
            found.why = f"office given elsewhere: {other.name or other.person}"
            found.owner = -1
        elif found.owner < 0 and other.owner >= 0:
            found.shared = other
    found.sectors = found.sectors or other.sectors
    if len(other.name) > len(found.name) and not found.id:
        found.name, found.id = other.name, other.id


def take_plain_persons(phrases: Phrases, honorifics: frozenset[str]) -> None:
    """Take a person of whom no mention says more than «Mr» or «Ms» for a civilian."""
    for found in map(phrases.of, phrases.mentions):
        if found.person and found.role in honorifics and not found.sectors and found.owner < 0:
            found.sectors = ("CVL",)


def _keys(name: str) -> tuple[str, str]:
    """Return the full name and the family name, folded."""
    words = fold(name).split()
    return " ".join(words), words[-1]


def _can_be_same(one: str, other: str) -> bool:
    """Say whether two names of one family name can be one person's: no first names that differ."""
    first, second = fold(one).split(), fold(other).split()
    return len(first) == 1 or len(second) == 1 or first[0][0] == second[0][0]
