"""Find the parties in the slots of a frame: in the phrase of a slot, inside it, or lent by the act above."""

from __future__ import annotations

from demarche.codebook.matching import Match
from demarche.codebook.slots import CORE, find_slot
from demarche.model import Argument, Mention, Proposition, Token
from demarche.stages.events.party_reading import HOME, PartyReader

# Places inside a phrase where a party stands that the phrase is about: its doer first, then the one it is aimed at.
PLACES = (("agent", "by", "from"), ("with", "against", "of", "on", "to", "between", "patient"), ("in", "at", "for"))
CARRYING = ("relative", "adverbial", "modifier")
AIMS = frozenset({"on", "against", "at", "into"})
STANDS = frozenset({"protest", "support", "response", "solidarity", "opposition"})
UNTIL = frozenset({"until", "till", "unless"})
SETTINGS = ("in ", "near ", "at ", "between ")  # how it begins where a place or both sides give the country of a blow
FORCES = frozenset({"MIL", "COP", "PRM", "REB"})
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


class PartyFinder(PartyReader):
    """Finds the parties of events."""

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
