"""Take the parties that an act leaves out from what was told before: «the raid», «seven were killed»."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from demarche.codebook.matching import Matcher
from demarche.codebook.slots import find_slot
from demarche.model import Argument, Mention, Proposition
from demarche.reference import load_reference
from demarche.stages.events.around import maker_of
from demarche.stages.events.drafts import Draft
from demarche.stages.events.parties import PartyFinder
from demarche.stages.events.party_reading import HOME

REACH = 4  # sentences back to the telling that a definite noun points to
NEXT = 1  # sentences back to the act whose outcome a passive without a doer tells
STEM = 4  # letters that a verb and its noun must share
POINTING = frozenset({"the", "this", "that", "these", "those"})
CONFLICT = 4  # the quad class of material conflict
CALLING_BACK = frozenset({"recall", "withdraw", "pull", "call", "bring", "evacuate", "order", "summon", "remove"})

COOPERATION = frozenset({1, 2})
COUNTS = frozenset({"number", "count", "figure", "total", "toll"})
ENFORCING = frozenset({"COP", "MIL", "GOV", "JUD"})


def is_noun_of(noun: str, proposition: Proposition) -> bool:
    """Say whether a noun is that of the verb: «blockade» of «blocked», «seizure» of «seized»."""
    stem = proposition.lemma[: max(len(proposition.lemma) - 1, STEM)]
    return proposition.kind == "verb" and len(stem) >= STEM and noun.startswith(stem)


class Lender:
    """The tellings of one document in order of the text, which lend each other their parties."""

    def __init__(self, tellings: Sequence[Draft], parties: PartyFinder, matcher: Matcher) -> None:
        self.tellings = tellings
        self.parties = parties
        self.matcher = matcher
        self.kinds = {event_type.name: event_type for event_type in matcher.codebook.matched_types}
        words = load_reference().words
        self.any_act = words["any_act"]
        self.lasting = words["lasting"]
        self.ships = words["ships"]
        self.craft = words["flying"] | words["ships"]

        self.doers = load_reference().doers

    def lend(self) -> None:
        """Fill the empty sides, each from the nearest telling before it that fits.

        1. A definite noun for an act («condemned the raid», «the shelling killed eleven») points to the last telling of
        such an act. 2. Words that only add to an act («put the toll at nine») are about the last one of their type.
        3. A passive without a doer tells what came of the act just before («attacked a bus; seven were killed»).
        4. Who was seized or held is freed by who held them. 5. An act without a doer is that of whoever is blamed in
        the same sentence. 6. Who calls back its own envoys does so against the other country told of before. 7. What
        was proposed or imposed is given up by who did so. 8. A threat on a condition that an act told before is to be
        repeated or to go on is against its doers. 9. «The protests» are of the protesters that the report tells of.
        """
        for at, telling in enumerate(self.tellings):
            before = self.tellings[:at]
            self.point_back(telling, before)
            self.add_to(telling, before)
            self.come_of(telling, before)
            self.be_freed(telling)
            self.be_blamed(telling, before)
            self.call_back(telling, before)
            self.be_undone(telling)
            self.be_conditioned(telling, before)
            self.be_called(telling)

    # 1.
    def point_back(self, telling: Draft, before: Sequence[Draft]) -> None:
        proposition = telling.proposition
        if proposition.kind == "noun" and proposition.lemma in self.lasting:
            return
        if proposition.kind == "noun" and not proposition.light:
            if not telling.actors and self.is_definite(proposition.sentence, proposition.head):

                def named(other: Draft) -> bool:
                    fits = self.can_be_same(telling.recipients, other.recipients)
                    return other.type == telling.type and bool(other.actors) and fits

                self.take_both(telling, self.last(telling, before, REACH, named))
            return
        agent = proposition.get("agent")
        if agent is not None and self.lemma(proposition.sentence, agent) in self.lasting:
            return  # «the war has killed thousands»: of no one act
        if not telling.actors and agent is not None and self.points(proposition.sentence, agent):
            types = self.types(proposition.sentence, agent)
            other = self.last(
                telling, before, REACH, lambda o: o.type == telling.type and o.type in types and bool(o.actors)
            )
            self.take_both(telling, other)
        if self.kinds[telling.type].material or self.named(telling.recipients):
            return
        for slot in telling.match.frame.recipient:
            argument = find_slot(proposition, slot, telling.match.pattern)
            if argument is None or argument.role == "clause" or not self.points(proposition.sentence, argument):
                continue
            other = self.namesake(telling, before, argument)
            if other is None:
                other = self.last(telling, before, REACH, self.is_meant(telling, argument))
            if other is not None:
                telling.recipients = self.others(other, telling) or telling.recipients
            return

    def namesake(self, telling: Draft, before: Sequence[Draft], argument: Argument) -> Draft | None:
        """Return the act told before with the noun that points to it, one whose doers are named first.

        «the sanctions» are those that somebody imposed, however far back, not the expulsion told last.
        """
        noun = self.lemma(telling.proposition.sentence, argument)
        types = self.types(telling.proposition.sentence, argument)
        if noun in self.any_act or not types:
            return None

        def named(other: Draft) -> bool:
            return self.kinds[other.type].material and self.speaks_of(other, noun)

        def done(other: Draft) -> bool:
            return named(other) and any(self.parties.country(mention) for mention in self.others(other, telling))

        far = len(self.parties.analysis.sentences)
        known = self.last(telling, before, far, done)
        return known or self.last(telling, before, REACH, lambda other: named(other) and not other.actors)

    def is_meant(self, telling: Draft, argument: Argument) -> Callable[[Draft], bool]:
        """Return the test whether an act told before is the one that a noun points to and names other doers."""
        sentence = telling.proposition.sentence
        types = self.types(sentence, argument)
        types = frozenset(name for name in types if self.kinds[name].material) or types  # no «attack» in words
        noun = self.lemma(sentence, argument)
        general = noun in self.any_act

        def fits(other: Draft) -> bool:
            one = other.type in types or other.match.frame.type in types or self.speaks_of(other, noun)
            alike = (
                self.kinds[other.type].intensity * self.kinds[telling.type].intensity >= 0
            )  # what is hailed is no harm
            one = one or (general and alike and not other.match.frame.mutual)
            one = one or (self.kinds[other.type].material and is_noun_of(noun, other.proposition))
            return one and bool(self.others(other, telling))

        return fits

    # 2.
    def add_to(self, telling: Draft, before: Sequence[Draft]) -> None:
        if (
            (telling.match.frame.voice or self.is_counted(telling.proposition))
            and not telling.actors
            and not self.named(telling.recipients)
        ):
            self.take_both(telling, self.last(telling, before, REACH, lambda o: o.type == telling.type))

    # 3.
    def come_of(self, telling: Draft, before: Sequence[Draft]) -> None:
        proposition = telling.proposition
        if telling.actors or not proposition.passive or self.kinds[telling.type].quad != CONFLICT:
            return
        if not self.named(telling.recipients):
            return

        def caused(other: Draft) -> bool:
            if self.kinds[other.type].quad != CONFLICT or not self.named(other.actors) or other.aux != telling.aux:
                return False
            if other.match.frame.mutual or self.kinds[other.type].intensity > self.kinds[telling.type].intensity:
                return False  # both sides did it; no curfew kills, but an arrest may come of a shooting
            if other.proposition.sentence != proposition.sentence and self.is_elsewhere(proposition):
                return False
            if any(self.parties.same(m, other.actors) for m in telling.recipients):
                return False
            same_type = other.type == telling.type
            if same_type and not self.can_be_same(telling.recipients, other.recipients):
                return False
            return same_type or self.parties.sectors(other.actors) & ENFORCING != frozenset()

        other = self.last(telling, before, NEXT, caused)
        if other is not None:
            telling.actors = other.actors

    # 4.
    def be_freed(self, telling: Draft) -> None:
        asked = telling.stance == "ask" and telling.proposition.kind == "noun"  # «demanded the release of the tanker»
        if telling.actors or not (telling.proposition.passive or asked) or self.kinds[telling.type].quad != 2:
            return
        for other in self.tellings:
            near = telling.proposition.sentence - REACH <= other.proposition.sentence <= telling.proposition.sentence
            held = near and self.kinds[other.type].quad == CONFLICT and self.named(other.actors)
            if held and any(self.is_again(mention, other.recipients) for mention in telling.recipients):
                telling.actors = other.actors
                above = next((t for t in self.tellings if t.proposition.index == telling.under), None)
                if above is not None and asked and not self.named(above.recipients):
                    above.recipients = tuple(m for m in other.actors if not self.parties.same(m, above.actors))
                return

    def is_again(self, mention: Mention, others: tuple[Mention, ...]) -> bool:
        """Say whether a mention is one of the others, or names one of their kind again («the tanker»)."""
        if mention in others:
            return True
        tokens = [self.parties.analysis.sentences[m.sentence].tokens[m.head] for m in (mention, *others)]
        definite = self.is_definite(mention.sentence, mention.head)
        nouns = [token.lemma.lower() for token in tokens]
        ship = nouns[0] in self.ships  # «the ship» is the tanker
        return definite and any(noun == nouns[0] or (ship and noun in self.ships) for noun in nouns[1:])

    # 5.
    def be_blamed(self, telling: Draft, before: Sequence[Draft]) -> None:
        proposition = telling.proposition
        blames = telling.match.frame.content_actor and telling.match.content is None and proposition.tense == "none"
        if not blames or proposition.relation != "adverbial" or not self.named(telling.recipients):
            return
        for other in before:
            same = other.proposition.sentence == proposition.sentence
            if same and self.kinds[other.type].quad == CONFLICT and not other.actors:
                other.actors = telling.recipients

    # 6.
    def call_back(self, telling: Draft, before: Sequence[Draft]) -> None:
        own = telling.recipients and all(self.is_own(mention, telling.actors) for mention in telling.recipients)
        back = telling.proposition.lemma.partition(" ")[0] in CALLING_BACK
        if self.kinds[telling.type].quad != CONFLICT or not own or not back:
            return
        country = self.parties.country(telling.recipients[0])
        for other in reversed(before):
            if telling.proposition.sentence - other.proposition.sentence > REACH:
                return
            for side in (other.recipients, other.actors):
                others = tuple(m for m in side if self.parties.country(m) not in ("", country))
                if others:
                    telling.recipients = others
                    return

    def is_own(self, mention: Mention, actors: tuple[Mention, ...]) -> bool:
        """Say whether a mention is the actors' by a pronoun that stands for one of them: «its envoys»."""
        tokens = self.parties.analysis.sentences[mention.sentence].tokens
        owner = next(
            (t for t in tokens if t.head == mention.head and t.deprel == "nmod:poss" and t.upos == "PRON"), None
        )
        if owner is None:
            return False
        found = Mention(mention.sentence, owner.i, owner.span)
        stands = self.parties.country(found) in ("", *(self.parties.country(actor) for actor in actors))
        return stands and any(self.parties.country(mention) == self.parties.country(actor) for actor in actors)

    # 7.
    def be_undone(self, telling: Draft) -> None:
        proposition = telling.proposition
        if telling.actors or not proposition.passive or self.kinds[telling.type].quad not in COOPERATION:
            return
        found = maker_of(self.parties, proposition)
        telling.actors = tuple(mention for mention in found if mention not in telling.recipients)

    # 8.
    def be_conditioned(self, telling: Draft, before: Sequence[Draft]) -> None:
        if self.kinds[telling.type].material or any(map(self.parties.country, telling.recipients)):
            return
        if not any(self.kinds[other.type].material for other in before):
            return
        for condition in self.parties.analysis.propositions:
            if condition.parent != telling.proposition.index or condition.relation != "condition":
                continue
            act = condition.get("patient") if condition.passive else condition.get("agent")
            if act is None or not self.points(condition.sentence, act):
                continue
            other = self.last(telling, before, REACH, self.is_meant_again(telling, self.lemma(condition.sentence, act)))
            if other is not None:
                telling.recipients = self.others(other, telling)
                return

    def is_meant_again(self, telling: Draft, noun: str) -> Callable[[Draft], bool]:
        """Return the test whether a noun names an act told before again («the attacks», a cyberattack) by others."""
        types = self.matcher.types_of_noun(noun)

        def fits(other: Draft) -> bool:
            material = self.kinds[other.type].material
            again = other.type in types or other.proposition.lemma.endswith(noun)
            return material and again and bool(self.others(other, telling))

        return fits

    # 9.
    def be_called(self, telling: Draft) -> None:
        proposition = telling.proposition
        names = self.doers.get(proposition.lemma, frozenset())
        if telling.actors or proposition.kind != "noun" or not names:
            return
        tokens = self.parties.analysis.sentences[proposition.sentence].tokens
        if any(t.head == proposition.head and t.lemma.lower() in ("a", "an", "similar") for t in tokens):
            return  # «a similar protest two years ago»
        nearest: tuple[int, Mention] | None = None
        for key, mention in self.parties.mentions.items():
            token = self.parties.analysis.sentences[key[0]].tokens[key[1]]
            if token.lemma.lower() in names and self.parties.is_party(mention):
                far = abs(key[0] - proposition.sentence)
                if nearest is None or far < nearest[0]:
                    nearest = (far, mention)
        if nearest is not None and nearest[1] not in telling.recipients:
            telling.actors = (nearest[1],)

    # ------------------------------------------------------------------------------------------------- look-up

    def is_counted(self, proposition: Proposition) -> bool:
        """Say whether words only count those to whom something was done: «gave the number of detained as 38»."""
        if not proposition.passive or proposition.marker != "of":
            return False
        tokens = self.parties.analysis.sentences[proposition.sentence].tokens
        return tokens[tokens[proposition.head].head].lemma.lower() in COUNTS

    def last(self, telling: Draft, before: Sequence[Draft], reach: int, fits: Callable[[Draft], bool]) -> Draft | None:
        """Return the nearest telling before another one that fits and is none of its own content."""
        for other in reversed(before):
            if telling.proposition.sentence - other.proposition.sentence > reach:
                return None
            if other.under != telling.proposition.index and fits(other):
                return other
        return None

    def take_both(self, telling: Draft, other: Draft | None) -> None:
        """Take over the parties of a telling of the same act, on the sides that are empty."""
        if other is None:
            return
        telling.actors = telling.actors or other.actors
        if not self.named(telling.recipients):
            telling.recipients = tuple(m for m in other.recipients if m not in telling.actors) or telling.recipients

    def others(self, other: Draft, telling: Draft) -> tuple[Mention, ...]:
        """Return the doers of a telling that are not the speaker of the one that points to it."""
        doers = (m for m in other.actors if self.parties.is_party(m) and not self.is_machine(m))
        return tuple(m for m in doers if not self.parties.same(m, telling.actors))

    def is_machine(self, mention: Mention) -> bool:
        """Say whether a mention is a craft whose owner its words do not tell, which nobody condemns: «a helicopter»."""
        tokens = self.parties.analysis.sentences[mention.sentence].tokens
        entity = self.parties.entities.get((mention.sentence, mention.head))
        craft = tokens[mention.head].lemma.lower() in self.craft
        return craft and (entity is None or not entity.country or entity.why.startswith(HOME))

    def named(self, mentions: tuple[Mention, ...]) -> bool:
        """Say whether any of the mentions is a party."""
        return any(self.parties.is_party(mention) for mention in mentions)

    def is_elsewhere(self, proposition: Proposition) -> bool:
        """Say whether the clause names a place of its own."""
        tokens = self.parties.analysis.sentences[proposition.sentence].tokens
        return any(
            a.role == "oblique"
            and a.marker in ("in", "at", "near")
            and tokens[a.head].upos == "PROPN"
            and tokens[a.head].text.lower() not in load_reference().words["calendar"]
            for a in proposition.arguments
        )

    def can_be_same(self, mentions: tuple[Mention, ...], others: tuple[Mention, ...]) -> bool:
        """Say whether two sides can be of one country: one of them names none, or they share one."""
        one, two = ({c for m in side if (c := self.parties.country(m))} for side in (mentions, others))
        return not one or not two or bool(one & two)

    def points(self, sentence: int, argument: Argument) -> bool:
        """Say whether an argument is a definite noun."""
        return self.is_definite(sentence, argument.head)

    def is_definite(self, sentence: int, head: int) -> bool:
        tokens = self.parties.analysis.sentences[sentence].tokens
        return any(t.head == head and t.rel == "det" and t.text.lower() in POINTING for t in tokens)

    def lemma(self, sentence: int, argument: Argument) -> str:
        return self.parties.analysis.sentences[sentence].tokens[argument.head].lemma.lower()

    def speaks_of(self, act: Draft, noun: str) -> bool:
        """Say whether an act is told with the noun itself: «signed a border agreement», «a drone strike»."""
        tokens = self.parties.analysis.sentences[act.proposition.sentence].tokens
        heads = (act.proposition.head, *(argument.head for argument in act.proposition.arguments))
        return any(tokens[head].lemma.lower() == noun for head in heads)

    def types(self, sentence: int, argument: Argument) -> frozenset[str]:
        """Return the types that the noun of an argument can tell of."""
        return self.matcher.types_of_noun(self.lemma(sentence, argument))
