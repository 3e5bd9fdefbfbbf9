"""Turn the treebanks into spaCy's training files: `python training/prepare.py [--data DIR] [--output DIR]`.

Where the teacher has annotated open text (`silver.jsonl` in the output folder, see teacher.py), that becomes
`silver.spacy`.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from treebank import Sentence, Word, attach_names, check_data, read_names, read_treebank, treebank_path

HERE = Path(__file__).parent
DEFAULT_DATA = HERE.parent.parent / "shared" / "data"
DEFAULT_OUTPUT = HERE / "corpus"

SEED = 20261124
# Shares of the training sentences that get one more copy in another dress.
LOWER_SHARE = 0.08
UPPER_SHARE = 0.01
TITLE_SHARE = 0.04
BARE_SHARE = 0.04
CURLY_SHARE = 0.5
# The same for the sentences that the teacher annotated.
SILVER_LOWER_SHARE = 0.06
SILVER_TITLE_SHARE = 0.05
SILVER_UPPER_SHARE = 0.01
# Of five documents of EWT dev, four are trained on (their names are the only gold ones for web text) and one is kept.
KEPT_IN = 5


def main() -> None:
    """Write train.spacy and dev.spacy and print what is in them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with treebanks/ and names/")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="folder for the .spacy files")
    arguments = parser.parse_args()
    try:
        prepare(arguments.data, arguments.output)
    except FileNotFoundError as error:
        parser.exit(2, f"prepare.py: {error}\n")


def prepare(data: Path, output: Path) -> None:
    """Write the training and development files; the same data give the same files."""
    check_data(data)
    output.mkdir(parents=True, exist_ok=True)
    train, dev = split_parts(data)
    chance = random.Random(SEED)
    dressed = list(add_variants(train, chance))
    vocab = spacy.blank("en").vocab
    for name, sentences in (("train", dressed), ("dev", dev)):
        docs = [as_doc(vocab, sentence) for sentence in sentences]
        DocBin(docs=docs, store_user_data=False).to_disk(output / f"{name}.spacy")
        named = sum(sentence.names is not None for sentence in sentences)
        words = sum(len(sentence.words) for sentence in sentences)
        print(f"{name}: {len(sentences)} sentences, {words} words, {named} sentences with names")
    if (output / "silver.jsonl").is_file():
        silver = list(read_silver(output / "silver.jsonl"))
        docs = [as_doc(vocab, sentence) for sentence in add_silver_variants(silver, random.Random(SEED))]
        DocBin(docs=docs, store_user_data=False).to_disk(output / "silver.spacy")
        print(f"silver: {len(docs)} sentences, {sum(map(len, docs))} words")


def read_silver(path: Path) -> Iterator[Sentence]:
    """Yield the sentences that the teacher annotated."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            keys = ("words", "lemmas", "tags", "features", "heads", "relations", "spaces")
            words = tuple(
                Word(form, lemma, features.partition("|")[0], tag, features.partition("|")[2], head, relation, space)
                for form, lemma, tag, features, head, relation, space in zip(*(row[key] for key in keys), strict=True)
            )
            names = tuple((start, end, label) for start, end, label in row["names"])
            yield Sentence(f"silver-{number}", "silver", words, names)


def split_parts(data: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Return the training and the development sentences; no test sentence is in either."""
    train = list(read_treebank(treebank_path(data, "en_ewt", "train")))
    train += read_treebank(treebank_path(data, "en_gum", "train"))
    dev = list(read_treebank(treebank_path(data, "en_gum", "dev")))
    names = read_names(data / "names" / "en_ewt-dev.iob2.gz")
    for sentence in attach_names(read_treebank(treebank_path(data, "en_ewt", "dev")), names):
        kept = zlib.crc32(sentence.document.encode()) % KEPT_IN == 0
        (dev if kept else train).append(sentence)
    return train, dev


def add_variants(sentences: list[Sentence], chance: random.Random) -> Iterator[Sentence]:
    """Yield every sentence, some with curly quotes, and extra copies in lower case, capitals and headline style."""
    for sentence in sentences:
        yield with_curly_quotes(sentence) if chance.random() < CURLY_SHARE else sentence
        if chance.random() < LOWER_SHARE:
            yield with_forms(sentence, [word.form.lower() for word in sentence.words])
        if chance.random() < UPPER_SHARE:
            yield with_forms(sentence, [word.form.upper() for word in sentence.words])
        if chance.random() < TITLE_SHARE and 4 <= len(sentence.words) <= 25:
            yield without_final_stop(with_forms(sentence, [headline_form(word) for word in sentence.words]))
        if chance.random() < BARE_SHARE and len(sentence.words) >= 4:
            yield without_final_stop(sentence)


def add_silver_variants(sentences: list[Sentence], chance: random.Random) -> Iterator[Sentence]:
    """Yield every sentence, and extra copies of some in small letters, headline style or capitals."""
    for sentence in sentences:
        yield sentence
        drawn = chance.random()
        if drawn < SILVER_LOWER_SHARE:
            yield with_forms(sentence, [word.form.lower() for word in sentence.words])
        elif drawn < SILVER_LOWER_SHARE + SILVER_TITLE_SHARE and len(sentence.words) <= 25:
            yield with_forms(sentence, [headline_form(word) for word in sentence.words])
        elif drawn > 1.0 - SILVER_UPPER_SHARE:
            yield with_forms(sentence, [word.form.upper() for word in sentence.words])


def headline_form(word: Word) -> str:
    """Return the form with a capital if headlines give it one."""
    if word.upos in {"ADP", "CCONJ", "DET", "PART"} or not word.form.isalpha() or len(word.form) < 3:
        return word.form
    return word.form[0].upper() + word.form[1:]


def with_forms(sentence: Sentence, forms: list[str]) -> Sentence:
    """Return the sentence with other forms of the same words."""
    words = tuple(replace(word, form=form) for word, form in zip(sentence.words, forms, strict=True))
    return replace(sentence, words=words)


def with_curly_quotes(sentence: Sentence) -> Sentence:
    """Return the sentence with typographic quotes and apostrophes in the place of straight ones."""
    forms: list[str] = []
    opened = False
    for word in sentence.words:
        form = word.form
        if form in {'"', "``", "''"}:
            form = "”" if opened else "“"
            opened = not opened
        elif len(form) > 1:
            form = form.replace("'", "’")
        forms.append(form)
    return with_forms(sentence, forms)


def without_final_stop(sentence: Sentence) -> Sentence:
    """Return the sentence without the full stop at its end, if it has one that nothing depends on."""
    last = len(sentence.words) - 1
    if sentence.words[last].form != "." or any(word.head == last for word in sentence.words[:last]):
        return sentence
    return replace(sentence, words=sentence.words[:last])


def as_doc(vocab: Vocab, sentence: Sentence) -> Doc:
    """Return the sentence as one Doc that has one sentence; names that were not annotated are missing, not absent."""
    words = sentence.words
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space_after for word in words[:-1]] + [False],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=[word.deprel for word in words],
    )
    if sentence.names is None:
        doc.set_ents([], default="missing")
    else:
        spans = [
            doc.char_span(doc[s].idx, doc[e - 1].idx + len(doc[e - 1]), label=label) for s, e, label in sentence.names
        ]
        doc.set_ents([span for span in spans if span is not None], default="outside")
    return doc


if __name__ == "__main__":
    main()
