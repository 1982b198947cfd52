"""PD-L1 as a trial asks for it: by the scores of single tests, which are often told as a bound."""

import re
from decimal import Decimal

from domain.single_test_words import PD_L1, Method, Result, Unit
from domain.trials.criteria import Measure, MeasureKind
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer
from domain.trials.operators import HOLDS

SCORES: dict[MeasureKind, Unit] = {
    MeasureKind.PD_L1_TPS: Unit.TPS,
    MeasureKind.PD_L1_CPS: Unit.CPS,
    MeasureKind.PD_L1_IC: Unit.IC,
    MeasureKind.PD_L1_TC: Unit.TC,
}
"""The score that a criterion compares; one is never taken for another."""
_HIGHEST = Decimal(100)
_STEP = Decimal("0.000001")
_VALUE = re.compile(r"(<=|>=|<|>|≤|≥)?\s*(\d{1,6}(?:\.\d{1,6})?)")


def pd_l1(asked: Measure, case: LookedAt) -> Told:
    """Whether the newest PD-L1 stain that gives the score asked for meets the limit.

    A bound such as ``<1`` decides where all that it leaves open answers alike; a stain without this score
    decides nothing.
    """
    unit = SCORES[asked.kind]
    name = f"PD-L1 {unit.value.upper()}"
    further = f"Immunohistochemistry of PD-L1 with its {unit.value.upper()} would decide it."
    stains = [
        one
        for one in case.patient.tests
        if one.marker == PD_L1 and one.method is Method.IHC and one.result is not Result.FAILED
    ]
    scored = [one for one in stains if one.unit is unit and one.value_text]
    if not scored:
        fact = f"{stains[-1].label}, without a {name}" if stains else f"no single test gives a {name}"
        return Told(Answer.UNDETERMINED, fact, (), further)
    newest = scored[-1]
    answers = {
        HOLDS[asked.operator](value, asked.limit) for value in _possible(newest.value_text or "", asked)
    }
    if len(answers) != 1:
        return Told(Answer.UNDETERMINED, newest.label, (), further)
    return Told(Answer.PASS if answers == {True} else Answer.FAIL, newest.label)


def _possible(said: str, asked: Measure) -> list[Decimal]:
    """Values that a score as it was written can stand for: enough of them to see whether they all answer
    alike; none for a text that is no score."""
    found = _VALUE.fullmatch(said.strip())
    if found is None:
        return []
    sign, value = found[1], Decimal(found[2])
    if sign is None:
        return [value]
    least = {">": value + _STEP, ">=": value, "≥": value}.get(sign, Decimal(0))
    most = {"<": value - _STEP, "<=": value, "≤": value}.get(sign, max(_HIGHEST, value))
    around = (asked.limit - _STEP, asked.limit, asked.limit + _STEP)
    return [least, most, *(one for one in around if least <= one <= most)]
