"""Walk through the tutorial and put the present output of its commands into it: `python tools/update_tutorial.py`.

Three things in docs/tutorial-codebook.md are acted on, in their order: a block after «Write `FILE`:» or «Add to
`FILE`:» is written or appended; a `diff` block after «Change in `FILE`:» is applied; each `$ demarche …` of a `console`
block is run in the same folder, 80 columns wide.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from pathlib import Path

TUTORIAL = Path(__file__).resolve().parent.parent / "docs" / "tutorial-codebook.md"
BLOCK = re.compile(
    r"(?:(?P<act>Write|Add to|Change in) `(?P<file>[^`\n]+)`[^\n]*:\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$",
    re.M | re.S,
)


def walk(text: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Do in `folder` what the tutorial says; yield each console block as it stands and as it should stand."""
    for block in BLOCK.finditer(text):
        if block["kind"] == "console":
            commands = re.findall(r"^\$ (.+)$", block["body"], re.M)
            yield block["body"], "".join(f"$ {command}\n{run(command, folder)}" for command in commands)
        elif block["act"] is not None:
            _write(block["act"], folder / block["file"], block["body"])


def run(command: str, folder: Path) -> str:
    """Return what a demarche command prints, run in `folder`, 80 columns wide."""
    from click.testing import CliRunner

    from demarche.cli import main

    _, *arguments = shlex.split(command)
    with _columns("80"), contextlib.chdir(folder):
        result = CliRunner().invoke(main, arguments, prog_name="demarche", catch_exceptions=False)
    return "".join(f"{line.rstrip()}\n" for line in result.output.rstrip().splitlines())


def _write(act: str, path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if act == "Change in":
        content = path.read_text(encoding="utf-8")
        old = "".join(f"{line[1:]}\n" for line in body.splitlines() if line[:1] in ("-", " "))
        new = "".join(f"{line[1:]}\n" for line in body.splitlines() if line[:1] in ("+", " "))
        if content.count(old) != 1:
            raise ValueError(f"{path.name}: the lines to change stand there {content.count(old)} times:\n{old}")
        body = content.replace(old, new)
    elif act == "Add to":
        body = f"{path.read_text(encoding='utf-8')}\n{body}"
    path.write_text(body, encoding="utf-8")


@contextlib.contextmanager
def _columns(width: str) -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = width
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


def main() -> None:
    """Write the outputs of today into the tutorial."""
    text = TUTORIAL.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for shown, real in tuple(walk(text, Path(folder))):
            text = text.replace(f"```console\n{shown}```", f"```console\n{real}```", 1)
    TUTORIAL.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
