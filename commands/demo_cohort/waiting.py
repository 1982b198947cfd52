"""Runs that nobody has accepted yet: what whoever opens the intake of a demonstration finds to do."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from commands.demo_cohort.files import write_run
from commands.demo_cohort.plan import DemoPatient, DemoPlan, DemoRun, Failure
from domain.quality import Outcome

RUNS = 3
SAMPLES = 2
_FIRST_NUMBER = 9_001
"""Runs that wait count from here, so that none goes by the name of one that was accepted."""


@dataclass(frozen=True, slots=True)
class WaitingRun:
    """A run folder as its laboratory dropped it."""

    run: DemoRun
    patients: tuple[DemoPatient, ...]
    """Whose second specimens were sequenced, each with the profile that its files tell."""
    registered: bool
    """Whether the specimens are known to the store."""


def waiting_runs(plan: DemoPlan) -> tuple[WaitingRun, ...]:
    """Up to three runs: one to accept, one that is contaminated, one with a sample nobody registered.

    They are of the laboratories with the most patients, and of second specimens (rebiopsies) of patients
    who have been profiled, so that nothing that is counted of the cohort changes before they are accepted.
    """
    profiled: dict[str, list[DemoPatient]] = {}
    for one in plan.patients:
        if one.profile.failure is Failure.NONE and one.case.actionable is not None:
            profiled.setdefault(one.laboratory_id, []).append(one)
    busiest = sorted(profiled, key=lambda laboratory: (-len(profiled[laboratory]), laboratory))
    made: list[WaitingRun] = []
    failures = (Failure.NONE, Failure.CONTAMINATION, Failure.NONE)
    for number, (laboratory, failure) in enumerate(zip(busiest, failures, strict=False)):
        registered = number < RUNS - 1
        chosen = profiled[laboratory][: SAMPLES if registered else 1]
        made.append(_run(plan, number, chosen, failure, registered))
    return tuple(made)


def write_waiting(plan: DemoPlan, incoming: Path) -> None:
    """Write each run that waits into its laboratory's folder below ``incoming``."""
    for one in waiting_runs(plan):
        write_run(incoming / one.run.laboratory_id / one.run.name, one.run, list(one.patients), plan.seed)


def _run(
    plan: DemoPlan, number: int, patients: list[DemoPatient], failure: Failure, registered: bool
) -> WaitingRun:
    laboratory = next(one for one in plan.laboratories if one.id == patients[0].laboratory_id)
    run_on = plan.today - timedelta(days=4 + number)
    name = f"SYN_{run_on:%y%m%d}_{laboratory.instrument}_{_FIRST_NUMBER + number}"
    again = tuple(_second(one, name, failure, plan, registered) for one in patients)
    output_on = run_on + timedelta(days=2)
    members = tuple(one.pseudonym for one in again)
    run = DemoRun(name, laboratory.id, laboratory.software, run_on, output_on, members)
    return WaitingRun(run, again, registered)


def _second(
    patient: DemoPatient, run_name: str, failure: Failure, plan: DemoPlan, registered: bool
) -> DemoPatient:
    """The patient's second specimen; where it is not registered, it goes by a number that nobody has."""
    pseudonym = patient.pseudonym if registered else f"MTB-{len(plan.patients) + 1:04d}"
    code = f"SYN-{patient.laboratory_id}-{pseudonym.removeprefix('MTB-')}"
    profile = replace(
        patient.profile,
        pair_id=f"{code}-2P",
        dna_sample_id=f"{code}-2D",
        rna_sample_id=f"{code}-2R",
        run_name=run_name,
        reported_on=plan.today,
        failure=failure,
        outcome=Outcome.SUCCESS if failure is Failure.NONE else Outcome.FAILED,
    )
    specimen = replace(
        patient.specimen,
        collected_on=plan.today - timedelta(days=20),
        received_on=plan.today - timedelta(days=15),
    )
    return replace(patient, pseudonym=pseudonym, profile=profile, specimen=specimen)
