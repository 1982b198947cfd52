"""Which of a call's transcripts speaks for it.

The order: an effect within a transcript before one beside it; MANE Select; canonical; the annotator's own
PICK; the most severe by the Sequence Ontology order of ``data/reference/consequences.tsv``; protein coding;
the first in the file.
"""

from enum import StrEnum
from functools import lru_cache

from data.reference.consequences import lies_beside, severity, term_of

NOT_OF_REFERENCE = 1 << 21
BESIDE = 1 << 20
NOT_MANE = 1 << 16
NOT_CANONICAL = 1 << 15
NOT_PICKED = 1 << 14
NOT_CODING = 1
"""What stands against an effect: the smallest sum is chosen; the severity lies between the last two."""


class Why(StrEnum):
    """Why a transcript was chosen, in the words that the board reads."""

    MANE_SELECT = "MANE Select"
    CANONICAL = "canonical"
    PICK = "PICK"
    REFSEQ_CANONICAL = "RefSeq canonical"
    REFSEQ = "RefSeq"
    ENSEMBL_CANONICAL = "Ensembl canonical"
    MOST_SEVERE = "most severe"
    CHOSEN_BY_FILE = "chosen by the annotator"


MAX_REMEMBERED_CHARACTERS = 300
"""Characters of a text that is remembered, so that no file can fill memory with what it repeats."""


def weighed(consequence: str) -> tuple[str, int]:
    """Consequences joined with ``&`` as terms joined with ``:``, and what they weigh in the choice."""
    if len(consequence) > MAX_REMEMBERED_CHARACTERS:
        return _weighed.__wrapped__(consequence)
    return _weighed(consequence)


@lru_cache(maxsize=20_000)
def _weighed(consequence: str) -> tuple[str, int]:
    terms = tuple(term_of(term) for term in consequence.split("&") if term)
    return ":".join(terms), 2 * severity(terms) + (BESIDE if lies_beside(terms) else 0)


@lru_cache(maxsize=20_000)
def reason(weight: int) -> Why:
    """Why the effect with this smallest weight was chosen."""
    if not weight & NOT_MANE:
        return Why.MANE_SELECT
    if not weight & NOT_CANONICAL:
        return Why.CANONICAL
    return Why.MOST_SEVERE if weight & NOT_PICKED else Why.PICK
