"""Brings a synthetic cohort into an empty store by the acts of its users, as a year of meetings would."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from commands.demo_cohort import CohortFiles, DemoPlan
from commands.demo_cohort.plan import (
    DemoCase,
    DemoCentre,
    DemoLaboratory,
    DemoMeeting,
    DemoPatient,
    DemoRecommendation,
    DemoRun,
    DemoUser,
)
from commands.demo_cohort.waiting import waiting_runs
from commands.demo_labels import label_of
from commands.demo_panel import compare_with_example
from commands.demo_responses import respond
from commands.demo_trials import bring_register, follow_match
from commands.demo_voices import bring_report, busiest, speak, speak_again
from data.ingest.run_reading import read_path
from data.journal import new_id
from data.record import answers, cases, findings, meetings, people, recommendations, runs
from data.record.act import SYSTEM
from data.record.bundles import finding_numbers
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.answers import Answer
from domain.cases import CaseOpening, Conclusion, Patient, Specimen, Tumour
from domain.classifications import Classification, ReportedMark
from domain.findings import Finding, Findings
from domain.meetings import AgendaItem, Meeting
from domain.people import Actor, Person, Place, Role, RoleGrant
from domain.readings import SampleReading
from domain.recommendations import Ordering, Recommendation, SupportingFinding
from domain.refused import Refused


@dataclass(slots=True)
class _Known:
    """What the store has given to a patient so far."""

    case_id: str
    patient_id: str
    tumour_id: str
    specimen_id: str
    finding_ids: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """By ``variant_key``."""


def _specimen_of(patient: DemoPatient) -> Specimen:
    specimen, profile = patient.specimen, patient.profile
    return Specimen(
        laboratory_id=patient.laboratory_id,
        kind=specimen.kind,
        origin=specimen.origin,
        sample_ids=(profile.pair_id, profile.dna_sample_id, profile.rna_sample_id),
        site=specimen.site,
        collected_on=specimen.collected_on,
        fixation=specimen.fixation,
        tumour_cell_percent=specimen.tumour_cell_percent,
        dna_ng=specimen.dna_ng,
        rna_ng=specimen.rna_ng,
        dcq=specimen.dcq,
        dv200_percent=specimen.dv200,
    )


def register(
    store: Store,
    centres: Iterable[DemoCentre],
    laboratories: Iterable[DemoLaboratory],
    users: Iterable[DemoUser],
) -> None:
    """Register the places and the people of a demonstration in an empty store."""
    for centre in centres:
        people.record_centre(store, SYSTEM, Place(centre.id, centre.name), 0, new_id())
    for laboratory in laboratories:
        place = Place(laboratory.id, laboratory.name)
        people.record_laboratory(store, SYSTEM, place, 0, new_id())
    for user in users:
        people.record_person(store, SYSTEM, Person(user.id, user.label), 0, new_id())
        grant = RoleGrant(user.id, Role(user.role), user.centre_id, user.laboratory_id)
        people.record_role(store, SYSTEM, grant, 1, new_id())


class DemoActs:
    """One plan on its way into one store; ``steps`` counts what ``play`` yields."""

    def __init__(self, store: Store, plan: DemoPlan, files: CohortFiles) -> None:
        """Play ``plan``, whose files lie in ``files``, into ``store``."""
        self.store, self.plan, self.files = store, plan, files
        self._people = {user.id: user for user in plan.users}
        self._known: dict[str, _Known] = {}

    @property
    def steps(self) -> int:
        """How many steps ``play`` takes."""
        return 6 + len(self.plan.patients) + len(self.plan.runs) + len(self.plan.meetings)

    def play(self) -> Iterator[str]:
        """Do everything in order; tells after each step what was done."""
        register(self.store, self.plan.centres, self.plan.laboratories, self.plan.users)
        yield "Users, centres and laboratories"
        bring_register(self.store, self._actor("coordinator"), tuple(one.id for one in self.plan.centres))
        yield "Example trials"
        compare_with_example(self.store, self._actor("administrator"))
        yield "The EXAMPLE of a panel list"
        for patient in self.plan.patients:
            self._open_case(patient)
            yield f"Case of {patient.pseudonym}"
        for run in self.plan.runs:
            self._accept_run(run)
            yield f"Run {run.name}"
        laboratory = busiest(self.plan)
        finding_ids = {name: known.finding_ids for name, known in self._known.items()}
        bring_report(self.store, self._laboratory(laboratory), self.plan, laboratory, finding_ids)
        yield "A tool's report"
        for meeting in self.plan.meetings:
            self._hold(meeting)
            yield f"Meeting of {meeting.on:%d %b %Y}"
        for patient in self.plan.patients:
            actor = self._laboratory(patient.laboratory_id)
            speak_again(self.store, actor, self.plan, patient, finding_ids[patient.pseudonym])
        yield "Words of laboratories, months later"
        for waiting in waiting_runs(self.plan):
            for patient in waiting.patients if waiting.registered else ():
                self._add_specimen(patient)
        yield "Specimens whose runs wait"

    def _actor(self, user_id: str) -> Actor:
        user = self._people[user_id]
        centres = (user.centre_id,) if user.centre_id else ()
        laboratories = (user.laboratory_id,) if user.laboratory_id else ()
        return Actor(user.id, user.label, Role(user.role), centres, laboratories)

    def _user_of(self, role: Role, laboratory_id: str | None = None) -> DemoUser:
        return next(
            user
            for user in self.plan.users
            if user.role == role and (laboratory_id is None or user.laboratory_id == laboratory_id)
        )

    def _open_case(self, patient: DemoPatient) -> None:
        tumour = patient.tumour
        value = CaseOpening(
            patient=Patient(
                patient.pseudonym, patient.sex, patient.year_of_birth, patient.centre_id, synthetic=True
            ),
            tumour=Tumour(tumour.oncotree, tumour.site, tumour.stage, tumour.histology, tumour.diagnosed_on),
            question=patient.case.question,
            ecog=patient.ecog,
            previous_lines=patient.previous_lines,
            previous_lines_text=patient.previous_treatment,
            specimen=_specimen_of(patient),
            opened_on=min(patient.specimen.received_on, self.plan.today),
        )
        made = cases.record_case(self.store, self._actor("coordinator"), value, 0, new_id()).payload or {}
        case = made["case"]
        self._known[patient.pseudonym] = _Known(
            case["case_id"], case["patient_id"], case["tumour_id"], made["specimen"]["specimen_id"]
        )

    def _add_specimen(self, patient: DemoPatient) -> None:
        known = self._known[patient.pseudonym]
        value = cases.NewSpecimen(known.patient_id, known.tumour_id, _specimen_of(patient))
        cases.record_specimen(self.store, self._actor("coordinator"), value, 0, new_id())

    def _accept_run(self, run: DemoRun) -> None:
        reading = read_path(self.files.run(run))
        members = [self.plan.patient(name) for name in run.pseudonyms]
        patients = {member.profile.pair_id: member for member in members}
        missing = set(patients) - {sample.sample_id for sample in reading.samples}
        if missing:
            raise Refused(f"The run {run.name} was read without its sample {min(missing)}.")
        taken = [(sample, patients[sample.sample_id]) for sample in reading.samples]
        acceptance = RunAcceptance(
            reading.name,
            run.laboratory_id,
            reading.files,
            tuple(self._acceptance(sample, patient) for sample, patient in taken),
            reading.counts,
            reading.problems,
        )
        actor = self._laboratory(run.laboratory_id)
        made = runs.record_run(self.store, actor, acceptance, 0, new_id()).payload or {}
        for (sample, patient), profile in zip(taken, made["profiles"], strict=True):
            self._mark_reported(actor, profile["profile_id"], sample.findings, patient)
            speak(self.store, actor, self.plan, patient, self._known[patient.pseudonym].finding_ids)

    def _laboratory(self, laboratory_id: str) -> Actor:
        return self._actor(self._user_of(Role.LABORATORY, laboratory_id).id)

    def _acceptance(self, sample: SampleReading, patient: DemoPatient) -> SampleAcceptance:
        on = (self._known[patient.pseudonym].specimen_id,)
        return SampleAcceptance(sample, on, patient.specimen.received_on, patient.profile.reported_on)

    def _mark_reported(self, actor: Actor, profile_id: str, found: Findings, patient: DemoPatient) -> None:
        known, numbers = self._known[patient.pseudonym], finding_numbers(found)
        known.finding_ids = {key: f"{profile_id}.{number}" for key, number in numbers.items()}
        wanted = {*patient.profile.notable_keys}
        wanted |= {key for one in patient.case.recommendations for key in one.supporting_keys}
        everything: tuple[Finding, ...] = (
            *found.biomarkers, *found.copy_number, *found.fusions, *found.splice_variants,
            *found.rearrangements, *found.small_variants,
        )  # fmt: skip
        known.labels = {one.variant_key: label_of(one) for one in everything if one.variant_key in wanted}
        if reported := sorted(numbers[key] for key in wanted if key in numbers):
            mark = ReportedMark(tuple(reported), reported=True)
            findings.record_reported(self.store, actor, (profile_id, mark), 0, new_id())

    def _hold(self, meeting: DemoMeeting) -> None:
        coordinator = self._actor("coordinator")
        attendance = tuple(self._people[user].label for user in meeting.attendance)
        planned = Meeting(meeting.on, meeting.chair, "Room of the board", attendance)
        meeting_id = meetings.record_meeting(self.store, coordinator, (None, planned), 0, new_id()).subject_id
        items = tuple(
            AgendaItem(self._known[name].case_id, place) for place, name in enumerate(meeting.agenda, start=1)
        )
        if items:
            meetings.record_agenda(self.store, coordinator, (meeting_id, items), 1, new_id())
        if meeting.held:
            for name in meeting.agenda:
                self._discuss(self.plan.patient(name), meeting_id)

    def _discuss(self, patient: DemoPatient, meeting_id: str) -> None:
        known, case, chair = self._known[patient.pseudonym], patient.case, self._actor("chair")
        self._classify(chair, known, case)
        made = [self._recommend(chair, known, case, one) for one in case.recommendations]
        if len(made) > 1:
            self._on_case(recommendations.record_order, known, Ordering(tuple(made)))
        if case.actionable is not None:
            conclusion = Conclusion(case.actionable, case.not_actionable_reason, concluded_on=case.meeting_on)
            self._on_case(cases.record_conclusion, known, conclusion)
        version = self.store.journal.version_of(known.case_id)
        discussion = cases.Discussion(known.case_id, meeting_id, case.meeting_on)
        cases.record_discussion(self.store, chair, discussion, version, new_id())
        for recommendation_id, one in zip(made, case.recommendations, strict=True):
            self._answer(recommendation_id, one)
            if one.trial is not None:
                coordinator, advised_on = self._actor("coordinator"), case.meeting_on
                follow_match(self.store, coordinator, known.case_id, one.trial.id, one.answer, advised_on)

    def _on_case(self, record: Callable[..., object], known: _Known, value: object) -> None:
        version = self.store.journal.version_of(known.case_id)
        record(self.store, self._actor("chair"), (known.case_id, value), version, new_id())

    def _classify(self, chair: Actor, known: _Known, case: DemoCase) -> None:
        """The level that the advice names, said of the findings it rests on."""
        said: set[tuple[str, str]] = set()
        for one in case.therapies:
            for key in one.supporting_keys:
                finding_id = known.finding_ids.get(key)
                if finding_id is None or one.scheme is None or one.level is None:
                    continue
                if (finding_id, one.scheme) not in said:
                    said.add((finding_id, one.scheme))
                    version = self.store.journal.version_of(finding_id)
                    value = (finding_id, Classification(one.scheme, one.level, said_on=case.meeting_on))
                    findings.record_classification(self.store, chair, value, version, new_id())

    def _recommend(self, chair: Actor, known: _Known, case: DemoCase, one: DemoRecommendation) -> str:
        advice = Recommendation(
            kind=one.kind,
            rationale=one.rationale,
            drugs=one.drugs,
            trial_registry=one.trial.registry if one.trial else None,
            trial_id=one.trial.id if one.trial else None,
            trial_title=one.trial.title if one.trial else None,
            evidence_scheme=one.scheme,
            evidence_level=one.level,
            no_therapy_reason=one.no_therapy_reason,
            supporting=tuple(
                SupportingFinding(known.finding_ids[key], known.labels[key])
                for key in one.supporting_keys
                if key in known.labels
            ),
            recommended_on=case.meeting_on,
            evidence=one.evidence,
        )
        value = (known.case_id, advice)
        return recommendations.record_recommendation(self.store, chair, value, 0, new_id()).subject_id

    def _answer(self, recommendation_id: str, one: DemoRecommendation) -> None:
        if (given := one.answer) is None:
            return
        answer = Answer(
            decision=given.decision,
            informed_on=given.informed_on,
            decided_on=given.decided_on,
            decided_by=self._people[given.decided_by].label,
            primary_reason=given.primary_reason,
            contributing_reasons=given.contributing,
        )
        actor = self._actor(given.decided_by)
        answers.record_answer(self.store, actor, (recommendation_id, answer), 1, new_id())
        respond(self.store, actor, recommendation_id, one, answer.decided_by)
