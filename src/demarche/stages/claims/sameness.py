"""Whether two tellings within a report are of one event."""

from __future__ import annotations

from demarche.model import Entity, Interval, Place, TollEntry, Unresolved
from demarche.reference.geometry import kilometres_between
from demarche.stages.claims.drafts import Draft

STRETCH = 30  # days from which on an act of a stretch is none of a day
APART = 15.0  # kilometres from one town to another from which on an act in the one is not the act in the other
CAMPS = {
    **dict.fromkeys(("MIL", "COP", "GOV", "PRM", "SPY", "LEG", "JUD"), "state"),
    **dict.fromkeys(("REB", "CRM"), "rebels"),
    **dict.fromkeys(("UAF", "UNK"), ""),
}


def is_same(a: Draft, b: Draft) -> bool:
    """Say whether `b`, told after `a`, tells the same event again.

    1. Type, parties, date and place must agree; «had also struck», «another drone struck» are another strike. 2. A
    headline joins whatever tells it in full. 3. A mere mention («the attack», no «another attack») joins the telling
    before it. 4. Within a sentence a result joins its cause, save what is only told aside of a party («the junta, which
    took power in 2021, …»). 5. Else voice and auxiliary modes must agree and a party must be named by both; a deed
    whose day was left open is not the one that is told with its day.
    """
    # 1.
    if not _types_agree(a, b) or not (_agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)):
        return False
    if _apart_in_time(a.date, b.date) or _apart_in_place(a.place, b.place):
        return False
    if (_apart_in_toll(a.toll, b.toll) and not a.headline) or _sums_up(a, b):
        return False
    if a.event_type.material and _camps_differ(a.actors, b.actors):
        return False
    if b.another and not a.headline and not (a.another and b.told.event.sentence in a.sentences):
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
    if done and isinstance(a.date, Unresolved) and isinstance(b.date, Interval):
        return False  # whoever tells an act again has told before when it was
    return a.told.aux == b.told.aux and same_voice and named and not _modes_differ(a, b)


def likeness(known: Draft, mention: Draft) -> tuple[bool, bool, int]:
    """Rate a telling for a mention that may mean it: by modes, by day, then the later the better."""
    modes = bool(set(known.modes) & set(mention.modes)) or not mention.modes
    day = isinstance(mention.date, Interval) and isinstance(known.date, Interval)
    return modes, day, known.told.event.sentence


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


def _types_agree(a: Draft, b: Draft) -> bool:
    """Say whether two tellings can be of one type.

    Where the codebook is made from another, a telling whose type in the base alone has named it («the attack») may be
    of the type that a mode or a party has given to another.
    """
    if a.event_type.name == b.event_type.name:
        return True
    ways = {a.named_by, b.named_by}
    return a.told.event.known_as == b.told.event.known_as and "type" in ways and ways <= {"type", "mode"}


def _apart_in_time(a: Interval | Unresolved, b: Interval | Unresolved) -> bool:
    """Say whether two tellings are of two times, or one of a day and the other of a stretch: «since January»."""
    if not (isinstance(a, Interval) and isinstance(b, Interval)):
        return False
    return a.start > b.end or b.start > a.end or _is_stretch(a) != _is_stretch(b)


def _sums_up(a: Draft, b: Draft) -> bool:
    """Say whether a telling counts the victims of a stretch of time, which no act without a day is."""
    return bool(b.toll) and isinstance(b.date, Interval) and _is_stretch(b.date) and isinstance(a.date, Unresolved)


def _is_stretch(date: Interval) -> bool:
    """Say whether an act went on for much longer than the time that its words name: «since January»."""
    days = (date.end - date.start).days
    unit = {"day": 1, "week": 7, "part": 10, "month": 31, "quarter": 92, "year": 366}.get(date.granularity)
    counted = date.source in ("length and day", "begun", "since")
    return days > STRETCH and (counted or (unit is not None and days > 2 * unit))


def _apart_in_place(a: Place | Unresolved, b: Place | Unresolved) -> bool:
    """Say whether two tellings are set in two countries, or in two towns that are not next to one another."""
    if not (isinstance(a, Place) and isinstance(b, Place)):
        return False
    here, there = _point(a), _point(b)
    far = here is not None and there is not None and kilometres_between(here, there) > APART
    return a.country != b.country or far


def _point(place: Place) -> tuple[float, float] | None:
    """Return the point of a place that is told exactly, None for districts, regions and what lies near a town."""
    if place.ucdp != 1 or place.acled != 1 or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


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


def _modes_differ(a: Draft, b: Draft) -> bool:
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


def _first_voice(draft: Draft) -> tuple[str, str] | None:
    if not draft.voices:
        return None
    voice = draft.voices[0]
    if voice.source.text.lower().startswith(("a ", "an ")):
        return (voice.source.text.lower(), voice.stance)  # somebody not spoken of before
    side = "rebels " if _camp(voice.source) == "rebels" else ""  # no army speaks for the rebels of its country
    return (side + (voice.source.country or voice.source.text.lower()), voice.stance)
