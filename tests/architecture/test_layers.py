"""Each layer imports only from those below it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_every_import_contract_is_kept() -> None:
    """import-linter finds no import that goes against the layers, and no module without a place in them."""
    linter = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("library", "module"),
    [("spacy", "language/english.py"), ("stanza", "language/stanza.py"), ("torch", "language/stanza.py")],
)
def test_only_its_analyzer_imports_a_parser(library: str, module: str) -> None:
    """Each parser is known to one module; all others know the protocol."""
    package = ROOT / "src" / "demarche"
    importing = [
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        if re.search(rf"^\s*(?:import|from) {library}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert importing == [module]
