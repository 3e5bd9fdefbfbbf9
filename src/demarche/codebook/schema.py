"""What a codebook holds, frozen: classes, operators, event types with their frames and examples."""

from __future__ import annotations

from typing import Literal

import msgspec

from demarche.model import Aux, Proposition, Stance

PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "after",
        "against",
        "ahead",
        "along",
        "alongside",
        "among",
        "amid",
        "apart",
        "around",
        "as",
        "aside",
        "at",
        "away",
        "back",
        "before",
        "behind",
        "below",
        "beneath",
        "between",
        "beyond",
        "by",
        "down",
        "for",
        "forth",
        "forward",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "past",
        "round",
        "through",
        "throughout",
        "to",
        "together",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
    ]
)


# The form of a predicate that a frame is for: never negated; announced; negated; an announcement negated; «» for any.
Only = Literal["", "affirmed", "future", "negated", "refusal"]


class Pattern(msgspec.Struct, frozen=True):
    """A predicate as a frame names it: its first lemma and what must stand with it.

    `parts` follow the first lemma: each is (preposition or «», words of a noun group, the last of them its head).
    """

    text: str
    kind: Literal["verb", "noun", "adjective"]
    lemma: str
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Constraint(msgspec.Struct, frozen=True):
    """The head of the argument in `slot` must be one of `words` (lemmas, lower case) or of the built-in `kinds`."""

    slot: str
    words: frozenset[str]  # single lemmas
    phrases: frozenset[tuple[str, ...]]  # entries of several words, the last one the head
    kinds: frozenset[str]  # @PARTY, @COUNTRY, @PERSON, @PLACE, @NUMBER, @SEVERAL, @ANY


class Frame(msgspec.Struct, frozen=True):
    """A pattern over propositions and what it yields; an operator is a frame whose `type` is «»."""

    id: str
    type: str
    patterns: tuple[Pattern, ...]
    order: int = 0  # place in the codebook: the earlier of two equals wins
    actor: tuple[str, ...] = ("agent",)
    recipient: tuple[str, ...] = ("patient",)
    mode: str = ""
    where: tuple[Constraint, ...] = ()
    unless: tuple[Constraint, ...] = ()
    needs: tuple[str, ...] = ()  # slots that must be filled, «at|into» for either of two
    party: tuple[str, ...] = ()
    mutual: bool = False
    content: tuple[str, ...] = ()
    needs_content: bool = False
    mode_from: str = ""
    stance: Stance | None = None
    below: Literal["hang", "drop"] = "hang"
    granted: tuple[str, ...] = ()  # where what is judged stands: it hangs below as the text tells it, without stance
    content_aux: tuple[Aux, ...] = ()  # what the act makes of its content: hypothetical for what is threatened
    own_act: bool = False  # the content must be the speaker's own act: «warned that it would strike»
    content_recipient: bool = False
    voice: tuple[str, ...] = ()  # slots whose party gives its word for the event: «claimed responsibility»
    content_actor: bool = False  # an event in the content without a doer of its own takes the recipient: «blamed X for»
    aux: tuple[Aux, ...] = ()
    refusal: bool = False  # operators only: what stands below is refused
    left_open: bool = False  # operators only: what stands below is not told as done, though no auxiliary mode says so
    open_aux: tuple[Aux, ...] | None = None  # operators only: `aux` where the operator itself is not told as done
    answers: bool = False  # answers an earlier speech act: without a recipient of its own, its speaker is the recipient
    content_modal: tuple[str, ...] = ()  # the content says what another party must do, by one of these modals
    also: str = ""  # TYPE or TYPE/mode of a second event in the same words: «sentenced to ten years in prison»
    within: tuple[str, ...] = ()  # where inside a phrase that is no party its party may stand; () for the usual places
    follows: bool = False  # tells what came of an act, or names it again: without a mode it takes the act's
    only: Only = ""  # fires on predicates in this form alone
    bare_state: str = ""  # sector of a country that acts by its bare name in such an event, instead of the type's

    @property
    def uses_form(self) -> bool:
        """Say whether the frame uses up the form that it asks for: «will pay a price» is no event to come."""
        return self.only not in ("", "affirmed")


class Form(msgspec.Struct, frozen=True):
    """A form of a predicate and what it makes of the event; it holds where all that it names holds («any» if empty)."""

    id: str
    tenses: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()  # how the predicate hangs on the one above: condition, purpose, clause, …
    unless_relations: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()  # what introduces it: that, to, whether, until, …
    kinds: frozenset[str] = frozenset()  # verb, noun, adjective
    words: frozenset[str] = frozenset()  # adjectives, adverbs and determiners, one of which hangs on it
    negated: bool | None = None
    question: bool | None = None
    perfect: bool | None = None
    conditioned: bool | None = None  # an if-clause hangs on it
    aux: tuple[Aux, ...] = ()
    refused: bool = False  # whoever does it refuses to
    obliged: bool = False  # it is somebody's duty
    left_open: bool = False  # it is meant, not foretold
    denies: bool = False  # an infinitive below it is denied
    done: bool = False  # an infinitive of this form tells what was done

    def holds(
        self, proposition: Proposition, *, conditioned: bool = False, words: frozenset[str] = frozenset()
    ) -> bool:
        """Say whether the proposition has this form; `words` are those that hang on it as modifiers."""
        return (
            (not self.tenses or proposition.tense in self.tenses)
            and (not self.modals or proposition.modal in self.modals)
            and (not self.relations or proposition.relation in self.relations)
            and proposition.relation not in self.unless_relations
            and (not self.markers or proposition.marker in self.markers)
            and (not self.kinds or proposition.kind in self.kinds)
            and (not self.words or not self.words.isdisjoint(words))
            and self.negated in (None, proposition.negated)
            and self.question in (None, proposition.question)
            and self.perfect in (None, proposition.perfect)
            and self.conditioned in (None, conditioned)
        )


class Mode(msgspec.Struct, frozen=True):
    """A mode of an event type with its gloss and intensity."""

    name: str
    gloss: str
    intensity: float


class ModeCue(msgspec.Struct, frozen=True):
    """Words of the clause that add a mode to an event; with `alone` only where it has no mode yet."""

    mode: str
    words: Constraint
    alone: bool = False


class Example(msgspec.Struct, frozen=True):
    """A row of `[[examples]]` or `[[near_misses]]`: text without marks, what is marked, what it must yield."""

    id: str
    type: str
    text: str
    marks: tuple[tuple[str, int, int], ...]  # (actor | recipient | trigger, start, end) in `text`
    yields: tuple[str, ...]
    none: tuple[str, ...] = ()
    aux: tuple[str, ...] | None = None
    pending: str | None = None
    why: str | None = None
    file: str = ""
    line: int = 0
    contexts: tuple[str, ...] = ()  # an event of the text must have them
    not_contexts: tuple[str, ...] = ()  # no event of the text may have them, and there must be one


class EventType(msgspec.Struct, frozen=True):
    """One event type with all that the codebook says of it."""

    name: str
    quad: int
    intensity: float
    requires_recipient: bool
    definition: str
    ambiguities: tuple[str, ...]
    modes: tuple[Mode, ...]
    mode_cues: tuple[ModeCue, ...]
    becomes: tuple[tuple[str, str], ...]  # (future | negation | refusal, TYPE or TYPE/mode)
    frames: tuple[Frame, ...]
    examples: tuple[Example, ...]
    near_misses: tuple[Example, ...]
    foreign_places: bool = False  # a place or thing is a recipient only where it is of another country than the actor
    bare_state: str = ""  # sector of a country that acts by its bare name in such an event, instead of GOV

    @property
    def material(self) -> bool:
        """Say whether such events are deeds (quad classes 2 and 4) rather than words."""
        return self.quad in (2, 4)

    def intensity_of(self, modes: tuple[str, ...]) -> float:
        """Return the intensity of an event with these modes: the farthest from zero, else the type's own."""
        values = [mode.intensity for mode in self.modes if mode.name in modes]
        return max(values, key=abs) if values else self.intensity


class Evidence(msgspec.Struct, frozen=True):
    """Words and phrases (lemmas, lower case) that speak for a context: verbs, and all others."""

    words: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()


class Context(msgspec.Struct, frozen=True):
    """What events are about: evidence in their words, in the sectors of their parties, in their types and modes."""

    name: str
    definition: str
    bounds: tuple[str, ...]  # where it stops beside its neighbours, a sentence each
    clause: Evidence  # must stand in the clause of the event
    sentence: Evidence  # may stand anywhere in its sentence
    actors: tuple[tuple[str, frozenset[str]], ...]  # sector, and the event types in which it speaks («*»: any)
    recipients: tuple[tuple[str, frozenset[str]], ...]
    events: frozenset[str]  # TYPE or TYPE/mode that is of this context by itself
    between: frozenset[str]  # the same between governments, or one and an organization
    unless: tuple[tuple[str, Constraint], ...]  # an entry («*»: any), and the words in whose sentence it is mute
    examples: tuple[Example, ...]
    near_misses: tuple[Example, ...]


class Rule(msgspec.Struct, frozen=True):
    """What events of the base are in a codebook that is made from another: a row of `[[from]]`, for one entry of `of`.

    `of` is a type, a type with a mode or the id of a frame of the base. Each condition that is given must hold: the
    predicate is one of `words`, a party has one of the sectors, an auxiliary mode is there, the frame that fired has
    one of the types `was` (another than the event's where `becomes` has turned it).
    """

    of: str
    target: str  # TYPE or TYPE/mode of this codebook; «» leaves the event out
    words: frozenset[str] = frozenset()
    actor: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    aux: frozenset[str] = frozenset()
    was: frozenset[str] = frozenset()

    @property
    def conditions(self) -> int:
        """How many conditions there are beside the words."""
        return sum(map(bool, (self.actor, self.recipient, self.aux, self.was)))


class Subjects(msgspec.Struct, frozen=True):
    """Subjects on which the codebook's words are mostly used of other things: sport, science, the arts.

    `quiet` are the words of each such subject, `hard` those of the news that the codebook is for. In a report on such
    a subject an event needs a party of one of the `sectors`, unless it is one of the `plain` ones (TYPE or TYPE/mode).
    """

    quiet: tuple[tuple[str, Constraint], ...]
    hard: Constraint
    sectors: frozenset[str]
    plain: frozenset[str]


class Codebook(msgspec.Struct, frozen=True):
    """A loaded codebook; `types` are those that its claims have.

    A codebook that is made from another has `rules` and `matched`: the types of the base with its own frames put to
    them, by which events are found before the rules turn them into its own types. `base` is the label of the other.
    """

    name: str
    version: str
    types: tuple[EventType, ...]
    operators: tuple[Frame, ...]
    forms: tuple[Form, ...]
    compose: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    classes: tuple[tuple[str, frozenset[str]], ...]
    contexts: tuple[Context, ...] = ()
    subjects: Subjects | None = None
    base: str = ""
    rules: tuple[Rule, ...] = ()
    matched: tuple[EventType, ...] = ()

    @property
    def label(self) -> str:
        """Name and version, those of its base too, as they stand in every record."""
        return f"{self.name} {self.version}" + (f" from {self.base}" if self.base else "")

    @property
    def matched_types(self) -> tuple[EventType, ...]:
        """The types whose frames are matched: the codebook's own, or those of its base with its own frames."""
        return self.matched or self.types

    def examples(self) -> tuple[Example, ...]:
        """Return every example and near miss: those of each type, then those of each context, in the order of files."""
        of_types = [row for event_type in self.types for row in (*event_type.examples, *event_type.near_misses)]
        return (*of_types, *(row for context in self.contexts for row in (*context.examples, *context.near_misses)))

    def type(self, name: str) -> EventType:
        """Return the event type called `name`.

        Raises:
            KeyError: the codebook has no such type.
        """
        for event_type in self.types:
            if event_type.name == name:
                return event_type
        raise KeyError(name)


def parse_pattern(text: str, kind: Literal["verb", "noun", "adjective"]) -> Pattern:
    """Read a phrase of lemmas («go on strike») as a pattern: verb, then prepositions each with its noun group."""
    words = text.split()
    parts: list[tuple[str, tuple[str, ...]]] = []
    preposition, group = "", list[str]()
    for word in words[1:]:
        if word in PREPOSITIONS:
            if preposition or group:
                parts.append((preposition, tuple(group)))
            preposition, group = word, []
        else:
            group.append(word)
    if preposition or group:
        parts.append((preposition, tuple(group)))
    if kind == "noun" and parts and not parts[0][0]:
        # «death toll», «peace talks»: a compound, its last word the head
        *modifiers, head = (words[0], *parts[0][1])
        return Pattern(text, kind, head, (("", tuple(modifiers)), *parts[1:]))
    return Pattern(text, kind, words[0] if words else "", tuple(parts))
