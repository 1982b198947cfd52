"""The loader of queries: one statement a file, its name its path, its parameters known."""

from pathlib import Path

import pytest

import queries


def test_a_querys_name_is_its_path() -> None:
    query = queries.load("reach/case")
    assert query.name == "reach/case"
    assert query.parameters == {"case_id"}
    assert query.gives.startswith("A case that the actor reaches")


def test_a_query_that_is_not_there_is_said_so() -> None:
    with pytest.raises(LookupError, match="No query is called 'reach/nothing'"):
        queries.load("reach/nothing")


def test_all_files_are_named_and_can_be_loaded() -> None:
    root = Path(queries.__file__).parent
    assert len(queries.names()) == len(list(root.rglob("*.sql")))
    for name in queries.names():
        assert queries.load(name).sql


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("select 1", "first line must be a comment"),
        ("-- Two.\nselect 1; select 2", "exactly one statement"),
        ("-- None.\n", "exactly one statement"),
    ],
)
def test_a_file_that_is_not_one_statement_under_a_comment_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setattr(queries, "_ROOT", tmp_path)
    (tmp_path / "bad.sql").write_text(text)
    queries.load.cache_clear()
    with pytest.raises(ValueError, match=told):
        queries.load("bad")
    queries.load.cache_clear()


def test_a_parameter_in_a_comment_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_ROOT", tmp_path)
    (tmp_path / "one.sql").write_text("-- Some, not $this.\nselect $that as x -- nor $those\n")
    queries.load.cache_clear()
    assert queries.load("one").parameters == {"that"}
    queries.load.cache_clear()


def test_nothing_but_rebuild_and_erasure_updates_or_deletes() -> None:
    import re

    changing = re.compile(r"\b(?:update|delete|truncate|merge|drop|alter)\b", re.IGNORECASE)
    comment = re.compile(r"--[^\n]*|'[^']*'")
    told = [
        name
        for name in queries.names()
        if not name.startswith(("rebuild/", "erasure/"))
        and changing.search(comment.sub("", queries.load(name).sql))
    ]
    assert told == []
    schema = Path(queries.__file__).parent.parent / "data" / "schema"
    assert [
        path.name
        for path in schema.glob("*.sql")
        if changing.search(comment.sub("", path.read_text(encoding="utf-8")))
    ] == []
