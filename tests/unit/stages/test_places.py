"""Which places a text names, and where its events took place: own sentences in hand-built trees."""

from __future__ import annotations

import pytest

from demarche.language.propositions import find_propositions
from demarche.model import Analysis, Document, Event, Place, Proposition, Sentence, Span, Unresolved
from demarche.stages.places import find_places, locate_events
from support.trees import build_sentence


def _analysis(*trees: str) -> Analysis:
    sentences: list[Sentence] = []
    propositions: list[Proposition] = []
    text = ""
    for tree in trees:
        sentence = build_sentence(tree, index=len(sentences), start=len(text))
        for token in sentence.tokens:
            text = text.ljust(token.start) + token.text
        text += " "
        propositions += find_propositions(sentence, len(propositions))
        sentences.append(sentence)
    return Analysis(Document(id="made", text=text), tuple(sentences), tuple(propositions), ())


def _found(*trees: str) -> list[str]:
    return [f"{place.text} {place.country} {place.feature}" for place in find_places(_analysis(*trees))]


def _located(events: dict[str, str], *trees: str) -> list[str | None]:
    """Return the words of the place of each event: lemma of its predicate → its type, with a mode if it has one."""
    analysis = _analysis(*trees)
    made: list[Event] = []
    for lemma, kind in events.items():
        proposition = next(p for p in analysis.propositions if p.lemma == lemma)
        span = proposition.span
        kind, _, mode = kind.partition("/")
        modes = (mode,) if mode else ()
        made.append(
            Event(len(made), kind, modes, (), (), span, span, proposition.sentence, proposition.index, frame="made")
        )
    found = locate_events(analysis, tuple(made), find_places(analysis))
    return [place.text if isinstance(place, Place) else None for place in found]


KILLED = "Shells/NNS>2:nsubj killed~kill/VBD>0 three/CD>4:nummod people/NNS>2:obj"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param(f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct", ["Kharkiv UKR PPL"], id="a city"),
        pytest.param(
            f"{KILLED} in/IN>6:case Tripoli/NNP>2:obl ,/,>8:punct Lebanon/NNP>6:appos ./.>2:punct",
            ["Tripoli LBN PPL", "Lebanon LBN PCLI"],
            id="a city with the country that follows it",
        ),
        pytest.param(
            f"{KILLED} in/IN>6:case Kandahar/NNP>7:compound province/NN>2:obl ./.>2:punct",
            ["Kandahar AFG ADM1"],
            id="a province by the word after it",
        ),
        pytest.param(
            f"{KILLED} in/IN>7:case Niger/NNP>7:compound state/NN>2:obl ./.>2:punct",
            ["Niger NGA ADM1"],
            id="a state that bears a country's name",
        ),
        pytest.param(
            f"{KILLED} near/IN>7:case the/DT>7:det village/NN>2:obl of/IN>9:case Zarkhabad/NNP>7:nmod ./.>2:punct",
            ["Zarkhabad  None"],
            id="a village that the gazetteer lacks",
        ),
        pytest.param(
            "The/DT>3:det U.S./NNP>3:compound envoy/NN>4:nsubj left~leave/VBD>0 ./.>4:punct",
            ["U.S. USA PCLI"],
            id="an abbreviation",
        ),
        pytest.param(
            "Syria-based/JJ>2:amod rebels/NNS>3:nsubj left~leave/VBD>0 ./.>3:punct",
            ["Syria SYR PCLI"],
            id="the opening of a compound",
        ),
        pytest.param(
            "The/DT>3:det Danbury/NNP>3:compound police/NNS>4:nsubj left~leave/VBD>0 ./.>4:punct",
            ["Danbury USA PPL"],
            id="a small town with its police",
        ),
        pytest.param(
            f"{KILLED} in/IN>6:case Djibo/NNP>2:obl and/CC>8:cc Dori/NNP>6:conj ./.>2:punct",
            ["Djibo BFA PPL", "Dori BFA PPL"],
            id="a small town behind another",
        ),
        pytest.param(
            f"{KILLED} in/IN>8:case al/NNP>8:compound -/HYPH>8:punct Fashir/NNP>2:obl ./.>2:punct",
            ["al - Fashir SDN PPL"],
            id="a name with an article",
        ),
        pytest.param(
            "The/DT>2:det government/NN>5:nsubj hopes~hope/VBZ>0 that/IN>5:mark Ottawa/NNP>3:obj ./.>3:punct",
            ["Ottawa CAN PPL"],
            id="a capital behind the conjunction «that»",
        ),
        pytest.param(
            f"{KILLED} in/IN>6:case Kherson/NNP>2:obl ./.>2:punct",
            ["Kherson UKR PPL"],
            id="a city rather than its province",
        ),
        pytest.param(
            "The/DT>3:det Kano/NNP>3:compound governor/NN>4:nsubj left~leave/VBD>0 ./.>4:punct",
            ["Kano NGA ADM1"],
            id="a state by its governor",
        ),
        pytest.param(
            f"{KILLED} in/IN>8:case Afghanistan/NNP>8:nmod:poss 's/POS>6:case Khost/NNP>2:obl ./.>2:punct",
            ["Afghanistan AFG PCLI", "Khost AFG PPL"],
            id="a town behind its country",
        ),
        pytest.param(
            "They/PRP>2:nsubj fought~fight/VBD>0 along/IN>6:case the/DT>6:det Ruzizi/NNP>6:compound River/NNP>2:obl"
            " ./.>2:punct",
            ["Ruzizi River  None"],
            id="a river that the gazetteer lacks",
        ),
        pytest.param(
            "They/PRP>2:nsubj fled~flee/VBD>0 from/IN>5:case Fano/NNP>5:compound fighters/NNS>2:obl ./.>2:punct",
            [],
            id="no small town in the name of a group",
        ),
        pytest.param("Mr/NNP>2:nmod Hamilton/NNP>3:nsubj spoke~speak/VBD>0 ./.>3:punct", [], id="no person"),
        pytest.param(
            "They/PRP>2:nsubj met~meet/VBD>0 on/IN>5:case Dublin/NNP>5:compound Road/NNP>2:obl ./.>2:punct",
            ["Dublin Road  None"],
            id="a street, not the town of its name",
        ),
        pytest.param(
            "The/DT>2:det Bank/NNP>3:nsubj paid~pay/VBD>0 them/PRP>3:obj ./.>3:punct", [], id="no word of English"
        ),
        pytest.param("They/PRP>2:nsubj told/VBD>0 us/PRP>2:obj ./.>2:punct", [], id="no pronoun"),
    ],
)
def test_names_of_places_are_found(tree: str, expected: list[str]) -> None:
    """Each sentence has the places listed for it, with their country and feature."""
    assert _found(tree) == expected


def test_the_countries_that_a_document_names_decide_between_namesakes() -> None:
    """«Tripoli» is the one in the Lebanon where the document speaks of the Lebanese, else the larger one in Libya."""
    alone = f"{KILLED} in/IN>6:case Tripoli/NNP>2:obl ./.>2:punct"
    lebanese = "Lebanese/JJ>2:amod troops/NNS>3:nsubj left~leave/VBD>0 Beirut/NNP>3:obj ./.>3:punct"
    assert _found(alone) == ["Tripoli LBY PPL"]
    assert _found(alone, lebanese, lebanese)[0] == "Tripoli LBN PPL"


def test_a_small_name_counts_once_it_is_told_as_a_place() -> None:
    """«stormed Zarkhabad» names a place because the text elsewhere says «in Zarkhabad»."""
    overran = "Rebels/NNS>2:nsubj stormed~storm/VBD>0 Zarkhabad/NNP>2:obj ./.>2:punct"
    assert _found(overran) == []
    assert len(_found(overran, f"{KILLED} in/IN>6:case Zarkhabad/NNP>2:obl ./.>2:punct")) == 2


@pytest.mark.parametrize(
    ("events", "trees", "expected"),
    [
        pytest.param(
            {"kill": "ASSAULT"},
            [
                "Gunmen/NNS>2:nsubj killed~kill/VBD>0 two/CD>4:nummod guards/NNS>2:obj in/IN>7:case an/DT>7:det"
                " attack/NN>2:obl on/IN>10:case a/DT>10:det market/NN>7:nmod in/IN>12:case Mosul/NNP>10:nmod"
                " ,/,>14:punct Iraq/NNP>12:appos ./.>2:punct"
            ],
            ["Mosul"],
            id="the narrowest place below its predicate",
        ),
        pytest.param(
            {"free": "RETREAT"},
            [
                "The/DT>2:det authorities/NNS>5:nsubj in/IN>4:case Basra/NNP>2:nmod freed~free/VBD>0 ten/CD>7:nummod"
                " prisoners/NNS>5:obj ./.>5:punct"
            ],
            [None],
            id="not the seat of the agent",
        ),
        pytest.param(
            {"condemn": "ACCUSE"},
            [
                "France/NNP>2:nsubj condemned~condemn/VBD>0 the/DT>4:det attack/NN>2:obj in/IN>6:case Mosul/NNP>4:nmod"
                " ./.>2:punct"
            ],
            [None],
            id="not the place of what is condemned",
        ),
        pytest.param(
            {"shell": "ASSAULT", "wound": "ASSAULT"},
            [
                "Troops/NNS>2:nsubj shelled~shell/VBD>0 the/DT>4:det town/NN>2:obj of/IN>6:case Vovchansk/NNP>4:nmod"
                " ,/,>8:punct wounding~wound/VBG>2:advcl two/CD>10:nummod people/NNS>8:obj ./.>2:punct"
            ],
            ["Vovchansk", "Vovchansk"],
            id="a deed told with another",
        ),
        pytest.param(
            {"attack": "ASSAULT"},
            [
                "Rebels/NNS>2:nsubj attacked~attack/VBD>0 a/DT>4:det tanker/NN>2:obj off/IN>7:case the/DT>7:det"
                " coast/NN>2:obl of/IN>9:case Oman/NNP>7:nmod ./.>2:punct"
            ],
            ["Oman"],
            id="the coast of a country",
        ),
        pytest.param(
            {"accuse": "ACCUSE", "shell": "ASSAULT"},
            [
                "Armenia/NNP>2:nsubj accused~accuse/VBD>0 Baku/NNP>2:obj of/IN>5:mark shelling~shell/VBG>2:advcl"
                " villages/NNS>5:obj near/IN>8:case Goris/NNP>6:nmod ./.>2:punct"
            ],
            [None, "Goris"],
            id="not the capital that is accused",
        ),
        pytest.param(
            {"overrun": "ASSAULT"},
            ["Rebels/NNS>2:nsubj overran~overrun/VBD>0 Mosul/NNP>2:obj ./.>2:punct"],
            ["Mosul"],
            id="the object itself",
        ),
        pytest.param(
            {"say": "ACCUSE", "kill": "ASSAULT"},
            [
                "He/PRP>2:nsubj said~say/VBD>0 in/IN>4:case Cairo/NNP>2:obl that/IN>7:mark shells/NNS>7:nsubj"
                " killed~kill/VBD>2:ccomp ten/CD>9:nummod people/NNS>7:obj ./.>2:punct"
            ],
            ["Cairo", None],
            id="the place where it is said is not where it happened",
        ),
        pytest.param(
            {"fight": "ASSAULT"},
            [
                "Troops/NNS>2:nsubj fought~fight/VBD>0 at/IN>6:case the/DT>6:det separation/NN>6:compound"
                " line/NN>2:obl ./.>2:punct"
            ],
            ["the separation line"],
            id="a place without a name",
        ),
        pytest.param(
            {"set": "PROTEST"},
            [
                "Police/NNS>2:nsubj closed~close/VBD>0 the/DT>4:det port/NN>2:obj of/IN>6:case Odesa/NNP>4:nmod"
                " ,/,>10:punct where/WRB>10:advmod protesters/NNS>10:nsubj set/VBD>4:acl:relcl fires/NNS>10:obj"
                " ./.>2:punct"
            ],
            ["Odesa"],
            id="the place before «where»",
        ),
        pytest.param(
            {"kill": "ASSAULT", "attack": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "The/DT>2:det attack/NN>3:nsubj lasted~last/VBD>0 two/CD>5:nummod hours/NNS>3:obj ./.>3:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="the attack told before",
        ),
        pytest.param(
            {"rape": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Soldiers/NNS>2:nsubj raped~rape/VBD>0 two/CD>4:nummod women/NNS>2:obj there/RB>2:advmod ./.>2:punct",
            ],
            ["Kharkiv"],
            id="the place that «there» means",
        ),
        pytest.param(
            {"withdraw": "RETREAT"},
            [
                "Shells/NNS>2:nsubj hit/VBD>0 Sabina/NNP>4:compound Shoal/NNP>2:obj ./.>2:punct",
                "Ships/NNS>2:nsubj withdrew~withdraw/VBD>0 near/IN>5:case the/DT>5:det shoal/NN>2:obl ./.>2:punct",
            ],
            ["Sabina Shoal"],
            id="a noun that stands for a name",
        ),
        pytest.param(
            {"withdraw": "RETREAT"},
            [
                "Troops/NNS>2:nsubj withdrew~withdraw/VBD>0 from/IN>4:case Mosul/NNP>2:obl to/IN>6:case Basra/NNP>2:obl"
                " ./.>2:punct"
            ],
            ["Mosul"],
            id="whence troops withdraw",
        ),
        pytest.param(
            {"fire": "ASSAULT"},
            [
                "Gunmen/NNS>2:nsubj fired~fire/VBD>0 on/IN>4:case guards/NNS>2:obl in/IN>6:case response/NN>2:obl"
                " to/IN>9:case the/DT>9:det killing/NN>6:nmod in/IN>11:case Mosul/NNP>9:nmod ./.>2:punct"
            ],
            [None],
            id="not the place of the reason",
        ),
        pytest.param(
            {"close": "SANCTION"},
            [
                "Cairo/NNP>2:nsubj closed~close/VBD>0 the/DT>4:det consulate/NN>2:obj in/IN>6:case Basra/NNP>4:nmod"
                " ./.>2:punct"
            ],
            ["Basra"],
            id="the site that a sanction closes",
        ),
        pytest.param(
            {"urge": "REQUEST"},
            [
                "In/IN>2:case Paris/NNP>6:obl ,/,>2:punct the/DT>5:det ministry/NN>6:nsubj urged~urge/VBD>0"
                " calm/NN>6:obj ./.>6:punct"
            ],
            [None],
            id="not where the ministry sits that urges",
        ),
        pytest.param(
            {"ambush": "ASSAULT"},
            [
                "Guards/NNS>3:nsubj:pass were~be/VBD>3:aux:pass ambushed~ambush/VBN>0 and/CC>5:cc"
                " killed~kill/VBN>3:conj in/IN>7:case Tecate/NNP>5:obl ./.>3:punct"
            ],
            ["Tecate"],
            id="the place behind two verbs",
        ),
        pytest.param(
            {"wound": "ASSAULT"},
            [
                "Two/CD>2:nummod guards/NNS>6:nsubj:pass from/IN>4:case Kharkiv/NNP>2:nmod were~be/VBD>6:aux:pass"
                " wounded~wound/VBN>0 ./.>6:punct"
            ],
            [None],
            id="not where people are from",
        ),
        pytest.param(
            {"repel": "ASSAULT"},
            [
                "Troops/NNS>2:nsubj repelled~repel/VBD>0 an/DT>4:det assault/NN>2:obj on/IN>6:case Kharkiv/NNP>4:nmod"
                " ,/,>9:punct 70/CD>9:nummod km/NNS>2:obl south/RB>2:advmod of/IN>12:case Belgorod/NNP>9:obl"
                " ./.>2:punct"
            ],
            ["Kharkiv"],
            id="not the town that tells where another lies",
        ),
        pytest.param(
            {"protest": "PROTEST"},
            [
                "They/PRP>2:nsubj left~leave/VBD>0 Minsk/NNP>2:obj after/IN>6:case the/DT>6:det"
                " protests~protest/NNS>2:obl"
                " in/IN>9:case the/DT>9:det city/NN>6:nmod ./.>2:punct"
            ],
            ["Minsk"],
            id="the city of the sentence",
        ),
        pytest.param(
            {"kill": "ASSAULT", "claim": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "The/DT>2:det group/NN>3:nsubj claimed~claim/VBD>0 the/DT>5:det bombing/NN>3:obj ./.>3:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="the bombing that is claimed",
        ),
        pytest.param(
            {"kill": "ASSAULT", "storm": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "The/DT>2:det attackers/NNS>3:nsubj stormed~storm/VBD>0 a/DT>5:det station/NN>3:obj ./.>3:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="what the attackers did next",
        ),
        pytest.param(
            {"kill": "ASSAULT", "storm": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Rebels/NNS>2:nsubj stormed~storm/VBD>0 a/DT>4:det station/NN>2:obj ./.>2:punct",
            ],
            ["Kharkiv", None],
            id="not what others did",
        ),
        pytest.param(
            {"kill": "ASSAULT", "injure": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Seven/CD>2:nummod soldiers/NNS>4:nsubj:pass were~be/VBD>4:aux:pass injured~injure/VBN>0 ./.>4:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="harm alone in the next sentence",
        ),
        pytest.param(
            {"kill": "ASSAULT", "cordon": "COERCE"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Troops/NNS>2:nsubj cordoned~cordon/VBD>0 off/RP>2:compound:prt the/DT>5:det city/NN>2:obj ./.>2:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="the city last named as a scene",
        ),
        pytest.param(
            {"hit": "ASSAULT"},
            [
                "Drones/NNS>2:nsubj hit/VBD>0 villages/NNS>2:obj 15/CD>5:nummod km/NNS>2:obl south/RB>2:advmod"
                " of/IN>8:case Kharkiv/NNP>5:obl ./.>2:punct"
            ],
            ["Kharkiv"],
            id="so many kilometres south of a town",
        ),
        pytest.param(
            {"fire": "ASSAULT"},
            [
                "Police/NNS>4:nsubj in/IN>3:case Lyon/NNP>1:nmod fired~fire/VBD>0 on/IN>6:case crowds/NNS>4:obl"
                " ./.>4:punct"
            ],
            ["Lyon"],
            id="where those are who do it themselves",
        ),
        pytest.param(
            {"storm": "ASSAULT"},
            [
                "Troops/NNS>2:nsubj left~leave/VBD>0 Damascus/NNP>2:obj ./.>2:punct",
                "Gangs/NNS>2:nsubj stormed~storm/VBD>0 a/DT>4:det prison/NN>2:obj in/IN>8:case the/DT>8:det"
                " Syrian/JJ>8:amod capital/NN>4:nmod ./.>2:punct",
            ],
            ["Damascus"],
            id="the capital under its name",
        ),
        pytest.param(
            {"capture": "ASSAULT"},
            [
                "Rebels/NNS>2:nsubj fought~fight/VBD>0 in/IN>4:case Mosul/NNP>2:obl ./.>2:punct",
                "It/PRP>3:nsubj:pass was~be/VBD>3:aux:pass captured~capture/VBN>0 in/IN>5:case May/NNP>3:obl"
                " ./.>3:punct",
            ],
            ["Mosul"],
            id="the town that «it» means",
        ),
        pytest.param(
            {"shell": "ASSAULT/heavy-weapons", "hit": "ASSAULT/heavy-weapons"},
            [
                "Armenian/JJ>2:amod guns/NNS>3:nsubj shelled~shell/VBD>0 homes/NNS>3:obj in/IN>6:case Ganja/NNP>3:obl"
                " ./.>3:punct",
                "Azerbaijani/JJ>2:amod guns/NNS>3:nsubj hit/VBD>0 two/CD>5:nummod villages/NNS>3:obj ./.>3:punct",
            ],
            ["Ganja", None],
            id="not where another side struck",
        ),
        pytest.param(
            {"block": "PROTEST/obstruct"},
            [
                "Farmers/NNS>2:nsubj blocked~block/VBD>0 the/DT>4:det road/NN>2:obj ./.>2:punct",
            ],
            ["the road"],
            id="the road that is blocked",
        ),
        pytest.param(
            {"pull": "CONCEDE"},
            [
                "Troops/NNS>3:nsubj will/MD>3:aux pull/VB>0 out/IN>7:case of/IN>7:case two/CD>7:nummod towns/NNS>3:obl"
                " including/VBG>9:case Malakal/NNP>7:nmod ./.>3:punct"
            ],
            ["Malakal"],
            id="one town of several",
        ),
        pytest.param(
            {"kill": "ASSAULT", "shell": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Rebels/NNS>2:nsubj shelled/VBD>0 two/CD>4:nummod districts/NNS>2:obj of/IN>7:case the/DT>7:det"
                " city/NN>4:nmod ./.>2:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="districts of the town before",
        ),
        pytest.param(
            {"kill": "ASSAULT", "shell": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Rebels/NNS>2:nsubj shelled/VBD>0 other/JJ>4:amod districts/NNS>2:obj of/IN>7:case the/DT>7:det"
                " city/NN>4:nmod ./.>2:punct",
            ],
            ["Kharkiv", None],
            id="other districts",
        ),
        pytest.param(
            {"fire": "ASSAULT"},
            ["Rebels/NNS>2:nsubj fired/VBD>0 rockets/NNS>2:obj from/IN>5:case Kharkiv/NNP>2:obl ./.>2:punct"],
            [None],
            id="fired from a town",
        ),
        pytest.param(
            {"bomb": "ASSAULT", "capture": "ASSAULT", "hit": "ASSAULT"},
            [
                "Jets/NNS>2:nsubj bombed/VBD>0 a/DT>4:det depot/NN>2:obj in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Rebels/NNS>2:nsubj captured/VBD>0 men/NNS>2:obj in/IN>5:case Dikwa/NNP>2:obl ./.>2:punct",
                "Kyiv/NNP>2:nsubj denied~deny/VBD>0 that/IN>6:mark its/PRP$>5:nmod:poss jets/NNS>6:nsubj"
                " hit/VBD>2:ccomp the/DT>8:det depot/NN>6:obj ./.>2:punct",
            ],
            ["Kharkiv", "Dikwa", "Kharkiv"],
            id="the target told before",
        ),
        pytest.param(
            {"bomb": "ASSAULT", "hit": "ASSAULT"},
            [
                "Jets/NNS>2:nsubj bombed/VBD>0 a/DT>4:det depot/NN>2:obj in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Minutes/NNS>2:obl:unmarked later/RB>6:advmod a/DT>5:det second/JJ>5:amod plane/NN>6:nsubj hit/VBD>0"
                " a/DT>8:det school/NN>6:obj ./.>6:punct",
            ],
            ["Kharkiv", "Kharkiv"],
            id="minutes later",
        ),
        pytest.param(
            {"kill": "ASSAULT", "hit": "ASSAULT", "burn": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Jets/NNS>2:nsubj hit/VBD>0 a/DT>4:det school/NN>2:obj in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "The/DT>2:det governor/NN>3:nsubj slept~sleep/VBD>0 ./.>3:punct",
                "Snow/NN>2:nsubj fell~fall/VBD>0 ./.>2:punct",
                "Gunmen/NNS>2:nsubj burned/VBD>0 two/CD>4:nummod shops/NNS>2:obj ./.>2:punct",
            ],
            ["Kharkiv", "Kharkiv", "Kharkiv"],
            id="the one town of the report",
        ),
        pytest.param(
            {"kill": "ASSAULT", "hit": "ASSAULT", "burn": "ASSAULT"},
            [
                f"{KILLED} in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Jets/NNS>2:nsubj hit/VBD>0 a/DT>4:det school/NN>2:obj in/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct",
                "Snow/NN>2:nsubj fell~fall/VBD>0 ./.>2:punct",
                "Rain/NN>2:nsubj fell~fall/VBD>0 ./.>2:punct",
                "Gunmen/NNS>3:nsubj have/VBP>3:aux burned/VBN>0 shops/NNS>3:obj ./.>3:punct",
            ],
            ["Kharkiv", "Kharkiv", None],
            id="no news of the one town",
        ),
        pytest.param(
            {"abduct": "ASSAULT"},
            [
                "Forces/NNS>2:nsubj abducted/VBD>0 three/CD>4:nummod men/NNS>2:obj from/IN>6:case Dikwa/NNP>2:obl"
                " in/IN>8:case Nigeria/NNP>2:obl ./.>2:punct"
            ],
            ["Dikwa"],
            id="a town in its country",
        ),
    ],
)
def test_events_take_place_where_their_clause_says(
    events: dict[str, str], trees: list[str], expected: list[str | None]
) -> None:
    """Each event has the place listed for it, or none."""
    assert _located(events, *trees) == expected


def test_towns_after_including_are_places() -> None:
    """Small towns that a noun introduces («several towns, including …») are read; the first is the scene."""
    trees = (
        "Rebels/NNS>2:nsubj attacked/VBD>0 several/JJ>4:amod towns/NNS>2:obj ,/,>7:punct including/VBG>7:case"
        " Dikwa/NNP>4:nmod and/CC>9:cc Monguno/NNP>7:conj ./.>2:punct"
    )
    assert _found(trees) == ["Dikwa NGA PPL", "Monguno NGA PPL"]
    assert _located({"attack": "ASSAULT"}, trees) == ["Dikwa"]


@pytest.mark.parametrize(
    "tree",
    [
        "Guns/NNS>2:nsubj shelled/VBD>0 Korvanta/NNP>2:obj ,/,>2:punct just/RB>6:advmod there/RB>2:advmod ./.>2:punct",
        "Jets/NNS>2:nsubj hit/VBD>0 Korvanta/NNP>2:obj in/IN>6:case southern/JJ>6:amod Lebanon/NNP>2:obl ./.>2:punct",
        "Jets/NNS>2:nsubj hit/VBD>0 the/DT>4:det market/NN>2:obj of/IN>6:case Korvanta/NNP>4:nmod ./.>2:punct",
    ],
    ids=["shelled", "in a country", "its market"],
)
def test_towns_that_no_list_knows(tree: str) -> None:
    """A name is a place by the verb, by the country behind it, or by a thing of a town before it."""
    assert _found(tree)[0].startswith("Korvanta ")


def test_a_name_that_goes_on_is_another() -> None:
    """«Bajo de Colina» is not the Bajo of the table."""
    near = "Shells/NNS>2:nsubj hit/VBD>0 boats/NNS>2:obj near/IN>5:case Bajo/NNP>3:nmod"
    assert _found(f"{near} de/NNP>5:flat Colina/NNP>5:flat ./.>2:punct") == ["Bajo de Colina  None"]
    assert _found(f"{near} ./.>2:punct") == ["Bajo FRA PPL"]


def test_a_hamlet_of_a_strange_country_is_no_place_of_the_report() -> None:
    """A village of the name in a country of which nothing else is named is left open where two towns are elsewhere."""
    trees = [
        f"{KILLED} in/IN>6:case {town}/NNP>2:obl ./.>2:punct" for town in ("Monguno", "Dikwa", "Baga")
    ]  # the Baga of the table is in Spain
    assert _found(trees[2]) == ["Baga ESP PPL"]
    assert _found(*trees)[2] != "Baga ESP PPL"


def test_an_event_near_a_town_is_placed_less_precisely() -> None:
    """«near Kharkiv» has ACLED 2 and UCDP 2, «in Kharkiv» 1 and 1, and an event without a place says so."""
    codes = []
    for preposition in ("near", "in"):
        analysis = _analysis(f"{KILLED} {preposition}/IN>6:case Kharkiv/NNP>2:obl ./.>2:punct")
        event = Event(0, "ASSAULT", (), (), (), Span(7, 13), Span(7, 13), 0, 0, frame="made")
        place = locate_events(analysis, (event,), find_places(analysis))[0]
        assert isinstance(place, Place)
        codes.append((place.acled, place.ucdp))
        assert locate_events(analysis, (event,), ())[0] == Unresolved("no place in its clause")
    assert codes == [(2, 2), (1, 1)]


def test_the_capital_is_the_capital_of_its_country() -> None:
    """«the Syrian capital» has the name and the point of Damascus, under its own words."""
    tree = f"{KILLED} in/IN>8:case the/DT>8:det Syrian/JJ>8:amod capital/NN>2:obl ./.>2:punct"
    analysis = _analysis(tree)
    event = Event(0, "ASSAULT", (), (), (), Span(7, 13), Span(7, 13), 0, 0, frame="made")
    place = locate_events(analysis, (event,), find_places(analysis))[0]
    assert isinstance(place, Place)
    assert (place.text, place.name, place.country, place.acled) == ("the Syrian capital", "Damascus", "SYR", 1)


def test_a_street_has_the_point_of_its_town() -> None:
    """A square that the gazetteer lacks has its own words, no name, and the point and province of the town named."""
    trees = (
        "Crowds/NNS>2:nsubj marched~march/VBD>0 through/IN>4:case Kutaisi/NNP>2:obl ./.>2:punct",
        "They/PRP>2:nsubj met~meet/VBD>0 on/IN>5:case Freedom/NNP>5:compound Square/NNP>2:obl ./.>2:punct",
    )
    town, square = find_places(_analysis(*trees))
    assert (square.text, square.name, square.geonameid, square.acled) == ("Freedom Square", None, None, 2)
    assert (square.country, square.admin1) == (town.country, town.admin1)
    assert (square.latitude, square.longitude) == (town.latitude, town.longitude)
