"""The command that scores coded claims against annotated ones."""

from __future__ import annotations

from pathlib import Path

import click

from demarche.cli.options import fail
from demarche.errors import DemarcheError


@click.command("evaluate")
@click.argument("gold_path", metavar="GOLD", type=click.Path(exists=True, path_type=Path))
@click.argument("coded_path", metavar="PRED", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--json",
    "json_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write all figures, and all reports with what was missed and too much, to FILE.",
)
@click.option(
    "--html",
    "html_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write one page that a browser shows, with nothing beside it.",
)
@click.option("--worst", type=click.IntRange(0), default=5, metavar="N", help="Show the N worst reports (default: 5).")
@click.option("--shared", is_flag=True, help="Score the reports that both sides have; leave out the others.")
@click.option("--seed", type=int, default=0, metavar="N", help="Where the draws of the intervals start (default: 0).")
def evaluate(
    gold_path: Path,
    coded_path: Path,
    json_path: Path | None,
    html_path: Path | None,
    worst: int,
    shared: bool,
    seed: int,
) -> None:
    """Score coded claims against annotated ones.

    GOLD is an annotated report in JSON or a folder of them, PRED a file of records (.jsonl) or a store. Shown are
    precision, recall and F1 with intervals, the share of each field that is right, what was taken for what, and the
    worst reports. GOLD itself can be coded: demarche code GOLD -o coded.jsonl.
    """
    import msgspec

    from demarche import scoring
    from demarche.export.files import write_whole

    try:
        gold, coded = scoring.load_gold(gold_path), scoring.load_predictions(coded_path)
        scores = scoring.score(gold, coded, shared=shared, seed=seed)
        if json_path is not None:
            content = msgspec.json.format(msgspec.json.encode(scores), indent=1)
            write_whole(json_path, content + b"\n")
        if html_path is not None:
            page = scoring.make_page(scores, title=f"{coded_path.name} against {gold_path.name}")
            write_whole(html_path, page.encode("utf-8", "xmlcharrefreplace"))
    except DemarcheError as error:
        fail(error)
    if shared:
        left_out = len(gold) + len(coded) - 2 * scores.documents
        click.echo(f"{scoring.counted(left_out, 'report')} that one side lacks left out.", err=True)
    click.echo(scoring.tell_scores(scores, worst=worst), nl=False)
