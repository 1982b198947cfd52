"""Collects the lines of a release's report: what was not wholly understood, and why."""

from data.ingest.limits import MAX_RELEASE_LEFT_OVER_CHARACTERS
from domain.knowledge.evidence import NOT_TOLD, EvidenceItem, LeftOver
from domain.knowledge.profiles import AtomKind, atoms
from domain.knowledge.release_report import NO_DISEASE, NOT_MAPPED, NOT_UNDERSTOOD, TUMOUR_NOT_TOLD


class LeftOvers:
    """The lines of one file, in the order in which they were met."""

    def __init__(self) -> None:
        self._lines: list[LeftOver] = []

    def not_taken(self, line: int, item_id: str | None, text: str, why: str) -> None:
        """A row that did not become an item."""
        self._add(line, item_id, text, why, kept=False)

    def kept(self, line: int, item_id: str, text: str, why: str) -> None:
        """Something of an item that was kept without being understood."""
        self._add(line, item_id, text, why, kept=True)

    def of_item(self, line: int, item: EvidenceItem) -> None:
        """A line for each part of the profile that is not understood, and for a disease not mapped."""
        for atom in atoms(item.profile):
            if atom.kind is AtomKind.OTHER:
                self.kept(line, item.item_id, atom.text, NOT_UNDERSTOOD)
        if not item.scope.mapped:
            text = item.scope.text
            why = TUMOUR_NOT_TOLD if text == NOT_TOLD else NOT_MAPPED if text else NO_DISEASE
            self.kept(line, item.item_id, text, why)

    def all(self) -> tuple[LeftOver, ...]:
        """Every line."""
        return tuple(self._lines)

    def _add(self, line: int, item_id: str | None, text: str, why: str, kept: bool) -> None:
        shown = "".join(sign if sign.isprintable() else " " for sign in text)
        self._lines.append(LeftOver(line, item_id, shown[:MAX_RELEASE_LEFT_OVER_CHARACTERS], why, kept))
