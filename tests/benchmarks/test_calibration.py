"""The weights of confidence are fitted to what was judged."""

from __future__ import annotations

from benchmarks.calibration import Judged, fit


def test_weights_follow_what_was_right() -> None:
    """Evidence that goes with wrong claims weighs against them, more claims more; a type that is right weighs for."""
    judged = [Judged("r", "AID", {}, 0.5, True)] * 40
    judged += [Judged("r", "ACCUSE", {"doubt": 1.0}, 0.5, i % 4 == 0) for i in range(40)]
    judged += [Judged("r", "ACCUSE", {"length": 1.0}, 0.5, i % 4 != 0) for i in range(40)]
    base, evidence, types = fit(judged)
    assert evidence["doubt"] < -0.5 < evidence["length"]
    assert types["AID"] > 0 > types["ACCUSE"]
    assert base > 0


def test_a_fit_without_evidence_is_the_share_that_is_right() -> None:
    """With nothing to tell claims apart the base alone carries the share of the right ones."""
    judged = [Judged("r", "AID", {}, 0.5, i % 4 != 0) for i in range(400)]
    base, evidence, types = fit(judged)
    assert evidence == {}
    assert abs(1 / (1 + 2.718281828 ** -(base + types["AID"])) - 0.75) < 0.01
