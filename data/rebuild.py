"""Making the tables anew beside the old ones, comparing the two, and putting the new in their place."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import data.store
from data.schema import tables_file
from data.store import Progress, Project, open_store

_BESIDE = "store.rebuilt.duckdb"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found."""

    events: int
    tables: int
    rows: int
    differences: tuple[str, ...]
    """One sentence a table that was not what the journal says; empty when all were."""
    kept_aside: str | None
    """The old file, kept where it differed or could not be read."""


def rebuild(
    home: Path, projections: Mapping[tuple[str, int], Project], progress: Progress | None = None
) -> Rebuilt:
    """Make the tables of ``MTB_HOME`` anew from the journal, compare every row, and swap.

    Raises ``StoreHeld`` when an app holds the store and ``JournalDamaged`` when the journal does not
    hold; then nothing was changed.
    """
    path, beside = home / data.store.TABLES, home / _BESIDE
    with contextlib.ExitStack() as held:
        before, why = _contents_of(path, home, held)
        tables_file.remove(beside)
        made = open_store(home, projections, progress, tables=_BESIDE)
        events = made.sequence
        made.close()
        # Read after closing: what is compared is what lies on the disk.
        after, _ = _contents_of(beside, home, held)
    found = after or {}
    differences = (why,) if before is None else tuple(_differences(before, found))
    kept = None
    if path.exists():
        if differences:
            kept = tables_file.set_aside(path)
        else:
            tables_file.remove(path)
    beside.replace(path)
    path.chmod(0o600)
    rows = sum(content.rows for content in found.values())
    return Rebuilt(events, len(found), rows, tuple(d for d in differences if d), kept)


def _contents_of(
    path: Path, home: Path, held: contextlib.ExitStack
) -> tuple[dict[str, tables_file.Content] | None, str]:
    """What a file's tables hold, or why that cannot be said; the file stays held."""
    if not path.exists():
        return None, ""
    try:
        connection = held.enter_context(contextlib.closing(tables_file.connect(path, home)))
        return tables_file.contents(connection), ""
    except tables_file.StoreHeld:
        raise
    except Exception as error:
        return None, f"The old tables could not be read ({type(error).__name__})."


def _differences(
    before: Mapping[str, tables_file.Content], after: Mapping[str, tables_file.Content]
) -> list[str]:
    told = []
    for table in sorted({*before, *after}):
        old, new = before.get(table), after.get(table)
        if old is None or new is None:
            told.append(f"{table}: {'new' if old is None else 'no longer a table'}.")
        elif old.rows != new.rows:
            told.append(f"{table}: {old.rows:,} rows, the journal says {new.rows:,}.")
        elif old.digest != new.digest and table != "made_with":
            told.append(f"{table}: {old.rows:,} rows, not all of them what the journal says.")
    return told
