"""Find the events of a document: frames on propositions, composed with all that embeds them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from demarche.codebook.composition import Modality, compose_modality
from demarche.codebook.matching import CORE, Kinds, Match, Matcher, find_slot, mode_of_content
from demarche.model import Analysis, Argument, Entity, Event, Mention, Proposition, Span, Token

# Places inside a phrase where a party stands that the phrase is about: its doer first, then the one it is aimed at.
PLACES = (("agent", "by", "from"), ("with", "against", "of", "on", "to", "between", "patient"), ("in", "at", "for"))
SCENES = frozenset({"in", "at", "near", "outside", "over", "against", "across", "along"})
NOBODY = frozenset(
    {"anyone", "anybody", "nobody", "anything", "nothing", "everyone", "everybody", "someone", "somebody"}
)
REACH = 3  # sentences between a demand or a charge and its answer
CARRYING = ("relative", "adverbial", "modifier")
AIMS = frozenset({"on", "against", "at", "into"})
STANDS = frozenset({"protest", "support", "response", "solidarity", "opposition"})
PURPOSES = ("purpose", "adverbial", "modifier")
Entities = Mapping[tuple[int, int], Entity]
Mentions = Mapping[tuple[int, int], Mention]


class _Draft(msgspec.Struct):
    """An event in the making: what the frame gave, before speech acts have taken their content."""

    match: Match
    proposition: Proposition
    type: str
    modes: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    modality: Modality
    aux: tuple[str, ...] = ()
    under: int = -1
    stance: str | None = None
    dropped: bool = False
    taken: bool = False  # its content has been taken


def find_events(analysis: Analysis, mentions: Mentions, entities: Entities, matcher: Matcher) -> tuple[Event, ...]:
    """Return the events of the document in the order of their triggers; `under` counts within the result.

    Steps: 1 frames and operators fire on propositions; 2 modality is composed; 3 the slots become parties; 4 speech
    acts take their content; 5 types turn into what the codebook says that they become; 6 nominals without parties are
    left out.
    """
    finder = _Finder(analysis, mentions, entities, matcher)
    return finder.events()


def kinds_reader(analysis: Analysis, entities: Entities, matcher: Matcher) -> Kinds:
    """Return the look-up of built-in classes (@PARTY, …) that `find_events` uses for the document."""
    return _Finder(analysis, {}, entities, matcher).kinds


class _Finder:
    def __init__(self, analysis: Analysis, mentions: Mentions, entities: Entities, matcher: Matcher) -> None:
        self.analysis = analysis
        self.mentions = mentions
        self.entities = entities
        self.matcher = matcher
        self.codebook = matcher.codebook
        self.types = {event_type.name: event_type for event_type in self.codebook.types}
        self.modes_of = {name: frozenset(mode.name for mode in kind.modes) for name, kind in self.types.items()}
        self.instruments = dict(self.codebook.classes).get("instrument", frozenset())
        self._kinds: dict[tuple[int, int], frozenset[str]] = {}
        self.matches: dict[int, Match] = {}
        self.operators: dict[int, Match] = {}
        self.drafts: dict[int, _Draft] = {}
        self.conjuncts: dict[int, list[int]] = {}
        self.below: dict[int, list[Proposition]] = {}
        for proposition in analysis.propositions:
            if proposition.parent >= 0:
                self.below.setdefault(proposition.parent, []).append(proposition)
            if proposition.relation == "conjunct" and proposition.parent >= 0:
                self.conjuncts.setdefault(proposition.parent, []).append(proposition.index)

    def events(self) -> tuple[Event, ...]:
        propositions = self.analysis.propositions
        # 1. Frames and operators.
        for proposition in propositions:
            sentence = self.analysis.sentences[proposition.sentence]
            matches = self.matcher.match(sentence, proposition, self.kinds)
            match = next((match for match in matches if self.has_parties(match, proposition)), None)
            if match is not None:
                self.matches[proposition.index] = match
            else:
                operator = self.matcher.operator(sentence, proposition, self.kinds)
                if operator is not None:
                    self.operators[proposition.index] = operator
        # 2. Modality.
        contents = frozenset(m.content.proposition for m in self.matches.values() if m.content is not None)
        modalities = compose_modality(propositions, self.operators, contents) if self.matches else {}
        # 3. Parties.
        for index, match in self.matches.items():
            self.drafts[index] = self.draft(match, propositions[index], modalities[index])
        # 4. Content of speech acts, innermost last so that a mode sees the type before it becomes another.
        for draft in self.drafts.values():
            self.take_content(draft)
        self.answer()
        # 5. and 6.
        for draft in self.drafts.values():
            self.turn(draft)
        return self.finish()

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
                if (entity.id or "").startswith("country:"):
                    names.add("@COUNTRY")
            if tokens[head].name == "PERSON":
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

    def draft(self, match: Match, proposition: Proposition, modality: Modality) -> _Draft:
        sentence = self.analysis.sentences[proposition.sentence]
        actors = self.fill(proposition, match.frame.actor, match)
        if not actors and "agent" in match.frame.actor and proposition.kind == "verb" and not proposition.passive:
            actors = self.carried_over(proposition)
        recipients = self.fill(proposition, match.frame.recipient, match, taken=actors) or self.as_worded(
            match, proposition
        )
        if match.actor is None and "agent" in match.frame.actor:
            actors = self.lent(proposition)
        if match.frame.mutual:
            actors, recipients = _unique((*actors, *recipients)), ()
        recipients = tuple(mention for mention in recipients if mention not in actors)
        return _Draft(
            match=match,
            proposition=proposition,
            type=match.frame.type,
            modes=self.matcher.modes(sentence, proposition, match),
            actors=actors,
            recipients=recipients,
            modality=modality,
        )

    def has_parties(self, match: Match, proposition: Proposition) -> bool:
        """Say whether the words name the recipient, or the two sides, where the type needs them."""
        if not self.types[match.frame.type].requires_recipient:
            return True
        actors = self.fill(proposition, match.frame.actor, match)
        recipients = self.fill(proposition, match.frame.recipient, match, taken=actors)
        return bool(recipients) or len(actors) > 1

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
                found = self.aimed_at(proposition, out)
            elif slot == "speaker":
                found = self.speaker(proposition)
            if found:
                return found
            argument = find_slot(proposition, slot, pattern)
            if argument is None or argument.role == "clause":
                continue
            found = self.parties(sentence, argument, out)
            if any(self.is_party(mention) for mention in found):
                return found
            arguments.append(argument)
        filled = len(arguments)
        wanted = tuple(slot for slot in slots if slot not in CORE)
        if wanted and slots[0] not in CORE:
            others = ("patient",) if taken is not None else ("patient", "agent")
            arguments += [a for a in proposition.arguments if a.role in others and a not in arguments]
        places: tuple[tuple[str, ...], ...] = (wanted,)
        if taken is None and "agent" in slots:
            places = (wanted, ("agent", "by"))  # «a strike by the coalition killed two»
        if taken is not None:
            places = (match.frame.within,) if match and match.frame.within else (wanted, *PLACES)
        for argument in arguments:
            found = self.within(sentence, argument, places, out)
            if found:
                return found
        for argument in arguments[:filled]:
            found = self.parties(sentence, argument, out)
            if found:
                return found
        return ()

    def is_party(self, mention: Mention) -> bool:
        """Say whether the mention is a doer, or something of a known country."""
        entity = self.entities.get((mention.sentence, mention.head))
        return entity is not None and (entity.kind == "party" or bool(entity.country or entity.countries))

    def speaker(self, proposition: Proposition) -> tuple[Mention, ...]:
        """Return who says it, where the proposition is what somebody says."""
        if proposition.parent < 0 or proposition.relation not in ("clause", "parataxis"):
            return ()
        above = self.analysis.propositions[proposition.parent]
        return self.parties(proposition.sentence, above.get("agent")) if above.kind == "verb" else ()

    def aimed_at(self, proposition: Proposition, taken: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the parties that the purpose of an act names: «fasted to protest against Sweden's decision»."""
        below = [p for p in self.below.get(proposition.index, ()) if p.relation in PURPOSES]
        below += [
            self.analysis.propositions[a.proposition]
            for a in proposition.arguments
            if a.proposition >= 0 and a.role in ("clause", "oblique") and a.marker in ("to", "in", "ing")
        ]
        for other in below:
            if other.kind == "noun" and other.lemma not in STANDS:
                continue
            found = self.fill(other, ("against", "patient", "at", "over", "to", "of", "from"), taken=taken)
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
        for slots in places:
            for slot in slots:
                if inner is not None:
                    found = self.parties(sentence, find_slot(inner, slot), taken)
                    if found:
                        return found
                for token in inside:
                    if cases.get(token.i) == slot and token.i not in argument.heads:
                        heads = (token.i, *(t.i for t in inside if t.head == token.i and t.rel == "conj"))
                        found = self.parties(sentence, Argument("oblique", slot, token.i, heads, token.span), taken)
                        if found:
                            return found
        return ()

    def as_worded(self, match: Match, proposition: Proposition) -> tuple[Mention, ...]:
        """Return the object that an act is aimed at, where it is no party: «condemned the attacks»."""
        if match.frame.type and self.types[match.frame.type].requires_recipient:
            return ()
        for slot in match.frame.recipient:
            argument = find_slot(proposition, slot, match.pattern)
            if argument is not None and argument.role != "clause" and argument.marker not in ("in", "on", "at"):
                mention = self.mentions.get((proposition.sentence, argument.head))
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
            if step == 0 and proposition.tense != "none":
                return ()
            if above.kind == "verb" and agent is not None:
                return tuple(m for m in self.parties(proposition.sentence, agent) if self.is_party(m))
        return ()

    def lent(self, proposition: Proposition) -> tuple[Mention, ...]:
        """Return the agent of the operator over an action noun («completed the withdrawal»), where it has none."""
        if proposition.kind != "noun":
            return ()
        if proposition.relation == "argument" and proposition.marker == "for" and proposition.parent >= 0:
            # «was in Riga for talks»
            return self.parties(proposition.sentence, self.analysis.propositions[proposition.parent].get("agent"))
        for operator in self.operators.values():
            if operator.content is not None and operator.content.proposition == proposition.index:
                return self.parties(proposition.sentence, self.analysis.propositions[operator.proposition].get("agent"))
        return ()

    def parties(self, sentence: int, argument: Argument | None, taken: tuple[Mention, ...] = ()) -> tuple[Mention, ...]:
        """Return the mentions of an argument that are parties or belong to one."""
        if argument is None:
            return ()
        tokens = self.analysis.sentences[sentence].tokens
        found = []
        for head in argument.heads:
            entity = self.entities.get((sentence, head))
            if entity is None or (entity.kind == "none" and not entity.country):
                continue
            if tokens[head].lemma.lower() in NOBODY or (taken and self.is_own(sentence, head, entity, taken)):
                continue
            if tokens[head].lemma.lower() in self.instruments and entity.kind != "possession":
                continue
            if entity.country or entity.sectors or entity.countries or entity.kind == "party" or tokens[head].name:
                found.append(self.mentions.get((sentence, head)) or Mention(sentence, head, argument.span))
        return tuple(mention for mention in _unique(tuple(found)) if mention not in taken)

    def is_own(self, sentence: int, head: int, entity: Entity, actors: tuple[Mention, ...]) -> bool:
        """Say whether a thing is the actor's own: «refused to hand over its files»."""
        if entity.kind != "possession":
            return False
        tokens = self.analysis.sentences[sentence].tokens
        if not any(
            t.head == head and t.deprel == "nmod:poss" and t.upos == "PRON" for t in tokens[max(0, head - 5) : head]
        ):
            return False
        known = [self.entities.get((m.sentence, m.head)) for m in actors]
        return any(other is not None and other.country == entity.country for other in known)

    def answer(self) -> None:
        """Give answers their recipient: who made the offer, the demand or the charge before («rejected the offer»)."""
        ordered = sorted(self.drafts.values(), key=lambda d: (d.proposition.sentence, d.proposition.span))
        for i, draft in enumerate(ordered):
            if not draft.match.frame.answers or any(self.is_party(m) for m in draft.recipients):
                continue
            for other in reversed(ordered[:i]):
                if draft.proposition.sentence - other.proposition.sentence > REACH:
                    break
                frame = other.match.frame
                speech = (frame.stance is not None or frame.mode_from) and not frame.answers
                parties = [m for m in other.actors if not self.same_party(m, draft.actors)]
                if speech and parties and not other.dropped:
                    draft.recipients = tuple(parties)
                    break

    def take_content(self, draft: _Draft) -> None:
        frame, content = draft.match.frame, draft.match.content
        if content is None or draft.taken:
            return
        draft.taken = True
        below = self.content_drafts(content.proposition, frozenset({draft.proposition.index}))
        for inner in below:
            self.take_content(inner)
        if frame.mode_from:
            mode = mode_of_content(
                self.codebook, frame.mode_from, below[0].type if below else None, below[0].modes if below else ()
            )
            if (
                below
                and below[0].match.frame.mode_from
                and below[0].modes
                and below[0].modes[0] in self.modes_of[draft.type]
            ):
                mode = below[0].modes[0]  # the refusal of a demand has the mode of what is demanded
            if mode and not draft.modes:
                draft.modes = (mode,)
        for inner in below:
            inner.under = draft.proposition.index
            inner.stance = frame.stance
            inner.dropped = inner.dropped or frame.below == "drop"
        if frame.content_actor:
            for inner in below:
                inner.actors = inner.actors or draft.recipients
        if frame.content_recipient and not draft.recipients and below:
            inner_parties = [*below[0].actors, *below[0].recipients]
            draft.recipients = tuple(
                mention for mention in inner_parties if not self.same_party(mention, draft.actors)
            )[:1]
        if frame.content_recipient and not draft.recipients and content.proposition >= 0:
            inner_proposition = self.analysis.propositions[content.proposition]
            slots = ("patient", "recipient", "with", "against", "on", "to", "from", "in", "over")
            draft.recipients = self.fill(inner_proposition, slots, taken=draft.actors)

    def content_drafts(self, index: int, seen: frozenset[int]) -> list[_Draft]:
        """Return the events in the content that `index` heads: its own, through operators and conjuncts."""
        if index < 0 or index in seen:
            return []
        seen = seen | {index}
        found = []
        if index in self.drafts:
            found.append(self.drafts[index])
        elif index in self.operators:
            content = self.operators[index].content
            if content is not None:
                found += self.content_drafts(content.proposition, seen)
        for other in self.conjuncts.get(index, ()):
            found += self.content_drafts(other, seen)
        return found

    def same_party(self, mention: Mention, others: tuple[Mention, ...]) -> bool:
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

    def turn(self, draft: _Draft) -> None:
        """Apply `becomes`: what the type turns into when announced, refused or negated."""
        modality = draft.modality
        becomes = dict(self.types[draft.type].becomes)
        aux = list(modality.aux())
        if draft.match.frame.only:
            draft.aux = tuple(word for word in (*aux, *draft.match.frame.aux) if word not in ("future", "negation"))
            return
        hanging = draft.under >= 0 and draft.stance in ("ask", "deny", "doubt")
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
                aux = [word for word in aux if word not in (("negation", "future") if key != "future" else ("future",))]
                break
        aux += [word for word in draft.match.frame.aux if word not in aux]
        draft.aux = tuple(aux)

    def finish(self) -> tuple[Event, ...]:
        kept = [draft for draft in self.drafts.values() if self.holds(draft)]
        kept.sort(key=lambda draft: (draft.proposition.sentence, draft.proposition.span, draft.proposition.index))
        told: list[tuple[_Draft, str, tuple[str, ...]]] = []
        position: dict[int, int] = {}
        for draft in kept:
            position[draft.proposition.index] = len(told)
            told.append((draft, draft.type, draft.modes))
            if draft.match.frame.also and draft.type == draft.match.frame.type:
                also, _, mode = draft.match.frame.also.partition("/")
                told.append((draft, also, (mode,) if mode else ()))
        events = []
        for i, (draft, type_name, modes) in enumerate(told):
            proposition = draft.proposition
            above = draft.under
            while above in self.drafts and above not in position:
                above = self.drafts[above].under  # the speech act between was left out: «rejected a demand to withdraw»
            events.append(
                Event(
                    index=i,
                    type=type_name,
                    modes=modes,
                    actors=draft.actors,
                    recipients=draft.recipients,
                    trigger=proposition.span,
                    evidence=self.evidence(proposition),
                    sentence=proposition.sentence,
                    proposition=proposition.index,
                    frame=draft.match.frame.id,
                    under=position.get(above, -1),
                    stance=draft.stance if above in position else None,  # type: ignore[arg-type]
                    aux=draft.aux,  # type: ignore[arg-type]
                    confidence=proposition.confidence,
                    mutual=draft.match.frame.mutual,
                )
            )
        return tuple(events)

    def holds(self, draft: _Draft) -> bool:
        """Say whether the words tell an event: no mere mention of one, and with the parties that its type needs."""
        if draft.dropped:
            return False
        event_type = self.types[draft.type]
        proposition = draft.proposition
        parties = len(draft.actors) + len(draft.recipients)
        if event_type.requires_recipient and not draft.recipients and len(draft.actors) < 2:
            return False
        reduced = proposition.passive and proposition.relation in ("relative", "modifier")
        if reduced and draft.match.frame.stance is not None and not draft.actors:
            return False  # «people accused of theft»
        if proposition.kind != "noun" or proposition.light:
            return proposition.kind != "noun" or parties > 0 or self.takes_place(proposition)
        if parties == 0:
            return self.takes_place(proposition)
        known = parties > 1 if draft.match.frame.mutual else bool(draft.actors)
        return known or self.takes_place(proposition)

    def takes_place(self, proposition: Proposition) -> bool:
        """Say whether an action noun without parties is what the clause is about: «protests continue»."""
        if proposition.light or any(a.role == "oblique" and a.marker in SCENES for a in proposition.arguments):
            return True
        if proposition.relation != "argument" or proposition.parent < 0:
            return False
        above = self.analysis.propositions[proposition.parent]
        subject = above.get("patient" if above.passive else "agent")
        return above.kind == "verb" and subject is not None and subject.proposition == proposition.index

    def evidence(self, proposition: Proposition) -> Span:
        """Return the stretch from the first to the last word of the predicate and its written arguments."""
        spans = [proposition.span, *(a.span for a in proposition.arguments if not a.implicit)]
        sentence = self.analysis.sentences[proposition.sentence].span
        return Span(max(sentence.start, min(s.start for s in spans)), min(sentence.end, max(s.end for s in spans)))


def _subtree(tokens: tuple[Token, ...], argument: Argument) -> list[Token]:
    """Return the tokens below the heads of an argument, in order."""
    members = set(argument.heads)
    grown = True
    while grown:
        grown = False
        for token in tokens:
            if token.head in members and token.i not in members:
                members.add(token.i)
                grown = True
    return [token for token in tokens if token.i in members]


def _unique(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(mentions))
