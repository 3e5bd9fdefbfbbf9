"""Read the files of a codebook with the line of every key, so that each fault can name its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\"]+)\s*\]\]?")
KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+)\s*=")


class Source:
    """One TOML file with the line of every table and key, for messages."""

    def __init__(self, path: Path, root: Path, faults: list[str]) -> None:
        self.name = str(path.relative_to(root)) if path.is_relative_to(root) else path.name
        self.faults = faults
        self.table: dict[str, Any] = {}
        self.lines: dict[tuple[str, int, str], int] = {}
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            faults.append(f"{self.name}: the file is missing. A codebook needs it: see docs/codebook.md.")
            return
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{self.name}: cannot be read ({error}). Save it as UTF-8 text.")
            return
        try:
            self.table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{self.name}: not valid TOML ({error}). Mend the line named there.")
            return
        counts: dict[str, int] = {}
        table, ordinal = "", 0
        for number, line in enumerate(text.splitlines(), 1):
            if header := HEADER.match(line):
                table = header[2].replace('"', "")
                ordinal = counts.get(table, 0)
                counts[table] = ordinal + 1
                self.lines[(table, ordinal, "")] = number
            elif key := KEY.match(line):
                self.lines[(table, ordinal, key[1])] = number

    def line(self, table: str = "", ordinal: int = 0, key: str = "") -> int:
        """Return the line of a key, else of its table, else 1."""
        return self.lines.get((table, ordinal, key)) or self.lines.get((table, ordinal, "")) or 1

    def fault(self, text: str, table: str = "", ordinal: int = 0, key: str = "") -> None:
        """Note a fault at the place of a key."""
        self.faults.append(f"{self.name}:{self.line(table, ordinal, key)}: {text}")


def join_classes(sources: Iterable[Source]) -> dict[str, tuple[Source, list[str]]]:
    """Return the word classes of all files by name, each with the file that defines it."""
    found: dict[str, tuple[Source, list[str]]] = {}
    for source in sources:
        for name, words in source.table.get("classes", {}).items():
            if name in found:
                source.fault(
                    f"class '{name}' is defined twice (also in {found[name][0].name}). Rename one.", "classes", 0, name
                )
            elif not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                source.fault(f"class '{name}' must be a list of lemmas.", "classes", 0, name)
            else:
                found[name] = (source, words)
    return found


def expand_classes(
    raw: dict[str, tuple[Source, list[str]]], faults: list[str], known: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return the words of each class, the classes in it spelled out; `known` are those of the base, which go on."""
    done: dict[str, frozenset[str]] = {name: words for name, words in known.items() if name not in raw}

    def expand(name: str, path: tuple[str, ...]) -> frozenset[str]:
        """Return the words of one class."""
        if name in done:
            return done[name]
        source, words = raw[name]
        result: set[str] = set()
        for word in words:
            other = word[1:]
            if not word.startswith("@"):
                result.add(word.lower())
            elif other not in raw and other not in done:
                source.fault(
                    f"class '{name}' names '{word}', which is no class. Classes: {listed({*raw, *done})}.",
                    "classes",
                    0,
                    name,
                )
            elif other in path:
                source.fault(f"class '{name}' contains itself by way of '{word}'. Take it out.", "classes", 0, name)
            else:
                result |= expand(other, (*path, other))
        done[name] = frozenset(result)
        return done[name]

    for name in raw:
        expand(name, (name,))
    return done


def listed(names: Iterable[str]) -> str:
    """Return the names in order, for a message."""
    return ", ".join(sorted(names)) or "none"
