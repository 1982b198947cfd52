"""Reads gene symbols and fusion partners as laboratories write them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from data.reference.genes import current_symbol, is_known

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)"
_SPREADSHEET_DATE = re.compile(
    rf"\d{{1,2}}[-./ ]{_MONTH}(?:[-./ ]\d{{2,4}})?|{_MONTH}[-./ ]\d{{1,2}}|\d{{4}}-\d\d-\d\d", re.IGNORECASE
)
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9@._-]*")
_REMEMBERED_CHARACTERS = 32
"""Longer texts are looked at anew each time: what is remembered stays small."""

_OVERLAP = re.compile(r"[;/]")


@dataclass(frozen=True, slots=True)
class GeneName:
    """A gene cell: the current symbol and the symbol as the file wrote it."""

    current: str | None
    reported: str | None
    spoilt: bool = False
    """True where a spreadsheet has turned the symbol into a date."""


@dataclass(frozen=True, slots=True)
class GenePair:
    """The partners of a fusion; both ``None`` where the pair could not be split."""

    first: str | None
    second: str | None
    direction_known: bool


def gene_name(text: str) -> GeneName:
    """The gene of a cell; a blank one is legal and gives ``None``, a date in its place is told."""
    return _named(text) if len(text) <= _REMEMBERED_CHARACTERS else _named.__wrapped__(text)


@lru_cache(maxsize=10_000)
def _named(text: str) -> GeneName:
    reported = text.strip()
    if reported in {"", "NA", "."}:
        return GeneName(None, None)
    if _SPREADSHEET_DATE.fullmatch(reported):
        return GeneName(None, reported, spoilt=True)
    return GeneName(current_symbol(reported), reported)


def _side(text: str) -> tuple[str, bool] | None:
    """The gene a side stands for and whether the assay knows it; ``None`` when it is not gene names."""
    names = [name.strip() for name in _OVERLAP.split(text)]
    if not all(_SYMBOL.fullmatch(name) and not _SPREADSHEET_DATE.fullmatch(name) for name in names):
        return None
    known = next((name for name in names if is_known(name)), None)
    return current_symbol(known or names[0]), known is not None


def _best_split(pair: str, mark: str) -> tuple[str, str] | None:
    """The one split at ``mark`` with the most known partners, ``None`` when there is no single best."""
    scored: list[tuple[int, str, str]] = []
    for found in re.finditer(re.escape(mark), pair):
        left, right = _side(pair[: found.start()]), _side(pair[found.end() :])
        if left and right and (left[1] or right[1]):
            scored.append((left[1] + right[1], left[0], right[0]))
    best = max((score for score, _, _ in scored), default=0)
    winners = [(left, right) for score, left, right in scored if score == best]
    return winners[0] if len(winners) == 1 else None


def gene_pair(text: str) -> GenePair:
    """Split a gene pair by the known genes.

    ``-`` stands between partners of known direction, ``;`` between partners of unknown direction; ``/``
    and ``;`` join overlapping genes on one side, and symbols contain hyphens themselves, so a split is
    taken only where a known gene makes it the single best one.
    """
    pair = text.strip()
    if is_known(pair):
        return GenePair(None, None, False)
    if split := _best_split(pair, "-"):
        return GenePair(*split, direction_known=True)
    if split := _best_split(pair, ";"):
        return GenePair(*split, direction_known=False)
    return GenePair(None, None, False)


def fusion_partner(text: str) -> GeneName:
    """The one partner of a fusion that a cell of its own names, overlapping genes joined with ``;`` or ``/``.

    The assay's gene speaks for genes that overlap; a blank cell gives ``None``, a date in it is told.
    """
    reported = text.strip()
    if reported in {"", "NA", "N/A", "."}:
        return GeneName(None, None)
    side = _side(reported)
    if side is not None:
        return GeneName(side[0], reported)
    spoilt = any(_SPREADSHEET_DATE.fullmatch(one.strip()) for one in _OVERLAP.split(reported))
    return GeneName(None, reported, spoilt=spoilt)
