"""A case against the register of trials, matched by the program and therefore proposed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.case_facts import case_facts
from data.read.choices import choices, label
from data.read.findings import profile_findings
from data.read.kept import Kept
from data.read.test_results import result_of
from data.read.trials import distances, register
from data.reference.assay_content import genes_read
from data.reference.exon_codons import exons_of_codons
from data.reference.tumour_tree import ONCOTREE
from data.store import Reader, Store
from domain.assessment import Assessment, gene_assessment
from domain.codes import Sex, SpecimenOrigin
from domain.findings import BiomarkerName, BiomarkerState, FindingClass
from domain.people import Actor
from domain.single_tests import TestResult
from domain.thresholds import BLOOD_ASSAY, Band
from domain.trial_states import MatchState
from domain.trials.extent import Extent, extent_of
from domain.trials.matches import TrialMatch
from domain.trials.matching import match_trials, ranked_arms
from domain.trials.patient_facts import FindingDetail, PatientFacts, Tmb
from domain.trials.trial import Trial
from domain.views.case import CaseView
from domain.views.findings import BiomarkerView, FindingRow, ProfileFindings
from domain.views.trials import (
    CaseArm,
    CaseTrial,
    CaseTrials,
    DistanceView,
    FollowedMatch,
    MatchStateView,
    RegisterTrial,
    ways,
)

_KEPT: Kept[CaseTrials] = Kept(32)
_MATCHED: Kept[tuple[TrialMatch, ...]] = Kept(32)


def case_trials(store: Store, actor: Actor, case: CaseView, today: date | None = None) -> CaseTrials:
    """Every arm of the register against a case within reach, the best first, with what became of each match.

    Matching follows ``domain.trials.matching``; what it answers is proposed and never the board's word.
    """
    day = today or date.today()
    key = (store.opened, store.sequence, reach_of(actor), case.case_id, day)

    def read() -> CaseTrials:
        entries = {one.trial.trial_id: one for one in register(store, actor)}
        if not entries:
            return CaseTrials(":".join(map(str, key)), {}, (), {}, {})
        with store.reading(reach_of(actor)) as reader:
            facts = patient_facts(store, actor, case, reader, day)
            states = match_states(reader, case.case_id)
            near = {one.site: one for one in distances(reader) if one.centre == case.centre}
        standing = tuple(one.standing for one in entries.values())
        matches = _matched(store, actor, case, facts, standing, near)
        return _told(":".join(map(str, key)), entries, matches, states, near, facts)

    return _KEPT.get(key, read)


def _matched(
    store: Store,
    actor: Actor,
    case: CaseView,
    facts: PatientFacts,
    standing: tuple[Trial, ...],
    near: Mapping[str, DistanceView],
) -> tuple[TrialMatch, ...]:
    """The matches; kept by what they were made of, because most acts change nothing of it."""
    seen = tuple((one.assay, profile_findings(store, actor, one).seen) for one in case.profiles)
    told = (
        facts.facts.findings, facts.facts.tumour_code, seen, facts.year_of_birth, facts.on, facts.sex,
        facts.ecog, facts.previous_lines, facts.previous_lines_text, facts.extent, facts.extent_words,
        facts.tmb, facts.tmb_missing, facts.msi_missing,
        facts.tests, tuple(facts.details.items()),
    )  # fmt: skip
    far = ways(near)
    key = (standing, told, tuple(sorted(far.items())))
    return _MATCHED.get(key, lambda: match_trials(standing, facts, ONCOTREE, far))


def _told(
    key: str,
    entries: Mapping[str, RegisterTrial],
    matches: Sequence[TrialMatch],
    states: Mapping[str, tuple[MatchStateView, ...]],
    near: Mapping[str, DistanceView],
    facts: PatientFacts,
) -> CaseTrials:
    trials = {
        one.trial.trial_id: CaseTrial(entries[one.trial.trial_id], one, states.get(one.trial.trial_id, ()))
        for one in matches
    }
    arms = tuple(CaseArm(one.trial.trial_id, arm) for one, arm in ranked_arms(matches))
    findings = {one.finding_id: one.label for one in facts.facts.findings}
    return CaseTrials(key, trials, arms, near, findings)


def match_states(reader: Reader, case_id: str) -> dict[str, tuple[MatchStateView, ...]]:
    """What became of a case's matches, by trial, the newest first."""
    found: dict[str, list[MatchStateView]] = defaultdict(list)
    for row in reader.rows("trials/match_states", case_id=case_id):
        found[row["trial_id"]].append(_state(row))
    return {trial_id: tuple(states) for trial_id, states in found.items()}


def followed_matches(reader: Reader) -> tuple[FollowedMatch, ...]:
    """How every match within reach stands that somebody recorded a state of, the longest unchanged first."""
    return tuple(
        FollowedMatch(row["case_id"], row["pseudonym"], row["synthetic"], row["centre"], _state(row))
        for row in reader.rows("trials/followed")
    )


def _state(row: Mapping[str, Any]) -> MatchStateView:
    return MatchStateView(
        row["subject_id"],
        row["trial_id"],
        row["version"],
        row["arm"],
        MatchState(row["state"]),
        row["happened_on"],
        label("reason_not_followed", row["reason_code"]) or None,
        row["comment"],
        row["recorded_by"],
        row["recorded_at"],
    )


def patient_facts(store: Store, actor: Actor, case: CaseView, reader: Reader, on: date) -> PatientFacts:
    """All that matching with trials knows of a case on a day; what nobody said stays unknown."""
    brought = tuple((one.assay, profile_findings(store, actor, one)) for one in case.profiles)
    tmb, tmb_missing = _tmb([found for _, found in brought])
    extent = _extent(case)
    return PatientFacts(
        facts=case_facts(store, actor, case, reader),
        patient_id=case.case_id,
        year_of_birth=case.year_of_birth,
        on=on,
        sex=_sex(case.sex),
        ecog=case.ecog,
        previous_lines=case.previous_lines,
        previous_lines_text=case.previous_lines_text,
        extent=extent.extent,
        extent_words=extent.words,
        tmb=tmb,
        tmb_missing=tmb_missing,
        msi_missing=_msi_missing([found for _, found in brought]),
        tests=_tests(reader, case),
        details=_details(brought),
        in_tissue=_in_tissue(brought),
        exons_of=exons_of_codons,
    )


def _sex(shown: str) -> Sex:
    return next((Sex(one.code) for one in choices("sex") if one.label == shown), Sex.UNKNOWN)


def _extent(case: CaseView) -> Extent:
    metastasis = label("specimen_origin", SpecimenOrigin.METASTASIS)
    sampled = any(one.origin == metastasis for one in case.specimens)
    stage = next((one.code for one in choices("stage") if one.label == case.stage), None)
    return extent_of(sampled, stage, case.oncotree_code, ONCOTREE)


def _of(found: Sequence[ProfileFindings], name: BiomarkerName) -> list[BiomarkerView]:
    """A biomarker as each profile has it, the newest first."""
    return [marker for one in found for marker in one.biomarkers if marker.name is name]


def _missing(views: Sequence[BiomarkerView]) -> str | None:
    if not views:
        return None
    state = views[0].state.value.replace("_", " ")
    return f"{state}: {views[0].reason}" if views[0].reason else state


def _tmb(found: Sequence[ProfileFindings]) -> tuple[Tmb | None, str | None]:
    views = _of(found, BiomarkerName.TMB)
    for one in views:
        if one.state is BiomarkerState.VALUE and one.value_text is not None:
            return Tmb(one.value_text, one.source), None
    return None, _missing(views)


def _msi_missing(found: Sequence[ProfileFindings]) -> str | None:
    views = _of(found, BiomarkerName.MSI) or _of(found, BiomarkerName.MSI_SUM_JSD)
    if any(one.band in {Band.HIGH, Band.LOW} for one in views):
        return None
    grey = next((one for one in views if one.band is Band.GREY), None)
    return f"in the grey zone: {grey.value_text} {grey.unit}" if grey else _missing(views)


def _tests(reader: Reader, case: CaseView) -> tuple[TestResult, ...]:
    """The single tests that stand, the newest last."""
    rows = reader.rows("findings/test_results", patient_id=case.patient_id, tumour_id=case.tumour_id)
    return tuple(result_of(row) for row in reversed(rows) if row["withdrawn"] is None)


def _details(brought: Sequence[tuple[str, ProfileFindings]]) -> dict[str, FindingDetail]:
    """Allele frequencies, and which changes were seen in blood alone; what has neither is left out."""
    rows = [(assay == BLOOD_ASSAY, row) for assay, found in brought for row in _rows(found)]
    in_tissue = {_change(row) for blood, row in rows if not blood}
    made: dict[str, FindingDetail] = {}
    for blood, row in rows:
        only = blood and _change(row) not in in_tissue
        if only or row.vaf is not None:
            made[row.finding_id] = FindingDetail(_vaf(row.vaf), only)
    return made


def _in_tissue(
    brought: Sequence[tuple[str, ProfileFindings]],
) -> Callable[[str, FindingClass], Assessment] | None:
    """Whether tissue assessed a class in a gene; ``None`` where no profile is of blood."""
    if not any(assay == BLOOD_ASSAY for assay, _ in brought):
        return None
    tissue = [(assay, one) for assay, found in brought if assay != BLOOD_ASSAY for one in found.seen]

    def asked(gene: str, kind: FindingClass) -> Assessment:
        states = (
            gene_assessment(kind, gene, assay, (one.state, one.reason), genes_read(kind, assay))[0]
            for assay, one in tissue
            if one.kind is kind
        )
        return Assessment.ASSESSED if Assessment.ASSESSED in states else Assessment.NOT_ASSESSED

    return asked


def _rows(found: ProfileFindings) -> Iterator[FindingRow]:
    for table in found.tables:
        yield from table.rows


def _change(row: FindingRow) -> tuple[Any, ...]:
    return row.kind, row.genes or row.gene, row.coding or row.change


def _vaf(vaf: float | None) -> str | None:
    return None if vaf is None else f"{vaf * 100:.1f} %"
