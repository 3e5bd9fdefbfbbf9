"""What the words around a noun say of it: sectors of its modifiers, countries of its names, possessors, complements."""

from __future__ import annotations

from demarche.reference.names import Match, slug
from demarche.reference.phrases import JOINERS, MAX_DEPTH, SECTOR_LIMIT, STATES, Description, Sheet
from demarche.reference.tables import Agent

ARMED = frozenset({"MIL", "COP", "SPY", "REB", "PRM"})
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


def take_role(sheet: Sheet, found: Description, agent: Agent, modifiers: list[int], head: int) -> None:
    """Set sectors, role and strength from a noun of role and the sectors of its modifiers."""
    found.role, found.strong = agent.words, agent.strong
    beside = Description()
    take_modifier_sectors(sheet, beside, [i for i in modifiers if i < head])
    sectors = list(agent.sectors)
    if not agent.strong and beside.sectors == ("PRE",):
        sectors = [*sectors, "PRE"]  # «the Abkhaz leader»
    elif not agent.strong and beside.sectors:
        sectors = list(beside.sectors)
    elif (
        agent.sectors == ("CVL",)
        and agent.kind in ("place", "craft")
        and beside.sectors[:1]
        and beside.sectors[0] in ARMED
    ):
        sectors = list(beside.sectors)  # «a coast guard ship», «an army bus»
    elif beside.sectors:
        front = agent.sectors[:1] in (("MIL",), ("PRM",)) and beside.sectors[0] in ("REB",)
        sectors = [*beside.sectors, *sectors] if front else [*sectors, *beside.sectors]
    former = any(
        sheet.tokens[i].text.lower().partition("-")[0] in sheet.reference.words["former"] for i in modifiers if i < head
    )
    former = former or _of_that_time(sheet, head)
    if former and sectors and sectors[0] in STATE_SECTORS and agent.kind == "person":
        sectors = ["ELI", *sectors[:1]]
    found.sectors = tuple(dict.fromkeys(sectors))[:SECTOR_LIMIT]
    regional = sheet.reference.words["regional"] - frozenset(agent.words.split())  # a «foreign minister» is none
    if any(sheet.tokens[i].text.lower() in regional for i in modifiers if i < head and sheet.match_at[i] is None):
        found.foreign = True


def _of_that_time(sheet: Sheet, head: int) -> bool:
    """Say whether an office is one of then: «the defence minister of the time», «the president at the time»."""
    after = tuple(token.text.lower() for token in sheet.tokens[head + 1 : head + 4])
    return after in (("of", "the", "time"), ("at", "the", "time"), ("of", "the", "day"))


def take_modifier_sectors(sheet: Sheet, found: Description, modifiers: list[int]) -> None:
    """Take the sectors of nouns of role and organizations among modifiers: «army spokesman», «Hamas police»."""
    sectors: list[str] = []
    words = sheet.reference.words
    i = 0
    while i < len(modifiers):
        at = modifiers[i]
        match = sheet.match_at[at]
        if match is not None:
            entry = sheet.sense(match)
            if entry.kind in ("organization", "group") and not sheet.is_severed(match):
                sectors.extend(entry.sectors)
            elif "PRE" in entry.sectors and not sheet.is_severed(match):
                sectors.append("PRE")
            i += 1
            continue
        token = sheet.tokens[at]
        plain = token.upos == "ADJ" and token.text.lower() in words["also_plain"]  # «a general strike»
        if plain or token.text.lower() in words["severs"] or token.rel in ("nummod", "det", "case", "punct", "cc"):
            i += 1
            continue
        if at + 1 < len(sheet.tokens) and sheet.tokens[at + 1].text in ("-", "–"):
            i += 1
            continue
        role = sheet.role(at, at, modifiers[-1])
        if role is not None and role[2].strong and role[2].kind != "place" and "CVL" not in role[2].sectors[:1]:
            sectors.extend(role[2].sectors)
            while i < len(modifiers) and modifiers[i] < role[1]:
                i += 1
            continue
        i += 1
    found.sectors = tuple(dict.fromkeys(sectors))[:SECTOR_LIMIT]


def take_countries(sheet: Sheet, found: Description, before: list[int], head: int) -> None:
    """Take the country of the nearest name among modifiers, with those that are joined to it by «and»."""
    words = sheet.reference.words
    matches = matches_in(sheet, before)
    led = sheet.tokens[head].text.lower() in words["led"] if head < len(sheet.tokens) else False
    picked: list[str] = []
    last: Match | None = None
    for match in reversed(matches):
        entry = sheet.sense(match)
        if not entry.country:
            continue
        if sheet.is_severed(match) and not (led and _next_word(sheet, match) == "led"):
            continue
        if sheet.is_venue(match, head):
            continue
        if not picked:
            picked.append(entry.country)
            found.territory = slug(entry.name) if "PRE" in entry.sectors else ""
            found.why = found.why or f"modifier {entry.name}"
            if entry.kind in ("organization", "group") and not found.name:
                found.name, found.id = entry.name, entry.id
            last = match
        elif last is not None and all(
            sheet.tokens[i].text.lower() in JOINERS or sheet.tokens[i].upos == "NUM"
            for i in range(match.end, last.start)
        ):
            if match.end < last.start:
                picked.append(entry.country)
            last = match
        else:
            break
    if picked:
        found.country = picked[-1] if len(picked) > 1 else picked[0]
        if len(set(picked)) > 1:
            found.countries = tuple(dict.fromkeys(reversed(picked)))


def _next_word(sheet: Sheet, match: Match) -> str:
    last = sheet.tokens[match.end - 1].text.lower()
    if "-" in last:
        return last.rpartition("-")[2]
    for i in (match.end, match.end + 1):
        if i < len(sheet.tokens) and sheet.tokens[i].text not in ("-", "–"):
            return sheet.tokens[i].text.lower()
    return ""


def take_owner(sheet: Sheet, found: Description, core: list[int], depth: int) -> None:
    """Ask the possessor: its country if its words say one, else remember whom to ask."""
    for i in core:
        if sheet.tokens[i].deprel != "nmod:poss":
            continue
        owner = sheet.describe(i, depth + 1) if depth < MAX_DEPTH else Description()
        if owner.country and not found.country:
            found.country, found.countries, found.territory = owner.country, owner.countries, territory_of(owner)
            found.why = found.why or "possessor"
        elif not owner.country:
            found.owner = i
        if (
            (not found.strong or found.role in sheet.reference.words["presiding"])
            and owner.kind == "party"
            and owner.sectors
            and (owner.role or owner.sense in ("organization", "group"))
        ):
            found.sectors = owner.sectors
        return


def from_complements(
    sheet: Sheet, head: int, found: Description, markers: tuple[str, ...], depth: int
) -> tuple[str, tuple[str, ...]]:
    """Return country and sectors of the first complement that names a country, in order of the prepositions."""
    if depth >= MAX_DEPTH:
        return "", ()
    complements = sheet.complements(head)
    sectors: tuple[str, ...] = ()
    for wanted in markers:
        for marker, at in complements:
            if marker != wanted:
                continue
            other = sheet.describe(at, depth + 1)
            if other.kind == "none" and not other.country:
                continue
            mouthpiece = marker in ("of", "for", "from", "at", "within", "inside") and other.kind == "party"
            if mouthpiece and not sectors and (other.sense not in STATES or "PRE" in other.sectors):
                sectors = other.sectors
            if other.country:
                found.why = found.why or f"{marker} {other.name or other.role or 'its complement'}"
                found.territory = territory_of(other)
                if not found.countries:
                    found.countries = other.countries or _conjunct_countries(sheet, at, other, depth)
                if mouthpiece and other.sense in ("organization", "group") and not found.name:
                    found.name, found.id = other.name, other.id
                return other.country, sectors
            if mouthpiece and found.owner < 0:
                found.owner = at
    return "", sectors


def territory_of(found: Description) -> str:
    """Return the disputed territory that a phrase names, or that it is a role of, as in an id, or «»."""
    return slug(found.name) if found.sense == "territory" and "PRE" in found.sectors else found.territory


def _conjunct_countries(sheet: Sheet, at: int, first: Description, depth: int) -> tuple[str, ...]:
    countries = [first.country]
    for c in sheet.children[at]:
        if sheet.tokens[c].rel == "conj":
            country = sheet.describe(c, depth + 1).country
            if country:
                countries.append(country)
    unique = tuple(dict.fromkeys(countries))
    return unique if len(unique) > 1 else ()


def matches_in(sheet: Sheet, tokens: list[int]) -> list[Match]:
    """Return the names of the reference data that the tokens are part of, each once, in order."""
    seen: list[Match] = []
    for i in tokens:
        match = sheet.match_at[i]
        if match is not None and (not seen or seen[-1] is not match):
            seen.append(match)
    return seen
