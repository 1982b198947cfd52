"""Trials against one patient, arm by arm, ranked."""

from collections.abc import Iterable, Iterator, Mapping

from domain.knowledge.tumour_relation import TumourTree
from domain.trials.combining import ORDER, Asks, answered, asking, best, deciding, leaves, met, worst
from domain.trials.criteria import All, Diagnosis, Genomic, Signature, Tree, VariantCategory, WildType
from domain.trials.looked import LookedAt
from domain.trials.matches import (
    Answer,
    ArmMatch,
    CriterionAnswer,
    Near,
    TreeAnswer,
    TrialMatch,
)
from domain.trials.patient_facts import PatientFacts
from domain.trials.recruiting import free_places, nearest, recruitment, sites_in_order
from domain.trials.trial import Arm, Trial

NO_CRITERIA = "Its criteria are not in the register: read the protocol."
NO_DISTANCES: Mapping[str, float] = {}
_NEAR_ORDER = {one: place for place, one in enumerate(Near)}
_PHASES = {"I": 1, "1": 1, "II": 2, "2": 2, "III": 3, "3": 3, "IV": 4, "4": 4}


def match_trial(
    trial: Trial,
    patient: PatientFacts | LookedAt,
    tree: TumourTree,
    distances: Mapping[str, float] = NO_DISTANCES,
) -> TrialMatch:
    """Whether a patient fits a trial, arm by arm, the best arm first.

    ``distances`` gives to the name of a site its distance from the patient's centre, in the caller's unit.
    The trial-wide criteria count in every arm. An arm without criteria of its own beside arms that have
    some, or without any at all, is not determined: nobody wrote down whom it takes.
    """
    case = patient if isinstance(patient, LookedAt) else LookedAt.at(patient)
    told = asking(case, tree)
    arms = sorted((_arm_match(trial, arm, told) for arm in arms_of(trial)), key=lambda one: _rank(trial, one))
    return TrialMatch(
        trial=trial,
        answer=best(one.answer for one in arms),
        arms=tuple(arms),
        sites=sites_in_order(trial, distances),
        distance=nearest(trial, distances),
    )


def match_trials(
    trials: Iterable[Trial],
    patient: PatientFacts | LookedAt,
    tree: TumourTree,
    distances: Mapping[str, float] = NO_DISTANCES,
) -> tuple[TrialMatch, ...]:
    """All trials against one patient, the best first.

    By answer, then tumour before basket, then how specific the change, free places, distance, phase (the
    later first), number. The order of the trials given does not matter.
    """
    case = patient if isinstance(patient, LookedAt) else LookedAt.at(patient)
    matches = [match_trial(trial, case, tree, distances) for trial in trials]
    return tuple(sorted(matches, key=_trial_rank))


def ranked_arms(matches: Iterable[TrialMatch]) -> tuple[tuple[TrialMatch, ArmMatch], ...]:
    """The arms of all trials in one order, the best first, by the rules of ``match_trials``."""
    pairs = [(one, arm) for one in matches for arm in one.arms]
    return tuple(sorted(pairs, key=lambda pair: (*_pair_rank(*pair), pair[1].arm.code)))


def arms_of(trial: Trial) -> tuple[Arm, ...]:
    """Its arms; for a trial without any, one that stands for all patients."""
    return trial.arms or (Arm("all patients", status=trial.status, drugs=trial.drugs),)


def asked_of(trial: Trial, arm: Arm) -> Tree | None:
    """All that an arm asks, the trial-wide criteria first; ``None`` where nobody wrote down whom it takes."""
    if arm.match is None:
        described = any(one.match is not None for one in trial.arms)
        return None if described else trial.match
    return arm.match if trial.match is None else All((trial.match, arm.match))


def _arm_match(trial: Trial, arm: Arm, told: Asks) -> ArmMatch:
    tree = asked_of(trial, arm)
    recruiting = recruitment(trial, arm)
    criteria = None if tree is None else answered(tree, told)
    eligibility = Answer.UNDETERMINED if criteria is None else criteria.answer
    reached = () if criteria is None else tuple(met(criteria))
    return ArmMatch(
        arm=arm,
        answer=worst((eligibility, recruiting.answer)),
        eligibility=eligibility,
        recruitment=recruiting,
        criteria=criteria,
        answers=() if criteria is None else tuple(dict.fromkeys(leaves(criteria))),
        decides=() if criteria is None else tuple(dict.fromkeys(deciding(criteria))),
        further_tests=_further(criteria),
        finding_ids=_findings(reached),
        near=_near(criteria, reached),
        specificity=max((specificity(one) for one in reached), default=0),
    )


def _further(criteria: TreeAnswer | None) -> tuple[str, ...]:
    if criteria is None:
        return (NO_CRITERIA,)
    if criteria.answer is not Answer.UNDETERMINED:
        return ()
    return tuple(dict.fromkeys(one.further_test for one in deciding(criteria) if one.further_test))


def _findings(reached: Iterable[CriterionAnswer]) -> tuple[str, ...]:
    ids = (finding for one in reached if not one.absent for finding in one.finding_ids)
    return tuple(dict.fromkeys(ids))


def _near(criteria: TreeAnswer | None, reached: Iterable[CriterionAnswer]) -> Near:
    """How the tumours of an arm stand to the patient's: by the diagnoses that are met."""
    here = [one.criterion for one in reached if isinstance(one.criterion, Diagnosis) and not one.absent]
    if any(one.group is None for one in here):
        return Near.ON_TUMOUR
    asked = () if criteria is None else leaves(criteria)
    named = any(isinstance(one.criterion, Diagnosis) and not one.absent for one in asked)
    return Near.BASKET if here or not named else Near.OTHER


def specificity(answer: CriterionAnswer) -> int:
    """How much of a change a criterion asks for, from 4 (the change itself) to 0 (none, or an absence)."""
    asked = answer.criterion
    if answer.absent or isinstance(asked, WildType):
        return 0
    if isinstance(asked, Signature):
        return 1
    if not isinstance(asked, Genomic):
        return 0
    if asked.protein_change:
        return 4
    narrowed = asked.codon or asked.classifications or asked.exons or asked.copy_call or asked.partner
    kind = asked.category in {VariantCategory.MUTATION, VariantCategory.ANY}
    return 3 if narrowed else 2 if kind or asked.gene else 1


def _rank(trial: Trial, one: ArmMatch) -> tuple[int, int, int, int, str]:
    return (
        ORDER[one.answer],
        _NEAR_ORDER[one.near],
        -one.specificity,
        _slots_order(free_places(trial, one.arm)),
        one.arm.code,
    )


def _slots_order(free: int | None) -> int:
    """Free places first, then not known, then none."""
    if free is None:
        return 1
    return 0 if free > 0 else 2


def _trial_rank(one: TrialMatch) -> tuple[object, ...]:
    return _pair_rank(one, one.arms[0])


def _pair_rank(one: TrialMatch, arm: ArmMatch) -> tuple[object, ...]:
    far = float("inf") if one.distance is None else one.distance
    return (*_rank(one.trial, arm)[:4], far, -phase_number(one.trial.phase), one.trial.trial_id)


def phase_number(phase: str | None) -> int:
    """The latest phase that a text names, 0 for none: 2 of ``I/II``, of ``Phase 2a``."""
    return max(_phases(phase or ""), default=0)


def _phases(text: str) -> Iterator[int]:
    for part in text.upper().replace("PHASE", " ").replace("/", " ").replace("-", " ").split():
        bare = part.rstrip("ABC")
        if bare in _PHASES:
            yield _PHASES[bare]
