"""Link the tellings of ecbplus as `demarche link` does: by `demarche.ledger`, as if each were a claim of a store."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from benchmarks.ecbplus_linking import Telling
from demarche.ledger.linking import link
from demarche.model import Reading
from demarche.records.tellings import Telling as Told
from demarche.records.tellings import make_tellings
from demarche.records.writing import make_row


def link_incidents(tellings: Sequence[Telling]) -> list[int]:
    """Return the incident of each telling; what has no claim stands alone, and no incident goes over scopes."""
    told: dict[str, dict[str, list[int]]] = {}  # by scope and document
    for key, telling in enumerate(tellings):
        if telling.claim is not None:
            told.setdefault(telling.scope, {}).setdefault(telling.document.id, []).append(key)
    numbers = list(range(len(tellings)))
    for documents in told.values():
        converted = [made for keys in documents.values() for made in _converted(tellings, keys)]
        for group in link(converted):
            for member in group:
                numbers[member.key] = group[0].key
    return numbers


def _converted(tellings: Sequence[Telling], keys: Sequence[int]) -> tuple[Told, ...]:
    """Return the tellings of one document as the ledger has them, under the keys that they have here."""
    document = tellings[keys[0]].document
    claims = tuple(replace(claim, id=f"{claim.id}:{key}") for key in keys if (claim := tellings[key].claim) is not None)
    row = make_row(Reading(document=document, claims=claims, software="", codebook="", model=""))
    numbered = zip(keys, row.claims, strict=True)
    return make_tellings(document.id, document.published, document.publisher, numbered, text=document.text)
