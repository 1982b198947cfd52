"""Reads log2 ratios of copy number, as cBioPortal keeps them beside its steps from -2 to 2.

A ratio is no call: how far from 0 a gain or a loss begins depends on the tumour cells, the ploidy and the
method, and no file says it. So a ratio is put beside the gain or loss that the steps call in the same gene of
the same sample, as it is written; the others are counted. None of them becomes a call.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from data.ingest import limits
from data.ingest.cells import BadCell
from data.ingest.copy_number_matrix import gene_of, sample_places
from data.ingest.line_stream import NOTHING, TableStream, table_stream
from data.ingest.opening import Opened, Unreadable
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.tables import Fields
from domain.findings import CopyNumberChange, Findings
from domain.quality import decimal_of
from domain.readings import FileKind, SectionCount

SECTION = "log2 ratios"

Called = Mapping[tuple[str, str], list[CopyNumberChange]]
"""The gains and losses of each sample and gene, from the steps beside."""


def called_in(parts: Iterable[SamplePart]) -> Called:
    """The gains and losses that matrices of steps call, by sample and gene."""
    found: dict[tuple[str, str], list[CopyNumberChange]] = {}
    for part in (one for one in parts if one.kind is FileKind.COPY_NUMBER_MATRIX):
        for change in part.findings.copy_number:
            gene = change.gene or change.reported_gene
            if gene:
                found.setdefault((part.sample, gene), []).append(change)
    return found


def read_log2_ratios(
    opened: Opened, name: str, problems: ProblemList, parts: Iterable[SamplePart]
) -> list[SamplePart]:
    """One part for each sample of which a ratio stands beside a gain or loss of ``parts``.

    Raises ``Unreadable`` and ``OSError`` as ``table_stream`` does, and for more than the limits allow.
    """
    called = called_in(parts)
    reading = _Reading(problems)
    beside: dict[str, list[CopyNumberChange]] = {}
    for sample, gene, text in reading.values(table_stream(opened)):
        for change in called.get((sample, gene), ()):
            beside.setdefault(sample, []).append(_with_ratio(change, text))
            reading.beside += 1
    problems.note(
        SECTION,
        0,
        f"{reading.read - reading.refused:,} log2 ratios, which call neither a gain nor a loss",
        f"steps from -2 to 2 beside them, which do; {reading.beside:,} ratios were put beside such calls, "
        f"{reading.unknown:,} are blank or NA, the others were counted and not kept",
    )
    count = SectionCount(name, SECTION, reading.read, reading.beside, reading.refused)
    made = [
        SamplePart(
            name,
            FileKind.COPY_NUMBER_MATRIX,
            frozenset({sample}),
            Findings(copy_number=tuple(changes)),
            counts=() if place else (count,),
        )
        for place, (sample, changes) in enumerate(beside.items())
    ]
    return made or [SamplePart(name, FileKind.ACCOMPANYING, counts=(count,))]


def _with_ratio(change: CopyNumberChange, text: str) -> CopyNumberChange:
    return replace(change, tags=(f"log2={text}",))


class _Reading:
    """Walks the ratios of one matrix and counts them."""

    def __init__(self, problems: ProblemList) -> None:
        self.problems = problems
        self.read = self.refused = self.beside = self.unknown = 0

    def values(self, table: TableStream) -> Iterator[tuple[str, str, str]]:
        """Sample, gene and ratio, as it is written."""
        places = sample_places(table)
        for fields in table.rows:
            try:
                gene = self._gene(fields, table.width)
            except BadCell as bad:
                self._refuse(fields, bad, len(places))
                continue
            for at, sample in places:
                self.read += 1
                if self.read > limits.MAX_MATRIX_VALUES:
                    raise Unreadable(
                        f"more than {limits.MAX_MATRIX_VALUES:,} values", "the matrix of one study"
                    )
                text = fields.row.cells[at].strip()
                if not text or text in NOTHING:
                    self.unknown += 1
                elif decimal_of(text) is None:
                    self.read -= 1
                    self._refuse(fields, BadCell(text, "a log2 ratio such as -0.55, or NA"), 1)
                else:
                    yield sample, gene, text

    def _gene(self, fields: Fields, width: int) -> str:
        cells = fields.row.cells
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise BadCell(fields.row.text, f"{width} cells, as the headings have")
        current, reported, entrez = gene_of(fields)
        return current or reported or entrez

    def _refuse(self, fields: Fields, bad: BadCell, values: int) -> None:
        self.read += values
        self.refused += values
        self.problems.refuse_row(SECTION, fields.row.line, bad.seen, bad.expected)
