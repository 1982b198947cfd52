"""Reads the tumour mutational burden of one sample: ``tmb.json`` or DRAGEN's ``tmb.metrics.csv``."""

from collections.abc import Mapping

from data.ingest.measured import measured
from data.ingest.opening import Opened, read_text
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.result_json import details_of, read_object, starts_an_object, text_of
from domain.findings import BiomarkerName, Findings
from domain.readings import FileKind, SectionCount

SECTION = "TMB"

_SUMMARY = "TMB SUMMARY"
_IN_OUR_WORDS = {
    "CodingRegionSizeMb": "Coding Region Size in Megabases",
    "SomaticCodingVariantsCount": "Number of Passing Eligible Variants",
    "Eligible Region (MB)": "Coding Region Size in Megabases",
    "Filtered Variant Count": "Number of Passing Eligible Variants",
}
"""What the CombinedVariantOutput calls the same number, so that it is shown once."""


def is_tmb_json(head: str) -> bool:
    """True for the TMB of LocalApp and of the first release for blood."""
    return starts_an_object(head, "TmbPerMb")


def is_tmb_metrics(head: str) -> bool:
    """True when the first filled line is of DRAGEN's TMB summary."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    return first.strip().strip('"').upper().startswith(_SUMMARY)


def read_tmb_json(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """TMB from ``TmbPerMb``; the adjusted and nonsynonymous ones stand beside it verbatim.

    Raises ``Unreadable`` and ``OSError`` as ``read_object`` does.
    """
    found = read_object(opened, SECTION, problems)
    values = {key: text_of(value) for key, value in found.items() if not isinstance(value, dict | list)}
    return [_part(name, values, "TmbPerMb", len(found), 0, problems)]


def read_tmb_metrics(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """TMB from the row ``TMB`` of a table without headings: section, nothing, name, value.

    Raises ``Unreadable`` and ``OSError`` as ``read_text`` does.
    """
    text, _ = read_text(opened)
    values: dict[str, str] = {}
    read = refused = 0
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip().strip('"') for cell in line.split(",", 8)]
        if not any(cells):
            continue
        read += 1
        if len(cells) != 4 or cells[0].upper() != _SUMMARY or cells[2] in values:
            problems.refuse_row(SECTION, number, line, f"{_SUMMARY},,name,value, each name once")
            refused += 1
            continue
        values[cells[2]] = cells[3]
    return [_part(name, values, "TMB", read, refused, problems)]


def _part(
    name: str, values: Mapping[str, str], key: str, read: int, refused: int, problems: ProblemList
) -> SamplePart:
    details = details_of((_IN_OUR_WORDS.get(one, one), text) for one, text in values.items() if one != key)
    made, bad = measured(BiomarkerName.TMB, values.get(key, ""), SECTION, problems, details)
    refused += bad
    return SamplePart(
        name,
        FileKind.TMB_RESULT,
        findings=Findings(biomarkers=(made,)),
        counts=(SectionCount(name, SECTION, read, read - refused, refused),),
    )
