"""CoNLL-U is written and read without loss, and a faulty file is refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import InputError
from demarche.language.conllu import load_conllu, read_conllu, write_conllu, write_parses
from demarche.language.frozen import at_start
from demarche.model import Sentence, Span, Token

TEXT = "Oslo won't talk.\n\nBern\n  did ."

OSLO = Sentence(
    0,
    Span(0, 16),
    (
        Token(0, 0, 4, "Oslo", "Oslo", "PROPN", "NNP", "Number=Sing", 3, "nsubj", "LOC", True),
        Token(1, 5, 7, "wo", "will", "AUX", "MD", "VerbForm=Fin", 3, "aux"),
        Token(2, 7, 10, "n't", "not", "PART", "RB", "", 3, "advmod"),
        Token(3, 11, 15, "talk", "talk", "VERB", "VB", "VerbForm=Inf", -1, "root"),
        Token(4, 15, 16, ".", ".", "PUNCT", ".", "", 3, "punct"),
    ),
)
BERN = Sentence(
    1,
    Span(18, 30),
    (
        Token(0, 18, 22, "Bern", "Bern", "PROPN", "NNP", "", 1, "nsubj", "ORG", False),
        Token(1, 25, 28, "did", "do", "VERB", "", "", -1, "root"),
        Token(2, 29, 30, ".", ".", "PUNCT", ".", "", 1, "punct"),
    ),
)
OSLO_ROWS = """\
# sent_id = a-1
# text = Oslo won't talk.
# checked = yes
1	Oslo	Oslo	PROPN	NNP	Number=Sing	4	nsubj	_	Name=B-LOC
2	wo	will	AUX	MD	VerbForm=Fin	4	aux	_	SpaceAfter=No
3	n't	not	PART	RB	_	4	advmod	_	_
4	talk	talk	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	SpaceAfter=No

"""


def test_sentences_are_written_in_ten_columns_with_their_text_and_comments() -> None:
    """Ids, the text, comments and words stand in the order of the format; unknown fields are «_»."""
    assert write_conllu(TEXT, [OSLO], ["a-1"], [[("checked", "yes")]]) == OSLO_ROWS


def test_what_was_written_is_read_back() -> None:
    """Reading gives the sentences that were written, with exact white space, names and comments."""
    written = write_conllu(
        TEXT, [OSLO, BERN], ["a-1", "a-2"], [[("checked", "yes")], [("note", "a = b"), ("bare", "")]]
    )

    first, second = read_conllu(written)

    assert [(p.id, p.text) for p in (first, second)] == [("a-1", "Oslo won't talk."), ("a-2", "Bern\n  did .")]
    assert [p.sentence for p in (first, second)] == [at_start(OSLO), at_start(BERN)]
    assert (first.comments, second.comments) == ((("checked", "yes"),), (("note", "a = b"), ("bare", "")))
    assert (first.comment("checked"), second.comment("checked")) == ("yes", None)
    assert write_parses([first, second]) == written


def test_a_sentence_without_words_is_left_out() -> None:
    """The format has no sentence without words."""
    empty = Sentence(1, Span(16, 18), ())

    assert write_conllu(TEXT, [OSLO, empty], ["a-1", "a-2"], [[("checked", "yes")], []]) == OSLO_ROWS


def test_characters_outside_all_words_are_refused() -> None:
    """A sentence whose tokens do not cover its words is not written."""
    short = Sentence(0, Span(0, 16), OSLO.tokens[:4])

    with pytest.raises(ValueError, match=r"a-1: «\.» belongs to no word"):
        write_conllu(TEXT, [short], ["a-1"])


def test_line_ends_of_windows_and_missing_last_lines_are_read() -> None:
    """A file saved with other line ends, or without the last empty line, says the same."""
    assert [p.sentence for p in read_conllu(OSLO_ROWS.strip().replace("\n", "\r\n"))] == [at_start(OSLO)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\tVerbForm=Inf\t0", "\t0", r"f:7: 9 columns, not 10\. Each word has ten columns"),
        ("2\two", "1-2\two", r"f:5: word 2 of its sentence is numbered «1-2»\. Number the words from 1, without"),
        ("\tPART", "\tPARTICLE", r"f:6: «n't» has the tag «PARTICLE»\. Tags: ADJ, ADP"),
        ("4\taux", "7\taux", r"f:5: «wo» hangs on «7»\. Heads: 0 for the root, else a word from 1 to 5\."),
        ("4\taux", "4\tauxiliary", r"f:5: «wo» has the relation «auxiliary»\. Relations: acl"),
        ("4\tnsubj", "0\tnsubj", r"f:4: «Oslo» is nsubj on 0\. The root, and it alone"),
        ("4\tnsubj", "0\troot", r"f:1: a-1 has 2 roots \(Oslo, talk\)\. Give it one\."),
        ("4\taux", "2\taux", r"f:1: «wo» \(2\) of a-1 hangs in a circle\."),
        ("won't talk.\n", "won't walk.\n", r"f:1: the words give «Oslo won't talk\.», the text is «Oslo won't walk"),
        ("B-LOC", "LOC", r"f:4: «Oslo» has the name «LOC»\. Write B-TYPE"),
        ("# sent_id = a-1\n", "", r"f:1: the sentence has no «# sent_id = …»"),
        ("# text = Oslo won't talk.\n", "", r"f:1: the sentence has no «# text = …»"),
        ("2\two", "2\t", r"f:5: word 2 is empty"),
    ],
    ids=[
        "a column missing",
        "a range of words",
        "an unknown tag",
        "a head outside the sentence",
        "an unknown relation",
        "a relation of the root that is none",
        "two roots",
        "a circle",
        "a text of other words",
        "a name without its place",
        "no id",
        "no text",
        "an empty word",
    ],
)
def test_a_faulty_sentence_is_refused_with_its_place(old: str, new: str, message: str) -> None:
    """Each fault is told with file, line and what would be right."""
    with pytest.raises(InputError, match=message):
        read_conllu(OSLO_ROWS.replace(old, new), "f")


def test_comments_without_words_are_refused() -> None:
    """A block of comments alone is no sentence."""
    with pytest.raises(InputError, match="a-1 has no words"):
        read_conllu("# sent_id = a-1\n# text = Oslo\n")


def test_an_id_that_stands_twice_is_refused() -> None:
    """Ids are unique within a file."""
    with pytest.raises(InputError, match=r"f:10: sent_id a-1 stands at f:1 too"):
        read_conllu(OSLO_ROWS * 2, "f")


def test_a_file_is_loaded_or_named(tmp_path: Path) -> None:
    """A file is read as UTF-8; one that is missing or otherwise encoded is named."""
    path = tmp_path / "a.conllu"
    path.write_text(OSLO_ROWS, encoding="utf-8")
    (tmp_path / "b.conllu").write_bytes(b"\xff\xfe")

    assert [p.place for p in load_conllu(path)] == [f"{path}:1"]
    with pytest.raises(InputError, match=r"b\.conllu: is not UTF-8"):
        load_conllu(tmp_path / "b.conllu")
    with pytest.raises(InputError, match=r"c\.conllu: cannot be read \(No such file"):
        load_conllu(tmp_path / "c.conllu")
