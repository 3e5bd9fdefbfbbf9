"""Names as sequences of pieces, and tables that find the longest of them in a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

_PIECE = re.compile(r"[^\s\-–—‐‑'’‘`´/,()\"“”.]+|,")
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ı": "i"})
OWN_CODES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})  # PLOVER's codes for no single country
ADJECTIVE_ENDINGS = ("ian", "ean", "ese", "ani", "eli", "can", "ish")


class Entry(msgspec.Struct, frozen=True):
    """One sense of a name: whom or what it stands for.

    `kind` is what the words are: country, adjective, people, capital, seat, city, region, territory, organization,
    group, person. `since` and `until` are years, 0 for open.
    """

    id: str
    name: str
    country: str
    sectors: tuple[str, ...]
    kind: str
    since: int = 0
    until: int = 0
    generic: bool = False  # the name of a body that many countries have


BODIES = frozenset({"organization", "group"})


def _same(sense: Entry, other: Entry) -> bool:
    """Say whether two senses are one: a body that was something else in other years has a sense for each."""
    if sense.id != other.id or sense.kind != other.kind:
        return False
    return sense.kind not in BODIES or sense.since == other.since


class Match(msgspec.Struct, frozen=True):
    """A name found in a sentence: tokens `start` to `end` (exclusive) and all senses that its words have."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def fold(text: str) -> str:
    """Return the text without accents, in lower case."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def pieces(text: str) -> list[str]:
    """Split a name or a token into folded pieces: at blanks, hyphens and apostrophes; full stops of initials go."""
    if text.isascii():
        if text.replace(" ", "").isalnum():
            return text.lower().split()
        return _PIECE.findall(_without_stops(text.lower()))
    return [fold(piece) for piece in _PIECE.findall(_without_stops(text))]


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by hyphens, as it stands in ids."""
    return "-".join(piece for piece in pieces(name) if piece != ",")


def _without_stops(text: str) -> str:
    return text.replace(".", "") if "." in text else text


def letter_case(name: str) -> str:
    """Say how the first word of a text must be written to be this name: `upper`, `capital` or `any`."""
    if name.isupper():
        plain = name.replace(".", "").replace(" ", "")
        if len(plain) <= 6 and plain.isalpha():
            return "upper"
    for c in name:
        if c.isalpha():
            return "capital" if c.isupper() else "any"
    return "any"


class Pieces:
    """The words of a text as pieces, each with the word that it comes from."""

    __slots__ = ("shouted", "token_of", "words", "written")

    def __init__(self, texts: Iterable[str]) -> None:
        words: list[str] = []
        written: list[str] = []
        token_of: list[int] = []
        long = upper = 0
        for i, text in enumerate(texts):
            if text.isalpha() and text.isascii():
                words.append(text.lower())
                written.append(text)
                token_of.append(i)
                if len(text) > 3:
                    long += 1
                    upper += text.isupper()
                continue
            for piece in _PIECE.findall(_without_stops(text)):
                words.append(fold(piece))
                written.append(piece)
                token_of.append(i)
        self.words = words
        self.written = written
        self.token_of = token_of
        self.shouted = long > 1 and upper > 0.8 * long


class NameTable:
    """All names, compiled once: the longest that starts at each word is found by look-ups in two dicts."""

    __slots__ = ("_entries", "_lengths", "_settled", "_shouted_words")

    def __init__(self, shouted_words: Iterable[str] = ()) -> None:
        self._entries: dict[str, list[tuple[str, Entry]]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._shouted_words = frozenset(shouted_words)
        self._settled: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, name: str, entry: Entry) -> None:
        """Add a spelling of a name; the same spelling may have several senses."""
        name = name.removeprefix("the ")
        words = pieces(name)
        if not words:
            return
        key = " ".join(words)
        if key in self._settled:
            return
        senses = self._entries.get(key)
        case = letter_case(name)
        if entry.kind == "adjective" and case == "capital" and len(name) > 6 and name.endswith(ADJECTIVE_ENDINGS):
            case = "any"  # «the palestinian authorities»
        if senses is None:
            self._entries[key] = [(case, entry)]
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))
                lengths.sort(reverse=True)
        elif not any(_same(sense, entry) for _, sense in senses):
            senses.append((case, entry))

    def settle(self) -> None:
        """Let the names that were added so far take no further senses."""
        self._settled = frozenset(self._entries)

    def get(self, name: str) -> tuple[Entry, ...]:
        """Return all senses of a name, whatever its letter case."""
        return tuple(entry for _, entry in self._entries.get(" ".join(pieces(name)), ()))

    def find(self, text: Pieces) -> list[Match]:
        """Return the names in a sentence, left to right, the longest at each place, none overlapping another."""
        found: list[Match] = []
        words, token_of, written = text.words, text.token_of, text.written
        lengths, size = self._lengths, len(words)
        at = 0
        while at < size:
            options = lengths.get(words[at])
            step = 1
            if options is not None:
                for length in options:
                    if at + length > size:
                        continue
                    key = words[at] if length == 1 else " ".join(words[at : at + length])
                    senses = self._entries.get(key)
                    if senses is None:
                        continue
                    word = written[at]
                    fitting = tuple(entry for case, entry in senses if self._is_written(case, word, key, text.shouted))
                    if fitting:
                        found.append(Match(token_of[at], token_of[at + length - 1] + 1, fitting))
                        step = length
                        break
            at += step
        return found

    def _is_written(self, case: str, word: str, key: str, shouted: bool) -> bool:
        if case == "any":
            return True
        if case == "capital":
            return word[:1].isupper() or not word[:1].isalpha()
        if word.isupper():
            return not (shouted and key in self._shouted_words)
        return len(word) > 3 and word.istitle() and key not in self._shouted_words  # «Nato», «Asean»
