"""Say which time expressions may be an event's: by the propositions around it, and by the order of words."""

from __future__ import annotations

from demarche.model import Analysis, Event, Proposition, Sentence, Timex
from demarche.stages.times.placing import Placed, date_words, owners_of, sentence_at

_BORDERS = frozenset({",", ";", ":", "—", "–", '"', "”", "“"})


class Clauses:
    """The propositions of a document with their time expressions: which time may be which event's."""

    def __init__(self, analysis: Analysis, events: tuple[Event, ...], timexes: tuple[Timex, ...]) -> None:
        self.analysis = analysis
        self.propositions = analysis.propositions
        self.published = analysis.document.published
        self.tables = date_words()
        self.owners = owners_of(analysis)
        self.event_propositions = {event.proposition: event for event in events if event.proposition >= 0}
        self.children: dict[int, list[int]] = {}
        self.by_sentence: dict[int, list[Proposition]] = {}
        for proposition in self.propositions:
            self.by_sentence.setdefault(proposition.sentence, []).append(proposition)
            if proposition.parent >= 0:
                self.children.setdefault(proposition.parent, []).append(proposition.index)
        self.placed: dict[int, list[Placed]] = {}  # by sentence
        self.by_owner: dict[int, list[Placed]] = {}
        starts = [sentence.span.start for sentence in analysis.sentences]
        for timex in timexes:
            placed = self._place(timex, starts)
            if placed is not None:
                self.placed.setdefault(placed.sentence, []).append(placed)
                for owner in (placed.owner, *self.clauses_behind(placed)):
                    self.by_owner.setdefault(owner, []).append(placed)

    def clauses_behind(self, placed: Placed) -> list[int]:
        """Return the clauses that say what took place then: «last week, when officers fired and arrested eleven»."""
        tokens = self.analysis.sentences[placed.sentence].tokens
        at = placed.last + 1
        while at < len(tokens) and tokens[at].text == ",":
            at += 1
        if at >= len(tokens) or tokens[at].text.lower() != "when":
            return []
        head = tokens[at].head
        heads = {head, *(t.i for t in tokens if t.head == head and t.rel == "conj")}
        return [p.index for p in self.by_sentence.get(placed.sentence, ()) if p.head in heads]

    def _place(self, timex: Timex, starts: list[int]) -> Placed | None:
        index = sentence_at(starts, timex.span.start)
        if index < 0:
            return None
        tokens = self.analysis.sentences[index].tokens
        inside = [t.i for t in tokens if t.start < timex.span.end and timex.span.start < t.end]
        if not inside:
            return None
        head = next((i for i in inside if tokens[i].head not in inside), inside[0])
        return Placed(timex, index, inside[0], inside[-1], head, self.owners[index].get(head, -1))

    def predicate(self, event: Event, sentence: Sentence) -> int:
        if event.proposition >= 0:
            return self.propositions[event.proposition].head
        return next((t.i for t in sentence.tokens if t.end > event.trigger.start), 0)

    def places_to_look(self, event: Event, *, speech_act: bool) -> list[tuple[str, int]]:
        """List the propositions whose time may be the event's, the nearest first, each with what it is to the event."""
        index = event.proposition
        if index < 0:
            sentence = self.analysis.sentences[event.sentence]
            at = self.predicate(event, sentence)
            index = self.owners[event.sentence].get(at, -1)
            if index < 0:
                return []
        looked = [("own clause", index)]  # (1)
        for child in self.children.get(index, ()):  # (2)
            proposition = self.propositions[child]
            if self._tells_closer(proposition, speech_act=speech_act):
                looked.append(("its clause", child))
        looked.extend(("joined clause", child) for child in self._joined_behind(index))
        seen = {index}
        while True:  # (3)
            proposition = self.propositions[index]
            parent = proposition.parent
            if parent < 0 or parent in seen or not self._shares_time(proposition, event, speech_act=speech_act):
                return looked
            looked.append(("governing clause", parent))
            looked.extend(
                ("governing clause", child)
                for child in self.children.get(parent, ())
                if child != index and self._tells_when(self.propositions[child])
            )
            seen.add(parent)
            index = parent

    def _joined_behind(self, index: int) -> list[int]:
        """List the verbs that «and» joins to one without a comma: «stormed the house and shot a man on Friday»."""
        proposition = self.propositions[index]
        if proposition.kind != "verb":
            return []
        tokens = self.analysis.sentences[proposition.sentence].tokens
        return [
            child
            for child in self.children.get(index, ())
            if (joined := self.propositions[child]).relation == "conjunct"
            and joined.kind == "verb"
            and (joined.tense, joined.perfect) == (proposition.tense, proposition.perfect)
            and not self._has_own_subject(joined)
            and not any(tokens[i].text in _BORDERS for i in range(proposition.head, joined.head))
        ]

    def _tells_closer(self, child: Proposition, *, speech_act: bool) -> bool:
        if self.does(child):
            return not speech_act
        if child.relation == "relative" and self._tells_when(child):
            return True
        if child.index in self.event_propositions and child.relation != "time":
            return False
        if child.relation == "time":
            return child.marker in self.tables["same_time"]
        if child.relation == "relative":
            if child.parent >= 0 and self.propositions[child.parent].kind == "noun":
                above = self.propositions[child.parent]
                if self.analysis.sentences[child.sentence].tokens[child.head].head != above.head:
                    return False  # «the resignation of the president, who has ruled since 2005»
                return child.lemma not in self.tables["speech"]  # «a strike that cut the power on Monday»
            return child.lemma in self.tables["happening"] or (child.tense == "none" and not speech_act)
        if speech_act or child.lemma in self.tables["speech"]:
            return False
        subject = child.get("agent")
        bare = child.tense == "none" or (subject is not None and subject.implicit)
        small = child.relation == "clause" and child.marker == "" and bare
        return small or (child.relation in {"argument", "modifier"} and child.kind == "noun")

    def _tells_when(self, child: Proposition) -> bool:
        """Say whether a clause tells when that above it took place: «who met on Thursday, agreed»."""
        if child.relation == "time":
            return child.marker in self.tables["same_time"]
        met = child.relation == "relative" and child.lemma in self.tables["gatherings"] and child.parent >= 0
        return met and self.propositions[child.parent].lemma in self.tables["agreeing"]

    def does(self, noun: Proposition) -> bool:
        """Say whether an action noun is what does the verb above it: «the attack killed two»."""
        if noun.relation != "argument" or noun.parent < 0 or noun.kind != "noun":
            return False
        verb = self.propositions[noun.parent]
        agent = verb.get("agent")
        return agent is not None and agent.proposition == noun.index and verb.lemma not in self.tables["speech"]

    def _shares_time(self, proposition: Proposition, event: Event, *, speech_act: bool) -> bool:
        """Say whether a proposition has the time of the one that it is embedded in."""
        parent = self.propositions[proposition.parent]
        speech = parent.lemma in self.tables["speech"]
        if proposition.relation == "clause":
            if speech:
                return speech_act and not self._has_noun_subject(proposition)
            return parent.index not in self.event_propositions or parent.index == event.proposition
        if speech and proposition.relation != "conjunct" and (not speech_act or proposition.kind == "noun"):
            return False
        if proposition.relation == "time":
            return proposition.marker in self.tables["same_time"]
        if proposition.relation == "relative":
            return False
        joined = proposition.relation in {"conjunct", "parataxis"}
        if joined and (self._has_own_subject(proposition) or self._is_later(proposition)):
            return False
        if parent.perfect and proposition.tense == "present" and not proposition.perfect:
            return False  # «has backed the rebels since 2008 and calls for talks»
        if proposition.relation in {"argument", "modifier", "apposition"}:
            if parent.index in self.event_propositions:
                return self.does(proposition)
            return parent.lemma in self.tables["happening"] or proposition.relation != "modifier"
        return proposition.relation in self.tables["shared"]

    def _is_later(self, proposition: Proposition) -> bool:
        """Say whether a joined verb tells of now, and the one before it of what was: «has complied and calls on»."""
        parent = self.propositions[proposition.parent]
        now = proposition.tense == "present" and not proposition.perfect
        return now and (parent.tense == "past" or parent.perfect)

    @staticmethod
    def _has_own_subject(proposition: Proposition) -> bool:
        subject = proposition.get("patient" if proposition.passive else "agent")
        return proposition.kind == "verb" and subject is not None and not subject.implicit

    def _has_noun_subject(self, proposition: Proposition) -> bool:
        """Say whether a clause has another subject than the speaker, who in it is a pronoun or left out."""
        subject = proposition.get("agent")
        if proposition.kind == "noun" or subject is None or subject.implicit:
            return proposition.kind == "noun"
        return self.analysis.sentences[proposition.sentence].tokens[subject.head].upos != "PRON"

    # ------------------------------------------------------------------------------------- by the order of words

    def marker(self, placed: Placed) -> str:
        """Give the preposition before a time expression, lower case, or «»."""
        tokens = self.analysis.sentences[placed.sentence].tokens
        if tokens[placed.head].deprel == "nmod:poss":  # «after last week's protests»: the preposition is the protests'
            return ""
        i = placed.first - 1
        while (
            i >= 0
            and tokens[i].text.lower() in {"the", "about", "around", "a", "at", "early", "late", "least"}
            and placed.first - i < 4
        ):
            i -= 1
        return tokens[i].text.lower() if i >= 0 else ""

    def is_noun(self, event: Event) -> bool:
        """Say whether the event is told by a noun."""
        return event.proposition >= 0 and self.propositions[event.proposition].kind == "noun"

    def stands_near(self, placed: Placed, at: int, event: Event, sentence: Sentence, *, speech_act: bool) -> bool:
        """Say whether a time expression may be the event's by the order of words alone."""
        owner = self.propositions[placed.owner] if placed.owner >= 0 else None
        fronted = self._fronted(placed, sentence)
        if self._opens_content(placed, at, sentence):
            return True
        if owner is not None:
            taken = owner.index in self.event_propositions and owner.index != event.proposition
            if taken and self.is_left_over(placed) and self._is_nearest_noun(placed, event):
                return True
            if taken and not (fronted and self._is_main(event)):
                return False
            if owner.lemma in self.tables["speech"] and not speech_act:
                return self.marker(placed) == "since" and at < placed.first and self._clear(at, placed.first, sentence)
        if fronted:
            return self._is_main(event)
        if at > placed.last and self.marker(placed) == "since":
            return False
        low, high = (at, placed.first) if at < placed.first else (placed.last, at)
        return self._clear(low, high, sentence)

    def is_left_over(self, placed: Placed) -> bool:
        """Say whether the verb that a time hangs on cannot have it: «jailed him on Monday for a murder in 1984».

        It has a day of its own outside of that time, or tells in the present of what is over.
        """
        owner, timex = self.propositions[placed.owner], placed.timex
        if timex.start is None or timex.end is None:
            return False
        if self.is_too_early(owner, timex):
            return True
        return any(
            other.timex.granularity == "day"
            and other.timex.start is not None
            and not timex.start <= other.timex.start <= timex.end
            and other.first < placed.first
            for other in self.by_owner.get(placed.owner, ())
            if timex.granularity != "day"
        )

    def is_too_early(self, proposition: Proposition, timex: Timex) -> bool:
        """Say whether a verb in the present has a time that is over: «protests the raid of 3 May»."""
        now = proposition.kind == "verb" and proposition.tense == "present" and not proposition.perfect
        return now and self.published is not None and timex.end is not None and timex.end < self.published

    def _is_nearest_noun(self, placed: Placed, event: Event) -> bool:
        nouns = [
            p.head
            for p in self.by_sentence.get(placed.sentence, ())
            if p.index in self.event_propositions and p.kind == "noun" and p.head < placed.first
        ]
        return bool(nouns) and event.proposition >= 0 and self.propositions[event.proposition].head == max(nouns)

    def _fronted(self, placed: Placed, sentence: Sentence) -> bool:
        """Say whether the expression opens the sentence before a comma: «On Friday, …»."""
        tokens = sentence.tokens
        before = tokens[: placed.first]
        if placed.first > 1 and tokens[0].text.lower() in {"since", "after", "before", "until"}:
            return False
        opening = all(t.upos in {"PUNCT", "ADP", "ADV", "DET", "CCONJ"} for t in before) or (
            tokens[0].upos == "ADP" and not any(t.upos in {"VERB", "AUX"} for t in before)
        )
        return opening and placed.last + 1 < len(tokens) and tokens[placed.last + 1].text == ","

    def _opens_content(self, placed: Placed, at: int, sentence: Sentence) -> bool:
        """Say whether the expression opens the clause of what is said, before the event: «said that on Monday, …»."""
        tokens = sentence.tokens
        i = placed.first - 1
        while i >= 0 and tokens[i].upos == "ADP":
            i -= 1
        if i < 0 or tokens[i].text.lower() != "that" or at < placed.last or placed.last + 1 >= len(tokens):
            return False
        return not any(
            placed.last < proposition.head < at and proposition.lemma in self.tables["speech"]
            for proposition in self.by_sentence.get(sentence.index, ())
        )

    def _is_main(self, event: Event) -> bool:
        """Say whether no speech and no relation of time stands above the event's clause."""
        index, seen = event.proposition, 0
        while index >= 0 and seen < 20:
            proposition = self.propositions[index]
            parent = proposition.parent
            if parent >= 0 and (
                self.propositions[parent].lemma in self.tables["speech"]
                or proposition.relation in {"time", "condition"}
                or (proposition.relation == "relative" and proposition.tense != "none")
            ):
                return False
            index, seen = parent, seen + 1
        return event.proposition >= 0

    def _clear(self, low: int, high: int, sentence: Sentence) -> bool:
        """Say whether between two tokens there is no border of clauses and no finite predicate."""
        tokens = sentence.tokens
        for i in range(low + 1, high):
            named = tokens[i].text == "," and tokens[i - 1].upos == "PROPN" and tokens[i + 1].upos == "PROPN"
            if tokens[i].text in _BORDERS and not named:  # «in Hama, Syria on Monday»
                return False
        return not any(
            low < proposition.head < high and proposition.kind == "verb" and proposition.tense != "none"
            for proposition in self.by_sentence.get(sentence.index, ())
        )
