"""The synthetic cohort: its shares, its dates, its files, and that nobody in it could be somebody."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from statistics import median

import pytest

from commands.demo_cohort import CohortFiles, DemoPlan, build_plan, write_cohort
from commands.demo_cohort.answers import REASONS
from commands.demo_cohort.facts import known_changes, matches_for, tumour_types
from commands.demo_cohort.plan import Failure, Software
from commands.demo_cohort.quotas import largest_remainder
from data.reference.drugs import drug
from data.reference.genes import gene
from data.reference.tumour_types import tumour_type
from domain.answers import Answer
from domain.cases import CaseOpening, Conclusion, Patient, Specimen, Tumour
from domain.codes import Decision, ReasonNotFollowed
from domain.quality import Outcome
from domain.recommendations import Recommendation
from domain.refused import Refused

TODAY = date(2026, 11, 21)


@cache
def plan_of(patients: int, seed: int = 11, today: date = TODAY) -> DemoPlan:
    return build_plan(patients, seed, today=today)


def written(plan: DemoPlan, folder: Path) -> CohortFiles:
    for _ in write_cohort(plan, folder):
        pass
    return CohortFiles(folder)


def share(plan: DemoPlan, holds: list[bool]) -> float:
    assert len(holds) == len(plan.patients)
    return sum(holds) / len(holds)


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("patients", [240, 1000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_shares_of_the_funnel_lie_within_three_points_of_the_published_ones(
    patients: int, seed: int
) -> None:
    plan = plan_of(patients, seed)
    cases = [one.case for one in plan.patients]
    succeeded = share(plan, [one.profile.outcome is not Outcome.FAILED for one in plan.patients])
    assert abs(succeeded - 0.93) <= 0.03
    assert abs(share(plan, [case.actionable is True for case in cases]) - 0.81) <= 0.03
    assert abs(share(plan, [bool(case.therapies) for case in cases]) - 0.69) <= 0.03
    assert abs(share(plan, [case.followed for case in cases]) - 0.23) <= 0.03


@pytest.mark.parametrize("patients", [240, 1000])
def test_a_report_follows_the_specimen_after_29_days_in_the_median(patients: int) -> None:
    people = plan_of(patients).patients
    from_receipt = [(one.profile.reported_on - one.specimen.received_on).days for one in people]
    from_collection = [(one.profile.reported_on - one.specimen.collected_on).days for one in people]
    assert 27 <= median(from_receipt) <= 31
    assert 27 <= median(from_collection) <= 31
    assert min(from_receipt) < 20 < 45 < max(from_receipt)


def declined_first(plan: DemoPlan) -> list[tuple[str, ReasonNotFollowed]]:
    found = []
    for one in plan.patients:
        for row in one.case.therapies[:1]:
            if row.answer is not None and row.answer.decision is Decision.DECLINED:
                assert row.answer.primary_reason is not None
                found.append((one.centre_id, row.answer.primary_reason))
    return found


def test_reasons_come_as_often_as_published_once_those_not_documented_are_set_aside() -> None:
    counts = Counter(reason for _, reason in declined_first(plan_of(1000)))
    undocumented = counts.pop(ReasonNotFollowed.NOT_DOCUMENTED)
    assert undocumented > 0
    for reason, percent in REASONS.items():
        assert abs(100 * counts[reason] / counts.total() - percent) <= 1.0


def test_the_reasons_differ_from_centre_to_centre_by_more_than_chance() -> None:
    by_centre: dict[str, Counter[ReasonNotFollowed]] = {}
    for centre, reason in declined_first(plan_of(1000)):
        by_centre.setdefault(centre, Counter())[reason] += 1
    overall: Counter[ReasonNotFollowed] = sum(by_centre.values(), Counter())
    total = overall.total()
    chi_square = sum(
        (counts[reason] - overall[reason] * counts.total() / total) ** 2
        / (overall[reason] * counts.total() / total)
        for counts in by_centre.values()
        for reason in overall
    )
    # 84 degrees of freedom: by chance alone it is above 140 once in ten thousand cohorts.
    assert (len(by_centre) - 1) * (len(overall) - 1) == 84
    assert chi_square > 140
    assert len({counts.most_common(1)[0][0] for counts in by_centre.values()}) >= 3


def test_answers_of_every_kind_and_none_at_all_are_there() -> None:
    rows = [row for one in plan_of(240).patients for row in one.case.therapies]
    decisions = Counter(row.answer.decision if row.answer else None for row in rows)
    assert set(decisions) == {*Decision, None}
    assert any(row.answer and row.answer.contributing for row in rows)


def test_every_past_case_is_discussed_and_eight_wait_for_the_coming_meeting() -> None:
    plan = plan_of(240)
    held = [meeting for meeting in plan.meetings if meeting.held]
    ahead = [meeting for meeting in plan.meetings if not meeting.held]
    assert len(held) == 50 and len(ahead) == 2
    assert {(b.on - a.on).days for a, b in zip(plan.meetings, plan.meetings[1:], strict=False)} == {7}
    assert all(meeting.on < TODAY for meeting in held) and all(one.on >= TODAY for one in ahead)
    assert [len(meeting.agenda) for meeting in ahead] == [8, 0]
    waiting = {name for meeting in ahead for name in meeting.agenda}
    for one in plan.patients:
        open_case = one.pseudonym in waiting
        assert (one.case.actionable is None) == open_case
        assert bool(one.case.recommendations) != open_case


@pytest.mark.parametrize("offset", range(7))
def test_dates_stand_in_order_whatever_the_day_of_the_week(offset: int) -> None:
    today = TODAY + timedelta(days=offset)
    plan = plan_of(60, 3, today)
    runs = {run.name: run for run in plan.runs}
    for one in plan.patients:
        run = runs[one.profile.run_name]
        ordered = [
            one.tumour.diagnosed_on,
            one.specimen.collected_on,
            one.specimen.received_on,
            run.run_on,
            run.output_on,
            one.profile.reported_on,
            one.case.meeting_on,
        ]
        assert ordered == sorted(ordered), one.pseudonym
        assert one.profile.reported_on <= today
        for row in one.case.recommendations:
            if row.answer:
                assert one.case.meeting_on <= row.answer.informed_on <= row.answer.decided_on <= today


def test_each_patient_stands_on_one_agenda_at_the_place_the_case_names() -> None:
    plan = plan_of(240)
    places = {
        name: (meeting.on, place)
        for meeting in plan.meetings
        for place, name in enumerate(meeting.agenda, start=1)
    }
    assert len(places) == sum(len(meeting.agenda) for meeting in plan.meetings) == 240
    assert all(places[one.pseudonym] == (one.case.meeting_on, one.case.position) for one in plan.patients)


def test_what_the_plan_says_is_what_the_domain_allows() -> None:
    for one in plan_of(240).patients:
        patient = Patient(one.pseudonym, one.sex, one.year_of_birth, one.centre_id, one.synthetic)
        tumour = Tumour(one.tumour.oncotree, one.tumour.site, one.tumour.stage, one.tumour.histology, None)
        specimen = Specimen(
            one.laboratory_id,
            one.specimen.kind,
            one.specimen.origin,
            (one.profile.pair_id, one.profile.dna_sample_id),
            tumour_cell_percent=one.specimen.tumour_cell_percent,
            dv200_percent=one.specimen.dv200,
        )
        CaseOpening(
            patient, tumour, one.case.question, one.ecog, one.previous_lines, one.previous_treatment, specimen
        )
        if one.case.actionable is not None:
            Conclusion(one.case.actionable, one.case.not_actionable_reason)
        for row in one.case.recommendations:
            trial = row.trial
            Recommendation(
                row.kind,
                row.rationale,
                row.drugs,
                trial.registry if trial else None,
                trial.id if trial else None,
                trial.title if trial else None,
                row.scheme,
                row.level,
                row.no_therapy_reason,
            )
            if row.answer:
                assert row.answer.decided_by == f"oncologist-{one.centre_id.lower()}"
                Answer(
                    row.answer.decision,
                    None,
                    None,
                    row.answer.decided_by,
                    row.answer.primary_reason,
                    row.answer.contributing,
                )


def test_a_recommendation_rests_on_findings_that_the_profile_holds() -> None:
    for one in plan_of(240).patients:
        found = one.profile.findings
        keys = {
            row.variant_key
            for rows in (
                found.small_variants,
                found.copy_number,
                found.fusions,
                found.splice_variants,
                found.rearrangements,
                found.biomarkers,
            )
            for row in rows
        }
        assert set(one.profile.notable_keys) <= keys
        for therapy in one.case.therapies:
            assert therapy.supporting_keys and set(therapy.supporting_keys) <= keys
            assert len(one.case.therapies) <= 3
        if one.profile.outcome is not Outcome.FAILED:
            assert 1 <= len(one.profile.notable_keys) <= 6


def test_the_rarer_kinds_of_change_are_there_and_only_where_their_software_writes_them() -> None:
    profiles = [one.profile for one in plan_of(1000).patients]
    splices = Counter(row.gene for one in profiles for row in one.findings.splice_variants)
    assert set(splices) == {"EGFR", "MET", "AR"}
    with_exons = [one for one in profiles if one.findings.rearrangements]
    assert with_exons and all(one.software.calls_exons for one in with_exons)
    assert {row.gene for one in with_exons for row in one.findings.rearrangements} == {"BRCA1", "BRCA2"}
    assert 0.001 <= len(with_exons) / len(profiles) <= 0.02
    several_bases = [
        row for one in profiles for row in one.findings.small_variants if len(row.ref) == len(row.alt) > 1
    ]
    assert {row.gene for row in several_bases} >= {"BRAF"}
    assert 0.001 <= len(several_bases) / len(profiles) <= 0.02


def test_what_only_rna_shows_is_not_planned_where_rna_failed() -> None:
    failed = [one for one in plan_of(1000).patients if one.profile.failure is Failure.RNA]
    assert len(failed) > 50
    assert not any(one.profile.findings.fusions or one.profile.findings.splice_variants for one in failed)


def test_some_patients_have_as_many_calls_as_a_laboratory_really_writes() -> None:
    sizes = [len(one.profile.findings.small_variants) for one in plan_of(240).patients]
    large = [size for size in sizes if size > 1000]
    assert len(large) == 3 and all(1223 <= size <= 1500 for size in large)
    assert 18 <= median(sizes) <= 24
    coming = [one for one in plan_of(240).patients if one.case.actionable is None]
    assert sum(len(one.profile.findings.small_variants) > 1000 for one in coming) == 1
    asked = build_plan(20, 1, today=TODAY, large=2, calls=1500)
    assert sorted(len(one.profile.findings.small_variants) for one in asked.patients)[-2:] == [1500, 1500]


@pytest.mark.parametrize("patients", [0, -1, 10_000])
def test_a_cohort_of_impossible_size_is_refused(patients: int) -> None:
    with pytest.raises(Refused, match="nothing was written"):
        build_plan(patients, today=TODAY)


def test_every_name_in_the_tables_is_one_the_reference_knows() -> None:
    assert all(tumour_type(one.code) for one in tumour_types())
    for key, changes in known_changes().items():
        assert gene(key.partition(":")[0]) is not None
        assert all(change.ref != change.alt for change in changes)
    for tumour in tumour_types():
        for name, _ in (*tumour.drivers, *tumour.others):
            for match in matches_for(name, tumour.code):
                assert match.trial or all(drug(one) for one in match.drugs), match.drugs
            assert name.partition(":")[0] in {"amp", "fusion", "splice", "exons"} or name in known_changes()


def test_thirteen_centres_of_unequal_size_send_to_nine_laboratories() -> None:
    plan = plan_of(1000)
    sizes = Counter(one.centre_id for one in plan.patients)
    assert len(plan.centres) == len(sizes) == 13 and len(plan.laboratories) == 9
    assert max(sizes.values()) > 5 * min(sizes.values())
    assert {user.role for user in plan.users} == {
        "coordinator",
        "chair",
        "board_member",
        "oncologist",
        "laboratory",
        "analyst",
        "administrator",
    }
    assert {user.centre_id for user in plan.users if user.role == "oncologist"} == set(sizes)
    assert {one.profile.software for one in plan.patients} == set(Software)


def test_a_run_holds_several_samples_of_one_laboratory() -> None:
    plan = plan_of(1000)
    assert median(len(run.pseudonyms) for run in plan.runs) == 6
    assert max(len(run.pseudonyms) for run in plan.runs) <= 8
    for run in plan.runs:
        assert run.name.startswith("SYN_")
        assert {plan.patient(name).laboratory_id for name in run.pseudonyms} == {run.laboratory_id}


def test_quotas_add_up() -> None:
    assert largest_remainder([1, 1, 1], 10) == [4, 3, 3]
    assert largest_remainder([35.6, 20.3, 13.5, 10.2, 8.5, 6.8, 5.1], 59) == [21, 12, 8, 6, 5, 4, 3]
