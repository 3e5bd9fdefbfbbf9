"""Name an event as its codebook does, where the codebook is made from another by whose frames it was found."""

from __future__ import annotations

import msgspec

from demarche.codebook.mapping import Found, Name, outcome
from demarche.codebook.matching import Match
from demarche.codebook.schema import Codebook
from demarche.model import Mention
from demarche.stages.events.party_reading import Entities


class BaseEvent(msgspec.Struct, frozen=True):
    """An event by a type of the base: the match behind it, its modes, auxiliary modes and parties."""

    match: Match
    type: str
    modes: tuple[str, ...]
    aux: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]


def name_event(codebook: Codebook, found: BaseEvent, entities: Entities) -> Name | None:
    """Return what the event is in the codebook itself, None where the codebook leaves it out."""
    if not codebook.rules:
        return Name(found.type, found.modes)
    bare_state = found.match.frame.bare_state
    bare_state = bare_state or next(t.bare_state for t in codebook.matched_types if t.name == found.type)
    return outcome(
        codebook,
        Found(
            type=found.type,
            modes=found.modes,
            frame=found.match.frame,
            word=found.match.pattern.text,
            aux=found.aux,
            actor=_sectors(found.actors, entities, bare_state),
            recipient=_sectors(found.recipients, entities, ""),
        ),
    )


def _sectors(mentions: tuple[Mention, ...], entities: Entities, bare_state: str) -> frozenset[str]:
    """Return the sectors of the parties; a country that acts by its bare name has `bare_state`, where one is given."""
    found: set[str] = set()
    for mention in mentions:
        entity = entities[(mention.sentence, mention.head)]
        bare = bare_state and (entity.id or "").startswith("country:") and entity.sectors == ("GOV",)
        found |= {bare_state} if bare else set(entity.sectors)
    return frozenset(found)
