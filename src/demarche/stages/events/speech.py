"""What speech acts have to do with others: they take their content, and answers what they answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from demarche.codebook.composition import contents_of, granted_of
from demarche.codebook.matching import Match, Matcher, mode_of_content
from demarche.codebook.slots import find_slot
from demarche.model import Analysis, Argument, Mention, Proposition
from demarche.reference.cues import load_cues
from demarche.stages.events.around import giver_of, is_handed
from demarche.stages.events.drafts import Draft
from demarche.stages.events.parties import PartyFinder

CONCERNED = ("agent", "patient", "recipient", "with", "against", "on", "to", "for", "from", "in", "at", "over")
GRANTED = frozenset({"prepare", "allow", "commit", "involve", "engage", "guide"})  # adjectives: «be prepared to»
FORCES = frozenset({"MIL", "COP", "GOV"})
REBELS = frozenset({"REB", "PRM"})
NEXT = 1  # sentences between words and an answer that names them by another noun
REACH = 3  # sentences between a demand or a charge and its answer


class SpeechActs:
    """The events of one document in the making, as speech acts and what stands below them see each other."""

    def __init__(
        self,
        analysis: Analysis,
        parties: PartyFinder,
        matcher: Matcher,
        drafts: Mapping[int, Draft],
        operators: Mapping[int, Match],
        conjuncts: Mapping[int, Sequence[int]],
    ) -> None:
        self.analysis = analysis
        self.parties = parties
        self.matcher = matcher
        self.codebook = matcher.codebook
        self.types = {event_type.name: event_type for event_type in self.codebook.matched_types}
        self.modes_of = {name: frozenset(mode.name for mode in kind.modes) for name, kind in self.types.items()}
        self.drafts = drafts
        self.operators = operators
        self.conjuncts = conjuncts

    def answer(self) -> None:
        """Give answers what they answer: whose offer, demand or charge it was, and its mode («rejected the offer»)."""
        ordered = sorted(self.drafts.values(), key=lambda d: (d.proposition.sentence, d.proposition.span))
        for i, draft in enumerate(ordered):
            if not draft.match.frame.answers:
                continue
            named = tuple(mention for mention in draft.recipients if self.parties.is_party(mention))
            if not named:
                named = giver_of(self.parties, draft.proposition, draft.actors)
                draft.recipients = named or draft.recipients
            types = self.types_told(draft)
            for other in reversed(ordered[:i]):
                if draft.proposition.sentence - other.proposition.sentence > REACH:
                    break
                frame = other.match.frame
                speech = (frame.stance is not None or frame.mode_from) and not frame.answers
                speech = speech and other.stance != "ask" and not other.modality.hypothetical  # it was made
                parties = tuple(m for m in other.actors if not self.parties.same(m, draft.actors))
                told = other.type in types or (speech and not types and self.touches(other, draft))
                if not told or not parties or other.dropped:
                    continue
                if named and not any(self.parties.same(mention, named) for mention in parties):
                    continue
                if not named:
                    draft.recipients = parties
                    if not self.types[other.type].material and not other.recipients:
                        other.recipients = draft.actors  # who answers has been addressed
                self.answer_mode(draft, other)
                break
            self.answer_address(draft, ordered[:i])
            self.deny_sayer(draft, ordered[:i])

    def address(self) -> None:
        """Let «condemned the raid and handed a note to the envoy» be addressed to the envoy with both its verbs."""
        for draft in self.drafts.values():
            first = self.drafts.get(draft.proposition.parent) if draft.proposition.relation == "conjunct" else None
            if first is None or first.type != draft.type or self.types[draft.type].material:
                continue
            same = bool(draft.actors) and draft.actors == first.actors
            if (
                same
                and is_handed(draft.match, draft.proposition)
                and not any(map(self.parties.is_party, first.recipients))
            ):
                first.recipients = draft.recipients

    def answer_address(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Let an answer to nothing told be to who addressed the answerer last: «urged Y to stop. Y rejected it»."""
        content = draft.match.content
        if not draft.actors or any(map(self.parties.is_party, draft.recipients)):
            return
        told = self.drafts.get(content.proposition) if content is not None else None
        if told is not None and told.actors:
            return
        for other in reversed(before):
            if draft.proposition.sentence - other.proposition.sentence > NEXT:
                return
            speech = other.match.frame.stance is not None or bool(other.match.frame.mode_from)
            addressed = speech and any(self.parties.same(m, draft.actors) for m in other.recipients)
            parties = tuple(m for m in other.actors if not self.parties.same_country(m, draft.actors))
            if addressed and parties and not other.dropped and other.stance is None:
                draft.recipients = parties
                return

    def deny_sayer(self, draft: Draft, before: Sequence[Draft]) -> None:
        """Let a denial that names nobody answer who said what it denies: «Y shelled it, X said. Y denied this»."""
        if draft.match.frame.stance != "deny" or any(map(self.parties.is_party, draft.recipients)):
            return
        for other in reversed(before):
            if draft.proposition.sentence - other.proposition.sentence > REACH:
                return
            told = other.under < 0 and other.proposition.index != draft.proposition.index
            if not told or not any(
                self.parties.same_country(m, draft.actors) for m in (*other.actors, *other.recipients)
            ):
                continue
            said = tuple(
                mention
                for mention in self.parties.speaker(other.proposition)
                if self.parties.is_party(mention) and not self.is_side(mention, draft.actors)
            )
            if said:
                draft.recipients = said
                return

    def is_side(self, mention: Mention, actors: tuple[Mention, ...]) -> bool:
        """Say whether a mention is of the actors' side: of their country, and no armed group against its forces."""
        if not self.parties.same_country(mention, actors):
            return False
        one, two = self.parties.sectors((mention,)), self.parties.sectors(actors)
        return not ((one & REBELS and two & FORCES) or (one & FORCES and two & REBELS)) or bool(one & two)

    def answer_mode(self, draft: Draft, other: Draft) -> None:
        """Give an answer without a mode that of what it answers: an offer of talks turned down is a talk refused."""
        if draft.modes or not draft.match.frame.mode_from:
            return
        mode = other.modes[0] if other.modes else ""
        if mode not in self.modes_of[draft.type]:
            mode = mode_of_content(self.codebook, draft.match.frame.mode_from, other.type, other.modes)
        draft.modes = (mode,) if mode else ()

    def touches(self, speech: Draft, answer: Draft) -> bool:
        """Say whether a charge can be meant for who denies it: it names nobody, or one of the same country."""
        if answer.match.frame.stance != "deny":
            return True
        named = [m for m in speech.recipients if self.parties.country(m)]
        known = [m for m in answer.actors if self.parties.country(m)]
        return not named or not known or any(self.parties.same_country(mention, answer.actors) for mention in named)

    def types_told(self, draft: Draft) -> frozenset[str]:
        """Return the types that the noun in the recipient's slot can tell of: «rejected the offer»."""
        for slot in draft.match.frame.recipient:
            argument = find_slot(draft.proposition, slot, draft.match.pattern)
            if argument is not None and argument.role != "clause":
                tokens = self.analysis.sentences[draft.proposition.sentence].tokens
                noun = tokens[argument.head].lemma.lower()
                types = self.matcher.types_of_noun(noun)
                words = frozenset(name for name in types if not self.types[name].material)
                return words if words or noun in load_cues().nouns else types  # a «charge» rejected is one of words
        return frozenset()

    def take_content(self, draft: Draft) -> None:
        """Put what stands in the content of a speech act below it, and take mode and recipient from it."""
        frame, content = draft.match.frame, draft.match.content
        if draft.taken:
            return
        draft.taken = True
        self.take_granted(draft)
        if frame.stance == "deny":
            self.deny_part(draft)
        if content is None:
            return
        below: list[Draft] = []
        for index in contents_of(draft.match, self.analysis.propositions):
            below += self.content_drafts(index, frozenset({draft.proposition.index}))
        for inner in below:
            self.take_content(inner)
        if frame.mode_from:
            mode = mode_of_content(
                self.codebook,
                frame.mode_from,
                below[0].type if below else None,
                below[0].modes if below else (),
                negated=bool(below) and below[0].modality.negated,
            )
            if (
                below
                and (below[0].match.frame.mode_from or below[0].match.frame.stance == "ask")
                and below[0].modes
                and below[0].modes[0] in self.modes_of[draft.type]
            ):
                mode = below[0].modes[0]  # the refusal of a demand has the mode of what is demanded
            if mode and not draft.modes:
                draft.modes = (mode,)
        for inner in below:
            if frame.content_aux and inner.type == draft.type and inner.actors and inner.actors == draft.actors:
                draft.modes = draft.modes or inner.modes  # «warned that it would pay a price»: one act
                inner.dropped = True
            inner.under = draft.proposition.index
            inner.stance = frame.stance
            inner.answered = self.is_answered(inner, draft)
            if inner.answered:
                inner.stance = None
                inner.dropped = not any(not self.parties.same(mention, draft.actors) for mention in inner.actors)
            else:
                inner.dropped = inner.dropped or frame.below == "drop"
        if frame.stance == "deny" and content.proposition >= 0:
            self.deny_words(draft, below, content)
        if frame.content_aux and frame.stance == "affirm":
            for inner in below:
                self.lend_parties(draft, inner)
        if frame.stance == "deny":
            for inner in below:
                if inner.proposition.kind == "noun" and not inner.answered and not inner.match.frame.mutual:
                    inner.actors = inner.actors or draft.actors  # «denied responsibility for the bombing»
        if frame.content_actor:
            for inner in below:
                inner.actors = inner.actors or draft.recipients
        for inner in below:
            if inner.proposition.imperative and not inner.actors:
                inner.actors = draft.recipients  # «"Leave at once," the commander told the villagers»
        if frame.content_modal and not draft.recipients and content.proposition >= 0:
            obliged = self.analysis.propositions[content.proposition]
            draft.recipients = self.parties.fill(
                obliged, ("patient" if obliged.passive else "agent",), taken=draft.actors
            )
        undergoing = self.undergoing(draft, content)
        if undergoing:
            draft.recipients = tuple(mention for mention in draft.recipients if mention not in undergoing)
            if not draft.recipients:
                return  # «want the minister to be tried»: nobody is asked
        if frame.mutual and self.parties.count(draft.actors) > 1:
            return  # both sides are known: what they agree on names no third
        if frame.content_recipient and not draft.recipients and below:
            gains = frame.stance == "ask" and self.types[below[0].type].quad == 2  # who is to be freed is not asked
            for parties in (below[0].actors, () if gains else below[0].recipients):
                own = self.parties.is_of if frame.own_act else self.parties.same
                others = tuple(mention for mention in parties if not own(mention, draft.actors))
                draft.recipients = draft.recipients or others
        vague = not any(self.parties.is_party(mention) for mention in draft.recipients)
        if frame.content_recipient and vague and content.proposition >= 0:
            inner_proposition = self.analysis.propositions[content.proposition]
            concerned = self.concerned(inner_proposition, draft.actors)
            if not draft.recipients or not any(
                self.parties.same_country(mention, draft.actors) for mention in concerned
            ):
                draft.recipients = concerned or draft.recipients
        if frame.content_recipient and content.proposition >= 0:
            sent = self.parties.sent(self.analysis.propositions[content.proposition], draft.actors)
            draft.recipients = tuple(mention for mention in draft.recipients if mention not in sent)

    def undergoing(self, draft: Draft, content: Argument) -> tuple[Mention, ...]:
        """Return whom what is wanted is to be done to: «want the minister to be put on trial» asks nothing of him."""
        if draft.match.frame.stance != "ask" or content.proposition < 0:
            return ()
        inner = self.analysis.propositions[content.proposition]
        if not inner.passive or inner.get("agent") is not None or inner.lemma in GRANTED or content.marker != "to":
            return ()
        return self.parties.parties(inner.sentence, inner.get("patient"))

    def lend_parties(self, draft: Draft, inner: Draft) -> None:
        """Give what is threatened the parties that are named with the threat alone: «threatened Chad with strikes»."""
        if inner.proposition.kind == "noun":
            inner.actors = inner.actors or draft.actors
        elif draft.match.frame.own_act and all(map(self.parties.is_pronoun, inner.actors)):
            inner.actors = draft.actors  # «it», which might stand for the other
        if not inner.match.frame.mutual and not any(self.parties.is_party(mention) for mention in inner.recipients):
            inner.recipients = tuple(m for m in draft.recipients if m not in inner.actors) or inner.recipients

    def take_granted(self, draft: Draft) -> None:
        """Hang what the act judges below it, as it is told: «condemned the raid»."""
        index = granted_of(draft.match, draft.proposition)
        for inner in self.content_drafts(index, frozenset({draft.proposition.index})):
            if inner.under < 0:
                inner.under, inner.granted = draft.proposition.index, True

    @staticmethod
    def is_answered(inner: Draft, draft: Draft) -> bool:
        """Say whether the content is another's speech act, told by its noun, that the act answers."""
        speech = inner.proposition.kind == "noun" and inner.match.frame.stance is not None
        return speech and draft.match.frame.answers

    def deny_part(self, draft: Draft) -> None:
        """Let the denial of a part in a deed deny the deed: «denied any role in the attack»."""
        tokens = self.analysis.sentences[draft.proposition.sentence].tokens
        part = draft.proposition.get("patient")
        if part is None or tokens[part.head].lemma.lower() not in self.parties.words["taking_part"]:
            return
        reach = [
            part.span,
            *(a.span for a in draft.proposition.arguments if a.role == "oblique" and a.head > part.head),
        ]
        for deed in self.drafts.values():
            proposition = deed.proposition
            if proposition.kind != "noun" or proposition.sentence != draft.proposition.sentence or deed.under >= 0:
                continue
            if any(span.contains(proposition.span) for span in reach) and all(
                self.parties.is_of(mention, draft.actors) for mention in deed.actors
            ):
                deed.actors = deed.actors or draft.actors
                deed.under, deed.stance = draft.proposition.index, "deny"

    def deny_words(self, draft: Draft, below: list[Draft], content: Argument) -> None:
        """Let the denial of words be one of what they say: «denied accusations that it had shelled Y»."""
        told = [
            other
            for inner in below
            if inner.answered and inner.match.frame.stance == "affirm"
            for other in self.drafts.values()
            if other.under == inner.proposition.index
        ]
        noun = self.analysis.propositions[content.proposition]
        if not below and noun.kind == "noun" and noun.lemma in load_cues().nouns:
            for argument in noun.arguments:
                if argument.role == "clause":
                    told += self.content_drafts(argument.proposition, frozenset({noun.index}))
        for inner in told:
            inner.under, inner.stance = draft.proposition.index, "deny"

    def concerned(self, proposition: Proposition, actors: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return whom an act that is demanded, offered or agreed concerns: others' before what is the actors' own."""
        fallback: tuple[Mention, ...] = ()
        for slot in CONCERNED:
            if slot == "patient" and proposition.lemma in self.parties.words["freeing"]:
                continue
            found = self.parties.fill(proposition, (slot,), taken=actors)
            others = tuple(mention for mention in found if self.parties.is_party(mention))
            known = slot == "agent" or any(self.parties.country(mention) for mention in others)
            if others and known and not any(self.parties.same_country(mention, actors) for mention in others):
                return found
            own = [self.parties.same(m, actors) or self.parties.is_own_state(m, actors) for m in found]
            if slot != "agent" or not any(own):
                fallback = fallback or found
        addressed = self.parties.conditioned(proposition, actors)
        if addressed and not any(self.parties.same_country(mention, actors) for mention in addressed):
            return addressed
        return fallback

    def content_drafts(self, index: int, seen: frozenset[int]) -> list[Draft]:
        """Return the events in the content that `index` heads: its own, through operators and conjuncts."""
        if index < 0 or index in seen:
            return []
        seen = seen | {index}
        found = []
        if index in self.drafts:
            found.append(self.drafts[index])
        elif index in self.operators:
            for other in contents_of(self.operators[index], self.analysis.propositions):
                found += self.content_drafts(other, seen)
        for other in self.conjuncts.get(index, ()):
            found += self.content_drafts(other, seen)
        return found
