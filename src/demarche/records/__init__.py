"""Turn readings into the public record and back: rows, JSON Lines, their JSON Schema, and ids made from content.

A row is one document with its claims. What is unknown stands as null, its reason in `unresolved`. Without text
(licensed archives) every quoted word is null; offsets, digests and what comes from reference data stay.
"""

from demarche.records.bare import without_words
from demarche.records.ids import claim_id, document_version
from demarche.records.reading import decode, from_row
from demarche.records.rows import SCHEMA_VERSION, ClaimRow, DocumentRow, EntityRow, json_schema
from demarche.records.writing import encode, make_row, to_row

__all__ = [
    "SCHEMA_VERSION",
    "ClaimRow",
    "DocumentRow",
    "EntityRow",
    "claim_id",
    "decode",
    "document_version",
    "encode",
    "from_row",
    "json_schema",
    "make_row",
    "to_row",
    "without_words",
]
