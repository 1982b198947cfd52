"""What every voice says of the cohort's findings, as far as the actor may count it."""

from datetime import date
from typing import Any

from data.reach import reach_of
from data.read.kept import Kept
from data.reference.tumour_types import tumour_type
from data.store import Store
from domain.classifications import RESISTANCE, SaidBy
from domain.harmonise import (
    OTHER_LABORATORIES,
    CohortWord,
    Harmonised,
    SameTumourBy,
    Voice,
    compare,
    words_on,
)
from domain.people import Actor

_KEPT: Kept[tuple[CohortWord, ...]] = Kept(4)
_COMPARED: Kept[Harmonised] = Kept(24)
"""By day: of some years each half-year, for who looks at it now and narrows it."""


def cohort_words(store: Store, actor: Actor) -> tuple[CohortWord, ...]:
    """Every classification that the actor may hold against another, those that were replaced too.

    Read again after an act; ``domain.harmonise.words_on`` gives those in force on a day.

    A laboratory is told of its own words, and of all others on the findings it has spoken of: without the
    names of the other laboratories, their authors and their comments.
    """
    sequence, reach = store.sequence, reach_of(actor)

    def read() -> tuple[CohortWord, ...]:
        with store.reading(reach) as reader:
            return tuple(_word(row) for row in reader.rows("classification/cohort"))

    return _KEPT.get((store.opened, sequence, reach), read)


def compared_on(store: Store, actor: Actor, same: SameTumourBy, only_own: bool, day: date) -> Harmonised:
    """What the words in force on a day say beside each other; kept until the next act."""
    key = (store.opened, store.sequence, reach_of(actor), same, only_own, day)
    words = cohort_words(store, actor)
    return _COMPARED.get(key, lambda: compare(words_on(words, day), same, only_own))


def _word(row: dict[str, Any]) -> CohortWord:
    tumour = tumour_type(row["oncotree_code"]) if row["oncotree_code"] else None
    return CohortWord(
        voice=_voice(row),
        scheme=row["scheme"],
        level=row["level"],
        resistance=row["aspect"] == RESISTANCE,
        variant_key=row["variant_key"],
        gene=row["gene"],
        finding=row["finding"],
        # A retired code is the one that took its place.
        oncotree_code=tumour.code if tumour else row["oncotree_code"],
        main_type=(tumour.main_type or None) if tumour else None,
        patient=row["patient"],
        said_on=row["said_on"],
        replaced_on=row["replaced_on"],
        comment=row["comment"],
        author=row["author"],
        synthetic=bool(row["synthetic"]),
    )


def _voice(row: dict[str, Any]) -> Voice:
    by = SaidBy(row["said_by"])
    if by is SaidBy.BOARD:
        return Voice(by, "Board")
    if by is SaidBy.TOOL:
        return Voice(by, str(row["speaker"] or "Tool"))
    if row["speaker"] is None:
        return Voice(by, OTHER_LABORATORIES)
    return Voice(by, str(row["laboratory"] or row["speaker"]), bool(row["own"]))
