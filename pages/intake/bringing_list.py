"""What the page of clinical lists does. Functions only: ``clinical_list.py`` calls them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.forms import Form, form_from
from components.keys import wkey
from components.list_mapping_form import MappingLists, keep_no_name
from components.list_mapping_value import mapping_of
from components.listed_cases_view import selected
from components.text import counted
from components.uploader import TABLES, uploader
from data.ingest import limits
from data.ingest.list_mapping import Places, list_fingerprint, places_of, questions, suggested
from data.ingest.list_rows import ListRows, read_rows
from data.ingest.lists_at_hand import held, hold, let_go, read_uploaded
from data.read.choices import choices, tumour_choices
from data.read.clinical_lists import fitting, kept_mappings, known_patients
from data.read.meeting import read_case_lists
from data.record.list_mappings import record_list_mapping
from data.record.listed_cases import record_listed_cases
from domain.brought_list import BroughtList
from domain.list_mapping import WORDED, KeptMapping, ListField, ListMapping, ListSource
from domain.listed_cases import ListedCase, planned
from domain.refused import Refused
from domain.views.choices import Choice
from session import Here
from session.here import say

_UPLOADING = "clinical_list_upload"
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Source:
    """The centre or laboratory whose list it is."""

    kind: ListSource
    place_id: str


@dataclass(frozen=True, slots=True)
class Brought:
    """A list on its way into the store: what its columns hold, and the cases that are to be opened."""

    kept: KeptMapping | None
    """``None`` where it is remembered just so already."""
    cases: tuple[ListedCase, ...]
    unread: int = 0
    """Rows that could not be read."""


@dataclass(frozen=True, slots=True)
class Start:
    """The mapping a list begins with, and the one that was kept for it."""

    mapping: ListMapping
    kept: KeptMapping | None
    """Of these very headings, or of those that are most like them."""
    fingerprint: str

    @property
    def version(self) -> int:
        """How often a mapping of these headings was kept."""
        return self.kept.version if self.kept and self.kept.fingerprint == self.fingerprint else 0

    @property
    def said(self) -> str:
        """Names what the fields begin with."""
        return hashlib.sha256(repr(self.mapping).encode()).hexdigest()[:16]


def source_choices(centres: Mapping[str, str], laboratories: Mapping[str, str]) -> list[Choice]:
    """All who may keep lists: every centre, then every laboratory."""
    return [
        *(Choice(f"centre:{one}", name) for one, name in centres.items()),
        *(Choice(f"laboratory:{one}", f"{name} (laboratory)") for one, name in laboratories.items()),
    ]


def source_of(code: str) -> Source:
    """The choice as a value."""
    kind, _, place_id = code.partition(":")
    return Source(ListSource(kind), place_id)


def upload(here: Here) -> None:
    """Draw the uploader; the list is read at once and its file is not kept."""
    key = wkey("clinical_list", here.actor.user_id, here.token(_UPLOADING))

    def take(files: Sequence[UploadedFile]) -> None:
        try:
            hold(here.actor.user_id, read_uploaded(files[0].name, files[0].getvalue()))
        except Refused as refused:
            say("refused", refused.sentence)

    uploader(
        "The list: Excel (xlsx, xlsm, xls, xlsb), OpenDocument (ods) or CSV", key, take,
        partial(here.renew, _UPLOADING), partial(say, "refused"), types=TABLES,
        most_mib=limits.MAX_WORKBOOK_BYTES >> 20,
        help="Names, dates of birth and national numbers are left out as it is read; the file is not kept.",
    )  # fmt: skip


def at_hand(here: Here) -> tuple[BroughtList, ...]:
    """The lists of the file that this user is mapping, the best first."""
    return held(here.actor.user_id)


def put_away(here: Here) -> None:
    """Draw the button that forgets the list without recording anything."""

    def forget() -> None:
        let_go(here.actor.user_id)
        say("done", "The list was put away; nothing of it was recorded.")

    st.button("Put this list away", key=wkey("put_away", here.actor.user_id), on_click=forget)


def start_of(reader: Any, brought: BroughtList, source: Source) -> Start:
    """What the headings suggest, what was said of such a list before, and whose list it is."""
    fingerprint = list_fingerprint(brought)
    kept = fitting(kept_mappings(reader, source.kind, source.place_id), fingerprint, brought.headings)
    mapping = suggested(brought, kept.mapping if kept else None)
    own = ListField.CENTRE if source.kind is ListSource.CENTRE else ListField.LABORATORY
    defaults = {own: source.place_id, **mapping.defaults}
    mapping = ListMapping(mapping.fields, mapping.orders, mapping.shares, mapping.words, defaults)
    return Start(mapping, kept, fingerprint)


def form_about(here: Here, brought: BroughtList, start: Start, source: Source) -> Form:
    """The form about these rows, with what was typed before of any list with these headings.

    A field of another file, or of one that begins with another mapping, is another field: else what stood
    in it would stand over what is suggested now.
    """
    form = form_from(here, "clinical_list", f"{source.place_id}.{start.fingerprint[:16]}", start.version)
    form.subject_id = f"{form.subject_id}.{brought.rows_id}.{start.said}"
    keep_no_name(form)
    return form


def places(centres: Mapping[str, str], laboratories: Mapping[str, str]) -> Places:
    """The places there are, to find those that a list names."""
    return places_of(centres, laboratories)


def mapping_lists(centres: Mapping[str, str], laboratories: Mapping[str, str]) -> MappingLists:
    """The lists that words and gaps are answered from."""
    lists: dict[ListField, Sequence[Choice]] = {
        of: choices(system)
        for of, system in WORDED.items()
        if of not in (ListField.CENTRE, ListField.LABORATORY, ListField.TUMOUR_TYPE)
    }
    lists[ListField.CENTRE] = [Choice(one, name) for one, name in centres.items()]
    lists[ListField.LABORATORY] = [Choice(one, name) for one, name in laboratories.items()]
    return MappingLists(lists, tumour_choices)


def plan(
    here: Here, brought: BroughtList, mapping: ListMapping, known_places: Places
) -> tuple[tuple[ListedCase, ...], ListRows]:
    """Read the rows by a mapping and look up who is in the store already."""
    read = read_rows(brought, mapping, known_places)
    with here.reading() as reader:
        known = known_patients(reader, {row.pseudonym for row in read.rows})
        synthetic = read_case_lists(reader, date.today()).synthetic
    return planned(read.rows, known, synthetic), read


def bring(
    here: Here, brought: BroughtList, start: Start, source: Source, known_places: Places
) -> tuple[Callable[[Mapping[str, Any]], Brought], Callable[[Callable[[], Any], int, str], bool]]:
    """How the form's value is built when its button is pressed, and what records it."""

    def build(values: Mapping[str, Any]) -> Brought:
        mapping = mapping_of(values, brought, start.mapping)
        if unread := questions(brought, mapping, known_places).unread(mapping):
            raise Refused(
                f"Say first how to read {', '.join(unread)}; nothing was recorded and your answers are kept."
            )
        cases, read = plan(here, brought, mapping, known_places)
        wanted = selected(cases, values, brought.rows_id)
        kept = KeptMapping(source.kind, source.place_id, start.fingerprint, mapping, start.version)
        same = start.version > 0 and start.kept is not None and start.kept.mapping == mapping
        if same and not wanted:
            raise Refused("No case is chosen to be opened, and what the columns hold is remembered already.")
        return Brought(None if same else kept, wanted, read.refused)

    def record(store: Any, actor: Any, value: Brought, seen_version: int, token: str) -> Any:
        event = None
        if value.kept is not None:
            event = record_list_mapping(store, actor, value.kept, seen_version, token)
        opened = record_listed_cases(store, actor, value.cases, token)
        if opened.case_ids:
            told = counted(len(opened.case_ids), "case was opened", "cases were opened")
            unread = f" {counted(value.unread, 'row')} could not be read." if value.unread else ""
            say("done", f"{told}, to be put on an agenda under Plan meetings.{unread}")
        for one in opened.not_opened[:_MOST_NAMED]:
            say("refused", f"Row {', '.join(map(str, one.lines))}: {one.sentence}")
        if len(opened.not_opened) > _MOST_NAMED:
            rest = len(opened.not_opened) - _MOST_NAMED
            say("refused", f"{counted(rest, 'more row')} opened nothing; bring the list again to see why.")
        if not opened.not_opened:
            let_go(here.actor.user_id)
        return event

    return build, here.act(record, "What the columns hold is remembered for the next such list.")
