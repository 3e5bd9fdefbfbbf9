"""Match the frames of a codebook on propositions: which frame fires, what fills its slots, why others do not."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from demarche.codebook.contexts import ContextFinder
from demarche.codebook.schema import Codebook, Form, Frame, ModeCue, Pattern
from demarche.codebook.slots import find_content, find_slot, first
from demarche.codebook.subjects import SubjectFinder
from demarche.codebook.words import Kinds, clause_tokens, excluded, fits, hangs_on, hidden_as, names, satisfies
from demarche.model import Argument, Proposition, Sentence, Token


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
        self.contexts = ContextFinder(codebook.contexts)
        self._index: dict[tuple[str, str], list[tuple[Frame, Pattern]]] = {}
        self._cues: dict[str, tuple[ModeCue, ...]] = {}
        frames = [*codebook.operators, *(frame for event_type in codebook.matched_types for frame in event_type.frames)]
        for frame in frames:
            for pattern in frame.patterns:
                self._index.setdefault((pattern.kind, pattern.lemma), []).append((frame, pattern))
                if pattern.kind == "verb" and len(pattern.parts) == 1 and pattern.parts[0][1]:
                    # «open fire» may come as the noun «fire» under the light verb «open»
                    noun = pattern.parts[0][1][-1]
                    self._index.setdefault(("light", f"{pattern.lemma} {noun}"), []).append((frame, pattern))
        for event_type in codebook.matched_types:
            self._cues[event_type.name] = event_type.mode_cues
        self._subjects = SubjectFinder(codebook.subjects) if codebook.subjects is not None else None

    def match(self, sentence: Sentence, proposition: Proposition, kinds: Kinds) -> tuple[Match, ...]:
        """Return the frames of event types that fire on the proposition, the best fitting first."""
        return self._ranked(sentence, proposition, kinds, operators=False)

    def operator(self, sentence: Sentence, proposition: Proposition, kinds: Kinds) -> Match | None:
        """Return the best fitting operator on the proposition, or None."""
        ranked = self._ranked(sentence, proposition, kinds, operators=True)
        return ranked[0] if ranked else None

    def types_of_noun(self, lemma: str) -> frozenset[str]:
        """Return the event types that a noun can tell of: «raid», «accusation»."""
        return frozenset(frame.type for frame, _ in self._index.get(("noun", lemma), ()) if frame.type)

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
            tokens = clause_tokens(sentence, proposition)
            for cue in cues:
                if cue.mode in modes or (cue.alone and modes):
                    continue
                if any(
                    names(sentence, token, cue.words) and not _belongs(sentence, token, cue, cues) for token in tokens
                ):
                    modes.append(cue.mode)
        return tuple(modes)

    def subject(self, sentences: tuple[Sentence, ...]) -> str:
        """Return the subject of a report that the codebook is not for (sport, science, …), «» where there is none."""
        return self._subjects.subject(sentences) if self._subjects is not None else ""

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
        reason = fits(pattern, sentence, proposition)
        if reason:
            return reason
        if frame.only and not _in_form(frame.only, proposition, self.codebook.forms):
            return f"it is not in the form «{frame.only}»"
        # 2. What its arguments must be.
        score = 2 * sum(1 + len(words) for _, words in pattern.parts) + (2 if frame.only else 0)
        for constraint in frame.where:
            if constraint.slot == "*":
                if not any(names(sentence, token, constraint) for token in clause_tokens(sentence, proposition)):
                    return "no word of the clause is one of those asked for"
                score += 2
                continue
            if constraint.slot == "governor":
                if not hangs_on(sentence, proposition, constraint):
                    return "the word that it hangs on is none of those asked for"
                score += 2
                continue
            argument = find_slot(proposition, constraint.slot, pattern)
            if argument is None and constraint.slot == "as":
                argument = hidden_as(sentence, proposition)
            if argument is None:
                return f"nothing fills «{constraint.slot}»"
            if not satisfies(sentence, argument, constraint, kinds):
                return f"«{constraint.slot}» is none of the words asked for"
            score += 2
        for constraint in frame.unless:
            if excluded(sentence, proposition, constraint, kinds, pattern):
                return f"«{constraint.slot}» is one of the words excluded"
        for slots in frame.needs:
            filled = (slot == "speaker" or find_slot(proposition, slot, pattern) for slot in slots.split("|"))
            if not any(filled):  # the speaker stands above
                return f"nothing fills «{slots.replace('|', '» or «')}»"
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
            if content is not None and slot == "that" and _is_question(sentence, content):
                content = None  # «asked who had paid» asks for nothing to be done
            if content is not None:
                score += 1
                break
        if frame.needs_content and content is None:
            return "its content is missing"
        actor = first(proposition, frame.actor)
        recipient = first(
            proposition, [slot for slot in frame.recipient if slot not in frame.actor or slot == "between"]
        )
        if actor is not None:
            score += 1
        if recipient is not None and recipient is not actor:
            score += 1
        return Match(frame, pattern, proposition.index, actor, recipient, content, score)


def _belongs(sentence: Sentence, token: Token, own: ModeCue, cues: tuple[ModeCue, ...]) -> bool:
    """Say whether a word is the end of a phrase that speaks for another mode: «water cannon» is no cannon."""
    lemma = token.lemma.lower()
    if any(phrase[-1] == lemma for phrase in own.words.phrases):
        return False
    near = tuple(other.lemma.lower() for other in sentence.tokens[max(0, token.i - 3) : token.i + 1])
    return any(
        phrase[-1] == lemma and near[-len(phrase) :] == phrase
        for cue in cues
        if cue.mode != own.mode
        for phrase in cue.words.phrases
    )


def _is_question(sentence: Sentence, content: Argument) -> bool:
    """Say whether a clause without a conjunction begins with a question word."""
    if content.role != "clause" or content.marker:
        return False
    opening = next((token for token in sentence.tokens if token.start >= content.span.start), None)
    return opening is not None and opening.xpos in ("WP", "WP$", "WRB", "WDT")


def _in_form(form: str, proposition: Proposition, forms: tuple[Form, ...]) -> bool:
    if form in ("negated", "affirmed"):
        return proposition.negated == (form == "negated")
    announced = any("future" in other.aux and other.holds(proposition) for other in forms)
    return announced and proposition.negated == (form == "refusal")


def mode_of_content(
    codebook: Codebook,
    table: str,
    content_type: str | None,
    content_modes: tuple[str, ...] = (),
    *,
    negated: bool = False,
) -> str:
    """Return the mode that a compose table gives for content of this event type, «» if it gives none.

    An entry for the type with one of its modes («COERCE/arrest») goes before that for the type alone; «not» is for
    content that is negated («urged them not to withdraw»).
    """
    entries: Mapping[str, str] = dict(dict(codebook.compose).get(table, ()))
    if negated and "not" in entries:
        return entries["not"]
    for mode in content_modes:
        if f"{content_type}/{mode}" in entries:
            return entries[f"{content_type}/{mode}"]
    if content_type is not None and content_type in entries:
        return entries[content_type]
    return entries.get("*", "")
