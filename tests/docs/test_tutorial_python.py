"""What the Python tutorial shows is what its code prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.update_api_tutorial import TUTORIAL, walk


def test_the_python_tutorial_is_what_its_code_prints(tmp_path: Path) -> None:
    """Run from an empty folder, each block prints what stands below it."""
    pytest.importorskip("pandas")
    for block, printed in walk(TUTORIAL.read_text(encoding="utf-8"), tmp_path):
        assert (block["shown"] or "") == printed, "python tools/update_api_tutorial.py brings the tutorial up to date"
