"""Distances of sites from centres out of a CSV file: unknown stays unknown, what cannot be read is told."""

import csv
import io
import itertools
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.problems import Problem, Severity
from domain.refused import Refused
from domain.trial_register import CentreDistance, DistanceTable
from domain.views.choices import Choice

HEADINGS = ("centre", "site", "km", "minutes")
MOST_ROWS = 20_000
TEMPLATE = "centre,site,km,minutes\r\n"
_CENTRE = "the id or the name of a centre of this program"
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class DistanceReading:
    """What was read of a file; the table is ``None`` where no row could be taken."""

    table: DistanceTable | None
    problems: tuple[Problem, ...] = ()


def read_distances(
    text: str, name: str, centres: tuple[Choice, ...], sites: Collection[str] = ()
) -> DistanceReading:
    """Read a file with the columns centre (id or name), site, km and minutes, comma or semicolon between.

    A row without a number is left out and counted as a note; the later of two rows on the same way counts
    and is told.  Where ``sites`` are given, those of the register, a row to another one is told, too. Never
    raises.
    """
    whole = text.lstrip("\ufeff")
    first = whole.split("\n", 1)[0].strip()
    rows = csv.reader(
        io.StringIO(whole, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    try:
        headings = [cell.strip().casefold() for cell in next(rows, [])]
        if not {"centre", "site"} <= set(headings) or not {"km", "minutes"} & set(headings):
            return DistanceReading(
                None, (_problem(name, 1, first, "the headings centre, site, km, minutes"),)
            )
        lines = [(rows.line_num, cells) for cells in itertools.islice(rows, MOST_ROWS + 1)]
    except csv.Error as error:
        seen = f"text that is no table: {error}"
        return DistanceReading(None, (_problem(name, rows.line_num, seen, "a CSV file, saved anew"),))
    told = ((line, dict(zip(headings, cells, strict=False))) for line, cells in lines if any(cells))
    found: dict[tuple[str, str], CentreDistance] = {}
    problems: list[Problem] = []
    ids = _ids(centres)
    for line, cells in itertools.islice(told, MOST_ROWS):
        one = _row(name, line, cells, ids)
        if isinstance(one, Problem):
            problems.append(one)
            continue
        way, words = (one.centre_id, one.site), f"{one.centre_id} to {one.site}"
        if way in found:
            problems.append(_problem(name, line, words, "every way once; this row counts", Severity.NOTE))
        elif sites and one.site not in sites:
            why = "the name of a site as the register writes it; it was taken and ranks no trial yet"
            problems.append(_problem(name, line, words, why, Severity.NOTE))
        found[way] = one
    if len(lines) > MOST_ROWS:
        problems.append(_problem(name, lines[-1][0], "more rows", f"at most {MOST_ROWS:,} rows"))
    table = DistanceTable(tuple(found.values()), name) if found else None
    return DistanceReading(table, tuple(problems))


def _ids(centres: tuple[Choice, ...]) -> dict[str, str | None]:
    """The centre that a text means; ``None`` for a name that several have."""
    found: dict[str, str | None] = {}
    for one in centres:
        label = one.label.casefold()
        found[label] = None if label in found else one.code
    return found | {one.code.casefold(): one.code for one in centres}


def _row(
    name: str, line: int, cells: Mapping[str, str], ids: Mapping[str, str | None]
) -> CentreDistance | Problem:
    told = {key: (cells.get(key) or "").strip() for key in HEADINGS}
    centre_id = ids.get(told["centre"].casefold())
    if centre_id is None:
        several = told["centre"].casefold() in ids
        wanted = "the id of the centre: several have this name" if several else _CENTRE
        return _problem(name, line, told["centre"], wanted)
    if not told["site"] or not told["site"].isprintable():
        return _problem(name, line, told["site"], "the name of a site")
    if not told["km"] and not told["minutes"]:
        return _problem(name, line, told["site"], "kilometres or minutes; not known", Severity.NOTE)
    numbers = [told[key].replace(",", ".") for key in ("km", "minutes")]
    if not all(_NUMBER.fullmatch(one) for one in numbers if one):
        return _problem(name, line, f"{told['km']} {told['minutes']}".strip(), "a number")
    try:
        km, minutes = (float(one) if one else None for one in numbers)
        return CentreDistance(centre_id, told["site"], km, minutes)
    except Refused as refused:
        return _problem(name, line, refused.sentence, "a distance that can be")


def _problem(
    name: str, line: int, seen: str, expected: str, severity: Severity = Severity.REFUSED_ROW
) -> Problem:
    return Problem(severity, name, "", line, seen[:200], expected)
