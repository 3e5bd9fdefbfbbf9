"""Read the tolls of one sentence; see the package for the order in which its words are heard."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from demarche.model import Argument, Count, Mention, Proposition, Span, TollEntry
from demarche.stages.tolls.sizes import SizeReader
from demarche.stages.tolls.totals import Part


class _Sum(NamedTuple):
    """People added up: bounds, the words from the first to the last, and the summands."""

    low: int
    high: int | None
    span: Span
    parts: tuple[Part, ...]


class TollReader(SizeReader):
    """One sentence on its way to toll entries."""

    def read(self) -> list[TollEntry]:
        """Return the entries of the sentence, in order of the text."""
        beside = [self.beside(index) for index in range(len(self.numbered.numbers))]  # (1)
        for proposition in self.propositions:  # (2)
            self._read_proposition(proposition, beside)
        for index, found in enumerate(beside):  # (3)
            noun = self.numbered.noun_behind(index)
            if found is not None and index not in self.used and self.is_people(noun):
                field, at = found
                if at in self.at_head and self.is_unachieved(self.at_head[at]):
                    continue
                counted = self.numbered.counted(index)
                share = self.is_share(at)
                high = None if share else counted.high
                self.add(field, counted.low, high, counted.span, noun, at, kind="share" if share else "")
                self.used.add(index)
        self.read_totals()  # (4)
        self.read_unnumbered()  # (5)
        return sorted(self.entries, key=lambda entry: entry.count.span)

    # ------------------------------------------------------------------------------------------- (2) propositions

    def _read_proposition(self, proposition: Proposition, beside: list[tuple[str, int] | None]) -> None:
        found = self.field_of(proposition)
        if found is None or self.is_unachieved(proposition):
            return
        field, argument = found
        if argument is None:
            return
        again = argument.implicit and self._is_told_again(proposition, field, argument)
        if argument.implicit and not again and not self._is_written(proposition):
            return
        if argument.implicit and argument.role == "patient" and self._has_object(proposition):
            return
        heads = argument.heads
        if proposition.kind != "noun":
            heads = self.numbered.coordinated(heads, proposition.head)
            heads = (*heads, *self._joined(proposition.head, heads))
        if self.lower[argument.head] in {"them", "they"} and self.numbered.number_at(argument.head) < 0:
            before = self._meant(proposition, argument.head)
            if before is None:
                return
            counted = self._count(before, field, proposition, beside, retold=True)
            if counted is None or counted.high == 1:
                return
        else:
            written = again or not argument.implicit
            counted = self._count(heads, field, proposition, beside, written=written, retold=again)
        if counted is None or (counted.low > 0 and (proposition.negated or self._by_nobody(proposition))):
            return
        share = self.is_share(proposition.head)
        self.add(
            field,
            counted.low,
            None if share else counted.high,
            counted.span,
            counted.parts[0][1].head if len(counted.parts) == 1 else argument.head,
            proposition.head,
            proposition,
            counted.parts,
            kind="share" if share else "",
        )

    def _count(
        self,
        heads: tuple[int, ...],
        field: str,
        proposition: Proposition,
        beside: list[tuple[str, int] | None],
        *,
        written: bool = True,
        retold: bool = False,
    ) -> _Sum | None:
        """Add up nouns with and without numbers; without one only where `written`, not again unless `retold`."""
        low, high, spans = 0, 0, []
        numbers: list[int] = []
        unbounded = False
        parts: list[Part] = []
        loose = not any(self.tokens[c].rel == "cc" for head in heads[1:] for c in self.numbered.children[head])
        for head in heads:
            if numbers and (self._is_listed(numbers[0], head) or (loose and self.numbered.number_at(head) < 0)):
                break  # «two guards, members of the police»
            index = self.numbered.number_at(head)
            if index >= 0:
                said = None if retold else beside[index]
                if (index in self.used and not retold) or index in numbers or (said is not None and said[0] != field):
                    continue
                noun = self.numbered.noun_behind(index)
                if not self.is_people(noun):
                    continue
                counted = self.numbered.counted(index)
                low += counted.low
                unbounded = unbounded or counted.high is None
                high += counted.high or 0
                spans.append(counted.span)
                numbers.append(index)
                parts.append(self._part(counted.low, counted.high, counted.span, noun))
                continue
            size = self.size_without_number(head, field, proposition) if written else None
            if size is None:
                continue
            low += size[0]
            unbounded = unbounded or size[1] is None
            high += size[1] or 0
            spans.append(self.numbered.phrase(head))
            if self.lower[head] not in self.words["nobody"]:
                parts.append(self._part(*size, spans[-1], head))
        if not spans:
            return None
        if not retold:
            self.used.update(numbers)
        span = Span(min(s.start for s in spans), max(s.end for s in spans))
        return _Sum(low, None if unbounded else high, span, tuple(parts))

    def _joined(self, predicate: int, heads: tuple[int, ...]) -> list[int]:
        """Give the nouns that «as well as», «along with» join to the counted, at them or at the predicate."""
        children = self.numbered.children
        found = []
        for child in sorted(c for above in (predicate, *heads) for c in children[above]):
            words = [i for c in children[child] if c < child for i in (c, *children[c])]
            joint = " ".join(self.lower[i] for i in sorted(words) if self.tokens[i].rel in {"case", "cc", "fixed"})
            if joint in self.words["joints"] and self.tokens[child].rel in {"obl", "nmod", "conj"}:
                found += [child] if child not in heads else []
        return found

    def _meant(self, proposition: Proposition, pronoun: int) -> tuple[int, ...] | None:
        """Give the nouns that «them» stands for: those that a clause before in the sentence did something to."""
        for other in reversed(self.propositions):
            if other.index >= proposition.index or other.kind != "verb":
                continue
            patient = other.get("patient")
            if patient is not None and not patient.implicit and max(patient.heads) < pronoun:
                return patient.heads
        return None

    def _part(self, low: int, high: int | None, span: Span, noun: int) -> Part:
        return Count(low, high, span, span.text(self.text)), Mention(self.sentence.index, noun, span)

    def _by_nobody(self, proposition: Proposition) -> bool:
        """Say whether the doer is nobody, so that nothing was done: «none of our men hurt a prisoner»."""
        agent = proposition.get("agent")
        patient = proposition.get("patient")
        if agent is None or patient is None:
            return False
        words = {self.lower[child] for child in self.numbered.children[agent.head]}
        return self.lower[agent.head] in self.words["nobody"] or bool(words & {"no", "neither"})

    def _is_written(self, proposition: Proposition) -> bool:
        """Say whether an understood victim is named by the clause above: «who died», «forced to flee»."""
        if proposition.relation == "relative":
            return True
        parent = next((p for p in self.propositions if p.index == proposition.parent), None)
        return parent is not None and proposition.relation == "clause" and parent.lemma in self.words["drive_out"]

    def _has_object(self, proposition: Proposition) -> bool:
        """Say whether a participle has an object, so that it is a verb whose subject is not its victim."""
        head = proposition.head
        children = (self.tokens[child] for child in self.numbered.children[head])
        return proposition.relation != "conjunct" and any(c.deprel == "obj" and c.i > head for c in children)

    def _is_told_again(self, proposition: Proposition, field: str, argument: Argument) -> bool:
        """Say whether two verbs with «and» tell of the same victims: «were captured and shot dead»."""
        if field in {"displaced", "missing"}:
            return False
        joined = [p for p in self.propositions if p.relation == "conjunct" and p.parent == proposition.index]
        if proposition.relation == "conjunct":
            joined = [p for p in self.propositions if p.index == proposition.parent]
        done = argument.role == "patient"
        for other in joined:
            said = self.field_of(other)
            if said is None or said[1] is None or said[1].head != argument.head or said[0] == field:
                continue
            if not done or {said[0], field} != {"dead", "injured"}:
                return True
        return False

    def _is_listed(self, number: int, head: int) -> bool:
        """Say whether a noun only tells who the counted are: «three reporters: Ada Roe, …», «six, two of them boys»."""
        last = self.numbered.covered[number][-1]
        between = self.lower[last:head]
        return ":" in between or any(pair in {("of", "them"), ("of", "whom")} for pair in pairwise(between))
