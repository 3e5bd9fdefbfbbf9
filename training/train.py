"""Train demarche-en with one command: `python training/train.py [--size full|fast] [--data DIR] [--output DIR]`.

1. Prepare the corpus from the treebanks, and let the teacher annotate the open text, unless both are there already.
2. Train from config.cfg on one core with fixed seeds. A run that was cut off goes on from its last round.
3. With --package, put the best model and the list of its texts into the package (see package.py).
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

# Before numpy is imported: one thread, so that two runs add floats in the same order.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

from spacy.language import Language  # noqa: E402
from spacy.tokens import Doc, DocBin  # noqa: E402
from spacy.training.initialize import init_nlp  # noqa: E402
from spacy.util import load_config  # noqa: E402
from thinc.api import Optimizer, use_ops  # noqa: E402

from loop import Plan, train_in_rounds  # noqa: E402
from prepare import DEFAULT_DATA, prepare  # noqa: E402

HERE = Path(__file__).parent
LISTENERS = ("tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner")


@dataclass(frozen=True)
class Size:
    """The size of a model: width and depth of the encoder, width of the parser's hidden layer."""

    width: int
    depth: int
    hidden: int


SIZES = {"full": Size(224, 8, 128), "fast": Size(96, 4, 64)}
STEPS = 6000
PLAN = Plan(steps=STEPS, size=1000, every=250, seed=20261124, dropout=0.15)


def main() -> None:
    """Run the three steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=list(SIZES), default="full", help="which of the two models; default: full")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with treebanks/, names/ and wikinews/")
    parser.add_argument("--output", type=Path, default=HERE / "output", help="folder for the trained models")
    parser.add_argument("--steps", type=int, default=STEPS, help=f"number of updates; default: {STEPS}")
    parser.add_argument("--no-silver", action="store_true", help="train on the treebanks alone, without the teacher")
    parser.add_argument("--package", action="store_true", help="put the best model into packages/demarche-en")
    arguments = parser.parse_args()
    corpus = HERE / "corpus"
    try:
        prepare_corpus(arguments.data, corpus, silver=not arguments.no_silver)
    except FileNotFoundError as error:
        parser.exit(2, f"train.py: {error}\n")
    output = arguments.output / arguments.size
    train(corpus, output, SIZES[arguments.size], arguments.steps, silver=not arguments.no_silver)
    if arguments.package:
        from package import package_model, write_sources

        package_model(output / "model-best", arguments.size)
        write_sources(arguments.data)


def prepare_corpus(data: Path, corpus: Path, *, silver: bool) -> None:
    """Write what is missing of the corpus; raises FileNotFoundError that names what is missing of the data."""
    if silver and not (corpus / "silver.jsonl").is_file():
        from teacher import teach

        corpus.mkdir(parents=True, exist_ok=True)
        teach(data, corpus)
    wanted = ["train.spacy", "dev.spacy", *(["silver.spacy"] if silver else [])]
    if not all((corpus / name).is_file() for name in wanted):
        prepare(data, corpus)


def train(corpus: Path, output: Path, size: Size, steps: int = STEPS, *, silver: bool = True) -> None:
    """Train on a prepared corpus and write model-best and model-last into the output folder."""
    overrides: dict[str, object] = {
        "paths.train": str(corpus / "train.spacy"),
        "paths.dev": str(corpus / "dev.spacy"),
        "components.tok2vec.model.embed.width": size.width,
        "components.tok2vec.model.encode.width": size.width,
        "components.tok2vec.model.encode.depth": size.depth,
        "components.parser.model.hidden_width": size.hidden,
        **{f"components.{name}.model.tok2vec.width": size.width for name in LISTENERS},
    }
    config = load_config(HERE / "config.cfg", overrides=overrides, interpolate=False)
    output.mkdir(parents=True, exist_ok=True)
    with use_ops("numpy", use_blis=False):
        nlp = init_nlp(config, use_gpu=-1)
        optimizer = Optimizer(
            PLAN.rate, beta1=0.9, beta2=0.999, eps=1e-8, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0
        )
        parts = [read_docs(nlp, corpus / f"{name}.spacy") for name in ("train", "dev")]
        more = read_docs(nlp, corpus / "silver.spacy") if silver else []
        plan = Plan(steps, PLAN.size, PLAN.every, PLAN.seed, PLAN.dropout)
        train_in_rounds(nlp, optimizer, parts[0], more, parts[1], plan, output)


def read_docs(nlp: Language, path: Path) -> list[Doc]:
    """Return the annotated sentences of a file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


if __name__ == "__main__":
    main()
