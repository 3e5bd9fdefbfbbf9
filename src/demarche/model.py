"""The nouns of Demarche, all frozen: what the stages hand to one another.

Offsets: every `Span` counts characters of `Document.text`, end exclusive. Token indices count from 0 within their
sentence, sentence indices from 0 within the document.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

# ---------------------------------------------------------------------------------------------------- text


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A half-open range of characters of the document's text."""

    start: int
    end: int

    def text(self, source: str) -> str:
        """Return the words of `source` that the span covers."""
        return source[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Document(msgspec.Struct, frozen=True):
    """One published item with its immutable text; `published` is the document creation time, where known."""

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    language: str = "en"
    notes: tuple[str, ...] = ()  # what the reader had to guess, a sentence each: an encoding, an id


# ------------------------------------------------------------------------------------------------ language


class Token(msgspec.Struct, frozen=True):
    """One word of a sentence with its tags and its place in the dependency tree (`head` is -1 for the root)."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str  # Universal Dependencies features as «Number=Sing|Person=3», «» for none
    head: int
    deprel: str  # with its subtype: «nsubj:pass»
    name: str = ""  # type of the name that the token is part of (PERSON, ORG, LOC), «» for none
    name_start: bool = False  # first token of its name

    @property
    def span(self) -> Span:
        """The characters of the document that the token covers."""
        return Span(self.start, self.end)

    @property
    def rel(self) -> str:
        """The relation without its subtype: «nsubj» of «nsubj:pass»."""
        return self.deprel.partition(":")[0]


class Sentence(msgspec.Struct, frozen=True):
    """One sentence, split before the parse and parsed alone."""

    index: int
    span: Span
    tokens: tuple[Token, ...]


Role = Literal["agent", "patient", "recipient", "oblique", "clause", "attribute"]


class Argument(msgspec.Struct, frozen=True):
    """One argument of a proposition, by its deep role, the same for active, passive and nominal forms.

    `role`: `agent` (who does it: active subject, by-phrase of a passive, possessor of an action noun), `patient` (what
    it is done to: object, passive subject, of-phrase of an action noun), `recipient` (indirect object), `oblique`
    (phrase with the preposition `marker`), `attribute` (nominal or adjectival complement: «called it an attack»),
    `clause` (clausal complement; `marker` is «that», «to», «ing», «whether» or «»).
    """

    role: Role
    marker: str  # preposition or complementizer, lower case; several words joined by a blank: «because of»
    head: int  # token index of the head of the phrase
    heads: tuple[int, ...]  # head and the heads of its conjuncts, in order
    span: Span  # the whole phrase, with its modifiers and conjuncts, without its preposition
    implicit: bool = False  # shared, controlled or otherwise understood rather than written at this predicate
    proposition: int = -1  # for clauses and action nouns: index of the proposition that the argument is, else -1


class Proposition(msgspec.Struct, frozen=True):
    """A predicate with its arguments, made plain: voice, control, conjunction, light verbs and embedding resolved.

    `kind` is `verb`, `noun` (action noun: «the shelling of Ganja») or `adjective` («is responsible for», «ready to»).
    `lemma` is the predicate's lemma, lower case; `particle` its verb particle («out» of «carried out»); `light` the
    light verb over a noun («carry out» of «carried out an attack»), whose arguments, tense and polarity are folded in.
    `parent` is the index of the proposition that it is embedded in and `relation` how: `clause` (complement; `marker`
    as in the argument), `condition` (if, unless), `purpose` («to …», «in order to»), `cause`, `time`, `relative`,
    `adverbial`, `conjunct`, `parataxis`, `argument` (an action noun as subject, object or oblique), `apposition`,
    `modifier`, or «» for a root.
    `tense`: past, present, future or none; `perfect`, `progressive` as written at this predicate.
    `modal`: lemma of the modal («may», «could», «must», «should», «would», «can», «will») or «».
    """

    index: int
    sentence: int
    head: int
    kind: Literal["verb", "noun", "adjective"]
    lemma: str
    span: Span  # the predicate's words: verb with particle, or light verb to noun
    arguments: tuple[Argument, ...]
    particle: str = ""
    light: str = ""
    passive: bool = False
    negated: bool = False
    modal: str = ""
    tense: Literal["past", "present", "future", "none"] = "none"
    perfect: bool = False
    progressive: bool = False
    question: bool = False
    imperative: bool = False
    parent: int = -1
    relation: str = ""
    marker: str = ""  # of the embedding: «that», «to», «if», «unless», «before»
    confidence: float = 1.0  # agreement of the reading from the tree and from the surface
    doubts: tuple[str, ...] = ()  # why confidence is below 1, a short phrase each

    def get(self, role: Role, marker: str | None = None) -> Argument | None:
        """Return the first argument with the role (and the marker, if one is given), or None."""
        for argument in self.arguments:
            if argument.role == role and (marker is None or argument.marker == marker):
                return argument
        return None


class Quote(msgspec.Struct, frozen=True):
    """A quotation: `span` with its marks, `content` without; `scare` for a quoted word or two that is no speech."""

    span: Span
    content: Span
    scare: bool = False


class Timex(msgspec.Struct, frozen=True):
    """A time expression: TIMEX3 `type` and `value`, and the days it covers (both inclusive) where it fixes any."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    granularity: str = ""  # day, week, month, quarter, year, decade, century, part (of a month or year), or «»
    anchored: bool = True  # False where the value would need a publication date that is not known
    mod: str = ""  # TIMEX3 mod: APPROX, BEFORE, AFTER, START, MID, END, or «»


class Number(msgspec.Struct, frozen=True):
    """A quantity in words or digits with its bounds; `high` is None where it has no upper bound («at least 12»)."""

    span: Span
    low: float
    high: float | None
    percent: bool = False
    currency: str = ""  # ISO 4217 code of the sign before it: USD for «$»
    bound: str = ""  # what its words make of the figure: about, least, over, most, under, or «»


class Analysis(msgspec.Struct, frozen=True):
    """All that the language layer reads from one document."""

    document: Document
    sentences: tuple[Sentence, ...]
    propositions: tuple[Proposition, ...]
    quotes: tuple[Quote, ...]


# -------------------------------------------------------------------------------------------------- parties


class Mention(msgspec.Struct, frozen=True):
    """Words that refer to somebody or something: a noun phrase by its head, or a pronoun."""

    sentence: int
    head: int
    span: Span


class Entity(msgspec.Struct, frozen=True):
    """Who a mention refers to: PLOVER country code («» unknown), sectors (the main one first), id and name if known."""

    country: str
    sectors: tuple[str, ...]
    span: Span | None  # None for an implied party
    text: str
    name: str | None = None
    id: str | None = None
    implied: bool = False
    why: str = ""  # how it was resolved, for `explain`
    countries: tuple[str, ...] = ()  # more than one where the words name several («the two neighbours»)
    kind: Literal["party", "possession", "none"] = "none"  # a doer; a thing or place of a country; neither


# ---------------------------------------------------------------------------------------------- attribution

Stance = Literal["affirm", "deny", "doubt", "ask"]
Manner = Literal["direct", "indirect", "mixed"]


class Attribution(msgspec.Struct, frozen=True):
    """Who is said to have said what: `content` holds the fragments of what is said, in order of the text.

    `source` is None where no source is expressed. `nested` is the index of the attribution whose content holds this
    one whole, or -1.
    """

    source: Mention | None
    source_span: Span | None
    cue: Span
    cue_lemma: str
    content: tuple[Span, ...]
    manner: Manner
    stance: Stance
    nested: int = -1
    cue_spans: tuple[Span, ...] = ()  # all fragments of the cue where it is interrupted
    factuality: str = ""  # FactBank value for the source's own commitment, where the cue decides it
    beside: bool = False  # a voice of its own next to the one that holds it: «denied it, as the UN had claimed»
    kind: str = (
        ""  # say, ask, promise, think, know, fear, hope, want, see, show, judge, seem, false, or about (a topic)
    )


class Voice(msgspec.Struct, frozen=True):
    """A source as it stands in the chain of a claim."""

    source: Entity
    cue: Span
    content: Span
    manner: Manner
    stance: Stance
    factuality: str


# --------------------------------------------------------------------------------------------------- events

Aux = Literal["historical", "future", "hypothetical", "negation"]


NamedBy = Literal["", "type", "mode", "words"]  # mode: or who acts, or in what form; words: or the frame


class Event(msgspec.Struct, frozen=True):
    """An event as one text describes it, before attribution and standing are put to it."""

    index: int
    type: str
    modes: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    trigger: Span
    evidence: Span
    sentence: int
    proposition: int
    frame: str
    under: int = -1  # index of the speech act that this event hangs below, or -1
    stance: Stance | None = None  # what the speech act above makes of it: ask, deny, …
    passed: tuple[Span, ...] = ()  # the words of speech acts between, which are none: «refused to [accuse]»
    aux: tuple[Aux, ...] = ()  # what the frame itself implies
    confidence: float = 1.0  # of its proposition
    fit: int = 0  # how much the frame that fired asks for
    mutual: bool = False
    bare_state: str = ""  # sector of a country that acts by its bare name, where the frame says another than the type
    contexts: tuple[str, ...] = ()  # what it is about
    voice: Mention | None = None  # on whose word it is by the trigger itself: «put the toll at 31»
    base: str = ""  # its type in the codebook that this one is made from, «» where it is made from none
    named_by: NamedBy = ""  # what of the event in the base has decided its type here, «» where there is no base

    @property
    def known_as(self) -> str:
        """The type by which the stages know it: that of the base codebook, where there is one."""
        return self.base or self.type


class Unresolved(msgspec.Struct, frozen=True):
    """The typed answer «unknown», with its reason; shown as null with the reason beside it."""

    reason: str


class Interval(msgspec.Struct, frozen=True):
    """The days of an event: both ends inclusive; `source` says what supports it: a timex, an earlier telling."""

    start: dt.date
    end: dt.date
    granularity: str
    span: Span | None
    text: str
    source: str
    acled: int  # ACLED time precision, 1 to 3
    ucdp: int  # UCDP date precision, 1 to 5


class Place(msgspec.Struct, frozen=True):
    """Where an event took place: the words, and the gazetteer's entry where there is one."""

    span: Span
    text: str
    name: str | None
    country: str
    admin1: str | None = None
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str | None = None
    acled: int = 3  # ACLED geo precision, 1 to 3
    ucdp: int = 6  # UCDP where precision, 1 to 7


class Count(msgspec.Struct, frozen=True):
    """A number of people: bounds (`high` None for no upper bound) and the words they rest on."""

    low: int
    high: int | None
    span: Span
    text: str


TOLL_FIELDS = ("dead", "injured", "captured", "missing", "displaced", "arrested")


class TollEntry(msgspec.Struct, frozen=True):
    """One number of a toll: which field it fills, and the victims' mention where the words name one.

    `parts` holds the summands of a sum with the mention of each: «two soldiers and a child». `kind` says what a number
    is to the whole: `share` («three children were among the dead»), `more` («three more died»), `total` («the toll rose
    to 41»), `corrected` («revised down to 11»), or «» for a number like any other.
    """

    field: str  # one of TOLL_FIELDS
    count: Count
    victims: Mention | None = None
    sentence: int = -1
    proposition: int = -1
    parts: tuple[tuple[Count, Mention], ...] = ()
    kind: Literal["", "share", "more", "total", "corrected"] = ""


class Quantity(msgspec.Struct, frozen=True):
    """An amount in an event that is no toll: bounds (`high` None for no upper bound), unit, and what is measured.

    `unit` is a unit of measure («tonne», «km», «percent»), an ISO 4217 code («USD») or «count»; `of` the lemmas of the
    thing («house»), «» where no words name it.
    """

    low: float
    high: float | None
    unit: str
    of: str
    span: Span
    text: str


class Claim(msgspec.Struct, frozen=True):
    """An event with its chain of attributions (innermost voice first) and its standing."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    intensity: float
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    trigger: Span
    evidence: Span
    attribution: tuple[Voice, ...]
    aux: tuple[Aux, ...]
    standing: str
    factuality: str
    under: str | None
    date: Interval | Unresolved
    place: Place | Unresolved
    toll: tuple[TollEntry, ...]
    by_side: tuple[tuple[Entity, tuple[TollEntry, ...]], ...]
    confidence: float | None
    frame: str
    quantities: tuple[Quantity, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """All that was concluded about one document; `problem` says why nothing could be read, if so."""

    document: Document
    claims: tuple[Claim, ...]
    software: str
    codebook: str
    model: str
    problem: str | None = None
    entities: tuple[str, ...] = ()  # the user's own tables of entities: file name and digest
