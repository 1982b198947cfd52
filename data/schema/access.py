"""What a cursor may reach and do: look with an actor's reach, or insert what an event says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

import queries

if TYPE_CHECKING:
    import pandas as pd

_EVENT_COLUMNS = (
    "sequence", "event_id", "verb", "verb_version", "subject_kind", "subject_id", "subject_version",
    "actor_id", "role", "on_behalf_of", "recorded_at",
)  # fmt: skip
_VARIABLES = (
    "user_id", "centres", "cohort_centres", "laboratories", "cohort_laboratories", "board", "meetings",
    "every_run", "audit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """What a cursor may reach; the empty reach sees no row of any patient."""

    user_id: str | None = None
    every_centre: bool = False
    centres: tuple[str, ...] = ()
    laboratories: tuple[str, ...] = ()
    board: bool = False
    every_cohort: bool = False
    cohort_centres: tuple[str, ...] = ()
    cohort_laboratories: tuple[str, ...] = ()
    meetings: bool = False
    every_run: bool = False
    audit: bool = False


@dataclass(slots=True)
class Reader:
    """One consistent look at the store, for one thread and one page."""

    _cursor: duckdb.DuckDBPyConnection

    def rows(self, name: str, /, **values: Any) -> list[dict[str, Any]]:
        """The rows of a query, each as a dictionary of its columns."""
        result = self._cursor.execute(queries.load(name).sql, values)
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def row(self, name: str, /, **values: Any) -> dict[str, Any] | None:
        """The first row of a query, ``None`` when there is none."""
        found = self.rows(name, **values)
        return found[0] if found else None

    def tuples(self, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query in the order of its columns: for a hundred thousand rows, twice as fast."""
        return self._cursor.execute(queries.load(name).sql, values).fetchall()

    def frame(self, name: str, /, **values: Any) -> "pd.DataFrame":
        """The rows of a query as a data frame, for tables of many rows."""
        return self._cursor.execute(queries.load(name).sql, values).df()


@dataclass(slots=True)
class Writer:
    """What a projection may do: run the statements under ``queries/projection``."""

    _cursor: duckdb.DuckDBPyConnection
    bundles: Path

    def add(self, name: str, /, **values: Any) -> None:
        """Insert one row."""
        self._cursor.execute(queries.load(f"projection/{name}").sql, values)

    def load(self, name: str, /, **values: Any) -> None:
        """Insert what a bundle holds; of the values the statement takes those it names."""
        query = queries.load(f"projection/{name}")
        self._cursor.execute(query.sql, {key: values[key] for key in query.parameters})

    def add_event(self, event: object, reason: str | None) -> None:
        """Insert the row that says the tables know this event."""
        columns = {name: getattr(event, name) for name in _EVENT_COLUMNS}
        self.add("event", **columns, reason=reason)

    def add_many(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Insert many rows with the same columns by a statement that takes them as one JSON text, ``$rows``.

        Measured for 100 rows: 1.5 ms, where one statement a row takes 430 ms.
        """
        if rows:
            text = json.dumps(rows, ensure_ascii=False)
            self._cursor.execute(queries.load(f"projection/{name}").sql, {"rows": text})

    def rows(self, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
        """What a statement under ``queries/projection`` gives."""
        return self._cursor.execute(queries.load(f"projection/{name}").sql, values).fetchall()

    def bundle(self, sha256: str) -> str:
        """Where the bundle of that hash lies. Raises ``FileNotFoundError`` when it is gone."""
        path = self.bundles / f"{sha256}.parquet"
        if not path.is_file():
            raise FileNotFoundError(f"The bundle {sha256} is missing from the bundles folder.")
        return str(path)


def bind(cursor: duckdb.DuckDBPyConnection, reach: Reach, fresh: bool = True) -> None:
    """Set the variables the views read; what is not set sees nothing.

    ``fresh`` is a cursor that has none yet; on another one what this reach does not set is taken away.
    """
    values: dict[str, Any] = {}
    if reach.user_id is not None:
        values["user_id"] = reach.user_id
    if reach.every_centre or reach.every_cohort:
        every = [row[0] for row in cursor.execute(queries.load("projection/every_centre").sql).fetchall()]
        if reach.every_centre:
            values["centres"] = every
        if reach.every_cohort:
            values["cohort_centres"] = every
    for name in ("centres", "laboratories", "cohort_centres", "cohort_laboratories"):
        if held := getattr(reach, name):
            values[name] = list(held)
    for name in ("board", "meetings", "every_run", "audit"):
        if getattr(reach, name):
            values[name] = True
    for name in _VARIABLES:
        if name in values:
            cursor.execute(f"set variable {name} = ${name}", {name: values[name]})
        elif not fresh:
            cursor.execute(f"reset variable {name}")


def looking_cursor(connection: duckdb.DuckDBPyConnection, reach: Reach) -> duckdb.DuckDBPyConnection:
    """A fresh cursor with that reach, in a read-only transaction: one consistent look."""
    cursor = connection.cursor()
    bind(cursor, reach)
    return cursor.execute("begin transaction read only")
