"""Whether patients are taken, in the words of register files and of ClinicalTrials.gov."""

from domain.trials.trial import TrialStatus

_WORDS = {
    TrialStatus.OPEN: ("open to accrual", "open", "recruiting", "available"),
    TrialStatus.NOT_YET_OPEN: ("not yet open", "not yet recruiting", "approved"),
    TrialStatus.SUSPENDED: (
        "suspended", "on hold", "temporarily closed", "temporarily closed to accrual",
        "temporarily not available",
    ),
    TrialStatus.CLOSED: (
        "closed to accrual", "closed", "completed", "terminated", "withdrawn", "active not recruiting",
        "no longer available", "approved for marketing", "irb study closure",
    ),
    TrialStatus.UNKNOWN: ("status not known", "unknown", "enrolling by invitation", "withheld", "no status"),
}  # fmt: skip
_BY_WORD = {word: status for status, words in _WORDS.items() for word in words}

WRITTEN = {status: words[0].capitalize() for status, words in _WORDS.items()}
"""How a status is written in a register file."""


def status_of(text: str) -> TrialStatus | None:
    """The status that a text means, capitals, commas and underscores aside; ``None`` for other words."""
    return _BY_WORD.get(" ".join(text.casefold().replace("_", " ").replace(",", " ").split()))
