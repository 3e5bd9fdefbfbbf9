"""Open the SQLite file of a store: what it is, whose version, whether the place will do; faults told in plain words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from demarche.errors import StoreError
from demarche.store.schema import APPLICATION_ID, MIGRATIONS, VERSION

PATIENCE = 10.0  # seconds that a writer waits for another
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone"})
MOUNTS = Path("/proc/self/mounts")


def connect(path: Path, *, write: bool, patience: float = PATIENCE) -> sqlite3.Connection:
    """Return a connection to the store at `path`, made or brought to this version where `write` is true.

    Raise `StoreError` where the file is none of a store, damaged, locked, of a newer version, on a network drive, or
    missing (for readers).
    """
    if not write and not path.is_file():
        raise StoreError(f"{path}: no such store. `demarche code REPORTS --store {path}` makes one.")
    if write and not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} is missing. Make it first, or name another place.")
    if write and (kind := _network_drive(path)):
        raise StoreError(
            f"{path}: lies on a network drive ({kind}), where SQLite's log cannot be shared and data may be lost. "
            "Put the store on a local disk and copy it when it is closed."
        )
    with told(path):
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            _prepare(path, connection, write=write)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(path: Path, connection: sqlite3.Connection, *, write: bool) -> None:
    (kind,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if kind != APPLICATION_ID and (tables or not write):
        raise StoreError(f"{path}: is a database, but no store of Demarche. Name another file.")
    if version > VERSION:
        raise StoreError(
            f"{path}: was written by a newer Demarche (store version {version}, this one reads up to {VERSION}). "
            "Update Demarche: pip install -U demarche."
        )
    connection.execute("PRAGMA foreign_keys = ON")
    if not write:
        if version < VERSION:
            raise StoreError(
                f"{path}: is a store of version {version}, this Demarche reads {VERSION}. "
                "Any command that writes to it brings it up to date: `demarche link` does."
            )
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    for number in range(version, VERSION):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script, so that they run in one transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says inside the block into a `StoreError` that names file, fault and remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_fault(error, path)}") from error


def _fault(error: sqlite3.Error, path: Path) -> str:
    words = str(error)
    if "locked" in words or "busy" in words:
        return f"is being written by another program ({words}). Wait for it to end, or stop it, and try again."
    if "full" in words:
        return f"the disk is full ({words}). Nothing half-written is kept; make room and run the command again."
    if "malformed" in words or "not a database" in words or "corrupt" in words:
        return (
            f"is damaged or no store ({words}). Restore it from a copy; what can be read is saved by "
            f"`sqlite3 {path.name} .recover | sqlite3 saved.sqlite`."
        )
    if "readonly" in words or "unable to open" in words:
        return f"cannot be opened ({words}). Check the permissions of the file and its folder."
    return f"the store answers: {words}. If it comes again, report it with the command that was run."


def _network_drive(path: Path) -> str:
    """Return the kind of file system the path lies on, if it is one shared over a network, else «»."""
    try:
        mounts = [line.split(" ")[1:3] for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    place = path.resolve()
    best = ("", "")
    for point, kind in mounts:
        folder = Path(point.replace("\\040", " "))
        if place.is_relative_to(folder) and len(str(folder)) >= len(best[0]):
            best = (str(folder), kind)
    return best[1] if best[1] in NETWORK else ""
