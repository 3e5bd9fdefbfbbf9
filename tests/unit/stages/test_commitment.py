"""How far voices and the publisher commit themselves, and voices that stand beside each other."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.model import Aux, Claim, Document, Stance
from demarche.pipeline import Coder
from demarche.stages.voices.commitment import combine, own_value, told_aux, told_stance

CODER = Coder()
PUBLISHED = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("cue", "own", "expected"),
    [
        ("CT+", "CT+", "CT+"),
        ("CT-", "CT+", "CT-"),
        ("CT-", "CT-", "CT+"),
        ("PR+", "CT-", "PR-"),
        ("CT+", "PS+", "PS+"),
        ("PR-", "PS-", "PS+"),
        ("Uu", "CT+", "Uu"),
        ("CT+", "Uu", "Uu"),
        ("CTu", "CT+", "CTu"),
    ],
)
def test_a_cue_and_what_stands_below_it(cue: str, own: str, expected: str) -> None:
    """The weaker certainty of both holds, polarities multiply, and nobody commits the uncommitted."""
    assert combine(cue, own) == expected


@pytest.mark.parametrize(
    ("aux", "expected"),
    [((), "CT+"), (("negation",), "CT-"), (("future",), "PR+"), (("hypothetical",), "PS+"), (("historical",), "CT+")],
    ids=["plain", "negated", "announced", "possible", "past"],
)
def test_what_the_words_say_themselves(aux: tuple[Aux, ...], expected: str) -> None:
    """The auxiliary modes give the value that a voice takes over from the words."""
    assert own_value(aux) == expected


@pytest.mark.parametrize(
    ("stance", "aux", "expected"),
    [
        ("affirm", (), ("affirm", ())),
        ("affirm", ("negation",), ("deny", ("negation",))),
        ("affirm", ("future", "negation"), ("affirm", ("future", "negation"))),
        ("deny", (), ("deny", ("negation",))),
        ("deny", ("negation",), ("affirm", ())),
        ("ask", ("negation",), ("ask", ("negation",))),
    ],
    ids=["told", "told not to be", "will not", "denied", "denied not to be", "asked not to be"],
)
def test_the_stance_is_to_the_event(stance: Stance, aux: tuple[Aux, ...], expected: tuple[Stance, object]) -> None:
    """Who says that a thing did not happen denies it, and who denies that affirms it."""
    assert (told_stance(stance, aux), told_aux(stance, aux)) == expected


def _claims(text: str, event_type: str) -> list[tuple[str, str, list[tuple[str, Stance, str]]]]:
    """Return, for each claim of a type, its standing, the publisher's value and the chain with stances and values."""
    reading = CODER.read(Document(id="d", text=text, published=PUBLISHED))

    def row(claim: Claim) -> tuple[str, str, list[tuple[str, Stance, str]]]:
        chain = [(voice.source.text, voice.stance, voice.factuality) for voice in claim.attribution]
        return claim.standing, claim.factuality, chain

    return [row(claim) for claim in reading.claims if claim.type == event_type]


def test_a_denial_beside_a_claim() -> None:
    """«denied it, as W had claimed» is CT- for one, CT+ for the other, and Uu for the publisher."""
    found = _claims("The army of Sudan denied that its forces had shelled Abeche, as Chad had claimed.", "ASSAULT")
    assert found == [
        ("denied", "Uu", [("The army of Sudan", "deny", "CT-")]),
        ("claimed", "Uu", [("Chad", "affirm", "CT+")]),
    ]


def test_a_comment_on_negated_words_claims_the_opposite() -> None:
    """«said it had not, as Chad alleged»: Chad alleges that it had."""
    found = _claims("Sudan said it had not shelled Kassala, as Chad had alleged.", "ASSAULT")
    assert sorted(found) == [
        ("claimed", "Uu", [("Chad", "affirm", "CT+")]),
        ("denied", "Uu", [("Sudan", "deny", "CT-")]),
    ]


def test_as_reported_is_the_reporters_word() -> None:
    """A comment on the publisher's own words is whose word they are."""
    found = _claims("Rebels attacked the base, as the army of Togo reported on Monday.", "ASSAULT")
    assert found == [("claimed", "Uu", [("the army of Togo", "affirm", "CT+")])]


def test_a_forecast_is_no_report() -> None:
    """«as Kenya had warned»: what is told is the publisher's."""
    assert [row[0] for row in _claims("As Kenya had warned, rebels attacked the base.", "ASSAULT")] == ["reported"]


@pytest.mark.parametrize(
    "text",
    [
        "Contrary to what Chad claims, Sudan did not shell Kassala.",
        "Sudan did not shell Kassala, contrary to claims by Chad.",
    ],
)
def test_contrary_to_a_claim(text: str) -> None:
    """The publisher denies what another claims: both are told."""
    found = _claims(text, "ASSAULT")
    assert found == [("negated", "CT-", []), ("claimed", "Uu", [("Chad", "affirm", "CT+")])]


def test_despite_a_denial() -> None:
    """The publisher tells what another denies."""
    found = _claims("Despite denials from Sudan, its forces shelled Kassala.", "ASSAULT")
    assert found == [("reported", "CT+", []), ("denied", "Uu", [("Sudan", "deny", "CT-")])]


def test_a_claim_that_another_confirms() -> None:
    """Both give their word for what one claims and the other confirms."""
    found = _claims("Kenya confirmed Uganda's claim that rebels had attacked the town.", "ASSAULT")
    assert [row[2] for row in found] == [[("Kenya", "affirm", "CT+")], [("Uganda", "affirm", "CT+")]]


def test_a_denied_report_of_nobody_is_no_voice() -> None:
    """«denied reports that …» has one voice, the denial's."""
    found = _claims("Sudan denied reports that its forces had shelled Kassala.", "ASSAULT")
    assert found == [("denied", "Uu", [("Sudan", "deny", "CT-")])]


def test_joined_sources_give_their_word_each() -> None:
    """Two voices with one content are two claims."""
    found = _claims("Both Mali and Niger said rebels had attacked a village.", "ASSAULT")
    assert [row[2][0][0] for row in found] == ["Mali", "Niger"]


def test_whoever_passes_on_a_word_stays_uncommitted() -> None:
    """The outer voice of a chain says only that the inner one says so."""
    found = _claims("Chad said Kenya had told it that Sudan had shelled Kassala.", "ASSAULT")
    assert found == [("claimed", "Uu", [("Kenya", "affirm", "CT+"), ("Chad", "affirm", "Uu")])]


def test_what_is_known_is_the_publishers_word_too() -> None:
    """Who knows is told as being right, so the publisher commits itself."""
    assert _claims("Chad knows that Sudan shelled the town.", "ASSAULT")[0][1] == "CT+"
    assert _claims("Chad believes that Sudan shelled the town.", "ASSAULT")[0][1] == "Uu"


def test_joined_sources_of_one_party_are_one_voice() -> None:
    """A president and a minister of one state say a thing once."""
    found = _claims("The president of Chad and his interior minister said rebels had attacked a village.", "ASSAULT")
    assert len(found) == 1


def test_an_own_claim_repeated_is_one_voice() -> None:
    """«reiterated its claim that …» has one source."""
    found = _claims("Sudan reiterated its claim that Chad had armed the rebels.", "AID")
    assert [row[2] for row in found] == [[("Sudan", "affirm", "CT+")]]


def test_a_note_beside_negated_words_agrees_with_them() -> None:
    """«did not shell it, as the UN noted»: the UN says that it did not."""
    found = _claims("Sudan did not shell Kassala, as the UN noted.", "ASSAULT")
    assert found == [("denied", "Uu", [("the UN", "deny", "CT-")])]


def test_what_an_inquiry_finds_is_its_own_word() -> None:
    """Who finds a thing is sure of it; the publisher only passes it on."""
    found = _claims("A UN report found that soldiers had tortured prisoners.", "ASSAULT")
    assert [(row[1], row[2][0][2]) for row in found] == [("Uu", "CT+")]


@pytest.mark.parametrize(
    "remark",
    ["which Khartoum denied", "a claim that Khartoum denied", "an allegation Khartoum denied"],
)
def test_a_remark_denies_what_is_told(remark: str) -> None:
    """«…, which X denied»: X denies what the sentence tells, and that it does so is the publisher's word."""
    text = f"Chad said Sudan had bombed the camp, {remark}."
    assert _claims(text, "ASSAULT") == [
        ("claimed", "Uu", [("Chad", "affirm", "CT+")]),
        ("denied", "Uu", [("Khartoum", "deny", "CT-")]),
    ]
    assert _claims(text, "REJECT") == [("reported", "CT+", [])]


@pytest.mark.parametrize(
    "text",
    [
        "It is false that Sudan bombed the camp, the minister said.",
        "Rumours that Sudan had bombed the camp are untrue, the minister said.",
        "It is not true that Sudan bombed the camp, the minister said.",
    ],
)
def test_who_calls_words_false_denies_them(text: str) -> None:
    """What a speaker calls false the speaker denies; the rumour is no voice."""
    assert _claims(text, "ASSAULT") == [("denied", "Uu", [("the minister", "deny", "CT-")])]


def test_a_claim_called_false_is_still_claimed() -> None:
    """Whose claim is called a lie stands beside."""
    found = _claims("The claim by Chad that Sudan bombed the camp is a lie, Khartoum said.", "ASSAULT")
    assert sorted(row[:1] + tuple(voice[0] for voice in row[2]) for row in found) == [
        ("claimed", "Chad"),
        ("denied", "Khartoum"),
    ]


def test_what_is_taken_for_granted_is_not_asked() -> None:
    """«called on Sudan to release all those arrested»: the arrest is told, not demanded."""
    text = "The US called on Sudan to release all those arrested."
    assert _claims(text, "RETREAT") == [("demanded", "Uu", [("The US", "ask", "Uu")])]
    assert _claims(text, "COERCE") == [("reported", "CT+", [])]


def test_what_one_side_rejects_is_not_what_both_deny() -> None:
    """Words of different speakers stay apart though one of them is among the others."""
    text = (
        "Tajikistan rejected an accusation by Kyrgyzstan. Aid workers wrote a report on Kyrgyzstan and Tajikistan."
        " Both countries denied the findings."
    )
    assert len(_claims(text, "REJECT")) == 2


def test_not_one_did_it() -> None:
    """«not one soldier has crossed the line» is a denial in the speaker's mouth."""
    found = _claims('"Not one Tajik soldier has crossed the border," the minister said.', "MOBILIZE")
    assert found == [("denied", "Uu", [("the minister", "deny", "CT-")])]
