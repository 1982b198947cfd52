"""Downloads CIViC's accepted evidence: ``python -m commands.knowledge refresh --to FOLDER``.

Nothing else in this program reaches out, and this only when it is asked.
"""

import argparse
import hashlib
import http.client
import ipaddress
import os
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.ingest import limits
from data.ingest.knowledge.civic import read_civic
from domain.knowledge.evidence import ReleaseReading
from domain.refused import Refused

DONE, REFUSED = 0, 2
URL = "https://civicdb.org/downloads/nightly/nightly-AcceptedClinicalEvidenceSummaries.tsv"
SECONDS = 30.0
"""Time in which the server has to say something."""
WHOLE_SECONDS = 900.0
"""Time in which the whole file has to arrive."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A release that was downloaded and kept."""

    path: Path
    bytes: int
    sha256: str
    reading: ReleaseReading
    already: bool
    """The very same file lay there before."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``refresh``."""
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the file is kept")
    parser.add_argument("--url", default=URL, help="another address of the same table (https)")


def run(args: argparse.Namespace) -> int:
    """Download, verify and keep; 0 with what was fetched, 2 with one line on the error output when not."""
    try:
        fetched = fetch(args.url, args.to)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return REFUSED
    release = fetched.reading.release
    assert release is not None
    print(
        f"Fetched {args.url}: {fetched.bytes:,} bytes, SHA-256 {fetched.sha256}, "
        f"{fetched.reading.rows:,} rows, {release.name} {release.version}."
    )
    kept = "It lay there already" if fetched.already else "Kept"
    print(f"{kept} as {fetched.path}. Nothing was loaded: python -m commands.knowledge load {fetched.path}")
    return DONE


def fetch(url: str, folder: Path, seconds: float = SECONDS) -> Fetched:
    """Download a release of CIViC into ``folder``, and keep it only when it reads as one.

    The file appears whole, by a rename, named by its source and date; an earlier one is never replaced by
    another. ``seconds`` is how long the server may be silent. Raises ``Refused`` with one sentence for an
    address that is not https, where no network is, for an answer that is no release, and for the disk.
    """
    _require_safe(url)
    temporary = folder / f".refresh.{os.getpid()}.tsv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        size, sha256 = _download(url, temporary, seconds)
        reading = read_civic(temporary, temporary.name)
        release = reading.release
        if release is None:
            told = reading.problems[0]
            raise Refused(
                f"What {url} gave is no release of CIViC: it is {told.seen!r}, expected {told.expected}. "
                "Nothing was kept."
            )
        if not release.items:
            raise Refused(f"What {url} gave holds no item of evidence; nothing was kept.")
        named = release.name.lower().replace(" ", "_")
        path, already = _place(folder, f"{named}_{release.version.replace(' ', '_')}", sha256)
        if not already:
            temporary.replace(path)
        return Fetched(path, size, sha256, reading, already)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refused(
            f"{folder} cannot be written ({why}): nothing was kept. Name another with --to."
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _require_safe(url: str) -> None:
    try:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname)):
            return
    except ValueError:
        pass
    raise Refused(f"{url} is not an https address: nothing was fetched. Name another with --url.")


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


class _OnlySafe(urllib.request.HTTPRedirectHandler):
    """Follows no redirection to an address that would not have been asked."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """The next request. Raises ``Refused`` for an address that is not https."""
        _require_safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _download(url: str, to: Path, seconds: float) -> tuple[int, str]:
    """Write what an address gives; its size and SHA-256. Raises ``Refused``, or ``OSError`` for the disk."""
    # A machine's own server is never behind the hospital's proxy.
    handlers: list[Any] = [_OnlySafe()]
    if _is_loopback(urllib.parse.urlsplit(url).hostname):
        handlers.append(urllib.request.ProxyHandler({}))
    opener = urllib.request.build_opener(*handlers)
    request = urllib.request.Request(url, headers={"Accept": "text/tab-separated-values, text/plain"})
    try:
        with opener.open(request, timeout=seconds) as answer, to.open("wb") as file:
            return _copied(url, answer, file)
    except urllib.error.HTTPError as error:
        raise Refused(f"{url} answered {error.code} {error.reason}: nothing was kept. Try later.") from error
    except (
        urllib.error.URLError,
        http.client.HTTPException,
        TimeoutError,
        ConnectionError,
        ssl.SSLError,
    ) as error:
        why = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise Refused(
            f"{url} cannot be reached ({why}): nothing was kept. Where there is no network, bring the file "
            "from another machine and load it."
        ) from error


def _copied(url: str, answer: Any, file: Any) -> tuple[int, str]:
    until = time.monotonic() + WHOLE_SECONDS
    digest = hashlib.sha256()
    total = 0
    while chunk := answer.read(limits.CHUNK_BYTES):
        total += len(chunk)
        if total > limits.MAX_RELEASE_BYTES:
            most = limits.MAX_RELEASE_BYTES >> 20
            raise Refused(f"{url} gives more than {most} MiB, which is no release: nothing was kept.")
        if time.monotonic() > until:
            raise Refused(f"{url} did not end within {WHOLE_SECONDS:g} seconds: nothing was kept. Try later.")
        digest.update(chunk)
        file.write(chunk)
    promised = answer.headers.get("Content-Length")
    if promised is not None and promised.isdecimal() and int(promised) != total:
        raise Refused(
            f"{url} broke off after {total:,} of {int(promised):,} bytes: nothing was kept. Try again."
        )
    file.flush()
    os.fsync(file.fileno())
    return total, digest.hexdigest()


def _place(folder: Path, stem: str, sha256: str) -> tuple[Path, bool]:
    """Where a file is kept, and whether the very same one lies there: another gets a name of its own."""
    for name in (f"{stem}.tsv", f"{stem}_{sha256[:12]}.tsv"):
        path = folder / name
        if not path.exists():
            return path, False
        if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path, True
    return folder / f"{stem}_{sha256}.tsv", False
