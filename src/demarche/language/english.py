"""The English analyzer over `demarche-en`; the only module of Demarche that knows spaCy."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from demarche.errors import ModelMissing
from demarche.language.lemmas import mend_lemma
from demarche.language.letters import quieted
from demarche.model import Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

# Sentences and words that are parsed together. Only speed and memory depend on them: with the full model, 5,470 words a
# second at 304 MB for 64 sentences, 5,770 at 656 MB for 256 (2026-11-24).
BATCH_SENTENCES = 64
BATCH_WORDS = 2_500

# The vocabulary keeps every word it has met. A model reloaded at this size (a second's work) holds memory steady.
MAX_STRINGS = 400_000

_UNEVEN_SPACE = re.compile(r"[^\S ]|\s\s")


class EnglishAnalyzer:
    """Tag, lemmatize, parse and name English sentences, each by itself; the model is loaded at the first use.

    `fast` takes the smaller of the two models of `demarche-en`, for archives: less accurate.
    """

    name = "demarche-en"

    def __init__(self, *, fast: bool = False) -> None:
        self._size = "fast" if fast else "full"
        self._nlp: Language | None = None
        self._strings: dict[int, str] = {}
        self._lemmas: dict[tuple[str, str, str, str], str] = {}
        self._under_way = 0

    @property
    def version(self) -> str:
        """Version of the model's package; reading it loads no model. Raises ModelMissing."""
        return _model_package_version()

    @property
    def model(self) -> str:
        """Name and version of the model, as it stands in every record."""
        return f"{self.name} {self.version}" + (" fast" if self._size == "fast" else "")

    def analyze(self, texts: Iterable[tuple[str, tuple[Span, ...]]]) -> Iterator[tuple[Sentence, ...]]:
        """Yield the analyzed sentences of each text, in the order given.

        Sentences of several texts are parsed in one batch, but none sees another. Raises ModelMissing.
        """
        waiting: deque[tuple[str, tuple[Span, ...]]] = deque()
        jobs: list[tuple[Doc, list[int] | None]] = []
        words = 0
        self._under_way += 1
        try:
            for text, spans in texts:
                waiting.append((text, spans))
                for span in spans:
                    doc, places = self._tokenize(span.text(text))
                    jobs.append((doc, places))
                    words += len(doc)
                if len(jobs) >= BATCH_SENTENCES or words >= BATCH_WORDS:
                    yield from self._finish(waiting, jobs)
                    waiting.clear()
                    jobs.clear()
                    words = 0
            yield from self._finish(waiting, jobs)
        finally:
            self._under_way -= 1

    def _finish(
        self, waiting: Iterable[tuple[str, tuple[Span, ...]]], jobs: list[tuple[Doc, list[int] | None]]
    ) -> Iterator[tuple[Sentence, ...]]:
        """Parse the sentences of the waiting texts and yield them text by text."""
        nlp = self._language()
        docs = [doc for doc, _ in jobs if len(doc)]
        # The matrices are small: a second thread makes nothing faster and takes a core from another worker.
        with _threads().limit(limits=1, user_api="blas"):
            parsed = iter(list(nlp.pipe(docs, batch_size=BATCH_SENTENCES)))
        places = iter(jobs)
        for text, spans in waiting:
            sentences: list[Sentence] = []
            for index, span in enumerate(spans):
                doc, moved = next(places)
                tokens = self._tokens(text, next(parsed), span.start, moved) if len(doc) else ()
                sentences.append(Sentence(index, span, tokens))
            yield tuple(sentences)
        # Sentences that wait in another analysis under way hold this vocabulary.
        if len(nlp.vocab.strings) > MAX_STRINGS and self._under_way == 1:
            self._nlp = None
            self._strings = {}
            self._lemmas = {}

    def _language(self) -> Language:
        if self._nlp is None:
            self._nlp = _load_model(self._size)
        return self._nlp

    def _tokenize(self, text: str) -> tuple[Doc, list[int] | None]:
        """Return the words of a sentence, and where each of its characters stood if white space was evened out.

        The model was trained on words with single blanks between them; line ends and doubled blanks would be words.
        Sentences in capitals are given to it in small letters.
        """
        places: list[int] | None = None
        if _UNEVEN_SPACE.search(text) or text[:1].isspace() or text[-1:].isspace():
            text, places = _even_out(text)
        doc = self._language().make_doc(quieted(text))
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc, places

    def _tokens(self, text: str, doc: Doc, offset: int, places: list[int] | None) -> tuple[Token, ...]:
        from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, LEMMA, MORPH, POS, TAG

        rows = doc.to_array([LEMMA, POS, TAG, MORPH, DEP, ENT_TYPE, ENT_IOB]).tolist()
        heads = _single_rooted([token.head.i for token in doc])
        root = heads.index(-1)
        tokens: list[Token] = []
        for token, row, head in zip(doc, rows, heads, strict=True):
            first, last = token.idx, token.idx + len(token)
            if places is not None:
                first, last = places[first], places[last - 1] + 1
            start, end = offset + first, offset + last
            lemma, upos, xpos, feats, deprel, name = (self._string(key) for key in row[:6])
            if upos != "PROPN":
                lemma = self._mended(text[start:end].lower(), upos, xpos, lemma)
            if token.i == root:
                deprel = "root"
            elif deprel == "ROOT":
                deprel = "parataxis"
            tokens.append(
                Token(
                    i=token.i,
                    start=start,
                    end=end,
                    text=text[start:end],
                    lemma=lemma,
                    upos=upos,
                    xpos=xpos,
                    feats="" if feats == "_" else feats,
                    head=head,
                    deprel=deprel,
                    name=name,
                    name_start=row[6] == 3,
                )
            )
        return tuple(tokens)

    def _mended(self, word: str, upos: str, xpos: str, lemma: str) -> str:
        """Return the lemma by the rules of spelling: the model's own has a few hundred stems like «kidnapp»."""
        key = (word, upos, xpos, lemma)
        found = self._lemmas.get(key)
        if found is None:
            found = self._lemmas[key] = mend_lemma(word, upos, xpos, lemma.lower())
        return found

    def _string(self, key: int) -> str:
        """Return the string of a number, the same object each time."""
        found = self._strings.get(key)
        if found is None:
            found = self._strings[key] = self._language().vocab.strings[key] if key else ""
        return found


def find_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a text begin and end, as every analyzer has them; no model is loaded for it."""
    return tuple((token.idx, token.idx + len(token)) for token in _tokenizer()(text) if not token.is_space)


@cache
def _tokenizer() -> Tokenizer:
    import spacy

    return spacy.blank("en").tokenizer


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _single_rooted(heads: list[int]) -> list[int]:
    """Return the heads with -1 for the root; further roots, which the parser seldom leaves, hang on the first."""
    root = next(index for index, head in enumerate(heads) if head == index)
    return [-1 if index == root else root if head == index else head for index, head in enumerate(heads)]


def _even_out(text: str) -> tuple[str, list[int]]:
    """Return the text with one blank for each run of white space, and the place of each character before that."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.rstrip()):
        if character.isspace():
            if not characters or characters[-1] == " ":
                continue
            character = " "
        characters.append(character)
        places.append(place)
    return "".join(characters), places


def _model_package_version() -> str:
    try:
        from demarche_en import __version__
    except ImportError as error:
        raise ModelMissing(_MISSING) from error
    return str(__version__)


def _load_model(size: str) -> Language:
    try:
        import demarche_en
    except ImportError as error:
        raise ModelMissing(_MISSING) from error
    try:
        return demarche_en.load(size)
    except OSError as error:
        raise ModelMissing(f"The package demarche-en is installed without its model ({error}). {_MISSING}") from error


_MISSING = "No English model can be loaded. Install it: pip install demarche-en."
