"""The program is as good on the annotated reports of `reports/` as it has been: the floors in floors.toml only rise."""

from __future__ import annotations

from functools import cache

import pytest
from tools.raise_floors import FLOORS, digest, figures, measure, raised, read_floors

from demarche.errors import ModelMissing
from demarche.scoring import Scores, load_gold


@cache
def _scores() -> Scores:
    try:
        return measure()
    except ModelMissing:
        pytest.skip("no language model is installed")


def test_no_figure_is_below_its_floor() -> None:
    """Precision, recall and F1, those of the frequent types, and the fields are at least what they were."""
    measured = figures(_scores())
    floors = read_floors()[1]

    below = [f"{name}: {measured.get(name, 0)} < {floor}" for name, floor in floors.items() if measured[name] < floor]

    assert below == [], "see docs/evaluation.md, «Floors»"


def test_the_floors_are_those_of_these_reports() -> None:
    """A report that was added or changed is measured anew: `python tools/raise_floors.py` writes the digest."""
    assert read_floors()[0] == digest()


def test_every_report_is_annotated_and_several_tell_of_one_incident() -> None:
    """At least thirty reports with claims of their own, five incidents of them told by two outlets or more."""
    reports = load_gold(FLOORS.parent)
    incidents = [report.id.partition("-")[0] for report in reports]

    assert len(reports) >= 30
    assert all(report.claims for report in reports)
    assert len({name for name in incidents if incidents.count(name) > 1}) >= 5


@pytest.mark.parametrize(
    ("lower", "expected"),
    [(False, {"event F1": 70, "who F1": 55, "field date": 80}), (True, {"event F1": 68, "who F1": 55})],
    ids=["raised", "lowered on demand"],
)
def test_floors_only_rise(lower: bool, expected: dict[str, int]) -> None:
    """A figure that fell keeps its floor, and one that is gone too, unless lowering is asked for."""
    floors = {"event F1": 70, "who F1": 50, "field date": 80}

    assert raised(floors, {"event F1": 68, "who F1": 55}, lower=lower) == expected
