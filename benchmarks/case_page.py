"""What a warm rerun of the case page costs, side by side with its floor and with a larger store.

The floor draws the same elements from constants in a bare Streamlit script (``floor_page.py``); both
are asked in turn, in one run, by the same client, so that what else the machine does meets both.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.floor_elements import write_recording
from benchmarks.served import Server
from benchmarks.websocket_client import Client, Run, interleaved, process_seconds, signed_in_cookie, tab
from tests.builders import new_board

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


class NotTheSame(Exception):
    """The floor did not draw the elements of the page, so that a comparison would mean nothing."""


@asynccontextmanager
async def open_case(
    server: Server, case_id: str, user: str = USER, first_run: bool = True
) -> AsyncIterator[Client]:
    """A signed-in tab on a case, run once unless ``first_run`` is false."""
    headers = {"Cookie": signed_in_cookie(server.url, user)}
    async with tab(server.url, "case", f"case={case_id}", headers) as client:
        if first_run:
            await client.run()
        yield client


def with_floor(server: Server, case_id: str, folder: Path) -> Server:
    """Start a floor for a case's page. Raises ``NotTheSame`` when it draws other elements.

    The recording is of a first run, whose elements are those of every run.
    """

    async def record() -> Run:
        async with open_case(server, case_id) as client:
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


def against_the_floor(server: Server, case_id: str, floor: Server) -> Measured:
    """The case page beside its floor."""

    async def measure() -> Measured:
        async with AsyncExitStack() as stack:
            ours = await stack.enter_async_context(open_case(server, case_id))
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


def serve_one_case(folder: Path, calls: int = CALLED_VARIANTS) -> Served:
    """Start a server over a new board whose case has ``calls`` called variants."""
    board = new_board(folder / "home", calls)
    board.store.close()
    return Served(Server(board.store.home).start(), board.north.case_id)


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
    print(measure())
