"""Resolution: which of the places that bear a name is meant.

Scored by size, by the country or province that follows («Ganja, Azerbaijan»), by the countries that the document names
in any form (demonyms too), and by nearness to the other places that the document names; one sense a document, unless
a name is followed by another container.
"""

from __future__ import annotations

import math
from collections.abc import Container

from demarche.model import Sentence
from demarche.reference.geometry import kilometres_between
from demarche.reference.places import Gazetteer, Toponym, fold
from demarche.stages.places.naming import Named

# Weights in decades of population, tuned on TR-News, LGL and GeoWebNews in November 2026.
CONTAINER = 12.0
SAME_COUNTRY = 5.0  # a province of another name in the same country follows
COUNTRY = 2.5  # most that the countries of the document can add
NEAR = 1.2  # most that one other place can add
AROUND = 150.0  # kilometres from the middle of a district or region to a place that is still in it
OTHER_NAME = 0.7  # less for a name that is not the place's own
NOT_THE_NAME = 2.0  # where a town of the same country has it for its own
FAME = 1.5  # more for a city of FAMOUS people: «Warsaw» is not the one in Indiana
FAMOUS = 1_000_000
LISTED = 7.0  # more for the places of regions.csv
TOWN = 10_000  # people of a town that a bare name means rather than the province of the name
TOWN_RATHER = 4.0  # less for that province
CANDIDATES = 12  # places of one name that are weighed
ROUNDS = 2
BESIDE = 3  # tokens from a street to its town: «, Norwich», «in central Norwich»
PROVINCES = frozenset(
    {
        "province",
        "region",
        "governorate",
        "oblast",
        "state",
        "department",
        "district",
        "county",
        "territory",
        "prefecture",
    }
)
GOVERNORS = frozenset({"gov.", "governor", "lawmakers", "legislature", "legislators", "senator", "sen."})
NAMESAKE = 50_000  # smaller places outside the container that follows are taken for others
ELSEWHERE = 150_000  # so are smaller places in countries that the document does not speak of
HAMLET = 20_000  # so are those where all else that the document names is elsewhere
STRANGERS = 2  # other places in one country
SPOKEN = 3.0  # what a document must say of countries before that


def resolve_names(named: list[Named], sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> list[Toponym | None]:
    """Return the place of each name, None for a name that the gazetteer lacks.

    1. what the document says of countries; 2. a first choice for each name; 3. better choices by the others' points;
    4. names with a container of their own.
    """
    # 1.
    countries = _countries(named, sentences, gazetteer)
    contained = [_container(named, i) for i in range(len(named))]
    # 2.
    groups: dict[str, tuple[tuple[Toponym, ...], list[tuple[Toponym, ...]]]] = {}
    for item, outer in zip(named, contained, strict=True):
        if item.found:
            groups.setdefault(item.name, (item.found, []))[1].extend([outer] if outer else [])
    scored: dict[str, list[tuple[float, Toponym]]] = {}
    for name, (found, outers) in groups.items():
        towns = {place.country for place in found if _is_town(place, name)}
        values = [
            (_prior(place, name, towns) + _country(place, countries) + _inside(place, outers), place) for place in found
        ]
        values.sort(key=lambda value: -value[0])
        scored[name] = values[:CANDIDATES]
    chosen = {name: values[0][1] for name, values in scored.items()}
    # 3.
    for _ in range(ROUNDS):
        before = chosen
        points = [(name, place) for name, place in before.items() if place.feature != "PCLI" and _small(place)]
        chosen = {name: _best(name, values, points) for name, values in scored.items()}
        if chosen == before:
            break
    # 4.
    lacking = {
        item.name
        for item, outer in zip(named, contained, strict=True)
        if outer and not any(place.listed or _inside(place, [outer]) for place in item.found)
    }
    result: list[Toponym | None] = []
    for item, outer in zip(named, contained, strict=True):
        if not item.found:
            result.append(None)
            continue
        place = chosen[item.name]
        if outer and not _inside(place, [outer]):
            place = max(item.found, key=lambda other: _prior(other, item.name) + _inside(other, [outer]))
            if not _inside(place, [outer]) and not place.listed and place.population < NAMESAKE:
                result.append(None)
                continue
        place = _province(item, place, countries)
        other = item.name in lacking and place.population < NAMESAKE
        other = other or _elsewhere(place, countries) or _stranger(item.name, place, chosen, countries)
        result.append(None if not outer and other else place)
    return result


def main_countries(named: list[Named], resolved: list[Toponym | None]) -> list[str]:
    """Return the country that a name the gazetteer lacks is taken to be in, for each name."""
    counts: dict[str, int] = {}
    for place in resolved:
        if place is not None and place.country:
            counts[place.country] = counts.get(place.country, 0) + (1 if place.feature == "PCLI" else 2)
    main = max(counts, key=lambda code: counts[code], default="")
    countries = []
    for i in range(len(named)):
        after = resolved[i + 1] if i + 1 < len(named) and _container(named, i) else None
        owner = resolved[i - 1] if i and _possessed(named[i - 1], named[i]) else None
        outer = after or owner
        countries.append(outer.country if outer is not None else main)
    return countries


def towns_around(named: list[Named], resolved: list[Toponym | None]) -> list[Toponym | None]:
    """Return the town that a street or quarter the gazetteer lacks is in, None for all other names.

    The town that follows («Fore Street, Norwich»), else the town named last before it.
    """
    around: list[Toponym | None] = []
    last: Toponym | None = None
    for i, (item, place) in enumerate(zip(named, resolved, strict=True)):
        if i and place is None and _possessed(named[i - 1], item):
            owner = resolved[i - 1]
            around.append(owner if owner is not None and owner.feature.startswith("PPL") else None)
            continue
        after = resolved[i + 1] if i + 1 < len(named) else None
        if place is not None and place.feature.startswith("PPL"):
            last = place
        follows = after is not None and after.feature.startswith("PPL") and named[i + 1].sentence is item.sentence
        follows = follows and named[i + 1].first - item.last <= BESIDE
        around.append((after if follows else last) if item.inner and place is None else None)
    return around


def _possessed(owner: Named, item: Named) -> bool:
    """Say whether a name follows another with «'s»: «Mogadishu's Hodan district»."""
    if owner.sentence is not item.sentence or item.first != owner.last + 2:
        return False
    return owner.sentence.tokens[owner.last + 1].text in ("'s", "’s", "'", "’")


def _best(name: str, values: list[tuple[float, Toponym]], points: list[tuple[str, Toponym]]) -> Toponym:
    if len(values) == 1:
        return values[0][1]
    return max(values, key=lambda value: value[0] + _nearness(value[1], name, points))[1]


def _countries(named: list[Named], sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> dict[str, float]:
    """Return how much of what the document says of countries and provinces is of each: key is code or code|province."""
    counts: dict[str, float] = {}
    for item in named:
        if not item.found or _called_province(item):
            continue
        place = item.found[0]
        if place.feature == "PCLI" and any(other.feature == "ADM1" for other in item.found):
            continue  # «Georgia»
        if place.feature == "PCLI":
            counts[place.country] = counts.get(place.country, 0.0) + 1.0
        elif place.feature == "ADM1" and place.listed:
            counts[place.country] = counts.get(place.country, 0.0) + 1.0
            key = f"{place.country}|{place.name}"
            counts[key] = counts.get(key, 0.0) + 1.0
        elif place.country and place.feature not in ("PPL", "ADM1", "ADM2"):
            counts[place.country] = counts.get(place.country, 0.0) + 1.0
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[:1].isupper() and (code := gazetteer.demonym(token.text)):
                counts[code] = counts.get(code, 0.0) + 0.7
    return counts


def _called_province(item: Named) -> bool:
    tokens = item.sentence.tokens
    after = tokens[item.last + 1].text.lower() if item.last + 1 < len(tokens) else ""
    return after in PROVINCES or after in GOVERNORS


def _province(item: Named, place: Toponym, countries: dict[str, float]) -> Toponym:
    """Return the province of the name where «province» or the like follows: «Kandahar province», «Niger state»."""
    if place.feature not in ("PPL", "PCLI") or not _called_province(item):
        return place
    areas = [p for p in item.found if p.feature in ("ADM1", "ADM2") and "PCLI" in (place.feature, p.feature)]
    areas = areas or [p for p in item.found if p.feature in ("ADM1", "ADM2") and p.country == place.country]
    return max(areas, key=lambda p: (p.feature == "ADM1", _prior(p, item.name) + _country(p, countries)), default=place)


def _elsewhere(place: Toponym, countries: dict[str, float], *, spoken: float = SPOKEN) -> bool:
    """Say whether a small place lies in a country that the document does not speak of: a namesake, most likely."""
    small = place.feature in ("PPL", "ADM2") and not place.listed and place.population < ELSEWHERE
    return small and place.country not in countries and sum(countries.values()) >= spoken


def _stranger(name: str, place: Toponym, chosen: dict[str, Toponym], countries: dict[str, float]) -> bool:
    """Say whether a hamlet lies in a country of which the document names nothing else, and its towns in another."""
    if not _elsewhere(place, {}, spoken=0.0) or place.population >= HAMLET or place.country in countries:
        return False
    others = [other.country for key, other in chosen.items() if key != name and other.feature != "PCLI"]
    return place.country not in others and max(map(others.count, others), default=0) >= STRANGERS


def _container(named: list[Named], position: int) -> tuple[Toponym, ...]:
    """Return what the next name may stand for, if it follows after a comma as the container of this one."""
    item = named[position]
    for other in named[position + 1 : position + 2]:
        follows = other.sentence is item.sentence and other.first == item.last + 2
        alike = all(place.feature == "ADM2" for place in (*item.found, *other.found))  # «Mayo County, Clare County»
        if follows and not alike and item.sentence.tokens[item.last + 1].text in (",", "("):
            return tuple(place for place in other.found if place.feature in ("PCLI", "ADM1", "ADM2", "RGN"))
    return ()


def _is_town(place: Toponym, name: str) -> bool:
    return place.feature == "PPL" and place.population >= TOWN and fold(place.name) == name


def _prior(place: Toponym, name: str, towns: Container[str] = ()) -> float:
    """Return how likely a place is before anything is known of the document, in decades of population.

    `towns` are the countries that have a town of the name: «Kharkiv» is the city, not its province.
    """
    value = math.log10(place.population + 500)
    if fold(place.name) != name and not place.listed:
        value -= NOT_THE_NAME if place.country in towns else OTHER_NAME
    if place.feature in ("PPL", "PPLC"):
        famous = place.population >= FAMOUS and fold(place.name) == name
        return value + (LISTED if place.listed else FAME if famous else 0.0)
    if place.feature == "ADM1":
        return value + (8.5 if place.listed else -TOWN_RATHER if place.country in towns else -0.8)
    if place.feature in ("PCLI", "CONT"):
        return value + 9.0
    return value + (LISTED if place.feature != "ADM2" else 0.0)


def _country(place: Toponym, countries: dict[str, float]) -> float:
    if not countries:
        return 0.0
    here = countries.get(place.country, 0.0)
    value = COUNTRY * min(1.0, 0.4 + 0.15 * here) if here else 0.0
    if place.admin1 and countries.get(f"{place.country}|{place.admin1}", 0.0) and place.feature != "ADM1":
        value += 1.5
    return value


def _inside(place: Toponym, containers: list[tuple[Toponym, ...]]) -> float:
    """Return the bonus for a place inside one of the containers that follow its name."""
    best = 0.0
    for container in containers:
        for outer in container:
            if place.feature == "PCLI" or outer.country != place.country or outer is place:
                continue
            province = outer.feature == "ADM1" and outer.name == place.admin1
            around = outer.feature in ("ADM2", "RGN") and _away(place, outer) < AROUND
            if outer.feature == "PCLI" or province or around:
                best = max(best, CONTAINER)
            elif outer.feature == "ADM1":
                best = max(best, SAME_COUNTRY)
    return best


def _nearness(place: Toponym, name: str, points: list[tuple[str, Toponym]]) -> float:
    value = 0.0
    for other_name, other in points:
        if other_name == name or other is place:
            continue
        away = _away(place, other)
        if away < 60.0:
            value += NEAR
        elif away < 200.0:
            value += 0.7 * NEAR
        elif away < 500.0:
            value += 0.3 * NEAR
    return min(value, 3.0 * NEAR)


def _small(place: Toponym) -> bool:
    return place.feature in ("PPL", "PPLC", "ADM2", "ADM1") and not (place.feature == "ADM1" and place.country in LARGE)


LARGE = frozenset({"USA", "CAN", "AUS", "RUS", "CHN", "BRA"})  # countries whose provinces are too large to be near to


def _away(place: Toponym, other: Toponym) -> float:
    return kilometres_between((place.latitude, place.longitude), (other.latitude, other.longitude))
