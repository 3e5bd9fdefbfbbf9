"""Find the places that a text names, and the place of each event."""

from __future__ import annotations

from demarche.model import Analysis, Place
from demarche.reference.places import Toponym, load_gazetteer
from demarche.stages.places.locating import locate_events
from demarche.stages.places.naming import Named, name_places
from demarche.stages.places.precision import ACLED, UCDP, level
from demarche.stages.places.resolving import main_countries, resolve_names

__all__ = ["find_places", "locate_events"]


def find_places(analysis: Analysis) -> tuple[Place, ...]:
    """Return the places that the document names, in the order of the text.

    A place that the gazetteer lacks has no name, point or feature: its country is that of the container that follows,
    else the one that the document names most.
    """
    gazetteer = load_gazetteer()
    named = name_places(analysis.sentences, gazetteer)
    resolved = resolve_names(named, analysis.sentences, gazetteer)
    countries = main_countries(named, resolved)
    return tuple(
        _place(analysis, item, toponym) if toponym is not None else _unlisted(analysis, item, country)
        for item, toponym, country in zip(named, resolved, countries, strict=True)
    )


def _unlisted(analysis: Analysis, named: Named, country: str) -> Place:
    return Place(
        span=named.span, text=named.span.text(analysis.document.text), name=None, country=country, acled=2, ucdp=2
    )


def _place(analysis: Analysis, named: Named, toponym: Toponym) -> Place:
    fineness = level(toponym.feature) if toponym.country or toponym.feature != "RGN" else level("PCLI")
    return Place(
        span=named.span,
        text=named.span.text(analysis.document.text),
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
