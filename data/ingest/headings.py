"""What the readers of tables share: which line is a remark, and what the heading line says."""

from collections.abc import Iterable

REMARK = "#"
_QUOTE = '"'


def is_remark(line: str) -> bool:
    """Whether a line above the headings is a remark, also where a spreadsheet has put it in quotes."""
    return line.lstrip(_QUOTE).startswith(REMARK)


def remark_of(line: str) -> str:
    """A remark without its mark, and without the quotes and padding of a spreadsheet."""
    return line.strip(_QUOTE).lstrip(f"{REMARK} ").rstrip(f",;\t{_QUOTE} ")


def heading_line(lines: Iterable[str]) -> str:
    """The first filled line that is no remark; blank where there is none."""
    return next((line for line in lines if line.strip(" \t,;") and not is_remark(line)), "")


def heading_cells(line: str, delimiter: str, most: int = -1) -> tuple[str, ...]:
    """The cells of a heading line, without quotes, and without the empty ones that pad it."""
    cells = [cell.strip().strip(_QUOTE) for cell in line.split(delimiter, most)]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
