"""Read Universal Dependencies treebanks and the names annotated on them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

TREEBANKS = ("en_ewt", "en_gum")
PARTS = ("train", "dev", "test")

# Features that describe spelling or annotation rather than grammar; without them the tagger has a third fewer classes.
DROPPED_FEATURES = frozenset(
    {"Typo", "Style", "ExtPos", "CorrectForm", "CorrectNumber", "CorrectTense", "CorrectPerson", "NumForm", "Foreign"}
)

NAME_LABELS = {
    "person": "PERSON",
    "place": "LOC",
    "organization": "ORG",
    "PER": "PERSON",
    "LOC": "LOC",
    "ORG": "ORG",
}

# Universal NER leaves titles and forms of address outside the name; GUM's entities are whole noun phrases.
_TITLES = """
    mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lady lord dame president vice-president senator sen
    sen. congressman congresswoman representative rep rep. governor gov gov. mayor minister secretary chancellor judge
    justice general gen gen. colonel col col. lieutenant lt lt. captain capt capt. sergeant sgt sgt. major maj maj. king
    queen prince princess emperor pope father brother sister reverend rev rev. saint st st. chairman chairwoman speaker
    ambassador director coach uncle aunt attorney officer detective prime deputy former then
"""
TITLES = frozenset(_TITLES.split())
PERSON_CONNECTORS = frozenset({"de", "la", "del", "du", "von", "van", "bin", "al", "-"})
NAME_CONNECTORS = PERSON_CONNECTORS | {"of", "the", "for", "and", "&"}


@dataclass(frozen=True)
class Word:
    """Hold one syntactic word; `head` is the index of its head in the sentence, its own index for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool
    misc: str = "_"


@dataclass(frozen=True)
class Sentence:
    """Hold one annotated sentence; `names` are (start, end, label) in words, None where names were not annotated."""

    sent_id: str
    document: str
    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...] | None = field(default=None)

    @property
    def text(self) -> str:
        """Join the words with their spacing."""
        return "".join(word.form + (" " if word.space_after else "") for word in self.words).rstrip()

    def with_names(self, names: tuple[tuple[int, int, str], ...] | None) -> Sentence:
        """Return the same sentence with other names."""
        return replace(self, names=names)


def treebank_path(data: Path, treebank: str, part: str) -> Path:
    """Return the path of one part of one treebank."""
    return data / "treebanks" / f"{treebank}-{part}.conllu.gz"


def check_data(data: Path) -> None:
    """Raise FileNotFoundError that names every missing file and says what would be right."""
    wanted = [treebank_path(data, treebank, part) for treebank in TREEBANKS for part in PARTS]
    wanted += [data / "names" / f"en_ewt-{part}.iob2.gz" for part in ("dev", "test")]
    missing = [str(path) for path in wanted if not path.is_file()]
    if missing:
        raise FileNotFoundError(
            f"the training data is not in {data}: missing {', '.join(missing)}. "
            "Pass --data with the folder that holds treebanks/ and names/ (training/README.md says what they are)."
        )


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file, with GUM's names where the file has entities."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        text = lines.read()
    document = ""
    has_entities = "global.Entity" in text
    for block in text.split("\n\n"):
        if not block.strip():
            continue
        rows = block.strip("\n").split("\n")
        sent_id = ""
        for row in rows:
            if row.startswith("# newdoc id = "):
                document = row.removeprefix("# newdoc id = ").strip()
            elif row.startswith("# sent_id = "):
                sent_id = row.removeprefix("# sent_id = ").strip()
        words = _read_words([row.split("\t") for row in rows if not row.startswith("#")])
        names = find_names(words) if has_entities else None
        yield Sentence(sent_id, document, words, names)


def read_names(path: Path) -> dict[str, tuple[tuple[int, int, str], ...]]:
    """Return the names of each sentence of a Universal NER file, by sentence id."""
    found: dict[str, tuple[tuple[int, int, str], ...]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        text = lines.read()
    for block in text.split("\n\n"):
        match = re.search(r"^# sent_id = (.+)$", block, re.MULTILINE)
        if match is None:
            continue
        tags = [row.split("\t")[2] for row in block.split("\n") if row[:1].isdigit()]
        found[match.group(1).strip()] = _spans_of_tags(tags)
    return found


def attach_names(
    sentences: Iterator[Sentence], names: dict[str, tuple[tuple[int, int, str], ...]]
) -> Iterator[Sentence]:
    """Yield each sentence with its Universal NER names, None where there are none for it or the words differ."""
    for sentence in sentences:
        spans = names.get(sentence.sent_id)
        if spans is not None and any(end > len(sentence.words) for _, end, _ in spans):
            spans = None
        yield sentence.with_names(spans)


def find_names(words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
    """Return the names in GUM's entities: people, places and organizations whose head is a proper noun.

    An entity is a whole noun phrase; its name is the run of proper nouns about its head, with the connectors inside
    and without titles before it.
    """
    found: dict[tuple[int, int], str] = {}
    for start, end, kind in _entities(words):
        label = NAME_LABELS.get(kind)
        if label is None:
            continue
        head = _head_of(words, start, end)
        if words[head].xpos not in {"NNP", "NNPS"} or words[head].upos not in {"PROPN", "NOUN", "ADJ"}:
            continue
        connectors = PERSON_CONNECTORS if label == "PERSON" else NAME_CONNECTORS
        first, last = _name_about(words, start, end, head, connectors)
        if label == "PERSON":
            while first < last and words[first].form.lower() in TITLES:
                first += 1
            # An office («the Home Secretary») is no name of a person, nor is a body that holds it.
            if any(word.form.lower() in TITLES or word.form == "High" for word in words[first : last + 1]):
                continue
        found.setdefault((first, last + 1), label)
    return _without_overlaps(found)


def _name_about(
    words: tuple[Word, ...], start: int, end: int, head: int, connectors: frozenset[str]
) -> tuple[int, int]:
    """Return the first and the last word of the run of proper nouns about a head, inside the entity."""
    first = last = head
    while first > start and words[first - 1].xpos in {"NNP", "NNPS"}:
        first -= 1
    while True:
        following = last + 1
        while following < end and words[following].form.lower() in connectors and words[following].upos != "PUNCT":
            following += 1
        if following >= end or words[following].xpos not in {"NNP", "NNPS"}:
            break
        bridged = following - last - 1
        # «Bank of England» is one name; «Boston and Paris» and «Obama the President» are not.
        if bridged and words[last + 1].form.lower() in {"the", "and"}:
            break
        if words[following].deprel in {"appos", "conj"}:
            break
        last = following
    return first, last


def _head_of(words: tuple[Word, ...], start: int, end: int) -> int:
    for index in range(start, end):
        head = words[index].head
        if (head == index or not start <= head < end) and words[index].upos != "PUNCT":
            return index
    return start


def _entities(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, type) for each entity that opens and closes in the sentence."""
    opened: list[tuple[str, int, str]] = []
    for index, word in enumerate(words):
        match = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        if match is None:
            continue
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", match.group(1)):
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                if len(fields) < 2:
                    continue
                key, kind = fields[0], fields[1]
                if piece.endswith(")"):
                    yield index, index + 1, kind
                else:
                    opened.append((key, index, kind))
            else:
                key = piece.strip(")")
                for position in range(len(opened) - 1, -1, -1):
                    if opened[position][0] == key:
                        _, start, kind = opened.pop(position)
                        yield start, index + 1, kind
                        break


def _without_overlaps(found: dict[tuple[int, int], str]) -> tuple[tuple[int, int, str], ...]:
    kept: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, found[(start, end)]))
    return tuple(sorted(kept))


def _spans_of_tags(tags: list[str]) -> tuple[tuple[int, int, str], ...]:
    spans: list[tuple[int, int, str]] = []
    start = 0
    current = ""
    for index, tag in enumerate([*tags, "O"]):
        kind = tag[2:]
        if current and (tag[:1] != "I" or kind != current):
            spans.append((start, index, NAME_LABELS.get(current, "")))
            current = ""
        if tag[:1] == "B" or (tag[:1] == "I" and not current):
            start, current = index, kind
    return tuple(span for span in spans if span[2])


def _read_words(rows: list[list[str]]) -> tuple[Word, ...]:
    words: list[Word] = []
    glued_until = 0
    space_of_range = True
    for row in rows:
        number = row[0]
        if "-" in number:
            _, last = number.split("-")
            glued_until = int(last)
            space_of_range = "SpaceAfter=No" not in row[9]
            continue
        if "." in number:
            continue
        position = int(number)
        if position < glued_until:
            space = False
        elif position == glued_until:
            space = space_of_range
        else:
            space = "SpaceAfter=No" not in row[9]
        head = int(row[6])
        words.append(
            Word(
                form=row[1],
                lemma=row[1] if row[2] == "_" else row[2],
                upos=row[3],
                xpos=row[4],
                feats=_kept_features(row[5]),
                head=head - 1 if head else position - 1,
                deprel="ROOT" if row[7] == "root" else row[7],
                space_after=space,
                misc=row[9],
            )
        )
    return tuple(words)


def _kept_features(feats: str) -> str:
    if feats == "_":
        return ""
    return "|".join(pair for pair in feats.split("|") if pair.split("=")[0] not in DROPPED_FEATURES)
