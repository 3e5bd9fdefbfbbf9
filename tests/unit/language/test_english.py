"""What the English analyzer promises beyond the protocol: independence, offsets, one root, lazy loading."""

from __future__ import annotations

import subprocess
import sys

import pytest

from demarche.errors import ModelMissing
from demarche.language import english
from demarche.language.english import EnglishAnalyzer
from demarche.language.sentences import split_sentences
from demarche.model import Sentence, Span, Token

REPORT = (
    "PORT ALMA, May 3 (Dispatch) - Government troops shelled two villages near Lake Oru on Monday, killing nine, "
    "a spokesman for the rebels said. “We did not fire,” Defence Minister Hana Oy told reporters. The U.N. urged both "
    "sides to stop. Aid groups couldn't reach the wounded; roads had been mined. Who will pay? Nobody knows."
)


@pytest.fixture(scope="module")
def analyzer() -> EnglishAnalyzer:
    """Share one loaded model among the tests of this file."""
    return EnglishAnalyzer()


def analyze(analyzer: EnglishAnalyzer, text: str) -> tuple[Sentence, ...]:
    """Split and analyze one text."""
    (sentences,) = analyzer.analyze([(text, split_sentences(text))])
    return sentences


def stripped(sentences: tuple[Sentence, ...]) -> list[list[tuple[object, ...]]]:
    """Return all that was read from the sentences, without their places in the text."""

    def facts(token: Token) -> tuple[object, ...]:
        return (
            token.i,
            token.text,
            token.lemma,
            token.upos,
            token.xpos,
            token.feats,
            token.head,
            token.deprel,
            token.name,
            token.name_start,
        )

    return [[facts(token) for token in sentence.tokens] for sentence in sentences]


def test_alone_or_in_a_batch(analyzer: EnglishAnalyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence is read the same whether it is parsed alone, with the others, or in batches of another size."""
    spans = split_sentences(REPORT)
    (together,) = analyzer.analyze([(REPORT, spans)])
    alone = [sentences[0] for span in spans for sentences in analyzer.analyze([(REPORT, (span,))])]
    assert stripped(together) == stripped(tuple(alone))
    many = list(analyzer.analyze([(REPORT, spans)] * 70))
    assert [together] * 70 == many
    monkeypatch.setattr(english, "BATCH_SENTENCES", 3)
    assert [together] * 5 == list(analyzer.analyze([(REPORT, spans)] * 5))


def test_an_added_sentence_changes_nothing(analyzer: EnglishAnalyzer) -> None:
    """A sentence put before a report leaves the reading of all others as it was."""
    assert stripped(analyze(analyzer, REPORT)) == stripped(analyze(analyzer, "Rain fell.\n\n" + REPORT)[1:])


def test_offsets_are_of_the_text(analyzer: EnglishAnalyzer) -> None:
    """Each token's offsets cut its words out of the document's text, and no letter of the text is lost."""
    sentences = analyze(analyzer, REPORT)
    assert all(token.span.text(REPORT) == token.text for sentence in sentences for token in sentence.tokens)
    letters = "".join(token.text for sentence in sentences for token in sentence.tokens)
    assert "".join(REPORT.split()) == letters


def test_uneven_space_changes_nothing(analyzer: EnglishAnalyzer) -> None:
    """Line ends, doubled blanks and no-break spaces within a sentence leave its reading as it is with single blanks."""
    even = "The army shelled the port and two villages near Lake Oru on Monday."
    uneven = "  The army  shelled\nthe port\u00a0and\r\n\ttwo villages near Lake   Oru on Monday. \n"
    (expected,) = analyzer.analyze([(even, (Span(0, len(even)),))])
    (actual,) = analyzer.analyze([(uneven, (Span(0, len(uneven)),))])
    assert stripped(expected) == stripped(actual)
    assert all(token.span.text(uneven) == token.text for token in actual[0].tokens)


def test_each_sentence_has_one_root(analyzer: EnglishAnalyzer) -> None:
    """Each sentence has one root, named so, and every other token hangs on a token of the same sentence."""
    for sentence in analyze(analyzer, REPORT + " Yes no; maybe: why not? \n\nTalks, talks, talks"):
        heads = [token.head for token in sentence.tokens]
        assert heads.count(-1) == 1
        assert [token.deprel for token in sentence.tokens if token.head == -1] == ["root"]
        assert all(-1 <= head < len(heads) and head != i for i, head in enumerate(heads))


def test_grammar_of_a_plain_sentence(analyzer: EnglishAnalyzer) -> None:
    """Subject, object, lemma, tags and features come as Universal Dependencies has them."""
    (sentence,) = analyze(analyzer, "Rebels attacked the village.")
    rebels, attacked, _, village, _ = sentence.tokens
    assert (
        attacked.lemma,
        attacked.upos,
        attacked.xpos,
        attacked.deprel,
        attacked.head,
    ) == ("attack", "VERB", "VBD", "root", -1)
    assert "Tense=Past" in attacked.feats.split("|")
    assert (rebels.deprel, rebels.head) == ("nsubj", 1)
    assert (village.deprel, village.head) == ("obj", 1)


def test_passive_keeps_its_subtypes(analyzer: EnglishAnalyzer) -> None:
    """A passive has its subject, auxiliary and agent under relations with subtypes."""
    (sentence,) = analyze(analyzer, "The village was attacked by rebels.")
    assert {"nsubj:pass", "aux:pass", "obl:agent"} <= {token.deprel for token in sentence.tokens}


def test_names(analyzer: EnglishAnalyzer) -> None:
    """A name's tokens carry its type, and its first token is marked."""
    (sentence,) = analyze(analyzer, "Angela Merkel met Barack Obama in Germany.")
    named = [(token.text, token.name, token.name_start) for token in sentence.tokens if token.name]
    assert ("Angela", "PERSON", True) in named
    assert ("Merkel", "PERSON", False) in named
    assert ("Germany", "LOC", True) in named


def test_capitals_are_read_as_small_letters(analyzer: EnglishAnalyzer) -> None:
    """A sentence all in capitals is read as its like in small letters, and its tokens keep their capitals."""
    text = "the rebels attacked two villages near the river."
    (small,) = analyze(analyzer, text)
    (capitals,) = analyze(analyzer, text.upper())
    assert [token.text.upper() for token in small.tokens] == [token.text for token in capitals.tokens]
    assert [(t.lemma, t.xpos, t.head, t.deprel) for t in small.tokens] == [
        (t.lemma, t.xpos, t.head, t.deprel) for t in capitals.tokens
    ]


def test_span_without_words(analyzer: EnglishAnalyzer) -> None:
    """A span without words gives a sentence without tokens, and a text without spans gives no sentences."""
    texts = [("a  b", (Span(1, 3), Span(2, 2))), ("", ()), ("Rebels left.", (Span(0, 12),))]
    empty, none, full = analyzer.analyze(texts)
    assert (Sentence(0, Span(1, 3), ()), Sentence(1, Span(2, 2), ())) == empty
    assert none == ()
    assert len(full[0].tokens) == 3


def test_a_reloaded_model_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded afresh when its vocabulary has grown large, and nothing changes by it."""
    analyzer = EnglishAnalyzer()
    before = analyze(analyzer, REPORT)
    monkeypatch.setattr(english, "MAX_STRINGS", 0)
    assert [before, before] == [analyze(analyzer, REPORT), analyze(analyzer, REPORT)]


def test_model_names_the_package() -> None:
    """The model's name and version are those of the package demarche-en, known before the model is loaded."""
    from importlib.metadata import version

    assert f"demarche-en {version('demarche-en')}" == EnglishAnalyzer().model


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package demarche-en the error says which package to install."""
    monkeypatch.setitem(sys.modules, "demarche_en", None)
    with pytest.raises(ModelMissing, match="Install it: pip install demarche-en"):
        next(EnglishAnalyzer().analyze([("Rebels left.", (Span(0, 12),))]))
    with pytest.raises(ModelMissing, match="Install it"):
        _ = EnglishAnalyzer().model


def test_importing_loads_no_parser() -> None:
    """Importing the analyzer and reading the model's version loads no spaCy."""
    code = (
        "import sys; from demarche.language.english import EnglishAnalyzer; EnglishAnalyzer().model; "
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
