"""Entities of small reports given as trees: the cases stand in entities.toml beside."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from demarche.model import Analysis, Document, Entity
from demarche.reference import load_reference
from demarche.stages.entities import resolve_entities
from demarche.stages.mentions import find_mentions
from support.trees import build_sentence

CASES = tomllib.loads((Path(__file__).parent / "entities.toml").read_text(encoding="utf-8"))


def _analysis(*trees: str, published: dt.date | None = None) -> Analysis:
    sentences = []
    text = ""
    for index, tree in enumerate(trees):
        sentence = build_sentence(tree, index, len(text))
        for token in sentence.tokens:
            text = text.ljust(token.start) + token.text
        text += " "
        sentences.append(sentence)
    return Analysis(Document("report", text, published=published), tuple(sentences), (), ())


def _entities(analysis: Analysis) -> dict[tuple[int, int], Entity]:
    return resolve_entities(analysis, find_mentions(analysis), load_reference())


def _printed(entity: Entity) -> str:
    country = "+".join(entity.countries) or entity.country
    return f"{entity.text} | {country} | {' '.join(entity.sectors)} | {entity.kind}"


@pytest.mark.parametrize("name", CASES, ids=str)
def test_entities_of_a_report(name: str) -> None:
    """Each mention of the report resolves to the entity that is listed for it."""
    entities = _entities(_analysis(*CASES[name]["trees"]))
    assert [_printed(entity) for entity in entities.values()] == CASES[name]["entities"]


@pytest.mark.parametrize(
    ("year", "country"), [(1983, "DZA"), (1991, "DZA"), (2015, "DZA")], ids=["early", "in office", "long after"]
)
def test_a_listed_person_keeps_his_country_outside_of_his_years(year: int, country: str) -> None:
    """The country of a listed person does not depend on the years of the office."""
    analysis = _analysis("Bendjedid/NNP>2:nsubj^PERSON resigned/VBD>0 ./.>2:punct", published=dt.date(year, 5, 1))
    assert _entities(analysis)[0, 0].country == country


@pytest.mark.parametrize(
    ("year", "name"), [(1990, "George H.W. Bush"), (2003, "George W. Bush")], ids=["the father", "the son"]
)
def test_the_date_of_publication_chooses_between_holders_of_one_name(year: int, name: str) -> None:
    """Of two listed persons of one name, the one in office when the report was published is meant."""
    tree = "President/NNP>2:nmod:desc Bush/NNP>3:nsubj^PERSON spoke/VBD>0 ./.>3:punct"
    assert _entities(_analysis(tree, published=dt.date(year, 5, 1)))[0, 1].name == name


def test_an_office_in_the_text_outranks_the_table_of_persons() -> None:
    """A person of a listed family name with another office in the text is not the listed one."""
    title = "Peruvian/JJ>2:amod minister/NN>3:nmod:desc"
    tree = f"{title} Julio/NNP>5:nsubj^PERSON Mubarak/NNP>3:flat^PERSON left/VBD>0 ./.>5:punct"
    entity = _entities(_analysis(tree))[0, 2]
    assert (entity.country, entity.sectors, entity.name) == ("PER", ("GOV",), "Julio Mubarak")


def test_we_stands_for_the_speaker_that_is_handed_in() -> None:
    """A pronoun of the first person takes the entity of the mention that `speakers` names."""
    analysis = _analysis(*CASES["we-is-the-speaker"]["trees"], "Ghana/NNP>2:nsubj agreed/VBD>0 ./.>2:punct")
    entities = resolve_entities(analysis, find_mentions(analysis), load_reference(), {(0, 1): (1, 0)})
    assert (entities[0, 1].country, entities[0, 1].id) == ("GHA", "country:GHA")


def test_we_without_a_known_speaker_says_so() -> None:
    """A pronoun of the first person without a speaker has no country and says why."""
    entity = _entities(_analysis(*CASES["we-is-the-speaker"]["trees"]))[0, 1]
    assert (entity.country, entity.why) == ("", "speaker")


def test_ids_are_stable_names_of_their_own() -> None:
    """Countries, organizations, persons and roles of a country each have an id that says what they are."""
    analysis = _analysis(
        "Hamas/NNP>3:nsubj told/VBD>1:acl Israel/NNP>0 ./.>3:punct",
        "Israeli/JJ>2:amod troops/NNS>3:nsubj fired/VBD>0 ./.>3:punct",
    )
    entities = _entities(analysis)
    assert [entities[key].id for key in ((0, 0), (0, 2), (1, 1))] == ["org:hamas", "country:ISR", "ISR:troop"]


def test_resolving_twice_gives_the_same() -> None:
    """Entities depend on the report alone."""
    analysis = _analysis(*CASES["the-front-by-its-last-word"]["trees"])
    assert _entities(analysis) == _entities(analysis)
