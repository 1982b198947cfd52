"""Says of a workbook among a run's files that it is a clinical list, and where such a list is brought."""

from pathlib import Path

from data.ingest.clinical_list import SECTION
from data.ingest.list_sheets import read_lists
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.row_words import row_words
from domain.readings import SectionCount
from domain.refused import Refused


def count_list(path: Path, name: str, problems: ProblemList) -> SectionCount:
    """Count the rows of a clinical list; its cases are opened elsewhere, and that is told.

    Raises ``Unreadable`` for a workbook in which there is none.
    """
    try:
        found = read_lists(path, name)[0]
    except Refused as refused:
        raise Unreadable(
            "a workbook without single tests and without a clinical list", "one of these"
        ) from refused
    count = len(found.lines)
    problems.note(
        SECTION, found.header_line, f"a clinical list of {row_words(count)}",
        "files of a run; bring the list on the page Clinical list, where its columns are mapped",
    )  # fmt: skip
    return SectionCount(name, SECTION, count, count, 0)
