"""Codebooks are loaded whole, or every fault is named with its file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.codebook.building import read_marks
from demarche.codebook.loading import load_bundled, load_codebook, read_codebook
from demarche.codebook.schema import Pattern, parse_pattern
from demarche.errors import CodebookError

MAIN = """name = "Strikes"
version = "1"

[classes]
worker = ["worker", "@miner"]
miner = ["miner"]
"""

STRIKE = """type = "STRIKE"
quad = 4
intensity = -5.0
definition = "Workers stop work to press a demand."

[modes.hunger]
gloss = "refusing food"

[[frames]]
id = "walk-out"
verbs = ["walk out", "go on strike"]
where = { agent = ["@worker"] }

[[examples]]
id = "walk-out-1"
text = "[actor: The miners] [trigger: walked out] on Monday."
yields = ["STRIKE"]

[[near_misses]]
id = "ball"
text = "The striker scored twice."
why = "sport"
"""


def _write(folder: Path, main: str = MAIN, strike: str | None = STRIKE) -> Path:
    (folder / "events").mkdir(parents=True)
    (folder / "codebook.toml").write_text(main, encoding="utf-8")
    if strike is not None:
        (folder / "events" / "strike.toml").write_text(strike, encoding="utf-8")
    return folder


def test_a_small_codebook_is_loaded(tmp_path: Path) -> None:
    """A folder with one type is a codebook; classes expand into the constraints of its frames."""
    codebook = load_codebook(_write(tmp_path / "c"))
    (frame,) = codebook.type("STRIKE").frames
    assert (codebook.label, frame.id, frame.where[0].words) == (
        "Strikes 1",
        "strike-walk-out",
        frozenset({"worker", "miner"}),
    )


def _line(text: str, words: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "where", "fault"),
    [
        ('yields = ["STRIKE"]', 'yields = ["STRIKE/thirst"]', "yields", "STRIKE has no mode 'thirst'."),
        ('yields = ["STRIKE"]', 'yields = ["STRIK"]', "yields", "'STRIK' is no event type. Types: STRIKE."),
        ('["@worker"]', '["@workers"]', "[[frames]]", "'@workers' is no class. Classes: miner, worker."),
        ("quad = 4", "quad = 7", "quad", "'quad' must be 1, 2, 3 or 4"),
        ('verbs = ["walk out", "go on strike"]', 'verbs = "walk out"', "verbs", "'verbs' must be a list of strings"),
        ('why = "sport"', "", "[[near_misses]]", "near miss 'ball' has no 'why'"),
        ("quad = 4", "quad = 4\nquadd = 4", "quadd", "unknown key 'quadd'"),
        ('id = "ball"', 'id = "walk-out-1" # twice', "# twice", "the id 'walk-out-1' is that of an example too."),
    ],
    ids=["mode", "type", "class", "quad class", "list", "reason", "key", "id of two"],
)
def test_a_fault_names_file_line_and_remedy(tmp_path: Path, old: str, new: str, where: str, fault: str) -> None:
    """A fault is told with its file, its line and what would be right."""
    text = STRIKE.replace(old, new)
    _, faults = read_codebook(_write(tmp_path / "c", strike=text))
    found = next(line for line in faults if fault in line)
    assert found.startswith(f"events/strike.toml:{_line(text, where)}: ")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """Loading a codebook with two faults raises one error that names both."""
    text = STRIKE.replace("quad = 4", "quad = 9").replace('why = "sport"', "")
    with pytest.raises(CodebookError, match="quad") as caught:
        load_codebook(_write(tmp_path / "c", strike=text))
    assert len(caught.value.faults) == 2


def test_a_type_needs_examples_and_near_misses(tmp_path: Path) -> None:
    """No rule without an example, no event type without a near miss."""
    text = STRIKE[: STRIKE.index("[[examples]]")]
    _, faults = read_codebook(_write(tmp_path / "c", strike=text))
    assert [fault.partition(": ")[2][:20] for fault in faults] == ["no [[examples]]. No ", "no [[near_misses]]. "]


def test_broken_toml_names_its_file(tmp_path: Path) -> None:
    """A file that is no TOML is named with the line that the reader stumbled on."""
    _, faults = read_codebook(_write(tmp_path / "c", strike='type = "STRIKE'))
    assert faults[0].startswith("events/strike.toml: not valid TOML (")


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    """A codebook that does not exist is a fault in words."""
    _, faults = read_codebook(tmp_path / "none")
    assert faults == (f"{tmp_path / 'none'}: not a folder. Name the folder that holds codebook.toml and events/.",)


def test_the_bundled_codebook_has_all_of_plover() -> None:
    """The bundled codebook has PLOVER's sixteen types, each with eight frames, eight examples, three near misses."""
    codebook = load_bundled()
    short = [
        event_type.name
        for event_type in codebook.types
        if len(event_type.frames) < 8 or len(event_type.examples) < 8 or len(event_type.near_misses) < 3
    ]
    assert (len(codebook.types), short) == (16, [])


def test_the_bundled_cameo_has_all_root_codes() -> None:
    """CAMEO has the root codes 01 to 20, without modes, each with five examples and two near misses of its own."""
    codebook = load_bundled("cameo")
    short = [t.name for t in codebook.types if len(t.examples) < 5 or len(t.near_misses) < 2 or t.modes]
    assert ([t.name for t in codebook.types], short) == ([f"{code:02}" for code in range(1, 21)], [])


def test_marks_are_taken_out_of_marked_text() -> None:
    """Marked text gives plain text and the offsets of what was marked."""
    assert read_marks("[actor: Warsaw] [trigger: expelled] envoys.") == (
        "Warsaw expelled envoys.",
        (("actor", 0, 6), ("trigger", 7, 15)),
    )


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("expel", "verb", Pattern("expel", "verb", "expel")),
        ("call on", "verb", Pattern("call on", "verb", "call", (("on", ()),))),
        ("open fire", "verb", Pattern("open fire", "verb", "open", (("", ("fire",)),))),
        ("go on strike", "verb", Pattern("go on strike", "verb", "go", (("on", ("strike",)),))),
        ("death toll", "noun", Pattern("death toll", "noun", "toll", (("", ("death",)),))),
    ],
    ids=["verb", "particle", "object", "preposition and noun", "compound noun"],
)
def test_phrases_become_patterns(text: str, kind: str, expected: Pattern) -> None:
    """A phrase of lemmas is read as a predicate with what must stand with it."""
    assert parse_pattern(text, kind) == expected  # type: ignore[arg-type]
