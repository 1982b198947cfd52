"""Splits a sectioned laboratory file (CombinedVariantOutput, MetricsOutput) into its sections."""

import re
from collections.abc import Set
from dataclasses import dataclass

from data.ingest.limits import MAX_COLUMNS, MAX_SECTIONS
from data.ingest.opening import Unreadable

_SECTION = re.compile(r"\[([^\]]+)\]")
_BETA = "BETA FEATURE"
_NONE = ("NA",)


@dataclass(slots=True)
class Row:
    """One line of a section: its 1-based number and its cells without trailing empty ones."""

    # Not frozen, though nobody changes it: one is made of every line, and a frozen one takes thrice as long.
    line: int
    cells: tuple[str, ...]

    def cell(self, index: int | None) -> str:
        """The cell at an index; empty where the line ends before it or the column does not exist."""
        return self.cells[index] if index is not None and index < len(self.cells) else ""

    @property
    def text(self) -> str:
        """The line as it was read, without padding."""
        return "\t".join(self.cells)

    @property
    def says_none(self) -> bool:
        """True for the ``NA`` that stands alone in a section without rows."""
        return self.cells == _NONE


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its name, with its rows; blank lines and BETA banners are left out."""

    name: str
    line: int
    rows: tuple[Row, ...]

    @property
    def filled(self) -> tuple[Row, ...]:
        """The rows without the lone ``NA``."""
        return tuple([row for row in self.rows if row.cells != _NONE])


@dataclass(frozen=True, slots=True)
class SectionedFile:
    """The banner lines and the sections of a file, in its order."""

    banner: str
    preamble: tuple[Row, ...]
    """Lines before the first section, after the banner."""
    sections: tuple[Section, ...]
    open_line: int = 0
    """The number of the last line where it has no line end, and may be half of one; 0 where it has."""


def _cells(line: str) -> tuple[str, ...]:
    if " " not in line and line.isascii():
        # Nothing to strip but the padding at the end; most lines are like this.
        return tuple(line.rstrip().split("\t", MAX_COLUMNS)) if line and not line.isspace() else ()
    cells = [cell.strip() for cell in line.split("\t", MAX_COLUMNS)]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _is_beta_banner(cells: tuple[str, ...]) -> bool:
    return len(cells) == 1 and _BETA in cells[0].upper()


def split_sections(text: str) -> SectionedFile:
    """Split a text into sections, tolerant of padding, line ends and blank lines of any width.

    A section ends where the next begins, not at a blank line. The leading empty cell of a header row is
    kept, because the columns count from it. Raises ``Unreadable`` for more sections than the limit.
    """
    banner = ""
    preamble: list[Row] = []
    sections: list[Section] = []
    name: str | None = None
    start = 0
    rows: list[Row] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        cells = _cells(line)
        if not cells or _is_beta_banner(cells):
            continue
        heading = _SECTION.fullmatch(cells[0]) if len(cells) == 1 else None
        if heading:
            if name is not None:
                sections.append(Section(name, start, tuple(rows)))
            if len(sections) > MAX_SECTIONS:
                raise Unreadable(f"more than {MAX_SECTIONS} sections", "the sections of one run's file")
            name, start, rows = heading.group(1).strip(), number, []
        elif name is not None:
            rows.append(Row(number, cells))
        elif not banner:
            banner = cells[0]
        else:
            preamble.append(Row(number, cells))
    if name is not None:
        sections.append(Section(name, start, tuple(rows)))
    open_line = number if text and text[-1] not in "\r\n" else 0
    return SectionedFile(banner, tuple(preamble), tuple(sections), open_line)


def once(parts: SectionedFile, names: Set[str]) -> None:
    """Raise ``Unreadable`` where a section of these names (in lower case) comes a second time.

    Every output of the software has it once: a file that has two is that of two samples or runs.
    """
    lines: dict[str, int] = {}
    for section in parts.sections:
        name = section.name.lower()
        first = lines.setdefault(name, section.line)
        if name in names and first != section.line:
            raise Unreadable(
                f"[{section.name}] a second time, in line {section.line} after line {first}",
                "one output; two files were put together into this one: bring each by itself",
            )
