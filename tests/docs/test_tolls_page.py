"""The tables of docs/tolls.md are read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demarche.language.numbers import find_numbers
from demarche.model import Document, Span
from demarche.pipeline import Coder

PAGE = (Path(__file__).parents[2] / "docs" / "tolls.md").read_text(encoding="utf-8")


def _rows(heading: str) -> list[list[str]]:
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


VALUES = [
    pytest.param(words, row[1], row[2], id=words)
    for row in _rows("How numbers are valued")
    for words in re.findall("`([^`]+)`", row[0])
]
# The page gives only the amount where any event will do.
SENTENCES = {
    "at least 60 houses": "Rebels burned at least 60 houses.",
    "20 percent of the territory": "Rebels seized 20 percent of the territory.",
    "2,000 tonnes of flour": "Germany sent 2,000 tonnes of flour to Sudan.",
    "$5 million in aid": "Japan pledged $5 million in aid to Kenya.",
    "rice worth 40 million rupees": "India pledged rice worth 40 million rupees to Nepal.",
    "a 90-day ceasefire": "The rebels agreed to a 90-day ceasefire.",
    "cut aid by 20 percent": "The government cut aid by 20 percent.",
    "withdrew 30 km": "The army withdrew its troops 30 km from the border.",
}


@pytest.mark.parametrize(("words", "low", "high"), VALUES)
def test_numbers_have_the_values_of_the_page(words: str, low: str, high: str) -> None:
    """Each example of the first table has the bounds that stand beside it."""
    text = f"It said that {words} were there."
    (number,) = find_numbers(text, Span(0, len(text)))
    assert [f"{number.low:g}", "–" if number.high is None else f"{number.high:g}"] == [low, high]


def test_quantities_are_read_as_the_page_says() -> None:
    """Each example of the second table is a quantity with the unit and the thing beside it."""
    rows = [[re.sub("`", "", cell) for cell in row] for row in _rows("Quantities")]
    readings = Coder().read_all([Document(id=row[0], text=SENTENCES[row[0]]) for row in rows])
    for (words, unit, of), reading in zip(rows, readings, strict=True):
        found = [(q.unit, q.of) for claim in reading.claims for q in claim.quantities]
        assert (words, found) == (words, [(unit, of)])
