"""No tree, however wrong, may stop the reading of propositions or give spans and indices that lie outside."""

from __future__ import annotations

import random

import pytest

from demarche.language.propositions import find_propositions, format_proposition
from demarche.model import Sentence, Span, Token
from support.trees import build_sentence


def _words(text: str) -> list[str]:
    return text.split()


WORDS = _words(
    """the of to on by said told that who which accused shelled attack talks Russia Monday has been going , . and if
    after killing Kyiv 12 was with urged Serbia withdraw not held under fire responsible ( ) up out have carried"""
)
RELATIONS = _words(
    """nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss amod compound case mark aux aux:pass cop det advmod xcomp
    ccomp advcl acl acl:relcl conj cc punct parataxis appos flat fixed dep csubj expl nsubj:outer"""
)
UPOS = _words("NOUN PROPN VERB AUX ADJ ADV ADP PRON DET PUNCT PART NUM CCONJ SCONJ")
XPOS = _words("NN NNS NNP VBD VBN VBG VBZ VBP VB JJ RB IN TO MD WDT PRP DT CD RP")


def _sentence(chance: random.Random) -> Sentence:
    size = chance.randint(1, 14)
    order = list(range(size))
    chance.shuffle(order)
    above = {i: order[chance.randrange(place)] if place else -1 for place, i in enumerate(order)}
    circles = chance.random() < 0.3
    tokens: list[Token] = []
    at = 0
    for i in range(size):
        word = chance.choice(WORDS)
        head = chance.randint(-1, size - 1) if circles else above[i]
        relation = chance.choice(RELATIONS) if head >= 0 else "root"
        upos, xpos = chance.choice(UPOS), chance.choice(XPOS)
        tokens.append(Token(i, at, at + len(word), word, word.lower(), upos, xpos, "", head, relation))
        at += len(word) + 1
    return Sentence(0, Span(0, at), tuple(tokens))


@pytest.mark.parametrize("seed", range(4), ids=lambda seed: f"seed {seed}")
def test_any_tree_is_read(seed: int) -> None:
    """Random words under random heads are read without an error, within bounds, and alike each time."""
    chance = random.Random(seed)
    for _ in range(500):
        sentence = _sentence(chance)
        found = find_propositions(sentence, 5)
        assert found == find_propositions(sentence, 5)
        for proposition in found:
            assert format_proposition(sentence, proposition)
            above = proposition
            for _ in found:
                above = found[above.parent - 5] if above.parent >= 0 else above
            assert above.parent < 0  # nothing is embedded in itself
            spans = [proposition.span, *(argument.span for argument in proposition.arguments)]
            assert all(0 <= span.start < span.end <= sentence.span.end for span in spans)
            assert all(argument.proposition < 5 + len(found) for argument in proposition.arguments)


def test_what_is_scheduled_to_be_held_is_put_off() -> None:
    """A light verb folded into the noun that it hangs on embeds the noun in no circle."""
    sentence = build_sentence(
        "Nurses/NNS>2:nsubj agreed/VBD>0 to/TO>4:mark postpone/VB>2:xcomp their/PRP$>6:nmod:poss demonstration/NN>4:obj"
        " scheduled/VBN>6:acl to/TO>10:mark be/VB>10:aux:pass held/VBN>7:xcomp on/IN>12:case Monday/NNP>10:obl"
        " ./.>2:punct"
    )
    found = {p.lemma: p for p in find_propositions(sentence)}
    assert found["demonstration"].parent == found["postpone"].index
    assert found["schedule"].parent == found["demonstration"].index
