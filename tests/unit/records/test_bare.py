"""Rows without the words of the text."""

from __future__ import annotations

from demarche.records import make_row, without_words
from support.exports import make_readings
from support.readings import demand, make_reading, shelling


def test_taking_words_out_gives_what_would_have_been_written_without_them() -> None:
    """A row whose words are taken out is the same as one that never had them."""
    for reading in (*make_readings(), make_reading(shelling(), demand())):
        assert without_words(make_row(reading)) == make_row(reading, text=False)
