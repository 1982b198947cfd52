"""Whether two findings of one gene together leave no working copy of it."""

from collections.abc import Sequence
from dataclasses import replace

from domain.knowledge.atom_match import Met
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.profiles import BIALLELIC, Atom

OTHER_COPY_UNKNOWN = (
    "Not known whether {} and {} lie on different copies of {}: their phase is not told, and no loss of the "
    "other copy was seen."
)
CONFIRM_LOST_COPY = "Confirm that the copy of {} that is lost is not the one with the change."

Seen = tuple[CaseFinding, Met]


def second_hits(atom: Atom, seen: Sequence[Seen], of_gene: Sequence[CaseFinding]) -> Sequence[Seen]:
    """The hits of a loss of both copies: sure where together they are one, else open with what is missing.

    Beside a change that loses the function a loss of copies or of heterozygosity is the second hit, to be
    confirmed. Two changes may lie on one copy while the other works: their phase is not kept, so they stay
    open. The same change in two profiles is one hit.
    """
    if atom.value != BIALLELIC:
        return seen
    different = {one[0].label: one for one in seen}
    lost = [
        one
        for one in of_gene
        if one.label not in different and (one.copy_state is CopyState.LOSS or one.heterozygosity_lost)
    ]
    if lost:
        said = CONFIRM_LOST_COPY.format(atom.gene)
        return [_told(one, said, False) for one in (*different.values(), (lost[0], seen[0][1]))]
    if len(different) < 2:
        return seen
    said = OTHER_COPY_UNKNOWN.format(*list(different)[:2], atom.gene)
    return [_told(one, said, True) for one in different.values()]


def _told(one: Seen, said: str, is_open: bool) -> Seen:
    finding, how = one
    return finding, replace(how, confirm=said, open=is_open)
