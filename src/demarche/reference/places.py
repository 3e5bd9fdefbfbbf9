"""The gazetteer: cities and provinces of GeoNames, countries, and the regions that conflict news names."""

from __future__ import annotations

import csv
import gzip
import unicodedata
import zlib
from functools import cache
from importlib.resources import files

import msgspec

from demarche.errors import ReferenceDataError

FOLDED = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "-": " ", **dict.fromkeys("'’‘`ʻʼ.")})


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


class Gazetteer:
    """Look places up by name; names are folded: small letters, no accents, apostrophes or full stops."""

    def __init__(self, places: list[str], names: dict[str, str], starts: dict[str, int], listed: Listed) -> None:
        self._places = places  # lines, read only when asked for
        self._names = names  # the numbers of the lines, joined by blanks
        self._starts = starts
        self._listed = listed
        self._known: dict[str, tuple[Toponym, ...]] = {}

    def longest(self, first: str) -> int:
        """Return the number of words of the longest name that begins with the folded word, 0 for none."""
        return self._starts.get(first) or int(first in self._names or first in self._listed.folded)

    def find(self, name: str) -> tuple[Toponym, ...]:
        """Return the places of the folded name, listed regions and countries first, in a fixed order."""
        found = self._known.get(name)
        if found is None:
            listed = self._listed.folded.get(name, ())
            areas = {place.country for place in listed if place.feature == "ADM1"}
            places = (_toponym(self._places[int(i)]) for i in self._names.get(name, "").split())
            found = (*listed, *(place for place in places if place.feature == "PPL" or place.country not in areas))
            self._known[name] = found
        return found

    def abbreviation(self, text: str) -> tuple[Toponym, ...]:
        """Return the places that a listed abbreviation, as written, stands for: «U.S.», «UAE», «Calif.»."""
        return self._listed.abbreviations.get(text, ())

    def demonym(self, text: str) -> str:
        """Return the code of the country whose people or adjective the text is («Turkish»), or «»."""
        return self._listed.demonyms.get(text.lower(), "")

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
    """Load the gazetteer once: 200,000 cities, districts and provinces, countries and regions, 0.3 s.

    Raises:
        ReferenceDataError: a file of places is missing or damaged.
    """
    folder = files("demarche") / "data" / "reference"
    try:
        text = gzip.decompress((folder / "places.tsv.gz").read_bytes()).decode()
        places, names, rows, starts = (part.split("\n")[1:-1] for part in text[1:].split("#"))
        tables = [(folder / name).read_text(encoding="utf-8") for name in ("regions.csv", "countries.csv")]
        listed = _listed(*tables)
        longest = {first: int(count) for first, _, count in (line.partition("\t") for line in starts)}
    except (OSError, EOFError, ValueError, KeyError, zlib.error) as error:
        raise ReferenceDataError(f"the gazetteer cannot be read ({error}). Install demarche again.") from error
    for name in listed.folded:
        first, _, rest = name.partition(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), rest.count(" ") + 2)
    return Gazetteer(places, dict(zip(names, rows, strict=True)), longest, listed)


def _listed(regions: str, countries: str) -> Listed:
    folded: dict[str, tuple[Toponym, ...]] = {}
    abbreviations: dict[str, tuple[Toponym, ...]] = {}
    for row in csv.DictReader(regions.splitlines()):
        feature, point = row["feature"], (float(row["latitude"]), float(row["longitude"]))
        admin1 = row["name"] if feature == "ADM1" else ""
        place = Toponym(
            row["name"], row["country"], admin1, feature, int(row["geonameid"] or 0), *point, 0, listed=True
        )
        for name in (row["name"], *filter(None, row["names"].split(";"))):
            if name.replace(".", "").isupper() or name.endswith("."):
                abbreviations[name.replace(" ", "")] = (place,)
            else:
                folded[fold(name)] = (*folded.get(fold(name), ()), place)
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in csv.DictReader(countries.splitlines()):
        for name in (*row["adjectives"].split(";"), *row["people"].split(";")):
            demonyms.setdefault(name.lower(), row["code"])
        capitals[row["code"]] = fold(row["capitals"].partition(";")[0])
    demonyms.pop("", None)
    return Listed(folded, abbreviations, demonyms, capitals)


def _toponym(line: str) -> Toponym:
    name, country, admin1, feature, geonameid, latitude, longitude, population = line.split("\t")
    return Toponym(name, country, admin1, feature, int(geonameid), float(latitude), float(longitude), int(population))
