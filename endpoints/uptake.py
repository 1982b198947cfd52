"""Uptake of the board's recommendations: who followed, who did not and why, who has not answered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from domain.codes import Decision, ReasonGroup, ReasonNotFollowed
from domain.uptake import AnswerState, UptakeRow
from endpoints.proportion import Proportion, left_out

_TAKEN = (AnswerState.FOLLOWED, AnswerState.PARTLY, AnswerState.DECLINED)

NOT_A_THERAPY = "not advice of a therapy"
NO_ANSWER = "no answer yet"
DEFERRED = "decision deferred"


@dataclass(frozen=True, slots=True)
class Uptake:
    """The uptake in one group of recommendations of a therapy (a centre, a kind, all)."""

    group: str
    """The centre, the kind, or ``all``."""
    followed: int
    partly: int
    declined: int
    deferred: int
    pending: int
    other_advice: int
    """Recommendations that advise no therapy: counted, in no denominator."""

    @property
    def recommended(self) -> int:
        """All recommendations of a therapy in the group."""
        return self.followed + self.partly + self.declined + self.deferred + self.pending

    @property
    def answered(self) -> Proportion:
        """Those with an answer, a deferral included, of all recommended."""
        return Proportion(
            self.recommended - self.pending,
            self.recommended,
            "answered, of recommended therapies",
            left_out((NOT_A_THERAPY, self.other_advice)),
        )

    @property
    def of_answers_known(self) -> Proportion:
        """Followed wholly or partly, of those where the decision is taken and known."""
        return Proportion(
            self.followed + self.partly,
            self.followed + self.partly + self.declined,
            "followed wholly or partly, of answers known",
            left_out(
                (NO_ANSWER, self.pending), (DEFERRED, self.deferred), (NOT_A_THERAPY, self.other_advice)
            ),
        )

    @property
    def of_recommended(self) -> Proportion:
        """Followed wholly or partly, of all recommended: what waits counts as not followed so far."""
        return Proportion(
            self.followed + self.partly,
            self.recommended,
            "followed wholly or partly, of recommended therapies",
            left_out((NOT_A_THERAPY, self.other_advice)),
        )


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How often one reason was the primary one, and how often it contributed."""

    reason: ReasonNotFollowed
    primary: Proportion
    contributing: Proportion


@dataclass(frozen=True, slots=True)
class ReasonsTable:
    """The reasons in one group, over one stated denominator."""

    group: str
    denominator: int
    """Recommendations of a therapy with the decisions that the table is about."""
    decisions: tuple[Decision, ...]
    reasons: tuple[ReasonCount, ...]
    """All reasons in the order of the list, those never given too; ``pending`` only where it
    was given, which a decline cannot."""
    left_out: tuple[tuple[str, int], ...]

    def by_group(self) -> tuple[tuple[ReasonGroup, Proportion], ...]:
        """The primary reasons summed by their group."""
        summed = {group: 0 for group in ReasonGroup}
        for counted in self.reasons:
            summed[counted.reason.group] += counted.primary.numerator
        return tuple(
            (group, Proportion(n, self.denominator, f"primary reason {group}", self.left_out))
            for group, n in summed.items()
        )


@dataclass(frozen=True, slots=True)
class PendingAnswers:
    """The recommendations that wait for an answer, the longest first."""

    rows: tuple[UptakeRow, ...]
    median_days: float | None
    """Of those whose days are known; ``None`` when none is."""
    days_unknown: int


def uptake(rows: Iterable[UptakeRow], group: str = "all") -> Uptake:
    """Count the answers to recommendations of a therapy; other advice is counted apart."""
    counts = dict.fromkeys(AnswerState, 0)
    other_advice = 0
    for row in rows:
        if row.kind.is_therapy:
            counts[row.state] += 1
        else:
            other_advice += 1
    return Uptake(
        group=group,
        followed=counts[AnswerState.FOLLOWED],
        partly=counts[AnswerState.PARTLY],
        declined=counts[AnswerState.DECLINED],
        deferred=counts[AnswerState.DEFERRED],
        pending=counts[AnswerState.PENDING],
        other_advice=other_advice,
    )


def uptake_by_centre(rows: Iterable[UptakeRow]) -> tuple[Uptake, ...]:
    """The uptake of each centre, by the centre's name."""
    return tuple(uptake(group, centre) for centre, group in _grouped(rows, lambda row: row.centre))


def uptake_by_kind(rows: Iterable[UptakeRow]) -> tuple[Uptake, ...]:
    """The uptake of each kind of therapy that was recommended; other advice is not listed."""
    therapies = [row for row in rows if row.kind.is_therapy]
    return tuple(uptake(group, kind) for kind, group in _grouped(therapies, lambda row: row.kind.value))


def reasons_table(
    rows: Iterable[UptakeRow],
    group: str = "all",
    decisions: Sequence[Decision] = (Decision.DECLINED,),
) -> ReasonsTable:
    """The reasons for one kind of decision, primary and contributing, over the same denominator.

    A contributing reason counts once a recommendation, and not beside itself as the primary one,
    so that no proportion exceeds one. Raises ``ValueError`` for ``followed``, which has no reasons.
    """
    if Decision.FOLLOWED in decisions:
        raise ValueError("a followed recommendation has no reasons")
    states = {AnswerState(decision.value) for decision in decisions}
    about: list[UptakeRow] = []
    outside = dict.fromkeys(AnswerState, 0)
    other_advice = 0
    for row in rows:
        if not row.kind.is_therapy:
            other_advice += 1
        elif row.state in states:
            about.append(row)
        else:
            outside[row.state] += 1
    omitted = left_out(
        (NO_ANSWER, outside[AnswerState.PENDING]),
        (DEFERRED, outside[AnswerState.DEFERRED]),
        *((state.value, outside[state]) for state in _TAKEN),
        (NOT_A_THERAPY, other_advice),
    )
    listed = [
        reason
        for reason in ReasonNotFollowed
        if reason is not ReasonNotFollowed.PENDING or any(_gives(row, reason) for row in about)
    ]
    counted = tuple(_reason_count(reason, about, omitted) for reason in listed)
    return ReasonsTable(group, len(about), tuple(decisions), counted, omitted)


def _gives(row: UptakeRow, reason: ReasonNotFollowed) -> bool:
    return row.reason is reason or reason in row.contributing_reasons


def _reason_count(
    reason: ReasonNotFollowed, about: list[UptakeRow], omitted: tuple[tuple[str, int], ...]
) -> ReasonCount:
    primary = sum(row.reason is reason for row in about)
    contributing = sum(reason in row.contributing_reasons and row.reason is not reason for row in about)
    return ReasonCount(
        reason,
        Proportion(primary, len(about), "as primary reason", omitted),
        Proportion(contributing, len(about), "as contributing reason", omitted),
    )


def reasons_by_centre(
    rows: Iterable[UptakeRow], decisions: Sequence[Decision] = (Decision.DECLINED,)
) -> tuple[ReasonsTable, ...]:
    """The reasons table of each centre, each over its own denominator."""
    return tuple(
        reasons_table(group, centre, decisions) for centre, group in _grouped(rows, lambda row: row.centre)
    )


def pending_answers(rows: Iterable[UptakeRow]) -> PendingAnswers:
    """The recommendations of a therapy without a decision, the longest waiting first."""
    waiting = [row for row in rows if row.kind.is_therapy and row.state is AnswerState.PENDING]
    waiting.sort(key=lambda row: (_longest_first(row.days_waiting), row.recommendation))
    days = [row.days_waiting for row in waiting if row.days_waiting is not None]
    return PendingAnswers(tuple(waiting), float(median(days)) if days else None, len(waiting) - len(days))


def _longest_first(days: int | None) -> int:
    return 1 if days is None else -days


def _grouped(
    rows: Iterable[UptakeRow], name_of: Callable[[UptakeRow], str]
) -> list[tuple[str, list[UptakeRow]]]:
    groups: dict[str, list[UptakeRow]] = {}
    for row in rows:
        groups.setdefault(name_of(row), []).append(row)
    return sorted(groups.items())
