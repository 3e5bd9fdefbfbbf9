"""What holds of every reading: spans, independence of sentences and of company, repeatability."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.model import Document
from demarche.pipeline import Coder
from demarche.records import encode, to_row

REPORTS = (
    'Norwegian envoys met Sudan\'s foreign minister in Khartoum on Tuesday, the embassy said. "We hope for a truce," '
    "the ambassador told reporters. At least 12 people were killed when rebels shelled a market near El Fasher.",
    "Turkey’s interior ministry denied that police had beaten protesters in Izmir – “a fabrication”, a spokesman said. "
    "Opposition lawmakers demanded an inquiry.",
    "The army said it had seized two towns.\n\nResidents of Goma fled. MONUSCO called for talks with M23.",
)
ASIDE = "The weather stayed mild all week."


@cache
def _coder() -> Coder:
    return Coder()


def _document(text: str, name: str = "d") -> Document:
    return Document(name, text, published=dt.date(2024, 5, 20))


def _spans(value: Any) -> list[tuple[str, int, int]]:
    if isinstance(value, dict):
        found = [pair for item in value.values() for pair in _spans(item)]
        if value.get("text") and isinstance(value.get("start"), int):
            found.append((value["text"], value["start"], value["end"]))
        return found
    return [pair for item in value for pair in _spans(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("text", REPORTS, ids=["truce", "denial", "towns"])
def test_every_span_slices_the_text_to_its_words(text: str) -> None:
    """Wherever a record gives words with offsets, the text has these words there."""
    row = to_row(_coder().read(_document(text)))
    assert [words for words, start, end in _spans(row["claims"]) if text[start:end] != words] == []


@pytest.mark.parametrize("text", REPORTS, ids=["truce", "denial", "towns"])
def test_reading_twice_gives_the_same_bytes(text: str) -> None:
    """The same document gives the same bytes, alone or among others."""
    alone = encode(_coder().read(_document(text)))
    company = [_document(other, f"o{i}") for i, other in enumerate(REPORTS)]
    among = [encode(reading) for reading in _coder().read_all([*company, _document(text)])]
    assert among[-1] == alone


@pytest.mark.parametrize("text", REPORTS, ids=["truce", "denial", "towns"])
def test_an_unrelated_sentence_changes_nothing(text: str) -> None:
    """A sentence without any party or event, added in a paragraph of its own, leaves the claims as they were."""
    plain = to_row(_coder().read(_document(text)))["claims"]
    longer = to_row(_coder().read(_document(f"{text}\n\n{ASIDE}")))["claims"]
    for claims in (plain, longer):
        for claim in claims:
            del claim["id"], claim["under"]  # made from the digest of the whole text
    assert json.dumps(longer) == json.dumps(plain)


def test_a_document_that_breaks_a_stage_is_told_and_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad document never stops a run: its reading says what broke, the others keep their claims."""
    coder = Coder()
    read = coder.read_analysis

    def breaking(document: Document, *analysis: Any) -> Any:
        if document.id == "bad":
            raise ValueError("no such token")
        return read(document, *analysis)

    monkeypatch.setattr(coder, "read_analysis", breaking)
    readings = list(coder.read_all([_document(REPORTS[0], "bad"), _document(REPORTS[0], "good")]))
    assert (readings[0].problem, bool(readings[1].claims)) == (
        "reading broke (ValueError: no such token). Report it.",
        True,
    )


def _capital_on_every_word(text: str) -> str:
    return re.sub(r"[^\W\d_][\w’']*", lambda word: word.group()[0].upper() + word.group()[1:], text)


DAMAGES = {"all capitals": str.upper, "no capitals": str.lower, "a capital on every word": _capital_on_every_word}


WHOLE = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    for path in sorted(Path(__file__).parents[1].glob("cases/*.toml"))
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("text", [*REPORTS, *WHOLE.values()], ids=["truce", "denial", "towns", *WHOLE])
def test_damaged_letters_leave_types_and_countries_what_they_are(text: str, damage: Callable[[str], str]) -> None:
    """A report in damaged letters gives the claims that the sound one gives, in its own words."""

    def facts(claims: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [
            (
                claim["type"],
                claim["trigger"]["start"],
                [actor["country"] for actor in claim["actors"]],
                [recipient["country"] for recipient in claim["recipients"]],
                claim["standing"],
            )
            for claim in claims
        ]

    damaged = damage(text)
    claims = to_row(_coder().read(_document(damaged)))["claims"]
    assert facts(to_row(_coder().read(_document(text)))["claims"]) == facts(claims)
    assert [words for words, start, end in _spans(claims) if damaged[start:end] != words] == []


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("aB iİßé.,:“” 3\n-()'")), max_size=60), st.sampled_from(list(DAMAGES)))
def test_any_text_in_damaged_letters_is_read(text: str, damage: str) -> None:
    """No letters make a reading fail, and every span slices the text that was given."""
    damaged = DAMAGES[damage](f"norland shelled varnia on monday. {text}")
    row = to_row(_coder().read(_document(damaged)))
    assert row["problem"] is None
    assert [words for words, start, end in _spans(row["claims"]) if damaged[start:end] != words] == []
