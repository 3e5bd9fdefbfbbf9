"""Put a trained model into packages/demarche-en: `python training/package.py MODEL SIZE`."""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
from pathlib import Path

import spacy
import srsly
from spacy.language import Language

from open_text import WIKINEWS
from treebank import treebank_path

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "packages" / "demarche-en"
MODELS = PACKAGE / "src" / "demarche_en"
SIZES = ("full", "fast")
VERSION = "0.2.0"

# Of the training configuration only this is needed to build the pipeline; the rest would carry paths of one machine.
RUN_TIME_SECTIONS = ("nlp", "components")


SOURCES_HEAD = """# The texts of UD English GUM that the models were trained on or chosen by

As the treebank names them: document, author, title, where the text was published.

"""
NEWS_HEAD = """

# The articles of Wikinews that the teacher annotated

By the Wikinews contributors, CC BY 2.5.

"""


def main() -> None:
    """Package the model given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder that train.py wrote: output/full/model-best")
    parser.add_argument("size", choices=SIZES)
    arguments = parser.parse_args()
    package_model(arguments.model, arguments.size)


def package_model(source: Path, size: str) -> None:
    """Write a trained model without what is of use in training only: optimizer state, scores, words and paths."""
    target = MODELS / size
    nlp = spacy.load(source)
    nlp.meta.update(
        {
            "name": f"demarche_{size}",
            "version": VERSION,
            "description": "Tags, lemmas, Universal Dependencies and names for English news",
            "author": "The Demarche maintainers",
            "license": "CC-BY-SA-4.0",
            "performance": {},
        }
    )
    strings = needed_strings(nlp)
    written = target.with_name(f"{size}.new")
    shutil.rmtree(written, ignore_errors=True)
    nlp.to_disk(written, exclude=["vectors", "lookups"])
    srsly.write_json(written / "vocab" / "strings.json", strings)
    config = spacy.util.load_config(written / "config.cfg", interpolate=False)
    for section in list(config):
        if section not in RUN_TIME_SECTIONS:
            del config[section]
    config.to_disk(written / "config.cfg")
    meta = json.loads((written / "meta.json").read_text(encoding="utf-8"))
    for key in ("performance", "vectors", "spacy_git_version", "labels"):
        meta.pop(key, None)
    meta["spacy_version"] = ">=3.8.0,<3.9.0"
    srsly.write_json(written / "meta.json", meta)
    shutil.rmtree(target, ignore_errors=True)
    written.rename(target)


def needed_strings(nlp: Language) -> list[str]:
    """Return the strings that the model refers to by number: labels, features and the pieces of the edit trees."""
    found: set[str] = set(spacy.blank("en").vocab.strings)
    for name, component in nlp.pipeline:
        labels = getattr(component, "labels", ())
        found.update(str(label) for label in labels)
        if name in {"parser", "ner"}:
            found.update(component.move_names)
            found.update(re.sub(r"^.-", "", move) for move in component.move_names)
    for label in nlp.get_pipe("morphologizer").labels:
        found.update(re.split(r"[|=]", label))
        found.add("|".join(pair for pair in label.split("|") if not pair.startswith("POS=")))
    for tree in srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]:
        for key in ("orig", "subst"):
            if tree.get(key):
                found.add(nlp.vocab.strings[tree[key]])
    return sorted(found)


def write_sources(data: Path, path: Path = PACKAGE / "SOURCES.md") -> None:
    """Write the list of the GUM and Wikinews texts trained on, each with its author, title and address."""
    rows: list[str] = []
    for part in ("train", "dev"):
        with gzip.open(treebank_path(data, "en_gum", part), "rt", encoding="utf-8") as lines:
            text = lines.read()
        for block in re.split(r"^# newdoc id = ", text, flags=re.MULTILINE)[1:]:
            fields = dict(re.findall(r"^# meta::(\w+) = (.*)$", block, re.MULTILINE))
            name = block.split("\n", 1)[0].strip()
            rows.append(f"- {name}: {fields.get('author', '')}, «{fields.get('title', '')}», {fields['sourceURL']}")
    with (data / WIKINEWS).open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    news = sorted(f"- Wikinews, «{article['title']}», {article['url']}" for article in articles)
    path.write_text(SOURCES_HEAD + "\n".join(sorted(rows)) + NEWS_HEAD + "\n".join(news) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
