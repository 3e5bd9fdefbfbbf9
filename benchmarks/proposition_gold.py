"""Read the project's own gold of propositions and check its form; the format is described in tests/gold/README.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from demarche.model import Role, Sentence, Span, Token

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "propositions"
ASIDE = "aside_"
KINDS = ("verb", "noun", "adjective")
TENSES = ("past", "present", "future")
FLAGS = ("passive", "negated", "question", "imperative", "perfect", "progressive")
MODALS = ("will", "would", "can", "could", "may", "might", "must", "should")
ROLES = get_args(Role)
MARKED = ("oblique", "clause")  # the roles whose marker says something


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RELATIONS = _words(
    """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt
    conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list
    mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked
    orphan parataxis punct reparandum root vocative xcomp"""
)
TAGS = _words("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X")
_OCCURRENCE = re.compile(r"^(?P<form>.+)/(?P<number>\d+)$")


class GoldArgument(NamedTuple):
    """One argument as the gold has it: `marker` is «» for roles that have none, `head` a token index."""

    role: str
    marker: str
    head: int
    implicit: bool


class GoldProposition(NamedTuple):
    """One proposition as the gold has it; `grammar` holds the flags that are set."""

    head: int
    kind: str
    tense: str
    modal: str
    grammar: frozenset[str]
    arguments: tuple[GoldArgument, ...]


class GoldSentence(NamedTuple):
    """One sentence of the gold: its file's stem, its text, its tree and its propositions."""

    file: str
    id: str
    text: str
    sentence: Sentence
    propositions: tuple[GoldProposition, ...]

    @property
    def aside(self) -> bool:
        """Say whether the sentence belongs to the part set aside."""
        return self.file.startswith(ASIDE)


class Gold(NamedTuple):
    """The sentences of some files, and what is wrong with their form: a line each, with file and sentence."""

    sentences: tuple[GoldSentence, ...]
    faults: tuple[str, ...]


def load_gold(folder: Path = GOLD) -> Gold:
    """Read all files of the folder, in order of their names."""
    read = [read_gold(path) for path in sorted(folder.glob("*.conllu"))]
    sentences = tuple(sentence for gold in read for sentence in gold.sentences)
    faults = [fault for gold in read for fault in gold.faults]
    seen: dict[str, str] = {}
    for gold in sentences:
        for key in (gold.id, gold.text):
            if key in seen:
                faults.append(f"{gold.file} {gold.id}: id or text stands in {seen[key]} too")
            seen[key] = f"{gold.file} {gold.id}"
    return Gold(sentences, tuple(faults))


def read_gold(path: Path) -> Gold:
    """Read one file; sentences with a fault in their tree are left out, faulty propositions too."""
    sentences: list[GoldSentence] = []
    faults: list[str] = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = block.strip("\n").splitlines()
        if not lines:
            continue
        comments = [line[1:].strip().partition("=") for line in lines if line.startswith("#")]
        named = {key.strip(): value.strip() for key, _, value in comments}
        name = named.get("sent_id", "without sent_id")
        text = named.get("text", "")
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        wrong = [] if "sent_id" in named else ["no sent_id"]
        wrong += _tree_faults(rows)
        if not wrong:
            tokens = _tokens(rows)
            if _written(rows) != text:
                wrong.append(f"the words give «{_written(rows)}», the text is «{text}»")
            written = [value.strip() for key, _, value in comments if key.strip() == "proposition"]
            propositions, more = _propositions(written, tokens)
            sentence = Sentence(0, Span(0, len(text)), tokens)
            sentences.append(GoldSentence(path.stem, name, text, sentence, propositions))
            wrong += more
        faults += [f"{path.stem} {name}: {fault}" for fault in wrong]
    return Gold(tuple(sentences), tuple(faults))


def _tree_faults(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return what is wrong with the rows of one sentence: columns, numbers, tags, relations, not just one tree."""
    for number, row in enumerate(rows, 1):
        if len(row) != 10:
            return [f"word {number} has {len(row)} columns, not 10"]
        if row[0] != str(number):
            return [f"word {number} is numbered {row[0]}"]
        if not row[6].isdigit() or int(row[6]) > len(rows):
            return [f"word {number} «{row[1]}» hangs on {row[6]}"]
    faults = [f"«{row[1]}» has the tag {row[3]}" for row in rows if row[3] not in TAGS]
    faults += [f"«{row[1]}» has the relation {row[7]}" for row in rows if row[7] not in RELATIONS]
    roots = [row for row in rows if row[6] == "0"]
    if len(roots) != 1:
        faults.append(f"{len(roots)} roots: {', '.join(row[1] for row in roots)}")
    faults += [f"«{row[1]}» is {row[7]} on {row[6]}" for row in rows if (row[7] == "root") != (row[6] == "0")]
    for row in rows:
        at, steps = int(row[6]), 0
        while at and steps <= len(rows):
            at, steps = int(rows[at - 1][6]), steps + 1
        if at:
            faults.append(f"«{row[1]}» hangs in a circle")
    return faults


def _tokens(rows: Sequence[Sequence[str]]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    at = 0
    for row in rows:
        misc = row[9].split("|")
        named = next((part.removeprefix("Name=") for part in misc if part.startswith("Name=")), "")
        tokens.append(
            Token(
                i=len(tokens),
                start=at,
                end=at + len(row[1]),
                text=row[1],
                lemma=row[2],
                upos=row[3],
                xpos=row[4],
                feats="" if row[5] == "_" else row[5],
                head=int(row[6]) - 1,
                deprel=row[7],
                name=named[2:],
                name_start=named.startswith("B-"),
            )
        )
        at += len(row[1]) + ("SpaceAfter=No" not in misc)
    return tuple(tokens)


def _written(rows: Sequence[Sequence[str]]) -> str:
    return "".join(row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ") for row in rows).rstrip()


def _propositions(written: Sequence[str], tokens: Sequence[Token]) -> tuple[tuple[GoldProposition, ...], list[str]]:
    """Return the propositions of one sentence from their lines, and what is wrong with these."""
    found: list[GoldProposition] = []
    faults: list[str] = []
    for line in written:
        try:
            found.append(_proposition(line, tokens))
        except ValueError as fault:
            faults.append(f"{fault} (proposition «{line}»)")
    heads = [proposition.head for proposition in found]
    if heads != sorted(set(heads)):
        faults.append("propositions not in order of their predicates, or two of one word")
    for proposition in found:
        tuples = [argument[:3] for argument in proposition.arguments]
        if len(set(tuples)) != len(tuples):
            faults.append(f"an argument of «{tokens[proposition.head].text}» stands twice")
        clauses = [argument.head for argument in proposition.arguments if argument.role == "clause"]
        faults += [f"no proposition of the clause «{tokens[head].text}»" for head in clauses if head not in heads]
    return tuple(found), faults


def _proposition(line: str, tokens: Sequence[Token]) -> GoldProposition:
    """Read «accused | verb past | agent Norland | clause:of shelling»; raises ValueError with what is wrong."""
    fields = [field.split() for field in line.split("|")]
    if len(fields) < 2 or len(fields[0]) != 1 or not fields[1]:
        raise ValueError("not «word | kind … | role word | …»")
    kind, *grammar = fields[1]
    if kind not in KINDS:
        raise ValueError(f"kind {kind}")
    modal = tense = ""
    for word in grammar:
        name, _, value = word.partition("=")
        if name == "modal" and value in MODALS and not modal:
            modal = value
        elif word in TENSES and not tense:
            tense = word
        elif word not in FLAGS:
            raise ValueError(f"grammar {word}")
    arguments = tuple(_argument(field, tokens) for field in fields[2:])
    flags = frozenset(grammar) & frozenset(FLAGS)
    return GoldProposition(_word(fields[0][0], tokens), kind, tense or "none", modal, flags, arguments)


def _argument(field: Sequence[str], tokens: Sequence[Token]) -> GoldArgument:
    implicit = len(field) > 2 and field[-1] == "implicit"
    words = field[:-1] if implicit else field
    if len(words) < 2:
        raise ValueError(f"argument «{' '.join(field)}»")
    role, _, first = words[0].partition(":")
    marker = " ".join((first, *words[1:-1])) if first else ""
    if role not in ROLES or (not first and len(words) > 2):
        raise ValueError(f"argument «{' '.join(field)}»")
    return GoldArgument(role, marker.lower() if role in MARKED else "", _word(words[-1], tokens), implicit)


def _word(reference: str, tokens: Sequence[Token]) -> int:
    """Return the index of the word that the reference names: «attack», or «attack/2» for its second occurrence."""
    found = _OCCURRENCE.match(reference)
    form, number = (found["form"], int(found["number"])) if found else (reference, 1)
    places = [token.i for token in tokens if token.text == form]
    if not 0 < number <= len(places):
        raise ValueError(f"no word {reference}")
    return places[number - 1]
