"""Linking by story: articles that share rare words are of one story, where words of one kind of act are one event."""

from __future__ import annotations

import pytest
from benchmarks.ecbplus_linking import Telling
from benchmarks.ecbplus_stories import find_stories, kind_of_act, link_stories

from demarche.model import Document, Span

TEXTS = {
    "a": "Gunmen killed a banker in Varna. The banker Iliev had led the harbour fund.",
    "b": "The killing of the banker Iliev shook Varna. His harbour fund is closed.",
    "c": "A farmer was murdered in Lagos. Neighbours heard dogs at the mill.",
    "d": "The farmer of the mill was slain at night, neighbours in Lagos say. His dogs are gone.",
    "e": "Rain fell on the vineyards.",
}


def _telling(name: str, lemma: str, scope: str = "all") -> Telling:
    return Telling(Document(id=name, text=TEXTS[name]), scope, Span(0, 1), lemma, None)


def test_articles_that_share_rare_words_are_one_story() -> None:
    """Two reports on the banker, two on the farmer, one on the rain."""
    stories = find_stories(TEXTS, dict.fromkeys(TEXTS, "all"), 0.12)
    assert stories["a"] == stories["b"]
    assert stories["c"] == stories["d"]
    assert len(set(stories.values())) == 3


def test_stories_do_not_go_over_scopes() -> None:
    """Articles of two topics are never one story, and each story has a number of its own."""
    stories = find_stories(TEXTS, {"a": "1", "b": "2", "c": "1", "d": "1", "e": "2"}, 0.12)
    assert stories["a"] != stories["b"]
    assert len(set(stories.values())) == 4


def test_words_of_one_kind_of_act_are_one_event_of_a_story() -> None:
    """«Killed» and «killing» of the banker are one, «murdered» and «slain» of the farmer another."""
    tellings = [_telling("a", "kill"), _telling("b", "killing"), _telling("c", "murder"), _telling("d", "slay")]
    assert link_stories(tellings) == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kill", "slaying", True),
        ("violate", "violation", True),
        ("commemorate", "commemoration", True),
        ("arrest", "convict", False),
        ("kill", "injure", False),
    ],
)
def test_kinds_of_acts(one: str, other: str, same: bool) -> None:
    """Words of one line or of one stem; what an act leads to is another."""
    assert (kind_of_act(one) == kind_of_act(other)) is same
