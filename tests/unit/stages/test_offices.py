"""Holders of offices by the day of publication, read from whole sentences: the cases stand in offices.toml beside."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from demarche.model import Document, Entity
from demarche.pipeline import Coder

CASES = tomllib.loads((Path(__file__).parent / "offices.toml").read_text(encoding="utf-8"))["cases"]


@pytest.fixture(scope="module")
def coder() -> Coder:
    """One coder for all cases."""
    return Coder()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rpartition(" | ")[0])
def test_who_holds_the_office_of_a_phrase(coder: Coder, case: str) -> None:
    """Each phrase in brackets is the person that is listed, told by the day of publication and the report."""
    day, marked, wanted = case.split(" | ")
    published = None if day == "none" else dt.date.fromisoformat(day)
    text = re.sub(r"[\[\]]", "", marked)
    starts = [match.start() - 2 * i for i, match in enumerate(re.finditer(r"\[", marked))]
    traces = next(coder.trace_all([Document(id="text", text=text, published=published)]))
    found = [_person(traces.entities.values(), start) for start in starts]
    assert found == wanted.split("; ")


def _person(entities: object, start: int) -> str:
    """Return the id of the widest phrase that starts at a character, «-» where it is no person's."""
    here = [entity for entity in entities if isinstance(entity, Entity) and entity.span and entity.span.start == start]  # type: ignore[attr-defined]
    widest = max(here, key=lambda entity: entity.span.end if entity.span else 0)
    return widest.id if widest.id and widest.id.startswith("person:") else "-"
