"""What a frame becomes under negation, future, modal, question, demand or report: one table, `composition.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from demarche.model import Claim, Document
from demarche.pipeline import Coder

ROWS = tomllib.loads((Path(__file__).parent / "composition.toml").read_text(encoding="utf-8"))["rows"]


@pytest.fixture(scope="module")
def coder() -> Coder:
    """Return a coder with the bundled codebook."""
    return Coder()


def _shown(claim: Claim) -> str:
    words = ["/".join((claim.type, *claim.modes))]
    if claim.aux:
        words.append(f"[{', '.join(claim.aux)}]")
    words += [f"<{voice.stance}" for voice in claim.attribution[:1]]
    return " ".join(words)


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_an_event_composes_with_what_embeds_it(coder: Coder, row: dict[str, Any]) -> None:
    """The table's sentence yields the claims that it names."""
    reading = coder.read(Document(id="row", text=row["text"]))
    assert [_shown(claim) for claim in reading.claims] == row["yields"]
