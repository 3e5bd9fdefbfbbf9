"""Write analyzed sentences as CoNLL-U and read them back; names of a name model stand in MISC as «Name=B-PERSON»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import msgspec

from demarche.errors import InputError
from demarche.model import Sentence, Span, Token

COLUMNS = 10


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# https://universaldependencies.org/u/pos and, without subtypes, https://universaldependencies.org/u/dep
TAGS = _names("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X")
RELATIONS = _names(
    """acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed
    flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp"""
)
_SPACES = (("\\", "\\\\"), (" ", "\\s"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("|", "\\p"))
_SPACE_OF = {written: space for space, written in _SPACES}
_HOW = "Each word has ten columns between tabs, as in https://universaldependencies.org/format.html."


class Parse(msgspec.Struct, frozen=True):
    """One sentence of a CoNLL-U file.

    `sentence` is analyzed as if it were a text of its own: index 0, offsets counted from the start of `text`.
    `comments` are the lines «# key = value» but for `sent_id` and `text`, in order; a line without «=» has value «».
    """

    id: str
    text: str
    sentence: Sentence
    comments: tuple[tuple[str, str], ...] = ()
    place: str = ""  # file and line of its first row: «aid.conllu:14»

    def comment(self, key: str) -> str | None:
        """Return the first comment with the key, or None."""
        return next((value for name, value in self.comments if name == key), None)


def write_conllu(
    text: str,
    sentences: Iterable[Sentence],
    ids: Iterable[str],
    comments: Iterable[Iterable[tuple[str, str]]] | None = None,
) -> str:
    """Return the sentences of a text as CoNLL-U, each with its id, its own words as `text`, and its comments.

    White space between two words that is no single blank is kept as «SpacesAfter=\\n» and shown as a blank in `text`.
    Sentences without words are left out: the format has no room for them; their ids and comments are passed over. Each
    sentence ends with an empty line, so that results can be joined. Raises ValueError where `ids` or `comments` are
    not as many as the sentences, or characters of a sentence belong to no word.
    """
    sentences = tuple(sentences)
    extra = comments if comments is not None else [()] * len(sentences)
    return "".join(
        _block(text, sentence, name, tuple(more))
        for sentence, name, more in zip(sentences, ids, extra, strict=True)
        if sentence.tokens
    )


def write_parses(parses: Iterable[Parse]) -> str:
    """Return parses as CoNLL-U, as `read_conllu` reads them."""
    return "".join(write_conllu(p.text, [p.sentence], [p.id], [p.comments]) for p in parses)


def load_conllu(path: Path) -> tuple[Parse, ...]:
    """Read a CoNLL-U file.

    Raises:
        InputError: the file cannot be read or is not well formed; it names the line, the fault and the remedy.
    """
    try:
        content = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Check that the file is there.") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 ({error.reason})", "Save it as UTF-8 text.") from error
    return read_conllu(content, str(path))


def read_conllu(content: str, name: str = "CoNLL-U") -> tuple[Parse, ...]:
    """Read the sentences of CoNLL-U text; `name` stands before the line in messages.

    Columns DEPS and MISC other than spaces and names are passed over.

    Raises:
        InputError: a line is not well formed, a sentence has no single tree, or its words are not those of its text.
    """
    parses: list[Parse] = []
    first_at: dict[str, str] = {}
    block: list[tuple[int, str]] = []
    for number, line in enumerate((*content.split("\n"), ""), 1):
        line = line.removesuffix("\r")
        if line.strip():
            block.append((number, line))
        elif block:
            parse = _parse(block, name)
            if parse.id in first_at:
                _refuse(
                    parse.place, f"sent_id {parse.id} stands at {first_at[parse.id]} too", "Give each an id of its own."
                )
            first_at[parse.id] = parse.place
            parses.append(parse)
            block = []
    return tuple(parses)


def _refuse(place: str, fault: str, remedy: str) -> NoReturn:
    raise InputError(place, fault, remedy)


# --------------------------------------------------------------------------------------------------- writing


def _block(text: str, sentence: Sentence, name: str, comments: tuple[tuple[str, str], ...]) -> str:
    tokens = sentence.tokens
    gaps = [text[one.end : two.start] for one, two in pairwise(tokens)]
    outside = text[sentence.span.start : tokens[0].start] + "".join(gaps) + text[tokens[-1].end : sentence.span.end]
    if outside.strip():
        raise ValueError(f"{name}: «{outside.strip()}» belongs to no word of the sentence.")
    shown = " ".join(text[tokens[0].start : tokens[-1].end].split())
    lines = [f"# sent_id = {name}", f"# text = {shown}"]
    lines += [f"# {key} = {value}" if value else f"# {key}" for key, value in comments]
    lines += [_row(token, gap) for token, gap in zip(tokens, (*gaps, ""), strict=True)]
    return "\n".join(lines) + "\n\n"


def _row(token: Token, gap: str) -> str:
    misc = []
    if token.name:
        misc.append(f"Name={'B' if token.name_start else 'I'}-{token.name}")
    if not gap:
        misc.append("SpaceAfter=No")
    elif gap != " ":
        misc.append(f"SpacesAfter={_escaped(gap)}")
    columns = (
        str(token.i + 1),
        token.text,
        token.lemma or "_",
        token.upos or "_",
        token.xpos or "_",
        token.feats or "_",
        str(token.head + 1),
        token.deprel or "_",
        "_",
        "|".join(misc) or "_",
    )
    return "\t".join(columns)


def _escaped(gap: str) -> str:
    for space, written in _SPACES:
        gap = gap.replace(space, written)
    return gap


# --------------------------------------------------------------------------------------------------- reading


def _parse(block: Sequence[tuple[int, str]], name: str) -> Parse:
    place = f"{name}:{block[0][0]}"
    comments: list[tuple[str, str]] = []
    rows: list[tuple[str, list[str]]] = []
    for number, line in block:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments.append((key.strip(), value.strip()))
        else:
            rows.append((f"{name}:{number}", line.split("\t")))
    named = dict(reversed(comments))
    for key in ("sent_id", "text"):
        if not named.get(key):
            _refuse(place, f"the sentence has no «# {key} = …»", "Write one before its words.")
    if not rows:
        _refuse(place, f"{named['sent_id']} has no words", _HOW)
    for number, (at, row) in enumerate(rows, 1):
        _check_row(at, row, number, len(rows))
    _check_tree(place, named["sent_id"], [(int(row[6]), row) for _, row in rows])
    text, tokens = _words(rows)
    if " ".join(text.split()) != " ".join(named["text"].split()):
        _refuse(
            place,
            f"the words give «{text}», the text is «{named['text']}»",
            "Mend the words, their SpaceAfter=No, or the text.",
        )
    return Parse(
        id=named["sent_id"],
        text=text,
        sentence=Sentence(0, Span(0, len(text)), tokens),
        comments=tuple((key, value) for key, value in comments if key not in ("sent_id", "text")),
        place=place,
    )


def _check_row(at: str, row: Sequence[str], number: int, size: int) -> None:
    """Refuse a row whose columns, number, tag, head or relation cannot be."""
    if len(row) != COLUMNS:
        _refuse(at, f"{len(row)} columns, not {COLUMNS}", _HOW)
    if row[0] != str(number):
        _refuse(at, f"word {number} of its sentence is numbered «{row[0]}»", "Number the words from 1, without ranges.")
    if not row[1]:
        _refuse(at, f"word {number} is empty", _HOW)
    if row[3] not in TAGS:
        _refuse(at, f"«{row[1]}» has the tag «{row[3]}»", f"Tags: {', '.join(sorted(TAGS))}.")
    if not (row[6].isascii() and row[6].isdigit()) or int(row[6]) > size:
        _refuse(at, f"«{row[1]}» hangs on «{row[6]}»", f"Heads: 0 for the root, else a word from 1 to {size}.")
    if row[7].partition(":")[0] not in RELATIONS:
        _refuse(at, f"«{row[1]}» has the relation «{row[7]}»", f"Relations: {', '.join(sorted(RELATIONS))}.")
    if (row[7] == "root") != (row[6] == "0"):
        _refuse(at, f"«{row[1]}» is {row[7]} on {row[6]}", "The root, and it alone, hangs on 0.")


def _check_tree(place: str, name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Refuse a sentence without a single root or with a circle."""
    roots = [row[1] for head, row in rows if head == 0]
    if len(roots) != 1:
        _refuse(place, f"{name} has {len(roots)} roots ({', '.join(roots) or 'none'})", "Give it one.")
    for head, row in rows:
        steps = 0
        while head and steps <= len(rows):
            head, steps = rows[head - 1][0], steps + 1
        if head:
            _refuse(place, f"«{row[1]}» ({row[0]}) of {name} hangs in a circle", "Let every word lead to the root.")


def _words(rows: Iterable[tuple[str, Sequence[str]]]) -> tuple[str, tuple[Token, ...]]:
    """Return the text that the words give, and the tokens, with their places in it."""
    text = ""
    tokens: list[Token] = []
    for at, row in rows:
        misc = dict(part.partition("=")[::2] for part in row[9].split("|"))
        part, _, name = misc.get("Name", "").partition("-")
        if misc.get("Name") and (part not in ("B", "I") or not name):
            _refuse(at, f"«{row[1]}» has the name «{misc['Name']}»", "Write B-TYPE at its first word and I-TYPE after.")
        tokens.append(
            Token(
                i=len(tokens),
                start=len(text),
                end=len(text) + len(row[1]),
                text=row[1],
                lemma=row[2],
                upos=row[3],
                xpos="" if row[4] == "_" else row[4],
                feats="" if row[5] == "_" else row[5],
                head=int(row[6]) - 1,
                deprel=row[7],
                name=name,
                name_start=part == "B",
            )
        )
        text += row[1] + _space_after(misc)
    return text[: tokens[-1].end], tuple(tokens)


def _space_after(misc: dict[str, str]) -> str:
    if misc.get("SpaceAfter") == "No":
        return ""
    written = misc.get("SpacesAfter")
    if written is None:
        return " "
    found = ""
    at = 0
    while at < len(written):
        size = 2 if written[at] == "\\" else 1
        part = written[at : at + size]
        found += _SPACE_OF.get(part, part)
        at += size
    return found
