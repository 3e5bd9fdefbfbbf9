"""From a noun phrase to its description: name, country, sectors and kind, read from the head and its modifiers."""

from __future__ import annotations

from demarche.reference.names import Entry, Match
from demarche.reference.phrases import (
    JOINERS,
    PRONOUNS,
    RELATIVES,
    SECTOR_LIMIT,
    STATES,
    Description,
    View,
)
from demarche.reference.tables import Agent

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
PLACES = frozenset({"city", "region"})
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
COUNTRY_MARKERS = ("of", "from", "in", "at", "near", "on", "within", "inside", "across", "around", "under")
THING_MARKERS = ("of", "in", "from")
MOUTHPIECE_MARKERS = ("of", "for", "from", "at", "within", "inside", "in", "with", "to")
MAX_DEPTH = 4
KINDS = {"person": "party", "modifier": "party", "craft": "party", "thing": "possession", "place": "possession"}


def describe(view: View, head: int, depth: int = 0) -> Description:
    """Describe the phrase of the token `head`.

    1. A pronoun is only marked as one. 2. A personal name takes its title, its apposition, then the table of persons.
    3. The name of an organization or a country speaks for itself. 4. Any other noun takes its sector from the table of
    roles and its country from its modifiers, its apposition or its complements.
    """
    known = view.described.get(head)
    if known is not None:
        return known
    view.described[head] = Description()  # what a phrase that contains itself through a broken tree gets
    found = _describe(view, head, depth)
    view.described[head] = found
    return found


def _describe(view: View, head: int, depth: int) -> Description:
    token = view.tokens[head]
    word = token.text.lower()
    # 1. pronouns
    if token.upos == "PRON" or (word in PRONOUNS and token.text != "US"):
        if word in PRONOUNS or word in RELATIVES or word in ("this", "these", "those"):
            return Description(pronoun=word, plural=word in ("they", "them", "their", "these", "those", "we", "our", "us"))
    match = view.match_at[head]
    # 2. persons
    start, end = view.person_run(head)
    person = match is not None and all(entry.kind == "person" for entry in match.entries)
    if person or (end > start and (match is None or match.end - match.start < end - start)):
        if match is not None and person and match.end - match.start > end - start:
            start, end = match.start, match.end
        return _describe_person(view, head, start, end, depth)
    core = view.core(head)
    low, high = core[0], core[-1]
    run = _name_in_core(view, core, head)
    role = view.role(head, low, max(high, head + 4))
    titled = run is not None and (role is not None or match is None or view.has_title(head, run[0]))
    if run is not None and titled and run[0] > head:
        return _describe_person(view, head, *run, depth)
    if role is not None and role[2].kind == "person" and head < role[1] < len(view.tokens):
        after = view.person_run(role[1])
        if after[1] > after[0] == role[1]:  # «minister of information Moammar al-Eryani»
            return _describe_person(view, head, *after, depth)
    # 3. names of countries and organizations
    beside = _noun_beside(view, head, match) if match is not None and role is None else -1
    if beside >= 0:
        core = sorted({*core, *range(head, beside + 1)})
        return _describe_noun(view, beside, core, view.role(beside, head + 1, beside + 3), depth)
    if match is not None and not (role is not None and role[1] - role[0] > match.end - match.start):
        found = _describe_name(view, head, match, core, depth)
        if found is not None:
            return found
    # 4. nouns
    half = _describe_half(view, head, core)
    if half is not None:
        return half
    return _describe_noun(view, head, core, role, depth)


def _noun_beside(view: View, head: int, match: Match) -> int:
    """Return the noun of role right after an adjective of a people that a broken tree tore from it, or -1."""
    entry = view.sense(match)
    after = match.end
    if not any(sense.kind == "adjective" for sense in match.entries) or entry.kind not in STATES or after >= len(view.tokens):
        return -1
    for at in (after, after + 1):
        if at >= len(view.tokens) or view.tokens[at].upos not in ("NOUN", "PROPN", "ADJ"):
            return -1
        role = view.role(at, after, min(at + 2, len(view.tokens) - 1))
        if role is not None and role[2].kind in ("person", "craft"):
            return role[1] - 1
    return -1


# ------------------------------------------------------------------------------------------------------ persons


def _name_in_core(view: View, core: list[int], head: int) -> tuple[int, int] | None:
    for i in core:
        if i != head and view.tokens[i].upos == "PROPN" and view.tokens[i].deprel not in ("nmod:poss", "amod"):
            start, end = view.person_run(i)
            if end > start and (view.tokens[i].rel == "flat" or i > head):
                return start, end
    return None


def _describe_person(view: View, head: int, start: int, end: int, depth: int) -> Description:
    core = view.core(head)
    if not core[0] <= start < core[-1] + 1:
        core = sorted({*core, *range(start, end)})
    name = view.text(start, end)
    found = Description(kind="party", person=name, name=name, sense="person", plural=False)
    before = [i for i in core if i < start]
    # the title in front of the name
    titled = False
    if before:
        title = before[-1]
        role = view.role(title, before[0], start - 1)
        if role is not None and role[2].kind in ("person", "modifier"):
            titled = True
            _take_role(view, found, role[2], before, title)
        _take_countries(view, found, before, start)
        _take_owner(view, found, before, depth)
    # an apposition that names the office
    for at in _appositions_around(view, head):
        if depth < MAX_DEPTH and (not found.country or not found.sectors):
            other = describe(view, at, depth + 1)
            if other.kind == "party" and not (other.person and not other.role):
                found.country = found.country or other.country
                found.countries = found.countries or other.countries
                if not titled and other.sectors:
                    found.sectors = other.sectors
                    found.role = other.role
                if other.owner >= 0 and found.owner < 0:
                    found.owner = other.owner
                titled = titled or bool(other.sectors)
                found.why = "office in apposition"
    if not found.country:
        country, sectors = _from_complements(view, head, found, COUNTRY_MARKERS if titled else ("of", "from"), depth)
        found.country = country
        found.sectors = found.sectors or sectors
    elif not found.sectors:
        found.sectors = _from_complements(view, head, found, ("of",), depth)[1]
    if found.country and titled and not found.why:
        found.why = "title"
    # the table of persons
    entry = _listed_person(view, start, end)
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


def _appositions_around(view: View, head: int) -> list[int]:
    around = view.appositions(head)
    if view.tokens[head].rel == "appos" and view.tokens[head].head >= 0:
        around.append(view.tokens[head].head)
    return around


def _listed_person(view: View, start: int, end: int) -> Entry | None:
    for i in range(start, end):
        match = view.match_at[i]
        if match is not None and any(entry.kind == "person" for entry in match.entries):
            before = view.tokens[match.start - 1] if match.start else None
            if before is not None and match.end - match.start == 1 and before.upos == "PROPN" and before.text[:1].isupper():
                if view.match_at[before.i] is None and not view.is_title(before.i):
                    return None
            if match.start > start and view.tokens[start].name == "PERSON" and match.end - match.start == 1:
                return None  # another person of that family name
            return view.sense(Match(match.start, match.end, tuple(e for e in match.entries if e.kind == "person")))
    return None


# ------------------------------------------------------------------------------------------------------ names


def _describe_name(view: View, head: int, match: Match, core: list[int], depth: int) -> Description | None:
    entry = view.sense(match)
    words = view.reference.words
    if entry.kind == "person":
        return _describe_person(view, head, match.start, match.end, 0)
    found = Description(country=entry.country, sectors=entry.sectors, kind="party", name=entry.name, id=entry.id, sense=entry.kind)
    found.definite = view.tokens[core[0]].text.lower() in DEFINITE
    found.plural = "Number=Plur" in view.tokens[head].feats
    found.why = f"{entry.kind} {entry.name}"
    before = [i for i in core if i < match.start]
    partial = any(view.tokens[i].text.lower() in words["part"] for i in before)
    if entry.kind in ("adjective", "people"):
        collective = found.definite and not any(view.tokens[i].rel in ("amod", "nummod") for i in before)
        singular = entry.kind == "adjective" and view.tokens[head].upos in ("NOUN", "PROPN") and not found.plural
        if entry.kind == "adjective" and singular and view.tokens[head].xpos in ("NN", "NNP") and not found.definite:
            collective = False
        if collective and entry.sectors[0] == "CVL":
            found.sectors = ("GOV", *entry.sectors[1:])
        outer = [e for m in _matches_in(view, before) for e in (view.sense(m),) if e.kind in STATES]
        if outer:
            found.country, found.id, found.name = outer[-1].country, "", ""
        if _is_local(view, head, found):
            found.sectors = ("CVL", *entry.sectors[1:])
    elif entry.kind in PLACES or (partial and entry.kind in STATES):
        found.kind, found.sectors = "possession", ()
    shared = _shared_noun(view, head, match)
    if shared >= 0 and depth < MAX_DEPTH:
        other = describe(view, shared, depth + 1)
        if other.role and other.kind == "party":
            found.sectors, found.role, found.plural, found.kind = other.sectors, other.role, other.plural, "party"
            found.sense, found.id, found.name = "", "", ""
    if found.country in ("", "NGO", "IGO") and entry.kind in ("organization", "group") and before:
        _take_countries(view, found, before, match.start)
        found.country = found.country or entry.country
    return found


def _shared_noun(view: View, head: int, match: Match) -> int:
    """Return the noun that an adjective shares with its conjunct: of «US and British forces» «forces» for «US», or -1."""
    if not any(entry.kind == "adjective" for entry in match.entries):
        return -1
    for c in view.children[head]:
        if view.tokens[c].rel == "conj" and view.tokens[c].upos in ("NOUN", "PROPN"):
            first = view.core(c)[0]
            joined = view.match_at[first]
            if first < c and joined is not None and first - match.end <= 1 and any(e.kind == "adjective" for e in joined.entries):
                return c
    return -1


def _is_local(view: View, head: int, found: Description) -> bool:
    """Say whether a people is told apart by where it lives («Albanians of southern Serbia»), and take that country."""
    for marker, at in view.complements(head):
        if marker in ("in", "of", "from"):
            match = view.match_at[at]
            entry = view.sense(match) if match is not None else None
            if entry is not None and entry.kind in STATES and found.sense in ("adjective", "people"):
                found.country, found.why = entry.country, f"people in {entry.name}"
                return True
    return False


def _matches_in(view: View, tokens: list[int]) -> list[Match]:
    seen: list[Match] = []
    for i in tokens:
        match = view.match_at[i]
        if match is not None and (not seen or seen[-1] is not match):
            seen.append(match)
    return seen


def _describe_half(view: View, head: int, core: list[int]) -> Description | None:
    """Describe «the North», «the South» as the country that the document names most among those called so."""
    token = view.tokens[head]
    countries = view.reference.halves.get(token.text.lower(), ())
    if not countries or not token.text[:1].isupper() or len(core) > 2 or view.tokens[core[0]].text.lower() != "the":
        return None
    country = max(countries, key=lambda code: view.weights.get(code, 0.0))
    if not view.weights.get(country):
        return None
    return Description(
        country, (), ("GOV",), "party", id=f"country:{country}", sense="country", definite=True, why=f"«the {token.text}»"
    )


# ------------------------------------------------------------------------------------------------------ nouns


def _describe_noun(view: View, head: int, core: list[int], role: tuple[int, int, Agent] | None, depth: int) -> Description:
    tokens = view.tokens
    words = view.reference.words
    found = Description()
    found.definite = any(tokens[i].text.lower() in DEFINITE for i in core if tokens[i].rel == "det")
    found.plural = "Number=Plur" in tokens[head].feats or tokens[head].xpos in ("NNS", "NNPS")
    # groups and numbers of others: «thousands of protesters», «one of the women»
    inner = next((at for marker, at in view.complements(head) if marker == "of"), -1)
    if inner >= 0 and depth < MAX_DEPTH and tokens[head].text.lower() in words["partitive"]:
        other = describe(view, inner, depth + 1)
        if (other.kind != "none" or other.owner >= 0 or other.pronoun) and (role is None or not role[2].strong or not other.sense):
            copy = _copy(other)
            copy.why = f"part of: {other.why}" if other.why else "part of a group"
            copy.definite = False
            if role is not None and role[2].words == "member" and not found.plural:
                copy.role, copy.plural = "member", False
            if other.pronoun:
                return Description(kind="party", owner=inner, strong=False, plural=True, why="part of a group")
            if not copy.country and copy.owner < 0:
                _take_countries(view, copy, [i for i in core if i < head], head)
                if copy.owner < 0:
                    copy.owner = inner
            return copy
    if role is not None:
        _take_role(view, found, role[2], [i for i in core if not role[0] <= i < role[1]], head)
        found.kind = KINDS[role[2].kind]
        found.country = role[2].country
        if role[2].kind == "thing" and not role[2].sectors:
            found.sectors = ()
    else:
        _take_modifier_sectors(view, found, [i for i in core if i != head])
        found.kind = "possession"
        if tokens[head].name == "ORG" or _looks_like_name(view, head):
            found.kind = "party"
            first = min((i for i in core if tokens[i].upos not in ("DET", "NUM")), default=head)
            found.name = view.text(first, core[-1] + 1)
            found.sense = "name"
    thing = found.kind == "possession"
    before = [i for i in core if i < head] if role is None else [i for i in core if i < head and not role[0] <= i < role[1]]
    own = found.country
    found.country = ""
    _take_countries(view, found, before, head)
    named = _named_after(view, head, role)
    if named is not None:
        found.name, found.id, found.sense = named.name, named.id, named.kind
        found.country = named.country or found.country
        found.sectors = named.sectors or found.sectors
    if role is not None and role[1] > head + 1:
        _take_inner(view, found, range(head + 1, role[1]), depth)
    if not found.country:
        _take_owner(view, found, core, depth)
    for at in view.appositions(head):
        if depth < MAX_DEPTH and (not found.country or not found.name):
            other = describe(view, at, depth + 1)
            explains = found.sense == "name" and bool(other.role)
            if explains or other.person or other.sense in STATES or other.sense in ("organization", "group", "name"):
                found.country = found.country or other.country
                found.countries = found.countries or other.countries
                if other.person or other.sense in ("organization", "group"):
                    found.name, found.id = found.name or other.name, found.id or other.id
                    found.person = found.person or other.person
                if not found.sectors or not found.strong or explains:
                    found.sectors = other.sectors or found.sectors
                if explains:
                    found.role, found.strong = found.role or other.role, other.strong
                found.why = found.why or "apposition"
    if not found.country:
        markers = THING_MARKERS if thing else (COUNTRY_MARKERS if found.strong else MOUTHPIECE_MARKERS)
        country, sectors = _from_complements(view, head, found, markers, depth)
        found.country = country
        if sectors and (not found.strong or (thing and not found.sectors)):
            found.sectors = sectors
    if not found.country and own:
        found.country = own
    elif own and own != "NGO":
        found.country = own
    if thing and not found.country and found.owner < 0 and not found.sectors:
        found.kind = "none"
    return found


def _named_after(view: View, head: int, role: tuple[int, int, Agent] | None) -> Entry | None:
    """Return the organization or group named right after its noun of role: «the news agency AFP»."""
    end = role[1] if role is not None else head + 1
    if role is None or end >= len(view.tokens):
        return None
    match = view.match_at[end]
    if match is None or match.start != end:
        return None
    entry = view.sense(match)
    above = (head, view.tokens[head].head) if view.tokens[match.end - 1].rel == view.tokens[head].rel else (head,)
    joined = any(view.tokens[i].head in above for i in range(match.start, match.end))
    return entry if joined and entry.kind in ("organization", "group") else None


def _take_inner(view: View, found: Description, inside: range, depth: int) -> None:
    """Take the country from complements of the last word of a role: «ministry of defence of Georgia»."""
    for i in inside:
        if depth < MAX_DEPTH and not found.country:
            country, _ = _from_complements(view, i, found, COUNTRY_MARKERS, depth)
            found.country = country
            if not country:
                _take_countries(view, found, [k for k in view.core(i) if k < i], i)


def _copy(other: Description) -> Description:
    return Description(
        other.country, other.countries, other.sectors, other.kind, other.name, other.id, other.why, other.sense, other.person,
        other.role, other.strong, other.definite, True, other.owner, other.listed, other.pronoun, other.foreign,
    )


def _looks_like_name(view: View, head: int) -> bool:
    token = view.tokens[head]
    if token.upos != "PROPN" or not token.text[:1].isupper() or token.name in ("LOC", "GPE") or head == 0:
        return False
    return token.text.lower() not in view.reference.words["calendar"]


def _take_role(view: View, found: Description, agent: Agent, modifiers: list[int], head: int) -> None:
    """Set sectors, role and strength from a noun of role and the sectors of its modifiers."""
    found.role, found.strong = agent.words, agent.strong
    beside = Description()
    _take_modifier_sectors(view, beside, [i for i in modifiers if i < head])
    sectors = list(agent.sectors)
    if not agent.strong and beside.sectors:
        sectors = list(beside.sectors)
    elif beside.sectors:
        front = agent.sectors[:1] in (("MIL",), ("PRM",)) and beside.sectors[0] in ("REB",)
        sectors = [*beside.sectors, *sectors] if front else [*sectors, *beside.sectors]
    former = any(view.tokens[i].text.lower().partition("-")[0] in view.reference.words["former"] for i in modifiers if i < head)
    if former and sectors and sectors[0] in STATE_SECTORS and agent.kind == "person":
        sectors = ["ELI", *sectors[:1]]
    found.sectors = tuple(dict.fromkeys(sectors))[:SECTOR_LIMIT]
    regional = view.reference.words["regional"]
    if any(view.tokens[i].text.lower() in regional for i in modifiers if i < head and view.match_at[i] is None):
        found.foreign = True


def _take_modifier_sectors(view: View, found: Description, modifiers: list[int]) -> None:
    """Take the sectors of nouns of role and organizations among modifiers: «army spokesman», «Hamas police»."""
    sectors: list[str] = []
    words = view.reference.words
    i = 0
    while i < len(modifiers):
        at = modifiers[i]
        match = view.match_at[at]
        if match is not None:
            entry = view.sense(match)
            if entry.kind in ("organization", "group") and not view.is_severed(match):
                sectors.extend(entry.sectors)
            elif "PRE" in entry.sectors and not view.is_severed(match):
                sectors.append("PRE")
            i += 1
            continue
        token = view.tokens[at]
        if token.text.lower() in words["severs"] or token.rel in ("nummod", "det", "case", "punct", "cc"):
            i += 1
            continue
        if at + 1 < len(view.tokens) and view.tokens[at + 1].text in ("-", "–"):
            i += 1
            continue
        role = view.role(at, at, modifiers[-1])
        if role is not None and role[2].strong and role[2].kind != "place" and "CVL" not in role[2].sectors[:1]:
            sectors.extend(role[2].sectors)
            while i < len(modifiers) and modifiers[i] < role[1]:
                i += 1
            continue
        i += 1
    found.sectors = tuple(dict.fromkeys(sectors))[:SECTOR_LIMIT]


def _take_countries(view: View, found: Description, before: list[int], head: int) -> None:
    """Take the country of the nearest name among modifiers, with those that are joined to it by «and»."""
    words = view.reference.words
    matches = [m for m in _matches_in(view, before)]
    led = view.tokens[head].text.lower() in words["led"] if head < len(view.tokens) else False
    picked: list[str] = []
    last: Match | None = None
    for match in reversed(matches):
        entry = view.sense(match)
        if not entry.country:
            continue
        if view.is_severed(match) and not (led and _next_word(view, match) == "led"):
            continue
        if not picked:
            picked.append(entry.country)
            found.why = found.why or f"modifier {entry.name}"
            if entry.kind in ("organization", "group") and not found.name:
                found.name, found.id = entry.name, entry.id
            last = match
        elif last is not None and all(view.tokens[i].text.lower() in JOINERS for i in range(match.end, last.start)):
            if match.end < last.start:
                picked.append(entry.country)
            last = match
        else:
            break
    if picked:
        found.country = picked[-1] if len(picked) > 1 else picked[0]
        if len(set(picked)) > 1:
            found.countries = tuple(dict.fromkeys(reversed(picked)))


def _next_word(view: View, match: Match) -> str:
    last = view.tokens[match.end - 1].text.lower()
    if "-" in last:
        return last.rpartition("-")[2]
    for i in (match.end, match.end + 1):
        if i < len(view.tokens) and view.tokens[i].text not in ("-", "–"):
            return view.tokens[i].text.lower()
    return ""


def _take_owner(view: View, found: Description, core: list[int], depth: int) -> None:
    """Ask the possessor: its country if its words say one, else remember whom to ask."""
    for i in core:
        if view.tokens[i].deprel != "nmod:poss":
            continue
        owner = describe(view, i, depth + 1) if depth < MAX_DEPTH else Description()
        if owner.country and not found.country:
            found.country, found.countries = owner.country, owner.countries
            found.why = found.why or "possessor"
        elif not owner.country:
            found.owner = i
        if not found.strong and owner.kind == "party" and owner.sectors and (owner.role or owner.sense in ("organization", "group")):
            found.sectors = owner.sectors
        return


def _from_complements(
    view: View, head: int, found: Description, markers: tuple[str, ...], depth: int
) -> tuple[str, tuple[str, ...]]:
    """Return country and sectors of the first complement, in order of the prepositions, that names or implies a country."""
    if depth >= MAX_DEPTH:
        return "", ()
    complements = view.complements(head)
    sectors: tuple[str, ...] = ()
    for wanted in markers:
        for marker, at in complements:
            if marker != wanted:
                continue
            other = describe(view, at, depth + 1)
            if other.kind == "none" and not other.country:
                continue
            mouthpiece = marker in ("of", "for", "from", "at", "within", "inside") and other.kind == "party"
            if mouthpiece and not sectors:
                sectors = other.sectors
            if other.country:
                found.why = found.why or f"{marker} {other.name or other.role or 'its complement'}"
                if not found.countries:
                    found.countries = other.countries or _conjunct_countries(view, at, other, depth)
                if mouthpiece and other.sense in ("organization", "group") and not found.name:
                    found.name, found.id = other.name, other.id
                return other.country, sectors
            if mouthpiece and found.owner < 0:
                found.owner = at
    return "", sectors


def _conjunct_countries(view: View, at: int, first: Description, depth: int) -> tuple[str, ...]:
    countries = [first.country]
    for c in view.children[at]:
        if view.tokens[c].rel == "conj":
            country = describe(view, c, depth + 1).country
            if country:
                countries.append(country)
    unique = tuple(dict.fromkeys(countries))
    return unique if len(unique) > 1 else ()
