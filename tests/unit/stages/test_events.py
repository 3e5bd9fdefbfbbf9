"""Events take their parties from slots, from inside phrases, from what embeds them and from what they answer."""

from __future__ import annotations

from functools import cache

import pytest

from demarche.model import Document
from demarche.pipeline import Coder


@cache
def _coder() -> Coder:
    return Coder()


def _told(text: str) -> set[tuple[str, str, str]]:
    """Return (TYPE/modes, countries of the actors, countries of the recipients) of each claim."""
    claims = _coder().read(Document("report", text)).claims
    return {
        (
            "/".join((claim.type, *claim.modes)),
            " ".join(entity.country for entity in claim.actors),
            " ".join(entity.country for entity in claim.recipients),
        )
        for claim in claims
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Denmark suspended aid to Egypt.", ("SANCTION/discontinue", "DNK", "EGY")),
        ("Chad rejected a proposal by Sudan.", ("REJECT", "TCD", "SDN")),
        ("Turkey launched a missile attack on Syria.", ("ASSAULT/heavy-weapons", "TUR", "SYR")),
        (
            "Afghan women began a hunger strike to protest against the decision of Iran.",
            ("PROTEST/hunger", "AFG", "IRN"),
        ),
        ("Iran threatened to shell Iraq.", ("THREATEN/violence", "IRN", "IRQ")),
        ("Syria will pay a price, Turkey said.", ("THREATEN", "TUR", "SYR")),
        ("Three Danish diplomats were expelled from Russia.", ("SANCTION/expel", "RUS", "DNK")),
        ("Kenya said that it would impose sanctions on Sudan.", ("THREATEN/relations", "KEN", "SDN")),
    ],
    ids=[
        "a party inside the object",
        "whose proposal it is",
        "what a noun is aimed at before what stands with it",
        "whom the purpose names",
        "whom the threatened act would hit",
        "the speaker of a threat without a doer",
        "the country that somebody is expelled from",
        "an announced sanction",
    ],
)
def test_parties_of_an_event(text: str, expected: tuple[str, str, str]) -> None:
    """The actor and the recipient are found where the words put them."""
    assert expected in _told(text)


def test_event_below_a_blame_takes_the_accused() -> None:
    """What somebody is blamed for is done by the accused, where the words name no other doer."""
    assert ("ASSAULT", "RUS", "") in {
        (kind.split("/")[0], actors, "") for kind, actors, _ in _told("Georgia blamed Russia for the attack.")
    }


def test_answer_takes_the_speaker_before() -> None:
    """An answer without a recipient of its own is addressed to who made the offer or the charge before."""
    assert ("REJECT", "IRN", "ISR") in _told("Israel accused Iran of an attack. Iran rejected the accusation.")


def test_one_sentence_of_court_is_two_events() -> None:
    """A sentence to prison is a conviction and an arrest."""
    told = _told("A court in Nepal sentenced the general to nine years in prison.")
    assert {"SANCTION/convict", "COERCE/arrest"} <= {kind for kind, _, _ in told}


def test_refused_tolerance_is_a_threat() -> None:
    """A frame for a negated future fires on «will not» alone, and uses it up."""
    assert {("THREATEN", "ZAF", "")} == {
        (kind, actors, "") for kind, actors, _ in _told("South Africa will not tolerate a coup in Lesotho.")
    }
    assert "THREATEN" not in {kind for kind, _, _ in _told("South Africa tolerated the coup in Lesotho.")}


def test_own_preposition_stands_close_behind_its_verb() -> None:
    """«Call in» is no «called … in May»."""
    assert "MOBILIZE/police" not in {kind for kind, _, _ in _told("Officers were called to a hall in May.")}


def test_bare_mention_is_no_event() -> None:
    """An action noun that only is mentioned, without a doer and no subject, is left out."""
    assert _told("The book describes the harvest before the raid.") == set()


def test_a_noun_keeps_the_sense_that_the_report_has_named() -> None:
    """«The strike» after a drone strike is none of workers; without that it is, and so is «a strike»."""
    drone = "A drone strike hit a depot in Mali. "
    assert "PROTEST/strike" not in {kind for kind, _, _ in _told(drone + "The strike came on Sunday.")}
    assert "PROTEST/strike" in {kind for kind, _, _ in _told("The strike came on Sunday.")}
    assert "PROTEST/strike" in {kind for kind, _, _ in _told(drone + "Nurses in Mali began a strike.")}


def test_who_rides_is_no_accident() -> None:
    """What gunmen ride does not make what they do an accident, as it would if it acted itself."""
    assert "ASSAULT/firearms" in {kind for kind, _, _ in _told("Gunmen on motorcycles killed nine farmers in Niger.")}
    assert _told("A motorcycle killed nine farmers in Niger.") == set()


def test_it_is_the_act_itself() -> None:
    """«It was the second riot»: the pronoun is no doer."""
    claims = _told("Peru rejected the criticism. It was the second riot in Machala this year.")
    assert ("PROTEST/riot", "PER") not in {(kind, actors) for kind, actors, _ in claims}
    assert "PROTEST/riot" in {kind for kind, _, _ in claims}
