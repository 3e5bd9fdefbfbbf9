"""How the known names are written, for texts whose own capitals say nothing."""

from __future__ import annotations

from functools import cache

from demarche.reference.tables import load_reference, names_as_written

# A shorter first name is as often a word: «an», «do», «ho».
MIN_GIVEN = 4


@cache
def load_spellings() -> tuple[str, ...]:
    """Return the names of countries, peoples, bodies, places and persons, and known first names, as written."""
    names = dict.fromkeys(name.removeprefix("the ") for name in names_as_written())
    names |= dict.fromkeys(name.capitalize() for name in sorted(load_reference().given) if len(name) >= MIN_GIVEN)
    return tuple(names)
