"""Measure Demarche: `python -m benchmarks [SET…] --data DIR --out DIR`.

For each set found under DIR (claims-*/*.json, data/<set>/*.jsonl): code its texts with an ordinary run, write the
predictions to OUT/<set>/<file>.jsonl, run the set's scorer, and print one table. `python -m benchmarks speed` times the
coder on texts given by --texts, `places` the gazetteer, `linking-speed` the linking of claims; `quiet` counts the
claims in texts on sport, science and the arts; `contexts` scores contexts against those judged by hand, `propositions`
propositions against the project's own gold, `incidents` the linking of reports on one incident; `ecbplus` the linking
of events across documents; `agreement [SET…]` shows the precision of claims by how surely they are read,
`reliability [SET…]` by their confidence, and `calibrate [SET…]` fits its weights; `degrees [SET…]` fits the figures of
factuality.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.agreement import measure_agreement
from benchmarks.calibration import calibrate, measure_reliability
from benchmarks.contexts import measure_contexts
from benchmarks.degrees import fit_degrees
from benchmarks.ecbplus import measure_ecbplus
from benchmarks.incidents import measure_incidents
from benchmarks.linking_speed import SIZES, measure_linking
from benchmarks.places import measure_places
from benchmarks.propositions import measure_propositions
from benchmarks.quiet import measure_quiet
from benchmarks.scoring import score
from benchmarks.sets import MissingData, Part, Row, find_parts, kind_of, load_inputs
from benchmarks.speed import measure_speed
from demarche.errors import CodebookError
from demarche.model import Document
from demarche.pipeline import Coder

# What is measured on sets of whole claims by judging some of them apart.
JUDGED = {"agreement": measure_agreement, "calibrate": calibrate, "reliability": measure_reliability}


def main() -> int:
    """Run the benchmarks that the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "sets",
        nargs="*",
        metavar="SET",
        help="sets to measure (default: all found), speed, places, quiet, contexts, propositions, incidents,"
        " ecbplus; or agreement, reliability, calibrate, degrees and sets",
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"), help="folder of the annotated sets")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder for predictions and reports")
    parser.add_argument("--scorers", type=Path, help="folder of the scorers (default: the data folder)")
    parser.add_argument("--part", default="dev", help="the part of a set that has several (default: dev)")
    parser.add_argument("--codebook", help="code by this codebook, a folder or a bundled one's name (default: plover)")
    parser.add_argument("--texts", type=Path, help="speed, quiet, contexts: a JSON Lines file of reports")
    parser.add_argument(
        "--errors", action="store_true", help="list what is wrong: propositions, incidents, quiet, contexts"
    )
    parser.add_argument(
        "--sizes", type=lambda given: tuple(map(int, given.split(","))), default=SIZES, help="linking-speed: claims"
    )
    options = parser.parse_args()
    try:
        if options.sets == ["speed"]:
            print(measure_speed(options.texts))
            return 0
        if options.sets == ["places"]:
            print(measure_places())
            return 0
        if options.sets == ["quiet"]:
            print(measure_quiet(options.texts, errors=options.errors))
            return 0
        if options.sets == ["contexts"]:
            print(measure_contexts(options.data, options.texts, errors=options.errors))
            return 0
        if options.sets == ["linking-speed"]:
            for line in measure_linking(options.sizes):
                print(line, flush=True)
            return 0
        if options.sets == ["incidents"]:
            print(measure_incidents(errors=options.errors))
            return 0
        if options.sets == ["propositions"]:
            print(measure_propositions(errors=options.errors))
            return 0
        if options.sets and options.sets[0] == "degrees":
            print(fit_degrees(options.data, tuple(options.sets[1:]), options.part))
            return 0
        scorers = options.scorers or options.data
        if options.sets == ["ecbplus"]:
            print(measure_ecbplus(options.data, options.part, options.out, scorers))
            return 0
        if options.sets and options.sets[0] in JUDGED:
            measure, sets = JUDGED[options.sets[0]], tuple(options.sets[1:])
            print(measure(options.data, sets, options.part, options.out, scorers))
            return 0
        parts = find_parts(options.data, tuple(options.sets), options.part)
        coder = Coder(codebook=options.codebook)
        rows = [_measure(part, coder, options.out, scorers) for part in parts]
    except (MissingData, CodebookError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    print("\n".join(rows))
    return 0


def _measure(part: Part, coder: Coder, out: Path, scorers: Path) -> str:
    kind = kind_of(part.set)
    assert kind is not None
    target = out / part.set / part.out
    target.parent.mkdir(parents=True, exist_ok=True)
    kept: list[Row] = []
    claims = words = sentences = 0

    def documents() -> Iterator[Document]:
        for row, document in load_inputs(part):
            kept.append(row)
            yield document

    with target.open("w", encoding="utf-8") as file:
        for i, traces in enumerate(coder.trace_all(documents())):
            file.write(json.dumps(kind.predict(kept[i], traces, coder), ensure_ascii=False) + "\n")
            claims += len(traces.claims)
            sentences += len(traces.analysis.sentences)
            words += sum(len(sentence.tokens) for sentence in traces.analysis.sentences)
    figures = score(part, target, scorers)
    shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
    density = (
        f"{claims / max(sentences, 1):.2f} claims a sentence, {1000 * claims / max(words, 1):.1f} a thousand words"
    )
    return f"{part.set} {part.gold.stem}: {shown}  ({density})"


if __name__ == "__main__":
    sys.exit(main())
