"""`demarche cite`."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from demarche.cli import main
from support.exports import make_store


def test_it_prints_the_facts_in_words_and_as_json(tmp_path: Path) -> None:
    """Both forms hold the digest of the inputs and the entry for the software."""
    store = str(make_store(tmp_path / "small.demarche"))
    plain = CliRunner().invoke(main, ["cite", store])
    facts = json.loads(CliRunner().invoke(main, ["cite", store, "--json"]).stdout)

    assert plain.exit_code == 0
    assert f"inputs: {facts['inputs']}" in plain.stdout
    assert plain.stdout.endswith(facts["bibtex"] + "\n")
