"""Every function that reads, asked with another centre's or laboratory's ids: nothing comes back."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import ModuleType
from typing import Any

import pytest

import data.read
from data.reach import reach_of
from data.read import (
    advice,
    arrivals,
    audit,
    case,
    choices,
    classified_before,
    clinical_lists,
    cohort,
    cohort_biomarkers,
    corrections,
    drift,
    drift_assessed,
    drift_facts,
    drift_reanalysed,
    drift_releases,
    drift_trials,
    evidence_cited,
    feasibility,
    findings,
    follow_up,
    gene_asked,
    harmonise,
    intake,
    meeting,
    panel_cohort,
    panels,
    people,
    releases,
    responses,
    specimen_checks,
    test_results,
    thresholds,
    tool_reports,
    trial_matches,
    trials,
    uptake,
    views,
)
from data.store import Store
from domain.findings import BiomarkerName
from domain.harmonise import SameTumourBy
from domain.list_mapping import ListSource
from domain.panel_cohort import JudgedOn
from domain.readings import RunReading
from domain.specimen_requirements import DNA
from domain.table_view import TableView
from domain.tool_reports import ToolRow
from domain.views.audit import AuditFilter
from domain.views.jobs import Job, JobState, ReadSample
from domain.views.uptake import Narrowed
from tests.builders import (
    TODAY,
    OpenedCase,
    actor,
    new_store,
    open_case,
    reading,
    recommend,
)
from tests.data.read.northern_case import (
    NOBODY,
    WORDS,
    Ids,
    Judged,
    Look,
    northern,
    told_assessed,
    told_evidence,
    told_facts,
    told_not_again,
    told_patient,
    told_tests_gone,
    told_trials,
)
from tests.panels import load as load_panel
from tests.panels import panel
from tests.releases import load
from tests.trials import V600E

MEASURED = (
    "dna_ng", "rna_ng", "dcq", "dv200_percent", "collected_on", "fixation", "site", "decalcified",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Ids]]:
    store = new_store(tmp_path_factory.mktemp("walk") / "home")
    load(store, sha="a")
    load_panel(store)
    ids = northern(store)
    south = open_case(store, "P-002", "south", laboratory="lab-b")
    recommend(store, south.case_id)
    yield store, ids
    store.close()


def _tool_row(sample_id: str) -> ToolRow:
    return ToolRow(2, sample_id, "BRAF", ("p.V600E",), None, (), "Tool", "1", TODAY, None)


def _reading(sample_id: str) -> RunReading:
    return RunReading("run", (), (reading(sample_id, calls=1),), (), ())


def _replaced(at: Look) -> dict[str, Any]:
    """The finding that advice rests on, in the profile that the northern one replaced."""
    earlier = at.ids.profile.supersedes
    return {"finding_id": f"{earlier}.1", "profile_id": earlier}


def _job(at: Look) -> Job:
    """A run in the incoming folder that holds the northern sample's very results."""
    sample = ReadSample(at.ids.opened.sample_id, f"{at.ids.opened.sample_id}-2")
    return Job("job", "run", False, JobState.READY, 1, 1, datetime(2026, 1, 1), "f", samples=(sample,))


ASKED: dict[str, Callable[[Look], Any]] = {
    "advice.read_case_acts": lambda at: advice.read_case_acts(
        at.reader, at.ids.opened.case_id, [f"{at.ids.profile.profile_id}.{n}" for n in (1, 2)]
    ),
    "audit.acts": lambda at: audit.acts(at.reader, AuditFilter(), 100),
    "audit.every_act": lambda at: audit.every_act(at.reading, AuditFilter()),
    "audit.any_synthetic": lambda at: audit.any_synthetic(at.reader),
    "audit.audit_choices": lambda at: audit.audit_choices(at.reader),
    "audit.users": lambda at: audit.users(at.reader),
    "arrivals.with_known": lambda at: arrivals.with_known(at.reader, [_job(at)], "lab-a"),
    "case.case_view": lambda at: case.case_view(at.store, at.actor, at.ids.opened.case_id),
    "case.read_case": lambda at: case.read_case(at.reader, at.ids.opened.case_id),
    "case_facts.case_facts": lambda at: told_facts(at),
    "choices.centre_choices": lambda at: choices.centre_choices(at.reader),
    "choices.laboratory_choices": lambda at: choices.laboratory_choices(at.reader),
    "classified_before.findings_said": lambda at: classified_before.findings_said(
        at.reader, [f"{at.ids.profile.profile_id}.{n}" for n in (1, 2)]
    ),
    "clinical_lists.kept_mappings": lambda at: clinical_lists.kept_mappings(
        at.reader, ListSource.CENTRE, "north"
    ),
    "clinical_lists.names_of_places": lambda at: clinical_lists.names_of_places(at.reader),
    "clinical_lists.known_patients": lambda at: clinical_lists.known_patients(at.reader, ["P-901"]),
    "cohort.biomarker_values": lambda at: cohort.biomarker_values(
        at.store, at.actor, BiomarkerName.TMB, "TSO500"
    ),
    "cohort.seen_in": lambda at: cohort.seen_in(at.store, at.actor, at.ids.profile.profile_no),
    "cohort.assessed": lambda at: cohort.assessed(at.store, at.actor),
    "corrections.read_correctable": lambda at: corrections.read_correctable(at.reader, at.ids.opened.case_id),
    "corrections.corrections_made": lambda at: corrections.corrections_made(
        at.reader, at.ids.opened.case_id, at.ids.opened.patient_id, at.ids.opened.tumour_id
    ),
    "drift.changed": lambda at: drift.changed(at.store, at.actor),
    "drift.changed_in_case": lambda at: drift.changed_in_case(at.store, at.actor, at.ids.case),
    "drift_assessed.cases_seen": lambda at: drift_assessed.cases_seen(at.reader, [at.ids.opened.case_id]),
    "drift_assessed.answers_of": told_assessed,
    "drift_not_again.not_again": told_not_again,
    "drift_reanalysed.found_again": lambda at: drift_reanalysed.found_again(
        at.reader, [_replaced(at)], drift_reanalysed.replaced_profiles(at.reader, [_replaced(at)])
    ),
    "drift_reanalysed.replaced_profiles": lambda at: drift_reanalysed.replaced_profiles(
        at.reader, [_replaced(at)]
    ),
    "drift_tests.tests_gone": told_tests_gone,
    "drift_facts.facts_by_profile": lambda at: drift_facts.facts_by_profile(
        at.reader,
        [drift_facts.ProfileAsked(at.ids.profile.profile_no, "lab-a", "TSO500", TODAY)],
        ["BRAF"],
        (),
    ),
    "drift_releases.switches": lambda at: drift_releases.switches(at.store, at.actor, at.reader).rows,
    "drift_trials.trials_then_now": lambda at: drift_trials.trials_then_now(at.reader),
    "evidence.case_evidence": lambda at: told_evidence(at),
    "evidence_cited.cited_by_recommendation": lambda at: evidence_cited.cited_by_recommendation(
        at.reader, at.ids.opened.case_id
    ),
    "cohort_biomarkers.cohort_biomarkers": lambda at: cohort_biomarkers.cohort_biomarkers(
        at.reader, {at.ids.profile.profile_no: Judged(at.ids.profile)}
    ),
    "feasibility.feasibility": lambda at: feasibility.feasibility(at.store, at.actor, V600E, TODAY),
    "gene_asked.gene_asked": lambda at: gene_asked.gene_asked(
        at.store, at.actor, replace(at.ids.case, profiles=(at.ids.profile,)), "BRAF"
    ),
    "specimen_checks.checks_of": lambda at: specimen_checks.checks_of(
        at.reader, [at.ids.opened.specimen_id], TODAY
    ),
    "specimen_checks.checked": lambda at: specimen_checks.checked(
        at.reader, {"kind": "tissue", "laboratory_id": "lab-a", **dict.fromkeys(MEASURED)}, TODAY
    ),
    "thresholds.all_in_force": lambda at: thresholds.all_in_force(at.reader, [DNA], "lab-a", TODAY),
    "thresholds.reference_values": lambda at: thresholds.reference_values(at.reader),
    "thresholds.in_force": lambda at: thresholds.in_force(at.reader, DNA, "lab-a", TODAY),
    "findings.profile_findings": lambda at: findings.profile_findings(at.store, at.actor, at.ids.profile),
    "follow_up.waiting": lambda at: follow_up.waiting(at.reader),
    "follow_up.patients": lambda at: (
        follow_up.patients(at.reader),
        follow_up.patients(at.reader, among=[at.ids.opened.patient_id]).rows,
    ),
    "follow_up.lacking": lambda at: follow_up.lacking(at.reader),
    "follow_up.patients_called": lambda at: (
        follow_up.patients_called(at.reader, "P-901"),
        follow_up.patients_called(at.reader, at.ids.opened.sample_id),
    ),
    "follow_up.advice_to_answer": lambda at: follow_up.advice_to_answer(at.reader, at.ids.recommendation_id),
    "harmonise.cohort_words": lambda at: harmonise.cohort_words(at.store, at.actor),
    "harmonise.compared_on": lambda at: harmonise.compared_on(
        at.store, at.actor, SameTumourBy.TYPE, False, TODAY
    ),
    "intake.matches": lambda at: intake.matches(at.reader, _reading(at.ids.opened.sample_id), "lab-a"),
    "intake.recorded_before": lambda at: intake.recorded_before(at.reader, at.ids.opened.sample_id, "lab-a"),
    "intake.specimens_searched": lambda at: (
        intake.specimens_searched(at.reader, "P-901"),
        intake.specimens_searched(at.reader, at.ids.opened.sample_id),
        intake.specimens_searched(at.reader, "", at.ids.opened.specimen_id),
    ),
    "intake.specimens_of": lambda at: intake.specimens_of(at.reader, "P-901", "lab-a"),
    "intake.tumours_of": lambda at: intake.tumours_of(at.reader, "P-901"),
    "meeting.read_meetings": lambda at: meeting.read_meetings(at.reader),
    "meeting.read_agenda": lambda at: meeting.read_agenda(at.reader, at.ids.meeting_id),
    "meeting.read_waiting": lambda at: meeting.read_waiting(at.reader, date(2999, 1, 1)),
    "meeting.read_board": lambda at: meeting.read_board(at.reader),
    "meeting.find_patients": lambda at: (
        meeting.find_patients(at.reader, "P-901"),
        meeting.find_patients(at.reader, at.ids.opened.sample_id),
    ),
    "meeting.read_tumours": lambda at: meeting.read_tumours(at.reader, at.ids.opened.patient_id),
    "meeting.read_case_lists": lambda at: meeting.read_case_lists(at.reader, TODAY),
    "meeting.read_case_link": lambda at: meeting.read_case_link(at.reader, at.ids.opened.case_id),
    "meeting.agenda_with": lambda at: meeting.agenda_with(at.reader, at.ids.meeting_id, "another-case"),
    "panel_cohort.panel_cohort": lambda at: panel_cohort.panel_cohort(
        at.store, at.actor, panel(), JudgedOn.PROFILE
    ),
    "panels.case_panel": lambda at: panels.case_panel(
        at.store, at.actor, replace(at.ids.case, profiles=(at.ids.profile,))
    ),
    "panels.panel_in_force": lambda at: panels.panel_in_force(at.store, at.actor),
    "panels.panel_list": lambda at: panels.panel_list(
        at.store, at.actor, panels.panel_lists(at.store, at.actor).lists[0].panel_id
    ),
    "panels.panel_lists": lambda at: panels.panel_lists(at.store, at.actor),
    "people.everybody": lambda at: people.everybody(at.store),
    "releases.left_over": lambda at: releases.left_over(at.reader, at.release_id),
    "releases.release": lambda at: releases.release(at.store, at.actor, at.release_id),
    "releases.releases_in_force": lambda at: releases.releases_in_force(at.store, at.actor),
    "releases.sources": lambda at: releases.sources(at.store, at.actor),
    "releases.switches": lambda at: releases.switches(at.reader),
    "responses.response_record": lambda at: responses.response_record(at.reader, at.ids.followed_id),
    "responses.responses_of_case": lambda at: responses.responses_of_case(at.reader, at.ids.opened.case_id),
    "test_results.single_tests": lambda at: test_results.single_tests(at.store, at.actor, at.ids.case),
    "test_results.standing_tests": lambda at: test_results.standing_tests(at.reader, at.ids.opened.case_id),
    "trial_matches.case_trials": lambda at: told_trials(at),
    "trial_matches.followed_matches": lambda at: trial_matches.followed_matches(at.reader),
    "trial_matches.match_states": lambda at: trial_matches.match_states(at.reader, at.ids.opened.case_id),
    "trial_matches.patient_facts": lambda at: told_patient(at),
    "trials.distances": lambda at: trials.distances(at.reader),
    "trials.register": lambda at: trials.register(at.store, at.actor),
    "trials.trial_history": lambda at: trials.trial_history(at.reader, "EXAMPLE-001"),
    "tool_reports.kept_tool_mapping": lambda at: tool_reports.kept_tool_mapping(at.reader, "lab-a", "none"),
    "tool_reports.tool_findings": lambda at: tool_reports.tool_findings(
        at.reader, "lab-a", [_tool_row(at.ids.opened.sample_id)]
    ),
    "uptake.uptake_of": lambda at: uptake.uptake_of(at.store, at.actor, Narrowed()),
    "uptake.uptake_centres": lambda at: uptake.uptake_centres(at.reader),
    "uptake.uptake_facts": lambda at: (
        uptake.uptake_facts(at.reader, Narrowed()),
        uptake.uptake_facts(at.reader, Narrowed(centre_id="north")),
    ),
    "views.kept_view": lambda at: views.kept_view(at.store, at.actor, "small_variants"),
    "views.keep_view": lambda at: views.keep_view(at.store, at.actor, "of_her_own", TableView(("gene",))),
}
"""Each function with the ids and the texts of the northern case."""

OF_NOBODY = {
    "harmonise.cohort_words", "harmonise.compared_on", "tool_reports.kept_tool_mapping",
    "audit.any_synthetic", "audit.audit_choices", "audit.users", "choices.centre_choices",
    "drift_releases.switches", "drift_trials.trials_then_now",
    "choices.laboratory_choices", "clinical_lists.names_of_places", "cohort.assessed", "cohort.seen_in",
    "follow_up.lacking", "intake.recorded_before", "meeting.read_board",
    "meeting.read_case_lists", "meeting.read_meetings",
    "panel_cohort.panel_cohort", "panels.panel_in_force", "panels.panel_list", "panels.panel_lists",
    "people.everybody", "releases.left_over", "releases.release", "releases.releases_in_force",
    "releases.sources", "releases.switches", "specimen_checks.checked", "thresholds.all_in_force",
    "thresholds.in_force", "thresholds.reference_values",
    "feasibility.feasibility", "trials.distances", "trials.register", "trials.trial_history",
    "uptake.uptake_centres", "uptake.uptake_facts", "uptake.uptake_of", "views.keep_view",
}  # fmt: skip
"""What says nothing by which a patient is known, whoever asks."""

COUNTED_BY_THE_ANALYST = {
    "case_facts.case_facts", "cohort.biomarker_values", "cohort.seen_in", "evidence.case_evidence",
    "findings.profile_findings",
    "gene_asked.gene_asked",
}  # fmt: skip
"""The analyst counts every centre's cohort: values and variants, never with a patient's id."""
ECHOED: dict[str, Callable[[Ids], tuple[str, ...]]] = {
    "findings.profile_findings": lambda ids: (ids.profile.profile_id, ids.profile.sample_id),
    "arrivals.with_known": lambda ids: (ids.opened.sample_id,),
    "drift_assessed.answers_of": lambda ids: (ids.profile.profile_id,),
    "gene_asked.gene_asked": lambda ids: (ids.profile.sample_id,),
    "intake.matches": lambda ids: (ids.opened.sample_id,),
    "test_results.single_tests": lambda ids: (ids.case.case_id,),
    "trial_matches.patient_facts": lambda ids: (ids.case.case_id, ids.case.previous_lines_text or ""),
}
"""What is told because it was asked with."""

FOREIGN = ("oncologist-south", "laboratory-b", "analyst")


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(data.read.__path__):
        yield importlib.import_module(f"data.read.{found.name}")


def reads(function: Callable[..., Any]) -> bool:
    """Whether a function is given the store, a look at it, or how to get one."""
    annotations = (str(one.annotation) for one in inspect.signature(function).parameters.values())
    return any(kind in told for told in annotations for kind in ("Reader", "Store", "Actor"))


def reading_functions() -> set[str]:
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and reads(function)
    }


def answer_to(made: tuple[Store, Ids], user: str, name: str, ids: Ids | None = None) -> str:
    """What the function tells this user, as text, without the places of objects in memory."""
    store, theirs = made
    who = actor(user)
    with store.reading(reach_of(who)) as reader:
        return repr(_open(ASKED[name](Look(store, who, reader, ids or theirs))))


def _open(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def absent(ids: Ids) -> Ids:
    """Ids of the same kinds that nobody has."""
    nothing = OpenedCase(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY)
    no_case = replace(ids.case, case_id=NOBODY, patient_id=NOBODY, tumour_id=NOBODY, specimens=())
    no_profile = replace(ids.profile, profile_id=NOBODY, profile_no=1, sample_id=NOBODY)
    return Ids(nothing, no_case, no_profile, NOBODY, ids.meeting_id)


def test_every_function_that_reads_is_walked() -> None:
    assert reading_functions() == set(ASKED)


@pytest.mark.parametrize("name", sorted(set(ASKED) - OF_NOBODY))
def test_who_may_see_the_case_is_told_of_it(made: tuple[Store, Ids], name: str) -> None:
    user = "administrator" if name.startswith("audit.") else "coordinator"
    told = answer_to(made, user, name)
    assert [word for word in (*made[1].all, *WORDS) if word in told], told


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("user", FOREIGN)
def test_nothing_of_another_centres_case_comes_back(made: tuple[Store, Ids], user: str, name: str) -> None:
    told = answer_to(made, user, name)
    for one in ECHOED[name](made[1]) if name in ECHOED else ():
        told = told.replace(one, "")
    allowed = {"37.77"} if user == "analyst" and name in COUNTED_BY_THE_ANALYST else set()
    assert [word for word in (*made[1].all, *WORDS) if word in told and word not in allowed] == []


@pytest.mark.parametrize("name", sorted(ASKED))
@pytest.mark.parametrize("user", FOREIGN)
def test_a_foreign_id_is_answered_as_one_that_nobody_has(
    made: tuple[Store, Ids], user: str, name: str
) -> None:
    if user == "analyst" and name in COUNTED_BY_THE_ANALYST:
        return
    theirs, nobodys = (answer_to(made, user, name, ids) for ids in (made[1], absent(made[1])))
    for one in made[1].all:
        theirs = theirs.replace(one, NOBODY)
    assert theirs == nobodys


@pytest.mark.parametrize("user", ["oncologist-south", "laboratory-b"])
@pytest.mark.parametrize("name", ["uptake.uptake_facts", "uptake.uptake_of"])
def test_no_count_of_another_centre_comes_back(made: tuple[Store, Ids], user: str, name: str) -> None:
    assert "Northern hospital" in answer_to(made, "coordinator", name)
    assert "Northern hospital" not in answer_to(made, user, name)
