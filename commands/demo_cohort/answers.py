"""What the treating physicians answer: by quota over all, by habit of the centre in each."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from commands.demo_cohort.places import CENTRES, FOLLOWING, oncologist_of
from commands.demo_cohort.plan import DemoAnswer, DemoCase, DemoRecommendation
from commands.demo_cohort.quotas import drawn, largest_remainder
from domain.codes import Decision, ReasonNotFollowed, RecommendationKind

FOLLOWED_SHARE = 0.23
"""Of all enrolled: at least one therapy followed, wholly or partly."""
PARTLY_SHARE = 0.15
"""Of those followed."""
DEFERRED_SHARE = 0.03
"""Of all enrolled."""
PENDING_SHARE = 0.05
"""Of all enrolled, at least; whoever was discussed in the last days has not answered yet."""
NOT_DOCUMENTED_SHARE = 0.08
"""Of those declined."""
DAYS_TO_ANSWER = 12

_R = ReasonNotFollowed
REASONS: dict[ReasonNotFollowed, float] = {
    _R.RESPONDING: 35.6,
    _R.DEATH: 20.3,
    _R.PHYSICIAN_OTHER: 13.5,
    _R.TRIAL_NOT_OPEN: 10.2,
    _R.DETERIORATION: 8.5,
    _R.REIMBURSEMENT_REFUSED: 6.8,
    _R.TRIAL_INELIGIBLE: 5.1,
}
"""Per cent of those not treated (Peh et al. 2023, doi 10.1177/10781552221091282)."""
_CONTRIBUTING = (
    _R.LATE_RESULT,
    _R.PATIENT_TRAVEL,
    _R.COMORBIDITY,
    _R.EVIDENCE_DOUBT,
    _R.PATIENT_REFUSAL,
    _R.DETERIORATION,
    _R.STANDARD_FIRST,
)
_OF_THE_PATIENT = {_R.RESPONDING, _R.DEATH, _R.DETERIORATION, _R.NOT_DOCUMENTED}
_OF_A_TRIAL = {_R.TRIAL_NOT_OPEN, _R.TRIAL_INELIGIBLE}
_OF_ACCESS = {RecommendationKind.OFF_LABEL, RecommendationKind.MEDICAL_NEED_PROGRAMME}


def habit(centre_id: str, reason: ReasonNotFollowed) -> float:
    """How much likelier a centre gives a reason than others do."""
    place = next(i for i, centre in enumerate(CENTRES) if centre.id == centre_id)
    index = list(REASONS).index(reason)
    if index in {place % 7, (3 * place + 1) % 7}:
        return 4.0
    return 0.25 if index == (place + 4) % 7 else 1.0


def answered(
    rng: Random, cases: list[tuple[str, DemoCase]], enrolled: int, today: date
) -> list[tuple[str, DemoCase]]:
    """The cases, each with its centre id, with the answers filled in where one was given."""
    open_ones = [i for i, (_, case) in enumerate(cases) if case.therapies]
    recent = {i for i in open_ones if (today - cases[i][1].meeting_on).days <= DAYS_TO_ANSWER}
    settled = [i for i in open_ones if i not in recent]
    wanted = min(len(settled), round(FOLLOWED_SHARE * enrolled))
    followed = drawn(rng, settled, wanted, lambda i: FOLLOWING[cases[i][0]])
    rest = [i for i in settled if i not in set(followed)]
    rng.shuffle(rest)
    deferred = rest[: round(DEFERRED_SHARE * enrolled)]
    rest = rest[len(deferred) :]
    declined = rest[max(0, round(PENDING_SHARE * enrolled) - len(recent)) :]
    done = list(cases)
    partly = set(rng.sample(followed, round(PARTLY_SHARE * len(followed))))
    for i in followed:
        done[i] = _followed(rng, cases[i], i in partly, today)
    for i in deferred:
        done[i] = _answer_all(rng, cases[i], Decision.DEFERRED, _R.REIMBURSEMENT_PENDING, today)
    for i, reason in _reasons(rng, cases, declined):
        done[i] = _answer_all(rng, cases[i], Decision.DECLINED, reason, today)
    return done


def _reasons(
    rng: Random, cases: list[tuple[str, DemoCase]], declined: list[int]
) -> list[tuple[int, ReasonNotFollowed]]:
    """One reason a case: the counts by quota over all, dealt out by the habits of the centres."""
    undocumented = round(NOT_DOCUMENTED_SHARE * len(declined))
    given = [(i, _R.NOT_DOCUMENTED) for i in declined[:undocumented]]
    rest = declined[undocumented:]
    counts = dict(zip(REASONS, largest_remainder(list(REASONS.values()), len(rest)), strict=True))
    for i in rest:
        centre, case = cases[i]
        left = [reason for reason, count in counts.items() if count]
        weights = [counts[reason] * habit(centre, reason) * _fit(case, reason) for reason in left]
        reason = rng.choices(left, weights)[0]
        counts[reason] -= 1
        given.append((i, reason))
    return given


def _fit(case: DemoCase, reason: ReasonNotFollowed) -> float:
    first = case.therapies[0].kind
    if reason in _OF_A_TRIAL:
        return 1.0 if first is RecommendationKind.CLINICAL_TRIAL else 0.01
    if reason is _R.REIMBURSEMENT_REFUSED:
        return 1.0 if first in _OF_ACCESS else 0.01
    return 1.0


def _followed(rng: Random, entry: tuple[str, DemoCase], partly: bool, today: date) -> tuple[str, DemoCase]:
    centre, case = entry
    chosen = rng.choice(case.therapies)
    rows: list[DemoRecommendation] = []
    for one in case.recommendations:
        if one is chosen:
            decision = Decision.PARTLY if partly else Decision.FOLLOWED
            reason = _R.COMORBIDITY if partly else None
            rows.append(_with_answer(rng, one, case, centre, decision, reason, today))
        elif one.kind.is_therapy:
            rows.append(_with_answer(rng, one, case, centre, Decision.DEFERRED, _R.STANDARD_FIRST, today))
        else:
            rows.append(_accompanied(rng, one, case, centre, today))
    return centre, replace(case, recommendations=tuple(rows))


def _answer_all(
    rng: Random, entry: tuple[str, DemoCase], decision: Decision, reason: ReasonNotFollowed, today: date
) -> tuple[str, DemoCase]:
    centre, case = entry
    rows: list[DemoRecommendation] = []
    for one in case.recommendations:
        if not one.kind.is_therapy:
            rows.append(_accompanied(rng, one, case, centre, today))
            continue
        own = reason
        if one is not case.therapies[0] and decision is Decision.DECLINED and reason not in _OF_THE_PATIENT:
            own = _reason_for(rng, one.kind, centre)
        rows.append(_with_answer(rng, one, case, centre, decision, own, today))
    return centre, replace(case, recommendations=tuple(rows))


def _reason_for(rng: Random, kind: RecommendationKind, centre: str) -> ReasonNotFollowed:
    fitting = [_R.PHYSICIAN_OTHER]
    if kind is RecommendationKind.CLINICAL_TRIAL:
        fitting += sorted(_OF_A_TRIAL)
    elif kind in _OF_ACCESS:
        fitting.append(_R.REIMBURSEMENT_REFUSED)
    return rng.choices(fitting, [REASONS[reason] * habit(centre, reason) for reason in fitting])[0]


def _accompanied(
    rng: Random, one: DemoRecommendation, case: DemoCase, centre: str, today: date
) -> DemoRecommendation:
    if one.kind is RecommendationKind.NO_THERAPY or rng.random() < 0.25:
        return one
    return _with_answer(rng, one, case, centre, Decision.FOLLOWED, None, today)


def _with_answer(
    rng: Random,
    one: DemoRecommendation,
    case: DemoCase,
    centre: str,
    decision: Decision,
    reason: ReasonNotFollowed | None,
    today: date,
) -> DemoRecommendation:
    informed = min(case.meeting_on + timedelta(days=rng.randint(1, 6)), today)
    decided = min(informed + timedelta(days=rng.randint(0, 18)), today)
    contributing: tuple[ReasonNotFollowed, ...] = ()
    if reason not in {None, _R.NOT_DOCUMENTED} and rng.random() < 0.35:
        others = [other for other in _CONTRIBUTING if other is not reason]
        contributing = tuple(rng.sample(others, rng.choice((1, 1, 2))))
    answer = DemoAnswer(decision, reason, contributing, informed, decided, oncologist_of(centre))
    return replace(one, answer=answer)
