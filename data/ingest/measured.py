"""Turns one number of a result file into a biomarker with its state; never guesses."""

from collections.abc import Mapping

from data.ingest.cells import BadCell, number, text_or_none
from data.ingest.problems import ProblemList
from domain.findings import Biomarker, BiomarkerName, BiomarkerState

UNITS: Mapping[BiomarkerName, str] = {
    BiomarkerName.TMB: "mutations/Mb",
    BiomarkerName.MSI: "% unstable sites",
    BiomarkerName.MSI_SUM_JSD: "SUM_JSD",
}
"""In what each biomarker is measured; a distance between distributions is no percentage."""

Details = tuple[tuple[str, str], ...]

_NO_NUMBER = frozenset({"nan", "-nan", "+nan"})


def _value(name: BiomarkerName, text: str) -> tuple[float | None, str | None]:
    value, kept = number(text)
    upper = 100 if name is BiomarkerName.MSI else None
    if value is not None and (value < 0 or (upper is not None and value > upper)):
        raise BadCell(text, "a number from 0" + (f" to {upper}" if upper else ""))
    return value, kept


def measured(
    name: BiomarkerName,
    text: str,
    section: str,
    problems: ProblemList,
    details: Details = (),
    invalid: str | None = None,
) -> tuple[Biomarker, bool]:
    """The biomarker that a file writes as ``text``, and whether it was refused as no number.

    ``NaN`` is *not evaluable* (computed, without a result), ``NA`` or nothing *not assessed*; ``invalid``
    is the file's own sentence that the value must not be used, which stays readable beside it.
    """
    unit = UNITS[name]
    said = text.strip()
    if said.lower() in _NO_NUMBER:
        reason = invalid or "The file writes NaN: it could not be computed."
        return Biomarker(name, BiomarkerState.NOT_EVALUABLE, None, said, unit, details, reason), False
    if text_or_none(said) is None and invalid is None:
        reason = "The file gives no value: it was not assessed."
        return Biomarker(name, BiomarkerState.NOT_ASSESSED, None, None, unit, details, reason), False
    try:
        value, kept = _value(name, said)
    except BadCell as bad:
        problems.refuse_row(section, 0, f"{name} {bad.seen}", bad.expected)
        reason = f"The file writes {bad.seen[:80]!r}, which cannot be read."
        return Biomarker(name, BiomarkerState.NOT_EVALUABLE, None, bad.seen, unit, details, reason), True
    if invalid is not None:
        return Biomarker(name, BiomarkerState.NOT_EVALUABLE, value, kept, unit, details, invalid), False
    return Biomarker(name, BiomarkerState.VALUE, value, kept, unit, details), False
