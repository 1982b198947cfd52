"""Single tests as the columns of a grid, and as the line in which a case says them without a click."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from components.text import counted, md
from domain.single_test_words import Result
from domain.views.findings import FindingRow, TestView

_SIGNS = {
    Result.DETECTED: "\N{BLACK CIRCLE}",
    Result.NOT_DETECTED: "\N{WHITE CIRCLE}",
    Result.EQUIVOCAL: "\N{CIRCLE WITH LEFT HALF BLACK}",
    Result.FAILED: "\N{MULTIPLICATION X}",
}
_FIRST = (Result.DETECTED, Result.EQUIVOCAL, Result.FAILED, Result.NOT_DETECTED)
_MOST_IN_LINE = 8


def columns_of_tests(rows: Sequence[FindingRow]) -> dict[str, pa.Array]:
    """What only single tests have, one value a row; null where a row is no test or nobody said."""
    tests = [row.test for row in rows]
    texts: dict[str, list[str | None]] = {
        "marker": [one.marker if one else None for one in tests],
        "method": [one.method if one else None for one in tests],
        "result": [_result(one) if one else None for one in tests],
        "what": [_what(row) for row in rows],
        "value": [one.value if one else None for one in tests],
        "laboratory": [(one.laboratory or None) if one else None for one in tests],
        "specimen": [one.specimen if one else None for one in tests],
        "kit": [one.kit if one else None for one in tests],
        "comment": [one.comment if one else None for one in tests],
    }
    columns = {name: pa.array(values, type=pa.string()) for name, values in texts.items()}
    columns["dated"] = pa.array([one.dated if one else None for one in tests], type=pa.date32())
    percents = [one.tumour_cell_percent if one else None for one in tests]
    columns["tumour_cells"] = pa.array(percents, type=pa.float64())
    return columns


def _result(one: TestView) -> str:
    """The result behind its sign; of a withdrawn test it can be read as nothing but withdrawn."""
    if one.withdrawn:
        return f"Withdrawn; was: {one.result_words[:1].lower()}{one.result_words[1:]}"
    return f"{_SIGNS[one.result]} {one.result_words}"


def _what(row: FindingRow) -> str | None:
    """What exactly was found; of a withdrawn test first why it was withdrawn."""
    if row.test is None or row.test.withdrawn is None:
        return row.change if row.test else None
    return f"{row.test.withdrawn}; was: {row.change}" if row.change else row.test.withdrawn


def single_tests_line(rows: Sequence[FindingRow]) -> None:
    """The single tests in a line, a negative one as what it is; nothing where none stands."""
    if any(row.test and not row.test.withdrawn for row in rows):
        st.markdown(f"**Single tests** {md(words_of_tests(rows))}")


def words_of_tests(rows: Sequence[FindingRow]) -> str:
    """Each test with its sign, marker, method and what it showed; of many the first, the rest counted.

    What was detected stands first, then what is equivocal; within these the newest. Withdrawn ones are
    counted, and stand in the table alone.
    """
    every = [row.test for row in rows if row.test]
    # No break between a sign and its marker: it would stand behind another test.
    standing = [one for one in every if not one.withdrawn]
    tests = sorted(standing, key=lambda one: _FIRST.index(one.result))
    told = [
        f"{_SIGNS[one.result]}\N{NO-BREAK SPACE}{one.marker} {one.method}: {one.short}"
        for one in tests[:_MOST_IN_LINE]
    ]
    rest = len(tests) - len(told)
    if rest:
        told.append(f"{counted(rest, 'more test')} under Single tests")
    if withdrawn := len(every) - len(standing):
        told.append(f"{withdrawn:,} withdrawn")
    return "; ".join(told)
