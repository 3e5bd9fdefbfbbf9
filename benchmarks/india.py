"""Labels of police action for the sentences of india-police, made from our events and voices; their intervals.

The sentences are given: what is found belongs to the one in which its trigger or cue stands. Repeats of an event count
where they stand, so events are taken before the claims merge them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demarche.model import Event, Proposition, Span
from demarche.pipeline import Traces

Row = dict[str, Any]
Spans = list[tuple[Any, Span]]

LABELS = ("ANY_ACTION", "ARREST", "FORCE", "KILL", "FAIL")
ROUNDS = 1000  # of the bootstrap, over documents

# UTF-8 that was read as Windows-1252, longest first; the closing mark «â€�» has lost its last byte.
MARKS = {"â€™â€™": "”", "â€˜â€˜": "“", "â€œ": "“", "â€�": "”", "â€˜": "‘", "â€™": "’", "â€“": "–", "â€”": "—", "Â": ""}
FURNITURE = re.compile(r"This story is from [A-Z][a-z]+ \d+, \d{4}\s*|\bFacebook Twitter Linkedin Mail\b")

POLICE = frozenset({"COP"})
# Whose arrests are by police: their own, the government's, those of a doer of whom nothing is known.
ARRESTING = frozenset({"COP", "GOV"})
ASKING = frozenset({"REQUEST", "THREATEN"})
UNNAMED = frozenset({"COERCE/arrest", "COERCE/curfew", "MOBILIZE/police"})  # police acts by nature
KILLING = frozenset({"kill", "killing", "die", "death", "massacre", "execute", "lynch", "shoot dead"})
# What police do when they fail to act, and what it is called.
FAILING = frozenset({"fail", "neglect", "stand", "look", "watch", "flee", "run"})
FAILURE = frozenset(
    {"failure", "inaction", "inactivity", "inefficiency", "negligence", "apathy", "indifference", "laxity", "inability"}
)


def join_sentences(sentences: Iterable[Row]) -> tuple[str, Spans]:
    """Return the text that the sentences make up and where each of them lies in it.

    Quotation marks are mended, and the furniture of the page (date line, buttons) is left out.
    """
    text = ""
    spans: Spans = []
    for sentence in sentences:
        piece = sentence["text"]
        if text.endswith("â€"):  # the set has cut a mark in two: «â€» and «™»
            text = text[:-2] + "’"
            spans[-1] = (spans[-1][0], Span(spans[-1][1].start, len(text)))
            piece = piece.removeprefix("™").lstrip("œ�")
        elif text and not text[-1].isspace():
            text += " "
        start = len(text)
        text += mend(FURNITURE.sub("", piece))
        spans.append((sentence["id"], Span(start, len(text))))
    return text, spans


def mend(text: str) -> str:
    """Return the text with its quotation marks: «â€œyesâ€�» and «``yes''''» are quotations, «it''s» is «it's»."""
    for broken, mark in MARKS.items():
        text = text.replace(broken, mark)
    return text.replace("''", "'").replace("``", '"').replace("''", '"')


def label_sentences(sentences: Iterable[Row], traces: Traces) -> list[Row]:
    """Return the labels of each sentence of the set."""
    spans = join_sentences(sentences)[1]
    found: dict[Any, set[str]] = {key: set() for key, _ in spans}

    def put(at: int, labels: Iterable[str]) -> None:
        for key, span in spans:
            if span.start <= at < span.end:
                found[key].update(labels)

    labeler = _Labeler(traces)
    for told in traces.told:
        put(told.event.trigger.start, labeler.of_event(told.event, frozenset(told.aux)))
    for proposition in traces.analysis.propositions:
        put(proposition.span.start, labeler.of_proposition(proposition))
    for attribution in traces.attributions:
        source = attribution.source
        if source is not None and labeler.sectors(source.sentence, (source.head,)) & POLICE:
            put(attribution.cue.start, ("ANY_ACTION",))
    return [{"id": key, "label": sorted(labels)} for key, labels in found.items()]


class _Labeler:
    """Says which labels the events and propositions of one document stand for."""

    def __init__(self, traces: Traces) -> None:
        self.traces = traces

    def sectors(self, sentence: int, heads: Iterable[int]) -> frozenset[str]:
        """Return the sectors of what is headed at the tokens."""
        entities = (self.traces.entities.get((sentence, head)) for head in heads)
        return frozenset(sector for entity in entities if entity is not None for sector in entity.sectors)

    def of_event(self, event: Event, aux: frozenset[str]) -> set[str]:
        """Return the labels of an event: what happened, or was refused or left undone by police."""
        actors = self.sectors(event.actors[0].sentence, [m.head for m in event.actors]) if event.actors else frozenset()
        police = bool(actors & POLICE)
        happened = aux.isdisjoint({"negation", "hypothetical", "future"}) and event.stance not in ("ask", "deny")
        if event.under >= 0 and self.traces.events[event.under].type in ASKING:
            happened = False  # «demanded that he be arrested»
        name = f"{event.type}/{event.modes[0] if event.modes else ''}"
        labels: set[str] = set()
        if event.type == "COERCE" and "arrest" in event.modes and happened and (not actors or actors & ARRESTING):
            labels.add("ARREST")
        if event.type == "ASSAULT" and police and happened:
            labels.add("FORCE")
            lemma = self.traces.analysis.propositions[event.proposition].lemma
            if lemma in KILLING or any(e.field == "dead" for e in self.traces.tolls.get(event.index, ())):
                labels.add("KILL")
        if police and event.stance is None and ("negation" in aux or event.frame.startswith("reject-refuse-to")):
            labels.add("FAIL")
        if police or labels or (not event.actors and name in UNNAMED):
            labels.add("ANY_ACTION")
        return labels

    def of_proposition(self, proposition: Proposition) -> set[str]:
        """Return the labels of a predicate that police govern, or in which they or what is theirs have a part."""
        labels: set[str] = set()
        for argument in proposition.arguments:
            if not self.sectors(proposition.sentence, argument.heads) & POLICE:
                continue
            if argument.role == "agent" or (proposition.kind == "noun" and argument.role == "patient"):
                labels.add("ANY_ACTION")
                if proposition.lemma in (FAILURE if proposition.kind == "noun" else FAILING):
                    labels.add("FAIL")
            elif argument.role == "oblique" or not self._is_party(proposition.sentence, argument.heads):
                labels.add("ANY_ACTION")
        return labels

    def _is_party(self, sentence: int, heads: Iterable[int]) -> bool:
        entities = [self.traces.entities.get((sentence, head)) for head in heads]
        return any(entity is not None and entity.kind == "party" for entity in entities)


def intervals(gold: Path, predictions: Path) -> dict[str, tuple[float, float]]:
    """Return the interval of F1 for each label in which 95 of 100 draws of as many documents lie."""
    counts = [
        {label: _count(told["sentences"], found["sentences"], label) for label in LABELS}
        for told, found in zip(_lines(gold), _lines(predictions), strict=True)
    ]
    drawn: dict[str, list[float]] = {label: [] for label in LABELS}
    chance = random.Random(1)
    for _ in range(ROUNDS):
        draw = chance.choices(counts, k=len(counts))
        for label in LABELS:
            right, predicted, wanted = (sum(document[label][i] for document in draw) for i in range(3))
            drawn[label].append(2 * right / (predicted + wanted) if right else 0.0)
    cut = ROUNDS // 40
    return {label: (sorted(values)[cut], sorted(values)[-cut - 1]) for label, values in drawn.items()}


def _count(gold: list[Row], found: list[Row], label: str) -> tuple[int, int, int]:
    """Return how often a label is right, is predicted and is wanted in one document."""
    wanted = {row["id"] for row in gold if label in row["gold"]}
    predicted = {row["id"] for row in found if label in row["label"]}
    return len(wanted & predicted), len(predicted), len(wanted)


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
