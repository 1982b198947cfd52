"""Reads a list of single tests (CSV, TSV or a workbook): one row a test, one name a test."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.ingest import limits
from data.ingest.cells import BadCell
from data.ingest.content_hash import content_sha256
from data.ingest.list_above import filled, take_from
from data.ingest.opening import Opened, Unreadable, read_text
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.single_test_cells import BadColumn, day_of, of_column, result_of, specimen_of, text_of
from data.ingest.workbook import cell_text, read_workbook
from domain.findings import Build, Findings
from domain.problems import Severity
from domain.readings import FileKind, SampleReading, SectionCount, all_missing
from domain.single_tests import TestResult, name_of_test, named_in, outcome_of_tests

SECTION = "single tests"
COLUMNS = (
    "sample_id", "pseudonym", "specimen_date", "reported_on", "method", "marker", "result", "what", "value",
    "unit", "kit", "origin", "tumour_cell_percent", "lost_proteins", "comment",
)  # fmt: skip
TEMPLATE = ",".join(COLUMNS) + "\r\n"
"""The file that a laboratory fills in: the headings and no row."""

_NEEDED = ("reported_on", "method", "marker", "result")
_WHOSE = ("sample_id", "pseudonym")
_DELIMITERS = "\t;,"
_LONGEST_CELL = 4_000

Line = tuple[int, Sequence[str]]
"""The 1-based number of a line and its cells."""


def _headings(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple("_".join(cell.split()).casefold() for cell in cells)


def _are_ours(headings: Sequence[str]) -> bool:
    return all(one in headings for one in _NEEDED) and any(one in headings for one in _WHOSE)


def _delimiter_of(head: str) -> str | None:
    """What stands between the headings; ``None`` where they are not those of a list of single tests."""
    first = next((line for line in head.splitlines() if line.strip() and not line.startswith("#")), "")
    return next(
        (one for one in _DELIMITERS if _are_ours(_headings(cell.strip('" ') for cell in first.split(one)))),
        None,
    )


def is_single_tests(head: str) -> bool:
    """True when the first line that is no comment has the headings of a list of single tests."""
    return _delimiter_of(head) is not None


def read_single_tests(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part for each test: the rows of one specimen, method, marker and day of report.

    Raises ``Unreadable`` and ``OSError`` as ``read_text`` does; what a row holds is a value or a problem.
    """
    text, latin = read_text(opened)
    if latin:
        problems.note(SECTION, 0, "Windows Latin text", "UTF-8 text; it was read as Windows Latin")
    return _parts(_lines_of(text, problems), name, problems)


def read_single_tests_workbook(path: Path, name: str, problems: ProblemList) -> list[SamplePart] | None:
    """The same of the first sheet of a workbook that has the headings; ``None`` where none has them.

    Raises ``Unreadable`` and ``OSError`` as ``read_workbook`` does.
    """
    for sheet in read_workbook(path).sheets:
        rows = [(line, [cell_text(cell) for cell in row]) for line, row in enumerate(filled(sheet), start=1)]
        start = next((at for at, (_, cells) in enumerate(rows) if _are_ours(_headings(cells))), None)
        if start is None:
            continue
        for address, seen in sheet.failed:
            problems.note(SECTION, 0, f"{address}: {seen}", "a value; the cell was read as empty")
        return _parts(iter(rows[start:]), name, problems)
    return None


def _lines_of(text: str, problems: ProblemList) -> Iterator[Line]:
    rows = csv.reader(text.splitlines(), delimiter=_delimiter_of(text) or ",", strict=True)
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield rows.line_num, [cell[:_LONGEST_CELL] for cell in cells]
    except csv.Error as error:
        raise Unreadable(
            f"a line {rows.line_num} that is no row of a table ({error})",
            "rows whose quotation marks are closed",
        ) from error


@dataclass(slots=True)
class _Tests:
    """The results of a list by the name of their test, in its order."""

    problems: ProblemList
    by_name: dict[str, list[TestResult]] = field(default_factory=dict)
    read: int = 0
    refused: int = 0
    without_gene: int = 0

    def take(self, headings: Sequence[str], line: int, cells: Sequence[str]) -> None:
        """One row; a row that cannot be taken is told with its line."""
        self.read += 1
        try:
            self._take(headings, line, cells)
        except BadCell as bad:
            self.refused += 1
            self.problems.refuse_row(SECTION, line, bad.seen, bad.expected)

    def _take(self, headings: Sequence[str], line: int, cells: Sequence[str]) -> None:
        if any(cell.strip() for cell in cells[len(headings) :]):
            raise BadCell(
                f"{len(cells)} cells", f"at most {len(headings)} cells, as there are headings; quote a text "
                "that holds the separator"
            )  # fmt: skip
        row = dict(zip(headings, cells, strict=False))
        specimen = specimen_of(row)
        with of_column("reported_on"):
            reported_on = day_of(row.get("reported_on", ""), "The day of the report")
            if reported_on is None:
                raise BadCell("", "the day of the report, such as 2026-05-04")
        result, known = result_of(row)
        name = name_of_test(specimen, result.method, result.marker, reported_on)
        if named_in(name) is None:
            raise BadColumn("sample_id", specimen, "a sample id without a slash between blanks")
        if not known:
            told = "a gene of the assay, or a known marker; it was kept as it is written"
            self.problems.note(SECTION, line, result.marker, told)
        same = [one for one in self.by_name.get(name, ()) if one.variant_key == result.variant_key]
        if same and same[0] != result:
            expected = f"one value for one test: another row says {same[0].label}; take the wrong one out"
            raise BadCell(result.label, expected)
        if same:
            self.problems.note(SECTION, line, result.label, "each result once; it was taken once")
            return
        self.without_gene += result.gene is None
        self.by_name.setdefault(name, []).append(result)


def _parts(lines: Iterator[Line], file: str, problems: ProblemList) -> list[SamplePart]:
    headings = _headings(next(lines, (0, ()))[1])
    doubled = sorted({one for one in headings if one and headings.count(one) > 1})
    if doubled:
        raise Unreadable(", ".join(doubled), "every column heading only once; nothing was kept")
    for one in headings:
        if one and one not in COLUMNS:
            expected = "a column of the template; its cells were not read"
            problems.add(Severity.UNKNOWN, SECTION, 1, one, expected)
    tests, above = _Tests(problems), list[str]()
    for line, written in lines:
        if not any(text_of(cell) for cell in written):
            continue
        cells = list(written)
        if same := take_from(above, cells, ""):
            told = ", ".join(headings[at] for at in same if at < len(headings))
            problems.note(SECTION, line, f"the same as above ({told})", "words; the row above was taken")
        above = cells
        if tests.read >= limits.MAX_SINGLE_TESTS:
            raise Unreadable(
                f"more than {limits.MAX_SINGLE_TESTS:,} tests", "a list in parts; nothing of it was kept"
            )
        tests.take(headings, line, cells)
    taken = tests.read - tests.refused
    count = SectionCount(file, SECTION, tests.read, taken, tests.refused, tests.without_gene)
    if tests.refused and not taken:
        # Refused rows are counted too; the name is no other sample's.
        name = f"{file} / no test taken"
        return [SamplePart(file, FileKind.SINGLE_TESTS, frozenset({name}), counts=(count,))]
    return [
        SamplePart(
            file=file,
            kind=FileKind.SINGLE_TESTS,
            sample_ids=frozenset({name}),
            findings=Findings(test_results=tuple(found)),
            assay=found[0].method.label,
            # The list is counted once, with the first of its tests.
            counts=(count,) if place == 0 else (),
        )
        for place, (name, found) in enumerate(tests.by_name.items())
    ]


def reading_of_tests(name: str, results: Sequence[TestResult]) -> SampleReading:
    """The results of one test as a sample that can be accepted: its own assay, no quality metrics.

    ``name`` is what ``domain.single_tests.name_of_test`` made; the day of the report stands in it.
    """
    named = named_in(name)
    findings = Findings(test_results=tuple(results))
    outcome, reason = outcome_of_tests(results)
    assay = results[0].method.label
    ids = (name, None, None)
    return SampleReading(
        pair_id=name,
        dna_sample_id=None,
        rna_sample_id=None,
        assay=assay,
        software=None,
        software_version=None,
        run_name=None,
        run_date=None,
        output_date=named[1] if named else None,
        build=Build.UNKNOWN,
        findings=findings,
        metrics=(),
        verdicts=(),
        outcome=outcome,
        outcome_reason=reason,
        content_sha256=content_sha256(ids, assay, None, Build.UNKNOWN, findings, ()),
        missing=all_missing(f"This profile ({assay}) holds single results only."),
    )


def part_reading(part: SamplePart) -> SampleReading | None:
    """A part that ``read_single_tests`` made, as a sample: it is joined with nothing.

    ``None`` for the one part of a list of which every row was refused.
    """
    results = part.findings.test_results
    return reading_of_tests(part.sample, results) if results else None
