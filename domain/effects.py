"""Every effect on a transcript that an annotation gives of one call, taken apart when it is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import overload

PART = "|"
"""Between the parts of an effect, and between effects."""

SAID = 5
"""Parts of an effect: gene, transcript, coding change, protein change, consequence."""

Effect = tuple[str, ...]
"""The parts of an effect, and why it was chosen: empty for those that were not."""

_NOT_CHOSEN = repeat("")


@dataclass(frozen=True, slots=True)
class Effects(Sequence[Effect]):
    """The effects on a call as one text: a file with a hundred thousand calls has a million of them."""

    text: str
    """``SAID`` parts of each effect."""
    chosen: int
    """Which of them speaks for the call, from 0."""
    why: str

    @property
    def rows(self) -> tuple[Effect, ...]:
        """Each effect by its parts."""
        parts = iter(self.text.split(PART))
        every = list(zip(parts, parts, parts, parts, parts, _NOT_CHOSEN, strict=False))
        every[self.chosen] = (*every[self.chosen][:SAID], self.why)
        return tuple(every)

    def __len__(self) -> int:
        """How many effects there are."""
        return (self.text.count(PART) + 1) // SAID

    def __iter__(self) -> Iterator[Effect]:
        """One effect after the other."""
        return iter(self.rows)

    @overload
    def __getitem__(self, at: int) -> Effect: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Effect, ...]: ...
    def __getitem__(self, at: int | slice) -> Effect | tuple[Effect, ...]:
        """One effect, or some."""
        return self.rows[at]
