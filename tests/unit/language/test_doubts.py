"""The two readings of a proposition: what the surface bears out, doubts, and decides."""

from __future__ import annotations

import pytest

from demarche.language.propositions import find_propositions
from demarche.model import Proposition
from support.trees import build_sentence


def _read(line: str, lemma: str) -> Proposition:
    sentence = build_sentence(line)
    return next(p for p in find_propositions(sentence) if p.lemma == lemma)


def _arguments(line: str, proposition: Proposition) -> dict[str, str]:
    tokens = build_sentence(line).tokens
    return {argument.role: tokens[argument.head].text for argument in proposition.arguments}


@pytest.mark.parametrize(
    ("line", "lemma"),
    [
        pytest.param("Rebels/NNS>2:nsubj attacked/VBD>0 the/DT>4:det camp/NN>2:obj ./.>2:punct", "attack", id="active"),
        pytest.param(
            "The/DT>2:det camp/NN>4:nsubj:pass was/VBD>4:aux:pass attacked/VBN>0 by/IN>6:case rebels/NNS>4:obl:agent"
            " ./.>4:punct",
            "attack",
            id="passive-with-doer",
        ),
        pytest.param(
            "Residents/NNS>5:nsubj contacted/VBN>1:acl by/IN>4:case telephone/NN>2:obl fled/VBD>0 ./.>5:punct",
            "flee",
            id="participle-between",
        ),
        pytest.param(
            "The/DT>2:det minister/NN>8:nsubj ,/,>5:punct a/DT>5:det reformer/NN>2:appos ,/,>5:punct has/VBZ>8:aux"
            " resigned/VBN>0 ./.>8:punct",
            "resign",
            id="apposition-between",
        ),
        pytest.param(
            "An/DT>3:det Ovria/NNP>3:compound court/NN>6:nsubj this/DT>5:det week/NN>6:obl:tmod freed/VBD>0"
            " the/DT>8:det editor/NN>6:obj ./.>6:punct",
            "free",
            id="date-between",
        ),
        pytest.param(
            "Troops/NNS>4:nsubj who/WP>3:nsubj deserted/VBD>1:acl:relcl fled/VBD>0 ./.>4:punct",
            "desert",
            id="relative-pronoun",
        ),
        pytest.param(
            "Norland/NNP>2:nsubj said/VBD>0 troops/NNS>4:nsubj fired/VBD>2:ccomp ./.>2:punct",
            "say",
            id="subject-of-the-next-clause-behind",
        ),
    ],
)
def test_readings_that_agree_are_sure(line: str, lemma: str) -> None:
    """Where order, forms and prepositions bear the tree out, the proposition is sure."""
    proposition = _read(line, lemma)
    assert (proposition.confidence, proposition.doubts) == (1.0, ())


@pytest.mark.parametrize(
    ("line", "lemma", "doubts"),
    [
        pytest.param(
            "In/IN>2:case May/NNP>4:obl rebels/NNS>2:flat attacked/VBD>0 the/DT>6:det camp/NN>4:obj ./.>4:punct",
            "attack",
            ("no subject, though a noun stands before the verb",),
            id="no-subject",
        ),
        pytest.param(
            "Rebels/NNS>2:nsubj clashed/VBD>0 the/DT>4:det town/NN>2:dep ./.>2:punct",
            "clash",
            ("the noun behind the verb is nothing to it",),
            id="noun-behind-a-verb-without-object",
        ),
        pytest.param(
            "Rebels/NNS>2:nsubj fired/VBD>0 at/IN>2:advmod troops/NNS>2:obj ./.>2:punct",
            "fire",
            ("a preposition or a verb stands before its object",),
            id="object-behind-a-preposition",
        ),
        pytest.param(
            "Camps/NNS>3:nsubj:pass were/VBD>3:aux:pass attacked/VBN>0 near/IN>5:case Ovria/NNP>3:obl by/IN>7:case"
            " rebels/NNS>5:nmod ./.>3:punct",
            "attack",
            ("a doer may stand behind «by»",),
            id="doer-hung-on-a-place",
        ),
        pytest.param(
            "Norland/NNP>2:nsubj agreed/VBD>0 to/TO>4:mark withdraw/VB>2:xcomp ./.>2:punct",
            "withdraw",
            ("its subject is understood",),
            id="controlled",
        ),
        pytest.param(
            "Norland/NNP>2:nsubj attacked/VBD>0 the/DT>4:det camp/NN>2:obj near/IN>6:case Ovria/NNP>4:nmod"
            " ,/,>8:punct killing/VBG>2:advcl two/CD>8:obj ./.>2:punct",
            "kill",
            ("its subject is understood from afar",),
            id="understood-from-afar",
        ),
        pytest.param(
            "To/TO>2:mark withdraw/VB>6:csubj would/MD>6:aux be/VB>6:cop a/DT>6:det mistake/NN>0 ./.>6:punct",
            "withdraw",
            ("no doer",),
            id="nobody",
        ),
    ],
)
def test_readings_that_differ_say_so(line: str, lemma: str, doubts: tuple[str, ...]) -> None:
    """What the surface does not bear out is doubted, with its reason in words."""
    proposition = _read(line, lemma)
    assert proposition.doubts == doubts
    assert proposition.confidence < 1.0


SUBJECT = "the noun before the verb is taken for its subject, against the tree"
OBJECT = "the noun behind the verb is taken for its object, against the tree"


@pytest.mark.parametrize(
    ("line", "lemma", "arguments", "doubt"),
    [
        pytest.param(
            "The/DT>2:det council/NN>7:dep has/VBZ>7:aux so/RB>5:advmod far/RB>7:advmod not/RB>7:advmod refused/VBN>0"
            " talks/NNS>7:obj ./.>7:punct",
            "refuse",
            {"agent": "council", "patient": "talks"},
            SUBJECT,
            id="subject-lost",
        ),
        pytest.param(
            "Hours/NNS>6:nsubj earlier/RB>1:advmod the/DT>4:det government/NN>6:dep had/VBD>6:aux banned/VBN>0"
            " rallies/NNS>6:obj ./.>6:punct",
            "ban",
            {"agent": "government", "patient": "rallies"},
            SUBJECT,
            id="date-for-a-subject",
        ),
        pytest.param(
            "The/DT>2:det truth/NN>3:nsubj is/VBZ>0 that/IN>3:mark Norland/NNP>3:dep has/VBZ>7:aux shelled/VBN>3:ccomp"
            " Ovria/NNP>7:obj ./.>3:punct",
            "shell",
            {"agent": "Norland", "patient": "Ovria"},
            SUBJECT,
            id="behind-that",
        ),
        pytest.param(
            "Relief/NN>2:compound ended/VBD>0 because/IN>6:mark rice/NN>2:obj was/VBD>6:aux:pass diverted/VBN>2:advcl"
            " ./.>2:punct",
            "divert",
            {"patient": "rice"},
            SUBJECT,
            id="passive-behind-because",
        ),
        pytest.param(
            "Envoys/NNS>2:nsubj think/VBP>0 near/IN>4:case Ovria/NNP>2:obl they/PRP>4:appos fled/VBD>2:advcl"
            " ./.>2:punct",
            "flee",
            {"agent": "they"},
            SUBJECT,
            id="pronoun-that-is-a-subject-by-its-form",
        ),
        pytest.param(
            "Rebels/NNS>2:nsubj seized/VBD>0 the/DT>4:det town/NN>2:dep ./.>2:punct",
            "seize",
            {"agent": "Rebels", "patient": "town"},
            OBJECT,
            id="object-lost",
        ),
    ],
)
def test_surface_decides(line: str, lemma: str, arguments: dict[str, str], doubt: str) -> None:
    """A noun phrase that can only be subject or object is it, and the proposition says against what."""
    proposition = _read(line, lemma)
    assert _arguments(line, proposition) == arguments
    assert doubt in proposition.doubts


def test_doubts_of_a_light_verb_go_over_to_its_noun() -> None:
    """What is doubted of «launched» is doubted of the attack that was launched."""
    line = (
        "In/IN>2:case May/NNP>4:obl rebels/NNS>2:flat launched/VBD>0 an/DT>6:det attack/NN>4:obj on/IN>8:case"
        " Ovria/NNP>6:nmod ./.>4:punct"
    )
    attack = _read(line, "attack")
    assert (attack.light, attack.doubts) == ("launch", ("no subject, though a noun stands before the verb",))


def test_phrase_that_holds_its_verb_has_the_words_of_the_surface() -> None:
    """A noun that the tree hangs above its verb is read without the verb's words."""
    line = "Rebels/NNS>3:nmod sacked/VBD>3:amod towns/NNS>0 near/IN>5:case Ovria/NNP>3:nmod ./.>3:punct"
    sentence = build_sentence(line)
    for proposition in find_propositions(sentence):
        verb = sentence.tokens[proposition.head].span
        assert not any(a.span.contains(verb) for a in proposition.arguments if a.role != "clause")
