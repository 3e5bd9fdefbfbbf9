"""A claim as linking sees it: small, plain, the same whether it comes from a reading or from a store."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import msgspec
from msgspec import UNSET

from demarche.model import TOLL_FIELDS
from demarche.records.rows import ClaimRow, EntityRow, PlaceRow, TollRow

SURE = frozenset({"own clause", "its clause", "governing clause"})  # what supports a day that is told with the act

Bounds = tuple[int, int | None]  # of a number of people; None for no upper bound


class Party(msgspec.Struct, frozen=True):
    """Somebody who takes part or speaks: country («» unknown), sectors, id and words."""

    country: str
    sectors: tuple[str, ...]
    id: str | None
    text: str

    @property
    def name(self) -> str:
        """A name to show and to sort by."""
        return self.text or (self.id or "").partition(":")[2] or " ".join((self.country, *self.sectors)) or "?"


class Speaker(msgspec.Struct, frozen=True):
    """A voice of a claim's chain."""

    party: Party
    stance: str


class Site(msgspec.Struct, frozen=True):
    """Where an act took place; `exact` for a town or less, not a province or a country."""

    name: str
    country: str
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    exact: bool


class Telling(msgspec.Struct, frozen=True):
    """One claim of one document, with all that tells of which incident it is.

    `first` and `last` are days as ordinals (`datetime.date.toordinal`), `published` too, and `sure` says that the day
    is told with the act, not taken over from another sentence. `context` are stems of the sentence that tells of it,
    `names` its names, `trigger` the stem of its trigger; `setting` are the names in the whole document. `countries`
    are those of place and parties, or the document's where these have none.
    """

    id: str
    key: int
    document: str
    origin: str
    position: int
    published: int | None
    publisher: str
    type: str
    modes: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    first: int | None
    last: int | None
    sure: bool
    site: Site | None
    toll: dict[str, Bounds]
    tolls: dict[str, tuple[int, ...]]  # every number that is told of a field
    by_side: tuple[tuple[Party, dict[str, Bounds]], ...]
    voices: tuple[Speaker, ...]
    standing: str
    aux: tuple[str, ...]
    trigger: str
    trigger_words: str
    names: frozenset[str]
    context: frozenset[str]
    hours: frozenset[str]  # parts of the day that are named
    struck: frozenset[str]  # stems of the words for the recipients
    further: bool
    setting: frozenset[str]
    countries: tuple[str, ...]
    doers: frozenset[str]  # countries of the actors
    victims: frozenset[str]  # and of the recipients
    under: str | None = None
    quad: int = 0
    start: int = 0  # first character of the trigger

    @property
    def order(self) -> tuple[int, str, int, str]:
        """The fixed order of tellings: the day of the report, its id, the place in it."""
        return (self.published if self.published is not None else 10**7, self.document, self.start, self.id)


def make_tellings(
    document: str,
    published: dt.date | None,
    publisher: str | None,
    claims: Iterable[tuple[int, ClaimRow]],
    origin: str | None = None,
    text: str | None = None,
) -> tuple[Telling, ...]:
    """Return the tellings of a document from its claims, each with its key in the store."""
    given = tuple(claims)
    setting = frozenset(mark for _, claim in given for mark in _marks(claim))
    if text is not None:
        setting = proper_names(text)
    common = Counter(country for _, claim in given for country in dict.fromkeys(_countries(claim)))
    usual = tuple(country for country, _ in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:2])
    return tuple(
        Telling(
            id=claim.id,
            key=key,
            document=document,
            origin=origin or document,
            position=position,
            published=None if published is None else published.toordinal(),
            publisher=publisher or document,
            type=claim.type,
            modes=claim.modes,
            actors=tuple(map(_party, claim.actors)),
            recipients=tuple(map(_party, claim.recipients)),
            first=None if claim.date is None else claim.date.start.toordinal(),
            last=None if claim.date is None else claim.date.end.toordinal(),
            sure=claim.date is not None and claim.date.granularity == "day" and claim.date.source in SURE,
            site=None if claim.place is None else _site(claim.place),
            toll=_toll(claim.toll),
            tolls={field: (low,) for field, (low, _) in _toll(claim.toll).items()},
            by_side=_sides(claim.toll),
            voices=tuple(Speaker(_party(voice.source), voice.stance) for voice in claim.attribution),
            standing=claim.standing,
            aux=claim.aux,
            trigger=" ".join(map(stem, _WORD.findall((claim.trigger.text or "").lower()))),
            trigger_words=claim.trigger.text or "",
            names=_names(claim, told),
            context=content_words(told),
            hours=frozenset(_HOURS.get(hour.lower(), hour.lower()) for hour in _HOUR.findall(told)),
            struck=frozenset().union(*(content_words(entity.text or "") for entity in claim.recipients)),
            further=_FURTHER.search(told) is not None,
            setting=setting,
            doers=frozenset(entity.country for entity in claim.actors if entity.country),
            victims=frozenset(entity.country for entity in claim.recipients if entity.country),
            countries=tuple(dict.fromkeys(_countries(claim))) or usual,
            under=claim.under,
            quad=claim.quad,
            start=claim.trigger.start,
        )
        for position, (key, claim) in enumerate(given)
        for told in (_sentence(claim, text),)
    )


# --------------------------------------------------------------------------------------------------------- words

_STOPS = re.compile(r"[.!?][”\"’']?\s+(?=[A-ZÀ-Þ“\"‘«])|\n")
_FURTHER = re.compile(r"\b(?:second|third|another|again|later|more|further|also|other)\b", re.IGNORECASE)
_HOURS = {"dawn": "morning", "noon": "midday", "midnight": "night", "overnight": "night"}
_HOUR = re.compile(r"\b(dawn|morning|noon|midday|afternoon|evening|night|overnight|midnight)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[^\s.!?:«»“”\"—–-] )[A-ZÀ-Þ][^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
_ENDINGS = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")
_IRREGULAR = {
    "struck": "strik", "shot": "shoot", "shooting": "shoot", "fell": "fall", "fallen": "fall", "held": "hold",
    "met": "meet", "meetings": "meet", "blew": "blow", "blown": "blow", "broke": "break", "broken": "break",
    "took": "tak", "taken": "tak", "sank": "sink", "sunk": "sink", "fought": "fight", "sent": "send",
    "killed": "kill", "died": "die", "dead": "die", "death": "die", "deaths": "die", "dying": "die",
    "led": "lead", "left": "leav", "withdrew": "withdraw", "withdrawn": "withdraw", "said": "say", "began": "begin",
    "burnt": "burn", "threw": "throw", "thrown": "throw", "drove": "driv", "driven": "driv", "sought": "seek",
    "froze": "freez", "frozen": "freez", "spoke": "speak", "swore": "swear", "denied": "deny", "denial": "deny",
    "arrests": "arrest", "told": "tell", "fired": "fir", "firing": "fir", "fire": "fir",
}  # fmt: skip
_SMALL = """
a about after again against all also am an and any are as at be because been before being between both but by
can could did do does doing down during each few for from further had has have having he her here hers him his
how i if in into is it its just like may me might more most must my no nor not now of off on once only or
other our out over own said same say says shall she should since so some such than that the their them then
there these they this those through to too under until up upon very was we were what when where which while
who whom whose why will with would yet you your told according one two three four five six seven eight nine
ten people least monday tuesday wednesday thursday friday saturday sunday january february march april june
july august september october november december day days week month year yesterday today
"""
_STOP = frozenset(_SMALL.split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what is left of a word, in small letters, when its ending is cut: enough to tell forms of it together."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that carry meaning; numbers, days and small words are left out."""
    found = (word.partition("'")[0].partition("’")[0] for word in _WORD.findall(fold_words(text)))
    return frozenset(stem(word) for word in found if word not in _STOP and len(word) > 2)


def proper_names(text: str) -> frozenset[str]:
    """Return the words of a text that begin with a capital, in small letters, without those that begin a sentence."""
    found = (fold_words(name) for name in _NAME.findall(text))
    return frozenset(name for name in found if name not in _STOP)


def fold_words(text: str) -> str:
    """Return the text in small letters without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


# --------------------------------------------------------------------------------------------------------- slots


def _party(entity: EntityRow) -> Party:
    return Party(entity.country, entity.sectors, entity.id, entity.text or entity.name or "")


def _site(place: PlaceRow) -> Site:
    exact = place.latitude is not None and place.precision.acled == 1
    name = place.name or place.text or ""
    return Site(name, place.country, place.geonameid, place.latitude, place.longitude, exact)


def _toll(toll: TollRow) -> dict[str, Bounds]:
    found: dict[str, Bounds] = {}
    for field in TOLL_FIELDS:
        count = getattr(toll, field)
        if count is not UNSET:
            found[field] = (count.low, count.high)
    return found


def _sides(toll: TollRow) -> tuple[tuple[Party, dict[str, Bounds]], ...]:
    if toll.by_side is UNSET:
        return ()
    sides: list[tuple[Party, dict[str, Bounds]]] = []
    for side in toll.by_side:
        fields = {
            field: (count.low, count.high) for field in TOLL_FIELDS if (count := getattr(side, field)) is not UNSET
        }
        sides.append((_party(side.side), fields))
    return tuple(sides)


def _marks(claim: ClaimRow) -> Iterable[str]:
    """Yield what names the setting of a claim: its town, and the ids of those who take part."""
    if claim.place is not None and claim.place.name and claim.place.precision.acled == 1:
        yield f"place:{claim.place.name}"
    for entity in (*claim.actors, *claim.recipients):
        if entity.id is not None and not entity.id.startswith("country:"):
            yield entity.id


def _countries(claim: ClaimRow) -> Iterable[str]:
    if claim.place is not None and claim.place.country:
        yield claim.place.country
    yield from (entity.country for entity in (*claim.actors, *claim.recipients) if entity.country)


def _names(claim: ClaimRow, told: str) -> frozenset[str]:
    """Return the names in the words told and of the place, without those of parties and speakers, which have slots."""
    sides = (*claim.actors, *claim.recipients, *(voice.source for voice in claim.attribution))
    known = {word for side in sides for words in (side.text, side.name) for word in fold_words(words or "").split()}
    site = "" if claim.place is None else f"in {claim.place.name or claim.place.text or ''}"
    return (proper_names(told) - known) | proper_names(site)


def _sentence(claim: ClaimRow, text: str | None) -> str:
    """Return the sentence that the trigger stands in, as far as full stops tell."""
    if text is None:
        return claim.evidence.text or ""
    starts = [found.end() for found in _STOPS.finditer(text, 0, claim.trigger.start)]
    end = _STOPS.search(text, claim.trigger.end)
    return text[starts[-1] if starts else 0 : end.start() if end else len(text)]
