"""What a claim comes to in CAMEO, ACLED and UCDP."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from demarche.export import acled, cameo, ucdp
from demarche.export.columns import Line
from demarche.export.sides import kind_of, who_was_hit
from demarche.model import Count, Entity, Reading, Span, TollEntry
from demarche.records import ClaimRow, make_row
from demarche.records.rows import PlacePrecisionRow, PlaceRow
from support.claims import make_claim, make_document

_PRECISE = PlacePrecisionRow(1, 1)
DOCUMENT = make_document(text="They hit them.", published=dt.date(2026, 5, 13))

SOLDIERS = Entity("SWE", ("MIL",), None, "soldiers", id="SWE:soldier")
TROOPS = Entity("NOR", ("MIL",), None, "troops", name="Norwegian Army", id="org:norwegian-army")
POLICE = Entity("SWE", ("COP",), None, "police", id="SWE:police")
PEACEKEEPERS = Entity("UNO", ("MIL",), None, "peacekeepers", name="United Nations", id="org:united-nations")
REBELS = Entity("SWE", ("REB",), None, "rebels", id="SWE:rebel")
FELLS = Entity("SWE", ("REB",), None, "the Army of the Fells", name="Army of the Fells", id="org:fells")
MOORS = Entity("SWE", ("REB",), None, "the Moor Front", name="Moor Front", id="org:moors")
GANG = Entity("SWE", ("CRM",), None, "a gang", id="SWE:gang")
RESIDENTS = Entity("SWE", ("CVL",), None, "residents")
MINISTER = Entity("SWE", ("GOV",), None, "the minister", id="SWE:minister")
SWEDEN = Entity("SWE", ("GOV",), None, "Lund", name="Sweden", id="country:SWE")
NORWAY = Entity("NOR", (), None, "Norway", name="Norway", id="country:NOR")


def _claim(
    type: str, *modes: str, actors: Any = (), recipients: Any = (), dead: int = 0, injured: int = 0, side: Any = None
) -> ClaimRow:
    toll = tuple(
        TollEntry(field, Count(count, count, Span(0, 4), "They"))
        for field, count in (("dead", dead), ("injured", injured))
        if count
    )
    claim = make_claim(
        DOCUMENT,
        type,
        "hit",
        modes=modes,
        actors=actors,
        recipients=recipients,
        toll=toll,
        by_side=((side, toll),) if side else (),
    )
    made = Reading(document=DOCUMENT, claims=(claim,), software="", codebook="", model="")
    return make_row(made).claims[0]


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (_claim("CONSULT", "visit"), "042"),
        (_claim("ASSAULT", actors=(GANG,), recipients=(RESIDENTS,)), "180"),
        (_claim("ASSAULT", actors=(REBELS,), recipients=(RESIDENTS,)), "190"),
        (_claim("ASSAULT", actors=(NORWAY,), recipients=(RESIDENTS,)), "190"),
        (_claim("ASSAULT", actors=(GANG,), recipients=(SOLDIERS,)), "190"),
        (_claim("ASSAULT", "explosives", actors=(REBELS,)), "183"),
        (_claim("ASSAULT", "explosives", actors=(TROOPS,)), "190"),
        (_claim("ASSAULT", "targeted", recipients=(MINISTER,)), "185"),
        (_claim("ASSAULT", "targeted", recipients=(MINISTER,), dead=1), "186"),
        (_claim("ASSAULT", "firearms", "crowd-control"), "175"),
        (_claim("ASSAULT", "unheard-of", actors=(TROOPS,)), "190"),
        (_claim("19"), "190"),
        (_claim("HACK"), None),
    ],
    ids=[
        "visit",
        "a gang on residents",
        "rebels",
        "a bare country",
        "on soldiers",
        "a rebels' bomb",
        "an army's bomb",
        "attempt",
        "assassination",
        "tear gas beside shots",
        "a mode of another codebook",
        "a root of CAMEO",
        "a type of another codebook",
    ],
)
def test_an_event_has_its_cameo_code(claim: ClaimRow, code: str | None) -> None:
    """Type, mode, who takes part and whether somebody died decide the code."""
    event = cameo.event_of(claim)

    assert (event and event.code) == code


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            _claim("ASSAULT", "firearms", actors=(GANG,), recipients=(RESIDENTS,)),
            ("Violence against civilians", "Attack"),
        ),
        (_claim("ASSAULT", "firearms", actors=(REBELS,), recipients=(SOLDIERS,)), ("Battles", "Armed clash")),
        (_claim("ASSAULT", actors=(TROOPS,), recipients=(SWEDEN,)), ("Battles", "Armed clash")),
        (
            _claim("ASSAULT", actors=(TROOPS,), recipients=(SWEDEN,), dead=4, side=RESIDENTS),
            ("Violence against civilians", "Attack"),
        ),
        (_claim("ASSAULT", "targeted", recipients=(MINISTER,)), ("Violence against civilians", "Attack")),
        (_claim("ASSAULT", "drone", actors=(TROOPS,)), ("Explosions/Remote violence", "Air/drone strike")),
        (_claim("ASSAULT", "crowd-control", actors=(POLICE,)), ("Protests", "Protest with intervention")),
        (
            _claim("ASSAULT", "crowd-control", actors=(POLICE,), injured=3),
            ("Protests", "Excessive force against protesters"),
        ),
        (_claim("PROTEST", "riot"), ("Riots", "Violent demonstration")),
        (_claim("RETREAT", "ceasefire"), ("Strategic developments", "Agreement")),
    ],
    ids=[
        "on residents",
        "on soldiers",
        "on a bare country",
        "on a town, residents killed",
        "on an official",
        "drone",
        "tear gas",
        "tear gas, people hurt",
        "riot",
        "truce",
    ],
)
def test_an_event_has_its_acled_type(claim: ClaimRow, expected: tuple[str, str]) -> None:
    """Type, mode and who was hit decide event type and sub-event type."""
    assert acled.classify(claim) == expected


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (_claim("PROTEST", "strike"), "no event that ACLED codes"),
        (_claim("ASSAULT", "firearms"), "who was hit is not told: ACLED's event type rests on it"),
        (
            _claim("ASSAULT", "abduct", recipients=(SOLDIERS,)),
            "Abduction/forced disappearance of fighters: not ACLED's event",
        ),
        (_claim("AID"), "no event that ACLED codes"),
    ],
    ids=["strike", "nobody named", "captured soldiers", "aid"],
)
def test_what_acled_does_not_code_is_told(claim: ClaimRow, why: str) -> None:
    """A claim outside ACLED has its reason."""
    assert acled.classify(claim) == why


@pytest.mark.parametrize(
    ("claim", "violence", "sides"),
    [
        (_claim("ASSAULT", actors=(TROOPS,), recipients=(SOLDIERS,), dead=1), 1, ("troops", "soldiers")),
        (_claim("ASSAULT", actors=(FELLS,), recipients=(SOLDIERS,), dead=1), 1, ("soldiers", "the Army of the Fells")),
        (
            _claim("ASSAULT", actors=(FELLS,), recipients=(MOORS,), dead=1),
            2,
            ("the Army of the Fells", "the Moor Front"),
        ),
        (
            _claim("ASSAULT", actors=(FELLS,), recipients=(RESIDENTS,), dead=1),
            3,
            ("the Army of the Fells", "residents"),
        ),
        (
            _claim("ASSAULT", actors=(SOLDIERS,), recipients=(SWEDEN,), dead=4, side=RESIDENTS),
            3,
            ("soldiers", "residents"),
        ),
        (_claim("19", actors=(TROOPS,), recipients=(SWEDEN,), dead=1), 1, ("troops", "Lund")),
    ],
    ids=["two states", "a group on a state", "two groups", "civilians", "a town of its own", "CAMEO"],
)
def test_a_deadly_act_has_its_type_of_violence(claim: ClaimRow, violence: int, sides: tuple[str, str]) -> None:
    """Who fights whom decides the type; a state that a group fights is side A."""
    found = ucdp.classify(claim)

    assert not isinstance(found, str)
    assert (found.violence, found.a.text, found.b.text) == (violence, *sides)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (
            _claim("ASSAULT", actors=(TROOPS,), recipients=(SOLDIERS,)),
            "no death is told: UCDP's events have at least one",
        ),
        (_claim("ASSAULT", actors=(REBELS,), recipients=(SOLDIERS,), dead=1), "no organised actor is named"),
        (
            _claim("ASSAULT", actors=(TROOPS,), recipients=(GANG,), dead=1),
            "neither an organised recipient nor civilians are named",
        ),
        (
            _claim("ASSAULT", actors=(SOLDIERS,), recipients=(SWEDEN,), dead=1),
            "neither an organised recipient nor civilians are named",
        ),
        (_claim("PROTEST", dead=1), "no armed force"),
    ],
    ids=["no death", "rebels without a name", "a gang without a name", "a state and itself", "a protest"],
)
def test_what_is_outside_ucdp_is_told(claim: ClaimRow, why: str) -> None:
    """A claim outside UCDP's definition has its reason."""
    assert ucdp.classify(claim) == why


@pytest.mark.parametrize(
    ("actor", "place", "expected"),
    [
        (TROOPS, "SWE", "External/Other forces"),
        (TROOPS, "NOR", "State forces"),
        (TROOPS, None, None),
        (PEACEKEEPERS, "SWE", "External/Other forces"),
        (REBELS, "SWE", "Rebel group"),
        (GANG, "SWE", None),
        (MINISTER, "SWE", "State forces"),
        (RESIDENTS, "SWE", "Civilians"),
    ],
    ids=["abroad", "at home", "no place", "peacekeepers", "rebels", "a gang", "an official who acts", "civilians"],
)
def test_who_acts_is_told_in_acleds_words(actor: Entity, place: str | None, expected: str | None) -> None:
    """Sector, country and the country of the place decide; what they leave open is empty."""
    found = None if place is None else PlaceRow(None, 0, 1, None, place, None, None, None, None, None, _PRECISE)
    claim = msgspec.structs.replace(_claim("ASSAULT", "drone", actors=(actor,)), place=found)
    document = make_row(Reading(document=DOCUMENT, claims=(), software="", codebook="", model=""))
    line = Line(document, claim, dt.date(2026, 5, 12), None, None, 1)

    (inter,) = [column.fill(line) for column in acled.COLUMNS if column.name == "inter1" and column.fill is not None]

    assert inter == expected


def test_who_was_hit_are_bodies_before_countries() -> None:
    """A body goes before a bare country; where only a country is named, those whose toll is told."""
    both = who_was_hit(_claim("ASSAULT", recipients=(SWEDEN, SOLDIERS)))
    town = who_was_hit(_claim("ASSAULT", recipients=(SWEDEN,), dead=2, side=RESIDENTS))

    assert [entity.text for entity in both] == ["soldiers", "Lund"]
    assert [entity.text for entity in town] == ["residents", "Lund"]
    assert [kind_of(entity) for entity in (*both, *town)] == ["state", "state", "civilians", "state"]
