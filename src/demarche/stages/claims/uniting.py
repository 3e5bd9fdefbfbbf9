"""Two tellings of one event made one: the better parties, place and toll, modes and contexts of both."""

from __future__ import annotations

from demarche.model import Entity, Place, Quantity, TollEntry, Unresolved
from demarche.stages.claims.drafts import Draft

DISTRICT = 3  # UCDP's precision of a district: 1 the place, 2 near it, 4 a province, 6 a country
ARMED = frozenset({"MIL", "COP", "REB", "PRM", "SPY"})


def unite(known: Draft, other: Draft) -> None:
    """Take into a draft what another telling of its event knows better; the first full one is the evidence."""
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


def _finer(a: Place | Unresolved, b: Place | Unresolved) -> Place | Unresolved:
    """Return the better known place, the first of two as good: «the cathedral» or a country yields to a town."""
    if isinstance(a, Unresolved) or isinstance(b, Unresolved):
        return b if isinstance(a, Unresolved) else a
    return b if _coarse(b) < DISTRICT <= _coarse(a) else a


def _coarse(place: Place) -> int:
    """Return UCDP's precision, a district's at best for words without a name."""
    return max(place.ucdp, DISTRICT) if place.name is None and place.text[:1].islower() else place.ucdp


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


def _quantities(a: tuple[Quantity, ...], b: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """Return the first quantities, and of the second those that tell of another thing."""
    known = {(quantity.unit, quantity.of) for quantity in a}
    return (*a, *(quantity for quantity in b if (quantity.unit, quantity.of) not in known))


def _better(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the side that names more countries, then more parties; the first of two that are alike."""
    return max((a, b), key=lambda side: (len({e.country for e in side if e.country}), len(side)))
