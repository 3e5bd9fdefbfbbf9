"""The options that say which claims of a store are meant: one for each field of `demarche.store.Filter`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from demarche.cli.options import Day

if TYPE_CHECKING:
    from demarche.store import Filter

_PARTY = "country's code or an entity's id"
# Field of the filter, metavar, help.
OPTIONS: tuple[tuple[str, str, str], ...] = (
    ("actor", "WHO", f"Who did it: a {_PARTY}."),
    ("recipient", "WHO", f"To whom it was done: a {_PARTY}."),
    ("party", "WHO", f"Who took part, as actor or recipient: a {_PARTY}."),
    ("toward", "WHO", "With --party: the other side, in both directions."),
    ("sector", "CODE", "Sector of a party: MIL."),
    ("type", "TYPE", "Event type: ASSAULT."),
    ("mode", "MODE", "Mode: drone."),
    ("context", "CONTEXT", "Context: territory."),
    ("quad", "1-4", "Quad class."),
    ("standing", "STANDING", "Standing: claimed."),
    ("voice", "WHO", f"On whose word: a {_PARTY}, or publisher for the report's own voice."),
    ("stance", "STANCE", "Stance of a voice: affirm, deny, doubt or ask."),
    ("publisher", "OUTLET", "Outlet."),
    ("document", "ID", "Document."),
    ("incident", "ID", "Incident."),
    ("place", "PLACE", "Where: a country's code or a place's name."),
    ("since", "DATE", "Happened on or after that day."),
    ("until", "DATE", "Happened on or before that day."),
    ("published_since", "DATE", "Reported on or after that day."),
    ("published_until", "DATE", "Reported on or before that day."),
    ("confidence", "0-1", "Read with at least that confidence."),
    ("text", "WORDS", "Words of the document, in FTS5's language."),
    ("review", "REVIEW", "Accepted or corrected claims."),
    ("everything", "", "Rejected claims too, and those of superseded and retracted documents."),
)
_TYPES: dict[str, Any] = {
    "quad": click.IntRange(1, 4),
    "confidence": click.FloatRange(0, 1),
    "review": click.Choice(("accepted", "corrected", "rejected")),
    "stance": click.Choice(("affirm", "deny", "doubt", "ask")),
} | {name: Day() for name in ("since", "until", "published_since", "published_until")}
_SINGLE = frozenset({"since", "until", "published_since", "published_until", "confidence", "text"})


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a filter; those of lists may be given several times, and any of the values fits."""
    for name, metavar, text in reversed(OPTIONS):
        option = f"--{name.replace('_', '-')}"
        if name == "everything":
            command = click.option(option, is_flag=True, help=text)(command)
        else:
            command = click.option(
                option,
                name,
                type=_TYPES.get(name, str),
                metavar=metavar,
                multiple=name not in _SINGLE,
                help=text,
            )(command)
    return command


def make_filter(given: dict[str, Any]) -> Filter:
    """Return the filter that the options ask for."""
    from demarche.store import Filter

    if given["toward"] and not given["party"]:
        raise click.UsageError("--toward is the other side of --party: give both.")
    return Filter(**given)
