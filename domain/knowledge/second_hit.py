"""Whether two findings of one gene together leave no working copy of it."""

from collections.abc import Sequence
from dataclasses import replace

from domain.knowledge.atom_match import Met
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.profiles import BIALLELIC, Atom

CONFIRM_OTHER_COPY = "Confirm that {} and {} lie on different copies: the item speaks of the loss of both."
CONFIRM_LOST_COPY = "Confirm that the copy of {} that is lost is not the one with the change."

Seen = tuple[CaseFinding, Met]


def second_hits(atom: Atom, seen: Sequence[Seen], of_gene: Sequence[CaseFinding]) -> list[Seen]:
    """The hits that together are the loss of both copies, to be confirmed; none where one hit stands alone.

    Beside a change that loses the function counts another one, a loss of copies or of heterozygosity. The
    same change in two profiles is one hit.
    """
    if atom.value != BIALLELIC:
        return []
    different = {one[0].label: one for one in seen}
    lost = [
        one
        for one in of_gene
        if one.label not in different and (one.copy_state is CopyState.LOSS or one.heterozygosity_lost)
    ]
    if lost:
        said = CONFIRM_LOST_COPY.format(atom.gene)
        return [_sure(one, said) for one in (*different.values(), (lost[0], seen[0][1]))]
    if len(different) < 2:
        return []
    said = CONFIRM_OTHER_COPY.format(*list(different)[:2])
    return [_sure(one, said) for one in different.values()]


def _sure(one: Seen, said: str) -> Seen:
    finding, how = one
    return finding, replace(how, confirm=said, open=False)
