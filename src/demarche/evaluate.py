"""Run what a codebook says of itself, and look up in what standing a text presents given words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from demarche.codebook.loading import read_codebook
from demarche.codebook.mapping import possible_types
from demarche.codebook.matching import Matcher
from demarche.codebook.schema import Codebook, Example, Frame
from demarche.errors import InputError
from demarche.factuality import FactualityFinder
from demarche.language.frozen import load_frozen
from demarche.model import Analysis, Document, Proposition, Sentence, Span
from demarche.pipeline import Coder, Traces
from demarche.stages.attributions import is_vouched_for


class Standing(msgspec.Struct, frozen=True):
    """How a text presents one of its events: denied, left open, on somebody's word."""

    negated: bool
    open: bool
    attributed: bool


def standing_at(traces: Traces, spans: tuple[Span, ...], matcher: Matcher) -> tuple[Standing, ...]:
    """Return in what standing the text presents the events whose words stand at `spans`, whatever their type."""
    analysis = traces.analysis
    finder = FactualityFinder(traces, matcher)
    told = _tellings(analysis)
    places = {token.start: (s.index, token.i) for s in analysis.sentences for token in s.tokens}
    found = []
    for span in spans:
        inside = [places[start] for start in range(span.start, span.end) if start in places]
        place = next((place for place in inside if place in told), None)
        if place is None and inside:
            place = _predicate(analysis, *inside[0])
        event = told.get(place) if place is not None else None
        if event is not None:
            place = (event.sentence, event.head)
        attributed = place is not None and any(
            is_vouched_for(analysis, attribution, *place, told) for attribution in traces.attributions
        )
        is_open = event is not None and finder.at(event.sentence, event.head).is_open
        negated = event is not None and event.negated
        found.append(Standing(negated=negated, open=is_open, attributed=attributed))
    return tuple(found)


# Words that carry what the predicate they belong to says: «is [in] talks», «[was] a success».
FUNCTION = frozenset({"case", "cop", "aux", "mark"})


def _tellings(analysis: Analysis) -> dict[tuple[int, int], Proposition]:
    """Return the propositions by sentence and token; a light verb stands for its noun's: «made» of «made an offer»."""
    found = {(p.sentence, p.head): p for p in analysis.propositions}
    for p in analysis.propositions:
        if p.light:
            tokens = analysis.sentences[p.sentence].tokens
            found.setdefault((p.sentence, next(t.i for t in tokens if t.start == p.span.start)), p)
    return found


def _predicate(analysis: Analysis, sentence: int, i: int) -> tuple[int, int]:
    """Return the place of the predicate that a function word belongs to, or that of the word itself."""
    token = analysis.sentences[sentence].tokens[i]
    return (sentence, token.head) if token.rel in FUNCTION and token.head >= 0 else (sentence, i)


Parses = Literal["frozen", "live"]

# What a pending note begins with whose fault is the live parse alone.
PARSE = "parse:"


def pending_on(example: Example, parses: Parses) -> str | None:
    """Return why the example is known to fail on such parses, or None where it must hold.

    A note that begins with «parse:» blames the live parse: on frozen parses the example must hold.
    """
    if parses == "frozen" and example.pending is not None and example.pending.startswith(PARSE):
        return None
    return example.pending


class Outcome(msgspec.Struct, frozen=True):
    """What became of one example on frozen or live parses: the faults found, none where it is as it should be."""

    example: Example
    parses: Parses
    faults: tuple[str, ...]

    @property
    def pending(self) -> str | None:
        """Return why the example is known to fail on these parses, or None."""
        return pending_on(self.example, self.parses)

    @property
    def as_expected(self) -> bool:
        """Say whether the example is right, or is marked `pending` and still fails."""
        return bool(self.faults) == (self.pending is not None)


class CodebookReport(msgspec.Struct, frozen=True):
    """The check of a codebook: faults of its form, then the outcomes of its examples, first on frozen parses."""

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
        runs: tuple[Parses, ...] = ("frozen", "live")
        by_example: dict[tuple[str, int], dict[Parses, Outcome]] = {}
        for outcome in self.outcomes:
            by_example.setdefault((outcome.example.file, outcome.example.line), {})[outcome.parses] = outcome
        for outcomes in by_example.values():
            lines += _lines(outcomes)
        if self.faults:
            return "\n".join(lines)
        lines.append(f"{self.label}: {self.frames} frames with {self.patterns} words or phrases.")
        for parses in runs:
            run = [outcome for outcome in self.outcomes if outcome.parses == parses]
            if run:
                pending = sum(outcome.pending is not None for outcome in run)
                wrong = sum(not outcome.as_expected for outcome in run)
                lines.append(
                    f"On {parses} parses: {len(run)} examples, {pending} of them pending, {wrong} not as expected."
                )
        return "\n".join(lines)


def _lines(outcomes: dict[Parses, Outcome]) -> list[str]:
    """Say what is not as expected of one example; where both parses were tried, whether the rule or the parser errs."""
    lines: list[str] = []
    for parses, outcome in outcomes.items():
        example = outcome.example
        place = f"{example.file}:{example.line}: {example.id}"
        if outcome.as_expected:
            continue
        if not outcome.faults:
            lines.append(f"{place}: passes on the {parses} parse, though it is pending («{outcome.pending}»).")
            lines[-1] += " Take the note out."
            continue
        other = next((o for name, o in outcomes.items() if name != parses), None)
        if other is None:
            blame = ""
        elif other.faults:
            if parses == "live" and not other.as_expected and other.faults == outcome.faults:
                continue  # the same is said of the frozen parse
            blame = "on both parses, a rule's fault: "
        elif parses == "live":
            blame = "on the live parse alone, the parser's fault: "
        else:
            blame = "on the frozen parse alone, a rule's fault or a wrong frozen parse: "
        lines += [f"{place}: {blame}{fault}" for fault in outcome.faults]
    return lines


def parses_folder(folder: Path) -> Path:
    """Return where the frozen parses of the codebook in `folder` are kept."""
    return folder / "parses"


def check_codebook(folder: Path, *, frozen: bool = False, live: bool = False) -> CodebookReport:
    """Load the codebook in `folder`, run its examples on the parses asked for, and report every fault with its place.

    Where neither is asked for they run on frozen parses, if any are kept, and on live ones. Raises InputError where
    kept parses are not well formed.
    """
    codebook, faults = read_codebook(folder)
    if codebook is None:
        return CodebookReport(str(folder), faults, (), 0, 0)
    if not frozen and not live:
        frozen, live = parses_folder(folder).is_dir(), True
    outcomes: tuple[Outcome, ...] = ()
    kept: KeptRuns = {}
    if frozen:
        coder = Coder(codebook=folder, analyzer=load_frozen(parses_folder(folder)))
        kept = run_kept(codebook, coder)
        outcomes += kept_outcomes(codebook, kept)
    if live:
        outcomes += run_examples(codebook, Coder(codebook=folder), kept)
    frames = [frame for event_type in codebook.matched_types for frame in event_type.frames]
    return CodebookReport(
        label=codebook.label,
        faults=(),
        outcomes=outcomes,
        frames=len(frames),
        patterns=sum(len(frame.patterns) for frame in frames),
    )


# What came of an example on its kept parse: its sentences and the faults found, by file and line.
KeptRuns = Mapping[tuple[str, int], tuple[tuple[Sentence, ...], tuple[str, ...]]]


def run_examples(codebook: Codebook, coder: Coder, kept: KeptRuns | None = None) -> tuple[Outcome, ...]:
    """Run every example and near miss of the codebook on live parses, each as a document of its own.

    Where the live parse is the kept one, word for word, what `kept` says came of it holds for both.
    """
    examples = codebook.examples()
    documents = (Document(id=example.id, text=example.text) for example in examples)
    outcomes = []
    for example, (document, cased, sentences) in zip(examples, coder.analyzed(documents), strict=True):
        known = (kept or {}).get((example.file, example.line))
        if known is not None and known[0] == sentences:
            faults = known[1]
        else:
            faults = _faults(example, coder.read_analysis(document, sentences, cased))
        outcomes.append(Outcome(example, "live", faults))
    return tuple(outcomes)


def kept_outcomes(codebook: Codebook, kept: KeptRuns) -> tuple[Outcome, ...]:
    """Return the outcomes of every example and near miss on their kept parses."""
    return tuple(Outcome(example, "frozen", kept[example.file, example.line][1]) for example in codebook.examples())


def run_kept(codebook: Codebook, coder: Coder) -> KeptRuns:
    """Return what comes of every example on its kept parse; a missing parse is a fault."""
    runs = {}
    for example in codebook.examples():
        sentences: tuple[Sentence, ...] = ()
        try:
            traces = next(coder.trace_all([Document(id=example.id, text=example.text)]))
            sentences, faults = traces.analysis.sentences, _faults(example, traces)
        except InputError as error:
            faults = (str(error),)
        runs[example.file, example.line] = (sentences, faults)
    return runs


def examples_of_frame(folder: Path, codebook: Codebook, frame: Frame) -> tuple[Example, ...]:
    """Return the examples, of the types that the frame may come to, on which it fires: on kept parses where there are.

    Raises InputError where kept parses are not well formed, ModelMissing.
    """
    names = possible_types(codebook, frame) if codebook.rules else (frame.type,)
    kept = parses_folder(folder).is_dir()
    coder = Coder(codebook=folder, analyzer=load_frozen(parses_folder(folder)) if kept else None)
    found = []
    for example in (example for t in codebook.types if t.name in names for example in t.examples):
        try:
            traces = next(coder.trace_all([Document(id=example.id, text=example.text)]))
        except InputError:
            continue  # its parse is not kept yet
        if any(event.frame == frame.id for event in traces.events):
            found.append(example)
    return tuple(found)


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
    faults += _context_faults(example, traces)
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


def _context_faults(example: Example, traces: Traces) -> list[str]:
    """Say which contexts are missing or too much: an example and a near miss of a context both tell an event."""
    if not example.contexts and not example.not_contexts:
        return []
    if not traces.events:
        return ["an event was expected, found: nothing."]
    found = dict.fromkeys(name for event in traces.events for name in event.contexts)
    said = ", ".join(found) or "none"
    faults = [f"the context {name} was expected, found: {said}." for name in example.contexts if name not in found]
    too_many = [name for name in example.not_contexts if name in found]
    return faults + [f"no context {name} was expected, found: {said}." for name in too_many]
