"""Put the present output of the README's example into the README: `python tools/update_readme.py`.

The example keeps its command and the number of claims that it shows.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)^```$", re.M | re.S)
CARD = re.compile(r"^ ?\d+  [A-Z]", re.M)


def main() -> None:
    """Run the command of the example, 80 columns wide, and write its first claims where the earlier ones stand."""
    text = README.read_text(encoding="utf-8")
    block = BLOCK.search(text)
    if block is None:
        sys.exit("README.md: has no block «console» that begins with «$ command». Add one.")
    shown = len(CARD.findall(block["output"]))
    command = [sys.executable, "-m", *shlex.split(block["command"])]
    run = subprocess.run(
        command, cwd=README.parent, env={**os.environ, "COLUMNS": "80"}, capture_output=True, text=True, check=True
    )
    output = "\n".join(line.rstrip() for line in run.stdout.splitlines())
    starts = [match.start() for match in CARD.finditer(output)]
    kept = output[: starts[shown]] if shown < len(starts) else output
    text = f"{text[: block.start('output')]}{kept.rstrip()}\n{text[block.end('output') :]}"
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
