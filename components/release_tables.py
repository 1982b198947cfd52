"""Releases of evidence as tables: what is loaded, what a file holds, and in what two releases differ."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from components.csv_file import Cell, Table
from domain.knowledge.evidence import EvidenceItem, LeftOver, Scope
from domain.knowledge.release_diff import ReleaseDiff
from domain.knowledge.release_report import NOT_UNDERSTOOD, TUMOUR_UNKNOWN, ReleaseReport
from domain.views.evidence import SOURCE_LABELS, SourceView, SwitchView

_FIELDS = {
    "profile_text": "About", "profile": "About, as it is read", "scope": "Disease", "type": "Type",
    "direction": "Direction", "effect": "Effect", "significance": "Significance", "drugs": "Drugs",
    "interaction": "Together", "level_scheme": "Scheme", "level": "Level", "origin": "Origin",
    "rating": "Rating", "flagged": "Doubted by the source", "citation_id": "Citation id",
    "citation": "Citation", "trials": "Trials", "reviewed_on": "Reviewed on", "link": "Link",
}  # fmt: skip

_SCHEMES = {
    "civic": "CIViC", "oncokb": "OncoKB", "escat": "ESCAT", "amp_asco_cap": "AMP/ASCO/CAP",
    "nct_dktk": "NCT/DKTK",
}  # fmt: skip


class Differs(StrEnum):
    """In what way an item of two releases differs."""

    ADDED = "Added"
    REMOVED = "Removed"
    CHANGED = "Changed"


def releases_table(sources: Iterable[SourceView]) -> Table:
    """Every release with its date, licence, items, who loaded it when, and whether it is in force."""
    rows: list[tuple[Cell, ...]] = [
        (
            SOURCE_LABELS[source.source],
            one.title,
            "\N{CHECK MARK} In force" if one.in_force else "Not in force",
            one.released_on,
            one.items,
            one.rows,
            one.left_over,
            one.licence,
            one.loaded_by or "Comes with the program",
            one.loaded_at.date() if one.loaded_at else None,
            one.release_id[:12],
        )
        for source in sources
        for one in source.releases
    ]
    columns = (
        "Source", "Release", "State", "Released on", "Items", "Rows of the file",
        "Lines not wholly understood", "Licence", "Loaded by", "Loaded on", "SHA-256 begins",
    )  # fmt: skip
    return Table("Releases", columns, tuple(rows))


def switches_table(switches: Iterable[SwitchView]) -> Table:
    """Every switch with its reason, the newest first."""
    rows: list[tuple[Cell, ...]] = [
        (one.label, one.release or "None", one.reason, one.recorded_by, one.recorded_at) for one in switches
    ]
    return Table("Switched", ("Table", "In force since", "Why", "By", "At (UTC)"), tuple(rows))


def levels_table(report: ReleaseReport) -> Table:
    """The items of a file: a row for each type, a column for each level."""
    counts = {(kind, level): number for kind, level, number in report.levels}
    levels = sorted({level for _, level in counts})
    rows: list[tuple[Cell, ...]] = [
        (
            kind.replace("_", " ").capitalize(),
            sum(counts.get((kind, level), 0) for level in levels),
            *(counts.get((kind, level), 0) for level in levels),
        )
        for kind in dict.fromkeys(kind for kind, _ in counts)
    ]
    named = map(_scheme_named, levels)
    return Table("Items by type and level", ("Type", "Items", *named), tuple(rows))


def _scheme_named(level: str) -> str:
    scheme, _, of = level.partition(" ")
    return f"{_SCHEMES.get(scheme, scheme)} {of}".strip()


def left_over_table(rows: Iterable[LeftOver], name: str = "Lines not wholly understood") -> Table:
    """Every line of a file that is not wholly understood, with why and what became of it."""
    cells: list[tuple[Cell, ...]] = [
        (
            one.line,
            one.item_id,
            _became(one),
            one.why,
            one.text,
        )
        for one in rows
    ]
    return Table(name, ("Line", "Item", "What became of it", "Why", "As written"), tuple(cells))


def _became(line: LeftOver) -> str:
    """What became of the item of a line: only what is not understood matches nothing."""
    if not line.kept:
        return "No item was made"
    if line.why == NOT_UNDERSTOOD:
        return "Item kept; this part matches nothing"
    if line.why in TUMOUR_UNKNOWN:
        return "Item kept; its tumour is unknown"
    return "Item kept, with a remark"


def diff_table(found: ReleaseDiff, kinds: Sequence[str] = (), text: str = "") -> Table:
    """In what two releases differ: a line for an item that came or went, one for each field that changed.

    ``kinds`` narrows to values of ``Differs``, ``text`` to what item, profile, disease or drugs hold.
    """
    rows: list[tuple[Cell, ...]] = []
    for item in found.added:
        rows.append((Differs.ADDED.value, *_named(item), None, None, _all_of(item)))
    for item in found.removed:
        rows.append((Differs.REMOVED.value, *_named(item), None, _all_of(item), None))
    for one in found.changed:
        rows.extend(
            (
                Differs.CHANGED.value,
                *_named(one.new),
                _FIELDS.get(field, field),
                _words(getattr(one.old, field)),
                _words(getattr(one.new, field)),
            )
            for field in one.changed
        )
    wanted = text.strip().casefold()
    kept = [
        row
        for row in rows
        if (not kinds or row[0] in kinds)
        and (not wanted or any(wanted in str(cell).casefold() for cell in row[1:] if cell))
    ]
    columns = (
        "What", "Item", "About", "Disease", "Drugs", "Level", "Field", found.old_version, found.new_version,
    )  # fmt: skip
    return Table(f"{found.old_version} against {found.new_version}", columns, tuple(kept))


def lines_of(found: ReleaseDiff) -> int:
    """How many lines the table of a comparison has without a filter."""
    return len(found.added) + len(found.removed) + sum(len(one.changed) for one in found.changed)


def _named(item: EvidenceItem) -> tuple[Cell, ...]:
    level = _scheme_named(f"{item.level_scheme} {item.level}")
    return (item.item_id, item.profile_text, item.scope.text, ", ".join(item.drugs) or None, level)


def _all_of(item: EvidenceItem) -> str:
    said = (item.significance, item.direction.value.replace("_", " "), item.citation or item.citation_id)
    return ", ".join(part for part in said if part)


def _words(value: Any) -> str | None:
    """A field's value as text; what two profiles or scopes differ in is told by their parts."""
    if value is None or value == ():
        return None
    if isinstance(value, Scope):
        codes = "any tumour" if value.any_tumour else ", ".join(value.codes) or "not mapped"
        return f"{value.text} ({codes})" + (f", {value.condition}" if value.condition else "")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
