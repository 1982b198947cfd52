"""Reads a tab-separated clinical list in the manner of cBioPortal, or as InPreD keeps it."""

from pathlib import Path

from data.ingest import limits
from data.ingest.fingerprint import fingerprint
from data.ingest.opening import Unreadable, open_file, read_text
from data.ingest.problems import ProblemList
from data.reference.tumour_types import tumour_type
from domain.clinical_list import NOT_GIVEN, ClinicalColumn, ClinicalList, ClinicalRow, ListedTumour
from domain.problems import Severity
from domain.readings import FileKind
from domain.refused import Refused

SECTION = "clinical list"
KEYS = frozenset({"PATIENT_ID", "SAMPLE_ID"})
"""A header has at least one of these, in any writing."""
TUMOUR_TYPE = "ONCOTREE_CODE"
"""The column whose codes are OncoTree's, in any writing."""

_HEAD_ROWS = 4


def _words(line: str) -> list[str]:
    return [cell.strip() for cell in line.rstrip("\t\r\n ").split("\t", limits.MAX_COLUMNS)]


def is_clinical_header(line: str) -> bool:
    """True for a tab-separated line that names a patient or a sample column."""
    return bool(KEYS & {word.upper() for word in _words(line.lstrip("#"))}) and "\t" in line


def is_clinical_list(head: str) -> bool:
    """True when the first line that is no comment is the header of a clinical list."""
    for line in head.splitlines():
        if line.strip() and not line.startswith("#"):
            return is_clinical_header(line)
    return False


def _columns(header: list[str], comments: list[str]) -> tuple[tuple[ClinicalColumn, ...], bool]:
    """The columns, described by the four head rows of cBioPortal when the list has them."""
    rows = [_words(line[1:]) for line in comments[-_HEAD_ROWS:]]
    fits = len(rows) == _HEAD_ROWS and all(
        word in {"STRING", "NUMBER", "BOOLEAN"} for word in (one.upper() for one in rows[2]) if word
    )
    if not fits:
        return tuple(ClinicalColumn(name) for name in header if name), False

    def cell(row: list[str], index: int) -> str | None:
        return row[index] if index < len(row) and row[index] else None

    return tuple(
        ClinicalColumn(name, cell(rows[0], at), cell(rows[1], at), cell(rows[2], at))
        for at, name in enumerate(header)
        if name
    ), True


def _rows(
    lines: list[tuple[int, str]], header: list[str], problems: ProblemList
) -> tuple[tuple[ClinicalRow, ...], int]:
    rows: list[ClinicalRow] = []
    refused = 0
    for number, line in lines:
        cells = [cell.strip() for cell in line.split("\t", limits.MAX_COLUMNS)]
        if len(cells) > len(header) and any(cells[len(header) :]):
            problems.refuse_row(SECTION, number, line, f"at most {len(header)} cells")
            refused += 1
            continue
        values = {
            name: (cells[at] if at < len(cells) and cells[at] not in NOT_GIVEN else None)
            for at, name in enumerate(header)
            if name
        }
        keys = [value for name, value in values.items() if name.upper() in KEYS]
        if not any(keys):
            problems.refuse_row(SECTION, number, line, "a patient or sample id")
            refused += 1
            continue
        rows.append(ClinicalRow(number, values, _tumour(number, values, problems)))
    return tuple(rows), refused


def _tumour(line: int, values: dict[str, str | None], problems: ProblemList) -> ListedTumour | None:
    """The row's tumour type; a retired code stays beside the one that took its place."""
    registered = next((value for name, value in values.items() if name.upper() == TUMOUR_TYPE), None)
    if registered is None:
        return None
    kind = tumour_type(registered)
    listed = ListedTumour(registered, kind.code if kind else None)
    if listed.code is None:
        problems.note(SECTION, line, registered, "a code of OncoTree; it was kept as it is written")
    elif listed.retired:
        problems.note(
            SECTION, line, registered,
            f"a code that OncoTree still has; {listed.code} took its place, {registered} was kept beside it",
        )  # fmt: skip
    return listed


def parse_clinical_text(
    text: str, problems: ProblemList
) -> tuple[tuple[ClinicalColumn, ...], tuple[ClinicalRow, ...], tuple[str, ...], int]:
    """Columns, rows, comment lines and the number of refused rows of a clinical list's text."""
    comments: list[str] = []
    header: list[str] | None = None
    body: list[tuple[int, str]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        if header is not None:
            if line.startswith("#"):
                problems.note(SECTION, number, line, "a row; the comment was passed over")
                continue
            body.append((number, line))
        elif line.startswith("#"):
            comments.append(line)
        elif is_clinical_header(line):
            header = _words(line)
        else:
            break
    if header is None:
        problems.add(
            Severity.REFUSED_FILE,
            SECTION,
            0,
            text.strip()[:80],
            "a header line with PATIENT_ID or SAMPLE_ID between tabs; nothing was kept",
        )
        return (), (), tuple(comments), 0
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        problems.add(
            Severity.REFUSED_FILE,
            SECTION,
            0,
            ", ".join(doubled),
            "every column heading only once; nothing was kept",
        )
        return (), (), tuple(comments), 0
    columns, described = _columns(header, comments)
    rows, refused = _rows(body, header, problems)
    return columns, rows, tuple(comments[:-_HEAD_ROWS] if described else comments), refused


def read_clinical_list(path: Path, name: str | None = None) -> ClinicalList:
    """Read a clinical list; what cannot be taken is told in its problems.

    Raises ``Refused`` only when there is no such file or it may not be read.
    """
    shown = name or path.name
    problems = ProblemList(shown)
    try:
        kind = FileKind.UNRECOGNISED
        columns: tuple[ClinicalColumn, ...] = ()
        rows: tuple[ClinicalRow, ...] = ()
        comments: tuple[str, ...] = ()
        refused = 0
        try:
            text, latin = read_text(open_file(path))
            if latin:
                problems.note(SECTION, 0, "Windows Latin text", "UTF-8 text; it was read as Windows Latin")
            columns, rows, comments, refused = parse_clinical_text(text, problems)
            kind = FileKind.CLINICAL_LIST if columns else FileKind.UNRECOGNISED
        except Unreadable as bad:
            problems.add(Severity.REFUSED_FILE, SECTION, 0, bad.seen, bad.expected)
        file = fingerprint(path, shown, kind)
    except OSError as error:
        raise Refused(
            f"{shown} could not be opened ({error.strerror}): nothing was read. "
            "Check the path and who may read it."
        ) from error
    return ClinicalList(file, columns, rows, comments, refused, problems.all())
