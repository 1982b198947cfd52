"""The best responses that the treating physicians record under advice that was followed."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from commands.demo_cohort.plan import DemoCase, DemoRecommendation, DemoResponse
from domain.codes import RecommendationKind
from domain.responses import ResponseCriteria, ResponseValue, may_respond

RECORDED_SHARE = 0.8
"""Of the treatments that were followed long enough ago to have been assessed."""
FIRST_ASSESSMENT = (49, 75)
"""Days from the decision to the first assessment: seven to eleven weeks."""
BETTER_LATER_SHARE = 0.35
"""Of those stable at first who have had a second assessment: a response by then."""
SECOND_AFTER = (49, 70)
"""Days from the first assessment to the second."""
_V, _C = ResponseValue, ResponseCriteria
_BY_KIND: dict[RecommendationKind, tuple[int, ...]] = {
    RecommendationKind.APPROVED_THERAPY: (4, 36, 34, 22, 4),
    RecommendationKind.CLINICAL_TRIAL: (2, 20, 38, 34, 6),
}
_OTHERWISE = (1, 18, 36, 39, 6)
_VALUES = (_V.CR, _V.PR, _V.SD, _V.PD, _V.NE)
"""What the weights above stand for; they are invented."""
_GLIOMAS = {"GB"}
"""OncoTree codes of the cohort's tumours that are followed by RANO; the others are by RECIST 1.1."""


def with_responses(seed: str, case: DemoCase, oncotree_code: str, today: date) -> DemoCase:
    """The case with a best response under most of the treatments that were followed long enough ago.

    ``seed`` is this case's own, so that no other number of the cohort depends on what is drawn here.
    """
    rng = Random(seed)
    criteria = _C.RANO if oncotree_code in _GLIOMAS else _C.RECIST
    done = (_responded(rng, one, criteria, today) for one in case.recommendations)
    return replace(case, recommendations=tuple(done))


def _responded(
    rng: Random, one: DemoRecommendation, criteria: ResponseCriteria, today: date
) -> DemoRecommendation:
    given = one.answer
    if given is None or not one.kind.is_therapy or not may_respond(given.decision):
        return one
    first = given.decided_on + timedelta(days=rng.randint(*FIRST_ASSESSMENT))
    second = first + timedelta(days=rng.randint(*SECOND_AFTER))
    (value,) = rng.choices(_VALUES, _BY_KIND.get(one.kind, _OTHERWISE))
    recorded, better = rng.random() < RECORDED_SHARE, rng.random() < BETTER_LATER_SHARE
    if not recorded or first > today:
        return one
    found = [DemoResponse(value, criteria, first)]
    if value is _V.SD and better and second <= today:
        found.append(DemoResponse(_V.PR, criteria, second))
    return replace(one, responses=tuple(found))
