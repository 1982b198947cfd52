"""On which copy of a chromosome a call lies, as far as its file tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

TAG = "phase="
"""Begins the tag of a call that holds its phase set and haplotype: ``phase=PS:55249071:0|1``."""

HAPLOTYPES = frozenset({"0|1", "1|0"})
"""As genotypes of two copies write them; what stands on both copies tells none from the other."""


class Copies(StrEnum):
    """Whether two calls lie on one copy."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True)
class Phase:
    """The phase set of a call and its haplotype: ``PS`` with ``GT`` of VCF 4.3, ``PID`` with ``PGT``."""

    phase_set: str
    """With the profile and chromosome it is unique in: ``P1:7:PS:55249071``."""
    haplotype: str
    """``0|1`` or ``1|0``."""


def phase_of(within: str, tags: Iterable[str]) -> Phase | None:
    """The phase that a call's tags hold; ``None`` where they name no set or no haplotype.

    ``within`` names the profile and chromosome: numbers of phase sets are unique in a file's chromosome only.
    Two that contradict each other are none.
    """
    found = {tag.removeprefix(TAG).rpartition(":")[::2] for tag in tags if tag.startswith(TAG)}
    if len(found) != 1:
        return None
    ((phase_set, haplotype),) = found
    if not phase_set or haplotype not in HAPLOTYPES:
        return None
    return Phase(f"{within}:{phase_set}", haplotype)


def copies_of(one: Phase | None, other: Phase | None) -> Copies:
    """Whether two calls of a profile lie on one copy: only what stands in one phase set can be compared."""
    if one is None or other is None or one.phase_set != other.phase_set:
        return Copies.NOT_TOLD
    return Copies.SAME if one.haplotype == other.haplotype else Copies.DIFFERENT


def of_file(tags: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The tags of a call of a sample's further file, whose phase sets are its own."""
    return tuple(f"{TAG}{number}:{tag.removeprefix(TAG)}" if tag.startswith(TAG) else tag for tag in tags)


def without_phase(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without a phase: sets of two files may share a number and mean other haplotypes by it."""
    return tuple(tag for tag in tags if not tag.startswith(TAG))
