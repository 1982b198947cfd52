"""Reads the allele frequency of MAF rows: a fraction, a percentage, or counts of reads.

Which unit a column is in is decided for the column: by the rows that also count reads, else by a value
above 1 or a percent sign; a column without either holds fractions.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data.ingest.cells import BadCell
from data.ingest.line_stream import said
from data.ingest.maf_alleles import whole_of
from data.ingest.tables import Fields
from data.ingest.vcf_frequency import counted_text

COLUMNS = (
    "t_vaf", "tumor_vaf", "tumour_vaf", "vaf", "vaf_tumor", "t_af", "tumor_af", "tumor_f", "i_tumor_f",
    "i_tumor_vaf", "tumor_allele_frequency", "allele_frequency", "allelefraction", "allele_fraction",
)  # fmt: skip
"""The columns that hold the tumour's frequency, the first found wins; ``AF`` is a population's."""

_VALUE = re.compile(r"(\d{1,3}(?:\.\d{0,30})?|\.\d{1,30}|\d(?:\.\d{0,20})?[eE]-?\d{1,2})\s?(%?)")
_EXPECTED = "a fraction or a percentage written with a decimal point"
_ENOUGH_READS = 10


@dataclass(frozen=True, slots=True)
class Frequency:
    """What one row says of its frequency, before the unit of its column is known."""

    column: str
    """The heading in lower case; blank where the row names no frequency."""
    value: Decimal | None
    percent_sign: bool
    alt: int | None
    depth: int | None
    counted_by: str
    """How depth was counted, as the row is tagged."""

    @property
    def counted(self) -> Decimal | None:
        """The frequency by reads; ``None`` where they are not given or cannot be one."""
        if self.alt is None or not self.depth or self.alt > self.depth:
            return None
        return Decimal(self.alt) / self.depth

    @property
    def counted_text(self) -> str | None:
        """The frequency by reads as it is kept, with the decimals of one counted in a variant file."""
        return None if self.counted is None else counted_text(self.alt or 0, self.depth or 1)


@dataclass(frozen=True, slots=True)
class Unit:
    """What unit a column is in, and whether that was only found from other rows."""

    percent: bool
    guessed: bool


def frequency_of(fields: Fields) -> Frequency:
    """The frequency of a row as it is written; raises ``BadCell`` for one that is none."""
    column = next((name for name in COLUMNS if name in fields.columns and said(fields, name)), "")
    alt = whole_of(fields, "t_alt_count", "i_t_alt_count")
    ref = whole_of(fields, "t_ref_count", "i_t_ref_count")
    depth = whole_of(fields, "t_depth", "tumor_depth", "i_t_depth")
    counted_by = "t_alt/t_depth"
    if not depth:
        depth = None
        if alt is not None and ref is not None and alt + ref:
            depth, counted_by = alt + ref, "t_alt/(t_ref+t_alt)"
    if not column:
        return Frequency("", None, False, alt, depth, counted_by)
    text = said(fields, column)
    match = _VALUE.fullmatch(text)
    if match is None or Decimal(match.group(1)) > 100:
        raise BadCell(text, f"{_EXPECTED} in the column {column!r}")
    return Frequency(column, Decimal(match.group(1)), bool(match.group(2)), alt, depth, counted_by)


def _votes(rows: Sequence[Frequency]) -> int:
    """Rows whose reads say percentage less those whose reads say fraction."""
    votes = 0
    for one in rows:
        counted, value = one.counted, one.value
        if counted is None or not value or not counted or (one.depth or 0) < _ENOUGH_READS:
            continue
        votes += 1 if abs(value / 100 - counted) < abs(value - counted) else -1
    return votes


def units_of(frequencies: Iterable[Frequency]) -> dict[str, Unit]:
    """The unit of each column from all of its rows."""
    columns: dict[str, list[Frequency]] = {}
    for one in frequencies:
        if one.value is not None:
            columns.setdefault(one.column, []).append(one)
    found = {}
    for column, rows in columns.items():
        votes = _votes(rows)
        above = any(one.percent_sign or (one.value or 0) > 1 for one in rows)
        found[column] = Unit(votes > 0 or (votes == 0 and above), votes == 0)
    return found


def _plain(value: Decimal) -> str:
    """The value without an exponent and without the zeros that a division adds."""
    return f"{value:f}"


def fraction_of(one: Frequency, units: dict[str, Unit]) -> tuple[str | None, tuple[str, ...]]:
    """The fraction as text and how it was found, as tags; no text where it cannot be told.

    A percentage is divided by 100 in decimal; reads are counted as those of a VCF.
    """
    if one.value is None:
        text = one.counted_text
        return (None, ()) if text is None else (text, (f"vaf:{one.counted_by}",))
    unit = units[one.column]
    if one.percent_sign or unit.percent:
        tags: tuple[str, ...] = (f"vaf:{one.column}%",)
        if unit.guessed and not one.percent_sign and one.value <= 1:
            tags = (*tags, "vaf:ambiguous_unit")
        return _plain(one.value.scaleb(-2)), tags
    if one.value > 1:
        return None, ("vaf:ambiguous_unit",)
    return _plain(one.value), (f"vaf:{one.column}",)
