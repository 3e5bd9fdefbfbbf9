"""Freezing keeps live parses, leaves checked ones alone, and says what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import CodebookError
from demarche.freezing import FreezeReport, freeze_parses
from demarche.language.frozen import FrozenAnalyzer
from support.small_codebook import GOOD, POOR, parses, write_codebook

CHECKED = GOOD.replace("to Chad.\n", "to Chad.\n# checked = yes\n", 1)
LIVE_DIFFERS = (
    "«to» ADP to, case of «Chad», live ADV to, advmod of «donated»;"
    " «Chad» PROPN Chad, obl of «donated», live PROPN Chad, flat of «tents»"
)


def _freeze(folder: Path, live: str, *, overwrite: bool = False) -> FreezeReport:
    return freeze_parses(folder, folder / "parses", FrozenAnalyzer(parses(live)), overwrite=overwrite)


def _kept(folder: Path) -> str:
    return (folder / "parses" / "give.conllu").read_text(encoding="utf-8")


def test_parses_are_written_in_the_order_of_the_examples(tmp_path: Path) -> None:
    """A file for each type holds the parses, named after their examples; each is reported as added."""
    report = _freeze(write_codebook(tmp_path), GOOD)

    assert _kept(tmp_path) == GOOD
    assert str(report).splitlines() == [
        "give.conllu: donate-1/1: added: «Norway donated tents to Chad.»",
        "give.conllu: donate-2/1: added: «Norway bought tents.»",
        f"{tmp_path / 'parses'}: 2 parses, 0 of them checked: 2 added, 0 changed, 0 removed;"
        " 0 checked ones differ from the live parse.",
    ]


def test_freezing_twice_changes_nothing(tmp_path: Path) -> None:
    """The same model gives the same bytes, and nothing to report."""
    _freeze(write_codebook(tmp_path), GOOD)
    before = _kept(tmp_path)

    assert (_freeze(tmp_path, GOOD).changes, _kept(tmp_path)) == ((), before)


def test_a_change_is_told_word_by_word(tmp_path: Path) -> None:
    """Where the live parse has changed, the words that stand otherwise are named."""
    report = _freeze(write_codebook(tmp_path, kept=GOOD), POOR)

    assert [str(change) for change in report.changes] == [f"give.conllu: donate-1/1: changed: {LIVE_DIFFERS}"]
    assert _kept(tmp_path) == POOR


def test_a_checked_parse_is_left_and_the_difference_told(tmp_path: Path) -> None:
    """A parse corrected by hand stays as it is."""
    report = _freeze(write_codebook(tmp_path, kept=CHECKED), POOR)

    assert [str(change) for change in report.changes] == [
        f"give.conllu: donate-1/1: checked, left as it is; the live parse differs: {LIVE_DIFFERS}"
    ]
    assert (_kept(tmp_path), report.checked) == (CHECKED, 1)


def test_a_checked_parse_follows_its_sentence(tmp_path: Path) -> None:
    """A checked parse is found by its text, where its example has another name or file."""
    folder = write_codebook(tmp_path, kept=CHECKED.replace("donate-1/1", "old-name/1"))
    (folder / "parses" / "give.conllu").rename(folder / "parses" / "gift.conllu")

    _freeze(folder, POOR)

    assert _kept(folder) == CHECKED
    assert [path.name for path in (folder / "parses").iterdir()] == ["give.conllu"]


def test_a_checked_parse_is_overwritten_only_when_told(tmp_path: Path) -> None:
    """With `overwrite` the live parses take the place of all."""
    report = _freeze(write_codebook(tmp_path, kept=CHECKED), POOR, overwrite=True)

    assert ([change.kind for change in report.changes], _kept(tmp_path)) == (["changed"], POOR)


def test_parses_without_an_example_are_removed(tmp_path: Path) -> None:
    """A parse whose sentence stands in no example any more goes, and is reported."""
    more = GOOD + GOOD.replace("bought", "sold").replace("donate-1", "a").replace("donate-2", "b")
    report = _freeze(write_codebook(tmp_path, kept=more), GOOD)

    assert [str(change) for change in report.changes] == ["give.conllu: b/1: removed: «Norway sold tents.»"]
    assert _kept(tmp_path) == GOOD


def test_a_faulty_codebook_is_not_frozen(tmp_path: Path) -> None:
    """Nothing is written for a codebook that cannot be loaded."""
    with pytest.raises(CodebookError, match="not a folder"):
        _freeze(tmp_path / "none", GOOD)

    assert not (tmp_path / "none").exists()
