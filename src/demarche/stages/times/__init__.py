"""Date events: choose for each the time expression that its clause, or one that shares its time, is modified by.

A time expression belongs to the proposition whose predicate is the nearest ancestor of its head word. `find_dates`
looks for an event's time (1) in its own proposition, (2) in the propositions below that only tell of it more closely
(«a bombing that happened on June 27», «were killed when a drone struck on Tuesday»), (3) in the governing ones, as far
as they share its time and are neither speech nor another event's predicate, (4) before the first clause of the
sentence or in the same stretch of it as the event, with no other clause between. Then (5) the preposition and what
counts days make the interval: «since», «by», «from … to», «for a third day». The publication date never stands in for a
date.

Parsers hang a time on the wrong word in one case of four: what the parse gives to no event and to no speech is read
from the order of words, (4).
"""

from __future__ import annotations

from demarche.model import Analysis, Event, Interval, Timex, Unresolved
from demarche.stages.times.dating import Dater
from demarche.stages.times.inheriting import inherit_dates
from demarche.stages.times.placing import tense_reader

__all__ = ["find_dates", "inherit_dates", "tense_reader"]


def find_dates(
    analysis: Analysis, events: tuple[Event, ...], timexes: tuple[Timex, ...]
) -> tuple[Interval | Unresolved, ...]:
    """Date each event, in the order of `events`; where no words date it, `Unresolved` says why."""
    dater = Dater(analysis, events, timexes)
    return tuple(dater.date(event) for event in events)
