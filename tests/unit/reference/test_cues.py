"""The table of cues: loaded once, compiled by word."""

from __future__ import annotations

from typing import Any

import pytest

from demarche.errors import ReferenceDataError
from demarche.reference.cues import compile_cues, load_cues


def _group(words: list[str], **fields: Any) -> dict[str, Any]:
    return {"kind": "say", "stance": "affirm", "takes": ["that"], "words": words, **fields}


def test_cues_are_loaded_once() -> None:
    """A second call gives the same object."""
    assert load_cues() is load_cues()


@pytest.mark.parametrize(
    ("word", "form", "stance"),
    [
        pytest.param("say", "that", "affirm", id="say"),
        pytest.param("deny", "that", "deny", id="deny"),
        pytest.param("urge", "to", "ask", id="urge"),
        pytest.param("fear", "that", "doubt", id="fear"),
        pytest.param("believe", "hearsay", "doubt", id="is believed to"),
    ],
)
def test_stance_of_a_verb(word: str, form: str, stance: str) -> None:
    """What a verb makes of its content depends on the form of the content."""
    assert stance == load_cues().verbs[word].takes[form].stance


def test_first_group_that_names_a_form_holds() -> None:
    """A word of several groups takes the forms of all of them, each in the sense of the first."""
    cues = compile_cues({"verbs": [_group(["warn"]), _group(["warn"], stance="ask", takes=["that", "to"])]})
    senses = {form: sense.stance for form, sense in cues.verbs["warn"].takes.items()}
    assert senses == {"that": "affirm", "to": "ask"}


def test_phrases_stand_by_their_first_word_the_longest_first() -> None:
    """Of two phrases with one first word the longer comes first, and neither is a word."""
    cues = compile_cues({"verbs": [_group(["point out", "point out again to"])]})
    assert [rest for rest, _ in cues.verb_phrases["point"]] == [("out", "again", "to"), ("out",)]
    assert cues.verbs == {}


@pytest.mark.parametrize(
    "group",
    [
        pytest.param({"kind": "say", "stance": "affirm", "words": []}, id="no words"),
        pytest.param({"kind": "say", "stance": "shout", "words": ["say"]}, id="unknown stance"),
    ],
)
def test_damaged_group_is_reported(group: dict[str, Any]) -> None:
    """A group without words or with an unknown stance is named by its number."""
    with pytest.raises(ReferenceDataError, match="group 1 of verbs"):
        compile_cues({"verbs": [group]})


def test_words_of_the_table_are_lower_case() -> None:
    """All cues are lemmas in small letters, so that they can be looked up as they stand."""
    cues = load_cues()
    words = [*cues.verbs, *cues.verb_phrases, *cues.nouns, *cues.adjectives, *cues.adverbs, *cues.hedges]
    assert [word for word in words if word != word.lower()] == []
