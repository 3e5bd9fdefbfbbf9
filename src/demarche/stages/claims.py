"""Make the claims of a document: events with their voices and standing, repeats of one event merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from demarche.codebook.schema import Codebook, EventType
from demarche.model import (
    Analysis,
    Aux,
    Claim,
    Entity,
    Event,
    Interval,
    Mention,
    Place,
    Proposition,
    Quantity,
    Span,
    TollEntry,
    Unresolved,
    Voice,
)

DISTRICT = 3  # UCDP's precision of a district: 1 the place, 2 near it, 4 a province, 6 a country
INDEFINITE = frozenset({"a", "an", "another"})
ARMED = frozenset({"MIL", "COP", "REB", "PRM", "SPY"})
CAMPS = {
    **dict.fromkeys(("MIL", "COP", "GOV", "PRM", "SPY", "LEG", "JUD"), "state"),
    **dict.fromkeys(("REB", "CRM"), "rebels"),
    **dict.fromkeys(("UAF", "UNK"), ""),
}
RELATIVE = frozenset({"who", "which", "whose", "whom"})
Entities = Mapping[tuple[int, int], Entity]


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


class _Draft(msgspec.Struct):
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


def make_claims(
    analysis: Analysis, told: tuple[Told, ...], entities: Entities, codebook: Codebook, identify: Identify
) -> tuple[Claim, ...]:
    """Return the claims of the document in order of their evidence.

    Two tellings are one claim if type, parties, voice, auxiliary modes, date and place agree, where what one of them
    leaves open agrees with anything; a headline in the publisher's own voice joins the telling that names its source.
    The first full telling gives the evidence; modes, toll and quantities are united.
    """
    drafts = [_draft(analysis, item, entities, codebook) for item in told]
    merged: list[_Draft] = []
    place_of: dict[int, int] = {}
    for draft in drafts:
        for i, known in enumerate(merged):
            if _same(known, draft):
                _unite(known, draft)
                place_of.setdefault(draft.told.event.index, i)
                break
        else:
            place_of.setdefault(draft.told.event.index, len(merged))
            merged.append(draft)
    ids = [_identify(draft, identify) for draft in merged]
    claims = []
    for i, draft in enumerate(merged):
        above = place_of.get(draft.told.event.under)
        claims.append(_claim(draft, ids[i], ids[above] if above is not None and above != i else None, entities))
    return tuple(sorted(claims, key=lambda claim: (claim.evidence, claim.trigger, claim.type)))


def _draft(analysis: Analysis, told: Told, entities: Entities, codebook: Codebook) -> _Draft:
    event = told.event
    event_type = codebook.type(event.type)
    proposition = analysis.propositions[event.proposition]
    actors = _parties(event.actors, entities, event_type, acting=True)
    return _Draft(
        told=told,
        event_type=event_type,
        modes=event.modes,
        actors=actors,
        recipients=_beside(_parties(event.recipients, entities, event_type, acting=False), actors),
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
    )


def _is_indefinite(analysis: Analysis, proposition: Proposition) -> bool:
    tokens = analysis.sentences[proposition.sentence].tokens
    return any(t.head == proposition.head and t.rel == "det" and t.text.lower() in INDEFINITE for t in tokens)


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
    mentions: tuple[Mention, ...], entities: Entities, event_type: EventType, *, acting: bool
) -> tuple[Entity, ...]:
    """Return the entities of the mentions; several countries in one mention expand; repeats are left out."""
    material = event_type.material
    found: dict[tuple[str, tuple[str, ...], str], Entity] = {}
    for mention in mentions:
        entity = entities[(mention.sentence, mention.head)]
        for country in entity.countries or (entity.country,):
            sectors = entity.sectors
            bare = (entity.id or "").startswith("country:") and sectors == ("GOV",)
            if acting and event_type.bare_state and bare:
                sectors = (event_type.bare_state,)
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


def _same(a: _Draft, b: _Draft) -> bool:
    """Say whether `b`, told after `a`, tells the same event again.

    1. Type, parties, date and place must agree. 2. A headline joins whatever tells it in full. 3. A mere mention («the
    attack», no «another attack») joins the telling before it. 4. Within a sentence a result joins its cause, save what
    is only told aside of a party («the junta, which took power in 2021, …»). 5. Else voice and auxiliary modes must
    agree and a party must be named by both.
    """
    # 1.
    if not _types_agree(a, b) or not (_agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)):
        return False
    if _apart_in_time(a.date, b.date) or _apart_in_place(a.place, b.place):
        return False
    if _apart_in_toll(a.toll, b.toll) and not a.headline:
        return False
    if a.event_type.material and _camps_differ(a.actors, b.actors):
        return False
    parties = bool(a.actors or a.recipients) and bool(b.actors or b.recipients)
    if parties and a.told.event.mutual != b.told.event.mutual:
        return False
    voices = _first_voice(a), _first_voice(b)
    same_voice, one_silent = voices[0] == voices[1], None in voices
    # 2.
    if a.headline:
        another = _modes_differ(a, b) and _sectors_differ(a.recipients, b.recipients)
        return a.told.aux == b.told.aux and (same_voice or voices[0] is None) and not another
    # 3.
    here = b.told.event.sentence in a.sentences
    if b.nominal and (here or not b.fresh) and not b.told.aux and (same_voice or voices[1] is None):
        return True
    # 4.
    if here:
        if a.aside != b.aside:
            return False
        two_words = not a.event_type.material and _modes_differ(a, b)  # «demanded this and asked for that»
        return a.told.aux == b.told.aux and (same_voice or one_silent) and not two_words
    # 5.
    done = a.event_type.material  # words are nobody's without their speaker
    named = bool(a.actors and b.actors) or (done and bool(a.recipients and b.recipients))
    if not done and {e.country for e in a.actors} != {e.country for e in b.actors}:
        return False  # what one side has rejected is not what both deny
    if done and _camps_differ(a.recipients, b.recipients) and "rebels" in map(_camp, (*a.recipients, *b.recipients)):
        return False  # «survivors» may be soldiers, but they are no rebels
    if done and not (_akin(a.actors, b.actors) or _akin(a.recipients, b.recipients)):
        return False
    return a.told.aux == b.told.aux and same_voice and named and not _modes_differ(a, b)


def _akin(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> bool:
    """Say whether two sides have a party in common, a country and somebody of it, or two of one sector."""
    return any(_is_akin(x, y) for x in a for y in b)


def _is_akin(a: Entity, b: Entity) -> bool:
    if a.id is not None and a.id == b.id:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    lands = any((entity.id or "").startswith("country:") for entity in (a, b))
    return (lands and a.country == b.country) or not set(a.sectors).isdisjoint(b.sectors)


def _types_agree(a: _Draft, b: _Draft) -> bool:
    """Say whether two tellings can be of one type.

    Where the codebook is made from another, a telling whose type in the base alone has named it («the attack») may be
    of the type that a mode or a party has given to another.
    """
    if a.event_type.name == b.event_type.name:
        return True
    ways = {a.named_by, b.named_by}
    return a.told.event.known_as == b.told.event.known_as and "type" in ways and ways <= {"type", "mode"}


def _apart_in_time(a: Interval | Unresolved, b: Interval | Unresolved) -> bool:
    return isinstance(a, Interval) and isinstance(b, Interval) and (a.start > b.end or b.start > a.end)


def _apart_in_place(a: Place | Unresolved, b: Place | Unresolved) -> bool:
    return isinstance(a, Place) and isinstance(b, Place) and a.country != b.country


def _finer(a: Place | Unresolved, b: Place | Unresolved) -> Place | Unresolved:
    """Return the better known place, the first of two as good: «the cathedral» or a country yields to a town."""
    if isinstance(a, Unresolved) or isinstance(b, Unresolved):
        return b if isinstance(a, Unresolved) else a
    return b if _coarse(b) < DISTRICT <= _coarse(a) else a


def _coarse(place: Place) -> int:
    """Return UCDP's precision, a district's at best for words without a name."""
    return max(place.ucdp, DISTRICT) if place.name is None and place.text[:1].islower() else place.ucdp


def _apart_in_toll(a: tuple[TollEntry, ...], b: tuple[TollEntry, ...]) -> bool:
    """Say whether two tellings count the same thing differently: «14 hurt», «put the injured at 31»."""
    counts = {entry.field: entry.count for entry in a}
    for entry in b:
        known = counts.get(entry.field)
        if known is not None and (
            (known.high is not None and known.high < entry.count.low)
            or (entry.count.high is not None and entry.count.high < known.low)
        ):
            return True
    return False


def _modes_differ(a: _Draft, b: _Draft) -> bool:
    return bool(a.modes and b.modes and not set(a.modes) & set(b.modes))


def _sectors_differ(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> bool:
    left, right = ({sector for entity in side for sector in entity.sectors} for side in (a, b))
    return bool(left and right and left.isdisjoint(right))


def _camps_differ(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> bool:
    """Say whether two sides of one country stand against each other: its soldiers and its rebels, rebels and nuns."""
    left, right = ({_camp(e) for e in side} for side in (a, b))
    return bool(left and right and "" not in left | right and left.isdisjoint(right))


def _camp(entity: Entity) -> str:
    """Return whose side in a civil conflict the main sector is on, «» where it may be anybody's."""
    main = entity.sectors[0] if entity.sectors else ""
    return CAMPS.get(main, "society" if main else "")


def _agree(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> bool:
    """Say whether two sides can be the same parties: nobody agrees with anybody, «gunmen» with their like."""
    left, right = {e.country for e in a if e.country}, {e.country for e in b if e.country}
    if left and right:
        return left <= right or right <= left
    if left or right:
        # «gunmen» are not the army, but «nine» or «them» may be anybody.
        sectors = {s for e in a for s in e.sectors}, {s for e in b for s in e.sectors}
        return not sectors[0] or not sectors[1] or bool(sectors[0] & sectors[1])
    return True


def _first_voice(draft: _Draft) -> tuple[str, str] | None:
    if not draft.voices:
        return None
    voice = draft.voices[0]
    if voice.source.text.lower().startswith(("a ", "an ")):
        return (voice.source.text.lower(), voice.stance)  # somebody not spoken of before
    return (voice.source.country or voice.source.text.lower(), voice.stance)


def _unite(known: _Draft, other: _Draft) -> None:
    if known.named_by == "type" and other.named_by == "mode":
        known.event_type, known.named_by = other.event_type, other.named_by
    known.modes = tuple(dict.fromkeys((*known.modes, *other.modes)))
    known.contexts = tuple(dict.fromkeys((*known.contexts, *other.contexts)))
    joined = known.event_type.material and other.told.event.sentence in known.sentences and not other.nominal
    more = _of_other_sectors(known.recipients, other.recipients) if joined and not known.nominal else ()
    first = known.headline and not other.headline  # a headline's clipped words are the worse reading
    known.actors = _better(other.actors, known.actors) if first else _better(known.actors, other.actors)
    known.recipients = (
        _better(other.recipients, known.recipients) if first else _better(known.recipients, other.recipients)
    )
    known.recipients += tuple(e for e in more if e not in known.recipients)
    if known.headline and not other.headline:
        # The first full telling gives the evidence and the voice.
        known.told, known.voices, known.headline = other.told, other.voices or known.voices, False
    if isinstance(known.date, Unresolved):
        known.date = other.date
    known.place = _finer(other.place, known.place) if first else _finer(known.place, other.place)
    known.toll = _tolls(other.toll, known.toll) if first else _tolls(known.toll, other.toll)
    known.quantities = (
        _quantities(other.quantities, known.quantities) if first else _quantities(known.quantities, other.quantities)
    )
    known.confidence = max(known.confidence, other.confidence)
    known.members.append(other.told.event.index)
    known.sentences |= other.sentences


def _of_other_sectors(known: tuple[Entity, ...], other: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return those whom the second of two acts of a sentence has hit besides: «killed two nuns and hurt a driver»."""
    sectors = {sector for entity in known for sector in entity.sectors}
    if not all(entity.sectors and entity.kind == "party" for entity in known):
        return ()
    armed = bool(sectors & ARMED)  # «14 people» are mostly those told before, unless these were soldiers
    return tuple(
        e
        for e in other
        if e.kind == "party" and e.sectors and sectors.isdisjoint(e.sectors) and (armed or e.sectors != ("CVL",))
    )


def _tolls(a: tuple[TollEntry, ...], b: tuple[TollEntry, ...]) -> tuple[TollEntry, ...]:
    """Return the entries of the first toll, and of the second for fields that it leaves open or gives no number.

    Those who came to the first, «three more died», are kept for the sum.
    """
    numbered = {entry.field for entry in a if (entry.count.low, entry.count.high) != (1, None)}
    open_fields = {entry.field for entry in b if entry.kind != "more"} - numbered
    open_fields |= {entry.field for entry in b} - {entry.field for entry in a}
    known = {entry.count.span for entry in a}
    return (
        *(entry for entry in a if entry.field not in open_fields),
        *(e for e in b if e.field in open_fields or (e.kind == "more" and e.count.span not in known)),
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


def _quantities(a: tuple[Quantity, ...], b: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Return the first quantities, and of the second those that tell of another thing."""
    known = {(quantity.unit, quantity.of) for quantity in a}
    return (*a, *(quantity for quantity in b if (quantity.unit, quantity.of) not in known))


def _better(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the side that names more countries, then more parties; the first of two that are alike."""
    return max((a, b), key=lambda side: (len({e.country for e in side if e.country}), len(side)))


def _identify(draft: _Draft, identify: Identify) -> str:
    return identify(
        type=draft.event_type.name,
        modes=draft.modes,
        actors=draft.actors,
        recipients=draft.recipients,
        trigger=draft.told.event.trigger,
        attribution=draft.voices,
    )


def _claim(draft: _Draft, claim_id: str, under: str | None, entities: Entities) -> Claim:
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
