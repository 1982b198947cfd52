"""What a re-analysis of a sample says otherwise of the findings that advice rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.assessment import Assessment
from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState

_MORE = {CopyState.GAIN: {CopyState.AMPLIFICATION}, CopyState.LOSS: {CopyState.DEEP_LOSS}}
_HOW = {
    Assessment.ASSESSED: Severity.NOT_FOUND,
    Assessment.NOT_ASSESSED: Severity.NOT_ASSESSED,
    Assessment.UNKNOWN: Severity.NOT_TOLD,
}
_NOW = {
    Assessment.ASSESSED: "Assessed and not found",
    Assessment.NOT_ASSESSED: "Not assessed",
    Assessment.UNKNOWN: "Not in it; not known whether it was assessed",
}


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis of a sample, as a side names it."""

    words: str
    """Assay and sample: ``TSO500, sample S-12``."""
    dated: date


@dataclass(frozen=True, slots=True)
class NotAgain:
    """A finding that advice rests on and that the last re-analysis of its sample does not have."""

    finding_id: str
    label: str
    """The finding as the recommendation calls it."""
    then: Analysis
    now: Analysis
    now_id: str
    """The profile of the re-analysis: a further one is a further change."""
    recorded_on: date
    assessed: Assessment
    """Whether the re-analysis looked for findings of this class in this gene."""
    reason: str | None = None
    """Why not, or why that is not known, in a sentence."""
    instead: tuple[str, ...] = ()
    """What the re-analysis has of the same class in the same gene."""
    amounted_to: str | None = None
    """Of a biomarker that amounts to something else now: to what it did, ``TMB-H``."""


def stands_again(then: CaseFinding, now: Iterable[CaseFinding], by_key: frozenset[str] = frozenset()) -> bool:
    """Whether a re-analysis has a finding still, by what it is and not by how its caller wrote it down.

    A small variant by its protein or coding change, a copy-number change where it is called no less than it
    was, a fusion by its genes, a splice variant by its name or exons, an exon-level rearrangement by exons
    that meet. ``by_key`` are the findings that the store knows by the same key, which is enough but for
    copies: a gain may be an amplification no longer.
    """
    keys = frozenset[str]() if then.kind is FindingClass.COPY_NUMBER else by_key
    return any(one.finding_id in keys or _same(then, one) for one in now)


def _same(then: CaseFinding, now: CaseFinding) -> bool:
    if then.kind is not now.kind:
        return False
    if then.kind is FindingClass.FUSION:
        return set(then.genes) == set(now.genes)
    if then.genes != now.genes:
        return False
    match then.kind:
        case FindingClass.SMALL_VARIANT:
            return _equal(then.protein, now.protein) or _equal(then.coding, now.coding)
        case FindingClass.COPY_NUMBER:
            kept = then.copy_state is now.copy_state or now.copy_state in _MORE.get(then.copy_state, ())
            return kept and then.heterozygosity_lost <= now.heterozygosity_lost
        case FindingClass.SPLICE_VARIANT:
            return _equal(then.splice, now.splice) or then.exons == now.exons
        case FindingClass.REARRANGEMENT:
            meets = not then.exons or not now.exons or not set(then.exons).isdisjoint(now.exons)
            return then.copy_state is now.copy_state and meets
    return False


def _equal(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def not_again_drift(one: NotAgain) -> Drift:
    """That a finding is not in the re-analysis; *assessed and not found* and *not assessed* stay apart."""
    before, now, sentence = _amounts(one) if one.amounted_to else _absent(one)
    return Drift(
        DriftKind.FINDING,
        _HOW[one.assessed],
        one.finding_id,
        f"{one.now_id}|{one.assessed}",
        Side(before, one.then.words, one.then.dated),
        Side(now, f"Re-analysis, {one.now.words}", one.now.dated),
        one.recorded_on,
        sentence,
    )


def _amounts(one: NotAgain) -> tuple[str, str, str]:
    now = ", ".join(one.instead)
    return (
        f"{one.label}, {one.amounted_to}",
        now,
        f"{one.label}: {one.amounted_to} no longer; {now} in the re-analysis of {_day(one)}.",
    )


def _absent(one: NotAgain) -> tuple[str, str, str]:
    why = f" {one.reason}" if one.reason else ""
    instead = f" It has {', '.join(one.instead)}." if one.instead else ""
    said = {
        Assessment.ASSESSED: f"no longer found in the re-analysis of {_day(one)}, which assessed it.",
        Assessment.NOT_ASSESSED: (
            f"not assessed any more in the re-analysis of {_day(one)}, so not negative.{why}"
        ),
        Assessment.UNKNOWN: (
            f"not in the re-analysis of {_day(one)}; whether it was assessed is not known.{why}"
        ),
    }[one.assessed]
    now = f"{_NOW[one.assessed]}.{instead}" if instead else _NOW[one.assessed]
    return one.label, now, f"{one.label}: {said}{instead}"


def _day(one: NotAgain) -> str:
    return f"{one.now.dated.day} {one.now.dated:%b %Y}"
