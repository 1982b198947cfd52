"""Text as it was written: data are never read as markdown (DESIGN 6)."""

import re
from datetime import date

# Addresses become links after the escapes are read, so they are broken by a joiner that is not seen.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=[\w.+-])(?=@)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=])")

DASH = "\N{EN DASH}"
"""What stands where a value is missing."""


def md(text: object) -> str:
    """Any value as text that markdown shows verbatim: star alleles keep their stars, images stay text."""
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub(_JOINER, str(text))).replace("\n", "  \n")


def day(value: date | None) -> str:
    """A date as ``14 Nov 2026``; an en dash where there is none."""
    return f"{value.day} {value:%b %Y}" if value is not None else DASH


def days(count: int | None) -> str:
    """An interval: days under 90, months above (30.44 days each)."""
    if count is None:
        return DASH
    if abs(count) < 90:
        return f"{count} day" if count == 1 else f"{count} days"
    months = round(count / 30.44)
    return f"{months} months"


def counted(count: int, one: str, many: str | None = None) -> str:
    """``1 finding``, ``12 findings``, ``1,223 findings``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
