"""The commands on codebooks: make, show, check, freeze and compare them."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from demarche.cli.options import CodebookFolder, Day, Output, analyzer_options, fail, make_chosen_analyzer
from demarche.errors import DemarcheError


@click.group(name="codebook")
def codebook_group() -> None:
    """Work on codebooks."""


@codebook_group.command(name="new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="Name of the codebook, as it stands in every record (default: DIR's).")
def new(folder: Path, name: str | None) -> None:
    """Write a small codebook that works into the new or empty folder DIR, as a start for one of your own."""
    from demarche.codebook.starter import write_starter

    try:
        click.echo(write_starter(folder, name))
    except DemarcheError as error:
        fail(error)


@codebook_group.command(name="explain")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--codebook", "folder", type=CodebookFolder(), metavar="CODEBOOK", help="Show this one, not PLOVER.")
@click.option("--frame", "frame_id", metavar="ID", help="Show one frame in plain words, with its examples.")
@click.option("--word", metavar="WORD", help="Show which frames a verb, a noun or a phrase can fire.")
def explain(name: str | None, folder: Path | None, frame_id: str | None, word: str | None) -> None:
    """Show what a codebook holds: its types and contexts, or all about one of them, one frame or one word.

    NAME is a type or a context, CODEBOOK a folder or the name of a bundled one.
    """
    from demarche.codebook import describing
    from demarche.codebook.loading import load_codebook, locate_codebook

    if sum(value is not None for value in (name, frame_id, word)) > 1:
        raise click.UsageError("Give a NAME, --frame or --word, not several of them.")
    width = _width()
    try:
        folder = folder or locate_codebook("plover")
        codebook = load_codebook(folder)
        if name is not None:
            text = describing.describe_name(codebook, name, width)
        elif word is not None:
            text = describing.describe_word(codebook, word, width)
        elif frame_id is not None:
            from demarche import evaluate

            frame = describing.find_frame(codebook, frame_id)
            text = describing.describe_frame(
                codebook, frame, evaluate.examples_of_frame(folder, codebook, frame), width
            )
        else:
            text = describing.describe_codebook(codebook, width)
    except DemarcheError as error:
        fail(error)
    click.echo(text, nl=False)


@codebook_group.command(name="diff")
@click.argument("before", metavar="A", type=CodebookFolder())
@click.argument("after", metavar="B", type=CodebookFolder())
@click.argument("paths", nargs=-1, required=True, metavar="REPORTS...")
@click.option(
    "--published", type=Day(), metavar="DATE", help="Publication date of reports that carry none: 2020-09-30."
)
@click.option("-o", "--output", type=Output(), metavar="FILE", help="Write the changes to FILE.jsonl or FILE.csv.")
@analyzer_options
def diff(
    before: Path,
    after: Path,
    paths: tuple[str, ...],
    published: dt.date | None,
    output: Path | None,
    analyzer: str,
    model_dir: Path | None,
    fast: bool,
) -> None:
    """Code the same reports by the codebooks A and B and show which claims change.

    A and B are folders or names of bundled codebooks; REPORTS are files and folders as `demarche code` takes them. Each
    report is parsed once. Without -o the changes are shown in the terminal; the summary always is.
    """
    from demarche import comparing
    from demarche.export import open_rows
    from demarche.model import Document
    from demarche.pipeline import Coder
    from demarche.readers import Problem, load

    parser = make_chosen_analyzer(analyzer, model_dir, fast)
    lost: list[str] = []
    tally = comparing.Tally()

    def documents() -> Iterator[Document]:
        for item in load(paths, published=published, stdin=sys.stdin.buffer):
            if isinstance(item, Problem):
                lost.append(item.reading("").problem or "")
            else:
                yield item

    width = _width()
    try:
        coders = Coder(codebook=before, analyzer=parser), Coder(codebook=after, analyzer=parser)
        with ExitStack() as stack:
            write = None if output is None else stack.enter_context(open_rows(output, comparing.COLUMNS))
            for comparison in comparing.compare_codebooks(*coders, documents()):
                tally.add(comparison)
                if comparison.problem is not None:
                    lost.append(comparison.problem)
                for change in comparison.changes:
                    if write is not None:
                        write(comparing.change_row(change))
                if write is None and comparison.changes:
                    click.echo(comparing.heading(comparison.changes[0]))
                    for change in comparison.changes:
                        click.echo("\n".join(comparing.change_lines(change, width)))
                    click.echo()
    except DemarcheError as error:
        fail(error)
    labels = [coder.codebook.label for coder in coders]
    click.echo("\n".join(tally.lines(*labels)))
    for problem in lost:
        click.echo(f"demarche: {problem}", err=True)
    if lost:
        sys.exit(1)


def _width() -> int:
    """Return how many columns text may take: those of the terminal, from 60 to 120."""
    return min(120, max(60, shutil.get_terminal_size((100, 24)).columns))


@codebook_group.command(name="check")
@click.argument("folder", metavar="[CODEBOOK]", required=False, type=CodebookFolder())
@click.option("--frozen", is_flag=True, help="Run the examples on the parses kept beside the codebook only.")
@click.option("--live", is_flag=True, help="Run the examples on the language model's parses only.")
def check(folder: Path | None, frozen: bool, live: bool) -> None:
    """Load a codebook, run its examples, and report each fault with file, line and remedy.

    CODEBOOK is a folder or the name of a bundled one; without it PLOVER is checked. The examples run on kept parses, if
    there are any, and on live ones, so that a fault of a rule and a fault of the parser are told apart.
    """
    from demarche import evaluate
    from demarche.codebook.loading import BUNDLED

    try:
        report = evaluate.check_codebook(folder or BUNDLED / "plover", frozen=frozen, live=live)
    except DemarcheError as error:
        fail(error)
    click.echo(str(report))
    if not report.ok:
        sys.exit(1)


@codebook_group.command(name="freeze")
@click.argument("folder", metavar="[CODEBOOK]", required=False, type=CodebookFolder())
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the parses to FOLDER, not to the codebook's own folder «parses».",
)
@click.option("--all", "overwrite", is_flag=True, help="Overwrite parses marked «# checked = yes» as well.")
def freeze(folder: Path | None, out: Path | None, overwrite: bool) -> None:
    """Keep the live parses of the examples of a codebook as CoNLL-U files, and say what changed.

    CODEBOOK is a folder or the name of a bundled one; without it PLOVER is frozen. Parses that were corrected by hand
    and marked «# checked = yes» stay; where the live parse differs it is said.
    """
    from demarche import evaluate, freezing
    from demarche.codebook.loading import BUNDLED
    from demarche.language.english import EnglishAnalyzer

    folder = folder or BUNDLED / "plover"
    try:
        report = freezing.freeze_parses(
            folder, out or evaluate.parses_folder(folder), EnglishAnalyzer(), overwrite=overwrite
        )
    except DemarcheError as error:
        fail(error)
    click.echo(str(report))
