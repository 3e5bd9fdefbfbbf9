"""The draft of a claim: one event with its parties spread over countries and what its telling is like."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from demarche.codebook.schema import Codebook, EventType
from demarche.model import (
    Analysis,
    Aux,
    Entity,
    Event,
    Interval,
    Mention,
    Place,
    Proposition,
    Quantity,
    TollEntry,
    Unresolved,
    Voice,
)

INDEFINITE = frozenset({"a", "an", "another"})
RELATIVE = frozenset({"who", "which", "whose", "whom"})
ANOTHER = frozenset({"also", "earlier", "already", "previously", "before"})  # «had also struck the depot»
NEXT = frozenset({"then", "afterwards", "afterward", "subsequently"})  # «aircraft then struck the column»
MODIFIERS = frozenset({"det", "amod"})
ONE_MORE = frozenset({"another", "second", "third", "fourth", "further"})  # «another drone hit a lorry»
Entities = Mapping[tuple[int, int], Entity]


class Told(msgspec.Struct, frozen=True):
    """One event with all that the stages found for it."""

    event: Event
    voices: tuple[Voice, ...]
    aux: tuple[Aux, ...]
    standing: str
    factuality: str
    date: Interval | Unresolved
    place: Place | Unresolved
    toll: tuple[TollEntry, ...]
    confidence: float
    quantities: tuple[Quantity, ...] = ()


class Draft(msgspec.Struct):
    """A claim in the making: one telling, or several that were found to be of one event."""

    told: Told
    event_type: EventType
    modes: tuple[str, ...]
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    voices: tuple[Voice, ...]
    date: Interval | Unresolved
    place: Place | Unresolved
    toll: tuple[TollEntry, ...]
    quantities: tuple[Quantity, ...]
    contexts: tuple[str, ...]
    headline: bool
    nominal: bool
    fresh: bool  # an action noun that brings up an act anew: «an air strike»
    confidence: float
    aside: bool  # told of a party in a relative clause between commas
    members: list[int]
    sentences: set[int]
    named_by: str  # as in the event
    another: bool = False  # told as another act: «had also», «then struck», «another drone»


def draft_claim(analysis: Analysis, told: Told, entities: Entities, codebook: Codebook) -> Draft:
    """Make the draft of one event: parties by country, and what its telling is (headline, aside, noun)."""
    event = told.event
    event_type = codebook.type(event.type)
    proposition = analysis.propositions[event.proposition]
    bare_state = event.bare_state or event_type.bare_state
    actors = _parties(event.actors, entities, event_type, bare_state)
    return Draft(
        told=told,
        event_type=event_type,
        modes=event.modes,
        actors=actors,
        recipients=_beside(_parties(event.recipients, entities, event_type, ""), actors),
        voices=told.voices,
        date=told.date,
        place=told.place,
        toll=told.toll,
        quantities=told.quantities,
        contexts=event.contexts,
        headline=event.sentence == 0 and len(analysis.sentences) > 1 and _is_headline(analysis, event.sentence),
        nominal=proposition.kind == "noun",
        fresh=proposition.kind == "noun" and _is_indefinite(analysis, proposition),
        confidence=told.confidence,
        aside=_is_aside(analysis, proposition),
        members=[event.index],
        sentences={event.sentence},
        named_by=event.named_by,
        another=_is_before(analysis, proposition) or _is_next(analysis, proposition, event.actors),
    )


def _is_indefinite(analysis: Analysis, proposition: Proposition) -> bool:
    tokens = analysis.sentences[proposition.sentence].tokens
    return any(t.head == proposition.head and t.rel == "det" and t.text.lower() in INDEFINITE for t in tokens)


def _is_before(analysis: Analysis, proposition: Proposition) -> bool:
    """Say whether a pluperfect tells of another act before the one in hand."""
    if proposition.kind != "verb" or proposition.tense != "past" or not proposition.perfect:
        return False
    tokens = analysis.sentences[proposition.sentence].tokens
    return any(t.head == proposition.head and t.rel == "advmod" and t.text.lower() in ANOTHER for t in tokens)


def _is_next(analysis: Analysis, proposition: Proposition, actors: tuple[Mention, ...]) -> bool:
    """Say whether a verb tells of the act that came next, or of what one more doer or weapon did."""
    if proposition.kind != "verb":
        return False
    tokens = analysis.sentences[proposition.sentence].tokens
    if actors and any(t.head == proposition.head and t.rel == "advmod" and t.text.lower() in NEXT for t in tokens):
        return True
    doers = {t.i for t in tokens if t.head == proposition.head and t.rel == "nsubj"}
    known = {t.head for t in tokens if t.rel == "det" and t.text.lower() == "the"}  # «the second drone» of two
    return any(t.head in doers - known and t.rel in MODIFIERS and t.text.lower() in ONE_MORE for t in tokens)


def _is_aside(analysis: Analysis, proposition: Proposition) -> bool:
    """Say whether the act is told in a relative clause that a comma sets apart."""
    if proposition.relation != "relative":
        return False
    tokens = analysis.sentences[proposition.sentence].tokens
    pronoun = next((t for t in reversed(tokens[: proposition.head]) if t.lemma.lower() in RELATIVE), None)
    return pronoun is not None and pronoun.i > 0 and tokens[pronoun.i - 1].text == ","


def _is_headline(analysis: Analysis, sentence: int) -> bool:
    text = analysis.sentences[sentence].span.text(analysis.document.text).rstrip()
    return not text.endswith((".", "!", "?", "”", '"'))


def _parties(
    mentions: tuple[Mention, ...], entities: Entities, event_type: EventType, bare_state: str
) -> tuple[Entity, ...]:
    """Return the entities of the mentions; several countries in one mention expand; repeats are left out.

    `bare_state` is the sector of a country that acts by its bare name, «» where that is GOV.
    """
    material = event_type.material
    found: dict[tuple[str, tuple[str, ...], str], Entity] = {}
    for mention in mentions:
        entity = entities[(mention.sentence, mention.head)]
        for country in entity.countries or (entity.country,):
            sectors = entity.sectors
            bare = (entity.id or "").startswith("country:") and sectors == ("GOV",)
            if bare_state and bare:
                sectors = (bare_state,)
            if material and entity.kind == "none" and not country and not sectors:
                continue  # nobody can be done anything to «fire»; «rejected the accusation» keeps its object
            key = (country, sectors, "" if country else entity.text)
            found.setdefault(key, _of_country(entity, country, sectors))
    return tuple(found.values())


def _of_country(entity: Entity, country: str, sectors: tuple[str, ...]) -> Entity:
    """Return the party of one country in an entity of one or more: «the two foreign ministers» are two parties."""
    name, id_ = entity.name, entity.id
    if country != entity.country:
        of_state = (id_ or "").replace(f":{entity.country}", f":{country}").replace(f"{entity.country}:", f"{country}:")
        name, id_ = None, of_state if of_state != id_ else None
    return msgspec.structs.replace(entity, country=country, sectors=sectors, name=name, id=id_ or None)


def _beside(recipients: tuple[Entity, ...], actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Leave an actor's own country out of a recipient that names several («the pact between Norland and Suland»)."""
    own = {entity.country for entity in actors}
    return tuple(e for e in recipients if len(e.countries) < 2 or e.country not in own)
