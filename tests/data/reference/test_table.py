"""A reference table that is damaged says so in one clear sentence."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import data.reference
from data.reference import tumour_types
from data.reference.table import (
    FOLDER,
    REQUIRED_NOTES,
    BrokenTable,
    flag,
    read_table,
    require_unique,
    whole_number,
)

HEAD = "# source: a\n# date: b\n# version: c\n# licence: d\n"
NAMES = {"ALIASES": "ALIAS_COLUMNS"}
"""Where a loader calls its table's columns otherwise than by the name of its table."""


def loaded() -> dict[str, tuple[str, ...]]:
    """The columns of every table that a loader reads, by what it calls ``TABLE`` and ``COLUMNS``."""
    found: dict[str, tuple[str, ...]] = {}
    for module in pkgutil.iter_modules(data.reference.__path__, "data.reference."):
        said = vars(importlib.import_module(module.name))
        for name, value in said.items():
            if isinstance(value, str) and value.endswith(".tsv"):
                found[value] = said[NAMES.get(name, name.replace("TABLE", "COLUMNS"))]
    return found


EXPECTED = loaded()


def made(folder: Path, text: str) -> Path:
    (folder / "t.tsv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_that_ships_is_read_by_a_loader_and_says_its_origin(path: Path) -> None:
    table = read_table(path.name, EXPECTED[path.name])
    assert all(table.notes[note] for note in REQUIRED_NOTES)
    assert len({tuple(row.items()) for row in table.rows}) == len(table.rows)


def test_oncotree_is_shipped_with_its_attribution() -> None:
    notes = read_table(tumour_types.TABLE, tumour_types.COLUMNS).notes
    assert notes["licence"] == "CC BY 4.0"
    assert "OncoTree" in notes["attribution"] and "creativecommons.org" in notes["attribution"]


def test_rows_are_read_by_column_name(tmp_path: Path) -> None:
    table = read_table("t.tsv", ("x", "y"), made(tmp_path, HEAD + "y\tx\n1\t\n"))
    assert table.rows == ({"y": "1", "x": ""},)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "x\ty\n1\n", "line 6 has 1 cells"),
        (HEAD + "x\n1\n", "lacks the column y"),
        (HEAD + "x\ty\n", "no rows"),
        ("# source: a\nx\ty\n1\t2\n", "does not say: date, version, licence"),
        ("", "no rows"),
    ],
)
def test_a_damaged_table_is_refused_with_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BrokenTable) as refused:
        read_table("t.tsv", ("x", "y"), made(tmp_path, text))
    sentence = str(refused.value)
    assert "t.tsv" in sentence and said in sentence and "Put back" in sentence


def test_a_missing_table_and_one_that_is_not_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenTable, match="cannot be opened"):
        read_table("t.tsv", ("x",), tmp_path)
    (tmp_path / "t.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenTable, match="not UTF-8"):
        read_table("t.tsv", ("x",), tmp_path)


def test_a_flag_and_a_number_are_read_strictly() -> None:
    assert flag("t", "c", "1") is True
    assert flag("t", "c", "0") is False
    with pytest.raises(BrokenTable, match="'yes'"):
        flag("t", "c", "yes")
    assert whole_number("t", "c", "12") == 12
    with pytest.raises(BrokenTable, match="whole number"):
        whole_number("t", "c", "1.5")


def test_a_key_that_is_blank_or_stands_twice_is_refused() -> None:
    require_unique("t", "c", ["a", "b"])
    for cells in (["a", "a"], ["a", ""]):
        with pytest.raises(BrokenTable, match="blank or holds"):
            require_unique("t", "c", cells)
