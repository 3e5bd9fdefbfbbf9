"""The command on positions: who supports, opposes, demands, refuses, promises what of whom, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from demarche.cli.options import fail
from demarche.errors import DemarcheError

if TYPE_CHECKING:
    from demarche.records.positions import PositionRow


@click.command("positions")
@click.argument("store", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("holder", default="")
@click.option("--toward", default="", metavar="PARTY", help="Only positions toward this party.")
@click.option("--current", is_flag=True, help="Leave out what an act of the contrary side has ended.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one position a line.")
@click.option("--keep", is_flag=True, help="Write all positions into the table of the store.")
def positions_command(store: Path, holder: str, toward: str, current: bool, as_json: bool, keep: bool) -> None:
    """Show who supports, opposes, demands, refuses or promises what of whom, and since when.

    HOLDER and PARTY are a country for its state (SRB), an id (org:hamas), or country and sector («SDN REB»). Without
    HOLDER all are shown. Behind each position stand the claims that show it.
    """
    import msgspec

    from demarche.ledger.positions import TOPICS, find_positions
    from demarche.store import Store

    try:
        with Store.open(store, write=keep) as opened:
            if keep:
                kept = opened.keep_positions(find_positions(opened.stands(tuple(TOPICS))))
                click.echo(f"{kept} positions kept in {store}", err=True)
            found = find_positions(opened.stands(tuple(TOPICS), holder=holder, toward=toward))
    except DemarcheError as error:
        fail(error)
    shown = [position for position in found if not (current and position.ended)]
    for position in shown:
        click.echo(msgspec.json.encode(position).decode() if as_json else _line(position))
    if not shown:
        asked = " ".join(filter(None, (holder, f"toward {toward}" if toward else ""))) or "anybody"
        click.echo(f"no claim shows a position of {asked}", err=True)


def _line(position: PositionRow) -> str:
    """Return a position in one line: «SRB opposition against AZE since 2026-05-03, latest 2026-05-09: 3 claims …»."""
    link = "against" if position.side == "against" else "of" if position.topic == "demand" else "for"
    days = f"since {position.since}" if position.since else "on days unknown"
    if position.latest and position.latest != position.since:
        days += f", latest {position.latest}"
    if position.ended:
        days += f", until {position.ended}"
    modes = f" ({', '.join(position.modes)})" if position.modes else ""
    counts = [_number(len(position.claims), "claim"), _number(len(position.documents), "document")]
    claims = f"{counts[0]} in {counts[1]}: {', '.join(position.claims[:5])}"
    more = ", …" if len(position.claims) > 5 else ""
    return f"{position.holder}  {position.topic}{modes} {link} {position.toward}  {days}  {claims}{more}"


def _number(count: int, of: str) -> str:
    return f"{count} {of}" + ("" if count == 1 else "s")
