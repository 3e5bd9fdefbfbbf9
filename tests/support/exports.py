"""A small store of invented reports, with a claim for each case that the forms of export tell apart."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from demarche.model import Claim, Count, Document, Entity, Interval, Place, Reading, Span, TollEntry, Voice
from demarche.records import make_row
from demarche.store import Store
from support.claims import make_claim, make_document
from support.readings import make_reading

SHELLING = make_document(
    id="shelling",
    url="https://example.org/shelling",
    title="=Shells\ton Dorvik",
    publisher="The Fell Post",
    published=dt.date(2026, 5, 13),
    text=(
        "Norwegian troops shelled Dorvik on Monday, killing 12 residents, the Swedish embassy said. Norway denied that "
        "its drones hit Lund. Rebels of the Army of the Fells ambushed Swedish soldiers last week and killed three. "
        "Gunmen shot two teachers. Talks were held. Police arrested a writer in May."
    ),
)
MARCH = make_document(
    id="march",
    publisher="The Fell Post",
    published=dt.date(2026, 5, 20),
    text=(
        "Thousands marched in Lund on 18 May. Police used tear gas against students, hurting six. The UN condemned it. "
        "Norway and Denmark visited Sweden and Finland. Firms will strike tomorrow. The EU sent flour. "
        "An envoy was shot dead in Lund. Hackers struck the bank."
    ),
)


def party(document: Document, words: str, country: str, *sectors: str, **fields: Any) -> Entity:
    """Return an entity that the words of a document name; without words one that is implied."""
    if not words:
        return Entity(country, sectors, None, "", implied=True, **fields)
    start = document.text.index(words)
    return Entity(country, sectors, Span(start, start + len(words)), words, **fields)


def _country(document: Document, name: str, code: str) -> Entity:
    return party(document, name, code, "GOV", name=name, id=f"country:{code}")


def days(start: str, end: str | None = None, *, acled: int = 1, ucdp: int = 1) -> Interval:
    """Return the days from one to another."""
    return Interval(
        dt.date.fromisoformat(start), dt.date.fromisoformat(end or start), "day", None, "", "timex", acled, ucdp
    )


def _lund(document: Document) -> Place:
    start = document.text.index("Lund")
    return Place(Span(start, start + 4), "Lund", "Lund", "SWE", "Skåne", 2693678, 55.70584, 13.19321, "PPLA2", 1, 1)


def _toll(document: Document, field: str, words: str, low: int, high: int | None) -> TollEntry:
    start = document.text.index(words)
    return TollEntry(field, Count(low, high, Span(start, start + len(words)), words))


def _voice(document: Document, source: Entity, cue: str, stance: Any = "affirm") -> Voice:
    start = document.text.index(cue)
    return Voice(source, Span(start, start + len(cue)), Span(0, start), "indirect", stance, "CT+")


def _shelling() -> tuple[Claim, ...]:
    document = SHELLING
    troops = party(document, "Norwegian troops", "NOR", "MIL", name="Norwegian Army", id="org:norwegian-army")
    rebels = party(document, "Rebels of the Army of the Fells", "SWE", "REB", name="Army of the Fells", id="org:fells")
    soldiers = party(document, "Swedish soldiers", "SWE", "MIL", id="SWE:soldier")
    twelve = _toll(document, "dead", "12 residents", 12, None)
    three = _toll(document, "dead", "three", 3, 3)
    residents = party(document, "residents", "SWE", "CVL")
    return (
        make_claim(
            document,
            "ASSAULT",
            "shelled",
            modes=("heavy-weapons",),
            contexts=("military", "territory"),
            intensity=-9.5,
            actors=(troops,),
            recipients=(residents,),
            attribution=(_voice(document, party(document, "the Swedish embassy", "SWE", "GOV"), "said"),),
            standing="claimed",
            date=days("2026-05-11"),
            place=Place(Span(25, 31), "Dorvik", "Dorvik", "SWE", None, None, 60.25, -0.5, "PPL", 2, 2),
            toll=(twelve,),
            by_side=((residents, (twelve,)),),
        ),
        make_claim(
            document,
            "ASSAULT",
            "hit",
            modes=("drone",),
            actors=(_country(document, "Norway", "NOR"),),
            standing="denied",
            date=days("2026-05-11"),
        ),
        make_claim(
            document,
            "ASSAULT",
            "ambushed",
            actors=(rebels,),
            recipients=(soldiers,),
            date=days("2026-05-04", "2026-05-10", acled=2, ucdp=3),
            place=_lund(document),
            toll=(three,),
        ),
        make_claim(
            document,
            "ASSAULT",
            "shot",
            modes=("firearms",),
            actors=(party(document, "Gunmen", "SWE", "CRM", id="SWE:gunman"),),
            recipients=(party(document, "teachers", "SWE", "EDU"),),
            toll=(_toll(document, "dead", "two", 2, 2),),
        ),
        make_claim(document, "CONSULT", "Talks", quad=1, intensity=2.5, date=days("2026-05-12")),
        make_claim(
            document,
            "COERCE",
            "arrested",
            modes=("arrest",),
            intensity=-7.0,
            actors=(party(document, "Police", "SWE", "COP"),),
            recipients=(party(document, "writer", "SWE", "JRN"),),
            date=days("2026-05-01", "2026-05-31", acled=3, ucdp=4),
        ),
    )


def _march() -> tuple[Claim, ...]:
    document = MARCH
    march = document.text.index("Lund")
    six = _toll(document, "injured", "six", 6, 6)
    return (
        make_claim(
            document,
            "PROTEST",
            "marched",
            modes=("demo",),
            actors=(party(document, "Thousands", "SWE", "CVL"),),
            date=days("2026-05-18"),
            place=_lund(document),
            evidence=Span(0, march + 4),
        ),
        make_claim(
            document,
            "ASSAULT",
            "used tear gas",
            modes=("crowd-control",),
            intensity=-7.5,
            actors=(party(document, "Police", "SWE", "COP"),),
            recipients=(party(document, "students", "SWE", "EDU"),),
            date=days("2026-05-18"),
            place=_lund(document),
            toll=(six,),
        ),
        make_claim(
            document,
            "ACCUSE",
            "condemned",
            modes=("disapprove",),
            quad=3,
            intensity=-2.0,
            actors=(party(document, "The UN", "UNO", name="United Nations", id="org:united-nations"),),
            recipients=(party(document, "", "SWE", "GOV"),),
            date=days("2026-05-19"),
        ),
        make_claim(
            document,
            "CONSULT",
            "visited",
            modes=("visit",),
            quad=1,
            intensity=4.0,
            actors=(_country(document, "Norway", "NOR"), _country(document, "Denmark", "DNK")),
            recipients=(_country(document, "Sweden", "SWE"), _country(document, "Finland", "FIN")),
            date=days("2026-05-17"),
            aux=("historical",),
            standing="background",
        ),
        make_claim(
            document,
            "PROTEST",
            "strike",
            modes=("strike",),
            actors=(party(document, "Firms", "SWE", "BUS"),),
            date=days("2026-05-21"),
            aux=("future",),
            standing="planned",
        ),
        make_claim(
            document,
            "AID",
            "sent",
            quad=2,
            intensity=10.0,
            actors=(party(document, "The EU", "EUR", name="European Union", id="org:european-union"),),
            recipients=(party(document, "", "UKR"),),
            date=days("2026-05-19"),
        ),
        make_claim(
            document,
            "ASSAULT",
            "shot dead",
            modes=("targeted",),
            recipients=(party(document, "An envoy", "DNK", "GOV"),),
            date=days("2026-05-19"),
            place=_lund(document),
            toll=(_toll(document, "dead", "An envoy", 1, 1),),
        ),
        make_claim(
            document, "HACK", "struck", actors=(party(document, "Hackers", "", "CRM"),), date=days("2026-05-19")
        ),
    )


def make_readings() -> tuple[Reading, ...]:
    """Return the reports as they are read, and one that could not be."""
    return (
        make_reading(*_shelling(), document=SHELLING),
        make_reading(*_march(), document=MARCH),
        make_reading(document=Document("lost", ""), problem="lost.txt: is empty. Give text."),
    )


def make_store(path: Path) -> Path:
    """Make a store of the reports."""
    with Store.open(path, write=True) as store, store.run(software="demarche 0.0", codebook="PLOVER", model="") as run:
        for reading in make_readings():
            run.put(make_row(reading))
    return path
