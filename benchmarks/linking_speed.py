"""How fast claims are linked: `python -m benchmarks linking-speed [--sizes N,N,…]`.

Reports on made-up acts are put into a store without being parsed: some three to a report and seven to an act, of
forty countries, with days and towns as often as real claims have them. The time that they span grows with their
number, as that of an archive does. Timed are linking all of them, and then one more report.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from demarche.ledger.signatures import make_signature
from demarche.ledger.updating import update
from demarche.model import Claim, Count, Document, Entity, Interval, Place, Reading, Span, TollEntry, Unresolved
from demarche.records import DocumentRow, claim_id, document_version, make_row
from demarche.store import Store
from demarche.store.linking import Shelf

SIZES = (10_000, 100_000, 300_000)
A_DAY = 120  # claims
_COUNTRIES = """
ARM AZE RUS UKR ISR PSE LBN SYR IRN IRQ YEM SAU SDN SSD ETH ERI SOM COD RWA UGA MLI BFA NER NGA TCD
CMR MMR THA IND PAK AFG CHN PHL COL VEN HTI MEX LBY EGY TUR
"""
COUNTRIES = tuple(_COUNTRIES.split())
VERBS = (
    ("ASSAULT", "shelled", ("heavy-weapons",)),
    ("ASSAULT", "struck", ("drone",)),
    ("ASSAULT", "killed", ()),
    ("COERCE", "detained", ("arrest",)),
    ("PROTEST", "marched", ("demo",)),
    ("ACCUSE", "condemned", ("disapprove",)),
    ("CONSULT", "met", ()),
    ("MOBILIZE", "deployed", ("troops",)),
)
SECTORS = ("MIL", "GOV", "REB", "CVL", "COP")
_THINGS = "market school port depot bridge hospital convoy checkpoint village station mosque airfield camp road mill"
THINGS = tuple(_THINGS.split())


class Deed(msgspec.Struct, frozen=True):
    """A made-up act."""

    day: dt.date
    kind: int
    doer: tuple[str, str]
    victim: tuple[str, str]
    town: int
    thing: str
    dead: int


def measure_linking(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Yield a line of figures for each number of claims."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "speed.demarche", write=True) as store:
            chance = random.Random(size)
            reports = make_reports(size, chance)
            _put(store, reports)
            whole = _link(store)
            singly = []
            for number in range(10):
                _put(store, iter([next(make_reports(size, random.Random(number), f"later-{number}"))]))
                singly.append(_link(store))
            counts = store.counts()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
            yield (
                f"{counts['claims']:>8} claims {counts['documents']:>7} reports {counts['incidents']:>7} incidents:"
                f" linked in {whole:.1f} s; one report added: {1000 * sorted(singly)[5]:.0f} ms (median of ten),"
                f" {1000 * max(singly):.0f} ms at most; {memory:.2f} GiB at the highest"
            )


def _put(store: Store, rows: Iterator[DocumentRow]) -> None:
    with store.run(software="speed", codebook="PLOVER", model="none") as run:
        for row in rows:
            run.put(row, make_signature(row.text or ""))


def _link(store: Store) -> float:
    begin = time.perf_counter()
    with store.writing() as connection:
        update(Shelf(connection, make_signature))
    return time.perf_counter() - begin


def make_reports(claims: int, chance: random.Random, name: str = "report") -> Iterator[DocumentRow]:
    """Yield reports with about so many claims together."""
    days = max(1, claims // A_DAY)
    deeds = [_deed(chance, days) for _ in range(max(1, claims // 7))]
    deeds.sort(key=lambda deed: deed.day)
    made = number = 0
    while made < claims:
        main = chance.randrange(len(deeds))
        about = [
            main,
            *(min(len(deeds) - 1, max(0, main + chance.randint(-40, 40))) for _ in range(chance.randint(1, 4))),
        ]
        row = _report(f"{name}-{number}", [deeds[index] for index in about], chance)
        made, number = made + len(row.claims), number + 1
        yield row


def _deed(chance: random.Random, days: int) -> Deed:
    doer, victim = chance.sample(COUNTRIES, 2)
    return Deed(
        dt.date(2020, 1, 1) + dt.timedelta(days=chance.randrange(days)),
        chance.randrange(len(VERBS)),
        (doer, chance.choice(SECTORS)),
        (victim, chance.choice(SECTORS)),
        chance.randrange(300),
        chance.choice(THINGS),
        int(chance.paretovariate(1)),
    )


_LETTERS = str.maketrans("0123456789", "abcdefghij")


def _town(deed: Deed) -> str:
    return f"T{deed.town}{deed.victim[0]}".translate(_LETTERS).capitalize()


def _report(name: str, deeds: list[Deed], chance: random.Random) -> DocumentRow:
    published = max(deed.day for deed in deeds) + dt.timedelta(days=min(6, int(chance.expovariate(0.7))))
    text = ""
    parts = []
    for deed in deeds:
        verb = VERBS[deed.kind][1]
        filler = " ".join(f"w{chance.randrange(20_000)}x".translate(_LETTERS) for _ in range(12))
        start = len(text)
        text += f"Their forces {verb} the {deed.thing} of {_town(deed)}, {filler}. "
        at = text.index(verb, start)
        parts.append((deed, Span(at, at + len(verb)), Span(start, len(text) - 1)))
    document = Document(id=name, text=text, publisher=f"Outlet {chance.randrange(50)}", published=published)
    version = document_version(document)
    claims = tuple(_claim(document, version, *part, chance) for part in parts)
    return make_row(Reading(document, claims, "speed", "PLOVER", "none"))


def _claim(document: Document, version: str, deed: Deed, trigger: Span, evidence: Span, chance: random.Random) -> Claim:
    type_, _, modes = VERBS[deed.kind]
    name = _town(deed)
    point = (deed.town / 10, 20.0)
    town = Place(trigger, name, name, deed.victim[0], None, 1000 + deed.town, *point, acled=1)
    actors = (Entity(deed.doer[0], (deed.doer[1],), evidence, "forces"),) if chance.random() < 0.8 else ()
    recipients = (Entity(deed.victim[0], (deed.victim[1],), evidence, "people"),) if chance.random() < 0.7 else ()
    dated = Interval(deed.day, deed.day, "day", None, "", "own clause", 1, 1)
    dead = (TollEntry("dead", Count(deed.dead, deed.dead, trigger, "")),) if chance.random() < 0.3 else ()
    return Claim(
        id=claim_id(
            document.id, version, type=type_, modes=modes, actors=actors, recipients=recipients, trigger=trigger
        ),
        type=type_,
        modes=modes,
        contexts=(),
        quad=3 if type_ == "ACCUSE" else 1 if type_ == "CONSULT" else 4,
        intensity=-5.0,
        actors=actors,
        recipients=recipients,
        trigger=trigger,
        evidence=evidence,
        attribution=(),
        aux=(),
        standing="reported",
        factuality="CT+",
        under=None,
        date=dated if chance.random() < 0.5 else Unresolved("none told"),
        place=town if chance.random() < 0.4 else Unresolved("none told"),
        toll=dead,
        by_side=(),
        confidence=0.9,
        frame="made",
    )
