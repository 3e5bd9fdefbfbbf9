"""Claims of a store as tables: Arrow and pandas, one row a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from demarche.errors import StoreError
from demarche.model import TOLL_FIELDS

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from demarche.store import StoredClaim

Fill = Callable[["StoredClaim"], Any]
REMEDY = "Install it with: pip install 'demarche[analysis]'."


def _columns() -> dict[str, tuple[str, Fill]]:
    """Return the columns: name, kind (text, texts, whole, number, day) and how each is filled."""
    columns: dict[str, tuple[str, Fill]] = {
        "document": ("text", lambda s: s.document.id),
        "publisher": ("text", lambda s: s.document.publisher),
        "published": ("day", lambda s: s.document.published),
        "url": ("text", lambda s: s.document.url),
        "claim": ("text", lambda s: s.claim.id),
        "type": ("text", lambda s: s.claim.type),
        "modes": ("texts", lambda s: s.claim.modes),
        "contexts": ("texts", lambda s: s.claim.contexts),
        "quad": ("whole", lambda s: s.claim.quad),
        "intensity": ("number", lambda s: s.claim.intensity),
        "standing": ("text", lambda s: s.claim.standing),
        "aux": ("texts", lambda s: s.claim.aux),
        "factuality": ("text", lambda s: s.claim.factuality),
    }
    for role in ("actor", "recipient"):
        columns[f"{role}_countries"] = ("texts", _each(f"{role}s", lambda e: e.country))
        columns[f"{role}_sectors"] = ("texts", _each(f"{role}s", lambda e: " ".join(e.sectors)))
        columns[f"{role}_names"] = ("texts", _each(f"{role}s", lambda e: e.name or e.text or ""))
        columns[f"{role}_ids"] = ("texts", _each(f"{role}s", lambda e: e.id or ""))
    columns |= {
        "voice_countries": ("texts", _each("attribution", lambda v: v.source.country)),
        "voice_names": ("texts", _each("attribution", lambda v: v.source.name or v.source.text or "")),
        "stances": ("texts", _each("attribution", lambda v: v.stance)),
        "date_start": ("day", lambda s: None if s.claim.date is None else s.claim.date.start),
        "date_end": ("day", lambda s: None if s.claim.date is None else s.claim.date.end),
        "place": ("text", lambda s: None if s.claim.place is None else s.claim.place.name or s.claim.place.text),
        "place_country": ("text", lambda s: None if s.claim.place is None else s.claim.place.country),
        "latitude": ("number", lambda s: None if s.claim.place is None else s.claim.place.latitude),
        "longitude": ("number", lambda s: None if s.claim.place is None else s.claim.place.longitude),
    }
    for field in TOLL_FIELDS:
        columns[f"{field}_low"] = ("whole", _count(field, "low"))
        columns[f"{field}_high"] = ("whole", _count(field, "high"))
    columns |= {
        "confidence": ("number", lambda s: s.claim.confidence),
        "incident": ("text", lambda s: s.claim.incident),
        "mention": ("text", lambda s: s.claim.mention),
        "review": ("text", lambda s: s.review),
        "evidence": ("text", lambda s: s.claim.evidence.text),
    }
    return columns


def _each(field: str, of: Callable[[Any], str]) -> Fill:
    return lambda stored: [of(item) for item in getattr(stored.claim, field)]


def _count(field: str, bound: str) -> Fill:
    def fill(stored: StoredClaim) -> int | None:
        count = getattr(stored.claim.toll, field)
        return None if count is UNSET else getattr(count, bound)

    return fill


COLUMNS = _columns()


class Claims:
    """Claims that a filter lets through: iterate over them, or take them as a table.

    The store is asked anew each time; what is written meanwhile shows.
    """

    def __init__(self, read: Callable[[], Iterator[StoredClaim]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[StoredClaim]:
        return self._read()

    def to_arrow(self) -> pyarrow.Table:
        """Return an Arrow table, one row a claim (`COLUMNS`); lists are lists, days are dates, unknown is null.

        Raise `StoreError` where pyarrow is not installed.
        """
        try:
            import pyarrow
        except ImportError:
            raise StoreError(f"pyarrow is not installed, which tables need. {REMEDY}") from None
        kinds = {
            "text": pyarrow.string(),
            "texts": pyarrow.list_(pyarrow.string()),
            "whole": pyarrow.int64(),
            "number": pyarrow.float64(),
            "day": pyarrow.date32(),
        }
        schema = pyarrow.schema([(name, kinds[kind]) for name, (kind, _) in COLUMNS.items()])
        batches = list(_batches(self._read(), schema))
        return pyarrow.Table.from_batches(batches, schema=schema)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas table, one row a claim; days are datetimes, whole numbers may be missing (Int64).

        Raise `StoreError` where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise StoreError(f"pandas is not installed. {REMEDY}") from None
        table = self.to_arrow().to_pandas(date_as_object=True)
        for name, (kind, _) in COLUMNS.items():
            if kind == "day":
                table[name] = pandas.to_datetime(table[name])
            elif kind == "whole":
                table[name] = table[name].astype("Int64")
        return table


def _batches(claims: Iterable[StoredClaim], schema: pyarrow.Schema, size: int = 5000) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    values: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    rows = 0
    for stored in claims:
        for name, (_, fill) in COLUMNS.items():
            value = fill(stored)
            values[name].append(list(value) if isinstance(value, tuple) else value)
        rows += 1
        if rows % size == 0:
            yield pyarrow.RecordBatch.from_pydict(values, schema=schema)
            values = {name: [] for name in COLUMNS}
    if rows % size:
        yield pyarrow.RecordBatch.from_pydict(values, schema=schema)
