"""Load a codebook's folder and report every fault with file, line and remedy."""

from __future__ import annotations

import functools
from pathlib import Path

from demarche.codebook.building import Builder
from demarche.codebook.schema import Codebook
from demarche.codebook.sources import Source, expand_classes, join_classes, listed
from demarche.errors import CodebookError

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "codebooks"


def load_codebook(folder: Path | None = None) -> Codebook:
    """Load the codebook in `folder` (default: the bundled PLOVER codebook).

    Raises:
        CodebookError: something in the folder is wrong; it lists every fault with its file and line.
    """
    codebook, faults = read_codebook(folder or BUNDLED / "plover")
    if faults:
        raise CodebookError(faults)
    assert codebook is not None
    return codebook


@functools.cache
def load_bundled(name: str = "plover") -> Codebook:
    """Load a bundled codebook once."""
    return load_codebook(BUNDLED / name)


def read_codebook(folder: Path) -> tuple[Codebook | None, tuple[str, ...]]:
    """Read a codebook's folder: (codebook or None, faults)."""
    faults: list[str] = []
    if not folder.is_dir():
        return None, (f"{folder}: not a folder. Name the folder that holds codebook.toml and events/.",)
    main = Source(folder / "codebook.toml", folder, faults)
    sources = [Source(path, folder, faults) for path in sorted((folder / "events").glob("*.toml"))]
    if not sources:
        faults.append("events/: no event type there. Write one file for each type: see docs/codebook.md.")
    if faults:
        return None, tuple(faults)
    raw = join_classes([main, *(Source(path, folder, faults) for path in sorted(folder.glob("classes*.toml")))])
    builder = Builder(faults, expand_classes(raw, faults))
    builder.compose = {
        name: {k: str(v) for k, v in table.items()} for name, table in main.table.get("compose", {}).items()
    }
    names = [str(source.table.get("type", "")) for source in sources]
    builder.types = {name: frozenset(s.table.get("modes", {})) for name, s in zip(names, sources, strict=True)}
    operators = tuple(
        builder.frame(main, "operators", i, row, "") for i, row in enumerate(main.table.get("operators", []))
    )
    types = tuple(builder.event_type(source) for source in sources)
    contexts = tuple(builder.contexts(folder))
    for key in ("name", "version"):
        if not isinstance(main.table.get(key), str):
            main.fault(f"'{key}' is missing or no string. Give the codebook a {key}.")
    for name, table in builder.compose.items():
        for event_type, mode in table.items():
            if event_type != "*" and event_type.partition("/")[0] not in builder.types:
                main.fault(
                    f"compose.{name} names the type '{event_type}', which has no file. Types: {listed(names)}.",
                    f"compose.{name}",
                )
            elif not isinstance(mode, str):
                main.fault(f"compose.{name}.{event_type} must be the name of a mode.", f"compose.{name}")
    if faults:
        return None, tuple(faults)
    return Codebook(
        name=main.table["name"],
        version=main.table["version"],
        types=types,
        operators=operators,
        compose=tuple((name, tuple(table.items())) for name, table in builder.compose.items()),
        classes=tuple(builder.classes.items()),
        contexts=contexts,
    ), ()
