"""Train demarche-en with one command: `python training/train.py [--data DIR] [--output DIR] [--steps N]`.

1. Prepare the corpus from the treebanks, unless it is there already.
2. Train from config.cfg on one core with fixed seeds; every evaluation leaves `model-last`, the best `model-best`.
3. With --package, put the best model and the list of its texts into the package (see package.py).
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

# Before numpy is imported: one thread, so that two runs add floats in the same order.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

from spacy.training.initialize import init_nlp  # noqa: E402
from spacy.training.loop import train as train_loop  # noqa: E402
from spacy.util import load_config  # noqa: E402

from prepare import DEFAULT_DATA, prepare  # noqa: E402

HERE = Path(__file__).parent


def main() -> None:
    """Run the three steps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with treebanks/ and names/")
    parser.add_argument("--output", type=Path, default=HERE / "output", help="folder for the trained models")
    parser.add_argument("--steps", type=int, default=None, help="number of updates; default: as in config.cfg")
    parser.add_argument("--package", action="store_true", help="put the best model into packages/demarche-en")
    arguments = parser.parse_args()
    corpus = HERE / "corpus"
    if not (corpus / "train.spacy").is_file():
        try:
            prepare(arguments.data, corpus)
        except FileNotFoundError as error:
            parser.exit(2, f"train.py: {error}\n")
    train(corpus, arguments.output, arguments.steps)
    if arguments.package:
        from package import package_model, write_sources

        package_model(arguments.output / "model-best")
        write_sources(arguments.data)


def train(corpus: Path, output: Path, steps: int | None = None) -> None:
    """Train on a prepared corpus and write model-best and model-last into the output folder."""
    overrides: dict[str, object] = {
        "paths.train": str(corpus / "train.spacy"),
        "paths.dev": str(corpus / "dev.spacy"),
    }
    if steps is not None:
        overrides["training.max_steps"] = steps
    config = load_config(HERE / "config.cfg", overrides=overrides, interpolate=False)
    output.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(config, use_gpu=-1)
    train_loop(nlp, output, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


if __name__ == "__main__":
    main()
