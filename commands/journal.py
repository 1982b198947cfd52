"""Proves what the store rests on: ``python -m commands.journal verify`` and ``... rebuild``."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from commands.interrupted import until_stopped
from commands.progress import ProgressBar
from commands.store_home import home
from data.journal import Journal, JournalDamaged
from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.store import StoreAhead, StoreHeld

HOLDS, FAULT, REFUSED = 0, 1, 2
STOPPED = "Stopped: the journal is as it was; tables that are not whole are made anew at the next start."


def parser() -> argparse.ArgumentParser:
    """The command's words and options."""
    made = argparse.ArgumentParser(prog="python -m commands.journal", description=__doc__)
    made.add_argument(
        "what",
        choices=("verify", "rebuild"),
        help="verify: walk the chain of all events, find their bundles; rebuild: make the tables anew and "
        "compare them",
    )
    return made


def verify(place: Path) -> int:
    """Walk the chain; say how long it is and its head, or which event does not hold."""
    journal = Journal(place / "journal.sqlite")
    try:
        fault = journal.verify()
        events, head = journal.head()
        gone = [] if fault is not None else missing_bundles(journal, place / "bundles")
    finally:
        journal.close()
    if fault is not None:
        print(f"The journal does not hold. {fault.sentence}", file=sys.stderr)
        return FAULT
    if gone:
        print(
            f"The journal holds, and {len(gone):,} of the bundles that it names cannot be found. {gone[0]} "
            "Bring them back from the backup.",
            file=sys.stderr,
        )
        return FAULT
    print(f"The journal holds: {events:,} events, head {head}.")
    return HOLDS


def missing_bundles(journal: Journal, folder: Path) -> list[str]:
    """A sentence for each bundle that an event names and that does not lie in the folder."""
    there = {path.stem for path in folder.glob("*.parquet")}
    return [
        f"Event {event.sequence} ({event.verb}) names {sha256}."
        for event in journal.events()
        for sha256 in bundles_named(event.payload)
        if sha256 not in there
    ]


def bundles_named(value: object, name: str = "") -> Iterator[str]:
    """The SHA-256 of every bundle that a payload names: under ``..bundle_sha256``, or in ``bundles``."""
    if isinstance(value, str):
        if name.endswith("bundle_sha256") or name == "bundles":
            yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from bundles_named(one, name if name == "bundles" else str(key))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from bundles_named(one, name)


def remake(place: Path) -> int:
    """Make the tables anew, say what differed, and put them in the old ones' place."""
    journal = Journal(place / "journal.sqlite")
    total = journal.head()[0]
    journal.close()
    with ProgressBar(total) as bar:
        made = rebuild(place, PROJECTIONS, lambda sequence, _: bar.step(f"Event {sequence}"))
    for difference in made.differences:
        print(difference)
    if made.kept_aside:
        print(f"The old tables are kept as {made.kept_aside}.")
    if not made.differences:
        print("Every table was what the journal says.")
    print(f"The tables were made anew: {made.events:,} events, {made.tables} tables, {made.rows:,} rows.")
    return HOLDS


def main(argv: Sequence[str] | None = None) -> int:
    """0 when all holds, 1 for a journal with a fault, 2 with one line when nothing could be done."""
    options = parser().parse_args(argv)
    place = home()
    if not (place / "journal.sqlite").exists():
        print(f"{place.name} holds no journal; set MTB_HOME to the folder of the store.", file=sys.stderr)
        return REFUSED
    try:
        return verify(place) if options.what == "verify" else remake(place)
    except (StoreHeld, StoreAhead) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except JournalDamaged as error:
        print(error, file=sys.stderr)
        return FAULT


if __name__ == "__main__":
    raise SystemExit(until_stopped(main, STOPPED))
