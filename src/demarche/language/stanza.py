"""The English analyzer over Stanford's Stanza; the only module of Demarche that knows it.

Stanza and the user's own download of its English models are an extra (`pip install demarche[stanza]`). Nothing is
downloaded here. Stanza is given our sentences as lists of our words, so that it neither splits nor joins any, and each
is tagged and parsed by itself; only the rounding of its arithmetic depends on what shares a batch with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from demarche.errors import ModelMissing
from demarche.language.english import find_words
from demarche.language.lemmas import mend_lemma
from demarche.language.letters import quieted
from demarche.model import Sentence, Span, Token

PROCESSORS = "tokenize,pos,lemma,depparse,ner"

# Words that are parsed together; only speed and memory depend on it.
BATCH_WORDS = 5_000

# The labels of Stanza's English name models (OntoNotes, CoNLL-2003, Worldwide) that are names of ours.
NAMES = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "FAC": "LOC",
    "FACILITY": "LOC",
}

Words = tuple[tuple[int, int], ...]


class StanzaAnalyzer:
    """Tag, lemmatize, parse and name English sentences with Stanza; package and models are loaded at the first use.

    `model_dir` is the folder of the user's models. Default: what `STANZA_RESOURCES_DIR` names, else Stanza's own.
    """

    name = "stanza"

    def __init__(self, model_dir: Path | None = None) -> None:
        self._model_dir = model_dir
        self._pipeline: Callable[[list[list[str]]], Any] | None = None
        self._model = ""

    @property
    def model(self) -> str:
        """Name and version of the package and the names of its models; loads them. Raises ModelMissing."""
        self._load()
        return self._model

    def analyze(self, texts: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Yield the analyzed sentences of each text, in the order given. Raises ModelMissing."""
        waiting: list[tuple[str, tuple[Span, ...], tuple[Words, ...]]] = []
        count = 0
        for text, spans in texts:
            words = tuple(find_words(quieted(span.text(text))) for span in spans)
            waiting.append((text, spans, words))
            count += sum(map(len, words))
            if count >= BATCH_WORDS:
                yield from self._finish(waiting)
                waiting.clear()
                count = 0
        yield from self._finish(waiting)

    def _finish(self, waiting: list[tuple[str, tuple[Span, ...], tuple[Words, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Parse the sentences of the waiting texts and yield them text by text."""
        forms: list[list[str]] = []
        for text, spans, words in waiting:
            for span, found in zip(spans, words, strict=True):
                read = quieted(span.text(text))
                if found:
                    forms.append([read[start:end] for start, end in found])
        parsed = iter(self._load()(forms).sentences if forms else ())
        for text, spans, words in waiting:
            yield tuple(
                Sentence(index, span, _tokens(text, span.start, found, next(parsed)) if found else ())
                for index, (span, found) in enumerate(zip(spans, words, strict=True))
            )

    def _load(self) -> Callable[[list[list[str]]], Any]:
        if self._pipeline is None:
            self._pipeline, self._model = _load_pipeline(self._model_dir)
        return self._pipeline


def _tokens(text: str, offset: int, words: Words, parsed: Any) -> tuple[Token, ...]:
    """Return our tokens for a sentence of Stanza's, whose words are those that it was given."""
    if len(parsed.words) != len(words):
        raise ValueError(f"Stanza returned {len(parsed.words)} words for a sentence of {len(words)}")
    tokens: list[Token] = []
    label = ""
    for i, ((first, last), word) in enumerate(zip(words, parsed.words, strict=True)):
        start, end = offset + first, offset + last
        form = text[start:end]
        upos, xpos = word.upos or "X", word.xpos or ""
        lemma = word.lemma or word.text
        if upos != "PROPN":
            lemma = mend_lemma(form.lower(), upos, xpos, lemma.lower())
        # «B-ORG», «I-ORG», «E-ORG» for the words of a name, «S-ORG» for its only one, «O» for none.
        tag, _, kind = (word.parent.ner or "O").partition("-")
        before, label = label, NAMES.get(kind.upper(), "")
        tokens.append(
            Token(
                i=i,
                start=start,
                end=end,
                text=form,
                lemma=lemma,
                upos=upos,
                xpos=xpos,
                feats=word.feats or "",
                head=(word.head or 0) - 1,
                deprel=word.deprel if word.head else "root",
                name=label,
                name_start=label != "" and (tag in ("B", "S") or label != before),
            )
        )
    return tuple(tokens)


def _load_pipeline(model_dir: Path | None) -> tuple[Callable[[list[list[str]]], Any], str]:
    """Return Stanza's pipeline and its name for the record. Raises ModelMissing with the remedy."""
    try:
        import stanza
        import torch
        from stanza.resources.common import DEFAULT_MODEL_DIR
    except ImportError as error:
        raise ModelMissing(
            f"The analyzer «stanza» needs a package that is not installed ({error}). "
            "Install it: pip install demarche[stanza]."
        ) from error
    folder = str(model_dir or DEFAULT_MODEL_DIR)
    torch.set_num_threads(1)
    try:
        pipeline = stanza.Pipeline(
            "en",
            dir=folder,
            processors=PROCESSORS,
            tokenize_pretokenized=True,
            use_gpu=False,
            download_method=None,
            logging_level="ERROR",
        )
    except (OSError, KeyError, ValueError) as error:
        raise ModelMissing(
            f"No English model of Stanza can be loaded from {folder} ({error}). Download it once, "
            f"python -c \"import stanza; stanza.download('en', model_dir='{folder}')\", "
            "or name the folder that holds it with --model-dir or STANZA_RESOURCES_DIR."
        ) from error
    packages = [
        f"{processor}={'+'.join(model.package for model in models)}"
        for processor, models in pipeline.load_list
        if processor != "tokenize"
    ]
    return pipeline, " ".join([f"stanza {stanza.__version__}", "en", *packages])
