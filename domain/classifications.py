"""What a finding means: said under a scheme, by somebody, on a day."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.identity import checked_text
from domain.protein_change import three_letter
from domain.refused import Refused

_REFERENCE_SEQUENCE = re.compile(r"^[A-Z]{2}_[0-9.]+:")


class SaidBy(StrEnum):
    """Who says what a finding means; a laboratory and a tool are also named."""

    BOARD = "board"
    LABORATORY = "laboratory"
    TOOL = "tool"


ORDERED_SCHEMES = frozenset(
    {"escat", "amp_asco_cap", "compermed_biological", "compermed_clinical", "oncogenicity"}
)
"""Schemes whose levels stand in one order, so that two levels are nearer or farther.

OncoKB's levels of resistance stand beside those of sensitivity, and NCT/DKTK has a level *not defined*.
"""
RESISTANCE = "resistance"
"""The aspect of a tool's level that is one of resistance: it stands beside the level of sensitivity."""


def finding_label(gene: str | None, change: str | None) -> str:
    """How a finding is called wherever it is classified: gene and change, without the reference sequence."""
    bare = _REFERENCE_SEQUENCE.sub("", change or "").replace("_", " ")
    return " ".join(part for part in (gene or "", bare) if part)


def known_protein_change(change: str | None) -> str | None:
    """The protein change in one spelling (``p.Val600Glu``), by which the same change is known again.

    ``None`` where no protein change stands, or one that says nothing (``p.?``, ``p.=``).
    """
    spelt = three_letter(change) if change and "p." in change else None
    return None if spelt is None or "?" in spelt or spelt.endswith("=") else spelt


@dataclass(frozen=True, slots=True)
class Classification:
    """A finding's level under one scheme (biological class or clinical tier)."""

    scheme: str
    """Code of the system ``evidence_scheme``, e.g. ``escat``."""
    level: str
    comment: str | None = None
    said_on: date | None = None
    """The day it was said, where that is another than the day it was recorded."""

    def __post_init__(self) -> None:
        if not self.scheme or not self.level:
            raise Refused("A classification needs its scheme and its level.")
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))


@dataclass(frozen=True, slots=True)
class ReportedMark:
    """Which findings of a profile are reported, or are no longer."""

    finding_nos: tuple[int, ...]
    reported: bool

    def __post_init__(self) -> None:
        if not self.finding_nos:
            raise Refused("Choose at least one finding in the table first.")
