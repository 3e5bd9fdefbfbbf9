"""What the clause around a phrase says of its country: who moves or hits it, where it happens, who speaks of it."""

from __future__ import annotations

from demarche.model import Mention
from demarche.reference import Description, Reference, View
from demarche.reference.phrases import STATES
from demarche.stages.entities.antecedents import NAMED_STATES, NAMED_WELL, ORGANIZED, History
from demarche.stages.entities.clauses import is_subject, subject_of_same_verb, target_of

REACH_UP = 5  # steps up the tree to the clause around a noun
LOCAL = frozenset({"COP", "CVL", "EDU", "MED", "LAB", "AGR", "REL", "REF", "BUS", "CRM", "JRN"})


class Surroundings:
    """The sentences of one document, as they place the phrases that name no country."""

    def __init__(self, history: History, views: list[View], reference: Reference) -> None:
        self.history = history
        self.views = views
        self.reference = reference
        self.home = history.home

    def speak_for(self, mention: Mention, found: Description, *, keep: bool = False) -> None:
        """Let «a spokesman» speak for the country or the body that is the last subject; `keep` his own sectors."""
        for other, before in reversed(self.history.settled):
            if mention.sentence - other.sentence > 1:
                return
            if (
                before.kind == "party"
                and before.country
                and not before.person
                and is_subject(self.views[other.sentence], other.head)
            ):
                body = before.sense in ORGANIZED or before.role in self.history.bodies
                if body or before.sense in NAMED_STATES:
                    found.country, found.countries = before.country, before.countries
                    found.sectors = found.sectors if keep else before.sectors or found.sectors
                    found.why = f"speaks for {before.name or before.role}"
                    return

    def describe_by_clause(self, mention: Mention, found: Description) -> None:
        """Take the country of soldiers, weapons and victims from the clause around them.

        1. What a country moves or deploys is its own: «the North put units on alert». 2. Those whom an attack kills are
        of its target: «rockets hit the Turkish base, wounding two soldiers».
        """
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        if token.rel == "conj" and token.head >= 0:
            token = view.tokens[token.head]
        if token.rel != "obj" or token.head < 0 or found.person:
            return
        verb = view.tokens[token.head]
        forces = found.sectors[:1] == ("MIL",) or (found.sectors[:1] == ("COP",) and found.definite)
        if found.definite and not forces:
            return
        if forces and verb.lemma in self.reference.words["own_acts"]:
            source, why = subject_of_same_verb(view, mention.head), "moved by"
        elif verb.rel == "advcl" and verb.xpos == "VBG" and verb.lemma in self.reference.words["harms"]:
            source, why = target_of(view, verb.head), "harmed with"
        else:
            return
        before = next((d for m, d in self.history.settled if (m.sentence, m.head) == (mention.sentence, source)), None)
        if before is not None and before.country and before.country != found.country and before.kind != "none":
            found.country, found.why = before.country, f"{why} {before.name or before.role or 'the target'}"

    def describe_by_place(self, mention: Mention, found: Description) -> None:
        """Take the country of the place where a clause is set.

        1. The place right before its «where»: «to Cuba, where prosecutors …». 2. A place in front of the clause, for
        all in it: «In Warsaw, police …». 3. For those who live or work somewhere, the place behind the verb: «killed
        two villagers in Togo»; a doer of state may act abroad.
        """
        view = self.views[mention.sentence]
        at = mention.head
        local = found.sectors[:1] and found.sectors[0] in LOCAL
        verb = view.clause_of(mention.head)
        for c in view.children[verb] if verb >= 0 and found.kind != "none" and not found.foreign else ():
            ahead = c < mention.head and view.begins_clause(c)
            if view.tokens[c].rel == "obl" and c != mention.head and (ahead or local):
                place = view.place_at(c)
                doubtful = place is not None and place.kind == "city" and self.home not in ("", place.country)
                if place is not None and not (doubtful and view.weights.get(place.country, 0.0) < NAMED_WELL):
                    found.country, found.why = place.country, f"in {place.name}, where it happens"
                    return
        for _ in range(REACH_UP):
            token = view.tokens[at]
            if token.head < 0:
                return
            at = token.head
            where = next((c for c in view.children[token.i] if view.tokens[c].text.lower() == "where"), 0)
            if token.rel == "acl" and where > 1:
                last = where - 2 if view.tokens[where - 1].text == "," else where - 1
                match = view.match_at[last]
                place = view.sense(match) if match is not None else None
                if place is not None and place.country and place.kind in STATES:
                    found.country, found.why = place.country, f"in {place.name}, where it acts"
                return
