"""Find the parties in the slots of a frame: in the phrase of a slot, inside it, or lent by the act above."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.codebook.matching import Match, Matcher
from demarche.codebook.slots import CORE, find_slot
from demarche.language.lexicon import load_lexicon
from demarche.model import Analysis, Argument, Entity, Mention, Proposition, Token
from demarche.reference import load_reference

Entities = Mapping[tuple[int, int], Entity]
Mentions = Mapping[tuple[int, int], Mention]

# Places inside a phrase where a party stands that the phrase is about: its doer first, then the one it is aimed at.
PLACES = (("agent", "by", "from"), ("with", "against", "of", "on", "to", "between", "patient"), ("in", "at", "for"))
NOBODY = frozenset(
    {"anyone", "anybody", "nobody", "anything", "nothing", "everyone", "everybody", "someone", "somebody"}
)
CARRYING = ("relative", "adverbial", "modifier")
ITSELF = frozenset({"it", "this", "that"})
AIMS = frozenset({"on", "against", "at", "into"})
STANDS = frozenset({"protest", "support", "response", "solidarity", "opposition"})
SEVERAL = frozenset(
    {"two", "both", "three", "four", "five", "rival", "neighboring", "neighbouring", "opposing", "warring"}
)
UNTIL = frozenset({"until", "till", "unless"})
SETTINGS = ("in ", "near ", "at ", "between ")  # how it begins where a place or both sides give the country of a blow
HOME = "home country"  # how the reason begins where nothing but the whole report gives a country
BARE = frozenset({"country", "territory", "region"})
FORCES = frozenset({"MIL", "COP", "PRM", "REB"})
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
OBJECTED = frozenset({"against", "over", "about", "in"})  # «marched against the law», not «outside the hall»
WAYS = frozenset(
    {
        "road",
        "highway",
        "route",
        "motorway",
        "line",
        "railway",
        "bridge",
        "corridor",
        "stretch",
        "way",
        "path",
        "distance",
    }
)
WITHDRAWING = frozenset({"withdraw", "recall", "rotate"})

CONCESSIVE = frozenset({"despite", "in spite of", "although", "though", "even though", "while", "amid"})
PURPOSES = ("purpose", "adverbial", "modifier")


class PartyFinder:
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

    def fill(
        self,
        proposition: Proposition,
        slots: tuple[str, ...],
        match: Match | None = None,
        taken: tuple[Mention, ...] | None = None,
    ) -> tuple[Mention, ...]:
        """Return the parties in the first of the slots that names any; else those inside what fills one.

        «suspended aid to Egypt», «rejected a call by the envoy»: where the phrase in a slot is no party itself, the
        party within it is taken, one behind a preposition of the frame first. `taken` are the actors, when recipients
        are sought.
        """
        sentence, pattern = proposition.sentence, match.pattern if match else None
        out = taken or ()
        arguments: list[Argument] = []
        if proposition.kind == "noun" and taken is not None:
            # «a missile attack on the camp»: what stands with the noun comes after what it is aimed at
            slots = (*(slot for slot in slots if slot in AIMS), *(slot for slot in slots if slot not in AIMS))
        for slot in slots:
            found: tuple[Mention, ...] = ()
            if slot == "purpose":
                found = self.aimed_at(proposition, out, ("in", "for") if slots[0] == "recipient" else ())
            elif slot == "speaker":
                found = self.speaker(proposition)
            if found:
                return found
            argument = find_slot(proposition, slot, pattern)
            if argument is None or argument.role == "clause" or self.is_itself(proposition, argument):
                continue
            if argument.role == "oblique" and self.is_time(sentence, argument):
                continue  # «in the sixth week of protests in Tunis»
            found = self.nearer(argument, slots[: slots.index(slot)], out) if taken is not None else ()
            found = found or self.parties(sentence, argument, out)
            if taken is None:
                found = tuple(mention for mention in found if not self.is_unowned(mention))
            if any(self.is_party(mention) for mention in found):
                return found
            arguments.append(argument)
        filled = len(arguments)
        wanted = tuple(slot for slot in slots if slot not in CORE)
        if wanted and (slots[0] not in CORE or slots[0] == "recipient"):
            others = ("patient",) if taken is not None else ("patient", "agent")
            arguments += [a for a in proposition.arguments if a.role in others and a not in arguments]
        places: tuple[tuple[str, ...], ...] = (wanted,)
        if taken is None and "agent" in slots:
            places = (wanted, ("agent", "by"))  # «a strike by the coalition killed two»
        if taken is not None:
            places = (match.frame.within,) if match and match.frame.within else (wanted, *PLACES)
            if slots and slots[0] == "recipient":
                places = (wanted,)  # «sent aid to the province», not «gave papers from the ministry»
        for argument in arguments:
            found = self.maker(proposition, argument, out) if taken is not None else ()
            found = found or self.within(sentence, argument, places, out)
            if found:
                return found
        for argument in arguments[:filled]:
            found = self.parties(sentence, argument, out)
            if taken is None:
                found = tuple(mention for mention in found if not self.is_unowned(mention))
            if found:
                return found
        return ()

    def is_unowned(self, mention: Mention) -> bool:
        """Say whether the mention is a weapon or a blow that nobody is said to own or deal: «a drone strike»."""
        tokens = self.analysis.sentences[mention.sentence].tokens
        if tokens[mention.head].lemma.lower() not in self.instruments or tokens[mention.head].upos == "PROPN":
            return False
        entity = self.entities.get((mention.sentence, mention.head))
        owned = entity is not None and bool(entity.country or entity.countries)
        return not owned or (entity is not None and entity.why.startswith((HOME, *SETTINGS)))

    def is_bought(self, proposition: Proposition, mention: Mention) -> bool:
        """Say whether the mention is arms of nobody told, which money is given for: «millions for defence systems»."""
        entity = self.entities.get((mention.sentence, mention.head))
        aim = proposition.get("oblique", "for")
        if entity is None or aim is None or mention.head not in aim.heads or mention.sentence != proposition.sentence:
            return False
        arms = entity.kind == "possession" and "MIL" in entity.sectors
        return arms and (not entity.country or entity.why.startswith(HOME))

    def maker(self, proposition: Proposition, argument: Argument, taken: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return who has made a thing, by its relative clause: «protested a law that the senate had passed»."""
        for other in self._below.get(proposition.index, ()):
            made = other.get("patient") if other.relation == "relative" else None
            if made is not None and made.head == argument.head and other.sentence == proposition.sentence:
                found = tuple(m for m in self.parties(other.sentence, other.get("agent"), taken) if self.is_party(m))
                if found and not any(self.same(mention, taken) for mention in found):
                    return found
        return ()

    def nearer(self, argument: Argument, slots: tuple[str, ...], taken: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the parties of an action noun in the slots that go before its own: «a mission between A and B»."""
        if argument.proposition < 0 or not slots:
            return ()
        inner = self.analysis.propositions[argument.proposition]
        for slot in slots:
            if inner.kind == "noun" and slot not in CORE:
                found = self.parties(inner.sentence, find_slot(inner, slot), taken)
                if any(self.is_party(mention) for mention in found):
                    return found
        return ()

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

    def moved(self, proposition: Proposition, match: Match) -> tuple[Mention, ...]:
        """Return the forces that an act moves without saying who moves them: «troops were deployed to the border»."""
        patient = proposition.get("patient")
        if "patient" in match.frame.recipient or patient is None:
            return ()
        found = self.parties(proposition.sentence, patient)
        return tuple(m for m in found if self.sectors((m,)) & FORCES)

    def sent(self, proposition: Proposition, actors: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the actors' own forces and arms that an act sends: «offered to send troops»."""
        movers = self.parties(proposition.sentence, proposition.get("agent"))
        own = any(self.same(mover, actors) for mover in movers)
        sends = proposition.lemma in self.words["own_acts"] and proposition.lemma not in WITHDRAWING
        if not sends or (movers and not own):
            return ()
        moved = self.parties(proposition.sentence, proposition.get("patient"))
        return tuple(m for m in moved if self.sectors((m,)) & FORCES and self.same_country(m, actors))

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

    def seat(self, proposition: Proposition) -> tuple[Mention, ...]:
        """Return the government whose seat the words name for a stand without a doer: «in Tbilisi it is rejected»."""
        found = self.parties(proposition.sentence, proposition.get("oblique", "in"))
        return tuple(mention for mention in found if self.is_state(mention))

    def speaker(self, proposition: Proposition) -> tuple[Mention, ...]:
        """Return who says it, where the proposition is what somebody says."""
        if proposition.parent < 0 or proposition.relation not in ("clause", "parataxis"):
            return ()
        above = self.analysis.propositions[proposition.parent]
        return self.parties(proposition.sentence, above.get("agent")) if above.kind == "verb" else ()

    def conditioned(self, proposition: Proposition, actors: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return whose doing an act depends on: «threatened to leave unless Baghdad accepted its conditions»."""
        below = list(self._below.get(proposition.index, ()))
        for other in below:  # it grows: conditions may hang on what the act is about
            if other.relation in ("clause", "argument", "purpose"):
                below += self._below.get(other.index, ())
            if other.relation == "condition" or (other.relation == "time" and other.marker in UNTIL):
                agent = other.get("agent") or (other.get("patient") if other.passive else None)
                found = self.parties(other.sentence, agent, actors)
                if any(self.is_party(mention) for mention in found):
                    return found
        return ()

    def aimed_at(
        self, proposition: Proposition, taken: tuple[Mention, ...], more: tuple[str, ...] = ()
    ) -> tuple[Mention, ...]:
        """Return the parties that the purpose of an act names: «fasted to protest against Sweden's decision»."""
        below = [
            p
            for p in self._below.get(proposition.index, ())
            if p.relation in PURPOSES and p.marker not in CONCESSIVE  # «marched despite drenching rain»
        ]
        below += [
            self.analysis.propositions[a.proposition]
            for a in proposition.arguments
            if a.proposition >= 0 and a.role in ("clause", "oblique") and a.marker in ("to", "in", "ing")
        ]
        for other in below:
            if other.kind == "noun" and other.lemma not in STANDS:
                continue
            found = self.fill(other, ("against", "patient", "at", "over", "by", "to", "of", "from", *more), taken=taken)
            content = other.get("clause", "that")
            if not found and content is not None and content.proposition >= 0:
                inner = self.analysis.propositions[content.proposition]  # «to demand that the government pay»
                found = self.parties(inner.sentence, inner.get("agent"), taken)
            if found:
                return found
        return ()

    def within(
        self, sentence: int, argument: Argument, places: tuple[tuple[str, ...], ...], taken: tuple[Mention, ...]
    ) -> tuple[Mention, ...]:
        """Return the parties inside an argument, by the places where they may stand, the best ones first."""
        tokens = self.analysis.sentences[sentence].tokens
        inner = self.analysis.propositions[argument.proposition] if argument.proposition >= 0 else None
        inside = _subtree(tokens, argument)
        cases: dict[int, str] = {}
        for token in inside:
            if token.rel == "case":
                cases[token.head] = token.lemma.lower()
        gained = inner is not None and inner.lemma in self.words["freeing"]  # «the release of two nuns»
        for slots in places:
            for slot in slots:
                if gained and slot in ("of", "patient"):
                    continue
                if inner is not None:
                    found = self.parties(sentence, find_slot(inner, slot), taken)
                    if found:
                        return found
                for token in inside:
                    if slot == "between" and self.is_way(tokens, token):
                        continue  # «a convoy on the road between Kano and Zaria»
                    if cases.get(token.i) == slot and token.i not in argument.heads:
                        heads = (token.i, *(t.i for t in inside if t.head == token.i and t.rel == "conj"))
                        found = self.parties(sentence, Argument("oblique", slot, token.i, heads, token.span), taken)
                        found = found or self.owner(sentence, token.i, taken)
                        if found:
                            return found
        return ()

    def is_way(self, tokens: tuple[Token, ...], token: Token) -> bool:
        """Say whether a name says where a road runs or where somebody is on it, not whom an act is between."""
        above = tokens[token.head] if token.head >= 0 else None
        return above is not None and above.lemma.lower() in WAYS

    def owner(self, sentence: int, head: int, taken: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the possessor of what is no party: «a warrant for his arrest»."""
        for token in self.analysis.sentences[sentence].tokens[max(0, head - 6) : head]:
            if token.head == head and token.deprel == "nmod:poss":
                return self.parties(sentence, Argument("oblique", "of", token.i, (token.i,), token.span), taken)
        return ()

    def as_worded(self, match: Match, proposition: Proposition) -> tuple[Mention, ...]:
        """Return the object that an act is aimed at, where it is no party: «condemned the attacks»."""
        for slot in match.frame.recipient:
            argument = find_slot(proposition, slot, match.pattern)
            if argument is not None and argument.role != "clause" and argument.marker not in ("in", "on", "at"):
                token = self.analysis.sentences[proposition.sentence].tokens[argument.head]
                mention = self.mentions.get((proposition.sentence, argument.head))
                if self.is_nobody(proposition.sentence, token) or self.is_time(proposition.sentence, argument):
                    continue  # «never harmed anyone», «proposed talks for March 4»
                return (mention,) if mention is not None else ()
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

    def carried_over(self, proposition: Proposition) -> tuple[Mention, ...]:
        """Return the doer of the main act where a participle has none: «issued a report accusing the army»."""
        above = proposition
        for step in range(3):
            if above.parent < 0 or above.relation not in (CARRYING if step == 0 else (*CARRYING, "argument")):
                return ()
            above = self.analysis.propositions[above.parent]
            agent = above.get("agent")
            if step == 0 and proposition.tense != "none" and not self.is_text(proposition):
                return ()
            if above.kind == "verb" and agent is not None:
                found = self.parties(proposition.sentence, agent)
                return tuple(m for m in found if self.is_party(m) and not self.is_unowned(m))
        return ()

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


def _subtree(tokens: tuple[Token, ...], argument: Argument) -> list[Token]:
    """Return the tokens below the heads of an argument or within its span, in order."""
    span = argument.span
    members = {token.i for token in tokens if span.start <= token.start < span.end} | set(argument.heads)
    grown = True
    while grown:
        grown = False
        for token in tokens:
            if token.head in members and token.i not in members:
                members.add(token.i)
                grown = True
    return [token for token in tokens if token.i in members]


def unique(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions without repeats, in order."""
    return tuple(dict.fromkeys(mentions))
