"""How certain a text presents what its words tell: one table, `factuality.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from demarche.factuality import Factuality, find_factuality
from demarche.model import Document, Span
from demarche.pipeline import Coder
from demarche.reference.degrees import Degrees, load_degrees

ROWS = tomllib.loads((Path(__file__).parent / "factuality.toml").read_text(encoding="utf-8"))["rows"]
MARK = re.compile(r"\[(.*?)\]")


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Return a coder with the bundled codebook."""
    return Coder()


def _found(coder: Coder, marked: str, degrees: Degrees | None = None) -> Factuality:
    mark = MARK.search(marked)
    assert mark is not None
    text = MARK.sub(r"\1", marked)
    traces = next(coder.trace_all([Document(id="row", text=text)]))
    span = Span(mark.start(), mark.start() + len(mark[1]))
    return find_factuality(traces, (span,), coder.matcher, degrees)[0]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_what_stands_under_what_has_a_value(coder: Coder, row: dict[str, Any]) -> None:
    """The marked word has the value that the table names, and is open where it says so."""
    found = _found(coder, row["text"])
    assert (found.value, found.is_open) == (row["value"], row.get("open", False))


def test_the_degree_multiplies_what_each_ground_leaves(coder: Coder) -> None:
    """«may not try to»: what possibility and attempt leave, with the sign of the denial."""
    degrees = Degrees({"perhaps": 0.5, "try": 0.4, "say affirm": 0.9})
    assert _found(coder, "The council said the gate may [open].", degrees).degree == 0.45
    assert _found(coder, "The council tried to [open] the gate.", degrees).degree == 0.4
    assert _found(coder, "The council did not [open] the gate.", degrees).degree == -1.0


def test_what_is_told_as_done_is_surer_than_what_is_not(coder: Coder) -> None:
    """By the package's own figures the degree falls from a fact over a promise and a wish to a denial."""
    texts = (
        "The council [opened] the gate.",
        "The council promised to [open] the gate.",
        "The council wanted to [open] the gate.",
        "The council did not [open] the gate.",
    )
    degrees = [_found(coder, text).degree for text in texts]
    assert degrees == sorted(degrees, reverse=True)
    assert degrees[0] == 1.0
    assert degrees[-1] < 0


def test_figures_lie_between_nothing_and_all() -> None:
    """No ground leaves more than all of the certainty, none less than nothing."""
    assert all(0 <= share <= 1 for share in load_degrees().left.values())


def test_a_span_without_a_word_is_an_error(coder: Coder) -> None:
    """Where no word stands at the span, the error says so."""
    traces = next(coder.trace_all([Document(id="row", text="Rain fell.")]))
    with pytest.raises(ValueError, match="no word stands at"):
        find_factuality(traces, (Span(40, 44),), coder.matcher)
