"""Turn the files of a codebook's contexts into their frozen form, noting every fault."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demarche.codebook.building import Builder
from demarche.codebook.schema import Constraint, Context, Evidence, Example
from demarche.codebook.sources import Source, listed

CONTEXT_KEYS = frozenset(
    [
        "context",
        "definition",
        "bounds",
        "clause",
        "sentence",
        "actors",
        "recipients",
        "events",
        "between",
        "unless",
        "examples",
        "near_misses",
    ]
)
EVIDENCE_KEYS = frozenset({"words", "verbs"})
ROW_KEYS = frozenset({"text", "why", "pending"})
EVIDENCE = ("clause", "sentence", "actors", "recipients", "events", "between")


class ContextBuilder(Builder):
    """Builds contexts beside event types, with the same classes of words and the same types."""

    def contexts(self, folder: Path) -> tuple[Context, ...]:
        """Return the contexts of the codebook in `folder`, which may have none."""
        if (folder / "contexts.toml").exists():
            self.faults.append(
                "contexts.toml: contexts stand in files of their own."
                " Write contexts/<name>.toml for each, then delete it."
            )
        paths = sorted((folder / "contexts").glob("*.toml"))
        return tuple(self.context(Source(path, folder, self.faults)) for path in paths)

    def context(self, source: Source) -> Context:
        """Return the context that a file describes."""
        table = source.table
        for key in table.keys() - CONTEXT_KEYS:
            place = key if isinstance(table[key], dict) else ""
            source.fault(f"unknown key '{key}'. Known: {listed(CONTEXT_KEYS)}.", place, 0, key)
        name = table.get("context")
        if not isinstance(name, str) or not name:
            source.fault("'context' is missing. Name the context in small letters.", "", 0, "context")
            name = "?"
        if not str(table.get("definition", "")).strip():
            source.fault("'definition' is missing. Say in a sentence what the context covers.", "", 0, "definition")
        if not any(table.get(key) for key in EVIDENCE):
            source.fault(f"no evidence. Give at least one of: {listed(EVIDENCE)}.")
        clause, sentence = self._evidence(source, "clause"), self._evidence(source, "sentence")
        examples, misses = self._rows(source, "examples", name), self._rows(source, "near_misses", name)
        if not examples:
            source.fault("no [[examples]]. No context without an example: add at least one.")
        if not misses:
            source.fault("no [[near_misses]]. No context without a near miss: add an event that is not of it.")
        return Context(
            name=name,
            definition=str(table.get("definition", "")).strip(),
            bounds=self.strings(source, table.get("bounds", []), "", 0, "bounds"),
            clause=clause,
            sentence=sentence,
            actors=self._sectors(source, "actors"),
            recipients=self._sectors(source, "recipients"),
            events=self._forms(source, table.get("events", []), "", "events"),
            between=self._forms(source, table.get("between", []), "", "between"),
            unless=self._unless(source, clause.words | clause.verbs | sentence.words | sentence.verbs),
            examples=examples,
            near_misses=misses,
        )

    def _table(self, source: Source, key: str) -> dict[str, Any]:
        rows = source.table.get(key, {})
        if isinstance(rows, dict):
            return rows
        source.fault(f"'{key}' must be a table: [{key}].", "", 0, key)
        return {}

    def _evidence(self, source: Source, key: str) -> Evidence:
        rows = self._table(source, key)
        for unknown in rows.keys() - EVIDENCE_KEYS:
            source.fault(f"'{unknown}' is unknown here. Known: {listed(EVIDENCE_KEYS)}.", key, 0, unknown)
        return Evidence(
            words=self.words(source, rows.get("words", []), key, 0, "words"),
            verbs=self.words(source, rows.get("verbs", []), key, 0, "verbs"),
        )

    def _sectors(self, source: Source, key: str) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple(
            (sector, self._forms(source, types, key, sector, any_type=True))
            for sector, types in self._table(source, key).items()
        )

    def _forms(self, source: Source, names: Any, table: str, key: str, *, any_type: bool = False) -> frozenset[str]:
        found = self.strings(source, names, table, 0, key)
        for name in found:
            if any_type and "/" in name:
                source.fault(f"'{name}' has a mode. Name types alone here, or «*» for all.", table, 0, key)
            elif not (any_type and name == "*"):
                self._yield_known(source, name, table, 0, key, self.frame_types)
        return frozenset(found)

    def _unless(self, source: Source, words: frozenset[str]) -> tuple[tuple[str, Constraint], ...]:
        found = []
        for word, others in self._table(source, "unless").items():
            if word != "*" and word not in words:
                source.fault(f"unless names '{word}', which is no word of this context.", "unless", 0, word)
            found.append((word, self._constraint(source, "*", others, "unless", 0, word)))
        return tuple(found)

    def _rows(self, source: Source, table: str, name: str) -> tuple[Example, ...]:
        return tuple(self._row(source, table, i, row, name) for i, row in enumerate(source.table.get(table, [])))

    def _row(self, source: Source, table: str, i: int, row: Mapping[str, Any], name: str) -> Example:
        for key in row.keys() - ROW_KEYS:
            source.fault(f"'{key}' is unknown here. Known: {listed(ROW_KEYS)}.", table, i, key)
        text = row.get("text")
        if not isinstance(text, str) or not text.strip():
            source.fault("needs a 'text'.", table, i)
            text = ""
        if table == "near_misses" and not row.get("why"):
            source.fault("a near miss without 'why'. Say why it is none.", table, i)
        return Example(
            id=f"{name}-{i + 1}" if table == "examples" else f"{name}-miss-{i + 1}",
            type=name,
            text=text,
            marks=(),
            yields=(),
            contexts=(name,) if table == "examples" else (),
            not_contexts=(name,) if table == "near_misses" else (),
            pending=row.get("pending"),
            why=row.get("why"),
            file=source.name,
            line=source.line(table, i),
        )
