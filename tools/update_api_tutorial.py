"""Run the code of the Python tutorial and put what it prints below it: `python tools/update_api_tutorial.py`.

The `python` blocks of docs/tutorial-python.md are run one after another in one folder and one namespace; what a block
prints stands in the `text` block right behind it.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TUTORIAL = Path(__file__).resolve().parent.parent / "docs" / "tutorial-python.md"
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```\n)?", re.M | re.S)


def walk(text: str, folder: Path) -> Iterator[tuple[re.Match[str], str]]:
    """Run each block of code in `folder`; yield its match and what it prints."""
    names: dict[str, Any] = {"__name__": "tutorial"}
    with contextlib.chdir(folder):
        for block in BLOCK.finditer(text):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(block["code"], TUTORIAL.name, "exec"), names)
            yield block, "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())


def main() -> None:
    """Write the tutorial anew with what its code prints now."""
    text = TUTORIAL.read_text(encoding="utf-8")
    parts, at = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for block, printed in walk(text, Path(folder)):
            shown = f"\n```text\n{printed}```\n" if printed else ""
            parts += [text[at : block.start()], f"```python\n{block['code']}```\n", shown]
            at = block.end()
    TUTORIAL.write_text("".join(parts) + text[at:], encoding="utf-8")


if __name__ == "__main__":
    main()
