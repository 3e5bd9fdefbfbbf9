"""Annotated reports and what was coded of them, in few words, for the tests of scoring."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from demarche.model import Entity, Reading, Span, Stance, Voice
from demarche.records import DocumentRow, make_row
from support.claims import make_claim, make_document

TEXT = (
    "Vessia's army shelled Dorvik on Monday, killing 3 people, Norland said. Vessia rejected the charge. "
    "Norland and Ostrava signed a treaty in Kelm."
)


def gold_claim(id: str = "c1", type: str = "ASSAULT", trigger: str = "shelled", **fields: Any) -> dict[str, Any]:
    """Return an annotated claim as JSON holds it; what is not given is empty."""
    empty: dict[str, Any] = {"modes": [], "actors": [], "recipients": [], "attribution": [], "aux": []}
    return {"id": id, "type": type, "trigger": trigger, "evidence": trigger, **empty, **fields}


def gold_party(country: str, text: str = "", *sectors: str) -> dict[str, Any]:
    """Return an annotated party; without words it is implied."""
    return {"country": country, "sectors": list(sectors), "text": text}


def gold_report(*claims: dict[str, Any], id: str = "one", text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """Return an annotated report as JSON holds it."""
    return {"id": id, "text": text, "claims": list(claims), **fields}


def write_gold(folder: Path, *reports: dict[str, Any]) -> Path:
    """Write annotated reports, a file each, and return their folder."""
    folder.mkdir(exist_ok=True)
    for report in reports:
        (folder / f"{report['id']}.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return folder


def entity(country: str, text: str, *sectors: str, source: str = TEXT) -> Entity:
    """Return a party of the coded side by its words in the text."""
    start = source.index(text)
    return Entity(country, sectors, Span(start, start + len(text)), text)


def coded_row(
    *claims: tuple[str, str, dict[str, Any]], id: str = "one", text: str = TEXT, keep_text: bool = True
) -> DocumentRow:
    """Return the record of a report with claims of these types at these triggers."""
    document = make_document(id=id, text=text)
    made = tuple(make_claim(document, type_, trigger, **fields) for type_, trigger, fields in claims)
    reading = Reading(document=document, claims=made, software="demarche 0", codebook="PLOVER", model="made")
    return make_row(reading, text=keep_text)


def voice(country: str, text: str, cue: str, stance: Stance = "affirm") -> tuple[Voice, ...]:
    """Return a chain of one voice."""
    start = TEXT.index(cue)
    span = Span(start, start + len(cue))
    return (Voice(entity(country, text), span, Span(0, len(TEXT)), "indirect", stance, "CT+"),)
