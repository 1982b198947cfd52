"""Reads the TMB trace: which calls were taken for germline, and which were counted for TMB.

LocalApp and the first release for blood write 20 columns, DRAGEN 2.6 and the second release for blood 27,
with status, protein change and consequence; ``tmb.msaf.csv`` has the somatic call of highest frequency.
"""

import re
from collections.abc import Iterator

from data.ingest.calls_to_variants import origin_of
from data.ingest.cells import BadCell, fraction, text_or_none, whole
from data.ingest.flat_tables import flat_table, heads_a_table, read_rows
from data.ingest.gene_names import gene_name
from data.ingest.opening import Opened, read_text
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.result_json import flag_of
from data.ingest.tables import Fields
from data.reference.genes import is_known
from domain.findings import AnnotationSource, Build, Origin, SmallVariant
from domain.readings import FileKind

SECTION = "TMB trace"
MAX_SOMATIC_AF = "max_somatic_af"
"""Tag of the call that ``tmb.msaf.csv`` names: the highest frequency of a somatic call, verbatim."""

_NEEDED = ("Chromosome", "Position", "RefCall", "AltCall", "GermlineFilterDatabase", "IncludedInTMBNumerator")
_FLAGS = (
    ("GermlineFilterDatabase", "germline_db"),
    ("GermlineFilterProxi", "germline_proxi"),
    ("IncludedInTMBNumerator", "tmb_counted"),
)
_BASES = re.compile(r"[ACGTNacgtn]+")
_TERMS = re.compile(r"[:&,;]")
_TRANSCRIPT = re.compile(r"[^:()\s]+(?=:)")


def is_tmb_trace(head: str) -> bool:
    """True when the first line has the headings of a TMB trace."""
    return heads_a_table(head, *_NEEDED)


def read_tmb_trace(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part with a remark on each call of the trace; it never becomes a call itself.

    Raises ``Unreadable`` and ``OSError`` as ``read_text`` does.
    """
    text, _ = read_text(opened)

    def made(fields: Fields) -> Iterator[SmallVariant]:
        yield _remark(fields, problems)

    remarks, count = read_rows(flat_table(text), SECTION, made, problems)
    return [
        SamplePart(
            name,
            FileKind.TMB_TRACE,
            annotations=tuple(remarks),
            annotation_source=AnnotationSource.TMB_TRACE,
            build=Build.GRCH37,
            counts=(count,),
        )
    ]


def _alleles(fields: Fields) -> tuple[str, int, str, str]:
    chrom, position = fields.text("Chromosome"), whole(fields.text("Position"))
    ref, alt = fields.text("RefCall"), fields.text("AltCall")
    if not chrom or any(blank in chrom for blank in " :,"):
        raise BadCell(fields.row.text, "a chromosome such as chr7")
    if position is None or position < 1:
        raise BadCell(fields.row.text, "a position in the column 'Position'")
    if not _BASES.fullmatch(ref) or not _BASES.fullmatch(alt):
        raise BadCell(fields.row.text, "bases (A, C, G, T, N) in the columns 'RefCall' and 'AltCall'")
    return chrom, position, ref.upper(), alt.upper()


def _flags(fields: Fields, problems: ProblemList) -> dict[str, bool]:
    said: dict[str, bool] = {}
    for column, tag in _FLAGS:
        text = fields.text(column)
        value = flag_of(text)
        if value is not None:
            said[tag] = value
        elif text_or_none(text) is not None:
            problems.note(SECTION, fields.row.line, f"{column} {text}", "True or False; it was left out")
    return said


def _origin(status: str | None, flags: dict[str, bool]) -> Origin:
    """By the file's own status; where this version has none, by its two filters for germline calls."""
    if status is not None:
        return origin_of(status)
    filters = [flags.get("germline_db"), flags.get("germline_proxi")]
    if True in filters:
        return Origin.GERMLINE
    return Origin.SOMATIC if filters == [False, False] else Origin.UNKNOWN


def _gene(fields: Fields, problems: ProblemList) -> tuple[str | None, str | None]:
    """The gene of the assay among those listed, else the first; and the list as it is written."""
    written = fields.text("GeneName")
    names = [gene_name(one) for one in written.split(";")]
    if any(one.spoilt for one in names):
        problems.note(
            SECTION,
            fields.row.line,
            written,
            "gene symbols; a spreadsheet has turned one into a date, so it was left out",
        )
    good = [one.current for one in names if one.current]
    chosen = next((one for one in good if is_known(one)), good[0] if good else None)
    return chosen, text_or_none(written)


def _remark(fields: Fields, problems: ProblemList) -> SmallVariant:
    chrom, position, ref, alt = _alleles(fields)
    vaf, vaf_text = fraction(fields.text("VAF"))
    gene, written = _gene(fields, problems)
    status = text_or_none(fields.text("Status"))
    flags = _flags(fields, problems)
    tags = [f"{name}={value}" for name, value in flags.items()]
    if status:
        tags.append(f"GermlineStatus={status}")
    highest = text_or_none(fields.text("MaxSomaticAF"))
    if highest:
        fraction(highest)
        tags.append(f"{MAX_SOMATIC_AF}={highest}")
    c_dot = text_or_none(fields.text("CDSChange"))
    transcript = _TRANSCRIPT.match(c_dot) if c_dot else None
    return SmallVariant(
        chrom=chrom,
        pos=position,
        ref=ref,
        alt=alt,
        build=Build.GRCH37,
        gene=gene,
        reported_gene=written,
        p_dot=text_or_none(fields.text("ProteinChange")),
        c_dot=c_dot,
        transcript=transcript.group(0) if transcript else None,
        consequence=tuple(
            term.strip() for term in _TERMS.split(fields.text("Consequence")) if text_or_none(term)
        ),
        exon=text_or_none(fields.text("Exons")),
        vaf=vaf,
        vaf_text=vaf_text,
        depth=_depth(fields),
        origin=_origin(status, flags),
        annotation_source=AnnotationSource.TMB_TRACE,
        tags=tuple(tags),
    )


def _depth(fields: Fields) -> int | None:
    depth = whole(fields.text("Depth"))
    if depth is not None and depth < 0:
        raise BadCell(fields.row.text, "a depth of at least 0")
    return depth
