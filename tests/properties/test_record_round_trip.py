"""Records keep what a reading holds."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
from hypothesis import given

from demarche.model import Reading, Span
from demarche.records import decode, encode, from_row, json_schema, to_row
from support.strategies import readings

VALIDATOR = jsonschema.Draft202012Validator(json_schema(), format_checker=jsonschema.FormatChecker())


@given(readings())
def test_a_row_gives_back_the_reading_it_was_made_from(reading: Reading) -> None:
    """A reading made a row and read back is the same reading."""
    assert from_row(to_row(reading)) == reading


@given(readings())
def test_a_line_of_json_gives_back_the_reading_and_the_same_bytes(reading: Reading) -> None:
    """A reading written as JSON and read back is the same reading, and writes the same bytes again."""
    line = encode(reading)

    assert b"\n" not in line
    assert decode(line) == reading
    assert encode(decode(line)) == line


@given(readings())
def test_every_row_is_valid_by_the_schema(reading: Reading) -> None:
    """The JSON Schema accepts each record, with text and without."""
    for text in (True, False):
        VALIDATOR.validate(json.loads(encode(reading, text=text)))


@given(readings())
def test_without_text_the_same_offsets_stay(reading: Reading) -> None:
    """A record without text has the offsets, ids and version of the record with text."""
    whole, bare = to_row(reading), to_row(reading, text=False)

    assert _offsets(bare) == _offsets(whole)
    assert bare["version"] == whole["version"]


@given(readings())
def test_every_pair_of_offsets_slices_the_words_beside_it(reading: Reading) -> None:
    """Wherever a row holds words with offsets, the offsets cut just these words out of the text."""
    for node in _nodes(to_row(reading)):
        if isinstance(node.get("start"), int) and "text" in node:
            assert Span(node["start"], node["end"]).text(reading.document.text) == node["text"]


@given(readings())
def test_readings_survive_without_the_fields_that_a_later_version_may_add(reading: Reading) -> None:
    """A row with a field that this version does not know is read without it."""
    row = {**to_row(reading), "added_later": 1}

    assert from_row(row) == reading
    assert msgspec.json.decode(encode(reading))["schema"] == row["schema"]


def _nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(node for item in value.values() for node in _nodes(item))]
    if isinstance(value, list | tuple):
        return [node for item in value for node in _nodes(item)]
    return []


def _offsets(row: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(node["start"], node["end"]) for node in _nodes(row) if "start" in node]
