"""The process that reads one workbook: ``python -m data.ingest.workbook_child PATH`` writes JSON.

calamine unpacks a sheet into memory as a whole, however far out its last cell lies, so it only ever runs
here, with a limit to memory and time.
"""

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from data.ingest import limits

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0"
_KEPT_UNREADABLE = "EncryptedPackage".encode("utf-16-le")
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OTHER_DOCUMENTS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "Index/Document.iwa": "a document of Apple Numbers or Pages",
}
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_CALENDAR = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=\"(?:1|true)\"")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\bname=\"([^\"]*)\"[^>]*?\br:id=\"([^\"]+)\"")
_TARGET = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ERROR_CELL = re.compile(
    rb"<c\b(?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*>(?:(?!</c>).)*?<v>([^<]{0,20})</v>",
    re.DOTALL,
)
_NO_VALUE = re.compile(rb"<c\b[^>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^>]*><f[^>]*>[^<]*</f></c>")
_FORMULA_WITHOUT_VALUE = "a formula without its value"
_MOST_FAILED = 1_000
_DAMAGED = (
    CalamineError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, OSError, ValueError, RuntimeError
)  # fmt: skip
"""What the readers of archives and workbooks raise on bytes that are none."""
_HEAD_BYTES = 4 << 20


class _Refusal(Exception):
    """Why nothing of a workbook is read: what was seen and what was expected."""

    def __init__(self, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.seen, self.expected = seen, expected


def _archive(path: Path) -> zipfile.ZipFile | None:
    """The workbook as an archive, once its directory was found to be within the limits."""
    with path.open("rb") as file:
        if file.read(2) != _ZIP:
            return None
    archive = zipfile.ZipFile(path)
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > limits.MAX_WORKBOOK_PARTS:
        raise _Refusal(f"a workbook of {len(parts):,} parts", f"at most {limits.MAX_WORKBOOK_PARTS:,}")
    if size > limits.MAX_WORKBOOK_UNPACKED_BYTES:
        most = limits.MAX_WORKBOOK_UNPACKED_BYTES >> 20
        raise _Refusal(f"a workbook that unpacks to {size >> 20:,} MiB", f"a list of at most {most} MiB")
    names = {part.filename for part in parts}
    if not names & set(_BOOKS):
        found = next((told for name, told in _OTHER_DOCUMENTS.items() if name in names), None)
        if found is not None:
            raise _Refusal(
                found, "the list as a workbook or CSV file; save it so, or copy its table into one"
            )
        raise _Refusal(
            "a zip archive that is no workbook",
            "the list itself (xlsx, xlsm, xls, xlsb, ods or CSV); unpack it and bring what lies in it",
        )
    if "xl/workbook.xml" not in names and b"opendocument.spreadsheet" not in _kind(archive, names):
        raise _Refusal("an OpenDocument file that is no spreadsheet", "the list as a spreadsheet or CSV file")
    return archive


def _kind(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    """What an OpenDocument file says it is; of an xlsb, or where it says nothing, what lets it be tried."""
    told = _part(archive, "mimetype", 200) if "content.xml" in names else b""
    return told or b"opendocument.spreadsheet"


def _refuse_other_compound(body: bytes) -> None:
    """Raise for the old kind of file (OLE2) that is protected by a password or is no workbook."""
    if _KEPT_UNREADABLE in body:
        raise PasswordError("an encrypted package")
    if not any(stream in body for stream in _STREAMS):
        raise _Refusal(
            "an old Office file that is no workbook (a Word document, a message)",
            "the list as a workbook (xlsx, xls) or CSV file; save it so",
        )


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """So many bytes of one part, whatever the directory says of its size."""
    with suppress(KeyError, zipfile.BadZipFile), archive.open(name) as file:
        return file.read(most)
    return b""


def _sheet_parts(archive: zipfile.ZipFile, book: bytes) -> dict[str, str]:
    """Where each sheet of an xlsx lies, by its name."""
    links = {}
    for found in _TARGET.finditer(_part(archive, "xl/_rels/workbook.xml.rels", _HEAD_BYTES)):
        ids, targets = (re.search(rb"\b%s=\"([^\"]*)\"" % word, found[1]) for word in (b"Id", b"Target"))
        if ids and targets:
            links[ids[1]] = targets[1].decode("utf-8", "replace").lstrip("/").removeprefix("xl/")
    return {
        _unescaped(name.decode("utf-8", "replace")): f"xl/{links[link]}"
        for name, link in _SHEET.findall(book)
        if link in links
    }


def _unescaped(text: str) -> str:
    for written, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(written, sign)
    return text


def _failed(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Address and text of the cells that calamine gives as blank: errors, formulas nobody calculated."""
    body = _part(archive, part, limits.MAX_WORKBOOK_UNPACKED_BYTES)
    for address, text in _ERROR_CELL.findall(body)[:_MOST_FAILED]:
        yield address.decode(), text.decode("utf-8", "replace")
    for address in _NO_VALUE.findall(body)[:_MOST_FAILED]:
        yield address.decode(), _FORMULA_WITHOUT_VALUE


def _cell(value: Any) -> Any:
    """A cell as JSON can hold it: a date in a list of its own, a number as a number."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    if isinstance(value, date):
        return [value.isoformat()]
    text = str(value)[: limits.MAX_CELL_CHARACTERS + 1]
    return text if text.strip() else None


def _too_large(sheet: CalamineSheet) -> list[str] | None:
    rows, columns = (last + 1 for last in sheet.end or (-1, -1))
    if rows <= limits.MAX_LIST_ROWS and columns <= limits.MAX_LIST_COLUMNS:
        return None
    return [
        f"a sheet of {rows:,} rows and {columns:,} columns",
        f"at most {limits.MAX_LIST_ROWS:,} rows and {limits.MAX_LIST_COLUMNS} columns; delete the blank ones "
        "below and to the right of the list",
    ]


def _sheet(workbook: CalamineWorkbook, name: str) -> dict[str, Any]:
    sheet = workbook.get_sheet_by_name(name)
    if (refused := _too_large(sheet)) is not None:
        return {"name": name, "hidden": False, "refused": refused}
    merged = sheet.merged_cell_ranges
    return {
        "name": name,
        "hidden": False,
        "rows": [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
        "merged": None if merged is None else merged[: limits.MAX_MERGED_RANGES],
    }


def _read(path: Path) -> dict[str, Any]:
    archive = _archive(path)
    book = _part(archive, "xl/workbook.xml", _HEAD_BYTES) if archive else b""
    parts = _sheet_parts(archive, book) if archive and book else {}
    # From its bytes: by a path calamine would go by the file's name.
    body = path.read_bytes()
    if body.startswith(_OLE):
        _refuse_other_compound(body)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
    kept = [one for one in workbook.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    if len(kept) > limits.MAX_SHEETS:
        raise _Refusal(f"a workbook of {len(kept)} sheets", f"at most {limits.MAX_SHEETS}")
    sheets = []
    for one in kept:
        if one.visible is not SheetVisibleEnum.Visible:
            sheets.append({"name": one.name, "hidden": True})
            continue
        sheet = _sheet(workbook, one.name)
        if archive and one.name in parts and "rows" in sheet:
            sheet["failed"] = list(_failed(archive, parts[one.name]))
        sheets.append(sheet)
    return {"sheets": sheets, "since_1904": bool(_CALENDAR.search(book)) if book else None}


def answer(path: Path) -> dict[str, Any]:
    """The sheets of a workbook as plain values, or what was seen and expected when it is refused."""
    damaged = "a workbook that opens in a spreadsheet program; save it there once more"
    try:
        return _read(path)
    except _Refusal as refused:
        return {"unreadable": [refused.seen, refused.expected]}
    except PasswordError:
        return {
            "unreadable": [
                "a workbook with a password",
                "one that opens without; take the password off in the spreadsheet program and save it",
            ]
        }
    except MemoryError:
        return {"unreadable": ["a workbook that needs more memory than is set for reading", damaged]}
    except _DAMAGED as error:
        return {"unreadable": [_said(error), damaged]}
    except BaseException as panic:
        # What Rust gives up on is no Exception of Python's.
        if type(panic).__name__ != "PanicException":
            raise
        return {"unreadable": [_said(panic), damaged]}


def _said(error: BaseException) -> str:
    return f"a damaged workbook ({' '.join(str(error).split())[:120]})"


def main() -> int:
    """Read the workbook that is named and write what was found."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKBOOK_MEMORY_BYTES, limits.WORKBOOK_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer(Path(sys.argv[1])), sys.stdout, ensure_ascii=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
