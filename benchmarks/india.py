"""Labels of police action for the sentences of india-police, made from our claims and voices; scores with intervals."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demarche.model import Event, Span
from demarche.pipeline import Traces

Row = dict[str, Any]

LABELS = ("ANY_ACTION", "ARREST", "FORCE", "KILL", "FAIL")
KILLING = frozenset({"assault-kill", "assault-massacre-noun"})
ROUNDS = 1000  # of the bootstrap over documents

# UTF-8 that was read as Windows-1252, longest first; the closing mark «â€�» has lost its last byte.
MARKS = {"â€™â€™": "”", "â€˜â€˜": "“", "â€œ": "“", "â€�": "”", "â€˜": "‘", "â€™": "’", "â€“": "–", "â€”": "—", "Â": ""}
FURNITURE = re.compile(r"This story is from [A-Z][a-z]+ \d+, \d{4}\s*|\bFacebook Twitter Linkedin Mail\b")


def join_sentences(sentences: Iterable[Row]) -> tuple[str, list[tuple[Any, Span]]]:
    """Return the text that the sentences make up and where each of them lies in it.

    Quotation marks are mended, and the furniture of the page (date line, buttons) is left out.
    """
    text, spans = "", []
    for sentence in sentences:
        piece = sentence["text"]
        if text.endswith("â€"):  # the set has cut a mark in two: «â€» and «™»
            text = text[:-2] + "’"
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
    """Return the labels of each sentence of the set: of the events and other acts whose words lie in it."""
    spans = join_sentences(sentences)[1]
    found: dict[Any, set[str]] = {key: set() for key, _ in spans}

    def put(at: int, labels: Iterable[str]) -> None:
        for key, span in spans:
            if span.start <= at < span.end:
                found[key].update(labels)

    def is_police(sentence: int, heads: Iterable[int]) -> bool:
        entities = (traces.entities.get((sentence, head)) for head in heads)
        return any(entity is not None and "COP" in entity.sectors for entity in entities)

    for event, standing in zip(traces.events, traces.standings, strict=True):
        actors = [is_police(mention.sentence, [mention.head]) for mention in event.actors]
        deadly = any(entry.field == "dead" for entry in traces.tolls.get(event.index, ()))
        put(event.trigger.start, labels_of(event, standing.aux, any(actors), not actors, deadly))
    for attribution in traces.attributions:
        source = attribution.source
        if source is not None and is_police(source.sentence, [source.head]):
            put(attribution.cue.start, ["ANY_ACTION"])
    for proposition in traces.analysis.propositions:
        if any(is_police(proposition.sentence, argument.heads) for argument in proposition.arguments):
            put(proposition.span.start, ["ANY_ACTION"])
    return [{"id": key, "label": sorted(labels)} for key, labels in found.items()]


def labels_of(event: Event, aux: Iterable[str], police: bool, unnamed: bool, deadly: bool) -> set[str]:
    """Return the labels that an event stands for; `police` acts in it, or its doer is `unnamed`.

    An arrest without a doer is one by police; a killing or shooting without a doer is not.
    """
    real = not {"negation", "hypothetical", "future"} & set(aux) and event.stance not in ("ask", "deny")
    labels: set[str] = set()
    if event.type == "COERCE" and "arrest" in event.modes and real and (police or unnamed):
        labels |= {"ARREST"}
    if event.type == "ASSAULT" and police and real:
        labels |= {"FORCE"}
        if event.frame in KILLING or deadly:
            labels |= {"KILL"}
    if police or labels:
        labels |= {"ANY_ACTION"}
    return labels
