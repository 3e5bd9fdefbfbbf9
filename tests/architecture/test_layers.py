"""Each layer imports only from those below it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_import_contract_is_kept() -> None:
    """import-linter finds no import that goes against the layers, and no module without a place in them."""
    linter = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


def test_only_the_english_analyzer_imports_spacy() -> None:
    """The parser is known to one module; all others know the protocol."""
    package = ROOT / "src" / "demarche"
    importing = [
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        if "import spacy" in (source := path.read_text(encoding="utf-8")) or "from spacy" in source
    ]

    assert importing in ([], ["language/english.py"])
