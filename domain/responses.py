"""The best response under a recommendation that was followed: its value, by which criteria, and when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from domain.codes import Decision
from domain.identity import checked_text
from domain.refused import Refused

_KEPT = "; what you typed is kept."


class ResponseValue(StrEnum):
    """What an assessment of the tumour says, the best first."""

    CR = "cr"
    PR = "pr"
    MR = "mr"
    SD = "sd"
    NON_CR_NON_PD = "non_cr_non_pd"
    UPD = "upd"
    """Progression that waits for its confirmation: iRECIST alone knows it."""
    PD = "pd"
    NE = "ne"

    @property
    def short(self) -> str:
        """The value as it is written on a scan's report."""
        return _SHORT[self]


class ResponseCriteria(StrEnum):
    """By which criteria a response was judged."""

    RECIST = "recist_1_1"
    IRECIST = "irecist"
    RANO = "rano"
    LUGANO = "lugano"
    CLINICAL = "clinical"

    @property
    def label(self) -> str:
        """The criteria by name, as in the code list."""
        return _CRITERIA[self]


_V, _C = ResponseValue, ResponseCriteria
_SHORT = MappingProxyType(
    {
        _V.CR: "CR",
        _V.PR: "PR",
        _V.MR: "MR",
        _V.SD: "SD",
        _V.NON_CR_NON_PD: "non-CR/non-PD",
        _V.UPD: "iUPD",
        _V.PD: "PD",
        _V.NE: "not evaluable",
    }
)
_CRITERIA = MappingProxyType(
    {
        _C.RECIST: "RECIST 1.1",
        _C.IRECIST: "iRECIST",
        _C.RANO: "RANO",
        _C.LUGANO: "Lugano",
        _C.CLINICAL: "clinical judgement",
    }
)
_EVERYWHERE = frozenset({_V.CR, _V.PR, _V.SD, _V.PD, _V.NE})
ALLOWED: MappingProxyType[ResponseCriteria, frozenset[ResponseValue]] = MappingProxyType(
    {
        _C.RECIST: _EVERYWHERE | {_V.NON_CR_NON_PD},
        _C.IRECIST: _EVERYWHERE | {_V.NON_CR_NON_PD, _V.UPD},
        _C.RANO: _EVERYWHERE | {_V.MR},
        _C.LUGANO: _EVERYWHERE,
        _C.CLINICAL: _EVERYWHERE,
    }
)
"""What each criteria can say: a minor response is RANO's, non-CR/non-PD (no measurable disease) RECIST's."""

_RANK = MappingProxyType(
    {_V.CR: 0, _V.PR: 1, _V.MR: 2, _V.SD: 3, _V.NON_CR_NON_PD: 4, _V.UPD: 5, _V.PD: 5, _V.NE: 6}
)


def values_of(criteria: ResponseCriteria) -> tuple[ResponseValue, ...]:
    """The values that may be recorded by these criteria, the best first."""
    return tuple(value for value in ResponseValue if value in ALLOWED[criteria])


def may_respond(decision: Decision | None) -> bool:
    """Whether a response can be the advice's: it was followed, wholly or partly."""
    return decision in (Decision.FOLLOWED, Decision.PARTLY)


@dataclass(frozen=True, slots=True)
class BestResponse:
    """The best response so far under a recommendation, on the day of the assessment that showed it.

    Raises ``Refused`` for a value that the criteria do not have, a day in the future or nobody who judged.
    """

    value: ResponseValue
    criteria: ResponseCriteria
    assessed_on: date
    assessed_by: str
    """The treating physician who says so, by role or initials known to the centre."""
    comment: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no assessment can say."""
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))
        object.__setattr__(self, "assessed_by", checked_text(self.assessed_by, "The physician") or "")
        if not self.assessed_by:
            raise Refused(f"A best response needs the physician who says so: name her{_KEPT}")
        if self.value not in ALLOWED[self.criteria]:
            raise Refused(
                f"By {self.criteria.label} nothing is called {self.value.short}: choose another value or the "
                f"criteria that were used{_KEPT}"
            )
        if self.assessed_on > date.today():
            raise Refused(f"The day of the assessment lies in the future: correct it{_KEPT}")


@dataclass(frozen=True, slots=True)
class ResponseCorrection:
    """A best response that replaces the one in force, and why. Raises ``Refused`` without a reason."""

    response: BestResponse
    reason: str

    def __post_init__(self) -> None:
        """Refuse a correction that nobody could understand later."""
        object.__setattr__(self, "reason", _reason(self.reason, "it is corrected", "A correction"))


@dataclass(frozen=True, slots=True)
class ResponseWithdrawal:
    """That the best response in force is taken back, and why. Raises ``Refused`` without a reason."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse to take something back without a word."""
        object.__setattr__(self, "reason", _reason(self.reason, "it is taken back", "Taking it back"))


def _reason(text: str, why: str, what: str) -> str:
    reason = checked_text(text, "The reason")
    if reason is None:
        raise Refused(f"{what} needs its reason: write why {why}{_KEPT}")
    return reason


def check_follows(before: BestResponse | None, after: BestResponse) -> None:
    """Raise ``Refused`` where ``after`` cannot be the best response that comes after ``before``.

    The best of the assessments up to the first progression counts, in the order CR, PR, SD, non-CR/non-PD,
    PD, not evaluable (RECIST 1.1; the order is that of admiralonco, Apache-2.0), minor response after PR.
    """
    if before is None:
        return
    was = f"{before.value.short} of {_day(before.assessed_on)}"
    if after.assessed_on <= before.assessed_on:
        raise Refused(
            f"This assessment is not later than the one already recorded ({was}): correct the day, or that "
            f"best response{_KEPT}"
        )
    if before.value is ResponseValue.PD:
        raise Refused(
            f"After progression ({was}) no later assessment is a best response: correct that one if it was "
            f"none{_KEPT}"
        )
    if _RANK[after.value] > _RANK[before.value]:
        raise Refused(
            f"The best response stays {was}; {after.value.short} is not better and was not recorded: correct "
            f"the earlier one if it was wrong{_KEPT}"
        )


def check_not_before(response: BestResponse, advised_on: date, decided_on: date | None) -> None:
    """Raise ``Refused`` for an assessment before the advice was given, or before it was decided to follow."""
    earliest = max(advised_on, decided_on or advised_on)
    if response.assessed_on < earliest:
        what = (
            "the board gave its advice" if earliest == advised_on else "it was decided to follow the advice"
        )
        raise Refused(f"The assessment cannot lie before {what} on {_day(earliest)}: correct the day{_KEPT}")


def _day(one: date) -> str:
    return f"{one.day} {one:%b %Y}"
