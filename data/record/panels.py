"""Panel lists: loaded once, never edited, and put in force by an act of its own."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reading_as
from data.record.bundles import keep_file
from data.reference.panel_example import example_panel
from data.reference.panel_rows import row_texts
from data.store import Store, Writer
from domain.panels import COLUMNS, PanelInForce, PanelLoading, panel_title
from domain.people import Act, Actor
from domain.refused import Refused

ROWS = pa.schema(
    [("place", pa.int64()), ("line", pa.int64()), *((column, pa.string()) for column in COLUMNS)]
)
"""One row of the template, each cell as text."""
IN_FORCE = ("panel_in_force", "panel_in_force")
"""The subject of the acts that switch the list."""


def record_panel_list(
    store: Store, actor: Actor, value: PanelLoading, seen_version: int, token: str
) -> Event:
    """Load a panel list as it was read from its file; ``seen_version`` is 0. It is not in force by that.

    Raises ``Refused`` for who may not manage reference tables, and for a file that was loaded before: a
    list is never edited, a new version is a new list.
    """
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    panel_id = value.reading.sha256
    with reading_as(store, now) as reader:
        known = reader.row("reach/panel_list", panel_id=panel_id)
    if known is not None:
        when = known["recorded_at"]
        raise Refused(
            f"This file was loaded before as {known['name']} {known['list_version']} on {when.day} "
            f"{when:%b %Y}; nothing was recorded. A list is never edited: bring a newer file."
        )
    assert value.dated is not None
    payload = {
        "name": value.name,
        "source": value.source,
        "list_version": value.version,
        "dated": value.dated,
        "file_sha256": panel_id,
        "rows": len(value.reading.rows),
        "rows_of_file": value.reading.of,
        "bundle_sha256": _kept(store.home / "bundles", value),
        "audit_reason": panel_title(value.name, value.version, value.dated, False),
    }
    subject = ("panel_list", panel_id)
    return append(store, now, "panel_list_loaded", subject, seen_version, token, plain(payload))


def _kept(folder: Path, value: PanelLoading) -> str:
    """Lay the rows into the bundles; return the SHA-256, which is the bundle's name."""
    told: list[dict[str, Any]] = [
        {"place": place, "line": row.line, **row_texts(row)}
        for place, row in enumerate(value.reading.rows, start=1)
    ]
    temporary = folder / f".panel.{new_id()}"
    try:
        pq.write_table(pa.Table.from_pylist(told, ROWS), temporary, compression="zstd")
        return keep_file(folder, temporary)
    finally:
        temporary.unlink(missing_ok=True)


@projects("panel_list_loaded")
def project_panel_list(writer: Writer, event: Event) -> None:
    """A panel list with its rows."""
    it = content(event)
    add(
        writer,
        event,
        "panel_list",
        panel_id=it["file_sha256"],
        row_count=it["rows"],
        **{name: it[name] for name in ("name", "source", "list_version", "dated", "bundle_sha256")},
    )
    writer.load(
        "load_panel_row",
        panel_id=it["file_sha256"],
        sequence=event.sequence,
        bundle=writer.bundle(it["bundle_sha256"]),
    )


def record_panel_in_force(
    store: Store, actor: Actor, value: PanelInForce, seen_version: int, token: str
) -> Event:
    """Say which list the board compares with from now on; ``seen_version`` is how often it was switched.

    Raises ``Refused`` for who may not manage reference tables and for a list that was never loaded (the
    example that ships needs no loading); ``Stale`` when somebody switched it meanwhile.
    """
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    if value.panel_id is not None and value.panel_id != example_panel().panel_id:
        with reading_as(store, now) as reader:
            known = reader.row("reach/panel_list", panel_id=value.panel_id)
        if known is None:
            raise Refused("There is no such panel list; nothing was recorded. Load it first.")
    payload = {"panel_id": value.panel_id, "audit_reason": value.reason}
    return append(store, now, "panel_list_switched", IN_FORCE, seen_version, token, payload)


@projects("panel_list_switched")
def project_panel_in_force(writer: Writer, event: Event) -> None:
    """Which panel list is in force."""
    it = content(event)
    add(
        writer,
        event,
        "panel_in_force",
        version=event.subject_version,
        panel_id=it["panel_id"],
        reason=it["audit_reason"],
    )
