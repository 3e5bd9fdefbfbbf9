"""Load a codebook's folder and report every fault with file, line and remedy."""

from __future__ import annotations

import functools
from pathlib import Path

from demarche.codebook.building import joined_by_id
from demarche.codebook.building_contexts import ContextBuilder
from demarche.codebook.mapping import Derivation
from demarche.codebook.schema import Codebook
from demarche.codebook.sources import Source, expand_classes, join_classes, listed
from demarche.errors import CodebookError

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "codebooks"
COMPOSITION = BUNDLED / "composition.toml"  # the forms and operators that all codebooks share


def bundled_names() -> tuple[str, ...]:
    """Return the names of the bundled codebooks, in order."""
    return tuple(sorted(path.parent.name for path in BUNDLED.glob("*/codebook.toml")))


def locate_codebook(name: str | Path) -> Path:
    """Return the folder of a codebook: the name of a bundled one goes before a folder of that name.

    Raises:
        CodebookError: it is neither; the text lists the bundled ones.
    """
    if str(name) in bundled_names():
        return BUNDLED / str(name)
    folder = Path(name)
    if folder.is_dir():
        return folder
    what = "a file, not a folder" if folder.exists() else "not a folder, nor the name of a bundled codebook"
    raise CodebookError(
        (
            f"{name}: {what}. Name the folder that holds codebook.toml and events/, or one of the bundled codebooks:"
            f" {listed(bundled_names())}.",
        )
    )


def load_codebook(codebook: str | Path | None = None) -> Codebook:
    """Load a codebook, given by the name of a bundled one or its folder (default: PLOVER).

    Raises:
        CodebookError: something in the folder is wrong; it lists every fault with its file and line.
    """
    folder = locate_codebook(codebook or "plover")
    if folder.parent == BUNDLED:
        return load_bundled(folder.name)
    return _load(folder)


@functools.cache
def load_bundled(name: str = "plover") -> Codebook:
    """Load a bundled codebook once."""
    return _load(BUNDLED / name)


def _load(folder: Path) -> Codebook:
    codebook, faults = read_codebook(folder)
    if faults:
        raise CodebookError(faults)
    assert codebook is not None
    return codebook


def read_codebook(folder: Path) -> tuple[Codebook | None, tuple[str, ...]]:
    """Read a codebook's folder: (codebook or None, faults).

    1. The files; 2. the base, where the codebook is made from another; 3. classes, types and operators; 4. what ties
    them together.
    """
    # 1.
    faults: list[str] = []
    if not folder.is_dir():
        return None, (f"{folder}: not a folder. Name the folder that holds codebook.toml and events/.",)
    main = Source(folder / "codebook.toml", folder, faults)
    sources = [Source(path, folder, faults) for path in sorted((folder / "events").glob("*.toml"))]
    if not sources and not main.table.get("keep"):
        faults.append("events/: no event type there. Write one file for each type: see docs/codebook.md.")
    if faults:
        return None, tuple(faults)
    # 2.
    base = _base(main, folder)
    if faults:
        return None, tuple(faults)
    # 3.
    raw = join_classes([main, *(Source(path, folder, faults) for path in sorted(folder.glob("classes*.toml")))])
    builder = ContextBuilder(faults, expand_classes(raw, faults, dict(base.classes) if base else {}))
    builder.compose = {name: dict(table) for name, table in base.compose} if base else {}
    builder.compose |= {
        name: {k: str(v) for k, v in table.items()} for name, table in main.table.get("compose", {}).items()
    }
    names = [str(source.table.get("type", "")) for source in sources]
    builder.types = {name: frozenset(s.table.get("modes", {})) for name, s in zip(names, sources, strict=True)}
    derivation = None if base is None else Derivation(base, main, sources, builder)
    if derivation is not None:
        builder.base_types = {t.name: frozenset(m.name for m in t.modes) for t in derivation.base.types}
        for kept in derivation.kept():
            if kept.name in builder.types:
                main.fault(f"'keep' keeps {kept.name}, which has a file here too. Take one away.", key="keep")
            builder.types[kept.name] = builder.base_types[kept.name]
    operators, forms = builder.operators(main), builder.forms(main)
    if base is None:  # else the base has them
        shared = Source(COMPOSITION, COMPOSITION.parent, faults)
        operators = joined_by_id(builder.operators(shared), operators)
        forms = joined_by_id(builder.forms(shared), forms)
    types = tuple(builder.event_type(source) for source in sources)
    contexts, subjects = builder.contexts(folder), builder.subjects(folder)
    # 4.
    for key in ("name", "version"):
        if not isinstance(main.table.get(key), str):
            main.fault(f"'{key}' is missing or no string. Give the codebook a {key}.")
    for name, table in builder.compose.items():
        for event_type, mode in table.items():
            if event_type not in ("*", "not") and event_type.partition("/")[0] not in builder.frame_types:
                main.fault(
                    f"compose.{name} names the type '{event_type}', which has no file. Types: {listed(names)}.",
                    f"compose.{name}",
                )
            elif not isinstance(mode, str):
                main.fault(f"compose.{name}.{event_type} must be the name of a mode.", f"compose.{name}")
    rules = derivation.rules(types) if derivation is not None else ()
    if faults:
        return None, tuple(faults)
    codebook = Codebook(
        name=main.table["name"],
        version=main.table["version"],
        types=types,
        operators=operators,
        forms=forms,
        compose=tuple((name, tuple(table.items())) for name, table in builder.compose.items()),
        classes=tuple(builder.classes.items()),
        contexts=contexts,
        subjects=subjects,
    )
    return (codebook if derivation is None else derivation.derive(codebook, rules)), ()


def _base(main: Source, folder: Path) -> Codebook | None:
    """Return the codebook that this one is made from, or None; a fault is noted where it cannot be."""
    name = main.table.get("base")
    if name is None:
        for key in ("keep", "leave_out"):
            if key in main.table:
                main.fault(f"'{key}' needs a base. Name it, as in: base = \"plover\".", key=key)
        return None
    if not isinstance(name, str):
        main.fault("'base' must be the name of a bundled codebook or a folder.", key="base")
        return None
    try:
        base = load_codebook(name if name in bundled_names() else folder / name)
    except CodebookError as error:
        main.fault(f"the base cannot be loaded: {error}", key="base")
        return None
    if base.rules:
        main.fault(f"the base {base.label} is made from another codebook itself. Name that one.", key="base")
        return None
    return base
