"""What the tutorial shows is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.update_tutorial import TUTORIAL, walk


@pytest.mark.slow
def test_the_tutorial_is_what_its_commands_print(tmp_path: Path) -> None:
    """Followed from an empty folder, each command of the tutorial prints what stands below it."""
    for shown, real in walk(TUTORIAL.read_text(encoding="utf-8"), tmp_path):
        assert shown == real, "python tools/update_tutorial.py brings the tutorial up to date"
