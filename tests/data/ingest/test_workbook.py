"""Workbooks of four kinds are read alike; one that would harm is refused with one sentence."""

import random
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.ingest import limits
from data.ingest.opening import Unreadable
from data.ingest.workbook import is_workbook, read_workbook
from tests.data.ingest.workbooks import NS, Failed, Formula, Rows, ods, sheet_xml, xls, xlsb, xlsx, zipped
from tests.sources import ROOT

ROWS: Rows = (("Title",), (), ("Code", "Number"), ("P-1", 12.5), ("P-2", 45292))
DAY = date(2024, 3, 5)


def lay(folder: Path, body: bytes, name: str = "list.xlsx") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_workbook(path)
    return f"{caught.value.seen}, expected {caught.value.expected}"


@pytest.mark.parametrize(
    "write",
    [lambda: xlsx({"List": ROWS}), lambda: xls(ROWS), lambda: xlsb(ROWS), lambda: ods({"List": ROWS})],
)
def test_the_same_rows_are_read_of_every_kind_of_workbook(tmp_path: Path, write: Callable[[], bytes]) -> None:
    body = write()
    assert is_workbook(body[:8])
    (sheet,) = read_workbook(lay(tmp_path, body, "list")).sheets
    assert sheet.name == "List"
    assert sheet.rows == (
        ("Title", None), (None, None), ("Code", "Number"), ("P-1", 12.5), ("P-2", 45292.0)
    )  # fmt: skip


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: xlsx({"List": rows}),
        lambda rows: xlsx({"List": rows}, since_1904=True),
        xls,
        lambda rows: ods({"List": rows}),
    ],
)
def test_a_day_is_the_same_day_in_every_calendar(tmp_path: Path, write: Callable[[Rows], bytes]) -> None:
    (sheet,) = read_workbook(lay(tmp_path, write([["Day"], [DAY]]))).sheets
    assert sheet.rows[1] == (DAY,)


@pytest.mark.parametrize(
    ("body", "since_1904"),
    [
        (xlsx({"A": ROWS}), False),
        (xlsx({"A": ROWS}, since_1904=True), True),
        (xls(ROWS), None),
        (xlsb(ROWS), None),
    ],
)
def test_the_calendar_of_a_bare_number_is_told_where_the_workbook_says_it(
    tmp_path: Path, body: bytes, since_1904: bool | None
) -> None:
    assert read_workbook(lay(tmp_path, body)).since_1904 is since_1904


def test_merged_ranges_are_told_of_xlsx_and_xls_and_not_known_of_the_others(tmp_path: Path) -> None:
    rows: Rows = [["Code"], ["P-1"], [None]]
    of_xlsx = read_workbook(lay(tmp_path, xlsx({"A": rows}, {"A": ["A2:A3"]}))).sheets[0]
    of_xls = read_workbook(lay(tmp_path, xls(rows, [(1, 2, 0, 0)]))).sheets[0]
    assert of_xlsx.merged == of_xls.merged == ((1, 0, 2, 0),)
    assert read_workbook(lay(tmp_path, ods({"A": rows}))).sheets[0].merged is None


def test_a_formula_gives_its_cached_value_and_an_error_is_blank_and_told(tmp_path: Path) -> None:
    rows: Rows = [[Formula("1+1", 2), Formula('"a"', "text"), Formula("A1", None), Failed("#N/A")]]
    (sheet,) = read_workbook(lay(tmp_path, xlsx({"A": rows}))).sheets
    assert sheet.rows == ((2.0, "text", None, None),)
    assert sheet.failed == (("D1", "#N/A"), ("C1", "a formula without its value"))


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    book = read_workbook(lay(tmp_path, xlsx({"A": ROWS, "B": ROWS}, hidden=["B"])))
    assert [(one.name, one.hidden, len(one.rows)) for one in book.sheets] == [("A", False, 5), ("B", True, 0)]


def test_a_zip_bomb_is_refused_by_its_directory_before_it_is_unpacked(tmp_path: Path) -> None:
    body = xlsx({"A": ROWS}, more={"xl/worksheets/sheet1.xml": bytes(limits.MAX_WORKBOOK_UNPACKED_BYTES + 1)})
    assert len(body) < 1 << 20
    assert "unpacks to 256 MiB" in refusal(lay(tmp_path, body))


def test_a_zip_bomb_whose_directory_lies_is_refused_in_the_memory_that_is_set(tmp_path: Path) -> None:
    size = 300 << 20
    body = xlsx({"A": ROWS}, more={"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (size - 11)})
    lying = body.replace(struct.pack("<I", size), struct.pack("<I", 100))
    assert lying != body
    assert "workbook" in refusal(lay(tmp_path, lying))


def test_a_cell_far_out_is_refused_and_does_not_fill_the_memory(tmp_path: Path) -> None:
    far = f'<worksheet {NS}><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    body = xlsx({"A": ROWS}, more={"xl/worksheets/sheet1.xml": far.encode()})
    began = time.monotonic()
    assert "delete those rows and columns" in refusal(lay(tmp_path, body))
    assert time.monotonic() - began < limits.WORKBOOK_SECONDS


@pytest.mark.parametrize(
    "rows",
    [[["x"]] * (limits.MAX_LIST_ROWS + 1), [["x"] * (limits.MAX_LIST_COLUMNS + 1)]],
    ids=["rows", "columns"],
)
def test_a_sheet_that_is_too_large_is_told_and_the_others_are_read(tmp_path: Path, rows: Rows) -> None:
    large, small = read_workbook(lay(tmp_path, xlsx({"Large": rows, "List": ROWS}))).sheets
    assert large.refused is not None and "at most 5,000 rows and 200 columns" in large.refused[1]
    assert (large.rows, len(small.rows)) == ((), 5)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (xlsx({"A": ROWS})[:300], "a damaged workbook"),
        (zipped({"word/document.xml": b"x"}), "a Word document, expected the list as a workbook or CSV"),
        (
            zipped({"october.xlsx": xlsx({"A": ROWS})}),
            "a zip archive that is no workbook, expected the list itself",
        ),
        (
            zipped({"content.xml": b"<x/>", "mimetype": b"application/vnd.oasis.opendocument.text"}),
            "an OpenDocument file that is no spreadsheet",
        ),
        (
            zipped({f"{n}.xml": b"" for n in range(limits.MAX_WORKBOOK_PARTS + 1)}),
            "a workbook of 2,001 parts",
        ),
        (xlsx({f"S{n}": ROWS for n in range(limits.MAX_SHEETS + 1)}), "a workbook of 51 sheets"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "an old Office file that is no workbook"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a workbook with a password, expected one that opens without",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "Workbook".encode("utf-16-le"),
            "a damaged workbook",
        ),
        (
            xlsx({"A": ROWS}, more={"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
            "a damaged workbook",
        ),
    ],
    ids=[
        "cut",
        "document",
        "archive",
        "open document",
        "parts",
        "sheets",
        "compound file",
        "password",
        "broken xls",
        "broken sheet",
    ],
)
def test_what_is_no_whole_workbook_is_refused_with_what_it_is(tmp_path: Path, body: bytes, said: str) -> None:
    assert refusal(lay(tmp_path, body)).startswith(said)


def test_a_file_larger_than_any_list_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(limits.MAX_WORKBOOK_BYTES + 1)
    assert refusal(path).startswith("a workbook of 32 MiB")


def test_entities_of_a_sheet_are_not_expanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        sheet_xml([["&a11;"]])
        .replace("&amp;", "&")
        .replace("<worksheet", f'<!DOCTYPE x [<!ENTITY a0 "lol">{levels}]><worksheet', 1)
    )
    path = lay(tmp_path, xlsx({"A": ROWS}, more={"xl/worksheets/sheet1.xml": body.encode()}))
    try:
        (sheet,) = read_workbook(path).sheets
        assert len(str(sheet.rows)) < 1_000
    except Unreadable as bad:
        assert "workbook" in bad.seen


MUTATED = {
    "xlsx": xlsx({"A": ROWS}, {"A": ["A4:A5"]}),
    "xls": xls(ROWS, [(3, 4, 0, 0)]),
    "xlsb": xlsb(ROWS),
    "ods": ods({"A": ROWS}),
}


_ANSWERS = """
import json, resource, sys
from pathlib import Path
from data.ingest.workbook_child import answer
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for path in sys.argv[1:]:
    print(json.dumps(sorted(answer(Path(path)))), flush=True)
"""


@pytest.mark.parametrize("kind", MUTATED)
def test_a_mutated_workbook_is_read_or_refused_and_raises_nothing_else(tmp_path: Path, kind: str) -> None:
    """Only too much memory may end the process that reads: then the next file finds a new one."""
    made = random.Random(kind)
    paths = []
    for number in range(150):
        body = bytearray(MUTATED[kind])
        for _ in range(made.randint(1, 12)):
            body[made.randrange(len(body))] = made.randrange(256)
        whole = made.random() > 0.2
        paths.append(
            str(lay(tmp_path, bytes(body if whole else body[: made.randrange(len(body))]), f"{number}"))
        )
    answers, ended = 0, 0
    while paths:
        command = [sys.executable, "-c", _ANSWERS, *paths]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        said = done.stdout.splitlines()
        assert set(said) <= {'["sheets", "since_1904"]', '["unreadable"]'}
        answers += len(said)
        if len(said) < len(paths):
            assert "memory" in done.stderr or done.returncode < 0, done.stderr[-500:]
            ended += 1
        paths = paths[len(said) + 1 :]
    assert answers + ended == 150
    assert ended < 5


@pytest.mark.parametrize("kind", MUTATED)
def test_a_mutated_sheet_never_ends_this_process_and_is_answered_in_time(tmp_path: Path, kind: str) -> None:
    made = random.Random(f"{kind} again")
    for _ in range(3):
        body = bytearray(MUTATED[kind])
        for _ in range(20):
            body[made.randrange(8, len(body))] = made.randrange(256)
        try:
            assert read_workbook(lay(tmp_path, bytes(body))).sheets is not None
        except Unreadable as bad:
            assert bad.seen and bad.expected


def test_a_workbook_with_macros_is_read_and_its_macros_are_not_looked_at(tmp_path: Path) -> None:
    body = xlsx({"A": ROWS}, more={"xl/vbaProject.bin": b"Sub Auto_Open()"})
    (sheet,) = read_workbook(lay(tmp_path, body, "list.xlsm")).sheets
    assert sheet.rows[3] == ("P-1", 12.5)
