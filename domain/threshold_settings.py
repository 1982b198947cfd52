"""A reference value as it is set for a laboratory or for all: what may be changed of a default."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from domain.knowledge.copy_cut_offs import COPY_CUT_OFFS
from domain.quality import decimal_of
from domain.refused import Refused
from domain.specimen_requirements import LIMITS
from domain.thresholds import (
    DEFAULTS,
    DISEASE_CONTROL_DAYS,
    PFS_RATIO,
    PFS_RATIO_NULL,
    STABLE_DISEASE_MONTHS,
    Threshold,
)

REFERENCE_VALUES: Mapping[str, Threshold] = MappingProxyType({**DEFAULTS, **COPY_CUT_OFFS, **LIMITS})
"""Every default by name: thresholds of findings and endpoints, of copies, requirements of specimens."""
OF_A_STUDY = frozenset(
    one.name for one in (PFS_RATIO, PFS_RATIO_NULL, DISEASE_CONTROL_DAYS, STABLE_DISEASE_MONTHS)
)
"""What patients are counted by: one value for everybody, whichever laboratory profiled them."""
_MOST = {"fraction": Decimal(1), "fraction of patients": Decimal(1), "%": Decimal(100)}
_MOST |= {"% unstable sites": Decimal(100)}


@dataclass(frozen=True, slots=True)
class ThresholdSetting:
    """One threshold's value for one laboratory, or for all, from a day on. Its unit is the default's.

    Where no number ships, ``NONE_SHIPS`` takes a number back. Raises ``Refused`` for a name that has no
    default, a source left blank, a number that its unit cannot have, a grey zone where the default has none
    (or none where it has one) or that ends at or before its beginning, and a laboratory's own value of what
    patients are counted by.
    """

    name: str
    laboratory_id: str | None
    """``None`` for all laboratories that have no value of their own."""
    value: Decimal
    upper: Decimal | None
    source: str
    valid_from: date

    def __post_init__(self) -> None:
        """Refuse what cannot be in force."""
        if self.name not in REFERENCE_VALUES:
            raise Refused(f"There is no reference value {self.name}; nothing was recorded. Choose another.")
        default = self.default
        if self.laboratory_id is not None and self.name in OF_A_STUDY:
            raise Refused(
                f"{default.label} counts patients of every laboratory; nothing was recorded. "
                "Set it for all laboratories."
            )
        if not self.source.strip():
            raise Refused(
                f"Say where the value of {default.label} comes from; nothing was recorded, and what you "
                "typed is kept."
            )
        if (self.upper is None) is not (default.upper is None):
            asked = "no grey zone" if default.upper is None else "a grey zone: give its beginning and its end"
            raise Refused(f"{default.label} has {asked}; nothing was recorded.")
        if default.is_set or not self.value.is_nan():
            for number in (self.value, self.upper):
                _possible(number, default)
        self.threshold("1")

    @property
    def default(self) -> Threshold:
        """The default that ships with the program."""
        return REFERENCE_VALUES[self.name]

    def threshold(self, version: str) -> Threshold:
        """The default with this value, its source and its version."""
        return replace(
            self.default, value=self.value, upper=self.upper, source=self.source.strip(), version=version
        )


def _possible(number: Decimal | None, default: Threshold) -> None:
    """Raises ``Refused`` for a number that the threshold's unit cannot have."""
    if number is None:
        return
    most = _MOST.get(default.unit)
    if not number.is_finite() or number < 0 or (most is not None and number > most):
        until = f" to {most}" if most is not None else " or more"
        raise Refused(
            f"{default.label} cannot be {number} {default.unit}; nothing was recorded. "
            f"Give a number from 0{until}."
        )


def number_of(written: str | None, what: str) -> Decimal:
    """The number that a person wrote, exactly.

    Raises ``Refused`` when it is none; whether a comma means tenths or thousands is not guessed at.
    """
    number = decimal_of(written)
    if number is None:
        raise Refused(
            f"{what} needs a number with a point, for example 12.5; nothing was recorded, and what you typed "
            f"is kept. You wrote: {written or 'nothing'}."
        )
    return number


def title_of(default: Threshold) -> str:
    """What a reference value is called where it stands among all of them."""
    return f"Specimen: {default.label}" if default.name in LIMITS else default.label


def value_words(threshold: Threshold) -> str:
    """A threshold's value with its unit, e.g. ``10 to 20 % unstable sites``; *none* where none is set."""
    if not threshold.is_set:
        return "none"
    until = f" to {threshold.upper}" if threshold.upper is not None else ""
    return f"{threshold.value}{until} {threshold.unit}"
