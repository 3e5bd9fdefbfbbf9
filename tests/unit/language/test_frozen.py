"""Kept parses stand in for a parser, and what a parser returns can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from demarche.errors import InputError
from demarche.language.conllu import Parse, read_conllu
from demarche.language.frozen import FrozenAnalyzer, Recorder
from demarche.model import Sentence, Span

ROWS = """\
# sent_id = {id}
# text = Riga agreed.
1	Riga	Riga	PROPN	NNP	_	2	nsubj	_	Name=B-LOC
2	agreed	{lemma}	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	SpaceAfter=No

"""


def _parses(*lemmas: str) -> tuple[Parse, ...]:
    return read_conllu("".join(ROWS.format(id=f"s-{n}", lemma=lemma) for n, lemma in enumerate(lemmas, 1)), "f")


def test_a_sentence_is_looked_up_by_its_text_wherever_it_stands() -> None:
    """The kept parse is given with the offsets and the index of the place where the sentence stands."""
    text = "Riga agreed. Riga agreed."
    spans = (Span(0, 12), Span(13, 25))

    ((first, second),) = FrozenAnalyzer(_parses("agree")).analyze([(text, spans)])

    assert (first.index, second.index) == (0, 1)
    assert (first.span, second.span) == spans
    assert [token.span.text(text) for token in second.tokens] == ["Riga", "agreed", "."]
    assert [(token.lemma, token.head) for token in second.tokens] == [("Riga", 1), ("agree", -1), (".", 1)]


def test_a_span_without_words_has_no_tokens() -> None:
    """Blank spans need no parse."""
    assert list(FrozenAnalyzer(()).analyze([("  ", (Span(0, 2),))])) == [(Sentence(0, Span(0, 2), ()),)]


def test_a_missing_parse_is_named_with_the_remedy() -> None:
    """A sentence that was never kept is told with what to do."""
    frozen = FrozenAnalyzer(_parses("agree"), remedy="Freeze it.")

    with pytest.raises(InputError, match=r"frozen parses: there is none of «Riga left\.»\. Freeze it\."):
        list(frozen.analyze([("Riga left.", (Span(0, 10),))]))


def test_two_parses_of_one_text_must_be_alike() -> None:
    """Two equal parses of a text are one; two that differ are refused with both places."""
    FrozenAnalyzer(_parses("agree", "agree"))

    with pytest.raises(
        InputError, match=r"f:7: the parse of «Riga agreed\.» is not the one at f:1\. Make the two alike"
    ):
        FrozenAnalyzer(_parses("agree", "agreed"))


def test_a_recorder_passes_on_and_keeps() -> None:
    """What an analyzer returns goes through unchanged and is kept by the text of the sentence, from its own start."""
    text = "No. Riga agreed."
    live = FrozenAnalyzer(_parses("agree"))

    recorder = Recorder(_Batched(live))
    passed = list(recorder.analyze([(text, (Span(4, 16),)), ("Riga agreed.", (Span(0, 12),))]))

    assert passed == list(live.analyze([(text, (Span(4, 16),)), ("Riga agreed.", (Span(0, 12),))]))
    assert recorder.kept == {"Riga agreed.": _parses("agree")[0].sentence}
    assert recorder.model == "frozen parses"


class _Batched:
    """An analyzer that takes all texts before it gives back the first."""

    def __init__(self, analyzer: FrozenAnalyzer) -> None:
        self.model = analyzer.model
        self._analyzer = analyzer

    def analyze(self, texts: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Yield what the other yields."""
        return self._analyzer.analyze(list(texts))
