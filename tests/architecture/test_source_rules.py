"""Habits that a look at the source can check."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "demarche"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
PURE = {name: path for name, path in MODULES.items() if name.startswith("stages/") or name == "model.py"}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES.values(), ids=MODULES)
def test_only_the_command_line_prints_or_ends_the_program(path: Path) -> None:
    """No module but the command line calls print, input or exit."""
    called = {
        node.func.id for node in ast.walk(_tree(path)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert called & {"print", "input", "exit", "quit", "breakpoint"} == set()


@pytest.mark.parametrize("path", PURE.values(), ids=PURE)
def test_stages_know_no_clock_and_no_network(path: Path) -> None:
    """Stages import nothing that reads the clock, the network, the environment or chance."""
    imported = {
        name.partition(".")[0]
        for node in ast.walk(_tree(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    read_today = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute) and node.attr in _CLOCKS]

    assert imported & {"time", "random", "secrets", "socket", "urllib", "http", "os", "sys", "subprocess"} == set()
    assert read_today == []


_CLOCKS = {"today", "now", "utcnow"}


@pytest.mark.parametrize("path", MODULES.values(), ids=MODULES)
def test_every_module_and_public_name_is_described(path: Path) -> None:
    """Modules, public classes and public functions have docstrings."""
    tree = _tree(path)
    undescribed = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert ast.get_docstring(tree)
    assert undescribed == []


def test_test_files_have_names_of_their_own() -> None:
    """No two test files share a name, so that a failure names one place."""
    names = sorted(path.name for path in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name, following in itertools.pairwise(names) if name == following] == []
