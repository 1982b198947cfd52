"""Where voices differ on what the same finding means in the same tumour (BALLETT, objective 5)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from domain.classifications import SaidBy

OTHER_LABORATORIES = "Other laboratories"
"""How a laboratory sees all others: together and without their names."""


class SameTumourBy(StrEnum):
    """When the tumours of two findings count as the same."""

    TYPE = "type"
    MAIN_TYPE = "main_type"


class Compared(StrEnum):
    """Whose words are held against each other."""

    LABORATORIES = "laboratories"
    LABORATORY_BOARD = "laboratory_board"
    TOOL_BOARD = "tool_board"
    TOOL_LABORATORY = "tool_laboratory"
    TOOLS = "tools"


_KINDS = {
    (SaidBy.LABORATORY, SaidBy.LABORATORY): Compared.LABORATORIES,
    (SaidBy.LABORATORY, SaidBy.BOARD): Compared.LABORATORY_BOARD,
    (SaidBy.TOOL, SaidBy.BOARD): Compared.TOOL_BOARD,
    (SaidBy.TOOL, SaidBy.LABORATORY): Compared.TOOL_LABORATORY,
    (SaidBy.TOOL, SaidBy.TOOL): Compared.TOOLS,
}
_ORDER = (SaidBy.TOOL, SaidBy.LABORATORY, SaidBy.BOARD)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says what a finding means."""

    by: SaidBy
    name: str
    """``Board``, a laboratory's name, a tool's name whatever its version."""
    own: bool = False
    """Whether it is a laboratory that the reader works for."""


@dataclass(frozen=True, slots=True)
class CohortWord:
    """One classification of one patient's finding, without an id of the patient."""

    voice: Voice
    scheme: str
    level: str
    resistance: bool
    """Whether it is a tool's second level, of resistance."""
    variant_key: str
    gene: str | None
    finding: str
    oncotree_code: str | None
    main_type: str | None
    patient: str
    """Tells patients apart and names none."""
    said_on: date
    replaced_on: date | None = None
    """The day on which it said something else of it; ``None`` for its last word."""
    comment: str | None = None
    author: str | None = None
    synthetic: bool = False
    """Whether the patient is made up."""

    def stood_on(self, day: date) -> bool:
        """Whether it was in force at the end of a day."""
        return self.said_on <= day and (self.replaced_on is None or self.replaced_on > day)

    def tumour(self, same: SameTumourBy) -> str | None:
        """The tumour as far as it has to be the same; ``None`` where it is not known."""
        return self.oncotree_code if same is SameTumourBy.TYPE else self.main_type


@dataclass(frozen=True, slots=True)
class Side:
    """What one voice says of a finding in one kind of tumour."""

    voice: Voice
    levels: tuple[str, ...]
    """The levels in force, the newest first; several where it differs from patient to patient."""
    last: str | None
    """Its last word; ``None`` where it said several levels on its last day."""
    patients: int
    said_on: date
    """The last day on which it spoke."""
    comments: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two voices on the same finding in the same tumour under one scheme."""

    scheme: str
    finding: str
    gene: str | None
    tumour: str
    """OncoTree code or main type, as was asked."""
    first: Side
    second: Side

    @property
    def kind(self) -> Compared:
        """Whose words they are."""
        return _KINDS[(self.first.voice.by, self.second.voice.by)]

    @property
    def differs(self) -> bool:
        """Whether they do not say one and the same."""
        return len({*self.first.levels, *self.second.levels}) > 1

    @property
    def level_each(self) -> tuple[str, str] | None:
        """The last word of each; ``None`` where one of them said several levels on its last day."""
        if self.first.last is None or self.second.last is None:
            return None
        return self.first.last, self.second.last


@dataclass(frozen=True, slots=True)
class Harmonised:
    """All comparisons, and the classifications that could not be compared."""

    comparisons: tuple[Comparison, ...]
    words: int
    without_tumour: int
    """Classifications whose tumour type is not known."""


def words_on(words: Iterable[CohortWord], day: date) -> list[CohortWord]:
    """What was in force at the end of a day: said by then, and not replaced by then."""
    return [word for word in words if word.stood_on(day)]


def compare(words: Sequence[CohortWord], same: SameTumourBy, only_own: bool = False) -> Harmonised:
    """Hold every two voices on the same finding, tumour and scheme against each other.

    ``words`` are those in force on one day (``words_on``).

    With ``only_own`` those pairs alone in which the reader's laboratory speaks.  A tool's level of resistance
    counts where it gives none of sensitivity.
    """
    together: dict[tuple[str, str, str], dict[Voice, list[CohortWord]]] = defaultdict(
        lambda: defaultdict(list)
    )
    without_tumour = 0
    for word in _strongest(words):
        tumour = word.tumour(same)
        if tumour is None:
            without_tumour += 1
            continue
        together[(word.scheme, word.variant_key, tumour)][word.voice].append(word)
    found = []
    for (scheme, _, tumour), voices in together.items():
        sides = sorted((_side(voice, said) for voice, said in voices.items()), key=_place)
        name = next(iter(voices.values()))[0]
        for first, second in combinations(sides, 2):
            if only_own and not (first.voice.own or second.voice.own):
                continue
            found.append(Comparison(scheme, name.finding, name.gene, tumour, first, second))
    found.sort(key=lambda one: (one.scheme, one.gene or "", one.finding, one.tumour, one.first.voice.name))
    return Harmonised(tuple(found), len(words), without_tumour)


def _place(side: Side) -> tuple[int, str]:
    return _ORDER.index(side.voice.by), side.voice.name


def _strongest(words: Iterable[CohortWord]) -> list[CohortWord]:
    """Without the levels of resistance beside which the same voice gives one of sensitivity."""
    words = list(words)
    of_sensitivity = {
        (one.voice, one.scheme, one.variant_key, one.patient) for one in words if not one.resistance
    }
    return [
        one
        for one in words
        if not one.resistance or (one.voice, one.scheme, one.variant_key, one.patient) not in of_sensitivity
    ]


def _side(voice: Voice, said: Sequence[CohortWord]) -> Side:
    newest_first = sorted(said, key=lambda one: one.said_on, reverse=True)
    last = {one.level for one in newest_first if one.said_on == newest_first[0].said_on}
    return Side(
        voice=voice,
        levels=tuple(dict.fromkeys(one.level for one in newest_first)),
        last=last.pop() if len(last) == 1 else None,
        patients=len({one.patient for one in said}),
        said_on=newest_first[0].said_on,
        comments=tuple(dict.fromkeys(one.comment for one in newest_first if one.comment)),
        authors=tuple(dict.fromkeys(one.author for one in newest_first if one.author)),
    )
