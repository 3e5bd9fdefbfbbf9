"""Judge which events lie before the episode that a report tells of."""

from __future__ import annotations

from demarche.model import Analysis, Attribution, Event, Interval, Proposition, Timex, Unresolved, Voice
from demarche.stages.standing.ages import Ages
from demarche.stages.standing.story import Story
from demarche.stages.standing.times import BACKGROUND_DAYS, LONG_DAYS, is_carried, is_old
from demarche.stages.standing.words import background_words

Date = Interval | Unresolved
POINTING = frozenset({"the", "that", "those", "this", "these"})
Chain = tuple[Voice, ...]


class Background:
    """Judges the events of one document."""

    def __init__(self, analysis: Analysis, timexes: tuple[Timex, ...], attributions: tuple[Attribution, ...]) -> None:
        self.analysis = analysis
        self.words = background_words()
        self.ages = Ages(analysis, timexes)
        self.story = Story(self.ages, attributions)

    def judge(self, events: tuple[Event, ...], voices: tuple[Chain, ...], dates: tuple[Date, ...]) -> tuple[bool, ...]:
        """Say of each event whether it is background. The first that says anything counts:

        1. its date; 2. the words of its clause and of what this hangs below; 3. the speech act that it is the content
        of; 4. the court that judges it; 5. the past perfect in the publisher's own voice; 6. the story that goes on
        from the sentence before; 7. the telling before, of which it is only a mention.
        """
        found: list[bool] = []
        old_events: set[int] = set()
        for event, chain, date in zip(events, voices, dates, strict=True):
            proposition = self.analysis.propositions[event.proposition]
            open_ = bool({"future", "hypothetical"} & set(event.aux))
            old = self._by_date(event, proposition, date)  # 1.
            if old is None:
                old = self.ages.of(event.proposition)  # 2.
            if old is None and event.under in old_events:  # 3.
                old = True
            if old is None and not open_:
                old = (
                    self._is_judged(proposition, chain)  # 4.
                    or (self._went_before(proposition) and not chain)  # 5.
                    or self._goes_on(event, proposition, chain)  # 6.
                    or self._follows(event, proposition, events, voices, found)
                    or self._is_mention(event, proposition, events, found)  # 7.
                )
            found.append(bool(old))
            if old:
                old_events.add(event.index)
        return tuple(found)

    def _by_date(self, event: Event, proposition: Proposition, date: Date) -> bool | None:
        if not isinstance(date, Interval) or self._is_carried(date):
            return None
        end, present = date.end, self.ages.present
        if (
            present is not None
            and date.start > present
            and (
                self._is_told_as_past(proposition)
                or (proposition.kind == "noun" and (date.start - present).days > BACKGROUND_DAYS)
            )
        ):
            return None  # a day of another year: «was freed on November 21», told in September
        if date.text.lower().startswith("earlier"):
            end = date.start + (date.end - date.start) / 2
        old = is_old(date.start, end, date.granularity, present)
        if old and self._has_begun(event, proposition, date):
            return False
        return old

    def _is_carried(self, date: Interval) -> bool:
        return any(
            timed.timex.span == date.span and is_carried(timed, self.ages.text)
            for placed in self.ages.timed.values()
            for timed in placed
        )

    def _has_begun(self, event: Event, proposition: Proposition, date: Interval) -> bool:
        """Say whether the date is only that of the beginning of what goes on: «the protests began in June»."""
        above = self.analysis.propositions[proposition.parent] if proposition.parent >= 0 else proposition
        began = proposition.kind == "noun" and (
            above.lemma in self.words.beginnings or any(proposition.light.startswith(w) for w in self.words.beginnings)
        )
        present = self.ages.present
        return began and present is not None and (present - date.start).days <= LONG_DAYS

    def _is_judged(self, proposition: Proposition, chain: Chain) -> bool:
        """Say whether a court judges the act, or hears of it: «was sentenced for the torture of», «testified that»."""
        if chain and self._is_testimony(chain[0]):
            return True
        above = proposition
        for _ in range(3):
            if above.parent < 0 or above.relation not in {"argument", "clause", "modifier", "conjunct", "purpose"}:
                return False
            marker = above.marker
            above = self.analysis.propositions[above.parent]
            if above.lemma in self.words.verdicts and marker in self.words.of_the_act:
                return True
        return False

    def _is_testimony(self, voice: Voice) -> bool:
        sentence = next((s for s in self.analysis.sentences if s.span.contains(voice.cue)), None)
        lemmas = {t.lemma.lower() for t in sentence.tokens if voice.cue.contains(t.span)} if sentence else set()
        courts = any(word in self.words.courts for word in voice.source.text.lower().split())
        return bool(lemmas & self.words.testimony) or (courts and bool(lemmas & self.words.hearing))

    @staticmethod
    def _went_before(proposition: Proposition) -> bool:
        """Say whether a past perfect tells of what went before; below «heard that» it is only the past moved back."""
        content = proposition.relation == "clause" and proposition.marker in {"", "that"}
        return proposition.perfect and proposition.tense == "past" and not content

    def _goes_on(self, event: Event, proposition: Proposition, chain: Chain) -> bool:
        if (event.sentence, bool(chain)) not in self.story.going_on:
            return False
        return self._is_told_as_past(proposition)

    def _is_told_as_past(self, proposition: Proposition) -> bool:
        while proposition.tense == "none" and proposition.parent >= 0:
            proposition = self.analysis.propositions[proposition.parent]
        return proposition.tense == "past"

    def _follows(
        self,
        event: Event,
        proposition: Proposition,
        events: tuple[Event, ...],
        voices: tuple[Chain, ...],
        found: list[bool],
    ) -> bool:
        """Say whether the act goes on from the one told right before it as background, done by the same or by nobody.

        Within a sentence the voice may change: «overran the town in 2015 and, the mission has said, shot prisoners».
        """
        at = len(found) - 1
        if at < 0 or not found[at]:
            return False
        before = events[at]
        told = self.analysis.propositions[before.proposition]
        if told.relation == "relative" or self.ages.is_present_perfect(told):
            return False  # told aside of a party, or of what lasts
        side = told.relation not in {"", "conjunct", "clause", "parataxis"}
        if side and told.perfect and before.sentence != event.sentence:
            return False  # a look back in a side clause ends with its sentence
        heads = {(mention.sentence, mention.head) for mention in (*before.actors, *before.recipients)}
        shared = any((mention.sentence, mention.head) in heads for mention in event.actors)
        done = proposition.kind == "verb" and proposition.tense in {"past", "none"}
        if before.sentence == event.sentence and shared and done:
            return True
        if proposition.tense != "past" or event.sentence - before.sentence > 1:
            return False
        if (
            bool(voices[at]) != bool(voices[at + 1])
            or "\n\n" in self.ages.text[before.trigger.end : event.trigger.start]
        ):
            return False
        pronoun = any(
            self.analysis.sentences[mention.sentence].tokens[mention.head].upos == "PRON" for mention in event.actors
        )
        return shared or pronoun or not event.actors

    def _is_mention(self, event: Event, proposition: Proposition, events: tuple[Event, ...], found: list[bool]) -> bool:
        """Say whether the words take up what was background: a definite noun («the killings»), a death told before."""
        told = [i for i, other in enumerate(events[: len(found)]) if other.type == event.type]
        if not told:
            return False
        owned = proposition.lemma in self.words.once
        if is_definite_noun(self.analysis, proposition, owned=owned) and found[told[-1]]:
            return True
        killed = self._killed(event)
        same = [found[i] for i in told if killed and killed & self._killed(events[i])]
        return bool(same) and all(same)

    def _killed(self, event: Event) -> frozenset[str]:
        """Return the names of those whom an act that can be done to somebody only once was done to."""
        if self.analysis.propositions[event.proposition].lemma not in self.words.once:
            return frozenset()
        return frozenset(
            token.text
            for mention in event.recipients
            for token in self.analysis.sentences[mention.sentence].tokens
            if mention.span.contains(token.span) and token.upos == "PROPN"
        )


def is_definite_noun(analysis: Analysis, proposition: Proposition, *, owned: bool = False) -> bool:
    """Say whether the proposition is a noun that takes an act for known: «the killings»; `owned`: «her killing» too."""
    tokens = analysis.sentences[proposition.sentence].tokens
    return proposition.kind == "noun" and any(
        t.head == proposition.head
        and ((t.rel == "det" and t.lemma.lower() in POINTING) or (owned and t.deprel == "nmod:poss"))
        for t in tokens
    )
