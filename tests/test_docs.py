"""What the documents say is there is there, and what is there is documented."""

import ast
import re

import pytest

from tests.sources import ROOT, python_files, tree

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = ROOT / "docs" / "decisions"
# Words of the design that every reader meets; a new one comes with a line of its own.
WORDS = (
    "centre", "laboratory", "patient", "tumour", "specimen", "run", "profile", "finding", "assessable",
    "classification", "evidence", "case", "meeting", "recommendation", "answer", "therapy line", "assessment",
    "enrolment", "journal", "store", "act", "event", "draft", "synthetic", "uptake", "unknown",
    "not assessed",
)  # fmt: skip


def targets() -> set[str]:
    """What make can be asked for by a person."""
    return {
        name
        for line in MAKEFILE.splitlines()
        if (found := re.match(r"([a-z][a-z0-9 -]*):(?!=)", line))
        for name in found[1].split()
    }


def commands() -> list[str]:
    """The modules under ``commands/`` that are run by ``python -m``: they have a main."""
    return [
        path.stem
        for path in python_files("commands")
        if path.parent == ROOT / "commands" and any(map(is_main_guard, tree(path).body))
    ]


def is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)


def glossary_words() -> set[str]:
    """The words of the glossary's first columns."""
    rows = re.findall(r"^\| ([^|]+) \|", GLOSSARY, flags=re.MULTILINE)
    return {word.strip() for row in rows for word in row.split(",")}


def links(text: str) -> list[str]:
    """The relative addresses that a document links to, without their anchors."""
    found = re.findall(r"\]\(([^)\s]+)\)", text)
    return [one.partition("#")[0] for one in found if "://" not in one and not one.startswith("#")]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\bmake ([a-z][a-z0-9]+)", README))))
def test_what_the_readme_asks_of_make_is_in_the_makefile(name: str) -> None:
    assert name in targets()


@pytest.mark.parametrize("name", ["run", "test", "check", "bench", "crash"])
def test_what_make_offers_is_in_the_readme(name: str) -> None:
    assert name in targets()
    assert f"make {name}" in README


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    assert [path.name for path in DOCUMENTS if f"commands.{name}" in path.read_text(encoding="utf-8")] or (
        f"commands.{name}" in MAKEFILE
    )


@pytest.mark.parametrize(
    "name", sorted({n for d in DOCUMENTS for n in re.findall(r"python -m commands\.(\w+)", d.read_text())})
)
def test_every_documented_command_exists(name: str) -> None:
    assert name in commands()


def test_every_decision_is_listed() -> None:
    listed = links((DECISIONS / "README.md").read_text(encoding="utf-8"))
    written = {path.name for path in DECISIONS.glob("*.md")} - {"README.md"}
    assert written
    assert written - set(listed) == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(path: object) -> None:
    document = ROOT / str(path)
    broken = [
        link for link in links(document.read_text(encoding="utf-8")) if not (document.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_design_are_in_the_glossary(word: str) -> None:
    assert word in glossary_words()


def test_no_word_stands_in_the_glossary_twice() -> None:
    rows = [row.strip() for row in re.findall(r"^\| ([^|]+) \|", GLOSSARY, flags=re.MULTILINE)]
    words = [row for row in rows if row not in {"word", "---"}]
    assert sorted(words) == sorted(set(words))
