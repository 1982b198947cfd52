"""Reads ``Fusions.csv`` of the assay for blood: fusions seen in cell-free DNA, 17 columns or 18."""

from collections.abc import Iterator

from data.ingest.cells import BadCell, fraction, text_or_none, whole
from data.ingest.flat_tables import flat_table, heads_a_table, read_rows
from data.ingest.fusion_rows import once, pair_of, partners, reads
from data.ingest.opening import Opened, read_text
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.result_json import flag_of
from data.ingest.tables import Fields
from domain.findings import Findings, Fusion
from domain.readings import FileKind
from domain.thresholds import BLOOD_ASSAY

SECTION = "DNA fusions"

_NEEDED = ("Sample", "Name", "Chr1", "Pos1", "Chr2", "Pos2", "Alt_Depth", "VAF", "Gene1", "Gene2", "Filter")
_TAGS = (
    ("Filter", "filter"),
    ("Direction", "direction"),
    ("BP1_Depth", "depth_1"),
    ("BP2_Depth", "depth_2"),
    ("Total_Depth", "depth"),
    ("Is_Cosmic_GenePair", "cosmic_pair"),
)
_PASSED = frozenset({"", "PASS", "."})


def is_blood_fusions(head: str) -> bool:
    """True when the first line that is no remark has the headings of the fusions of blood."""
    return heads_a_table(head, *_NEEDED)


def read_blood_fusions(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part for each sample that the rows name; rows that did not pass are counted as filtered.

    Raises ``Unreadable`` and ``OSError`` as ``read_text`` does.
    """
    text, _ = read_text(opened)
    filtered: dict[str, int] = {}
    found: dict[str, list[Fusion]] = {}

    def made(fields: Fields) -> Iterator[Fusion]:
        sample = text_or_none(fields.text("Sample")) or ""
        if fields.text("Filter").upper() not in _PASSED:
            filtered[sample] = filtered.get(sample, 0) + 1
            return
        fusion = _fusion(fields)
        found.setdefault(sample, []).append(fusion)
        yield fusion

    _, count = read_rows(flat_table(text), SECTION, made, problems)
    if filtered:
        problems.note(
            SECTION,
            0,
            f"{sum(filtered.values())} fusions that did not pass the filters",
            "fusions that passed; these were counted and not taken",
        )
    samples = list(dict.fromkeys([*found, *filtered])) or [""]
    return [
        SamplePart(
            name,
            FileKind.BLOOD_FUSIONS,
            frozenset({sample}) if sample else frozenset(),
            findings=Findings(fusions=once(found.get(sample, []))),
            assay=BLOOD_ASSAY,
            counts=(count,) if sample == samples[0] else (),
            filtered_rows=filtered.get(sample, 0),
        )
        for sample in samples
    ]


def _place(fields: Fields, number: int) -> str | None:
    chrom, position = text_or_none(fields.text(f"Chr{number}")), whole(fields.text(f"Pos{number}"))
    if chrom is None and position is None:
        return None
    if chrom is None or position is None or position < 1 or any(blank in chrom for blank in " :,"):
        raise BadCell(fields.row.text, f"a chromosome and a position in 'Chr{number}' and 'Pos{number}'")
    return f"{chrom}:{position}"


def _fusion(fields: Fields) -> Fusion:
    first, second = partners(fields, "Gene1", "Gene2")
    known = flag_of(fields.text("Fusion Directionality Known")) is True
    _, frequency = fraction(fields.text("VAF"))
    tags = [
        f"{tag}={text}" for column, tag in _TAGS if (text := text_or_none(fields.text(column))) is not None
    ]
    if frequency is not None:
        tags.insert(0, f"vaf={frequency}")
    return Fusion(
        gene_pair=pair_of(first, second, known),
        gene_5=first.current,
        gene_3=second.current,
        direction_known=known,
        breakpoint_1=_place(fields, 1),
        breakpoint_2=_place(fields, 2),
        supporting_reads=reads(fields, "Alt_Depth"),
        molecule="dna",
        tags=tuple(tags),
    )
