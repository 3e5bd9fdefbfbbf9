"""The commands on incidents: link the claims of a store, show an incident and say what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from demarche.cli.options import fail
from demarche.errors import DemarcheError

if TYPE_CHECKING:
    from demarche.store import Store

store_argument = click.argument("store", type=click.Path(dir_okay=False, path_type=Path))


@click.command("link")
@store_argument
@click.option("--anew", is_flag=True, help="Link all claims anew, not only near what has changed.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take a merge or a split back, by its number.")
def link_command(store: Path, anew: bool, undo: int | None) -> None:
    """Put claims of many reports together that tell of one incident.

    Looked at are reports that were added or have changed, and what is near them. Wire copies are folded to the report
    that they are copies of. The order in which reports came does not matter.
    """
    from demarche.store import Store

    try:
        with Store.open(store, write=True) as opened:
            if undo is not None:
                opened.undo(undo)
            link_store(opened, anew=anew)
    except DemarcheError as error:
        fail(error)


def link_store(store: Store, *, anew: bool = False) -> None:
    """Link what is new in an open store, in one transaction, and tell what was done."""
    from demarche.ledger.signatures import make_signature
    from demarche.ledger.updating import update
    from demarche.store.linking import Shelf

    with store.writing() as connection:
        outcome = update(Shelf(connection, make_signature), anew=anew)
    counts = store.counts()
    looked = "all anew" if outcome.anew else f"{outcome.claims} claims looked at"
    click.echo(
        f"{outcome.documents} reports new or changed, {looked}: {counts['incidents']} incidents of"
        f" {counts['claims']} claims",
        err=True,
    )


@click.command("incident")
@store_argument
@click.argument("incident", metavar="ID")
@click.option("--why", is_flag=True, help="Show why each claim was put to the incident.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--merge", "other", metavar="ID", help="Say that another incident is the same, and link anew.")
@click.option("--split", "claims", multiple=True, metavar="CLAIM", help="Say that a claim is of another act.")
@click.option("--by", default="", metavar="NAME", help="Who says so, for --merge and --split.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for --merge and --split.")
def incident_command(
    store: Path,
    incident: str,
    why: bool,
    as_json: bool,
    other: str | None,
    claims: tuple[str, ...],
    by: str,
    reason: str,
) -> None:
    """Show an incident: who tells of it, claim against counter-claim, its tolls.

    ID is an incident's, or that of one of its claims. What voices say stands slot by slot; a dash where a voice is
    silent. With --merge and --split a person's word is kept as a correction; `demarche link --undo` takes it back.
    """
    from demarche.ledger.showing import show
    from demarche.store import Store
    from demarche.store.linking import find_incident

    if (other or claims) and not by:
        raise click.UsageError("--merge and --split need --by NAME: corrections are kept with who made them.")
    try:
        with Store.open(store, write=bool(other or claims)) as opened:
            found = find_incident(opened.connection, store, incident)
            if other or claims:
                if other:
                    number = opened.merge(found.id, other, by=by, reason=reason)
                else:
                    number = opened.split(found.id, claims, by=by, reason=reason)
                click.echo(
                    f"kept as correction {number}; `demarche link {store} --undo {number}` takes it back", err=True
                )
                link_store(opened)
                found = find_incident(opened.connection, store, found.members[0].claim)
            click.echo(found.summary if as_json else show(found, why=why), nl=as_json)
    except DemarcheError as error:
        fail(error)
