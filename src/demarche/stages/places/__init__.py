"""Find the places that a text names, and the place of each event."""

from __future__ import annotations

from demarche.model import Analysis, Place
from demarche.reference.places import load_gazetteer
from demarche.stages.places.locating import locate_events
from demarche.stages.places.naming import Named, name_places
from demarche.stages.places.precision import place_of
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
        place_of(item.span, item.span.text(analysis.document.text), toponym)
        if toponym is not None
        else _unlisted(analysis, item, country)
        for item, toponym, country in zip(named, resolved, countries, strict=True)
    )


def _unlisted(analysis: Analysis, named: Named, country: str) -> Place:
    return Place(
        span=named.span, text=named.span.text(analysis.document.text), name=None, country=country, acled=2, ucdp=2
    )
