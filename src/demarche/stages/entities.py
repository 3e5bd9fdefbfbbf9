"""Resolve mentions to entities: who or what the words of a document refer to, by the rules of docs/entities.md."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.model import Analysis, Entity, Mention
from demarche.reference import Reference
from demarche.reference.describing import STATE_SECTORS, describe
from demarche.reference.names import fold
from demarche.reference.tables import slug
from demarche.reference.phrases import RELATIVES, STATES, Description, View

Key = tuple[int, int]

FIRST = frozenset("i me my mine we us our ours".split())
SINGULAR_PERSON = frozenset("he him his she her hers".split())
PLURAL = frozenset("they them their theirs these those".split())
THING = frozenset("it its this that".split())
OWNED = frozenset("your you yours mine".split())
REACH = 2  # sentences back in which the antecedent of a pronoun is looked for
NO_HOME = frozenset({"UNK", "UAF", "NGO"})
FEMALE, MALE = frozenset({"she", "her", "hers"}), frozenset({"he", "him", "his"})
HEADLINE, LEAD, BODY = 3.0, 2.0, 1.0  # weight of a country's name by the sentence that it stands in
CLEAR = 1.0  # how much more weight than the next the home country must have


def resolve_entities(
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    reference: Reference,
    speakers: Mapping[Key, Key] | None = None,
) -> dict[Key, Entity]:
    """Return the entity of each mention, keyed (sentence, head).

    1. Each phrase is described by its own words. 2. Persons share what any of their mentions says of their office.
    3. In order of the text, pronouns, definite descriptions and acronyms take the party that they stand for, and phrases
    take the country of their possessor. 4. Domestic nouns without a country take the home country of the document.
    `speakers` maps a pronoun of the first person to the mention of the speaker whose words it stands in.
    """
    return _Resolver(analysis, mentions, reference, speakers or {}).resolve()


class _Resolver:
    """The state of one document while its mentions are resolved."""

    def __init__(
        self, analysis: Analysis, mentions: tuple[Mention, ...], reference: Reference, speakers: Mapping[Key, Key]
    ) -> None:
        self.analysis = analysis
        self.reference = reference
        self.mentions = sorted(mentions, key=lambda mention: (mention.sentence, mention.head))
        self.speakers = speakers
        published = analysis.document.published
        self.views = [View(sentence, reference, year=published.year if published else 0) for sentence in analysis.sentences]
        self.weights = self._weigh_countries()
        for view in self.views:
            view.weights = self.weights
        self.here = [_countries_of(view) for view in self.views]
        self.home = self._home()
        self.described: dict[Key, Description] = {}
        self.history: list[tuple[Mention, Description]] = []
        self.resolving: set[Key] = set()

    def resolve(self) -> dict[Key, Entity]:
        # 1. the words of each phrase
        for mention in self.mentions:
            self.described[mention.sentence, mention.head] = describe(self.views[mention.sentence], mention.head)
        # 2. persons and acronyms
        self._name_short_forms()
        self._take_offices_before()
        self._share_offices()
        self._share_acronyms()
        # 3. and 4. in order of the text
        for mention in self.mentions:
            found = self._settle(mention)
            self.described[mention.sentence, mention.head] = found
            self.history.append((mention, found))
        return {(mention.sentence, mention.head): self._entity(mention) for mention in self.mentions}

    # ------------------------------------------------------------------------------------------------ countries

    def _weigh_countries(self) -> dict[str, float]:
        """Weigh the countries that the document names, those of the headline and the lead more."""
        weights: dict[str, float] = {}
        for view in self.views:
            weight = HEADLINE if view.sentence.index == 0 else LEAD if view.sentence.index < 3 else BODY
            for match in view.matches:
                entry = match.entries[0]
                if all(sense.country == entry.country for sense in match.entries) and entry.country and entry.kind != "person":
                    weights[entry.country] = weights.get(entry.country, 0.0) + weight
        return weights

    def _home(self) -> str:
        """Return the country that the document is about, or «» where none is clear."""
        ranked = sorted(
            ((weight, country) for country, weight in self.weights.items() if country not in _OWN), key=lambda pair: -pair[0]
        )  # of equals the first named
        if not ranked:
            return ""
        if len(ranked) == 1 or ranked[0][0] >= CLEAR * ranked[1][0]:
            return ranked[0][1]
        return ""

    # -------------------------------------------------------------------------------------------------- persons

    def _name_short_forms(self) -> None:
        """Take an unknown one-word name for the person of the document who bears it as a family name."""
        families = {_person_keys(found.person)[1] for found in self.described.values() if found.person}
        for mention in self.mentions:
            key = (mention.sentence, mention.head)
            found = self.described[key]
            token = self.views[mention.sentence].tokens[mention.head]
            if found.person or found.role or found.id or not token.text[:1].isupper() or fold(token.text) not in families:
                continue
            self.described[key] = Description(kind="party", person=token.text, name=token.text, sense="person")

    def _take_offices_before(self) -> None:
        """Give a person the office that stands before the name between commas, where the tree has torn the two apart."""
        for mention in self.mentions:
            found = self.described[mention.sentence, mention.head]
            view = self.views[mention.sentence]
            if not found.person or found.sectors:
                continue
            start = view.person_run(mention.head)[0]
            if start < 2 or view.tokens[start - 1].text != ",":
                continue
            office = self._phrase_ending_at(view, start - 2)
            if office is not None and office.role and not office.person and office.role not in self.reference.words["bodies"]:
                found.sectors, found.role, found.strong = office.sectors, office.role, office.strong
                found.country, found.owner = found.country or office.country, office.owner
                found.why = "office before the name"

    def _share_offices(self) -> None:
        """Give each person the office that any mention of the document gives; the table of persons comes second."""
        best: dict[str, tuple[int, Description]] = {}
        for mention in self.mentions:
            found = self.described[mention.sentence, mention.head]
            if not found.person:
                continue
            rank = 0 if not found.country else 1 if found.listed else 2
            rank = rank * 2 + bool(found.sectors)
            for key in _person_keys(found.person):
                if key not in best or rank > best[key][0]:
                    best[key] = (rank, found)
        for mention in self.mentions:
            found = self.described[mention.sentence, mention.head]
            if not found.person:
                continue
            full, family = _person_keys(found.person)
            _, other = best[full]
            if not other.country or (other.listed and full == family):
                _, wider = best[family]
                if full == family or _same_person(found.person, wider.person):
                    other = wider
            if other is found:
                continue
            if not found.country or (found.listed and other.country and not other.listed):
                found.country, found.countries = other.country, other.countries
                found.sectors = found.sectors if found.sectors and not found.listed else other.sectors
                found.why = f"office given elsewhere: {other.name or other.person}" if other.country else found.why
                found.owner = found.owner if found.owner >= 0 and not other.country else -1
            found.sectors = found.sectors or other.sectors
            if len(other.name) > len(found.name) and not found.id:
                found.name, found.id = other.name, other.id

    def _share_acronyms(self) -> None:
        """Let an acronym in brackets stand for the name before it, in the whole document."""
        known: dict[str, Description] = {}
        for view in self.views:
            tokens = view.tokens
            for i in range(1, len(tokens) - 1):
                if tokens[i - 1].text != "(" or not tokens[i].text.isupper() or len(tokens[i].text) < 2:
                    continue
                before = self._phrase_ending_at(view, i - 2)
                if before is not None and before.kind == "party" and (before.country or before.sectors):
                    known.setdefault(tokens[i].text, before)
        if not known:
            return
        for mention in self.mentions:
            word = self.views[mention.sentence].tokens[mention.head].text
            other = known.get(word)
            found = self.described[mention.sentence, mention.head]
            if other is not None and other is not found and found.sense not in STATES:
                found.country, found.countries, found.sectors = other.country, other.countries, other.sectors
                found.kind, found.why, found.role = "party", f"acronym of {other.name or other.role}", other.role
                found.owner = -1

    def _phrase_ending_at(self, view: View, last: int) -> Description | None:
        for mention in self.mentions:
            if mention.sentence == view.sentence.index and 0 <= last < len(view.tokens):
                if mention.span.end >= view.tokens[last].end and mention.head <= last and mention.span.start <= view.tokens[last].start:
                    found = self.described[mention.sentence, mention.head]
                    if found.kind == "party":
                        return found
        return None

    # ---------------------------------------------------------------------------------------------- in the text

    def _settle(self, mention: Mention) -> Description:
        key = (mention.sentence, mention.head)
        found = self._of(key)
        if found.pronoun:
            return self._settle_pronoun(mention, found)
        if found.country:
            return found
        view = self.views[mention.sentence]
        if found.owner >= 0:
            self._ask_owner(mention, found)
        if not found.country:
            self._find_described(view, mention, found)
        if not found.country and found.kind != "none":
            self._take_home(mention, found)
        return found

    def _of(self, key: Key) -> Description:
        found = self.described.get(key)
        if found is None:
            found = self.described[key] = describe(self.views[key[0]], key[1])
        return found

    def _ask_owner(self, mention: Mention, found: Description) -> None:
        """Take country and, for a mouthpiece, sectors of the possessor or complement."""
        key = (mention.sentence, found.owner)
        if key in self.resolving:
            return
        self.resolving.add(key)
        owner = self._of(key)
        if not owner.country or owner.pronoun:
            owner = self._settle(Mention(mention.sentence, found.owner, mention.span))
        self.resolving.discard(key)
        if owner.country or owner.countries:
            found.country, found.countries = owner.country, owner.countries
            found.why = f"of {owner.name or owner.role or owner.pronoun or 'its possessor'}: {owner.why}"
        if not found.strong and owner.sectors and owner.kind == "party" and not owner.person:
            found.sectors = owner.sectors
        if found.kind == "none" and owner.country:
            found.kind = "possession"
        if found.kind == "possession" and owner.sectors and owner.kind == "party" and owner.sense not in STATES:
            if not found.sectors or found.sectors == ("CVL",):
                found.sectors = owner.sectors

    def _settle_pronoun(self, mention: Mention, found: Description) -> Description:
        word = found.pronoun
        if word in FIRST:
            speaker = self.speakers.get((mention.sentence, mention.head))
            other = self.described.get(speaker) if speaker is not None else None
            if other is None or other.pronoun:
                return Description(kind="party", why="speaker", plural=found.plural)
            return _stand_for(other, f"«{word}» of the speaker")
        if word in RELATIVES:
            at = self.views[mention.sentence].tokens[mention.head].head
            other = self._antecedent_of_relative(mention)
            if other is not None:
                return _stand_for(other, f"«{word}»")
            if word != "that":
                return Description(why=f"«{word}» without antecedent {at}")
        if word in OWNED:
            return Description(kind="party" if word in ("you", "yours") else "none", why="addressee")
        other = self._antecedent(mention, word)
        if other is None:
            kind = "party" if word in SINGULAR_PERSON or word in ("they", "them") else "none"
            return Description(kind=kind, why=f"«{word}» without antecedent", plural=word in PLURAL)  # type: ignore[arg-type]
        return _stand_for(other, f"«{word}» for {other.name or other.role or other.person}")

    def _antecedent_of_relative(self, mention: Mention) -> Description | None:
        tokens = self.views[mention.sentence].tokens
        at = tokens[mention.head].head
        for _ in range(4):
            if at < 0:
                return None
            if tokens[at].rel == "acl":
                return self.described.get((mention.sentence, tokens[at].head))
            at = tokens[at].head
        return None

    def _antecedent(self, mention: Mention, word: str) -> Description | None:
        """Return the nearest fitting subject before a pronoun, in its sentence or the ones before, else another phrase."""
        fits = _fits_person if word in SINGULAR_PERSON else self._fits_plural if word in PLURAL else self._fits_thing
        fallback: Description | None = None
        sentence = mention.sentence
        for other, found in reversed(self.history):
            if sentence - other.sentence > REACH:
                break
            if other.span.start <= mention.span.start < other.span.end and other.sentence == mention.sentence:
                continue
            if not fits(found):
                continue
            if self._is_subject(other):
                if fallback is not None and other.sentence < sentence and self._sentence_of(fallback) == sentence:
                    return fallback
                return found
            if fallback is None:
                fallback = found
        return fallback

    def _sentence_of(self, found: Description) -> int:
        return next((mention.sentence for mention, other in reversed(self.history) if other is found), -1)

    def _is_subject(self, mention: Mention) -> bool:
        token = self.views[mention.sentence].tokens[mention.head]
        return token.rel == "nsubj" or (token.rel in ("conj", "appos") and token.head >= 0 and self.views[mention.sentence].tokens[token.head].rel == "nsubj")

    def _fits_plural(self, found: Description) -> bool:
        if found.kind != "party" or found.pronoun or found.why == "speaker":
            return False
        return not found.person and (found.plural or len(found.countries) > 1 or found.sense in ("group", "organization") or self._is_body(found))

    def _fits_thing(self, found: Description) -> bool:
        if found.kind != "party" or found.person or found.why == "speaker":
            return False
        return not found.plural and (found.sense in STATES or found.sense in ("group", "organization", "name") or self._is_body(found))

    def _is_body(self, found: Description) -> bool:
        return found.role in self.reference.words["bodies"]

    # ------------------------------------------------------------------------------------- definite descriptions

    def _find_described(self, view: View, mention: Mention, found: Description) -> None:
        """Let «the ministry», «the group», «that country», «the two sides» stand for a party named before."""
        token = view.tokens[mention.head]
        word = token.text.lower()
        if not found.definite or found.person:
            return
        # the two sides
        number = any(view.tokens[c].text.lower() in ("two", "both") for c in view.children[mention.head])
        singular = token.lemma.lower()
        if (number or word == "sides") and found.plural and singular in self.reference.words["pairs"]:
            last = self._last_countries(mention, 2)
            if len(last) == 2:
                found.countries, found.country, found.kind = last, last[0], "party"
                if not found.sectors or found.sectors[0] == "CVL":
                    found.sectors = ("GOV",)
                found.why = f"the two last named: {', '.join(last)}"
                return
        bare = len(view.core(mention.head)) <= 2
        if bare and self._find_named(mention, found, token.text):
            return
        wanted = self.reference.describes.get(word) or self.reference.describes.get(singular) or ()
        for other, before in reversed(self.history):
            if not (before.country or before.countries) or before is found:
                continue
            same = found.role and before.role == found.role and found.plural == before.plural
            if same or (wanted and _can_be(before, wanted)):
                if same and before.person and not found.person and found.sectors != before.sectors:
                    continue
                found.country, found.countries = before.country, before.countries
                if not same and "country" not in wanted:
                    found.sectors = before.sectors or found.sectors
                    found.name, found.id, found.sense = before.name, before.id, before.sense
                elif "country" in wanted:
                    found.sectors, found.name, found.id, found.sense, found.kind = ("GOV",), before.name, before.id, "country", "party"
                elif before.name:
                    found.name, found.id = before.name, before.id
                found.why = f"«the {word}» for {before.name or before.role or 'a party before'}"
                return
            if mention.sentence - other.sentence > 8:
                return

    def _find_named(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «the Front» stand for the last party before it whose name has that word."""
        if not word[:1].isupper() or mention.head < 2 and self.views[mention.sentence].tokens[mention.head].upos != "PROPN":
            return False
        for _, before in reversed(self.history):
            if before is not found and before.kind == "party" and before.name and not before.person:
                if word in before.name.split() and before.name != word and (before.country or before.sectors):
                    found.country, found.countries, found.sectors = before.country, before.countries, before.sectors
                    found.name, found.id, found.sense, found.kind = before.name, before.id, before.sense, "party"
                    found.role, found.why = before.role or found.role, f"«the {word}» for {before.name}"
                    return bool(found.country)
        return False

    def _last_countries(self, mention: Mention, count: int) -> tuple[str, ...]:
        """Return the last countries named before a mention, in order of the text."""
        last: list[str] = []
        start = self.analysis.sentences[mention.sentence].tokens[mention.head].start
        for index in range(mention.sentence, max(-1, mention.sentence - 4), -1):
            view = self.views[index]
            for match in reversed(view.matches):
                if view.tokens[match.start].start >= start:
                    continue
                entry = view.sense(match)
                if entry.kind in STATES and entry.country and entry.country not in last:
                    last.append(entry.country)
                    if len(last) == count:
                        return tuple(reversed(last))
        return tuple(reversed(last))

    # ---------------------------------------------------------------------------------------------- home country

    def _take_home(self, mention: Mention, found: Description) -> None:
        """Give a domestic noun the only country of its sentence, else the document's home country."""
        if found.sectors[:1] and found.sectors[0] in NO_HOME:
            return
        if found.foreign or not (found.role or found.person or found.sense == "name" and found.sectors):
            return
        if found.kind == "possession" and not found.sectors:
            return
        if found.role in self.reference.words["abroad"] and not (found.definite and not found.plural):
            return
        if self.home:
            found.country, found.why = self.home, "home country of the document"
            return
        here = self.here[mention.sentence]
        if len(here) == 1:
            found.country, found.why = here[0], "the only country of the sentence"

    # ---------------------------------------------------------------------------------------------------- result

    def _entity(self, mention: Mention) -> Entity:
        found = self.described[mention.sentence, mention.head]
        kind = found.kind if found.kind in ("party", "possession") else "none"
        identifier = found.id or None
        if identifier is None and found.person:
            identifier = f"person:{slug(found.name or found.person)}"
        elif identifier is None and found.country and found.role and kind == "party":
            identifier = f"{found.country}:{slug(found.role)}"
        elif identifier is None and found.sense == "name" and found.name:
            identifier = f"name:{slug(found.name)}"
        return Entity(
            country=found.country,
            sectors=found.sectors,
            span=mention.span,
            text=mention.span.text(self.analysis.document.text),
            name=found.name or None,
            id=identifier,
            why=found.why,
            countries=found.countries,
            kind=kind,  # type: ignore[arg-type]
        )


_OWN = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


def _countries_of(view: View) -> tuple[str, ...]:
    """Return the countries that a sentence names, in order, without PLOVER's codes for none."""
    countries = (view.sense(match).country for match in view.matches)
    return tuple(dict.fromkeys(country for country in countries if country and country not in _OWN))


def _person_keys(name: str) -> tuple[str, str]:
    words = fold(name).split()
    return " ".join(words), words[-1]


def _same_person(one: str, other: str) -> bool:
    """Say whether two names of one family name can be one person: no first names that differ."""
    first, second = fold(one).split(), fold(other).split()
    if len(first) == 1 or len(second) == 1:
        return True
    return first[0][0] == second[0][0]


def _stand_for(other: Description, why: str) -> Description:
    return Description(
        other.country, other.countries, other.sectors, other.kind, other.name, other.id, why, other.sense, other.person, other.role,
        other.strong, False, other.plural, other.owner, other.listed, "", other.foreign,
    )


def _fits_person(found: Description) -> bool:
    if found.kind != "party" or found.plural or found.why == "speaker":
        return False
    if found.person:
        return True
    return found.sense not in STATES and found.sense not in ("group", "organization") and bool(found.role)


def _can_be(before: Description, wanted: tuple[str, ...]) -> bool:
    if before.kind != "party":
        return False
    if "country" in wanted:
        return before.sense in ("country", "capital", "territory")
    if before.sense in STATES or before.person:
        return False
    if before.country in wanted or before.sectors[:1] and before.sectors[0] in wanted:
        return True
    return before.sense in wanted


__all__ = ["STATE_SECTORS", "resolve_entities"]
