"""Turn bytes into text: UTF-8, UTF-16 and UTF-32 by their marks, code pages by a guess that is told."""

from __future__ import annotations

import codecs

from demarche.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF file", "Convert it to text first, for example with pdftotext."),
    (b"PK\x03\x04", "a zip archive or an office document", "Unpack it, or save the document as plain text."),
    (b"\xd0\xcf\x11\xe0", "an office document", "Save it as plain text."),
    (b"{\\rtf", "an RTF document", "Save it as plain text."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"\x89PNG", "an image", "Only text can be read."),
    (b"\xff\xd8\xff", "an image", "Only text can be read."),
    (b"GIF8", "an image", "Only text can be read."),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1a\x1b")
_SAMPLE = 100_000


def decode(raw: bytes, place: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of `raw` and notes on what was guessed.

    1. A byte order mark decides. 2. A known signature of another kind of file, or zero bytes that are not every other
    one, is no text. 3. UTF-8 where it is valid. 4. A Western European code page if charset-normalizer finds it sound.
    Raise `InputError` with `place` where none of these gives text.
    """
    for mark, encoding in _MARKS:  # 1
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, place), ()
    sample = raw[:_SAMPLE]
    for signature, kind, remedy in _SIGNATURES:  # 2
        if raw.startswith(signature):
            raise InputError(place, f"{kind}, not text", remedy)
    if b"\0" in sample:
        encoding = _unmarked_utf16(sample)
        if not encoding:
            raise _binary(place)
        return _strict(raw, encoding, place), (
            f"Read as {encoding.upper()}, a guess: the file has no byte order mark.",
        )
    if len(sample.translate(None, _CONTROLS)) < 0.98 * len(sample):
        raise _binary(place)
    try:  # 3
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _code_page(raw, error.start, place)


def _code_page(raw: bytes, fault: int, place: str) -> tuple[str, tuple[str, ...]]:  # 4
    from charset_normalizer import from_bytes

    # The neighbourhood of the first byte that is no UTF-8: the rest tells the code pages no better apart.
    start = max(0, fault - _SAMPLE // 2)
    best = from_bytes(raw[start : start + _SAMPLE], cp_isolation=["cp1252", "latin_1"]).best()
    if best is None:
        raise _binary(place)
    encoding = "latin-1" if best.encoding == "latin_1" else best.encoding
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    note = f"Read as {encoding}, a guess: not valid UTF-8 from byte {fault} on."
    return text, (note, f"{lost} bytes have no character in {encoding}.") if lost else (note,)


def _unmarked_utf16(sample: bytes) -> str:
    """Name the byte order of UTF-16 where one half of the bytes is mostly zero and the other never, else «»."""
    even, odd = sample[0::2], sample[1::2]
    if 0 not in even and odd.count(0) > 0.7 * len(odd):
        return "utf-16-le"
    if 0 not in odd and even.count(0) > 0.7 * len(even):
        return "utf-16-be"
    return ""


def _strict(raw: bytes, encoding: str, place: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            place,
            f"marked as {encoding.upper()}, but byte {error.start} does not fit ({error.reason})",
            "Save the file again as UTF-8.",
        ) from None


def _binary(place: str) -> InputError:
    return InputError(place, "holds binary data, not text", "Give plain text, JSON or JSON Lines in UTF-8.")
