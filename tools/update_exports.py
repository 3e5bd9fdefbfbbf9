"""Write the tables of docs/exports.md from the code: `python tools/update_exports.py`.

Between «<!-- formats -->» and «<!-- end -->» stands what is made; the rest of the page is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from demarche.export.cameo import quad_class
from demarche.export.formats import FORMATS, Format
from demarche.reference.codes import cameo_events, events, sectors

PAGE = Path(__file__).resolve().parent.parent / "docs" / "exports.md"
MADE = re.compile(r"(?<=<!-- formats -->\n).*(?=<!-- end -->)", re.S)


def make_tables() -> str:
    """Return what stands between the marks: the forms, each with its columns, and the tables of codes."""
    return "\n".join((*_formats(), *_codes())) + "\n"


def _formats() -> Iterator[str]:
    yield "| format | holds | columns |"
    yield "|---|---|---|"
    for format in FORMATS.values():
        yield f"| `{format.name}` | {format.gloss} | {_count(format)} |"
    for format in FORMATS.values():
        yield f"\n## {format.name}\n\n{format.notes}"
        if format.columns:
            yield "\n| column | filled with |"
            yield "|---|---|"
            yield from (f"| `{column.name}` | {_cell(column.note)} |" for column in format.columns)


def _count(format: Format) -> str:
    empty = sum(column.fill is None for column in format.columns)
    if not format.columns:
        return "see [the record](record.md)"
    return (
        f"{len(format.columns)}, of which {empty} {'stays' if empty == 1 else 'stay'} empty"
        if empty
        else f"{len(format.columns)}"
    )


def _codes() -> Iterator[str]:
    yield "\n## Events\n"
    yield "| PLOVER, or CAMEO's root | CAMEO | name | Goldstein | quad | ACLED event type | sub-event type |"
    yield "|---|---|---|---|---|---|---|"
    for (type_, mode), codes in events().items():
        event = cameo_events()[codes.cameo]
        scale = "" if event.goldstein is None else f"{event.goldstein:g}"
        name = f"{type_}/{mode}" if mode else type_
        yield (
            f"| {name} | {event.code} | {event.name} | {scale} | {quad_class(event)} | {codes.acled_event} |"
            f" {codes.acled_sub_event} |"
        )
    yield "\n## Sectors\n"
    yield "| PLOVER | meaning | CAMEO and GDELT | ICEWS | ACLED inter |"
    yield "|---|---|---|---|---|"
    for sector in sectors().values():
        yield f"| {sector.sector} | {sector.gloss} | {sector.cameo} | {sector.icews} | {sector.acled} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Bring the page up to date."""
    PAGE.write_text(MADE.sub(lambda _: make_tables(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
