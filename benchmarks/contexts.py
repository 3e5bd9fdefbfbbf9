"""Score the contexts of events against those that were judged by hand (`contexts.toml` beside this file)."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.sets import MissingData
from demarche.model import Document, Event, Span
from demarche.pipeline import Coder

JUDGED = Path(__file__).with_suffix(".toml")
REPORTS = "wikinews-2019"  # sets of this name have the texts of --texts


class Judgement(NamedTuple):
    """What one event is about: the contexts that hold, and those that can be argued for."""

    document: str
    span: Span
    holds: frozenset[str]
    may: frozenset[str]


def measure_contexts(data: Path, texts: Path | None, *, errors: bool = False) -> str:
    """Return precision and recall of contexts in words, a line a set; with `errors` what is missing and too much.

    A context that can be argued for counts as neither. Raises MissingData.
    """
    coder = Coder()
    lines: list[str] = []
    for name, judged in load_judgements().items():
        path = texts if name.startswith(REPORTS) else data / "data" / name / "dev.jsonl"
        if path is None or not path.is_file():
            hint = "name its reports with --texts FILE" if name.startswith(REPORTS) else f"{path} is not there"
            raise MissingData(f"contexts needs the texts of {name}: {hint}.")
        right = wrong = missing = lost = 0
        for judgement, text, found in _coded(path, judged, coder):
            if found is None:
                lost += 1
                continue
            more, less = found - judgement.holds - judgement.may, judgement.holds - found
            right, wrong, missing = right + len(found & judgement.holds), wrong + len(more), missing + len(less)
            if errors and (more or less):
                word = judgement.span.text(text)
                lines.append(f"{judgement.document} «{word}»: too much {sorted(more)}, missing {sorted(less)}")
        lines.append(
            f"{name}: precision {right / max(right + wrong, 1):.2f}, recall {right / max(right + missing, 1):.2f}"
            f" in {len(judged) - lost} events of {len(judged)} ({lost} not found)"
        )
    return "\n".join(lines)


def load_judgements(path: Path = JUDGED) -> dict[str, tuple[Judgement, ...]]:
    """Return the judgements by set."""
    sets = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(_judgement(key, row) for key, row in rows.items()) for name, rows in sets.items()}


def _judgement(key: str, row: Mapping[str, Any]) -> Judgement:
    document, _, place = key.rpartition(":")
    start, _, end = place.partition("-")
    return Judgement(document, Span(int(start), int(end)), frozenset(row["holds"]), frozenset(row["may"]))


def _coded(
    path: Path, judged: tuple[Judgement, ...], coder: Coder
) -> Iterator[tuple[Judgement, str, frozenset[str] | None]]:
    """Yield each judgement with its text and the contexts of the event there, None where no event is found."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wanted = {judgement.document for judgement in judged}
    documents = [Document(id=row["id"], text=row["text"]) for row in rows if row["id"] in wanted]
    traces = dict(zip((d.id for d in documents), coder.trace_all(documents), strict=True))
    for judgement in judged:
        trace = traces[judgement.document]
        event = _event_at(trace.events, judgement.span)
        yield judgement, trace.document.text, None if event is None else frozenset(event.contexts)


def _event_at(events: tuple[Event, ...], span: Span) -> Event | None:
    return next((event for event in events if event.trigger.overlaps(span)), None)
