"""The command that prints what a paper must tell of a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from demarche.cli.options import fail
from demarche.errors import DemarcheError

_ENTRY = """@software{{demarche,
  title = {{Demarche}},
  author = {{{{The Demarche maintainers}}}},
  version = {{{version}}}
}}"""


@click.command("cite")
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def cite_command(store: Path, as_json: bool) -> None:
    """Print what a paper must tell of a store, with a BibTeX entry for the software."""
    import demarche
    from demarche.store import Store
    from demarche.store.citing import cite

    try:
        with Store.open(store) as opened:
            facts = cite(opened.connection)
    except DemarcheError as error:
        fail(error)
    facts["bibtex"] = _ENTRY.format(version=demarche.__version__)
    if as_json:
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    for name, value in facts.items():
        if name != "bibtex":
            click.echo(f"{name.replace('_', ' ')}: {_words(value)}")
    click.echo(f"\n{facts['bibtex']}")


def _words(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value) or "none"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else "none"
    return "none" if value is None else str(value)
