"""Drafts and saved views: the one place where rows are overwritten (DESIGN 6).

They lie beside the journal in a file of their own, per user and form, so that what a person typed
is found again after a crash and in another browser.  They are no record of anything.
"""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any


class Desk:
    """What people have open: texts not yet recorded, and how they look at a table."""

    def __init__(self, path: Path) -> None:
        """Open the desk at ``path``, making it when there is none.

        A damaged file is set aside and a new one begun: drafts are a convenience, and losing
        them must not keep anybody from working.
        """
        self._lock = threading.Lock()
        try:
            self._connection = self._open(path)
        except sqlite3.DatabaseError:
            path.rename(path.with_suffix(".damaged"))
            self._connection = self._open(path)
        path.chmod(0o600)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        connection.execute("pragma journal_mode = wal")
        connection.execute(
            "create table if not exists note (user_id text, kind text, name text, body text, "
            "primary key (user_id, kind, name))"
        )
        return connection

    def _save(self, user_id: str, kind: str, name: str, body: Any) -> None:
        with self._lock:
            self._connection.execute(
                "insert or replace into note values (?, ?, ?, ?)", (user_id, kind, name, json.dumps(body))
            )

    def _find(self, user_id: str, kind: str, name: str) -> Any:
        with self._lock:
            row = self._connection.execute(
                "select body from note where user_id = ? and kind = ? and name = ?", (user_id, kind, name)
            ).fetchone()
        return None if row is None else json.loads(row[0])

    def save_draft(self, user_id: str, form: str, fields: dict[str, Any]) -> None:
        """Keep what this user has typed into this form so far."""
        self._save(user_id, "draft", form, fields)

    def draft(self, user_id: str, form: str) -> dict[str, Any]:
        """What this user had typed into this form; empty when nothing was."""
        found = self._find(user_id, "draft", form)
        return found if isinstance(found, dict) else {}

    def forget_draft(self, user_id: str, form: str) -> None:
        """The form was recorded or thrown away."""
        with self._lock:
            self._connection.execute(
                "delete from note where user_id = ? and kind = 'draft' and name = ?", (user_id, form)
            )

    def save_view(self, user_id: str, table: str, view: dict[str, Any]) -> None:
        """Keep how this user looks at this table."""
        self._save(user_id, "view", table, view)

    def view(self, user_id: str, table: str) -> dict[str, Any]:
        """How this user looked at this table last; empty when never saved."""
        found = self._find(user_id, "view", table)
        return found if isinstance(found, dict) else {}

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
