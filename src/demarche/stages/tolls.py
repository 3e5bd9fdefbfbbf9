"""Find the numbers of dead, injured, captured, missing, displaced and arrested, and give them to events.

`find_tolls` reads each sentence that has a word of victims: (1) the words beside a number say what became of the
counted («killed 12», «30 wounded»); (2) the arguments of propositions are counted, with and without a number («killed
a monk», «two soldiers and a child died»); (3) numbers that only the words beside them explain; (4) sums («the death
toll rose to 41»); (5) «no casualties», «there were deaths». What the words beside a number say outranks the parse:
news leaves verbs out («12 killed and 30 wounded») where parsers err.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from demarche.language.counting import PLURAL, NumberedSentence
from demarche.model import (
    TOLL_FIELDS,
    Analysis,
    Argument,
    Count,
    Event,
    Mention,
    Proposition,
    Sentence,
    Span,
    TollEntry,
)

# Words between a number and the word that says what became of the counted.
REACH = 8
# Words between «death toll» and its figure.
TOTAL_REACH = 10
# Nouns whose possessor or of-phrase is the victim, whatever its role: «the death of two», «his disappearance».
_VICTIMS_OF = frozenset({"death", "body", "corpse", "remains", "injury", "disappearance", "wounds", "displacement"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
_SOLDIERS = frozenset(
    {"soldier", "man", "fighter", "troop", "policeman", "officer", "comrade", "martyr", "serviceman", "rebel"}
)

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class _Tables(NamedTuple):
    patient: Phrases  # first word -> (all words, field), the longest first
    agent: Phrases
    state: dict[str, str]
    noun: dict[str, str]
    counted: dict[str, str]
    total: list[tuple[tuple[str, ...], str]]
    words: dict[str, frozenset[str]]
    triggers: frozenset[str]


@cache
def _tables() -> _Tables:
    table = tomllib.loads((files("demarche") / "data" / "language" / "tolls.toml").read_text(encoding="utf-8"))

    def phrases(key: str) -> Phrases:
        made: Phrases = {}
        for field in TOLL_FIELDS:
            for text in table[field][key]:
                phrase = tuple(text.split())
                made.setdefault(phrase[0], []).append((phrase, field))
        for entries in made.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return made

    def single(key: str) -> dict[str, str]:
        return {word: field for field in TOLL_FIELDS for word in table[field][key]}

    patient, agent = phrases("patient"), phrases("agent")
    state, noun, counted = single("state"), single("noun"), single("counted")
    total = [(tuple(text.split()), field) for field in TOLL_FIELDS for text in table[field]["total"]]
    total.sort(key=lambda entry: -len(entry[0]))
    words = {name: frozenset(value) for name, value in table["words"].items()}
    triggers = frozenset(patient) | frozenset(agent) | frozenset(state) | frozenset(noun) | frozenset(counted)
    triggers |= {phrase[-1] for phrase, _ in total} | words["victims"] | words["drive_out"] | {"toll", "shoot"}
    return _Tables(patient, agent, state, noun, counted, total, words, triggers)


def find_tolls(analysis: Analysis) -> tuple[TollEntry, ...]:
    """Find the tolls of a document, in order of the text; an entry's proposition is the one that tells of it, or −1."""
    tables = _tables()
    by_sentence: dict[int, list[Proposition]] = {}
    for proposition in analysis.propositions:
        by_sentence.setdefault(proposition.sentence, []).append(proposition)
    entries: list[TollEntry] = []
    for sentence in analysis.sentences:
        if any(t.lemma in tables.triggers or t.text.lower() in tables.triggers for t in sentence.tokens):
            reader = _Reader(analysis.document.text, sentence, by_sentence.get(sentence.index, []), tables)
            entries.extend(sorted(reader.read(), key=lambda entry: entry.count.span))
    return tuple(entries)


class _Reader:
    """One sentence on its way to toll entries."""

    def __init__(self, text: str, sentence: Sentence, propositions: list[Proposition], tables: _Tables) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lower = [token.text.lower() for token in sentence.tokens]
        self.propositions = propositions
        self.tables = tables
        self.words = tables.words
        self.numbered = NumberedSentence(text, sentence)
        self.entries: list[TollEntry] = []
        self.used: set[int] = set()  # numbers that an entry rests on
        self.at_head = {proposition.head: proposition for proposition in propositions}

    def read(self) -> list[TollEntry]:
        beside = [self._beside(index) for index in range(len(self.numbered.numbers))]  # (1)
        for proposition in self.propositions:  # (2)
            self._read_proposition(proposition, beside)
        for index, found in enumerate(beside):  # (3)
            if found is not None and index not in self.used and self._is_people(self.numbered.noun_behind(index)):
                field, at = found
                counted = self.numbered.counted(index)
                high = None if self._is_share(at) else counted.high
                self._add(field, counted.low, high, counted.span, self.numbered.noun_behind(index), at)
                self.used.add(index)
        self._read_totals()  # (4)
        self._read_unnumbered()  # (5)
        return self.entries

    # -------------------------------------------------------------------------------------- (1) words beside a number

    def _beside(self, index: int) -> tuple[str, int] | None:
        """Say what became of those that a number counts, by the words beside it; give the token that says so too."""
        covered = self.numbered.covered[index]
        if not covered:
            return None
        if self._is_detail(covered[0]):
            self.used.add(index)
            return None
        return self._before(covered[0]) or self._behind(index, covered[-1])

    def _before(self, first: int) -> tuple[str, int] | None:
        k = first - 1
        while k >= 0 and first - k < 4 and self.lower[k] in self.words["additions"] | {'"', "“", "'"}:
            k -= 1
        if k < 0:
            return None
        token = self.tokens[k]
        field = self._single(self.tables.patient, token.lemma)
        if field and token.upos in {"VERB", "ADJ"} and not self._has_auxiliary(k):
            return field, k
        if token.lemma == "of" or self.lower[k] == "to":
            noun = self.tokens[k - 1].lemma if k else ""
            if noun in self.tables.noun:
                return self.tables.noun[noun], k - 1
        return None

    def _behind(self, index: int, last: int) -> tuple[str, int] | None:
        head = self.numbered.head_of[index]
        lemma = self.tokens[head].lemma
        if head > last and lemma in self.tables.counted:
            return self.tables.counted[lemma], head
        j = last + 1
        stop = min(len(self.tokens), last + 1 + REACH)
        passive = False
        noun_seen = False
        while j < stop:
            token, lower = self.tokens[j], self.lower[j]
            field = self.tables.state.get(lower)
            if field and self.lower[j - 1] in {"the", "those"} and "of" in self.lower[last + 1 : j]:
                return None  # «400 of the displaced»: a share of victims that are told elsewhere
            if field and not (token.upos == "NOUN" and token.rel == "compound"):
                return None if self._is_active(j, passive) else (field, j)
            intransitive = self._single(self.tables.agent, token.lemma)
            if intransitive and token.upos == "VERB" and self._fits_agent(index, j):
                return intransitive, j
            if lower in {"including", "among"} or (lower == "," and j + 1 < stop and self.lower[j + 1] == "including"):
                j, stop = self._behind_aside(j, stop)
                continue
            if lower in self.words["between"]:
                passive = passive or token.lemma in {"be", "get"}
            elif token.upos in _NOMINAL or lower in {"of", "'s", "his", "her", "their", "our", "its", "them", "us"}:
                if passive:
                    return None
                noun_seen = noun_seen or token.upos in {"NOUN", "PROPN"}
            elif lower not in {'"', "”", "“"}:
                return None
            j += 1
        return None

    def _behind_aside(self, j: int, stop: int) -> tuple[int, int]:
        """Pass over «, including three children,»; give the index behind it and how far to read from there."""
        k = j + 1
        while k < min(len(self.tokens), j + 14):
            if self.lower[k] == ",":
                return k + 1, min(len(self.tokens), k + 1 + REACH)
            if self.tokens[k].lemma == "be":
                return k, min(len(self.tokens), k + REACH)
            k += 1
        return stop, stop

    def _is_active(self, j: int, passive: bool) -> bool:
        """Say whether the participle at `j` is a verb with an object of its own: «12 soldiers killed three rebels»."""
        if passive or self.tokens[j].upos != "VERB" or j + 1 >= len(self.tokens):
            return False
        following = self.tokens[j + 1]
        return following.upos in {"NUM", "DET", "NOUN", "PROPN", "PRON"} or following.rel == "nummod"

    def _is_share(self, at: int) -> bool:
        """Say whether the word of victims stands for more than the counted: «three children were among the dead»."""
        return "among" in self.lower[max(0, at - 2) : at]

    def _is_detail(self, first: int) -> bool:
        """Say whether a number breaks a sum down that is told beside it: «12 dead, among them six children»."""
        k = first - 1
        while k >= 0 and self.lower[k] in {"at", "least", "of"}:
            k -= 1
        before = self.lower[max(0, k - 1) : k + 1]
        return before[-1:] == ["including"] or before == ["among", "them"] or (before[-1:] == ["whom"])

    def _fits_agent(self, index: int, j: int) -> bool:
        lemma = self.tokens[j].lemma
        if lemma == "fall":
            noun = self.tokens[self.numbered.noun_behind(index)].lemma
            closed = j + 1 >= len(self.tokens) or self.tokens[j + 1].upos in {"PUNCT", "CCONJ"}
            return noun in _SOLDIERS and closed
        return True

    def _has_auxiliary(self, k: int) -> bool:
        return any(self.tokens[child].deprel == "aux:pass" for child in self.numbered.children[k])

    @staticmethod
    def _single(phrases: Phrases, lemma: str) -> str:
        return next((field for phrase, field in phrases.get(lemma, ()) if len(phrase) == 1), "")

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
                if not self._is_people(self.numbered.noun_behind(index)):
                    continue
                counted = self.numbered.counted(index)
                low += counted.low
                unbounded = unbounded or counted.high is None or self._is_share(proposition.head)
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
            return (0, 0) if self._is_people(head) else None
        if field == "displaced" or proposition.negated or proposition.modal or proposition.tense == "future":
            return None
        if field == "missing" and token.name != "PERSON" and token.lemma not in self.words["people"]:
            return None
        if token.upos == "PRON":
            return (1, 1) if lower in self.words["persons_him"] and proposition.kind == "verb" else None
        if (
            not self._is_people(head)
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

    def _is_people(self, head: int) -> bool:
        return self.tokens[head].lemma.lower() not in self.words["not_people"]

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
            elif self.numbered.is_singular(head) and self._is_people(head):
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


# ------------------------------------------------------------------------------------------------------ to events


def assign_tolls(
    analysis: Analysis, events: tuple[Event, ...], entries: tuple[TollEntry, ...]
) -> dict[int, tuple[TollEntry, ...]]:
    """Give each entry to one event; the result maps the index of an event to its entries.

    In this order: the event of the entry's own proposition; one that governs it («…, killing 12») or that it governs
    («killed when a drone struck»); the nearest of a fitting type in the sentence; the last of one in the sentence
    before. Never a speech act.
    """
    words = _tables().words
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        if event.type not in words["speech_acts"]:
            by_sentence.setdefault(event.sentence, []).append(event)
    given: dict[int, list[TollEntry]] = {}
    for entry in entries:
        event_found = _event_for(analysis, by_sentence, entry, words)
        if event_found is not None:
            kept = given.setdefault(event_found.index, [])
            if all(known.field != entry.field or known.count.span != entry.count.span for known in kept):
                kept.append(entry)
    return {index: tuple(kept) for index, kept in given.items()}


def _event_for(
    analysis: Analysis, by_sentence: dict[int, list[Event]], entry: TollEntry, words: dict[str, frozenset[str]]
) -> Event | None:
    here = by_sentence.get(entry.sentence, [])
    fitting = words["types_held"] if entry.field in {"arrested", "captured"} else words["types_dead"]
    candidates = [event for event in here if event.type in fitting]
    own = next((event for event in here if event.proposition == entry.proposition), None)
    if own is not None:
        return _act_behind(analysis, candidates, own)
    chain = _ancestors(analysis, entry.proposition)
    for event in candidates:
        if event.proposition in chain or entry.proposition in _ancestors(analysis, event.proposition):
            return event
    if candidates:
        main = [event for event in candidates if event.type == ("COERCE" if entry.field == "arrested" else "ASSAULT")]
        start = entry.count.span.start
        return min(main or candidates, key=lambda event: (abs(event.trigger.start - start), event.index))
    earlier = [event for event in by_sentence.get(entry.sentence - 1, []) if event.type in fitting]
    return earlier[-1] if earlier else None


def _act_behind(analysis: Analysis, candidates: list[Event], own: Event) -> Event:
    """Give the act of force whose outcome an event tells («bombed a camp, killing ten»), else the event itself."""
    proposition = analysis.propositions[own.proposition]
    if proposition.relation not in {"adverbial", "parataxis"} or proposition.parent < 0:
        return own
    return next((e for e in candidates if e.proposition == proposition.parent and e.type == own.type), own)


def _ancestors(analysis: Analysis, index: int) -> list[int]:
    chain: list[int] = []
    while 0 <= index < len(analysis.propositions) and index not in chain:
        chain.append(index)
        index = analysis.propositions[index].parent
    return chain
