"""Read sums and words without a number: «the death toll rose to 41», «no casualties», «a body was found»."""

from __future__ import annotations

from typing import Literal

from demarche.language.counting import PLURAL
from demarche.model import Count, Mention, Proposition, Sentence, Span, Token, TollEntry
from demarche.stages.tolls.beside import TollSentence

# Words between «death toll» and its figure.
TOTAL_REACH = 16
Part = tuple[Count, Mention]


class TotalReader(TollSentence):
    """One sentence with its entries so far; adds those of sums and of words without a number."""

    def __init__(self, text: str, sentence: Sentence, propositions: list[Proposition]) -> None:
        super().__init__(text, sentence)
        self.propositions = propositions
        self.entries: list[TollEntry] = []
        self.at_head = {proposition.head: proposition for proposition in propositions}

    def read_totals(self) -> None:
        """Add the sums that words of number lead to; what only adds to a sum gives way: «three more died, …»."""
        for i in range(len(self.tokens)):
            for phrase, field in self.tables.total:
                if self.lower[i : i + len(phrase)] != list(phrase):
                    continue
                self._read_list(i + len(phrase) - 1, field)
                following = self.tokens[i + len(phrase)].lemma if i + len(phrase) < len(self.tokens) else ""
                named = phrase[-1] in {"toll", "count"} or following == "number"
                before = self.lower[max(0, i - 4) : i]
                if not named and not ({"number", "total", "figure", "count", "tally"} & set(before)):
                    continue
                index = self._figure_behind(i + len(phrase))
                if index is not None:
                    counted = self.numbered.counted(index)
                    self.used.add(index)
                    self.entries = [e for e in self.entries if e.field != field or e.kind != "more"]
                    self.add(
                        field,
                        counted.low,
                        counted.high,
                        self.numbered.numbers[index].span,
                        -1,
                        i,
                        kind="corrected" if self._corrects(i) else "total",
                    )
                break

    def _adds(self, span: Span, victims: int) -> bool:
        """Say whether the words count those who came to a sum: «two more bodies», «a further two guards»."""
        inside = {token.text.lower() for token in self.tokens if span.start <= token.start < span.end}
        if victims >= 0:
            inside |= {self.lower[child] for child in self.numbered.children[victims] if child < victims}
        return bool(inside & self.words["additional"])

    def _corrects(self, i: int) -> bool:
        """Say whether the words set a number told before right: «revised the toll down to 11»."""
        return any(token.lemma in self.words["corrections"] for token in self.tokens[max(0, i - 6) : i + TOTAL_REACH])

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
            self.add(field, low, high, Span(spans[0].start, spans[-1].end), -1, i)

    def _figure_behind(self, j: int) -> int | None:
        """Give the number that «death toll» leads to: behind «to», «at», «reached», never behind «by»."""
        found: int | None = None
        for index, covered in enumerate(self.numbered.covered):
            if not covered or covered[0] < j or covered[0] >= j + TOTAL_REACH or index in self.used:
                continue
            if not self.is_people(self.numbered.noun_behind(index)):
                continue  # «killed in two days of fighting»
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

    def read_unnumbered(self) -> None:
        """Add what is told of victims without a number: none, some, a body."""
        for token in self.tokens:
            if token.upos != "NOUN" or self.numbered.number_at(token.i) >= 0:
                continue
            if token.lemma in self.words["victims"]:
                self._read_victims(token)
            elif token.lemma in self.words["remains"]:
                self._read_body(token)

    def _read_victims(self, token: Token) -> None:
        """Read «no casualties» as 0 and «there were deaths» as one or more."""
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
            span = Span(self.numbered.phrase(token.i).start, token.end)
            for field in ("dead", "injured", "arrested"):
                nouns = f"zero_{field}"
                if token.lemma in self.words[nouns] and not self._is_told(field):
                    self.add(field, 0, 0, span, -1, token.i)
            return
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
            if not self._is_told(field):
                self.add(field, 1, None, Span(token.start, token.end), -1, token.i)

    def _read_body(self, token: Token) -> None:
        """Read «the body of a journalist was found», «bodies were recovered»."""
        governor = self.tokens[token.head] if token.head >= 0 else token
        if governor.lemma not in self.words["finders"] or token.rel not in {"nsubj", "obj"} or self._is_told("dead"):
            return
        passive = any(self.tokens[c].lemma == "be" for c in self.numbered.children[governor.i])
        if token.rel == "nsubj" and not passive:
            return
        victim = next(
            (c for c in self.numbered.children[token.i] if c > token.i and self.tokens[c].rel == "nmod"), None
        )
        if victim is not None and not self.is_people(victim):
            return
        several = token.xpos in PLURAL or (victim is not None and not self.numbered.is_singular(victim))
        end = self.tokens[token.i if victim is None else victim].end
        span = Span(self.numbered.phrase(token.i).start, end)
        self.add("dead", 1, None if several else 1, span, token.i if victim is None else victim, token.i)

    def _is_told(self, field: str) -> bool:
        return any(entry.field == field for entry in self.entries)

    def add(
        self,
        field: str,
        low: int,
        high: int | None,
        span: Span,
        victims: int,
        at: int,
        told: Proposition | None = None,
        parts: tuple[Part, ...] = (),
        kind: Literal["", "share", "total", "corrected"] = "",
    ) -> None:
        """Add an entry, unless one of the field rests on the same words.

        `victims` is the token that names the counted, or -1; `at` the one that tells what became of them.
        """
        if any(entry.field == field and entry.count.span.overlaps(span) for entry in self.entries):
            return
        self.entries.append(
            TollEntry(
                field=field,
                count=Count(low, high, span, span.text(self.text)),
                victims=Mention(self.sentence.index, victims, span) if victims >= 0 else None,
                sentence=self.sentence.index,
                proposition=told.index if told else self._telling(at),
                parts=parts if len(parts) > 1 else (),
                kind=kind or ("more" if self._adds(span, victims) else ""),
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
