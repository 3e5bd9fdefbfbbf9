"""Run what a codebook says of itself, and look up in what standing a text presents given words."""

from __future__ import annotations

from pathlib import Path

import msgspec

from demarche.codebook.composition import Modality, compose_modality
from demarche.codebook.loading import read_codebook
from demarche.codebook.matching import Match, Matcher
from demarche.codebook.schema import Codebook, Example
from demarche.model import Attribution, Document, Proposition, Span, Token
from demarche.pipeline import Coder, Traces


class Standing(msgspec.Struct, frozen=True):
    """How a text presents one of its events: denied, left open, on somebody's word."""

    negated: bool
    open: bool
    attributed: bool


def standing_at(traces: Traces, spans: tuple[Span, ...], matcher: Matcher) -> tuple[Standing, ...]:
    """Return in what standing the text presents the events whose words stand at `spans`, whatever their type."""
    analysis = traces.analysis

    def kinds(sentence: int, head: int) -> frozenset[str]:
        entity = traces.entities.get((sentence, head))
        return frozenset({"@PARTY"}) if entity is not None and entity.kind == "party" else frozenset()

    operators: dict[int, Match] = {}
    for proposition in analysis.propositions:
        operator = matcher.operator(analysis.sentences[proposition.sentence], proposition, kinds)
        if operator is not None:
            operators[proposition.index] = operator
    modalities = compose_modality(analysis.propositions, operators)
    at = {_head(traces, proposition).start: proposition for proposition in analysis.propositions}
    found = []
    for span in spans:
        told = next((at[start] for start in range(span.start, span.end) if start in at), None)
        modality = Modality() if told is None else modalities[told.index]
        attributed = told is not None and any(_states(traces, attribution, told) for attribution in traces.attributions)
        is_open = modality.future or modality.hypothetical or modality.obliged
        found.append(Standing(negated=modality.negated, open=is_open, attributed=attributed))
    return tuple(found)


def _head(traces: Traces, proposition: Proposition) -> Token:
    return traces.analysis.sentences[proposition.sentence].tokens[proposition.head]


def _states(traces: Traces, attribution: Attribution, proposition: Proposition) -> bool:
    """Say whether the proposition is what the source states in this sentence, not something within what it states."""
    head = _head(traces, proposition).span
    sentence = traces.analysis.sentences[proposition.sentence].span
    if not sentence.contains(attribution.cue) or not any(content.contains(head) for content in attribution.content):
        return False
    if any(cue.overlaps(head) for cue in attribution.cue_spans or (attribution.cue,)):
        return False
    if proposition.parent < 0:
        return True
    above = traces.analysis.propositions[proposition.parent]
    inside = any(content.contains(_head(traces, above).span) for content in attribution.content)
    return not inside or proposition.relation == "conjunct"


class Outcome(msgspec.Struct, frozen=True):
    """What became of one example: the faults found, none where it is as it should be."""

    example: Example
    faults: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        """Say whether the example is right, or is marked `pending` and still fails."""
        return bool(self.faults) == (self.example.pending is not None)


class CodebookReport(msgspec.Struct, frozen=True):
    """The check of a codebook: faults of its form, then the outcomes of its examples."""

    label: str
    faults: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    frames: int
    patterns: int

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.faults and all(outcome.as_expected for outcome in self.outcomes)

    def __str__(self) -> str:
        """Return the report in words, a line a fault."""
        lines = list(self.faults)
        for outcome in self.outcomes:
            place = f"{outcome.example.file}:{outcome.example.line}: {outcome.example.id}"
            if outcome.example.pending is not None and not outcome.faults:
                lines.append(f"{place}: passes, though it is pending («{outcome.example.pending}»). Take the note out.")
            elif outcome.example.pending is None:
                lines += [f"{place}: {fault}" for fault in outcome.faults]
        pending = sum(outcome.example.pending is not None for outcome in self.outcomes)
        wrong = sum(not outcome.as_expected for outcome in self.outcomes)
        if not self.faults:
            lines.append(
                f"{self.label}: {self.frames} frames with {self.patterns} words or phrases,"
                f" {len(self.outcomes)} examples, {pending} of them pending, {wrong} not as expected."
            )
        return "\n".join(lines)


def check_codebook(folder: Path) -> CodebookReport:
    """Load the codebook in `folder`, run its examples with the live analyzer, and report every fault with its place."""
    codebook, faults = read_codebook(folder)
    if codebook is None:
        return CodebookReport(str(folder), faults, (), 0, 0)
    frames = [frame for event_type in codebook.types for frame in event_type.frames]
    return CodebookReport(
        label=codebook.label,
        faults=(),
        outcomes=run_examples(codebook, Coder(codebook=folder)),
        frames=len(frames),
        patterns=sum(len(frame.patterns) for frame in frames),
    )


def run_examples(codebook: Codebook, coder: Coder) -> tuple[Outcome, ...]:
    """Run every example and near miss of the codebook, each as a document of its own."""
    examples = [e for event_type in codebook.types for e in (*event_type.examples, *event_type.near_misses)]
    documents = (Document(id=example.id, text=example.text) for example in examples)
    traces = coder.trace_all(documents)
    return tuple(Outcome(example, _faults(example, trace)) for example, trace in zip(examples, traces, strict=True))


def _faults(example: Example, traces: Traces) -> tuple[str, ...]:
    faults: list[str] = []
    events = traces.events
    found = ", ".join("/".join((event.type, *event.modes)) for event in events) or "nothing"
    wanted: set[int] = set()
    for name in example.yields:
        event_type, _, mode = name.partition("/")
        fits = [event for event in events if event.type == event_type and (not mode or mode in event.modes)]
        if not fits:
            faults.append(f"{name} was expected, found: {found}.")
        wanted |= {event.index for event in fits}
    for event_type in example.none:
        if any(event.type == event_type for event in events):
            faults.append(f"no {event_type} was expected, found: {found}.")
    if faults or not example.yields:
        return tuple(faults)
    chosen = [event for event in events if event.index in wanted]
    for kind, start, end in example.marks:
        span = Span(start, end)
        spans = {
            "actor": [mention.span for event in chosen for mention in event.actors],
            "recipient": [mention.span for event in chosen for mention in event.recipients],
            "trigger": [event.trigger for event in chosen],
        }[kind]
        if not any(span.overlaps(other) for other in spans):
            said = "; ".join(other.text(example.text) for other in spans) or "none"
            faults.append(f"{kind} «{span.text(example.text)}» was expected, found: {said}.")
    if example.aux is not None and chosen and set(chosen[0].aux) != set(example.aux):
        faults.append(f"aux {list(example.aux)} was expected, found: {list(chosen[0].aux)}.")
    return tuple(faults)
