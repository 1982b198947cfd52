"""The text of a file about trials: UTF-8, UTF-16 or Windows Latin, and no larger than its kind can be."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEEN, _EXPECTED = "bytes that are no text", "text saved as UTF-8: save or export the file again"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file, and how its bytes were read."""

    text: str
    latin: bool = False
    """Read as Windows Latin text, because it is not UTF-8."""

    def note_in(self, problems: ProblemList) -> None:
        """Note what is worth knowing of how the file was read."""
        if self.latin:
            problems.note("", 0, "bytes that are not UTF-8", "UTF-8; it was read as Windows Latin text")


def text_of(source: Path | str, most: int, instead: str) -> SourceText:
    """The text of a file, or the text itself.

    Raises ``Unreadable`` for a file that cannot be opened, has more than ``most`` bytes (``instead`` says
    what was expected), or is no text.
    """
    if isinstance(source, str):
        return SourceText(source)
    try:
        with source.open("rb") as opened:
            raw = opened.read(most + 1)
    except OSError as error:
        raise Unreadable("a file that cannot be opened", "a file that this program may read") from error
    if len(raw) > most:
        raise Unreadable(f"a file of more than {most >> 20} MiB", instead)
    return text_in(raw)


def text_in(raw: bytes) -> SourceText:
    """The text that bytes are: UTF-8, UTF-16 with its mark, else Windows Latin, as own tables are read.

    Raises ``Unreadable`` for bytes that are no text.
    """
    try:
        if raw.startswith(_WIDE):
            return SourceText(raw.decode("utf-16"))
        if _BINARY.search(raw):
            raise Unreadable(_SEEN, _EXPECTED)
        return SourceText(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if raw.startswith(_WIDE):
            raise Unreadable(_SEEN, _EXPECTED) from error
        return SourceText(raw.decode("cp1252", errors="replace"), latin=True)
