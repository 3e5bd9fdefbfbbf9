"""Find what the number words of an event measure, save its toll: «12 houses», «$5 million in aid», «20 percent of …».

`find_quantities` takes each number of a sentence with an event. It (1) passes over numbers of a toll; (2) says what is
measured, in which unit; (3) climbs to the argument of a proposition that the number belongs to; (4) gives it to the
events of that proposition. What only says when or where («for two days», «a village 30 km away») measures nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from demarche.language.cardinals import HYPHENS
from demarche.language.counting import NumberedSentence
from demarche.model import Analysis, Argument, Event, Number, Proposition, Quantity, Sentence, Span, TollEntry
from demarche.stages.tolls.measures import COUNT, PERCENT, measure_words

_NOMINAL = frozenset({"NOUN", "PROPN", "SYM", "NUM"})
_INSIDE = frozenset({"nmod", "conj", "compound", "amod", "nummod", "appos", "flat", "obl", "obj", "dep"})
# Within a phrase these end it: what stands below belongs to another predicate.
_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod"})


class _Measured(NamedTuple):
    unit: str
    of: str
    span: Span
    top: int  # the token that stands for the amount in its phrase


def find_quantities(
    analysis: Analysis, events: tuple[Event, ...], tolls: tuple[TollEntry, ...]
) -> dict[int, tuple[Quantity, ...]]:
    """Return the quantities of each event by its index, in order of the text; `tolls` are those of the document."""
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        if event.proposition >= 0:
            by_sentence.setdefault(event.sentence, []).append(event)
    found: dict[int, tuple[Quantity, ...]] = {}
    for index, here in by_sentence.items():
        sentence = analysis.sentences[index]
        propositions = [p for p in analysis.propositions if p.sentence == index]
        reader = _Reader(analysis.document.text, sentence, propositions, here)
        taken = [entry.count.span for entry in tolls if entry.sentence == index]
        for proposition, quantity in reader.read(taken):
            for event in here:
                if event.proposition == proposition:
                    found[event.index] = (*found.get(event.index, ()), quantity)
    return found


class _Reader:
    """One sentence with the amounts in the arguments of its events."""

    def __init__(self, text: str, sentence: Sentence, propositions: list[Proposition], events: list[Event]) -> None:
        self.text = text
        self.tokens = sentence.tokens
        self.lower = [token.text.lower() for token in sentence.tokens]
        self.numbered = NumberedSentence(text, sentence, measures=True)
        self.table = measure_words()
        self.words = self.table.words
        self.told = {event.proposition for event in events}
        self.propositions = {proposition.index: proposition for proposition in propositions}
        self.at_head = {proposition.head: proposition for proposition in propositions}

    def read(self, taken: list[Span]) -> list[tuple[int, Quantity]]:
        """Return the quantities with the index of the proposition that each belongs to; `taken` are words of tolls."""
        found: list[tuple[int, Quantity]] = []
        for index, number in enumerate(self.numbered.numbers):
            if not self.numbered.covered[index] or self._is_of_a_toll(index, number, taken):  # (1)
                continue
            if found and (share := self._share(index, number, found[-1])) is not None:
                found.append(share)
                continue
            measured = self._measured(index, number)  # (2)
            if measured is None:
                continue
            owner = self._owner(measured, taken)  # (3)
            if owner is None:
                continue
            proposition, argument, told = owner  # (4)
            if not self._measures(measured, proposition, argument):
                continue
            of = measured.of or self._changed(measured, proposition, argument)
            low, high = _bounds(number, measured.unit)
            quantity = Quantity(low, high, measured.unit, of, measured.span, measured.span.text(self.text))
            found.append((told, quantity))
        return found

    # ------------------------------------------------------------------------------------------- (1) numbers of a toll

    def _is_of_a_toll(self, index: int, number: Number, taken: list[Span]) -> bool:
        """Say whether a number is told as a toll, breaks one down («12 dead, including two children») or is a whole."""
        if any(span.overlaps(number.span) for span in taken):
            return True
        first = self.numbered.covered[index][0]
        if self.numbered.is_whole(index):
            return True
        detail = self.lower[max(0, first - 1) : first] == ["including"] or self.lower[max(0, first - 2) : first] in (
            ["among", "them"],
            ["of", "whom"],
        )
        return detail and any(span.start < number.span.start for span in taken)

    def _share(self, index: int, number: Number, before: tuple[int, Quantity]) -> tuple[int, Quantity] | None:
        """Read «of which three were tanks» and «three of which» as a part of the amount before."""
        covered = self.numbered.covered[index]
        around = (self.lower[max(0, covered[0] - 2) : covered[0]], self.lower[covered[-1] + 1 : covered[-1] + 3])
        if not any(words in (["of", "which"], ["of", "whom"]) for words in around):
            return None
        told, whole = before
        head = self.tokens[covered[-1]].head
        named = head > covered[-1] and self.tokens[head].upos == "NOUN"
        of = self._phrase(head, covered[-1] + 1) if named else whole.of
        return told, Quantity(number.low, number.high, COUNT, of, number.span, number.span.text(self.text))

    # --------------------------------------------------------------------------------- (2) what is measured, and how

    def _measured(self, index: int, number: Number) -> _Measured | None:
        covered = self.numbered.covered[index]
        top = next((i for i in covered if self.tokens[i].head not in covered), covered[-1])
        last = covered[-1]
        if number.currency or number.percent:
            unit = number.currency or PERCENT
            return self._of_measure(unit, top, covered[0], last)
        head = self.numbered.head_of[index]
        if head in covered:
            noun = self.numbered.noun_behind(index)
            if number.low == number.high == 1 or self._is_definite(covered[0], noun):
                return None
            if noun in covered:  # «released 12»; «Ada Roe and Pia Holm, 40 and 49» are ages
                return _Measured(COUNT, "", number.span, top) if self.tokens[top].rel in {"nsubj", "obj"} else None
            return self._counted(number, last + 1, noun, top)
        unit = self._unit(head, last)
        if unit:
            return self._of_measure(unit, head, covered[0], head)
        if self._is_definite(covered[0], head):
            return None
        return self._counted(number, last + 1, head, head)

    def _counted(self, number: Number, first: int, noun: int, top: int) -> _Measured | None:
        token = self.tokens[noun]
        shaped = token.rel == "compound" and self.lower[noun - 1] in HYPHENS  # «a nine-storey building»
        if shaped or token.lemma in self.words["no_things"] or token.upos not in _NOMINAL or self._unit(noun, noun):
            return None
        end = token.end if token.start - number.span.end < 60 else number.span.end
        return _Measured(COUNT, self._phrase(noun, first), Span(number.span.start, max(end, number.span.end)), top)

    def _unit(self, noun: int, last: int) -> str:
        """Give the unit that a noun names with the words around it, or «»."""
        following = self.lower[noun + 1] if noun + 1 < len(self.tokens) else ""
        for first in range(max(0, noun - 2, last), noun + 1):
            before = "".join(f"{self.tokens[i].lemma.lower()} " for i in range(first, noun))
            for word in (self.tokens[noun].lemma.lower(), self.lower[noun]):
                unit = self.table.units.get(f"{before}{word} {following}") or self.table.units.get(f"{before}{word}")
                if unit:
                    return unit
        return ""

    def _of_measure(self, unit: str, top: int, first: int, last: int) -> _Measured | None:
        """Name what an amount is of: «of flour», «in aid», a noun that it modifies («a 90-day truce»), «worth»."""
        start, end = self.tokens[first].start, self.tokens[last].end
        behind = self.lower[last + 1] if last + 1 < len(self.tokens) else ""
        if behind == "of" or (behind in {"in", "worth"} and unit not in self.table.time | self.table.distance):
            noun = self._noun_after(last + (3 if self.lower[last + 1 : last + 3] == ["worth", "of"] else 2))
            if noun >= 0 and (behind == "of" or self.tokens[noun].upos == "NOUN"):
                return _Measured(unit, self._phrase(noun, last + 2), Span(start, self.tokens[noun].end), top)
        before = self.lower[first - 1] if first else ""
        if before == "worth" and first > 1 and self.tokens[first - 2].upos in {"NOUN", "PROPN"}:
            return _Measured(unit, self._phrase(first - 2, 0), Span(start, end), first - 2)
        head = self.tokens[top].head
        if head < 0:
            return _Measured(unit, "", Span(start, end), top)
        whole = self.tokens[head]
        if head > last and self.tokens[top].rel in _MODIFIERS and whole.upos in {"NOUN", "PROPN"}:
            if self.lower[last + 1] in {"old", "-"} and "old" in self.lower[last + 1 : head]:
                return None
            return _Measured(unit, self._phrase(head, last + 1), Span(start, whole.end), head)
        if before == "of" and head < first and whole.upos in {"NOUN", "PROPN"}:
            return _Measured(unit, self._phrase(head, 0), Span(start, end), top)
        return _Measured(unit, "", Span(start, end), top)

    def _noun_after(self, i: int) -> int:
        """Give the head of the noun phrase that begins at token `i`, or -1."""
        found = -1
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.upos in {"NOUN", "PROPN"}:
                found = i
            elif found >= 0 or (
                token.upos not in {"DET", "ADJ", "NUM"} and token.xpos not in {"PRP$", "VBN", "VBG", "POS"}
            ):
                break
            i += 1
        return found

    def _phrase(self, noun: int, first: int) -> str:
        """Give the lemmas of a noun with its adjectives and compounds from token `first` on, no names but its own."""
        tokens = self.tokens
        if tokens[noun].upos == "PROPN":
            return tokens[noun].lemma
        begin = noun
        while begin > max(first, 0):
            token = tokens[begin - 1]
            joined = token.rel in {"amod", "compound"} and token.upos in {"ADJ", "NOUN"} and token.text.islower()
            if not joined or token.lemma in self.words["skipped"] or token.xpos in {"JJR", "JJS"}:
                break
            begin -= 1
        return " ".join(token.lemma.lower() for token in tokens[begin : noun + 1])

    def _is_definite(self, first: int, noun: int) -> bool:
        """Say whether the number only tells who is meant: «the two sides», «its three neighbours», «one of the men»."""
        before = self.lower[first - 1] if first else ""
        if before in {"of", "from", "among"} and first > 1:
            before = self.lower[first - 2]
        return before in self.words["definite"] and self.tokens[noun].lemma in self.words["parties"]

    # ------------------------------------------------------------------------------------------ (3) whose amount it is

    def _owner(self, measured: _Measured, taken: list[Span]) -> tuple[Proposition, Argument | None, int] | None:
        """Give the proposition and the argument that hold the amount, and the proposition of the event it goes to."""
        i = measured.top
        for _ in self.tokens:
            token = self.tokens[i]
            if any(span.start <= token.start < span.end for span in taken):
                return None  # a part of the victims told beside it
            for index in self.propositions:
                proposition = self.propositions[index]
                for argument in proposition.arguments:
                    if i in argument.heads and argument.role != "clause" and not argument.implicit:
                        told = self._told(proposition)
                        if told is not None:
                            return proposition, argument, told
            if i in self.at_head and i != measured.top:
                own = self.at_head[i]
                if own.kind == "verb":
                    return None
                if own.index in self.told:
                    return None
            if i in self.at_head and self.at_head[i].index in self.told:
                return (self.at_head[i], None, self.at_head[i].index) if measured.unit != COUNT else None
            if token.rel not in _INSIDE or token.head < 0 or not self._is_within(i):
                return None
            i = token.head
        return None

    def _is_within(self, i: int) -> bool:
        """Say whether a token is a part of the phrase above it that may be measured, no place or time of it."""
        if self.tokens[i].rel != "nmod":
            return True
        case = " ".join(self.lower[c] for c in self.numbered.children[i] if self.tokens[c].rel == "case")
        amount = self.tokens[self.tokens[i].head].upos in {"SYM", "NUM"}  # «$5 million in aid and 20 tanks»
        return case in self.words["within"] or not case or (case == "in" and amount)

    def _told(self, proposition: Proposition) -> int | None:
        """Give the proposition of the event that a proposition tells of: itself, or the one that takes it as content.

        «agreed to the sale of 12 jets», «pledged to send 500 troops».
        """
        for _ in self.propositions:
            if proposition.index in self.told:
                return proposition.index
            parent = self.propositions.get(proposition.parent)
            if parent is None or proposition.relation not in {"clause", "argument"}:
                return None
            proposition = parent
        return None

    def _measures(self, measured: _Measured, proposition: Proposition, argument: Argument | None) -> bool:
        """Say whether the amount tells how much, not when or where."""
        marker = argument.marker if argument is not None and argument.role == "oblique" else ""
        compound = measured.span.end > self.tokens[measured.top].end or measured.of != ""
        if measured.unit in self.table.time and not compound:
            lasting = proposition.lemma in self.words["lasting"] and marker in self.words["lasting_markers"]
            return lasting and argument is not None
        if measured.unit in self.table.distance and not compound:
            first = next(token.i for token in self.tokens if token.end > measured.span.start)
            before = self.tokens[first - 1] if first else self.tokens[first]
            if argument is None or before.rel in {"obl", "nmod"}:
                return False  # «at a village 12 km from the capital»
            if proposition.lemma not in self.words["motion"]:
                return argument.role == "patient" and before.upos not in {"NOUN", "PROPN"}
        return argument is None or argument.role != "oblique" or marker in self.words["markers"]

    def _changed(self, measured: _Measured, proposition: Proposition, argument: Argument | None) -> str:
        """Name what a share is of that stands in no phrase with it: «cut aid by 20 percent»."""
        if argument is None or argument.role != "oblique" or argument.marker not in {"by", "to", "from", "for", ""}:
            return ""
        if measured.unit == COUNT or measured.unit in self.table.distance:
            return ""
        if measured.unit in self.table.time and argument.marker != "by":
            return ""
        patient = proposition.get("patient")
        if patient is None or self.tokens[patient.head].upos != "NOUN" or proposition.lemma in {"sentence", "jail"}:
            return ""
        return self._phrase(patient.head, 0)


def _bounds(number: Number, unit: str) -> tuple[float, float | None]:
    """Give the bounds of an amount; what is measured has no next whole number: «more than 5 tonnes» is 5 or more."""
    low, high = number.low, number.high
    if unit == COUNT:
        return low, high
    whole = low == int(low)
    if number.bound == "over" and whole:
        return low - 1, None
    if number.bound == "under" and high is not None:
        return 0.0, high + 1 if high == int(high) else high
    if number.bound == "most":
        return 0.0, high
    return low, high
