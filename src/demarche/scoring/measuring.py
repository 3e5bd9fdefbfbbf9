"""Count what is right, missed and too much, and say how sure the figures are."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import mul

import msgspec

from demarche.errors import InputError
from demarche.records import ClaimRow
from demarche.scoring.agreeing import FIELDS, coded_standing, gold_standing, parties_agree, whole_agrees
from demarche.scoring.gold import GoldClaim, GoldDocument, GoldEntity
from demarche.scoring.pairing import Pairing, pair_claims
from demarche.scoring.predictions import Prediction

LEVELS = ("event", "who", "claim")
NOTHING = "nothing"
RESAMPLES = 1000


class Figure(msgspec.Struct, frozen=True):
    """A share between 0 and 1 with its bootstrap interval (95 %); null where there is nothing to share."""

    value: float | None
    low: float | None
    high: float | None


class Measure(msgspec.Struct, frozen=True):
    """Precision, recall and F1, with the counts that they are made from."""

    right: int
    gold: int
    coded: int
    precision: Figure
    recall: Figure
    f1: Figure


class Share(msgspec.Struct, frozen=True):
    """How many of the matched claims that a field is judged on have it right."""

    right: int
    of: int
    share: Figure


class Confusion(msgspec.Struct, frozen=True):
    """How often what is annotated was coded as what."""

    gold: str
    coded: str
    count: int


class Item(msgspec.Struct, frozen=True):
    """A claim of a report in words: its type, parties and evidence; `wrong` names the fields that differ."""

    type: str
    parties: str
    words: str
    wrong: tuple[str, ...] = ()


class ReportScore(msgspec.Struct, frozen=True):
    """What came of one report: counts by level, and the claims missed, too much, and found but for some field."""

    id: str
    title: str | None
    right: dict[str, int]
    gold: int
    coded: int
    f1: float | None
    missed: tuple[Item, ...]
    extra: tuple[Item, ...]
    differing: tuple[Item, ...]


class Scores(msgspec.Struct, frozen=True):
    """The scores of a set of reports; `reports` has the worst first."""

    documents: int
    gold: int
    optional: int
    coded: int
    resamples: int
    seed: int
    levels: dict[str, Measure]
    types: dict[str, Measure]
    fields: dict[str, Share]
    type_confusion: tuple[Confusion, ...]
    standing_confusion: tuple[Confusion, ...]
    reports: tuple[ReportScore, ...]


def score(
    gold: Sequence[GoldDocument],
    predictions: Sequence[Prediction],
    *,
    shared: bool = False,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Scores:
    """Score coded claims against annotated ones.

    1. Documents are brought together by their ids; with `shared` those that only one side has are left out.
    2. The claims of each are paired.
    3. What is right, asked for and given is counted document by document.
    4. Sums give the figures; sums over documents drawn anew, with replacement, their intervals.

    Raises InputError where a side lacks a document, texts differ, or offsets lie beyond the text.
    """
    both = match_documents(gold, predictions, shared=shared)  # 1
    counts, reports = [], []
    types, standings = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for document, prediction in both:
        claims = prediction.claims
        pairing = pair_claims(document, claims)  # 2
        counts.append(_count(document, claims, pairing))  # 3
        types.update(_type_pairs(document, claims, pairing))
        standings.update(
            (gold_standing(document.claims[i]), coded_standing(claims[j]))
            for i, j in pairing.pairs
            if document.claims[i].required
        )
        reports.append(_report(document, claims, pairing, counts[-1]))
    resamples = resamples if len(counts) > 1 else 0  # one report alone says nothing of others
    figures = _Figures(counts, seed, resamples)  # 4
    names = sorted({name for count in counts for _, level, name in count if level == "type"})
    reports.sort(key=lambda report: (2.0 if report.f1 is None else report.f1, -len(report.missed + report.extra)))
    return Scores(
        documents=len(both),
        gold=sum(count["gold", "event", ""] for count in counts),
        optional=sum(not claim.required for document, _ in both for claim in document.claims),
        coded=sum(len(prediction.claims) for _, prediction in both),
        resamples=resamples,
        seed=seed,
        levels={level: figures.measure(level, "") for level in LEVELS},
        types={name: figures.measure("type", name) for name in names},
        fields={name: figures.share(name) for name in FIELDS},
        type_confusion=_confusions(types),
        standing_confusion=_confusions(standings),
        reports=tuple(reports),
    )


def match_documents(
    gold: Sequence[GoldDocument], predictions: Sequence[Prediction], *, shared: bool
) -> list[tuple[GoldDocument, Prediction]]:
    """Return the documents of both sides, and check that they are the same texts."""
    coded = {prediction.id: prediction for prediction in predictions}
    wanted = {document.id for document in gold}
    if not shared:
        lacking = [document.id for document in gold if document.id not in coded]
        remedy = "Code all annotated reports, or score with --shared what both sides have."
        if lacking:
            raise InputError("the coded side", f"lacks {_named(lacking)} of the annotated reports", remedy)
        beyond = [prediction for prediction in predictions if prediction.id not in wanted]
        if beyond:
            fault = f"holds {_named([prediction.id for prediction in beyond])}, not among the annotated reports"
            remedy = "Take out what is not annotated, or score with --shared what both sides have."
            raise InputError("the coded side", fault, remedy)
    both = [(document, coded[document.id]) for document in gold if document.id in coded]
    if not both:
        remedy = "Give both the same ids: a file's name without .json, or its 'id'."
        raise InputError("the coded side", "shares no report with the annotated one", remedy)
    for document, prediction in both:
        _check_text(document, prediction)
    return both


def _named(ids: Sequence[str]) -> str:
    """Name up to three, and say how many more there are."""
    named = ", ".join(f"'{name}'" for name in ids[:3])
    return f"{named} and {len(ids) - 3} more" if len(ids) > 3 else named


def _check_text(document: GoldDocument, prediction: Prediction) -> None:
    place = f"{prediction.place}: document '{document.id}'"
    if prediction.text is not None and prediction.text != document.text:
        raise InputError(place, "its text is not that of the annotated report", "Code the annotated file itself.")
    size = len(document.text)
    for claim in prediction.claims:
        for span in (claim.evidence, claim.trigger):
            if span.end > size or span.start > span.end:
                fault = f"claim {claim.id} spans {span.start} to {span.end}, but the text has {size} characters"
                raise InputError(place, fault, "Code the annotated file itself: offsets count in its text.")


# Counted are, of one document: what is right, in the gold and coded, for each level, type and field.
Key = tuple[str, str, str]


def _count(document: GoldDocument, claims: tuple[ClaimRow, ...], pairing: Pairing) -> Counter[tuple[str, str, str]]:
    """Count one document; what is paired with optional claims counts nowhere."""
    count: Counter[Key] = Counter()
    neutral = {j for i, j in pairing.pairs if not document.claims[i].required}
    required = [claim for claim in document.claims if claim.required]
    for level in LEVELS:
        count["gold", level, ""] += len(required)
        count["coded", level, ""] += len(claims) - len(neutral)
    for wanted in required:
        count["gold", "type", wanted.type] += 1
    for i, j in pairing.pairs:
        wanted, claim = document.claims[i], claims[j]
        if not wanted.required:
            continue
        count["right", "event", ""] += 1
        count["right", "who", ""] += parties_agree(wanted, claim)
        count["right", "claim", ""] += whole_agrees(wanted, claim)
        count["right", "type", wanted.type] += 1
        count["coded", "type", wanted.type] += 1
        for name, check in FIELDS.items():
            verdict = check(wanted, claim)
            if verdict is not None:
                count["right", "field", name] += verdict
                count["of", "field", name] += 1
    for j in pairing.extra:
        count["coded", "type", claims[j].type] += 1
    return count


def _type_pairs(document: GoldDocument, claims: tuple[ClaimRow, ...], pairing: Pairing) -> list[tuple[str, str]]:
    """Return annotated and coded type of what is paired, and what stands alone; optional claims only where confused."""
    found = [(document.claims[i].type,) * 2 for i, _ in pairing.pairs if document.claims[i].required]
    found += [(document.claims[i].type, claims[j].type) for i, j in pairing.confused]
    together = set(pairing.confused)
    seen, used = {i for i, _ in together}, {j for _, j in together}
    found += [
        (document.claims[i].type, NOTHING) for i in pairing.missed if i not in seen and document.claims[i].required
    ]
    found += [(NOTHING, claims[j].type) for j in pairing.extra if j not in used]
    return found


def _confusions(counted: Mapping[tuple[str, str], int]) -> tuple[Confusion, ...]:
    return tuple(Confusion(gold, coded, count) for (gold, coded), count in sorted(counted.items()))


def _report(document: GoldDocument, claims: tuple[ClaimRow, ...], pairing: Pairing, count: Counter[Key]) -> ReportScore:
    gold, coded = count["gold", "event", ""], count["coded", "event", ""]
    differing = []
    for i, j in pairing.pairs:
        wanted = document.claims[i]
        wrong = tuple(name for name, check in FIELDS.items() if check(wanted, claims[j]) is False)
        if wanted.required and wrong:
            differing.append(msgspec.structs.replace(_wanted(document, i), wrong=wrong))
    return ReportScore(
        id=document.id,
        title=document.title,
        right={level: count["right", level, ""] for level in LEVELS},
        gold=gold,
        coded=coded,
        f1=2 * count["right", "event", ""] / (gold + coded) if gold + coded else None,
        missed=tuple(_wanted(document, i) for i in pairing.missed if document.claims[i].required),
        extra=tuple(_coded(document.text, claims[j]) for j in pairing.extra),
        differing=tuple(differing),
    )


def _wanted(document: GoldDocument, i: int) -> Item:
    claim = document.claims[i]
    evidence = claim.evidence if isinstance(claim.evidence, str) else claim.evidence.text
    return Item(claim.type, _sides(claim), evidence)


def _coded(text: str, claim: ClaimRow) -> Item:
    return Item(claim.type, _sides(claim), text[claim.evidence.start : claim.evidence.end])


def _sides(claim: GoldClaim | ClaimRow) -> str:
    """Return the countries of the two sides, of the annotated those that must be found; «?» for an unknown one."""
    sides = []
    for side in (claim.actors, claim.recipients):
        countries = [e.country or "?" for e in side if not isinstance(e, GoldEntity) or e.stated]
        sides.append(" ".join(dict.fromkeys(countries)) or "–")
    return " > ".join(sides)


class _Figures:
    """The sums of the counts, and those over documents drawn anew; all figures share the draws."""

    def __init__(self, counts: Sequence[Counter[Key]], seed: int, resamples: int) -> None:
        found: dict[Key, list[tuple[int, int]]] = {}
        for document, count in enumerate(counts):
            for key, value in count.items():
                found.setdefault(key, []).append((document, value))
        self.totals = {key: sum(value for _, value in values) for key, values in found.items()}
        columns = {key: tuple(zip(*values, strict=True)) for key, values in found.items()}
        self.drawn: dict[Key, list[int]] = {key: [] for key in found}
        self.resamples = resamples
        chance = random.Random(seed)
        for _ in range(resamples):
            times = [0] * len(counts)
            for document in chance.choices(range(len(counts)), k=len(counts)):
                times[document] += 1
            for key, (documents, values) in columns.items():
                self.drawn[key].append(sum(map(mul, map(times.__getitem__, documents), values)))

    def _figure(self, right: Sequence[Key], of: Sequence[Key]) -> Figure:
        """Return the share of the first sum in the second, with the middle 95 % of its draws."""

        def total(keys: Sequence[Key]) -> int:
            return sum(self.totals.get(key, 0) for key in keys)

        if not total(of):
            return Figure(None, None, None)
        none = [0] * self.resamples
        above = [sum(values) for values in zip(*(self.drawn.get(key, none) for key in right), strict=True)]
        below = [sum(values) for values in zip(*(self.drawn.get(key, none) for key in of), strict=True)]
        shares = sorted(a / b for a, b in zip(above, below, strict=True) if b)
        value = total(right) / total(of)
        if not shares:
            return Figure(value, None, None)
        edge = round(0.025 * (len(shares) - 1))
        return Figure(value, shares[edge], shares[len(shares) - 1 - edge])

    def measure(self, level: str, name: str) -> Measure:
        """Return precision, recall and F1 of a level, or of a type."""
        right, gold, coded = (("right", level, name), ("gold", level, name), ("coded", level, name))
        return Measure(
            right=self.totals.get(right, 0),
            gold=self.totals.get(gold, 0),
            coded=self.totals.get(coded, 0),
            precision=self._figure([right], [coded]),
            recall=self._figure([right], [gold]),
            f1=self._figure([right, right], [gold, coded]),
        )

    def share(self, name: str) -> Share:
        """Return how often a field is right where it is judged."""
        right, of = ("right", "field", name), ("of", "field", name)
        return Share(self.totals.get(right, 0), self.totals.get(of, 0), self._figure([right], [of]))
