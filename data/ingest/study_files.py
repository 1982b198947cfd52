"""Recognises what a cBioPortal study and InPreD's pipeline keep beside the results: listed, not read."""

import re

from data.ingest.clinical_list import is_clinical_list
from data.ingest.copy_number_matrix import is_copy_number_matrix, names_genes
from data.ingest.line_stream import first_headings
from data.ingest.opening import Opened
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList

_META = re.compile(
    r"^(?:cancer_study_identifier|genetic_alteration_type|resource_type|generic_assay_type|gene_list|"
    r"case_list_ids|case_list_name|tags_filename) ?:",
    re.MULTILINE,
)
_KEY_AND_VALUE = re.compile(r"[A-Za-z_]+ ?:.*")
_HEADINGS: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            {"resource_id", "url"}, {"resource_id", "display_name"},
            {"entity_stable_id"}, {"geneset_id"}, {"id", "chrom", "loc.start", "loc.end", "seg.mean"},
            {"chromosome", "region_start", "region_end", "genes_in_region", "q_value"},
            {"patient_id", "start_date", "stop_date", "event_type"},
            {"sample_id", "tmb", "msi", "gene_amplifications"},
        ),
    )
)  # fmt: skip
_PANELS = frozenset({
    "sample_id", "mutations", "gistic", "cna", "log2cna", "linear_cna", "structural_variants",
    "mutations_uncalled",
})  # fmt: skip
"""The columns of a matrix of gene panels; a list with others beside them is a clinical one."""

_SAMPLE_FILES = re.compile(r"#sample_type\tsample_ID\tsample_pair_ID\b")
_CANCER_TYPE = re.compile(
    r"[\w-]+\t[^\t]+\t[A-Za-z]*(?:pink|red|orange|yellow|brown|green|blue|teal|cyan|purple|violet|gr[ae]y|black|"
    r"white|lavender|salmon|puff|gainsboro)\t[\w-]+\s*",
    re.IGNORECASE,
)
_FEW = 12


def is_study_file(head: str) -> bool:
    """True for descriptions, panels, segments, resources and the other measurements of a study."""
    headings = frozenset(name.lower() for name in first_headings(head))
    if any(headings >= known for known in _HEADINGS) or is_measurements(head):
        return True
    if "sample_id" in headings and len(headings) > 1 and headings <= _PANELS:
        return True
    if _SAMPLE_FILES.match(head):
        return True
    lines = [line for line in head.splitlines() if line.strip()][:_FEW]
    if not lines or is_clinical_list(head):
        return False
    if all(map(_KEY_AND_VALUE.match, lines)) and _META.search(head):
        return True
    return all(map(_CANCER_TYPE.fullmatch, lines))


def is_measurements(head: str) -> bool:
    """True for numbers by gene and sample that are no steps of copy number: log2 ratios, expression."""
    headings = first_headings(head)
    if not names_genes(headings) or len(headings) < 3 or is_copy_number_matrix(head):
        return False
    lines = [line for line in head.splitlines() if line.strip() and not line.startswith("#")]
    cells = lines[1].split("\t") if len(lines) > 1 else []
    return len(cells) > 2 and all(map(_is_number, cells[3:] or cells[2:]))


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d*\.?\d*(?:[eE]-?\d+)?|NA|NaN", text.strip()) is not None


def read_study_file(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """Nothing: the file is listed as not needed; of measurements it is told what would be read."""
    if is_measurements(opened.head):
        problems.note(
            "",
            0,
            "numbers of genes by sample (log2 ratios, expression or methylation)",
            "steps of copy number from -2 to 2, which say what is gained or lost; it was not read. Log2 "
            "ratios are put beside such steps where the study's own description of the file (meta_*.txt) is "
            "brought too",
        )
    return []
