"""How claims get the words of their document back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from demarche.records import to_row
from demarche.records.rewording import reworded
from support import strategies


def _words(value: Any) -> list[tuple[str, int, int]]:
    if isinstance(value, dict):
        found = [pair for item in value.values() for pair in _words(item)]
        if value.get("text") and isinstance(value.get("start"), int):
            found.append((value["text"], value["start"], value["end"]))
        return found
    return [pair for item in value for pair in _words(item)] if isinstance(value, list) else []


@given(st.data())
def test_every_word_is_the_documents(data: st.DataObject) -> None:
    """Claims that were read in other letters have the words that stand at their spans."""
    reading = data.draw(strategies.readings())
    text = "x" * len(reading.document.text)
    claims = tuple(reworded(claim, text) for claim in reading.claims)
    row = to_row(replace(reading, claims=claims, document=replace(reading.document, text=text)))
    assert [words for words, start, end in _words(row["claims"]) if text[start:end] != words] == []
