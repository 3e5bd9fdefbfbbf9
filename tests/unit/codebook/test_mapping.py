"""A codebook made from another: its rules, and the faults that they may have."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from demarche.codebook.loading import load_codebook, read_codebook
from demarche.codebook.mapping import Found, outcome
from demarche.codebook.schema import Codebook, Frame, parse_pattern

BASE = {
    "codebook.toml": 'name = "Base"\nversion = "1"\n[classes]\ngift = ["tent"]\n',
    "events/give.toml": """type = "GIVE"
quad = 2
intensity = 4.0
definition = "Something is given."
[modes.arms]
gloss = "arms"
[modes.food]
gloss = "food"
[[frames]]
id = "donate"
verbs = ["donate", "hand over"]
[[frames]]
id = "feed"
verbs = ["feed"]
mode = "food"
[[examples]]
id = "e"
text = "Norway donated tents."
yields = ["GIVE"]
[[near_misses]]
id = "n"
text = "Norway bought tents."
why = "bought"
""",
    "events/take.toml": """type = "TAKE"
quad = 4
intensity = -4.0
definition = "Something is taken."
[becomes]
refusal = "GIVE"
[[frames]]
id = "seize"
verbs = ["seize"]
[[examples]]
id = "e"
text = "Norway seized tents."
yields = ["TAKE"]
[[near_misses]]
id = "n"
text = "Norway sold tents."
why = "sold"
""",
}
MAIN = 'name = "Derived"\nversion = "2"\nbase = "../base"\n'
HEAD = 'type = "{name}"\nquad = 2\nintensity = 1.0\ndefinition = "A type."\n'
TAIL = """[[examples]]
id = "e"
text = "Norway donated tents."
yields = ["{name}"]
[[near_misses]]
id = "n"
text = "Norway bought tents."
why = "bought"
"""
ONE = '[[from]]\nof = ["GIVE"]\n'
TWO = '[[from]]\nof = ["TAKE", "GIVE/arms"]\n'


def _write(folder: Path, main: str = MAIN, one: str = ONE, two: str | None = TWO) -> Path:
    files = dict(BASE)
    derived = {"codebook.toml": main, "events/one.toml": HEAD.format(name="ONE") + one + TAIL.format(name="ONE")}
    if two is not None:
        derived["events/two.toml"] = HEAD.format(name="TWO") + two + TAIL.format(name="TWO")
    for part, content in (("base", files), ("derived", derived)):
        for name, text in content.items():
            path = folder / part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder / "derived"


def _found(type_name: str, *modes: str, frame: str = "give-donate", **more: object) -> Found:
    of = "TAKE" if frame.startswith("take") else "GIVE"
    known = Found(type_name, modes, Frame(frame, of, (parse_pattern("donate", "verb"),)), "donate")
    return msgspec.structs.replace(known, **more)


def _named(codebook: Codebook, found: Found) -> tuple[str, tuple[str, ...]] | None:
    name = outcome(codebook, found)
    return None if name is None else (name.type, name.modes)


def _codebook(folder: Path, one: str = ONE, two: str | None = TWO, main: str = MAIN) -> Codebook:
    return load_codebook(_write(folder, main, one, two))


@pytest.mark.parametrize(
    ("one", "found", "expected"),
    [
        (ONE, _found("GIVE"), ("ONE", ())),
        (ONE, _found("GIVE", "arms"), ("TWO", ())),
        (ONE, _found("GIVE", "food", "arms"), ("TWO", ())),
        (ONE + '[[from]]\nof = ["GIVE/food"]\n', _found("GIVE", "food", "arms"), ("ONE", ())),
        (ONE + '[[from]]\nof = ["give-donate"]\n', _found("GIVE", "arms"), ("ONE", ())),
        (ONE + '[[from]]\nof = ["take-seize"]\n', _found("GIVE", frame="take-seize"), ("ONE", ())),
        (ONE + '[[from]]\nof = ["GIVE"]\nwords = ["donate"]\n', _found("GIVE", "arms"), ("ONE", ())),
        (ONE + '[[from]]\nof = ["TAKE"]\nactor = ["MIL"]\n', _found("TAKE", actor=frozenset({"MIL"})), ("ONE", ())),
        (ONE + '[[from]]\nof = ["TAKE"]\nactor = ["MIL"]\n', _found("TAKE", actor=frozenset({"GOV"})), ("TWO", ())),
        (ONE + '[[from]]\nof = ["TAKE"]\nrecipient = ["MIL"]\n', _found("TAKE"), ("TWO", ())),
        (ONE + '[[from]]\nof = ["TAKE"]\naux = ["future"]\n', _found("TAKE", aux=("future",)), ("ONE", ())),
        (ONE + '[[from]]\nof = ["TAKE"]\nwas = ["GIVE"]\n', _found("TAKE", frame="give-donate"), ("ONE", ())),
        (ONE + '[[from]]\nof = ["TAKE"]\nwas = ["GIVE"]\n', _found("TAKE", frame="take-seize"), ("TWO", ())),
        (
            "[modes.gift]\ngloss = 'a gift'\n[[from]]\nof = ['GIVE']\nmode = 'gift'\n",
            _found("GIVE"),
            ("ONE", ("gift",)),
        ),
    ],
    ids=[
        "a type",
        "a mode goes before its type",
        "the one mode that a rule names",
        "the frame's own mode goes first",
        "a frame goes before a mode",
        "a frame's rule holds of its own type only",
        "words go before all else",
        "a party has the sector",
        "no party has the sector",
        "no party at all",
        "an auxiliary mode",
        "turned from another type",
        "not turned",
        "a mode of the codebook's own",
    ],
)
def test_the_most_special_rule_names_the_event(
    tmp_path: Path, one: str, found: Found, expected: tuple[str, tuple[str, ...]]
) -> None:
    """Words, frame, mode, type, in this order; conditions must hold."""
    assert _named(_codebook(tmp_path, one), found) == expected


@pytest.mark.parametrize(
    ("found", "by"),
    [
        (_found("GIVE"), "type"),
        (_found("GIVE", "arms"), "mode"),
        (_found("TAKE", actor=frozenset({"MIL"})), "mode"),
        (_found("TAKE", frame="take-seize"), "words"),
    ],
    ids=["its type", "a mode", "a party", "a frame"],
)
def test_what_has_decided_is_told(tmp_path: Path, found: Found, by: str) -> None:
    """A name says on how much of the event it rests, so that a mere mention may join a telling that knows more."""
    one = ONE + '[[from]]\nof = ["TAKE"]\nactor = ["MIL"]\n[[from]]\nof = ["take-seize"]\n'
    name = outcome(_codebook(tmp_path, one), found)

    assert name is not None
    assert name.by == by


def test_types_are_kept_or_left_out(tmp_path: Path) -> None:
    """Types of the base are kept, without their tests, or left out, as codebook.toml says."""
    kept = _codebook(tmp_path / "kept", two=None, main=f'{MAIN}keep = ["TAKE"]\n')
    left = _codebook(tmp_path / "left", two=None, main=f'{MAIN}leave_out = ["TAKE"]\n')

    assert [t.name for t in kept.types] == ["ONE", "TAKE"]
    assert _named(kept, _found("TAKE")) == ("TAKE", ())
    assert [example.type for example in kept.examples()] == ["ONE", "ONE"]
    assert [t.name for t in left.types] == ["ONE"]
    assert _named(left, _found("TAKE")) is None


def test_own_frames_stand_before_those_of_the_base(tmp_path: Path) -> None:
    """A frame `like` a type of the base behaves as that type's and yields the own one; classes go on."""
    own = '[[frames]]\nid = "tents"\nlike = "GIVE"\nverbs = ["donate"]\nwhere = { patient = ["@gift"] }\n'
    codebook = _codebook(tmp_path, ONE, TWO + own)
    give = next(t for t in codebook.matched_types if t.name == "GIVE")

    assert [frame.id for frame in sorted(give.frames, key=lambda frame: frame.order)] == [
        "two-tents",
        "give-donate",
        "give-feed",
    ]
    assert _named(codebook, _found("GIVE", frame="two-tents")) == ("TWO", ())
    assert _named(codebook, _found("TAKE", frame="two-tents")) == ("TWO", ())


def test_the_label_names_the_base(tmp_path: Path) -> None:
    """A record says from which version of which codebook its codes were made."""
    assert _codebook(tmp_path).label == "Derived 2 from Base 1"


@pytest.mark.parametrize(
    ("main", "one", "fault"),
    [
        (
            MAIN,
            '[[from]]\nof = ["GIVE", "give-bestow"]\n',
            "events/one.toml:6: Base 1 has no frame 'give-bestow'. `demarche codebook explain GIVE` lists the frames of"
            " GIVE; name one of them, or GIVE with 'words'.",
        ),
        (
            MAIN,
            '[[from]]\nof = ["GIVE", "GIVE/money"]\n',
            "events/one.toml:6: GIVE has no mode 'money'. Modes: arms, food.",
        ),
        (
            MAIN,
            '[[from]]\nof = ["GIVE", "LEND"]\n',
            "events/one.toml:6: 'LEND' is no type, mode or frame of Base 1. Types: GIVE, TAKE.",
        ),
        (
            MAIN,
            ONE + '[[from]]\nof = ["GIVE"]\nwords = ["bestow"]\n',
            "events/one.toml:9: no frame of GIVE lists 'bestow'. `demarche codebook explain --word 'bestow'` says"
            " which frames do.",
        ),
        (
            MAIN,
            '[[from]]\nof = ["GIVE/food"]\n',
            "codebook.toml:3: no type takes GIVE of Base 1. Name each under [[from]] in the file of a type, or under"
            " 'keep' or 'leave_out' here.",
        ),
        (
            MAIN,
            ONE + '[[from]]\nof = ["GIVE"]\nwho = ["MIL"]\n',
            "events/one.toml:9: [[from]] has the unknown key 'who'. Known: actor, aux, mode, of, recipient, was,"
            " words.",
        ),
        (
            MAIN,
            ONE + '[[frames]]\nid = "lend"\nlike = "LEND"\nverbs = ["lend"]\n',
            "events/one.toml:9: 'like' names 'LEND', which is no type of the base. Types: GIVE, TAKE.",
        ),
        (
            MAIN,
            ONE + '[[from]]\nof = ["GIVE/arms"]\n',
            "events/two.toml:5: GIVE/arms goes to TWO here and to ONE elsewhere, alike. Take one away, or give one a"
            " condition.",
        ),
        (
            MAIN.replace("../base", "../none"),
            ONE,
            "codebook.toml:3: the base cannot be loaded: {folder}/../none: not a folder, nor the name of a bundled"
            " codebook. Name"
            " the folder that holds codebook.toml and events/, or one of the bundled codebooks: {bundled}.",
        ),
        (
            'name = "Derived"\nversion = "2"\n',
            ONE,
            'events/one.toml:5: [[from]] needs a base. Name it in codebook.toml, as in: base = "plover".',
        ),
        (
            f'{MAIN}keep = ["LEND"]\n',
            ONE,
            "codebook.toml:4: 'keep' names 'LEND', which is no type of Base 1. Types: *, GIVE, TAKE.",
        ),
    ],
    ids=[
        "a frame that is not there",
        "a mode that is not there",
        "a type that is not there",
        "a word that no frame has",
        "a type of the base forgotten",
        "an unknown key",
        "like an unknown type",
        "taken twice",
        "no such base",
        "no base",
        "keeps an unknown type",
    ],
)
def test_each_fault_is_named_with_place_and_remedy(tmp_path: Path, main: str, one: str, fault: str) -> None:
    """What does not fit the base is told with file, line and what would be right."""
    from demarche.codebook.loading import bundled_names

    folder = _write(tmp_path, main, one)

    _, faults = read_codebook(folder)

    assert fault.format(folder=folder, bundled=", ".join(bundled_names())) in faults
