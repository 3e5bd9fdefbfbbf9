"""Find the places that a text names, and the place of each event."""

from __future__ import annotations

import msgspec

from demarche.model import Analysis, Place
from demarche.reference.places import Toponym, load_gazetteer
from demarche.stages.places.locating import locate_events
from demarche.stages.places.naming import Named, name_places
from demarche.stages.places.precision import place_of
from demarche.stages.places.resolving import main_countries, resolve_names, towns_around

__all__ = ["find_places", "locate_events"]


def find_places(analysis: Analysis) -> tuple[Place, ...]:
    """Return the places that the document names, in the order of the text.

    A place that the gazetteer lacks has no name or feature: its country is that of the container that follows, else
    the one that the document names most. A street or quarter has the point of its town, no other such place has one.
    """
    gazetteer = load_gazetteer()
    named = name_places(analysis.sentences, gazetteer)
    resolved = resolve_names(named, analysis.sentences, gazetteer)
    countries = main_countries(named, resolved)
    around = towns_around(named, resolved)
    return tuple(
        place_of(item.span, item.span.text(analysis.document.text), toponym)
        if toponym is not None
        else _unlisted(analysis, item, country, town)
        for item, toponym, country, town in zip(named, resolved, countries, around, strict=True)
    )


def _unlisted(analysis: Analysis, named: Named, country: str, town: Toponym | None) -> Place:
    text = named.span.text(analysis.document.text)
    place = Place(span=named.span, text=text, name=None, country=country, acled=2, ucdp=2)
    if town is None:
        return place
    point = {"latitude": town.latitude, "longitude": town.longitude}
    return msgspec.structs.replace(place, country=town.country, admin1=town.admin1 or None, **point)
