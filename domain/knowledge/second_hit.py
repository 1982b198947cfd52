"""Whether two findings of one gene together leave no working copy of it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from domain.knowledge.atom_match import Met
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.profiles import BIALLELIC, Atom
from domain.phase import Copies, copies_of

OTHER_COPY_UNKNOWN = (
    "Not known whether {} and {} lie on different copies of {}: their phase is not told, and no loss of the "
    "other copy was seen."
)
ON_ONE_COPY = (
    "Not known whether a working copy of {2} is left: the reads say that {0} and {1} lie on one copy, and no "
    "loss of the other was seen."
)
CONFIRM_SAME_CELLS = (
    "Confirm that {} and {} are changes of the same cells: the reads say that they lie on different copies "
    "of {}."
)
CONFIRM_LOST_COPY = "Confirm that the copy of {} that is lost is not the one with the change."

Seen = tuple[CaseFinding, Met]


def second_hits(atom: Atom, seen: Sequence[Seen], of_gene: Sequence[CaseFinding]) -> Sequence[Seen]:
    """The hits of a loss of both copies: sure where together they are one, else open with what is missing.

    Beside a change that loses the function a loss of copies or of heterozygosity is the second hit, to be
    confirmed; so is a second change that its phase places on the other copy. Two changes on one copy, and two
    whose phase is not told, stay open: the other copy may work. The same change in two profiles is one hit.
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
    pairs = {pair: _copies([one[0] for one in seen], *pair) for pair in combinations(different, 2)}
    for copies, said, is_open in _SAID:
        if (pair := next((pair for pair, one in pairs.items() if one is copies), None)) is not None:
            hits = different.values() if is_open else [different[label] for label in pair]
            return [_told(one, said.format(*pair, atom.gene), is_open) for one in hits]
    return seen


_SAID = (
    (Copies.DIFFERENT, CONFIRM_SAME_CELLS, False),
    (Copies.NOT_TOLD, OTHER_COPY_UNKNOWN, True),
    (Copies.SAME, ON_ONE_COPY, True),
)
"""What is said of two changes and whether it stays open, what decides first."""


def _copies(seen: Sequence[CaseFinding], one: str, other: str) -> Copies:
    """Whether two changes lie on one copy, by every profile that has both; contradictions tell nothing."""
    told = {
        copies_of(first.phase, second.phase)
        for first in seen
        for second in seen
        if (first.label, second.label) == (one, other)
    } - {Copies.NOT_TOLD}
    return told.pop() if len(told) == 1 else Copies.NOT_TOLD


def _told(one: Seen, said: str, is_open: bool) -> Seen:
    finding, how = one
    return finding, replace(how, confirm=said, open=is_open)
