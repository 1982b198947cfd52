"""What the page of tools' tables does. Functions only: ``tool_reports.py`` calls them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.forms import Form, form_from
from components.harmless_drafts import keep_no_name
from components.keys import wkey
from components.tool_report_form import mapping_of
from components.uploader import TABLES, uploader
from data.ingest import limits
from data.ingest.lists_at_hand import held, hold, let_go
from data.ingest.tool_reports.mapped import (
    answer_key,
    asked_order,
    level_of,
    mapped,
    missing_columns,
    missing_defaults,
    suggested,
)
from data.ingest.tool_reports.reading import headings_fingerprint, read_uploaded
from data.read.tool_reports import KeptToolMapping, kept_tool_mapping, tool_findings
from data.record.tool_reports import record_tool_report
from domain.brought_list import BroughtList
from domain.refused import Refused
from domain.tool_matching import match_rows
from domain.tool_reports import LABELS, MatchedTable, ToolMapping, ToolReport, ToolTable, ToolWord
from session import Here
from session.here import say

_UPLOADING = "tool_report_upload"


@dataclass(frozen=True, slots=True)
class Start:
    """The mapping a table begins with, and the one that was kept for such a table."""

    mapping: ToolMapping
    kept: KeptToolMapping | None
    fingerprint: str


def _mine(here: Here) -> str:
    """Under what this user's table is held: apart from a clinical list of hers."""
    return f"tool_report:{here.actor.user_id}"


def upload(here: Here) -> None:
    """Draw the uploader; the table is read at once and its file is not kept."""
    key = wkey("tool_report", here.actor.user_id, here.token(_UPLOADING))

    def take(files: Sequence[UploadedFile]) -> None:
        try:
            hold(_mine(here), (read_uploaded(files[0].name, files[0].getvalue()),))
        except Refused as refused:
            say("refused", refused.sentence)

    uploader(
        "The tool's table: annotated MAF, CSV, TSV or Excel", key, take, partial(here.renew, _UPLOADING),
        partial(say, "refused"),
        types=["maf", *TABLES], most_mib=limits.MAX_WORKBOOK_BYTES >> 20,
        help="One row a finding, with the sample's id. The file itself is not kept.",
    )  # fmt: skip


def at_hand(here: Here) -> BroughtList | None:
    """The table that this user is mapping."""
    return next(iter(held(_mine(here))), None)


def put_away(here: Here) -> None:
    """Draw the button that forgets the table without recording anything."""

    def forget() -> None:
        let_go(_mine(here))
        say("done", "The table was put away; nothing of it was recorded.")

    st.button("Put this table away", key=wkey("put_away_tool", here.actor.user_id), on_click=forget)


def start_of(here: Here, brought: BroughtList, laboratory_id: str) -> Start:
    """What the headings suggest, and what the laboratory said of such a table before."""
    fingerprint = headings_fingerprint(brought)
    with here.reading() as reader:
        kept = kept_tool_mapping(reader, laboratory_id, fingerprint)
    return Start(suggested(brought, kept.mapping if kept else None), kept, fingerprint)


def form_about(here: Here, brought: BroughtList, start: Start, laboratory_id: str) -> Form:
    """The form about these rows, with what was typed before of them."""
    form = form_from(here, "tool_report", f"{laboratory_id}.{brought.rows_id}", 0)
    keep_no_name(form)
    return form


def asked_words(table: ToolTable) -> list[tuple[ToolWord, str, int]]:
    """The words of levels that no scheme knows by themselves, with their key and number of rows."""
    count: dict[str, tuple[ToolWord, int]] = {}
    nobody = ToolMapping({})
    for word, written in Counter(word for row in table.rows for word in row.words).items():
        if level_of(nobody, word) is None:
            first, rows = count.get(answer_key(word), (word, 0))
            count[answer_key(word)] = (first, rows + written)
    return [(word, key, rows) for key, (word, rows) in count.items()]


def matched_table(here: Here, table: ToolTable, mapping: ToolMapping, laboratory_id: str) -> MatchedTable:
    """The rows of a table, each against the laboratory's findings; words stand for what the mapping says."""
    with here.reading() as reader:
        findings = tool_findings(reader, laboratory_id, table.rows)
    return match_rows(table.rows, findings, lambda word: level_of(mapping, word))


def missing(brought: BroughtList, mapping: ToolMapping) -> str | None:
    """What has to be said before the table can be accepted, as a sentence; ``None`` where nothing lacks."""
    if columns := missing_columns(mapping):
        return f"Say first which column holds: {'; '.join(columns)}."
    if lacking := missing_defaults(brought, mapping):
        return f"Say first: {', '.join(LABELS[one].lower() for one in lacking)}."
    order = asked_order(brought, mapping)
    if order is not None and order.heading not in mapping.orders:
        return f"Say first whether day or month comes first in {order.heading}."
    return None


def accept(
    here: Here, brought: BroughtList, start: Start, laboratory_id: str, keys: list[str]
) -> tuple[Callable[[Mapping[str, Any]], ToolReport], Callable[[Callable[[], Any], int, str], bool]]:
    """How the form's value is built when its button is pressed, and what records it."""

    def build(values: Mapping[str, Any]) -> ToolReport:
        mapping = mapping_of(values, brought, start.mapping, keys)
        if lacking := missing(brought, mapping):
            raise Refused(f"{lacking} Nothing was recorded and your answers are kept.")
        matched = matched_table(here, mapped(brought, mapping), mapping, laboratory_id)
        file = brought.file
        return ToolReport(
            laboratory_id, file.name, file.sha256, start.fingerprint, mapping, matched.said, len(matched.rows)
        )

    def record(store: Any, actor: Any, value: ToolReport, seen_version: int, token: str) -> Any:
        event = record_tool_report(store, actor, value, seen_version, token)
        let_go(_mine(here))
        return event

    return build, here.act(record, "The tool's table was accepted; what it says stands on the cases.")
