"""Find what an event is about: contexts by words of its clause and sentence, by its parties, by its type and mode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from demarche.codebook.schema import Constraint, Context, Evidence
from demarche.codebook.words import clause_tokens, names, singular
from demarche.model import Entity, Proposition, Sentence, Token

VERBS = frozenset({"VERB", "AUX"})
GOVERNING = frozenset({"GOV", "MIL", "PRE"})  # sectors of those who act for a country; an organization has none
APART = frozenset({"conj", "parataxis"})  # relations of clauses that tell another event than the one beside them
ASIDE = frozenset({"while", "as", "after", "before", "when", "since", "until", "whereas", "although", "though"})
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})


class _Entry(msgspec.Struct, frozen=True):
    """A word or phrase that speaks for a context."""

    context: int
    phrase: tuple[str, ...]  # the last word is the one looked up
    verb: bool
    wide: bool  # holds for every event of the sentence, not for those of its clause alone
    unless: Constraint | None


class _Hit(msgspec.Struct, frozen=True):
    """A word that speaks for a context, as it stands in a sentence."""

    context: int
    token: int
    wide: bool


class ContextFinder:
    """The contexts of a codebook, looked up by lemma."""

    def __init__(self, contexts: tuple[Context, ...]) -> None:
        self._contexts = contexts
        self._index: dict[str, list[_Entry]] = {}
        for i, context in enumerate(contexts):
            unless = dict(context.unless)
            for evidence, wide in ((context.sentence, True), (context.clause, False)):
                for text, phrase, verb in _phrases(evidence):
                    excluded = unless.get(text) or unless.get("*")
                    self._index.setdefault(phrase[-1], []).append(_Entry(i, phrase, verb, wide, excluded))
        self._last: tuple[Sentence, tuple[_Hit, ...]] | None = None

    def find(
        self,
        sentence: Sentence,
        proposition: Proposition,
        event: str,
        modes: tuple[str, ...],
        actors: Iterable[Entity],
        recipients: Iterable[Entity],
    ) -> tuple[str, ...]:
        """Return the contexts of an event (its type and modes, its parties), in the codebook's order.

        1. Words: of the clause, and, for those that are clear enough, of the sentence; 2. sectors of the parties;
        3. the event itself.
        """
        if not self._contexts:
            return ()
        # 1.
        found: set[int] = set()
        if hits := self._hits(sentence):
            clause = {token.i for token in clause_tokens(sentence, proposition)}
            predicate = {token.i for token in sentence.tokens if proposition.span.contains(token.span)}
            for hit in hits:
                if hit.context not in found and (
                    hit.token in clause
                    or _belongs(sentence.tokens, hit.token, predicate)
                    or (hit.wide and _teller(sentence.tokens, hit.token) == _teller(sentence.tokens, proposition.head))
                ):
                    found.add(hit.context)
        # 2. and 3.
        acting = {sector for entity in actors for sector in entity.sectors}
        undergoing = {sector for entity in recipients for sector in entity.sectors}
        forms = {event, *(f"{event}/{mode}" for mode in modes)}
        states = {e.country for e in (*actors, *recipients) if e.country and set(e.sectors) <= GOVERNING}
        for i, context in enumerate(self._contexts):
            if i not in found and (
                any(sector in acting and _covers(types, event) for sector, types in context.actors)
                or any(sector in undergoing and _covers(types, event) for sector, types in context.recipients)
                or not forms.isdisjoint(context.events)
                or (len(states) > 1 and not forms.isdisjoint(context.between))
            ):
                found.add(i)
        return tuple(self._contexts[i].name for i in sorted(found))

    def _hits(self, sentence: Sentence) -> tuple[_Hit, ...]:
        """Return the words of the sentence that speak for a context; the events of a sentence share them."""
        if self._last is None or self._last[0] is not sentence:
            self._last = sentence, tuple(self._look_up(sentence))
        return self._last[1]

    def _look_up(self, sentence: Sentence) -> Iterator[_Hit]:
        for token in sentence.tokens:
            for word in _forms(token):
                for entry in self._index.get(word, ()):
                    if _speaks(sentence, token, entry):
                        yield _Hit(entry.context, token.i, entry.wide)


def _phrases(evidence: Evidence) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield each entry with its words and whether it is a verb; a hyphen may stand as a word of its own."""
    for text in sorted(evidence.words):
        yield text, tuple(text.split()), False
        if "-" in text:
            yield text, tuple(text.replace("-", " - ").split()), False
    for text in sorted(evidence.verbs):
        yield text, tuple(text.split()), True


def _forms(token: Token) -> tuple[str, ...]:
    text, lemma = token.text.lower(), token.lemma.lower()
    one = singular(text) if token.upos in ("NOUN", "PROPN") else ""
    return tuple(dict.fromkeys(form for form in (lemma, text, one) if form))


def _speaks(sentence: Sentence, token: Token, entry: _Entry) -> bool:
    if len(entry.phrase) == 1:
        if (token.upos in VERBS) != entry.verb or _in_full_name(sentence, token):
            return False  # «mine» as a noun, «gay» as no name
    elif not _stands(sentence, token, entry.phrase):
        return False
    if entry.unless is None:
        return True
    return not any(names(sentence, other, entry.unless) for other in sentence.tokens if other.i != token.i)


def _in_full_name(sentence: Sentence, token: Token) -> bool:
    """Say whether the word is part of a person's name of several words: one alone may be a people («Rohingya»)."""
    beside = sentence.tokens[max(0, token.i - 1) : token.i] + sentence.tokens[token.i + 1 : token.i + 2]
    return token.name == "PERSON" and any(
        other.name == "PERSON" and not (other if other.i > token.i else token).name_start for other in beside
    )


def _stands(sentence: Sentence, token: Token, phrase: tuple[str, ...]) -> bool:
    start = token.i - len(phrase) + 1
    return start >= 0 and all(
        word in _forms(other) for word, other in zip(phrase, sentence.tokens[start : token.i + 1], strict=True)
    )


def _covers(types: frozenset[str], event: str) -> bool:
    return "*" in types or event in types


def _belongs(tokens: tuple[Token, ...], i: int, predicate: set[int]) -> bool:
    """Say whether a word stands below a predicate, in no clause that runs beside it or comments on it.

    Such are «while …» and «, which …»; what is said, asked or charged belongs, and what tells one thing from others
    («a factory that pollutes the lake»).
    """
    for k in _path(tokens, i):
        if k in predicate:
            return True
        if _runs_beside(tokens, k):
            return False
    return False


def _runs_beside(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    if token.rel in APART:
        return token.upos in VERBS
    if token.rel == "advcl":
        return any(other.head == i and other.rel == "mark" and other.lemma.lower() in ASIDE for other in tokens)
    if token.rel == "acl":
        first = next(other.i for other in tokens if i in _path(tokens, other.i))
        return first > 0 and tokens[first - 1].text == ","
    return False


def _teller(tokens: tuple[Token, ...], i: int) -> int:
    """Return the head of the clause that a word is told in, -1 for the main clause and all below it.

    Others are joined to it and have a subject of their own («…, and floods hit the coast», «…, the ministry said»), or
    are said in it: the speaker's words are no evidence for what is told.
    """
    for k in _path(tokens, i):
        if tokens[k].rel == "ccomp" or (tokens[k].rel in APART and _has_subject(tokens, k)):
            return k
    return -1


def _has_subject(tokens: tuple[Token, ...], i: int) -> bool:
    return any(other.head == i and other.rel in SUBJECTS for other in tokens)


def _path(tokens: tuple[Token, ...], start: int) -> tuple[int, ...]:
    """Return the token and all above it."""
    found = []
    while start >= 0 and start not in found:
        found.append(start)
        start = tokens[start].head
    return tuple(found)
