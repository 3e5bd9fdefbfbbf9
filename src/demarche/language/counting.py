"""Tie numbers to the nouns that they count: «Seventeen soldiers», «dozens of rebels», «four of our men», «a monk»."""

from __future__ import annotations

from typing import NamedTuple

from demarche.language.numbers import find_numbers
from demarche.model import Number, Sentence, Span

PLURAL = frozenset({"NNS", "NNPS"})


class Counted(NamedTuple):
    """A number of people: bounds, the words of number and noun, the token that heads the phrase, the number if any."""

    low: int
    high: int | None
    span: Span
    head: int
    number: int  # index in `NumberedSentence.numbers`, or -1


class NumberedSentence:
    """A sentence with its numbers, each tied to its tokens and to the noun that it counts.

    Shares and sums of money are left out, unless `measures` asks for them.
    """

    def __init__(self, text: str, sentence: Sentence, *, measures: bool = False) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        found = find_numbers(text, sentence.span)
        self.numbers: tuple[Number, ...] = tuple(n for n in found if measures or not (n.percent or n.currency))
        self.covered = [self._tokens_of(number.span) for number in self.numbers]
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                self.children[token.head].append(token.i)
        self.head_of = [self._noun(index) for index in range(len(self.numbers))]
        self._add_up()

    def _add_up(self) -> None:
        """Make one number of two that «and» joins before one noun: «two Chadian and three Sudanese soldiers»."""
        for index in range(len(self.numbers) - 1):
            one, other = self.numbers[index], self.numbers[index + 1]
            if not (self.covered[index] and self.covered[index + 1]):
                continue
            between = self.tokens[self.covered[index][-1] + 1 : self.covered[index + 1][0]]
            behind = self.tokens[self.covered[index + 1][-1] + 1 : self.head_of[index]]
            joined = len(between) > 1 and between[-1].text.lower() == "and" and behind
            if not joined or any(token.upos != "ADJ" for token in (*between[:-1], *behind)):
                continue
            high = one.high + other.high if one.high is not None and other.high is not None else None
            span = Span(one.span.start, other.span.end)
            both = Number(span, one.low + other.low, high)
            self.numbers = (*self.numbers[:index], both, *self.numbers[index + 2 :])
            self.covered[index : index + 2] = [self.covered[index] + self.covered[index + 1]]
            del self.head_of[index + 1]
            return

    def _tokens_of(self, span: Span) -> tuple[int, ...]:
        return tuple(token.i for token in self.tokens if token.start < span.end and span.start < token.end)

    def _noun(self, index: int) -> int:
        """Give the token that the number counts or, where it counts none, its own last token.

        «12 people» counts «people»; «four of our men» and «dozens of rebels» are headed by the number itself.
        """
        covered = self.covered[index]
        if not covered:
            return -1
        for i in covered:
            token = self.tokens[i]
            head = token.head
            while head in covered:
                head = self.tokens[head].head
            if token.rel == "nummod" and head > covered[-1]:
                return head
        last = covered[-1]
        following = last + 1
        while following < len(self.tokens) and self.tokens[following].upos in {"ADJ", "ADV"}:
            following += 1
        if (
            following < len(self.tokens)
            and self.tokens[following].upos in {"NOUN", "PROPN"}
            and self.tokens[last].head in range(following, min(following + 5, len(self.tokens)))
        ):
            return self.tokens[last].head
        return last

    def number_at(self, head: int) -> int:
        """Give the index of the number that counts the noun `head` or that it is part of, or -1."""
        for index, counted in enumerate(self.head_of):
            if head in self.covered[index]:
                return index
            while 0 <= counted < head and self.tokens[counted].rel in {"compound", "amod", "nmod"}:
                counted = self.tokens[counted].head
            if counted == head:
                return index
        return -1

    def noun_behind(self, index: int) -> int:
        """Give the noun that names who is counted: «people» of «12 people», «rebels» of «dozens of rebels»."""
        head = self.head_of[index]
        if head not in self.covered[index]:
            return head
        for child in self.children[head]:
            token = self.tokens[child]
            if child > head and token.rel == "nmod" and token.upos in {"NOUN", "PROPN"}:
                return child
        behind = self.covered[index][-1] + 1
        if behind < len(self.tokens) and self.tokens[behind].lemma == "of":  # the parse may hang «of …» elsewhere
            noun = self.tokens[behind].head
            if noun > behind and self.tokens[noun].upos in {"NOUN", "PROPN"}:
                return noun
        return head

    def is_whole(self, index: int) -> bool:
        """Say whether a number only tells of how many another takes a part: «three of the 20 hostages»."""
        k = self.covered[index][0] - 1
        if k >= 0 and self.tokens[k].upos in {"DET", "PRON"}:
            k -= 1
        return k > 0 and self.tokens[k].lemma == "of" and any(k - 1 in covered for covered in self.covered)

    def words(self, index: int) -> Span:
        """Give the words of a number with the noun that it counts, without what stands behind the noun."""
        span = self.numbers[index].span
        noun = self.tokens[self.noun_behind(index)]
        apart = noun.start - span.end >= 60 or "," in self.text[span.end : max(span.end, noun.start)]
        return span if apart else Span(span.start, max(span.end, noun.end))

    def counted(self, index: int) -> Counted:
        """Read a number as a count of whole people."""
        number = self.numbers[index]
        high = None if number.high is None else int(number.high)
        return Counted(int(number.low), high, self.words(index), self.head_of[index], index)

    def is_singular(self, head: int) -> bool:
        """Say whether the noun is one being by its form: a person's name, or a singular noun with a determiner."""
        token = self.tokens[head]
        if token.name == "PERSON":
            return True
        if token.upos == "PROPN":
            return token.name == "" and token.xpos not in PLURAL and self._determined(head)
        return token.upos == "NOUN" and token.xpos not in PLURAL and self._determined(head)

    def _determined(self, head: int) -> bool:
        return any(
            self.tokens[child].rel in {"det", "nmod:poss"} or self.tokens[child].deprel == "nmod:poss"
            for child in self.children[head]
        )

    def phrase(self, head: int) -> Span:
        """Give a noun with the determiners and modifiers before it, a name whole."""
        first = head
        for child in sorted(self.children[head], reverse=True):
            if child < head and self.tokens[child].rel in {"det", "amod", "compound", "nmod", "nummod", "flat"}:
                first = min(first, child)
        last = max(
            [head, *(child for child in self.children[head] if child > head and self.tokens[child].rel == "flat")]
        )
        name = self.tokens[head].name
        if name:
            while first > 0 and self.tokens[first - 1].name == name and not self.tokens[first].name_start:
                first -= 1
            while last + 1 < len(self.tokens) and self.tokens[last + 1].name == name:
                if self.tokens[last + 1].name_start:
                    break
                last += 1
        return Span(self.tokens[first].start, self.tokens[last].end)

    def coordinated(self, heads: tuple[int, ...], predicate: int) -> tuple[int, ...]:
        """Add the coordinated nouns that the parse hung elsewhere.

        Two subjects of one verb with «and» between are coordinated («two soldiers and a child died»); a singular
        subject of a plural auxiliary has a second part, if the parse put it below a modifier («a commander of the
        unit and his driver were killed»).
        """
        first = self.tokens[heads[0]]
        if len(heads) > 1:
            return heads
        for child in self.children[first.head] if first.head >= 0 else ():
            token = self.tokens[child]
            linked = (*self.children[child], *self.children[first.head])
            joined = any(self.tokens[c].lemma == "and" and first.i < c < child for c in linked)
            if child > first.i and token.deprel == first.deprel and joined:
                return (*heads, child)
        plural = any(
            self.tokens[c].text.lower() in {"were", "are", "have"} and self.tokens[c].rel in {"aux", "cop"}
            for c in (self.children[predicate] if predicate >= 0 else ())
        )
        if plural and first.xpos not in PLURAL and first.upos in {"NOUN", "PROPN"}:
            for child in range(first.i + 1, max(predicate, first.i + 1)):
                token = self.tokens[child]
                if token.rel == "conj" and token.head != first.i and self.is_singular(child):
                    return (*heads, child)
        return heads
