"""What a warm rerun of the case page costs, side by side with its floor and with a larger store.

The floor draws the same elements from constants in a bare Streamlit script (``floor_page.py``); both
are asked in turn, in one run, by the same client, so that what else the machine does meets both.
"""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import pyarrow as pa

from benchmarks import matching
from benchmarks.floor_elements import write_recording
from benchmarks.served import Server
from benchmarks.websocket_client import (
    Client,
    Run,
    interleaved,
    kind_of,
    process_seconds,
    signed_in_cookie,
    tab,
)
from data.journal import new_id
from data.record import releases
from data.store import Store
from domain.knowledge.evidence import ReleaseReading
from domain.knowledge.in_force import ReleaseInForce
from tests.builders import actor, new_board

CALLED_VARIANTS = 1_500
REPEATS = 60
WARM_UP = 5
USER = "chair"


@dataclass(frozen=True, slots=True)
class Measured:
    """Two ways side by side."""

    ours_ms: float
    """Median of a rerun until its last message, in milliseconds."""
    floor_ms: float
    ours_cpu_ms: float
    """Processor time of the server for one rerun, in milliseconds."""
    floor_cpu_ms: float
    elements: int
    bytes_ours: int
    bytes_floor: int

    @property
    def ratio(self) -> float:
        """Ours over the floor, by elapsed time."""
        return self.ours_ms / self.floor_ms

    @property
    def cpu_ratio(self) -> float:
        """Ours over the floor, by the servers' processor time."""
        return self.ours_cpu_ms / self.floor_cpu_ms if self.floor_cpu_ms else float("nan")


class NoEvidence(Exception):
    """No finding on the page has evidence, so that there is nothing to choose."""


class NotTheSame(Exception):
    """The floor did not draw the elements of the page, so that a comparison would mean nothing."""


@asynccontextmanager
async def open_case(
    server: Server, case_id: str, user: str = USER, first_run: bool = True, with_evidence: bool = False
) -> AsyncIterator[Client]:
    """A signed-in tab on a case, run once unless ``first_run`` is false.

    ``with_evidence`` chooses the first finding that has any, as a person does who reads it.
    """
    headers = {"Cookie": signed_in_cookie(server.url, user)}
    async with tab(server.url, "case", f"case={case_id}", headers) as client:
        if first_run or with_evidence:
            seen = await client.run()
            if with_evidence:
                client.chosen = finding_with_evidence(seen)
                await client.run()
        yield client


def finding_with_evidence(page: Run) -> dict[str, str]:
    """What the browser sends for the first finding with evidence. Raises ``NoEvidence`` without one."""
    for _, delta in page.deltas():
        if kind_of(delta) != "dataframe" or not delta.new_element.dataframe.id:
            continue
        frame = delta.new_element.dataframe
        told = pa.ipc.open_stream(frame.arrow_data.data).read_all().to_pydict().get("evidence", [])
        row = next((place for place, words in enumerate(told) if words), None)
        if row is not None:
            return {frame.id: json.dumps({"selection": {"rows": [row], "columns": [], "cells": []}})}
    raise NoEvidence("No finding of the case has evidence.")


def with_floor(server: Server, case_id: str, folder: Path, with_evidence: bool = False) -> Server:
    """Start a floor for a case's page. Raises ``NotTheSame`` when it draws other elements.

    The recording is of a first run, whose elements are those of every run.
    """

    async def record() -> Run:
        async with open_case(server, case_id, with_evidence=with_evidence) as client:
            return await client.run()

    async def drawn_by(floor: Server) -> Run:
        async with tab(floor.url) as client:
            await client.run()
            return await client.run()

    page = asyncio.run(record())
    recording = folder / "recording.json"
    write_recording(page, recording)
    floor = Server(
        folder / "floor",
        script="benchmarks/floor_server.py",
        environment={"MTB_FLOOR_RECORDING": str(recording)},
    ).start()
    drawn = asyncio.run(drawn_by(floor)).kinds()
    if drawn != page.kinds():
        floor.stop()
        raise NotTheSame(
            f"More on the page: {page.kinds() - drawn}; more on the floor: {drawn - page.kinds()}"
        )
    return floor


async def side_by_side(tabs: dict[str, Client], pids: dict[str, int]) -> dict[str, tuple[list[Run], float]]:
    """Rerun tabs in turn; give each its runs, and the processor seconds of its server for one run."""
    runs: dict[str, list[Run]] = {name: [] for name in tabs}
    for name in interleaved(WARM_UP, *tabs):
        await tabs[name].run()
    before = {name: process_seconds(pids[name]) for name in tabs}
    for name in interleaved(REPEATS, *tabs):
        runs[name].append(await tabs[name].run())
    return {name: (runs[name], (process_seconds(pids[name]) - before[name]) / REPEATS) for name in tabs}


def milliseconds(runs: list[Run]) -> float:
    """The median of runs, in milliseconds."""
    return median(run.seconds for run in runs) * 1_000


def against_the_floor(server: Server, case_id: str, floor: Server, with_evidence: bool = False) -> Measured:
    """The case page beside its floor."""

    async def measure() -> Measured:
        async with AsyncExitStack() as stack:
            opened = open_case(server, case_id, with_evidence=with_evidence)
            ours = await stack.enter_async_context(opened)
            bare = await stack.enter_async_context(tab(floor.url))
            pids = {"ours": pid_of(server), "floor": pid_of(floor)}
            found = await side_by_side({"ours": ours, "floor": bare}, pids)
        (our_runs, our_cpu), (floor_runs, floor_cpu) = found["ours"], found["floor"]
        return Measured(
            milliseconds(our_runs), milliseconds(floor_runs), our_cpu * 1_000, floor_cpu * 1_000,
            our_runs[-1].kinds().total(), our_runs[-1].size, floor_runs[-1].size,
        )  # fmt: skip

    return asyncio.run(measure())


def pid_of(server: Server) -> int:
    """The id of a server's process. Raises ``RuntimeError`` when it is not running."""
    if server.process is None:
        raise RuntimeError("The server is not running.")
    return server.process.pid


@dataclass(frozen=True, slots=True)
class Served:
    """A server with one case to look at."""

    server: Server
    case_id: str


def serve_one_case(folder: Path, calls: int = CALLED_VARIANTS, with_evidence: bool = False) -> Served:
    """Start a server over a new board whose case has ``calls`` called variants.

    ``with_evidence`` puts the release of the matching benchmark in force: the whole of CIViC where it lies
    beside the repository, else as many made-up items.
    """
    board = new_board(folder / "home", calls)
    if with_evidence:
        put_in_force(board.store)
    board.store.close()
    return Served(Server(board.store.home).start(), board.north.case_id)


def put_in_force(store: Store) -> None:
    """Load the release that findings are matched to, and switch it on."""
    made, _ = matching.evidence()
    release = replace(made, sha256=made.sha256 or "0" * 64, licence=made.licence or "made up")
    who = actor("administrator")
    reading = ReleaseReading(release, len(release.items))
    event = releases.record_release(store, who, reading, 0, new_id())
    chosen = ReleaseInForce(release.source, event.subject_id, "Measured.", release.name)
    releases.record_release_in_force(store, who, chosen, 0, new_id())


def measure_with_evidence(folder: Path) -> Measured:
    """The case page with all evidence in force and that on one finding read, beside its floor."""
    served = serve_one_case(folder, with_evidence=True)
    try:
        floor = with_floor(served.server, served.case_id, folder, with_evidence=True)
        try:
            return against_the_floor(served.server, served.case_id, floor, with_evidence=True)
        finally:
            floor.stop()
    finally:
        served.server.stop()


def measure() -> Measured:
    """The whole of this benchmark, alone."""
    with tempfile.TemporaryDirectory() as place:
        served = serve_one_case(Path(place))
        try:
            floor = with_floor(served.server, served.case_id, Path(place))
            try:
                return against_the_floor(served.server, served.case_id, floor)
            finally:
                floor.stop()
        finally:
            served.server.stop()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        found = measure_with_evidence(Path(place))
    print(found)
    print(f"case_page_with_evidence_vs_floor {found.ratio:.2f}")
