"""How a person looked at a table last, the same from case to case."""

from collections.abc import Mapping
from typing import Any

from data.store import Store
from domain.people import Actor
from domain.table_view import TableView


def kept_view(store: Store, actor: Actor, table: str) -> Mapping[str, Any]:
    """The view this person kept of a table as plain values; empty where she kept none."""
    return store.desk.view(actor.user_id, table)


def keep_view(store: Store, actor: Actor, table: str, view: TableView) -> None:
    """Keep how this person looks at a table."""
    store.desk.save_view(actor.user_id, table, view.to_plain())
