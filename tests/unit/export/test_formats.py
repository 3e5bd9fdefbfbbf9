"""What a small store looks like in every form.

After a change that is meant: `UPDATE_SNAPSHOTS=1 pytest tests/unit/export/test_formats.py`, and read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from demarche.errors import OutputError
from demarche.export.formats import FORMATS, open_format
from demarche.export.parquet import MISSING
from demarche.store import Store
from support.exports import make_store

SNAPSHOTS = Path(__file__).parent / "snapshots"
WIDTHS = {"polecat": 40, "icews": 20, "gdelt": 61, "acled": 31, "ucdp": 49}


def _export(name: str, folder: Path, *, text: bool = True) -> tuple[Path, dict[str, int]]:
    target = folder / f"out{FORMATS[name].suffix}"
    with (
        Store.open(make_store(folder / "small.demarche")) as store,
        open_format(name, target, text=text) as (write, left),
    ):
        for row in store.rows():
            write(row)
    return target, dict(left)


def _as_text(path: Path) -> str:
    if path.suffix != ".parquet":
        return path.read_text(encoding="utf-8")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(path)
    types = "".join(f"{field.name}: {field.type}\n" for field in table.schema)
    rows = (
        json.dumps({name: cell for name, cell in row.items() if cell is not None}, ensure_ascii=False, default=str)
        for row in table.to_pylist()
    )
    return types + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("words", [True, False], ids=["with words", "no-text"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_small_store_is_written_as_in_the_snapshot(name: str, words: bool, tmp_path: Path) -> None:
    """Each form, with words of the text and without, gives the rows that stand in its snapshot."""
    if name == "parquet":
        pytest.importorskip("pyarrow")
    target, left = _export(name, tmp_path, text=words)
    shown = _as_text(target) + "".join(f"# left out: {count} ({reason})\n" for reason, count in sorted(left.items()))
    snapshot = SNAPSHOTS / f"{name}{'' if words else '.no-text'}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text(shown, encoding="utf-8")

    assert shown == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_without_text_no_word_of_the_text_is_kept(name: str, tmp_path: Path) -> None:
    """With `--no-text` none of the words that only the text has stand in the file."""
    if name == "parquet":
        pytest.importorskip("pyarrow")
    target, _ = _export(name, tmp_path, text=False)

    shown = _as_text(target)

    words = ("residents", "shelled", "embassy", "An envoy", "Thousands", "Gunmen", "tear gas", "teachers")
    assert [word for word in words if word in shown] == []


@pytest.mark.parametrize(("name", "width"), WIDTHS.items(), ids=WIDTHS)
def test_a_form_has_the_columns_of_its_data_set(name: str, width: int, tmp_path: Path) -> None:
    """The forms of other data sets have as many columns as these, each name once, each described."""
    columns = FORMATS[name].columns

    assert len(columns) == len({column.name for column in columns}) == width
    assert all(column.note.startswith("empty: ") == (column.fill is None) for column in columns)
    if FORMATS[name].suffix != ".csv":
        target, _ = _export(name, tmp_path)
        assert {line.count("\t") for line in target.read_text(encoding="utf-8").splitlines()} == {width - 1}


def test_every_line_of_json_is_an_object_with_the_keys_of_the_docs(tmp_path: Path) -> None:
    """PLOVER's objects have all documented keys in order; a JSON-LD object has no key that is not documented."""
    target, _ = _export("plover", tmp_path)
    keys = [list(json.loads(line)) for line in target.read_text(encoding="utf-8").splitlines()]
    assert keys == [[column.name for column in FORMATS["plover"].columns]] * len(keys)

    (tmp_path / "small.demarche").unlink()
    target, _ = _export("jsonld", tmp_path)
    documented = {column.name for column in FORMATS["jsonld"].columns if column.fill is not None}
    for line in target.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) <= documented


def test_an_unknown_form_is_told_with_the_list(tmp_path: Path) -> None:
    """An unknown form raises an error that names all forms, and nothing is written."""
    with pytest.raises(OutputError) as caught, open_format("stata", tmp_path / "out.dta"):
        pass

    assert str(caught.value) == (
        "'stata' is no format of an export. Formats: jsonl, csv, parquet, plover, polecat, icews, gdelt, acled, ucdp, "
        "jsonld."
    )
    assert list(tmp_path.iterdir()) == []


def test_parquet_without_pyarrow_is_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyarrow is missing the error says how it is installed, and nothing is left behind."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(OutputError) as caught, open_format("parquet", tmp_path / "out.parquet"):
        pass

    assert str(caught.value) == MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_fault_on_the_way_leaves_what_stood_there(tmp_path: Path) -> None:
    """A file that was there stays as it was when the writing of a new one breaks off."""
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")

    with pytest.raises(RuntimeError), open_format("acled", target):
        raise RuntimeError

    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text(encoding="utf-8") == "old"
