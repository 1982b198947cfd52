"""Reads structural variants as cBioPortal keeps them: one row for each, two sites, the reads that show it."""

import re

from data.ingest import limits
from data.ingest.cells import BadCell
from data.ingest.fusion_rows import pair_of, partners
from data.ingest.line_stream import first_headings, said, table_stream
from data.ingest.maf_alleles import build_of, whole_of
from data.ingest.opening import Opened, Unreadable
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.tables import Fields
from domain.findings import Build, Findings, Fusion
from domain.readings import FileKind, SectionCount

SECTION = "structural variants"

_NEEDED = frozenset({"sample_id", "site1_hugo_symbol", "site2_hugo_symbol"})
_CHROMOSOME = re.compile(r"[A-Za-z0-9_.*-]{1,80}")
_FORWARD, _BACKWARD = "5to3", "3to5"
_SUPPORT = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
_TAGS = (
    ("SV_Status", "sv_status"), ("Class", "class"), ("Event_Info", "event"), ("Annotation", "annotation"),
    ("Connection_Type", "connection"), ("Site2_Effect_On_Frame", "frame"), ("Breakpoint_Type", "breakpoints"),
    ("Site1_Region", "region_1"), ("Site1_Region_Number", "region_number_1"),
    ("Site2_Region", "region_2"), ("Site2_Region_Number", "region_number_2"), ("cbp_driver", "cbp_driver"),
)  # fmt: skip


def is_structural_variants(head: str) -> bool:
    """True when the first line that is no remark has the headings of both sites."""
    return {name.lower() for name in first_headings(head)} >= _NEEDED


def read_structural_variants(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part for each ``Sample_Id``, with its structural variants as fusions.

    Raises ``Unreadable`` and ``OSError`` as ``table_stream`` does, and for more than the limits allow.
    """
    table = table_stream(opened)
    samples: dict[str, tuple[Build, list[Fusion]]] = {}
    read = refused = 0
    for fields in table.rows:
        read += 1
        try:
            if any(cell.strip() for cell in fields.row.cells[table.width :]):
                raise BadCell(fields.row.text, f"at most {table.width} cells")
            sample = said(fields, "Sample_Id")
            if not sample:
                raise BadCell(fields.row.text, "a sample in the column 'Sample_Id'")
            build = build_of(said(fields, "NCBI_Build"))
            known, fusions = samples.get(sample, (build, []))
            if build is not known:
                raise BadCell(build, f"positions on {known} as in the sample's first row")
            fusions.append(_fusion(fields))
        except BadCell as bad:
            problems.refuse_row(SECTION, fields.row.line, bad.seen, bad.expected)
            refused += 1
            continue
        samples[sample] = build, fusions
        if len(samples) > limits.MAX_SAMPLES_OF_A_TABLE or read > limits.MAX_CALLS:
            raise Unreadable("more samples or rows than are taken", "the table of one run or study")
    count = SectionCount(name, SECTION, read, read - refused, refused)
    made: list[SamplePart] = []
    for sample, (build, fusions) in (samples or {"": (Build.UNKNOWN, [])}).items():
        made.append(
            SamplePart(
                name,
                FileKind.STRUCTURAL_VARIANTS,
                frozenset({sample} if sample else ()),
                Findings(fusions=tuple(fusions)),
                build=build,
                counts=() if made else (count,),
            )
        )
    return made


def _support(fields: Fields, column: str) -> bool | None:
    """Whether a molecule shows it; raises ``BadCell`` for a word that is neither yes nor no."""
    text = said(fields, column)
    if not text:
        return None
    if text.lower() not in _SUPPORT:
        raise BadCell(text, f"yes or no in the column {column!r}")
    return _SUPPORT[text.lower()]


def _place(fields: Fields, site: str) -> str | None:
    chromosome, position = said(fields, f"{site}_Chromosome"), whole_of(fields, f"{site}_Position")
    if not chromosome or not position:
        return None
    if not _CHROMOSOME.fullmatch(chromosome):
        raise BadCell(chromosome, f"a chromosome such as 7 or chr7 in the column '{site}_Chromosome'")
    return f"{chromosome}:{position}"


def _reads(fields: Fields) -> int | None:
    """The reads of the tumour that show it: as one number, else the paired and the split ones together."""
    count = whole_of(fields, "Tumor_Variant_Count")
    if count is not None:
        return count
    parts = [whole_of(fields, name) for name in ("Tumor_Paired_End_Read_Count", "Tumor_Split_Read_Count")]
    given = [one for one in parts if one is not None]
    return sum(given) if given else None


def _fusion(fields: Fields) -> Fusion:
    sites = ("Site1", "Site2")
    connection = said(fields, "Connection_Type").lower().replace(" ", "")
    if connection == _BACKWARD:
        sites = ("Site2", "Site1")
    first, second = partners(fields, f"{sites[0]}_Hugo_Symbol", f"{sites[1]}_Hugo_Symbol")
    known = connection in {_FORWARD, _BACKWARD} and None not in {first.reported, second.reported}
    rna, dna = _support(fields, "RNA_Support"), _support(fields, "DNA_Support")
    tags = [f"{tag}={text}"[:200] for column, tag in _TAGS if (text := said(fields, column))]
    tags += [f"{name}_support" for name, shown in (("dna", dna), ("rna", rna)) if shown]
    total = whole_of(fields, "Tumor_Read_Count")
    if total is not None:
        tags.append(f"total_reads={total}")
    if first.current and first.current == second.current:
        tags.append("intragenic")
    return Fusion(
        gene_pair=pair_of(first, second, known),
        gene_5=first.current,
        gene_3=second.current,
        direction_known=known,
        breakpoint_1=_place(fields, sites[0]),
        breakpoint_2=_place(fields, sites[1]),
        supporting_reads=_reads(fields),
        molecule="rna" if rna else "dna",
        tags=tuple(tags),
    )
