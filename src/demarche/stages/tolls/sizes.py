"""Count nouns that no number counts: one, two, none, or an unknown number of at least one."""

from __future__ import annotations

from demarche.language.counting import PLURAL
from demarche.model import Proposition
from demarche.stages.tolls.predicates import PredicateReader


class SizeReader(PredicateReader):
    """One sentence with the sizes of its nouns."""

    def size_without_number(self, head: int, field: str, proposition: Proposition) -> tuple[int, int | None] | None:
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
        if (grouped := self._of_number(head)) is not None:
            return grouped
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

    def _of_number(self, head: int) -> tuple[int, int | None] | None:
        """Count a group by the number behind it: «a family of four»."""
        if self.tokens[head].lemma not in self.words["groups"]:
            return None
        for child in self.numbered.children[head]:
            of = any(self.lower[c] == "of" for c in self.numbered.children[child] if c < child)
            index = next((i for i, covered in enumerate(self.numbered.covered) if child in covered), -1)
            if of and child > head and self.tokens[child].upos == "NUM" and index >= 0 and index not in self.used:
                counted = self.numbered.counted(index)
                self.used.add(index)
                return counted.low, counted.high
        return None

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
