"""What the words of one noun phrase say of its party: country, sectors, name; nothing beyond the sentence is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from copy import copy

import msgspec

from demarche.model import Sentence
from demarche.reference.names import Entry, Match, Pieces
from demarche.reference.tables import Agent, Reference

CORE = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "fixed", "goeswith", "nmod:poss", "nmod:desc", "nmod:unmarked"}
)
INNER = CORE | {"conj", "cc", "punct", "case", "nmod", "advmod", "obl", "dep", "obl:unmarked"}
JOINERS = frozenset({",", "and", "&", "or", "-", "–", "/", "as", "well", "both", "the"})
STATES = frozenset({"country", "adjective", "people", "capital", "seat", "city", "region", "territory"})
PRONOUNS = frozenset(
    {"i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours", "he", "him", "his", "she", "her"}
    | {"hers", "it", "its", "they", "them", "their", "theirs"}
)
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
NAMED_PLACES = STATES - {"adjective", "people"}
SETTING = frozenset({"in", "at", "near", "off", "outside", "inside", "across", "around", "throughout"})
CLAUSAL = frozenset({"nsubj", "obj", "iobj", "obl"})
CLAUSE_REACH = 5  # steps up the tree from a noun to its clause
SECTOR_LIMIT = 3
MAX_DEPTH = 4
NAME_REACH = 4  # tokens of a personal name on either side of the one asked for
COUNTRY_MARKERS = ("of", "from", "in", "at", "near", "on", "within", "inside", "across", "around", "under", "off")


class Description(msgspec.Struct):
    """What one phrase says of itself; `owner` is the token of a possessor or complement to ask for more, or -1."""

    country: str = ""
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kind: str = "none"
    name: str = ""
    id: str = ""
    why: str = ""
    sense: str = ""  # kind of the entry that named it: country, organization, person, …
    person: str = ""  # the words of a personal name in it
    role: str = ""  # the noun of role at its head, as the table spells it
    strong: bool = True
    definite: bool = False
    plural: bool = False
    owner: int = -1
    listed: bool = False  # country or sectors come from the table of persons
    pronoun: str = ""
    foreign: bool = False  # of a region or abroad: never of the home country
    origin: str = ""  # country of a minority's name, where nothing says in which country it lives
    generic: bool = False  # named as a body that many countries have, without saying whose
    territory: str = ""  # disputed territory whose role it is, as in an id: «abkhazia»
    shared: Description | None = None  # another mention of the person, whose own possessor says the country

    def copy(self) -> Description:
        """Return a copy that can be changed by itself."""
        return copy(self)


class Sheet(ABC):
    """One sentence with its children lists, its names, and the descriptions of its phrases as they are asked for."""

    __slots__ = (
        "_runs",
        "children",
        "described",
        "match_at",
        "matches",
        "pieces",
        "reference",
        "sentence",
        "tokens",
        "weights",
        "year",
    )

    def __init__(self, sentence: Sentence, reference: Reference, *, year: int = 0) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.tokens = tokens
        self.reference = reference
        self.year = year
        self.children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if 0 <= token.head < len(tokens) and token.head != token.i:
                self.children[token.head].append(token.i)
        self.pieces = Pieces(token.text for token in tokens)
        self.matches = [match for match in reference.names.find(self.pieces) if not self._is_no_name(match)]
        self.match_at: list[Match | None] = [None] * len(tokens)
        for match in self.matches:
            for i in range(match.start, match.end):
                if self.match_at[i] is None:
                    self.match_at[i] = match
        self.weights: Mapping[str, float] = {}
        self.described: dict[int, Description] = {}
        self._runs: dict[int, tuple[int, int]] = {}

    def _is_no_name(self, match: Match) -> bool:
        """Say whether a match is part of a personal name, or an ordinary word at the head of the sentence («Total»)."""
        if match.start == 0 and match.end == 1 and self.tokens[0].upos != "PROPN" and not self.tokens[0].text.isupper():
            return all(entry.kind in ("organization", "group") for entry in match.entries)
        if self._is_initials(match):
            return True
        return self._is_part_of_person(match) or self._is_part_of_body(match) or self._is_agency(match)

    def _is_initials(self, match: Match) -> bool:
        """Say whether letters with stops are those of a first name: «M.K. Stalin» is of no group called MK."""
        tokens = self.tokens
        text = tokens[match.start].text
        if match.end - match.start > 1 or match.end >= len(tokens) or "." not in text or not text.isupper():
            return False
        after = tokens[match.end]
        bodies = all(entry.kind in ("organization", "group") for entry in match.entries)
        return bodies and after.name == "PERSON" and tokens[match.start].name != "ORG"

    def _is_agency(self, match: Match) -> bool:
        """Say whether a name in brackets before a dash is the agency of a dateline: «MANILA (PNA) -»."""
        tokens = self.tokens
        if match.start == 0 or match.end >= len(tokens):
            return False
        bracketed = tokens[match.start - 1].text == "(" and tokens[match.end].text == ")"
        return bracketed and (match.end + 1 == len(tokens) or tokens[match.end + 1].text in ("-", "–", "—", "--"))

    def _is_part_of_body(self, match: Match) -> bool:
        """Say whether the name of a body is only the end of another's: «the White Hawks» are not «the Hawks»."""
        token = self.tokens[match.start]
        alone = match.end - match.start == 1 and match.start > 0
        common = self.reference.words["common_in_names"]
        if alone and token.text.lower() in common and match.end < len(self.tokens) and not token.text.isupper():
            after = self.tokens[match.end]  # «the Sandrine Liberation Brigades» are no newspaper
            if after.text[:1].isupper() and after.upos == "PROPN" and after.text.lower() in common:
                return all(entry.kind in ("organization", "group") for entry in match.entries)
        if not alone or token.text.isupper():
            return False
        before = self.tokens[match.start - 1]
        named = bool(token.name) and not token.name_start and before.name == token.name
        flat = token.rel == "flat" and token.head == before.i and before.upos == "PROPN"  # «the tanker Coral Dawn»
        if not (named or flat) or not before.text[:1].isupper() or before.upos not in ("PROPN", "ADJ"):
            return False
        if any(entry.kind not in ("organization", "group") for entry in match.entries):
            return False
        word = before.text.lower()
        known = self.reference.agents.get(word) is not None or word in self.reference.words["regional"]
        return not known and not self.reference.names.find(Pieces([before.text]))

    def _is_part_of_person(self, match: Match) -> bool:
        """Say whether a place or people is only part of a personal name: «Michael Jordan», «Chad Smith»."""
        tokens = self.tokens
        titled = (
            match.start > 0 and tokens[match.start - 1].text[:1].isupper() and self._is_person_role(match.start - 1)
        )
        if match.end - match.start == 1 and titled and all(entry.kind == "city" for entry in match.entries):
            return True  # «Senator Kennedy»
        if match.end - match.start > 1 or self.pieces_of(match) not in self.reference.words["also_persons"]:
            return False
        if match.end < len(tokens):
            after = tokens[match.end]
            if after.name == "PERSON" and not after.name_start:
                return True
            if after.upos == "PROPN" and after.rel == "flat" and after.head == match.start:
                return True
        return match.start > 0 and tokens[match.start - 1].name == "PERSON" and not tokens[match.start].name_start

    def pieces_of(self, match: Match) -> str:
        """Return the words of a match in lower case."""
        return " ".join(token.text.lower() for token in self.tokens[match.start : match.end])

    @abstractmethod
    def describe(self, head: int, depth: int = 0) -> Description:
        """Describe the phrase of the token `head`; `depth` counts the phrases around it that wait for the answer."""

    # ------------------------------------------------------------------------------------------ shape of a phrase

    def minority_of(self, before: list[int]) -> str:
        """Return the country of a minority named among modifiers: «ethnic Albanian guerrillas», or «»."""
        for i in before:
            match = self.match_at[i]
            if match is not None and i > 0 and self.tokens[i - 1].text.lower() in self.reference.words["minority"]:
                return self.sense(match).country
        return ""

    def core(self, head: int) -> list[int]:
        """Return the tokens of the phrase proper: head, determiners, modifiers, possessors, parts of the name."""
        found = [head]
        stack = [
            c
            for c in self.children[head]
            if self.tokens[c].deprel in CORE or self.tokens[c].rel in ("flat", "compound")
        ]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(
                c
                for c in self.children[i]
                if (self.tokens[c].deprel in INNER and not (self.tokens[c].rel == "obl" and c > i))
                or self.tokens[c].rel == "flat"
            )  # «loyal to the king»: the king is no part of the phrase proper
        found.sort()
        return found

    def complements(self, head: int) -> list[tuple[str, int]]:
        """Return the prepositional phrases below a noun: the preposition and the head of its object."""
        found: list[tuple[str, int]] = []
        for c in self.children[head]:
            token = self.tokens[c]
            if token.rel not in ("nmod", "obl") or token.deprel == "nmod:poss" or c < head:
                continue
            marker = next(
                (self.tokens[k].text.lower() for k in self.children[c] if self.tokens[k].rel == "case" and k < c), ""
            )
            if marker:
                found.append((marker, c))
        return found

    def appositions(self, head: int) -> list[int]:
        """Return the heads of the appositions of a noun, also of one that the tree hung beside it.

        «The group, the Red Front, claimed …»: a second phrase of the same relation right behind a comma, with neither
        conjunction nor preposition, says again who is meant.
        """
        found = [c for c in self.children[head] if self.tokens[c].rel == "appos"]
        comma = head + 1
        token = self.tokens[head]
        if not found and comma < len(self.tokens) and self.tokens[comma].text == "," and token.head >= 0:
            for c in self.children[token.head]:
                alike = self.tokens[c].deprel == token.deprel or self._is_loose_noun(c)
                if c > comma and alike and self.core(c)[0] == comma + 1:
                    if not any(self._joins(c, k) for k in self.children[c]):
                        found.append(c)
                    break
        return found

    def _is_loose_noun(self, i: int) -> bool:
        """Say whether a token is a noun that the tree sets beside the clause."""
        return self.tokens[i].rel == "parataxis" and self.tokens[i].upos in ("NOUN", "PROPN")

    def _joins(self, head: int, c: int) -> bool:
        """Say whether a child puts its phrase under a preposition or beside another, not inside one name."""
        inside = self.match_at[head] is not None and self.match_at[head] is self.match_at[c]
        return self.tokens[c].rel in ("case", "cc", "conj") and not inside

    def person_run(self, at: int) -> tuple[int, int]:
        """Return the tokens of the personal name around a token, titles left out, or an empty range.

        What makes a person: the name model says so, a title stands before it, or its first word is a known given name.
        """
        known = self._runs.get(at)
        if known is None:
            known = self._runs[at] = self._find_run(at)
        return known

    def _find_run(self, at: int) -> tuple[int, int]:
        tokens = self.tokens
        if self._is_lone_place(at):
            return at, at
        if tokens[at].name != "PERSON":
            return self._run_by_context(at)
        if self._breaks_name(at):
            return at, at
        low = high = at
        while (
            low > 0
            and tokens[low - 1].name == "PERSON"
            and not tokens[low].name_start
            and not self._breaks_name(low - 1)
        ):
            low -= 1
        while high + 1 < len(tokens) and tokens[high + 1].name == "PERSON" and not tokens[high + 1].name_start:
            if self._breaks_name(high + 1) or tokens[high + 1].text in self.reference.words["beside_names"]:
                break
            high += 1
        while low < high and self.is_title(low):
            low += 1
        last = self.reference.agents.get(tokens[high].text.lower())
        if last is not None and last.words not in ("king", "prince", "bishop", "pope", "rice"):
            return at, at  # «Jolo Cathedral», «the Clinton administration»
        return (low, high + 1) if low <= at else (at, at)

    def _is_lone_place(self, at: int) -> bool:
        """Say whether a single unknown name stands where places do: «operations in Arauca»."""
        token = self.tokens[at]
        if token.rel not in ("obl", "nmod") or self.match_at[at] is not None:
            return False
        before = self.tokens[at - 1] if at else None
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        follows = after is not None and after.upos == "PROPN"
        return before is not None and before.text.lower() in ("in", "near", "outside") and not follows

    def _breaks_name(self, i: int) -> bool:
        """Say whether a token that the name model took for a person's is a day, a country or an organization."""
        if self.tokens[i].text.lower() in self.reference.words["calendar"]:
            return True
        match = self.match_at[i]
        return match is not None and all(entry.kind != "person" for entry in match.entries)

    def is_title(self, i: int) -> bool:
        """Say whether a token inside a name is a title or a country before it rather than part of the name."""
        match = self.match_at[i]
        if match is not None and all(entry.kind in STATES or entry.kind == "organization" for entry in match.entries):
            return True
        agent = self.reference.agents.get(self.tokens[i].text.lower().rstrip("."))
        return agent is not None and agent.kind in ("person", "modifier")

    def has_title(self, start: int, end: int) -> bool:
        """Say whether a noun of role of a person stands between two tokens."""
        for i in range(start, end):
            agent = self.reference.agents.get(self.tokens[i].text.lower().rstrip("."))
            if agent is not None and agent.kind == "person":
                return True
        return False

    def _run_by_context(self, at: int) -> tuple[int, int]:
        """Return a run of capitalized words that a title or a given name marks as a person's."""
        tokens = self.tokens
        if tokens[at].upos != "PROPN" or not self._can_be_person(at):
            return at, at
        low = high = at
        while at - low < NAME_REACH and (before := self._next_of_name(low, -1)) >= 0:
            low = before
        while high - at < NAME_REACH and (after := self._next_of_name(high, 1)) >= 0:
            high = after
        if tokens[low].text.lower() in self.reference.given and high > low:
            return low, high + 1
        if low > 0 and tokens[low - 1].text[:1].isupper() and self._is_person_role(low - 1):
            return low, high + 1
        return (low, high + 1) if self._acts_as_person(low, high) else (at, at)

    def _is_person_role(self, i: int) -> bool:
        agent = self.reference.agents.get(self.tokens[i].text.lower().rstrip("."))
        return agent is not None and agent.kind == "person" and agent.words not in self.reference.words["bodies"]

    def _acts_as_person(self, low: int, high: int) -> bool:
        """Say whether an unknown name stands where persons do: beside an office, above «who», as a subject."""
        tokens = self.tokens
        for i in range(low, high + 1):
            token = tokens[i]
            inside = low <= token.head <= high
            if inside:
                continue
            if token.rel == "appos" and token.head >= 0 and self._is_person_role(token.head):
                return True
            for c in self.children[i]:
                if tokens[c].rel == "appos" and self._is_person_role(c):
                    return True
                if tokens[c].rel == "acl" and any(tokens[k].text.lower() == "who" for k in self.children[c]):
                    return True
            article = any(tokens[c].rel == "det" for c in self.children[i])  # «the Front left»
            alone = token.deprel == "nsubj" and token.name in ("", "PERSON") and not article
            if (
                token.rel == "nsubj"
                and (high > low or alone)
                and token.head > high
                and tokens[token.head].upos == "VERB"
            ):
                return True
        return False

    def _next_of_name(self, i: int, step: int) -> int:
        """Return the next token of a personal name in one direction, over particles and hyphens, or -1."""
        at = i + step
        for _ in range(3):
            if not 0 <= at < len(self.tokens):
                return -1
            if self._can_be_person(at):
                return at
            if self.tokens[at].text.lower() not in self.reference.words["particles"]:
                return -1
            at += step
        return -1

    def _can_be_person(self, i: int) -> bool:
        token = self.tokens[i]
        if token.upos != "PROPN" or not token.text[:1].isupper() or token.name in ("ORG",) or len(token.text) < 2:
            return False
        if self.match_at[i] is not None:
            return False
        agents = self.reference.agents
        word = token.text.lower().rstrip(".")
        if agents.get(word) is not None:
            return False
        texts = [other.text.lower() for other in self.tokens[max(0, i - 2) : i + 2]]
        at = min(i, 2)
        around = (texts[at - 1 : at + 1], texts[at : at + 2], texts[at - 2 : at + 1])  # «minister of information»
        return all(agents.get(" ".join(words)) is None for words in around)

    def text(self, start: int, end: int) -> str:
        """Return the words of tokens `start` to `end`, one blank between those that are apart in the text."""
        parts: list[str] = []
        for token in self.tokens[start:end]:
            if parts and token.start > self.tokens[token.i - 1].end:
                parts.append(" ")
            parts.append(token.text)
        return "".join(parts)

    # ----------------------------------------------------------------------------------------------- clauses

    def clause_of(self, i: int) -> int:
        """Return the verb or other predicate of the clause that a noun stands in, or -1."""
        at = i
        for _ in range(CLAUSE_REACH):
            token = self.tokens[at]
            if token.head < 0:
                return -1
            at = token.head
            if token.rel in CLAUSAL and self.tokens[at].upos in ("VERB", "ADJ", "AUX"):
                return at
        return -1

    def begins_clause(self, i: int) -> bool:
        """Say whether a phrase stands at the head of the sentence, before a comma or a subject."""
        return self.core(i)[0] <= 2

    def place_at(self, i: int) -> Entry | None:
        """Return the country, region or city that a phrase of place names («in Warsaw», «off Malta»), or None.

        Of «in the Chadian town of Mao» it is the first name of a country or of a place that stands with the town.
        """
        if not any(self.tokens[c].rel == "case" and self.tokens[c].text.lower() in SETTING for c in self.children[i]):
            return None
        match = self.match_at[i]
        if match is not None:
            entry = self.sense(match)
            return entry if entry.kind in NAMED_PLACES and entry.country else None
        if self.tokens[i].lemma.lower() not in self.reference.words["localities"]:
            return None
        for c in self.children[i]:
            match = self.match_at[c]
            if match is not None and self.tokens[c].rel in ("amod", "compound", "nmod", "appos"):
                entry = self.sense(match)
                if entry.country and (entry.kind in NAMED_PLACES or entry.kind == "adjective"):
                    return entry
        return None

    # ------------------------------------------------------------------------------------------------ senses

    def sense(self, match: Match) -> Entry:
        """Return the sense that fits best, else the first of the table.

        A person whose years hold the year of publication comes first, then the country that the document names most,
        then, of bodies, one that there was in that year: reports tell of bodies that are gone too.
        """
        entries = match.entries
        if len(entries) == 1:
            return entries[0]

        def fit(entry: Entry) -> tuple[int, float, int]:
            within = not self.year or entry.since <= self.year <= (entry.until or 9999)
            person = int(within and entry.kind == "person" and bool(self.year))
            return person, self.weights.get(entry.country, 0.0), int(within)

        return max(entries, key=fit)  # the first of equals

    def is_severed(self, match: Match) -> bool:
        """Say whether a name in front of a noun does not say whose it is: «Iran-backed», «pro-Russian»."""
        words = self.reference.words
        tokens = self.tokens
        inside = tokens[match.end - 1].text.lower().rpartition("-")[2]
        if self._owns_craft(match):
            return False
        if match.end - match.start == 1 and inside in words["severs"] and "-" in tokens[match.start].text:
            return True
        first = tokens[match.start].text.lower().partition("-")[0]
        if first in words["against"] and "-" in tokens[match.start].text:
            return True
        after = match.end
        if after + 1 < len(tokens) and tokens[after].text == "War" and tokens[match.start].head > after:
            return True  # «a Vietnam War veteran»
        if after < len(tokens) and tokens[after].text in ("-", "–"):
            after += 1
        if after < len(tokens) and tokens[after].text.lower() in words["severs"] and after > match.end:
            return True
        before = match.start - 1
        if before >= 0 and tokens[before].text.lower() in words["minority"]:
            return True
        if before > 0 and tokens[before].text in ("-", "–"):
            return tokens[before - 1].text.lower() in words["against"]
        return False

    def _owns_craft(self, match: Match) -> bool:
        """Say whether a name says whose a ship or an aircraft is: «a Greek-owned tanker»."""
        after = self.tokens[match.end - 1 : match.end + 5]
        owned = any(token.text.lower().rpartition("-")[2] == "owned" for token in after[:3])
        return owned and any(token.lemma.lower() in self.reference.words["ships"] for token in after[1:])

    def is_venue(self, match: Match, head: int) -> bool:
        """Say whether a city only names the talks or the treaty behind it: «the Geneva talks»."""
        if self.tokens[head].lemma.lower() not in self.reference.words["held_somewhere"]:
            return False
        return self.sense(match).kind in ("capital", "city") and self.tokens[match.end - 1].deprel != "nmod:poss"

    def role(self, head: int, low: int, high: int) -> tuple[int, int, Agent] | None:
        """Return the longest noun of role over a token, within tokens `low` to `high`: start, end and the agent."""
        words, token_of = self.pieces.words, self.pieces.token_of
        if self.tokens[head].text.lower() in self.reference.words["clock"] and self.tokens[head - 1].upos == "NUM":
            return None  # «11 p.m.» is no prime minister
        here = [k for k, i in enumerate(token_of) if i == head]
        if not here:
            return None
        first, last = here[0], here[-1]
        best: tuple[int, int, Agent] | None = None
        for start in range(max(0, first - 4), last + 1):
            if token_of[start] < low:
                continue
            for end in range(min(len(words), last + 4), last, -1):
                if token_of[end - 1] > high:
                    continue
                agent = self.reference.agents.get(" ".join(words[start:end]))
                if agent is not None and (best is None or end - start > best[1] - best[0]):
                    best = (start, end, agent)
            if best is not None and best[0] <= start and best[1] - best[0] >= last + 4 - start:
                break
        if best is None:
            return None
        return token_of[best[0]], token_of[best[1] - 1] + 1, best[2]
