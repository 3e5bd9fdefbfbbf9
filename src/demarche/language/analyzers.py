"""The analyzers by name, each loaded only where it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.language.analyzer import Analyzer

ANALYZERS = ("en", "stanza")


def make_analyzer(name: str, model_dir: Path | None = None, *, fast: bool = False) -> Analyzer:
    """Return the analyzer with the name, one of `ANALYZERS`; its model is loaded at the first use.

    `model_dir` is the folder of the user's models, for `stanza` only; `fast` the smaller English model, for `en` only.
    """
    if name == "stanza":
        from demarche.language.stanza import StanzaAnalyzer

        return StanzaAnalyzer(model_dir)
    from demarche.language.english import EnglishAnalyzer

    return EnglishAnalyzer(fast=fast)
