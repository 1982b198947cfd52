"""Finds or installs a Chromium for the browser stories and prints its path.

In this order: the one named by ``MTB_CHROMIUM``, the system's, Debian's package where it may be
installed, Playwright's own download.  Each is started once: a browser that lacks a library is none.
The headless shell comes before the whole browser: the same engine without windows and their menus,
a quarter less processor time (33 s against 45 s for the stories of one file).  In CI it is installed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (
    SHELL,
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
START_SECONDS = 60
INSTALL_SECONDS = 900
SHELL_SECONDS = 90
PLAYWRIGHTS_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
Source = Callable[[], Iterator[Path]]
NOT_FOUND = (
    "No Chromium was found and none could be installed, so the browser stories cannot run: "
    "install one (on Debian: apt-get install chromium) or name one in MTB_CHROMIUM, then run make again."
)


def starts(path: Path) -> bool:
    """Whether this browser draws an empty page within a minute."""
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                   "--disable-background-networking", f"--user-data-dir={profile}"]  # fmt: skip
        try:
            ran = subprocess.run(
                [str(path), *options, "--dump-dom", "about:blank"], capture_output=True, timeout=START_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return ran.returncode == 0 and b"<html" in ran.stdout


def of_the_system() -> Iterator[Path]:
    """The browsers on the path, the usual names first."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)


def shell_of_debian() -> Iterator[Path]:
    """Debian's headless shell, in CI: where it cannot be had soon, the whole browser serves as well."""
    if os.environ.get("CI", "").lower() in {"1", "true"} and _may_install() and not shutil.which(SHELL):
        _install(SHELL, SHELL_SECONDS)
    yield from of_the_system()


def of_debian() -> Iterator[Path]:
    """Debian's package, installed when this is Debian and we may."""
    if _may_install():
        _install("chromium", INSTALL_SECONDS)
        yield from of_the_system()


def _may_install() -> bool:
    release = Path("/etc/os-release")
    lines = release.read_text().splitlines() if release.is_file() else []
    return "ID=debian" in lines and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(package: str, seconds: float) -> None:
    _say(f"Installing Debian's {package} ...")
    until = time.monotonic() + seconds
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    impatient = ["-qq", "-o", "Acquire::http::Timeout=15", "-o", "Acquire::Retries=1"]
    get = ["apt-get", "install", "-y", "--no-install-recommends", *impatient, package]
    # What is downloaded may be given up half-way; what is unpacked may not.
    _quietly(["apt-get", "update", *impatient], environment, until - time.monotonic())
    if _quietly([*get, "--download-only"], environment, until - time.monotonic()):
        _quietly(get, environment, INSTALL_SECONDS)


def of_playwright() -> Iterator[Path]:
    """Playwright's own download, in its cache; also what it needs of the system where we may."""
    yield from _downloaded()
    _say("Downloading Playwright's Chromium ...")
    together = ["--with-deps"] if os.geteuid() == 0 else []
    command = [sys.executable, "-m", "playwright", "install", *together, "chromium"]
    _quietly(command, dict(os.environ), INSTALL_SECONDS)
    yield from _downloaded()


def find(sources: tuple[Source, ...] = (shell_of_debian, of_debian, of_playwright)) -> Path:
    """The first Chromium that starts. Raises ``SystemExit`` with one sentence when there is none."""
    named = os.environ.get("MTB_CHROMIUM")
    if named:
        if starts(Path(named)):
            return Path(named)
        raise SystemExit(f"The Chromium named in MTB_CHROMIUM does not start: {named}.")
    for source in sources:
        for path in source():
            if starts(path):
                return path
    raise SystemExit(NOT_FOUND)


def _downloaded() -> list[Path]:
    answer = subprocess.run([sys.executable, "-c", PLAYWRIGHTS_PATH], capture_output=True, text=True)
    path = Path(answer.stdout.strip() or "/nowhere")
    return [path] if path.is_file() else []


def _quietly(command: list[str], environment: dict[str, str], seconds: float) -> bool:
    """Whether the command ended well within its time; what it said is told only where it did not."""
    if seconds <= 0:
        return False
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"{command[0]} did not finish: {error}")
        return False
    if ran.returncode:
        _say((ran.stderr or ran.stdout).strip()[-500:])
    return ran.returncode == 0


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(find())
