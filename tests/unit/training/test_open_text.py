"""Words of a corpus become running text."""

from __future__ import annotations

import pytest

from open_text import join_words


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param("The army left , he said .", "The army left, he said.", id="marks"),
        pytest.param('He said : " We leave . "', 'He said: "We leave."', id="quotation-marks"),
        pytest.param("Sudria 's army did n't fire", "Sudria's army didn't fire", id="clitics"),
        pytest.param("It cost $ 5 -LRB- 4 % -RRB- more", "It cost $5 (4%) more", id="brackets-and-sums"),
    ],
)
def test_words_are_joined_as_they_are_printed(words: str, text: str) -> None:
    """Blanks stand where print has them."""
    assert join_words(words.split()) == text
