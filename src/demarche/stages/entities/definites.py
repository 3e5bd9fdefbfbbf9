"""What definite descriptions stand for («the ministry», «the city»): the parties named before them in the text."""

from __future__ import annotations

from demarche.model import Mention
from demarche.reference import Description
from demarche.reference.phrases import STATES
from demarche.stages.entities.antecedents import REACH
from demarche.stages.entities.clauses import is_subject, subject_of_same_verb
from demarche.stages.entities.excluded import doer_on
from demarche.stages.entities.groups import FAR, Groups
from demarche.stages.entities.identity import identify

SPEAKING_FOR = frozenset({"embassy", "government", "foreign ministry", "delegation"})  # of a country, for the country
CALLED = frozenset({"group", "organization", "name"})
POINTING = frozenset({"that", "this", "the", "same"})
FORCES = frozenset({"army", "navy", "air force", "police", "guard"})  # a state has one beside «the Karen Army»
OTHERS = frozenset({"country", "nation"})  # which no country that acts on them is itself
TOWARDS = frozenset({"with", "to", "on", "against", "from", "into", "at", "toward", "towards", "over"})
COUNTRIES = frozenset({"country", "nation"})
STATE = frozenset({"GOV", "LEG", "JUD"})  # their people are not called «the men»


class History(Groups):
    """The phrases settled so far, in order of the text."""

    # ------------------------------------------------------------------------------------- definite descriptions

    def describe_definite(self, mention: Mention, found: Description) -> None:
        """Let «the ministry», «that country», «the two sides», «the Front» stand for parties named before."""
        if found.person:
            self._take_office(mention, found)
            return
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        word, singular = token.text.lower(), token.lemma.lower()
        if self._take_pair(mention, found, word, singular) or not found.definite:
            return
        if len(view.core(mention.head)) <= 2 and self._take_named(mention, found, token.text):
            return
        if found.name and found.role and token.text[:1].isupper():
            return  # a body with a name of its own
        if singular in self.reference.words["towns"] and self._take_town(mention, found, word):
            return
        wanted = self.reference.describes.get(word) or self.reference.describes.get(singular) or ()
        if "country" in wanted and self._take_country(mention, found, word):
            return
        acting = self.actor_on(mention) if singular in OTHERS else ""
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > FAR:
                return
            if before is found or not (before.country or before.countries):
                continue
            if acting and before.country == acting:
                continue
            if singular == "island" and before.country not in self.reference.words["island_states"]:
                continue
            if self._are_same_people(found, before, singular, mention):
                _take(found, before, same=False, as_country=False)
                found.role, found.why = before.role, f"«the {word}» for {before.role}"
                return
            same = _is_same_role(found, before) or (before.role in wanted and before.plural == found.plural)
            if same and before.person and found.sectors != before.sectors:
                continue
            if found.plural and self._is_one_person(before):
                continue
            called = (
                before.sense in CALLED
                and singular not in FORCES
                and before.name.lower().endswith((f" {word}", f" {singular}"))
            )
            if called:
                _take(found, before, same=False, as_country=False)
                found.why = f"«the {word}» for {before.name}"
                return
            if same or (wanted and _can_be(before, wanted) and not ("country" in wanted and self._is_scene(other))):
                if not same and not before.name and "country" not in wanted:
                    before = self._named_instead(other, before, wanted)
                _take(found, before, same=same, as_country="country" in wanted)
                found.why = f"«the {word}» for {before.name or before.role or 'a party before'}"
                return

    def _is_one_person(self, before: Description) -> bool:
        """Say whether a phrase is of one person told by a role, who is no «gunmen»: «a militia leader said»."""
        return bool(before.role) and not (before.plural or before.name or self._is_body(before.role))

    def _take_town(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «the city» be the town last named; «the town of Zira», which no table has, is of its country."""
        view = self.views[mention.sentence]
        if len(view.core(mention.head)) > 2:
            return False
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > FAR:
                return False
            if before.sense in ("city", "capital") and before.country and before.name:
                if view.complements(mention.head):
                    found.country, found.why = before.country, f"country of {before.name}, named before"
                    return True
                _take(found, before, same=True, as_country=False)
                found.why = f"«the {word}» for {before.name}"
                return True
        return False

    def _are_same_people(self, found: Description, before: Description, word: str, mention: Mention) -> bool:
        """Say whether a plural names again those before: «the men» the fishermen, «the reporters» the journalists."""
        if not (found.plural and before.plural and before.role) or before.kind != "party" or before.person:
            return False
        if any(found.role in alike and before.role in alike for alike in self.alike):
            return True
        if word not in self.reference.words["humans"] or len(self.views[mention.sentence].core(mention.head)) > 2:
            return False
        last = before.role.rpartition(" ")[2]
        other = last in self.reference.words["female" if word == "man" else "male"]
        state = before.sectors[:1] and before.sectors[0] in STATE
        return not other and not state and last != word and not self._is_body(before.role)

    def _named_instead(self, mention: Mention, bare: Description, wanted: tuple[str, ...]) -> Description:
        """Return the named party before a bare noun that a description fits as well: «the firm» is no «plant»."""
        for other, before in reversed(self.settled):
            if other.sentence > mention.sentence or (other.sentence, other.head) >= (mention.sentence, mention.head):
                continue
            if mention.sentence - other.sentence > REACH:
                break
            alike = before.country == bare.country and before.sectors[:1] == bare.sectors[:1]
            if before.name and alike and _can_be(before, wanted):
                return before
        return bare

    def _take_office(self, mention: Mention, found: Description) -> None:
        """Let «the envoy, Jan Novak» be of whom the envoy was that was named before without a name."""
        known = self.persons.get(identify(found) or "")
        if known is not None:
            found.country, found.countries, found.territory = known.country, known.countries, known.territory
            found.sectors, found.why = known.sectors or found.sectors, f"as before: {known.name}"
            return
        if not found.definite or not found.role:
            return
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > FAR:
                return
            if before.country and before.role == found.role and not before.person and not before.plural:
                found.country, found.countries, found.territory = before.country, before.countries, before.territory
                found.sectors, found.why = before.sectors or found.sectors, f"the {found.role} named before"
                return

    def _take_country(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «the country» be home unless its sentence names another, «that country» none that acts in it."""
        view = self.views[mention.sentence]
        pointing = any(view.tokens[c].text.lower() == "that" for c in view.children[mention.head])
        doer = self.at(mention.sentence, doer_on(view, mention.head)) if word in COUNTRIES else None
        here = False  # another country is named in the sentence
        acting = self.actor_on(mention) if word in OTHERS else ""
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > (FAR if pointing else 0):
                break
            if before is found or not before.country or len(before.countries) > 1:
                continue
            if not _can_be(before, ("country",)) or self._is_scene(other) or self._is_joined(other):
                continue
            if word == "island" and before.country not in self.reference.words["island_states"]:
                continue
            within = other.sentence == mention.sentence
            if within and not pointing and doer is not None and doer.country == before.country:
                continue  # «Mali closed its border with the country»
            acts = pointing and within and is_subject(self.views[other.sentence], other.head)
            acts = acts or (bool(acting) and before.country == acting)
            if not acts and ((before.country == self.home) != pointing or (pointing and within)):
                _take(found, before, same=False, as_country=True)
                found.why = f"«the {word}» for {before.name or before.role or 'a country before'}"
                return True
            here = here or not acts
        if pointing or here or not self.home or word not in COUNTRIES:
            return False
        scene = self._last_scene(mention)
        if scene is not None:
            _take(found, scene, same=False, as_country=True)
            found.why = f"«the {word}» for {scene.name}, where the sentence before is set"
            return True
        found.country, found.sectors, found.sense, found.kind = self.home, ("GOV",), "country", "party"
        found.id, found.why = f"country:{self.home}", f"«the {word}» where the report is set"
        return True

    def _last_scene(self, mention: Mention) -> Description | None:
        """Return the country other than home that the sentence before is set in: «In Niger, an air strike killed …»."""
        if mention.sentence == 0 or not is_subject(self.views[mention.sentence], mention.head):
            return None
        view = self.views[mention.sentence - 1]
        scene: Description | None = None
        for other, before in reversed(self.settled):
            if other.sentence < mention.sentence - 1:
                break
            if other.sentence != mention.sentence - 1 or not before.country:
                continue
            if before.country == self.home and not before.why.startswith("home country"):
                return None
            ahead = view.tokens[0].text.lower() == "in" and view.begins_clause(other.head)
            if ahead and before.sense == "country" and before.country != self.home:
                scene = before
        return scene

    def actor_on(self, mention: Mention) -> str:
        """Return the country that does something to or with a phrase, which is another's: «Peru left the country».

        What happens in a country, or to what it has, may be the country's own doing.
        """
        view = self.views[mention.sentence]
        at = mention.head
        for _ in range(3):
            token = view.tokens[at]
            cases = {view.tokens[c].text.lower() for c in view.children[at] if view.tokens[c].rel == "case"}
            if token.head < 0 or (token.rel in ("obl", "nmod") and (not cases or not cases <= TOWARDS)):
                return ""
            if token.rel != "nmod":
                acting = self.at(mention.sentence, subject_of_same_verb(view, at))
                state = acting is not None and _can_be(acting, ("country",))
                return acting.country if acting is not None and state else ""
            at = token.head
        return ""

    def describe_again(self, mention: Mention, found: Description) -> bool:
        """Let «the embassy of that country» be the embassy named before: its possessor only points back, as it does."""
        if not found.definite or found.person or not found.role:
            return False
        view = self.views[mention.sentence]
        owner = view.tokens[found.owner]
        points_back = any(view.tokens[c].text.lower() in POINTING for c in view.children[found.owner])
        if not points_back or owner.upos == "PROPN":
            return False
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > FAR:
                return False
            if before.country and not before.person and _is_same_role(found, before):
                _take(found, before, same=True, as_country=False)
                found.why = f"the {found.role} named before"
                return True
        return False


def _take(found: Description, before: Description, *, same: bool, as_country: bool) -> None:
    """Take over what the party before says: all of it, or for the same noun country and name only."""
    found.country, found.countries, found.territory = before.country, before.countries, before.territory
    if as_country:
        found.sectors, found.sense, found.kind = ("GOV",), "country", "party"
        found.name, found.id = before.name, before.id
    elif not same:
        found.sectors = before.sectors or found.sectors
        found.name, found.id, found.sense = before.name, identify(before) or "", before.sense
        found.kind = "party" if found.kind == "none" else found.kind
    else:
        if not found.sectors or before.role.endswith(f" {found.role}"):
            found.sectors = before.sectors  # «the ministry» is the defence ministry named before
        found.name, found.id = before.name or found.name, identify(before) or ""


def _is_same_role(found: Description, before: Description) -> bool:
    """Say whether a noun of role names again what was named before, in full («the court» for «the supreme court»)."""
    if not found.role or before.plural != found.plural:
        return False
    return before.role == found.role or before.role.endswith(f" {found.role}")


def _can_be(before: Description, wanted: tuple[str, ...]) -> bool:
    """Say whether a party can be what a noun describes, told by its code, its main sector or what its name names."""
    if before.kind != "party":
        return False
    if "country" in wanted:
        return before.sense in ("country", "capital", "territory") or before.role in SPEAKING_FOR
    if before.sense in STATES or before.person:
        return False
    return before.country in wanted or before.sense in wanted or (bool(before.sectors) and before.sectors[0] in wanted)
