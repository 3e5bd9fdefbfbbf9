"""Find the events of a document: frames on propositions, composed with all that embeds them."""

from __future__ import annotations

from msgspec.structs import replace

from demarche.codebook.composition import Modality, compose_modality, contents_of, granted_of, modifiers
from demarche.codebook.mapping import Name
from demarche.codebook.matching import Match, Matcher
from demarche.codebook.words import Kinds
from demarche.model import Analysis, Event, Mention, Proposition, Span, Token
from demarche.stages.events.around import ACT_AROUND, doer_around, guests, struck_by, victims_counted
from demarche.stages.events.below import settle
from demarche.stages.events.drafts import Draft
from demarche.stages.events.incidents import DEFINITE, INDEFINITE, Telling, shared_modes
from demarche.stages.events.lending import Lender
from demarche.stages.events.naming import BaseEvent, name_event
from demarche.stages.events.parties import PartyFinder
from demarche.stages.events.party_reading import Entities, Mentions, unique
from demarche.stages.events.speech import SpeechActs
from demarche.stages.events.telling import Judge

CONFLICT = 4  # the quad class of material conflict
IMPERATIVE = "!"  # in `content_modal`: what is said is an order to who is spoken to
ANYBODY = frozenset({"those", "that", "anyone", "anybody", "everyone", "whoever"})  # «those who burn it will pay»


def find_events(analysis: Analysis, mentions: Mentions, entities: Entities, matcher: Matcher) -> tuple[Event, ...]:
    """Return the events of the document in the order of their triggers; `under` counts within the result.

    Steps: 1 frames and operators fire on propositions; 2 modality is composed; 3 the slots become parties, and what
    came of an act takes its modes; 4 speech acts take their content; 5 types turn into what the codebook says that
    they become; 6 nominals without parties are left out, and what no party of politics does in a report on a subject
    that the codebook is not for.
    """
    finder = _Finder(analysis, mentions, entities, matcher)
    return finder.events()


def kinds_reader(analysis: Analysis, entities: Entities, matcher: Matcher) -> Kinds:
    """Return the look-up of built-in classes (@PARTY, …) that `find_events` uses for the document."""
    return PartyFinder(analysis, {}, entities, matcher).kinds


class _Finder:
    def __init__(self, analysis: Analysis, mentions: Mentions, entities: Entities, matcher: Matcher) -> None:
        self.analysis = analysis
        self.entities = entities
        self.parties = PartyFinder(analysis, mentions, entities, matcher)
        self.matcher = matcher
        self.codebook = matcher.codebook
        self.types = {event_type.name: event_type for event_type in self.codebook.matched_types}
        self.matches: dict[int, Match] = {}
        self.others: dict[int, list[Match]] = {}  # frames that fit less well than the one in `matches`
        self.operators: dict[int, Match] = {}
        self.drafts: dict[int, Draft] = {}
        self.conjuncts: dict[int, list[int]] = {}
        for proposition in analysis.propositions:
            if proposition.relation == "conjunct" and proposition.parent >= 0:
                self.conjuncts.setdefault(proposition.parent, []).append(proposition.index)

    def events(self) -> tuple[Event, ...]:
        propositions = self.analysis.propositions
        # 1. Frames and operators.
        for proposition in propositions:
            sentence = self.analysis.sentences[proposition.sentence]
            matches = self.matcher.match(sentence, proposition, self.parties.kinds)
            fitting = [
                m
                for m in matches
                if self.has_parties(m, proposition) and self.obliges(m, proposition) and self.is_own_act(m, proposition)
            ]
            if fitting:
                self.matches[proposition.index] = fitting[0]
                self.others[proposition.index] = fitting[1:]
            if not fitting or fitting[0].content is None:
                # An event that takes no content may still change what stands below: «offered to talk».
                operator = self.matcher.operator(sentence, proposition, self.parties.kinds)
                if operator is not None:
                    self.operators[proposition.index] = operator
        self.keep_senses()
        # 2. Modality.
        contents = frozenset(i for m in self.matches.values() for i in contents_of(m, propositions))
        contents |= {granted_of(m, propositions[m.proposition]) for m in self.matches.values()}
        forms = self.codebook.forms
        words = modifiers(self.analysis.sentences, propositions) if self.matches else {}
        modalities = compose_modality(propositions, self.operators, forms, contents, words) if self.matches else {}
        modalities |= {i: replace(modalities[i], hypothetical=True) for i in self.unnamed(modalities, contents)}
        # 3. Parties.
        for index, match in self.matches.items():
            chosen: Match | None = match
            if match.frame.uses_form and modalities[index].hypothetical:
                # «fears that they will pay»: what is not announced is no threat
                chosen = next((other for other in self.others[index] if not other.frame.uses_form), None)
            if chosen is not None:
                self.drafts[index] = self.draft(chosen, propositions[index], modalities[index])
        self.lend_doers()
        self.share_addressees()
        self.share_modes()
        # 4. Content of speech acts, innermost last so that a mode sees the type before it becomes another.
        speech = SpeechActs(self.analysis, self.parties, self.matcher, self.drafts, self.operators, self.conjuncts)
        for draft in self.drafts.values():
            speech.take_content(draft)
        speech.address()
        speech.answer()
        self.join_purposes()
        settle(self.drafts)
        # 5. and 6.
        for draft in self.drafts.values():
            self.turn(draft)
        return self.finish()

    def keep_senses(self) -> None:
        """Take a bare noun as the report has named the act before: «the strike» after «a drone strike».

        One sense a discourse (Gale, Church and Yarowsky 1992).
        """
        named: dict[str, Match] = {}
        for index in sorted(self.matches):
            match, proposition = self.matches[index], self.analysis.propositions[index]
            if proposition.kind != "noun":
                continue
            tokens = self.analysis.sentences[proposition.sentence].tokens
            lemma = tokens[proposition.head].lemma.lower()
            if " " in match.pattern.text:
                named[lemma] = match
            elif (
                (before := named.get(lemma)) is not None
                and before.frame.type != match.frame.type
                and not any(t.head == proposition.head and t.lemma.lower() in INDEFINITE for t in tokens)
            ):
                self.matches[index] = replace(before, proposition=index, actor=None, recipient=None, content=None)
                self.others[index] = []

    def join_purposes(self) -> None:
        """Let an act and what it is for be one where both are of a type: «fired tear gas to disperse the crowd»."""
        for draft in self.drafts.values():
            proposition = draft.proposition
            above = self.drafts.get(proposition.parent)
            purpose = proposition.relation == "purpose" or (proposition.relation == "clause" and draft.under < 0)
            if above is None or not purpose or proposition.marker != "to" or above.type != draft.type:
                continue
            above.modes = above.modes or draft.modes
            if not any(self.parties.is_party(mention) for mention in above.recipients):
                others = tuple(m for m in draft.recipients if not self.parties.same(m, above.actors))
                above.recipients = others or above.recipients
            draft.dropped = True

    def unnamed(self, modalities: dict[int, Modality], contents: frozenset[int]) -> list[int]:
        """Return the acts of nobody in particular in what is not told as done: «a ban on officials who block aid»."""
        found = []
        for index in self.matches:
            proposition = self.analysis.propositions[index]
            agent = proposition.get("agent")
            above = modalities.get(proposition.parent)
            told = proposition.relation == "relative" and proposition.tense == "present"
            if not told or agent is None or above is None:
                continue
            tokens = self.analysis.sentences[proposition.sentence].tokens
            bare = tokens[agent.head].lemma.lower() in ANYBODY or (
                tokens[agent.head].upos == "NOUN"
                and not any(
                    token.head == agent.head and (token.rel == "det" or token.deprel == "nmod:poss") for token in tokens
                )
            )
            if bare and (proposition.parent in contents or above.future or above.hypothetical or above.obliged):
                found.append(index)
        return found

    def draft(self, match: Match, proposition: Proposition, modality: Modality) -> Draft:
        sentence = self.analysis.sentences[proposition.sentence]
        actors = self.parties.fill(proposition, match.frame.actor, match)
        if not actors and "agent" in match.frame.actor and proposition.kind == "verb" and not proposition.passive:
            actors = self.parties.carried_over(proposition)
        recipients = self.parties.fill(proposition, match.frame.recipient, match, taken=actors)
        if not recipients and not self.types[match.frame.type].requires_recipient:
            recipients = self.parties.as_worded(match, proposition)
        if not recipients and match.frame.voice:
            recipients = victims_counted(self.parties, proposition)
        if not recipients and proposition.kind == "noun" and not match.frame.mutual:
            recipients = struck_by(self.parties, proposition, actors)
        if not actors and match.actor is None and "agent" in match.frame.actor:
            actors = self.lent(proposition)
        if not actors and match.actor is None and "agent" in match.frame.actor and self.is_stand(match, proposition):
            actors = self.parties.speaker(proposition) or self.parties.seat(proposition)
        if not actors and proposition.passive and match.frame.actor[:1] == ("agent",):
            actors = self.parties.moved(proposition, match)
        if proposition.kind == "noun" and not recipients and (sides := guests(self.parties, proposition, actors)):
            actors, recipients = sides, actors
        if match.frame.mutual:
            actors, recipients = unique((*actors, *recipients)), ()
        recipients = tuple(m for m in recipients if m not in actors and not self.parties.is_bought(proposition, m))
        if self.types[match.frame.type].foreign_places:
            recipients = tuple(
                m for m in recipients if not (self.parties.is_site(m) and self.parties.same_country(m, actors))
            )
        return Draft(
            match=match,
            proposition=proposition,
            type=match.frame.type,
            modes=self.matcher.modes(sentence, proposition, match),
            actors=actors,
            recipients=recipients,
            modality=modality,
        )

    def share_modes(self) -> None:
        """Give what came of an act, and what only names it again, the modes of the act."""
        ordered = sorted(self.drafts.values(), key=lambda d: (d.proposition.sentence, d.proposition.span))
        for index, modes in shared_modes([self.telling(draft) for draft in ordered]).items():
            self.drafts[index].modes = modes

    def telling(self, draft: Draft) -> Telling:
        proposition = draft.proposition
        tokens = self.analysis.sentences[proposition.sentence].tokens
        doers = [self.entities.get((mention.sentence, mention.head)) for mention in draft.actors]
        agent = proposition.get("agent")
        lasts = agent is not None and tokens[agent.head].lemma.lower() in self.parties.words["lasting"]
        return Telling(
            key=proposition.index,
            sentence=proposition.sentence,
            type=draft.type,
            modes=draft.modes,
            doers=frozenset((doer.country, doer.sectors) for doer in doers if doer is not None),
            targets=frozenset(filter(None, (self.parties.country(mention) for mention in draft.recipients))),
            follows=draft.match.frame.follows and not lasts,  # «the war has killed thousands»: not in one raid
            vouched=bool(draft.match.frame.voice),
            pointing=self.points(draft, tokens),
            happened=not (draft.modality.negated or draft.modality.hypothetical),
        )

    def points(self, draft: Draft, tokens: tuple[Token, ...]) -> bool:
        """Say whether the words can mean an act told before: «the attack», «two died», not «a protest killed»."""
        if draft.proposition.kind == "noun":
            return any(t.head == draft.proposition.head and t.lemma.lower() in DEFINITE for t in tokens)
        doer = None if draft.actors else draft.match.actor
        return doer is None or not any(t.head == doer.head and t.lemma.lower() in INDEFINITE for t in tokens)

    def lend_doers(self) -> None:
        """Give what came of an act the act's doer, where it has none: «were killed in an army raid»."""
        for draft in self.drafts.values():
            if draft.actors or draft.proposition.kind != "verb":
                continue
            if draft.proposition.passive and self.types[draft.type].quad == CONFLICT:
                found = doer_around(self.parties, draft.proposition)
                draft.actors = tuple(mention for mention in found if mention not in draft.recipients)
            for argument in draft.proposition.arguments:
                act = self.drafts.get(argument.proposition) if argument.marker in ACT_AROUND else None
                if draft.actors:
                    break
                if act is not None and act.type == draft.type and not act.match.frame.mutual:
                    draft.actors = tuple(mention for mention in act.actors if mention not in draft.recipients)
                    break

    def share_addressees(self) -> None:
        """Give hostile words without an addressee that of those before «and»: «accused Chad and vowed revenge»."""
        for draft in self.drafts.values():
            proposition = draft.proposition
            first = self.drafts.get(proposition.parent) if proposition.relation == "conjunct" else None
            if first is None or draft.recipients or not draft.actors or draft.match.frame.answers:
                continue
            hostile = all(self.types[d.type].intensity < 0 and not self.types[d.type].material for d in (first, draft))
            if hostile and first.actors == draft.actors:
                draft.recipients = first.recipients

    def is_stand(self, match: Match, proposition: Proposition) -> bool:
        """Say whether words without a doer tell the speaker's own stand: «the claim is rejected, the minister said»."""
        return proposition.kind == "adjective" or (proposition.passive and match.frame.answers)

    def has_parties(self, match: Match, proposition: Proposition) -> bool:
        """Say whether the words name the speaker and the recipient, or both sides, where frame or type needs them."""
        if "speaker" in match.frame.needs and not self.parties.speaker(proposition):
            return False
        if not self.types[match.frame.type].requires_recipient:
            return True
        actors = self.parties.fill(proposition, match.frame.actor, match)
        recipients = self.parties.fill(proposition, match.frame.recipient, match, taken=actors)
        return bool(recipients) or self.parties.count(actors) > 1

    def is_own_act(self, match: Match, proposition: Proposition) -> bool:
        """Say whether what somebody says is an act of their own: «warned that it would strike»."""
        if not match.frame.own_act or match.content is None or match.content.proposition < 0:
            return True
        content = self.analysis.propositions[match.content.proposition]
        doers = self.parties.parties(content.sentence, content.get("agent"))
        speakers = self.parties.fill(proposition, match.frame.actor, match)
        told = self.parties.fill(proposition, match.frame.recipient, match, taken=speakers)
        return all(
            self.parties.is_pronoun(mention) or self.parties.is_of(mention, (*speakers, *told)) for mention in doers
        )

    def obliges(self, match: Match, proposition: Proposition) -> bool:
        """Say whether what somebody says obliges another party to an act: «said that Sudan must free the pilots»."""
        if not match.frame.content_modal:
            return True
        if match.content is None or match.content.proposition < 0:
            return False
        content = self.analysis.propositions[match.content.proposition]
        if content.imperative and IMPERATIVE in match.frame.content_modal:
            told = self.parties.fill(proposition, match.frame.recipient, match)
            return any(self.parties.is_party(mention) for mention in told)
        if content.modal not in match.frame.content_modal or content.question:
            return False
        agent = content.get("patient") if content.passive else content.get("agent")
        asked = tuple(m for m in self.parties.parties(content.sentence, agent) if self.parties.is_party(m))
        speakers = self.parties.fill(proposition, match.frame.actor, match)
        return bool(asked) and not any(self.parties.same(mention, speakers) for mention in asked)

    def is_free(self, index: int) -> bool:
        """Say whether the proposition is there and tells no event itself, whose agent would be another's."""
        return index >= 0 and index not in self.matches

    def lent(self, proposition: Proposition) -> tuple[Mention, ...]:
        """Return the agent of the operator over an action noun («completed the withdrawal»), where it has none."""
        if proposition.kind != "noun":
            return ()
        if proposition.relation == "argument" and proposition.marker == "for" and self.is_free(proposition.parent):
            # «was in Riga for talks»
            return self.parties.parties(
                proposition.sentence, self.analysis.propositions[proposition.parent].get("agent")
            )
        if proposition.relation in ("argument", "modifier") and self.is_free(proposition.parent):
            above = self.analysis.propositions[proposition.parent]
            agent = above.get("agent")
            inside = agent is not None and agent.head <= proposition.head <= agent.heads[-1]
            if above.kind == "verb" and above.lemma in self.parties.words["phases"] and not inside:
                return self.parties.parties(proposition.sentence, agent)  # «entered the tenth day of a strike»
        for operator in self.operators.values():
            if proposition.index in contents_of(operator, self.analysis.propositions):
                if not operator.frame.actor:
                    return ()  # «prevented an attack»
                return self.parties.parties(
                    proposition.sentence, self.analysis.propositions[operator.proposition].get("agent")
                )
        return ()

    def turn(self, draft: Draft) -> None:
        """Apply `becomes`: what the type turns into when announced, refused or negated."""
        modality = draft.modality
        becomes = dict(self.types[draft.type].becomes)
        aux = list(modality.aux())
        if draft.match.frame.uses_form:
            draft.aux = tuple(word for word in (*aux, *draft.match.frame.aux) if word not in ("future", "negation"))
            return
        hanging = draft.under >= 0 and draft.stance in ("ask", "deny", "doubt")
        if modality.obliged and not hanging and "hypothetical" not in aux:
            aux.append("hypothetical")  # «should withdraw»: said to be right, not done
        for key, holds in (
            ("refusal", modality.refused and not modality.hypothetical),
            ("negation", modality.negated and not modality.hypothetical),
            ("future", modality.future and not modality.negated and not modality.hypothetical),
        ):
            if holds and key in becomes and not hanging:
                target = next((becomes[f"{key}/{m}"] for m in draft.modes if f"{key}/{m}" in becomes), becomes[key])
                draft.type, _, mode = target.partition("/")
                if draft.type != draft.match.frame.type:
                    draft.modes = (mode,) if mode else ()
                if key == "refusal" and draft.match.frame.mutual:
                    self.part_sides(draft)
                if key == "refusal" and not any(self.parties.is_party(mention) for mention in draft.recipients):
                    draft.recipients = self.parties.conditioned(draft.proposition, draft.actors) or draft.recipients
                aux = [word for word in aux if word not in (("negation", "future") if key != "future" else ("future",))]
                break
        aux += [word for word in draft.match.frame.aux if word not in aux]
        draft.aux = tuple(aux)

    def part_sides(self, draft: Draft) -> None:
        """Let who refuses what two do together be the actor, the other the recipient: «will not meet the minister»."""
        agents = self.parties.parties(draft.proposition.sentence, draft.proposition.get("agent"))
        others = tuple(mention for mention in draft.actors if mention not in agents)
        if others and len(others) < len(draft.actors) and not draft.recipients:
            draft.actors = tuple(mention for mention in draft.actors if mention in agents)
            draft.recipients = others

    def finish(self) -> tuple[Event, ...]:
        subject = self.matcher.subject(self.analysis.sentences) if self.drafts else ""
        judge = Judge(self.analysis, self.parties, self.matcher, subject)
        kept = [draft for draft in self.drafts.values() if judge.holds(draft)]
        kept.sort(key=lambda draft: (draft.proposition.sentence, draft.proposition.span, draft.proposition.index))
        Lender(kept, self.parties, self.matcher).lend()
        told: list[tuple[BaseEvent, Draft, Name]] = []
        position: dict[int, int] = {}
        for draft in kept:
            kinds = [(draft.type, draft.modes)]
            if draft.match.frame.also and draft.type == draft.match.frame.type:
                also, _, mode = draft.match.frame.also.partition("/")
                kinds.append((also, (mode,) if mode else ()))
            for base, base_modes in kinds:
                found = BaseEvent(draft.match, base, base_modes, draft.aux, draft.actors, draft.recipients)
                name = name_event(self.codebook, found, self.entities)
                if name is not None:
                    position.setdefault(draft.proposition.index, len(told))
                    told.append((found, draft, name))
        events = []
        for i, (found, draft, named) in enumerate(told):
            proposition = draft.proposition
            above, stance = draft.under, draft.stance
            passed: list[Span] = []
            while above in self.drafts and above not in position:
                # The speech act between was left out: «rejected a demand to withdraw», «refused to accuse».
                if self.drafts[above].answered:
                    stance = None
                else:
                    passed.append(self.drafts[above].proposition.span)
                above = self.drafts[above].under
            events.append(
                Event(
                    index=i,
                    type=named.type,
                    modes=named.modes,
                    actors=draft.actors,
                    recipients=draft.recipients,
                    trigger=proposition.span,
                    evidence=self.evidence(proposition),
                    sentence=proposition.sentence,
                    proposition=proposition.index,
                    frame=draft.match.frame.id,
                    under=position.get(above, -1),
                    stance=stance if above in position else None,  # type: ignore[arg-type]
                    passed=tuple(passed) if above in position else (),
                    aux=draft.aux,  # type: ignore[arg-type]
                    confidence=proposition.confidence,
                    fit=draft.match.score,
                    mutual=draft.match.frame.mutual,
                    bare_state=draft.match.frame.bare_state,
                    contexts=self.matcher.contexts.find(
                        self.analysis.sentences[proposition.sentence],
                        proposition,
                        found.type,
                        found.modes,
                        self.parties.known(draft.actors),
                        self.parties.known(draft.recipients),
                    ),
                    voice=self.parties.vouching(proposition, draft.match.frame.voice),
                    base=found.type if self.codebook.rules else "",
                    named_by=named.by,
                )
            )
        return tuple(events)

    def evidence(self, proposition: Proposition) -> Span:
        """Return the stretch from the first to the last word of the predicate and its written arguments."""
        spans = [proposition.span, *(a.span for a in proposition.arguments if not a.implicit)]
        sentence = self.analysis.sentences[proposition.sentence].span
        return Span(max(sentence.start, min(s.start for s in spans)), min(sentence.end, max(s.end for s in spans)))
