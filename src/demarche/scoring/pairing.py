"""Pair annotated claims with coded ones: the best one-to-one pairing of each document."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from demarche.model import Span
from demarche.records import ClaimRow
from demarche.scoring.agreeing import (
    FIELDS,
    names_a_country,
    parties_agree,
    same_type,
    triggers_meet,
    whole_agrees,
    words_meet,
)
from demarche.scoring.gold import GoldClaim, GoldDocument


class Pairing(msgspec.Struct, frozen=True):
    """What became of the claims of one document, by their places in the two lists.

    `pairs` are of one type; `confused` pairs what is left over by its words, whatever its type.
    """

    pairs: tuple[tuple[int, int], ...]
    confused: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


def pair_claims(gold: GoldDocument, claims: tuple[ClaimRow, ...]) -> Pairing:
    """Return the pairing that finds most required claims, then most optional ones, then agrees in most.

    A coded claim may stand for an annotated one of its type where their words meet, or where both name the same
    countries on both sides: one event told in two places of a report.
    """
    weights = [
        [_weight(wanted, spans, claim) for claim in claims]
        for wanted, spans in zip(gold.claims, gold.spans, strict=True)
    ]
    pairs = best_pairs(weights)
    lost = [i for i in range(len(gold.claims)) if i not in {i for i, _ in pairs}]
    extra = [j for j in range(len(claims)) if j not in {j for _, j in pairs}]
    meeting = [[_nearness(gold.claims[i], gold.spans[i], claims[j]) for j in extra] for i in lost]
    confused = tuple((lost[i], extra[j]) for i, j in best_pairs(meeting))
    return Pairing(pairs, confused, tuple(lost), tuple(extra))


def _weight(gold: GoldClaim, spans: tuple[Span, ...], claim: ClaimRow) -> float:
    """Return how well a coded claim stands for an annotated one, 0 where it cannot."""
    if not same_type(gold, claim):
        return 0
    meet, who = words_meet(spans, claim), parties_agree(gold, claim)
    if not meet and not (who and names_a_country(gold)):
        return 0
    right = sum(check(gold, claim) is True for check in FIELDS.values())
    agreement = 60 * who + 30 * whole_agrees(gold, claim) + 20 * triggers_meet(spans, claim) + 10 * meet + right
    return (100_000 if gold.required else 1_000) + agreement


def _nearness(gold: GoldClaim, spans: tuple[Span, ...], claim: ClaimRow) -> float:
    if triggers_meet(spans, claim):
        return 3 + parties_agree(gold, claim)
    return 1 + parties_agree(gold, claim) if words_meet(spans, claim) else 0


def best_pairs(weights: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Return the one-to-one pairs of rows and columns of the greatest sum; a weight of 0 pairs nothing.

    The shortest augmenting path is sought row by row (the Hungarian method), in n² m steps.
    """
    if not weights or not weights[0]:
        return ()
    if len(weights) > len(weights[0]):
        turned = best_pairs([list(column) for column in zip(*weights, strict=True)])
        return tuple(sorted((i, j) for j, i in turned))
    rows, columns = len(weights), len(weights[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row that a column is paired with, counted from 1; column 0 holds the new row
    for row in range(1, rows + 1):
        owner[0] = row
        at = 0
        nearest = [math.inf] * (columns + 1)
        came_from = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[at]:
            done[at] = True
            here, step, following = owner[at], math.inf, 0
            for column in range(1, columns + 1):
                if not done[column]:
                    cost = -weights[here - 1][column - 1] - row_price[here] - column_price[column]
                    if cost < nearest[column]:
                        nearest[column], came_from[column] = cost, at
                    if nearest[column] < step:
                        step, following = nearest[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[owner[column]] += step
                    column_price[column] -= step
                else:
                    nearest[column] -= step
            at = following
        while at:
            owner[at] = owner[came_from[at]]
            at = came_from[at]
    pairs = ((owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column])
    return tuple(sorted((i, j) for i, j in pairs if weights[i][j] > 0))
