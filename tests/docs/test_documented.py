"""What the docs say is what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from demarche.cli import main
from demarche.export.csv import COLUMNS
from demarche.records import json_schema

DOCS = Path(__file__).parents[2] / "docs"
ROWS: dict[str, Any] = json_schema()["$defs"]


def _section(page: str, heading: str) -> str:
    """Return the part of a page below the heading, up to the next one."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, f"docs/{page} has no heading «## {heading}»"
    return found[1]


def _commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix} {name}")
        else:
            usage = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
            yield " ".join([prefix, name, *usage]), command


COMMANDS = dict(_commands(main, "demarche"))


@pytest.mark.parametrize("name", ROWS)
def test_every_field_of_the_record_is_documented_as_the_schema_describes_it(name: str) -> None:
    """Each part of the record has a table of its fields in docs/record.md, word for word as in the schema."""
    fields = ROWS[name]["properties"].items()
    table = "| key | holds |\n|---|---|\n" + "".join(f"| `{key}` | {rule['description']} |\n" for key, rule in fields)

    section = _section("record.md", name.removesuffix("Row"))

    assert section.strip() == f"{ROWS[name]['description']}\n\n{table}".strip()


def test_every_column_of_the_csv_is_documented() -> None:
    """The table of columns in docs/record.md is that of the code."""
    table = "".join(f"| `{name}` | {gloss} |\n" for name, gloss in COLUMNS)

    assert table in _section("record.md", "CSV")


def test_every_standing_is_documented() -> None:
    """The standings in docs/record.md are those that a record may hold."""
    allowed = ROWS["ClaimRow"]["properties"]["standing"]["enum"]

    assert sorted(re.findall(r"^\| `(\w+)` \|", _section("record.md", "Standing"), re.M)) == sorted(allowed)


@pytest.mark.parametrize(("usage", "command"), COMMANDS.items(), ids=COMMANDS)
def test_every_command_is_documented_with_its_options(usage: str, command: click.Command) -> None:
    """Each command has a heading in docs/commands.md, and below it each of its options."""
    section = _section("commands.md", f"`{usage}`")

    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for name in parameter.opts:
                assert f"`{name}" in section


def test_no_command_is_documented_that_is_not_there() -> None:
    """Every heading of docs/commands.md is a command."""
    text = (DOCS / "commands.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^## `(.+)`$", text, re.M)) == {*COMMANDS, "demarche --version"}


def test_links_between_the_docs_lead_somewhere() -> None:
    """Every relative link in the docs and the README names a file that is there."""
    root = DOCS.parent
    for page in (*DOCS.rglob("*.md"), root / "README.md", root / "examples" / "README.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(root)} links to {target}"
