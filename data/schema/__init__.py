"""The shape of the store: the tables, and the views of schema ``seen`` that queries read.

There are no migrations: when these files change, the store is made anew from the journal.
"""

import hashlib
from functools import cache
from pathlib import Path

import duckdb

_ROOT = Path(__file__).parent
_FILES = ("tables.sql", "seen.sql")


@cache
def digest() -> str:
    """What the schema's text hashes to; a store with another one is made anew."""
    text = "".join((_ROOT / name).read_text(encoding="utf-8") for name in _FILES)
    return hashlib.sha256(text.encode()).hexdigest()


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all tables and views in an empty database, and note the schema's digest in it.

    In one transaction: half the time, because the disk is waited for once.
    """
    connection.execute("begin transaction")
    for name in _FILES:
        for statement in duckdb.extract_statements((_ROOT / name).read_text(encoding="utf-8")):
            connection.execute(statement)
    connection.execute("create table main.made_with (schema_digest text not null)")
    connection.execute("insert into main.made_with values ($digest)", {"digest": digest()})
    connection.execute("commit")


def digest_in(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The digest that a database was made with, ``None`` where it has none."""
    known = connection.execute(
        "select count(*) from information_schema.tables "
        "where table_schema = 'main' and table_name = 'made_with'"
    ).fetchone()
    if not known or not known[0]:
        return None
    row = connection.execute("select schema_digest from main.made_with").fetchone()
    return str(row[0]) if row else None
