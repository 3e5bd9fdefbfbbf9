"""An analyzer that parses nothing: it looks sentences up among parses that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from demarche.errors import InputError
from demarche.language.analyzer import Analyzer
from demarche.language.conllu import Parse, load_conllu
from demarche.model import Sentence, Span


class FrozenAnalyzer:
    """Give each sentence the parse that is kept for its exact text.

    Raises InputError where two parses of one text differ. `remedy` is what a user can do about a missing parse.
    """

    def __init__(self, parses: Iterable[Parse], *, remedy: str = "Add its parse to the file.") -> None:
        self._remedy = remedy
        self._parses: dict[str, Parse] = {}
        for parse in parses:
            known = self._parses.setdefault(parse.text, parse)
            if known.sentence != parse.sentence:
                raise InputError(
                    parse.place,
                    f"the parse of «{parse.text}» is not the one at {known.place}",
                    "Make the two alike: one text has one parse.",
                )

    @property
    def model(self) -> str:
        """The name that stands in records."""
        return "frozen parses"

    def analyze(self, texts: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Yield the kept sentences of each text, in the order given. Raises InputError where a parse is missing."""
        for text, spans in texts:
            yield tuple(self._sentence(text, index, span) for index, span in enumerate(spans))

    def _sentence(self, text: str, index: int, span: Span) -> Sentence:
        words = span.text(text)
        if not words.strip():
            return Sentence(index, span, ())
        parse = self._parses.get(words)
        if parse is None:
            raise InputError("frozen parses", f"there is none of «{words}»", self._remedy)
        if not span.start:
            return replace(parse.sentence, index=index)
        tokens = tuple(
            replace(token, start=token.start + span.start, end=token.end + span.start)
            for token in parse.sentence.tokens
        )
        return Sentence(index, span, tokens)


class Recorder:
    """Pass texts on to another analyzer and keep each sentence that it returns, once for each text of a sentence."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.kept: dict[str, Sentence] = {}

    @property
    def model(self) -> str:
        """The name of the other analyzer's model."""
        return self._analyzer.model

    def analyze(self, texts: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Yield what the other analyzer yields."""
        waiting: list[str] = []

        def noted() -> Iterator[tuple[str, tuple[Span, ...]]]:
            for text, spans in texts:
                waiting.append(text)
                yield text, spans

        for sentences in self._analyzer.analyze(noted()):
            text = waiting.pop(0)
            for sentence in sentences:
                self.kept.setdefault(sentence.span.text(text), at_start(sentence))
            yield sentences


def at_start(sentence: Sentence) -> Sentence:
    """Return the sentence as if it were a text of its own: index 0, offsets from its own start."""
    offset = sentence.span.start
    tokens = tuple(replace(token, start=token.start - offset, end=token.end - offset) for token in sentence.tokens)
    return Sentence(0, Span(0, sentence.span.end - offset), tokens)


def load_parses(folder: Path) -> tuple[Parse, ...]:
    """Read all parses kept in a folder, in order of the files; none where there are no files. Raises InputError."""
    return tuple(parse for path in sorted(folder.glob("*.conllu")) for parse in load_conllu(path))


def load_frozen(folder: Path) -> FrozenAnalyzer:
    """Return the analyzer of the parses kept in a folder. Raises InputError where one is not well formed."""
    return FrozenAnalyzer(load_parses(folder), remedy="Run demarche codebook freeze.")
