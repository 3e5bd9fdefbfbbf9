"""The other commands."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

import demarche
from demarche.cli import main
from demarche.errors import CodebookError
from demarche.records import json_schema


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="demarche", catch_exceptions=False)


def test_schema_prints_the_schema_of_a_record() -> None:
    """`demarche schema` prints the JSON Schema that is made from the code."""
    assert json.loads(_run("schema").stdout) == json_schema()


def test_version_is_that_of_the_package() -> None:
    """`demarche --version` prints the version of the package."""
    assert _run("--version").stdout == f"demarche {demarche.__version__}\n"


def test_explain_prints_what_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """`demarche explain` hands sentence and date on and prints the answer."""
    _replace(monkeypatch, "explain", "explain", lambda text, published, _: f"{text} on {published!r}\n")

    result = _run("explain", "Troops left.", "--published", "2026-05-12")

    assert result.stdout == f"Troops left. on {dt.date(2026, 5, 12)!r}\n"


def test_explain_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` stands for the text that comes in."""
    _replace(monkeypatch, "explain", "explain", lambda text, published, _: f"{text}on {published!r}\n")

    result = CliRunner().invoke(main, ["explain", "-"], input="Troops left.\nThey are back.\n")

    assert result.stdout == "Troops left.\nThey are back.\non None\n"


class _Report:
    def __init__(self, ok: bool) -> None:
        self.ok = ok

    def __str__(self) -> str:
        return "2 examples, all right" if self.ok else "1 of 2 examples fails"


@pytest.mark.parametrize(
    ("ok", "code", "shown"),
    [(True, 0, "2 examples, all right\n"), (False, 1, "1 of 2 examples fails\n")],
    ids=["right", "wrong"],
)
def test_codebook_check_prints_the_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ok: bool, code: int, shown: str
) -> None:
    """`demarche codebook check` prints the report and exits with 1 where an example fails."""
    _replace(monkeypatch, "evaluate", "check_codebook", lambda folder, *, frozen, live: _Report(ok))

    result = _run("codebook", "check", str(tmp_path))

    assert (result.exit_code, result.stdout) == (code, shown)


def test_codebook_check_prints_every_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A codebook that cannot be loaded shows all its faults and exits with 1."""

    def refuse(_: Path, *, frozen: bool, live: bool) -> None:
        raise CodebookError(("a.toml:1: one", "b.toml:2: two"))

    _replace(monkeypatch, "evaluate", "check_codebook", refuse)

    result = _run("codebook", "check", str(tmp_path))

    assert (result.exit_code, result.stderr) == (1, "demarche: a.toml:1: one\nb.toml:2: two\n")


@pytest.mark.parametrize(
    ("options", "out", "overwrite"),
    [((), "parses", False), (("--out", "kept", "--all"), "kept", True)],
    ids=["beside the codebook", "elsewhere, all"],
)
def test_codebook_freeze_prints_what_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: tuple[str, ...], out: str, overwrite: bool
) -> None:
    """`demarche codebook freeze` writes beside the codebook or where it is told, and prints the report."""

    def freeze(folder: Path, target: Path, _: object, *, overwrite: bool) -> str:
        return f"{folder == tmp_path} {target.name} {overwrite}"

    _replace(monkeypatch, "freezing", "freeze_parses", freeze)

    result = _run("codebook", "freeze", str(tmp_path), *options)

    assert (result.exit_code, result.stdout) == (0, f"True {out} {overwrite}\n")


def _replace(monkeypatch: pytest.MonkeyPatch, module: str, name: str, function: object) -> None:
    stand_in = ModuleType(f"demarche.{module}")
    vars(stand_in)[name] = function
    monkeypatch.setitem(sys.modules, f"demarche.{module}", stand_in)
    monkeypatch.setitem(vars(demarche), module, stand_in)
