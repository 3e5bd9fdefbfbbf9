"""What the analyzer over Stanza makes of Stanza's answers, and what it says where package or models are missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.language import stanza
from demarche.language.analyzers import ANALYZERS, make_analyzer
from demarche.language.sentences import split_sentences
from demarche.language.stanza import StanzaAnalyzer
from demarche.model import Sentence
from support import stanza_stand_in

TEXT = "Norland shelled the town. Ana Maria Ruiz left on 3 May."


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the stand-in be imported as stanza, and return a folder that holds its model."""
    for name, module in stanza_stand_in.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    (tmp_path / "resources.json").write_text("{}", encoding="utf-8")
    return tmp_path


def _analyze(analyzer: StanzaAnalyzer, text: str) -> tuple[Sentence, ...]:
    (sentences,) = analyzer.analyze([(text, split_sentences(text))])
    return sentences


def test_words_come_with_tags_tree_and_names(folder: Path) -> None:
    """Tags, features, lemmas, heads from 0 with -1 for the root, relations and names are Stanza's."""
    first, second = _analyze(StanzaAnalyzer(folder), TEXT)
    assert [(t.text, t.lemma, t.upos, t.xpos, t.feats, t.head, t.deprel) for t in first.tokens] == [
        ("Norland", "Norland", "PROPN", "NNP", "", 1, "dep"),
        ("shelled", "shell", "VERB", "VBD", "Tense=Past|VerbForm=Fin", -1, "root"),
        ("the", "the", "DET", "DT", "Definite=Def|PronType=Art", 1, "dep"),
        ("town", "town", "NOUN", "NN", "", 1, "dep"),
        (".", ".", "PUNCT", ".", "", 1, "punct"),
    ]
    assert [(t.text, t.name, t.name_start) for t in first.tokens if t.name] == [("Norland", "LOC", True)]
    assert [(t.text, t.name, t.name_start) for t in second.tokens if t.name] == [
        ("Ana", "PERSON", True),
        ("Maria", "PERSON", False),
        ("Ruiz", "PERSON", False),
        ("May", "LOC", True),
    ]


def test_a_contraction_is_two_words(folder: Path) -> None:
    """Stanza is given the words that the English analyzer has: «n't» and «'s» apart, hyphens split."""
    (sentence,) = _analyze(StanzaAnalyzer(folder), "They didn't see Oy's anti-tank gun.")
    assert [token.text for token in sentence.tokens] == [
        "They",
        "did",
        "n't",
        "see",
        "Oy",
        "'s",
        "anti",
        "-",
        "tank",
        "gun",
        ".",
    ]


def test_the_model_is_named_with_its_version(folder: Path) -> None:
    """The record says which Stanza and which of its models read the text."""
    assert StanzaAnalyzer(folder).model == "stanza 1.15.0 en pos=toy lemma=toy depparse=toy ner=toy"


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the text says what to install."""
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(ModelMissing) as caught:
        _analyze(StanzaAnalyzer(), TEXT)
    assert str(caught.value).startswith("The analyzer «stanza» needs a package that is not installed (")
    assert str(caught.value).endswith("). Install it: pip install demarche[stanza].")


def test_a_missing_model_is_told(folder: Path, tmp_path: Path) -> None:
    """Without models the text says where they were looked for and how to get them."""
    empty = tmp_path / "empty"
    with pytest.raises(ModelMissing) as caught:
        _analyze(StanzaAnalyzer(empty), TEXT)
    assert str(caught.value) == (
        f"No English model of Stanza can be loaded from {empty} (Resources file not found at: {empty}/resources.json  "
        f"Try to download the model again.). Download it once, python -c \"import stanza; stanza.download('en', "
        f"model_dir='{empty}')\", or name the folder that holds it with --model-dir or STANZA_RESOURCES_DIR."
    )


def test_without_a_folder_stanzas_own_is_taken(folder: Path) -> None:
    """The default is Stanza's own folder, which STANZA_RESOURCES_DIR sets."""
    with pytest.raises(ModelMissing, match="from no-such-folder "):
        _analyze(StanzaAnalyzer(), TEXT)


def test_sentences_are_parsed_in_batches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences of several texts go to the pipeline together, and come back text by text."""
    monkeypatch.setattr(stanza, "BATCH_WORDS", 20)
    analyzer = StanzaAnalyzer(folder)
    found = list(analyzer.analyze([(TEXT, split_sentences(TEXT))] * 5))
    assert found == [_analyze(StanzaAnalyzer(folder), TEXT)] * 5
    assert vars(analyzer)["_pipeline"].calls == [4, 4, 2]


def test_an_answer_of_other_words_is_refused(folder: Path) -> None:
    """Words that do not match those that were given are never aligned by guess."""
    analyzer = StanzaAnalyzer(folder)
    vars(analyzer)["_pipeline"] = lambda given: stanza_stand_in.Document(
        [stanza_stand_in.Sentence([stanza_stand_in.Token(1, "x")])], "x"
    )
    with pytest.raises(ValueError, match="Stanza returned 1 words for a sentence of 5"):
        _analyze(analyzer, "Norland shelled the town.")


def test_every_name_makes_an_analyzer() -> None:
    """Each analyzer that the command line offers can be made without loading a model."""
    assert tuple(vars(type(make_analyzer(name)))["name"].removeprefix("demarche-") for name in ANALYZERS) == ANALYZERS
