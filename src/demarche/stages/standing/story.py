"""Follow over the sentences of a report whether it tells of its episode or of what lies before."""

from __future__ import annotations

from bisect import bisect_right

from demarche.model import Analysis, Attribution, Proposition, Span
from demarche.stages.standing.ages import Ages
from demarche.stages.standing.times import is_carried

NAMING = frozenset({"NOUN", "PROPN"})


class Story:
    """Reads in which sentences background goes on that a sentence before has opened.

    Method: the narrator's words and what sources say are followed apart. A sentence whose main clause is old by its own
    words opens background. An undated past («The army retook it») goes on in it, up to a present, a future, a date of
    the episode. A paragraph that begins with background tells of nothing else; an aside in a paragraph on the
    episode, or a sentence that is a paragraph of its own, goes on only with somebody whom it has named.
    """

    def __init__(self, ages: Ages, attributions: tuple[Attribution, ...]) -> None:
        self.ages = ages
        self.analysis: Analysis = ages.analysis
        self._paragraphs = _paragraphs(self.analysis)
        self._loose = self._paragraphs[-1] + 1 > 0.6 * len(self._paragraphs) if self._paragraphs else False
        self._tops = self._find_tops(attributions)
        self._old: dict[tuple[int, bool], bool] = {}  # by sentence, and whether a source says it
        self._opened: dict[tuple[int, bool], bool] = {}  # by paragraph: whether it begins with background
        self.going_on: set[tuple[int, bool]] = set()
        for sentence in self.analysis.sentences:
            for said in (False, True):
                if (sentence.index, said) in self._tops:
                    self._follow(sentence.index, said)

    def _follow(self, sentence: int, said: bool) -> None:
        top = self._tops[(sentence, said)]
        age = self.ages.of(top.index)
        if age is None and top.tense == "past" and top.perfect and not said:
            age = True
        goes_on = age is None and self._goes_on(sentence, top, said)
        self._old[(sentence, said)] = bool(age) or goes_on
        self._opened.setdefault((self._paragraphs[sentence], said), bool(age))
        if goes_on:
            self.going_on.add((sentence, said))

    def _goes_on(self, sentence: int, top: Proposition, said: bool) -> bool:
        if top.tense != "past" or not self._old.get((sentence - 1, said), False):
            return False
        timed = [t for t in self.ages.timed.get(sentence, ()) if t.owner == top.index]
        if any(is_carried(t, self.ages.text) for t in timed):
            return True
        paragraph = self._paragraphs[sentence]
        if paragraph == self._paragraphs[sentence - 1]:
            reports = (sentence, True) in self._tops and not said
            if self._opened.get((paragraph, said), False) and not reports:
                return True
        elif not self._loose:
            return False
        return self._is_named_before(sentence, top, aside=paragraph == self._paragraphs[sentence - 1])

    def _is_named_before(self, sentence: int, top: Proposition, *, aside: bool) -> bool:
        """Say whether whoever the sentence is about is a pronoun or named in the sentence before.

        After an aside that is the subject alone, elsewhere anybody.
        """
        tokens = self.analysis.sentences[sentence].tokens
        subject = top.get("patient" if top.passive else "agent") or top.get("patient")
        if subject is None:
            return False
        if tokens[subject.head].upos == "PRON":
            return True
        spans = [subject.span] if aside else [argument.span for argument in top.arguments]
        words = {t.lemma.lower() for t in tokens for span in spans if span.contains(t.span) and t.upos in NAMING}
        before = self.analysis.sentences[sentence - 1].tokens
        return any(t.lemma.lower() in words for t in before if t.upos in NAMING)

    def _find_tops(self, attributions: tuple[Attribution, ...]) -> dict[tuple[int, bool], Proposition]:
        """Return the main proposition of each sentence, and that of what a source says in it."""
        found: dict[tuple[int, bool], Proposition] = {}
        contents: dict[int, list[Span]] = {}
        starts = [sentence.span.start for sentence in self.analysis.sentences]
        for attribution in attributions:
            for span in attribution.content:
                first, last = bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1) - 1
                for index in range(max(first, 0), last + 1):
                    contents.setdefault(index, []).append(span)

        def is_said(proposition: Proposition) -> bool:
            token = self.analysis.sentences[proposition.sentence].tokens[proposition.head]
            return any(span.contains(token.span) for span in contents.get(proposition.sentence, ()))

        for proposition in self.analysis.propositions:
            said = is_said(proposition)
            above = self.analysis.propositions[proposition.parent] if proposition.parent >= 0 else None
            if above is None or (said and not is_said(above)):
                found.setdefault((proposition.sentence, said), proposition)
        return found


def _paragraphs(analysis: Analysis) -> list[int]:
    """Return the number of the paragraph that each sentence stands in."""
    text = analysis.document.text
    border = "\n\n" if "\n\n" in text else "\n"
    numbers: list[int] = []
    for before, sentence in zip((None, *analysis.sentences), analysis.sentences, strict=False):
        new = before is not None and border in text[before.span.end : sentence.span.start]
        numbers.append((numbers[-1] if numbers else 0) + new)
    return numbers
