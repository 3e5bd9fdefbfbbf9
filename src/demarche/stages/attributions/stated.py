"""What a source vouches for: the top of what it says, sees or shows, not what stands within that."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.model import Analysis, Attribution, Proposition, Span, Token

# Who says, sees or shows that something is so vouches for it; who thinks, plans, hopes or demands it does not, nor who
# only suggests that it may be so.
VOUCHING = frozenset({"say", "see", "show"})
LOOSE = frozenset({"conjunct", "parataxis"})
# How a word hangs on a noun that is told of: «terms of a sale that is expected».
WITHIN_A_PHRASE = frozenset({"acl", "nmod", "amod", "compound", "appos", "det", "nummod"})


def is_vouched_for(
    analysis: Analysis, attribution: Attribution, sentence: int, head: int, told: Mapping[tuple[int, int], Proposition]
) -> bool:
    """Say whether the source of the attribution vouches, in its own sentence, for the event at token `head`.

    `told` holds the propositions by sentence and token. A word that is no proposition counts where it hangs
    on the cue itself: «reported a loss».
    """
    if (
        attribution.kind not in VOUCHING
        or attribution.factuality.startswith("PS")
        or not analysis.sentences[sentence].span.contains(attribution.cue)
    ):
        return False
    tokens = analysis.sentences[sentence].tokens
    if not _holds(attribution, tokens[head].span):
        return False
    proposition = told.get((sentence, head))
    if proposition is None:
        top = _first_of_several(tokens, head)
        on = tokens[top].head
        return on >= 0 and any(cue.contains(tokens[on].span) for cue in _cues(attribution))
    if proposition.parent >= 0:
        above = analysis.propositions[proposition.parent]
        inside = _holds(attribution, analysis.sentences[above.sentence].tokens[above.head].span)
        if inside and proposition.relation not in LOOSE:
            return False
    token = tokens[_first_of_several(tokens, head)]
    noun = tokens[token.head]
    if token.rel not in WITHIN_A_PHRASE or noun.upos not in ("NOUN", "PROPN", "PRON"):
        return True
    if not _holds(attribution, noun.span):
        return True
    if token.xpos != "VBG" or noun.head < 0:
        return False
    return any(cue.contains(tokens[noun.head].span) for cue in _cues(attribution))  # «saw [soldiers] running»


def _cues(attribution: Attribution) -> tuple[Span, ...]:
    return attribution.cue_spans or (attribution.cue,)


def _holds(attribution: Attribution, span: Span) -> bool:
    """Say whether the content holds the words and the cue does not."""
    covered = any(content.contains(span) for content in attribution.content)
    return covered and not any(cue.overlaps(span) for cue in _cues(attribution))


def _first_of_several(tokens: tuple[Token, ...], i: int) -> int:
    """Return the first of the words that token `i` is coordinated with, itself if it is none."""
    while tokens[i].rel == "conj" and 0 <= tokens[i].head < i:
        i = tokens[i].head
    return i
