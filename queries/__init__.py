"""Every SQL statement of the project, one to a file: the path is the name.

``queries/case/header.sql`` is ``load("case/header")``.  The first line of a file is a comment that
says what it gives; parameters are ``$name``.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

_ROOT = Path(__file__).parent
_PARAMETER = re.compile(r"\$([a-z_][a-z0-9_]*)")
_COMMENT = re.compile(r"--[^\n]*")


@dataclass(frozen=True, slots=True)
class Query:
    """One statement, with what it gives and the parameters it takes."""

    name: str
    gives: str
    sql: str
    parameters: frozenset[str]


@cache
def load(name: str) -> Query:
    """The query of that name.

    Raises ``LookupError`` when there is no such file and ``ValueError`` when the file does not hold
    exactly one statement under a comment line.
    """
    path = _ROOT / f"{name}.sql"
    if not path.is_file():
        raise LookupError(f"No query is called {name!r}.")
    text = path.read_text(encoding="utf-8")
    if not text.startswith("--"):
        raise ValueError(f"{name}: the first line must be a comment that says what the query gives.")
    if len(duckdb.extract_statements(text)) != 1:
        raise ValueError(f"{name}: a file holds exactly one statement.")
    parameters = frozenset(_PARAMETER.findall(_COMMENT.sub("", text)))
    return Query(name, text.splitlines()[0].lstrip("- ").strip(), text, parameters)


def names() -> tuple[str, ...]:
    """The names of all queries, sorted."""
    return tuple(sorted(str(p.relative_to(_ROOT).with_suffix("")) for p in _ROOT.rglob("*.sql")))
