"""Switching the release of a source, reading a file's report, comparing two releases."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.csv_file import Table, csv_button, table_shown
from components.forms import Form, OnAct, Values
from components.keys import wkey
from components.release_tables import Differs, diff_table, left_over_table, levels_table, lines_of
from components.table_in_full import table_in_full
from components.text import counted, day, md
from domain.knowledge.evidence import ReleaseReading, Source
from domain.knowledge.in_force import ReleaseInForce
from domain.knowledge.release_diff import ReleaseDiff
from domain.knowledge.release_report import ReleaseReport
from domain.refused import Refused
from domain.views.choices import Choice
from domain.views.evidence import ReleaseView, SourceView

NONE = "none"


def source_sentence(source: SourceView) -> str:
    """Which release of a table is in force, since when and why."""
    current = source.in_force
    if not source.releases:
        return f"{source.label}: no release is loaded."
    named = f"{current.title} is in force" if current else "no release is in force"
    if source.switched_at is None or source.switched_by is None:
        more = ", as it comes with the program" if current else "; none was ever switched on"
        return f"{source.label}: {named}{more}."
    since = f"since {day(source.switched_at.date())} ({source.switched_by}: {source.reason})"
    return f"{source.label}: {named} {since}."


def chosen_source(sources: Sequence[SourceView], key: str) -> SourceView | None:
    """The table whose release is to be switched; sources without a release are not offered."""
    by_source = {one.key: one for one in sources if one.releases}
    chosen = st.segmented_control(
        "Table", list(by_source), key=key, format_func=lambda one: md(by_source[one].label)
    )
    return by_source.get(chosen) if chosen is not None else None


def switch_form(form: Form, source: SourceView, on_act: OnAct) -> None:
    """Draw the releases of a source, the reason, and the button that puts one in force."""
    offered = [Choice(one.release_id, one.title) for one in source.releases]
    offered.append(Choice(NONE, "None of this table"))
    form.choice("Release in force from now on", "release", offered, placeholder="None chosen")
    form.text("Why", "reason")

    def build(values: Values) -> ReleaseInForce:
        chosen = values.get("release")
        if not chosen:
            raise Refused("Choose the release that is to be in force; nothing was recorded.")
        return ReleaseInForce(
            source.source, None if chosen == NONE else str(chosen), values.text("reason") or "", source.name
        )

    form.button("Switch", build, on_act)


def release_summary(reading: ReleaseReading, report: ReleaseReport) -> None:
    """What a file holds in two lines and what is wrong with it, before anything of it is loaded."""
    st.markdown(f"**{md(report.name)} {md(report.version)}**")
    dated = f"Released {day(report.released_on)}, " if report.released_on else ""
    taken = "" if reading.rows_taken is None else f" from {counted(reading.rows_taken, 'row')}"
    st.text(
        f"{dated}{report.licence}. {counted(report.rows, 'row')}, {counted(report.items, 'item')}{taken}; "
        f"{counted(len(reading.left_over), 'line')} not wholly understood, of which "
        f"{len(report.not_taken):,} became no item; {report.without_a_line:,} without a line that says why."
    )
    for problem in reading.problems:
        st.warning(md(problem.sentence), icon=None)


def release_details(reading: ReleaseReading, report: ReleaseReport, subject_id: str) -> None:
    """What a file holds by type and level, and every line that is not wholly understood."""
    table_shown(levels_table(report), "type")
    left_over_shown(left_over_table(reading.left_over), subject_id)


def left_over_shown(table: Table, subject_id: str) -> None:
    """The lines that are not wholly understood, with their file."""
    if not table.rows:
        st.text("Every line of the file is wholly understood.")
        return
    table_in_full(table, subject_id, "line")
    csv_button(lambda: [table], "lines", subject_id)


def chosen_pair(sources: Sequence[SourceView], user_id: str) -> tuple[ReleaseView, ReleaseView] | None:
    """Two releases of one table to compare, the older first; ``None`` until two are chosen."""
    tables: dict[str, list[ReleaseView]] = {}
    for one in (release for source in sources for release in source.releases):
        tables.setdefault(one.name, []).append(one)
    several = {name: found for name, found in tables.items() if len(found) > 1}
    if not several:
        st.text("Two releases of one source are needed; there is no second one yet.")
        return None
    name = next(iter(several))
    if len(several) > 1:
        name = st.selectbox("Table", list(several), key=wkey("compare_table", user_id)) or name
    by_id = {one.release_id: one for one in several[name]}
    newest, second = list(by_id)[:2]
    older = _release_chosen("Older release", by_id, second, wkey("compare_old", user_id, name))
    newer = _release_chosen("Newer release", by_id, newest, wkey("compare_new", user_id, name))
    if older.release_id == newer.release_id:
        st.text("Choose two releases that are not the same.")
        return None
    return older, newer


def _release_chosen(label: str, by_id: Mapping[str, ReleaseView], start: str, key: str) -> ReleaseView:
    ids = list(by_id)
    chosen = st.selectbox(
        label, ids, index=ids.index(start), key=key,
        format_func=lambda one: _told_apart(by_id[one]),
    )  # fmt: skip
    return by_id[chosen or start]


def _told_apart(release: ReleaseView) -> str:
    """A release's title with the beginning of its SHA-256, which some titles have already."""
    mark = f"({release.release_id[:8]})"
    return release.title if release.title.endswith(mark) else f"{release.title} {mark}"


def comparison(found: ReleaseDiff, subject_id: str) -> None:
    """In what two releases differ, side by side, with filters and as a file."""
    st.text(
        f"{counted(len(found.added), 'item')} added, {len(found.removed):,} removed, "
        f"{len(found.changed):,} changed, {found.same:,} the same."
    )
    kinds = st.segmented_control(
        "Show", [one.value for one in Differs], selection_mode="multi", key=wkey("diff_kinds", subject_id)
    )
    text = st.text_input(
        "Gene, drug, disease or item", key=wkey("diff_text", subject_id), placeholder="e.g. EGFR", width=320
    )
    table = diff_table(found, kinds, text)
    table_in_full(table, subject_id, "line", of=lines_of(found))
    csv_button(lambda: [table], "comparison", subject_id)


def release_offered(sources: Sequence[SourceView], key: str) -> ReleaseView | None:
    """A loaded release whose lines are to be read; the table that ships has none."""
    loaded = {
        one.release_id: one
        for source in sources
        if source.source is not Source.STARTER
        for one in source.releases
    }
    if not loaded:
        return None
    chosen = st.selectbox("Release", list(loaded), key=key, format_func=lambda one: loaded[one].title)
    return loaded.get(chosen) if chosen else None
