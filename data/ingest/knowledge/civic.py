"""Reads a release of CIViC: the native tables of accepted evidence, old and new, and of assertions."""

from datetime import date

from data.ingest.knowledge.civic_columns import CivicTable, as_today, lacking, table_of
from data.ingest.knowledge.civic_rows import CivicRow, NoItem
from data.ingest.knowledge.left_overs import LeftOvers
from data.ingest.knowledge.release_file import Brought, ReleaseText, lying, sha256_of, text_of
from data.ingest.knowledge.release_table import ReleaseTable, cells_by_heading, parted
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from domain.knowledge.evidence import EvidenceItem, Release, ReleaseReading, Source
from domain.problems import Severity

LICENCE = "CC0 1.0"
SECTION = "evidence"
EXPECTED = (
    "CIViC's table of accepted evidence (nightly-AcceptedClinicalEvidenceSummaries.tsv, or "
    "nightly-ClinicalEvidenceSummaries.tsv before 2026) or of accepted assertions"
)
_ACCEPTED = "accepted"


def read_civic(brought: Brought, name: str) -> ReleaseReading:
    """The release that a file of CIViC holds; ``name`` is the file's, for what is told of it.

    Every row becomes an item or a line that says why not; an item of which a part is not understood has a
    line, too. A file that cannot be taken gives a reading without a release, and one problem that says why.
    Raises ``OSError`` for the disk.
    """
    problems = ProblemList(name)
    try:
        with lying(brought) as path:
            return read_civic_text(text_of(path), sha256_of(path), problems)
    except Unreadable as unreadable:
        problems.add(Severity.REFUSED_FILE, "", 0, unreadable.seen, unreadable.expected)
        return ReleaseReading(None, 0, problems=problems.all())


def read_civic_text(read: ReleaseText, sha256: str, problems: ProblemList) -> ReleaseReading:
    """The release of a text that was opened already. Raises ``Unreadable`` for one that is not CIViC's."""
    table = parted(read.text, "\t")
    kind = kind_of(table)
    if read.latin:
        problems.note("", 0, "bytes that are not UTF-8", "UTF-8; it was read as Windows Latin text")
    items, left_over = _items(table, kind)
    line, cells = table.rows[-1] if table.rows else (0, table.headings)
    if len(cells) < len(table.headings):
        problems.note(
            "", line, f"a last row of {len(cells)} of {len(table.headings)} cells",
            "a whole table: the file seems to break off there. Download it again before you rely on it",
        )  # fmt: skip
    if not items and not left_over.all():
        raise Unreadable("a heading line and no row", "at least one row of evidence")
    newest = max((one.reviewed_on for one in items if one.reviewed_on), default=None)
    release = Release(
        source=Source.CIVIC,
        name=kind.label,
        version=version_of(newest, sha256),
        released_on=newest,
        sha256=sha256,
        licence=LICENCE,
        items=tuple(items),
    )
    return ReleaseReading(release, len(table.rows), left_over.all(), problems.all())


def kind_of(table: ReleaseTable) -> CivicTable:
    """Which of CIViC's tables it is. Raises ``Unreadable`` for others, with what is missing or expected."""
    kind = table_of(table.headings)
    if kind is not None:
        return kind
    missing = lacking(table.headings)
    if missing:
        raise Unreadable(f"a table of CIViC without the column {', '.join(missing)}", EXPECTED)
    if len(table.headings) == 1 and table_of(parted(table.headings[0]).headings) is not None:
        raise Unreadable(
            "a table of CIViC whose cells are not parted by tabs", f"{EXPECTED}, as CIViC gives it: with tabs"
        )
    raise Unreadable(f"a table with the headings {', '.join(table.headings)[:120]}", EXPECTED)


def version_of(newest: date | None, sha256: str) -> str:
    """The newest day of review, which is what dates a release; else the beginning of its SHA-256."""
    return newest.isoformat() if newest else f"undated {sha256[:12]}"


def _items(table: ReleaseTable, kind: CivicTable) -> tuple[list[EvidenceItem], LeftOvers]:
    items: list[EvidenceItem] = []
    left_over = LeftOvers()
    lines: dict[str, int] = {}
    for line, cells in table.rows:
        by_heading = cells_by_heading(table, cells)
        if by_heading is None:
            why = f"it has {len(cells)} of {len(table.headings)} cells: the row was cut or moved"
            left_over.not_taken(line, None, "\t".join(cells), why)
            continue
        row = CivicRow(kind, as_today(by_heading))
        try:
            item = _taken(row, lines)
        except NoItem as none:
            left_over.not_taken(line, _id_or_none(row), " | ".join(filter(None, cells)), str(none))
            continue
        lines[item.item_id] = line
        items.append(item)
        left_over.of_item(line, item)
        for seen, why in row.remarks:
            left_over.kept(line, item.item_id, seen, why)
    return items, left_over


def _taken(row: CivicRow, lines: dict[str, int]) -> EvidenceItem:
    status = row.cells.get("evidence_status", _ACCEPTED)
    if status.lower() != _ACCEPTED:
        raise NoItem(f"its status is {status!r}; only accepted evidence is taken")
    item = row.item()
    if item.item_id in lines:
        raise NoItem(f"{item.item_id} stands in line {lines[item.item_id]} already")
    return item


def _id_or_none(row: CivicRow) -> str | None:
    try:
        return row.item_id()
    except NoItem:
        return None
