"""What every SQL statement keeps to, and where SQL may stand at all."""

import ast
import re
from pathlib import Path

import duckdb
import pytest

from tests.sources import ROOMS, ROOT, SCRIPTS, docstrings, name_of, python_files, tree

QUERIES = ROOT / "queries"
# Drafts lie in a small table of their own beside the journal, so the desk speaks SQL as the journal does.
SQL_IN_PYTHON = ("queries/", "data/schema/", "data/journal.py", "data/desk.py")
STATEMENT = re.compile(
    r"^\s*(?:--[^\n]*\n\s*)*(?:"
    r"(?:select|SELECT)\b.+\b(?:from|FROM)\b"
    r"|(?:with|WITH)\s+\w+\s+(?:as|AS)\s*\("
    r"|(?i:insert\s+(?:or\s+\w+\s+)?into\s+[\w.\"]+\s*(?:\(|select|values|by))"
    r"|(?:delete|DELETE)\s+(?:from|FROM)\s+[\w.\"]+"
    r"|(?:update|UPDATE)\s+[\w.\"]+\s+(?:set|SET)\b"
    r"|(?i:create\s+(?:or\s+replace\s+)?(?:temp\s+|temporary\s+)?(?:table|view|schema|index|macro)\s+\w)"
    r"|(?i:(?:drop|alter)\s+(?:table|view|schema)\s+\w)"
    r"|(?:merge|MERGE)\s+(?:into|INTO)\s)",
    re.DOTALL,
)
KEYWORDS = re.compile(
    r"\b(?:ALL|AND|AS|ASC|BETWEEN|BY|CASE|CAST|COUNT|CREATE|CROSS|DELETE|DESC|DISTINCT|ELSE|END|EXCEPT|EXISTS"
    r"|FALSE|FIRST|FROM|FULL|GROUP|HAVING|IN|INNER|INSERT|INTERSECT|INTO|IS|JOIN|LAST|LEFT|LIKE|LIMIT|MAX|MIN"
    r"|NOT|NULL|NULLS|OFFSET|ON|OR|ORDER|OUTER|OVER|PARTITION|RIGHT|SELECT|SET|SUM|THEN|TRUE|UNION|UPDATE"
    r"|USING|VALUES|WHEN|WHERE|WITH)\b"
)
# What DuckDB, Spark and PostgreSQL do not all understand (queries/cohort runs on each, verbatim).
NOT_EVERYWHERE = re.compile(
    r"\b(?:qualify|ilike|median|list|unnest|struct|read_parquet|pivot|exclude|strftime|date_diff|datediff|try_cast)\b"
    r"|\bgroup\s+by\s+all\b|\border\s+by\s+all\b|::|\[",
)
FUNCTION_WITH_FROM = re.compile(r"\b(?:extract|substring|trim|overlay)\s*\([^()]*\)")
CTE = re.compile(
    r"(?:\bwith\b|,)\s*(?:recursive\s+)?(\w+)\s*(?:\([^()]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s+)?\("
)
SOURCE = re.compile(
    r"(?<!distinct )\b(?:from|join|into|update|using)\s+(?:only\s+|lateral\s+)?"
    r"([\w\"$]+)(?:\.([\w\"]+))?\s*(\()?"
)


def bare(sql: str) -> str:
    """The statement without comments and quoted texts."""
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*|/\*.*?\*/", "", sql, flags=re.DOTALL))


def faults(subject: str, sql: str) -> list[str]:
    """What a query of this subject (the folder under ``queries/``) breaks."""
    found: list[str] = []
    if not re.match(r"-- *\S", sql):
        found.append("the first line does not say what the query gives")
    if len(duckdb.extract_statements(sql)) != 1:
        found.append("it is not exactly one statement")
    text = bare(sql)
    found += [f"{word} is not lower case" for word in sorted(set(KEYWORDS.findall(text)))]
    found += foreign_schemas(subject, text.lower())
    verbs = set(re.findall(r"\b(?:insert|update|delete|merge|truncate|drop|create|alter)\b", text.lower()))
    allowed = {"projection": {"insert"}, "rebuild": {"insert", "update", "delete"},
               "erasure": {"update", "delete"}}.get(subject, set())  # fmt: skip
    found += [f"{verb} may not stand here" for verb in sorted(verbs - allowed)]
    if subject == "cohort":
        found += [f"{m[0]!r} is not understood everywhere" for m in NOT_EVERYWHERE.finditer(text.lower())]
    return found


def foreign_schemas(subject: str, text: str) -> list[str]:
    """Tables outside ``seen`` (what writes may name ``main``, too), and tables without a schema."""
    schemas = {"main", "seen"} if subject in {"projection", "rebuild", "erasure"} else {"seen"}
    text = FUNCTION_WITH_FROM.sub("", text)
    own = set(CTE.findall(text))
    found = []
    for first, second, opens in SOURCE.findall(text):
        if second and first not in schemas:
            found.append(f"{first}.{second} is not of {' or '.join(sorted(schemas))}")
        elif not second and not opens and first not in own:
            found.append(f"{first} names no schema")
    found += [
        f"schema {name} is named"
        for name in re.findall(r"\b(information_schema|pg_catalog|sqlite_master)\b", text)
    ]
    if "main" not in schemas and re.search(r"\bmain\s*\.", text):
        found.append("schema main is named")
    return found


def subject_of(path: Path) -> str:
    return path.relative_to(QUERIES).parts[0]


def sql_strings(parsed: ast.Module) -> list[int]:
    """Lines of texts that are SQL statements, documentation left out."""
    documentation = docstrings(parsed)
    return [
        node.lineno
        for node in ast.walk(parsed)
        if isinstance(node, ast.Constant)
        and node not in documentation
        and isinstance(node.value, str)
        and STATEMENT.search(node.value)
    ]


def test_every_query_says_what_it_gives_and_reads_the_views_of_seen_alone() -> None:
    told = [
        f"{name_of(path)}: {fault}"
        for path in sorted(QUERIES.rglob("*.sql"))
        for fault in faults(subject_of(path), path.read_text(encoding="utf-8"))
    ]
    assert told == []


def test_no_sql_stands_in_python_outside_the_rooms_for_it() -> None:
    told = [
        f"{name_of(path)}:{line}"
        for path in python_files(*ROOMS, *SCRIPTS)
        if not name_of(path).startswith(SQL_IN_PYTHON)
        for line in sql_strings(tree(path))
    ]
    assert told == []


@pytest.mark.parametrize(
    ("subject", "sql"),
    [
        ("case", "select a from seen.patient"),
        ("case", "-- Two.\nselect 1; select 2"),
        ("case", "-- Loud.\nSELECT a FROM seen.patient"),
        ("case", "-- Past the walls.\nselect a from main.patient"),
        ("case", "-- Past the walls.\nselect a from patient"),
        (
            "case",
            "-- Past the walls.\nselect p.a from seen.patient as p left join main.finding as f on f.a = p.a",
        ),
        ("case", "-- Past the walls.\nselect (select count(*) from main.patient) as n from seen.patient"),
        ("case", "-- Out of place.\ninsert into seen.patient values (1)"),
        ("projection", "-- A change.\nupdate main.patient set a = 1"),
        ("projection", "-- A loss.\ndelete from main.patient"),
        ("cohort", "-- Not everywhere.\nselect median(a) from seen.patient"),
    ],
)
def test_a_query_that_breaks_a_rule_is_caught(subject: str, sql: str) -> None:
    assert faults(subject, sql)


@pytest.mark.parametrize(
    ("subject", "sql"),
    [
        (
            "case",
            "-- Some.\nwith a as (select x from seen.p), b as (select x from a) select x from b order by x",
        ),
        ("case", "-- Some.\nselect 'FROM main.patient' as told from seen.p where a is distinct from b"),
        ("case", "-- Some.\nselect extract(year from day) as y from seen.p"),
        ("projection", "-- One patient.\ninsert into main.patient (a) values ($a)"),
        ("erasure", "-- Forgets.\nupdate main.patient set a = null where patient_id = $patient_id"),
    ],
)
def test_a_query_that_keeps_the_rules_is_let_through(subject: str, sql: str) -> None:
    assert faults(subject, sql) == []


@pytest.mark.parametrize(
    "text", ["select a from b", "with x as (select 1)", "delete from t", "CREATE TABLE t (a int)"]
)
def test_sql_in_a_python_text_is_caught(text: str) -> None:
    assert sql_strings(ast.parse(f"x = {text!r}"))


@pytest.mark.parametrize("text", ["Select a patient from the list.", "Update the answer.", "with 3 of 12"])
def test_a_sentence_is_not_taken_for_sql(text: str) -> None:
    assert not sql_strings(ast.parse(f"x = {text!r}"))
