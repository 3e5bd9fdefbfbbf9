"""From a noun phrase to its description: name, country, sectors and kind, read from the head and its modifiers."""

from __future__ import annotations

from demarche.reference.calling import take_body_name
from demarche.reference.modifiers import (
    from_complements,
    matches_in,
    take_countries,
    take_modifier_sectors,
    take_owner,
    take_role,
)
from demarche.reference.names import OWN_CODES, Entry, Match
from demarche.reference.persons import describe_person, name_in_core
from demarche.reference.phrases import (
    COUNTRY_MARKERS,
    MAX_DEPTH,
    PRONOUNS,
    RELATIVES,
    STATES,
    Description,
    Sheet,
)
from demarche.reference.tables import Agent

Role = tuple[int, int, Agent]

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
DEMONSTRATIVE = frozenset({"this", "these", "those"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "these", "those", "we", "our", "us"})
PLACES = frozenset({"city", "region"})
SINGLE = frozenset({"one", "each", "another", "either", "member"})  # of a group: «one of the women»
THING_MARKERS = ("of", "in", "from", "between")
MOUTHPIECE_MARKERS = ("of", "for", "from", "at", "within", "inside", "in", "with", "to")
NAMELESS = frozenset({"UAF", "UNK"})
KINDS = {"person": "party", "modifier": "party", "craft": "party", "thing": "possession", "place": "possession"}


class View(Sheet):
    """A sheet whose phrases are described by the rules of this module."""

    __slots__ = ()

    def describe(self, head: int, depth: int = 0) -> Description:
        """Describe the phrase of the token `head`, once.

        1. A pronoun is only marked as one. 2. A personal name takes its title, its apposition, then the table of
        persons. 3. The name of an organization or a country speaks for itself. 4. Any other noun takes its sector from
        the table of roles and its country from its modifiers, its apposition or its complements.
        """
        known = self.described.get(head)
        if known is not None:
            return known
        self.described[head] = Description()  # what a phrase that contains itself through a broken tree gets
        found = _describe(self, head, depth)
        self.described[head] = found
        return found


def _describe(sheet: Sheet, head: int, depth: int) -> Description:
    token = sheet.tokens[head]
    word = token.text.lower()
    # 1. pronouns
    dug = word == "mine" and (token.upos == "NOUN" or sheet.children[head])  # «a copper mine»
    if word in PRONOUNS and token.text != "US" and not dug:
        return Description(pronoun=word, plural=word in PLURAL_PRONOUNS)
    if token.upos == "PRON" and (word in RELATIVES or word in DEMONSTRATIVE):
        return Description(pronoun=word, plural=word in PLURAL_PRONOUNS)
    match = sheet.match_at[head]
    if match is not None and token.rel == "nmod" and match.start <= token.head < match.end:
        return Description()  # «Iraq» in «Islamic State of Iraq»
    # 2. persons
    start, end = sheet.person_run(head)
    person = match is not None and all(entry.kind == "person" for entry in match.entries)
    if person or (end > start and (match is None or match.end - match.start < end - start)):
        if match is not None and person and match.end - match.start > end - start:
            start, end = match.start, match.end
        return describe_person(sheet, head, start, end, depth)
    core = sheet.core(head)
    low, high = core[0], core[-1]
    run = name_in_core(sheet, core, head)
    role = sheet.role(head, low, max(high, head + 4)) if _can_have_role(sheet, head, core) else None
    titled = run is not None and (role is not None or match is None or sheet.has_title(head, run[0]))
    if run is not None and titled and run[0] > head:
        return describe_person(sheet, head, *run, depth)
    if role is not None and role[2].kind == "person" and head < role[1] < len(sheet.tokens):
        after = sheet.person_run(role[1])
        if after[1] > after[0] == role[1]:  # «minister of information Moammar al-Eryani»
            return describe_person(sheet, head, *after, depth)
    # 3. names of countries and organizations
    beside = _noun_beside(sheet, head, match) if match is not None and role is None else -1
    if beside >= 0:
        core = sorted({*core, *range(head, beside + 1)})
        return _describe_noun(sheet, beside, core, sheet.role(beside, head + 1, beside + 3), depth)
    if match is not None and not (role is not None and role[1] - role[0] > match.end - match.start):
        found = _describe_name(sheet, head, match, core, depth)
        if found is not None:
            return found
    # 4. nouns
    half = _describe_half(sheet, head, core)
    if half is not None:
        return half
    return _describe_noun(sheet, head, core, role, depth)


def _can_have_role(sheet: Sheet, head: int, core: list[int]) -> bool:
    """Say whether a word can be a noun of role: nouns, and other words with modifiers («the wounded»)."""
    return sheet.tokens[head].upos in ("NOUN", "PROPN", "PRON", "NUM", "SYM") or core[0] < head


def _noun_beside(sheet: Sheet, head: int, match: Match) -> int:
    """Return the noun of role right after an adjective of a people that a broken tree tore from it, or -1."""
    entry = sheet.sense(match)
    after = match.end
    if (
        not any(sense.kind == "adjective" for sense in match.entries)
        or entry.kind not in STATES
        or after >= len(sheet.tokens)
    ):
        return -1
    for at in (after, after + 1):
        if at >= len(sheet.tokens) or sheet.tokens[at].upos not in ("NOUN", "PROPN", "ADJ"):
            return -1
        role = sheet.role(at, after, min(at + 2, len(sheet.tokens) - 1))
        if role is not None and role[2].kind in ("person", "craft"):
            return role[1] - 1
    return -1


# ------------------------------------------------------------------------------------------------------ persons


# ------------------------------------------------------------------------------------------------------ names


def _describe_name(sheet: Sheet, head: int, match: Match, core: list[int], depth: int) -> Description | None:
    entry = sheet.sense(match)
    words = sheet.reference.words
    if entry.kind == "person":
        return describe_person(sheet, head, match.start, match.end, 0)
    above = sheet.tokens[head].head
    if sheet.tokens[head].rel == "compound" and above >= 0 and sheet.is_venue(match, above):
        return Description(name=entry.name, why="the place that talks are named after")
    found = Description(
        country=entry.country, sectors=entry.sectors, kind="party", name=entry.name, id=entry.id, sense=entry.kind
    )
    found.definite = sheet.tokens[core[0]].text.lower() in DEFINITE
    found.plural = _is_plural(sheet, head)
    found.why = f"{entry.kind} {entry.name}"
    before = [i for i in core if i < match.start]
    partial = any(sheet.tokens[i].text.lower() in words["part"] for i in before)
    if entry.kind in ("adjective", "people"):
        before_it = sheet.tokens[match.start - 1].text.lower() if match.start else ""
        lone = sheet.tokens[head].rel == "amod" and before_it == "the"  # «The British gave up»: torn from its verb
        collective = (found.definite or lone) and not any(sheet.tokens[i].rel in ("amod", "nummod") for i in before)
        singular = entry.kind == "adjective" and sheet.tokens[head].upos in ("NOUN", "PROPN") and not found.plural
        if entry.kind == "adjective" and singular and sheet.tokens[head].xpos in ("NN", "NNP") and not found.definite:
            collective = False
        of_act = sheet.tokens[head].rel == "amod" and entry.kind == "adjective" and not found.plural
        if (collective or of_act) and entry.sectors[0] == "CVL":
            found.sectors = ("GOV", *entry.sectors[1:])  # «the French gave way», «a French raid»
            if of_act and entry.id.startswith("people:"):
                found.id = f"country:{entry.country}"
        outer = [e for m in matches_in(sheet, before) for e in (sheet.sense(m),) if e.kind in STATES]
        if outer:
            found.country, found.id, found.name = outer[-1].country, "", ""
        if _is_local(sheet, head, found):
            found.sectors = ("CVL", *entry.sectors[1:])
        elif sheet.is_severed(match):
            found.origin, found.country, found.role = found.country, "", "minority"
            found.id, found.name, found.sense = "", "", ""
    elif entry.kind in PLACES or (partial and entry.kind in STATES):
        found.kind, found.sectors = "possession", ("CVL",) if entry.kind == "city" else ()
    shared = _shared_noun(sheet, head, match)
    if shared >= 0 and depth < MAX_DEPTH:
        other = sheet.describe(shared, depth + 1)
        if other.role and other.kind == "party":
            found.sectors, found.role, found.plural, found.kind = other.sectors, other.role, other.plural, "party"
            found.sense, found.id, found.name = "", "", ""
    if entry.kind in STATES and before:
        joined = Description()
        take_countries(sheet, joined, [*before, *range(match.start, match.end)], head)
        found.countries = joined.countries
    if entry.kind == "organization" and entry.country not in OWN_CODES:
        found.generic = entry.generic
        owner = Description()
        take_countries(sheet, owner, before, match.start)
        if owner.country and owner.country not in OWN_CODES:
            found.country, found.countries, found.generic = owner.country, owner.countries, False
            if owner.country != entry.country:
                found.id, found.name = "", ""
    return found


def _is_plural(sheet: Sheet, head: int) -> bool:
    return "Number=Plur" in sheet.tokens[head].feats or sheet.tokens[head].xpos in ("NNS", "NNPS")


def _shared_noun(sheet: Sheet, head: int, match: Match) -> int:
    """Return the noun that an adjective shares with its conjunct, or -1: «US» in «US and British forces»."""
    if not any(entry.kind == "adjective" for entry in match.entries):
        return -1
    for c in sheet.children[head]:
        if sheet.tokens[c].rel == "conj" and sheet.tokens[c].upos in ("NOUN", "PROPN"):
            first = sheet.core(c)[0]
            joined = sheet.match_at[first]
            if (
                first < c
                and joined is not None
                and first - match.end <= 1
                and any(e.kind == "adjective" for e in joined.entries)
            ):
                return c
    return -1


def _is_local(sheet: Sheet, head: int, found: Description) -> bool:
    """Take the country where a people lives («Albanians of southern Serbia»), and say whether the words name one."""
    for marker, at in sheet.complements(head):
        if marker in ("in", "of", "from"):
            match = sheet.match_at[at]
            entry = sheet.sense(match) if match is not None else None
            if entry is not None and entry.kind in STATES and found.sense in ("adjective", "people"):
                found.country, found.why = entry.country, f"people in {entry.name}"
                return True
    return False


def _describe_half(sheet: Sheet, head: int, core: list[int]) -> Description | None:
    """Describe «the North», «the South» as the country that the document names most among those called so."""
    token = sheet.tokens[head]
    halves = sheet.reference.halves.get(token.text.lower(), {})
    if not halves or not token.text[:1].isupper() or len(core) > 2:
        return None
    if head == 0 or sheet.tokens[head - 1].text.lower() != "the":
        return None
    weights = {code: sheet.weights.get(code, 0.0) + sheet.weights.get(other, 0.0) for code, other in halves.items()}
    country = max(weights, key=weights.__getitem__)
    if not weights[country]:
        return None
    return Description(
        country,
        (),
        ("GOV",),
        "party",
        id=f"country:{country}",
        sense="country",
        definite=True,
        why=f"«the {token.text}»",
    )


# ------------------------------------------------------------------------------------------------------ nouns


def _describe_noun(sheet: Sheet, head: int, core: list[int], role: Role | None, depth: int) -> Description:
    tokens = sheet.tokens
    words = sheet.reference.words
    found = Description()
    found.definite = any(tokens[i].text.lower() in DEFINITE for i in core if tokens[i].rel == "det")
    found.plural = _is_plural(sheet, head)
    partitive = _describe_partitive(sheet, head, core, role, found.plural, depth)
    if partitive is not None:
        return partitive
    if role is not None:
        take_role(sheet, found, role[2], [i for i in core if not role[0] <= i < role[1]], head)
        found.kind = KINDS[role[2].kind]
        found.foreign = found.foreign or (role[2].kind == "thing" and not role[2].sectors)
        found.country = role[2].country
    else:
        take_modifier_sectors(sheet, found, [i for i in core if i != head])
        found.kind = "possession"
        told = _noun_before(sheet, head, core)
        if told is not None and tokens[head].upos == "PROPN":
            found.role, found.sectors, found.strong = told.words, found.sectors or told.sectors, told.strong
        if told is not None or tokens[head].name == "ORG" or _looks_like_name(sheet, head) or _names_body(sheet, head):
            found.kind = "party"
            first = min((i for i in core if tokens[i].upos not in ("DET", "NUM")), default=head)
            if not any(
                tokens[i].text.lower() in ("a", "an") for i in core if i < first
            ):  # «an Albatros» is one of many
                found.name = sheet.text(first, core[-1] + 1)
                found.sense = "name"
    if role is not None and not found.name:
        take_body_name(sheet, found, head, core, role)
    thing = found.kind == "possession"
    markers: tuple[str, ...]
    before = (
        [i for i in core if i < head] if role is None else [i for i in core if i < head and not role[0] <= i < role[1]]
    )
    elsewhere = found.role in words["others"] or any(tokens[i].text.lower() in words["neighbouring"] for i in before)
    if elsewhere:
        before = [i for i in before if tokens[i].deprel != "nmod:poss"]
    own = found.country
    found.country = ""
    take_countries(sheet, found, before, head)
    if found.country and not found.sectors and not found.name and tokens[head].lemma.lower() in words["weapons"]:
        found.sectors = ("MIL",)  # «Ethiopian guns» are its army's, «shells» alone nobody's
    named = _named_after(sheet, head, role)
    if named is not None:
        found.name, found.id, found.sense = named.name, named.id, named.kind
        found.country = named.country or found.country
        found.sectors = named.sectors or found.sectors
    if role is not None and role[1] > head + 1:
        _take_inner(sheet, found, range(head + 1, role[1]), depth)
    if not found.country and not elsewhere:
        take_owner(sheet, found, core, depth)
    for at in sheet.appositions(head):
        if depth < MAX_DEPTH and (not found.country or not found.name):
            other = sheet.describe(at, depth + 1)
            explains = found.sense == "name" and bool(other.role)
            body = tokens[head].upos == "PROPN" and not other.definite and other.strong
            if body and other.role and not other.person and other.kind == "party" and other.sectors:
                found.sectors, found.strong = other.sectors, True  # «the Azawad Coalition, an armed group»
            if explains or other.person or other.sense in STATES or other.sense in ("organization", "group", "name"):
                found.country = found.country or other.country
                found.countries = found.countries or other.countries
                if role is None and found.definite and other.kind == "party":
                    found.kind = "party"  # «the occupying power, the Russian Federation»
                if other.person or other.sense in ("organization", "group"):
                    found.name, found.id = found.name or other.name, found.id or other.id
                    found.person = found.person or other.person
                if not found.sectors or not found.strong or explains:
                    found.sectors = other.sectors or found.sectors
                if explains:
                    found.role, found.strong = found.role or other.role, other.strong
                found.why = found.why or "apposition"
    if role is not None and depth < MAX_DEPTH:
        _take_camp(sheet, found, head, depth)
    if not found.country and not elsewhere:
        markers = THING_MARKERS if thing else (COUNTRY_MARKERS if found.strong else MOUTHPIECE_MARKERS)
        if found.sectors[:1] and found.sectors[0] in NAMELESS:
            markers = ("of", "from")  # «gunmen near Gao» may be of any country
        country, sectors = from_complements(sheet, head, found, markers, depth)
        found.country = country
        presides = role is not None and role[2].words in words["presiding"]
        if sectors and (not found.strong or presides or (thing and not found.sectors)):
            found.sectors = sectors
    if found.role.rpartition(" ")[2] in words["crews"] and depth < MAX_DEPTH:
        of = [sheet.describe(at, depth + 1) for marker, at in sheet.complements(head) if marker == "of"]
        if any(craft.sectors[:1] == ("MIL",) for craft in of):
            found.sectors = ("MIL",)  # «the driver of a military truck»
    if found.foreign and found.sectors[:1] == ("SOC",) and not found.country and tokens[head].text[:1].isupper():
        own = own or "NGO"  # «the Asian Rights Forum»
    if own and (not found.country or (own != "NGO" and found.country not in OWN_CODES)):
        found.country = own  # «Pakistani peacekeepers» are of the UN, «German aid workers» are German
    if not found.country:
        found.origin = sheet.minority_of(before)
    nobody = any(tokens[i].text.lower() == "no" for i in core if i < head) and not found.strong
    if (thing and not found.country and found.owner < 0 and not found.sectors) or nobody:
        found.kind = "none"
    if nobody:
        found.role, found.country = "", ""  # «no group has claimed it»
    return found


def _take_camp(sheet: Sheet, found: Description, head: int, depth: int) -> None:
    """Take forces that are loyal to rebels for theirs: «troops loyal to the Liberation Front»."""
    if found.sectors[:1] not in (("MIL",), ("PRM",), ("REB",)):
        return
    for c in sheet.children[head]:
        if c < head or sheet.tokens[c].text.lower() not in sheet.reference.words["loyal"]:
            continue
        for of in sheet.children[c]:
            cases = {sheet.tokens[k].text.lower() for k in sheet.children[of] if sheet.tokens[k].rel == "case"}
            if sheet.tokens[of].rel == "obl" and cases & {"to", "with"}:
                other = sheet.describe(of, depth + 1)
                if other.sectors[:1] in (("REB",), ("PRM",)):
                    found.sectors = other.sectors


def _noun_before(sheet: Sheet, head: int, core: list[int]) -> Agent | None:
    """Return the noun of role that says what an unknown name behind it is: «the newspaper La Prensa», or None."""
    first = head
    while first - 1 in core and sheet.tokens[first - 1].upos == "PROPN":
        first -= 1
    if first - 1 not in core or sheet.tokens[head].upos != "PROPN" or not sheet.tokens[first].text[:1].isupper():
        return None
    before = sheet.tokens[first - 1]
    role = sheet.role(first - 1, core[0], first - 1) if before.upos == "NOUN" and before.text.islower() else None
    return role[2] if role is not None and role[2].kind == "person" else None


def _names_body(sheet: Sheet, head: int) -> bool:
    """Say whether a capitalized word behind another names a body, also one named after a place: «Nile Front»."""
    token = sheet.tokens[head]
    before = sheet.tokens[head - 1] if head else None
    return (
        before is not None
        and token.upos == "PROPN"
        and token.text.lower() in sheet.reference.words["common_in_names"]
        and before.text[:1].isupper()
        and before.upos in ("PROPN", "ADJ")
    )


def _named_after(sheet: Sheet, head: int, role: Role | None) -> Entry | None:
    """Return the organization or group named right after its noun of role: «the news agency AFP»."""
    end = role[1] if role is not None else head + 1
    if role is None or end >= len(sheet.tokens):
        return None
    match = sheet.match_at[end]
    if match is None or match.start != end:
        return None
    entry = sheet.sense(match)
    return entry if entry.kind in ("organization", "group") else None


def _describe_partitive(
    sheet: Sheet, head: int, core: list[int], role: Role | None, plural: bool, depth: int
) -> Description | None:
    """Describe groups and numbers of others by those others: «thousands of protesters», «one of the women»."""
    token = sheet.tokens[head]
    number = token.upos == "NUM" and token.text[:1].isdigit()
    if depth >= MAX_DEPTH or not (number or token.text.lower() in sheet.reference.words["partitive"]):
        return None
    inner = next((at for marker, at in sheet.complements(head) if marker == "of"), -1)
    if inner < 0:
        return None
    other = sheet.describe(inner, depth + 1)
    if other.kind == "none" and other.owner < 0 and not other.pronoun:
        return None
    if role is not None and role[2].strong and other.sense:
        return None
    if other.pronoun:
        return Description(kind="party", owner=inner, strong=False, plural=True, why="part of a group")
    found = other.copy()
    found.why = f"part of: {other.why}" if other.why else "part of a group"
    found.definite, found.plural = False, sheet.tokens[head].text.lower() not in SINGLE
    if role is not None and role[2].words == "member" and not plural:
        found.role, found.plural = "member", False
    if not found.country and found.owner < 0:
        take_countries(sheet, found, [i for i in core if i < head], head)
        found.owner = inner
    return found


def _looks_like_name(sheet: Sheet, head: int) -> bool:
    token = sheet.tokens[head]
    if token.upos != "PROPN" or not token.text[:1].isupper() or token.name in ("LOC", "GPE") or head == 0:
        return False
    return token.text.lower() not in sheet.reference.words["calendar"]


def _take_inner(sheet: Sheet, found: Description, inside: range, depth: int) -> None:
    """Take the country from complements of the last word of a role: «ministry of defence of Georgia»."""
    for i in inside:
        if depth < MAX_DEPTH and not found.country:
            country, _ = from_complements(sheet, i, found, COUNTRY_MARKERS, depth)
            found.country = country
            if not country:
                take_countries(sheet, found, [k for k in sheet.core(i) if k < i], i)
