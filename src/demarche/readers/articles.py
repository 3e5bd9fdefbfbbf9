"""Turn JSON values into documents: the fields id, url, title, publisher, published and text; others are left alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec

from demarche.errors import InputError
from demarche.model import Document

# A text is read whole, at 1 GB of memory for a million characters (2026-11-24). No report has so many: 170,000 words.
MAX_CHARACTERS = 1_000_000
_KINDS = {str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list", dict: "an object"}
_TEXTS = ("url", "title", "publisher", "published", "text")


def parse(text: str | bytes, place: str) -> Any:
    """Return the JSON value that `text` holds; raise `InputError` with line and column of the fault."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _not_json(text, place, error) from None


def make_document(value: Any, *, place: str, id: str, published: dt.date | None) -> Document:
    """Return the document that a JSON object describes.

    `id` and `published` stand in where the object has none. Raise `InputError` where it is no object, a field has the
    wrong type, the date is none or there is no text.
    """
    if not isinstance(value, dict):
        raise InputError(place, f"expected an object, got {_kind(value)}", 'Write {"text": "…", "published": "…"}.')
    given = value.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise _wrong_type(place, "id", given)
    for field in _TEXTS:
        if not isinstance(value.get(field), str | None):
            raise _wrong_type(place, field, value[field])
    if "text" not in value:
        fields = ", ".join(f"'{field}'" for field in sorted(value)[:8]) or "none"
        raise InputError(place, f"has no field 'text' (its fields: {fields})", "Put the report's text into 'text'.")
    text = value["text"] or ""
    check_words(text, f"{place}: 'text'")
    return Document(
        id=id if given is None or given == "" else str(given),
        text=text,
        url=value.get("url"),
        title=value.get("title"),
        publisher=value.get("publisher"),
        published=_date(value["published"], place) if value.get("published") else published,
    )


def check_words(text: str, place: str) -> None:
    """Raise `InputError` where the text cannot be a report: it has no letter at all, or is longer than any report."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            place,
            f"has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read as one report",
            "Split it into its reports, one a file or one a line of JSON Lines.",
        )
    if not text.strip():
        raise InputError(place, "is empty", "Give the text of a report, or leave it out.")
    if not any(map(str.isalpha, text)):
        raise InputError(place, "holds no words, only signs or digits", "Give the text of a report, or leave it out.")


def _date(text: str, place: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise InputError(
            place,
            f"'published' is '{text[:40]}', not a date that can be read",
            "Write year, month and day, as in 2020-09-30 or 2020-09-30T18:05:00+02:00.",
        ) from None


def _wrong_type(place: str, field: str, value: Any) -> InputError:
    return InputError(place, f"'{field}' is {_kind(value)}, not text", f'Write it as text: {{"{field}": "…"}}.')


def _kind(value: Any) -> str:
    return "null" if value is None else _KINDS[type(value)]


def _not_json(text: str | bytes, place: str, error: Exception) -> InputError:
    try:
        json.loads(text)
    except json.JSONDecodeError as found:
        line = f"line {found.lineno}, " if found.lineno > 1 else ""
        fault = f"not valid JSON at {line}column {found.colno} ({found.msg})"
    except ValueError as found:
        fault = f"not valid JSON ({found})"
    else:  # numbers that are none, halves of characters: the one decoder lets them pass, the other does not
        fault = f"not valid JSON ({error})"
    return InputError(place, fault, "Mend it there, or write it with a JSON library.")
