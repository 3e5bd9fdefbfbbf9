"""What the clause around a phrase says of its country: who moves or hits it, where it happens, who speaks of it."""

from __future__ import annotations

from demarche.model import Mention
from demarche.reference import Description, Reference, View
from demarche.reference.names import OWN_CODES, Entry
from demarche.reference.phrases import STATES
from demarche.stages.entities.antecedents import NAMED_STATES, ORGANIZED
from demarche.stages.entities.clauses import is_subject, subject_of_same_verb, target_of
from demarche.stages.entities.definites import History
from demarche.stages.entities.groups import NAMED_WELL

REACH_UP = 5  # steps up the tree to the clause around a noun
STATE = frozenset({"GOV", "COP", "MIL", "JUD", "LEG"})
CITIZENS = frozenset({"OPP", "PTY", "LEG", "LAB", "EDU", "CVL", "SOC", "MED", "AGR", "REL", "BUS"})
SPOKEN_OF = frozenset({"government", "authorities", "ministry", "cabinet", "parliament"})
OFFICES_OF_STATE = frozenset({"ministry", "department", "treasury"})
SANCTIONING = "USA"  # whose treasury puts others under sanctions
PUNISHES = frozenset({"sanction", "blacklist", "designate", "freeze", "impose"})
EVENLY = 0.6  # share of home's weight from which on another country is a side of what the report tells
HOME = "home country"  # how a country begins that nothing but the whole report says
SEAFARERS = frozenset({"sailor", "seaman", "mariner", "captain", "crew", "crew member", "crewman"})
FALLS = frozenset({"land", "fall", "explode", "crash", "rain"})
NEARBY = frozenset({"at", "outside", "near", "in", "inside", "around"})
AIMED = frozenset({"on", "at", "into", "against"})
NEAR = 3  # sentences back for who is on the other side
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
            if "REB" in found.sectors and "REB" not in before.sectors:
                continue  # «a rebel spokesman» does not speak for the army
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
            source = source if source >= 0 else self._fallen_on(view, verb.head)
        else:
            return
        before = next((d for m, d in self.history.settled if (m.sentence, m.head) == (mention.sentence, source)), None)
        if before is not None and before.country and before.country != found.country and before.kind != "none":
            found.country, found.why = before.country, f"{why} {before.name or before.role or 'the target'}"
            if found.role in SEAFARERS and why == "harmed with" and before.sectors[:1] != ("MIL",):
                found.sectors = ("CVL",)  # «fired on a cargo ship, killing three sailors»

    def _fallen_on(self, view: View, verb: int) -> int:
        """Return the token of what is fired on, or what shells come down on («landed on its territory»), or -1."""
        lemma = view.tokens[verb].lemma.lower() if verb >= 0 else ""
        if lemma not in FALLS and lemma not in self.reference.words["strikes"]:
            return -1
        for c in view.children[verb]:
            if view.tokens[c].rel == "obl" and any(view.tokens[d].text.lower() in AIMED for d in view.children[c]):
                return c
        return -1

    def describe_by_place(self, mention: Mention, found: Description) -> None:
        """Take the country of the place where a clause is set.

        1. The place right before its «where»: «to Cuba, where prosecutors …». 2. A place in front of the clause, for
        all in it: «In Warsaw, police …». 3. For those who live or work somewhere, the place behind the verb: «killed
        two villagers in Togo»; a doer of state may act abroad.
        """
        view = self.views[mention.sentence]
        at = mention.head
        struck = view.tokens[at].deprel in ("obj", "nsubj:pass") and found.sectors[:1] == ("REB",)
        local = struck or (found.sectors[:1] and found.sectors[0] in LOCAL)
        verb = view.clause_of(mention.head)
        for c in view.children[verb] if verb >= 0 and found.kind != "none" and not found.foreign else ():
            ahead = c < mention.head and view.begins_clause(c)
            if view.tokens[c].rel == "obl" and c != mention.head and (ahead or local):
                place = view.place_at(c) or self._site_of(view, c)
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

    def _site_of(self, view: View, i: int) -> Entry | None:
        """Return the place where a building stands that something happens at: «outside the French embassy in Lima»."""
        near = any(view.tokens[c].text.lower() in NEARBY for c in view.children[i] if view.tokens[c].rel == "case")
        sites = (view.place_at(c) for c in view.children[i] if near and view.tokens[c].rel == "nmod" and c > i)
        return next(filter(None, sites), None)

    def describe_by_speaker(self, mention: Mention, found: Description) -> None:
        """Take «the government», «the police» for those of whoever speaks of them in the clause around.

        For citizens and parties of a country they are their own («the Kenyan opposition criticised the government»),
        for a state what it says that its government does.
        """
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        if not (found.definite and found.role and found.sectors[:1] and found.sectors[0] in STATE) or found.person:
            return
        at, inside = token.head, token.rel == "nsubj"
        for _ in range(REACH_UP):
            if at < 0:
                return
            subject = next((c for c in view.children[at] if view.tokens[c].deprel == "nsubj"), -1)
            before = self.history.at(mention.sentence, subject) if subject not in (-1, mention.head) else None
            if before is not None and before.kind == "party":
                own = before.sectors[:1] and before.sectors[0] in CITIZENS
                reported = inside and view.tokens[at].rel != "ccomp" and found.sectors[0] == "GOV"
                said = own or (reported and before.sectors[:1] == ("GOV",) and found.role in SPOKEN_OF)
                if said and before.country and before.country not in OWN_CODES and not before.why.startswith(HOME):
                    found.country, found.why = before.country, f"spoken of by {before.name or before.role}"
                return
            at = view.tokens[at].head

    def describe_by_state(self, mention: Mention, found: Description) -> None:
        """Take «the ministry» for one of the state that acts in the sentence before: «Athens protested. The …».

        «The Treasury» that puts somebody under sanctions is that of the United States, where the report names them.
        """
        last = found.role.rpartition(" ")[2]
        if not found.definite or found.person or last not in OFFICES_OF_STATE:
            return
        here = self.views[mention.sentence]
        verb = here.tokens[mention.head].head
        punishes = last == "treasury" and verb >= 0 and any(t.lemma.lower() in PUNISHES for t in here.tokens)
        if punishes and here.weights.get(SANCTIONING) and self.home != "GBR":
            found.country, found.why = SANCTIONING, "treasury that sanctions"
            return
        for other, before in reversed(self.history.settled):
            if mention.sentence - other.sentence > 1:
                return
            view = self.views[other.sentence]
            earlier = other.sentence < mention.sentence and before.kind == "party"
            if earlier and view.tokens[other.head].deprel == "nsubj" and before.sectors[:1] == ("GOV",):
                named = any(here.sense(match).country == before.country for match in here.matches)
                if before.country and before.country not in OWN_CODES and not before.countries and not named:
                    found.country, found.why = before.country, f"of {before.name or before.role}, which acts before"
                return

    def describe_by_harm(self, mention: Mention, found: Description) -> None:
        """Take the country of those who are harmed, held or shot down from who does it or who was struck just before.

        1. What is shot out of the air is the other side's. 2. Whom police arrest is of their country. 3. Who is said to
        have been killed or wounded, without a doer, right behind an attack is of its target.
        """
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        if token.rel == "conj" and token.head >= 0:
            token = view.tokens[token.head]
        if token.head < 0 or found.definite or found.person or found.foreign:
            return
        verb = view.tokens[token.head]
        words = self.reference.words
        if token.rel == "obj":
            doer = self.history.at(mention.sentence, subject_of_same_verb(view, token.i))
            if doer is None or not doer.country:
                return
            if verb.lemma.lower() in words["downs"] and token.lemma.lower() in words["flying"]:
                self._take_enemy(mention, found, doer)
            elif verb.lemma.lower() in words["enforces"] and doer.sectors[:1] == ("COP",) and self._is_local(found):
                found.country, found.why = doer.country, f"held by {doer.name or doer.role}"
        elif token.deprel == "nsubj:pass" and verb.lemma.lower() in words["harms"]:
            if any(view.tokens[c].deprel == "obl:agent" for c in view.children[verb.i]):
                return
            if self._is_one_of(mention, found):
                return
            if found.sectors[:1] == ("MIL",) and self._lost_by_speaker(view, verb.i, found):
                return
            struck = self._last_struck(mention) if self._is_local(found) or found.sectors[:1] == ("MIL",) else None
            if struck is not None:
                found.country, found.why = struck.country, f"harmed with {struck.name or struck.role or 'the target'}"

    def _lost_by_speaker(self, view: View, verb: int, found: Description) -> bool:
        """Take soldiers who are killed for those of the army that says so: «two soldiers died, the Omani army said»."""
        said = view.tokens[verb].head
        if view.tokens[verb].rel not in ("ccomp", "parataxis") or said < 0:
            return False
        speaker = next((c for c in view.children[said] if view.tokens[c].deprel == "nsubj"), -1)
        told = view.describe(speaker) if speaker >= 0 else None
        if told is None or not told.country or "MIL" not in told.sectors or told.country in OWN_CODES:
            return False
        found.country, found.why = told.country, f"lost by {told.name or told.role}, which says so"
        return True

    def _is_one_of(self, mention: Mention, found: Description) -> bool:
        """Take «one officer», «two soldiers» for some of the «Kenyan police officers» of the sentence before."""
        view = self.views[mention.sentence]
        few = any(view.tokens[c].rel == "nummod" for c in view.children[mention.head])
        if not few or not found.role:
            return False
        for other, before in reversed(self.history.settled):
            if mention.sentence - other.sentence > 1:
                return False
            same = before.role == found.role or before.role.endswith(f" {found.role}")
            if same and before.plural and before.country and other.sentence < mention.sentence:
                found.country, found.why = before.country, f"of the {before.role}s before"
                found.sectors = before.sectors or found.sectors
                return True
        return False

    @staticmethod
    def _is_local(found: Description) -> bool:
        return bool(found.sectors) and found.sectors[0] in LOCAL

    def _take_enemy(self, mention: Mention, found: Description, doer: Description) -> None:
        """Take the country that acted last beside the doer's, among those that the report names well."""
        for other, before in reversed(self.history.settled):
            if mention.sentence - other.sentence > NEAR:
                break
            named = self.views[0].weights.get(before.country, 0.0) >= NAMED_WELL
            if before.kind != "none" and named and before.country != doer.country:
                found.country, found.why = before.country, f"shot down by {doer.name or doer.role}"
                return
        found.foreign = True  # of whoever it may be, not of home

    def describe_by_foe(self, mention: Mention, found: Description) -> None:
        """Take those whom the forces of the home country harm for people of the other side in a report on two states.

        The forces are told by their country's name («Russian troops killed two villagers»), and another country is
        named nearly as much as home.
        """
        view = self.views[mention.sentence]
        verb = self._harmed_by(view, mention.head)
        if verb < 0 or not (self._is_local(found) or found.person or found.sectors[:1] == ("MIL",)):
            return
        doer = next((c for c in view.children[verb] if view.tokens[c].deprel == "obl:agent"), -1)
        if view.tokens[mention.head].rel == "obj" and verb < mention.head:
            doer = subject_of_same_verb(view, mention.head)
        forces = self.history.at(mention.sentence, doer) if doer >= 0 else None
        forces = forces or (view.describe(doer) if doer >= 0 else None)
        if forces is None or forces.sectors[:1] != ("MIL",) or forces.country != self.home or not self.home:
            return
        if forces.why.startswith(HOME) or forces.kind != "party":
            return
        weights = {code: weight for code, weight in view.weights.items() if code not in OWN_CODES}
        foe = max((code for code in weights if code != self.home), key=weights.__getitem__, default="")
        if foe and weights[foe] >= NAMED_WELL and weights[foe] >= EVENLY * weights[self.home]:
            found.country, found.why = foe, f"harmed by {forces.name or forces.role} of {self.home}"

    def _harmed_by(self, view: View, head: int) -> int:
        """Return the verb that says that people are harmed or held, whose object or passive subject they are, or -1."""
        token = view.tokens[head]
        if token.rel == "conj" and token.head >= 0:
            token = view.tokens[token.head]
        harmful = self.reference.words["harms"] | self.reference.words["done_to_people"]
        if token.deprel in ("obj", "nsubj:pass") and token.head >= 0:
            verb = view.tokens[token.head]
            if verb.lemma.lower() in harmful:
                return verb.i
        for c in view.children[token.i]:  # «the reporter, who was abducted by …»
            told = view.tokens[c].rel == "acl" and view.tokens[c].lemma.lower() in harmful
            if told and any(view.tokens[d].deprel == "nsubj:pass" for d in view.children[c]):
                return c
        return -1

    def describe_by_blow(self, mention: Mention, found: Description) -> None:
        """Take «the survivors», «the victims» for those of the party that the attack told last has struck."""
        struck = self._last_struck(mention)
        if struck is not None and struck.kind != "none":
            found.country, found.countries = struck.country, struck.countries
            found.sectors = struck.sectors or found.sectors
            found.why = f"left of {struck.name or struck.role or 'the target'}"

    def _last_struck(self, mention: Mention) -> Description | None:
        """Return whom or what the attack told last struck, in the sentence of the mention or the one before."""
        words = self.reference.words
        for other, before in reversed(self.history.settled):
            if mention.sentence - other.sentence > 1:
                return None
            view = self.views[other.sentence]
            token = view.tokens[other.head]
            if token.head < 0 or not before.country:
                continue
            verb = view.tokens[token.head]
            lemma = verb.lemma.lower()
            attacks = verb.upos == "VERB" and (lemma in words["wrecks"] or lemma in words["strikes"])
            aimed = token.deprel in ("obj", "nsubj:pass") or (
                token.rel == "obl" and any(view.tokens[c].text.lower() in AIMED for c in view.children[token.i])
            )
            if attacks and aimed:
                return before
        return None
