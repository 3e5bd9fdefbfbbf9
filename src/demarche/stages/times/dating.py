"""Choose among the time expressions that may be an event's, and make the interval that its words fix."""

from __future__ import annotations

import datetime as dt

from demarche.language.cardinals import number_words
from demarche.model import Event, Interval, Sentence, Span, Unresolved
from demarche.stages.times.clauses import Clauses
from demarche.stages.times.placing import Placed
from demarche.stages.times.spacing import DAY, made_interval, read_length, step

_FINE = ("day", "week", "part", "month", "quarter", "year", "decade", "century", "millennium", "")


class Dater(Clauses):
    """Dates the events of one document."""

    def date(self, event: Event) -> Interval | Unresolved:
        """Return the days of an event, or why it has none."""
        placed_here = self.placed.get(event.sentence, [])
        if not placed_here:
            return Unresolved("no time expression in its sentence")
        sentence = self.analysis.sentences[event.sentence]
        at = self.predicate(event, sentence)
        speech_act = event.known_as in self.tables["utterances"] and not self.is_noun(event)
        for source, index in self.places_to_look(event, speech_act=speech_act):
            chosen = self._choose(self.by_owner.get(index, []), at, event)
            if chosen is not None:
                return self._interval(chosen, source, event, sentence)
        near = [p for p in placed_here if self.stands_near(p, at, event, sentence, speech_act=speech_act)]  # (4)
        chosen = self._choose(near, at, event)
        if chosen is not None:
            return self._interval(chosen, "sentence", event, sentence)
        span_of_days = self._counted_days(event, sentence)
        if span_of_days is not None:
            return span_of_days
        at_distance = self._at_distance(event, sentence)
        if at_distance is not None:
            return at_distance
        if any(p.timex.start is None and not p.timex.anchored for p in placed_here):
            return Unresolved("the time expression needs a publication date")
        return Unresolved("no time expression in its clause")

    # -------------------------------------------------------------------------------------------- choice

    def _choose(self, placed: list[Placed], at: int, event: Event) -> Placed | None:
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

    def _owns(self, event: Event, placed: Placed) -> bool:
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
        if head.rel == "nmod" and after_preposition and tokens[placed.first - 1].lemma == "of":
            above = tokens[head.head]  # «complied with the ruling of 2007», but «on the evening of 3 May»
            for _ in tokens:
                if above.lemma in self.tables["dated"] or above.i == proposition.head or above.rel != "nmod":
                    break
                above = tokens[above.head]
            return above.i == proposition.head or above.lemma not in self.tables["dated"]
        if head.deprel != "nmod:poss":
            return True
        if event.known_as in self.tables["utterances"]:  # «condemned last year's raid»
            return tokens[placed.head].head == proposition.head
        done = [
            argument.head
            for argument in proposition.arguments
            if argument.role in {"patient", "agent"}
            or (argument.proposition >= 0 and argument.marker in self.tables["within"])  # «died in last night's raid»
        ]
        return tokens[placed.head].head in {proposition.head, *done}

    def _fixes_days(self, placed: Placed, event: Event) -> bool:
        proposition = self.propositions[event.proposition] if event.proposition >= 0 else None
        if proposition is not None and not placed.timex.value.endswith("REF"):
            near = placed.sentence == event.sentence and placed.owner == event.proposition
            if near and self.marker(placed) not in {"since", "from"} and self.is_too_early(proposition, placed.timex):
                return False
        done = proposition is not None and event.known_as not in self.tables["utterances"]
        if proposition is not None and done and proposition.kind == "verb" and proposition.tense == "past":
            day = placed.timex.start
            if self.published is not None and day is not None and day > self.published and not proposition.modal:
                return False  # «sealed off the square ahead of a visit next week»
        if placed.timex.start is not None and placed.timex.type in {"DATE", "TIME"}:
            marker, timex = self.marker(placed), placed.timex
            # «before dawn on Sunday» and «just after midnight on Monday» are of that day.
            of_the_day = timex.type == "TIME" and marker in {"before", "after"}
            return marker not in {"before", "after", "until", "till"} or of_the_day or timex.value.endswith("REF")
        return placed.timex.type == "DURATION" and self._days_until_now(placed) is not None

    def _days_until_now(self, placed: Placed) -> tuple[dt.date, dt.date] | None:
        """Give the days of a length of time that reaches to the publication: «for a month», «in the past week»."""
        if self.published is None or placed.timex.type != "DURATION":
            return None
        count, unit = read_length(placed.timex.value)
        if count is None:
            return None
        tokens = self.analysis.sentences[placed.sentence].tokens
        words = {t.text.lower() for t in tokens[max(0, placed.first - 2) : placed.last + 1]}
        owner = self.propositions[placed.owner] if placed.owner >= 0 else None
        perfect = owner is not None and owner.perfect and owner.tense == "present"
        if not (words & {"past", "last"} or (perfect and self.marker(placed) == "for")):
            return None
        start = step(self.published, -count, unit)
        return (start, self.published) if start else None

    # ------------------------------------------------------------------------------------------ intervals (5)

    def _interval(self, placed: Placed, source: str, event: Event, sentence: Sentence) -> Interval:
        timex = placed.timex
        reach = self._days_until_now(placed)
        start, end = reach if reach else (timex.start, timex.end)
        assert start is not None
        assert end is not None
        marker = self.marker(placed)
        text = self.analysis.document.text
        span = timex.span
        granularity = timex.granularity or "day"
        shares_day = (
            (source == "governing clause" or event.proposition in self.clauses_behind(placed))
            and event.proposition >= 0
            and (self.propositions[event.proposition].relation in {"time", "relative"})
        )
        if marker == "since" and shares_day:  # «has not appeared since May 3, when police raided its press»
            pass
        elif marker == "since" and self.published is not None and start <= self.published:
            end = self.published
        elif marker == "by" and self.published is not None and end > self.published:
            start = self.published
        elif self._has_begun(placed, event):
            end, source = self.published or end, "begun"
        elif marker in {"from", "between"}:
            other = self._other_end(placed)
            if other is not None and other.timex.end is not None and other.timex.end >= start:
                end = other.timex.end
                span = Span(span.start, other.timex.span.end)
        else:
            partner = self._coordinated(placed)
            if partner is not None and partner.timex.start is not None and partner.timex.end is not None:
                start, end = min(start, partner.timex.start), max(end, partner.timex.end)
                span = Span(min(span.start, partner.timex.span.start), max(span.end, partner.timex.span.end))
        if start == end or granularity == "day":
            days = _nth_day(sentence, event, {event.proposition, placed.owner}, self.owners[event.sentence])
            if days > 1:
                start, source = end - DAY * (days - 1), "count of days"
        return made_interval(start, end, granularity, span, span.text(text), source)

    def _at_distance(self, event: Event, sentence: Sentence) -> Interval | None:
        """Date «two days after the drill began», or what took place then, by the day of the other clause."""
        pairs = [(event.proposition, event.proposition)] if event.proposition >= 0 else []
        pairs += [(child, event.proposition) for child in self.children.get(event.proposition, ())]
        for clause, mine in pairs:
            proposition = self.propositions[clause]
            if (
                proposition.relation != "time"
                or proposition.marker not in {"after", "before"}
                or proposition.parent < 0
            ):
                continue
            length = next(
                (
                    p
                    for p in self.placed[event.sentence]
                    if p.timex.type == "DURATION"
                    and p.last + 1 < len(sentence.tokens)
                    and sentence.tokens[p.last + 1].text.lower() == proposition.marker
                ),
                None,
            )
            other = proposition.parent if mine == clause else clause
            day = next((p for p in self.by_owner.get(other, ()) if p.timex.granularity == "day" and p.timex.end), None)
            if length is None or day is None or day.timex.end is None:
                continue
            count, unit = read_length(length.timex.value)
            if count is None or unit not in "DW":
                continue
            back = (proposition.marker == "after") == (mine == clause)
            found = step(day.timex.end, -count if back else count, unit)
            if found is not None:
                span = Span(
                    min(length.timex.span.start, day.timex.span.start), max(length.timex.span.end, day.timex.span.end)
                )
                text = self.analysis.document.text
                return made_interval(found, found, "day", span, span.text(text), "distance")
        return None

    def _has_begun(self, placed: Placed, event: Event) -> bool:
        """Say whether the time is that of the beginning of what has gone on: «the protests began in June»."""
        timex = placed.timex
        if event.proposition < 0 or placed.owner < 0 or self.published is None or timex.start is None:
            return False
        noun, owner = self.propositions[event.proposition], self.propositions[placed.owner]
        tokens = self.analysis.sentences[event.sentence].tokens
        plural = noun.kind == "noun" and tokens[noun.head].text.lower() != tokens[noun.head].lemma.lower()
        began = owner.lemma in self.tables["beginnings"] and owner.tense == "past"
        recent = timex.start <= self.published <= timex.start + DAY * 366
        return plural and began and recent and timex.granularity in {"part", "month", "quarter", "year"}

    def _coordinated(self, placed: Placed) -> Placed | None:
        """Give the time that «and» joins to this one without a gap: «in late 1991 and early 1992»."""
        tokens = self.analysis.sentences[placed.sentence].tokens
        for other in self.placed[placed.sentence]:
            first, last = sorted((placed, other), key=lambda p: p.first)
            if last.first - first.last != 2 or tokens[first.last + 1].text.lower() != "and":
                continue
            ends, starts = first.timex.end, last.timex.start
            if ends is not None and starts is not None and DAY * 0 <= starts - ends <= DAY:
                return other
        return None

    def _other_end(self, placed: Placed) -> Placed | None:
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
        count, unit = read_length(length.timex.value)
        day = next((p for p in self.placed[event.sentence] if p.timex.granularity == "day" and p.timex.end), None)
        if count is None or day is None or day.timex.end is None:
            return None
        start = step(day.timex.end + DAY, -count, unit)
        if start is None:
            return None
        span = length.timex.span
        return made_interval(
            start, day.timex.end, "part", span, span.text(self.analysis.document.text), "length and day"
        )


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
        own = owners.get(i) in of
        if (marked and own) or (of_event and (own or event.trigger.start > token.start)):
            return number
    return 0
