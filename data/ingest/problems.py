"""Collects the problems of one file, bounded and in the order they were met."""

import re

from data.ingest.limits import MAX_PROBLEMS_LISTED, MAX_PROBLEMS_OF_A_FILE, SEEN_CHARACTERS
from domain.problems import Problem, Severity

_UNFIT = re.compile(r"[\x00\ud800-\udfff]")
"""What no store takes as text: NUL, and halves of surrogate pairs."""


class ProblemList:
    """The problems of one file; of each section at most a fixed number is listed, the rest is counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._left_out: list[Severity] = []
        self._listed: dict[tuple[str, Severity], int] = {}

    def add(self, severity: Severity, section: str, line: int, seen: str, expected: str) -> None:
        """Note one problem; ``line`` is 1-based, 0 for the file as a whole."""
        key = (section, severity)
        count = self._listed.get(key, 0) + 1
        self._listed[key] = count
        if count > MAX_PROBLEMS_LISTED:
            return
        if len(self._problems) >= MAX_PROBLEMS_OF_A_FILE and severity is not Severity.REFUSED_FILE:
            self._left_out.append(severity)
        else:
            shown = _UNFIT.sub("\ufffd", seen[:SEEN_CHARACTERS])
            self._problems.append(Problem(severity, self.file, section, line, shown, expected))

    def take(self, other: "ProblemList") -> None:
        """Go on with what another list of the same file collected."""
        self._problems += other._problems
        self._left_out += other._left_out
        for key, count in other._listed.items():
            self._listed[key] = self._listed.get(key, 0) + count

    def note(self, section: str, line: int, seen: str, expected: str) -> None:
        """Note something taken that is worth knowing."""
        self.add(Severity.NOTE, section, line, seen, expected)

    def refuse_row(self, section: str, line: int, seen: str, expected: str) -> None:
        """Note a row that was not taken."""
        self.add(Severity.REFUSED_ROW, section, line, seen, expected)

    def all(self) -> tuple[Problem, ...]:
        """Every problem listed, then one for those that were only counted."""
        more = [
            Problem(
                severity,
                self.file,
                section,
                0,
                f"{count - MAX_PROBLEMS_LISTED} more such lines",
                "fewer problems than are listed one by one",
            )
            for (section, severity), count in self._listed.items()
            if count > MAX_PROBLEMS_LISTED
        ]
        if self._left_out:
            rows = Severity.REFUSED_ROW in self._left_out
            seen = f"{len(self._left_out)} more problems of this file"
            expected = "fewer problems than are listed one by one"
            severity = Severity.REFUSED_ROW if rows else Severity.NOTE
            more.append(Problem(severity, self.file, "", 0, seen, expected))
        return (*self._problems, *more)
