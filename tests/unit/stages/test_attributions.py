"""Who is said to have said what in small reports given as trees: the cases stand in attributions.toml beside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from demarche.language.propositions import find_propositions
from demarche.language.quotes import find_quotes
from demarche.model import Analysis, Attribution, Document, Proposition, Sentence
from demarche.reference.cues import load_cues
from demarche.stages.attributions import find_attributions, is_vouched_for, speakers_of
from support.trees import build_sentence

CASES = tomllib.loads((Path(__file__).parent / "attributions.toml").read_text(encoding="utf-8"))
TREES = {name: case["trees"] for name, case in CASES.items()}


def _analysis(*trees: str, between: str = " ") -> Analysis:
    sentences: list[Sentence] = []
    propositions: list[Proposition] = []
    text = ""
    for index, tree in enumerate(trees):
        sentence = build_sentence(tree, index, len(text))
        for token in sentence.tokens:
            text = text.ljust(token.start) + token.text
        text += between
        sentences.append(sentence)
        propositions += find_propositions(sentence, len(propositions))
    quotes = find_quotes(text, tuple(sentence.span for sentence in sentences))
    return Analysis(Document("report", text), tuple(sentences), tuple(propositions), quotes)


def _found(analysis: Analysis) -> tuple[Attribution, ...]:
    return find_attributions(analysis, load_cues())


def _printed(analysis: Analysis, attribution: Attribution) -> str:
    text = analysis.document.text
    source = attribution.source_span.text(text) if attribution.source_span else ""
    content = " … ".join(span.text(text) for span in attribution.content)
    how = f"{attribution.stance}, {attribution.manner}"
    return f"{source} | {attribution.cue.text(text)} | {how} | {content} | {attribution.nested}"


@pytest.mark.parametrize("name", CASES, ids=str)
def test_attributions_of_a_report(name: str) -> None:
    """A report has the attributions that are listed for it, in order of their cues."""
    analysis = _analysis(*TREES[name])
    expected = CASES[name]["attributions"]
    actual = [_printed(analysis, attribution) for attribution in _found(analysis)]
    assert expected == actual


@pytest.mark.parametrize(
    ("name", "head"),
    [
        pytest.param("a-statement-by", "army", id="statement by the army"),
        pytest.param("according-to-a-statement", "police", id="statement by the police"),
        pytest.param("cue-before", "minister", id="plain subject"),
        pytest.param("inverted", "minister", id="inverted"),
    ],
)
def test_source_is_who_speaks(name: str, head: str) -> None:
    """The source is the party behind the words, whatever carries them, and its head is a token of its sentence."""
    analysis = _analysis(*TREES[name])
    source = _found(analysis)[0].source
    assert source is not None
    assert head == analysis.sentences[source.sentence].tokens[source.head].text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("cue-before", "say", id="say"),
        pytest.param("demand", "ask", id="ask"),
        pytest.param("threat", "promise", id="promise"),
        pytest.param("hedging-adjective", "judge", id="judge"),
        pytest.param("topic", "about", id="what is talked about"),
    ],
)
def test_kind_of_the_cue(name: str, kind: str) -> None:
    """The kind tells speech from promises and judgements, and what is said from what is only spoken about."""
    assert _found(_analysis(*TREES[name]))[0].kind == kind


def test_source_of_a_relative_clause_is_the_antecedent() -> None:
    """The words at the cue are the relative pronoun, the source is the phrase that it stands for."""
    analysis = _analysis(*TREES["relative"])
    attribution = next(a for a in _found(analysis) if a.cue_lemma == "say")
    text = analysis.document.text
    assert attribution.source is not None
    assert attribution.source_span is not None
    assert attribution.source_span.text(text) == "who"
    assert analysis.sentences[0].tokens[attribution.source.head].text == "general"


def test_paragraph_that_is_a_quotation_continues_the_speaker_before() -> None:
    """A quotation that opens a paragraph without a cue of its own goes on with the quotation of the one before."""
    analysis = _analysis(*TREES["quotation-over-sentences"][:1], TREES["quotation-over-sentences"][1], between="\n\n")
    assert [span.text(analysis.document.text).strip() for span in _found(analysis)[0].content] == [
        "“We won,”",
        "“They fled.",
    ]


def test_nothing_in_an_empty_document() -> None:
    """A document without sentences has no attributions and no speakers."""
    analysis = Analysis(Document("empty", ""), (), (), ())
    assert _found(analysis) == ()
    assert speakers_of(analysis, ()) == {}


@pytest.mark.parametrize("name", CASES, ids=str)
def test_cues_and_contents_keep_apart(name: str) -> None:
    """No content holds the words of its own cue, contents are in order, and no attribution nests in itself."""
    found = _found(_analysis(*TREES[name]))
    for place, attribution in enumerate(found):
        assert attribution.content
        assert sorted(attribution.content) == list(attribution.content)
        assert not any(span.overlaps(attribution.cue) for span in attribution.content)
        assert attribution.nested != place


def test_speaker_of_first_person_pronouns() -> None:
    """Pronouns of the first person inside a quotation belong to its source, outside of it to nobody."""
    analysis = _analysis(*TREES["quotation-over-sentences"])
    speakers = speakers_of(analysis, _found(analysis))
    general = next(token.i for token in analysis.sentences[0].tokens if token.text == "general")
    we = next(token.i for token in analysis.sentences[0].tokens if token.text == "We")
    assert {(0, we): (0, general)} == speakers


def test_indirect_speech_gives_no_speaker() -> None:
    """In indirect speech a first-person pronoun is not the source's."""
    analysis = _analysis(*TREES["indirect-first-person"])
    assert speakers_of(analysis, _found(analysis)) == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("own-participle-of-the-speaker", "crossed", id="not the speaker's own act"),
        pytest.param("own-relative-of-the-speaker", "shelled", id="not what a relative clause tells of the speaker"),
        pytest.param("inserted-inverted", "attacked", id="words around inserted speech"),
        pytest.param("is-said-to", "fled", id="hearsay"),
        pytest.param("saw-them-doing", "dragging", id="what is seen"),
        pytest.param("announced-a-death", "death", id="a noun that is announced"),
        pytest.param("reported-two-things", "rise collapse", id="two nouns that are reported"),
        pytest.param("two-that-clauses", "killed was", id="two clauses"),
        pytest.param("said-of-a-speech", "claimed safe", id="each speaker what they say"),
        pytest.param("denied-a-shelling", "shelling", id="what is denied"),
        pytest.param("plans-to", "", id="no plan"),
        pytest.param("considers-doing", "", id="nothing weighed"),
        pytest.param("suggests-that", "", id="nothing merely suggested"),
        pytest.param("rejected-an-offer", "", id="no offer that is refused"),
        pytest.param("reflects-a-thing", "", id="nothing reflected"),
        pytest.param("told-to", "", id="no order"),
    ],
)
def test_what_a_source_vouches_for(name: str, words: str) -> None:
    """A source vouches for the top of what it says, sees or shows, and for nothing that it wants, weighs or refuses."""
    analysis = _analysis(*TREES[name])
    found = _found(analysis)
    told = {(p.sentence, p.head): p for p in analysis.propositions}
    vouched = [
        token.text
        for sentence in analysis.sentences
        for token in sentence.tokens
        if any(is_vouched_for(analysis, attribution, sentence.index, token.i, told) for attribution in found)
        and ((sentence.index, token.i) in told or token.text in words.split())
    ]
    assert vouched == words.split()
