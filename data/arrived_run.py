"""Accepting a whole run as a command does: every sample is found by its names, or nothing is taken."""

from dataclasses import dataclass
from datetime import date

from data.ingest.collecting import not_collecting
from data.journal import Event
from data.reach import reach_of
from data.read.intake import matches
from data.record import runs
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.people import Actor
from domain.readings import RunReading
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class ArrivedRun:
    """A run as a reader made it, and what the person who gave the command said of it."""

    reading: RunReading
    laboratory_id: str | None = None
    """``None`` where the user works for one laboratory only: then that one."""
    received_on: date | None = None
    as_reanalysis: bool = False


def record_arrived_run(store: Store, actor: Actor, value: ArrivedRun, seen_version: int, token: str) -> Event:
    """Accept all samples of a run; ``seen_version`` is 0.

    Raises ``Refused`` naming the samples for which there is not exactly one specimen.
    """
    if (earlier := store.journal.by_token(token)) is not None:
        return earlier
    laboratory_id = value.laboratory_id or _only(actor)
    with store.reading(reach_of(actor)) as reader:
        known = {match.sample_id: match for match in matches(reader, value.reading, laboratory_id)}
    unclear = [name for name, match in known.items() if len(match.specimens) != 1]
    if unclear:
        raise Refused(
            f"There is not exactly one specimen for {', '.join(sorted(unclear))}; nothing was recorded. Add "
            "the sample names to a specimen of a case, or accept the run on the intake page."
        )
    samples = tuple(
        SampleAcceptance(
            sample,
            (known[sample.sample_id].specimens[0].specimen_id,),
            value.received_on,
            as_reanalysis=value.as_reanalysis,
        )
        for sample in value.reading.samples
    )
    reading = value.reading
    run = RunAcceptance(reading.name, laboratory_id, reading.files, samples, reading.counts, reading.problems)
    # Thousands of calls live meanwhile, and none of them is garbage.
    with not_collecting():
        return runs.record_run(store, actor, run, seen_version, token)


def _only(actor: Actor) -> str:
    if len(actor.laboratories) != 1:
        raise Refused("Which laboratory sequenced this run? Nothing was recorded; name it with --laboratory.")
    return actor.laboratories[0]
