"""Panel lists as tables and forms: what is loaded, which is in force, what a file holds."""

import streamlit as st

from components.csv_file import Cell, Table, csv_button, in_a_name
from components.forms import Form, OnAct, Values
from components.keys import wkey
from components.table_in_full import table_in_full
from components.text import counted, day, md
from domain.panels import AlterationType, PanelInForce, PanelList, PanelLoading, PanelReading, PanelRow
from domain.problems import Severity
from domain.refused import Refused
from domain.views.choices import Choice
from domain.views.panels import PanelLists, PanelListView

NONE = "none"
NO_LIST = "No panel list is in force, so nothing is said of what a small panel would have found."
EXAMPLE_WORDS = (
    "This list is an EXAMPLE that shows the mechanism. It is neither the list of RIZIV/INAMI nor that of "
    "ComPerMed, and no number below says anything of what is reimbursed."
)


def example_warning(example: bool) -> None:
    """Says that the list in force is nobody's."""
    if example:
        st.warning(EXAMPLE_WORDS, icon=None)


def in_force_sentence(lists: PanelLists) -> str:
    """Which list is in force, since when, by whom and why."""
    current = lists.in_force
    if not lists.switches:
        return "No panel list was ever put in force."
    last = lists.switches[0]
    since = f"since {day(last.recorded_at.date())} ({last.recorded_by}: {last.reason})"
    return f"{current.title} is in force {since}." if current else f"No panel list is in force {since}."


def lists_table(lists: PanelLists) -> Table:
    """Every list with its source, date, rows, who loaded it when, and whether it is in force."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.title,
            "\N{CHECK MARK} In force" if one.in_force else "Not in force",
            one.source,
            one.version,
            one.dated,
            one.rows,
            one.loaded_by or "Comes with the program",
            one.loaded_at.date() if one.loaded_at else None,
            one.panel_id[:12],
        )
        for one in lists.lists
    ]
    columns = (
        "List", "State", "Source", "Version", "Dated", "Rows", "Loaded by", "Loaded on", "SHA-256 begins",
    )  # fmt: skip
    return Table("Panel lists", columns, tuple(rows))


def switches_table(lists: PanelLists) -> Table:
    """Every time that the list in force was switched."""
    rows = tuple(
        (one.title or "None", one.reason, one.recorded_by, one.recorded_at) for one in lists.switches
    )
    return Table("What was switched", ("List in force from then on", "Why", "By", "At (UTC)"), rows)


def switch_form(form: Form, lists: PanelLists, on_act: OnAct) -> None:
    """Draw the lists, the reason, and the button that puts one in force."""
    offered = [Choice(one.panel_id, one.title) for one in lists.lists]
    offered.append(Choice(NONE, "No list"))
    form.choice("List in force from now on", "panel", offered, placeholder="None chosen")
    form.text("Why", "reason")

    def build(values: Values) -> PanelInForce:
        chosen = values.get("panel")
        if not chosen:
            raise Refused("Choose the list that is to be in force; nothing was recorded.")
        return PanelInForce(None if chosen == NONE else str(chosen), values.text("reason") or "")

    form.button("Switch list", build, on_act)


def reading_summary(name: str, reading: PanelReading) -> None:
    """What a file holds, before anything of it is loaded."""
    st.markdown(f"**{md(name)}**")
    types = {kind: sum(kind in row.types for row in reading.rows) for kind in AlterationType}
    held = ", ".join(f"{kind.words} {n:,}" for kind, n in types.items() if n)
    genes = len({row.gene for row in reading.rows if row.gene})
    st.text(
        f"{counted(len(reading.rows), 'row')} of {reading.of:,} taken, {counted(genes, 'gene')}: {held}."
        if reading.rows
        else f"No row of {reading.of:,} was taken."
    )


def problems_table(reading: PanelReading) -> Table:
    """Every row that was not taken, and what is worth knowing of those that were."""
    words = {
        Severity.REFUSED_FILE: "File not taken",
        Severity.REFUSED_ROW: "Row not taken",
        Severity.UNKNOWN: "Not read",
        Severity.NOTE: "Taken, worth knowing",
    }
    rows = tuple(
        (one.line or None, words[one.severity], one.section or None, one.seen, one.expected)
        for one in reading.problems
    )
    return Table("What became of rows", ("Line", "What", "Column", "Seen", "Expected"), rows)


def problems_shown(reading: PanelReading, subject_id: str) -> None:
    """Draw the lines that were not taken or need a word, with their file."""
    if not reading.problems:
        st.text("Every row was taken and is understood.")
        return
    table = problems_table(reading)
    table_in_full(table, subject_id, "line")
    csv_button(lambda: [table], "panel-lines", subject_id)


def load_form(form: Form, reading: PanelReading, on_act: OnAct) -> None:
    """Draw what the list is called, and the button that loads it."""
    form.text("Name of the list", "name", placeholder="e.g. NGS convention, solid tumours")
    form.text("Source", "source", placeholder="Who publishes it, and where")
    form.text("Version", "version", placeholder="As the source calls it")
    form.day("Dated", "dated")

    def build(values: Values) -> PanelLoading:
        return PanelLoading(
            reading,
            values.text("name") or "",
            values.text("source") or "",
            values.text("version") or "",
            values.get("dated"),
        )

    form.button("Load list", build, on_act)


def list_chosen(lists: PanelLists, user_id: str) -> PanelListView:
    """The list whose rows are read: the one in force until another is chosen."""
    by_id = {one.panel_id: one for one in lists.lists}
    start = lists.in_force or lists.lists[0]
    chosen = st.selectbox(
        "List", list(by_id), index=list(by_id).index(start.panel_id), key=wkey("panel_rows", user_id),
        format_func=lambda one: by_id[one].title,
    )  # fmt: skip
    return by_id[chosen or start.panel_id]


def rows_table(panel: PanelList) -> Table:
    """The rows of a list as they are understood."""
    columns = (
        "Line", "Tumour", "OncoTree", "Gene", "Regions", "Not understood", "Covers", "Level", "Analyte",
        "Valid from", "Valid to", "Source",
    )  # fmt: skip
    return Table(panel.title, columns, tuple(_cells(row) for row in panel.rows))


def _cells(row: PanelRow) -> tuple[Cell, ...]:
    unread = ", ".join(one or "blank" for one in row.regions.unread) if row.gene else ""
    return (
        row.line,
        row.tumour_label,
        row.scope.text,
        row.gene,
        row.regions.text or None,
        unread or None,
        ", ".join(one.words for one in AlterationType if one in row.types),
        row.test_level,
        row.analyte,
        row.valid_from,
        row.valid_to,
        row.source,
    )


def rows_shown(panel: PanelList, user_id: str) -> None:
    """Draw the rows of a list, narrowed by a text, with their file."""
    st.caption(md(panel.source))
    text = st.text_input(
        "Gene or tumour", key=wkey("panel_text", user_id, panel.panel_id), placeholder="e.g. EGFR", width=320
    )
    whole = rows_table(panel)
    words = (text or "").casefold().split()
    kept = tuple(
        row for row in whole.rows if all(any(word in str(cell).casefold() for cell in row) for word in words)
    )
    shown = Table(whole.name, whole.columns, kept)
    table_in_full(shown, f"{user_id}.{panel.panel_id}", of=len(whole.rows))
    name = in_a_name("panel", "example" if panel.example else None)
    csv_button(lambda: [shown], name, f"{user_id}.{panel.panel_id}", about=f"{panel.title}; {panel.source}")
