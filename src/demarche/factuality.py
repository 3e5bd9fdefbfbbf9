"""How certain a text presents what any of its words tell, whether an event of the codebook or not.

Method, after FactBank (Saurí and Pustejovsky 2009): a predicate stands under all that embeds it, operators, modals,
tense, questions, conditions and denial (`compose_modality`), and under the word of whoever tells it. Each of these is a
ground with a name; the degree multiplies what each ground leaves (`reference/degrees.toml`), and denial turns its sign.
A noun that is no clause takes over what holds of the predicate that it stands with: all of it where it names a thing
anew («would hold a rally»), little where it names a known one («would attend the rally»).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from demarche.codebook.composition import (
    MODIFIERS,
    Modality,
    compose_modality,
    contents_of,
    join_modality,
    local_modality,
    modifiers,
    under_operator,
    within,
)
from demarche.codebook.matching import Match, Matcher
from demarche.model import Argument, Attribution, Proposition, Sentence, Span, Token
from demarche.pipeline import Traces
from demarche.reference.degrees import Degrees, load_degrees

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
INDEFINITE = frozenset({"a", "an", "another"})
AFTER_NOT = frozenset({"any", "either"})  # «did not find any trace»: the noun is denied with its verb
EMBEDDED = frozenset({"argument", "modifier", "apposition"})  # how a noun hangs on a predicate
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
HELD = frozenset({"aux", "cop"})  # words of the verb group: they tell what their verb tells

FactBank = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-"]
Determined = Literal["known", "new", "after not", "bare"]


class Factuality(msgspec.Struct, frozen=True):
    """How certain a text presents something, by whoever tells it.

    `value` is FactBank's, of the innermost voice; `degree` runs from -1 (it is not so) to 1 (it is so), the publisher's
    distance to that voice counted in; `grounds` are the names of what makes it so, the outermost voice last.
    """

    value: FactBank
    degree: float
    grounds: tuple[str, ...]
    negated: bool
    is_open: bool


def find_factuality(
    traces: Traces, spans: tuple[Span, ...], matcher: Matcher, degrees: Degrees | None = None
) -> tuple[Factuality, ...]:
    """Return how certain the text presents what stands at each of the spans, each within one sentence.

    A span is looked up by its first word; `degrees` are those of the package unless others are given. Raises ValueError
    where no word stands at a span, ReferenceDataError where the package's degrees cannot be loaded.
    """
    finder = FactualityFinder(traces, matcher, degrees)
    return tuple(finder.find(span) for span in spans)


class FactualityFinder:
    """Says of any words of one document how certain they are told; `degrees` as for `find_factuality`."""

    def __init__(self, traces: Traces, matcher: Matcher, degrees: Degrees | None = None) -> None:
        self.degrees = degrees or load_degrees()
        analysis = traces.analysis
        self.traces = traces
        self.sentences = analysis.sentences
        self.propositions = analysis.propositions
        self.forms = matcher.codebook.forms
        self.operators = find_operators(traces, matcher)
        words = modifiers(analysis.sentences, analysis.propositions)
        self.modalities = compose_modality(analysis.propositions, self.operators, self.forms, words=words)
        self.predicates = {(p.sentence, p.head): p for p in analysis.propositions}
        self.contents = {i for m in self.operators.values() for i in contents_of(m, self.propositions)}

    def find(self, span: Span) -> Factuality:
        """Return how certain it is what the first word at `span` tells. Raises ValueError: there is none."""
        for sentence in self.sentences:
            if sentence.span.overlaps(span):
                for token in sentence.tokens:
                    if token.span.overlaps(span):
                        return self.at(sentence.index, token.i)
        raise ValueError(f"no word stands at {span}")

    def at(self, index: int, i: int) -> Factuality:
        """Return how certain it is what token `i` of the sentence `index` tells."""
        sentence = self.sentences[index]
        token = sentence.tokens[i]
        at = token.head if token.rel in HELD and (sentence.index, token.i) not in self.predicates else token.i
        proposition = self.predicates.get((sentence.index, at))
        grounds: tuple[str, ...] = ()
        if proposition is not None and self.is_clause(proposition, token):
            modality = self.modalities[proposition.index]
        else:
            bare = Proposition(-1, sentence.index, token.i, "noun", token.lemma, token.span, ())
            words = frozenset(t.text.lower() for t in sentence.tokens if t.head == token.i and t.rel in MODIFIERS)
            own = self.modalities[proposition.index] if proposition else local_modality(self.forms, bare, words=words)
            modality = join_modality(own, self.taken_over(sentence, token))
            grounds = ("act noun" if proposition else "word",)
        voices = self.voices(token)
        if not grounds and voices and voices[0].stance == "deny":
            modality = msgspec.structs.replace(modality, negated=True)  # «denied that it had sunk»
        uncertain = modality.future or modality.is_open
        if modality.negated:
            grounds = (*grounds, "negated open" if uncertain else "negated")
        grounds = tuple(dict.fromkeys((*modality.ways, *grounds, *(f"{a.kind} {a.stance}" for a in voices))))
        kind = "PS" if modality.hypothetical else "PR" if uncertain else "CT"
        return Factuality(
            value=f"{kind}{'-' if modality.negated else '+'}",  # type: ignore[arg-type]
            degree=self.degrees.degree(grounds, negated=modality.negated),
            grounds=grounds,
            negated=modality.negated,
            is_open=modality.is_open,
        )

    def is_clause(self, proposition: Proposition, token: Token) -> bool:
        """Say whether modality has been composed for it: a clause, or a noun in the content of an operator."""
        noun = token.upos in NOMINAL and proposition.relation in EMBEDDED
        return not noun or proposition.index in self.contents

    def taken_over(self, sentence: Sentence, token: Token) -> Modality:
        """Return what a word that is no clause takes over from the predicate that it stands with."""
        top, above = token, self.predicates.get((sentence.index, token.head))
        for _ in sentence.tokens:
            if above is not None or top.head < 0:
                break
            top = sentence.tokens[top.head]
            above = self.predicates.get((sentence.index, top.head))
        if above is None:
            return Modality()
        outer = self.modalities[above.index]
        argument = next((a for a in above.arguments if top.i in a.heads and not a.implicit), None)
        operator = self.operators.get(above.index)
        if operator is not None and argument is not None and _is_content(operator, argument):
            return under_operator(outer, operator, above)
        determined = _determined(sentence.tokens, top)
        if token is not top and determined == "bare":
            determined = _determined(sentence.tokens, token)
        if determined == "after not":
            return msgspec.structs.replace(outer, future=False, obliged=False, refused=False, left_open=False)
        if determined == "known" or argument is None:
            kind = "definite" if determined == "known" else "beside"
            return Modality(ways=tuple(f"{kind} {way.removeprefix('within ')}" for way in within(outer)))
        ways = (*outer.ways, "indefinite negation") if outer.negated else outer.ways
        return msgspec.structs.replace(outer, negated=False, refused=False, ways=ways)

    def voices(self, token: Token) -> list[Attribution]:
        """Return the attributions around a word that no operator speaks for, the smallest content first."""
        spoken = [
            self.propositions[m.proposition].span for m in self.operators.values() if m.frame.aux or m.frame.left_open
        ]
        found = []
        for attribution in self.traces.attributions:
            cues = attribution.cue_spans or (attribution.cue,)
            inside = any(content.contains(token.span) for content in attribution.content)
            if not inside or any(cue.overlaps(token.span) for cue in cues):
                continue
            if not any(span.overlaps(attribution.cue) for span in spoken):
                found.append(attribution)
        return sorted(found, key=lambda a: sum(content.end - content.start for content in a.content))


def find_operators(traces: Traces, matcher: Matcher) -> dict[int, Match]:
    """Return the operator that fires on each proposition, by its index, whatever event type it may tell of."""
    analysis = traces.analysis

    def kinds(sentence: int, head: int) -> frozenset[str]:
        entity = traces.entities.get((sentence, head))
        return frozenset({"@PARTY"}) if entity is not None and entity.kind == "party" else frozenset()

    found: dict[int, Match] = {}
    for proposition in analysis.propositions:
        operator = matcher.operator(analysis.sentences[proposition.sentence], proposition, kinds)
        if operator is not None:
            found[proposition.index] = operator
    return found


def _is_content(operator: Match, argument: Argument) -> bool:
    """Say whether the argument stands where the operator has its content, though it is no proposition."""
    slots = operator.frame.content
    return (argument.marker if argument.role == "oblique" else argument.role) in slots


def _determined(tokens: tuple[Token, ...], noun: Token) -> Determined:
    """Say whether a noun names something known, something new, something denied with its verb, or nothing of these."""
    found: Determined = "known" if noun.upos == "PROPN" else "bare"
    for token in tokens:
        word = token.text.lower()
        if token.head != noun.i or token.i > noun.i:
            continue
        if word in AFTER_NOT:
            return "after not"
        if word in DEFINITE or token.deprel == "nmod:poss":
            found = "known"
        elif word in INDEFINITE:
            found = "new"
    return found
