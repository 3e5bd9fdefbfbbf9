"""Read the tolls of one sentence; see the package for the order in which its words are heard."""

from __future__ import annotations

from demarche.language.counting import PLURAL
from demarche.model import Argument, Count, Mention, Proposition, Sentence, Span, TollEntry
from demarche.stages.tolls.beside import REACH, TollSentence

# Words between «death toll» and its figure.
TOTAL_REACH = 10
# Nouns whose possessor or of-phrase is the victim, whatever its role: «the death of two», «his disappearance».
_VICTIMS_OF = frozenset({"death", "body", "corpse", "remains", "injury", "disappearance", "wounds", "displacement"})


class TollReader(TollSentence):
    """One sentence on its way to toll entries."""

    def __init__(self, text: str, sentence: Sentence, propositions: list[Proposition]) -> None:
        super().__init__(text, sentence)
        self.propositions = propositions
        self.entries: list[TollEntry] = []
        self.at_head = {proposition.head: proposition for proposition in propositions}

    def read(self) -> list[TollEntry]:
        """Return the entries of the sentence, in order of the text."""
        beside = [self.beside(index) for index in range(len(self.numbered.numbers))]  # (1)
        for proposition in self.propositions:  # (2)
            self._read_proposition(proposition, beside)
        for index, found in enumerate(beside):  # (3)
            noun = self.numbered.noun_behind(index)
            if found is not None and index not in self.used and self.is_people(noun):
                field, at = found
                counted = self.numbered.counted(index)
                high = None if self.is_share(at) else counted.high
                self._add(field, counted.low, high, counted.span, noun, at)
                self.used.add(index)
        self._read_totals()  # (4)
        self._read_unnumbered()  # (5)
        return sorted(self.entries, key=lambda entry: entry.count.span)

    # ------------------------------------------------------------------------------------------- (2) propositions

    def _read_proposition(self, proposition: Proposition, beside: list[tuple[str, int] | None]) -> None:
        found = self._field_of(proposition)
        if found is None or self._unachieved(proposition):
            return
        field, argument = found
        if argument is None or (argument.implicit and proposition.relation != "relative"):
            return
        low, high, spans, numbers = 0, 0, [], []
        unbounded = False
        heads = argument.heads
        if proposition.kind != "noun":
            heads = self.numbered.coordinated(heads, proposition.head)
        for head in heads:
            index = self.numbered.number_at(head)
            if index >= 0:
                said = beside[index]
                if index in self.used or index in numbers or (said is not None and said[0] != field):
                    continue
                if not self.is_people(self.numbered.noun_behind(index)):
                    continue
                counted = self.numbered.counted(index)
                low += counted.low
                unbounded = unbounded or counted.high is None or self.is_share(proposition.head)
                high += counted.high or 0
                spans.append(counted.span)
                numbers.append(index)
                continue
            size = None if argument.implicit else self._size_without_number(head, field, proposition)
            if size is None:
                continue
            low += size[0]
            unbounded = unbounded or size[1] is None
            high += size[1] or 0
            spans.append(self.numbered.phrase(head))
        if not spans or (proposition.negated and low > 0):
            return
        self.used.update(numbers)
        span = Span(min(s.start for s in spans), max(s.end for s in spans))
        self._add(field, low, None if unbounded else high, span, argument.head, proposition.head, proposition)

    def _unachieved(self, proposition: Proposition) -> bool:
        """Say whether the deed was not done: «attempted murder», «a plot to kill»."""
        if any(self.lower[child] in self.words["unachieved"] for child in self.numbered.children[proposition.head]):
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
            return (field, proposition.get("agent")) if field and field != "displaced" else None
        first, _, rest = (f"{lemma} {proposition.particle}").strip().partition(" ")
        for phrase, field in self.tables.patient.get(first, ()):
            if self._has_rest(proposition, phrase[1:], rest):
                return field, proposition.get("patient")
        for phrase, field in self.tables.agent.get(first, ()):
            if self._has_rest(proposition, phrase[1:], rest) and lemma != "fall":
                return field, proposition.get("agent") if not proposition.passive else proposition.get("patient")
        patient = proposition.get("patient")
        if lemma in {"hold", "take"} and patient is not None:
            return self._held(proposition, patient)
        if lemma == "leave" and patient is not None:
            attribute = proposition.get("attribute")
            field = self.tables.state.get(self.lower[attribute.head]) if attribute else None
            return (field, patient) if field else None
        if lemma in self.words["drive_out"]:
            oblique = proposition.get("oblique", "from") or proposition.get("oblique", "out of")
            if oblique is not None and self.tokens[oblique.head].lemma in self.words["homes"]:
                return "displaced", patient
        return None

    def _held(self, proposition: Proposition, patient: Argument) -> tuple[str, Argument] | None:
        """Read «took four of our men», «five residents who had been held»: people in numbers only, taken nowhere."""
        index = self.numbered.number_at(patient.head)
        if index < 0 or self.tokens[self.numbered.noun_behind(index)].lemma not in self.words["people"]:
            return None
        if proposition.lemma == "hold":
            return ("arrested", patient) if proposition.passive else None
        if any(
            argument.role == "oblique" and argument.marker in {"to", "in", "into"} for argument in proposition.arguments
        ):
            return None
        return "captured", patient

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
            return 0, 0
        words = {self.lower[child] for child in self.numbered.children[head]}
        if words & {"including", "among"}:
            return None
        if "no" in words:
            return (0, 0) if self.is_people(head) else None
        if field == "displaced" or proposition.negated or proposition.modal or proposition.tense == "future":
            return None
        if field == "missing" and token.name != "PERSON" and token.lemma not in self.words["people"]:
            return None
        if token.upos == "PRON":
            return (1, 1) if lower in self.words["persons_him"] and proposition.kind == "verb" else None
        if (
            not self.is_people(head)
            or token.lemma in self.words["groups"]
            or token.name in {"LOC", "ORG", "GPE", "NORP"}
        ):
            return None
        if head in self.at_head and self.at_head[head].kind == "noun":
            return None
        if (
            token.rel == "conj"
            and field == "captured"
            and token.name != "PERSON"
            and token.lemma not in self.words["people"]
        ):
            return None  # «captured 23 pirates and a cache of arms»
        joined = token.rel == "conj" and token.upos in {"NOUN", "PROPN"} and token.xpos not in PLURAL
        if joined or self.numbered.is_singular(head):
            return 1, 1
        if token.upos == "NOUN" and token.xpos in PLURAL and proposition.kind == "verb" and field != "missing":
            return 1, None
        return None

    # ------------------------------------------------------------------------------------------------- (4) sums

    def _read_totals(self) -> None:
        for i in range(len(self.tokens)):
            for phrase, field in self.tables.total:
                if self.lower[i : i + len(phrase)] != list(phrase):
                    continue
                self._read_list(i + len(phrase) - 1, field)
                named = phrase[-1] in {"toll", "count"}
                before = self.lower[max(0, i - 4) : i]
                if not named and not ({"number", "total", "figure", "count", "tally"} & set(before)):
                    continue
                index = self._figure_behind(i + len(phrase))
                if index is not None:
                    counted = self.numbered.counted(index)
                    self.used.add(index)
                    self._add(field, counted.low, counted.high, self.numbered.numbers[index].span, i, i)
                break

    def _read_list(self, i: int, field: str) -> None:
        """Read «the dead were two teachers and a driver»: the sum of what the copula joins to the word of victims."""
        token = self.tokens[i]
        root = token.head
        if (
            token.deprel != "nsubj"
            or root < i
            or not any(self.tokens[c].rel == "cop" for c in self.numbered.children[root])
        ):
            return
        heads = [root, *(c for c in self.numbered.children[root] if self.tokens[c].rel == "conj")]
        low, high, spans = 0, 0, []
        for head in heads:
            index = self.numbered.number_at(head)
            if index >= 0:
                counted = self.numbered.counted(index)
                low, high = low + counted.low, high + (counted.high or counted.low)
                spans.append(counted.span)
                self.used.add(index)
            elif self.numbered.is_singular(head) and self.is_people(head):
                low, high = low + 1, high + 1
                spans.append(self.numbered.phrase(head))
        if low and any(self.numbered.number_at(head) >= 0 or self.tokens[head].name == "PERSON" for head in heads):
            self._add(field, low, high, Span(spans[0].start, spans[-1].end), i, i)

    def _figure_behind(self, j: int) -> int | None:
        """Give the number that «death toll» leads to: behind «to», «at», «reached», never behind «by»."""
        found: int | None = None
        for index, covered in enumerate(self.numbered.covered):
            if not covered or covered[0] < j or covered[0] >= j + TOTAL_REACH or index in self.used:
                continue
            if ";" in self.lower[j : covered[0]]:
                break
            before = self.lower[covered[0] - 1]
            if before in self.words["changes"]:
                continue
            linked = set(self.lower[j : covered[0]]) | {self.lower[covered[0]]}
            if linked & self.words["links"]:
                found = index
                break
        return found

    # ------------------------------------------------------------------------------------------ (5) without number

    def _read_unnumbered(self) -> None:
        for token in self.tokens:
            if (
                token.lemma not in self.words["victims"]
                or token.upos != "NOUN"
                or self.numbered.number_at(token.i) >= 0
            ):
                continue
            children = self.numbered.children[token.i]
            words = {self.lower[child] for child in children}
            governor = self.tokens[token.head].lemma if token.head >= 0 else ""
            negated = token.head >= 0 and any(
                self.lower[child] in {"not", "n't", "never"} for child in self.numbered.children[token.head]
            )
            if (
                "no" in words
                or ("without" in words and token.xpos in PLURAL)
                or (negated and governor in self.words["existence"])
            ):
                span = Span(min([self.tokens[c].start for c in children if c < token.i] + [token.start]), token.end)
                for field, nouns in (("dead", "zero_dead"), ("injured", "zero_injured")):
                    if token.lemma in self.words[nouns]:
                        self._add(field, 0, 0, span, token.i, token.i)
                continue
            top = token
            while top.rel == "conj" and top.head >= 0:
                top = self.tokens[top.head]
            governor = self.tokens[top.head].lemma if top.head >= 0 else top.lemma
            bare = not any(self.tokens[c].rel == "nummod" or self.lower[c] in {"his", "her", "their"} for c in children)
            bare = bare and not (token.i + 1 < len(self.tokens) and self.lower[token.i + 1] == "of")
            if (
                bare
                and token.xpos in PLURAL
                and token.lemma in {"death", "injury", "fatality"}
                and governor in self.words["existence"]
                and top.rel in {"nsubj", "obj", "obl", "root"}
            ):
                field = "injured" if token.lemma == "injury" else "dead"
                self._add(field, 1, None, Span(token.start, token.end), token.i, token.i)

    # -----------------------------------------------------------------------------------------------------------

    def _add(
        self, field: str, low: int, high: int | None, span: Span, victims: int, at: int, told: Proposition | None = None
    ) -> None:
        if any(entry.field == field and entry.count.span.overlaps(span) for entry in self.entries):
            return
        self.entries.append(
            TollEntry(
                field=field,
                count=Count(low, high, span, span.text(self.text)),
                victims=Mention(self.sentence.index, victims, span),
                sentence=self.sentence.index,
                proposition=told.index if told else self._telling(at),
            )
        )

    def _telling(self, at: int) -> int:
        """Give the index of the proposition whose predicate is the token or its nearest ancestor, or −1."""
        seen = 0
        while at >= 0 and seen <= len(self.tokens):
            if at in self.at_head:
                return self.at_head[at].index
            at = self.tokens[at].head
            seen += 1
        return -1
