"""The findings that advice rests on and that the last re-analysis of their sample does not have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.read.drift_assessed import Answers, answers_of
from data.read.drift_facts import ProfileAsked, facts_by_profile
from data.read.drift_reanalysed import FoundAgain, Replaced
from data.store import Reader
from domain.assessment import RANK, Assessment
from domain.drift.changes import Drift
from domain.drift.reanalysed import Analysis, NotAgain, not_again_drift, stands_again
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding

_MOST_NAMED = 3
_NO_VALUE = "It has no value of it."


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that the last re-analysis does not have, since the act by which that was recorded."""

    sequence: int
    missing: NotAgain

    def drift(self, label: str) -> Drift:
        """What is told of it, called as the advice calls it."""
        return not_again_drift(replace(self.missing, label=label))


@dataclass(frozen=True, slots=True)
class _Analysed:
    """A finding that advice rests on, the last re-analysis, and what both have."""

    row: Mapping[str, Any]
    last: Mapping[str, Any]
    kind: FindingClass
    then: CaseFinding | None
    now: Sequence[CaseFinding]
    again: frozenset[str]
    """Findings of the re-analysis that are known by the same key."""
    answers: Answers
    measured: Mapping[str, Any] | None
    """Of a biomarker: its row in the re-analysis."""


def not_again(
    reader: Reader,
    supporting: Iterable[Mapping[str, Any]],
    replaced: Replaced,
    again: Mapping[str, Sequence[FoundAgain]],
    classified: Iterable[Mapping[str, Any]],
) -> dict[str, Gone]:
    """Of each finding under advice that the last re-analysis of its sample does not have, what is told.

    ``supporting`` and ``classified`` are rows of their queries, ``again`` what is known again by its key.
    Single tests are left out: what becomes of them is told by ``drift_tests``.
    """
    rows = {row["finding_id"]: row for row in supporting}
    last = {
        finding_id: replaced[row["profile_id"]][-1]
        for finding_id, row in rows.items()
        if row["profile_id"] in replaced
    }
    if not last:
        return {}
    numbers = sorted({rows[one]["profile_no"] for one in last})
    known = reader.rows("drift/rested_on", profiles=numbers, finding_ids=sorted(last))
    genes = sorted({row["gene"] for row in known if row["gene"]})
    asked = [_asked(row) for one in last for row in (rows[one], last[one])]
    facts = facts_by_profile(reader, asked, genes, classified)
    answers = answers_of(reader, list(last.values()))
    later = sorted({one["profile_no"] for one in last.values()})
    measured = {
        (row["profile_no"], f"biomarker:{row['name']}"): row
        for row in reader.rows("drift/biomarkers", profiles=later)
    }
    told = {}
    for one in known:
        finding_id, row, now = one["finding_id"], rows[one["finding_id"]], last[one["finding_id"]]
        analysed = _Analysed(
            row,
            now,
            FindingClass(one["class"]),
            next((each for each in facts.get(row["profile_no"], ()) if each.finding_id == finding_id), None),
            facts.get(now["profile_no"], ()),
            frozenset(
                each.finding_id for each in again.get(finding_id, ()) if each.profile_no == now["profile_no"]
            ),
            answers[now["profile_id"]],
            measured.get((now["profile_no"], one["variant_key"])),
        )
        missing = _missing(analysed)
        if missing is not None:
            told[finding_id] = Gone(now["sequence"], missing)
    return told


def _missing(it: _Analysed) -> NotAgain | None:
    if it.kind is FindingClass.TEST_RESULT:
        return None
    return _biomarker(it) if it.kind is FindingClass.BIOMARKER else _call(it)


def _asked(row: Mapping[str, Any]) -> ProfileAsked:
    return ProfileAsked(row["profile_no"], row["laboratory_id"], row["assay"], row["dated"])


def _call(it: _Analysed) -> NotAgain | None:
    if it.then is None:
        return None if it.again else _not_again(it, Assessment.UNKNOWN, "Its call names no gene.")
    if stands_again(it.then, it.now, it.again):
        return None
    told = [it.answers(gene, it.kind) for gene in it.then.genes]
    state, reason = min(told, key=lambda one: RANK[one[0]])
    genes = set(it.then.genes)
    instead = tuple(
        dict.fromkeys(one.label for one in it.now if one.kind is it.kind and not genes.isdisjoint(one.genes))
    )
    more = (f"{len(instead) - _MOST_NAMED} more",) if len(instead) > _MOST_NAMED else ()
    return _not_again(it, state, reason, instead[:_MOST_NAMED] + more)


def _biomarker(it: _Analysed) -> NotAgain | None:
    """A biomarker that amounts to something else by the cut-off in force, or whose value cannot be read."""
    row = it.measured
    if it.then is None or it.then.signature is None:
        return None
    now = next((one for one in it.now if row is not None and one.finding_id == row["finding_id"]), None)
    if now is None or now.unread:
        reason = now.open_because if now is not None else (row["reason"] if row else None)
        return _not_again(it, Assessment.NOT_ASSESSED, reason or _NO_VALUE)
    if now.signature == it.then.signature:
        return None
    return replace(_not_again(it, Assessment.ASSESSED, None, (now.label,)), amounted_to=it.then.signature)


def _not_again(
    it: _Analysed, state: Assessment, reason: str | None, instead: tuple[str, ...] = ()
) -> NotAgain:
    return NotAgain(
        finding_id=it.row["finding_id"],
        label=it.row["label"],
        then=_analysis(it.row),
        now=_analysis(it.last),
        now_id=it.last["profile_id"],
        recorded_on=it.last["recorded_on"],
        assessed=state,
        reason=reason,
        instead=instead,
    )


def _analysis(row: Mapping[str, Any]) -> Analysis:
    return Analysis(f"{row['assay']}, sample {row['sample_id']}", row["dated"])
