"""What does not parse loads no parser."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "thinc", "numpy", "rich.console", "charset_normalizer", "demarche.pipeline")


def _loaded(code: str) -> list[str]:
    """Run the code in a fresh interpreter and return which heavy modules it loaded."""
    script = f"import sys\n{code}\nsys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return run.stderr.split()


@pytest.mark.parametrize(
    "code",
    [
        "import demarche; demarche.__version__; demarche.Document",
        "import demarche; demarche.load",
        "import demarche.records",
        "import demarche.export",
        "from demarche.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit: pass",
        "from demarche.cli import main\ntry:\n    main(['code', '--help'])\nexcept SystemExit: pass",
        "from demarche.cli import main\ntry:\n    main(['schema'])\nexcept SystemExit: pass",
    ],
    ids=["the package", "readers", "records", "exports", "--help", "code --help", "schema"],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    """Importing the package, opening kept data and asking for help load neither parser nor pipeline."""
    assert _loaded(code) == []
