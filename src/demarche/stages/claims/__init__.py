"""Make the claims of a document: events with their voices and standing, repeats of one event merged."""

from __future__ import annotations

from typing import Protocol

import msgspec

from demarche.codebook.schema import Codebook
from demarche.model import Analysis, Claim, Entity, Span, TollEntry, Voice
from demarche.stages.claims.drafts import Draft, Entities, Told, draft_claim
from demarche.stages.claims.sameness import is_same, likeness
from demarche.stages.claims.uniting import unite

__all__ = ["Identify", "Told", "make_claims"]


class Identify(Protocol):
    """Gives a claim its id from its content."""

    def __call__(
        self,
        *,
        type: str,
        modes: tuple[str, ...],
        actors: tuple[Entity, ...],
        recipients: tuple[Entity, ...],
        trigger: Span,
        attribution: tuple[Voice, ...],
    ) -> str:
        """Return the id."""
        ...


def make_claims(
    analysis: Analysis, told: tuple[Told, ...], entities: Entities, codebook: Codebook, identify: Identify
) -> tuple[Claim, ...]:
    """Return the claims of the document in order of their evidence.

    Two tellings are one claim if type, parties, voice, auxiliary modes, date and place agree, where what one of them
    leaves open agrees with anything; a headline in the publisher's own voice joins the telling that names its source.
    The first full telling gives the evidence; modes, toll and quantities are united. A mere mention («the shelling»)
    joins the telling that it is most like, of those as like it the last.
    """
    drafts = [draft_claim(analysis, item, entities, codebook) for item in told]
    merged: list[Draft] = []
    place_of: dict[int, int] = {}
    for draft in drafts:
        same = [i for i, known in enumerate(merged) if is_same(known, draft)]
        if same:
            same = [i for i in same if draft.told.event.sentence in merged[i].sentences] or same
            i = max(same, key=lambda i: likeness(merged[i], draft)) if draft.nominal else same[0]
            unite(merged[i], draft)
            place_of.setdefault(draft.told.event.index, i)
        else:
            place_of.setdefault(draft.told.event.index, len(merged))
            merged.append(draft)
    ids = [_identify(draft, identify) for draft in merged]
    claims = []
    for i, draft in enumerate(merged):
        above = place_of.get(draft.told.event.under)
        claims.append(_claim(draft, ids[i], ids[above] if above is not None and above != i else None, entities))
    return tuple(sorted(claims, key=lambda claim: (claim.evidence, claim.trigger, claim.type)))


def _identify(draft: Draft, identify: Identify) -> str:
    return identify(
        type=draft.event_type.name,
        modes=draft.modes,
        actors=draft.actors,
        recipients=draft.recipients,
        trigger=draft.told.event.trigger,
        attribution=draft.voices,
    )


def _claim(draft: Draft, claim_id: str, under: str | None, entities: Entities) -> Claim:
    sides: dict[tuple[str, tuple[str, ...], str], tuple[Entity, list[TollEntry]]] = {}
    for entry in draft.toll:
        parts = entry.parts or (((entry.count, entry.victims),) if entry.victims else ())
        for count, mention in parts:
            victims = entities.get((mention.sentence, mention.head))
            if victims is not None:
                key = (victims.country, victims.sectors, victims.text)
                part = msgspec.structs.replace(entry, count=count, victims=mention, parts=())
                sides.setdefault(key, (victims, []))[1].append(part)
    told = draft.told
    return Claim(
        id=claim_id,
        type=draft.event_type.name,
        modes=draft.modes,
        contexts=draft.contexts,
        quad=draft.event_type.quad,
        intensity=draft.event_type.intensity_of(draft.modes),
        actors=draft.actors,
        recipients=draft.recipients,
        trigger=told.event.trigger,
        evidence=told.event.evidence,
        attribution=draft.voices,
        aux=told.aux,
        standing=told.standing,
        factuality=told.factuality,
        under=under,
        date=draft.date,
        place=draft.place,
        toll=_summed(draft.toll),
        by_side=tuple((entity, tuple(entries)) for entity, entries in sides.values()),
        confidence=draft.confidence,
        frame=told.event.frame,
        quantities=draft.quantities,
    )


def _summed(toll: tuple[TollEntry, ...]) -> tuple[TollEntry, ...]:
    """Add those who came to the first number of a field, «… and three more died», where no sum is told."""
    summed: dict[str, TollEntry] = {}
    for entry in toll:
        first = summed.get(entry.field)
        if first is None:
            summed[entry.field] = entry
        elif entry.kind == "more" and not first.kind and first.count.span < entry.count.span:
            a, b = first.count, entry.count
            high = None if a.high is None or b.high is None else a.high + b.high
            summed[entry.field] = msgspec.structs.replace(
                first, count=msgspec.structs.replace(a, low=a.low + b.low, high=high)
            )
    return tuple(summed.values())
