"""The trained English model of Demarche: tags, lemmas, Universal Dependencies and names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODEL_PATH", "__version__", "load"]

__version__ = "0.1.0"

MODEL_PATH = Path(__file__).parent / "model"


def load() -> Language:
    """Load the pipeline from the installed package.

    It expects Docs of one sentence each, with `is_sent_start` False on every token but the first. spaCy is imported
    only here. Raises OSError where the model's files are missing.
    """
    from spacy.util import load_model_from_path

    return load_model_from_path(MODEL_PATH)
