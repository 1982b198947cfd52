"""The project's own sources, as the rules about them see them."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("session", "pages", "components", "endpoints", "domain", "queries", "data", "commands")
SCRIPTS = ("app.py", "server.py")
BESIDE = ("benchmarks", "tests")


def python_files(*rooms: str) -> list[Path]:
    """Every Python file of these rooms (all rooms and the two scripts when none is named), sorted."""
    found: list[Path] = []
    for room in rooms or (*ROOMS, *SCRIPTS):
        place = ROOT / room
        found += [place] if place.is_file() else sorted(place.rglob("*.py"))
    return found


def name_of(path: Path) -> str:
    """The file as it is told in a failure."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """``data/read/cases.py`` is ``data.read.cases``; a folder's ``__init__.py`` is the folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file, kept. Looking through all kept trees for garbage takes longer than parsing."""
    gc.disable()
    parsed = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    gc.freeze()
    gc.enable()
    return parsed


def calls(parsed: ast.AST) -> Iterator[ast.Call]:
    """Every call in a tree."""
    return (node for node in ast.walk(parsed) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: ``markdown`` of ``st.markdown(...)``; empty when it has none."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def receiver(call: ast.Call) -> str:
    """The name before the dot: ``st`` of ``st.markdown(...)``; empty when there is none."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""


def docstrings(parsed: ast.Module) -> set[ast.Constant]:
    """The constants that are documentation, a field's own docstring among them."""
    return {
        node.value
        for node in ast.walk(parsed)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
