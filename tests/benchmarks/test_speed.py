"""The stopwatch of the speed benchmark: it counts the stages while it runs, and leaves the pipeline as it was."""

from __future__ import annotations

from benchmarks.speed import GROUPS, Stopwatch

from demarche import pipeline
from demarche.model import Document
from demarche.pipeline import Coder


def test_each_group_of_stages_is_counted_and_nothing_is_changed() -> None:
    """Reading takes time in every group, gives the same claims, and the functions are themselves again."""
    before = [getattr(pipeline, name) for names in GROUPS.values() for name in names]
    document = Document("own", "Rebels killed nine farmers near Gao on Sunday.")
    coder = Coder()

    with Stopwatch() as watch:
        timed = coder.read(document)

    assert all(seconds > 0 for seconds in watch.seconds.values())
    assert timed == coder.read(document)
    assert [getattr(pipeline, name) for names in GROUPS.values() for name in names] == before
