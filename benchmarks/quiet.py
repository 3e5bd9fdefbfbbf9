"""Count what is found in reports in which there is next to nothing to code: sport, science and the arts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from benchmarks.sets import MissingData
from demarche.model import Claim, Document, Entity
from demarche.pipeline import Coder

LIST = Path(__file__).with_name("quiet.txt")


def listed_ids() -> tuple[str, ...]:
    """Return the ids of the reports that `quiet.txt` lists, in its order."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def measure_quiet(texts: Path | None, *, errors: bool = False) -> str:
    """Return how many claims a thousand words are found in the listed reports; with `errors` each claim too.

    Raises:
        MissingData: no file of texts is named or found, or it lacks one of the listed reports.
    """
    if texts is None or not texts.is_file():
        raise MissingData("quiet needs the reports of Wikinews 2019: name their JSON Lines file with --texts FILE.")
    rows = {row["id"]: row for row in map(json.loads, texts.read_text(encoding="utf-8").splitlines())}
    if missing := [name for name in listed_ids() if name not in rows]:
        raise MissingData(f"{texts}: no report '{missing[0]}' there. {LIST.name} lists the reports that are measured.")
    documents = [
        Document(
            id=name,
            text=rows[name]["text"],
            title=rows[name]["title"],
            publisher=rows[name]["publisher"],
            published=dt.date.fromisoformat(rows[name]["published"]),
        )
        for name in listed_ids()
    ]
    found = [
        (document, claim)
        for document, reading in zip(documents, Coder().read_all(documents), strict=True)
        for claim in reading.claims
    ]
    words = sum(len(document.text.split()) for document in documents)
    lines = [
        f"quiet: {len(found)} claims in {len(documents)} reports of {words} words,"
        f" {1000 * len(found) / words:.2f} a thousand words"
    ]
    return "\n".join(lines + [_told(document, claim) for document, claim in found] if errors else lines)


def _told(document: Document, claim: Claim) -> str:
    evidence = " ".join(claim.evidence.text(document.text).split())
    parties = f"{_names(claim.actors)} -> {_names(claim.recipients)}"
    return f"  {document.id} {'/'.join((claim.type, *claim.modes))} ({claim.frame}) {parties}: {evidence}"


def _names(entities: tuple[Entity, ...]) -> str:
    return "; ".join(f"{e.text} [{' '.join((e.country or '?', *e.sectors))}]" for e in entities) or "-"
