"""Shows what the readers make of a clinical list, for ``python -m commands.ingest LIST``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.ingest.list_mapping import Places, how_read, questions, suggested
from data.ingest.list_rows import ListRows, read_rows
from data.ingest.list_sheets import is_list, read_lists
from data.ingest.opening import Unreadable, open_file
from data.ingest.problems import ProblemList
from data.ingest.run_reading import recognise
from data.ingest.single_tests import read_single_tests_workbook
from data.ingest.workbook import is_workbook
from data.read.clinical_lists import mapping_from
from data.reference.words import plain
from domain.brought_list import BroughtList
from domain.list_mapping import Asked, ListField, ListMapping, ListQuestions
from domain.problems import Problem
from domain.readings import FileKind
from domain.refused import Refused

_PLACE_FIELDS = (ListField.CENTRE, ListField.LABORATORY)


def show_list(path: Path, mapping: Path | None, as_json: bool, record: bool) -> int | None:
    """Print what a clinical list holds, and give 0; ``None`` for a path that is none.

    ``mapping`` names a file with what its columns hold, in the form that ``--json`` prints under
    ``mapping``. A file that another reader knows is left to it unless a mapping is given.
    Raises ``Refused`` for a list that cannot be read and for a mapping that is none.
    """
    if not path.is_file() or not is_list(path) or (mapping is None and _has_its_own_reader(path)):
        return None
    if record:
        raise Refused(
            f"{path.name} is a clinical list: nothing was recorded. Bring it on the page Clinical list, "
            "where what it does not say is asked."
        )
    brought = read_lists(path)[0]
    taken = _mapping_of(mapping) if mapping is not None else suggested(brought)
    places = _as_named(brought, taken)
    rows = read_rows(brought, taken, places)
    asked = questions(brought, taken, places)
    if as_json:
        json.dump(_as_json(brought, taken, asked, rows), sys.stdout, ensure_ascii=True, indent=1)
        print()
    else:
        for line in _as_text(brought, taken, asked, rows):
            print(line.encode("utf-8", "replace").decode("utf-8"))
    return 0


def _has_its_own_reader(path: Path) -> bool:
    """True for a file that another reader knows: results, variants, single tests, other lists."""
    try:
        with path.open("rb") as file:
            if is_workbook(file.read(8)):
                return read_single_tests_workbook(path, path.name, ProblemList(path.name)) is not None
    except Unreadable:
        return False
    try:
        return recognise(open_file(path)) is not FileKind.UNRECOGNISED
    except Unreadable:
        return True


def _mapping_of(path: Path) -> ListMapping:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return mapping_from(found.get("mapping", found))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise Refused(
            f"{path.name} is no mapping ({error}): nothing was read. Take the part 'mapping' of what --json "
            "prints."
        ) from error


def _as_named(brought: BroughtList, mapping: ListMapping) -> Places:
    """Every centre and laboratory that the list names, by its own name: no store is asked here."""

    def named(of: ListField) -> dict[str, str]:
        heading = mapping.heading_of(of)
        cells = brought.cells_of(heading) if heading in brought.headings else []
        return {plain(str(cell)): str(cell) for _, cell in cells}

    centres, laboratories = (named(of) for of in _PLACE_FIELDS)
    return Places(centres, laboratories)


def _as_json(
    brought: BroughtList, mapping: ListMapping, asked: ListQuestions, rows: ListRows
) -> dict[str, Any]:
    # Only this command needs it, and it lies in the other command's module.
    from commands.ingest import plain as as_plain

    return {
        "name": brought.file.name,
        "sheet": brought.sheet,
        "header_line": brought.header_line,
        "columns": [
            {
                "letter": column.letter,
                "heading": column.heading,
                "field": as_plain(mapping.fields.get(column.heading)),
                "left_out": as_plain(column.identifying),
            }
            for column in brought.columns
        ],
        "mapping": as_plain(mapping),
        "questions": as_plain(asked),
        "rows": as_plain(rows.rows),
        "refused": rows.refused,
        "problems": as_plain((*brought.problems, *rows.problems)),
    }


def _as_text(
    brought: BroughtList, mapping: ListMapping, asked: ListQuestions, rows: ListRows
) -> Iterator[str]:
    where = f", sheet {brought.sheet}" if brought.sheet else ""
    yield f"{brought.file.name}: clinical list{where}, headings in row {brought.header_line}"
    yield f"  {brought.file.size} bytes, SHA-256 {brought.file.sha256}"
    how = how_read(brought, mapping)
    for column in brought.columns:
        held = mapping.fields.get(column.heading)
        said = held.label if held is not None else "not taken"
        if column.identifying is not None:
            said = f"{said}. {column.identifying.sentence}" if held else column.identifying.sentence
        told = f" ({how[column.heading]})" if column.heading in how else ""
        yield f"  {column.letter} {column.heading}: {said}{told}"
    yield f"{_rows(len(brought.lines))}: {len(rows.rows)} read, {rows.refused} refused"
    for row in rows.rows:
        specimen = ", ".join(row.specimen.sample_ids) or "no sample id" if row.specimen else "no specimen"
        yield f"  row {row.line}: {row.pseudonym}, {row.tumour_code}, {row.centre_id}, {specimen}"
    yield from _asked(asked)
    problems = (*brought.problems, *rows.problems)
    yield f"{len(problems)} problems" if len(problems) != 1 else "1 problem"
    yield from (_problem(one) for one in problems)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _asked(asked: ListQuestions) -> Iterator[str]:
    def words(one: Asked, what: str) -> str:
        of = f"{one.heading}: " if one.heading else ""
        return f"  {of}{what} ({_rows(one.rows)})"

    every = (*asked.orders, *asked.shares, *asked.words, *asked.defaults)
    yield f"{len(every)} questions" if len(every) != 1 else "1 question"
    for one in asked.orders:
        yield words(one, f"day or month first, as in {', '.join(one.examples)}?")
    for one in asked.shares:
        yield words(one, f"parts of 1 or per cent, as in {', '.join(one.examples)}?")
    for one in asked.words:
        yield words(one, f"what is {one.word!r}?")
    for one in asked.defaults:
        yield words(one, f"{one.of.label.lower()} where the list says none?")


def _problem(one: Problem) -> str:
    return f"  {one.severity.replace('_', ' ')}: {' '.join(one.sentence.split())}"
