"""Fills an empty MTB_HOME with a synthetic cohort: ``python -m commands.demo --patients 240 --seed 1``."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from commands.demo_acts import DemoActs
from commands.demo_cohort import CohortFiles, build_plan, write_cohort
from commands.demo_cohort.waiting import write_waiting
from commands.demo_shares import shares_of
from commands.interrupted import go_on_unless_stopped, until_stopped
from commands.progress import ProgressBar
from commands.store_home import home
from data.journal import JournalDamaged
from data.record import PROJECTIONS
from data.store import Store, StoreAhead, StoreHeld, open_store
from domain.refused import Refused

FILLED, REFUSED = 0, 2
BUILDING = ".demo-building"
PATIENTS, BULK_PATIENTS = 240, 100_000

Fill = Callable[[Store, Path], None]


def parser() -> argparse.ArgumentParser:
    """The command's words and options."""
    made = argparse.ArgumentParser(prog="python -m commands.demo", description=__doc__)
    made.add_argument("--patients", type=int, metavar="N", help="how many patients (240; 100000 with --bulk)")
    made.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, another cohort")
    made.add_argument("--calls", type=int, metavar="N", help="small variants of the large profiles")
    made.add_argument("--bulk", action="store_true", help="a very large cohort for measurements, as bundles")
    return made


def refuse_what_is_there(place: Path) -> None:
    """Raise ``Refused`` unless the store is empty: synthetic patients never mix with others silently."""
    if not (place / "journal.sqlite").exists():
        if (place / "store.duckdb").exists():
            raise Refused(
                f"{place.name} holds tables without their journal, so nothing was written: bring the journal "
                "back from its backup, or choose an empty MTB_HOME."
            )
        return
    store = open_store(place, PROJECTIONS)
    recorded = store.sequence
    store.close()
    if recorded:
        raise Refused(
            f"{place.name} already holds {recorded} acts, so nothing was written: synthetic patients are "
            "never mixed into a store; choose an empty MTB_HOME."
        )


def fill(place: Path, fill_store: Fill) -> None:
    """Fill a store beside ``place`` and move it in once it is whole.

    The journal moves last of what cannot be made again: whoever is interrupted before has nothing
    that looks finished, and starts over.
    """
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    building = place / BUILDING
    shutil.rmtree(building, ignore_errors=True)
    store = open_store(building, PROJECTIONS)
    try:
        with tempfile.TemporaryDirectory(dir=building) as files:
            fill_store(store, Path(files))
    finally:
        store.close()
    for name in ("bundles", "incoming", "inbox", "backup"):
        (place / name).mkdir(exist_ok=True, mode=0o700)
    for bundle in (building / "bundles").iterdir():
        bundle.replace(place / "bundles" / bundle.name)
    _bring_in_runs(building / "incoming", place / "incoming")
    for name in ("store.duckdb", "store.duckdb.wal", "journal.sqlite-wal", "journal.sqlite-shm"):
        (place / name).unlink(missing_ok=True)
    (building / "journal.sqlite").replace(place / "journal.sqlite")
    # The tables follow the journal: without them they are made from it at the next start.
    (building / "store.duckdb").replace(place / "store.duckdb")
    shutil.rmtree(building, ignore_errors=True)


def _bring_in_runs(made: Path, incoming: Path) -> None:
    """Move the run folders that wait into the laboratories' folders of ``incoming/``."""
    for run in sorted(made.glob("*/*")):
        target = incoming / run.parent.name / run.name
        target.parent.mkdir(exist_ok=True, mode=0o700)
        # Left by a fill that was interrupted before its journal had moved.
        shutil.rmtree(target, ignore_errors=True)
        run.replace(target)


def play(patients: int, seed: int, calls: int | None) -> Fill:
    """How a store is filled by the acts of a cohort's users."""
    plan = build_plan(patients, seed, today=date.today(), calls=calls)

    def fill_store(store: Store, files: Path) -> None:
        acts = DemoActs(store, plan, CohortFiles(files))
        with ProgressBar(acts.steps + len(plan.runs) + 1) as bar:
            for progress in write_cohort(plan, files):
                bar.step(f"Writing: {progress.doing}")
            with store.batch():
                for doing in acts.play():
                    go_on_unless_stopped()
                    bar.step(doing)
            write_waiting(plan, store.home / "incoming")

    return fill_store


def _or(asked: int | None, default: int) -> int:
    return default if asked is None else asked


def main(argv: Sequence[str] | None = None) -> int:
    """Fill MTB_HOME; 0 when it was filled, 2 with one line on the error output when it was not."""
    options = parser().parse_args(argv)
    place = home()
    try:
        refuse_what_is_there(place)
        if options.bulk:
            from commands.demo_bulk import load  # numpy only where it is needed

            fill_store = load(_or(options.patients, BULK_PATIENTS), options.seed)
        else:
            fill_store = play(_or(options.patients, PATIENTS), options.seed, options.calls)
        fill(place, fill_store)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return REFUSED
    except (StoreHeld, StoreAhead, JournalDamaged) as error:
        print(error, file=sys.stderr)
        return REFUSED
    store = open_store(place, PROJECTIONS)
    try:
        print(f"{place.name} holds a synthetic cohort, recorded in {store.sequence} acts.")
        for line in shares_of(store):
            print(line)
    finally:
        store.close()
    return FILLED


if __name__ == "__main__":
    raise SystemExit(until_stopped(main, "Stopped half-way: nothing of it was kept. Start it again."))
