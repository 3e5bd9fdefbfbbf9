"""Propositions while they are read: open to change, linked to one another, and frozen at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from demarche.language.lexicon import Lexicon
from demarche.language.tree import Tree
from demarche.model import Argument, Proposition, Role, Span

Kind = Literal["verb", "noun", "adjective"]
Tense = Literal["past", "present", "future", "none"]

# A light verb further than this from its noun is left out of the span of the predicate.
FAR = 12


ROLE_ORDER = {"agent": 0, "patient": 1, "recipient": 2, "attribute": 3, "oblique": 4, "clause": 5}


class Slot:
    """One argument being read; `clause` is the draft that the argument is, if it is one."""

    __slots__ = ("clause", "head", "heads", "implicit", "marker", "role", "span")

    def __init__(
        self,
        role: Role,
        marker: str,
        head: int,
        heads: tuple[int, ...],
        span: Span,
        *,
        implicit: bool = False,
        clause: Draft | None = None,
    ) -> None:
        self.role = role
        self.marker = marker
        self.head = head
        self.heads = heads
        self.span = span
        self.implicit = implicit
        self.clause = clause

    def shared(self, role: Role) -> Slot:
        """Return the same phrase in the role `role` of another predicate, where it is understood."""
        return Slot(role, "", self.head, self.heads, self.span, implicit=True, clause=self.clause)


class Draft:
    """One predicate being read.

    `at` is the token that the clause or the phrase hangs on in the tree, `head` the predicate's own token: they differ
    for «was in Baku». `subject` is the slot of the surface subject, `object` that of the surface object.
    """

    __slots__ = (
        "at",
        "clausal",
        "confidence",
        "doubts",
        "expletive",
        "fold",
        "head",
        "imperative",
        "index",
        "kind",
        "lemma",
        "light",
        "marker",
        "modal",
        "negated",
        "object",
        "own_group",
        "parent",
        "particle",
        "passive",
        "perfect",
        "placed",
        "progressive",
        "question",
        "relation",
        "slots",
        "subject",
        "tense",
        "words",
    )

    def __init__(self, at: int, head: int, kind: Kind, lemma: str, *, clausal: bool) -> None:
        self.at = at
        self.head = head
        self.kind: Kind = kind
        self.lemma = lemma
        self.clausal = clausal
        self.words = [head]
        self.slots: list[Slot] = []
        self.subject: Slot | None = None
        self.object: Slot | None = None
        self.particle = ""
        self.light = ""
        self.passive = False
        self.negated = False
        self.modal = ""
        self.tense: Tense = "none"
        self.perfect = False
        self.progressive = False
        self.question = False
        self.imperative = False
        self.parent: Draft | None = None
        self.relation = ""
        self.marker = ""
        self.confidence = 1.0
        self.doubts: list[str] = []
        self.expletive = False
        self.own_group = False  # has auxiliaries of its own, or is finite
        self.placed = False
        self.fold: Draft | None = None  # the noun that took this light verb in
        self.index = -1

    @property
    def full(self) -> str:
        """The lemma with its particle: «carry out»."""
        return f"{self.lemma} {self.particle}" if self.particle else self.lemma

    def final(self) -> Draft:
        """Return the draft that stands for this one after folding."""
        draft = self
        while draft.fold is not None:
            draft = draft.fold
        return draft

    def get(self, role: Role, marker: str | None = None) -> Slot | None:
        """Return the first slot with the role (and marker), or None."""
        for slot in self.slots:
            if slot.role == role and (marker is None or slot.marker == marker):
                return slot
        return None

    def doubt(self, reason: str, share: float) -> None:
        """Note once what speaks against the reading; `share` of the confidence is left."""
        if reason not in self.doubts:
            self.doubts.append(reason)
            self.confidence *= share

    def inherit_doubts(self, verb: Draft) -> None:
        """Take over what speaks against the reading of the light verb that was folded into this noun."""
        self.doubts += (reason for reason in verb.doubts if reason not in self.doubts)
        self.confidence *= verb.confidence

    def place(self, parent: Draft | None, relation: str, marker: str = "") -> None:
        """Set what the predicate is embedded in, once."""
        if not self.placed:
            self.placed = True
            self.parent = parent
            self.relation = relation if parent is not None else ""
            self.marker = marker if parent is not None else ""

    def above(self) -> Draft | None:
        """Return the finished predicate that this one is embedded in."""
        parent = self.parent.final() if self.parent is not None else None
        return None if parent is self else parent

    def freeze(self, tree: Tree) -> Proposition:
        """Return the finished proposition; every draft must have its index."""
        parent = self.above()
        seen: set[tuple[str, str, int]] = set()
        arguments: list[Argument] = []
        for slot in sorted(self.slots, key=_role_order):
            key = (slot.role, slot.marker, slot.head)
            if key in seen:
                continue
            seen.add(key)
            clause = slot.clause.final() if slot.clause is not None else None
            arguments.append(
                Argument(
                    slot.role,
                    slot.marker,
                    slot.head,
                    slot.heads,
                    slot.span,
                    slot.implicit,
                    clause.index if clause is not None and clause is not self else -1,
                )
            )
        return Proposition(
            index=self.index,
            sentence=tree.sentence.index,
            head=self.head,
            kind=self.kind,
            lemma=self.lemma,
            span=_span(tree, self.head, self.words),
            arguments=tuple(arguments),
            particle=self.particle,
            light=self.light,
            passive=self.passive,
            negated=self.negated,
            modal=self.modal,
            tense=self.tense,
            perfect=self.perfect,
            progressive=self.progressive,
            question=self.question,
            imperative=self.imperative,
            parent=parent.index if parent is not None else -1,
            relation=self.relation if parent is not None else "",
            marker=self.marker if parent is not None else "",
            confidence=round(self.confidence, 3),
            doubts=tuple(self.doubts),
        )


def _role_order(slot: Slot) -> int:
    return ROLE_ORDER[slot.role]


class Sheet:
    """All that one sentence is read with: its tree, the tables, and a draft at each token that is a predicate."""

    __slots__ = ("drafts", "lexicon", "lifted", "tree")

    def __init__(self, tree: Tree, lexicon: Lexicon, lifted: dict[int, str]) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.lifted = lifted
        self.drafts: list[Draft | None] = [None] * tree.size

    def nearest(self, i: int) -> Draft | None:
        """Return the draft of the nearest ancestor of token `i` that has one."""
        at = self.tree.head[i]
        for _ in range(self.tree.size):
            if at < 0:
                return None
            draft = self.drafts[at]
            if draft is not None:
                return draft
            at = self.tree.head[at]
        return None


def phrase(tree: Tree, role: Role, marker: str, i: int, *, implicit: bool = False) -> Slot:
    """Return the slot for the noun phrase headed by token `i`."""
    return Slot(role, marker, i, tree.conjuncts(i), tree.span(i), implicit=implicit)


def doer_after_by(tree: Tree, lexicon: Lexicon, i: int) -> bool:
    """Say whether a phrase after «by» can be a doer: no time, number or means."""
    if tree.upos[i] not in ("NOUN", "PROPN", "PRON", "ADJ", "VERB", "X"):
        return False
    return tree.lemma[i] not in lexicon.times and tree.word[i] not in lexicon.by_means and tree.word[i] != "%"


def clause_slot(tree: Tree, marker: str, i: int, draft: Draft, *, implicit: bool = False) -> Slot:
    """Return the slot for the clause headed by token `i`, which is the proposition `draft`."""
    low, high = _clause_extent(tree, i)
    return Slot(
        "clause", marker, i, (i,), Span(tree.tokens[low].start, tree.tokens[high].end), implicit=implicit, clause=draft
    )


def _clause_extent(tree: Tree, i: int) -> tuple[int, int]:
    """Return the first and the last token of the whole clause without outer punctuation and its marker."""
    low = high = i
    stack = [i]
    while stack:
        at = stack.pop()
        for c in tree.children[at]:
            if tree.rel[c] == "punct" or (at == i and tree.rel[c] in ("mark", "cc", "conj", "parataxis")):
                continue
            if c < low:
                low = c
            if c > high:
                high = c
            stack.append(c)
    return low, high


def _span(tree: Tree, head: int, words: Iterable[int]) -> Span:
    near = [i for i in words if abs(i - head) <= FAR]
    return Span(tree.tokens[min(near)].start, tree.tokens[max(near)].end)
