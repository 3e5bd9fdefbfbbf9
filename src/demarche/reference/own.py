"""Tables of entities that users bring: read from CSV, every fault found told with its line and its remedy."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from demarche.errors import ReferenceDataError
from demarche.reference.names import OWN_CODES, Entry, pieces, slug

REQUIRED = ("name", "country")
COLUMNS = (*REQUIRED, "names", "sectors", "kind", "from", "to", "id", "source")
KINDS = ("organization", "group", "person", "role")
SECTORS_OF_STATES = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"})
SECTORS_OF_SOCIETIES = frozenset(
    {"AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC"}
)
PARTY_SECTORS = SECTORS_OF_STATES | SECTORS_OF_SOCIETIES
MOST_FAULTS = 20


class OwnRow(msgspec.Struct, frozen=True):
    """One row of a user's table: the spellings of a name or of a noun of role, and what they stand for."""

    spellings: tuple[str, ...]
    kind: str
    entry: Entry


class OwnTable(msgspec.Struct, frozen=True):
    """A user's table: its rows, and the `label` that a record names it by (file name and digest of its bytes)."""

    label: str
    rows: tuple[OwnRow, ...]


def read_own_tables(paths: Iterable[Path], countries: frozenset[str]) -> tuple[OwnTable, ...]:
    """Return the tables of entities in CSV files; `countries` are the codes that a row may have.

    Columns: `name` and `country` (a code, or nothing for none); optional `names` (other spellings, joined by «;»),
    `sectors` (PLOVER's, the main one first, parted by blanks), `kind` (organization by default, group, person, role),
    `from` and `to` (years), `id`, `source`.

    Raises:
        ReferenceDataError: a file cannot be read, or rows are not well formed: one line for each fault.
    """
    tables: list[OwnTable] = []
    faults: list[str] = []
    for path in paths:
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path}: cannot be read ({_cause(error)}). Give a CSV file in UTF-8.")
            continue
        digest = hashlib.sha256(data).hexdigest()[:12]
        table = _Table(path, countries)
        tables.append(OwnTable(f"{path.name} sha256:{digest}", tuple(table.read(text))))
        faults += table.faults
    if faults:
        more = [f"… and {len(faults) - MOST_FAULTS} faults more"] if len(faults) > MOST_FAULTS else []
        raise ReferenceDataError("\n".join([*faults[:MOST_FAULTS], *more]))
    return tuple(tables)


def _cause(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else f"byte {error.start} is no UTF-8"


class _Table:
    """The reading of one file, with the faults that it has."""

    def __init__(self, path: Path, countries: frozenset[str]) -> None:
        self.path = path
        self.countries = countries | OWN_CODES | {""}
        self.faults: list[str] = []

    def read(self, text: str) -> Iterator[OwnRow]:
        """Yield the rows that are well formed; the faults of the others are kept."""
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = rows.fieldnames or ()
        missing = [column for column in REQUIRED if column not in columns]
        unknown = [column for column in columns if column not in COLUMNS]
        if missing or unknown:
            told = [f"the column «{column}» is missing" for column in missing]
            told += [f"there is no column «{column}»" for column in unknown]
            self._fault(1, "; ".join(told), f"The columns are: {', '.join(COLUMNS)}.")
            return
        try:
            for row in rows:
                found = self._row(rows.line_num, row)
                if found is not None:
                    yield found
        except csv.Error as error:
            self._fault(
                rows.reader.line_num, f"is no CSV ({error})", "Put cells with commas or quotes in double quotes."
            )

    def _row(self, line: int, row: dict[str, str]) -> OwnRow | None:
        before = len(self.faults)
        if None in row or None in row.values():
            self._fault(line, "has not as many cells as columns", "Put cells with commas in double quotes.")
            return None
        cells = {column: cell.strip() for column, cell in row.items()}
        if not any(cells.values()):
            return None
        spellings = tuple(part.strip() for part in (cells["name"], *cells.get("names", "").split(";")) if part.strip())
        if not cells["name"] or not all(pieces(spelling) for spelling in spellings):
            self._fault(line, "there is no name, or one without any letter", "Fill in the column «name».")
        if cells["country"] not in self.countries:
            self._fault(
                line,
                f"the country «{cells['country']}» is not known",
                "Write an ISO 3166 code of three capital letters, KOS, one of PLOVER's, or nothing.",
            )
        sectors = tuple(cells.get("sectors", "").split())
        if unknown := [sector for sector in sectors if sector not in PARTY_SECTORS]:
            self._fault(line, f"there is no sector «{unknown[0]}»", f"PLOVER's are: {' '.join(sorted(PARTY_SECTORS))}.")
        kind = cells.get("kind", "") or KINDS[0]
        if kind not in KINDS:
            self._fault(line, f"there is no kind «{kind}»", f"The kinds are: {', '.join(KINDS)}.")
        if kind == "role" and not sectors:
            self._fault(line, "a noun of role needs a sector", "Fill in the column «sectors».")
        since, until = self._year(line, cells, "from"), self._year(line, cells, "to")
        if since and until and since > until:
            self._fault(line, f"it ends in {until}, before it begins in {since}", "Mend the years.")
        if len(self.faults) > before:
            return None
        prefix = "person" if kind == "person" else "org"
        id_ = cells.get("id", "") or f"{prefix}:{slug(cells['name'])}"
        return OwnRow(
            spellings,
            kind,
            Entry(id_, cells["name"], cells["country"], sectors, kind, since, until),
        )

    def _year(self, line: int, cells: dict[str, str], column: str) -> int:
        cell = cells.get(column, "")
        if not cell:
            return 0
        if len(cell) != 4 or not cell.isdecimal():
            self._fault(line, f"«{cell}» in the column «{column}» is no year", "Write four digits, or nothing.")
            return 0
        return int(cell)

    def _fault(self, line: int, fault: str, remedy: str) -> None:
        self.faults.append(f"{self.path}:{line}: {fault}. {remedy}")
