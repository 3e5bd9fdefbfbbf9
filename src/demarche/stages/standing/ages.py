"""Say of each proposition whether what it tells of lies before the episode, by its words and what it hangs below."""

from __future__ import annotations

from demarche.model import Analysis, Argument, Proposition, Timex, Token
from demarche.stages.standing.times import (
    LONG_DAYS,
    Timed,
    is_carried,
    is_long_stretch,
    is_nearby,
    is_old,
    names_long_ago,
    owners_of,
    place_timexes,
    reference_day,
)
from demarche.stages.standing.words import background_words

# Below what is old all is as old, save what is told of a party or comes after: «the group that attacked on Monday»
NEW_STEP = frozenset({"relative", "condition", "parataxis"})
LATER = frozenset({"before", "until", "till", "so", "so that"})


class Ages:
    """Reads the age of propositions: True for before the episode, False for within it, None where no words say so."""

    def __init__(self, analysis: Analysis, timexes: tuple[Timex, ...]) -> None:
        self.analysis = analysis
        self.propositions = analysis.propositions
        self.text = analysis.document.text
        self.words = background_words()
        self.present = reference_day(analysis.document.published, timexes)
        self.owners = owners_of(analysis)
        self.timed = place_timexes(analysis, timexes, self.owners)
        self._known: dict[int, bool | None] = {}
        self._below: dict[int, list[Proposition]] = {}
        for proposition in self.propositions:
            self._below.setdefault(proposition.parent, []).append(proposition)

    def of(self, index: int) -> bool | None:
        """Return the age of a proposition: by its own words, else by those of what it hangs below."""
        if index in self._known:
            return self._known[index]
        self._known[index] = None  # a circle says nothing
        self._known[index] = self._read(index)
        return self._known[index]

    def _read(self, index: int) -> bool | None:
        proposition = self.propositions[index]
        own = self.own(proposition)
        if own is None:
            own = self._by_its_means(proposition)
        if own is not None or proposition.parent < 0 or not self._hangs(proposition):
            return own
        return self.of(proposition.parent) or None

    def _by_its_means(self, proposition: Proposition) -> bool | None:
        """Return the age of the clause that tells how or since when: «by shooting at him in 2016»."""
        means = (
            p
            for p in self._below.get(proposition.index, ())
            if p.kind == "verb" and p.tense == "none" and (p.marker == "by" or p.lemma in self.words.beginnings)
        )
        return next((age for age in map(self.own, means) if age is not None), None)

    def _hangs(self, proposition: Proposition) -> bool:
        """Say whether a proposition is no younger than the one that it hangs below."""
        if proposition.relation in NEW_STEP or proposition.marker in LATER:
            return False
        above = self.propositions[proposition.parent]
        if self.is_present_perfect(above) and proposition.relation not in {"argument", "clause", "modifier"}:
            return False  # «has backed it since 2008 and is calling for talks»
        return proposition.tense in {"past", "none"} and not self.is_present_perfect(proposition)

    @staticmethod
    def is_present_perfect(proposition: Proposition) -> bool:
        """Say whether the proposition tells of a past that reaches the present: «has attacked»."""
        return proposition.perfect and proposition.tense == "present"

    def own(self, proposition: Proposition) -> bool | None:
        """Return what the proposition's own words say of its age."""
        tokens = self.analysis.sentences[proposition.sentence].tokens
        timed = [t for t in self.timed.get(proposition.sentence, ()) if t.owner == proposition.index]
        ages = [age for age in (self._age_by_time(t, proposition, tokens) for t in timed) if age is not None]
        if ages:
            return any(ages) and not (False in ages and proposition.perfect)
        if any(is_nearby(t, self.text) for t in timed) or self._has_adverb(
            proposition, tokens, self.words.nearby_adverbs
        ):
            return False
        if (
            self._has_old_adverb(proposition, tokens)
            or self._in_old_period(proposition, tokens)
            or self._lasts_since_old(proposition)
        ):
            return True
        named = (
            proposition.kind == "noun" and proposition.tense != "present"
        )  # «it is past time to free them» names none
        if named and self._is_old_noun(proposition, tokens):
            return True
        if self._is_measured(proposition, tokens) or self._is_done_by_old(proposition):
            return True
        return None

    # ------------------------------------------------------------------------------------------- words of time

    def _age_by_time(self, timed: Timed, proposition: Proposition, tokens: tuple[Token, ...]) -> bool | None:
        timex = timed.timex
        if is_carried(timed, self.text):
            return None
        if names_long_ago(timed, self.text):
            return True if proposition.tense in {"past", "none"} or proposition.perfect else None
        if timex.start is None or timex.end is None or timex.type not in {"DATE", "TIME"}:
            return None
        if self._belongs_to_a_noun(timed, proposition, tokens):
            return None
        if timed.marker in {"after", "from"} or proposition.tense == "future":
            return None
        if timed.marker == "since" and self.present is not None:
            return (self.present - timex.start).days > LONG_DAYS
        if self._says_earlier(timed):
            middle = timex.start + (timex.end - timex.start) / 2
            return is_old(timex.start, middle, timex.granularity, self.present)
        return is_old(timex.start, timex.end, timex.granularity, self.present)

    def _belongs_to_a_noun(self, timed: Timed, proposition: Proposition, tokens: tuple[Token, ...]) -> bool:
        """Say whether the expression only tells which: «the 2016 candidate», «last year's winner»."""
        head = tokens[timed.head]
        return (
            head.head != proposition.head
            and not timed.marker
            and head.rel in {"nummod", "compound", "amod", "nmod", "det"}
        )

    def _says_earlier(self, timed: Timed) -> bool:
        return timed.timex.span.text(self.text).lower().startswith("earlier")

    # ----------------------------------------------------------------------------------------- words of other kinds

    def _adverbs(self, proposition: Proposition, tokens: tuple[Token, ...]) -> list[Token]:
        return [t for t in tokens if t.head == proposition.head and t.rel == "advmod"]

    def _has_adverb(self, proposition: Proposition, tokens: tuple[Token, ...], wanted: frozenset[str]) -> bool:
        return any(t.lemma.lower() in wanted for t in self._adverbs(proposition, tokens))

    def _has_old_adverb(self, proposition: Proposition, tokens: tuple[Token, ...]) -> bool:
        if proposition.negated or proposition.tense == "future":
            return False
        if [t.text.lower() for t in tokens[max(0, proposition.head - 2) : proposition.head]] == ["used", "to"]:
            return True
        for adverb in self._adverbs(proposition, tokens):
            word = adverb.lemma.lower()
            following = tokens[adverb.i + 1].lemma.lower() if adverb.i + 1 < len(tokens) else ""
            if word in self.words.adverbs and not any(t.head == adverb.i and t.rel == "advmod" for t in tokens):
                return True
            told = proposition.kind == "verb" and (proposition.tense == "past" or proposition.perfect)
            ahead = told and word in self.words.adverbs_ahead and adverb.i < proposition.head
            if ahead and following not in self.words.undone_by:
                return True
        start, end = self._reach(proposition, tokens)
        clause = " ".join(t.text.lower() for t in tokens[start:end])
        return any(f" {phrase} " in f" {clause} " for phrase in self.words.phrases)

    def _reach(self, proposition: Proposition, tokens: tuple[Token, ...]) -> tuple[int, int]:
        """Return the range of tokens that the proposition owns, from the first to the last."""
        owned = [t.i for t in tokens if self.owners.get((proposition.sentence, t.i)) == proposition.index]
        return (min(owned), max(owned) + 1) if owned else (0, 0)

    def _in_old_period(self, proposition: Proposition, tokens: tuple[Token, ...]) -> bool:
        """Say whether a phrase sets the act in a time that is over: «during the dictatorship»."""
        if proposition.tense not in {"past", "none"} or self.is_present_perfect(proposition):
            return False
        return any(
            argument.role == "oblique"
            and argument.marker in self.words.period_markers
            and self._names_old_period(argument, tokens)
            for argument in proposition.arguments
        )

    def _names_old_period(self, argument: Argument, tokens: tuple[Token, ...]) -> bool:
        said = argument.span.text(self.text).lower()
        if argument.marker == "under":
            return any(t.head == argument.head and t.lemma.lower() in self.words.former for t in tokens)
        return any(period in said for period in self.words.periods)

    def _is_old_noun(self, proposition: Proposition, tokens: tuple[Token, ...]) -> bool:
        """Say whether what stands around an action noun makes it past: «previous attacks», «decades of fighting»."""
        if any(
            t.head == proposition.head and t.rel in {"amod", "compound"} and t.lemma.lower() in self.words.adjectives
            for t in tokens
        ):
            return True
        above, steps = tokens[proposition.head].head, 0
        while above >= 0 and tokens[above].upos in {"NOUN", "PROPN"} and steps < 4:
            if tokens[above].lemma.lower() in self.words.memories:
                return True
            above, steps = tokens[above].head, steps + 1
        parent = self.propositions[proposition.parent] if proposition.parent >= 0 else None
        return parent is not None and parent.lemma in self.words.remembering

    def _is_measured(self, proposition: Proposition, tokens: tuple[Token, ...]) -> bool:
        """Say whether the act fills a long time: «decades of fighting»."""
        above = tokens[proposition.head].head
        return any(
            timed.first <= above <= timed.last and is_long_stretch(timed)
            for timed in self.timed.get(proposition.sentence, ())
        )

    def _is_done_by_old(self, proposition: Proposition) -> bool:
        """Say whether an old act is what does it: «an earlier attack killed nine»."""
        agent = proposition.get("agent")
        if agent is None or agent.proposition < 0 or proposition.kind != "verb" or proposition.tense != "past":
            return False
        noun = self.propositions[agent.proposition]
        return noun.kind == "noun" and bool(self.own(noun))

    def _lasts_since_old(self, proposition: Proposition) -> bool:
        """Say whether the act has gone on since something that lies years back: «since the 2016 coup»."""
        since = [a for a in proposition.arguments if a.role == "oblique" and a.marker == "since"]
        return self.present is not None and any(
            argument.span.contains(timed.timex.span)
            and timed.timex.end is not None
            and (self.present - timed.timex.end).days > LONG_DAYS
            for argument in since
            for timed in self.timed.get(proposition.sentence, ())
        )
