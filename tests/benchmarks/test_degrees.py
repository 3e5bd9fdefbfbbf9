"""Figures of factuality fitted on events of known value."""

from __future__ import annotations

from benchmarks.degrees import FEWEST, Rated, fit


def test_a_ground_leaves_what_its_events_have() -> None:
    """Events under «may» that are rated 1.5 on the scale to 3 leave half; plain ones leave all and get no line."""
    plain = [Rated(("word",), False, 3.0)] * FEWEST
    possible = [Rated(("possible",), False, 1.5)] * FEWEST
    assert fit([*plain, *possible]) == {"possible": 0.5}


def test_denial_turns_the_sign() -> None:
    """What is denied is fitted on the other side of the scale."""
    assert fit([Rated(("negated",), True, -2.4)] * FEWEST) == {"negated": 0.8}


def test_a_rare_ground_gets_no_figure() -> None:
    """A ground with too few events is left out."""
    assert fit([Rated(("rare",), False, 0.0)] * (FEWEST - 1)) == {}
