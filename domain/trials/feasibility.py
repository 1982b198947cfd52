"""The other way round: whom of a cohort a trial, or a planned biomarker, would take (objective 8)."""

from collections.abc import Iterable, Mapping

from domain.knowledge.tumour_relation import TumourTree
from domain.trials.combining import ORDER, Asks, answer_of, asking
from domain.trials.criteria import Tree
from domain.trials.looked import LookedAt
from domain.trials.matches import Answer, CohortAnswer, PatientAnswer
from domain.trials.matching import arms_of, asked_of
from domain.trials.patient_facts import PatientFacts
from domain.trials.trial import Trial


def would_match(
    asked: Trial | Tree, patients: Iterable[PatientFacts | LookedAt], tree: TumourTree
) -> CohortAnswer:
    """Whether each patient of a cohort would match, by the criteria alone: open or closed does not count.

    Of a trial the best arm answers. Give ``LookedAt`` values where several trials are asked of the same
    cohort: each patient is then sorted once.
    """
    return CohortAnswer(tuple(_answer(asked, _looked(one), tree) for one in patients))


def would_match_each(
    trials: Iterable[Trial], patients: Iterable[PatientFacts | LookedAt], tree: TumourTree
) -> Mapping[str, CohortAnswer]:
    """Several trials against one cohort, by ``trial_id``."""
    cohort = [_looked(one) for one in patients]
    return {trial.trial_id: would_match(trial, cohort, tree) for trial in trials}


def _looked(one: PatientFacts | LookedAt) -> LookedAt:
    return one if isinstance(one, LookedAt) else LookedAt.at(one)


def _answer(asked: Trial | Tree, case: LookedAt, tree: TumourTree) -> PatientAnswer:
    told = asking(case, tree)
    patient_id = case.patient.patient_id
    if not isinstance(asked, Trial):
        return PatientAnswer(patient_id, answer_of(asked, told), None)
    arms = [(_of_arm(asked_of(asked, arm), told), arm.code) for arm in arms_of(asked)]
    answer, code = min(arms, key=lambda one: ORDER[one[0]])
    return PatientAnswer(patient_id, answer, code)


def _of_arm(tree: Tree | None, told: Asks) -> Answer:
    return Answer.UNDETERMINED if tree is None else answer_of(tree, told)
