"""Running attribution: what a source says goes on in the sentences after it, until something ends it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from demarche.language.lexicon import load_lexicon
from demarche.model import Analysis, Attribution, Entity, Event, Token
from demarche.reference import load_reference
from demarche.reference.cues import Cues

Entities = Mapping[tuple[int, int], Entity]

SPOKEN = frozenset({"say", "show", "seem"})
DEFINITE = frozenset({"the", "this", "these", "those", "both"})
PAST_MODALS = frozenset({"would", "could", "might"})
PAST_FORMS = frozenset({"VBD", "VBN"})
WITHIN = 2  # sentences that a later «it added» vouches for


def carry_on(
    analysis: Analysis,
    attributions: tuple[Attribution, ...],
    entities: Entities,
    events: tuple[Event, ...],
    cues: Cues,
) -> tuple[Attribution, ...]:
    """Return the attributions, their contents grown by the sentences after them that go on with what is said.

    Such a sentence stands in the same paragraph, names no speaker, tells of the past, sets itself neither apart
    («meanwhile») nor on a day of its own, and hangs on what was said before. 1. Its subject is known from there alone:
    «They burned the houses», «The attackers fled». 2. It adds to that, or tells what came next: «There were also two
    strikes», «An hour later shells hit the mill». 3. It tells how the act ended: «Six soldiers were killed». 4. Whoever
    speaks next vouches for it: «…, it added».
    """
    if not attributions or len(analysis.sentences) < 2:
        return attributions
    return _Runner(analysis, attributions, entities, events, cues).run()


class _Runner:
    """The state of one document while contents grow, sentence by sentence."""

    def __init__(
        self,
        analysis: Analysis,
        attributions: tuple[Attribution, ...],
        entities: Entities,
        events: tuple[Event, ...],
        cues: Cues,
    ) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.attributions = attributions
        self.entities = entities
        self.cues = cues
        self.times = load_reference().words["times"]
        self.unchanging = load_lexicon().unchanging
        starts = [sentence.span.start for sentence in analysis.sentences]
        self.cued: dict[int, list[int]] = {}
        for k, attribution in enumerate(attributions):
            if attribution.kind in SPOKEN:
                self.cued.setdefault(bisect_right(starts, attribution.cue.start) - 1, []).append(k)
        self.events: dict[int, list[Event]] = {}
        for event in events:
            self.events.setdefault(event.sentence, []).append(event)
        self.contents = {k: list(attribution.content) for k, attribution in enumerate(attributions)}
        self.grown: set[int] = set()
        self.known: set[str] = set()  # nouns that the publisher has spoken of

    def run(self) -> tuple[Attribution, ...]:
        """Read sentence by sentence who holds the floor."""
        floor: list[int] = []  # the attributions that the sentence can go on with, the innermost first
        last: list[int] = []  # those that it could, were it vouched for
        waiting: list[int] = []  # sentences since then
        for sentence in self.analysis.sentences:
            s = sentence.index
            speaking = self.cued.get(s, [])
            if s and "\n" in self.text[self.analysis.sentences[s - 1].span.end : sentence.span.start]:
                floor, last, waiting = [], [], []
            if speaking or self._is_quoted(s):
                if waiting and last and any(self._adds(k, last) for k in speaking):
                    for other in waiting:
                        self._grow(last, other)
                floor = last = self._holders(s, speaking)
                waiting = []
            elif last and self._can_go_on(s):
                holder = next((k for k in floor if self._hangs_on(s, k)), -1)
                floor = self._around(holder)
                if holder >= 0:
                    self._grow(floor, s)
                    last, waiting = floor, []
                else:
                    waiting.append(s)
                    last = last if len(waiting) <= WITHIN else []
            else:
                floor, last, waiting = [], [], []
            self._hear(s)
        return tuple(
            replace(attribution, content=tuple(self.contents[k])) if k in self.grown else attribution
            for k, attribution in enumerate(self.attributions)
        )

    # ------------------------------------------------------------------------------------------------ who speaks

    def _holders(self, s: int, speaking: Sequence[int]) -> list[int]:
        """Return the attributions that hold the floor after a sentence: what a source affirms that has a verb in it."""
        verbs = [p.span for p in self.analysis.propositions if p.sentence == s and p.kind == "verb"]
        found = []
        for k in speaking:
            attribution = self.attributions[k]
            affirms = attribution.stance == "affirm" and attribution.source is not None
            if affirms and any(content.contains(verb) for content in attribution.content for verb in verbs):
                found.append(k)
        return sorted(found, key=lambda k: (-len(self._around(k)), k))

    def _around(self, k: int) -> list[int]:
        """Return an attribution and those around it, the innermost first."""
        found: list[int] = []
        while k >= 0 and k not in found:
            found.append(k)
            k = self.attributions[k].nested
        return found

    def _grow(self, holders: Sequence[int], s: int) -> None:
        for k in self._around(holders[0]):
            self.contents[k].append(self.analysis.sentences[s].span)
            self.grown.add(k)

    def _is_quoted(self, s: int) -> bool:
        span = self.analysis.sentences[s].span
        return any(not quote.scare and quote.span.overlaps(span) for quote in self.analysis.quotes)

    def _adds(self, k: int, last: Sequence[int]) -> bool:
        """Say whether a cue speaks on for a source before: «it added», «the ministry also said»."""
        attribution = self.attributions[k]
        tokens, cue = self._cue(attribution)
        further = attribution.cue_lemma in self.cues.adding or any(
            t.head == cue.i and t.lemma.lower() in self.cues.also for t in tokens
        )
        source = self._source(k)
        return further and source is not None and any(_same(source, self._source(other)) for other in last)

    def _cue(self, attribution: Attribution) -> tuple[Sequence[Token], Token]:
        sentence = next(s for s in self.analysis.sentences if s.span.contains(attribution.cue))
        inside = [t for t in sentence.tokens if attribution.cue.contains(t.span)]
        return sentence.tokens, next((t for t in inside if t.upos == "VERB"), inside[-1])

    def _source(self, k: int) -> Entity | None:
        source = self.attributions[k].source
        return self.entities.get((source.sentence, source.head)) if source is not None else None

    def _hear(self, s: int) -> None:
        """Keep the nouns that the publisher uses in a sentence; a headline only heads what follows."""
        sentence = self.analysis.sentences[s]
        if not sentence.tokens or (s == 0 and sentence.tokens[-1].upos != "PUNCT"):
            return
        told = [span for k in self.contents for span in self.contents[k] if self.attributions[k].kind in SPOKEN]
        near = [span for span in told if span.overlaps(sentence.span)]
        for token in sentence.tokens:
            if token.upos == "NOUN" and not any(span.contains(token.span) for span in near):
                self.known.add(token.lemma.lower())

    # ------------------------------------------------------------------------------------------------ what goes on

    def _can_go_on(self, s: int) -> bool:
        """Say whether a sentence without a speaker tells of the past, and neither apart nor on a day of its own."""
        tokens = self.analysis.sentences[s].tokens
        root = next((t for t in tokens if t.head < 0), None)
        if root is None or tokens[-1].text not in (".", ";"):
            return False
        if any(opening == tuple(t.text.lower() for t in tokens[: len(opening)]) for opening in self.cues.breaks):
            return False
        subject = _subject(tokens, root)
        ahead = tokens[: subject.i] if subject is not None else ()
        came_next = any(t.text.lower() in self.cues.sequence for t in ahead)
        if not came_next and any(
            t.text.lower() in self.times or (t.text.isdigit() and len(t.text) == 4) for t in ahead
        ):
            return False
        helpers = [t for t in tokens if t.head == root.i and t.rel in ("aux", "cop") and t.i < root.i]
        if not helpers:
            return root.xpos in PAST_FORMS or root.text.lower() in self.unchanging
        return helpers[0].xpos == "VBD" or helpers[0].text.lower() in PAST_MODALS

    def _hangs_on(self, s: int, k: int) -> bool:
        """Say whether a sentence goes on with what an attribution says; the four links of `carry_on`."""
        tokens = self.analysis.sentences[s].tokens
        root = next(t for t in tokens if t.head < 0)
        subject = _subject(tokens, root)
        if subject is None:
            return False
        if subject.upos == "PRON" and subject.rel != "expl":
            return self._is_known_from(s, subject, k)
        words = {t.text.lower() for t in tokens if t.head == subject.i and t.i < subject.i}
        if words & DEFINITE and subject.upos == "NOUN" and subject.lemma.lower() not in self.known:
            return subject.lemma.lower() in self.cues.resuming or any(
                t.upos == "NOUN" and t.lemma == subject.lemma for _, t in self._said(k)
            )
        also = any(t.lemma.lower() in self.cues.also and t.head in (root.i, subject.i) for t in tokens)
        next_up = any(t.text.lower() in self.cues.sequence for t in tokens[: subject.i])
        return ((also or next_up) and self._is_one_of(s, subject, k)) or self._is_outcome(s, k)

    def _said(self, k: int) -> Iterator[tuple[int, Token]]:
        """Yield the tokens of a content with their sentences, the last sentence first."""
        for sentence in reversed(self.analysis.sentences):
            for token in sentence.tokens:
                if any(content.contains(token.span) for content in self.contents[k]):
                    yield sentence.index, token

    def _is_known_from(self, s: int, pronoun: Token, k: int) -> bool:
        """Say whether a pronoun stands for somebody known from the content alone, or the source for its own deeds."""
        entity = self.entities.get((s, pronoun.i))
        if entity is None:
            return False
        for sentence, token in self._said(k):
            other = self.entities.get((sentence, token.i))
            if other is None or not _same(entity, other):
                continue
            if token.upos == "NOUN" and token.lemma.lower() in self.known:
                return False
            if _same(entity, self._source(k)) and not self._acts(sentence, token):
                continue
            return True
        return False

    def _acts(self, sentence: int, token: Token) -> bool:
        """Say whether somebody has done or suffered what is told: «said they had arrested», no «said they would»."""
        return any(
            p.sentence == sentence
            and p.kind == "verb"
            and p.tense == "past"
            and not p.modal
            and any(a.role in ("agent", "patient") and token.i in a.heads for a in p.arguments)
            for p in self.analysis.propositions
        )

    def _is_one_of(self, s: int, subject: Token, k: int) -> bool:
        """Say whether a subject is no party, or one of those that the source or its words name."""
        entity = self.entities.get((s, subject.i))
        if entity is None or entity.kind != "party":
            return True
        others = [self._source(k), *(self.entities.get((n, t.i)) for n, t in self._said(k))]
        return any(
            other is not None and entity.country == other.country and set(entity.sectors) & set(other.sectors)
            for other in others
        )

    def _is_outcome(self, s: int, k: int) -> bool:
        """Say whether a sentence tells how an act ended: an event of a type told before, with no other doer."""
        own = self.events.get(s, [])
        types = {
            event.known_as
            for sentence in {n for n, _ in self._said(k)}
            for event in self.events.get(sentence, ())
            if any(content.contains(event.trigger) for content in self.contents[k])
        }
        return bool(own) and all(
            event.known_as in types and all(mention.sentence < s for mention in event.actors) for event in own
        )


def _subject(tokens: Sequence[Token], root: Token) -> Token | None:
    return next((t for t in tokens if t.head == root.i and t.rel in ("nsubj", "expl")), None)


def _same(entity: Entity | None, other: Entity | None) -> bool:
    """Say whether two phrases can be of one party."""
    if entity is None or other is None or not (entity.country or entity.sectors):
        return False
    return (entity.country, entity.sectors, entity.id) == (other.country, other.sectors, other.id)
