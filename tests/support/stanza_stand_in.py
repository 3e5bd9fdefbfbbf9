"""A stand-in for the package `stanza` with the surface of the real one that Demarche calls, and a toy grammar.

Names, attributes and shapes are those of Stanza 1.10 to 1.15: `Pipeline(lang, dir=…, …)` called with a list of lists of
words gives a Document of Sentences of Tokens and Words; ids count from 1, heads are ids with 0 for the root, unknown
fields are None, `token.ner` is a tag of BIOES.
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any, NamedTuple

WORDS = {"shelled": ("VERB", "VBD", "Tense=Past|VerbForm=Fin"), "the": ("DET", "DT", "Definite=Def|PronType=Art")}


class ModelSpecification(NamedTuple):
    """A model of a processor, as it stands in `Pipeline.load_list`."""

    processor: str
    package: str
    dependencies: tuple[tuple[str, str], ...] | None


class Word:
    """A syntactic word."""

    def __init__(self, number: int, text: str) -> None:
        self.id = number
        self.text = text
        self.lemma: str | None = text.lower()
        self.upos: str | None = None
        self.xpos: str | None = None
        self.feats: str | None = None
        self.head: int | None = None
        self.deprel: str | None = None
        self.start_char: int | None = None
        self.end_char: int | None = None
        self.parent: Token


class Token:
    """A token with its words (one each in English that was split before) and its tag of the name model."""

    def __init__(self, number: int, text: str) -> None:
        self.id = (number,)
        self.text = text
        self.ner: str | None = "O"
        self.words = [Word(number, text)]
        self.words[0].parent = self
        self.start_char: int | None = None
        self.end_char: int | None = None


class Span:
    """A name of a sentence."""

    def __init__(self, tokens: list[Token], type: str) -> None:
        self.tokens = tokens
        self.text = " ".join(token.text for token in tokens)
        self.type = type
        self.start_char = tokens[0].start_char
        self.end_char = tokens[-1].end_char


class Sentence:
    """A sentence: tokens, words, names and dependencies (head, relation, dependent)."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.words = [word for token in tokens for word in token.words]
        self.ents: list[Span] = []
        self.dependencies: list[tuple[Word | None, str | None, Word]] = []
        self.text = " ".join(token.text for token in tokens)


class Document:
    """What a pipeline returns."""

    def __init__(self, sentences: list[Sentence], text: str) -> None:
        self.sentences = sentences
        self.text = text
        self.num_words = sum(len(sentence.words) for sentence in sentences)
        self.num_tokens = self.num_words

    @property
    def entities(self) -> list[Span]:
        """The names of all sentences."""
        return [span for sentence in self.sentences for span in sentence.ents]


class Pipeline:
    """Reads like the real one where text was tokenized before; refuses what the real one would not take for that."""

    def __init__(
        self,
        lang: str = "en",
        dir: str = "",
        package: str = "default",
        processors: str | dict[str, str] | None = None,
        logging_level: str | None = None,
        use_gpu: bool | None = None,
        download_method: object = "DOWNLOAD_RESOURCES",
        **settings: Any,
    ) -> None:
        assert download_method is None, "nothing may be downloaded"
        assert isinstance(processors, str)
        assert settings == {"tokenize_pretokenized": True}
        assert (lang, package, use_gpu, logging_level) == ("en", "default", False, "ERROR")
        if not (Path(dir) / "resources.json").exists():
            raise FileNotFoundError(
                f"Resources file not found at: {dir}/resources.json  Try to download the model again."
            )
        self.load_list = [
            (name, (ModelSpecification(name, "toy", None),)) for name in ("tokenize", "pos", "lemma", "depparse", "ner")
        ]
        assert [name for name, _ in self.load_list] == processors.split(",")
        self.calls: list[int] = []

    def __call__(self, doc: list[list[str]], processors: object = None) -> Document:
        """Return the document of the sentences, each a list of words."""
        assert isinstance(doc, list)
        assert all(sentence for sentence in doc)
        self.calls.append(len(doc))
        sentences, at = [], 0
        for given in doc:
            tokens = [Token(number, text) for number, text in enumerate(given, 1)]
            for token in tokens:
                assert token.text.strip() == token.text != ""
                (word,) = token.words
                token.start_char = word.start_char = at
                token.end_char = word.end_char = at + len(token.text)
                at += len(token.text) + 1
            sentences.append(_parse(Sentence(tokens)))
        return Document(sentences, " ".join(" ".join(given) for given in doc))


def _parse(sentence: Sentence) -> Sentence:
    """Hang every word on the first verb, or on the first word; take runs of capitals for places."""
    for word in sentence.words:
        low = word.text.lower()
        if low in WORDS:
            word.upos, word.xpos, word.feats = WORDS[low]
        elif word.text[0].isupper():
            word.upos, word.xpos = "PROPN", "NNP"
            word.lemma = word.text
        elif not any(map(str.isalnum, word.text)):
            word.upos, word.xpos, word.lemma = "PUNCT", ".", None
        else:
            word.upos, word.xpos = "NOUN", "NN"
    root = next((word.id for word in sentence.words if word.upos == "VERB"), 1)
    for word in sentence.words:
        word.head, word.deprel = (0, "root") if word.id == root else (root, "punct" if word.upos == "PUNCT" else "dep")
    run: list[Token] = []
    for token in [*sentence.tokens, Token(0, ".")]:
        if token.words[0].upos == "PROPN":
            run.append(token)
        elif run:
            kind = "GPE" if len(run) == 1 else "PERSON"
            places = ["S"] if len(run) == 1 else ["B", *"I" * (len(run) - 2), "E"]
            for place, named in zip(places, run, strict=True):
                named.ner = f"{place}-{kind}"
            sentence.ents.append(Span(run, kind))
            run = []
        if token.text.isdigit():
            token.ner = "S-CARDINAL"
    return sentence


def modules() -> dict[str, types.ModuleType]:
    """Return the modules to stand in `sys.modules`: stanza, its resources and torch."""
    package, resources, common, torch = map(
        types.ModuleType, ("stanza", "stanza.resources", "stanza.resources.common", "torch")
    )
    vars(package).update(Pipeline=Pipeline, Document=Document, __version__="1.15.0", resources=resources)
    vars(resources).update(common=common)
    vars(common).update(DEFAULT_MODEL_DIR="no-such-folder")
    vars(torch).update(set_num_threads=lambda count: None)
    return {module.__name__: module for module in (package, resources, common, torch)}
