"""What a single test can say, method by method; what it cannot say is refused."""

import re
from decimal import Decimal
from typing import Protocol

from domain.cases import within
from domain.origins import Origin
from domain.refused import Refused
from domain.single_test_words import (
    HER2,
    MMR,
    MMR_PROTEINS,
    PD_L1,
    PD_L1_UNITS,
    UNITS_OF,
    Method,
    Result,
    Unit,
)

LONGEST_MARKER = 60
HER2_SCORES = {
    "0": Result.NOT_DETECTED,
    "1+": Result.NOT_DETECTED,
    "2+": Result.EQUIVOCAL,
    "3+": Result.DETECTED,
}
"""ASCO/CAP, HER2 testing in breast cancer, 2018 and 2023: 0 and 1+ negative, 2+ equivocal, 3+ positive."""

_BOUND = re.compile(r"(?:[<>]=?|[≤≥])?\s*(\d{1,6}(?:\.\d{1,6})?)")
_HIGHEST = {
    Unit.TPS: 100,
    Unit.CPS: 100,
    Unit.IC: 100,
    Unit.TC: 100,
    Unit.RATIO: 100,
    Unit.COPIES: 10_000,
    Unit.PERCENT_CELLS: 100,
    Unit.H_SCORE: 300,
    Unit.VAF: 100,
    Unit.CYCLES: 60,
}
_NOTHING = "nothing was recorded."


class Told(Protocol):
    """What is told of one test."""

    @property
    def marker(self) -> str:
        """The gene, protein or marker."""

    @property
    def method(self) -> Method:
        """How it was done."""

    @property
    def result(self) -> Result:
        """What it showed."""

    @property
    def what(self) -> str | None:
        """What exactly was found."""

    @property
    def value_text(self) -> str | None:
        """The value verbatim."""

    @property
    def unit(self) -> Unit | None:
        """What the value counts."""

    @property
    def origin(self) -> Origin:
        """Germline, somatic or unknown."""

    @property
    def tumour_cell_percent(self) -> float | None:
        """How many of the cells are the tumour's."""

    @property
    def lost_proteins(self) -> tuple[str, ...]:
        """Mismatch-repair proteins whose expression is lost."""


def check(it: Told) -> None:
    """Raise ``Refused`` for a test that says what its method cannot, or leaves out what it must say."""
    if not it.marker:
        raise Refused(f"A test needs its marker, such as ALK, MMR or PD-L1; {_NOTHING}")
    if len(it.marker) > LONGEST_MARKER or " / " in it.marker:
        raise Refused(f"A marker is a gene or a protein, not {it.marker[:LONGEST_MARKER]!r}; {_NOTHING}")
    within(it.tumour_cell_percent, 0, 100, "A tumour cell content", "%")
    if it.method is Method.GERMLINE_PANEL and it.origin is not Origin.GERMLINE:
        raise Refused(f"What a germline panel finds is germline, not {it.origin}; {_NOTHING}")
    if it.result is Result.FAILED:
        if it.value_text or it.unit or it.lost_proteins:
            raise Refused(
                f"A test that failed has no value; {_NOTHING} Take the value out, or correct the result."
            )
        return
    _check_value(it)
    if it.method is Method.IHC:
        _check_ihc(it)
    elif it.lost_proteins:
        raise Refused(f"Only immunohistochemistry shows lost proteins; {_NOTHING}")
    elif it.result is Result.DETECTED and not it.what and it.marker != "MSI":
        raise Refused(
            f"{it.method.label} detected something in {it.marker}: say what exactly, such as the HGVS "
            f"description, {it.marker} rearranged or {it.marker} amplified; {_NOTHING}"
        )


def _number_in(text: str | None) -> Decimal | None:
    found = _BOUND.fullmatch(text or "")
    return Decimal(found[1]) if found else None


def _check_value(it: Told) -> None:
    if (it.value_text is None) != (it.unit is None):
        said = f"The value {it.value_text} needs its unit" if it.value_text else "The unit needs its value"
        raise Refused(f"{said}; {_NOTHING}")
    if it.value_text is None or it.unit is None:
        return
    if it.unit not in UNITS_OF[it.method]:
        raise Refused(f"{it.method.label} gives no value as {it.unit.label}; {_NOTHING}")
    if it.unit in PD_L1_UNITS and it.marker != PD_L1:
        raise Refused(f"{it.unit.value.upper()} is a score of PD-L1, not of {it.marker}; {_NOTHING}")
    if it.unit is Unit.SCORE:
        if it.value_text not in HER2_SCORES:
            raise Refused(f"A score is 0, 1+, 2+ or 3+, not {it.value_text!r}; {_NOTHING}")
        return
    number = _number_in(it.value_text)
    if number is None or number > _HIGHEST[it.unit]:
        raise Refused(
            f"{it.value_text!r} is no value for {it.unit.label}: a number from 0 to {_HIGHEST[it.unit]:,} "
            f"with a decimal point was expected; {_NOTHING}"
        )


def _check_ihc(it: Told) -> None:
    if it.marker == MMR:
        _check_mmr(it)
    elif it.lost_proteins:
        raise Refused(f"Lost proteins are told for MMR only, not for {it.marker}; {_NOTHING}")
    elif it.marker == PD_L1:
        if it.unit not in PD_L1_UNITS:
            raise Refused(f"PD-L1 needs its score: TPS, CPS, IC or TC from 0 to 100; {_NOTHING}")
        if it.result is Result.DETECTED and not _number_in(it.value_text):
            raise Refused(
                f"PD-L1 with {it.unit.words('0')} is not detected; {_NOTHING} Correct result or value."
            )
    elif it.marker == HER2:
        if it.unit is not Unit.SCORE or it.value_text is None:
            raise Refused(f"HER2 by IHC needs its score: 0, 1+, 2+ or 3+; {_NOTHING}")
        due = HER2_SCORES[it.value_text]
        if it.result is not due:
            raise Refused(
                f"HER2 {it.value_text} by IHC is '{due.label.lower()}', not '{it.result.label.lower()}' "
                f"(ASCO/CAP); {_NOTHING} Correct result or score."
            )


def _check_mmr(it: Told) -> None:
    unknown = [one for one in it.lost_proteins if one not in MMR_PROTEINS]
    if unknown:
        raise Refused(f"{', '.join(unknown)} is none of {', '.join(MMR_PROTEINS)}; {_NOTHING}")
    if it.value_text is not None:
        raise Refused(f"MMR is proficient or deficient and has no value; {_NOTHING}")
    if it.result is Result.DETECTED and not it.lost_proteins:
        raise Refused(f"Deficient mismatch repair needs the proteins that are lost; {_NOTHING}")
    if it.result is Result.NOT_DETECTED and it.lost_proteins:
        raise Refused(
            f"Mismatch repair without {', '.join(it.lost_proteins)} is not proficient; {_NOTHING} "
            "Correct the result or the proteins."
        )
