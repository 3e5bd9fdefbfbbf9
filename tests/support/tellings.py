"""Build tellings with little to say, for linking."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from demarche.records.tellings import Party, Site, Telling

DAY = dt.date(2026, 3, 3).toordinal()
GOMA = Site("Goma", "COD", 216281, -1.67, 29.24, exact=True)
SAKE = Site("Sake", "COD", 205117, -1.57, 29.04, exact=True)  # 25 km from Goma
ARMY = Party("RWA", ("MIL",), None, "soldiers")
REBELS = Party("COD", ("REB",), "org:m23", "M23")
PEOPLE = Party("COD", ("CVL",), None, "residents")
STORY = frozenset(["goma", "kivu", "lumumba", "munigi"])
WORDS = frozenset(["shell", "market", "trad", "morn", "district"])


def make_telling(document: str, number: int = 0, **fields: Any) -> Telling:
    """Return a telling of a shelling of a market in Goma on 3 March 2026; what is given is told otherwise."""
    made = Telling(
        id=f"{document}.{number}",
        key=hash((document, number)),
        document=document,
        origin=document,
        position=number,
        published=DAY + 1,
        publisher=f"Outlet {document}",
        type="ASSAULT",
        modes=("heavy-weapons",),
        actors=(REBELS,),
        recipients=(PEOPLE,),
        first=DAY,
        last=DAY,
        sure=True,
        site=GOMA,
        toll={"dead": (9, 9)},
        tolls={"dead": (9,)},
        by_side=(),
        voices=(),
        standing="reported",
        aux=(),
        trigger="shell",
        trigger_words="shelled",
        names=frozenset({"goma"}),
        context=WORDS,
        hours=frozenset(),
        struck=frozenset(),
        further=False,
        setting=STORY,
        countries=("COD",),
        doers=frozenset({"COD"}),
        victims=frozenset({"COD"}),
        quad=4,
        start=100 * number,
    )
    made = msgspec.structs.replace(made, **fields)
    if "toll" in fields and "tolls" not in fields:
        made = msgspec.structs.replace(made, tolls={field: (low,) for field, (low, _) in made.toll.items()})
    countries = {party.country for party in (*made.actors, *made.recipients) if party.country}
    return msgspec.structs.replace(
        made,
        doers=frozenset(party.country for party in made.actors if party.country),
        victims=frozenset(party.country for party in made.recipients if party.country),
        countries=tuple(sorted(countries | ({made.site.country} if made.site is not None else set()))),
    )
