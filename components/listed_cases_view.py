"""What a clinical list would open, row by row, and which rows a person leaves out or adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from components.csv_file import Table
from components.forms import Form
from components.states import nothing_here
from components.table_in_full import table_in_full
from components.text import DASH, counted, day, md
from domain.listed_cases import ListedCase, ListedState, counted_states
from domain.problems import Problem, Severity
from domain.views.choices import Choice

_SEVERITIES = {
    Severity.REFUSED_FILE: "File refused",
    Severity.REFUSED_ROW: "Row refused",
    Severity.UNKNOWN: "Not read",
    Severity.NOTE: "Worth knowing",
}
_STATES = {
    ListedState.NEW_PATIENT: "New patient",
    ListedState.KNOWN_PATIENT: "Known patient, further case",
    ListedState.ALREADY_THERE: "Already there, skipped",
    ListedState.REFUSED: "Refused",
}
_COLUMNS = (
    "Row", "What happens", "Pseudonym", "Sex", "Born", "Centre", "Tumour", "Stage", "ECOG", "Question",
    "Specimens", "Why, and what is not taken",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """How codes are shown."""

    centres: Mapping[str, str]
    tumours: Mapping[str, str]


def listed_cases_view(
    form: Form, cases: Sequence[ListedCase], refused_rows: int, names: Names, rows_id: str
) -> None:
    """Draw the cases, under what becomes of them, and the two choices a person has.

    The choices are kept for the rows ``rows_id``: those of another file or sheet are others.
    """
    states = counted_states(cases)
    st.subheader(md(f"Cases that would be opened ({len(offered(cases)):,})"), anchor=False)
    if not cases:
        nothing_here("No row can be read yet.", "Answer what is asked above, and read the problems below.")
        return
    st.text(
        f"{counted(states[ListedState.NEW_PATIENT], 'new patient')}, "
        f"{counted(states[ListedState.KNOWN_PATIENT], 'further case of a known patient', _FURTHER)}, "
        f"{states[ListedState.ALREADY_THERE]:,} already there, "
        f"{states[ListedState.REFUSED]:,} refused; {counted(refused_rows, 'row')} could not be read."
    )
    table = Table("Rows of the list", _COLUMNS, tuple(_row(case, names) for case in cases))
    table_in_full(table, f"{rows_id} cases", "case")
    new = [case for case in cases if case.state is ListedState.NEW_PATIENT]
    known = [case for case in cases if case.state is ListedState.KNOWN_PATIENT]
    if new:
        form.choices(
            "Leave these out",
            _name("left_out", rows_id),
            _choices(new),
            placeholder="All new patients are taken",
        )
    if known:
        form.choices(
            "Open a further case of these known patients",
            _name("also", rows_id),
            _choices(known),
            placeholder="None is taken",
        )


_FURTHER = "further cases of known patients"


def _choices(cases: Sequence[ListedCase]) -> list[Choice]:
    return [Choice(one.key, f"{one.row.pseudonym} (row {one.lines[0]})") for one in cases]


def _row(case: ListedCase, names: Names) -> tuple[str | int | None, ...]:
    row = case.row
    sex = row.sex.value if row.sex is not None else "unknown"
    told = [
        case.why,
        f"Not taken: {', '.join(name.removeprefix('Specimen: ') for name in row.not_taken)}"
        if row.not_taken
        else "",
    ]
    return (
        ", ".join(map(str, case.lines)),
        _STATES[case.state],
        row.pseudonym,
        sex,
        row.year_of_birth,
        names.centres.get(row.centre_id, row.centre_id),
        names.tumours.get(row.tumour_code, row.tumour_code),
        row.stage or DASH,
        row.ecog,
        row.question,
        _specimens(case),
        " ".join(part for part in told if part) or DASH,
    )


def _specimens(case: ListedCase) -> str:
    """How many, and of the first its sample ids and its day."""
    first = case.opening.specimen if case.opening is not None else case.row.specimen
    if first is None:
        return "none"
    more = f" and {len(case.more_specimens)} more" if case.more_specimens else ""
    return f"{', '.join(first.sample_ids) or 'no sample id'}, {day(first.collected_on)}{more}"


def offered(cases: Sequence[ListedCase]) -> list[ListedCase]:
    """The cases that are opened unless somebody leaves them out."""
    return [one for one in cases if one.state is ListedState.NEW_PATIENT]


def _name(choice: str, rows_id: str) -> str:
    return f"{choice}_{rows_id}"


def selected(
    cases: Sequence[ListedCase], values: Mapping[str, object], rows_id: str
) -> tuple[ListedCase, ...]:
    """The cases that a person wants opened; ``values`` are the form's, or its draft's."""
    out, also = values.get(_name("left_out", rows_id)) or (), values.get(_name("also", rows_id)) or ()
    assert isinstance(out, list | tuple) and isinstance(also, list | tuple)
    return tuple(
        one
        for one in cases
        if (one.state is ListedState.NEW_PATIENT and one.key not in out)
        or (one.state is ListedState.KNOWN_PATIENT and one.key in also)
    )


def list_problems(problems: Sequence[Problem], rows_id: str) -> None:
    """What was not taken of the list ``rows_id``, line by line; nothing is passed over in silence."""
    if not problems:
        return
    rows = tuple(
        (_SEVERITIES[p.severity], p.line or None, p.seen, p.expected, p.section or DASH) for p in problems
    )
    with st.expander(md(f"What was not read, and what is worth knowing ({len(problems):,})")):
        table = Table("Problems", ("What", "Row", "Seen", "Expected", "Sheet"), rows)
        table_in_full(table, f"{rows_id} problems", "problem")
