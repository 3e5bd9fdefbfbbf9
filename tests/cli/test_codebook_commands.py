"""The commands that make, show and compare codebooks, with an analyzer that needs no model."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demarche import pipeline
from demarche.cli import main
from demarche.codebook.loading import bundled_names, load_codebook
from demarche.language import english
from demarche.language.frozen import FrozenAnalyzer
from support.small_codebook import GIVE, GOOD, parses, write_codebook

BUNDLED = ", ".join(bundled_names())
TAKE = GIVE.replace('type = "GIVE"', 'type = "TAKE"').replace('"donate"', '"buy"').replace('["GIVE"]', '["TAKE"]')
BOUGHT = (
    TAKE.replace("[actor: Norway] donated tents to [recipient: Chad].", "[actor: Norway] bought tents.")
    .replace('Norway bought tents."\nwhy', 'Norway donated tents to Chad."\nwhy')
    .replace("requires_recipient = true", "requires_recipient = false")
    .format(pending="")
)


class CountingAnalyzer:
    """Frozen parses, with a count of the texts that were parsed."""

    def __init__(self) -> None:
        self.parsed = 0
        self.kept = FrozenAnalyzer(parses(GOOD))
        self.model = self.kept.model

    def analyze(self, texts: object) -> object:
        """Yield the kept sentences of each text."""
        for text, spans in texts:  # type: ignore[attr-defined]
            self.parsed += 1
            yield from self.kept.analyze([(text, spans)])


@pytest.fixture
def analyzer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CountingAnalyzer:
    """Work in an empty folder without a parser."""
    counting = CountingAnalyzer()
    monkeypatch.setattr(pipeline, "EnglishAnalyzer", lambda: counting)
    monkeypatch.setattr(english, "EnglishAnalyzer", lambda **_: counting)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return counting


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="demarche", catch_exceptions=False)


def _write_both() -> None:
    write_codebook(Path("a"))
    write_codebook(Path("b"))
    Path("b/events/take.toml").write_text(BOUGHT, encoding="utf-8")
    give = Path("b/events/give.toml")
    give.write_text(give.read_text(encoding="utf-8").replace("GIVE", "AID"), encoding="utf-8")
    Path("reports").mkdir()
    Path("reports/one.txt").write_text("Norway donated tents to Chad. Norway bought tents.", encoding="utf-8")


def test_new_writes_a_codebook_that_loads(analyzer: CountingAnalyzer) -> None:
    """The starter is a codebook without faults, under the name that was given; the next steps are told."""
    result = _run("codebook", "new", "mine", "--name", 'Our "strikes"')

    assert result.exit_code == 0
    assert load_codebook(Path("mine")).label == 'Our "strikes" 1'
    assert "  demarche codebook check mine\n" in result.stdout


def test_new_takes_the_name_of_the_folder(analyzer: CountingAnalyzer) -> None:
    """Without --name the codebook is called like its folder, which may be there and empty."""
    Path("strikes").mkdir()

    _run("codebook", "new", "strikes")

    assert load_codebook(Path("strikes")).name == "strikes"


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("full", "full: the folder is not empty. Name a new one, or an empty one: nothing is overwritten."),
        ("full/note.txt", "full/note.txt: is a file. Name a new folder."),
    ],
    ids=["a folder with files", "a file"],
)
def test_new_overwrites_nothing(analyzer: CountingAnalyzer, folder: str, said: str) -> None:
    """What is there stays, and the error says what to do."""
    Path("full").mkdir()
    Path("full/note.txt").write_text("kept", encoding="utf-8")

    result = _run("codebook", "new", folder)

    assert (result.exit_code, result.stderr) == (1, f"demarche: {said}\n")
    assert [path.name for path in Path("full").iterdir()] == ["note.txt"]


def test_explain_lists_the_types(analyzer: CountingAnalyzer) -> None:
    """Without a type each type stands with its counts and its definition."""
    write_codebook(Path("a"))

    assert (
        _run("codebook", "explain", "--codebook", "a").stdout
        == """\
Small 1: 1 type, 1 frame of 1 word or phrase, 1 example, 1 near miss.

type  frames  words  examples  near misses  definition
GIVE       1      1         1            1  Something is given.

One of them: demarche codebook explain NAME
"""
    )


def test_explain_shows_a_type(analyzer: CountingAnalyzer) -> None:
    """A type is shown with its definition, its ambiguities and its frames, whatever the case of its name."""
    write_codebook(Path("a"))

    assert (
        _run("codebook", "explain", "give", "--codebook", "a").stdout
        == """\
GIVE: quad class 2 (material cooperation), intensity 4, needs a recipient

  Something is given.

Ambiguities
  - none known.

Frames
  give-donate: GIVE
      verbs  donate

One frame with all its words and examples: demarche codebook explain --frame ID
"""
    )


def test_explain_shows_a_frame_with_its_examples(analyzer: CountingAnalyzer) -> None:
    """A frame is told in plain words, with the examples that it fires on."""
    write_codebook(Path("a"), kept=GOOD)

    assert (
        _run("codebook", "explain", "--codebook", "a", "--frame", "give-donate").stdout
        == """\
give-donate

  yields GIVE

  verbs      donate
  actor      who does it
  recipient  the to-phrase

Examples that it fires on
  - Norway donated tents to Chad. [GIVE donate-1]
"""
    )


def test_explain_shows_the_frames_of_a_word(analyzer: CountingAnalyzer) -> None:
    """A word is shown with the frames that it can fire, phrases with it below."""
    _run("codebook", "new", "mine")

    assert (
        _run("codebook", "explain", "--codebook", "mine", "--word", "strike").stdout
        == """\
«strike»
  - strike-strike-noun: noun; yields STRIKE
      where  who does it is @worker

Phrases with «strike»
  - strike-walk-out: verb, go on strike; yields STRIKE
      where  who does it is @worker
"""
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("TAKE",), "demarche: Small 1 has no type or context 'TAKE'. Types: GIVE.\n"),
        (
            ("--frame", "donate"),
            "demarche: Small 1 has no frame 'donate'. Near: give-donate. `demarche codebook explain TYPE` lists the"
            " frames of a type.\n",
        ),
        (
            ("--word", "donated"),
            "demarche: no frame of Small 1 lists 'donated'. Write the form of the dictionary, as in «expel». Near:"
            " donate.\n",
        ),
    ],
    ids=["type", "frame", "word"],
)
def test_explain_says_what_would_be_right(analyzer: CountingAnalyzer, arguments: tuple[str, ...], said: str) -> None:
    """What the codebook does not have is answered with what it has."""
    write_codebook(Path("a"))

    result = _run("codebook", "explain", "--codebook", "a", *arguments)

    assert (result.exit_code, result.stderr) == (1, said)


def test_explain_takes_one_question_at_a_time(analyzer: CountingAnalyzer) -> None:
    """A type and a word at once are a misuse."""
    result = _run("codebook", "explain", "AID", "--word", "give")

    assert result.exit_code == 2
    assert "Give a NAME, --frame or --word, not several of them." in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("code", "--codebook", "plovr", "x.txt"),
        ("explain", "--codebook", "plovr", "Troops left."),
        ("codebook", "check", "plovr"),
        ("codebook", "freeze", "plovr"),
        ("codebook", "explain", "--codebook", "plovr"),
        ("codebook", "diff", "plover", "plovr", "x.txt"),
    ],
    ids=["code", "explain", "check", "freeze", "codebook explain", "diff"],
)
def test_an_unknown_codebook_is_answered_with_the_bundled_ones(
    analyzer: CountingAnalyzer, arguments: tuple[str, ...]
) -> None:
    """Every command that takes a codebook lists the bundled ones where it finds neither name nor folder."""
    result = _run(*arguments)

    assert result.exit_code == 2
    assert (
        "plovr: not a folder, nor the name of a bundled codebook. Name the folder that holds codebook.toml and"
        f" events/, or one of the bundled codebooks: {BUNDLED}." in result.stderr
    )


def test_diff_shows_what_changes_and_counts_it(analyzer: CountingAnalyzer) -> None:
    """Added and changed claims are shown with frames and words, then which type became which; one parse serves both."""
    _write_both()

    result = _run("codebook", "diff", "a", "b", "reports")

    assert result.exit_code == 0
    assert analyzer.parsed == 1
    assert (
        result.stdout
        == """\
one
  changed GIVE → AID (type)
    frames      give-donate → aid-donate
    words       «Norway donated tents to Chad»
  added TAKE
    actors      NOR GOV
    recipients  none
    frame       take-buy
    words       «Norway bought tents»

Types, Small 1 → Small 1
      1  GIVE     → AID
      1  nothing  → TAKE

1 report: 1 added, 0 removed, 1 changed; 0 claims are the same.
"""
    )


def test_diff_of_a_codebook_with_itself_is_empty(analyzer: CountingAnalyzer) -> None:
    """Where nothing changes, only the counts are shown."""
    _write_both()

    result = _run("codebook", "diff", "a", "a", "reports")

    assert result.stdout == "1 report: 0 added, 0 removed, 0 changed; 1 claim is the same.\n"


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_diff_writes_rows(analyzer: CountingAnalyzer, suffix: str) -> None:
    """With -o each change is a row; the terminal has the summary alone."""
    _write_both()

    result = _run("codebook", "diff", "b", "a", "reports", "-o", f"out.{suffix}")

    text = Path(f"out.{suffix}").read_text(encoding="utf-8")
    rows = (
        [json.loads(line) for line in text.splitlines()]
        if suffix == "jsonl"
        else list(csv.DictReader([*text.splitlines()]))
    )
    assert [(row["change"], row["type_before"], row["type_after"] or None) for row in rows] == [
        ("changed", "AID", "GIVE"),
        ("removed", "TAKE", None),
    ]
    assert rows[1]["actors_before"] == (["NOR GOV"] if suffix == "jsonl" else "NOR GOV")
    assert result.stdout.startswith("Types, Small 1 → Small 1\n")


def test_diff_names_what_it_could_not_read(analyzer: CountingAnalyzer) -> None:
    """A report that cannot be read is named, the others are compared, and the exit code is 1."""
    _write_both()
    Path("reports/two.txt").write_text("", encoding="utf-8")

    result = _run("codebook", "diff", "a", "b", "reports")

    assert result.exit_code == 1
    assert "demarche: reports/two.txt" in result.stderr
    assert result.stdout.endswith("1 report: 1 added, 0 removed, 1 changed; 0 claims are the same.\n")
