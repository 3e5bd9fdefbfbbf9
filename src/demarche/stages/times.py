"""Date events: choose for each the time expression that its clause, or one that shares its time, is modified by.

A time expression belongs to the proposition whose predicate is the nearest ancestor of its head word. `find_dates`
looks for an event's time (1) in its own proposition, (2) in the propositions below that only tell of it more closely
(«a bombing that happened on June 27», «were killed when a drone struck on Tuesday»), (3) in the governing ones, as far
as they share its time and are neither speech nor another event's predicate, (4) before the first clause of the
sentence or in the same stretch of it as the event, with no other clause between. Then (5) the preposition and what
counts days make the interval: «since», «by», «from … to», «for a third day». The publication date never stands in for a
date.

Parsers hang a time on the wrong word in one case of four: what the parse gives to no event and to no speech is read
from the order of words, (4).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from demarche.language.cardinals import number_words
from demarche.language.timex_calendar import add_months
from demarche.model import Analysis, Event, Interval, Proposition, Sentence, Span, Timex, Unresolved

DAY = dt.timedelta(days=1)
_FINE = ("day", "week", "part", "month", "quarter", "year", "decade", "century", "millennium", "")
_BORDERS = frozenset({",", ";", ":", "—", "–", '"', "”", "“"})
_FUTURE_MODALS = frozenset({"will", "shall", "would"})


@cache
def _tables() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("demarche") / "data" / "language" / "dates.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value) for name, value in table.items()}


class _Placed(NamedTuple):
    """A time expression in its sentence: index, sentence, first token, head token, owning proposition (or −1)."""

    timex: Timex
    sentence: int
    first: int
    last: int
    head: int
    owner: int


def tense_reader(analysis: Analysis) -> Callable[[int], str]:
    """Return the `tense_at` of `find_timexes`: the tense of the proposition that owns the word at a character."""
    starts = [sentence.span.start for sentence in analysis.sentences]
    owners = _owners(analysis)

    def tense_at(offset: int) -> str:
        index = _sentence_at(starts, offset)
        if index < 0:
            return ""
        sentence = analysis.sentences[index]
        token = next((t.i for t in sentence.tokens if t.start <= offset < t.end), -1)
        owner = owners[index].get(token, -1) if token >= 0 else -1
        return _tense_of(analysis, owner)

    return tense_at


def _tense_of(analysis: Analysis, index: int) -> str:
    seen = 0
    while index >= 0 and seen < 6:
        proposition = analysis.propositions[index]
        if proposition.tense == "future" or proposition.modal in _FUTURE_MODALS:
            return "future"
        if proposition.tense == "past" or proposition.perfect:
            return "past"
        if proposition.relation == "clause" and proposition.marker == "to":
            return "future"
        if proposition.relation == "purpose":
            return ""
        if proposition.tense == "present":
            return ""
        index = proposition.parent
        seen += 1
    return ""


def find_dates(
    analysis: Analysis, events: tuple[Event, ...], timexes: tuple[Timex, ...]
) -> tuple[Interval | Unresolved, ...]:
    """Date each event, in the order of `events`; where no words date it, `Unresolved` says why."""
    dater = _Dater(analysis, events, timexes)
    return tuple(dater.date(event) for event in events)


def _sentence_at(starts: list[int], offset: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _owners(analysis: Analysis) -> list[dict[int, int]]:
    """Map, for each sentence, every token to the proposition whose predicate is it or its nearest ancestor."""
    heads: list[dict[int, int]] = [{} for _ in analysis.sentences]
    for proposition in analysis.propositions:
        heads[proposition.sentence].setdefault(proposition.head, proposition.index)
    owners: list[dict[int, int]] = []
    for sentence, at_head in zip(analysis.sentences, heads, strict=True):
        owner: dict[int, int] = {}
        for token in sentence.tokens:
            path: list[int] = []
            i = token.i
            while i >= 0 and i not in owner and i not in at_head and len(path) <= len(sentence.tokens):
                path.append(i)
                i = sentence.tokens[i].head
            found = -1 if i < 0 else owner.get(i, at_head.get(i, -1))
            owner[token.i] = at_head.get(token.i, found)
            for step in path:
                owner[step] = found
        owners.append(owner)
    return owners


class _Dater:
    def __init__(self, analysis: Analysis, events: tuple[Event, ...], timexes: tuple[Timex, ...]) -> None:
        self.analysis = analysis
        self.propositions = analysis.propositions
        self.published = analysis.document.published
        self.tables = _tables()
        self.owners = _owners(analysis)
        self.event_propositions = {event.proposition: event for event in events if event.proposition >= 0}
        self.children: dict[int, list[int]] = {}
        self.by_sentence: dict[int, list[Proposition]] = {}
        for proposition in self.propositions:
            self.by_sentence.setdefault(proposition.sentence, []).append(proposition)
            if proposition.parent >= 0:
                self.children.setdefault(proposition.parent, []).append(proposition.index)
        self.placed: dict[int, list[_Placed]] = {}  # by sentence
        self.by_owner: dict[int, list[_Placed]] = {}
        starts = [sentence.span.start for sentence in analysis.sentences]
        for timex in timexes:
            placed = self._place(timex, starts)
            if placed is not None:
                self.placed.setdefault(placed.sentence, []).append(placed)
                self.by_owner.setdefault(placed.owner, []).append(placed)

    def _place(self, timex: Timex, starts: list[int]) -> _Placed | None:
        index = _sentence_at(starts, timex.span.start)
        if index < 0:
            return None
        tokens = self.analysis.sentences[index].tokens
        inside = [t.i for t in tokens if t.start < timex.span.end and timex.span.start < t.end]
        if not inside:
            return None
        head = next((i for i in inside if tokens[i].head not in inside), inside[0])
        return _Placed(timex, index, inside[0], inside[-1], head, self.owners[index].get(head, -1))

    def date(self, event: Event) -> Interval | Unresolved:
        placed_here = self.placed.get(event.sentence, [])
        if not placed_here:
            return Unresolved("no time expression in its sentence")
        sentence = self.analysis.sentences[event.sentence]
        at = self._predicate(event, sentence)
        speech_act = event.type in self.tables["utterances"] and not self._is_noun(event)
        for source, index in self._places_to_look(event, speech_act=speech_act):
            chosen = self._choose(self.by_owner.get(index, []), at, event)
            if chosen is not None:
                return self._interval(chosen, source, event, sentence)
        near = [p for p in placed_here if self._stands_near(p, at, event, sentence, speech_act=speech_act)]  # (4)
        chosen = self._choose(near, at, event)
        if chosen is not None:
            return self._interval(chosen, "sentence", event, sentence)
        span_of_days = self._counted_days(event, sentence)
        if span_of_days is not None:
            return span_of_days
        if any(p.timex.start is None and not p.timex.anchored for p in placed_here):
            return Unresolved("the time expression needs a publication date")
        return Unresolved("no time expression in its clause")

    def _is_noun(self, event: Event) -> bool:
        return event.proposition >= 0 and self.propositions[event.proposition].kind == "noun"

    def _stands_near(self, placed: _Placed, at: int, event: Event, sentence: Sentence, *, speech_act: bool) -> bool:
        """Say whether a time expression may be the event's by the order of words alone."""
        owner = self.propositions[placed.owner] if placed.owner >= 0 else None
        fronted = self._fronted(placed, sentence)
        if self._opens_content(placed, at, sentence):
            return True
        if owner is not None:
            taken = owner.index in self.event_propositions and owner.index != event.proposition
            if taken and not (fronted and self._is_main(event)):
                return False
            if owner.lemma in self.tables["speech"] and not speech_act:
                return self._marker(placed) == "since" and at < placed.first and self._clear(at, placed.first, sentence)
        if fronted:
            return self._is_main(event)
        low, high = (at, placed.first) if at < placed.first else (placed.last, at)
        return self._clear(low, high, sentence)

    def _fronted(self, placed: _Placed, sentence: Sentence) -> bool:
        """Say whether the expression opens the sentence before a comma: «On Friday, …»."""
        tokens = sentence.tokens
        before = tokens[: placed.first]
        if placed.first > 1 and tokens[0].text.lower() in {"since", "after", "before", "until"}:
            return False
        opening = all(t.upos in {"PUNCT", "ADP", "ADV", "DET", "CCONJ"} for t in before) or (
            tokens[0].upos == "ADP" and not any(t.upos in {"VERB", "AUX"} for t in before)
        )
        return opening and placed.last + 1 < len(tokens) and tokens[placed.last + 1].text == ","

    def _opens_content(self, placed: _Placed, at: int, sentence: Sentence) -> bool:
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

    def _predicate(self, event: Event, sentence: Sentence) -> int:
        if event.proposition >= 0:
            return self.propositions[event.proposition].head
        return next((t.i for t in sentence.tokens if t.end > event.trigger.start), 0)

    def _places_to_look(self, event: Event, *, speech_act: bool) -> list[tuple[str, int]]:
        """List the propositions whose time may be the event's, the nearest first, each with what it is to the event."""
        index = event.proposition
        if index < 0:
            sentence = self.analysis.sentences[event.sentence]
            at = self._predicate(event, sentence)
            index = self.owners[event.sentence].get(at, -1)
            if index < 0:
                return []
        looked = [("own clause", index)]  # (1)
        for child in self.children.get(index, ()):  # (2)
            proposition = self.propositions[child]
            if self._tells_closer(proposition, speech_act=speech_act):
                looked.append(("its clause", child))
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
                if child != index
                and self.propositions[child].relation == "time"
                and self.propositions[child].marker in self.tables["same_time"]
            )
            seen.add(parent)
            index = parent

    def _tells_closer(self, child: Proposition, *, speech_act: bool) -> bool:
        if self._does(child):
            return not speech_act
        if child.index in self.event_propositions and child.relation != "time":
            return False
        if child.relation == "time":
            return child.marker in self.tables["same_time"]
        if child.relation == "relative":
            return child.lemma in self.tables["happening"] or (child.tense == "none" and not speech_act)
        if speech_act or child.lemma in self.tables["speech"]:
            return False
        subject = child.get("agent")
        bare = child.tense == "none" or (subject is not None and subject.implicit)
        small = child.relation == "clause" and child.marker == "" and bare
        return small or (child.relation in {"argument", "modifier"} and child.kind == "noun")

    def _does(self, noun: Proposition) -> bool:
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
        if proposition.relation == "conjunct" and self._has_own_subject(proposition):
            return False
        if proposition.relation in {"argument", "modifier", "apposition"}:
            if parent.index in self.event_propositions:
                return self._does(proposition)
            return parent.lemma in self.tables["happening"] or proposition.relation != "modifier"
        return proposition.relation in self.tables["shared"]

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

    # -------------------------------------------------------------------------------------------- choice

    def _choose(self, placed: list[_Placed], at: int, event: Event) -> _Placed | None:
        """Take the finest of the expressions that fix days; of equal ones the nearest to the predicate."""
        dated = [
            p for p in placed if p.sentence == event.sentence and self._fixes_days(p, event) and self._owns(event, p)
        ]
        if not dated:
            return None
        return min(
            dated,
            key=lambda p: (_FINE.index(p.timex.granularity) if p.timex.granularity in _FINE else 9, abs(p.head - at)),
        )

    def _owns(self, event: Event, placed: _Placed) -> bool:
        """Say whether an expression before a noun dates the event: as its own noun, or as what it is done to."""
        tokens = self.analysis.sentences[placed.sentence].tokens
        head = tokens[placed.head]
        if event.proposition < 0:
            return True
        proposition = self.propositions[event.proposition]
        after_preposition = placed.first > 0 and tokens[placed.first - 1].upos == "ADP"
        if (
            head.rel in {"nummod", "compound", "amod"} and not after_preposition
        ):  # «the 2016 candidate», «the 2001 attacks»
            return head.head == proposition.head
        if head.deprel != "nmod:poss":
            return True
        done = [argument.head for argument in (proposition.get("patient"), proposition.get("agent")) if argument]
        return tokens[placed.head].head in {proposition.head, *done}

    def _fixes_days(self, placed: _Placed, event: Event) -> bool:
        if placed.timex.start is not None and placed.timex.type in {"DATE", "TIME"}:
            return self._marker(placed) not in {"before", "after", "until", "till"} or placed.timex.value.endswith(
                "REF"
            )
        return placed.timex.type == "DURATION" and self._days_until_now(placed) is not None

    def _marker(self, placed: _Placed) -> str:
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

    def _days_until_now(self, placed: _Placed) -> tuple[dt.date, dt.date] | None:
        """Give the days of a length of time that reaches to the publication: «for a month», «in the past week»."""
        if self.published is None or placed.timex.type != "DURATION":
            return None
        count, unit = _length(placed.timex.value)
        if count is None:
            return None
        tokens = self.analysis.sentences[placed.sentence].tokens
        words = {t.text.lower() for t in tokens[max(0, placed.first - 2) : placed.last + 1]}
        owner = self.propositions[placed.owner] if placed.owner >= 0 else None
        perfect = owner is not None and owner.perfect and owner.tense == "present"
        if not (words & {"past", "last"} or (perfect and self._marker(placed) == "for")):
            return None
        start = _step(self.published, -count, unit)
        return (start, self.published) if start else None

    # ------------------------------------------------------------------------------------------ intervals (5)

    def _interval(self, placed: _Placed, source: str, event: Event, sentence: Sentence) -> Interval:
        timex = placed.timex
        reach = self._days_until_now(placed)
        start, end = reach if reach else (timex.start, timex.end)
        assert start is not None
        assert end is not None
        marker = self._marker(placed)
        text = self.analysis.document.text
        span = timex.span
        granularity = timex.granularity or "day"
        shares_day = (
            source == "governing clause"
            and event.proposition >= 0
            and (self.propositions[event.proposition].relation in {"time", "relative"})
        )
        if marker == "since" and shares_day:  # «has not appeared since May 3, when police raided its press»
            pass
        elif marker == "since" and self.published is not None and start <= self.published:
            end = self.published
        elif marker == "by" and self.published is not None and end > self.published:
            start = self.published
        elif marker in {"from", "between"}:
            other = self._other_end(placed)
            if other is not None and other.timex.end is not None and other.timex.end >= start:
                end = other.timex.end
                span = Span(span.start, other.timex.span.end)
        if start == end or granularity == "day":
            days = _nth_day(sentence, event, {event.proposition, placed.owner}, self.owners[event.sentence])
            if days > 1:
                start = end - DAY * (days - 1)
        return _made(start, end, granularity, span, text, source)

    def _other_end(self, placed: _Placed) -> _Placed | None:
        tokens = self.analysis.sentences[placed.sentence].tokens
        joint = placed.last + 1
        if joint < len(tokens) and tokens[joint].text.lower() in {"to", "and", "until", "till", "through"}:
            return next((p for p in self.placed[placed.sentence] if p.first in {joint + 1, joint + 2}), None)
        return None

    def _counted_days(self, event: Event, sentence: Sentence) -> Interval | None:
        """Date «nine days of strikes»: so many days up to the day that the sentence names."""
        if event.proposition < 0:
            return None
        head = sentence.tokens[self.propositions[event.proposition].head]
        above = head.head
        length = next((p for p in self.placed[event.sentence] if p.timex.type == "DURATION" and p.head == above), None)
        if length is None:
            return None
        count, unit = _length(length.timex.value)
        day = next((p for p in self.placed[event.sentence] if p.timex.granularity == "day" and p.timex.end), None)
        if count is None or day is None or day.timex.end is None:
            return None
        start = _step(day.timex.end + DAY, -count, unit)
        if start is None:
            return None
        return _made(start, day.timex.end, "part", length.timex.span, self.analysis.document.text, "length and day")


def _made(start: dt.date, end: dt.date, granularity: str, span: Span, text: str, source: str) -> Interval:
    days = (end - start).days + 1
    acled = 1 if days == 1 else 2 if days <= 10 else 3
    ucdp = 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
    return Interval(start, end, granularity, span, span.text(text), source, acled, ucdp)


def _length(value: str) -> tuple[int | None, str]:
    """Read count and unit from a TIMEX3 duration in days, weeks, months or years."""
    body = value.removeprefix("P")
    if len(body) < 2 or not body[:-1].isdigit() or body[-1] not in "DWMYE":
        return None, ""
    return int(body[:-1]), body[-1]


def _step(day: dt.date, count: int, unit: str) -> dt.date | None:
    try:
        if unit in "DW":
            return day + DAY * count * (7 if unit == "W" else 1)
        return add_months(day, count * {"M": 1, "Y": 12, "E": 120}[unit])
    except OverflowError:
        return None


def _nth_day(sentence: Sentence, event: Event, of: set[int], owners: dict[int, int]) -> int:
    """Read «for a third day», «the fifteenth day of a strike» in the event's sentence; 0 where there is none."""
    ordinals = number_words().ordinals
    tokens = sentence.tokens
    for i, token in enumerate(tokens[:-1]):
        number = ordinals.get(token.text.lower())
        if number is None and token.text[:-2].isdigit() and token.text[-2:] in {"th", "rd", "nd", "st"}:
            number = int(token.text[:-2])
        if number is None or i == 0:
            continue
        j = i + 1
        while j < len(tokens) and tokens[j].lemma in {"straight", "consecutive", "successive"}:
            j += 1
        if j >= len(tokens) or tokens[j].text.lower() not in {"day", "night"}:
            continue
        marked = any(t.text.lower() in {"for", "into", "in", "on"} for t in tokens[max(0, i - 2) : i])
        of_event = j + 1 < len(tokens) and tokens[j + 1].text.lower() == "of"
        if (marked and owners.get(i) in of) or (of_event and event.trigger.start > token.start):
            return number
    return 0
