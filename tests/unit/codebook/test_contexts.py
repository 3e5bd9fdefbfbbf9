"""What events are about: PLOVER's contexts by words of the clause."""

from __future__ import annotations

import pytest

from demarche.codebook.loading import load_bundled
from demarche.model import Document
from demarche.pipeline import Coder

CODER = Coder()


def test_all_contexts_of_plover_are_there() -> None:
    """The bundled codebook knows PLOVER's 37 contexts."""
    assert len(load_bundled().contexts) == 37


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway expelled two Russian diplomats for cyber attacks.", {"diplomatic", "cyber"}),
        ("Kenya's parliament rejected a bill on election campaigns.", {"legislative", "election"}),
        ("Police arrested nine cocaine smugglers in Peru.", {"illegal_drugs"}),
    ],
    ids=["diplomats and hackers", "parliament and election", "drugs"],
)
def test_words_of_the_clause_give_the_contexts(text: str, expected: set[str]) -> None:
    """Several contexts may hold for one claim."""
    (claim, *_) = CODER.read(Document("d", text)).claims
    assert expected <= set(claim.contexts)
