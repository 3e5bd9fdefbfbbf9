"""Open a result file by its suffix; it is written aside and takes its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from demarche.errors import OutputError
from demarche.export.csv import Cell, write_cells, write_csv
from demarche.export.jsonl import write_jsonl
from demarche.model import Reading

Write = Callable[[Reading], None]

_WRITERS: dict[str, Callable[[BinaryIO, bool], Write]] = {".jsonl": write_jsonl, ".csv": write_csv}
SUFFIXES = tuple(_WRITERS)


def check_suffix(path: Path) -> str:
    """Return the suffix in lower case; raise `OutputError`, listing the right ones, where none can be written."""
    suffix = path.suffix.lower()
    if suffix not in _WRITERS:
        kind = f"'{suffix}' files" if suffix else "files without a suffix"
        raise OutputError(f"{path}: {kind} cannot be written. Name it with one of: {', '.join(SUFFIXES)}.")
    return suffix


@contextlib.contextmanager
def open_export(path: Path, *, text: bool = True) -> Iterator[Write]:
    """Give a function that appends one reading to the file; with `text` false words of the text are left out.

    The file appears under its name when the block ends well; until then, and after a fault, what stood there before
    stays. Raise `OutputError` where the suffix is unknown or the file cannot be written.
    """
    suffix = check_suffix(path)
    with open_result(path) as stream:
        yield _WRITERS[suffix](stream, text)


@contextlib.contextmanager
def open_rows(path: Path, columns: Sequence[str]) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Give a function that appends one row of a table to the file: JSON Lines, or CSV with lists joined by «; ».

    The file appears and `OutputError` is raised as with `open_export`.
    """
    suffix = check_suffix(path)
    with open_result(path) as stream:
        if suffix == ".csv":
            put = write_cells(stream)
            put(columns)
            yield lambda row: put(_cell(row[column]) for column in columns)
        else:
            yield lambda row: _put_line(stream, {column: row[column] for column in columns})


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that takes its name only when it is whole; raise `OutputError` where it cannot be written."""
    with open_result(path) as stream:
        stream.write(content)


def _put_line(stream: BinaryIO, row: Mapping[str, Any]) -> None:
    stream.write(msgspec.json.encode(row) + b"\n")


def _cell(value: Any) -> Cell:
    return "; ".join(value) if isinstance(value, list | tuple) else value


@contextlib.contextmanager
def open_result(path: Path) -> Iterator[BinaryIO]:
    """Give a stream of bytes that becomes the file when the block ends well; raise `OutputError` as `open_export`."""
    try:
        target = path.resolve()
        if target.is_dir():
            raise OutputError(f"{path}: is a folder. Name a file in it.")
        with _aside(target) as stream:
            yield stream
    except OSError as error:
        if error.filename is not None and not _below(error.filename, path):
            raise
        raise _unwritable(path, error) from error


def _below(name: object, path: Path) -> bool:
    return Path(str(name)).resolve().parent == path.resolve().parent


@contextlib.contextmanager
def _aside(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside the target; on leaving rename it to the target, on a fault remove it."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb", buffering=1 << 16) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the permissions of the file that stands there, or those of a new file."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> OutputError:
    if not path.resolve().parent.is_dir():
        remedy = f"Make the folder {path.parent} first, or name another place."
    else:
        remedy = "Check the folder's permissions and the space on the disk, or name another place."
    return OutputError(f"{path}: cannot be written ({error.strerror or error}). {remedy}")
