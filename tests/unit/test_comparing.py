"""How the claims of two codebooks are paired and what is said of their differences."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from demarche.comparing import Tally, change_lines, change_row, compare_readings, heading
from demarche.model import Document
from support.readings import TEXT, demand, make_reading, shelling, span_of

SHELLING, DEMAND = shelling(), demand()


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        ((SHELLING, DEMAND), []),
        ((replace(SHELLING, frame="ASSAULT.other", confidence=0.1), DEMAND), []),
        ((replace(SHELLING, type="19"), DEMAND), [("changed", ("type",))]),
        ((replace(SHELLING, modes=(), aux=("future",)), DEMAND), [("changed", ("modes", "aux"))]),
        ((replace(SHELLING, actors=SHELLING.recipients), DEMAND), [("changed", ("actors",))]),
        (
            (replace(SHELLING, trigger=span_of("shelled Dorvik"), recipients=()), DEMAND),
            [("changed", ("recipients",))],
        ),
        ((replace(SHELLING, trigger=span_of("residents")), DEMAND), [("removed", ()), ("added", ())]),
        ((DEMAND,), [("removed", ())]),
        ((SHELLING, replace(SHELLING, type="COERCE"), DEMAND), [("added", ())]),
        ((replace(SHELLING, type="COERCE"), SHELLING, DEMAND), [("added", ())]),
    ],
    ids=[
        "all the same",
        "another frame and confidence",
        "another type",
        "other modes and aux",
        "other parties",
        "a longer trigger",
        "another trigger",
        "gone",
        "a second type on the same words",
        "the second type first",
    ],
)
def test_claims_are_paired_by_their_triggers(
    after: tuple[object, ...], kinds: list[tuple[str, tuple[str, ...]]]
) -> None:
    """The same words and type, the same words, words that overlap: what is left over came or went."""
    comparison = compare_readings(make_reading(SHELLING, DEMAND), make_reading(*after))  # type: ignore[arg-type]

    assert [(change.kind, change.fields) for change in comparison.changes] == kinds


def test_a_change_is_told_with_frames_and_words() -> None:
    """What was and what is stand with an arrow between; the words follow, cleaned of what would steer a terminal."""
    text = TEXT.replace("Dorvik on", "\x1borvik on", 1)
    document = Document("report\x1b-1", text)
    other = replace(SHELLING, type="19", modes=(), recipients=(), frame="19-shell")

    (change,) = compare_readings(
        make_reading(SHELLING, document=document), make_reading(other, document=document)
    ).changes

    assert [heading(change), *change_lines(change, 80)] == [
        "report -1",
        "  changed ASSAULT/heavy-weapons → 19 (type, modes, recipients)",
        "    recipients  SUD CVL → none",
        "    frames      ASSAULT.shell → 19-shell",
        "    words       «The army of Norland shelled orvik on Monday»",
    ]


def test_a_row_holds_both_sides() -> None:
    """A claim that is gone has null on the side where it is not."""
    (change,) = compare_readings(make_reading(DEMAND), make_reading()).changes

    row = change_row(change)

    assert (row["change"], row["type_before"], row["type_after"]) == ("removed", "REQUEST", None)
    assert (row["actors_before"], row["aux_before"], row["trigger"]) == (["SUD GOV"], ["historical"], "demanded")


def test_the_tally_says_how_often_a_type_became_another() -> None:
    """Pairs of types are counted over all documents, what came last; the changes by kind below."""
    tally = Tally()
    other = replace(SHELLING, type="19")
    tally.add(compare_readings(make_reading(SHELLING, DEMAND), make_reading(other, DEMAND)))
    tally.add(compare_readings(make_reading(SHELLING), make_reading(SHELLING, replace(DEMAND, type="10"))))

    assert tally.lines("A 1", "B 2") == [
        "Types, A 1 → B 2",
        "      1  ASSAULT  → 19",
        "      1  ASSAULT  stayed",
        "      1  REQUEST  stayed",
        "      1  nothing  → 10",
        "",
        "2 reports: 1 added, 0 removed, 1 changed; 2 claims are the same.",
    ]
