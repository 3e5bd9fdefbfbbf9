"""Names of bodies that no table lists: «the Sandrine Liberation Front», «the Union of Coastal Journalists»."""

from __future__ import annotations

from demarche.reference.phrases import Description, Sheet
from demarche.reference.tables import Agent

PARTS = frozenset({"region", "territory", "city"})
NATIONS = frozenset({"country", "adjective", "people", "capital"})
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
ARMIES = frozenset({"army", "brigade", "brigades", "battalion"})
JOINING = frozenset({"of", "for", "the", "'s", "’s", "'", "’"})


def take_body_name(sheet: Sheet, found: Description, head: int, core: list[int], role: tuple[int, int, Agent]) -> None:
    """Give a capitalized noun of role the name that it ends or begins, where that has a word of its own.

    Countries, and the words of the noun itself, are none: «the Indian Navy» is a role of India. Bodies of a state keep
    to their role, save an army that no country's name stands before and that is called after a people or a cause: that
    is one of rebels.
    """
    tokens = sheet.tokens
    agent = role[2]
    if not tokens[head].text[:1].isupper() or agent.words.rpartition(" ")[2] not in sheet.reference.words["bodies"]:
        return
    first = next((i for i in core if tokens[i].text[:1].isupper() and tokens[i].rel not in ("det", "nummod")), head)
    if first > head or (first == 0 and first == head):
        return
    last = _last(sheet, max(head, role[1] - 1))
    words = [i for i in range(first, last + 1) if not role[0] <= i < role[1] and tokens[i].text[:1].isupper()]
    matches = [sheet.match_at[i] for i in words]
    states = [m for m in matches if m is not None and sheet.sense(m).kind in NATIONS]
    own = [m for m in matches if m is None or sheet.sense(m).kind in PARTS]
    if not own or any(
        tokens[i].text.islower() and tokens[i].text.lower() not in JOINING for i in range(first, last + 1)
    ):
        return
    if agent.sectors[:1] and agent.sectors[0] in STATE:
        called = {tokens[i].text.lower() for i in words} & sheet.reference.words["of_rebels"]
        if agent.words not in ARMIES or not called or states:
            return
        found.sectors = ("REB",)
    found.name = sheet.text(first, last + 1)


def _last(sheet: Sheet, at: int) -> int:
    """Return the last token of a name that goes on behind its noun with «of» or «for» and capitals."""
    last = at
    for i in range(at + 1, len(sheet.tokens)):
        word = sheet.tokens[i].text
        if word[:1].isupper() and word.isalpha() and sheet.tokens[i].rel not in ("appos",):
            last = i
        elif word.lower() not in JOINING:
            break
    return last
