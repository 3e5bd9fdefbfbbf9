"""Inheritance: the date of another telling of the same incident, where no words of an event's own clause date it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping

import msgspec

from demarche.model import Analysis, Aux, Event, Interval, Proposition, Span, Timex, Token, Unresolved
from demarche.stages.times.placing import date_words, owners_of
from demarche.stages.times.spacing import away_from, made_interval, step

AFAR = 15  # sentences from «the attack» back to the attack
NEXT = 3  # sentences from what happened back to what happened before it; longer ways go over tellings between
STEM = 5  # letters that an act's noun has in common with its verb: «the kidnapping»
EXACT = frozenset({"day"})
COUNTED = frozenset({"count of days"})
Date = Interval | Unresolved


def inherit_dates(
    analysis: Analysis,
    events: tuple[Event, ...],
    dates: tuple[Date, ...],
    aux: Mapping[int, Collection[Aux]],
    timexes: tuple[Timex, ...] = (),
) -> tuple[Date, ...]:
    """Return the dates of the events, those without one filled where another telling of the incident gives one.

    `aux` gives by index the auxiliary modes that the standing of an event has: what lies before the report's episode
    and what belongs to it do not date one another, and what did not happen neither gives nor takes. The first that
    gives a date counts; its `source` says which:

    0. «two days after the kidnapping»: so far from the act told before (`timexes` holds the lengths of time);
    1. «then», «hours later»: the act told right before; 2. the sentence's other acts by the same party; 3. «the
    attack», «died in the blast», «the toll»: the last act of the type; 4. the same act in the same words, or done to
    the same («the villagers»); 5. what follows in the story: harm, or an act of the like by or to somebody already
    told of; 6. «last night's attack» in the next sentence; 7. «has since fled»: from the act told before up to
    publication.
    """
    return _Inheritance(analysis, events, dates, aux, timexes).fill()


class _Known(msgspec.Struct, frozen=True):
    """An event before the one to be dated, with its date."""

    event: Event
    proposition: Proposition
    date: Interval


class _Inheritance:
    def __init__(
        self,
        analysis: Analysis,
        events: tuple[Event, ...],
        dates: tuple[Date, ...],
        aux: Mapping[int, Collection[Aux]],
        timexes: tuple[Timex, ...],
    ) -> None:
        self.analysis = analysis
        self.events = events
        self.timexes = timexes
        self.owners = owners_of(analysis) if any(timex.type == "DURATION" for timex in timexes) else []
        self.found: list[Date] = list(dates)
        self.past = {i for i, modes in aux.items() if "historical" in modes}
        self.unreal = {i for i, modes in aux.items() if set(modes) - {"historical"}}
        self.tables = date_words()
        breaks = [i for i in range(len(analysis.document.text) - 1) if analysis.document.text.startswith("\n\n", i)]
        self.paragraphs = [bisect_right(breaks, sentence.span.start) for sentence in analysis.sentences]

    def fill(self) -> tuple[Date, ...]:
        """Date the events one after another, so that what has inherited hands on; then look ahead."""
        order = sorted(range(len(self.events)), key=lambda i: (self.events[i].sentence, self.events[i].trigger.start))
        for at, i in enumerate(order):
            if isinstance(self.found[i], Unresolved):
                event, before = self.events[i], order[:at]
                self.found[i] = self._spaced(event, before) or self._earlier(event, before) or self.found[i]
        for at, i in enumerate(order):
            if isinstance(self.found[i], Unresolved):
                self.found[i] = self._later(self.events[i], order[at + 1 :]) or self.found[i]
        return tuple(self.found)

    # ---------------------------------------------------------------------------------------------- the telling before

    def _earlier(self, event: Event, before: list[int]) -> Interval | None:
        if event.proposition < 0 or event.index in self.unreal:
            return None
        proposition = self.analysis.propositions[event.proposition]
        told = [
            _Known(other, self.analysis.propositions[other.proposition], date)
            for i in reversed(before)
            if (other := self.events[i]).proposition >= 0
            and isinstance(date := self.found[i], Interval)
            and other.index not in self.unreal
        ]
        same = self._at_the_time(event, proposition, told)  # 1.
        if same is not None:
            return msgspec.structs.replace(same, source="same time")
        known = [k for k in told if (k.event.index in self.past) == (event.index in self.past)]
        ways: tuple[tuple[str, Callable[[Event, Proposition, list[_Known]], Interval | None]], ...] = (
            ("same sentence", self._joined),  # 2.
            ("same incident", self._pointed_at),  # 3.
            ("same act", self._told_again),  # 4.
            ("story", self._follows),  # 5.
            ("since", self._since),  # 7.
        )
        for source, way in ways:
            inherited = way(event, proposition, told if source == "same sentence" else known)
            if inherited is not None:
                return msgspec.structs.replace(inherited, source=source)
        return None

    def _spaced(self, event: Event, before: list[int]) -> Interval | None:
        """Count from the day of the act told before that the words mean: «two days after the kidnapping»."""
        if event.proposition < 0 or event.index in self.unreal:
            return None
        proposition = self.analysis.propositions[event.proposition]
        away = away_from(self.analysis, proposition, self.timexes, self.owners)
        if away is None:
            return None
        other, length, days = away
        meant = next((i for i, e in enumerate(self.events) if e.proposition == other.index), -1)
        date: Date | None = None
        if meant >= 0:
            date = self.found[meant]
            date = date if isinstance(date, Interval) else self._earlier(self.events[meant], before)
        elif self._definite(other, other.head):
            date = next((self.found[i] for i in reversed(before) if self._is_meant(other, self.events[i])), None)
        day = self._day(date) if isinstance(date, Interval) else None
        found = step(day.end, days, "D") if day is not None else None
        if found is None:
            return None
        span = Span(length.span.start, other.span.end)
        return made_interval(found, found, "day", span, span.text(self.analysis.document.text), "distance")

    def _is_meant(self, noun: Proposition, told: Event) -> bool:
        """Say whether a noun means an act told before: «the blast» an assault, «the arrest» that of somebody."""
        if told.proposition < 0 or told.index in self.unreal:
            return False
        if noun.lemma in self.tables["deeds"]:
            return told.known_as == "ASSAULT"
        return self.analysis.propositions[told.proposition].lemma[:STEM] == noun.lemma[:STEM]

    def _at_the_time(self, event: Event, proposition: Proposition, told: list[_Known]) -> Interval | None:
        if not told or not self._is_told_as_past(proposition):
            return None
        last, tokens = told[0], self._tokens(proposition)
        adverbs = self._adverbs(proposition)
        then = any(
            t.text.lower() in self.tables["sequence"] and not (t.i and tokens[t.i - 1].lemma in self.tables["long"])
            for t in adverbs
        )
        opening = [tokens[1]] if len(tokens) > 1 and proposition.relation != "relative" else []
        hours = any(
            t.text.lower() in self.tables["apart"] and t.i and tokens[t.i - 1].lemma.lower() in self.tables["short"]
            for t in (*adverbs, *opening)  # «Hours earlier it declared an emergency, banned rallies and …»
        )
        near = event.sentence - last.event.sentence <= (NEXT if hours else 1)
        return self._day(last.date) if near and (then or hours) else None

    @staticmethod
    def _day(date: Interval) -> Interval | None:
        """Give the day on which a story goes on, None where there is none; of counted days it is the last."""
        if date.granularity not in EXACT:
            return None
        if date.source in COUNTED:
            return made_interval(date.end, date.end, date.granularity, date.span, date.text, date.source)
        return date

    def _joined(self, event: Event, proposition: Proposition, known: list[_Known]) -> Interval | None:
        """Take the date of a clause that the event's is joined to: «overran it and, the UN has said, shot»."""
        if event.known_as in self.tables["utterances"] or proposition.tense not in {"past", "none"}:
            return None
        subject = proposition.get("patient" if proposition.passive else "agent")
        for other in known:
            if other.event.sentence != event.sentence:
                return None
            if proposition.kind != "verb" or other.proposition.kind != "verb":
                continue
            theirs = other.proposition.get("patient" if other.proposition.passive else "agent")
            shared = subject is not None and subject.implicit and theirs is not None and subject.head == theirs.head
            joined = (shared and proposition.relation == "conjunct") or self._is_parted(proposition, other.proposition)
            harm = event.known_as == other.event.known_as and self._is_harm(proposition)
            if (joined and other.proposition.tense == "past") or harm:
                return other.date
        return None

    def _is_parted(self, proposition: Proposition, other: Proposition) -> bool:
        """Say whether only a speech inserted parts a joined verb from the first: «and, it is said, shot»."""
        subject = proposition.get("patient" if proposition.passive else "agent")
        if proposition.relation != "clause" or proposition.parent < 0 or not (subject is None or subject.implicit):
            return False
        speech = self.analysis.propositions[proposition.parent]
        said = speech.lemma in self.tables["speech"] and speech.relation == "conjunct"
        return said and speech.parent == other.index and proposition.marker == "" and speech.head < proposition.head

    def _pointed_at(self, event: Event, proposition: Proposition, known: list[_Known]) -> Interval | None:
        if event.known_as in self.tables["utterances"] or not self._points(proposition):
            return None
        causes, toll = self._causes(event), self._is_toll(proposition)
        for other in known:
            if event.sentence - other.event.sentence > AFAR:
                return None
            if other.event.known_as == event.known_as or (toll and other.event.known_as in causes):
                return None if self._differ(proposition, other.proposition) else other.date
        return None

    def _differ(self, proposition: Proposition, other: Proposition) -> bool:
        """Say whether a named party of a noun is none of the other telling: «the resignation of Haas»."""
        tokens = self._tokens(proposition)
        named = {
            t.lemma.lower()
            for argument in proposition.arguments
            if argument.role in {"agent", "patient"} and not argument.implicit
            for t in tokens
            if argument.span.contains(t.span) and t.upos == "PROPN"
        }
        if proposition.kind != "noun":
            return False
        return bool(named) and not named & {t.lemma.lower() for t in self._tokens(other)}

    def _told_again(self, event: Event, proposition: Proposition, known: list[_Known]) -> Interval | None:
        """Take the date of the act that the same words tell, or of what was done to «the villagers»: the same ones."""
        if not self._is_told_as_past(proposition) or proposition.kind != "verb":
            return None
        mine = self._nouns(proposition)
        victims = self._victims(proposition)
        for other in known:
            if other.event.known_as != event.known_as or event.sentence - other.event.sentence > AFAR:
                continue
            again = other.proposition.lemma == proposition.lemma and set(event.modes) == set(other.event.modes)
            if again and len(mine & self._nouns(other.proposition)) > 1:
                return other.date
            if victims and victims & self._victims(other.proposition, known=False):
                return other.date
        return None

    def _victims(self, proposition: Proposition, *, known: bool = True) -> frozenset[str]:
        """Return the noun that an act is done to, where it is one told of before: «the villagers»."""
        patient = proposition.get("patient")
        if patient is None or patient.implicit or (known and not self._definite(proposition, patient.head)):
            return frozenset()
        noun = self._tokens(proposition)[patient.head]
        return frozenset({noun.lemma.lower()} if noun.upos == "NOUN" else ())

    def _follows(self, event: Event, proposition: Proposition, known: list[_Known]) -> Interval | None:
        causes = self._causes(event)
        if not causes or not known or not self._is_told_as_past(proposition):
            return None
        apart = proposition.relation == "time" and proposition.marker in {"after", "before"}
        if event.index in self.past or apart:
            return None
        last = next((k for k in known if k.event.known_as in causes), None)
        if last is None or last.date.granularity not in EXACT:
            return None
        if self.paragraphs[event.sentence] != self.paragraphs[last.event.sentence]:
            near = [k for k in known if event.sentence - k.event.sentence <= NEXT and k.event.known_as in causes]
            if len({k.date.end for k in near}) != 1:
                return None  # it is far off, or two incidents are told: which of them goes on is not said
        told = frozenset[str]().union(*(self._nouns(k.proposition) for k in known if k.date.end == last.date.end))
        if self._is_harm(proposition) or self._goes_on(proposition, told):
            return self._day(last.date)
        return None

    def _since(self, event: Event, proposition: Proposition, known: list[_Known]) -> Interval | None:
        """Date «has since fled»: from the act told before up to publication."""
        published = self.analysis.document.published
        words = {t.text.lower() for t in self._adverbs(proposition) if t.upos == "ADV"}
        if not (proposition.perfect and proposition.tense == "present" and "since" in words) or published is None:
            return None
        for other in known:
            if event.sentence - other.event.sentence > 1:
                return None
            if other.date.start <= published:
                return made_interval(other.date.start, published, "part", other.date.span, other.date.text, "since")
        return None

    # ------------------------------------------------------------------------------------------------ the next sentence

    def _later(self, event: Event, after: list[int]) -> Interval | None:
        """Take the date of «the bombing» in the same sentence or the next; 6."""
        if event.proposition < 0 or event.index in self.unreal or event.known_as in self.tables["utterances"]:
            return None
        proposition = self.analysis.propositions[event.proposition]
        if proposition.tense == "present" or "after " + event.known_as not in self.tables:
            return None
        for i in after:
            other, date = self.events[i], self.found[i]
            if other.sentence > event.sentence + 1:
                return None
            if (
                not isinstance(date, Interval)
                or other.known_as != event.known_as
                or other.index in self.unreal
                or other.proposition < 0
            ):
                continue
            if (other.index in self.past) == (event.index in self.past) and self._points(
                self.analysis.propositions[other.proposition]
            ):
                return msgspec.structs.replace(date, source="same incident")
        return None

    # ------------------------------------------------------------------------------------------------------ the words

    def _tokens(self, proposition: Proposition) -> tuple[Token, ...]:
        return self.analysis.sentences[proposition.sentence].tokens

    def _adverbs(self, proposition: Proposition) -> list[Token]:
        tokens = self._tokens(proposition)
        verbs = {proposition.head}
        if proposition.light and tokens[proposition.head].head >= 0:
            verbs.add(tokens[proposition.head].head)
        return [t for t in tokens if t.head in verbs and t.upos in {"ADV", "ADP"} and t.rel in {"advmod", "mark"}]

    def _is_told_as_past(self, proposition: Proposition) -> bool:
        """Say whether the clause, or what a clause without tense hangs below, is in the simple past."""
        seen = 0
        while proposition.tense == "none" and proposition.parent >= 0 and seen < 6:
            if proposition.kind == "noun" and not proposition.light:
                return False
            proposition, seen = self.analysis.propositions[proposition.parent], seen + 1
        return proposition.tense == "past" and not proposition.negated and not proposition.modal

    def _definite(self, proposition: Proposition, head: int) -> bool:
        tokens = self._tokens(proposition)
        return any(
            t.head == head and (t.lemma.lower() in self.tables["definite"] or t.deprel == "nmod:poss") for t in tokens
        )

    def _points(self, proposition: Proposition) -> bool:
        """Say whether the clause takes the act for known: «the attack», «died in the blast», «put the toll at 31»."""
        tokens = self._tokens(proposition)
        nouns = [proposition.head] if proposition.kind == "noun" else []
        for argument in proposition.arguments:
            noun = tokens[argument.head].lemma.lower()
            if argument.role == "patient" and noun in self.tables["incidental"]:
                return not self._is_of_several(proposition)
            if argument.role == "patient" and self._is_toll(proposition):
                return True
            if argument.implicit:
                continue
            party = argument.role in {"agent", "patient"}
            within = argument.role == "oblique" and argument.marker in self.tables["within"]
            told = argument.proposition >= 0 and (argument.role == "agent" or within)
            if told or (party and noun in self.tables["deeds"]):
                nouns.append(argument.head)
        return any(self._definite(proposition, head) for head in nouns)

    def _is_toll(self, proposition: Proposition) -> bool:
        """Say whether the clause gives a toll: «put the death count at 31»."""
        tokens, patient = self._tokens(proposition), proposition.get("patient")
        if patient is None:
            return False
        noun = tokens[patient.head].lemma.lower()
        compound = any(t.head == patient.head and t.lemma.lower() in self.tables["dead"] for t in tokens)
        return noun in self.tables["tolls"] and (compound or noun == "toll")

    def _is_of_several(self, proposition: Proposition) -> bool:
        """Say whether it is told of several incidents: «claimed responsibility for all three attacks»."""
        tokens = self._tokens(proposition)
        return any(
            t.lemma.lower() in self.tables["deeds"] and t.text.lower() != t.lemma.lower() and t.i > proposition.head
            for t in tokens
        )

    def _is_harm(self, proposition: Proposition) -> bool:
        """Say whether the clause tells of harm or arrests alone, done by nobody named: «two were injured»."""
        if proposition.lemma not in self.tables["harmed"] or proposition.kind != "verb":
            return False
        return proposition.get("agent") is None or proposition.get("patient") is None

    def _goes_on(self, proposition: Proposition, told: frozenset[str]) -> bool:
        """Say whether a party is told as known: «them», «the soldiers», «some protesters», one told of before."""
        tokens = self._tokens(proposition)
        for argument in proposition.arguments:
            head = tokens[argument.head]
            aimed = argument.role == "oblique" and argument.marker in self.tables["aimed"]
            if not (aimed or argument.role in {"agent", "patient"}):
                continue
            nouns = {t.lemma.lower() for t in tokens if argument.span.contains(t.span) and t.upos == "NOUN"}
            if head.lemma.lower() in self.tables["back"] or nouns & told or self._definite(proposition, head.i):
                return True
            if any(t.head == head.i and t.lemma.lower() in self.tables["others"] for t in tokens):
                return True
        return False

    def _nouns(self, proposition: Proposition) -> frozenset[str]:
        """Return the nouns of those who take part."""
        spans = [
            argument.span
            for argument in proposition.arguments
            if argument.role in {"agent", "patient", "recipient"} or argument.marker in self.tables["aimed"]
        ]
        return frozenset(
            t.lemma.lower()
            for t in self._tokens(proposition)
            if t.upos in {"NOUN", "PROPN"} and any(span.contains(t.span) for span in spans)
        )

    def _causes(self, event: Event) -> frozenset[str]:
        keys = (event.known_as, *(f"{event.known_as}/{mode}" for mode in event.modes))
        return frozenset().union(*(self.tables["after " + key] for key in keys if "after " + key in self.tables))
