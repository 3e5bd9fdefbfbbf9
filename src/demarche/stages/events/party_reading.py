"""What mentions are as parties: their countries, sectors and kinds, and which of them an argument names."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.codebook.matching import Matcher
from demarche.codebook.slots import find_slot
from demarche.language.lexicon import load_lexicon
from demarche.model import Analysis, Argument, Entity, Mention, Proposition, Token
from demarche.reference import load_reference

Entities = Mapping[tuple[int, int], Entity]
Mentions = Mapping[tuple[int, int], Mention]

NOBODY = frozenset(
    {"anyone", "anybody", "nobody", "anything", "nothing", "everyone", "everybody", "someone", "somebody"}
)
ITSELF = frozenset({"it", "this", "that"})
SEVERAL = frozenset(
    {"two", "both", "three", "four", "five", "rival", "neighboring", "neighbouring", "opposing", "warring"}
)
HOME = "home country"  # how the reason begins where nothing but the whole report gives a country
BARE = frozenset({"country", "territory", "region"})
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
OBJECTED = frozenset({"against", "over", "about", "in"})  # «marched against the law», not «outside the hall»


class PartyReader:
    """The parties of one document's propositions, by slot."""

    def __init__(self, analysis: Analysis, mentions: Mentions, entities: Entities, matcher: Matcher) -> None:
        self.analysis = analysis
        self.mentions = mentions
        self.entities = entities
        self.instruments = dict(matcher.codebook.classes).get("instrument", frozenset())
        self.words = load_reference().words
        self._kinds: dict[tuple[int, int], frozenset[str]] = {}
        self._below: dict[int, list[Proposition]] = {}
        for proposition in analysis.propositions:
            if proposition.parent >= 0:
                self._below.setdefault(proposition.parent, []).append(proposition)

    def kinds(self, sentence: int, head: int) -> frozenset[str]:
        """Return the built-in classes of what is headed at the token."""
        key = (sentence, head)
        found = self._kinds.get(key)
        if found is None:
            tokens = self.analysis.sentences[sentence].tokens
            names = set()
            entity = self.entities.get(key)
            if entity is not None and entity.kind == "party" and tokens[head].lemma.lower() not in self.instruments:
                names.add("@PARTY")
                if self._size(Mention(sentence, head, tokens[head].span)) > 1:
                    names.add("@SEVERAL")
                if (entity.id or "").startswith("country:"):
                    names.add("@COUNTRY")
            if tokens[head].name == "PERSON" or (entity is not None and (entity.id or "").startswith("person:")):
                names.add("@PERSON")
            elif tokens[head].name == "LOC" or (
                entity is not None
                and entity.kind == "possession"
                and entity.country
                and tokens[head].upos == "PROPN"
                and tokens[head].name != "ORG"
            ):
                names.add("@PLACE")
            if any(token.head == head and token.rel == "nummod" for token in tokens):
                names.add("@NUMBER")
            found = self._kinds[key] = frozenset(names)
        return found

    def is_itself(self, proposition: Proposition, argument: Argument) -> bool:
        """Say whether a pronoun stands for the act itself: «it was the second riot»."""
        token = self.analysis.sentences[proposition.sentence].tokens[argument.head]
        return proposition.kind == "noun" and not proposition.light and token.lemma.lower() in ITSELF

    def known(self, mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
        """Return who the mentions refer to, as far as that is known."""
        found = (self.entities.get((mention.sentence, mention.head)) for mention in mentions)
        return tuple(entity for entity in found if entity is not None)

    def is_party(self, mention: Mention) -> bool:
        """Say whether the mention is a doer, or something of a known country."""
        entity = self.entities.get((mention.sentence, mention.head))
        return entity is not None and (entity.kind == "party" or bool(entity.country or entity.countries))

    def is_state(self, mention: Mention) -> bool:
        """Say whether the mention is a country or a territory that acts, told by its name or its capital."""
        entity = self.entities.get((mention.sentence, mention.head))
        return (
            entity is not None and entity.kind == "party" and (entity.id or "").startswith(("country:", "territory:"))
        )

    def is_site(self, mention: Mention) -> bool:
        """Say whether the mention is a mere place or thing of a country, and not what an act is against."""
        entity = self.entities.get((mention.sentence, mention.head))
        if entity is None or entity.kind != "possession" or not set(entity.sectors) <= {"CVL"}:
            return False
        tokens = self.analysis.sentences[mention.sentence].tokens
        near = tokens[max(0, mention.head - 8) : mention.head]
        cases = {t.lemma.lower() for t in near if t.head == mention.head and t.rel == "case"}
        return tokens[mention.head].upos == "PROPN" or bool(cases - OBJECTED)

    def acts_as(self, mention: Mention, sectors: frozenset[str]) -> bool:
        """Say whether the mention is a doer of one of the sectors, told by more than the bare name of a country."""
        entity = self.entities.get((mention.sentence, mention.head))
        if entity is None or entity.kind != "party" or sectors.isdisjoint(entity.sectors):
            return False
        return (entity.id or "").partition(":")[0] not in BARE

    def country(self, mention: Mention) -> str:
        """Return the country code of a mention, «» where it has none."""
        entity = self.entities.get((mention.sentence, mention.head))
        return entity.country if entity is not None else ""

    def sectors(self, mentions: tuple[Mention, ...]) -> frozenset[str]:
        """Return the sectors of the mentions."""
        known = [self.entities.get((mention.sentence, mention.head)) for mention in mentions]
        return frozenset(sector for entity in known if entity is not None for sector in entity.sectors)

    def same(self, mention: Mention, others: tuple[Mention, ...]) -> bool:
        """Say whether a mention is one of the others, by its words or by country and sectors."""
        entity = self.entities.get((mention.sentence, mention.head))
        for other in others:
            known = self.entities.get((other.sentence, other.head))
            if mention == other or (
                entity is not None
                and known is not None
                and (entity.country, entity.sectors) == (known.country, known.sectors)
            ):
                return True
        return False

    def same_country(self, mention: Mention, others: tuple[Mention, ...]) -> bool:
        """Say whether a mention is of the country of one of the others."""
        entity = self.entities.get((mention.sentence, mention.head))
        known = [self.entities.get((other.sentence, other.head)) for other in others]
        return entity is not None and any(e is not None and e.country == entity.country for e in known)

    def is_of(self, mention: Mention, others: tuple[Mention, ...]) -> bool:
        """Say whether a mention is one of the others, or a force or body of their country («warned that its army»)."""
        if self.same(mention, others) or self.is_own_state(mention, others):
            return True
        return self.same_country(mention, others) and bool(self.sectors((mention,)) & STATE)

    def is_pronoun(self, mention: Mention) -> bool:
        """Say whether the mention is a pronoun."""
        return self.analysis.sentences[mention.sentence].tokens[mention.head].upos == "PRON"

    def count(self, mentions: tuple[Mention, ...]) -> int:
        """Return how many parties the mentions name at least: «French and Egyptian troops», «the two sides» are two."""
        return sum(self._size(mention) for mention in mentions)

    def _size(self, mention: Mention) -> int:
        entity = self.entities.get((mention.sentence, mention.head))
        if entity is not None and len(entity.countries) > 1:
            return len(entity.countries)
        tokens = self.analysis.sentences[mention.sentence].tokens
        near = tokens[max(0, mention.head - 6) : mention.head + 1]
        several = any(t.lemma.lower() in SEVERAL and (t.head == mention.head or t.i == mention.head) for t in near)
        return 2 if several else 1

    def owner(self, sentence: int, head: int, taken: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the possessor of what is no party: «a warrant for his arrest»."""
        for token in self.analysis.sentences[sentence].tokens[max(0, head - 6) : head]:
            if token.head == head and token.deprel == "nmod:poss":
                return self.parties(sentence, Argument("oblique", "of", token.i, (token.i,), token.span), taken)
        return ()

    def is_nobody(self, sentence: int, token: Token) -> bool:
        """Say whether a word stands for nobody in particular: «anyone», but not «anyone who wears a veil»."""
        tokens = self.analysis.sentences[sentence].tokens
        return token.lemma.lower() in NOBODY and not any(t.head == token.i and t.rel == "acl" for t in tokens)

    def is_time(self, sentence: int, argument: Argument) -> bool:
        """Say whether an argument is a day or a stretch of time: «March 4», «the sixth week of protests»."""
        tokens = self.analysis.sentences[sentence].tokens
        head = argument.head
        words = [tokens[head], *(t for t in tokens if t.head == head and t.rel in ("nmod", "compound"))]
        calendar = any(token.text.lower() in self.words["calendar"] for token in words if token.upos == "PROPN")
        return calendar or tokens[head].lemma.lower() in self.words["stretches"]

    def is_text(self, proposition: Proposition) -> bool:
        """Say whether a decree, a report or the like does the act, for whoever issues it."""
        agent = proposition.get("agent")
        tokens = self.analysis.sentences[proposition.sentence].tokens
        return agent is not None and tokens[agent.head].lemma.lower() in self.words["texts"]

    def parties(self, sentence: int, argument: Argument | None, taken: tuple[Mention, ...] = ()) -> tuple[Mention, ...]:
        """Return the mentions of an argument that are parties or belong to one."""
        if argument is None:
            return ()
        tokens = self.analysis.sentences[sentence].tokens
        found = []
        for head in argument.heads:
            if tokens[head].lemma.lower() in self.words["stretches"]:
                continue  # «in the sixth week of protests»
            entity = self.entities.get((sentence, head))
            if entity is None or (entity.kind == "none" and not entity.country and not self.is_name(tokens[head])):
                continue
            if tokens[head].lemma.lower() in NOBODY or (taken and self.is_own(sentence, head, entity, taken)):
                continue
            owned = entity.kind == "possession" or (entity.country and not entity.why.startswith(HOME))
            if tokens[head].lemma.lower() in self.instruments and not owned:
                continue
            known = entity.country or entity.sectors or entity.countries or entity.kind == "party"
            if known or tokens[head].name or self.is_name(tokens[head]):
                mention = self.mentions.get((sentence, head)) or Mention(sentence, head, argument.span)
                found.append(self.named(mention, entity) if tokens[head].upos == "PRON" else mention)
        return tuple(mention for mention in unique(tuple(found)) if mention not in taken)

    @staticmethod
    def is_name(token: Token) -> bool:
        """Say whether the word is a proper name of somebody or something, no day or month."""
        return token.upos == "PROPN" and token.name != "LOC" and token.text.lower() not in load_lexicon().times

    def named(self, pronoun: Mention, entity: Entity) -> Mention:
        """Return the words before a pronoun in its sentence that name the same party: «Syria said that it …»."""
        if entity.kind != "party" or not (entity.country or entity.name or entity.sectors):
            return pronoun
        tokens = self.analysis.sentences[pronoun.sentence].tokens
        for head in range(pronoun.head - 1, -1, -1):
            other = self.entities.get((pronoun.sentence, head))
            if (
                other is not None
                and tokens[head].upos != "PRON"
                and other.kind == "party"
                and (other.country, other.sectors, other.name, other.id)
                == (entity.country, entity.sectors, entity.name, entity.id)
            ):
                return self.mentions.get((pronoun.sentence, head), pronoun)
        return pronoun

    def vouching(self, proposition: Proposition, slots: tuple[str, ...]) -> Mention | None:
        """Return whoever gives their word for an event by the words of its frame: the first of the slots filled."""
        for slot in slots:
            argument = find_slot(proposition, slot)
            if argument is not None and argument.role != "clause":
                sentence = proposition.sentence
                return self.mentions.get((sentence, argument.head)) or Mention(sentence, argument.head, argument.span)
        return None

    def is_own_state(self, mention: Mention, actors: tuple[Mention, ...]) -> bool:
        """Say whether a mention is the actors' own country: «the minister said that his country would …»."""
        entity = self.entities.get((mention.sentence, mention.head))
        state = entity is not None and (entity.id or "").startswith("country:")
        return state and any(self.country(mention) == self.country(actor) for actor in actors)

    def is_own(self, sentence: int, head: int, entity: Entity, actors: tuple[Mention, ...]) -> bool:
        """Say whether a thing is the actor's own: «refused to hand over its files»."""
        if entity.kind != "possession":
            return False
        tokens = self.analysis.sentences[sentence].tokens
        owners = [
            t.i
            for t in tokens[max(0, head - 5) : head]
            if t.head == head and t.deprel == "nmod:poss" and t.upos == "PRON"
        ]
        if not owners:
            return False
        known = [self.entities.get((m.sentence, m.head)) for m in actors]
        owner = self.entities.get((sentence, owners[0]))
        if owner is not None and owner.country and owner.sectors:  # «a ship rammed his boat»: of another of the country
            known = [other for other in known if other is not None and not set(other.sectors).isdisjoint(owner.sectors)]
        return any(other is not None and other.country == entity.country for other in known)


def unique(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions without repeats, in order."""
    return tuple(dict.fromkeys(mentions))
