"""What every analyzer promises: one suite for all of them; Stanza is a stand-in with the real one's surface."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from demarche.errors import ModelMissing
from demarche.language.analyzer import Analyzer
from demarche.language.conllu import Parse
from demarche.language.english import EnglishAnalyzer
from demarche.language.frozen import FrozenAnalyzer, Recorder
from demarche.language.sentences import split_sentences
from demarche.language.stanza import StanzaAnalyzer
from demarche.model import Sentence, Span, Token
from support import stanza_stand_in

REPORT = (
    "PORT ALMA, May 3 (Dispatch) - Government troops shelled two villages near Lake Oru on Monday, killing nine.\n\n"
    "“We didn’t fire,” Defence Minister Hana Oy told\nreporters.  Who will   pay? (Nobody knows.) 🙂 Norland's "
    "anti-tank crews left for the U.S. THE ARMY DENIED IT TODAY.\tIt’s over…"
)
OTHER = "Rain fell. Varnia shelled the port."


@dataclass(frozen=True)
class Case:
    """An analyzer and the texts that it can read."""

    analyzer: Analyzer
    texts: tuple[str, ...]


def _english(_: Path, *, fast: bool = False) -> Case:
    analyzer = EnglishAnalyzer(fast=fast)
    try:
        _ = Path(analyzer.version)
    except ModelMissing:
        pytest.skip("no language model is installed")
    return Case(analyzer, (REPORT, OTHER))


def _fast(folder: Path) -> Case:
    return _english(folder, fast=True)


def _stanza(folder: Path) -> Case:
    (folder / "resources.json").write_text("{}", encoding="utf-8")
    return Case(StanzaAnalyzer(folder), (REPORT, OTHER))


def _frozen(folder: Path) -> Case:
    made = _stanza(folder)
    recorder = Recorder(made.analyzer)
    for _ in recorder.analyze((text, split_sentences(text)) for text in made.texts):
        pass
    parses = [Parse(str(i), text, sentence) for i, (text, sentence) in enumerate(recorder.kept.items())]
    return Case(FrozenAnalyzer(parses), made.texts)


MAKERS: dict[str, Callable[[Path], Case]] = {
    "english": _english,
    "english, the fast model": _fast,
    "stanza": _stanza,
    "frozen parses": _frozen,
}


@pytest.fixture(params=list(MAKERS.values()), ids=list(MAKERS))
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Make each analyzer in turn."""
    for name, module in stanza_stand_in.modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    made: Case = request.param(tmp_path)
    return made


def _analyze(case: Case, *texts: str) -> list[tuple[Sentence, ...]]:
    return list(case.analyzer.analyze((text, split_sentences(text)) for text in texts))


def _unplaced(sentence: Sentence) -> list[tuple[object, ...]]:
    """Return all that was read from a sentence but where it stands."""
    return [(t.i, t.text, t.lemma, t.upos, t.xpos, t.feats, t.head, t.deprel, t.name) for t in sentence.tokens]


def test_sentences_come_back_as_they_were_given(case: Case) -> None:
    """There is one result a text and one sentence a span, in the order given."""
    found = _analyze(case, *case.texts)
    assert [split_sentences(text) for text in case.texts] == [tuple(s.span for s in sentences) for sentences in found]
    assert all([s.index for s in sentences] == list(range(len(sentences))) for sentences in found)


def test_words_are_slices_of_the_text(case: Case) -> None:
    """Every character but white space lies in exactly one word, and each word is what the text has there."""
    for text, sentences in zip(case.texts, _analyze(case, *case.texts), strict=True):
        for sentence in sentences:
            at = sentence.span.start
            for i, token in enumerate(sentence.tokens):
                assert (i, text[token.start : token.end]) == (token.i, token.text)
                assert text[at : token.start].strip() == ""
                assert token.text.strip() == token.text != ""
                at = token.end
            assert text[at : sentence.span.end].strip() == ""


def test_every_sentence_is_one_tree(case: Case) -> None:
    """Each sentence has one root with the relation root, and every word comes to it by its heads."""
    for sentences in _analyze(case, *case.texts):
        for sentence in sentences:
            tokens = sentence.tokens
            assert [t.i for t in tokens if t.head == -1] == [t.i for t in tokens if t.deprel == "root"]
            assert sum(t.head == -1 for t in tokens) == 1
            for token in tokens:
                assert _steps(tokens, token) <= len(tokens)


def _steps(tokens: tuple[Token, ...], token: Token) -> int:
    steps = 0
    while token.head != -1 and steps <= len(tokens):
        token = tokens[token.head]
        steps += 1
    return steps


def test_every_word_is_tagged(case: Case) -> None:
    """No word is left without tag, lemma and relation; names are persons, organizations and places, begun once."""
    for sentences in _analyze(case, *case.texts):
        for sentence in sentences:
            before = ""
            for token in sentence.tokens:
                assert token.upos != ""
                assert token.lemma != ""
                assert token.deprel != ""
                assert token.name in ("", "PERSON", "ORG", "LOC")
                assert token.name_start <= (token.name != "")
                assert token.name in ("", before) or token.name_start
                before = token.name


def test_company_changes_nothing(case: Case) -> None:
    """A sentence is read the same alone, with the others of its text, and among other texts."""
    text = case.texts[0]
    spans = split_sentences(text)
    (together,) = _analyze(case, text)
    alone = [sentences[0] for span in spans for sentences in case.analyzer.analyze([(text, (span,))])]
    assert list(map(_unplaced, together)) == list(map(_unplaced, alone))
    assert [together] * 40 == [found for found in _analyze(case, *[text, case.texts[1]] * 40) if found == together]


def test_nothing_gives_nothing(case: Case) -> None:
    """No text gives no result, a text without sentences none, a span of white space a sentence without words."""
    found = list(case.analyzer.analyze([("", ()), (" \n ", (Span(0, 3),))]))
    assert list(case.analyzer.analyze([])) == []
    assert found == [(), (Sentence(0, Span(0, 3), ()),)]


def test_the_model_has_a_name(case: Case) -> None:
    """The model is named in one line, and a loaded one by its version too."""
    name, version, *_ = case.analyzer.model.split(" ")
    assert name.replace("-", "").isalpha()
    assert version[0].isdigit() or case.analyzer.model == "frozen parses"
    assert case.analyzer.model.isprintable()
