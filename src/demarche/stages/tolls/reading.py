"""Read the tolls of one sentence; see the package for the order in which its words are heard."""

from __future__ import annotations

from typing import NamedTuple

from demarche.language.counting import PLURAL
from demarche.model import Argument, Count, Mention, Proposition, Span, TollEntry
from demarche.stages.tolls.beside import REACH
from demarche.stages.tolls.totals import Part, TotalReader

# Nouns whose possessor or of-phrase is the victim, whatever its role: «the death of two», «his disappearance».
_VICTIMS_OF = frozenset({"death", "body", "corpse", "remains", "injury", "disappearance", "wounds", "displacement"})


class _Sum(NamedTuple):
    """People added up: bounds, the words from the first to the last, and the summands."""

    low: int
    high: int | None
    span: Span
    parts: tuple[Part, ...]


class TollReader(TotalReader):
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
                if at in self.at_head and self._unachieved(self.at_head[at]):
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
        found = self._field_of(proposition)
        if found is None or self._unachieved(proposition):
            return
        field, argument = found
        if argument is None:
            return
        again = argument.implicit and self._is_told_again(proposition, field, argument)
        if argument.implicit and not again and not self._is_written(proposition):
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
            size = self._size_without_number(head, field, proposition) if written else None
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

    def _is_told_again(self, proposition: Proposition, field: str, argument: Argument) -> bool:
        """Say whether two verbs with «and» tell of the same victims: «were captured and shot dead»."""
        if field in {"displaced", "missing"}:
            return False
        joined = [p for p in self.propositions if p.relation == "conjunct" and p.parent == proposition.index]
        if proposition.relation == "conjunct":
            joined = [p for p in self.propositions if p.index == proposition.parent]
        done = argument.role == "patient"
        for other in joined:
            said = self._field_of(other)
            if said is None or said[1] is None or said[1].head != argument.head or said[0] == field:
                continue
            if not done or {said[0], field} != {"dead", "injured"}:
                return True
        return False

    def _unachieved(self, proposition: Proposition) -> bool:
        """Say whether the deed was not done: «attempted murder», «a plot to kill»."""
        if any(self.lower[child] in self.words["unachieved"] for child in self.numbered.children[proposition.head]):
            return True
        if proposition.relation == "purpose":
            return True
        if proposition.parent < 0 or proposition.relation != "clause":
            return False
        parent = next((p for p in self.propositions if p.index == proposition.parent), None)
        return parent is not None and parent.lemma in self.words["unachieved"]

    def _field_of(self, proposition: Proposition) -> tuple[str, Argument | None] | None:
        """Give the field that a proposition tells of, and the argument that names the counted."""
        lemma = proposition.lemma
        if proposition.kind == "noun":
            field = self.tables.noun.get(lemma)
            if field is None or proposition.light:
                return None
            patient = proposition.get("patient")
            if patient is None and lemma in _VICTIMS_OF:
                patient = proposition.get("agent")
            return field, patient
        if proposition.kind == "adjective":
            field = self.tables.state.get(lemma)
            counted = self.numbered.number_at(proposition.head) >= 0  # «among the 12 dead were two children»
            return (field, proposition.get("agent")) if field and field != "displaced" and not counted else None
        if lemma == "flee" and self._is_escape(proposition):
            return None
        first, _, rest = (f"{lemma} {proposition.particle}").strip().partition(" ")
        if self.is_sentence(proposition.head):
            return None
        for phrase, field in self.tables.patient.get(first, ()):
            if self._has_rest(proposition, phrase[1:], rest):
                return field, proposition.get("patient")
        for phrase, field in self.tables.agent.get(first, ()):
            if self._has_rest(proposition, phrase[1:], rest) and lemma != "fall":
                return field, proposition.get("agent") if not proposition.passive else proposition.get("patient")
        patient = proposition.get("patient")
        if lemma in {"hold", "take", "seize"} and patient is not None:
            return self._held(proposition, patient)
        if lemma == "lose" and patient is not None and not proposition.passive:
            index = self.numbered.number_at(patient.head)
            noun = self.numbered.noun_behind(index) if index >= 0 else patient.head
            return ("dead", patient) if index >= 0 and self.is_human(noun) else None
        if lemma == "leave" and patient is not None and not self._leaves_home(proposition):
            attribute = proposition.get("attribute")
            field = self.tables.state.get(self.lower[attribute.head]) if attribute else None
            return (field, patient) if field else None
        if lemma in self.words["drive_out"]:
            oblique = proposition.get("oblique", "from") or proposition.get("oblique", "out of")
            if oblique is not None and self.tokens[oblique.head].lemma in self.words["homes"]:
                return "displaced", patient
            if any(p.parent == proposition.index and self._leaves_home(p) for p in self.propositions):
                return "displaced", patient
        if self._leaves_home(proposition):
            return "displaced", proposition.get("agent")
        return None

    def _leaves_home(self, proposition: Proposition) -> bool:
        patient = proposition.get("patient")
        home = patient is not None and self.tokens[patient.head].lemma in self.words["homes"] - {"country", "city"}
        return home and proposition.lemma in {"leave", "abandon"} and not proposition.passive

    def _is_escape(self, proposition: Proposition) -> bool:
        """Say whether those who flee are doers, or flee from a deed: «two gunmen fled the scene»."""
        words = {self.tokens[head].lemma for argument in proposition.arguments for head in argument.heads}
        agent = proposition.get("agent")
        if agent is not None and (index := self.numbered.number_at(agent.head)) >= 0:
            words.add(self.tokens[self.numbered.noun_behind(index)].lemma)
        return bool(words & self.words["escapes"])

    def _held(self, proposition: Proposition, patient: Argument) -> tuple[str, Argument] | None:
        """Read «took four of our men», «five residents who had been held»: people in numbers only, taken nowhere."""
        index = self.numbered.number_at(patient.head)
        if index < 0 or not self.is_human(self.numbered.noun_behind(index)):
            return None
        if proposition.lemma == "hold":
            return ("arrested", patient) if proposition.passive else None
        if proposition.lemma == "take" and any(
            argument.role == "oblique" and argument.marker in {"to", "in", "into"} for argument in proposition.arguments
        ):
            return None
        agent = proposition.get("agent")
        custody = agent is not None and self.tokens[agent.head].lemma.lower() in self.words["custodians"]
        return "arrested" if custody and proposition.lemma == "seize" else "captured", patient

    def _has_rest(self, proposition: Proposition, rest: tuple[str, ...], particle: str) -> bool:
        """Say whether the further words of a phrase («hostage», «to death») are there, within reach of the verb."""
        if not rest:
            return not particle or particle in {"off", "up"}
        near = self.tokens[proposition.head + 1 : proposition.head + 1 + REACH]
        around = {token.lemma for token in near} | {token.text.lower() for token in near} | {particle}
        if proposition.passive:
            around |= {token.lemma for token in self.tokens[max(0, proposition.head - 3) : proposition.head]}
        return all(word in around for word in rest)

    def _size_without_number(self, head: int, field: str, proposition: Proposition) -> tuple[int, int | None] | None:
        """Count a noun that no number counts: one, none, or an unknown number of at least one."""
        token = self.tokens[head]
        lower = self.lower[head]
        if lower in self.words["nobody"] or (lower == "one" and "no" in self.lower[max(0, head - 2) : head]):
            partly = {self.lower[child] for child in self.numbered.children[proposition.head]} & self.words["badly"]
            return None if partly else (0, 0)  # «nobody was seriously hurt»
        words = {self.lower[child] for child in self.numbered.children[head]}
        if words & {"including", "among"}:
            return None
        if lower == "both" or ("both" in words and token.xpos in PLURAL):
            return 2, 2
        if token.lemma in self.tables.sizes and words & {"a", "the"}:
            return self.tables.sizes[token.lemma], self.tables.sizes[token.lemma]
        if "no" in words:
            return (0, 0) if self.is_people(head) else None
        if field == "displaced" or proposition.negated or proposition.modal or proposition.tense == "future":
            return None
        if field == "missing" and not self.is_human(head):
            return None
        if self._is_another(head):
            return 1, 1
        if token.upos == "PRON":
            return (1, 1) if lower in self.words["persons_him"] and proposition.kind == "verb" else None
        if (
            not self.is_people(head)
            or token.lemma in self.words["groups"]
            or token.name in {"LOC", "ORG", "GPE", "NORP"}
        ):
            return None
        if head in self.at_head and self.at_head[head].kind == "noun" and not self.is_human(head):
            return None
        if token.rel == "conj" and field == "captured" and not self.is_human(head):
            return None  # «captured 23 pirates and a cache of arms»
        if self._is_titled(head):
            return 1, 1
        first = self.numbered.is_singular(token.head) or self.numbered.number_at(token.head) >= 0
        joined = token.rel == "conj" and first and token.upos in {"NOUN", "PROPN"} and token.xpos not in PLURAL
        if joined or self.numbered.is_singular(head):
            return 1, 1
        if self._is_named(head, field, proposition):
            return 1, 1
        if token.xpos in PLURAL and proposition.kind == "verb" and field != "missing" and self.is_human(head):
            return 1, None
        return None

    def _is_listed(self, number: int, head: int) -> bool:
        """Say whether a noun only names one of the counted, behind a colon: «killed three reporters: Ada Roe, …»."""
        last = self.numbered.covered[number][-1]
        return ":" in self.lower[last:head]

    def _is_named(self, head: int, field: str, proposition: Proposition) -> bool:
        """Say whether a name that no type was found for is a person's: one harmed, without «the»."""
        token = self.tokens[head]
        if token.xpos != "NNP" or token.name or field not in {"dead", "injured", "captured", "arrested"}:
            return False
        parts = [
            child for child in self.numbered.children[head] if self.tokens[child].rel in {"flat", "compound", "nmod"}
        ]
        the = any(self.tokens[child].rel in {"det", "case"} for child in self.numbered.children[head] if child < head)
        named = any(self.tokens[child].xpos == "NNP" for child in parts)
        if proposition.kind == "noun":
            return named and not any(self.lower[c] == "the" for c in self.numbered.children[head])
        return not the and (named or proposition.passive)

    def _is_titled(self, head: int) -> bool:
        """Say whether a name and a noun of role stand together: «killed photojournalist Ada Roe»."""
        token = self.tokens[head]
        children = [self.tokens[child] for child in self.numbered.children[head]]
        if token.xpos == "NN":
            return any(child.name == "PERSON" for child in children)
        return token.xpos == "NNP" and any(
            child.rel == "compound" and child.xpos == "NN" and self.is_human(child.i) for child in children
        )

    def _is_another(self, head: int) -> bool:
        """Say whether the word stands for one more of those told before: «wounded a third», «killed another»."""
        if self.lower[head + 1 : head + 2] == ["of"] or any(c > head for c in self.numbered.children[head]):
            return False
        article = self.lower[max(0, head - 1) : head] == ["a"]
        return self.lower[head] == "another" or (article and self.lower[head] in self.words["nth"])
