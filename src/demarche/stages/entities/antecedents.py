"""What pronouns stand for: the parties named before them in the text."""

from __future__ import annotations

from collections.abc import Callable

from demarche.model import Mention, Quote
from demarche.reference import Description, Reference, View
from demarche.reference.phrases import STATES
from demarche.stages.entities.clauses import is_subject, subject_of_same_verb
from demarche.stages.entities.excluded import asker, does_harm, is_side, orderer, states_addressed, striker_of
from demarche.stages.entities.identity import identify

SINGULAR_PERSON = frozenset({"he", "him", "his", "she", "her", "hers"})
HE = frozenset({"he", "him", "his"})
PLURAL = frozenset({"they", "them", "their", "theirs", "these", "those"})
ORGANIZED = frozenset({"group", "organization"})
NAMED_STATES = frozenset({"country", "capital", "seat", "territory"})  # «the Philippines» is one, and an «it»
REACH = 2  # sentences back in which the antecedent of a pronoun is looked for
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
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "UNK", "COP", "CRM"})


class Antecedents:
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


def _is_same_body(one: Description, other: Description) -> bool:
    """Say whether two phrases without a person's name are of one role, country and sectors: «Police … the police»."""
    if one.person or other.person or not one.role:
        return False
    return (one.role, one.country, one.sectors) == (other.role, other.country, other.sectors)
