"""What came of an act takes the modes of the act; another doer, another country or a gap parts them."""

from __future__ import annotations

import msgspec
import pytest

from demarche.stages.events.incidents import Telling, shared_modes

ACT = Telling(
    key=1,
    sentence=0,
    type="ASSAULT",
    modes=("explosives",),
    doers=frozenset(),
    targets=frozenset({"GHA"}),
    follows=False,
    vouched=False,
    pointing=True,
    happened=True,
)
HARM = msgspec.structs.replace(ACT, key=2, sentence=1, modes=(), follows=True, targets=frozenset())
REBELS = frozenset({("GHA", ("REB",))})


def _changed(telling: Telling, **fields: object) -> Telling:
    return msgspec.structs.replace(telling, **fields)


@pytest.mark.parametrize(
    ("tellings", "taken"),
    [
        ((ACT, HARM), True),
        ((_changed(HARM, sentence=0), ACT), True),
        ((ACT, _changed(HARM, sentence=4)), False),
        ((ACT, _changed(HARM, sentence=9, vouched=True, doers=REBELS)), True),
        ((ACT, _changed(HARM, doers=REBELS)), False),
        ((_changed(ACT, doers=REBELS), _changed(HARM, doers=REBELS)), True),
        ((ACT, _changed(HARM, follows=False)), False),
        ((ACT, _changed(HARM, type="PROTEST")), False),
        ((ACT, _changed(ACT, key=3, modes=()), HARM), False),
        ((_changed(ACT, happened=False), HARM), False),
        ((ACT, _changed(HARM, pointing=False)), False),
        ((ACT, _changed(HARM, pointing=False, targets=frozenset({"GHA"}))), True),
    ],
    ids=[
        "the toll in the next sentence",
        "the toll before the act in one sentence",
        "too far behind",
        "whose act it was, at the end of the report",
        "another doer",
        "the same doer",
        "an act of its own",
        "another type",
        "an act without modes between",
        "an act that did not happen",
        "an attack",
        "an attack on the same country",
    ],
)
def test_modes_pass_from_act_to_what_follows(tellings: tuple[Telling, ...], taken: bool) -> None:
    """The telling with key 2 takes the modes of the act, or nothing."""
    assert shared_modes(tellings).get(2, ()) == (("explosives",) if taken else ())


def test_modes_pass_along_a_chain() -> None:
    """What has taken modes over hands them on."""
    later = _changed(HARM, key=5, sentence=4)
    assert shared_modes((ACT, HARM, later)) == {2: ("explosives",), 5: ("explosives",)}
