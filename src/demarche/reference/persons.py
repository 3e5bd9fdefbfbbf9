"""Persons: the office from the title, the apposition or the complement, and the table of persons behind it."""

from __future__ import annotations

from demarche.reference.modifiers import from_complements, take_countries, take_owner, take_role
from demarche.reference.names import Entry, Match
from demarche.reference.phrases import COUNTRY_MARKERS, MAX_DEPTH, Description, Sheet


def name_in_core(sheet: Sheet, core: list[int], head: int) -> tuple[int, int] | None:
    """Return the tokens of the personal name within the core of a noun phrase, end exclusive, or None."""
    for i in core:
        if i != head and sheet.tokens[i].upos == "PROPN" and sheet.tokens[i].deprel not in ("nmod:poss", "amod"):
            start, end = sheet.person_run(i)
            if end > start and (sheet.tokens[i].rel == "flat" or i > head):
                return start, end
    return None


def describe_person(sheet: Sheet, head: int, start: int, end: int, depth: int) -> Description:
    """Return what the words around a personal name (tokens `start` to `end`) say of who the person is."""
    core = sheet.core(head)
    if not core[0] <= start < core[-1] + 1:
        core = sorted({*core, *range(start, end)})
    name = sheet.text(start, end)
    found = Description(kind="party", person=name, name=name, sense="person", plural=False)
    before = [i for i in core if i < start]
    # the title in front of the name
    titled = False
    if before:
        title = before[-1]
        role = sheet.role(title, before[0], start - 1)
        if role is not None and role[2].kind in ("person", "modifier"):
            titled = True
            take_role(sheet, found, role[2], before, title)
            if role[2].words in sheet.reference.words["honorifics"]:
                titled, found.sectors = False, ()  # «Mr» says nothing of what he is
        take_countries(sheet, found, before, start)
        take_owner(sheet, found, before, depth)
    # an apposition that names the office
    for at in _appositions_around(sheet, head):
        if depth < MAX_DEPTH and (not found.country or not found.sectors):
            other = sheet.describe(at, depth + 1)
            if other.kind == "party" and not (other.person and not other.role):
                found.country = found.country or other.country
                found.countries = found.countries or other.countries
                if not titled and other.sectors:
                    found.sectors = other.sectors
                    found.role, found.strong = other.role, other.strong
                if other.owner >= 0 and found.owner < 0:
                    found.owner = other.owner
                titled = titled or bool(other.sectors)
                found.why = "office in apposition"
    if not found.sectors:
        _take_office_of_clause(sheet, found, head, depth)
    markers = COUNTRY_MARKERS if titled else ("of", "from")
    for at in dict.fromkeys((head, *range(start, end))):
        if not found.country:
            found.country, sectors = from_complements(sheet, at, found, markers, depth)
            found.sectors = found.sectors or sectors
        elif not found.sectors:
            found.sectors = from_complements(sheet, at, found, ("of",), depth)[1]
    if found.country and titled and not found.why:
        found.why = "title"
    # the table of persons
    entry = _listed_person(sheet, start, end)
    if entry is not None:
        found.id, found.name = entry.id, entry.name
        agrees = not found.country or found.country == entry.country
        if agrees and not (found.country and found.sectors):
            found.country = entry.country
            found.sectors = found.sectors or entry.sectors
            found.listed = True
            found.why = f"table of persons: {entry.name}"
        elif not agrees:
            found.id, found.name = "", name
    return found


def _take_office_of_clause(sheet: Sheet, found: Description, head: int, depth: int) -> None:
    """Take what the person leads for the office: «Ana Ruiz, who heads the farmers' league»."""
    for c in sheet.children[head]:
        verb = sheet.tokens[c]
        if verb.rel != "acl" or verb.lemma.lower() not in sheet.reference.words["leads"] or depth >= MAX_DEPTH:
            continue
        relative = any(sheet.tokens[k].text.lower() == "who" for k in sheet.children[c])
        led = next((k for k in sheet.children[c] if sheet.tokens[k].rel == "obj"), -1)
        if relative and led >= 0:
            other = sheet.describe(led, depth + 1)
            if other.kind == "party" and other.sectors and not other.person:
                found.sectors, found.why = other.sectors, "office in a clause"
                found.country, found.owner = found.country or other.country, other.owner


def _appositions_around(sheet: Sheet, head: int) -> list[int]:
    around = sheet.appositions(head)
    if sheet.tokens[head].rel == "appos" and sheet.tokens[head].head >= 0:
        around.append(sheet.tokens[head].head)
    return around


def _listed_person(sheet: Sheet, start: int, end: int) -> Entry | None:
    """Return the entry of a name in the table of persons, or None: also for another person of a listed family name."""
    for i in range(start, end):
        match = sheet.match_at[i]
        if match is None:
            continue
        persons = tuple(entry for entry in match.entries if entry.kind == "person")
        if not persons:
            continue
        if match.end - match.start == 1 and _is_other_name(sheet, match, start, end):
            return None
        return sheet.sense(Match(match.start, match.end, persons))
    return None


def _is_other_name(sheet: Sheet, match: Match, start: int, end: int) -> bool:
    """Say whether a listed family name has a first name before it or a name after it, so that it is somebody else."""
    if match.end < end and sheet.tokens[match.end].upos == "PROPN" and sheet.match_at[match.end] is None:
        return True
    before = match.start - 1
    if before < 0:
        return False
    token = sheet.tokens[before]
    if before >= start:
        return token.name == "PERSON" or sheet.match_at[before] is None
    unknown = sheet.match_at[before] is None and not sheet.is_title(before)
    return token.upos == "PROPN" and token.text[:1].isupper() and unknown
