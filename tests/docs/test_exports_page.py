"""The tables of docs/exports.md are those of the code."""

from __future__ import annotations

from tools.update_exports import MADE, PAGE, make_tables


def test_the_tables_of_the_page_are_made_from_the_code() -> None:
    """Between the marks stands what the code says of forms, columns and codes."""
    found = MADE.search(PAGE.read_text(encoding="utf-8"))

    assert found
    assert found[0] == make_tables(), "python tools/update_exports.py brings the page up to date"
