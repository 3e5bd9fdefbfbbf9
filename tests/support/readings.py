"""Build documents, claims and readings for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from demarche.language.analyzer import Analyzer
from demarche.model import (
    Claim,
    Count,
    Document,
    Entity,
    Interval,
    Place,
    Quantity,
    Reading,
    Span,
    TollEntry,
    Unresolved,
    Voice,
)

TEXT = (
    "The army of Norland shelled Dorvik on Monday, the embassy of Sudria said. At least 12 residents died. "
    "Sudria had demanded talks. More than 300 tonnes of flour burned."
)
FLOUR = "More than 300 tonnes of flour"


def span_of(words: str, text: str = TEXT) -> Span:
    """Return the characters of the first place where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def party(words: str, country: str, *sectors: str, name: str | None = None, id: str | None = None) -> Entity:
    """Return an entity named by words of TEXT."""
    return Entity(country, sectors, span_of(words), words, name=name, id=id)


def shelling() -> Claim:
    """Return a claim with every field filled: shelling, on the word of an embassy."""
    dead = TollEntry("dead", Count(12, None, span_of("At least 12"), "At least 12"))
    return Claim(
        id="c0ffee0000000001",
        type="ASSAULT",
        modes=("heavy-weapons",),
        contexts=("military",),
        quad=4,
        intensity=-9.0,
        actors=(party("The army of Norland", "NOR", "MIL", name="Army of Norland", id="army:nor"),),
        recipients=(party("Dorvik", "SUD", "CVL", name="Dorvik town"),),
        trigger=span_of("shelled"),
        evidence=span_of("The army of Norland shelled Dorvik on Monday"),
        attribution=(
            Voice(
                source=party("the embassy of Sudria", "SUD", "GOV"),
                cue=span_of("said"),
                content=span_of("The army of Norland shelled Dorvik on Monday"),
                manner="indirect",
                stance="affirm",
                factuality="CT+",
            ),
        ),
        aux=(),
        standing="claimed",
        factuality="Uu",
        under=None,
        date=Interval(
            dt.date(2026, 5, 11), dt.date(2026, 5, 11), "day", span_of("on Monday"), "on Monday", "timex", 1, 1
        ),
        place=Place(span_of("Dorvik"), "Dorvik", "Dorvik", "SUD", "East", 42, 50.5, 30.25, "PPL", 1, 1),
        toll=(dead,),
        by_side=((party("residents", "SUD", "CVL"), (dead,)),),
        confidence=0.8,
        frame="ASSAULT.shell",
        quantities=(Quantity(300.0, None, "tonne", "flour", span_of(FLOUR), FLOUR),),
    )


def demand() -> Claim:
    """Return a claim with as little as a claim can have: no recipient, date, place, toll or voice."""
    return Claim(
        id="c0ffee0000000002",
        type="REQUEST",
        modes=("meet",),
        contexts=(),
        quad=3,
        intensity=0.0,
        actors=(party("Sudria", "SUD", "GOV"),),
        recipients=(),
        trigger=span_of("demanded"),
        evidence=span_of("Sudria had demanded talks."),
        attribution=(),
        aux=("historical",),
        standing="background",
        factuality="CT+",
        under=None,
        date=Unresolved("no time expression with «demanded»"),
        place=Unresolved("no place in the sentence"),
        toll=(),
        by_side=(),
        confidence=None,
        frame="REQUEST.demand",
    )


def make_reading(*claims: Claim, document: Document | None = None, problem: str | None = None) -> Reading:
    """Return a reading of TEXT, or of the document given, with the claims."""
    return Reading(
        document=document or Document("report-1", TEXT, title="Shells on Dorvik", published=dt.date(2026, 5, 12)),
        claims=claims,
        software="demarche 0.0",
        codebook="PLOVER 1.0",
        model="demarche-en 0.0",
        problem=problem,
    )


class StandInCoder:
    """A coder without a parser: reads each document at once and finds one ASSAULT wherever «shelled» stands."""

    def __init__(
        self, *, codebook: Path | None = None, analyzer: Analyzer | None = None, entities: tuple[Path, ...] = ()
    ) -> None:
        self.codebook = codebook
        self.analyzer = analyzer
        self.entities = entities

    def read(self, document: Document) -> Reading:
        """Return the reading of one document."""
        if document.text.startswith("@"):
            return make_reading(document=document, problem="no sentence in the text. Check that it is prose.")
        if "shelled" not in document.text:
            return make_reading(document=document)
        trigger = span_of("shelled", document.text)
        claim = Claim(
            id="c0ffee0000000003",
            type="ASSAULT",
            modes=(),
            contexts=(),
            quad=4,
            intensity=-9.0,
            actors=(),
            recipients=(),
            trigger=trigger,
            evidence=trigger,
            attribution=(),
            aux=(),
            standing="reported",
            factuality="CT+",
            under=None,
            date=Unresolved("not looked for"),
            place=Unresolved("not looked for"),
            toll=(),
            by_side=(),
            confidence=None,
            frame="ASSAULT.shell",
        )
        return make_reading(claim, document=document)

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield readings in order, reading two documents ahead as a batching coder does."""
        batch: list[Document] = []
        for document in documents:
            batch.append(document)
            if len(batch) == 3:
                yield from map(self.read, batch)
                batch.clear()
        yield from map(self.read, batch)
