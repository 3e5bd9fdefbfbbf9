"""Read what people annotated: reports with their claims, as JSON, and every fault of them with place and remedy."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from demarche.errors import InputError
from demarche.model import Aux, Span, Stance

# Where words are left out in a quotation.
_GAP = re.compile(r"\s*(?:…|\[\.\.\.\]|\.\.\.)\s*")

Field = Literal["dead", "injured", "captured", "missing", "displaced", "arrested"]


class GoldWords(msgspec.Struct, frozen=True):
    """Words of the report with their characters, end exclusive."""

    text: str
    start: int
    end: int


class GoldEntity(msgspec.Struct, frozen=True):
    """A party or a source; one without words, or not required, costs nothing to leave out."""

    country: str = ""
    sectors: tuple[str, ...] = ()
    text: str = ""
    required: bool = True

    @property
    def stated(self) -> bool:
        """Say whether the party must be found."""
        return self.required and bool(self.text)


class GoldVoice(msgspec.Struct, frozen=True):
    """Who is said to have said it, and how the voice stands to it."""

    source: GoldEntity
    cue: str = ""
    stance: Stance = "affirm"


class GoldDays(msgspec.Struct, frozen=True):
    """The days of an event, both inclusive."""

    start: dt.date
    end: dt.date


class GoldPlace(msgspec.Struct, frozen=True):
    """Where an event took place."""

    text: str = ""
    country: str = ""


class GoldCount(msgspec.Struct, frozen=True):
    """A number of people with its bounds."""

    low: int
    high: int | None = None


class GoldClaim(msgspec.Struct, frozen=True):
    """One annotated claim. What of date, place and toll is absent is not judged; null says that there is none."""

    id: str
    type: str
    trigger: str | GoldWords
    evidence: str | GoldWords
    modes: tuple[str, ...] = ()
    actors: tuple[GoldEntity, ...] = ()
    recipients: tuple[GoldEntity, ...] = ()
    attribution: tuple[GoldVoice, ...] = ()
    aux: tuple[Aux, ...] = ()
    date: GoldDays | UnsetType | None = UNSET
    place: GoldPlace | UnsetType | None = UNSET
    toll: dict[Field, GoldCount] | UnsetType = UNSET
    required: bool = True
    alt_types: tuple[str, ...] = ()


class GoldDocument(msgspec.Struct, frozen=True):
    """One annotated report; `spans` holds the characters of each claim's words, by the claim's place in the list."""

    id: str
    text: str
    claims: tuple[GoldClaim, ...]
    published: dt.date | None = None
    publisher: str | None = None
    title: str | None = None
    spans: tuple[tuple[Span, ...], ...] = ()


def load_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a JSON file, or all of a folder and the folders in it, in the order of their names.

    A file holds one report or a list of them. Raises InputError for what is unreadable, no annotation, without text or
    claims, for words that do not stand in the text, and for two reports of one id.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*.json") if not p.name.startswith("."))
        if not files:
            raise InputError(str(path), "holds no .json file", "Name the folder of the annotated reports.")
    else:
        files = [path]
    documents: dict[str, GoldDocument] = {}
    places: dict[str, str] = {}
    for file in files:
        for place, value in _values(file):
            document = _document(value, place)
            if document.id in places:
                fault = f"the id '{document.id}' is also that of {places[document.id]}"
                raise InputError(place, fault, "Give each report an id of its own.")
            places[document.id] = place
            documents[document.id] = document
    return tuple(documents.values())


def _values(file: Path) -> list[tuple[str, Any]]:
    """Return the values that a file holds, each with its place."""
    try:
        value = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise InputError(str(file), f"cannot be read ({error.strerror or error})", "Check name and rights.") from error
    except msgspec.DecodeError as error:
        raise InputError(str(file), f"is not JSON ({error})", "Write one annotated report a file, or a list.") from None
    if isinstance(value, list):
        return [(f"{file}[{number}]", item) for number, item in enumerate(value, start=1)]
    return [(str(file), value)]


def _document(value: Any, place: str) -> GoldDocument:
    """Return an annotated report with the characters of its claims' words."""
    if not isinstance(value, dict):
        raise InputError(place, "is no annotated report", 'Write {"id": "…", "text": "…", "claims": […]}.')
    if not value.get("text") or not isinstance(value["text"], str):
        raise InputError(
            place, "the report has no text", "Give its whole text in 'text': all words are looked up in it."
        )
    if "claims" not in value:
        raise InputError(place, "the report has no 'claims'", "List them, or write [] where it tells of none.")
    try:
        document = msgspec.convert(value, GoldDocument)
    except msgspec.ValidationError as error:
        raise InputError(place, f"is not well annotated ({error})", "See docs/evaluation.md for the format.") from None
    ids = [claim.id for claim in document.claims]
    for claim_id in ids:
        if ids.count(claim_id) > 1:
            raise InputError(place, f"two claims have the id '{claim_id}'", "Give each claim an id of its own.")
    spans = tuple(_spans(document.text, claim, f"{place}: claim {claim.id}") for claim in document.claims)
    return msgspec.structs.replace(document, spans=spans)


def _spans(text: str, claim: GoldClaim, place: str) -> tuple[Span, ...]:
    """Return where the evidence and the trigger stand; the trigger within the evidence where it is there."""
    evidence = _locate(text, claim.evidence, "evidence", place, ())
    trigger = _locate(text, claim.trigger, "trigger", place, evidence)
    return (*evidence, *trigger)


def _locate(text: str, words: str | GoldWords, name: str, place: str, within: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return where words stand, a span for each part of a quotation with gaps."""
    if isinstance(words, GoldWords):
        if not 0 <= words.start < words.end <= len(text):
            fault = f"the {name} spans {words.start} to {words.end}, but the text has {len(text)} characters"
            raise InputError(place, fault, "Count characters, not bytes, from the start of 'text'.")
        if text[words.start : words.end] != words.text:
            fault = f"the {name} «{words.text}» is not what stands there: «{text[words.start : words.end]}»"
            raise InputError(place, fault, "Correct the offsets, or give the words alone.")
        return (Span(words.start, words.end),)
    parts = [part for part in _GAP.split(words) if part.strip()] if words not in text else [words]
    found: list[Span] = []
    at = 0
    for part in parts:
        start = _find(text, part, at, within)
        if start < 0:
            remedy = "Copy the words as they stand, with «…» where some are left out."
            raise InputError(place, f"the {name} «{part}» does not stand in the text", remedy)
        found.append(Span(start, start + len(part)))
        at = start + len(part)
    if not found:
        raise InputError(place, f"the {name} has no words", "Copy them from the text.")
    return tuple(found)


def _find(text: str, part: str, at: int, within: tuple[Span, ...]) -> int:
    for span in within:
        start = text.find(part, span.start, span.end)
        if start >= 0:
            return start
    return text.find(part, at)
