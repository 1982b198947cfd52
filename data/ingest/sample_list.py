"""Reads InPreD's list of samples: what its coordinators note of each sample for the report.

16 to 25 columns below some 18 remarks; ``-`` is what is not known. A copy that went through a spreadsheet
has doubled quotation marks and lines padded with tabs.
"""

import re
from datetime import date

from data.ingest import limits
from data.ingest.cells import BadCell
from data.ingest.line_stream import first_headings, table_stream
from data.ingest.opening import Opened, Unreadable
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.tables import Fields
from domain.readings import FileKind, SectionCount
from domain.sample_lists import ListedSample

SECTION = "sample list"

_NEEDED = frozenset({"sample_id", "sequencing_run_id", "create_report"})
_TAKEN = frozenset({
    "sample_id", "sequencing_run_id", "create_report", "year_of_birth", "year_of_diagnosis",
    "clinical_diagnosis", "sex", "study_id", "sample_material_id", "year_of_sample_collection",
    "requisition_hospital", "extraction_hospital", "tumor_content_pathology", "batch",
})  # fmt: skip
_NOTHING = frozenset({"", "-", "NA", "N/A", "None"})
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s?%?")
_REPORT = {"Y": True, "N": False}


def is_sample_list(head: str) -> bool:
    """True when the first line that is no remark has the headings that InPreD requires."""
    return {name.lower() for name in first_headings(head)} >= _NEEDED


def read_sample_list(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part with the rows of the list; it says nothing of a profile and makes no sample.

    Raises ``Unreadable`` and ``OSError`` as ``table_stream`` does, and for more rows than a list has.
    """
    table = table_stream(opened, limits.MAX_TEXT_BYTES)
    listed: list[ListedSample] = []
    lines: dict[str, int] = {}
    read = refused = 0
    for fields in table.rows:
        if not any(cell.strip() for cell in fields.row.cells):
            continue
        read += 1
        if read > limits.MAX_LISTED_SAMPLES:
            raise Unreadable(
                f"more than {limits.MAX_LISTED_SAMPLES:,} rows", "a laboratory's list of samples"
            )
        try:
            one = _listed(fields, table.headings)
            if (first := lines.setdefault(one.sample_id, one.line)) != one.line:
                raise BadCell(one.sample_id, f"each sample once; line {first} has it as well")
        except BadCell as bad:
            problems.refuse_row(SECTION, fields.row.line, bad.seen, bad.expected)
            refused += 1
            continue
        listed.append(one)
    count = SectionCount(name, SECTION, read, len(listed), refused)
    return [SamplePart(name, FileKind.SAMPLE_LIST, counts=(count,), listed=tuple(listed))]


def _text(fields: Fields, name: str) -> str | None:
    text = fields.text(name).strip()
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        text = text[1:-1].replace('""', '"').strip()
    return None if text in _NOTHING else text


def _year(fields: Fields, name: str) -> int | None:
    text = _text(fields, name)
    if text is None:
        return None
    if not _YEAR.fullmatch(text) or int(text) > date.today().year:
        raise BadCell(text, f"a year such as 1961 in the column {name!r}")
    return int(text)


def _tumour_content(fields: Fields) -> tuple[float | None, str | None]:
    name = "Tumor_content_pathology"
    text = _text(fields, name)
    if text is None:
        return None, None
    match = _PERCENT.fullmatch(text)
    if match is None or float(match.group(1)) > 100:
        raise BadCell(text, f"a percentage from 0 to 100 written with a decimal point in the column {name!r}")
    return float(match.group(1)), text


def _listed(fields: Fields, headings: tuple[str, ...]) -> ListedSample:
    if any(cell.strip() for cell in fields.row.cells[len(headings) :]):
        raise BadCell(fields.row.text, f"at most {len(headings)} cells")
    sample, sex, report = (_text(fields, name) for name in ("Sample_id", "Sex", "Create_report"))
    if sample is None:
        raise BadCell(fields.row.text, "a sample in the column 'Sample_id'")
    if sex is not None and sex.upper() not in {"M", "F"}:
        raise BadCell(sex, "M or F in the column 'Sex'")
    if report is not None and report.upper() not in _REPORT:
        raise BadCell(report, "Y or N in the column 'Create_report', - for RNA")
    content, content_text = _tumour_content(fields)
    others = ((name, _text(fields, name)) for name in headings if name and name.lower() not in _TAKEN)
    return ListedSample(
        line=fields.row.line,
        sample_id=sample,
        run_id=_text(fields, "Sequencing_run_id"),
        report_wanted=_REPORT[report.upper()] if report else None,
        year_of_birth=_year(fields, "Year_of_birth"),
        year_of_diagnosis=_year(fields, "Year_of_diagnosis"),
        diagnosis=_text(fields, "Clinical_diagnosis"),
        sex=sex.upper() if sex else None,
        study_id=_text(fields, "Study_id"),
        material_id=_text(fields, "Sample_material_id"),
        year_of_collection=_year(fields, "Year_of_sample_collection"),
        requisition_hospital=_text(fields, "Requisition_hospital"),
        extraction_hospital=_text(fields, "Extraction_hospital"),
        tumour_content=content,
        tumour_content_text=content_text,
        batch=_text(fields, "Batch"),
        others=tuple((name, text) for name, text in others if text is not None),
    )
