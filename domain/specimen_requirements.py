"""What the BALLETT protocol asks of a tissue specimen, checked one by one.

Not known is neither met nor not met. A requirement warns and never refuses: the laboratory and the
board decide what becomes of a specimen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from domain.codes import Fixation, SpecimenKind
from domain.thresholds import ANY_ASSAY, Band, Threshold

SOURCE = "BALLETT protocol, NCT05058937 (registry text of 5 October 2021)"
MAY_BE_BONE = frozenset({"bone", "bone_marrow", "other", "unknown"})
"""Sites of which nobody can say that they are no bone."""


class Met(StrEnum):
    """How a specimen stands to a requirement."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class SpecimenFacts:
    """What is known of a specimen that a requirement is about; ``None`` where nobody said."""

    kind: str
    """Code of ``SpecimenKind``."""
    dna_ng: float | None = None
    rna_ng: float | None = None
    dcq: float | None = None
    dv200_percent: float | None = None
    collected_on: date | None = None
    received_on: date | None = None
    """The first day on which a laboratory received it for profiling."""
    fixation: str | None = None
    """Code of ``Fixation``."""
    site: str | None = None
    decalcified: bool | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement and how the specimen stands to it."""

    name: str
    label: str
    met: Met
    value: str
    """The specimen's value with its unit, or what is not known."""
    wanted: str
    source: str
    remark: str | None = None


def _limit(name: str, label: str, value: str, unit: str, upper: str | None = None) -> Threshold:
    return Threshold(
        name, label, Decimal(value), None if upper is None else Decimal(upper), unit, SOURCE, "1", ANY_ASSAY
    )


DNA = _limit("specimen_dna_ng", "DNA", "80", "ng")
RNA = _limit("specimen_rna_ng", "RNA", "40", "ng", upper="80")
"""At least 40 ng; 80 ng is recommended, between the two is enough and less than recommended."""
DCQ = Threshold(
    "specimen_dcq", "dCq", Decimal("5"), None, "cycles", SOURCE, "1", ANY_ASSAY, value_counts_above=False
)
"""At most 5."""
DV200 = _limit("specimen_dv200", "DV200", "20", "%")
AGE = Threshold(
    "specimen_age_years",
    "Age at receipt",
    Decimal("2"),
    None,
    "years",
    SOURCE,
    "1",
    ANY_ASSAY,
    value_counts_above=False,
)
"""At most 2 years from collection to receipt."""

LIMITS: Mapping[str, Threshold] = MappingProxyType({one.name: one for one in (DNA, RNA, DCQ, DV200, AGE)})
"""The defaults by name; the ones in force, by laboratory and date, stand in the store."""


def applies(kind: str) -> bool:
    """Whether the requirements are about this kind of specimen: they are about tissue."""
    return kind == SpecimenKind.TISSUE


def checks(facts: SpecimenFacts, limits: Mapping[str, Threshold] = LIMITS) -> tuple[Check, ...]:
    """Every requirement with how the specimen stands to it; none for a specimen that is no tissue.

    ``limits`` are those in force; one that is missing falls back to its default.
    """
    if not applies(facts.kind):
        return ()
    of = {**LIMITS, **limits}
    return (
        _at_least(of[DNA.name], facts.dna_ng),
        _at_least(of[RNA.name], facts.rna_ng),
        _at_most(of[DCQ.name], facts.dcq),
        _at_least(of[DV200.name], facts.dv200_percent),
        _age(of[AGE.name], facts),
        _fixation(facts.fixation),
        _decalcified(facts),
    )


def _shown(value: float | Decimal, unit: str) -> str:
    return f"{value:g} {unit}" if isinstance(value, float) else f"{value} {unit}"


def _at_least(limit: Threshold, value: float | None) -> Check:
    wanted = f"at least {_shown(limit.value, limit.unit)}"
    if limit.upper is not None:
        wanted += f", {_shown(limit.upper, limit.unit)} recommended"
    if value is None:
        return _check(limit, Met.NOT_KNOWN, "not known", wanted)
    band = limit.band(Decimal(str(value)))
    remark = "less than recommended" if band is Band.GREY else None
    return _check(
        limit, Met.NOT_MET if band is Band.LOW else Met.MET, _shown(value, limit.unit), wanted, remark
    )


def _at_most(limit: Threshold, value: float | None) -> Check:
    wanted = f"at most {_shown(limit.value, limit.unit)}"
    if value is None:
        return _check(limit, Met.NOT_KNOWN, "not known", wanted)
    met = Met.MET if limit.band(Decimal(str(value))) is Band.LOW else Met.NOT_MET
    return _check(limit, met, _shown(value, limit.unit), wanted)


def _age(limit: Threshold, facts: SpecimenFacts) -> Check:
    """Years from collection to receipt; a whole number of years is counted by the calendar."""
    wanted = f"at most {_shown(limit.value, limit.unit)}"
    taken, received = facts.collected_on, facts.received_on
    if taken is None or received is None:
        missing = " and ".join(
            name for name, day in (("day of collection", taken), ("day of receipt", received)) if day is None
        )
        return _check(limit, Met.NOT_KNOWN, f"{missing} not known", wanted)
    if received < taken:
        return _check(limit, Met.NOT_KNOWN, "received before it was collected", wanted)
    met = Met.MET if limit.band(_years(taken, received)) is Band.LOW else Met.NOT_MET
    days = (received - taken).days
    return _check(limit, met, f"{days} day{'' if days == 1 else 's'}", wanted)


def _years(start: date, end: date) -> Decimal:
    """Years between two days: whole ones by the calendar, the rest as a part of 366 days."""
    whole = end.year - start.year - ((end.month, end.day) < (start.month, start.day))
    try:
        full = start.replace(year=start.year + whole)
    except ValueError:
        # From 29 February on, a year is full on 1 March where there is no such day.
        full = date(start.year + whole, 3, 1)
    return whole + Decimal((end - full).days) / 366


def _fixation(code: str | None) -> Check:
    name, label, wanted = "specimen_fixation", "Fixation", "10 % neutral buffered formalin"
    if code is None or code == Fixation.UNKNOWN:
        return Check(name, label, Met.NOT_KNOWN, "not known", wanted, SOURCE)
    if code == Fixation.FFPE:
        return Check(name, label, Met.MET, "FFPE", wanted, SOURCE)
    return Check(name, label, Met.NOT_MET, code.replace("_", " "), wanted, SOURCE)


def _decalcified(facts: SpecimenFacts) -> Check:
    """Decalcified bone is excluded; what was not taken from bone needs nobody to say so."""
    name, label, wanted = "specimen_decalcified", "Bone", "no decalcified bone"
    if facts.decalcified is not None:
        met = Met.NOT_MET if facts.decalcified else Met.MET
        return Check(
            name, label, met, "decalcified" if facts.decalcified else "not decalcified", wanted, SOURCE
        )
    if facts.site is None or facts.site in MAY_BE_BONE:
        return Check(name, label, Met.NOT_KNOWN, "not known", wanted, SOURCE)
    return Check(name, label, Met.MET, "not from bone", wanted, SOURCE)


def _check(limit: Threshold, met: Met, value: str, wanted: str, remark: str | None = None) -> Check:
    return Check(limit.name, limit.label, met, value, wanted, limit.source, remark)
