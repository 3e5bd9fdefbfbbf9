"""Say whether words tell an event, or only mention one."""

from __future__ import annotations

from demarche.codebook.matching import Matcher
from demarche.model import Analysis, Proposition
from demarche.stages.events.drafts import Draft
from demarche.stages.events.parties import PartyFinder

SCENES = frozenset({"in", "at", "near", "outside", "over", "against", "across", "along"})
HELD = frozenset({"hold", "control", "rule", "govern", "administer", "dominate", "own", "back"})  # whose something is
STATIONS = frozenset({"in", "at", "near", "on", "off", "outside", "aboard", "around", "across"})


class Judge:
    """Judges the events of one document in the making; `subject` is what the report is about, where no party acts."""

    def __init__(self, analysis: Analysis, parties: PartyFinder, matcher: Matcher, subject: str) -> None:
        self.analysis = analysis
        self.parties = parties
        self.codebook = matcher.codebook
        self.types = {event_type.name: event_type for event_type in self.codebook.matched_types}
        self.subject = subject

    def holds(self, draft: Draft) -> bool:
        """Say whether the words tell an event: no mere mention of one, and with the parties that its type needs."""
        if draft.dropped:
            return False
        if self.subject and not self.is_political(draft):
            return False
        event_type = self.types[draft.type]
        proposition = draft.proposition
        parties = len(draft.actors) + len(draft.recipients)
        if event_type.requires_recipient and not draft.recipients and self.parties.count(draft.actors) < 2:
            return False
        reduced = proposition.passive and proposition.relation in ("relative", "modifier")
        if reduced and draft.match.frame.stance is not None and not draft.actors:
            return False  # «people accused of theft»
        if reduced and (self.is_stationed(draft) or proposition.lemma in HELD):
            return False  # «a village held by rebels»
        if proposition.kind == "noun" and self.is_title(proposition):
            return False
        if proposition.kind != "noun" or proposition.light:
            return proposition.kind != "noun" or parties > 0 or self.takes_place(proposition)
        if parties == 0:
            # Nobody's threat of nothing is a danger: «terrorist threats in the region».
            danger = draft.match.frame.content_aux and draft.match.content is None
            return not danger and self.takes_place(proposition)
        known = (
            self.parties.count((*draft.actors, *draft.recipients)) > 1
            if draft.match.frame.mutual
            else bool(draft.actors)
        )
        return known or self.takes_place(proposition) or self.names_whom(draft) or self.is_taken_up(draft)

    def is_stationed(self, draft: Draft) -> bool:
        """Say whether a participle tells where its noun is, not that somebody moves it: «a fleet based in Bahrain»."""
        proposition = draft.proposition
        if proposition.lemma not in self.parties.words["stationed"] or proposition.get("oblique", "by") is not None:
            return False
        where = [a for a in proposition.arguments if a.role == "oblique"]
        return bool(where) and all(
            a.marker in STATIONS and not self.parties.is_time(proposition.sentence, a) for a in where
        )

    def is_taken_up(self, draft: Draft) -> bool:
        """Say whether a speech act takes up an action noun that names whom it concerns: «demanded their release»."""
        taken_up = draft.granted or draft.stance in ("ask", "deny")
        return draft.under >= 0 and taken_up and any(self.parties.is_party(mention) for mention in draft.recipients)

    def names_whom(self, draft: Draft) -> bool:
        """Say whether a definite action noun names those it was done to: «the arrest of Ayaz Khan led to raids»."""
        proposition = draft.proposition
        if not self.types[draft.type].material or draft.modality.hypothetical:
            return False
        tokens = self.analysis.sentences[proposition.sentence].tokens
        definite = any(t.head == proposition.head and t.rel == "det" and t.lemma == "the" for t in tokens)
        return definite and any(
            mention.sentence == proposition.sentence and "@PERSON" in self.parties.kinds(mention.sentence, mention.head)
            for mention in draft.recipients
        )

    def is_political(self, draft: Draft) -> bool:
        """Say whether an event is one in a report on sport or science: by its words or by a party of politics."""
        subjects = self.codebook.subjects
        assert subjects is not None
        if not subjects.plain.isdisjoint({draft.type, *(f"{draft.type}/{mode}" for mode in draft.modes)}):
            return True
        return any(self.parties.acts_as(mention, subjects.sectors) for mention in (*draft.actors, *draft.recipients))

    def is_title(self, proposition: Proposition) -> bool:
        """Say whether an action noun is part of a name («the Strategic Partnership»), headlines apart."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        token = tokens[proposition.head]
        if token.i == 0 or not token.text[:1].isupper() or token.text.isupper():
            return False
        words = [other for other in tokens if other.upos in ("NOUN", "VERB", "ADJ")]
        return sum(other.text[:1].islower() for other in words) * 2 > len(words)

    def takes_place(self, proposition: Proposition) -> bool:
        """Say whether an action noun without parties is what the clause is about: «protests continue»."""
        if proposition.light or any(a.role == "oblique" and a.marker in SCENES for a in proposition.arguments):
            return True
        if proposition.relation != "argument" or proposition.parent < 0:
            return False
        above = self.analysis.propositions[proposition.parent]
        subject = above.get("patient" if above.passive else "agent")
        happens = above.kind == "verb" and not above.modal
        return happens and subject is not None and subject.proposition == proposition.index
