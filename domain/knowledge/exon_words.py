"""Exons as files write them: ``21``, ``21/28``, ``exon 19``, ``19-20``, ``Exon 2-7/28``."""

import re

_STRETCH = re.compile(r"(\d{1,3})(?:\s*(?:-|–|to|_)\s*(\d{1,3}))?")
_OF_HOW_MANY = re.compile(r"/\s*\d{1,3}")
_MOST = 400
"""More exons than any human gene has (TTN: 363)."""


def exons_in(text: str | None) -> tuple[int, ...]:
    """The numbers of the exons that a text names, in ascending order; empty where it names none.

    How many the transcript has (``/28``) is left aside.
    """
    if not text:
        return ()
    found: set[int] = set()
    for stretch in _STRETCH.finditer(_OF_HOW_MANY.sub(" ", text)):
        first, last = int(stretch[1]), int(stretch[2] or stretch[1])
        if 0 < first <= last <= _MOST:
            found.update(range(first, last + 1))
    return tuple(sorted(found))
