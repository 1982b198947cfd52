"""Forty people at once, a rerun every three seconds each: what the slowest five in a hundred wait."""

import asyncio
import random
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle, islice

from benchmarks.case_page import open_case
from benchmarks.served import Server
from benchmarks.websocket_client import Client, tab

SESSIONS = 40
PAUSE_SECONDS = 3.0
TURN_SECONDS = 12.0
TURNS = 2
"""Ours and the floor are loaded in turns, so that what else the machine does meets both."""
USERS = ("chair", "coordinator", "member", "oncologist-north")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long people waited for a rerun, in milliseconds."""

    ours_p50: float
    ours_p95: float
    floor_p50: float
    floor_p95: float
    reruns: int

    @property
    def ratio(self) -> float:
        """Our p95 over the floor's."""
        return self.ours_p95 / self.floor_p95


def percentile(seconds: list[float], share: float) -> float:
    """The value that this share of the waits does not exceed (nearest rank), in milliseconds."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, max(0, -(-int(len(ranked) * share * 1000) // 1000) - 1))] * 1_000


async def person(client: Client, until: float, waits: list[float], drawn: random.Random) -> None:
    """One person: a rerun, a pause, until the turn is over."""
    await asyncio.sleep(drawn.random() * PAUSE_SECONDS)
    while time.perf_counter() < until:
        waits.append((await client.run()).seconds)
        await asyncio.sleep(PAUSE_SECONDS)


async def load(clients: list[Client]) -> list[float]:
    """One turn of all people at one server; the waits of every rerun, in seconds."""
    waits: list[float] = []
    until = time.perf_counter() + TURN_SECONDS
    drawn = random.Random(7)
    await asyncio.gather(*(person(client, until, waits, drawn) for client in clients))
    return waits


def measure(server: Server, case_id: str, floor: Server) -> Waits:
    """The case page and its floor under the same load."""

    async def both() -> Waits:
        async with AsyncExitStack() as stack:
            ours, bare = [], []
            for user in islice(cycle(USERS), SESSIONS):
                ours.append(await stack.enter_async_context(open_case(server, case_id, user)))
                bare.append(await stack.enter_async_context(tab(floor.url)))
                await bare[-1].run()
            our_waits: list[float] = []
            floor_waits: list[float] = []
            for _ in range(TURNS):
                our_waits += await load(ours)
                floor_waits += await load(bare)
        return Waits(
            percentile(our_waits, 0.5), percentile(our_waits, 0.95),
            percentile(floor_waits, 0.5), percentile(floor_waits, 0.95), len(our_waits),
        )  # fmt: skip

    return asyncio.run(both())
