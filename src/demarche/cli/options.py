"""What several commands take: days, result files, codebooks, who parses; and how they end with an error."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from demarche.errors import CodebookError, DemarcheError, OutputError

if TYPE_CHECKING:
    from demarche.language.analyzer import Analyzer


class Day(click.ParamType[dt.date]):
    """A day as year, month and day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the date that the words name, or fail with the form that is right."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date. Write year, month and day, as in 2020-09-30.", param, ctx)


def analyzer_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose who parses."""
    from demarche.language.analyzers import ANALYZERS

    chosen = click.option(
        "--analyzer", type=click.Choice(ANALYZERS), default="en", help="Who parses: en (default) or stanza, an extra."
    )
    folder = click.option(
        "--model-dir",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Folder of the models that stanza has downloaded.",
    )
    fast = click.option(
        "--fast", is_flag=True, help="Parse with the smaller English model: for archives, less accurate."
    )
    return chosen(folder(fast(command)))


class Output(click.ParamType[Path]):
    """A result file, whose suffix says its form."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, or fail with the suffixes that are right."""
        from demarche.export.files import check_suffix

        path = Path(value)
        try:
            check_suffix(path)
        except OutputError as error:
            self.fail(str(error), param, ctx)
        return path


class CodebookFolder(click.ParamType[Path]):
    """A codebook: the name of a bundled one, or its folder."""

    name = "codebook"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the codebook's folder, or fail with the names that are right."""
        from demarche.codebook.loading import locate_codebook

        try:
            return locate_codebook(value)
        except CodebookError as error:
            self.fail(str(error), param, ctx)


def codebook_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option that chooses the codebook."""
    return click.option(
        "--codebook",
        type=CodebookFolder(),
        metavar="CODEBOOK",
        help="Code by this codebook, a folder or a bundled one's name, not by PLOVER.",
    )(command)


def entities_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option that brings tables of entities."""
    return click.option(
        "--entities",
        type=click.Path(dir_okay=False, path_type=Path),
        multiple=True,
        metavar="FILE.csv",
        help="A table of entities of your own, which goes before those that ship; may be given several times.",
    )(command)


def fail(error: DemarcheError) -> NoReturn:
    """End the program with an error of its own, told on standard error."""
    click.echo(f"demarche: {error}", err=True)
    sys.exit(1)


def make_chosen_analyzer(name: str, model_dir: Path | None, fast: bool) -> Analyzer:
    """Return the analyzer that was asked for, or tell the misuse."""
    from demarche.language.analyzers import make_analyzer

    if model_dir is not None and name != "stanza":
        raise click.UsageError("--model-dir is for --analyzer stanza: the English model is a package.")
    if fast and name != "en":
        raise click.UsageError("--fast is for --analyzer en: it takes the smaller of its two models.")
    return make_analyzer(name, model_dir, fast=fast)
