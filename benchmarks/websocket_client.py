"""One browser's side of Streamlit's websocket, without a browser: sign in, run a page, count what comes."""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST_RUN_SECONDS = 60


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


def signed_in_cookie(url: str, user: str) -> str:
    """The cookie that the demo's sign-in gives a user. Raises ``RuntimeError`` when it gives none."""
    form = urllib.parse.urlencode({"user": user}).encode()
    try:
        urllib.request.build_opener(_StayHere).open(f"{url}/sign-in", data=form)
    except urllib.error.HTTPError as answer:
        if found := answer.headers.get("set-cookie"):
            return str(found).split(";")[0]
    raise RuntimeError(f"{url} signed {user} in without a cookie.")


_GOES_ON = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(slots=True)
class Run:
    """One run of a page's script, as its browser received it."""

    seconds: float = 0.0
    """From the request until the script had finished, in seconds."""
    messages: list[ForwardMsg] = field(default_factory=list)
    size: int = 0
    """Bytes received."""

    def deltas(self) -> list[tuple[tuple[int, ...], Delta]]:
        """What was drawn, each with its place, in order."""
        return [
            (tuple(m.metadata.delta_path), m.delta) for m in self.messages if m.WhichOneof("type") == "delta"
        ]

    def kinds(self) -> Counter[str]:
        """How many elements and blocks of each kind were drawn, by their names in Streamlit's protocol."""
        return Counter(kind_of(delta) for _, delta in self.deltas())

    def text(self) -> str:
        """Everything that was sent, as text, to look for what must not be in it."""
        return "\n".join(_strings(m.SerializeToString()) for m in self.messages)


def kind_of(delta: Delta) -> str:
    """An element's or block's kind, e.g. ``text`` or ``block:column``."""
    if delta.WhichOneof("type") == "add_block":
        return f"block:{delta.add_block.WhichOneof('type') or 'plain'}"
    return str(delta.new_element.WhichOneof("type"))


def _strings(raw: bytes) -> str:
    return raw.decode("utf-8", "ignore")


@dataclass(slots=True)
class Client:
    """One open tab."""

    connection: ClientConnection
    page: str = ""
    query: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    """What a person chose: the state of a widget by its id, sent with every run."""
    _script: str = ""
    _known: dict[str, ForwardMsg] = field(default_factory=dict)

    async def run(self) -> Run:
        """Ask for a rerun of the page and wait until it has finished."""
        request = BackMsg()
        state: ClientState = request.rerun_script
        state.query_string = self.query
        state.page_name = "" if self._script else self.page
        state.page_script_hash = self._script
        state.cached_message_hashes.extend(self._known)
        for widget_id, value in self.chosen.items():
            state.widget_states.widgets.add(id=widget_id, string_value=value)
        done = Run()
        started = time.perf_counter()
        await self.connection.send(request.SerializeToString())
        async for raw, message in self._received():
            done.size += len(raw)
            done.messages.append(message)
            # A run that goes on to another page ends early, and what it drew may never be sent.
            if message.WhichOneof("type") == "script_finished" and message.script_finished != _GOES_ON:
                break
        done.seconds = time.perf_counter() - started
        return done

    async def _received(self) -> AsyncIterator[tuple[bytes, ForwardMsg]]:
        while True:
            raw = await self.connection.recv()
            data = raw if isinstance(raw, bytes) else raw.encode()
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "ref_hash":
                metadata = message.metadata
                message = ForwardMsg.FromString(self._known[message.ref_hash].SerializeToString())
                message.metadata.CopyFrom(metadata)
            elif message.metadata.cacheable and message.hash:
                self._known[message.hash] = message
            if message.WhichOneof("type") == "navigation":
                self._script = message.navigation.page_script_hash
            yield data, message


@asynccontextmanager
async def tab(
    url: str, page: str = "", query: str = "", headers: dict[str, str] | None = None
) -> AsyncIterator[Client]:
    """A tab on a page (an address such as ``case``), with these headers; a signed-in one sends its cookie."""
    address = url.replace("http://", "ws://") + "/_stcore/stream"
    async with connect(
        address, subprotocols=["streamlit", "x"], additional_headers=headers or {}, max_size=None,  # type: ignore[list-item]
        open_timeout=LONGEST_RUN_SECONDS, close_timeout=0.2, compression=None,
    ) as connection:  # fmt: skip
        yield Client(connection, page, query)


def process_seconds(pid: int) -> float:
    """Processor time that a process has used so far, in seconds (Linux)."""
    import os
    from pathlib import Path

    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def interleaved(count: int, *names: str) -> Iterator[str]:
    """Names in turn, ``count`` times each, so that what the machine does meanwhile meets all alike."""
    for _ in range(count):
        yield from names
