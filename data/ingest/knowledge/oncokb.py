"""Reads a release out of a file that a laboratory annotated with OncoKB under its own licence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data.ingest.knowledge.civic import version_of
from data.ingest.knowledge.civic_rows import NoItem
from data.ingest.knowledge.left_overs import LeftOvers
from data.ingest.knowledge.oncokb_columns import (
    EXPECTED,
    LEVEL_ORDER,
    LEVELS,
    OLDER,
    VERSION,
    lacking,
    not_read,
)
from data.ingest.knowledge.oncokb_rows import items_of, of_tumour
from data.ingest.knowledge.release_file import ReleaseText
from data.ingest.knowledge.release_table import ReleaseTable, cells_by_heading
from data.ingest.knowledge.table_file import table_of_text
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from domain.knowledge.evidence import NOT_TOLD, EvidenceItem, LeftOver, Release, ReleaseReading, Source
from domain.knowledge.release_report import TUMOUR_NOT_TOLD
from domain.problems import Severity
from domain.refused import Refused

LICENCE = "OncoKB's terms; the licence of the laboratory that annotated it"
NAME = "OncoKB"
Key = tuple[str, str]
"""A statement's id, which is the same at every level, and its level."""
_VERSION = re.compile(r"\bv\d+(?:\.\d+)*\b", re.IGNORECASE)
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def read_oncokb_text(read: ReleaseText, sha256: str, problems: ProblemList) -> ReleaseReading:
    """The release of a text that was opened already; lines above the headings may begin with ``#``.

    Raises ``Unreadable`` for a file that is none of the annotator's, or lacks its columns.
    """
    above, text = _apart(read.text.removeprefix("\ufeff"))
    table = table_of_text(replace(read, text=text), problems)
    return oncokb_release(table, above, sha256, problems)


def without_comments(text: str) -> str:
    """The text with the lines above its headings that begin with ``#`` made blank, so that lines count on."""
    return _apart(text.removeprefix("\ufeff"))[1]


def as_told(
    reading: ReleaseReading, name: str, version: str | None, released_on: date | None, tumour: str | None
) -> ReleaseReading:
    """The reading with what its file does not say: name, version, day, and the tumour it was annotated for.

    ``tumour`` is a code of OncoTree; only items whose row names none take it. Raises ``Refused`` where no day
    is told, where the day has not come, and for an unknown code.
    """
    release = reading.release
    if release is None:
        return reading
    if released_on is None:
        raise Refused(
            "Say of which day OncoKB's data are: the file does not tell it. Nothing was loaded; your answers "
            "are kept."
        )
    if released_on > date.today():
        raise Refused("The day of OncoKB's data has not come yet; nothing was loaded. Correct the day.")
    told = replace(release, name=name, version=version or released_on.isoformat(), released_on=released_on)
    if tumour is None:
        return replace(reading, release=told)
    placed = _placed(release.items, tumour)
    items = tuple({one.item_id: one for one in placed.values()}.values())
    left = dict.fromkeys(one for line in reading.left_over for one in _left(line, placed))
    return replace(reading, release=replace(told, items=items), left_over=tuple(left))


def _left(line: LeftOver, placed: Mapping[str, EvidenceItem]) -> tuple[LeftOver, ...]:
    """A line as it stands once the tumour is told: none is left of what only asked for it."""
    if not line.kept or line.item_id is None:
        return (line,)
    return () if line.why == TUMOUR_NOT_TOLD else (replace(line, item_id=placed[line.item_id].item_id),)


def says_tumour(reading: ReleaseReading) -> bool:
    """Whether every item names the tumour for which its level was given."""
    items = reading.release.items if reading.release is not None else ()
    return all(one.scope.text != NOT_TOLD for one in items)


def _placed(items: Iterable[EvidenceItem], tumour: str) -> dict[str, EvidenceItem]:
    """By the id of each item, what it is once its tumour is told."""
    became: dict[str, Key] = {}
    found: dict[Key, EvidenceItem] = {}
    for one in items:
        placed = of_tumour(one, tumour) if one.scope.text == NOT_TOLD else one
        if placed is None:
            raise Refused(
                f"{tumour!r} is no tumour type of OncoTree, such as LUAD; nothing was loaded and your "
                "answers are kept. Leave it blank where the tumour type is not known."
            )
        became[one.item_id] = key = (placed.item_id, placed.level)
        found.setdefault(key, placed)
    told = _told_apart(found)
    return {item_id: told[key] for item_id, key in became.items()}


def _apart(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    at = next((place for place, one in enumerate(lines) if one.strip() and not one.startswith("#")), 0)
    return "\n".join(lines[:at]), "\n" * at + "\n".join(lines[at:])


def oncokb_release(table: ReleaseTable, above: str, sha256: str, problems: ProblemList) -> ReleaseReading:
    """The release of a table that was parted already; ``above`` is what stood above its headings.

    Raises ``Unreadable`` where columns or every row lack.
    """
    missing = lacking(table.headings)
    if missing:
        raise Unreadable(f"a file of OncoKB's annotator without {' and '.join(missing)}", EXPECTED)
    if not table.rows:
        raise Unreadable("a heading line and no row", "at least one annotated row")
    made = _Made()
    for line, cells in table.rows:
        made.take(line, cells_by_heading(table, cells))
    items = _told_apart(made.items)
    for key, one in items.items():
        made.left_over.of_item(made.lines[key], one)
    _note_columns(table, problems)
    version, day = _said(table, above, problems)
    release = Release(
        Source.ONCOKB, NAME, version or version_of(day, sha256), day, sha256, LICENCE, tuple(items.values())
    )
    lines = tuple(sorted(made.left_over.all(), key=lambda one: one.line))
    return ReleaseReading(release, len(table.rows), lines, problems.all(), made.rows)


@dataclass(slots=True)
class _Made:
    """The items of a file so far, each once, and a line for what became none."""

    items: dict[Key, EvidenceItem] = field(default_factory=dict)
    lines: dict[Key, int] = field(default_factory=dict)
    """The first line that says each."""
    left_over: LeftOvers = field(default_factory=LeftOvers)
    rows: int = 0
    """Rows that became items."""

    def take(self, line: int, row: dict[str, str] | None) -> None:
        """Make items of a row. The row itself is never kept: it speaks of a patient."""
        if row is None:
            self.left_over.not_taken(line, None, "", "it has more or fewer cells than the heading line")
            return
        try:
            items = items_of(row)
        except NoItem as none:
            self.left_over.not_taken(line, None, "", str(none))
            return
        new = [one for one in items if (one.item_id, one.level) not in self.items]
        if not new:
            first = self.lines[items[0].item_id, items[0].level]
            self.left_over.not_taken(line, None, "", f"line {first} says all that it says: taken once")
            return
        self.rows += 1
        for one in new:
            self.items[one.item_id, one.level] = one
            self.lines[one.item_id, one.level] = line


def _told_apart(items: Mapping[Key, EvidenceItem]) -> dict[Key, EvidenceItem]:
    """The items by gene, so that those of one sample do not stand together; one at two levels as two."""
    ordered = sorted(
        items.items(), key=lambda one: (one[1].profile_text, one[0][0], LEVEL_ORDER.index(one[0][1]))
    )
    taken: set[str] = set()
    told = {}
    for (item_id, level), one in ordered:
        told[item_id, level] = replace(one, item_id=f"{item_id}-{level}") if item_id in taken else one
        taken.add(item_id)
    return told


def _note_columns(table: ReleaseTable, problems: ProblemList) -> None:
    places = {one: at for at, one in enumerate(table.headings)}
    for one in OLDER:
        if one in places:
            seen = f"the column {one.upper()}"
            problems.note("", table.heading_line, seen, f"level {LEVELS[one]} of today, as which it is read")
    for one in not_read(table.headings):
        filled = sum(bool(cells[places[one]]) for _, cells in table.rows if len(cells) > places[one])
        if filled:
            seen = f"the column {one.upper()}, filled in {filled:,} rows"
            expected = "a level of a drug, LEVEL_1 to LEVEL_R2; it is not read"
            problems.add(Severity.UNKNOWN, "", table.heading_line, seen, expected)


def _said(table: ReleaseTable, above: str, problems: ProblemList) -> tuple[str | None, date | None]:
    """The version and day of OncoKB's data, where the file tells them."""
    told = " ".join(line for line in above.split("\n") if "oncokb" in line.lower())
    versions = {found.group().lower() for found in _VERSION.finditer(told)}
    for one in VERSION:
        if one in table.headings:
            at = table.headings.index(one)
            said = (row[at] for _, row in table.rows if len(row) > at)
            versions |= {found.group().lower() for cell in said if (found := _VERSION.search(cell))}
    if len(versions) > 1:
        problems.note("", table.heading_line, "several versions of OncoKB's data", "one: say which it is")
    try:
        days = {date.fromisoformat(one) for one in _DAY.findall(told)}
    except ValueError:
        days = set()
    return (
        versions.pop() if len(versions) == 1 else None,
        days.pop() if len(days) == 1 else None,
    )  # fmt: skip
