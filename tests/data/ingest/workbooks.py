"""Writes small workbooks for the tests: xlsx and ods as XML, xls and xlsb as the binary records they are.

Only what the reader must tell apart is written: text, numbers, dates, formulas, errors, merged cells, hidden
sheets, both calendars.
"""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that was cached; ``None`` where the program that wrote it cached none."""

    text: str
    cached: object


@dataclass(frozen=True, slots=True)
class Failed:
    """An error cell such as ``#N/A``."""

    text: str


Cell = str | int | float | bool | date | Formula | Failed | None
Rows = Sequence[Sequence[Cell]]


def place(row: int, column: int) -> str:
    """A cell's address from its 0-based row and column: ``(0, 27)`` is ``AB1``."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def serial(day: date, since_1904: bool = False) -> int:
    """The day as a spreadsheet counts it."""
    return (day - (date(1904, 1, 1) if since_1904 else date(1899, 12, 30))).days


def _xml_cell(at: str, cell: Cell, since_1904: bool) -> str:
    match cell:
        case None:
            return ""
        case Formula(text, cached):
            value = "" if cached is None else f"<v>{escape(str(cached))}</v>"
            kind = ' t="str"' if isinstance(cached, str) else ""
            return f'<c r="{at}"{kind}><f>{escape(text)}</f>{value}</c>'
        case Failed(text):
            return f'<c r="{at}" t="e"><v>{text}</v></c>'
        case bool():
            return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
        case date():
            return f'<c r="{at}" s="1"><v>{serial(cell, since_1904)}</v></c>'
        case str():
            return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    return f'<c r="{at}"><v>{cell!r}</v></c>'


def sheet_xml(rows: Rows, merged: Sequence[str] = (), since_1904: bool = False) -> str:
    """One worksheet."""
    body = "".join(
        f'<row r="{number + 1}">'
        + "".join(_xml_cell(place(number, at), cell, since_1904) for at, cell in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows)
    )
    spans = "".join(f'<mergeCell ref="{span}"/>' for span in merged)
    tail = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
    return f'<?xml version="1.0"?><worksheet {NS}><sheetData>{body}</sheetData>{tail}</worksheet>'


def xlsx(
    sheets: Mapping[str, Rows],
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    since_1904: bool = False,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A workbook; ``merged`` gives ranges such as ``A2:A3`` by sheet, ``more`` replaces or adds parts."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        + (' state="hidden"' if name in hidden else "")
        + "/>"
        for n, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    styles_id = len(sheets) + 1
    calendar = '<workbookPr date1904="1"/>' if since_1904 else "<workbookPr/>"
    parts: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook {NS} xmlns:r="{REL}">{calendar}'
            f"<sheets>{listed}</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{links}'
            f'<Relationship Id="rId{styles_id}" Type="{REL}/styles" Target="styles.xml"/></Relationships>'
        ).encode(),
        "xl/styles.xml": (
            f'<?xml version="1.0"?><styleSheet {NS}><cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
        ).encode(),
    }
    for number, (name, rows) in enumerate(sheets.items(), 1):
        spans = (merged or {}).get(name, ())
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(rows, spans, since_1904).encode()
    return zipped({**parts, **(more or {})})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{cell}"/>'
        case bool() | int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{float(cell)!r}"/>'
    text = escape(str(cell))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An OpenDocument workbook."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{office}:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff_text(text: str, length: str) -> bytes:
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")


def _biff_cell(row: int, column: int, cell: Cell) -> bytes:
    where = struct.pack("<HH", row, column)
    match cell:
        case None:
            return b""
        case date():
            return _record(0x0203, where + struct.pack("<Hd", 1, float(serial(cell))))
        case bool() | int() | float():
            return _record(0x0203, where + struct.pack("<Hd", 0, float(cell)))
        case Failed():
            return _record(0x0205, where + struct.pack("<HBB", 0, 0x2A, 1))
    return _record(0x0204, where + struct.pack("<H", 0) + _biff_text(str(cell), "H"))


def xls(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """An old workbook with one sheet; ``merged`` gives (first row, last row, first column, last column)."""
    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600)
    formats = _record(0x00E0, struct.pack("<HHH", 0, 0, 0) + bytes(14))
    formats += _record(0x00E0, struct.pack("<HHH", 0, 14, 0) + bytes(14))
    name = b"\x04\x00List"
    head = _record(0x0809, start) + _record(0x0042, struct.pack("<H", 1200)) + formats
    before = len(head) + 4 + 6 + len(name) + 4
    head += _record(0x0085, struct.pack("<IBB", before, 0, 0) + name) + _record(0x000A)
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    widest = max((len(row) for row in rows), default=0)
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, widest, 0))
    body += b"".join(_biff_cell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
    if merged:
        spans = b"".join(struct.pack("<HHHH", *span) for span in merged)
        body += _record(0x00E5, struct.pack("<H", len(merged)) + spans)
    return _compound("Workbook", head + body + _record(0x000A))


def _compound(name: str, stream: bytes) -> bytes:
    """One stream as an OLE2 compound file; it is padded so that it needs no mini stream."""
    sector = 512
    stream = stream.ljust(max(4096, -(-len(stream) // sector) * sector), b"\0")
    count = len(stream) // sector
    table = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(sector, b"\xff")
    assert len(fat) == sector

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = title.encode("utf-16-le")
        lead = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
        return (
            lead
            + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    root = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory = (root + entry(name, 2, 0xFFFFFFFF, 0, len(stream))).ljust(sector, b"\0")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", count + 1)
    return header.ljust(sector, b"\xff") + stream + directory + fat


def _part(kind: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook: type and length in seven bits a byte."""

    def sevens(number: int) -> bytes:
        low, high = number & 0x7F, number >> 7
        return bytes([low | 0x80]) + sevens(high) if high else bytes([low])

    label = bytes([kind]) if kind < 0x80 else bytes([kind & 0xFF, kind >> 8])
    return label + sevens(len(body)) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: Rows) -> bytes:
    """A binary workbook with one sheet of text and numbers."""
    sheet = _part(0x81 | 0x0100, b"") + _part(0x94 | 0x0100, struct.pack("<IIII", 0, len(rows), 0, 20))
    sheet += _part(0x91 | 0x0100)
    for number, row in enumerate(rows):
        sheet += _part(0x00, struct.pack("<IIHBBI", number, 0, 300, 0, 0, 0) + b"\0")
        for at, cell in enumerate(row):
            where = struct.pack("<II", at, 0)
            if isinstance(cell, int | float):
                sheet += _part(0x05, where + struct.pack("<d", float(cell)))
            elif cell is not None:
                sheet += _part(0x06, where + _wide(str(cell)))
    sheet += _part(0x92 | 0x0100) + _part(0x82 | 0x0100)
    book = _part(0x83 | 0x0100) + _part(0x8F | 0x0100)
    book += _part(0x9C | 0x0100, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("List"))
    book += _part(0x90 | 0x0100) + _part(0x84 | 0x0100)
    link = f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
