"""Recognises what lies beside the results of a run and holds nothing of a profile: it is listed, not read."""

import re

from data.ingest.clinical_list import is_clinical_list
from data.ingest.flat_tables import heads_a_table
from data.ingest.opening import Opened
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList

_COVERAGE = ("chr", "start", "end", "gene", "mean_coverage", "min_coverage", "max_coverage")
_XML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:RunInfo|RunParameters)\b")
_SHEET = re.compile(
    r"^\[(?:Header|Data|Reads|Settings|Manifests|Sequencing_Settings|BCLConvert_\w+|TSO500\w*|Cloud_\w+)\]",
    re.IGNORECASE | re.MULTILINE,
)
_SHEET_COLUMNS = re.compile(r"^(?:\w+,)*Sample_ID(?:,|\s*$)", re.IGNORECASE | re.MULTILINE)
_CHECKSUM = re.compile(
    r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?:\s+\*?\S.*)?|\S.*\s+[0-9a-f]{32}", re.IGNORECASE
)
_LOG = re.compile(
    r"[\[(]?(?:\d{4}[-/]\d\d[-/]\d\d|\d\d[-/]\d\d[-/]\d{4})[T ,]\d\d:\d\d(?::\d\d)?\b"
    r"|\[?(?:DEBUG|INFO|WARN|WARNING|ERROR|TRACE)\b[\]:, ]"
    r"|[\[(]?\d\d:\d\d:\d\d[\])., ]",
)
_METRICS = re.compile(
    r"(?:MAPPING/ALIGNING|COVERAGE|VARIANT CALLER|GVCF|TRIMMER|UMI|CNV|SV|PLOIDY|SEX GENOTYPER|RUN TIME)\b"
    r"[A-Z /_-]*,[^,]*,[^,]+,.*"
)
_PIPELINE_JSON = ('"FragmentLength"', '"ConsensusReadDepth"')
_FEW = 12
"""Filled lines looked at, where many lines of one shape tell what a text is."""

_LINE_CHARACTERS = 400


def is_accompanying(head: str) -> bool:
    """True for coverage, sample sheets, run descriptions, checksums, logs and DRAGEN's own metrics."""
    if heads_a_table(head, *_COVERAGE) or _XML.match(head):
        return True
    if _SHEET.search(head) and _SHEET_COLUMNS.search(head):
        return True
    if head.lstrip()[:1] in {"{", "["} and any(key in head for key in _PIPELINE_JSON):
        return True
    lines = [line.strip()[:_LINE_CHARACTERS] for line in head.splitlines() if line.strip()][:_FEW]
    if not lines or lines[0].count("\t") > 2 or is_clinical_list(head):
        return False
    if all(map(_CHECKSUM.fullmatch, lines)):
        return True
    if all(map(_METRICS.fullmatch, lines)):
        return True
    return 2 * sum(map(bool, map(_LOG.match, lines))) > len(lines)


def read_accompanying(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """Nothing: the file is listed as not needed."""
    return []
