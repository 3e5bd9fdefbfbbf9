"""Repeats of one event within a document become one claim; different events stay apart."""

from __future__ import annotations

import datetime as dt

import pytest

from demarche.pipeline import Coder

CODER = Coder()


def _claims(text: str) -> list[tuple[str, str]]:
    from demarche.model import Document

    reading = CODER.read(Document("d", text, published=dt.date(2024, 5, 20)))
    return [(claim.type, claim.trigger.text(text)) for claim in reading.claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Poland expels three Belarusian diplomats\n\nPoland on Friday expelled three Belarusian diplomats.",
            [("SANCTION", "expelled")],
        ),
        (
            "Russian forces shelled Kharkiv on Sunday. The shelling of Kharkiv by Russian forces lasted an hour.",
            [("ASSAULT", "shelled")],
        ),
        (
            "Poland expelled three Belarusian diplomats. Lithuania expelled two Belarusian diplomats.",
            [("SANCTION", "expelled"), ("SANCTION", "expelled")],
        ),
        (
            "Russian forces shelled Kharkiv on Sunday. Russian forces shelled Kharkiv on 2 May.",
            [("ASSAULT", "shelled"), ("ASSAULT", "shelled")],
        ),
        (
            "Students marched in Lima on Sunday. Peruvian students have been marching since early February.",
            [("PROTEST", "marched"), ("PROTEST", "marching")],
        ),
        (
            "Mali's junta, which seized power in a coup, attacked French troops on Friday.",
            [("ASSAULT", "attacked"), ("ASSAULT", "seized")],
        ),
        (
            "Gunmen attacked a village in Mali. Malian soldiers carried out an air strike on a rebel camp.",
            [("ASSAULT", "attacked"), ("ASSAULT", "carried out an air strike")],
        ),
        (
            "Guerrillas kidnapped a landowner near Escuintla. Soldiers killed four guerrillas in a clash.",
            [("ASSAULT", "kidnapped"), ("ASSAULT", "killed")],
        ),
        (
            "The rebels still hold Ramiro Duarte, an engineer with the oil company Ecopetrol. Clashes between the ELN"
            " and dissidents have driven some 350 families from their homes in Arauca.",
            [("ASSAULT", "hold"), ("ASSAULT", "Clashes"), ("ASSAULT", "driven")],
        ),
        (
            "Russian forces shelled Kharkiv. Russian forces shelled Odesa.",
            [("ASSAULT", "shelled"), ("ASSAULT", "shelled")],
        ),
        (
            "Russian forces shelled Kharkiv. Russian forces shelled the city with rockets.",
            [("ASSAULT", "shelled")],
        ),
        (
            "Congo's army said its troops had killed a dozen rebels of the FDLR in Rutshuru.\n\nA shell hit a church in"
            " Goma on Tuesday, a priest said. The rebels blamed the army for the shelling.",
            [("ASSAULT", "killed"), ("ASSAULT", "hit"), ("ACCUSE", "blamed"), ("ASSAULT", "shelling")],
        ),
        (
            "Rebels of the FDLR attacked soldiers in Goma on 3 May 2026. Since January 2025 rebels of the FDLR have"
            " attacked soldiers in Goma.",
            [("ASSAULT", "attacked"), ("ASSAULT", "attacked")],
        ),
        (
            "The Sudanese army said its jets had struck a rebel depot. It said they had also struck a rebel camp.",
            [("ASSAULT", "struck"), ("ASSAULT", "struck")],
        ),
        (
            "The Sudanese army said its jets had struck a rebel depot. It said they had struck a rebel camp.",
            [("ASSAULT", "struck")],
        ),
        (
            "Ethiopian troops attacked the camp. Helicopters then struck the fleeing rebels in the hills.",
            [("ASSAULT", "attacked"), ("ASSAULT", "struck")],
        ),
        (
            "A drone hit a school in Sumy, killing three. Another drone hit a bus in Sumy, killing two.",
            [("ASSAULT", "hit"), ("ASSAULT", "hit")],
        ),
        (
            "A drone hit a school in Sumy. The second drone hit the school in Sumy.",
            [("ASSAULT", "hit")],
        ),
        (
            "Chad's rebels have ambushed the army. Traders fled. The rebels ambushed the army on 3 May 2024.",
            [("ASSAULT", "ambushed"), ("ASSAULT", "ambushed")],
        ),
    ],
    ids=[
        "headline and lead",
        "mention of the same act",
        "two actors",
        "two days",
        "a day and all that went on",
        "told aside",
        "a new attack",
        "the other camp",
        "others",
        "two towns",
        "the same town",
        "a mention by the other camp",
        "a day and a stretch of time",
        "had also",
        "had",
        "then",
        "another drone",
        "the second of two",
        "a day of its own",
    ],
)
def test_tellings_of_one_event(text: str, expected: list[tuple[str, str]]) -> None:
    """A headline and a mere mention join the full telling; other parties or days make another claim."""
    assert _claims(text) == expected


def test_two_acts_of_a_sentence_have_all_who_were_hit() -> None:
    """Acts of one doer in one sentence are one claim against all whom they hit, each group once."""
    from demarche.model import Document

    text = "Gunmen killed two teachers and wounded a bus driver. Police shot at protesters, wounding nine people."

    first, second = CODER.read(Document("d", text)).claims

    assert [party.text for party in first.recipients] == ["two teachers", "a bus driver"]
    assert [party.text for party in second.recipients] == ["protesters"]


def test_a_mere_mention_takes_the_type_that_a_mode_has_given() -> None:
    """In a codebook made from another, «the attack» joins the shelling before it, though its own words would be 18."""
    from demarche.model import Document

    text = "Rockets hit the market of Taiz on Sunday. The attack on the market killed nine people."
    reading = Coder(codebook="cameo", analyzer=CODER.analyzer).read(Document("d", text))

    assert {claim.type for claim in reading.claims} == {"19"}


def test_two_voices_are_two_claims() -> None:
    """What two sides say of one act stands as two claims, each with its voice."""
    text = (
        "Armenian forces shelled Ganja on Sunday, Azerbaijan's defence ministry said. "
        "Armenia's foreign ministry denied that Armenian forces shelled Ganja on Sunday."
    )
    from demarche.model import Document

    reading = CODER.read(Document("d", text, published=dt.date(2024, 5, 20)))
    voices = [
        (claim.attribution[0].source.country, claim.standing) for claim in reading.claims if claim.type == "ASSAULT"
    ]
    assert voices == [("AZE", "claimed"), ("ARM", "denied")]


def test_acts_in_one_sentence_unite_modes_and_toll() -> None:
    """The acts of one incident in one voice are one claim with all its modes and the whole toll."""
    text = "Gunmen shot dead two policemen and abducted three aid workers near Kidal on Sunday."
    from demarche.model import Document

    reading = CODER.read(Document("d", text, published=dt.date(2024, 5, 20)))
    found = {(entry.field, entry.count.low) for claim in reading.claims for entry in claim.toll}
    assert {("dead", 2), ("captured", 3)} <= found


def test_a_number_outdoes_a_headline_without_one() -> None:
    """«arrests fishermen» in the headline leaves the number to the full telling: «has arrested 17 fishermen»."""
    from demarche.model import Document

    text = "Sri Lanka's navy arrests fishermen\n\nSri Lanka's navy has arrested 17 fishermen, officials said."
    (claim,) = (c for c in CODER.read(Document("d", text)).claims if c.type == "COERCE")
    assert [(entry.field, entry.count.low) for entry in claim.toll] == [("arrested", 17)]


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        pytest.param(
            "Rebels shelled Goma on Monday. Two guards died. Three more died on Friday.", [("dead", 5, 5)], id="more"
        ),
        pytest.param(
            "A bomb exploded in Quetta. Twelve people died. The toll was revised down to 11.",
            [("dead", 11, 11)],
            id="corrected",
        ),
        pytest.param(
            "The army shelled Homs. Four children were among the dead. In all 22 people died.",
            [("dead", 22, 22)],
            id="part and whole",
        ),
    ],
)
def test_numbers_of_one_claim_are_made_one(text: str, toll: list[tuple[str, int, int | None]]) -> None:
    """Those who came later are added, a correction outdoes what it corrects, a whole its part."""
    from demarche.model import Document

    claim = next(c for c in CODER.read(Document("d", text)).claims if c.type == "ASSAULT")
    assert [(entry.field, entry.count.low, entry.count.high) for entry in claim.toll] == toll


def test_each_side_has_its_own_victims() -> None:
    """The summands of a sum stand each with the side that its words name."""
    from demarche.model import Document

    text = "Rebels shelled Goma, killing two soldiers and a nurse."
    (claim,) = CODER.read(Document("d", text)).claims
    assert [(e.count.low, e.count.high) for e in claim.toll] == [(3, 3)]
    sides = [(side.text, [entry.count.low for entry in entries]) for side, entries in claim.by_side]
    assert sides == [("two soldiers", [2]), ("a nurse", [1])]


def test_amounts_told_twice_are_one() -> None:
    """A quantity that headline and report both tell stands once in the claim."""
    from demarche.model import Document

    text = "Poland expels three Belarusian diplomats\n\nPoland on Friday expelled three Belarusian diplomats."
    (claim,) = CODER.read(Document("d", text)).claims
    assert [(q.low, q.unit, q.of) for q in claim.quantities] == [(3, "count", "diplomat")]


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        pytest.param(
            "A bomb exploded in Quetta. Police said 12 people died. A rebel spokesman spoke of 30 dead.",
            [("", []), ("Police", [12]), ("A rebel spokesman", [30])],
            id="two sentences",
        ),
        pytest.param(
            "The army shelled Homs. State media reported four deaths, while activists counted 22 dead.",
            [("", []), ("State media", [4]), ("activists", [22])],
            id="two clauses",
        ),
        pytest.param("A bomb exploded in Quetta. Twelve people died.", [("", [12])], id="the publisher's own"),
        pytest.param(
            "A bomb exploded in Quetta. At least 90 people have died since the weekend.", [("", [])], id="of some days"
        ),
        pytest.param("A bomb exploded in Quetta. At least 90 people have since died.", [("", [90])], id="since then"),
        pytest.param(
            "A bomb exploded in Quetta, police said. Police put the number of dead at 12.",
            [("police", [12])],
            id="one voice",
        ),
    ],
)
def test_a_toll_of_another_voice_is_a_claim_of_its_own(text: str, tolls: list[tuple[str, list[int]]]) -> None:
    """Two voices that count the victims of one act differently are two claims beside the publisher's own."""
    from demarche.model import Document

    found = [
        (claim.attribution[0].source.text if claim.attribution else "", [entry.count.low for entry in claim.toll])
        for claim in CODER.read(Document("d", text)).claims
        if claim.type == "ASSAULT"
    ]
    assert found == tolls
