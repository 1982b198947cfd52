"""``kill -9`` in a loop: what was acknowledged must be there afterwards, once, in journal and tables.

``python -m benchmarks.crash --rounds 50 --server-rounds 10`` kills a writer of real acts at random
moments, then the served app itself while requests come in through its inbox, and counts.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from data import inbox
from data.journal import new_id
from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.schema import tables_file
from data.store import Store, open_store
from domain.meetings import Meeting
from domain.refused import Refused
from tests.builders import accept_run, new_store, open_case, plan_meeting, recommend
from tests.sources import ROOT

LONGEST_START_SECONDS = 90.0


@dataclass(slots=True)
class Tally:
    """What the rounds came to."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    twice: int = 0
    openings: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled or different."""
        return not (self.lost or self.twice or self.differences)

    def line(self, what: str) -> str:
        """The counts as one line."""
        how = ", ".join(f"{count} {name}" for name, count in sorted(self.openings.items()))
        return (
            f"{what}: {self.rounds} kills, {self.acknowledged} acts acknowledged, {self.lost} lost, "
            f"{self.twice} recorded twice; reopened: {how}; "
            f"{len(self.differences)} tables differ from the journal"
        )


def write_for_ever(home: Path, seed: int) -> None:
    """The writer that is killed: acts of several kinds, each sequence printed once it is acknowledged."""
    chance = random.Random(seed)
    store = open_store(home, PROJECTIONS)
    print("open", flush=True)
    for number in range(1_000_000):
        case = open_case(store, f"P-{seed}-{number}")
        _say(store)
        accept_run(store, case, calls=chance.randrange(200))
        _say(store)
        recommend(store, case.case_id)
        _say(store)
        plan_meeting(store, case.case_id)
        _say(store)


def _say(store: Store) -> None:
    sequence, chain = store.journal.head()
    print(f"ack {sequence} {chain}", flush=True)


def kill_writers(rounds: int, home: Path, seed: int = 1) -> Tally:
    """Kill the writer at random moments, its opening of the store among them."""
    chance, tally = random.Random(seed), Tally()
    new_store(home).close()
    acknowledged: dict[int, str] = {}
    for number in range(rounds):
        command = [sys.executable, "-m", "benchmarks.crash", "--writer", str(home), "--seed", str(number)]
        writer = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert writer.stdout is not None
        said = []
        if chance.random() < 0.9:
            # Every other round goes on to its first act, so that a slow machine kills after acts too.
            said = [writer.stdout.readline() for _ in range(1 + number % 2)]
        time.sleep(chance.random() ** 2 * 2.0)
        writer.send_signal(signal.SIGKILL)
        for line in "".join([*said, writer.communicate()[0]]).splitlines():
            word, *rest = line.split()
            if word == "ack" and len(rest) == 2 and len(rest[1]) == 64:
                acknowledged[int(rest[0])] = rest[1]
        tally.rounds += 1
        _look(home, tally, acknowledged)
    tally.acknowledged = len(acknowledged)
    tally.differences += rebuild(home, PROJECTIONS).differences
    return tally


def _look(home: Path, tally: Tally, acknowledged: dict[int, str]) -> None:
    """Open what the killed process left, and compare it with what it had said."""
    store = open_store(home, PROJECTIONS)
    tally.openings[store.opening.how] += 1
    recorded = {event.sequence: event.hash for event in store.journal.events()}
    tally.lost += sum(recorded.get(sequence) != chain for sequence, chain in acknowledged.items())
    known = tables_file.extent(store._connection)
    if (known.acts, known.last_sequence) != (len(recorded), store.journal.head()[0]):
        tally.differences.append(f"The tables know {known.acts} acts, the journal {len(recorded)}.")
    store.close()


def kill_servers(rounds: int, home: Path, port: int, seed: int = 1) -> Tally:
    """Kill the served app while requests come in through its inbox."""
    chance, tally = random.Random(seed), Tally()
    new_store(home).close()
    waiting: dict[str, str] = {}
    done: dict[int, str] = {}
    for _ in range(rounds):
        server = _serve(home, port)
        try:
            _until_ready(home, server)
            until = time.monotonic() + 1.0 + chance.random() * 3.0
            while time.monotonic() < until:
                request_id, token = _ask(home)
                waiting[request_id] = token
                time.sleep(chance.random() * 0.05)
                done.update(_answered(home, waiting))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        done.update(_answered(home, waiting))
        tally.rounds += 1
        _compare(home, tally, done, waiting)
    store = open_store(home, PROJECTIONS)
    inbox.record_waiting(store)
    store.close()
    done.update(_answered(home, waiting))
    _compare(home, tally, done, {})
    tally.acknowledged, tally.lost = len(done), tally.lost + len(waiting)
    tally.differences += rebuild(home, PROJECTIONS).differences
    return tally


def _serve(home: Path, port: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port),
        "--server.headless", "true",
    ]  # fmt: skip
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "MTB_HOME": str(home), "MTB_AUTH": "demo"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def _until_ready(home: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the app records what lies in its inbox."""
    request_id, _ = _ask(home)
    until = time.monotonic() + LONGEST_START_SECONDS
    while inbox.answer_to(home, request_id) is None:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError("The served app did not start.")
        time.sleep(0.1)


def _ask(home: Path) -> tuple[str, str]:
    meeting = Meeting(date.today() + timedelta(days=7), place="Room 1")
    request = inbox.Request("meeting", "coordinator", meeting, new_id())
    return inbox.lay(home, request), request.token


def _answered(home: Path, waiting: dict[str, str]) -> Iterator[tuple[int, str]]:
    """What was acknowledged since: sequence and token; a refusal counts as nothing."""
    for request_id, token in list(waiting.items()):
        try:
            found = inbox.answer_to(home, request_id)
        except Refused:
            continue
        if found is not None:
            del waiting[request_id]
            yield found.sequence, token


def _compare(home: Path, tally: Tally, done: dict[int, str], waiting: dict[str, str]) -> None:
    store = open_store(home, PROJECTIONS)
    tally.openings[store.opening.how] += 1
    tokens = Counter(event.token for event in store.journal.events())
    by_sequence = {event.sequence: event.token for event in store.journal.events()}
    tally.lost += sum(by_sequence.get(sequence) != token for sequence, token in done.items())
    tally.twice += sum(count > 1 for count in tokens.values())
    known = tables_file.extent(store._connection)
    if known.acts != len(by_sequence):
        tally.differences.append(f"The tables know {known.acts} acts, the journal {len(by_sequence)}.")
    store.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Print the counts; 0 when nothing was lost, doubled or different."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    options.add_argument("--rounds", type=int, default=50, help="kills of the writer")
    options.add_argument("--server-rounds", type=int, default=10, help="kills of the served app")
    options.add_argument("--port", type=int, default=8699, help="where the app is served")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--writer", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args(argv)
    if chosen.writer is not None:
        write_for_ever(chosen.writer, chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        tallies = []
        if chosen.rounds:
            tallies.append(kill_writers(chosen.rounds, Path(place) / "writer", chosen.seed))
            print(tallies[-1].line("Writer"), flush=True)
        if chosen.server_rounds:
            home = Path(place) / "server"
            tallies.append(kill_servers(chosen.server_rounds, home, chosen.port, chosen.seed))
            print(tallies[-1].line("Served app"), flush=True)
        for difference in (one for tally in tallies for one in tally.differences):
            print(difference)
    return 0 if all(tally.holds for tally in tallies) else 1


if __name__ == "__main__":
    raise SystemExit(main())
