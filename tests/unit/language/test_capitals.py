"""How capitals are restored to a text that has lost them."""

from __future__ import annotations

import pytest

from demarche.language.capitals import capitalize_names, gather_spellings, restore_capitals
from demarche.language.letters import judge_letters
from demarche.language.sentences import split_sentences
from support.trees import build_sentence

NAMES = gather_spellings(
    [
        "Norland",
        "Norlandic",
        "Varnia",
        "U.S.",
        "US",
        "US Army",
        "Nice",
        "Security Council",
        "United Isles",
        "Reading",
        "NATO",
    ]
)

# Each row: what it shows, the text in small letters, the text restored.
CASES: list[tuple[str, str, str]] = [
    ("a name and an opening", "rebels left norland today.", "Rebels left Norland today."),
    ("a possessor", "it was norland's army.", "It was Norland's army."),
    ("an adjective", "the norlandic army left.", "The Norlandic army left."),
    ("a name in another word", "the norlanders left it.", "The norlanders left it."),
    ("two words", "the united isles voted.", "The United Isles voted."),
    ("two words on two lines", "the united\nisles voted on it.", "The United\nIsles voted on it."),
    ("letters with stops", "the u.s. troops left.", "The U.S. troops left."),
    ("letters with stops before a hyphen", "a u.s.-led force left.", "A U.S.-led force left."),
    ("the longest name", "the us army left.", "The US Army left."),
    ("a pronoun that is a country's name too", "he told us to leave.", "He told us to leave."),
    ("a country behind an article", "ties with the us are bad.", "Ties with the US are bad."),
    ("a country before its soldiers", "he met us troops there.", "He met US troops there."),
    ("a word that is a town too", "it was a nice reading of it.", "It was a nice reading of it."),
    ("an auxiliary and a month", "it may end on may 3.", "It may end on May 3."),
    ("a demonstration and a month", "they march in march.", "They march in March."),
    ("a weekday and a title", "mr. oy left on monday.", "Mr. oy left on Monday."),
    ("a second sentence", "rebels left. the army stayed.", "Rebels left. The army stayed."),
    ("a quotation", 'he said: "the army left."', 'He said: "The army left."'),
    ("the writer", "i think i'm late for it.", "I think I'm late for it."),
    ("a dateline", "dorvik, may 3 (dispatch) - the army left.", "Dorvik, May 3 (Dispatch) - The army left."),
]


@pytest.mark.parametrize(("lower", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_restored_from_small_letters(lower: str, expected: str) -> None:
    """Known names, openings of sentences and words that always have a capital get theirs."""
    assert expected == restore_capitals(lower, "lower", split_sentences(lower, "lower"), NAMES)


@pytest.mark.parametrize(("lower", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_restored_from_capitals(lower: str, expected: str) -> None:
    """A text in capitals is restored to the same letters."""
    upper = lower.upper()
    assert expected == restore_capitals(upper, "upper", split_sentences(upper, "upper"), NAMES)


def test_acronyms_survive_a_capital_on_every_word() -> None:
    """Words of several capitals are kept where every word has one; the others are restored."""
    text = "The IGAD Envoy And NATO Troops Left Norland."
    expected = "The IGAD envoy and NATO troops left Norland."
    assert expected == restore_capitals(text, "title", split_sentences(text, "title"), NAMES)


def test_a_sound_text_comes_back() -> None:
    """Nothing is done to a text that has its capitals."""
    text = "The norland of old."
    assert text == restore_capitals(text, judge_letters(text), split_sentences(text), NAMES)


def test_letters_that_change_their_number_are_left() -> None:
    """A letter whose other case has two characters stays, so that every place is kept."""
    text = "İSTANBUL STRASSE ŒUVRE NORLAND"
    assert len(text) == len(restore_capitals(text, "upper", split_sentences(text, "upper"), NAMES))


def test_names_that_the_tagger_found() -> None:
    """A word that is tagged as a name gets a capital in all its places, if half of them say so."""
    text = "karim met envoys and karim left"
    sentence = build_sentence(
        "karim/NNP>2:nsubj met~meet/VBD>0 envoys/NNS>2:obj and/CC>6:cc karim/NN>6:nsubj left~leave/VBD>2:conj"
    )
    assert capitalize_names(text, [sentence], lambda word: False) == "Karim met envoys and Karim left"


def test_places_that_the_gazetteer_knows() -> None:
    """A noun bare behind a preposition of place, or beside a noun for places, gets a capital if it is a known place."""
    text = "they met in dorvik and near oruba in court"
    sentence = build_sentence(
        "they/PRP>2:nsubj met~meet/VBD>0 in/IN>4:case dorvik/NN>2:obl and/CC>7:cc near/IN>7:case oruba/NN>4:conj "
        "in/IN>9:case court/NN>2:obl"
    )
    assert capitalize_names(text, [sentence], {"dorvik", "court"}.__contains__) == (
        "they met in Dorvik and near oruba in court"
    )
