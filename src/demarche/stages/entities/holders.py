"""Who held the office that a phrase names («the French president») on the day of publication."""

from __future__ import annotations

import datetime as dt

from demarche.model import Mention
from demarche.reference import Description, Offices, Reference, View
from demarche.reference.names import OWN_CODES, fold, slug
from demarche.reference.offices import FIRST_WORD
from demarche.stages.entities.persons import Phrases

DEFINITE = frozenset({"the", "this", "that"})
WHOLE = frozenset({"country", "adjective", "capital", "seat"})  # what names a state itself, no part of it
FIRST_YEAR = 1900
LATER = 4  # tokens behind a phrase in which words may say that it is about another time
PARTS = frozenset({"case", "punct"})


class Holders:
    """Holders of offices for the phrases of one document.

    1. A title before a lone family name is the holder of that name on the day of publication. 2. A phrase that names an
    office of a country is whoever the report names in that office, else its one holder on that day; not where its words
    speak of another time, of nobody in particular, or of several. 3. The family name alone is the same person then.
    """

    def __init__(self, phrases: Phrases, reference: Reference, published: dt.date | None) -> None:
        self.phrases = phrases
        self.offices: Offices = reference.offices
        self.words = reference.words
        self.published = published
        self.years = [_years(view) for view in phrases.views]
        self.named: dict[tuple[str, str], list[Description]] = {}  # country and office -> those whom the report names

    def name_titled(self) -> None:
        """Take «President Chirac», without more, for the holder of that name; gather who is named in which office."""
        for mention in self.phrases.mentions:
            found = self.phrases.of(mention)
            if not found.person or not found.role or found.sectors[:1] == ("ELI",):
                continue
            if self.published and not found.id and " " not in found.person and self.offices.is_office(found.role):
                country = "" if found.country in OWN_CODES else found.country
                holder = self.offices.called(found.role, found.person, self.published, country)
                if holder is not None:
                    found.country, found.id, found.name = holder.country, holder.id, holder.name
                    found.listed = found.listed or not country
                    found.why = f"{holder.office} of {holder.country} on {self.published}: {holder.name}"
            if found.country and self.offices.is_office(found.role):
                self.named.setdefault((found.country, fold(found.role)), []).append(found)

    def name_offices(self) -> None:
        """Name the holders for phrases that say themselves of which country, and the lone family names of these."""
        names: dict[str, Description] = {}
        for mention in self.phrases.mentions:
            found = self.phrases.of(mention)
            if found.country and self.name_office(mention, found):
                words = fold(found.name).split()
                for word in {words[-1], words[0] if found.country in FIRST_WORD else words[-1]}:
                    names.setdefault(word, found)
        for mention in self.phrases.mentions if names else ():
            found = self.phrases.of(mention)
            word = found.person or self.phrases.views[mention.sentence].tokens[mention.head].text
            other = names.get(fold(word)) if found.sense in ("person", "name", "") and word[:1].isupper() else None
            if other is None or found is other or found.id or found.country or (found.role and not found.person):
                continue
            self.phrases.described[mention.sentence, mention.head] = Description(
                country=other.country,
                sectors=other.sectors,
                kind="party",
                name=other.name,
                id=other.id,
                why=f"office given elsewhere: {other.why}",
                sense="person",
                person=found.person or word,
            )

    def name_office(self, mention: Mention, found: Description, *, implied: bool = False) -> bool:
        """Give a phrase the id and the name of who held its office, and say whether it got them.

        `implied`: the country is not said in the phrase; then nobody whom the report names in such an office anywhere
        else may be meant.
        """
        if found.person or found.id or not self._is_office(found):
            return False
        view = self.phrases.views[mention.sentence]
        named = self._named_beside(mention)
        if named is not None:
            return False if named.id == "" else _take(found, named, f"{found.role}, named beside: {named.name}")
        if not self._is_meant(mention, found, implied):
            return False
        bearers = {
            bearer.id or f"person:{slug(bearer.name)}": bearer
            for (country, role), persons in self.named.items()
            if country == found.country and self.offices.same(role, found.role)
            for bearer in persons
        }
        if len(bearers) == 1:
            id_, bearer = next(iter(bearers.items()))
            return _take(found, bearer, f"the {found.role} of {found.country} named in the report: {bearer.name}", id_)
        others = any(self.offices.same(role, found.role) for country, role in self.named if country != found.country)
        if self.published is None or (implied and others):
            return False
        holder = self.offices.holder(found.country, found.role, self.published)
        if holder is None or (bearers and holder.id not in bearers):
            return False
        for year in self.years[mention.sentence]:
            if year < self.published.year:
                past = self.offices.holders(found.country, found.role, dt.date(year, 1, 1), dt.date(year, 12, 31))
                if {other.id for other in past} != {holder.id}:
                    return False
        if self._says(view, mention, "minding") and not holder.acting:
            return False
        found.name, found.id = holder.name, holder.id
        found.why = f"{holder.office} of {holder.country} on {self.published}: {holder.name}"
        return True

    def _is_office(self, found: Description) -> bool:
        one = found.kind == "party" and not found.plural and len(found.countries) < 2 and not found.foreign
        return one and bool(found.role) and found.sectors[:1] != ("ELI",) and self.offices.is_office(found.role)

    def _says(self, view: View, mention: Mention, listed: str) -> bool:
        return any(view.tokens[i].text.lower() in self.words[listed] for i in view.core(mention.head))

    def _named_beside(self, mention: Mention) -> Description | None:
        """Return the person in apposition, or an empty description where a name stands beside the phrase anyhow."""
        view = self.phrases.views[mention.sentence]
        token = view.tokens[mention.head]
        beside = [*view.appositions(mention.head)]
        if token.rel in ("appos", "flat", "compound", "parataxis") or token.deprel in ("nmod:desc", "nmod:unmarked"):
            beside.append(token.head)
        for at in beside:
            if at >= 0:
                other = view.describe(at)
                if other.person:
                    return other
                if token.rel != "parataxis":
                    return Description()
        core = view.core(mention.head)
        after, before = core[-1] + 1, core[0] - 1
        if after < len(view.tokens) and view.tokens[after].text == ",":
            after += 1
        if before >= 0 and view.tokens[before].text == ",":
            before -= 1
            if before >= 0 and view.tokens[before].name == "PERSON":
                return Description()
        if after < len(view.tokens):
            start, end = view.person_run(after)
            if end > start == after and view.tokens[after].head in (mention.head, token.head):
                return Description()
        return None

    def _is_meant(self, mention: Mention, found: Description, implied: bool) -> bool:
        """Say whether the words of a phrase name the one who is in office: no part of a state, no other time."""
        view = self.phrases.views[mention.sentence]
        tokens = view.tokens
        head = mention.head
        core = view.core(head)
        role = view.role(head, core[0], max(core[-1], head + 4))
        if role is None:
            return False
        token = tokens[head]
        # 1. definite: an article or a possessor, or a country in front where articles are left out
        definite = False
        for i in core:
            if role[0] <= i < role[1]:
                continue
            if not self._is_plain(view, i, found):
                return False
            word = tokens[i].text.lower()
            definite = definite or word in DEFINITE or view.match_at[i] is not None or word in ("its", "his", "her")
        if not definite or (implied and tokens[core[0]].text.lower() not in DEFINITE | {"its", "his", "her"}):
            return False
        # 2. no predicate, nobody just coming into office
        if any(tokens[c].rel == "cop" for c in view.children[head]) or token.rel == "xcomp":
            return False
        if any(tokens[c].rel == "case" and tokens[c].text.lower() == "as" for c in view.children[head]):
            return False
        if token.rel in ("obj", "nsubj") and token.head >= 0:
            passive = token.deprel == "nsubj:pass"
            if (token.rel == "obj" or passive) and tokens[token.head].lemma.lower() in self.words["instates"]:
                return False
        # 3. no body within the state, and no other time
        for marker, at in view.complements(head):
            other = view.describe(at)
            if marker in ("of", "for") and not (other.sense in WHOLE and other.country == found.country):
                return False
        around = [*range(max(0, core[0] - 2), core[0]), *range(core[-1] + 1, min(len(tokens), core[-1] + LATER))]
        if core[0] and tokens[core[0] - 1].text.lower() in self.words["not_in_office"]:
            return False
        return not any(tokens[i].text.lower() in self.words["another_time"] for i in around)

    def _is_plain(self, view: View, i: int, found: Description) -> bool:
        """Say whether a word beside a noun of office leaves it the one of the country: the country, an article."""
        token = view.tokens[i]
        word = token.text.lower()
        match = view.match_at[i]
        if match is not None:
            entry = view.sense(match)
            return entry.kind in WHOLE and entry.country == found.country and not view.is_severed(match)
        if token.deprel == "nmod:poss":
            return word in ("its", "his", "her") or view.describe(i).sense in WHOLE
        if word in self.words["not_in_office"] or word in self.words["regional"]:
            return False
        if token.rel == "det":
            return word in DEFINITE
        if token.rel in PARTS:
            return True
        return token.upos in ("ADJ", "VERB", "ADV") and token.text[:1].islower() and token.xpos not in ("JJR", "JJS")


def _take(found: Description, other: Description, why: str, id_: str = "") -> bool:
    found.name, found.id, found.why = other.name or other.person, other.id or id_, why
    return True


def _years(view: View) -> list[int]:
    """Return the years that a sentence names."""
    return [
        int(token.text)
        for token in view.tokens
        if len(token.text) == 4 and token.text.isdecimal() and int(token.text) >= FIRST_YEAR
    ]
