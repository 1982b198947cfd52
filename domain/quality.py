"""Quality metrics of a profile, judged by the limits that stand in the file itself."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Verdict(StrEnum):
    """How one metric, or one class of results, came out."""

    PASS = "pass"
    FAIL = "fail"
    NOT_RUN = "not_run"
    """The file says ``NA``: this arm was not run."""
    NO_LIMIT = "no_limit"
    """A value without any guideline."""
    NOT_EVALUABLE = "not_evaluable"
    """A value that is missing or cannot be read where one was due."""


class QualityClass(StrEnum):
    """The classes of results that quality decides on."""

    RUN = "run"
    CONTAMINATION = "contamination"
    SMALL_VARIANTS = "small_variants"
    """Small variants and TMB."""
    MSI = "msi"
    COPY_NUMBER = "copy_number"
    GIS = "gis"
    RNA = "rna"
    """Fusions and splice variants."""


class Outcome(StrEnum):
    """Technical success of a profile."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILED = "failed"


def without_verdict(reason: str) -> str:
    """A reason without the verdict it begins with: ``Failed: COVERAGE is 92.`` is ``COVERAGE is 92.``."""
    return reason.removeprefix("Failed: ").removeprefix("Not evaluable: ")


def decimal_of(text: str | None) -> Decimal | None:
    """The number that a file wrote, exactly; ``None`` for ``NA``, an empty text or no number."""
    if text is None or text.strip() in {"", "NA", "N/A", "."}:
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@dataclass(frozen=True, slots=True)
class QualityMetric:
    """One row of MetricsOutput for one sample. Names are unique only within their section."""

    section: str
    metric: str
    unit: str
    lower_text: str | None
    """LSL guideline verbatim, ``None`` for ``NA``: no bound."""
    upper_text: str | None
    value_text: str | None
    """Value verbatim, ``None`` for ``NA``: arm not run."""
    sample: str
    """The column it was read from."""

    @property
    def verdict(self) -> Verdict:
        """LSL <= value <= USL, compared as decimals.

        The joint contamination rule of LocalApp stands above single rows: see ``class_verdicts``.
        """
        if self.value_text is None:
            return Verdict.NOT_RUN
        value = decimal_of(self.value_text)
        if value is None:
            return Verdict.NOT_EVALUABLE
        lower, upper = decimal_of(self.lower_text), decimal_of(self.upper_text)
        if lower is None and upper is None:
            return Verdict.NO_LIMIT
        inside = (lower is None or value >= lower) and (upper is None or value <= upper)
        return Verdict.PASS if inside else Verdict.FAIL
