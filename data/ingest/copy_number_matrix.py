"""Reads copy number by gene and sample in steps from -2 to 2, as cBioPortal keeps it: wide or long.

2 (high-level amplification) is a gain and -2 (deep deletion; -1.5 is taken for it) a loss.  1 and -1 may be
one copy more or less in a part of the cells: they are counted as filtered, and 0 as reference.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from data.ingest import limits
from data.ingest.cells import BadCell
from data.ingest.gene_names import gene_name
from data.ingest.headings import is_remark
from data.ingest.line_stream import NOTHING, TableStream, first_headings, said, table_stream
from data.ingest.opening import Opened, Unreadable
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.tables import Fields
from domain.findings import CopyNumberCall, CopyNumberChange, Findings
from domain.readings import FileKind, SectionCount

SECTION = "copy number"
STEPS = frozenset({"-2", "-1.5", "-1", "0", "1", "2"})

_CALLS = {
    "2": (CopyNumberCall.GAIN, "high_level_amplification"),
    "-2": (CopyNumberCall.LOSS, "deep_deletion"),
    "-1.5": (CopyNumberCall.LOSS, "deep_deletion"),
}
_GENE_COLUMNS = frozenset({"hugo_symbol", "entrez_gene_id", "cytoband", "gene symbol", "locus id"})
_LONG = frozenset({"sample_id", "value"})
_MOST = 0.8
"""Of the values that steps must be: a bad one is refused by its line, ratios and expression are no steps."""

_EXPECTED = "a copy number of -2, -1, 0, 1 or 2, or NA"


@dataclass(slots=True)
class _Sample:
    changes: list[CopyNumberChange] = field(default_factory=list)
    neutral: int = 0
    slight: int = 0
    unknown: int = 0


def names_genes(headings: tuple[str, ...]) -> bool:
    """Whether rows of a table with these headings begin with a gene."""
    return bool(headings) and headings[0].lower() in {"hugo_symbol", "entrez_gene_id", "gene symbol"}


def step_of(text: str) -> str | None:
    """The step of a cell, ``2.0`` and ``+2`` being 2; ``None`` for anything else."""
    step = text.strip().removeprefix("+").removesuffix(".0")
    return step if step in STEPS else None


def is_copy_number_matrix(head: str) -> bool:
    """True for genes by samples whose values are nearly all steps, also with a row for each value."""
    lines = [line for line in head.splitlines() if line.strip() and not is_remark(line)]
    headings = first_headings(head)
    if not names_genes(headings) or len(headings) < 2:
        return False
    lower = [name.lower() for name in headings]
    # The last line of what was looked at may be cut anywhere.
    rows = [line.split("\t") for line in (lines[1:-1] or lines[1:])]
    if set(lower) >= _LONG:
        places = [lower.index("value")]
    else:
        places = [at for at, name in enumerate(lower) if name and name not in _GENE_COLUMNS]
    values = [row[at].strip() for row in rows for at in places if at < len(row)]
    filled = [one for one in values if one and one not in NOTHING]
    steps = sum(step_of(one) is not None for one in filled)
    return bool(filled) and steps >= _MOST * len(filled)


def read_copy_number_matrix(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part for each sample, also for one without gain or loss: it was looked at.

    Raises ``Unreadable`` and ``OSError`` as ``table_stream`` does, and for more than the limits allow.
    """
    reading = _Reading(problems)
    table = table_stream(opened)
    if {one.lower() for one in table.headings} >= _LONG:
        reading.take_long(table)
    else:
        reading.take_wide(table)
    return reading.parts(name)


def sample_places(table: TableStream) -> list[tuple[int, str]]:
    """Where the values of each sample stand in a row; raises ``Unreadable`` for a sample in two columns."""
    places = [
        (at, name) for at, name in enumerate(table.headings) if name and name.lower() not in _GENE_COLUMNS
    ]
    names = [name for _, name in places]
    twice = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    if twice:
        raise Unreadable(", ".join(sorted(twice)), "every sample in one column only; nothing was kept")
    return places


def gene_of(fields: Fields) -> tuple[str | None, str | None, str]:
    """Current and written symbol, and the number of Entrez where no symbol is written.

    Raises ``BadCell`` where neither stands, or a spreadsheet made a date of the symbol.
    """
    symbol = said(fields, "Hugo_Symbol", "Gene Symbol")
    entrez = said(fields, "Entrez_Gene_Id", "Locus ID")
    if not symbol and not entrez:
        raise BadCell(fields.row.text, "a gene in the column 'Hugo_Symbol' or 'Entrez_Gene_Id'")
    name = gene_name(symbol)
    if name.spoilt:
        raise BadCell(symbol, "a gene symbol; a spreadsheet has turned it into a date")
    return name.current, name.reported, "" if symbol else entrez


class _Reading:
    """Reads the values of one matrix and counts them."""

    def __init__(self, problems: ProblemList) -> None:
        self.problems = problems
        self.samples: dict[str, _Sample] = {}
        self.read = self.refused = self.kept = self.without_gene = 0

    def take_long(self, table: TableStream) -> None:
        """One value in each row."""
        for fields in table.rows:
            try:
                sample = said(fields, "Sample_Id")
                if not sample:
                    raise BadCell(fields.row.text, "a sample in the column 'Sample_Id'")
                self._value(self._sample(sample), fields, fields.text("Value"), gene_of(fields))
            except BadCell as bad:
                self._refuse(fields, bad, 1)

    def take_wide(self, table: TableStream) -> None:
        """The values of a gene in one row, a column for each sample."""
        samples = [(at, self._sample(name)) for at, name in sample_places(table)]
        for fields in table.rows:
            cells = fields.row.cells
            try:
                if any(cell.strip() for cell in cells[table.width :]) or len(cells) < table.width:
                    raise BadCell(fields.row.text, f"{table.width} cells, as the headings have")
                gene = gene_of(fields)
            except BadCell as bad:
                self._refuse(fields, bad, len(samples))
                continue
            for at, sample in samples:
                try:
                    self._value(sample, fields, cells[at], gene)
                except BadCell as bad:
                    self._refuse(fields, bad, 1)

    def _refuse(self, fields: Fields, bad: BadCell, values: int) -> None:
        self.read += values
        self.refused += values
        self.problems.refuse_row(SECTION, fields.row.line, bad.seen, bad.expected)

    def _sample(self, name: str) -> _Sample:
        if name not in self.samples and len(self.samples) >= limits.MAX_SAMPLES_OF_A_TABLE:
            raise Unreadable(
                f"more than {limits.MAX_SAMPLES_OF_A_TABLE:,} samples", "the samples of one run or study"
            )
        return self.samples.setdefault(name, _Sample())

    def _value(
        self, sample: _Sample, fields: Fields, text: str, gene: tuple[str | None, str | None, str]
    ) -> None:
        written = text.strip()
        step = step_of(written)
        if step is None and written and written not in NOTHING:
            raise BadCell(written, _EXPECTED)
        self.read += 1
        if self.read > limits.MAX_MATRIX_VALUES:
            raise Unreadable(f"more than {limits.MAX_MATRIX_VALUES:,} values", "the matrix of one study")
        if step is None:
            sample.unknown += 1
        elif step == "0":
            sample.neutral += 1
        elif step not in _CALLS:
            sample.slight += 1
        else:
            sample.changes.append(self._change(fields, step, gene))

    def _change(
        self, fields: Fields, step: str, gene: tuple[str | None, str | None, str]
    ) -> CopyNumberChange:
        if self.kept >= limits.MAX_MATRIX_CHANGES:
            raise Unreadable(
                f"more than {limits.MAX_MATRIX_CHANGES:,} gains and losses", "those of one study"
            )
        current, reported, entrez = gene
        call, word = _CALLS[step]
        driver = said(fields, "cbp_driver")
        tags = (f"value={step}", word, *((f"entrez={entrez}",) if entrez else ()))
        self.kept += 1
        self.without_gene += current is None
        return CopyNumberChange(
            current, reported, call, None, None, None,
            tags=(*tags, f"cbp_driver={driver}"[:200]) if driver else tags,
        )  # fmt: skip

    def _notes(self) -> Iterator[tuple[str, str]]:
        if slight := sum(one.slight for one in self.samples.values()):
            yield (
                f"{slight} values of 1 or -1",
                "2 for a gain or -2 for a loss; a step of one was counted and not taken",
            )
        if unknown := sum(one.unknown for one in self.samples.values()):
            yield f"{unknown} values that are blank or NA", _EXPECTED

    def parts(self, name: str) -> list[SamplePart]:
        """One part for each sample, in the order of the file; the first has the count of the values."""
        for seen, expected in self._notes():
            self.problems.note(SECTION, 0, seen, expected)
        count = SectionCount(name, SECTION, self.read, self.kept, self.refused, self.without_gene)
        made: list[SamplePart] = []
        for sample, found in (self.samples or {"": _Sample()}).items():
            made.append(
                SamplePart(
                    name,
                    FileKind.COPY_NUMBER_MATRIX,
                    frozenset({sample} if sample else ()),
                    Findings(copy_number=tuple(found.changes)),
                    counts=() if made else (count,),
                    reference_rows=found.neutral,
                    filtered_rows=found.slight,
                )
            )
        return made
