"""Speech acts are addressed to whom their content, its condition or its wait concerns; names go before pronouns."""

from __future__ import annotations

from functools import cache

import pytest

from demarche.model import Claim, Document
from demarche.pipeline import Coder


@cache
def _coder() -> Coder:
    return Coder()


def _claims(text: str, kind: str) -> list[Claim]:
    return [claim for claim in _coder().read(Document("report", text)).claims if claim.type == kind]


def _parties(claim: Claim) -> tuple[str, str]:
    actors, recipients = (" ".join(entity.country for entity in side) for side in (claim.actors, claim.recipients))
    return actors, recipients


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Kenya said that Sudan must free the pilots.", "REQUEST", ("KEN", "SDN")),
        ("“Chad has to withdraw its troops,” the Libyan minister said.", "REQUEST", ("LBY", "TCD")),
        ("Norway told reporters that Serbia and Kosovo should resume talks.", "REQUEST", ("NOR", "SRB KOS")),
        ("Portugal demanded that Morocco appear before the court.", "REQUEST", ("PRT", "MAR")),
        ("Iran threatened to leave the talks if Britain sends more warships.", "THREATEN", ("IRN", "GBR")),
        ("Japan agreed to provide aid for Nepal and Bhutan.", "AGREE", ("JPN", "NPL BTN")),
        ("Ghana says it is willing to talk with Togo.", "AGREE", ("GHA", "TGO")),
        ("Oslo is sending aid to Malawi.", "AID", ("NOR", "MWI")),
        ("Canada gave two million dollars to promote schooling in Niger.", "AID", ("CAN", "NER")),
        ("Thousands of Peruvians held protests to demand reforms by Chile.", "PROTEST", ("PER", "CHL")),
    ],
    ids=[
        "whoever must act",
        "whoever has to act, in a quotation",
        "two who should act",
        "the doer of what is demanded",
        "whose doing a threat depends on",
        "all who are helped",
        "the speaker where an adjective has no subject",
        "inside the help",
        "inside the purpose of the help",
        "by whom a protest demands something",
    ],
)
def test_whom_an_act_concerns(text: str, kind: str, expected: tuple[str, str]) -> None:
    """The recipient is whoever the content of the act is about."""
    assert expected in [_parties(claim) for claim in _claims(text, kind)]


def test_refusal_is_addressed_to_whoever_it_waits_for() -> None:
    """«Will not … until Y does» is a refusal to Y."""
    (claim,) = _claims("The Kenyan teachers will not end their strike until the Ugandan government pays.", "REJECT")
    assert _parties(claim) == ("KEN", "UGA")


def test_speakers_oblige_nobody_but_themselves() -> None:
    """«X said that X must» asks nobody, nor does what prices must do."""
    assert _claims("The Kenyan president said that he must repair the roads.", "REQUEST") == []
    assert _claims("The Kenyan minister said that prices must fall.", "REQUEST") == []


def test_what_somebody_must_do_hangs_below_the_request() -> None:
    """The act that is asked for is demanded, below its request."""
    (request,) = _claims("Kenya said that Sudan must free the pilots.", "REQUEST")
    (release,) = _claims("Kenya said that Sudan must free the pilots.", "RETREAT")
    assert (release.under, release.standing) == (request.id, "demanded")


def test_actor_is_told_by_the_words_that_name_it() -> None:
    """A pronoun gives way to the words before it in its sentence that name the same party."""
    (claim,) = _claims("Gabon said it would free the sailors.", "CONCEDE")
    assert [entity.text for entity in claim.actors] == ["Gabon"]


def test_two_countries_in_one_phrase_are_two_parties() -> None:
    """«French and Spanish frigates» can train with one another."""
    (claim,) = _claims("French and Spanish frigates held joint exercises off Malta.", "COOPERATE")
    assert sorted(entity.country for entity in claim.actors) == ["ESP", "FRA"]


def test_words_of_a_party_leave_its_act_out() -> None:
    """Where the parser takes the verb for a part of the subject's phrase, the words of the party end before it."""
    (claim,) = _claims("Malian police in Gao confiscated weapons from Malian rebel groups.", "COERCE")
    assert [entity.text for entity in claim.actors] == ["Malian police in Gao"]


def test_own_place_is_the_scene_of_a_retreat() -> None:
    """An army that leaves a town of its own country retreats from nobody; one that leaves another country does."""
    (own,) = _claims("Malian troops withdrew from the port of Gao.", "RETREAT")
    assert _parties(own)[1] == ""
    (abroad,) = _claims("Danish troops withdrew from the Malian city of Gao.", "RETREAT")
    assert _parties(abroad)[1] == "MLI"


def test_stand_without_a_doer_is_its_seats() -> None:
    """«In Moscow the accusation is rejected» is Russia's answer to whoever accused it."""
    (claim,) = _claims("Georgia accused Russia of an attack. In Moscow the accusation is rejected.", "REJECT")
    assert _parties(claim) == ("RUS", "GEO")


def test_two_signers_need_no_third() -> None:
    """The town where two sides sign is no party to what they sign."""
    (claim,) = _claims("Chad and Sudan signed a ceasefire agreement in Nairobi.", "SUPPORT")
    assert _parties(claim) == ("TCD SDN", "")
