"""Makes ``.venv`` from the pinned requirements, once; the Makefile calls it before everything else.

Runs on the machine's own Python and imports nothing but the standard library.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
NEXT_DUCKDB = "duckdb==2.0.*"


class Part(StrEnum):
    """What may be asked for: to run, to develop, or DuckDB 2.0 beside the pinned one."""

    RUN = "run"
    DEVELOP = "dev"
    NEXT_DUCKDB = "duckdb2"


def environment_directory(root: Path = ROOT) -> Path:
    """Where the environment lies."""
    return root / ".venv"


def next_duckdb_directory(root: Path = ROOT) -> Path:
    """Where DuckDB 2.0 lies, to be put before the pinned one by ``PYTHONPATH``."""
    return environment_directory(root) / "duckdb2"


def environment_python(root: Path = ROOT) -> Path:
    """The environment's Python."""
    return environment_directory(root) / "bin" / "python"


def requirement_files(part: Part, root: Path = ROOT) -> list[Path]:
    """The pinned lists a part is made from."""
    names = ["requirements.txt"] if part is Part.RUN else ["requirements.txt", "requirements-dev.txt"]
    return [root / name for name in names]


def fingerprint(part: Part, root: Path = ROOT) -> str:
    """What must be the same for an environment to be used again: the lists, the Python, the place."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {root} {NEXT_DUCKDB}".encode())
    for path in requirement_files(part, root):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp(part: Part, root: Path = ROOT) -> Path:
    """The file that remembers the fingerprint of what was installed."""
    return environment_directory(root) / f"{part.value}.stamp"


def is_ready(part: Part, root: Path = ROOT) -> bool:
    """Whether a part is installed as the lists say now; a developer's environment also runs."""
    wanted = [part, Part.DEVELOP] if part is Part.RUN else [part]
    if not environment_python(root).exists():
        return False
    return any(stamp(p, root).exists() and stamp(p, root).read_text() == fingerprint(p, root) for p in wanted)


def make(part: Part, root: Path = ROOT) -> None:
    """Install a part and remember it. Raises ``SystemExit`` with one sentence when it cannot."""
    if is_ready(part, root):
        return
    started = time.monotonic()
    if not environment_python(root).exists():
        _create(root)
    if part is Part.NEXT_DUCKDB:
        print("Fetching DuckDB 2.0 beside the pinned one ...", flush=True)
        _install(["--no-deps", "--upgrade", "--target", str(next_duckdb_directory(root)), NEXT_DUCKDB], root)
    else:
        print("Installing the pinned requirements into .venv (once) ...", flush=True)
        lists = [item for path in requirement_files(part, root) for item in ("-r", str(path))]
        _install(lists, root)
    stamp(part, root).write_text(fingerprint(part, root))
    print(f"Ready after {time.monotonic() - started:.0f} seconds.", flush=True)


def _create(root: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(environment_directory(root))], capture_output=True, text=True
    )
    if made.returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SystemExit(
            "This Python cannot make a virtual environment, so nothing was installed: "
            f"install its venv module (on Debian: apt-get install python{version}-venv) and run make again.\n"
            f"{(made.stderr or made.stdout).strip()}"
        )


def _install(arguments: list[str], root: Path) -> None:
    """With uv, which takes a sixth of pip's time; with pip where uv cannot."""
    wheels = ["install", "--only-binary", ":all:"]
    if _install_with_uv(arguments, root):
        return
    done, told = _ran([*_pip(root), *wheels, *arguments])
    if not done:
        raise SystemExit(
            "The pinned requirements could not be installed; what was there before is kept. Look at the "
            f"message, check the connection to the package index and run make again.\n{told}"
        )


def _install_with_uv(arguments: list[str], root: Path) -> bool:
    pinned = re.search(r"^uv==\S+", (root / "requirements-dev.txt").read_text(encoding="utf-8"), re.MULTILINE)
    uv = environment_python(root).with_name("uv")
    if not uv.exists() and not (pinned and _ran([*_pip(root), "install", pinned[0]])[0]):
        return False
    sources, certificates = uv_sources(_ran([*_pip(root)[:3], "config", "list"])[1])
    known = {"SSL_CERT_FILE": certificates} if certificates else {}
    into = ["--quiet", "--python", str(environment_python(root)), "--only-binary", ":all:", "--system-certs"]
    return _ran([str(uv), "pip", "install", *into, *sources, *arguments], known)[0]


def uv_sources(pip_says: str) -> tuple[list[str], str]:
    """Where pip was told to take packages from, in uv's words, and the certificates it was told to trust.

    ``pip_says`` is what ``pip config list`` prints.  A hospital's own index must not be passed over because
    another program asks it; what the environment says stands before what a file says.
    """
    said: dict[str, str] = {}
    for where, name, value in re.findall(r"^(\S+)\.([\w-]+)='(.*)'$", pip_says, re.MULTILINE):
        if where == ":env:" or name not in said:
            said[name] = value
    options = {"index-url": "--default-index", "extra-index-url": "--index", "find-links": "--find-links"}
    sources = []
    for name, option in options.items():
        # Several places stand on lines of their own, which pip prints as they are written in Python.
        for place in said.get(name, "").replace("\\n", " ").split():
            sources += [option, place]
    # As pip does it: of the pinned version, whichever index has it.
    return [*sources, "--index-strategy", "unsafe-best-match"], said.get("cert", "")


def _pip(root: Path) -> list[str]:
    return [
        str(environment_python(root)),
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]


def _ran(command: list[str], known: dict[str, str] | None = None) -> tuple[bool, str]:
    """Whether a command ended well, and what it said."""
    with tempfile.TemporaryFile("w+") as said:
        environment = {**os.environ, **(known or {})}
        ended = subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, env=environment).returncode
        said.seek(0)
        return ended == 0, said.read().strip()


def main(arguments: list[str]) -> int:
    """``python -m commands.environment run|dev|duckdb2``."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    for name in arguments or [Part.RUN.value]:
        make(Part(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
