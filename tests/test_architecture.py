"""The rooms and their walls, the size of what stands in them."""

import ast
import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import LONGEST
from tests.sources import BESIDE, ROOMS, ROOT, SCRIPTS, module_of, name_of, python_files, tree

MODULE_LINES = 400
FUNCTION_LINES = 80

# Who may import whom, of ours. The most particular room a module lies in counts; a room knows itself.
WALLS: dict[str, tuple[str, ...]] = {
    "app": ("session", "components", "domain"),
    "server": ("session", "data", "domain"),
    "session": ("data", "domain"),
    "pages": ("session", "components", "data.read", "data.record", "data.ingest", "endpoints", "domain"),
    "components": ("domain", "endpoints"),
    "endpoints": ("domain",),
    "domain": (),
    "queries": (),
    "data": ("data", "domain"),
    "data.journal": ("queries",),
    "data.desk": (),
    "data.schema": ("queries",),
    "data.store": ("queries", "data.journal", "data.desk", "data.schema"),
    "data.ingest": ("domain", "data.reference"),
    "data.record": ("data.store", "data.reach", "data.reference", "data.journal", "domain"),
    "data.read": ("data.store", "data.reach", "data.reference", "domain"),
    "data.reference": ("domain",),
    "commands": ("data", "endpoints", "domain"),
}
OURS = {*ROOMS, "app", "server", *BESIDE}


def lies_in(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def room_of(module: str) -> str:
    return max((room for room in WALLS if lies_in(module, room)), key=len)


def imports(path: Path) -> list[tuple[int, str]]:
    """Every module a file imports, wherever in the file, with its line."""
    found: list[tuple[int, str]] = []
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                is_module = (ROOT / whole.replace(".", "/")).is_dir() or (
                    ROOT / f"{whole.replace('.', '/')}.py"
                ).is_file()
                found.append((node.lineno, whole if is_module else base))
    return found


def wall_breaches(module: str, imported: str) -> bool:
    room = room_of(module)
    return not any(lies_in(imported, allowed) for allowed in (room, *WALLS[room]))


def test_every_room_imports_only_what_the_table_of_rooms_allows() -> None:
    breaches = [
        f"{name_of(path)}:{line} imports {imported}"
        for path in python_files()
        for line, imported in imports(path)
        if imported.split(".")[0] in OURS and wall_breaches(module_of(path), imported)
    ]
    assert breaches == []


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("pages.meeting.agenda", "data.store"),
        ("pages.meeting.agenda", "queries"),
        ("components.gauge", "data.read.cases"),
        ("data.read.cases", "data.record.answers"),
        ("data.ingest.runs", "data.store"),
        ("domain.cases", "endpoints.survival"),
        ("commands.demo", "tests.builders"),
        ("app", "data.store"),
    ],
)
def test_the_table_of_rooms_refuses_a_way_through_a_wall(module: str, imported: str) -> None:
    assert wall_breaches(module, imported)


def test_the_domain_knows_no_third_party_package() -> None:
    foreign = [
        f"{name_of(path)}:{line} imports {imported}"
        for path in python_files("domain")
        for line, imported in imports(path)
        if imported.split(".")[0] not in {*sys.stdlib_module_names, "domain"}
    ]
    assert foreign == []


def test_what_runs_imports_only_packages_that_requirements_ask_for() -> None:
    asked = set(re.findall(r"^[\w-]+", (ROOT / "requirements.in").read_text(), re.MULTILINE))
    of_package = {name: {one.lower() for one in made} for name, made in packages_distributions().items()}
    foreign = {
        f"{name_of(path)}:{line} imports {imported}"
        for path in python_files()
        if name_of(path) != "commands/chromium.py"  # finds the browser of the stories
        for line, imported in imports(path)
        if (first := imported.split(".")[0]) not in {*sys.stdlib_module_names, *OURS}
        and not of_package.get(first, set()) & asked
    }
    assert foreign == set()


def test_duckdb_is_imported_by_the_store_the_schema_and_the_loader_of_queries_alone() -> None:
    outside = [
        f"{name_of(path)}:{line}"
        for path in python_files()
        for line, imported in imports(path)
        if lies_in(imported, "duckdb")
        and not (module_of(path) in {"data.store", "queries"} or lies_in(module_of(path), "data.schema"))
    ]
    assert outside == []


def rooms_copied_to(place: Path) -> set[str]:
    """Copy all rooms' Python, complete what is not there yet, and name the modules there are."""
    for path in python_files(*ROOMS):
        target = place / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    parts = [part for part in WALLS if part not in {"app", "server"}]
    for part in sorted(parts, key=len):
        folder = place / part.replace(".", "/")
        if not folder.exists() and not folder.with_suffix(".py").exists():
            folder.mkdir(parents=True)
        if folder.is_dir() and not (folder / "__init__.py").exists():
            (folder / "__init__.py").write_text('"""Still empty."""\n')
    shutil.copy(ROOT / "pyproject.toml", place)
    parts_of = [path.relative_to(place).with_suffix("").parts for path in place.rglob("*.py")]
    return {".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts_of}


def walls_checked(place: Path) -> subprocess.CompletedProcess[str]:
    script = (
        "import sys; from importlinter.cli import lint_imports_command as c;"
        "sys.exit(c(['--no-logo', '--no-cache']))"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=place, capture_output=True, text=True)


def seen_by_import_linter(place: Path) -> set[str]:
    """The modules of the graph that import-linter builds."""
    script = "import sys, grimp; print(*grimp.build_graph(*sys.argv[1:], cache_dir=None).modules)"
    command = [sys.executable, "-c", script, *ROOMS]
    return set(subprocess.run(command, cwd=place, capture_output=True, text=True, check=True).stdout.split())


def test_import_linter_looked_at_every_module_and_found_the_walls_whole(tmp_path: Path) -> None:
    modules = rooms_copied_to(tmp_path)
    checked = walls_checked(tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    looked_at = re.search(r"Analyzed ([\d,]+) files", checked.stdout)
    assert looked_at
    # It counts the third-party packages that are imported, too.
    assert int(looked_at[1].replace(",", "")) >= len(modules)
    assert seen_by_import_linter(tmp_path) == modules


def test_import_linter_does_not_see_a_folder_that_is_no_package(tmp_path: Path) -> None:
    modules = rooms_copied_to(tmp_path)
    hidden = tmp_path / "pages" / "of_a_test"
    hidden.mkdir()
    (hidden / "page.py").write_text("import duckdb\n")
    assert seen_by_import_linter(tmp_path) == modules


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("pages/meeting/agenda_of_a_test.py", "import duckdb"),
        ("data/read/cases_of_a_test.py", "import streamlit"),
        ("components/gauge_of_a_test.py", "import data.store"),
        ("domain/views/case_of_a_test.py", "import pandas"),
    ],
)
def test_import_linter_refuses_a_way_through_a_wall(tmp_path: Path, path: str, line: str) -> None:
    rooms_copied_to(tmp_path)
    breach = tmp_path / path
    breach.parent.mkdir(parents=True, exist_ok=True)
    for folder in breach.parent, breach.parent.parent:
        if folder != tmp_path and not (folder / "__init__.py").exists():
            (folder / "__init__.py").write_text('"""Of a test."""\n')
    breach.write_text(line + "\n")
    checked = walls_checked(tmp_path)
    assert checked.returncode != 0
    assert breach.stem in checked.stdout


def test_every_folder_with_python_in_it_is_a_package() -> None:
    folders = {
        folder
        for path in python_files(*ROOMS, *BESIDE)
        for folder in path.parents
        if folder != ROOT and folder.is_relative_to(ROOT)
    }
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_no_page_lies_where_its_address_would_be_served_without_sign_in() -> None:
    assert [p.name for p in (ROOT / "pages").glob("*.py") if p.name != "__init__.py"] == []


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = [
        f"{name_of(path)}: {lines}"
        for path in python_files(*ROOMS, *BESIDE, *SCRIPTS)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    ]
    assert long == []


def test_no_function_is_longer_than_eighty_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_no_module_is_named_for_having_no_subject() -> None:
    shapeless = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py"}
    assert [name_of(p) for p in python_files(*ROOMS, *BESIDE) if p.name in shapeless] == []


def test_the_files_that_begin_first_are_there() -> None:
    assert [place for place in LONGEST if not (ROOT / "tests" / place).is_file()] == []
