"""What became of a file of evidence: counts, and a line for everything that is not wholly understood."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.knowledge.evidence import EvidenceItem, LeftOver, ReleaseReading
from domain.knowledge.profile_parser import operators_of
from domain.knowledge.profiles import AtomKind, atoms

NOT_UNDERSTOOD = "this part of the profile is not understood and matches no finding"
NOT_MAPPED = "this disease is not in the table of tumour types, so its relation to a tumour is unknown"
NO_DISEASE = "no disease is named, so its relation to a tumour is unknown"
TUMOUR_NOT_TOLD = (
    "the file does not tell for which tumour type it was annotated, so its relation to a tumour is unknown"
)
"""Why an item has a line although it was kept."""

TUMOUR_UNKNOWN = frozenset({NOT_MAPPED, NO_DISEASE, TUMOUR_NOT_TOLD})
"""The reasons that leave the relation of an item to a tumour unknown."""

_COUNTED_APART = TUMOUR_UNKNOWN | {NOT_UNDERSTOOD}

Counted = tuple[tuple[str, int], ...]
"""What was counted with its number, the most frequent first."""


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """The report of one release as it was read from its file."""

    source: str
    name: str
    version: str
    released_on: date | None
    sha256: str
    licence: str
    rows: int
    """Data rows of the file."""
    items: int
    types: Counted
    levels: tuple[tuple[str, str, int], ...]
    """Type, scheme with level, and the number of items."""
    operators: Counted
    """Items by the operators that their profiles use."""
    atom_kinds: Counted
    """Atoms of all profiles, by what they ask for."""
    not_understood: Counted
    """Texts of atoms that match no finding."""
    not_mapped: Counted
    """Diseases of which it is unknown which tumours they mean; blank where none is named."""
    remarks: Counted
    """Everything else that was kept without being understood, by what it means."""
    not_taken: tuple[LeftOver, ...]
    """Rows that became no item."""
    without_a_line: int
    """Rows that are neither a wholly understood item nor have a line that says why: always to be 0."""


def report_of(reading: ReleaseReading) -> ReleaseReport | None:
    """The report of a reading; ``None`` where the file could not be taken and its problems say why."""
    release = reading.release
    if release is None:
        return None
    items = release.items
    every = [atom for item in items for atom in atoms(item.profile)]
    other = [atom.text for atom in every if atom.kind is AtomKind.OTHER]
    not_mapped = [item.scope.text for item in items if not item.scope.mapped]
    levels = Counter((item.type.value, f"{item.level_scheme} {item.level}".strip()) for item in items)
    return ReleaseReport(
        source=release.source.value,
        name=release.name,
        version=release.version,
        released_on=release.released_on,
        sha256=release.sha256,
        licence=release.licence,
        rows=reading.rows,
        items=len(items),
        types=_counted(item.type.value for item in items),
        levels=tuple((kind, level, number) for (kind, level), number in sorted(levels.items())),
        operators=_counted(operators_of(item.profile_text).value for item in items),
        atom_kinds=_counted(atom.kind.value for atom in every),
        not_understood=_counted(other),
        not_mapped=_counted(not_mapped),
        remarks=_counted(one.why for one in reading.left_over if one.kept and one.why not in _COUNTED_APART),
        not_taken=tuple(one for one in reading.left_over if not one.kept),
        without_a_line=_without_a_line(reading, items),
    )


def _without_a_line(reading: ReleaseReading, items: Iterable[EvidenceItem]) -> int:
    """Rows that vanished, and items that are not wholly understood and have no line."""
    lines = {one.item_id for one in reading.left_over if one.kept}
    rows = {one.line for one in reading.left_over if not one.kept}
    held = list(items)
    silent = [item for item in held if not _understood(item) and item.item_id not in lines]
    became = len(held) if reading.rows_taken is None else reading.rows_taken
    return max(0, reading.rows - became - len(rows)) + len(silent)


def _understood(item: EvidenceItem) -> bool:
    return item.scope.mapped and all(atom.kind is not AtomKind.OTHER for atom in atoms(item.profile))


def _counted(values: Iterable[str]) -> Counted:
    return tuple(sorted(Counter(values).items(), key=lambda entry: (-entry[1], entry[0])))
