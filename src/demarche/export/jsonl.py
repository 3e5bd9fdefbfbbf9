"""Write readings as JSON Lines: the public record, one document a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from demarche.model import Reading
from demarche.records import encode


def write_jsonl(stream: BinaryIO, text: bool = True) -> Callable[[Reading], None]:
    """Return a function that appends one reading to the stream; with `text` false without words of the text."""

    def write(reading: Reading) -> None:
        stream.write(encode(reading, text=text))
        stream.write(b"\n")

    return write
