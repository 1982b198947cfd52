"""Reads ``AllFusions.csv``: every fusion that a caller looked at in RNA, 25 columns or 29 (DRAGEN)."""

import re
from collections.abc import Iterator

from data.ingest.cells import BadCell, text_or_none
from data.ingest.flat_tables import FlatTable, flat_table, heads_a_table, read_rows
from data.ingest.fusion_rows import breakpoint_of, once, pair_of, partners, reads, sum_of_reads
from data.ingest.opening import Opened, read_text
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.result_json import flag_of
from data.ingest.tables import Fields
from domain.findings import Findings, Fusion
from domain.readings import FileKind
from domain.thresholds import TISSUE_ASSAY

SECTION = "fusions"

_NEEDED = ("Caller", "Gene A", "Gene B", "Gene A Breakpoint", "Gene B Breakpoint", "KeepFusion")
_SOURCE = re.compile(r"Source\s*=\s*(\S+)\s*(\S*)")
_TAGS = (
    ("Caller", "caller"),
    ("Filter", "filter"),
    ("Score", "score"),
    ("Gene A Location", "location_1"),
    ("Gene B Location", "location_2"),
)


def is_all_fusions(head: str) -> bool:
    """True when the first line that is no remark has the headings of AllFusions."""
    return heads_a_table(head, *_NEEDED)


def read_all_fusions(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """The fusions that the pipeline kept; those it did not keep are counted as filtered.

    Raises ``Unreadable`` and ``OSError`` as ``read_text`` does.
    """
    text, _ = read_text(opened)
    table = flat_table(text)
    filtered = 0

    def made(fields: Fields) -> Iterator[Fusion]:
        nonlocal filtered
        kept = flag_of(fields.text("KeepFusion"))
        if kept is None:
            raise BadCell(fields.text("KeepFusion"), "True or False in the column 'KeepFusion'")
        if not kept:
            filtered += 1
            return
        yield _fusion(fields)

    found, count = read_rows(table, SECTION, made, problems)
    if filtered:
        problems.note(
            SECTION,
            0,
            f"{filtered} fusions that the pipeline did not keep",
            "fusions that passed its filters; these were counted and not taken",
        )
    software, version = _software(table)
    return [
        SamplePart(
            name,
            FileKind.ALL_FUSIONS,
            findings=Findings(fusions=once(found)),
            assay=TISSUE_ASSAY,
            software=software,
            software_version=version,
            counts=(count,),
            filtered_rows=filtered,
        )
    ]


def _software(table: FlatTable) -> tuple[str | None, str | None]:
    match = next(filter(None, map(_SOURCE.match, table.remarks)), None)
    return (match.group(1), match.group(2) or None) if match else (None, None)


def _fusion(fields: Fields) -> Fusion:
    first, second = partners(fields, "Gene A", "Gene B")
    known = flag_of(fields.text("Fusion Directionality Known")) is True
    tags = [
        f"{tag}={text}" for column, tag in _TAGS if (text := text_or_none(fields.text(column))) is not None
    ]
    if flag_of(fields.text("Intragenic Call")):
        tags.append("intragenic")
    supporting = sum_of_reads(fields, "Alt Split Dedup", "Alt Pair Dedup")
    if supporting is None:
        supporting = sum_of_reads(fields, "Alt Split", "Alt Pair")
        if supporting is not None:
            tags.append("reads=not_deduplicated")
    return Fusion(
        gene_pair=pair_of(first, second, known),
        gene_5=first.current,
        gene_3=second.current,
        direction_known=known,
        breakpoint_1=breakpoint_of(fields, "Gene A Breakpoint"),
        breakpoint_2=breakpoint_of(fields, "Gene B Breakpoint"),
        supporting_reads=supporting,
        reference_reads_1=reads(fields, "Ref A Dedup"),
        reference_reads_2=reads(fields, "Ref B Dedup"),
        tags=tuple(tags),
    )
