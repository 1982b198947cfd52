"""By how many bases a coding change makes the sequence longer or shorter, as far as its notation says."""

import re
from functools import lru_cache

_PLACE = r"([*-]?\d+)([+-]\d+)?"
_CHANGE = re.compile(rf"c\.\(?{_PLACE}(?:_{_PLACE})?(delins|del|dup|ins)([A-Za-z]*)(\d*)\)?")
_OLD = re.compile(rf"(c\.{_PLACE}(?:_{_PLACE})?)del[ACGTacgt]+(ins[A-Za-z]+)")
_REPLACED = re.compile(r"c\.[^>]*[ACGT]>[ACGT]")


@lru_cache(maxsize=4_096)
def bases_gained(coding: str) -> int | None:
    """Bases by which a coding change in HGVS lengthens the sequence; below 0 where it shortens it.

    ``-2`` of ``c.68_69del``, ``1`` of ``c.5266dup``, ``-4`` of ``c.10_15delinsAT``.  A deletion or a
    duplication whose ends do not lie in one exon counts as one base: its length is not told, its direction
    is.  ``None`` where the notation does not say it (a repeat, a delins that leaves an exon, no HGVS).
    """
    written = coding.strip()
    if _REPLACED.fullmatch(written):
        return 0
    found = _CHANGE.fullmatch(_OLD.sub(r"\1del\6", written))
    if found is None:
        return None
    first, offset, last, last_offset, word, letters, number = found.groups()
    added = len(letters) or int(number or 0)
    if word == "ins":
        return added or None
    span = _span(first, offset, last, last_offset)
    if word == "delins":
        return added - span if added and span else None
    return (span or 1) * (1 if word == "dup" else -1)


def _span(first: str, offset: str | None, last: str | None, last_offset: str | None) -> int | None:
    """Bases from the first to the last place; ``None`` where they lie beside different bases of exons."""
    if last is None:
        return 1
    if (offset or last_offset) and first != last:
        return None
    if "*" in first + last:
        return int(last[1:]) - int(first[1:]) + 1 if first[0] == last[0] else None
    bases = int(last) + int(last_offset or 0) - int(first) - int(offset or 0) + 1
    # No base is numbered 0: the one before c.1 is c.-1.
    return bases - 1 if int(first) < 0 < int(last) else bases
