"""Measure a model on the test parts: `python training/evaluate.py [--model DIR] [--data DIR]`.

Two readings of each part. «Gold words»: the model is given the treebank's words, and each figure is a share of words.
«Raw»: it is given the sentence as text, and what it makes of its own words is compared where the words agree (F1).
LAS counts the relation with its subtype and leaves punctuation out; LAS-U counts all words and the relation without
its subtype, as the CoNLL shared tasks do. Names are counted by span and type, and by span alone.
Everything but the speed is the same at every run.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

import spacy  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc  # noqa: E402
from thinc.api import use_ops  # noqa: E402

from prepare import DEFAULT_DATA  # noqa: E402
from treebank import Sentence, attach_names, check_data, read_names, read_treebank, treebank_path  # noqa: E402

HERE = Path(__file__).parent
PACKAGED = HERE.parent / "packages" / "demarche-en" / "src" / "demarche_en" / "full"
RELATIONS = ("nsubj", "obj", "nsubj:pass", "obl", "obl:agent", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis")
BATCH = 256


@dataclass
class Scores:
    """Count what was right, what was found and what there was, under one key each."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, key: str, found: set[tuple[object, ...]], gold: set[tuple[object, ...]]) -> None:
        """Count one sentence under a key."""
        self.right[key] += len(found & gold)
        self.found[key] += len(found)
        self.gold[key] += len(gold)

    def f1(self, key: str) -> float:
        """Return F1 in percent."""
        return 200.0 * self.right[key] / max(1, self.found[key] + self.gold[key])


def main() -> None:
    """Print the figures of both treebanks and the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=PACKAGED, help="folder of the model; default: the packaged one")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with treebanks/ and names/")
    arguments = parser.parse_args()
    try:
        check_data(arguments.data)
    except FileNotFoundError as error:
        parser.exit(2, f"evaluate.py: {error}\n")
    with use_ops("numpy", use_blis=False):
        nlp = spacy.load(arguments.model)
    parts = {"EWT test": ewt_test(arguments.data), "GUM test": gum_test(arguments.data)}
    results = {
        (name, reading): score(nlp, sentences, raw=reading == "raw")
        for name, sentences in parts.items()
        for reading in ("gold words", "raw")
    }
    print_table(results)
    texts = [sentence.text for sentences in parts.values() for sentence in sentences]
    print(f"\nwords a second on one core: {words_a_second(nlp, texts):,.0f}")


def ewt_test(data: Path) -> list[Sentence]:
    """Return the test part of EWT with the gold names of Universal NER."""
    names = read_names(data / "names" / "en_ewt-test.iob2.gz")
    return list(attach_names(read_treebank(treebank_path(data, "en_ewt", "test")), names))


def gum_test(data: Path) -> list[Sentence]:
    """Return the test part of GUM with the names derived from its entities."""
    return list(read_treebank(treebank_path(data, "en_gum", "test")))


def score(nlp: Language, sentences: list[Sentence], *, raw: bool) -> Scores:
    """Compare the model's reading of the sentences with the treebank's."""
    scores = Scores()
    given = [nlp.make_doc(sentence.text) if raw else gold_words(nlp, sentence) for sentence in sentences]
    for doc in given:
        for token in doc:
            token.is_sent_start = token.i == 0
    for sentence, doc in zip(sentences, nlp.pipe(given, batch_size=BATCH), strict=True):
        compare(scores, sentence, doc)
    return scores


def gold_words(nlp: Language, sentence: Sentence) -> Doc:
    """Return the treebank's words as a Doc; the tokenizer's own where it agrees, for its norms («n't» is «not»)."""
    words = [word.form for word in sentence.words]
    doc = nlp.make_doc(sentence.text)
    if [token.text for token in doc] == words:
        return doc
    return Doc(nlp.vocab, words=words, spaces=[word.space_after for word in sentence.words])


def compare(scores: Scores, sentence: Sentence, doc: Doc) -> None:
    """Add one sentence to the counts; words are known by their place in the text."""
    places: list[tuple[int, int]] = []
    offset = 0
    for word in sentence.words:
        places.append((offset, offset + len(word.form)))
        offset += len(word.form) + word.space_after
    own = [(token.idx, token.idx + len(token)) for token in doc]
    for key, gold, found in (
        ("XPOS", [word.xpos for word in sentence.words], [token.tag_ for token in doc]),
        ("UPOS", [word.upos for word in sentence.words], [token.pos_ for token in doc]),
        ("features", [word.feats for word in sentence.words], [str(token.morph) for token in doc]),
        ("lemmas", [word.lemma for word in sentence.words], [token.lemma_ for token in doc]),
    ):
        scores.add(key, set(zip(own, found, strict=True)), set(zip(places, gold, strict=True)))
    gold_arcs = [
        (places[i], places[word.head], "root" if word.deprel == "ROOT" else word.deprel)
        for i, word in enumerate(sentence.words)
    ]
    own_arcs = [(own[token.i], own[token.head.i], "root" if token.dep_ == "ROOT" else token.dep_) for token in doc]
    gold_content = [arc for arc in gold_arcs if arc[2] != "punct"]
    own_content = [arc for arc in own_arcs if arc[2] != "punct"]
    scores.add("UAS", {arc[:2] for arc in own_content}, {arc[:2] for arc in gold_content})
    scores.add("LAS", set(own_content), set(gold_content))
    scores.add(
        "LAS-U",
        {(*arc[:2], arc[2].partition(":")[0]) for arc in own_arcs},
        {(*arc[:2], arc[2].partition(":")[0]) for arc in gold_arcs},
    )
    for relation in RELATIONS:
        scores.add(
            relation,
            {arc for arc in own_arcs if arc[2] == relation},
            {arc for arc in gold_arcs if arc[2] == relation},
        )
    if sentence.names is not None:
        gold_names = {(places[start][0], places[end - 1][1], label) for start, end, label in sentence.names}
        own_names = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
        scores.add("names", own_names, gold_names)
        scores.add("name spans", {name[:2] for name in own_names}, {name[:2] for name in gold_names})
        for label in ("PERSON", "ORG", "LOC"):
            scores.add(
                label,
                {name for name in own_names if name[2] == label},
                {name for name in gold_names if name[2] == label},
            )


def print_table(results: dict[tuple[str, str], Scores]) -> None:
    """Print one row for each figure and one column for each part and reading."""
    keys = ["UAS", "LAS", "LAS-U", "UPOS", "XPOS", "features", "lemmas", *RELATIONS]
    keys += ["names", "name spans", "PERSON", "ORG", "LOC"]
    print(f"{'F1, percent':<14}" + "".join(f"{f'{part}, {reading}':>22}" for part, reading in results))
    for key in keys:
        print(f"{key:<14}" + "".join(f"{scores.f1(key):>22.2f}" for scores in results.values()))


def words_a_second(nlp: Language, texts: list[str], repeats: int = 3) -> float:
    """Return the best of a few runs from text to parsed Docs, in words for each second of processor time."""
    best = 0.0
    for _ in range(repeats):
        started = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))
        best = max(best, words / (time.process_time() - started))
    return best


if __name__ == "__main__":
    main()
