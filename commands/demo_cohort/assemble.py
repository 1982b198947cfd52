"""Puts the plan of the demonstration cohort together, the same for the same request."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from commands.demo_cohort import people
from commands.demo_cohort.advice import not_actionable_reason, recommendations_of
from commands.demo_cohort.answers import answered
from commands.demo_cohort.calendar import coming_meeting, meeting_days, schedule
from commands.demo_cohort.facts import trials
from commands.demo_cohort.molecular import Draft, drafts_of
from commands.demo_cohort.places import CENTRES, LABORATORIES, USERS, oncologist_of
from commands.demo_cohort.plan import (
    DemoCase,
    DemoMeeting,
    DemoPatient,
    DemoPlan,
    DemoProfile,
    DemoRun,
    Software,
)
from commands.demo_cohort.profiles import profile_of
from commands.demo_cohort.responses import with_responses
from domain.refused import Refused

LARGE_PER_PATIENTS = 80
"""One patient in so many has the full list of calls that a laboratory really writes."""
LARGE_CALLS = (1223, 1500)
MOST_PATIENTS = 9_999
_SOFTWARE = {one.id: one.software for one in LABORATORIES}
_INSTRUMENT = {one.id: one.instrument for one in LABORATORIES}


def build_plan(
    patients: int = 240, seed: int = 1, *, today: date, large: int | None = None, calls: int | None = None
) -> DemoPlan:
    """The plan for so many patients; dates are counted back from ``today``.

    ``large`` patients (one in 80 where it is left open) get ``calls`` small variants, else 1,223 to
    1,500. Raises ``Refused`` for numbers that make no cohort.
    """
    if not 1 <= patients <= MOST_PATIENTS:
        raise Refused(
            f"A demonstration cohort of {patients} patients cannot be made, nothing was written: "
            f"ask for 1 to {MOST_PATIENTS}."
        )
    rng = Random(f"demo:{patients}:{seed}")
    visits, run_days = schedule(rng, patients, today)
    drafts = drafts_of(rng, visits)
    names = _run_names(drafts, run_days)
    sizes = _sizes(rng, drafts, large, calls)
    unanswered = [
        _patient(rng, draft, names[draft.visit.run], sizes.get(draft.number), today) for draft in drafts
    ]
    cases = answered(rng, [(one.centre_id, one.case) for one in unanswered], patients, today)
    answered_ones = [replace(one, case=case) for one, (_, case) in zip(unanswered, cases, strict=True)]
    done = [_responded(seed, one, today) for one in answered_ones]
    meetings = _meetings(rng, done, today)
    places = {name: place for meeting in meetings for place, name in enumerate(meeting.agenda, start=1)}
    return DemoPlan(
        seed=seed,
        today=today,
        centres=CENTRES,
        laboratories=LABORATORIES,
        users=USERS,
        trials=tuple(trials().values()),
        patients=tuple(_at_place(one, places[one.pseudonym]) for one in done),
        runs=_run_rows(drafts, names, run_days),
        meetings=meetings,
    )


def _sizes(rng: Random, drafts: list[Draft], large: int | None, calls: int | None) -> dict[int, int]:
    able = [one for one in drafts if not one.failed]
    rng.shuffle(able)
    # The coming meeting has one of them, so that what is shown live is as long as in real life.
    able.sort(key=lambda one: one.visit.discussed)
    wanted = round(len(drafts) / LARGE_PER_PATIENTS) if large is None else large
    chosen = [one.number for one in able[:1] + able[:0:-1]][:wanted]
    return {number: calls if calls is not None else rng.randint(*LARGE_CALLS) for number in chosen}


def _pseudonym(draft: Draft) -> str:
    return f"MTB-{draft.number:04d}"


def _run_names(drafts: list[Draft], run_days: dict[int, date]) -> dict[int, str]:
    laboratory = {one.visit.run: one.visit.laboratory_id for one in drafts}
    return {
        run: f"SYN_{run_days[run]:%y%m%d}_{_INSTRUMENT[laboratory[run]]}_{run + 1:04d}"
        for run in sorted(laboratory)
    }


def _patient(rng: Random, draft: Draft, run_name: str, calls: int | None, today: date) -> DemoPatient:
    tumour = people.tumour_of(rng, draft)
    specimen = people.specimen_of(rng, draft, tumour.extent)
    lines, treatment = people.lines_of(rng, draft.tumour)
    software = _SOFTWARE[draft.visit.laboratory_id]
    purity = specimen.tumour_cell_percent / 100
    profile, keys = profile_of(rng, draft, run_name, software, purity, calls)
    return DemoPatient(
        pseudonym=_pseudonym(draft),
        sex=people.sex_of(rng, draft.tumour.code),
        year_of_birth=people.year_of_birth(rng, today),
        centre_id=draft.visit.centre_id,
        laboratory_id=draft.visit.laboratory_id,
        tumour=tumour,
        ecog=people.ecog_of(rng),
        previous_lines=lines,
        previous_treatment=treatment,
        specimen=specimen,
        profile=profile,
        case=_case(rng, draft, profile, keys, people.question_of(rng, lines)),
    )


def _case(rng: Random, draft: Draft, profile: DemoProfile, keys: dict[str, str], question: str) -> DemoCase:
    return DemoCase(
        question=question,
        meeting_on=draft.visit.meeting_on,
        position=0,
        actionable=draft.actionable,
        not_actionable_reason=not_actionable_reason(draft),
        recommendations=recommendations_of(rng, draft, profile, keys),
    )


def _responded(seed: int, patient: DemoPatient, today: date) -> DemoPatient:
    own = f"responses:{seed}:{patient.pseudonym}"
    return replace(patient, case=with_responses(own, patient.case, patient.tumour.oncotree, today))


def _at_place(patient: DemoPatient, place: int) -> DemoPatient:
    return replace(patient, case=replace(patient.case, position=place))


def _meetings(rng: Random, patients: list[DemoPatient], today: date) -> tuple[DemoMeeting, ...]:
    agendas: dict[date, list[str]] = defaultdict(list)
    centres: dict[date, set[str]] = defaultdict(set)
    for one in patients:
        agendas[one.case.meeting_on].append(one.pseudonym)
        centres[one.case.meeting_on].add(one.centre_id)
    meetings: list[DemoMeeting] = []
    for day in meeting_days(today):
        held = day < coming_meeting(today)
        guests = sorted(oncologist_of(centre) for centre in centres[day] if rng.random() < 0.8)
        attendance = ("chair", "coordinator", "board-member", *guests) if held else ()
        meetings.append(DemoMeeting(day, held, "chair", attendance, tuple(agendas[day])))
    return tuple(meetings)


def _run_rows(drafts: list[Draft], names: dict[int, str], run_days: dict[int, date]) -> tuple[DemoRun, ...]:
    members: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        members[draft.visit.run].append(draft)
    return tuple(
        _run_row(names[run], run_days[run], members[run])
        for run in sorted(members, key=lambda run: (run_days[run], run))
    )


def _run_row(name: str, day: date, members: list[Draft]) -> DemoRun:
    laboratory = members[0].visit.laboratory_id
    software: Software = _SOFTWARE[laboratory]
    output = day + timedelta(days=2)
    return DemoRun(name, laboratory, software, day, output, tuple(_pseudonym(one) for one in members))
