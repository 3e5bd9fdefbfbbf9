"""Find the places that a text names, and the place of each event.

Recognition: the longest name of the gazetteer that begins at a capitalized word, unless the word is part of a person's
or an organisation's name; a name that is also a common word or a small place needs a preposition of place or the
model's word for it. Resolution: containment («Ganja, Azerbaijan»), the countries that the document names, population,
one sense per document.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import msgspec

from demarche.model import Analysis, Event, Place, Proposition, Sentence, Span, Token, Unresolved
from demarche.reference.places import Gazetteer, Toponym, fold, load_gazetteer

FINENESS = {"PPL": 0, "PPLX": 0, "AIRP": 0, "INSTN": 0, "MT": 1, "ISL": 1, "LK": 1, "STM": 2, "ADM2": 1, "ADM1": 3, "RGN": 3}
COARSE = {"PCLI": 6, "SEA": 5, "CONT": 8}
# A place that is only named, without a preposition or the model's word for it, must be at least this large.
WELL_KNOWN = 100_000
ACLED = {0: 1, 1: 2, 2: 2, 3: 2}
UCDP = {0: 1, 1: 2, 2: 5, 3: 4}


class _Words(msgspec.Struct, frozen=True):
    locative: frozenset[str]  # prepositions of place
    kinds: frozenset[str]  # nouns that stand before a name: «the town of X»
    described: frozenset[str]  # nouns of place that do without a name: «the separation line»
    common: frozenset[str]  # names that are far more often something else
    speech: frozenset[str]  # types whose place must stand in their own clause


@cache
def _words() -> _Words:
    table = tomllib.loads((files("demarche") / "data" / "language" / "places.toml").read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(table[name]) for name in _Words.__struct_fields__})


def find_places(analysis: Analysis) -> tuple[Place, ...]:
    """Return the places that the document names, in the order of the text, each with its point where one is known."""
    gazetteer = load_gazetteer()
    named: list[tuple[Sentence, int, int, tuple[Toponym, ...]]] = []
    for sentence in analysis.sentences:
        named += [(sentence, first, last, found) for first, last, found in _names(sentence, gazetteer)]
    countries: dict[str, float] = {}
    for _, _, _, found in named:
        for place in found[:1]:
            if place.feature == "PCLI":
                countries[place.country] = countries.get(place.country, 0.0) + 1.0
    senses: dict[str, Toponym] = {}
    places = []
    for position, (sentence, first, last, found) in enumerate(named):
        name = fold(" ".join(token.text for token in sentence.tokens[first : last + 1]))
        container = _container(named, position)
        if container is not None or name not in senses:
            senses[name] = _resolve(found, container, countries)
        places.append(_place(analysis, sentence, first, last, senses[name]))
    return tuple(places)


def _names(sentence: Sentence, gazetteer: Gazetteer) -> Iterable[tuple[int, int, tuple[Toponym, ...]]]:
    tokens = sentence.tokens
    shouted = sum(token.text.isupper() for token in tokens) > 0.7 * len(tokens) > 2
    i = 0
    while i < len(tokens):
        step = 1
        if tokens[i].text[:1].isupper() and tokens[i].upos != "VERB":
            first = fold(tokens[i].text)
            for length in range(min(gazetteer.longest(first.partition(" ")[0]), len(tokens) - i, 6), 0, -1):
                last = i + length - 1
                if not (tokens[last].text[:1].isupper() or tokens[last].text[:1].isdigit()):
                    continue
                found = gazetteer.find(fold(" ".join(token.text for token in tokens[i : last + 1])))
                if found and _is_place(tokens, i, last, found, shouted=shouted):
                    yield i, last, found
                    step = length
                    break
        i += step


def _is_place(tokens: tuple[Token, ...], first: int, last: int, found: tuple[Toponym, ...], *, shouted: bool) -> bool:
    words = _words()
    head = tokens[last]
    name = " ".join(token.text for token in tokens[first : last + 1]).lower()
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if len(name) < 3 or (head.text.isupper() and len(head.text) < 4 and not shouted):
        return False
    located = before is not None and before.lemma.lower() in words.locative
    if _inside_longer_name(tokens, first, last) and not (located and head.name == "LOC"):
        return False
    if head.name == "PERSON" and not located:
        return False
    listed = any(place.feature != "PPL" for place in found[:1])
    contained = after is not None and after.text == "," and last + 2 < len(tokens) and tokens[last + 2].upos == "PROPN"
    known = max(place.population for place in found) >= WELL_KNOWN
    if name in words.common and not (located and head.name == "LOC"):
        return False
    if located or head.name == "LOC" or contained:
        return head.upos in ("PROPN", "NOUN", "X") or head.name == "LOC"
    return head.upos == "PROPN" and (listed or known) and head.name != "ORG"


def _inside_longer_name(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Say whether the words are part of a person's or an organisation's name: «Paris Hilton», «Bank of England»."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    before = tokens[first - 1] if first else None
    kind = tokens[last].name
    if kind in ("PERSON", "ORG"):
        starts = first
        while starts > 0 and tokens[starts].name == kind and not tokens[starts].name_start:
            starts -= 1
        ends = last
        while ends + 1 < len(tokens) and tokens[ends + 1].name == kind and not tokens[ends + 1].name_start:
            ends += 1
        return (starts, ends) != (first, last)
    if after is not None and after.upos == "PROPN" and after.rel == "flat":
        return True
    return before is not None and before.upos == "PROPN" and tokens[last].rel == "flat" and before.name == "PERSON"


def _container(
    named: list[tuple[Sentence, int, int, tuple[Toponym, ...]]], position: int
) -> tuple[Toponym, ...] | None:
    """Return what the next name stands for, if it follows after a comma as the container of this one."""
    if position + 1 >= len(named):
        return None
    sentence, _, last, _ = named[position]
    other, first, _, found = named[position + 1]
    if other is sentence and first == last + 2 and sentence.tokens[last + 1].text in (",", "("):
        return found
    return None


def _resolve(found: tuple[Toponym, ...], container: tuple[Toponym, ...] | None, countries: dict[str, float]) -> Toponym:
    def score(place: Toponym) -> float:
        value = math.log10(place.population + 10)
        value += {"PCLI": 9.0, "CONT": 9.0}.get(place.feature, 0.0)
        value += 4.0 if place.geonameid == 0 and place.feature not in ("PCLI", "ADM1") else 0.0
        value += 1.0 if place.feature == "ADM1" else 0.0
        value += 2.5 if place.country in countries else 0.0
        for outer in container or ():
            if outer.feature == "PCLI" and outer.country == place.country and place.feature != "PCLI":
                value += 12.0
            elif outer.feature == "ADM1" and place.feature != "PCLI":
                same = outer.country == place.country
                value += 12.0 if same and outer.name == place.admin1 else 5.0 if same else 0.0
        return value

    return max(enumerate(found), key=lambda pair: (score(pair[1]), -pair[0]))[1]


def _place(analysis: Analysis, sentence: Sentence, first: int, last: int, toponym: Toponym) -> Place:
    span = Span(sentence.tokens[first].start, sentence.tokens[last].end)
    level = _level(toponym.feature)
    return Place(
        span=span,
        text=span.text(analysis.document.text),
        name=toponym.name,
        country=toponym.country,
        admin1=toponym.admin1 or None,
        geonameid=toponym.geonameid or None,
        latitude=toponym.latitude,
        longitude=toponym.longitude,
        feature=toponym.feature,
        acled=ACLED.get(level, 3),
        ucdp=UCDP.get(level, 6),
    )


def _level(feature: str | None) -> int:
    return FINENESS.get(feature or "", COARSE.get(feature or "", 4))


def locate_events(
    analysis: Analysis, events: tuple[Event, ...], places: tuple[Place, ...]
) -> tuple[Place | Unresolved, ...]:
    """Return the place of each event: the narrowest that its own clause, then a governing one, names as its place."""
    locator = _Locator(analysis, places)
    return tuple(locator.locate(event) for event in events)


class _Locator:
    """The places of one document by sentence, with the word that each hangs on."""

    def __init__(self, analysis: Analysis, places: tuple[Place, ...]) -> None:
        self.analysis = analysis
        self.here: dict[int, list[tuple[Place, int, str]]] = {}
        self.main = ""  # the country that the document names most
        counts: dict[str, int] = {}
        starts = iter(analysis.sentences)
        sentence = next(starts, None)
        for place in places:
            counts[place.country] = counts.get(place.country, 0) + 1
            while sentence is not None and place.span.start >= sentence.span.end:
                sentence = next(starts, None)
            if sentence is not None:
                head, marker = _governed(sentence, place.span)
                self.here.setdefault(sentence.index, []).append((place, head, marker))
        if counts:
            self.main = max(counts.items(), key=lambda item: item[1])[0]

    def locate(self, event: Event) -> Place | Unresolved:
        """Return the place of one event, or why there is none."""
        words = _words()
        proposition: Proposition | None = self.analysis.propositions[event.proposition]
        speech = event.type in words.speech
        steps = 0
        while proposition is not None and proposition.sentence == event.sentence and steps < 4:
            found = self.of_clause(proposition)
            if found is not None:
                return found
            if speech or proposition.parent < 0 or proposition.relation in ("clause", "parataxis") and proposition.marker != "to":
                break
            proposition = self.analysis.propositions[proposition.parent]
            steps += 1
        return Unresolved("no place in its clause")

    def of_clause(self, proposition: Proposition) -> Place | None:
        """Return the narrowest place that the clause of a proposition names, else one that it describes."""
        words = _words()
        sentence = self.analysis.sentences[proposition.sentence]
        candidates: list[tuple[int, int, Place]] = []
        for place, head, marker in self.here.get(proposition.sentence, ()):
            for argument in proposition.arguments:
                if argument.implicit or argument.role == "clause" or not argument.span.contains(place.span):
                    continue
                itself = head in argument.heads
                located = marker in words.locative or (argument.role == "oblique" and argument.marker in words.locative)
                struck = argument.role == "patient" and itself and place.feature != "PCLI"
                modifier = argument.role == "patient" and not itself and place.feature != "PCLI" and not marker
                if located and not (itself and argument.role == "agent") or struck or modifier:
                    candidates.append((_level(place.feature), place.span.start, place))
        if candidates:
            return min(candidates, key=lambda item: item[:2])[2]
        for argument in proposition.arguments:
            if argument.role == "oblique" and argument.marker in words.locative and not argument.implicit:
                head_token = sentence.tokens[argument.head]
                if head_token.lemma.lower() in words.described and head_token.upos == "NOUN":
                    text = argument.span.text(self.analysis.document.text)
                    return Place(span=argument.span, text=text, name=None, country=self.main, acled=2, ucdp=5)
        return None


def _governed(sentence: Sentence, span: Span) -> tuple[int, str]:
    """Return the head word of the phrase that a place heads, and the preposition before it («the town of X» looks on)."""
    tokens = sentence.tokens
    inside = [token for token in tokens if span.start <= token.start and token.end <= span.end]
    head = next((token for token in inside if not span.start <= _start(tokens, token.head) < span.end), inside[-1])
    for _ in range(3):
        marker = next((t.lemma.lower() for t in tokens if t.head == head.i and t.rel == "case"), "")
        above = tokens[head.head] if head.head >= 0 else None
        if above is None or above.lemma.lower() not in _words().kinds or head.rel not in ("nmod", "compound", "appos", "flat"):
            break
        if marker not in ("of", ""):
            break
        head = above
    return head.i, marker


def _start(tokens: tuple[Token, ...], index: int) -> int:
    return tokens[index].start if index >= 0 else -1
