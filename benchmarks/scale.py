"""The case page over 100,000 patients, beside the same page over 240."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.case_page import milliseconds, open_case, pid_of, side_by_side
from benchmarks.served import ROOT, Server
from benchmarks.websocket_client import interleaved

SMALL, LARGE = 240, 100_000
OPENED = 30
"""Cases opened one after the other, each for the first time; all have some 1,500 calls."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Both stores, in milliseconds."""

    small_rerun: float
    large_rerun: float
    small_opening: float
    """A case that nobody has opened since the start."""
    large_opening: float

    @property
    def rerun_ratio(self) -> float:
        """The large store's warm rerun over the small one's."""
        return self.large_rerun / self.small_rerun

    @property
    def opening_ratio(self) -> float:
        """The large store's opening of a case over the small one's."""
        return self.large_opening / self.small_opening


def case_id(number: int) -> str:
    """A case of the bulk cohort's first hundred, which are the same in both stores."""
    return f"bulk-0-case-{number}"


def build(home: Path, patients: int) -> Path:
    """Fill a home as ``python -m commands.demo --bulk`` does. Raises ``CalledProcessError``."""
    command = [sys.executable, "-m", "commands.demo", "--bulk", "--patients", str(patients)]
    environment = {**os.environ, "MTB_HOME": str(home)}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return home


@contextmanager
def served(home: Path) -> Iterator[Server]:
    """A server over a home."""
    server = Server(home).start()
    try:
        yield server
    finally:
        server.stop()


async def _opening(server: Server, number: int) -> float:
    async with open_case(server, case_id(number), first_run=False) as client:
        return (await client.run()).seconds


def measure(folder: Path) -> Scale:
    """Fill both stores below ``folder``, serve them side by side and look at the same cases in both."""
    homes = {"small": build(folder / "small", SMALL), "large": build(folder / "large", LARGE)}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(served(home)) for name, home in homes.items()}

        async def both() -> Scale:
            async with AsyncExitStack() as tabs_open:
                tabs = {
                    name: await tabs_open.enter_async_context(open_case(server, case_id(0)))
                    for name, server in servers.items()
                }
                reruns = await side_by_side(tabs, {name: pid_of(server) for name, server in servers.items()})
            openings: dict[str, list[float]] = {name: [] for name in servers}
            turns = {name: iter(range(1, OPENED + 1)) for name in servers}
            for name in interleaved(OPENED, *servers):
                openings[name].append(await _opening(servers[name], next(turns[name])))
            return Scale(
                milliseconds(reruns["small"][0]), milliseconds(reruns["large"][0]),
                median(openings["small"]) * 1_000, median(openings["large"]) * 1_000,
            )  # fmt: skip

        return asyncio.run(both())
