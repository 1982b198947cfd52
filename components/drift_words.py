"""What changed under advice, in words: the mark on a recommendation, the sides, the tables of the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.csv_file import Cell, Table
from components.text import counted, day
from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.views.drift import ChangedAdvice, SeenChange

SIGNS = {
    Severity.AGAINST: "\N{MULTIPLICATION X}",
    Severity.NOT_FOUND: "\N{WHITE SQUARE}",
    Severity.WITHDRAWN: "\N{BLACK SQUARE}",
    Severity.STRONGER_AGAINST: "\N{BLACK DOWN-POINTING TRIANGLE}",
    Severity.WEAKER: "\N{WHITE DOWN-POINTING TRIANGLE}",
    Severity.NOT_ASSESSED: "\N{EN DASH}",
    Severity.NOT_TOLD: "?",
    Severity.GONE: "\N{WHITE CIRCLE}",
    Severity.OTHERWISE: "\N{WHITE DIAMOND}",
    Severity.STRONGER: "\N{WHITE UP-POINTING TRIANGLE}",
    Severity.LESS_AGAINST: "\N{WHITE RIGHT-POINTING TRIANGLE}",
}
"""A shape beside the word of each severity."""

_ALWAYS_TOLD = frozenset({DriftKind.FINDING, DriftKind.SINGLE_TEST})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the worklist is narrowed to; ``None`` narrows nothing."""

    kind: DriftKind | None = None
    centre: str | None = None

    @property
    def words(self) -> str:
        """``evidence, Northern hospital``; ``all changes, all centres`` where nothing is narrowed."""
        kind = self.kind.label.lower() if self.kind else "all changes"
        return f"{kind}, {self.centre or 'all centres'}"


def severity_words(severity: Severity) -> str:
    """The severity by shape and word."""
    return f"{SIGNS[severity]} {severity.label}"


def side_words(side: Side) -> str:
    """Where and when a side was said: ``CIViC 2026-05-26, 26 May 2026``; empty where nobody said it."""
    return ", ".join(part for part in (side.where, day(side.on) if side.on else None) if part)


def mark_words(row: ChangedAdvice) -> str:
    """The mark on a recommendation, behind the shape of its severity: ``Trial changed since (...): ...``.

    Told are the most severe change, every finding that a re-analysis does not have, and every single test
    that was withdrawn or corrected; others are counted.
    """
    first, *others = row.drifts
    told = [first, *(one for one in others if one.kind in _ALWAYS_TOLD)]
    more = len(row.drifts) - len(told)
    said = " ".join(f"{_opening(one)}: {one.sentence}" for one in told)
    return f"{SIGNS[first.severity]} {said}" + (f" And {more} more." if more else "")


def _opening(one: Drift) -> str:
    if one.kind is DriftKind.FINDING:
        # The sentence names the re-analysis.
        return "Analysed again since"
    if one.kind is DriftKind.SINGLE_TEST:
        return "Single test changed since"
    where = f" ({one.now.where})" if one.now.where and one.now.where not in one.sentence else ""
    return f"{one.kind.label} changed since{where}"


def marks(rows: Sequence[ChangedAdvice]) -> dict[str, str]:
    """The mark of each recommendation under which something changed, by its id."""
    return {row.recommendation_id: mark_words(row) for row in rows}


def narrowed_rows(rows: Sequence[ChangedAdvice], to: Narrowed) -> tuple[ChangedAdvice, ...]:
    """The recommendations of a centre that have a change of the kind; each keeps all of its changes."""
    return tuple(
        row
        for row in rows
        if (to.centre is None or row.whose.centre == to.centre)
        and (to.kind is None or any(one.kind is to.kind for one in row.drifts))
    )


def count_words(shown: Sequence[ChangedAdvice], rows: Sequence[ChangedAdvice], compared: int) -> str:
    """How many are shown of how many, of how many recommendations in force."""
    changes = counted(sum(len(row.drifts) for row in shown), "change")
    return (
        f"{len(shown):,} shown of {counted(len(rows), 'recommendation')} with changes ({changes} shown); "
        f"{compared:,} in force that advise a drug or a trial were compared. The newest first, of one day "
        "the most severe first"
    )


def changes_table(rows: Sequence[ChangedAdvice]) -> Table:
    """Every change with both sides, a row each."""
    columns = (
        "Patient", "Tumour", "Centre", "Recommendation", "Recommended on", "What changed", "Severity",
        "Change", "Then", "Then said by", "Then of", "Now", "Now said by", "Now of", "Since",
    )  # fmt: skip
    return Table(
        "Changes",
        columns,
        tuple(
            (
                row.whose.pseudonym, row.whose.tumour, row.whose.centre, row.advice, row.recommended_on,
                one.kind.label, one.severity.label, one.sentence, *_both(one), one.since,
            )
            for row in rows
            for one in row.drifts
        ),
    )  # fmt: skip


def seen_table(seen: Sequence[SeenChange]) -> Table:
    """What was seen and left as it was, with who said why."""
    columns = (
        "Patient", "Centre", "What changed", "Severity", "Change", "Then", "Now", "Since", "Seen by",
        "Seen on", "Comment",
    )  # fmt: skip
    return Table(
        "Seen, no change",
        columns,
        tuple(
            (
                one.pseudonym, one.centre, one.kind.label, one.severity.label, one.sentence, one.before.words,
                one.now.words, one.since, one.recorded_by, one.recorded_at.date(), one.comment,
            )
            for one in seen
        ),
    )  # fmt: skip


def _both(one: Drift) -> tuple[Cell, ...]:
    return tuple(value for side in (one.before, one.now) for value in (side.words, side.where, side.on))
