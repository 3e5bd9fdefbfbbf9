"""Say in what a coded claim agrees with an annotated one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import UNSET

from demarche.model import TOLL_FIELDS, Aux, Span
from demarche.records import ClaimRow, EntityRow
from demarche.records.rows import CountRow
from demarche.scoring.gold import GoldClaim, GoldEntity
from demarche.stages.standing import standing_of

# Acts that are done by speaking: who speaks is their actor, with or without a cue for it.
SPEECH_ACTS = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "AGREE", "SUPPORT", "CONCEDE"})
SELF = "the actor"  # the voice of a speech act that speaks for itself


def same_type(gold: GoldClaim, claim: ClaimRow) -> bool:
    """Say whether the type is the annotated one, or one that is as good."""
    return claim.type == gold.type or claim.type in gold.alt_types


def words_meet(spans: tuple[Span, ...], claim: ClaimRow) -> bool:
    """Say whether evidence or trigger of the two share a character."""
    own = (Span(claim.evidence.start, claim.evidence.end), Span(claim.trigger.start, claim.trigger.end))
    return any(span.overlaps(other) for span in spans for other in own)


def triggers_meet(spans: tuple[Span, ...], claim: ClaimRow) -> bool:
    """Say whether the triggers of the two share a character: the annotated one is the last of the spans."""
    return bool(spans) and spans[-1].overlaps(Span(claim.trigger.start, claim.trigger.end))


def _all_found(stated: set[str], allowed: set[str], found: set[str]) -> bool:
    """Say whether all that is stated is found, and nothing but what is stated or optional."""
    return stated - {""} <= found - {""} <= allowed


def _countries_agree(gold: tuple[GoldEntity, ...], coded: tuple[EntityRow, ...]) -> bool:
    stated = {entity.country for entity in gold if entity.stated}
    return _all_found(stated, {entity.country for entity in gold}, {entity.country for entity in coded})


def parties_agree(gold: GoldClaim, claim: ClaimRow) -> bool:
    """Say whether the countries of actors and recipients are those annotated; unknown ones are left out of both."""
    return _countries_agree(gold.actors, claim.actors) and _countries_agree(gold.recipients, claim.recipients)


def names_a_country(gold: GoldClaim) -> bool:
    """Say whether a country is annotated that must be found."""
    return any(entity.stated and entity.country for entity in (*gold.actors, *gold.recipients))


def _sectors_agree(gold: tuple[GoldEntity, ...], coded: tuple[EntityRow, ...]) -> bool | None:
    stated = {sector for entity in gold if entity.stated for sector in entity.sectors}
    found = {sector for entity in coded for sector in entity.sectors}
    if not stated and not found:
        return None
    return _all_found(stated, {sector for entity in gold for sector in entity.sectors}, found)


def _voice(type_: str, chain: Iterable[Any], actors: Iterable[Any]) -> str | None:
    """Return the country of the first voice, None for the publisher's; one word where a speech act's actor speaks."""
    first = next(iter(chain), None)
    if type_ in SPEECH_ACTS:
        own = {entity.country for entity in actors}
        if first is None or (first.stance == "affirm" and first.source.country in own):
            return SELF
    return None if first is None else first.source.country


def gold_voice(gold: GoldClaim) -> str | None:
    """Return the annotated first voice."""
    return _voice(gold.type, gold.attribution, gold.actors)


def coded_voice(claim: ClaimRow) -> str | None:
    """Return the coded first voice."""
    return _voice(claim.type, claim.attribution, claim.actors)


def voices_agree(gold: GoldClaim, claim: ClaimRow) -> bool:
    """Say whether the first voice is of the annotated country; an unknown one agrees with any but the publisher's."""
    wanted, found = gold_voice(gold), coded_voice(claim)
    return found is not None if wanted == "" else wanted == found


def gold_standing(gold: GoldClaim) -> str:
    """Return the standing that follows from the annotated voices and auxiliary modes."""
    return _standing(gold.aux, gold.attribution, gold_voice(gold))


def coded_standing(claim: ClaimRow) -> str:
    """Return the coded standing; a speech act on its actor's own word is reported as one without a cue is."""
    return _standing(claim.aux, claim.attribution, coded_voice(claim))


def _standing(aux: tuple[Aux, ...], chain: tuple[Any, ...], voice: str | None) -> str:
    return standing_of(aux, () if voice == SELF else chain)


def whole_agrees(gold: GoldClaim, claim: ClaimRow) -> bool:
    """Say whether parties, first voice and standing are as annotated."""
    same_standing = gold_standing(gold) == coded_standing(claim)
    return parties_agree(gold, claim) and voices_agree(gold, claim) and same_standing


def _stances(gold: GoldClaim, claim: ClaimRow) -> bool | None:
    if not gold.attribution or not claim.attribution:
        return None
    return gold.attribution[0].stance == claim.attribution[0].stance


def _date(gold: GoldClaim, claim: ClaimRow) -> bool | None:
    if gold.date is UNSET or gold.date is None:
        return None
    return claim.date is not None and (claim.date.start, claim.date.end) == (gold.date.start, gold.date.end)


def _place(gold: GoldClaim, claim: ClaimRow) -> bool | None:
    if gold.place is UNSET or gold.place is None:
        return None
    if claim.place is None or (gold.place.country and claim.place.country != gold.place.country):
        return False
    wanted = gold.place.text.casefold()
    names = [name.casefold() for name in (claim.place.text, claim.place.name) if name]
    return any(name in wanted or wanted in name for name in names)


def _toll(gold: GoldClaim, claim: ClaimRow) -> bool | None:
    if gold.toll is UNSET or not gold.toll:
        return None
    return {name: (count.low, count.high) for name, count in gold.toll.items()} == coded_toll(claim)


def coded_toll(claim: ClaimRow) -> dict[str, tuple[int, int | None]]:
    """Return the coded numbers of people, low and high, by field."""
    counts = {name: getattr(claim.toll, name) for name in TOLL_FIELDS}
    return {name: (count.low, count.high) for name, count in counts.items() if isinstance(count, CountRow)}


# Whether a field of a pair is right; None where the pair says nothing of it. The last three: where nothing is
# annotated, nothing may be coded.
FIELDS: Mapping[str, Callable[[GoldClaim, ClaimRow], bool | None]] = {
    "actor": lambda gold, claim: _countries_agree(gold.actors, claim.actors),
    "recipient": lambda gold, claim: _countries_agree(gold.recipients, claim.recipients),
    "modes": lambda gold, claim: set(gold.modes) == set(claim.modes),
    "actor sectors": lambda gold, claim: _sectors_agree(gold.actors, claim.actors),
    "recipient sectors": lambda gold, claim: _sectors_agree(gold.recipients, claim.recipients),
    "voice": voices_agree,
    "stance": _stances,
    "aux": lambda gold, claim: set(gold.aux) == set(claim.aux),
    "standing": lambda gold, claim: gold_standing(gold) == coded_standing(claim),
    "date": _date,
    "place": _place,
    "toll": _toll,
    "no date": lambda gold, claim: claim.date is None if gold.date is None else None,
    "no place": lambda gold, claim: claim.place is None if gold.place is None else None,
    "no toll": lambda gold, claim: not coded_toll(claim) if gold.toll == {} else None,
}
