"""Match the frames of a codebook on propositions: which frame fires, what fills its slots, why others do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from demarche.codebook.schema import Codebook, Constraint, Frame, Pattern
from demarche.model import Argument, Proposition, Sentence, Token

Kinds = Callable[[int, int], frozenset[str]]
"""Given a sentence and a token index: the built-in classes (@PARTY, …) of what is headed there."""

CORE = frozenset({"agent", "patient", "recipient", "attribute"})
CLAUSES = frozenset({"that", "to", "ing", "whether"})
# A verb with one of these particles is still the verb: «fired back».
WEAK_PARTICLES = frozenset({"back", "away"})
ANNOUNCING = frozenset({"will", "shall", "'ll", "would", "be to", "be going to", "going to"})
CLOSE = 4  # words between a verb and the noun phrase behind its own preposition, that preposition among them
PARTITIVES = frozenset(
    [
        "thousand",
        "hundred",
        "dozen",
        "score",
        "million",
        "ten",
        "number",
        "group",
        "series",
        "string",
        "majority",
        "some",
        "many",
        "most",
        "several",
        "one",
        "two",
        "three",
        "lot",
        "handful",
        "crowd",
        "thousands",
        "hundreds",
        "dozens",
        "scores",
        "millions",
        "tens",
        "batch",
        "team",
        "column",
        "convoy",
        "couple",
        "part",
        "all",
        "pair",
        "wave",
        "band",
        "bunch",
        "consignment",
        "contingent",
        "crate",
        "day",
        "dose",
        "gang",
        "half",
        "hour",
        "kind",
        "load",
        "month",
        "package",
        "percent",
        "piece",
        "planeload",
        "rest",
        "round",
        "shipment",
        "sort",
        "ton",
        "tonne",
        "truckload",
        "type",
        "week",
        "worth",
    ]
)
MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "flat", "det", "advmod"})


class Match(msgspec.Struct, frozen=True):
    """A frame that fires on a proposition, with the arguments that fill its slots."""

    frame: Frame
    pattern: Pattern
    proposition: int
    actor: Argument | None
    recipient: Argument | None
    content: Argument | None
    score: int  # the more the frame asks for, the better it fits


class Attempt(msgspec.Struct, frozen=True):
    """A frame that was tried on a proposition and the reason why it did not fire («» if it did)."""

    frame: str
    proposition: int
    reason: str


class Matcher:
    """The frames of a codebook, looked up by lemma."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._index: dict[tuple[str, str], list[tuple[Frame, Pattern]]] = {}
        self._cues: dict[str, tuple[tuple[str, Constraint], ...]] = {}
        frames = [*codebook.operators, *(frame for event_type in codebook.types for frame in event_type.frames)]
        for frame in frames:
            for pattern in frame.patterns:
                self._index.setdefault((pattern.kind, pattern.lemma), []).append((frame, pattern))
                if pattern.kind == "verb" and len(pattern.parts) == 1 and not pattern.parts[0][0]:
                    # «open fire» may come as the noun «fire» under the light verb «open»
                    noun = pattern.parts[0][1][-1]
                    self._index.setdefault(("light", f"{pattern.lemma} {noun}"), []).append((frame, pattern))
        for event_type in codebook.types:
            self._cues[event_type.name] = event_type.mode_cues
        self.lemmas = frozenset(lemma for kind, lemma in self._index if kind != "light")

    def match(self, sentence: Sentence, proposition: Proposition, kinds: Kinds) -> tuple[Match, ...]:
        """Return the frames of event types that fire on the proposition, the best fitting first."""
        return self._ranked(sentence, proposition, kinds, operators=False)

    def operator(self, sentence: Sentence, proposition: Proposition, kinds: Kinds) -> Match | None:
        """Return the best fitting operator on the proposition, or None."""
        ranked = self._ranked(sentence, proposition, kinds, operators=True)
        return ranked[0] if ranked else None

    def attempts(self, sentence: Sentence, proposition: Proposition, kinds: Kinds) -> tuple[Attempt, ...]:
        """Return every frame tried on the proposition with the reason why it did not fire."""
        found = []
        for frame, pattern in self._candidates(proposition):
            result = self._attempt(frame, pattern, sentence, proposition, kinds)
            found.append(Attempt(frame.id, proposition.index, result if isinstance(result, str) else ""))
        return tuple(found)

    def modes(self, sentence: Sentence, proposition: Proposition, match: Match) -> tuple[str, ...]:
        """Return the modes of a matched event: the frame's own and those that words of the clause add."""
        modes = [match.frame.mode] if match.frame.mode else []
        cues = self._cues.get(match.frame.type, ())
        if cues:
            tokens = _clause_tokens(sentence, proposition)
            for mode, constraint in cues:
                if mode not in modes and any(_names(sentence, token, constraint) for token in tokens):
                    modes.append(mode)
        return tuple(modes)

    def contexts(self, sentence: Sentence, proposition: Proposition) -> tuple[str, ...]:
        """Return the contexts that words of the clause speak for, in the codebook's order."""
        tokens = _clause_tokens(sentence, proposition)
        lemmas = {token.lemma.lower() for token in tokens}
        return tuple(
            name
            for name, constraint in self.codebook.contexts
            if not constraint.words.isdisjoint(lemmas)
            or (
                any(phrase[-1] in lemmas for phrase in constraint.phrases)
                and any(_names(sentence, token, constraint) for token in tokens)
            )
        )

    def _ranked(
        self, sentence: Sentence, proposition: Proposition, kinds: Kinds, *, operators: bool
    ) -> tuple[Match, ...]:
        best: dict[int, Match] = {}
        for frame, pattern in self._candidates(proposition):
            if (not frame.type) != operators:
                continue
            result = self._attempt(frame, pattern, sentence, proposition, kinds)
            if isinstance(result, Match) and (frame.order not in best or result.score > best[frame.order].score):
                best[frame.order] = result
        return tuple(sorted(best.values(), key=lambda match: (-match.score, match.frame.order)))

    def _candidates(self, proposition: Proposition) -> list[tuple[Frame, Pattern]]:
        found = self._index.get((proposition.kind, proposition.lemma), [])
        if proposition.light:
            key = f"{proposition.light.split()[0]} {proposition.lemma}"
            found = [*found, *self._index.get(("light", key), [])]
        return found

    def _attempt(
        self, frame: Frame, pattern: Pattern, sentence: Sentence, proposition: Proposition, kinds: Kinds
    ) -> Match | str:
        # 1. The words of the predicate.
        reason = _fits(pattern, sentence, proposition)
        if reason:
            return reason
        if frame.only and not _in_form(frame.only, proposition):
            return f"it is not in the form «{frame.only}»"
        # 2. What its arguments must be.
        score = 2 * sum(1 + len(words) for _, words in pattern.parts) + (2 if frame.only else 0)
        for constraint in frame.where:
            if constraint.slot == "*":
                if not any(_names(sentence, token, constraint) for token in _clause_tokens(sentence, proposition)):
                    return "no word of the clause is one of those asked for"
                score += 2
                continue
            argument = find_slot(proposition, constraint.slot, pattern)
            if argument is None and constraint.slot == "as":
                argument = _hidden_as(sentence, proposition)
            if argument is None:
                return f"nothing fills «{constraint.slot}»"
            if not _satisfies(sentence, argument, constraint, kinds):
                return f"«{constraint.slot}» is none of the words asked for"
            score += 2
        for constraint in frame.unless:
            if _excluded(sentence, proposition, constraint, kinds, pattern):
                return f"«{constraint.slot}» is one of the words excluded"
        for slot in frame.needs:
            if find_slot(proposition, slot, pattern) is None:
                return f"nothing fills «{slot}»"
            score += 1
        for slot in frame.party:
            argument = find_slot(proposition, slot, pattern)
            if argument is None or not any("@PARTY" in kinds(sentence.index, head) for head in argument.heads):
                return f"no party fills «{slot}»"
            score += 1
        # 3. The content of a speech act or an operator.
        content = None
        for slot in frame.content:
            content = find_content(proposition, slot)
            if content is not None:
                score += 1
                break
        if frame.needs_content and content is None:
            return "its content is missing"
        actor = _first(proposition, frame.actor)
        recipient = _first(
            proposition, [slot for slot in frame.recipient if slot not in frame.actor or slot == "between"]
        )
        if actor is not None:
            score += 1
        if recipient is not None and recipient is not actor:
            score += 1
        return Match(frame, pattern, proposition.index, actor, recipient, content, score)


def _in_form(form: str, proposition: Proposition) -> bool:
    announced = proposition.tense == "future" or proposition.modal in ANNOUNCING
    if form == "negated":
        return proposition.negated
    return announced and proposition.negated == (form == "refusal")


def find_slot(proposition: Proposition, slot: str, pattern: Pattern | None = None) -> Argument | None:
    """Return the argument that fills a slot of a frame, or None.

    The object of a verb with its preposition («lashed out at the envoy») fills `patient` as well.
    `of:agent` is the of-phrase of a noun read as its agent; a preposition names the oblique that it marks.
    """
    if slot in CORE:
        core = proposition.get(slot)  # type: ignore[arg-type]
        if core is None and slot == "patient" and pattern is not None and pattern.parts and not pattern.parts[-1][1]:
            core = find_slot(proposition, pattern.parts[-1][0])
        # «called it a provocation»: a bare noun phrase after the object
        return core or (proposition.get("oblique", "") if slot == "attribute" and proposition.kind == "verb" else None)
    if slot == "of:agent":
        return proposition.get("agent") or (proposition.get("patient") if proposition.kind == "noun" else None)
    found = _oblique(proposition, slot)
    if found is None and slot == "of" and proposition.kind == "noun":
        found = proposition.get("patient", "of") or proposition.get("agent", "of")
    if found is None:
        # «walked out of the talks»: the last of several prepositions names the slot
        for argument in proposition.arguments:
            if argument.role == "oblique" and argument.marker.endswith(f" {slot}"):
                return argument
    if found is None and proposition.particle == slot:
        found = proposition.get("patient")  # «call on X» read as a verb with its particle
    if found is None:
        found = proposition.get("clause", slot) or (proposition.get("clause", "") if slot == "that" else None)
    return found


def _oblique(proposition: Proposition, slot: str) -> Argument | None:
    """Return the phrase with the preposition: behind the predicate rather than before («on Tuesday reneged on it»)."""
    first: Argument | None = None
    for argument in proposition.arguments:
        if argument.role == "oblique" and argument.marker == slot:
            if argument.head > proposition.head:
                return argument
            first = first or argument
    return first


def find_content(proposition: Proposition, slot: str) -> Argument | None:
    """Return the argument in which the content of a speech act or an operator stands, or None."""
    if slot in CLAUSES:
        for argument in proposition.arguments:
            if argument.role == "clause" and (argument.marker == slot or (slot == "that" and argument.marker == "")):
                return argument
    for argument in proposition.arguments:
        if argument.proposition >= 0 and (
            (argument.role == "clause" and argument.marker == slot)
            or (argument.role == "oblique" and argument.marker == slot)
            or (argument.role == slot and slot in CORE)
        ):
            return argument
    return None


def _first(proposition: Proposition, slots: tuple[str, ...] | list[str]) -> Argument | None:
    for slot in slots:
        argument = find_slot(proposition, slot)
        if argument is not None and argument.role != "clause":
            return argument
    return None


def _fits(pattern: Pattern, sentence: Sentence, proposition: Proposition) -> str:
    """Return why the pattern's words are not there, or «»."""
    tokens = sentence.tokens
    if pattern.kind == "verb" and proposition.kind == "noun":
        # «open fire»: the noun under its light verb
        noun = pattern.parts[0][1]
        return "" if _modified(tokens, proposition.head, noun[:-1]) else f"«{' '.join(noun)}» is missing"
    particle_used = False
    for preposition, words in pattern.parts:
        if preposition:
            if proposition.particle == preposition and not words:
                particle_used = True
                continue
            if proposition.particle == preposition and words:
                particle_used = True
                arguments = [a for a in proposition.arguments if a.role in ("patient", "oblique")]
            else:
                arguments = [
                    argument
                    for argument in proposition.arguments
                    if preposition in argument.marker.split() and argument.role in ("oblique", "clause", "patient")
                ]
                if not words:
                    arguments = [a for a in arguments if _is_close(tokens, proposition, a)]
            if not arguments:
                return f"«{preposition}» is missing"
            if words and not any(_headed(tokens, a, words) for a in arguments):
                return f"«{preposition} {' '.join(words)}» is missing"
        elif pattern.kind == "noun":
            if not _modified(tokens, proposition.head, words):
                return f"«{' '.join(words)}» does not modify it"
        elif not any(
            _headed(tokens, a, words)
            for a in proposition.arguments
            if a.role in ("patient", "attribute", "recipient", "clause")
        ):
            return f"«{' '.join(words)}» is missing"
    if proposition.particle and not particle_used and proposition.particle not in WEAK_PARTICLES:
        return f"the particle «{proposition.particle}» makes it another verb"
    return ""


def _is_close(tokens: tuple[Token, ...], proposition: Proposition, argument: Argument) -> bool:
    """Say whether the preposition of an argument stands close behind the verb: «lash out at», not «called … in May»."""
    if argument.role != "oblique" or argument.span.start < tokens[proposition.head].start:
        return True
    between = sum(1 for token in tokens[proposition.head + 1 :] if token.end <= argument.span.start)
    return between <= CLOSE


def _headed(tokens: tuple[Token, ...], argument: Argument, words: tuple[str, ...]) -> bool:
    heads = list(argument.heads)
    for head in argument.heads:
        if _is_amount(tokens[head]):  # «exploded a series of bombs»
            heads += [token.i for token in tokens[head + 1 : head + 6] if token.head == head and token.rel == "nmod"]
    return any(
        words[-1] in (tokens[head].lemma.lower(), tokens[head].text.lower(), _singular(tokens[head].text.lower()))
        and _modified(tokens, head, words[:-1])
        for head in heads
    )


def _is_amount(token: Token) -> bool:
    """Say whether the word only counts or measures what its of-phrase names: «21 of the girls», «tons of wheat»."""
    return token.upos == "NUM" or token.lemma.lower() in PARTITIVES


def _modified(tokens: tuple[Token, ...], head: int, words: tuple[str, ...]) -> bool:
    """Say whether all of `words` (lemmas) modify the head directly or stand just before it."""
    if not words:
        return True
    near = {tokens[i].lemma.lower() for i in range(max(0, head - len(words) - 2), head)}
    near |= {token.lemma.lower() for token in tokens if token.head == head and token.rel in MODIFIERS}
    return all(word in near for word in words)


def _names(sentence: Sentence, token: Token, constraint: Constraint) -> bool:
    """Say whether the token, alone or with the words before it, is one of the constraint's words."""
    lemma, text = token.lemma.lower(), token.text.lower()
    words = constraint.words
    if lemma in words or text in words:
        return True
    singular = _singular(text) if token.upos in ("NOUN", "PROPN") else ""
    if singular and singular in words:
        return True  # some plurals are their own lemma: «troops»
    for phrase in constraint.phrases:
        if phrase[-1] in (lemma, singular):
            start = token.i - len(phrase) + 1
            if start >= 0 and all(
                sentence.tokens[start + k].lemma.lower() == word or sentence.tokens[start + k].text.lower() == word
                for k, word in enumerate(phrase)
            ):
                return True
    return False


def _hidden_as(sentence: Sentence, proposition: Proposition) -> Argument | None:
    """Return the as-phrase that the parser has put below the object: «described the attack as barbaric»."""
    patient = proposition.get("patient")
    if patient is None or proposition.kind != "verb":
        return None
    for token in sentence.tokens[patient.head + 1 :]:
        if token.lemma == "as" and token.rel == "case" and sentence.tokens[token.head].head == patient.head:
            head = sentence.tokens[token.head]
            return Argument("oblique", "as", head.i, (head.i,), head.span)
    return None


def _singular(text: str) -> str:
    if text.endswith("ies"):
        return text[:-3] + "y"
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else ""


def _satisfies(sentence: Sentence, argument: Argument, constraint: Constraint, kinds: Kinds) -> bool:
    if "@ANY" in constraint.kinds:
        return True
    if (constraint.words or constraint.phrases) and any(
        _names(sentence, sentence.tokens[head], constraint) for head in argument.heads
    ):
        return True
    if constraint.kinds and any(constraint.kinds & kinds(sentence.index, head) for head in argument.heads):
        return True
    # «ambassador Ann Smith», «thousands of soldiers»: the title before a name, what is counted
    if any(
        sentence.tokens[head].upos == "PROPN"
        and any(
            token.head == head
            and (token.rel in ("compound", "appos") or token.deprel == "nmod:desc")
            and _names(sentence, token, constraint)
            for token in sentence.tokens[max(0, head - 6) : head + 12]
        )
        for head in argument.heads
    ):
        return True
    return any(
        _is_amount(sentence.tokens[head])
        and any(
            token.head == head and token.rel == "nmod" and _names(sentence, token, constraint)
            for token in sentence.tokens[head + 1 : head + 8]
        )
        for head in argument.heads
    )


def _excluded(
    sentence: Sentence, proposition: Proposition, constraint: Constraint, kinds: Kinds, pattern: Pattern
) -> bool:
    if constraint.slot == "*":
        return any(_names(sentence, token, constraint) for token in _clause_tokens(sentence, proposition))
    argument = find_slot(proposition, constraint.slot, pattern)
    if argument is None:
        return False
    if _satisfies(sentence, argument, constraint, kinds):
        return True
    heads = set(argument.heads)
    return any(
        token.head in heads and token.rel in MODIFIERS and _names(sentence, token, constraint)
        for token in sentence.tokens
    )


def _clause_tokens(sentence: Sentence, proposition: Proposition) -> list[Token]:
    """Return the tokens of the predicate and of its written arguments, without the clauses below it."""
    wanted: set[int] = set()
    spans = [argument.span for argument in proposition.arguments if argument.role != "clause" and not argument.implicit]
    for token in sentence.tokens:
        if (
            token.i == proposition.head
            or token.head == proposition.head
            or any(span.start <= token.start and token.end <= span.end for span in spans)
            or (proposition.span.start <= token.start and token.end <= proposition.span.end)
        ):
            wanted.add(token.i)
    return [sentence.tokens[i] for i in sorted(wanted)]


def mode_of_content(
    codebook: Codebook, table: str, content_type: str | None, content_modes: tuple[str, ...] = ()
) -> str:
    """Return the mode that a compose table gives for content of this event type, «» if it gives none.

    An entry for the type with one of its modes («COERCE/arrest») goes before that for the type alone.
    """
    entries: Mapping[str, str] = dict(dict(codebook.compose).get(table, ()))
    for mode in content_modes:
        if f"{content_type}/{mode}" in entries:
            return entries[f"{content_type}/{mode}"]
    if content_type is not None and content_type in entries:
        return entries[content_type]
    return entries.get("*", "")
