"""Keep the parses of a codebook's examples, so that its rules can be tried on parses that no new model changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from demarche.codebook.loading import load_codebook
from demarche.codebook.schema import Example
from demarche.language.analyzer import Analyzer
from demarche.language.conllu import Parse, load_conllu, write_parses
from demarche.language.frozen import FrozenAnalyzer, Recorder
from demarche.model import Document, Sentence, Token
from demarche.pipeline import Coder

# The comment that keeps a parse from being overwritten.
CHECKED = ("checked", "yes")


class Change(msgspec.Struct, frozen=True):
    """What freezing did to one parse, or, for `kept`, why a checked one was left as it is.

    `words` says in which words the parse before (for `kept`: the checked one) differs from the live one.
    """

    kind: Literal["added", "changed", "removed", "kept"]
    file: str
    id: str
    text: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the change in words, on one line."""
        place = f"{self.file}: {self.id}"
        match self.kind:
            case "changed":
                return f"{place}: changed: {'; '.join(self.words)}"
            case "kept":
                return f"{place}: checked, left as it is; the live parse differs: {'; '.join(self.words)}"
            case _:
                return f"{place}: {self.kind}: «{self.text}»"


class FreezeReport(msgspec.Struct, frozen=True):
    """What freezing did: every change, the number of parses, and how many of them are checked."""

    folder: str
    changes: tuple[Change, ...]
    parses: int
    checked: int

    def __str__(self) -> str:
        """Return the report in words, a line a change."""
        count = {kind: sum(c.kind == kind for c in self.changes) for kind in ("added", "changed", "removed", "kept")}
        return "\n".join(
            [
                *map(str, self.changes),
                f"{self.folder}: {self.parses} parses, {self.checked} of them checked: {count['added']} added,"
                f" {count['changed']} changed, {count['removed']} removed; {count['kept']} checked ones differ from"
                " the live parse.",
            ]
        )


def freeze_parses(folder: Path, out: Path, analyzer: Analyzer, *, overwrite: bool = False) -> FreezeReport:
    """Write the live parses of all examples and near misses of the codebook in `folder` into `out`.

    One file an event type, named after its file, and one for all contexts; parses in the order of the examples, each
    with the id «example/number of the sentence». A parse marked `# checked = yes` stays, wherever its example has moved
    to, unless `overwrite`. Files and parses that belong to no example any more are removed. Raises CodebookError,
    InputError, ModelMissing.

    1. Parse all examples at once; 2. take the sentences of each; 3. put checked parses in their places; 4. compare
    with what was there; 5. write.
    """
    codebook = load_codebook(folder)
    before = {path.name: load_conllu(path) for path in sorted(out.glob("*.conllu"))}
    checked = {} if overwrite else {p.text: p for parses in before.values() for p in parses if CHECKED in p.comments}
    # 1.
    live = Recorder(analyzer)
    coder = Coder(codebook=folder, analyzer=live)
    for _ in coder.trace_all(Document(id=e.id, text=e.text) for e in codebook.examples()):
        pass
    kept = FrozenAnalyzer(Parse("", text, sentence) for text, sentence in live.kept.items())
    # 2. to 4.
    changes: list[Change] = []
    after: dict[str, tuple[Parse, ...]] = {}
    files: dict[str, list[Parse]] = {}
    for example in codebook.examples():
        files.setdefault(parses_file(example), []).extend(_live_parses(coder, kept, example))
    for name, fresh in files.items():
        after[name] = tuple(msgspec.structs.replace(checked.get(p.text, p), id=p.id) for p in fresh)
        changes += _changes(name, before.get(name, ()), after[name], fresh)
    for name in before:
        if name not in after:
            changes += [Change("removed", name, parse.id, parse.text) for parse in before[name]]
    # 5.
    out.mkdir(parents=True, exist_ok=True)
    for name, parses in after.items():
        (out / name).write_bytes(write_parses(parses).encode())
    for name in before:
        if name not in after:
            (out / name).unlink()
    every = [parse for parses in after.values() for parse in parses]
    return FreezeReport(str(out), tuple(changes), len(every), sum(CHECKED in parse.comments for parse in every))


def parses_file(example: Example) -> str:
    """Return the name of the file of an example's parses: «aid.conllu» for «events/aid.toml», one for all contexts."""
    path = Path(example.file)
    return "contexts.conllu" if path.parent.name == "contexts" else f"{path.stem}.conllu"


def _live_parses(coder: Coder, kept: FrozenAnalyzer, example: Example) -> Iterator[Parse]:
    """Yield the parses of one example: of its sentences, and of what was parsed on the way to restored capitals."""
    coder.analyzer = own = Recorder(kept)
    for _ in coder.trace_all([Document(id=example.id, text=example.text)]):
        pass
    for number, (text, sentence) in enumerate(own.kept.items(), 1):
        yield Parse(f"{example.id}/{number}", text, sentence)


def _changes(name: str, before: Sequence[Parse], after: Sequence[Parse], live: Sequence[Parse]) -> Iterator[Change]:
    """Yield what freezing does to one file; parses are the same where their text is, whatever their id."""
    known = {parse.text: parse.sentence for parse in before}
    texts = set()
    for parse, fresh in zip(after, live, strict=True):
        texts.add(parse.text)
        if CHECKED in parse.comments:
            if parse.sentence != fresh.sentence:
                yield Change("kept", name, parse.id, parse.text, _differences(parse.sentence, fresh.sentence))
        elif parse.text not in known:
            yield Change("added", name, parse.id, parse.text)
        elif parse.sentence != known[parse.text]:
            yield Change("changed", name, parse.id, parse.text, _differences(known[parse.text], parse.sentence))
    for parse in before:
        if parse.text not in texts:
            yield Change("removed", name, parse.id, parse.text)


def _differences(one: Sentence, other: Sentence) -> tuple[str, ...]:
    """Say for each word in which two analyses of a sentence differ how it stands in the one and in the other."""
    if [token.span for token in one.tokens] != [token.span for token in other.tokens]:
        return ("other words",)
    return tuple(
        f"«{a.text}» {_said(one, a)}, live {_said(other, b)}"
        if (a.upos, a.head, a.deprel, a.lemma) != (b.upos, b.head, b.deprel, b.lemma)
        else f"«{a.text}» in its features or name"
        for a, b in zip(one.tokens, other.tokens, strict=True)
        if a != b
    )


def _said(sentence: Sentence, token: Token) -> str:
    head = f" of «{sentence.tokens[token.head].text}»" if token.head >= 0 else ""
    return f"{token.upos} {token.lemma}, {token.deprel}{head}"
