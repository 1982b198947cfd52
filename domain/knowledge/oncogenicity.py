"""What people and tools said of a change's biology, scheme by scheme, as one word for matching."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from domain.knowledge.case_facts import Oncogenicity


class SaidBy(IntEnum):
    """Who classed a finding; where they disagree, the first counts."""

    BOARD = 1
    LABORATORY = 2
    TOOL = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """A classification in force, by whom."""

    scheme: str
    """Code of ``evidence_scheme``, or the name of a tool's own scheme."""
    level: str
    said_by: SaidBy

    @classmethod
    def by(cls, scheme: str, level: str, voice: str) -> "Opinion":
        """An opinion as the store holds it: ``board`` and ``laboratory`` are people, all else is a tool."""
        return cls(scheme, level, _VOICES.get(voice, SaidBy.TOOL))


_VOICES = {"board": SaidBy.BOARD, "laboratory": SaidBy.LABORATORY}
_HARMFUL = frozenset({"oncogenic", "likely_oncogenic", "pathogenic", "likely_pathogenic"})
_HARMLESS = frozenset({"benign", "likely_benign", "neutral", "likely_neutral"})
_UNCERTAIN = frozenset({"uncertain", "uncertain_significance", "vus", "inconclusive", "unknown"})
_BIOLOGICAL = frozenset({"oncogenicity", "compermed_biological", "biological_class", "oncokb_oncogenic"})
_TIERS = {
    # The last tier of the clinical schemes says that a change is benign, and nothing else of biology.
    ("amp_asco_cap", "IV"): Oncogenicity.BENIGN,
    ("compermed_clinical", "IV"): Oncogenicity.BENIGN,
}
_CAUTION = (Oncogenicity.UNCERTAIN, Oncogenicity.BENIGN, Oncogenicity.ONCOGENIC)
"""Where one side says two things under two schemes, what claims least counts."""


def of_level(scheme: str, level: str) -> Oncogenicity | None:
    """What one level says of biology; ``None`` where its scheme speaks of something else.

    A clinical tier says how a change may be used, not what it does: only the tier for benign changes counts.
    """
    if scheme not in _BIOLOGICAL:
        return _TIERS.get((scheme, level))
    word = "_".join(level.strip().casefold().replace("-", " ").split())
    if word in _HARMFUL:
        return Oncogenicity.ONCOGENIC
    if word in _HARMLESS:
        return Oncogenicity.BENIGN
    return Oncogenicity.UNCERTAIN if word in _UNCERTAIN else None


def oncogenicity(opinions: Iterable[Opinion]) -> Oncogenicity:
    """One word of all that was said: the board's over the laboratory's over a tool's.

    Where one of them says two things under two schemes, what claims least counts: uncertain before benign
    before oncogenic.
    """
    said: dict[SaidBy, set[Oncogenicity]] = {}
    for one in opinions:
        meaning = of_level(one.scheme, one.level)
        if meaning is not None:
            said.setdefault(one.said_by, set()).add(meaning)
    if not said:
        return Oncogenicity.NOT_CLASSED
    words = said[min(said)]
    return next(one for one in _CAUTION if one in words)
