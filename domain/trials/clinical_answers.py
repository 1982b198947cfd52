"""Whether tumour type, numbers and states of a patient are what a criterion asks for."""

from decimal import Decimal

from domain.codes import DiseaseExtent, Sex
from domain.knowledge.tumour_relation import TumourTree
from domain.quality import decimal_of
from domain.trials.criteria import Diagnosis, Measure, MeasureKind, State, StateKind, TumourGroup
from domain.trials.looked import LookedAt, Told
from domain.trials.matches import Answer
from domain.trials.operators import HOLDS
from domain.trials.receptors import receptor
from domain.trials.single_test_answers import SCORES, pd_l1
from domain.trials.words import STATE_NAMES

_EXTENTS: dict[DiseaseExtent, frozenset[str]] = {
    DiseaseExtent.LOCALISED: frozenset({"Localised"}),
    DiseaseExtent.LOCALLY_ADVANCED: frozenset({"Locally Advanced", "Advanced"}),
    DiseaseExtent.METASTATIC: frozenset({"Metastatic", "Advanced"}),
}
_EXTENT_WORDS = frozenset().union(*_EXTENTS.values())
"""What the recorded extent of the disease can answer; whether it came back is not recorded with it."""
_ASK = "The treating physician can say: {}."


def diagnosis(asked: Diagnosis, case: LookedAt, tree: TumourTree) -> Told:
    """Whether the tumour is of the type asked for or of one below it.

    A recorded type that is wider than the one asked for is met with a warning: the subtype has to be
    confirmed. A type that the tree does not know decides nothing.
    """
    code = case.patient.facts.tumour_code
    if asked.group is TumourGroup.ALL:
        return Told(Answer.PASS, "any tumour is taken")
    if code is None or not tree.is_within(code, code):
        fact = "the tumour type is not recorded" if code is None else f"the tumour type {code} is not known"
        return Told(Answer.UNDETERMINED, fact, (), "Record the OncoTree type of the tumour.")
    if asked.group is not None:
        solid = tree.is_solid(code)
        kind = "solid" if solid else "haematological"
        wanted = (asked.group is TumourGroup.SOLID) is solid
        return Told(Answer.PASS if wanted else Answer.FAIL, f"the tumour ({code}) is {kind}")
    named = f"{asked.text} ({asked.code})"
    if asked.code is None:
        return Told(Answer.UNDETERMINED, f"{asked.text} is no type of OncoTree", (), _ASK.format(asked.text))
    if tree.is_within(code, asked.code):
        return Told(Answer.PASS, f"the tumour ({code}) is {named} or a type of it")
    if tree.is_within(asked.code, code):
        return Told(
            Answer.WARN,
            f"the tumour is recorded as {code}, of which {named} is a subtype: confirm the subtype",
        )
    return Told(Answer.FAIL, f"the tumour ({code}) is not {named}")


def measure(asked: Measure, case: LookedAt) -> Told:
    """Whether a number of the patient stands to the limit as asked; what is not recorded decides nothing.

    Her age is known to the year of birth only: where the day decides, it is not determined.
    """
    patient = case.patient
    if asked.kind is MeasureKind.AGE:
        return _age(asked, case)
    if asked.kind in SCORES:
        return pd_l1(asked, case)
    if asked.kind is MeasureKind.TMB:
        value = decimal_of(patient.tmb.value_text) if patient.tmb else None
        if value is None or patient.tmb is None:
            why = patient.tmb_missing or "no profile gives it"
            return Told(Answer.UNDETERMINED, f"TMB not assessed: {why}", (), "A TMB test would decide it.")
        where = f" ({patient.tmb.words})" if patient.tmb.words else ""
        return _compared(asked, value, f"TMB {patient.tmb.value_text} mut/Mb{where}")
    number = patient.ecog if asked.kind is MeasureKind.ECOG else patient.previous_lines
    if number is None:
        word = "ECOG" if asked.kind is MeasureKind.ECOG else "number of previous lines"
        return Told(
            Answer.UNDETERMINED, f"the {word} is not recorded", (), f"Ask the treating physician: {word}."
        )
    lines = f"{number} previous {'line' if number == 1 else 'lines'}"
    word = f"ECOG {number}" if asked.kind is MeasureKind.ECOG else lines
    return _compared(asked, Decimal(number), word)


def _compared(asked: Measure, value: Decimal, fact: str) -> Told:
    holds = HOLDS[asked.operator](value, asked.limit)
    return Told(Answer.PASS if holds else Answer.FAIL, fact)


def _age(asked: Measure, case: LookedAt) -> Told:
    ages = case.patient.ages
    if ages is None:
        return Told(Answer.UNDETERMINED, "the year of birth is not recorded", (), "Record the year of birth.")
    least, most = ages
    answers = {HOLDS[asked.operator](Decimal(age), asked.limit) for age in ages}
    fact = f"{least} or {most} years old by the year of birth"
    if len(answers) == 2:
        return Told(Answer.UNDETERMINED, fact, (), "The treating physician knows the date of birth.")
    return Told(Answer.PASS if True in answers else Answer.FAIL, fact)


def state(asked: State, case: LookedAt) -> Told:
    """Whether a state is one of those asked for; what is not recorded decides nothing."""
    if asked.kind is StateKind.SEX:
        return _sex(asked, case)
    if asked.kind is StateKind.DISEASE:
        return _disease(asked, case)
    return receptor(asked, case)


def _sex(asked: State, case: LookedAt) -> Told:
    recorded = case.patient.sex
    if recorded not in {Sex.FEMALE, Sex.MALE}:
        return Told(
            Answer.UNDETERMINED, f"the sex is recorded as {recorded.value}", (), _ASK.format("the sex")
        )
    met = recorded.value.capitalize() in asked.values
    return Told(Answer.PASS if met else Answer.FAIL, f"the patient is {recorded.value}")


def _disease(asked: State, case: LookedAt) -> Told:
    extent, because = case.patient.extent, case.patient.extent_words
    name = STATE_NAMES[asked.kind]
    known = f"the {name} is {_said(extent)}{f' ({because})' if because else ''}"
    if extent is not DiseaseExtent.UNKNOWN and _EXTENTS[extent] & set(asked.values):
        return Told(Answer.PASS, known)
    others = [value.lower() for value in asked.values if value not in _EXTENT_WORDS]
    if extent is DiseaseExtent.UNKNOWN:
        return Told(
            Answer.UNDETERMINED,
            because or f"the extent of the {name} is not recorded",
            (),
            _ASK.format(f"whether the {name} is {' or '.join(v.lower() for v in asked.values)}"),
        )
    if others:
        wanted = " or ".join(others)
        return Told(
            Answer.UNDETERMINED,
            f"{known}; whether it is {wanted} is not recorded",
            (),
            _ASK.format(f"whether the {name} is {wanted}"),
        )
    return Told(Answer.FAIL, known)


def _said(extent: DiseaseExtent) -> str:
    return extent.value.replace("_", " ")
