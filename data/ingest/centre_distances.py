"""Distances of sites from centres out of a CSV file: unknown stays unknown, what cannot be read is told."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from domain.problems import Problem, Severity
from domain.refused import Refused
from domain.trial_register import CentreDistance, DistanceTable
from domain.views.choices import Choice

HEADINGS = ("centre", "site", "km", "minutes")
MOST_ROWS = 20_000
TEMPLATE = "centre,site,km,minutes\r\n"


@dataclass(frozen=True, slots=True)
class DistanceReading:
    """What was read of a file; the table is ``None`` where no row could be taken."""

    table: DistanceTable | None
    problems: tuple[Problem, ...] = ()


def read_distances(text: str, name: str, centres: tuple[Choice, ...]) -> DistanceReading:
    """Read a file with the columns centre (id or name), site, km and minutes, comma or semicolon between.

    A row without a number is left out and counted as a note; the later of two rows on the same way counts.
    """
    lines = text.lstrip("\ufeff").splitlines()
    first = lines[0] if lines else ""
    rows = csv.reader(
        io.StringIO("\n".join(lines)), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    headings = [cell.strip().casefold() for cell in next(rows, [])]
    if headings[:2] != list(HEADINGS[:2]) or not set(headings[2:]) & set(HEADINGS[2:]):
        return DistanceReading(None, (_problem(name, 1, first, "the headings centre, site, km, minutes"),))
    ids = {one.code.casefold(): one.code for one in centres} | {
        one.label.casefold(): one.code for one in centres
    }
    found: dict[tuple[str, str], CentreDistance] = {}
    problems: list[Problem] = []
    for line, cells in enumerate(rows, start=2):
        if line > MOST_ROWS:
            problems.append(_problem(name, line, "more rows", f"at most {MOST_ROWS:,} rows"))
            break
        if any(cell.strip() for cell in cells):
            one = _row(name, line, dict(zip(headings, cells, strict=False)), ids)
            if isinstance(one, Problem):
                problems.append(one)
            else:
                found[(one.centre_id, one.site)] = one
    table = DistanceTable(tuple(found.values()), name) if found else None
    return DistanceReading(table, tuple(problems))


def _row(name: str, line: int, cells: Mapping[str, str], ids: Mapping[str, str]) -> CentreDistance | Problem:
    told = {key: (cells.get(key) or "").strip() for key in HEADINGS}
    centre_id = ids.get(told["centre"].casefold())
    if centre_id is None:
        return _problem(name, line, told["centre"], "the id or the name of a centre of this program")
    if not told["site"]:
        return _problem(name, line, "", "the name of a site")
    if not told["km"] and not told["minutes"]:
        return _problem(name, line, told["site"], "kilometres or minutes; not known", Severity.NOTE)
    try:
        km, minutes = (float(told[key].replace(",", ".")) if told[key] else None for key in HEADINGS[2:])
        return CentreDistance(centre_id, told["site"], km, minutes)
    except ValueError:
        return _problem(name, line, f"{told['km']} {told['minutes']}".strip(), "a number")
    except Refused as refused:
        return _problem(name, line, refused.sentence, "a distance that can be")


def _problem(
    name: str, line: int, seen: str, expected: str, severity: Severity = Severity.REFUSED_ROW
) -> Problem:
    return Problem(severity, name, "", line, seen[:200], expected)
