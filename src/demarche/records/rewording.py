"""Give claims the words of the document where they were read from a copy of it in other letters."""

from __future__ import annotations

from msgspec.structs import replace

from demarche.model import Claim, Entity, Interval, Place, TollEntry, Voice


def reworded(claim: Claim, text: str) -> Claim:
    """Return the claim with the words that stand at its spans in the text, which is as long as the one it came from."""

    def entity(found: Entity) -> Entity:
        return found if found.span is None else replace(found, text=found.span.text(text))

    def voice(found: Voice) -> Voice:
        return replace(found, source=entity(found.source))

    def entries(found: tuple[TollEntry, ...]) -> tuple[TollEntry, ...]:
        return tuple(replace(e, count=replace(e.count, text=e.count.span.text(text))) for e in found)

    date, place = claim.date, claim.place
    return replace(
        claim,
        actors=tuple(map(entity, claim.actors)),
        recipients=tuple(map(entity, claim.recipients)),
        attribution=tuple(map(voice, claim.attribution)),
        date=replace(date, text=date.span.text(text)) if isinstance(date, Interval) and date.span else date,
        place=replace(place, text=place.span.text(text)) if isinstance(place, Place) else place,
        toll=entries(claim.toll),
        by_side=tuple((entity(side), entries(found)) for side, found in claim.by_side),
        quantities=tuple(replace(found, text=found.span.text(text)) for found in claim.quantities),
    )
