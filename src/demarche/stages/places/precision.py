"""How fine a place is: the level of a feature, the codes of precision that ACLED and UCDP give it."""

from __future__ import annotations

from demarche.model import Place, Span
from demarche.reference.places import Toponym

# GeoNames' feature codes by fineness: 0 a town, 1 a district or a landmark, 3 a province or region, 6 a country.
LEVELS = {
    "PPL": 0, "PPLC": 0, "PPLX": 0, "PCLS": 1, "SQR": 0, "AIRB": 0, "AIRP": 0, "INSM": 0, "PSTB": 0,
    "BDG": 0, "PRN": 0, "PSN": 0, "MT": 1, "ISL": 1, "LK": 1, "ADM2": 1, "PASS": 1, "VAL": 2,
    "STM": 2, "STRT": 2, "CNL": 2, "BAY": 2, "SHOL": 1, "FRST": 2, "ADM1": 3, "RGN": 3, "PEN": 3, "ISLS": 3, "MTS": 3,
    "GULF": 5, "DSRT": 5, "SEA": 5, "PCLI": 6, "OCN": 7, "CONT": 8,
}  # fmt: skip
COUNTRIES = frozenset({"PCLI", "CONT", "OCN"})  # features that say only in which country, or less
NEAR = frozenset(
    {"near", "outside", "around", "off", "north of", "south of", "east of", "west of"}
)  # prepositions that put an event beside the town they name
# ACLED: 1 the place, 2 near it or a part of a region, 3 a province or larger. UCDP: 1 the place, 2 near a known place,
# 3 a district, 4 a province, 5 a line or a river, 6 a country or more, 7 water or air.
ACLED = {0: 1, 1: 2, 2: 2, 3: 3}
UCDP = {0: 1, 1: 3, 2: 5, 3: 4, 5: 7, 7: 7}


CITIES = frozenset({"HKG", "MAC", "SGP", "MCO", "VAT"})  # city states: their districts are as fine as towns


def level(place: Place) -> int:
    """Return how coarse a place is, 0 for a town to 8 for a continent."""
    return 0 if place.feature is None else _level(place.feature, place.country)


def _level(feature: str, country: str) -> int:
    return 0 if country in CITIES and feature.startswith("ADM") else LEVELS.get(feature, 4)


def place_of(span: Span, text: str, toponym: Toponym) -> Place:
    """Return the place that the words name, with its codes of precision."""
    fineness = _level(toponym.feature, toponym.country)
    if toponym.feature == "RGN" and not toponym.country:
        fineness = LEVELS["PCLI"]
    return Place(
        span=span,
        text=text,
        name=toponym.name,
        country=toponym.country,
        admin1=toponym.admin1 or None,
        geonameid=toponym.geonameid or None,
        latitude=toponym.latitude,
        longitude=toponym.longitude,
        feature=toponym.feature,
        acled=ACLED.get(fineness, 3),
        ucdp=UCDP.get(fineness, 6),
    )
