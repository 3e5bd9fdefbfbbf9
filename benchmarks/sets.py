"""Find the benchmark sets in a folder and turn readings into the predictions that each set's scorer reads.

No gold is read: `load_inputs` drops it before anything else sees a row, save the spans of the given events of
standing-timebank and factuality-*, where they are part of the question.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.india import join_sentences, label_sentences
from benchmarks.muc4 import find_incidents
from demarche.evaluate import standing_at
from demarche.factuality import find_factuality
from demarche.model import Document, Span
from demarche.pipeline import Coder, Traces
from demarche.records import to_row
from demarche.stages.places import find_places

Row = dict[str, Any]
GIVEN = frozenset(
    {"standing-timebank", "factuality-uw", "factuality-meantime"}
)  # sets whose events are given by their spans


class Part(NamedTuple):
    """One file (or folder of reports) of a set: its name, its gold's path and where the predictions go."""

    set: str
    gold: Path
    out: str


class Set(NamedTuple):
    """How a set is predicted and scored."""

    scorer: str
    predict: Callable[[Row, Traces, Coder], Row]


class MissingData(Exception):
    """The folder of benchmark data, or a set in it, is not there; the text says what to do."""


def _claims(row: Row, traces: Traces, coder: Coder) -> Row:
    return {"id": row["id"], "claims": claim_rows(traces, coder)}


def claim_rows(traces: Traces, coder: Coder) -> list[Row]:
    """Return the claims of one document as they stand in the public record."""
    rows: list[Row] = to_row(coder.reading(traces))["claims"]
    return rows


def _gsr(row: Row, traces: Traces, coder: Coder) -> Row:
    """Claims without auxiliary modes but `future` that stand under no other event (the rule of the set's README)."""
    events = []
    for claim in claim_rows(traces, coder):
        if set(claim["aux"]) <= {"future"} and claim["under"] is None:
            parties = {
                side: [{"country": e["country"], "sector": next(iter(e["sectors"]), None)} for e in claim[side]]
                for side in ("actors", "recipients")
            }
            events.append({"type": claim["type"], **parties})
    return {"id": row["id"], "events": events}


def _pairs(row: Row, traces: Traces, coder: Coder) -> Row:
    keys = ("start", "end")
    events = [
        {
            "type": claim["type"],
            **{side: [{k: e[k] for k in keys} for e in claim[side]] for side in ("actors", "recipients")},
        }
        for claim in claim_rows(traces, coder)
    ]
    return {"id": row["id"], "events": events}


def _attributions(row: Row, traces: Traces, coder: Coder) -> Row:
    found = []
    for attribution in traces.attributions:
        cues = attribution.cue_spans or (attribution.cue,)
        source = [attribution.source_span] if attribution.source_span else []
        found.append({"source": _ranges(source), "cue": _ranges(cues), "content": _ranges(attribution.content)})
    return {"id": row["id"], "attributions": found}


def _ranges(spans: Any) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _standing(row: Row, traces: Traces, coder: Coder) -> Row:
    spans = tuple(Span(start, end) for start, end in row["spans"])
    events = [
        {"start": span.start, "end": span.end, "negated": s.negated, "open": s.open, "attributed": s.attributed}
        for span, s in zip(spans, standing_at(traces, spans, coder.matcher), strict=True)
    ]
    return {"id": row["id"], "events": events}


def _factuality(row: Row, traces: Traces, coder: Coder) -> Row:
    """The degree of each given event, on the scale from -3 (it is not so) to 3 (it is so)."""
    spans = tuple(Span(start, end) for start, end in row["spans"])
    events = [
        {"start": span.start, "end": span.end, "value": round(3 * found.degree, 3)}
        for span, found in zip(spans, find_factuality(traces, spans, coder.matcher), strict=True)
    ]
    return {"id": row["id"], "events": events}


def _times(row: Row, traces: Traces, coder: Coder) -> Row:
    times = [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in traces.timexes]
    return {"id": row["id"], "times": times}


def _places(row: Row, traces: Traces, coder: Coder) -> Row:
    places = []
    for place in find_places(traces.analysis):
        found: Row = {"start": place.span.start, "end": place.span.end}
        if place.latitude is not None:
            found |= {"lat": place.latitude, "lon": place.longitude}
        places.append(found)
    return {"id": row["id"], "places": places}


def _labels(row: Row, traces: Traces, coder: Coder) -> Row:
    return {"id": row["id"], "sentences": label_sentences(row["sentences"], traces)}


SETS: dict[str, Set] = {
    "claims": Set("score_claims.py", _claims),
    "plover-gsr": Set("score_events.py", _gsr),
    "plover-pairs": Set("score_pairs.py", _pairs),
    "india-police": Set("score_labels.py", _labels),
    "polnear": Set("score_attribution.py", _attributions),
    "standing-timebank": Set("score_standing.py", _standing),
    "factuality": Set("score_factuality.py", _factuality),
    "timex-te3": Set("score_time.py", _times),
    "geo": Set("score_geo.py", _places),
    "muc4": Set("score_muc4.py", find_incidents),
}


def kind_of(name: str) -> Set | None:
    """Return how the set called `name` is predicted and scored, or None where this project does not measure it."""
    for key, found in SETS.items():
        if name == key or (key in ("claims", "factuality", "geo") and name.startswith(f"{key}-")):
            return found
    return None


def find_parts(folder: Path, wanted: tuple[str, ...], part: str) -> tuple[Part, ...]:
    """Return the parts of the wanted sets (all, if none is named) under `folder`, in order of their names.

    Raises:
        MissingData: the folder or a wanted set is not there.
    """
    if not folder.is_dir():
        raise MissingData(
            f"{folder}: no such folder. The benchmarks need annotated data that is not part of the project:"
            " name its folder with --data DIR (layout: claims-*/*.json and data/<set>/*.jsonl)."
        )
    found: dict[str, list[Part]] = {}
    for path in sorted(folder.glob("claims-*")):
        if path.is_dir() and any(path.glob("*.json")):
            found[path.name] = [Part(path.name, path, "claims.jsonl")]
    for path in sorted(folder.glob("data/*")):
        files = sorted(path.glob("*.jsonl"))
        if kind_of(path.name) and files:
            named = [file for file in files if file.stem == part]
            chosen = named if len(files) > 1 and named else files
            found[path.name] = [Part(path.name, file, f"{file.stem}.jsonl") for file in chosen]
    if missing := [name for name in wanted if name not in found]:
        raise MissingData(f"{folder}: no set '{missing[0]}' there. Sets there: {', '.join(found) or 'none'}.")
    return tuple(item for name in (wanted or tuple(found)) for item in found[name])


def load_inputs(part: Part) -> Iterator[tuple[Row, Document]]:
    """Yield each text of the part as (row without gold, document)."""
    rows = (
        (json.loads(path.read_text(encoding="utf-8")) for path in sorted(part.gold.glob("*.json")))
        if part.gold.is_dir()
        else (json.loads(line) for line in part.gold.read_text(encoding="utf-8").splitlines() if line.strip())
    )
    for row in rows:
        kept = {key: row.get(key) for key in ("id", "title", "publisher", "text")}
        if part.set in GIVEN:
            kept["spans"] = [(event["start"], event["end"]) for event in row["gold"]]
        if "sentences" in row:
            kept["sentences"] = [{"id": sentence["id"], "text": sentence["text"]} for sentence in row["sentences"]]
            kept["text"] = join_sentences(kept["sentences"])[0]
        published = _day(row.get("published") or row.get("dct") or row.get("date"))
        document = Document(
            id=row["id"], text=kept["text"], publisher=row.get("publisher"), title=row.get("title"), published=published
        )
        yield kept, document


def _day(written: object) -> dt.date | None:
    """Return the day that a set gives for a text; some give a clock time or nothing."""
    try:
        return dt.date.fromisoformat(str(written)[:10])
    except ValueError:
        return None
