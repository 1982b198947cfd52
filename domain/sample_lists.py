"""What a list beside the results says of a sample, as InPreD keeps it for its reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedSample:
    """One row of a list of samples; ``None`` is what the list does not give."""

    line: int
    """1-based."""
    sample_id: str
    run_id: str | None = None
    report_wanted: bool | None = None
    """For DNA whether a report shall be made; a row of RNA says nothing."""
    year_of_birth: int | None = None
    year_of_diagnosis: int | None = None
    diagnosis: str | None = None
    sex: str | None = None
    """``M`` or ``F``."""
    study_id: str | None = None
    material_id: str | None = None
    """The sample's number in the pathology's own system."""
    year_of_collection: int | None = None
    requisition_hospital: str | None = None
    extraction_hospital: str | None = None
    tumour_content: float | None = None
    """Per cent, as the pathologist estimates it."""
    tumour_content_text: str | None = None
    batch: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    """What stands in further columns, by their headings."""
