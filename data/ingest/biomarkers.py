"""Reads TMB, MSI and the genome-wide scores of a CombinedVariantOutput."""

from collections.abc import Mapping

from data.ingest.cells import BadCell, number, tumour_fraction
from data.ingest.problems import ProblemList
from domain.findings import Biomarker, BiomarkerName, BiomarkerState
from domain.quality import decimal_of

_PERCENT_UNSTABLE = ("Percent Unstable MSI Sites", "Percent Unstable Sites")
_GIS = "Genomic Instability Score"
_SUM_JSD = ("SUM_JSD", "SumJsd", "Sum JSD")
_MIXED_UNITS = (
    "The file writes exactly 1, which is 1 % in one version and the whole tumour in another: "
    "ask the laboratory."
)


def _plain(
    name: BiomarkerName,
    unit: str,
    text: str,
    details: tuple[tuple[str, str], ...] = (),
    upper: float | None = None,
) -> Biomarker:
    value, kept = number(text)
    if value is None:
        reason = "The file writes NA: it was not assessed."
        return Biomarker(name, BiomarkerState.NOT_ASSESSED, None, None, unit, details, reason)
    if value < 0 or (upper is not None and value > upper):
        wanted = "a number from 0" + (f" to {upper:g}" if upper is not None else "")
        raise BadCell(text, wanted)
    return Biomarker(name, BiomarkerState.VALUE, value, kept, unit, details)


def _tumour_fraction(text: str) -> Biomarker:
    value, ambiguous = tumour_fraction(text)
    name, kept = BiomarkerName.TUMOUR_FRACTION, text.strip()
    if ambiguous:
        return Biomarker(name, BiomarkerState.NOT_EVALUABLE, None, kept, "fraction", reason=_MIXED_UNITS)
    if value is None:
        number(text)
        return _plain(name, "fraction", "NA")
    return Biomarker(name, BiomarkerState.VALUE, float(value), kept, "fraction")


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in values), None)


def _rest(values: Mapping[str, str], *used: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in values.items() if key not in used)


def _of_section(section: str, values: Mapping[str, str]) -> list[tuple[str, BiomarkerName, str]]:
    """Which keys of a section are biomarkers: (key, name, unit)."""
    wanted: list[tuple[tuple[str, ...], BiomarkerName, str]]
    if section == "TMB":
        wanted = [(("Total TMB",), BiomarkerName.TMB, "mutations/Mb")]
    elif section == "MSI":
        wanted = [
            (_PERCENT_UNSTABLE, BiomarkerName.MSI, "% unstable sites"),
            (_SUM_JSD, BiomarkerName.MSI_SUM_JSD, "SUM_JSD"),
        ]
    else:
        wanted = [
            ((_GIS,), BiomarkerName.GIS, "score"),
            (("Tumor Fraction",), BiomarkerName.TUMOUR_FRACTION, "fraction"),
            (("Ploidy",), BiomarkerName.PLOIDY, "copies"),
        ]
    return [(key, name, unit) for names, name, unit in wanted if (key := _first(values, names))]


def not_assessed(section: str) -> Biomarker:
    """The biomarker of a section that holds nothing but ``NA``: written by this version, not assessed."""
    key, name, unit = _of_section(section, {"Total TMB": "", _PERCENT_UNSTABLE[0]: "", _GIS: ""})[0]
    return Biomarker(
        name, BiomarkerState.NOT_ASSESSED, None, None, unit, reason=f"The file writes NA for {key}."
    )


def biomarkers_of(
    section: str, line: int, values: Mapping[str, str], problems: ProblemList
) -> tuple[list[Biomarker], int]:
    """The biomarkers of one key/value section and how many of them were refused.

    A value that is no number is refused and told; ``NA`` is *not assessed*, never zero.
    """
    found = _of_section(section, values)
    keys = tuple(key for key, _, _ in found)
    details = _rest(values, *keys) if section in {"TMB", "MSI"} else ()
    made: list[Biomarker] = []
    refused = 0
    for key, name, unit in found:
        text = values[key]
        try:
            if name is BiomarkerName.TUMOUR_FRACTION:
                made.append(_tumour_fraction(text))
                if decimal_of(text) == 1:
                    problems.note(section, line, f"{key} {text}", "a fraction or a percentage, not 1")
            else:
                upper = 100.0 if name is BiomarkerName.MSI else None
                made.append(_plain(name, unit, text, details, upper))
        except BadCell as bad:
            problems.refuse_row(section, line, f"{key} {bad.seen}", bad.expected)
            reason = f"The file writes {bad.seen!r}, which cannot be read."
            made.append(Biomarker(name, BiomarkerState.NOT_EVALUABLE, None, bad.seen, unit, details, reason))
            refused += 1
    if not found:
        seen = ", ".join(values) or "nothing"
        problems.note(section, line, seen, "a value by one of its known names; none was taken")
    return made, refused
