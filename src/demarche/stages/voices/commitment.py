"""How far each voice of a chain, and the publisher, commits itself to an event: FactBank's values.

Source of the scale: Saurí and Pustejovsky 2009, «FactBank: a corpus annotated with event factuality». A value is a
certainty (CT certain, PR probable, PS possible, U uncommitted) with a polarity (+, -, u for either).
"""

from __future__ import annotations

from collections.abc import Collection

from demarche.model import Aux, Stance

UNCOMMITTED = "Uu"
ORDER = ("PS", "PR", "CT")  # from the weakest
FLIPPED = {"+": "-", "-": "+", "u": "u"}
# What a voice commits itself to by its stance alone, where the cue says no more.
BY_STANCE: dict[Stance, str] = {"affirm": "CT+", "deny": "CT-", "doubt": "PS+", "ask": UNCOMMITTED}


def own_value(aux: Collection[Aux]) -> str:
    """Return what the words of the event themselves say, for whoever vouches for them: «may attack» is PS+."""
    certainty = "PS" if "hypothetical" in aux else "PR" if "future" in aux else "CT"
    return certainty + ("-" if "negation" in aux else "+")


def combine(cue: str, own: str) -> str:
    """Return the value of words with the value `own` below a cue with the value `cue`: the weaker certainty of both.

    «denied that it would attack» is CT- over PR+, which makes PR-; whoever is uncommitted stays so.
    """
    if UNCOMMITTED in (cue, own):
        return UNCOMMITTED
    certainty = min(cue[:-1], own[:-1], key=ORDER.index)
    polarity = own[-1] if cue[-1] == "+" else FLIPPED[own[-1]] if cue[-1] == "-" else "u"
    return certainty + polarity


def told_stance(stance: Stance, aux: Collection[Aux]) -> Stance:
    """Return what a voice makes of the event itself, not of its words: «said that nobody was hurt» denies a harm.

    What is only announced, feared or wished is no denial: «said it will not attend».
    """
    if "negation" not in aux:
        return stance
    if stance == "deny":
        return "affirm"
    settled = "future" not in aux and "hypothetical" not in aux
    return "deny" if stance == "affirm" and settled else stance


def told_aux(stance: Stance, aux: tuple[Aux, ...]) -> tuple[Aux, ...]:
    """Return the auxiliary modes of the event in the innermost voice: a denial negates, denied negation cancels out."""
    if stance != "deny":
        return aux
    return tuple(word for word in aux if word != "negation") if "negation" in aux else (*aux, "negation")
