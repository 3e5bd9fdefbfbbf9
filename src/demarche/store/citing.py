"""What a paper must tell of a store: by what it was made, from what, how much it holds, what people changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any


def cite(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the facts of the current documents: versions, the user's tables, runs, numbers, days, digest of inputs."""
    current = "FROM documents WHERE status = 'current'"
    facts: dict[str, Any] = {
        name: [value for (value,) in connection.execute(f"SELECT DISTINCT {name} {current} ORDER BY 1")]
        for name in ("software", "codebook", "model")
    }
    rows = connection.execute(f"SELECT DISTINCT tables {current}")
    facts["tables"] = sorted({table for (tables,) in rows for table in json.loads(tables)})
    digest = hashlib.sha256()
    documents = 0
    for id_, version in connection.execute(f"SELECT id, version {current} ORDER BY id, version"):
        digest.update(f"{id_}\0{version}\n".encode())
        documents += 1
    facts |= {"documents": documents, "inputs": digest.hexdigest()}
    facts["claims"], facts["first_day"], facts["last_day"] = connection.execute(
        "SELECT count(*), min(first_day), max(last_day) FROM claims JOIN documents USING (document)"
        " WHERE status = 'current' AND review IS NOT 'rejected'"
    ).fetchone()
    facts["corrections"] = dict(
        connection.execute("SELECT action, count(*) FROM corrections WHERE undone IS NULL GROUP BY action ORDER BY 1")
    )
    runs = connection.execute("SELECT started, options, inputs FROM runs ORDER BY run")
    facts["runs"] = [{"started": at, "options": json.loads(given), "inputs": seen} for at, given, seen in runs]
    return facts
