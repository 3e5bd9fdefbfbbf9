"""Linking: tellings of one act come together, look-alikes stay apart, whatever the order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.ledger.linking import Constraint, incident_id, link
from demarche.ledger.scoring import compare, contradiction, score
from demarche.records.tellings import Telling
from support.tellings import ARMY, DAY, GOMA, PEOPLE, REBELS, SAKE, make_telling

FLASH = make_telling("flash")
LONGER = make_telling("longer", trigger="hit", context=frozenset(["market", "hit", "shell", "wound", "doctor"]))


def _groups(*tellings: Telling, constraints: tuple[Constraint, ...] = ()) -> list[list[str]]:
    return [[telling.id for telling in group] for group in link(tellings, constraints)]


def test_two_reports_on_one_act_are_one_incident() -> None:
    """The same day, town, parties and toll in other words are one act, named after the first telling."""
    assert _groups(FLASH, LONGER) == [["flash.0", "longer.0"]]
    (group,) = link([LONGER, FLASH])
    assert incident_id(group) == "i-flash.0"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"first": DAY + 1, "last": DAY + 1}, "days", id="a day later"),
        pytest.param({"site": SAKE, "names": frozenset({"sake"})}, "towns", id="in a town 25 km away"),
        pytest.param({"type": "CONSULT", "quad": 1}, "types", id="of another family of types"),
    ],
)
def test_look_alikes_stay_apart(fields: dict[str, Any], why: str) -> None:
    """What differs in a slot that cannot differ is two acts, though all else agrees."""
    other = make_telling("other", **fields)
    assert contradiction(FLASH, other) == why
    assert len(_groups(FLASH, other)) == 2


def test_roles_swapped_are_two_acts() -> None:
    """One who is told to have done it in one report and to have suffered it in the other makes two acts."""
    one = make_telling("one", actors=(ARMY,), recipients=(PEOPLE,))
    other = make_telling("other", actors=(PEOPLE,), recipients=(ARMY,))
    assert contradiction(one, other) == "roles"


def test_look_alikes_do_not_chain() -> None:
    """A report that fits two acts of different days brings them not together."""
    undated = make_telling("undated", first=None, last=None, sure=False)
    later = make_telling("later", first=DAY + 1, last=DAY + 1, published=DAY + 2)
    groups = _groups(FLASH, undated, later)
    assert not any({"flash.0", "later.0"} <= set(group) for group in groups)


def test_a_result_told_apart_is_of_the_act_before() -> None:
    """«They wounded 34» has neither day nor place of its own and is of the act that went before."""
    wounded = make_telling("flash", 1, trigger="wound", first=None, last=None, sure=False, site=None, modes=(), toll={})
    assert _groups(FLASH, wounded) == [["flash.0", "flash.1"]]


def test_people_have_the_last_word() -> None:
    """Held apart by a person two tellings stay two, held together they are one; the later word counts."""
    apart = Constraint("flash.0", "longer.0", together=False)
    together = Constraint("flash.0", "longer.0", together=True)
    other = make_telling("other", site=SAKE)
    assert len(_groups(FLASH, LONGER, constraints=(apart,))) == 2
    assert len(_groups(FLASH, LONGER, constraints=(apart, together))) == 1
    assert len(_groups(FLASH, LONGER, constraints=(together, apart))) == 2
    assert len(_groups(FLASH, other, constraints=(Constraint("flash.0", "other.0", together=True),))) == 1


def test_a_score_is_the_sum_of_its_reasons() -> None:
    """What is shown as the reasons of a merge adds up to what decided it."""
    for other in (LONGER, make_telling("far", site=SAKE, modes=(), toll={}, published=None)):
        assert sum(reason.weight for reason in compare(FLASH, other)) == score(FLASH, other) == score(other, FLASH)


@st.composite
def _tellings(draw: st.DrawFn) -> list[Telling]:
    """Tellings of a few acts in a few reports, with slots left out or told otherwise."""
    made: list[Telling] = []
    for document in range(draw(st.integers(2, 7))):
        for number in range(draw(st.integers(1, 3))):
            day = draw(st.sampled_from([None, DAY, DAY + 1]))
            fields: dict[str, Any] = {
                "first": day,
                "last": day,
                "sure": day is not None and draw(st.booleans()),
                "site": draw(st.sampled_from([None, GOMA, SAKE])),
                "actors": draw(st.sampled_from([(), (REBELS,), (ARMY,)])),
                "toll": draw(st.sampled_from([{}, {"dead": (9, 9)}, {"dead": (4, None)}])),
                "trigger": draw(st.sampled_from(["shell", "kill", "hit"])),
                "published": DAY + draw(st.integers(0, 6)),
            }
            made.append(make_telling(f"r{document}", number, **fields))
    return made


@given(tellings=_tellings(), chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_reports_does_not_matter(tellings: list[Telling], chance: Any) -> None:
    """Tellings in any order give the same incidents, and linking twice gives the same."""
    expected = _groups(*tellings)
    shuffled = list(tellings)
    chance.shuffle(shuffled)
    assert _groups(*shuffled) == expected
