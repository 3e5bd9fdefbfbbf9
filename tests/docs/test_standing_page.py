"""The examples of docs/standing.md are read as the page says."""

from __future__ import annotations

from tools.update_standing import PAGE, read_examples

from demarche.stages.standing import REASONS


def test_the_examples_are_read_as_the_page_says() -> None:
    """Each of the twenty examples has the claims of its table, and together they show every standing."""
    examples = list(read_examples(PAGE.read_text(encoding="utf-8")))

    assert len(examples) == 20
    for title, shown, real in examples:
        assert shown == real, f"{title}: python tools/update_standing.py brings the page up to date"
    assert all(any(f"| {word} |" in shown for _, shown, _ in examples) for word in REASONS)
