"""Score propositions against the project's own gold: roles, predicates, grammar, on gold trees and on live parses.

A role is a triple of predicate word, role with marker, and head word of the argument; understood arguments count like
written ones, each conjunct by itself. Words are aligned by their characters; the words of one name («flat») are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.proposition_gold import FLAGS, GOLD, MARKED, ROLES, GoldProposition, GoldSentence, load_gold
from benchmarks.sets import MissingData
from demarche.language.english import EnglishAnalyzer
from demarche.language.propositions import find_propositions
from demarche.model import Proposition, Sentence, Span

ONE_NAME = frozenset({"flat", "fixed", "goeswith"})
Triple = tuple[int, str, str, int]  # predicate, role, marker, head of the argument


class Counts:
    """What was found rightly, what was found, and what the gold has."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0

    def add(self, found: Iterable[object], gold: Iterable[object]) -> None:
        """Count one sentence's findings against its gold."""
        one, other = set(found), set(gold)
        self.right += len(one & other)
        self.found += len(one)
        self.gold += len(other)

    @property
    def precision(self) -> float:
        """Share of the findings that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 1.0


class Scores:
    """The figures of one part of the gold, read in one way."""

    def __init__(self) -> None:
        self.sentences = 0
        self.roles = Counts()
        self.unmarked = Counts()
        self.predicates = Counts()
        self.by_role = {role: Counts() for role in ROLES}
        self.by_kind = {kind: Counts() for kind in ("verb", "noun", "adjective")}
        self.grammar = {name: Counts() for name in ("tense", "polarity", "modality", "passive")}
        self.marked_grammar = {name: Counts() for name in ("negated", "modal", "passive")}


class Comparison(NamedTuple):
    """One sentence's readings and gold as sets, with the words' indices in the gold."""

    found: frozenset[Triple]
    gold: frozenset[Triple]
    found_predicates: dict[int, Proposition]


def measure_propositions(folder: Path = GOLD, *, errors: bool = False) -> str:
    """Return the figures in words, the development part and the part set aside apart; faults of the gold go before.

    `errors` adds what is missing and what is too much, of the development part only. Raises MissingData where there is
    no gold, ModelMissing where no English model is installed.
    """
    sentences, faults = load_gold(folder)
    if not sentences:
        raise MissingData(f"{folder}: no gold of propositions there.")
    live = live_parses(sentences)
    figures = [*(f"fault of the gold: {fault}" for fault in faults), *([""] if faults else [])]
    listed: list[str] = []
    for title, aside in (("development", False), ("set aside", True)):
        chosen = [i for i, gold in enumerate(sentences) if gold.aside == aside]
        part = [sentences[i] for i in chosen]
        readings = {"gold trees": [gold.sentence for gold in part], "live": [live[i] for i in chosen]}
        for name, parses in readings.items():
            figures += [*_format(f"{title}, {name}", score(part, parses)), ""]
            if errors and not aside:
                listed += [f"errors of the development part, {name}", *_errors(part, parses), ""]
    return "\n".join([*figures, *listed]).rstrip()


def live_parses(part: Sequence[GoldSentence]) -> list[Sentence]:
    """Parse the text of each gold sentence as one sentence with the installed model."""
    texts = [(gold.text, (Span(0, len(gold.text)),)) for gold in part]
    return [parsed[0] for parsed in EnglishAnalyzer().analyze(texts)]


def score(part: Sequence[GoldSentence], parses: Sequence[Sentence]) -> Scores:
    """Read the propositions of each parse and score them against the gold."""
    scores = Scores()
    for gold, parse in zip(part, parses, strict=True):
        compared = compare(gold, parse, find_propositions(parse))
        scores.sentences += 1
        scores.roles.add(compared.found, compared.gold)
        scores.unmarked.add(*({(p, role, head) for p, role, _, head in side} for side in compared[:2]))
        for role, counts in scores.by_role.items():
            counts.add(*({triple for triple in side if triple[1] == role} for side in compared[:2]))
        wanted = {proposition.head: proposition for proposition in gold.propositions}
        read = compared.found_predicates
        scores.predicates.add(read, wanted)
        for kind, counts in scores.by_kind.items():
            counts.add(
                {head for head, p in read.items() if wanted.get(head, p).kind == kind},
                {head for head, p in wanted.items() if p.kind == kind},
            )
        for head in sorted(read.keys() & wanted.keys()):
            one, other = read[head], wanted[head]
            pairs = {
                "tense": (one.tense, other.tense),
                "polarity": (one.negated, "negated" in other.grammar),
                "modality": (one.modal, other.modal),
                "passive": (one.passive, "passive" in other.grammar),
            }
            for name, (mine, right) in pairs.items():
                scores.grammar[name].add([mine], [right])
            for name, key in (("negated", "polarity"), ("modal", "modality"), ("passive", "passive")):
                scores.marked_grammar[name].add(*([value] if value else [] for value in pairs[key]))
    return scores


def compare(gold: GoldSentence, parse: Sentence, propositions: Sequence[Proposition]) -> Comparison:
    """Put what was read and the gold side by side, in the words of the gold."""
    words = _align(gold.sentence, parse)
    names = _names(gold.sentence)
    wanted = frozenset(
        (p.head, argument.role, argument.marker, names[argument.head])
        for p in gold.propositions
        for argument in p.arguments
    )
    found: set[Triple] = set()
    predicates: dict[int, Proposition] = {}
    for proposition in propositions:
        predicate = words[proposition.head]
        predicates.setdefault(predicate, proposition)
        for argument in proposition.arguments:
            marker = argument.marker if argument.role in MARKED else ""
            heads = argument.heads
            if argument.role == "clause":
                inner = argument.proposition - propositions[0].index
                heads = (argument.head, propositions[inner].head) if argument.proposition >= 0 else (argument.head,)
            triples = [(predicate, argument.role, marker, names[words[head]]) for head in heads]
            if argument.role == "clause":
                # One word stands for the clause: its verb in the tree or its predicate, whichever the gold names.
                triples = [next((triple for triple in triples if triple in wanted), triples[-1])]
            found.update(triples)
    return Comparison(frozenset(found), wanted, predicates)


def _align(gold: Sentence, parse: Sentence) -> list[int]:
    """Return, for each word of the parse, the word of the gold that holds its first character or comes next."""
    ends = [token.end for token in gold.tokens]
    aligned: list[int] = []
    at = 0
    for token in parse.tokens:
        while at < len(ends) - 1 and ends[at] <= token.start:
            at += 1
        aligned.append(at)
    return aligned


def _names(sentence: Sentence) -> list[int]:
    """Return, for each word, the head of the name or fixed phrase that it is part of."""
    heads: list[int] = []
    for token in sentence.tokens:
        at = token
        while at.rel in ONE_NAME and at.head >= 0:
            at = sentence.tokens[at.head]
        heads.append(at.i)
    return heads


def _format(title: str, scores: Scores) -> Iterator[str]:
    roles, predicates = scores.roles, scores.predicates
    yield f"{title}: {scores.sentences} sentences, {predicates.gold} predicates, {roles.gold} arguments"
    yield (
        f"  roles       F1 {roles.f1:.3f} (precision {roles.precision:.3f}, recall {roles.recall:.3f});"
        f" without markers {scores.unmarked.f1:.3f}"
    )
    by_role = (f"{role} {c.f1:.3f} (of {c.gold})" for role, c in scores.by_role.items() if c.gold)
    yield f"  by role     {', '.join(by_role)}"
    by_kind = (f"{kind} {c.f1:.3f} (of {c.gold})" for kind, c in scores.by_kind.items() if c.gold)
    yield (
        f"  predicates  F1 {predicates.f1:.3f} (precision {predicates.precision:.3f},"
        f" recall {predicates.recall:.3f}); {', '.join(by_kind)}"
    )
    shares = (f"{name} {c.right / max(c.gold, 1):.3f}" for name, c in scores.grammar.items())
    rare = (f"{name} {c.f1:.3f} (of {c.gold})" for name, c in scores.marked_grammar.items())
    yield f"  grammar     right: {', '.join(shares)}; F1: {', '.join(rare)}"


def _errors(part: Sequence[GoldSentence], parses: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is missing and what is too much, sentence by sentence."""
    for gold, parse in zip(part, parses, strict=True):
        compared = compare(gold, parse, find_propositions(parse))
        wanted = {proposition.head: proposition for proposition in gold.propositions}
        read = compared.found_predicates
        lines = [f"  missing predicate {_word(gold, head)}" for head in sorted(wanted.keys() - read.keys())]
        lines += [f"  needless predicate {_word(gold, head)}" for head in sorted(read.keys() - wanted.keys())]
        lines += [f"  missing {_show(gold, triple)}" for triple in sorted(compared.gold - compared.found)]
        lines += [f"  needless {_show(gold, triple)}" for triple in sorted(compared.found - compared.gold)]
        for head in sorted(read.keys() & wanted.keys()):
            one, other = _grammar_read(read[head]), _grammar_gold(wanted[head])
            if one != other:
                lines.append(f"  grammar of {_word(gold, head)}: {one}, gold {other}")
        if lines:
            yield f"{gold.file} {gold.id}: {gold.text}"
            yield from lines


def _word(gold: GoldSentence, head: int) -> str:
    return gold.sentence.tokens[head].text


def _show(gold: GoldSentence, triple: Triple) -> str:
    predicate, role, marker, head = triple
    return f"{_word(gold, predicate)} | {role}{':' if marker else ''}{marker} {_word(gold, head)}"


def _grammar_read(proposition: Proposition) -> str:
    flags = (flag for flag in FLAGS if getattr(proposition, flag))
    return " ".join((proposition.kind, proposition.tense, proposition.modal, *flags))


def _grammar_gold(proposition: GoldProposition) -> str:
    flags = (flag for flag in FLAGS if flag in proposition.grammar)
    return " ".join((proposition.kind, proposition.tense, proposition.modal, *flags))
