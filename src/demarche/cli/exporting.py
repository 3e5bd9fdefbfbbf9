"""The command that writes a store's claims in the forms of other data sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from demarche.cli.filters import filter_options, make_filter
from demarche.cli.options import fail
from demarche.errors import DemarcheError, OutputError


class FormatName(click.ParamType[str]):
    """The name of a form that claims can be written in."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, or fail with the names that are right."""
        from demarche.export.formats import find_format

        try:
            return find_format(value).name
        except OutputError as error:
            self.fail(str(error), param, ctx)


@click.command("export")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=FormatName(),
    required=True,
    metavar="FORMAT",
    help="jsonl, csv, parquet, plover, polecat, icews, gdelt, acled, ucdp or jsonld.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write."
)
@click.option("--no-text", is_flag=True, help="Leave words of the text out: offsets and digests stay.")
@filter_options
def export_command(store: Path, format_: str, output: Path, no_text: bool, **filters: Any) -> None:
    """Write the claims of a store in a form that others read.

    The options below the first three choose claims; several values of one option: any of them. What the form has no
    room for is left out, and how many claims and why is told on standard error.
    """
    from demarche.export.formats import open_format
    from demarche.store import Store

    given = make_filter(filters)
    if output.exists() and store.exists() and output.samefile(store):
        raise click.UsageError(f"{output} is the store itself. Name another file.")
    documents = claims = 0
    try:
        with Store.open(store) as opened, open_format(format_, output, text=not no_text) as (write, left):
            for row in opened.rows(given):
                write(row)
                documents += 1
                claims += len(row.claims)
    except DemarcheError as error:
        fail(error)
    lost = sum(left.values())
    click.echo(f"{claims - lost} of {claims} claims of {documents} documents written to {output}", err=True)
    for reason, count in sorted(left.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  left out: {count} ({reason})", err=True)
