"""A Streamlit server in a process of its own, started and stopped by its own id."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
STOP_SECONDS = 20


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """``server.py`` as ``make run`` serves it, over one home; or another script of ours."""

    home: Path
    script: str = "server.py"
    port: int = field(default_factory=free_port)
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it has said so far."""
        return self.home.with_suffix(".log")

    def start(self) -> "Server":
        """Start, and wait until it answers. Raises ``RuntimeError`` with its last words if it does not."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", self.script, "--server.port", str(self.port)],
                cwd=ROOT,
                env={
                    **os.environ,
                    "MTB_HOME": str(self.home),
                    "MTB_AUTH": "demo",
                    "PYTHONPATH": str(ROOT),
                    **self.environment,
                },
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                    if answer.status == 200:
                        return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"The server did not start: {self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """An orderly stop of this process and no other."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None

    def restart(self) -> "Server":
        """Stop, and start again over the same home at the same address."""
        self.stop()
        return self.start()
