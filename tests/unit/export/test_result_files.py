"""Result files: whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from demarche.errors import OutputError
from demarche.export import SUFFIXES, open_export
from demarche.records import decode
from support.readings import demand, make_reading, shelling


def test_json_lines_hold_one_record_a_document(tmp_path: Path) -> None:
    """Each reading is one line that reads back as the same reading."""
    readings = [make_reading(shelling(), demand()), make_reading()]
    path = tmp_path / "claims.jsonl"

    with open_export(path) as write:
        for reading in readings:
            write(reading)

    assert [decode(line) for line in path.read_bytes().splitlines()] == readings


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_without_text_no_word_is_written(tmp_path: Path, suffix: str) -> None:
    """No form of file holds words of the text where these are left out."""
    path = tmp_path / f"claims{suffix}"

    with open_export(path, text=False) as write:
        write(make_reading(shelling()))

    content = path.read_text(encoding="utf-8")
    assert "ASSAULT" in content
    assert "shelled" not in content


def test_nothing_stands_under_the_name_before_all_is_written(tmp_path: Path) -> None:
    """While the file is written, what stood under its name stays."""
    path = tmp_path / "claims.jsonl"
    path.write_text("earlier")

    with open_export(path) as write:
        write(make_reading(shelling()))
        assert path.read_text() == "earlier"

    assert decode(path.read_bytes()) == make_reading(shelling())
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    """When coding breaks off, the earlier result stays and no half file is left."""
    path = tmp_path / "claims.csv"
    path.write_text("earlier")

    def break_off() -> None:
        with open_export(path) as write:
            write(make_reading(shelling()))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_are_those_of_the_earlier_file(tmp_path: Path) -> None:
    """Writing a result again keeps who may read it."""
    path = tmp_path / "claims.csv"
    path.touch()
    path.chmod(0o640)

    with open_export(path):
        pass

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("claims.xlsx", "claims.xlsx: '.xlsx' files cannot be written. Name it with one of: .jsonl, .csv."),
        ("claims", "claims: files without a suffix cannot be written. Name it with one of: .jsonl, .csv."),
        ("folder.csv", "folder.csv: is a folder. Name a file in it."),
        (
            "none/claims.csv",
            "none/claims.csv: cannot be written (No such file or directory)."
            " Make the folder none first, or name another place.",
        ),
        (
            "file.txt/claims.csv",
            "file.txt/claims.csv: cannot be written (Not a directory)."
            " Make the folder file.txt first, or name another place.",
        ),
    ],
    ids=["unknown suffix", "no suffix", "a folder", "no such folder", "below a file"],
)
def test_what_cannot_be_written_is_named_with_fault_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    """An output that cannot be written is refused before anything is coded."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file.txt").touch()

    with pytest.raises(OutputError) as caught, open_export(Path(name)):
        pytest.fail("the block must not run")

    assert str(caught.value) == message


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    """When the disk is full, the message says so and no half file is left."""

    def fill() -> None:
        with open_export(tmp_path / "claims.csv"):
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\)\. Check the folder's"):
        fill()

    assert list(tmp_path.iterdir()) == []
