"""The tables of Harmonise: where voices differ, and how far they agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from components.csv_file import Cell, Share, Table
from components.text import DASH, counted, day
from domain.harmonise import Comparison, Side
from endpoints.agreement import Agreement, HalfYear, Kappa, Undefined

AGREEMENT_RULE = (
    "A pair is one finding in one kind of tumour of which both had spoken by the day named, each by its last "
    "word by that day: what was said later never counts earlier. The points of a line share most of their "
    "pairs, so that their intervals are not independent. 95 % intervals: Fleiss, Cohen and Everitt 1969, for "
    "many pairs; with few they are too narrow, and where the standard error is 0 there is none."
)
"""The rule by which agreement is counted, as it is shown with every number."""
Label = Callable[[str, str], str]
"""The label of a code, from its list and the code."""


@dataclass(frozen=True, slots=True)
class AsItStood:
    """How far two voices agreed on one day, by what both had said until then."""

    half: HalfYear
    on: date
    """Its last day, or today."""
    found: Agreement


@dataclass(frozen=True, slots=True)
class VoicePair:
    """Two voices under one scheme, and how far they agree: today, and as it stood after each half-year."""

    scheme: str
    """As shown."""
    first: str
    second: str
    whole: Agreement
    stood: tuple[AsItStood, ...]
    """From the first half-year in which both had spoken of a finding, oldest first; the last is today's."""

    @property
    def name(self) -> str:
        """Both voices."""
        return f"{self.first} and {self.second}"


def differences_table(differing: Sequence[Comparison], label: Label, tumour: Callable[[str], str]) -> Table:
    """One row for two voices that differ on a finding: both sides with who, when and in how many patients."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.finding, tumour(one.tumour), label("evidence_scheme", one.scheme),
            one.first.voice.name, _levels(one.scheme, one.first, label),
            one.second.voice.name, _levels(one.scheme, one.second, label),
            day(one.first.said_on), one.first.patients, day(one.second.said_on), one.second.patients,
            _told(one),
        )
        for one in differing
    ]  # fmt: skip
    # Both sides stand within a screen of 1,280 pixels; when and in whom comes after them.
    columns = (
        "Finding", "Tumour", "Scheme", "First", "First says", "Second", "Second says", "First said it on",
        "First: patients", "Second said it on", "Second: patients", "Comments and authors",
    )  # fmt: skip
    return Table("Where they differ", columns, tuple(rows))


def _levels(scheme: str, side: Side, label: Label) -> str:
    return " / ".join(label(scheme, level) for level in side.levels)


def _told(one: Comparison) -> str:
    return ". ".join(filter(None, (_remarks(side) for side in (one.first, one.second)))) or DASH


def _remarks(side: Side) -> str:
    """What a voice added, and who entered it; nothing where that is not the reader's to see."""
    entered = ["entered by " + ", ".join(side.authors)] if side.authors else []
    return f"{side.voice.name}: {'; '.join([*side.comments, *entered])}" if side.comments or entered else ""


def kappa_words(found: Kappa | Undefined) -> str:
    """``0.68 (95 % CI 0.58 to 0.78)``, or why there is none."""
    if isinstance(found, Undefined):
        return f"not told: {found.value}"
    if not found.standard_error:
        return f"{_number(found.value)} (no interval: its standard error is 0)"
    return f"{_number(found.value)} (95 % CI {_number(found.low)} to {_number(found.high)})"


def _number(value: float) -> str:
    """Two decimals; what rounds to nought has no sign."""
    return f"{round(value, 2) + 0.0:.2f}"


def _left_out(one: Agreement) -> str:
    return "; ".join(f"{left.count:,} {left.why}" for left in one.left_out) or DASH


def agreement_table(pairs: Sequence[VoicePair]) -> Table:
    """How far every two voices agree, in all."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.scheme, one.first, one.second, _agreed(one.whole), kappa_words(one.whole.kappa),
            kappa_words(one.whole.weighted), _left_out(one.whole),
        )
        for one in pairs
    ]  # fmt: skip
    columns = (
        "Scheme", "First", "Second", "Same level, of findings both spoke of", "Cohen's kappa",
        "Linear-weighted kappa", "Left out",
    )  # fmt: skip
    return Table("Agreement", columns, tuple(rows))


def stood_table(pairs: Sequence[VoicePair]) -> Table:
    """How far they agreed at the end of each half-year, by what was known then."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.scheme, one.first, one.second, day(then.on), _agreed(then.found),
            kappa_words(then.found.kappa), kappa_words(then.found.weighted), _left_out(then.found),
        )
        for one in pairs
        for then in one.stood
    ]  # fmt: skip
    columns = (
        "Scheme", "First", "Second", "As it stood on", "Same level, of findings both had spoken of",
        "Cohen's kappa", "Linear-weighted kappa", "Left out",
    )  # fmt: skip
    return Table("Agreement as it stood after each half-year", columns, tuple(rows))


def numbers_table(pairs: Sequence[VoicePair]) -> Table:
    """The same as plain numbers, for the file: kappa, interval and standard error each in its own column."""
    rows = tuple(
        (
            one.scheme, one.first, one.second, then.on, then.found.pairs, then.found.agreed,
            *_numbers(then.found.kappa), *_numbers(then.found.weighted),
        )
        for one in pairs
        for then in one.stood
    )  # fmt: skip
    parts = ("", ", 95 % from", ", 95 % to", ", standard error")
    columns = (
        "Scheme", "First", "Second", "As it stood on", "Pairs", "Same level",
        *(f"Kappa{part}" for part in parts), *(f"Weighted kappa{part}" for part in parts),
    )  # fmt: skip
    return Table("Kappa in numbers", columns, rows)


def _numbers(found: Kappa | Undefined) -> tuple[Cell, ...]:
    if isinstance(found, Undefined):
        return (None,) * 4
    # Where the standard error is 0 there is no interval, and an empty one would look like a certain kappa.
    low, high = (found.low, found.high) if found.standard_error else (None, None)
    return found.value, low, high, found.standard_error


def _agreed(one: Agreement) -> Share:
    return Share(f"{one.agreed:,} of {one.pairs:,}", one.agreed, one.pairs)


def compared_words(comparisons: int, differing: int, words: int, without_tumour: int) -> str:
    """What was compared, in one sentence, and what could not be."""
    told = (
        f"{counted(words, 'classification')} of variants in force; {counted(comparisons, 'pair')} of voices "
        f"on the same finding and tumour, {differing:,} of {comparisons:,} not of one word. Biomarkers and "
        "single tests are not compared."
    )
    if without_tumour:
        told += f" {counted(without_tumour, 'classification')} without a known tumour type left out."
    return told
