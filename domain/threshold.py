"""What a threshold is: a name, a value, a unit, a source and a version, and the bands that it parts.

All comparisons are of decimals as they were written, never of binary fractions.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from domain.refused import Refused

TISSUE_ASSAY = "TSO500"
BLOOD_ASSAY = "TSO500 ctDNA"
ANY_ASSAY = "any"
NONE_SHIPS = Decimal("NaN")
"""The value of a threshold of which no source gives a number: nothing is judged until somebody sets one."""


class Band(StrEnum):
    """Where a value stands; what is no value is kept apart from what is low (law 6)."""

    LOW = "low"
    GREY = "grey"
    HIGH = "high"
    NOT_EVALUABLE = "not_evaluable"
    """Measured, but it cannot be read or the quality does not carry it."""
    NOT_ASSESSED = "not_assessed"
    """The file says ``NA``: it was not run."""
    UNKNOWN = "unknown"
    """No file says anything."""
    NO_THRESHOLD = "no_threshold"
    """A value for which no threshold is in force: shown as a number only."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold. Without ``upper`` the value parts low from high; with it, the grey zone lies between.

    Raises ``Refused`` for a blank name, unit, source or version, and for a grey zone that ends
    before it begins.
    """

    name: str
    label: str
    value: Decimal
    """``NONE_SHIPS`` where no number is in force."""
    upper: Decimal | None
    """End of the grey zone; ``None`` where there is none."""
    unit: str
    source: str
    version: str
    assay: str
    """The assay it holds for; ``any`` for those that are not about an assay."""
    value_counts_above: bool = True
    """True where the value itself belongs to the band above it (``>=``), False for ``>``."""
    upper_counts_above: bool = True
    """The same for the end of the grey zone."""
    band_labels: tuple[str, str, str] = ("low", "grey zone", "high")
    """What low, grey and high are called for this threshold."""

    def __post_init__(self) -> None:
        """Refuse what cannot be a threshold."""
        if not all(part.strip() for part in (self.name, self.unit, self.source, self.version, self.assay)):
            raise Refused(
                "A threshold needs a name, a unit, a source, a version and an assay: nothing was changed. "
                "Fill in what is blank."
            )
        if self.upper is not None and self.upper <= self.value:
            raise Refused(
                f"The grey zone of {self.label} would end at {self.upper}, at or below its beginning "
                f"{self.value}: nothing was changed. Give an end above {self.value}."
            )

    @property
    def is_set(self) -> bool:
        """Whether there is a number to judge by."""
        return not self.value.is_nan()

    def band(self, value: Decimal) -> Band:
        """The band of a value in the threshold's unit; ``NO_THRESHOLD`` where no number is in force."""
        if not self.is_set:
            return Band.NO_THRESHOLD
        if not _above(value, self.value, self.value_counts_above):
            return Band.LOW
        if self.upper is None or _above(value, self.upper, self.upper_counts_above):
            return Band.HIGH
        return Band.GREY

    def label_of(self, band: Band) -> str:
        """What a band is called for this threshold, e.g. ``likely unstable``."""
        low, grey, high = self.band_labels
        named = {Band.LOW: low, Band.GREY: grey, Band.HIGH: high}
        return named.get(band, band.value.replace("_", " "))

    def with_grey_zone(self, start: Decimal, end: Decimal, source: str, version: str) -> "Threshold":
        """The same threshold with a laboratory's own grey zone, its source and its version.

        Raises ``Refused`` when the zone ends before it begins or has no source.
        """
        return replace(self, value=start, upper=end, source=source, version=version)


def _above(value: Decimal, limit: Decimal, counts_above: bool) -> bool:
    return value >= limit if counts_above else value > limit
