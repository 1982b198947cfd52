"""Reads the BiomarkerReport of LocalApp 1.x: TMB and MSI of one sample as keys and values."""

import re

from data.ingest.cells import text_or_none
from data.ingest.measured import measured
from data.ingest.opening import Opened, read_text
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.sections import Row, split_sections
from domain.findings import Biomarker, BiomarkerName, Findings
from domain.readings import FileKind, SectionCount
from domain.thresholds import TISSUE_ASSAY

SECTION = "biomarkers"

_BANNER = re.compile(r"\bBiomarker ?Report\b", re.IGNORECASE)
_UNIT = re.compile(r" ?\([^()]{0,40}\)$")
_KEY_CHARACTERS = 120
_TMB = {
    "total tmb": "",
    "nonsynonymous tmb": "Nonsynonymous TMB",
    "coding region size in megabases": "Coding Region Size in Megabases",
    "number of passing eligible variants": "Number of Passing Eligible Variants",
    "number of passing eligible nonsynonymous variants": "Number of Passing Eligible Nonsynonymous Variants",
}
_MSI = {
    "percent unstable sites": "",
    "percent unstable msi sites": "",
    "usable msi sites": "Usable MSI Sites",
    "total microsatellite sites unstable": "Total MSI Sites Unstable",
    "total msi sites unstable": "Total MSI Sites Unstable",
}
"""Each key in lower case, and what the CombinedVariantOutput calls it; the value itself has no name."""
_IDS = frozenset({"sample id", "dna sample id", "pair id"})
_VERSIONS = frozenset({"pipeline version", "workflow version"})
_PASSED_OVER = frozenset({"report date", "report time", "output date", "output time", "run name", "run date"})


def is_biomarker_report(head: str) -> bool:
    """True for the banner of a BiomarkerReport, or for its two values without any banner."""
    lines = [line.strip().lower() for line in head.splitlines() if line.strip()]
    if not lines:
        return False
    if _BANNER.search(lines[0].split("\t")[0]):
        return True
    unstable = ("percent unstable sites\t", "percent unstable msi sites\t")
    values = any(one.startswith("total tmb\t") for one in lines) and any(
        one.startswith(unstable) for one in lines
    )
    return values and not any(one.startswith("[small variants]") for one in lines)


def read_biomarker_report(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """TMB and MSI, each with what stands beside it; keys that nobody knows are told and counted.

    Raises ``Unreadable`` and ``OSError`` as ``read_text`` does.
    """
    text, _ = read_text(opened)
    parts = split_sections(text)
    banner = _BANNER.search(parts.banner)
    first = [] if banner or not parts.banner else [_first_row(text)]
    rows = [*first, *parts.preamble, *(row for section in parts.sections for row in section.filled)]
    values: dict[str, str] = {}
    refused = 0
    for row in rows:
        key = _UNIT.sub("", row.cell(0)[:_KEY_CHARACTERS]).lower()
        if banner and len(row.cells) == 1 and row in parts.preamble:
            continue
        if len(row.cells) > 2 or key in values:
            problems.refuse_row(SECTION, row.line, row.text, "one key and one value, each key once")
            refused += 1
            continue
        values[key] = row.cell(1)
        if key not in {*_TMB, *_MSI, *_IDS, *_VERSIONS, *_PASSED_OVER}:
            problems.note(SECTION, row.line, row.text, "a key of the biomarker report; it was passed over")
    made = _biomarkers(values, problems)
    refused += sum(bad for _, bad in made)
    return [
        SamplePart(
            name,
            FileKind.BIOMARKER_REPORT,
            frozenset(kept for key in _IDS if (kept := text_or_none(values.get(key, "")))),
            findings=Findings(biomarkers=tuple(one for one, _ in made)),
            assay=TISSUE_ASSAY,
            software=parts.banner[: banner.start()].strip(" -")[:200] or None if banner else None,
            software_version=next(
                (kept for key in sorted(_VERSIONS) if (kept := text_or_none(values.get(key, "")))), None
            ),
            counts=(SectionCount(name, SECTION, len(rows), len(rows) - refused, refused),),
        )
    ]


def _first_row(text: str) -> Row:
    """The first filled line as a row: a report without banner begins with a value."""
    number, line = next((place, one) for place, one in enumerate(text.splitlines(), 1) if one.strip())
    return Row(number, tuple(cell.strip() for cell in line.rstrip("\t ").split("\t")))


def _biomarkers(values: dict[str, str], problems: ProblemList) -> list[tuple[Biomarker, bool]]:
    made = []
    for name, keys in ((BiomarkerName.TMB, _TMB), (BiomarkerName.MSI, _MSI)):
        value = next((key for key, words in keys.items() if not words and key in values), None)
        details = tuple((words, values[key]) for key, words in keys.items() if words and key in values)
        if value is not None:
            made.append(measured(name, values[value], SECTION, problems, details))
    return made
