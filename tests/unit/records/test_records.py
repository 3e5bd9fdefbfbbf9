"""What a record holds, and its ids."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from demarche.errors import InputError
from demarche.model import Document
from demarche.records import SCHEMA_VERSION, claim_id, decode, document_version, encode, from_row, to_row
from support.readings import TEXT, demand, make_reading, party, shelling, span_of


def test_a_document_row_has_the_keys_of_the_public_record_in_their_order() -> None:
    """A row begins with the schema and ends with the text that offsets count in."""
    row = to_row(make_reading(shelling()))

    assert list(row) == [
        "schema", "id", "url", "title", "publisher", "published", "language", "version",
        "software", "codebook", "model", "entities", "claims", "problem", "notes", "text",
    ]  # fmt: skip
    assert row["schema"] == SCHEMA_VERSION
    assert row["published"] == "2026-05-12"


def test_a_claim_row_names_voice_date_place_toll_and_quantities_with_their_words() -> None:
    """A full claim shows every field in the shape that is documented."""
    (claim,) = to_row(make_reading(shelling()))["claims"]

    assert claim["attribution"][0]["source"] == {
        "country": "SUD",
        "sectors": ["GOV"],
        "text": "the embassy of Sudria",
        "start": 46,
        "end": 67,
        "name": None,
        "id": None,
        "implied": False,
    }
    assert claim["attribution"][0]["cue"] == {"text": "said", "start": 68, "end": 72}
    assert claim["date"] == {
        "start": "2026-05-11",
        "end": "2026-05-11",
        "granularity": "day",
        "precision": {"acled": 1, "ucdp": 1},
        "text": "on Monday",
        "from": "timex",
        "span": {"start": 35, "end": 44},
    }
    assert claim["place"]["geonameid"] == 42
    assert claim["toll"]["dead"] == {"low": 12, "high": None, "text": "At least 12", "start": 74, "end": 85}
    assert claim["quantities"] == [
        {
            "low": 300.0,
            "high": None,
            "unit": "tonne",
            "of": "flour",
            "text": "More than 300 tonnes of flour",
            "start": 129,
            "end": 158,
        }
    ]
    assert [side["side"]["text"] for side in claim["toll"]["by_side"]] == ["residents"]
    assert claim["unresolved"] == {}


def test_unknown_is_null_with_its_reason_and_a_toll_without_numbers_is_empty() -> None:
    """A claim without date, place and toll holds nulls, reasons and an empty toll."""
    (claim,) = to_row(make_reading(demand()))["claims"]

    assert claim["date"] is None
    assert claim["place"] is None
    assert claim["unresolved"] == {
        "date": "no time expression with «demanded»",
        "place": "no place in the sentence",
    }
    assert claim["toll"] == {}
    assert (claim["quantities"], claim["mention"], claim["incident"]) == ([], None, None)


def test_without_text_no_word_of_the_text_is_left() -> None:
    """A record for a licensed archive holds no words of the text, and only names that come from reference data."""
    line = encode(make_reading(shelling(), demand()), text=False).decode()
    row = msgspec.json.decode(line)

    for words in ("shelled", "embassy", "residents", "At least 12", "on Monday", "flour", "Dorvik town", "demanded"):
        assert words not in line
    assert "text" not in row
    assert row["claims"][0]["actors"][0]["name"] == "Army of Norland"
    assert row["claims"][1]["unresolved"]["date"] == "no time expression with «…»"


def test_a_document_that_was_not_read_keeps_its_problem() -> None:
    """The row of a document that could not be read says why."""
    reading = make_reading(document=Document("lost", ""), problem="lost.txt: is empty. Give text.")

    assert to_row(reading)["problem"] == "lost.txt: is empty. Give text."
    assert from_row(to_row(reading)) == reading


def test_version_follows_the_words_and_not_the_address() -> None:
    """Another text or title is another version; another address, id or date is not."""
    version = document_version(Document("a", TEXT, title="T"))

    assert version == document_version(Document("b", TEXT, title="T", url="x"))
    assert version != document_version(Document("a", TEXT + " ", title="T"))
    assert version != document_version(Document("a", TEXT, title="U"))
    assert len(version) == 16


def _id(**changes: Any) -> str:
    claim = shelling()
    fields: dict[str, Any] = {
        "document": "d",
        "version": "v",
        "type": claim.type,
        "modes": claim.modes,
        "actors": claim.actors,
        "recipients": claim.recipients,
        "trigger": claim.trigger,
        "attribution": claim.attribution,
        **changes,
    }
    return claim_id(fields.pop("document"), fields.pop("version"), **fields)


def test_a_claim_id_never_changes() -> None:
    """The id of a claim is the same on every machine and in every version of this schema."""
    assert _id() == "84b87fc45b443793"


@pytest.mark.parametrize(
    "changes",
    [
        {"document": "e"},
        {"version": "w"},
        {"type": "COERCE"},
        {"modes": ()},
        {"actors": ()},
        {"actors": (), "recipients": shelling().actors},
        {"recipients": (party("Norland", "NOR"),)},
        {"trigger": span_of("Dorvik")},
        {"attribution": ()},
    ],
    ids=["document", "version", "type", "modes", "actors", "roles", "recipients", "trigger", "chain"],
)
def test_a_claim_id_changes_with_what_is_claimed(changes: dict[str, Any]) -> None:
    """Two claims that differ in one part of what they claim have two ids."""
    assert _id(**changes) != _id()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"schema": "1.0"}', "records.jsonl:3: not a record: Object missing required field `id`"),
        (b"{", "records.jsonl:3: not a record: Input data was truncated"),
    ],
    ids=["a field is missing", "broken off"],
)
def test_a_line_that_is_no_record_is_refused_with_its_place(line: bytes, message: str) -> None:
    """Reading a line that is no record names place, fault and remedy."""
    with pytest.raises(InputError) as caught:
        decode(line, place="records.jsonl:3")

    assert str(caught.value).startswith(message)
    assert str(caught.value).endswith("`demarche schema` prints what a record holds.")


def test_a_dict_that_is_no_record_is_refused() -> None:
    """Reading a dict with a field of the wrong type says which."""
    row = {**to_row(make_reading()), "claims": 3}

    with pytest.raises(InputError, match=r"Expected `array`, got `int` - at `\$\.claims`"):
        from_row(row)


def test_a_record_of_a_later_schema_is_refused() -> None:
    """A record whose schema has another main number is not guessed at."""
    row = {**to_row(make_reading()), "schema": "2.0"}

    with pytest.raises(InputError, match=r"the record has schema 2\.0, this version reads 1\.0"):
        from_row(row)
