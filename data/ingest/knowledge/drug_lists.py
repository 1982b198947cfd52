"""Drugs of one cell, apart: names that hold a comma themselves stay whole."""

import re

from data.reference.drugs import drug

_WITH_COMMA = (
    "HER2 Inhibitor CP-724,714",
    "2,4-pyrimidinediamine",
    "FGF/VEGF Receptor Tyrosine Kinase Inhibitor, PD173074",
)
"""Names of CIViC (2026-05-29) that hold a comma."""

_WHOLE = re.compile("|".join(map(re.escape, _WITH_COMMA)), re.IGNORECASE)
_HELD = "\x1f"
_BETWEEN = re.compile(r",(?=\S)")


def drugs_apart(cell: str) -> tuple[str, ...]:
    """The drugs of a cell in which commas without a blank stand between names, as CIViC joins them.

    Names that are known to hold a comma stay whole, and so does what a comma with a blank joins.
    """
    held = _WHOLE.sub(lambda found: found.group().replace(",", _HELD), cell)
    parts = (part.replace(_HELD, ",").strip(" ,") for part in _BETWEEN.split(held))
    return tuple(known_name(part) for part in parts if part)


def known_name(text: str) -> str:
    """The name of a drug as the drug table has it; one that it lacks stays as it is written."""
    found = drug(text)
    return found.name if found else " ".join(text.split())
