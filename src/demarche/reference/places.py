"""The gazetteer: cities and provinces of GeoNames, countries, and the regions that conflict news names."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from demarche.errors import ReferenceDataError

if TYPE_CHECKING:
    from demarche_places import Places

LETTERS = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
FOLDED = str.maketrans({**LETTERS, "-": " ", "–": " ", **dict.fromkeys("'’‘`ʻʼʿʾ.")})

KEPT = 100_000  # answers to look-ups that are kept


class Toponym(msgspec.Struct, frozen=True):
    """One place of the gazetteer; `feature` is GeoNames' code: PCLI country, ADM1 province, PPL city, RGN region, …"""

    name: str
    country: str
    admin1: str
    feature: str
    geonameid: int
    latitude: float
    longitude: float
    population: int
    listed: bool = False  # a country, region or state of regions.csv


class Listed(msgspec.Struct, frozen=True):
    """The places of regions.csv by folded name, those of its names that are abbreviations, and the demonyms."""

    folded: dict[str, tuple[Toponym, ...]]
    abbreviations: dict[str, tuple[Toponym, ...]]  # as written, without blanks: «U.S.», «UAE», «Calif.»
    demonyms: dict[str, str]  # «turkish» → TUR
    capitals: dict[str, str]  # TUR → «ankara»
    countries: dict[str, Toponym]  # TUR → Turkey
    longest: dict[str, int]  # first words of longer names → words of the longest


class Gazetteer:
    """Look places up by name; names are folded: small letters, no accents, apostrophes or full stops."""

    def __init__(self, places: Places, listed: Listed) -> None:
        self._places = places
        self._listed = listed
        # Most words of a report are no places and come again: both answers are kept, as many as a report has words.
        self.longest = lru_cache(KEPT)(self._longest)
        self.find = lru_cache(KEPT)(self._find)

    def _longest(self, first: str) -> int:
        """Return the number of words of the longest name that begins with the folded word, 0 for none."""
        count = max(self._places.longest(first), self._listed.longest.get(first, 0))
        return count or int(first in self._listed.folded or self._places.has(first))

    def _find(self, name: str) -> tuple[Toponym, ...]:
        """Return the places of the folded name, listed regions and countries first, in a fixed order."""
        listed = self._listed.folded.get(name, ())
        places = [Toponym(*place) for place in self._places.find(name)]
        if not listed:
            return tuple(places)
        areas = {place.country for place in listed if place.feature == "ADM1"}
        return (*listed, *(place for place in places if place.feature == "PPL" or place.country not in areas))

    def abbreviation(self, text: str) -> tuple[Toponym, ...]:
        """Return the places that a listed abbreviation, as written, stands for: «U.S.», «UAE», «Calif.»."""
        return self._listed.abbreviations.get(text, ())

    def demonym(self, text: str) -> str:
        """Return the code of the country whose people or adjective the text is («Turkish»), or «»."""
        return self._listed.demonyms.get(text.lower(), "")

    def country(self, code: str) -> Toponym | None:
        """Return the country with the code, None for a code of none."""
        return self._listed.countries.get(code)

    def capital(self, country: str) -> Toponym | None:
        """Return the capital of the country with the code, None where it is not known."""
        towns = [p for p in self.find(self._listed.capitals.get(country, "")) if p.country == country]
        return max((p for p in towns if p.feature.startswith("PPL")), key=lambda p: p.population, default=None)


def fold(name: str) -> str:
    """Return the name as the gazetteer has it: small letters, no accents or apostrophes, hyphens as blanks."""
    if name.isascii():
        return " ".join(name.lower().translate(FOLDED).split())
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().translate(FOLDED).split())


@cache
def load_gazetteer() -> Gazetteer:
    """Open the gazetteer once: the cities, districts and provinces of demarche-places, countries and regions.

    Raises:
        ReferenceDataError: demarche-places is not installed, or a file of places is missing or damaged.
    """
    try:
        import demarche_places
    except ImportError as error:
        raise ReferenceDataError(_MISSING) from error
    try:
        places = demarche_places.load()
    except (OSError, ValueError) as error:
        raise ReferenceDataError(f"demarche-places is installed without its file ({error}). {_MISSING}") from error
    folder = files("demarche") / "data" / "reference"
    try:
        listed = _listed(*((folder / name).read_text(encoding="utf-8") for name in ("regions.csv", "countries.csv")))
    except (OSError, ValueError, KeyError) as error:
        raise ReferenceDataError(f"the regions cannot be read ({error}). Install demarche again.") from error
    return Gazetteer(places, listed)


_MISSING = "No place file can be loaded. Install it: pip install demarche-places."


def _listed(regions: str, countries: str) -> Listed:
    folded: dict[str, tuple[Toponym, ...]] = {}
    nations: dict[str, Toponym] = {}
    capitals: dict[str, str] = {}
    abbreviations: dict[str, tuple[Toponym, ...]] = {}
    for row in csv.DictReader(regions.splitlines()):
        feature, point = row["feature"], (float(row["latitude"]), float(row["longitude"]))
        admin1 = row["name"] if feature == "ADM1" else ""
        place = Toponym(
            row["name"], row["country"], admin1, feature, int(row["geonameid"] or 0), *point, 0, listed=True
        )
        if feature == "PPLC":
            capitals[place.country] = fold(place.name)
        if feature.startswith("PCL"):
            nations.setdefault(place.country, place)
        for name in dict.fromkeys((row["name"], *filter(None, row["names"].split(";")))):
            if name.replace(".", "").isupper() or name.endswith("."):
                abbreviations[name.replace(" ", "")] = (place,)
            elif place not in folded.get(fold(name), ()):
                folded[fold(name)] = (*folded.get(fold(name), ()), place)
    demonyms: dict[str, str] = {}
    for row in csv.DictReader(countries.splitlines()):
        for name in (*row["adjectives"].split(";"), *row["people"].split(";")):
            demonyms.setdefault(name.lower(), row["code"])
        if row["capitals"]:
            capitals[row["code"]] = fold(row["capitals"].partition(";")[0])
    demonyms.pop("", None)
    longest: dict[str, int] = {}
    for name in folded:
        first, _, rest = name.partition(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), rest.count(" ") + 2)
    return Listed(folded, abbreviations, demonyms, capitals, nations, longest)
