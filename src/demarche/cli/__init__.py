"""The command line. Exit code 0: all done; 1: something was lost or is wrong; 2: the command was misused."""

from __future__ import annotations

import datetime as dt
import io
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from demarche.cli.citing import cite_command
from demarche.cli.codebook import codebook_group
from demarche.cli.evaluating import evaluate
from demarche.cli.exporting import export_command
from demarche.cli.incidents import incident_command, link_command
from demarche.cli.options import (
    Day,
    Output,
    analyzer_options,
    codebook_option,
    entities_option,
    fail,
    make_chosen_analyzer,
)
from demarche.cli.positions import positions_command
from demarche.errors import DemarcheError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from demarche.language.analyzer import Analyzer
    from demarche.model import Document, Reading
    from demarche.store import Run

# A bar appears where there is more to wait for than this.
PATIENCE_SECONDS = 2.0


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        import demarche

        click.echo(f"demarche {demarche.__version__}")
        ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Read news reports and write who claims that who did what to whom, when, where and with what toll."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a character shows a stand-in
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--published", type=Day(), metavar="DATE", help="Publication date of reports that carry none: 2020-09-30."
)
@click.option(
    "-o", "--output", type=Output(), metavar="FILE", help="Write to FILE.jsonl or FILE.csv, not to the terminal."
)
@click.option(
    "--store",
    "store_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="STORE",
    help="Put documents and claims into a store (SQLite), made where there is none.",
)
@click.option("--no-text", is_flag=True, help="Leave words of the text out of what is kept: offsets and digests stay.")
@codebook_option
@entities_option
@analyzer_options
def code(
    paths: tuple[str, ...],
    published: dt.date | None,
    output: Path | None,
    store_path: Path | None,
    no_text: bool,
    codebook: Path | None,
    entities: tuple[Path, ...],
    analyzer: str,
    model_dir: Path | None,
    fast: bool,
) -> None:
    """Read reports and write their claims.

    PATH is a file (.txt, .json, .jsonl), a folder of them, or - for standard input. JSON holds the fields text, and
    where known id, url, title, publisher and published. Without -o and --store the claims are shown in the terminal.
    A document that a store holds already is coded anew; what people have corrected in it stays.

    What cannot be read is named, kept as a row with its problem, and the rest is coded; the exit code is then 1.
    """
    from rich.console import Console

    from demarche.readers import count

    if no_text and output is None and store_path is None:
        raise click.UsageError("--no-text needs -o FILE or --store STORE: what is shown in the terminal is not kept.")
    parser = make_chosen_analyzer(analyzer, model_dir, fast)
    shown = Console(soft_wrap=False, highlight=False)
    lost = 0
    total = 0
    try:
        with ExitStack() as stack:
            kept = output is not None or store_path is not None
            writers = [] if kept else [_printer(shown)]
            if output is not None:
                from demarche.export import open_export

                writers.append(stack.enter_context(open_export(output, text=not no_text)))
            if store_path is not None:
                chosen = {"codebook": codebook, "entities": entities, "analyzer": analyzer, "fast": fast}
                options: dict[str, object] = dict(chosen)
                writers.append(stack.enter_context(_keep_in(store_path, options, text=not no_text)))
            bar = shown if not kept and shown.is_terminal else Console(stderr=True, highlight=False)
            progress = stack.enter_context(_Bar(bar, lambda: count(path for path in paths if path != "-")))
            for reading in _read_all(paths, published, codebook, entities, parser):
                for write in writers:
                    write(reading)
                total += 1
                if reading.problem is not None:
                    lost += 1
                    click.echo(f"demarche: {reading.problem}", err=True)
                progress.advance()
    except DemarcheError as error:
        fail(error)
    for target in filter(None, (output, store_path)):
        click.echo(f"{total - lost} documents coded into {target}", err=True)
    if lost:
        click.echo(f"demarche: {lost} of {total} documents could not be read", err=True)
        sys.exit(1)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from demarche.records import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@main.command()
@click.argument("sentence")
@click.option("--published", type=Day(), metavar="DATE", help="Publication date that «yesterday» counts from.")
@codebook_option
@entities_option
@analyzer_options
def explain(
    sentence: str,
    published: dt.date | None,
    codebook: Path | None,
    entities: tuple[Path, ...],
    analyzer: str,
    model_dir: Path | None,
    fast: bool,
) -> None:
    """Show how a sentence or a whole text is read.

    SENTENCE is the text itself, or - for standard input. Shown are, sentence by
    sentence, propositions, parties, who says what, frames that fired and why
    others did not; then the claims, each with its chain of voices and the reason
    for its standing.
    """
    from demarche.explain import explain as explained
    from demarche.pipeline import Coder

    parser = make_chosen_analyzer(analyzer, model_dir, fast)
    if sentence == "-":
        sentence = sys.stdin.read()
    try:
        coder = Coder(codebook=codebook, analyzer=parser, entities=entities)
        click.echo(explained(sentence, published, coder), nl=False)
    except DemarcheError as error:
        fail(error)


@main.command("entities")
@click.argument("text")
@click.option("--published", type=Day(), metavar="DATE", help="Publication date, which tells who held which office.")
@click.option("--all", "every", is_flag=True, help="List the words too that refer to no party.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list of mentions with their offsets.")
@entities_option
@analyzer_options
def list_entities_command(
    text: str,
    published: dt.date | None,
    every: bool,
    as_json: bool,
    entities: tuple[Path, ...],
    analyzer: str,
    model_dir: Path | None,
    fast: bool,
) -> None:
    """Show who the words of a text refer to, and why.

    TEXT is the text itself, or - for standard input. For each mention its country, sectors, id, name and the rule
    that decided; then the mentions that are one and the same.
    """
    from demarche.explain import entities_as_json, list_entities
    from demarche.pipeline import Coder

    parser = make_chosen_analyzer(analyzer, model_dir, fast)
    if text == "-":
        text = sys.stdin.read()
    show = entities_as_json if as_json else list_entities
    try:
        click.echo(show(text, published, Coder(analyzer=parser, entities=entities), every=every), nl=False)
    except DemarcheError as error:
        fail(error)


main.add_command(positions_command)
main.add_command(cite_command)
main.add_command(codebook_group)
main.add_command(link_command)
main.add_command(incident_command)
main.add_command(evaluate)
main.add_command(export_command)


def _read_all(
    paths: tuple[str, ...],
    published: dt.date | None,
    codebook: Path | None,
    entities: tuple[Path, ...],
    analyzer: Analyzer,
) -> Iterator[Reading]:
    """Yield a reading for each document and for each problem, in the order of the input."""
    import msgspec

    import demarche
    from demarche.readers import Problem, load

    software = f"demarche {demarche.__version__}"
    order: deque[Problem | None] = deque()  # None stands for a document whose reading is still to come

    def documents() -> Iterator[Document]:
        for item in load(paths, published=published, stdin=sys.stdin.buffer):
            order.append(item if isinstance(item, Problem) else None)
            if not isinstance(item, Problem):
                yield item

    def problems() -> Iterator[Reading]:
        while order and (problem := order[0]) is not None:
            order.popleft()
            yield problem.reading(software)

    coder = demarche.Coder(codebook=codebook, analyzer=analyzer, entities=entities)
    for reading in coder.read_all(documents()):
        yield from problems()
        order.popleft()
        if reading.problem is not None:
            reading = msgspec.structs.replace(reading, problem=f"{reading.document.id}: {reading.problem}")
        yield reading
    yield from problems()


@contextmanager
def _keep_in(path: Path, options: dict[str, object], *, text: bool) -> Iterator[Callable[[Reading], None]]:
    """Give a function that puts readings into a store, in one run of it."""
    from demarche.ledger.signatures import make_signature
    from demarche.records import make_row
    from demarche.store import Store

    with Store.open(path, write=True) as store, ExitStack() as stack:
        run: list[Run] = []

        def put(reading: Reading) -> None:
            row = make_row(reading, text=text)
            if not run:
                opened = store.run(software=row.software, codebook=row.codebook, model=row.model, options=options)
                run.append(stack.enter_context(opened))
            run[0].put(row, make_signature(reading.document.text))

        yield put


def _printer(console: Console) -> Callable[[Reading], None]:
    from demarche.export.table import print_reading

    return lambda reading: print_reading(console, reading)


class _Bar:
    """A progress bar that comes up once the waiting has been long, on a terminal only, and goes when all is done."""

    def __init__(self, console: Console, total: Callable[[], int]) -> None:
        self.console = console
        self.total = total
        self.done = 0
        self.progress: Progress | None = None
        self.lock = threading.Lock()
        self.timer = threading.Timer(PATIENCE_SECONDS, self.begin)
        self.timer.daemon = True

    def __enter__(self) -> _Bar:
        if self.console.is_terminal:
            self.timer.start()
        return self

    def begin(self) -> None:
        """Draw the bar, unless all is done."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        total = self.total()
        with self.lock:
            if self.timer.finished.is_set() or self.done >= total > 0:
                return
            columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.progress = Progress(*columns, console=self.console, transient=True, redirect_stdout=False)
            self.progress.add_task("reading", total=total or None, completed=self.done)
            self.progress.start()

    def advance(self) -> None:
        """Count one more document."""
        with self.lock:
            self.done += 1
            if self.progress is not None:
                (task,) = self.progress.tasks
                total = None if task.total is None else max(task.total, self.done)
                self.progress.update(task.id, completed=self.done, total=total)

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.timer.cancel()
            if self.progress is not None:
                self.progress.stop()
