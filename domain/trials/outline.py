"""The criteria of an arm as lines: a group stands over its parts, each with its own answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from domain.trials.matches import Answer, CriterionAnswer, Joined, JoinedAnswer, TreeAnswer


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion, or the heading of a group of them."""

    depth: int
    """How many groups it stands under."""
    told: TreeAnswer
    joint: Joined | None = None
    """How it is joined to the part before it; ``None`` of a group's first part, and outside of groups."""


def outlined(answer: TreeAnswer) -> tuple[Line, ...]:
    """What is asked, line by line, in the order in which it was written.

    What must all hold stands side by side; alternatives, and what must hold together among them, stand
    under a heading. A group within one of its own kind, and one of a single part, is no group of its own;
    what stands twice in a group stands there once.
    """
    whole = flattened(answer)
    if isinstance(whole, JoinedAnswer) and whole.joined is Joined.ALL:
        return tuple(line for part in whole.parts for line in _lines(part, 0, None))
    return tuple(_lines(whole, 0, None))


def _lines(told: TreeAnswer, depth: int, joint: Joined | None) -> Iterator[Line]:
    yield Line(depth, told, joint)
    if isinstance(told, JoinedAnswer):
        for place, part in enumerate(told.parts):
            yield from _lines(part, depth + 1, told.joined if place else None)


def flattened(answer: TreeAnswer) -> TreeAnswer:
    """The same criteria and answer without groups that say nothing."""
    if isinstance(answer, CriterionAnswer):
        return answer
    parts: list[TreeAnswer] = []
    for part in map(flattened, answer.parts):
        same = isinstance(part, JoinedAnswer) and part.joined is answer.joined
        parts += part.parts if same and isinstance(part, JoinedAnswer) else (part,)
    alone = tuple(dict.fromkeys(parts))
    return alone[0] if len(alone) == 1 else JoinedAnswer(answer.joined, answer.answer, alone)


def heading_of(group: JoinedAnswer) -> str:
    """What a group asks of its parts: ``One of these 8``, ``All of these 2``."""
    return f"{'One' if group.joined is Joined.ANY else 'All'} of these {len(group.parts)}"


def sentence_of(group: JoinedAnswer) -> str:
    """How a group comes to its answer: ``One is enough: 1 warn, 7 fail.``"""
    often = Counter(part.answer for part in group.parts)
    counts = ", ".join(f"{often[one]} {one.label.lower()}" for one in Answer if often[one])
    return f"{'One is enough' if group.joined is Joined.ANY else 'All have to hold'}: {counts}."
