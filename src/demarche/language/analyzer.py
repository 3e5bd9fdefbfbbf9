"""What a language analyzer must do; the rest of Demarche knows no parser but by this protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from demarche.model import Sentence, Span


class Analyzer(Protocol):
    """Tags, lemmas, names and a Universal Dependencies tree for sentences that were split beforehand."""

    @property
    def model(self) -> str:
        """Name and version of the model, as it stands in every record: «demarche-en 0.1.0»."""
        ...

    def analyze(self, texts: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Yield, for each text with the spans of its sentences, the sentences analyzed, in the order given.

        Each sentence is parsed alone: neither the other sentences nor the size of the batch may change its analysis.
        Token offsets are characters of the text. A span without words gives a sentence without tokens.
        """
        ...
