"""What a paper must tell of a store."""

from __future__ import annotations

from pathlib import Path

from demarche.store import Store
from demarche.store.citing import cite
from support.exports import make_store


def test_the_facts_are_those_of_the_store(tmp_path: Path) -> None:
    """Numbers agree with what the store yields, and the digest of the inputs is the same each time."""
    with Store.open(make_store(tmp_path / "small.demarche")) as store:
        facts = cite(store.connection)

        assert facts["claims"] == sum(1 for _ in store.claims())
        assert facts["documents"] == sum(1 for _ in store.documents())
        assert facts["corrections"] == {}
        assert len(facts["runs"]) == 1
        assert facts == cite(store.connection)
