"""What «the two countries» and «both sides» stand for: the countries or camps named before them."""

from __future__ import annotations

from demarche.model import Mention
from demarche.reference import Description, View
from demarche.reference.names import OWN_CODES
from demarche.reference.phrases import STATES
from demarche.stages.entities.antecedents import Antecedents
from demarche.stages.entities.clauses import is_subject, subject_of_same_verb
from demarche.stages.entities.excluded import asker

NAMED_WELL = 2.0  # weight of a country from which on its city may outweigh the home country
COUNTS = {2: frozenset({"two", "both", "all"}), 3: frozenset({"three"}), 4: frozenset({"four"})}
STATES_BY_NOUN = frozenset({"country", "nation", "state", "neighbor", "neighbour", "ally", "rival", "capital", "power"})
SIDES = frozenset({"side", "party", "leader", "government", "capital"})
REBELS = frozenset({"REB", "PRM"})
CAMPS = frozenset({"GOV", "MIL", *REBELS})
FAR = 8  # sentences back for a definite description
NEAR = 4  # sentences back for the countries of «the two sides»


class Groups(Antecedents):
    """The phrases settled so far, with groups of countries."""

    def _take_pair(self, mention: Mention, found: Description, word: str, singular: str) -> bool:
        """Let «the two neighbours» stand for the countries named last, «both sides» for those the report is about."""
        view = self.views[mention.sentence]
        before = {view.tokens[c].text.lower() for c in view.children[mention.head]}
        count = next((number for number, words in COUNTS.items() if before & words), 0)
        joint = found.definite and singular in self.reference.words["joint"]
        if not found.plural or not (joint or (count and singular in self.reference.words["pairs"])):
            return False
        last = () if "all" in before and singular in SIDES else self._last_group(mention, count)
        if not last and not count and singular != "side":
            return False
        if not last and singular in SIDES and self._take_camps(mention, found, word):
            return True
        count = len(last) or count or 2
        last = last or (self._main_countries(count, view) if singular in SIDES else ())
        addressing = subject_of_same_verb(view, mention.head)
        last = last or self._last_countries(
            mention, count, addressing if addressing >= 0 else asker(view, mention.head)
        )
        if len(last) < count:
            return False
        found.countries, found.country, found.kind = last, last[0], "party"
        if singular in STATES_BY_NOUN:
            found.id = f"country:{last[0]}"
        if found.sectors[:1] in ((), ("CVL",), ("PTY",)):
            found.sectors = ("GOV",)
        found.why = f"«the {word}»: {', '.join(last)}"
        return True

    def _take_camps(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «both sides» be the forces and the rebels of home, where the report is of no other country as much."""
        weights = self.views[0].weights
        others = max((w for code, w in weights.items() if code not in OWN_CODES | {self.home}), default=0.0)
        if not self.home or weights.get(self.home, 0.0) < 2 * others:
            return False
        camps: dict[bool, str] = {}  # whether they are rebels -> main sector
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > FAR:
                break
            main = before.sectors[0] if before.sectors else ""
            scene = before.sense in STATES and not is_subject(self.views[other.sentence], other.head)
            if before.kind == "party" and before.country == self.home and main in CAMPS and not scene:
                camps.setdefault(main in REBELS, main)
        if len(camps) < 2:
            return False
        found.country, found.kind, found.sectors = self.home, "party", (camps[False], camps[True])
        found.why = f"«the {word}»: forces and rebels of {self.home}"
        return True

    def _last_group(self, mention: Mention, count: int) -> tuple[str, ...]:
        """Return the countries that were last named together as doers: «the presidents of Chad and Niger»; or none.

        `count` is how many they must be, 0 for any number. Who addresses them is none of them. A group that two
        others have acted after is no longer the last.
        """
        view = self.views[mention.sentence]
        speaking = {mention.head, subject_of_same_verb(view, mention.head)}
        since: set[str] = set()
        for other, before in reversed(self.settled):
            if mention.sentence - other.sentence > NEAR:
                break
            tokens = self.views[other.sentence].tokens
            token = tokens[other.head]
            inside = other.sentence == mention.sentence
            if before.kind != "party" or not is_subject(self.views[other.sentence], other.head):
                continue
            if inside and (other.head in speaking or token.head in speaking):
                continue
            group = before.countries or self._conjuncts(other)
            if len(group) > 1 and len(group) == (count or len(group)) and not set(group) & OWN_CODES:
                return group if len(since - set(group)) < 2 else ()
            if before.country and not inside:
                since.add(before.country)
        return ()

    def _is_joined(self, mention: Mention) -> bool:
        """Say whether a phrase is one of several joined by «and»."""
        view = self.views[mention.sentence]
        return view.tokens[mention.head].rel == "conj" or any(
            view.tokens[c].rel == "conj" for c in view.children[mention.head]
        )

    def _main_countries(self, count: int, view: View) -> tuple[str, ...]:
        """Return the countries that the report names more than all others, in order of the text, or none."""
        ranked = sorted((code for code in view.weights if code not in OWN_CODES), key=lambda code: -view.weights[code])
        main = ranked[:count]
        clear = len(ranked) == count or (len(ranked) > count and view.weights[ranked[count]] < view.weights[main[-1]])
        if not clear or view.weights[main[-1]] < NAMED_WELL:
            return ()
        return tuple(code for code in view.weights if code in main)

    def _take_named(self, mention: Mention, found: Description, word: str) -> bool:
        """Let «the Front» stand for the last party before it whose name has that word."""
        if not word[:1].isupper() or (mention.head < 2 and word not in self.named):
            return False
        for before in reversed(self.named.get(word, ())):
            if before is not found and before.name != word and before.country:
                found.country, found.countries, found.sectors = before.country, before.countries, before.sectors
                found.name, found.id, found.sense, found.kind = before.name, before.id, before.sense, "party"
                found.role, found.why = before.role or found.role, f"«the {word}» for {before.name}"
                return True
        return False

    def _last_countries(self, mention: Mention, count: int, subject: int) -> tuple[str, ...]:
        """Return the last countries named before a mention, in order of the text, without who acts on them."""
        last: list[str] = []
        start = self.views[mention.sentence].tokens[mention.head].start
        for index in range(mention.sentence, max(-1, mention.sentence - NEAR), -1):
            view = self.views[index]
            for match in reversed(view.matches):
                if view.tokens[match.start].start >= start:
                    continue
                if index == mention.sentence and match.start <= subject < match.end:
                    continue
                entry = view.sense(match)
                if entry.kind in STATES and entry.kind != "people" and entry.country and entry.country not in last:
                    last.append(entry.country)
                    if len(last) == count:
                        return tuple(reversed(last))
        return tuple(reversed(last))
