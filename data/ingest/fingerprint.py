"""The name, size and SHA-256 of a file as it lies."""

import hashlib
from pathlib import Path

from data.ingest import limits
from domain.readings import FileKind, FileRead


def fingerprint(
    path: Path, name: str, kind: FileKind, software: str | None = None, version: str | None = None
) -> FileRead:
    """What is kept of a file itself; a very large unrecognised file has no SHA-256 (empty)."""
    size = path.stat().st_size
    if kind is FileKind.UNRECOGNISED and size > limits.MAX_HASHED_UNRECOGNISED_BYTES:
        return FileRead(name, "", size, kind, software, version)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileRead(name, digest, size, kind, software, version)
