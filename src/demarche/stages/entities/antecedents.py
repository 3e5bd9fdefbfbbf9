"""What pronouns and definite descriptions stand for: the parties named before them in the text."""

from __future__ import annotations

from collections.abc import Callable

from demarche.model import Mention, Quote
from demarche.reference import Description, Reference, View
from demarche.reference.names import OWN_CODES
from demarche.reference.phrases import STATES
from demarche.stages.entities.clauses import is_subject, subject_of_same_verb
from demarche.stages.entities.excluded import asker, doer_on, does_harm, is_side, orderer, states_addressed, striker_of
from demarche.stages.entities.identity import identify

SINGULAR_PERSON = frozenset({"he", "him", "his", "she", "her", "hers"})
HE = frozenset({"he", "him", "his"})
SPEAKING_FOR = frozenset({"embassy", "government", "foreign ministry", "delegation"})  # of a country, for the country
PLURAL = frozenset({"they", "them", "their", "theirs", "these", "those"})
ORGANIZED = frozenset({"group", "organization"})
CALLED = frozenset({"group", "organization", "name"})
NAMED_STATES = frozenset({"country", "capital", "seat", "territory"})  # «the Philippines» is one, and an «it»
REACH = 2  # sentences back in which the antecedent of a pronoun is looked for
POINTING = frozenset({"that", "this", "the", "same"})
FORCES = frozenset({"army", "navy", "air force", "police", "guard"})  # a state has one beside «the Karen Army»
OTHERS = frozenset({"country", "nation"})  # which no country that acts on them is itself
TOWARDS = frozenset({"with", "to", "on", "against", "from", "into", "at", "toward", "towards", "over"})
REPROACHING = frozenset(
    {
        "protest",
        "complain",
        "complaint",
        "criticise",
        "criticize",
        "condemn",
        "denounce",
        "blame",
        "rebuke",
        "thank",
        "praise",
    }
    | {"sanction", "punish"}
)
ADDRESSES = frozenset({"accuse", "urge", "warn", "blame", "ask", "tell", "thank", "invite", "pressure", "sanction"})
SCENES = frozenset({"in", "at", "near"})
NAMED_WELL = 2.0  # weight of a country from which on its city may outweigh the home country
COUNTS = {2: frozenset({"two", "both", "all"}), 3: frozenset({"three"}), 4: frozenset({"four"})}
STATES_BY_NOUN = frozenset({"country", "nation", "state", "neighbor", "neighbour", "ally", "rival", "capital", "power"})
COUNTRIES = frozenset({"country", "nation"})
SIDES = frozenset({"side", "party", "leader", "government", "capital"})
STATE = frozenset({"GOV", "LEG", "JUD"})  # their people are not called «the men»
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "UNK", "COP", "CRM"})
REBELS = frozenset({"REB", "PRM"})
CAMPS = frozenset({"GOV", "MIL", *REBELS})
FAR = 8  # sentences back for a definite description
NEAR = 4  # sentences back for the countries of «the two sides»


class History:
    """The phrases settled so far, in order of the text."""

    def __init__(
        self,
        views: list[View],
        reference: Reference,
        quotes: tuple[Quote, ...] = (),
        sources: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        self.sources = sources
        self.views = views
        self.reference = reference
        self.bodies = reference.words["bodies"]
        self.quotes = [quote.span for quote in quotes if not quote.scare]
        self.alike = [frozenset(words.split(", ")) for words in reference.words["alike"]]
        self.home = ""  # home country of the document
        self.settled: list[tuple[Mention, Description]] = []
        self.persons: dict[str, Description] = {}  # id -> the person's first phrase with a country
        self.named: dict[str, list[Description]] = {}  # word of a name -> parties that bear it

    def add(self, mention: Mention, found: Description) -> None:
        """Put a settled phrase at the end."""
        self.settled.append((mention, found))
        person = found.person or found.id.startswith("person:")
        if found.person and found.country:
            self.persons.setdefault(identify(found) or "", found)
        if found.kind == "party" and found.name and not person and (found.country or found.sectors):
            for word in found.name.split():
                self.named.setdefault(word, []).append(found)

    def at(self, sentence: int, head: int) -> Description | None:
        """Return the settled phrase with the head, or None."""
        for other, found in reversed(self.settled):
            if other.sentence < sentence:
                return None
            if (other.sentence, other.head) == (sentence, head):
                return found
        return None

    # ------------------------------------------------------------------------------------------------ pronouns

    def antecedent(self, mention: Mention, word: str) -> Description | None:
        """Return the party that a pronoun stands for, or None.

        Of the fitting phrases before it in its sentence, then in the sentences up to `REACH` back, the best wins:
        for «they» a plural before a body, then a subject before other phrases, then the nearest. «it» as an object is
        mostly no party, and stands for none. An object is not the subject of its own verb («Police used gas against
        them»), and who speaks outside a quotation is not named in it.
        """
        if word in SINGULAR_PERSON:
            fits = self._fits_person
        elif word in PLURAL:
            fits = self._fits_plural
        else:
            fits = self._fits_thing
            token = self.views[mention.sentence].tokens[mention.head]
            if token.rel == "obj" and self.views[mention.sentence].tokens[token.head].lemma.lower() not in ADDRESSES:
                return None
        if (mention.sentence, mention.head) in self.sources:
            speaker = self._last_speaker(mention, word, fits)
            if speaker is not None:
                return speaker
        best: tuple[int, Description] | None = None
        in_sentence = mention.sentence
        excluded = subject_of_same_verb(self.views[mention.sentence], mention.head)
        if excluded < 0:
            excluded = orderer(self.views[mention.sentence], mention.head)
        striker: Description | None = None
        if excluded < 0:
            excluded = striker_of(self.views[mention.sentence], mention.head)
            striker = self.at(mention.sentence, excluded) if excluded >= 0 else None
        if excluded < 0 and fits == self._fits_thing:
            excluded = asker(self.views[mention.sentence], mention.head)
        if excluded < 0:
            excluded = self._complainer(mention)
        acting = self.at(mention.sentence, excluded) if excluded >= 0 and word in PLURAL else None
        addressed = states_addressed(self.views[mention.sentence], mention.head)
        armed = word in PLURAL and does_harm(self.views[mention.sentence], mention.head)
        inside = any(quote.contains(mention.span) for quote in self.quotes)
        quotes = [] if inside else self.quotes
        for other, found in reversed(self.settled):
            if other.sentence != in_sentence:
                if best is not None:
                    break
                in_sentence = other.sentence
            if mention.sentence - other.sentence > REACH:
                break
            same = other.sentence == mention.sentence
            if same and (other.span.contains(mention.span) or self._names_same(other, excluded)):
                continue
            if found.country and found.country in addressed:
                continue  # «he thanked Moscow»: not the Russian president
            if striker is not None and is_side(found, striker):
                continue  # «the army's jets destroyed two of their cars»
            if word in SINGULAR_PERSON:
                found = self._client(other, word) or found
            if acting is not None and _is_same_body(acting, found):
                continue
            known = found.country or found.sectors or found.name or found.role
            if not known or any(quote.contains(other.span) for quote in quotes) or not self._agrees(word, found):
                continue
            fit = fits(found)
            group = self._conjuncts(other) if word in PLURAL and found.sense in NAMED_STATES else ()
            if len(group) > 1 and not found.countries:
                found = found.copy()
                found.country, found.countries, found.plural, fit = group[0], group, True, 2
            if fits == self._fits_thing and found.sense in ("capital", "city") and self._is_scene(other):
                continue  # «analysts in Seoul»: where they are
            if fit:
                fit = 8 * fit + 4 * is_subject(self.views[other.sentence], other.head, said=True)
                fit += 2 * (
                    same or not self._only_speaks(other)
                )  # whom the sentence before tells of, before who tells it
                fit += armed and found.sectors[:1] != () and found.sectors[0] in ARMED
                if best is None or fit > best[0]:
                    best = (fit, found)
        return best[1] if best is not None else None

    def _client(self, mention: Mention, word: str) -> Description | None:
        """Return who is spoken for or told of by one close to them: «his lawyer argued that he …» means the client."""
        view = self.views[mention.sentence]
        if view.tokens[mention.head].lemma.lower() not in self.reference.words["close"]:
            return None
        owner = next((c for c in view.children[mention.head] if view.tokens[c].deprel == "nmod:poss"), -1)
        for other, found in reversed(self.settled):
            if other.sentence != mention.sentence:
                return None
            if other.head == owner:
                told = view.tokens[owner].text.lower()
                if told not in SINGULAR_PERSON:  # «Moyo's wife said she»: the wife
                    role = view.tokens[mention.head].lemma.lower()
                    same = role not in self.reference.words["male" if word in HE else "female"]
                else:
                    same = (told in HE) == (word in HE)
                return found if same and self._fits_person(found) and self._agrees(word, found) else None
        return None

    def _last_speaker(self, mention: Mention, word: str, fits: Callable[[Description], int]) -> Description | None:
        """Return who spoke before, for a pronoun that speaks on, where no other fitting subject stands between."""
        for other, found in reversed(self.settled):
            if mention.sentence - other.sentence > REACH:
                return None
            if other.span.contains(mention.span) or not fits(found) or not self._agrees(word, found):
                continue
            token = self.views[other.sentence].tokens[other.head]
            named = token.head if token.rel == "appos" else other.head
            if (other.sentence, named) in self.sources:
                return found
            if is_subject(self.views[other.sentence], other.head):
                return None
        return None

    def _only_speaks(self, mention: Mention) -> bool:
        """Say whether a mention, or what it is an apposition to, is there as the source of what is told."""
        token = self.views[mention.sentence].tokens[mention.head]
        named = token.head if token.rel == "appos" else mention.head
        return (mention.sentence, mention.head) in self.sources or (mention.sentence, named) in self.sources

    def _names_same(self, mention: Mention, head: int) -> bool:
        """Say whether a mention has the head, or is a title of or an apposition to the noun that is the head."""
        view = self.views[mention.sentence]
        at = mention.head
        while at != head and at >= 0:
            token = view.tokens[at]
            bare = token.rel == "nmod" and token.deprel != "nmod:poss"
            bare = bare and not any(view.tokens[c].rel == "case" for c in view.children[at])
            at = token.head if bare or token.rel in ("compound", "flat", "appos") else -1
        return at == head >= 0

    def _complainer(self, mention: Mention) -> int:
        """Return the token of who protests over what the possessor does («protested to Lima over its law»), or -1."""
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        at = token.head if token.deprel == "nmod:poss" else -1
        if at < 0 or not any(view.tokens[c].text.lower() in ("over", "for", "about") for c in view.children[at]):
            return -1
        for _ in range(3):
            at = view.tokens[at].head
            if at < 0:
                return -1
            if view.tokens[at].upos == "VERB":
                break
        objects = [c for c in view.children[at] if view.tokens[c].rel == "obj"]
        words = {view.tokens[c].lemma.lower() for c in (at, *objects)}
        addressed = any(view.tokens[c].rel in ("obj", "obl", "nmod") for o in (at, *objects) for c in view.children[o])
        if not addressed or not words & REPROACHING:
            return -1
        return next((c for c in view.children[at] if view.tokens[c].rel == "nsubj"), -1)

    def _agrees(self, word: str, found: Description) -> bool:
        """Say whether a pronoun can be of the gender of a noun of role: no «he» is a mother."""
        if word not in SINGULAR_PERSON or not found.role:
            return True
        last = found.role.rpartition(" ")[2]
        return last not in self.reference.words["female" if word in HE else "male"]

    def _is_scene(self, mention: Mention) -> bool:
        """Say whether a place only says where somebody else is («the embassy in Belgrade»)."""
        view = self.views[mention.sentence]
        token = view.tokens[mention.head]
        located = any(
            view.tokens[c].rel == "case" and view.tokens[c].text.lower() in SCENES for c in view.children[token.i]
        )
        return located and token.rel in ("nmod", "obl")

    def _fits_person(self, found: Description) -> int:
        if found.kind != "party" or found.plural or found.why == "speaker":
            return 0
        if found.person:
            return 1
        return int(bool(found.role) and not self._is_body(found.role) and found.sense not in ("adjective", "people"))

    def _is_body(self, role: str) -> bool:
        """Say whether a noun of role names a body or a craft rather than a person."""
        last = role.rpartition(" ")[2]
        if role in self.bodies or last in self.bodies:
            return True
        agent = self.reference.agents.get(role)
        return agent is not None and agent.kind != "person"

    def _fits_plural(self, found: Description) -> int:
        if found.kind != "party" or found.person or found.why == "speaker":
            return 0
        several = found.plural or found.role.rpartition(" ")[2] in self.reference.words["always_plural"]
        if (several and found.sense not in NAMED_STATES) or len(found.countries) > 1:
            return 2
        return int(found.sense in ORGANIZED or found.role in self.bodies)

    def _fits_thing(self, found: Description) -> int:
        if found.kind != "party" or found.person or found.why == "speaker":
            return 0
        if found.plural and not (found.sense in NAMED_STATES or found.sense in ORGANIZED):
            return 0
        named = found.sense in STATES or found.sense in ORGANIZED or found.sense == "name"
        named = named or found.id.startswith(("org:", "name:"))
        return int(named or found.role in self.bodies)

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

    def _take_pair(self, mention: Mention, found: Description, word: str, singular: str) -> bool:
        """Let «the two neighbours» stand for the countries named last, «both sides» for those the report is about."""
        view = self.views[mention.sentence]
        before = {view.tokens[c].text.lower() for c in view.children[mention.head]}
        count = next((number for number, words in COUNTS.items() if before & words), 0)
        joint = found.definite and singular in self.reference.words["joint"]
        if not found.plural or not (joint or (count and singular in self.reference.words["pairs"])):
            return False
        last = () if "all" in before and singular in SIDES else self._last_group(mention, count)
        if not last and not count and singular != "side":
            return False
        if not last and singular in SIDES and self._take_camps(mention, found, word):
            return True
        count = len(last) or count or 2
        last = last or (self._main_countries(count, view) if singular in SIDES else ())
        addressing = subject_of_same_verb(view, mention.head)
        last = last or self._last_countries(
            mention, count, addressing if addressing >= 0 else asker(view, mention.head)
        )
        if len(last) < count:
            return False
        found.countries, found.country, found.kind = last, last[0], "party"
        if singular in STATES_BY_NOUN:
            found.id = f"country:{last[0]}"
        if found.sectors[:1] in ((), ("CVL",), ("PTY",)):
            found.sectors = ("GOV",)
        found.why = f"«the {word}»: {', '.join(last)}"
        return True

    def _take_camps(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «both sides» be the forces and the rebels of home, where the report is of no other country as much."""
        weights = self.views[0].weights
        others = max((w for code, w in weights.items() if code not in OWN_CODES | {self.home}), default=0.0)
        if not self.home or weights.get(self.home, 0.0) < 2 * others:
            return False
        camps: dict[bool, str] = {}  # whether they are rebels -> main sector
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > FAR:
                break
            main = before.sectors[0] if before.sectors else ""
            scene = before.sense in STATES and not is_subject(self.views[other.sentence], other.head)
            if before.kind == "party" and before.country == self.home and main in CAMPS and not scene:
                camps.setdefault(main in REBELS, main)
        if len(camps) < 2:
            return False
        found.country, found.kind, found.sectors = self.home, "party", (camps[False], camps[True])
        found.why = f"«the {word}»: forces and rebels of {self.home}"
        return True

    def _last_group(self, mention: Mention, count: int) -> tuple[str, ...]:
        """Return the countries that were last named together as doers: «the presidents of Chad and Niger»; or none.

        `count` is how many they must be, 0 for any number. Who addresses them is none of them. A group that two
        others have acted after is no longer the last.
        """
        view = self.views[mention.sentence]
        speaking = {mention.head, subject_of_same_verb(view, mention.head)}
        since: set[str] = set()
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > NEAR:
                break
            tokens = self.views[other.sentence].tokens
            token = tokens[other.head]
            inside = other.sentence == mention.sentence
            if before.kind != "party" or not is_subject(self.views[other.sentence], other.head):
                continue
            if inside and (other.head in speaking or token.head in speaking):
                continue
            group = before.countries or self._conjuncts(other)
            if len(group) > 1 and len(group) == (count or len(group)) and not set(group) & OWN_CODES:
                return group if len(since - set(group)) < 2 else ()
            if before.country and not inside:
                since.add(before.country)
        return ()

    def _is_joined(self, mention: Mention) -> bool:
        """Say whether a phrase is one of several joined by «and»."""
        view = self.views[mention.sentence]
        return view.tokens[mention.head].rel == "conj" or any(
            view.tokens[c].rel == "conj" for c in view.children[mention.head]
        )

    def _conjuncts(self, mention: Mention) -> tuple[str, ...]:
        """Return the countries of a phrase and those joined to it by «and», where each of them has one."""
        tokens = self.views[mention.sentence].tokens
        token = tokens[mention.head]
        first = token.head if token.rel == "conj" else token.i
        found: list[str] = []
        for other, before in reversed(self.settled):
            if other.sentence < mention.sentence:
                break
            if other.sentence > mention.sentence:
                continue
            joined = other.head == first or (tokens[other.head].rel == "conj" and tokens[other.head].head == first)
            if joined and (before.kind != "party" or not before.country):
                return ()
            if joined and before.country not in found:
                found.append(before.country)
        return tuple(reversed(found))

    def _main_countries(self, count: int, view: View) -> tuple[str, ...]:
        """Return the countries that the report names more than all others, in order of the text, or none."""
        ranked = sorted((code for code in view.weights if code not in OWN_CODES), key=lambda code: -view.weights[code])
        main = ranked[:count]
        clear = len(ranked) == count or (len(ranked) > count and view.weights[ranked[count]] < view.weights[main[-1]])
        if not clear or view.weights[main[-1]] < NAMED_WELL:
            return ()
        return tuple(code for code in view.weights if code in main)

    def _take_named(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «the Front» stand for the last party before it whose name has that word."""
        if not word[:1].isupper() or (mention.head < 2 and word not in self.named):
            return False
        for before in reversed(self.named.get(word, ())):
            if before is not found and before.name != word and before.country:
                found.country, found.countries, found.sectors = before.country, before.countries, before.sectors
                found.name, found.id, found.sense, found.kind = before.name, before.id, before.sense, "party"
                found.role, found.why = before.role or found.role, f"«the {word}» for {before.name}"
                return True
        return False

    def _last_countries(self, mention: Mention, count: int, subject: int) -> tuple[str, ...]:
        """Return the last countries named before a mention, in order of the text, without who acts on them."""
        last: list[str] = []
        start = self.views[mention.sentence].tokens[mention.head].start
        for index in range(mention.sentence, max(-1, mention.sentence - NEAR), -1):
            view = self.views[index]
            for match in reversed(view.matches):
                if view.tokens[match.start].start >= start:
                    continue
                if index == mention.sentence and match.start <= subject < match.end:
                    continue
                entry = view.sense(match)
                if entry.kind in STATES and entry.kind != "people" and entry.country and entry.country not in last:
                    last.append(entry.country)
                    if len(last) == count:
                        return tuple(reversed(last))
        return tuple(reversed(last))


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


def _is_same_body(one: Description, other: Description) -> bool:
    """Say whether two phrases without a person's name are of one role, country and sectors: «Police … the police»."""
    if one.person or other.person or not one.role:
        return False
    return (one.role, one.country, one.sectors) == (other.role, other.country, other.sectors)


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
