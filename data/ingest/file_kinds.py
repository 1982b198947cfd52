"""Which reader takes which file: recognised by content, never by name, first match wins."""

from collections.abc import Callable
from dataclasses import dataclass

from data.ingest.opening import Opened
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from domain.readings import FileKind

Recognises = Callable[[str], bool]
"""Looks at the first characters of a file, unpacked and decoded."""

Reads = Callable[[Opened, str, ProblemList], list[SamplePart]]
"""Reads a file known to a person as ``name``; raises only ``Unreadable`` and ``OSError``."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """The reader of one kind of file that says something of samples."""

    kind: FileKind
    recognises: Recognises
    reads: Reads


READERS: tuple[FileReader, ...] = ()
"""The readers of the files that accompany or replace a CombinedVariantOutput."""
