"""Reads the Mutation Annotation Format (MAF): the small variants of one sample or of many, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data.ingest import limits
from data.ingest.calls_to_variants import Key, key_of
from data.ingest.cells import BadCell
from data.ingest.line_stream import TableStream, first_headings, said, table_stream
from data.ingest.maf_alleles import AS_IN_MAF, build_of
from data.ingest.maf_frequency import Frequency, fraction_of, frequency_of, units_of
from data.ingest.maf_rows import passed, small_variant
from data.ingest.opening import Opened, Unreadable
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.row_words import row_words
from data.ingest.sections import Row
from data.ingest.tables import Fields
from domain.findings import AnnotationSource, Build, Findings, SmallVariant
from domain.readings import FileKind, SectionCount

SECTION = "MAF"
ASSAY = "MAF"

_NEEDED = frozenset({
    "chromosome", "start_position", "reference_allele", "tumor_seq_allele2", "tumor_sample_barcode",
})  # fmt: skip
_STANDARD_COLUMNS = 32
"""The columns of the format's first version, up to Sequencer: their order never changed."""
_PLACEHOLDERS = frozenset({"TUMOR", "TUMOUR", "SAMPLE", "UNKNOWN", "DEFAULT", "-"})


@dataclass(slots=True)
class _Sample:
    """What the rows of one sample gave."""

    build: Build = Build.UNKNOWN
    filtered: int = 0
    rows: list[tuple[SmallVariant, Frequency]] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)


def is_maf(head: str) -> bool:
    """True when the first line that is no remark has the headings that every MAF has."""
    return {name.lower() for name in first_headings(head)} >= _NEEDED


def read_maf(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part for each ``Tumor_Sample_Barcode``; rows without one go to the sample of the file's name.

    Raises ``Unreadable`` and ``OSError`` as ``table_stream`` does, and for more samples or calls than the
    limits allow.
    """
    reading = _Reading(problems)
    reading.take(table_stream(opened))
    return reading.parts(name)


class _Reading:
    """Reads the rows of one MAF and counts them."""

    def __init__(self, problems: ProblemList) -> None:
        self.problems = problems
        self.samples: dict[str, _Sample] = {}
        self.read = self.taken = self.refused = self.without_gene = self.cut = 0

    def take(self, table: TableStream) -> None:
        """Read every row."""
        for fields in table.rows:
            self.read += 1
            try:
                self._take(self._whole(fields, table.width))
            except BadCell as bad:
                self.refused += 1
                self.problems.refuse_row(SECTION, fields.row.line, bad.seen, bad.expected)

    def _whole(self, fields: Fields, width: int) -> Fields:
        """A row with as many cells as the headings; of a shorter one only the columns before any gap."""
        cells = fields.row.cells
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            raise BadCell(fields.row.text, f"at most {width} cells")
        if len(cells) >= width:
            return fields
        if len(cells) <= fields.columns["tumor_sample_barcode"]:
            raise BadCell(fields.row.text, f"{width} cells, as the headings have")
        if width > _STANDARD_COLUMNS:
            self.cut += 1
            return Fields(Row(fields.row.line, cells[:_STANDARD_COLUMNS]), fields.columns)
        return fields

    def _take(self, fields: Fields) -> None:
        barcode = said(fields, "Tumor_Sample_Barcode")
        name = "" if barcode.upper() in _PLACEHOLDERS else barcode
        build = build_of(said(fields, "NCBI_Build"))
        sample = self.samples.get(name) or _Sample(build)
        if build is not sample.build:
            raise BadCell(
                build, f"positions on {sample.build} as in the sample's first row; the builds are never mixed"
            )
        if name not in self.samples and len(self.samples) >= limits.MAX_SAMPLES_OF_A_TABLE:
            raise Unreadable(
                f"more than {limits.MAX_SAMPLES_OF_A_TABLE:,} samples", "the samples of one run or study"
            )
        # Before its first row is read: a sample all of whose rows are refused keeps its name.
        self.samples[name] = sample
        if passed(fields):
            self._add(sample, fields, build)
        else:
            sample.filtered += 1

    def _add(self, sample: _Sample, fields: Fields, build: Build) -> None:
        variant, frequency = small_variant(fields, build), frequency_of(fields)
        key = key_of(variant)
        if (first := sample.keys.setdefault(key, fields.row.line)) != fields.row.line:
            raise BadCell(
                f"{variant.chrom}:{variant.pos} {variant.ref}>{variant.alt}",
                f"each change of a sample once; line {first} has it as well",
            )
        if self.taken >= limits.MAX_CALLS:
            raise Unreadable(f"more than {limits.MAX_CALLS:,} rows", "the small variants of one run or study")
        sample.rows.append((variant, frequency))
        self.taken += 1
        self.without_gene += variant.gene is None

    def parts(self, name: str) -> list[SamplePart]:
        """One part for each sample, in the order of the file; the first has the count of the rows."""
        units = units_of(frequency for one in self.samples.values() for _, frequency in one.rows)
        made: list[SamplePart] = []
        count = SectionCount(name, SECTION, self.read, self.taken, self.refused, self.without_gene)
        for barcode, sample in (self.samples or {"": _Sample()}).items():
            variants = []
            for variant, frequency in sample.rows:
                text, tags = fraction_of(frequency, units)
                vaf = float(text) if text is not None else None
                depth, tags = frequency.depth, (*tags, *variant.tags)
                variants.append(replace(variant, vaf=vaf, vaf_text=text, depth=depth, tags=tags))
            sample.rows.clear()
            made.append(
                SamplePart(
                    name,
                    FileKind.MAF,
                    frozenset({barcode} if barcode else ()),
                    Findings(small_variants=tuple(variants)),
                    annotation_source=AnnotationSource.MAF,
                    build=sample.build,
                    assay=ASSAY,
                    counts=() if made else (count,),
                    filtered_rows=sample.filtered,
                )
            )
        self._tell([one for part in made for one in part.findings.small_variants])
        return made

    def _tell(self, variants: list[SmallVariant]) -> None:
        for seen, expected in self._notes(variants):
            self.problems.note(SECTION, 0, seen, expected)

    def _notes(self, variants: list[SmallVariant]) -> Iterator[tuple[str, str]]:
        def count(wanted: str) -> int:
            return sum(any(tag.startswith(wanted) for tag in one.tags) for one in variants)

        if self.cut:
            yield (
                f"{row_words(self.cut)} with fewer cells than headings",
                f"as many; of these only the first {_STANDARD_COLUMNS} columns were taken",
            )
        if kept := count(AS_IN_MAF):
            yield (
                f"{kept} insertions or deletions without the base before them",
                "vcf_pos, vcf_ref and vcf_alt, or flanking_bps; they were kept as the MAF writes them",
            )
        if unclear := count("vaf:ambiguous_unit"):
            yield (
                f"{unclear} frequencies that may be fractions or percentages",
                "one unit in a column; values up to 1 among percentages were taken as percentages, "
                "values above 1 among fractions were left out",
            )
        if moved := count("end_position="):
            yield (
                f"{row_words(moved)} with an end that does not fit start and reference",
                "an end that fits; the start was taken",
            )
        if dates := count("exon="):
            yield (
                f"{dates} exons that are none, such as a spreadsheet makes of 10/23",
                "an exon such as 10/23; they were left out",
            )
        if any(one.build is Build.UNKNOWN for one in variants):
            yield "rows without NCBI_Build", "GRCh37 or GRCh38; it is not known on which the positions count"
        if silent := sum(not one.consequence for one in variants):
            yield (
                f"{row_words(silent)} without a consequence that is known",
                "a classification of the MAF format",
            )
