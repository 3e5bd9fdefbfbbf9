"""Write a small codebook that works, as a start for one of a user's own."""

from __future__ import annotations

import json
from pathlib import Path

from demarche.errors import OutputError

STARTER = Path(__file__).resolve().parent.parent / "data" / "starter"


def write_starter(folder: Path, name: str | None = None) -> str:
    """Write the starter codebook into a new or empty folder, under `name` (default: the folder's); return what to do.

    Raises:
        OutputError: the folder is not empty, is a file, or cannot be written.
    """
    if folder.is_file():
        raise OutputError(f"{folder}: is a file. Name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(
            f"{folder}: the folder is not empty. Name a new one, or an empty one: nothing is overwritten."
        )
    title = name or folder.resolve().name
    try:
        for source in sorted(STARTER.rglob("*.toml")):
            target = folder / source.relative_to(STARTER)
            target.parent.mkdir(parents=True, exist_ok=True)
            # JSON's strings are TOML's: a name may hold quotation marks.
            content = source.read_text(encoding="utf-8").replace("{name}", json.dumps(title, ensure_ascii=False))
            target.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({error.strerror or error}). Check the folder's permissions, or name another"
            " place."
        ) from error
    return _NEXT.format(folder=folder, title=title)


_NEXT = """\
{folder}: the codebook «{title}», one type, STRIKE, with two frames, two examples and a near miss.

Next
  demarche codebook check {folder}
  demarche codebook explain --codebook {folder}
  demarche code --codebook {folder} REPORTS

{folder}/events/strike.toml says what each key means. Change it, and write a file beside it for each type."""
