"""Put what is read of the examples in docs/standing.md below each of them: `python tools/update_standing.py`.

An example is a heading «### 7. …», a quotation with the report, and a table of its claims.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from demarche.model import Claim, Document
from demarche.pipeline import Coder

PAGE = Path(__file__).resolve().parent.parent / "docs" / "standing.md"
PUBLISHED = dt.date(2026, 11, 30)
EXAMPLE = re.compile(r"^### (?P<title>\d+\. .*)\n\n(?P<report>(?:> .*\n)+)\n(?P<table>(?:\|.*\n)*)", re.M)
HEAD = "| event | standing | auxiliary modes | voices, innermost first | publisher |\n|---|---|---|---|---|\n"


def read_examples(page: str) -> Iterator[tuple[str, str, str]]:
    """Yield each example's title, the table below it, and the table as it should be."""
    coder = Coder()
    for example in EXAMPLE.finditer(page):
        text = " ".join(line.removeprefix("> ") for line in example["report"].splitlines())
        reading = coder.read(Document(id="example", text=text, published=PUBLISHED))
        yield example["title"], example["table"], HEAD + "".join(map(_row, reading.claims))


def _row(claim: Claim) -> str:
    voices = "; ".join(f"{v.source.text} ({v.stance}, {v.factuality})" for v in claim.attribution)
    event = " ".join((claim.type, *claim.modes))
    return f"| {event} | {claim.standing} | {', '.join(claim.aux) or '–'} | {voices or '–'} | {claim.factuality} |\n"


def main() -> None:
    """Bring every table of the page up to date."""
    page = PAGE.read_text(encoding="utf-8")
    tables = iter([real for _, _, real in read_examples(page)])
    PAGE.write_text(EXAMPLE.sub(lambda found: found[0].removesuffix(found["table"]) + next(tables), page), "utf-8")


if __name__ == "__main__":
    main()
