"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.M | re.S)
SHELL = [content.strip() for language, content in BLOCKS if language == "sh"]
PYTHON = [content for language, content in BLOCKS if language == "python"]


def _run(*arguments: str) -> str:
    environment = {**os.environ, "COLUMNS": "80", "PYTHONWARNINGS": "error"}
    run = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def _demarche(command: str) -> str:
    _, *arguments = shlex.split(command)
    return _run("-m", "demarche", *arguments)


def test_ci_runs_the_second_command() -> None:
    """The command that passes the tests is the one that CI calls."""
    assert SHELL[1].endswith("&& .venv/bin/pytest")
    assert f"    {SHELL[1]}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_both_commands_set_up_alike() -> None:
    """The two commands differ only in the tools for tests and in what they run."""
    setup = SHELL[0].rpartition(" && ")[0]

    assert SHELL[1] == f"{setup} --group dev && .venv/bin/pytest"


def test_the_first_command_reads_the_example_reports() -> None:
    """What the first command runs after the set-up shows claims of every example."""
    shown = _demarche(SHELL[0].rpartition(" && ")[2])

    for report in ("border-shelling", "envoys-expelled", "teachers-march", "ten-day-truce"):
        assert f"{report} ·" in shown
    assert "not read" not in shown


def test_the_example_is_the_output_of_its_command() -> None:
    """The example is the beginning of what its command prints, 80 columns wide."""
    (console,) = [content for language, content in BLOCKS if language == "console"]
    command, _, expected = console.removeprefix("$ ").partition("\n")

    shown = "".join(f"{line.rstrip()}\n" for line in _demarche(command).splitlines())

    assert shown[: len(expected)] == expected, "python tools/update_readme.py brings the README up to date"


@pytest.mark.parametrize("code", PYTHON)
def test_python_code_runs(code: str) -> None:
    """Each piece of Python in the README runs without a warning and prints something."""
    assert _run("-c", code).strip()
