"""Collects the problems of one file, bounded and in the order they were met."""

from data.ingest.limits import MAX_PROBLEMS_LISTED, SEEN_CHARACTERS
from domain.problems import Problem, Severity


class ProblemList:
    """The problems of one file; of each section at most a fixed number is listed, the rest is counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._listed: dict[tuple[str, Severity], int] = {}

    def add(self, severity: Severity, section: str, line: int, seen: str, expected: str) -> None:
        """Note one problem; ``line`` is 1-based, 0 for the file as a whole."""
        key = (section, severity)
        count = self._listed.get(key, 0) + 1
        self._listed[key] = count
        if count <= MAX_PROBLEMS_LISTED:
            shown = seen[:SEEN_CHARACTERS]
            self._problems.append(Problem(severity, self.file, section, line, shown, expected))

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
        return (*self._problems, *more)
