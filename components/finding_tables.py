"""The findings of a profile: a tab for each class with its counts, a grid whose rows can be chosen."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from components.classifications_told import classifications_told
from components.copies_told import copies_told
from components.finding_frames import (
    COLUMNS,
    HEADINGS,
    LINKS,
    NUMBERS,
    Shown,
    default_view,
    fold_decimals,
    shown,
)
from components.keys import wkey
from components.reasons import ABOVE, told_above
from components.table_controls import SaveView, table_controls
from components.text import DASH, counted, md
from domain.assessment import Assessment, unread_words
from domain.table_view import TableView, table_view
from domain.views.case import ProfileView
from domain.views.findings import SINGLE_TESTS, ClassSeen, FindingRow, FindingTable

_ROW, _HEAD, _MOST = 30, 38, 10
_WIDTHS: dict[str, Any] = (
    {"reported": 96, "gene": 84, "vaf": 76, "depth": 68, "origin": 84, "exon": 64}
    | {"seen": 112, "assessed": 88, "fold": 96}
    | {"classes": 276, "evidence": 400, "consequence": 160}
    | {"marker": 84, "method": 110, "result": 160, "what": 210, "value": 150, "dated": 100, "comment": 160}
    | {name: 68 for name in LINKS}
)
_HELP = {
    "seen": "Distinct patients of the cohort within your reach with this very change, of those in whom such "
    "a change could be seen: a profile in force that reads this class and gene passed its quality and is not "
    "contaminated.",
    "assessed": "Distinct patients of the cohort within your reach in whom such a change could be seen.",
    "vaf": "Variant allele frequency as the file gives it, not rounded.",
    "depth": "Reads at the position, of which the VAF is the part with this change.",
    "origin": "Unknown unless a file says germline or somatic.",
    "classes": "The board's word first. VICC is the oncogenicity of ClinGen/CGC/VICC; choose the row to read "
    "all of it.",
    "evidence": "The best of the releases in force for this change in this tumour, matched by the program; "
    "choose the row to read all of it.",
    "igv": "Goes to the position in an IGV that runs on this computer.",
}


def view_of(table: FindingTable, kept: Mapping[str, Any]) -> TableView:
    """The view in force of a table, from what this person kept."""
    return table_view(kept, default_view(table.name), COLUMNS[table.name])


def tab_label(table: FindingTable, count: int) -> str:
    """What stands on a tab: the class with its counts, or that it was not assessed."""
    if table.rows:
        mark = ", not assessed" if table.assessment is Assessment.NOT_ASSESSED else ""
        mark = f", {_mixed(table)}" if _mixed(table) else mark
        return f"{table.title} {count:,} of {len(table.rows):,}{mark}"
    if table.name == SINGLE_TESTS:
        return f"{table.title}: none recorded"
    if _mixed(table):
        return f"{table.title}: {_mixed(table)}"
    if table.assessment is Assessment.ASSESSED:
        return f"{table.title}: none found"
    if table.assessment is Assessment.NOT_ASSESSED:
        return f"{table.title}: not assessed"
    return f"{table.title}: unknown"


def _mixed(table: FindingTable) -> str | None:
    """What a tab says of classes that were not assessed alike; ``None`` where they were."""
    states = {part.state for part in table.parts}
    if len(states) < 2:
        return None
    return "partly assessed" if Assessment.ASSESSED in states else "not known whether assessed"


def finding_tables(
    case_id: str,
    profile: ProfileView | None,
    tables: Sequence[FindingTable],
    kept: Mapping[str, Mapping[str, Any]],
    save: SaveView,
) -> tuple[FindingRow, ...]:
    """Draw the tabs and the grid of the open one; return the findings chosen in it.

    ``profile`` is the one that the tables are of; single tests are of the whole tumour and need none.
    """
    views = {table.name: view_of(table, kept.get(table.name, {})) for table in tables}
    parts = {table.name: shown(table, views[table.name]) for table in tables}
    labels = [tab_label(table, len(parts[table.name].rows)) for table in tables]
    tabs = _tabs(labels, case_id)
    for tab, table in zip(tabs, tables, strict=True):
        if tab.open:
            with tab:
                return _table(case_id, profile, table, views[table.name], parts[table.name], save)
    return ()


def _tabs(labels: list[str], case_id: str) -> Any:
    """The tabs; which one is open is kept by its place, for its label changes with its counts."""
    key, place = wkey("tabs", case_id), wkey("open_tab", case_id)

    def turned() -> None:
        st.session_state[place] = labels.index(st.session_state[key])

    st.session_state[key] = labels[min(st.session_state.get(place, 0), len(labels) - 1)]
    return st.tabs(labels, key=key, on_change=turned)


def _table(
    case_id: str,
    profile: ProfileView | None,
    table: FindingTable,
    view: TableView,
    part: Shown,
    save: SaveView,
) -> tuple[FindingRow, ...]:
    _state(table, profile.outcome_reason if profile else None)
    chosen: tuple[FindingRow, ...] = ()
    if table.rows:
        table_controls(table, view, len(part.rows), save)
        chosen = _grid(case_id, profile, table, part)
        classifications_told(chosen)
        copies_told(chosen, table.rows)
    _left_out(profile, table)
    return chosen


def _state(table: FindingTable, outcome_reason: str | None) -> None:
    """None found, not assessed and unknown, each in its own words; what the outcome says is said once."""
    reason = table.reason or ""
    if _mixed(table):
        for part in table.parts:
            _part(table, part, outcome_reason)
    elif table.name == SINGLE_TESTS:
        st.caption(
            md(reason or "Of all specimens of this tumour, the newest first; a negative test is a result.")
        )
    elif table.assessment is Assessment.NOT_ASSESSED:
        more = " What the file calls all the same is shown and not to be relied on." if table.rows else ""
        why = f", {ABOVE}." if told_above(reason, outcome_reason) else f": {reason}"
        st.warning(md(f"Not assessed{why}{more}"), icon=":material/block:")
    elif not table.rows and table.assessment is Assessment.ASSESSED:
        st.text(
            f"None found: the profile was assessed for {_lower(table.title)}{_in(table)}; none was called."
        )
    elif table.assessment is Assessment.UNKNOWN:
        st.caption(md(("" if table.rows else "Nothing was called. ") + reason))


def _part(table: FindingTable, part: ClassSeen, outcome_reason: str | None) -> None:
    """One of the classes that stand together in a table, where they were not all assessed alike."""
    count = sum(row.kind is part.kind for row in table.rows)
    sentence = part_words(part, count, told_above(part.reason, outcome_reason))
    # That an assay does not read a class at all is no failure: it is said without alarm.
    if part.state is Assessment.NOT_ASSESSED and part.genes != 0:
        st.warning(md(sentence), icon=":material/block:")
    else:
        st.text(sentence)


def part_words(part: ClassSeen, count: int, told: bool = False) -> str:
    """What is said of one class: found, none found, not assessed or not known.

    ``told`` when the technical outcome gives the reason already.
    """
    if part.state is Assessment.ASSESSED:
        return f"{part.label}: {f'{count:,} found' if count else 'assessed, and none was called'}."
    called = f" What the file calls all the same ({count:,}) is not to be relied on." if count else ""
    if part.state is Assessment.NOT_ASSESSED:
        why = f", {ABOVE}." if told else f". {part.reason or ''}"
        return f"{part.label}: not assessed{why}{called}"
    return f"{part.label}: {f'{count:,} called. ' if count else ''}{part.reason or 'Not known.'}"


def _in(table: FindingTable) -> str:
    """In how many genes, where one list says it for the whole table."""
    counts = [part.genes for part in table.parts]
    return f" in {counts[0]:,} genes" if len(counts) == 1 and counts[0] else ""


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _grid(
    case_id: str, profile: ProfileView | None, table: FindingTable, part: Shown
) -> tuple[FindingRow, ...]:
    if not part.rows:
        st.text("No row passes the filter; change it above, or go back to the first view.")
        return ()
    about = None if table.name == SINGLE_TESTS else profile
    of = f"sample {about.sample_id}" if about else "this tumour"
    state: Any = st.dataframe(
        part.frame,
        key=wkey("grid", case_id, about.profile_id if about else "", table.name, part.version),
        height=_HEAD + _ROW * min(len(part.rows), _MOST),
        row_height=_ROW,
        hide_index=True,
        placeholder=DASH,
        column_config=_column_config(fold_decimals(table.rows)),
        on_select="rerun",
        selection_mode="multi-row",
        alt=f"{table.title} of {of}: {len(part.rows):,} of {counted(len(table.rows), 'row')}",
    )
    return tuple(part.rows[place] for place in state.selection.rows if place < len(part.rows))


@cache
def _column_config(decimals: int | None) -> dict[str, Any]:
    config: dict[str, Any] = {}
    formats = {"vaf": "%g %%", "fold": "%g" if decimals is None else f"%.{decimals}f"}
    for name, label in HEADINGS.items():
        told: dict[str, Any] = {"label": label, "width": _WIDTHS.get(name), "help": _HELP.get(name)}
        if name in LINKS:
            config[name] = st.column_config.LinkColumn(**told, display_text=label)
        elif name == "dated":
            config[name] = st.column_config.DateColumn(**told, format="D MMM YYYY")
        elif name in NUMBERS:
            config[name] = st.column_config.NumberColumn(**told, format=formats.get(name))
        elif name == "references":
            config[name] = st.column_config.TextColumn(**told, alignment="right")
        else:
            config[name] = st.column_config.TextColumn(**told)
    return config


def _left_out(profile: ProfileView | None, table: FindingTable) -> None:
    """What the file had and the table has not, counted."""
    told: list[str] = []
    if table.without_gene:
        told.append(f"{table.without_gene:,} of {len(table.rows):,} without gene")
    if table.in_mnvs:
        told.append(f"{counted(table.in_mnvs, 'single-base call')} counted with the MNV they are part of")
    if profile and table.name == "small_variants":
        told.append(f"{counted(profile.filtered_rows, 'row')} did not pass the filters of the file")
        told.append(f"{counted(profile.reference_rows, 'reference row')} counted and not kept")
    if table.unread:
        told.append(unread_words(table.unread))
    if told:
        st.caption(md("; ".join(told) + "."))
