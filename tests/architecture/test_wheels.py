"""The built wheels install with plain pip and work."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from demarche.records import decode

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the wheels of the three packages, as they would be released."""
    folder = tmp_path_factory.mktemp("wheels")
    for project in (ROOT, ROOT / "packages" / "demarche-en", ROOT / "packages" / "demarche-places"):
        _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=project)
    return {path.name.partition("-")[0]: path for path in folder.glob("*.whl")}


def _run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    run = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize(
    ("package", "folder"),
    [
        ("demarche", ROOT / "src"),
        ("demarche_en", ROOT / "packages" / "demarche-en" / "src"),
        ("demarche_places", ROOT / "packages" / "demarche-places" / "src"),
    ],
    ids=["demarche", "demarche-en", "demarche-places"],
)
def test_a_wheel_holds_all_files_of_its_package(wheels: dict[str, Path], package: str, folder: Path) -> None:
    """Code, codebooks, reference data, model and places are in the wheel, with licence and mark of types."""
    tracked = _run("git", "ls-files", package, cwd=folder).splitlines()
    with zipfile.ZipFile(wheels[package]) as archive:
        held = set(archive.namelist())

    assert [name for name in tracked if name not in held] == []
    assert f"{package}/py.typed" in held
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_wheels_install_with_pip_into_an_empty_environment_and_code_a_report(
    wheels: dict[str, Path], tmp_path: Path
) -> None:
    """In an environment with nothing but the wheels and what they ask for, a report is coded."""
    _run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    bin = tmp_path / "env" / "bin"
    _run(bin / "python", "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", *wheels.values(), cwd=tmp_path)

    _run(bin / "demarche", "code", ROOT / "examples" / "envoys-expelled.json", "-o", "claims.jsonl", cwd=tmp_path)

    reading = decode((tmp_path / "claims.jsonl").read_bytes())
    assert reading.problem is None
    assert "SANCTION" in {claim.type for claim in reading.claims}
    assert _run(bin / "python", "-m", "demarche", "--version", cwd=tmp_path).startswith("demarche ")
