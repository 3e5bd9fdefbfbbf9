"""What a telling is to its incident: news of it, a follow-up, background, or an anniversary."""

from __future__ import annotations

from collections.abc import Sequence

from demarche.records.tellings import Telling

FRESH = 1  # days after the first report in which others are news of it too
FOLLOWED = 30  # days after it in which a report that tells it anew follows it up
STALE = 3  # days between an act and its report from which it is background, where the report has later acts to tell
YEAR = 365.25
AROUND = 4  # days by which an anniversary may miss the day


def mention(telling: Telling, members: Sequence[Telling], latest: int | None) -> str:
    """Return `new`, `follow-up`, `background` or `anniversary` for one of an incident's tellings.

    `latest` is the last day of which the telling's report tells at all: a report on what happened later mentions this
    only as background.
    """
    published = telling.published
    day = incident_day(members)
    if published is None:
        return "background" if telling.standing == "background" else "new"
    if day is not None and is_anniversary(published - day):
        return "anniversary"
    first = min((member.published for member in members if member.published is not None), default=published)
    if telling.standing == "background" or "historical" in telling.aux:
        return "background" if published > first or (day is not None and published - day > STALE) else "new"
    if published - first <= FRESH and (day is None or published - day <= FOLLOWED):
        return "new"
    told = day if day is not None else first
    if published - told > FOLLOWED or (latest is not None and latest > told and published - told > STALE):
        return "background"
    return "follow-up"


def is_anniversary(days: int) -> bool:
    """Say whether so many days are about one or more whole years."""
    years = round(days / YEAR)
    return years >= 1 and abs(days - years * YEAR) <= AROUND


def incident_day(members: Sequence[Telling]) -> int | None:
    """Return the day that most tellings of an incident give, those that are sure before others, then the earliest."""
    counted: dict[int, tuple[int, int]] = {}
    for member in members:
        if member.first is not None and member.first == member.last:
            sure, loose = counted.get(member.first, (0, 0))
            counted[member.first] = (sure + member.sure, loose + (not member.sure))
    if counted:
        return min(counted, key=lambda day: (-counted[day][0], -counted[day][1], day))
    return min((member.first for member in members if member.first is not None), default=None)
