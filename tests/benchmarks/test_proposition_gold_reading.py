"""The gold of propositions is read as it is written, its faults are told, and readings are scored against it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from benchmarks.proposition_gold import GoldSentence, load_gold, read_gold
from benchmarks.propositions import compare, measure_propositions, score
from benchmarks.sets import MissingData

from demarche.errors import ModelMissing
from demarche.language.propositions import find_propositions

WORDS = """1	Norland	Norland	PROPN	NNP	Number=Sing	2	nsubj	_	Name=B-LOC
2	accused	accuse	VERB	VBD	_	0	root	_	_
3	rebels	rebel	NOUN	NNS	_	2	obj	_	_
4	of	of	SCONJ	IN	_	5	mark	_	_
5	shelling	shell	VERB	VBG	_	2	advcl	_	_
6	rebels	rebel	NOUN	NNS	_	5	obj	_	SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_
"""
TEXT = "# text = Norland accused rebels of shelling rebels.\n"
ACCUSED = "# proposition = accused | verb past | agent Norland | patient rebels | clause:of shelling\n"
SHELLING = "# proposition = shelling | verb | agent rebels implicit | patient rebels/2\n"


def _write(folder: Path, *comments: str, words: str = WORDS, name: str = "own") -> Path:
    path = folder / f"{name}.conllu"
    path.write_text(f"# sent_id = {name}-1\n" + "".join(comments) + words + "\n", encoding="utf-8")
    return path


def _sentence(folder: Path, *comments: str) -> GoldSentence:
    gold = read_gold(_write(folder, TEXT, *comments))
    assert gold.faults == ()
    return gold.sentences[0]


def test_propositions_are_read_by_their_words(tmp_path: Path) -> None:
    """A word with a number after it is that occurrence of its form; the rest is kind, grammar and arguments."""
    accused, shelling = _sentence(tmp_path, ACCUSED, SHELLING).propositions
    assert (accused.head, accused.kind, accused.tense) == (1, "verb", "past")
    assert accused.arguments[-1] == ("clause", "of", 4, False)
    assert shelling.arguments == (("agent", "", 2, True), ("patient", "", 5, False))


@pytest.mark.parametrize(
    ("comments", "words", "fault"),
    [
        ((TEXT, ACCUSED), WORDS, "no proposition of the clause «shelling»"),
        ((TEXT, SHELLING, ACCUSED), WORDS, "not in order"),
        ((TEXT, SHELLING.replace("rebels/2", "rebels/3")), WORDS, "no word rebels/3"),
        ((TEXT, SHELLING.replace("verb", "verb gone")), WORDS, "grammar gone"),
        ((TEXT, SHELLING.replace("agent", "doer")), WORDS, "argument «doer rebels implicit»"),
        ((TEXT.replace("rebels.", "rebels ."),), WORDS, "the words give"),
        ((TEXT,), WORDS.replace("2	obj", "0	root"), "2 roots: accused, rebels"),
        ((TEXT,), WORDS.replace("5	mark", "9	mark"), "«of» hangs on 9"),
        ((TEXT,), WORDS.replace("2	advcl", "6	advcl"), "hangs in a circle"),
        ((TEXT,), WORDS.replace("nsubj", "subject"), "the relation subject"),
    ],
    ids=[
        "a clause without its proposition",
        "out of order",
        "no such occurrence",
        "unknown grammar",
        "unknown role",
        "other text",
        "two roots",
        "no such head",
        "a circle",
        "unknown relation",
    ],
)
def test_faults_of_form_are_told(tmp_path: Path, comments: tuple[str, ...], words: str, fault: str) -> None:
    """Each fault names file, sentence and what is wrong."""
    faults = read_gold(_write(tmp_path, *comments, words=words)).faults
    assert [found for found in faults if found.startswith("own own-1: ") and fault in found]


def test_a_sentence_may_stand_only_once(tmp_path: Path) -> None:
    """The same text in two files is a fault: a sentence set aside may not be one of the development part."""
    for name in ("aside_own", "own"):
        _write(tmp_path, TEXT, name=name)
    gold = load_gold(tmp_path)
    assert [sentence.aside for sentence in gold.sentences] == [True, False]
    assert gold.faults == ("own own-1: id or text stands in aside_own aside_own-1 too",)


def test_roles_are_scored_by_predicate_role_marker_and_head(tmp_path: Path) -> None:
    """A wrong marker is one argument missing and one too many, and no error where markers do not count."""
    right = _sentence(tmp_path, ACCUSED, SHELLING)
    scores = score([right], [right.sentence])
    assert (scores.roles.right, scores.roles.found, scores.roles.gold) == (5, 5, 5)
    wrong = _sentence(tmp_path, ACCUSED.replace("clause:of", "clause:that"), SHELLING)
    scores = score([wrong], [wrong.sentence])
    assert (scores.roles.right, scores.roles.found, scores.unmarked.f1) == (4, 5, 1.0)


def test_words_are_aligned_by_their_characters(tmp_path: Path) -> None:
    """A parse that cuts the words otherwise is scored in the words of the gold."""
    gold = _sentence(tmp_path, ACCUSED, SHELLING)
    first, *rest = gold.sentence.tokens
    cut = [
        msgspec.structs.replace(first, text="Nor", end=3, head=1, deprel="compound"),
        msgspec.structs.replace(first, i=1, text="land", start=3, head=2),
        *(msgspec.structs.replace(t, i=t.i + 1, head=t.head + 1 if t.head >= 0 else -1) for t in rest),
    ]
    parse = msgspec.structs.replace(gold.sentence, tokens=tuple(cut))
    compared = compare(gold, parse, find_propositions(parse, 40))
    assert compared.found == compared.gold


def test_errors_of_the_part_set_aside_are_not_listed(tmp_path: Path) -> None:
    """Both parts have their figures; what is wrong is listed for the development part alone."""
    _write(tmp_path, TEXT, ACCUSED.replace("rebels", "rebels/2"))
    other = WORDS.replace("Norland", "Sudland")
    _write(
        tmp_path, TEXT.replace("Norland", "Sudland"), ACCUSED.replace("Norland", "rebels"), SHELLING,
        words=other, name="aside_own",
    )  # fmt: skip
    try:
        report = measure_propositions(tmp_path, errors=True)
    except ModelMissing:
        pytest.skip("no English model is installed")
    assert report.startswith("fault of the gold: own own-1: no proposition of the clause «shelling»")
    assert ("development, gold trees: 1 sentences" in report, "set aside, live: 1 sentences" in report) == (True, True)
    assert ("own own-1: Norland" in report, "Sudland" in report) == (True, False)


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    """Without gold nothing is measured."""
    with pytest.raises(MissingData, match="no gold of propositions there"):
        measure_propositions(tmp_path)
