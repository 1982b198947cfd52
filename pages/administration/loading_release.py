"""Bringing a release of evidence: read at once, its report shown, recorded when it is accepted."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from components.file_at_hand import FileAtHand
from components.forms import Form, Values, form_from
from components.keys import wkey
from components.release_forms import release_details, release_summary
from components.text import md
from components.uploader import TABLES, template_button, uploader
from data.ingest import limits
from data.ingest.knowledge.oncokb import as_told, says_tumour
from data.ingest.knowledge.reading import read_release
from data.read.choices import tumour_name
from data.record.releases import is_loaded, record_release
from domain.knowledge.evidence import Release, ReleaseReading, Source
from domain.knowledge.release_report import report_of
from session import Here
from session.here import say

TEMPLATE = Path(__file__).parents[2] / "docs" / "guide" / "evidence_template.csv"
_UPLOADING = "release_upload"


def loading(here: Here) -> None:
    """Draw the uploader, then what the file holds and the button that loads it.

    A file that is here already is not offered again, unless the program has learned to read more of it.
    """
    user = here.actor.user_id
    at_hand, refuse = _at_hand(here), partial(say, "refused")
    uploader(
        "A file of CIViC (TSV), a file that OncoKB annotated (MAF, TXT), or an own table (CSV, or Excel of "
        f"{limits.MAX_WORKBOOK_BYTES >> 20} MB)",
        wkey("release_file", user, here.token(_UPLOADING)),
        at_hand.taking(refuse), partial(here.renew, _UPLOADING), refuse,
        types=[*TABLES, "maf", "gz"], most_mib=limits.MAX_RELEASE_BYTES >> 20,
        help="The report comes first; nothing is loaded before you say so.",
    )  # fmt: skip
    template_button(
        TEMPLATE, wkey("evidence_template", user), "For a table of your own; its example rows are not taken."
    )
    if at_hand.held is not None:
        _report(here, *at_hand.held, at_hand)


def _at_hand(here: Here) -> FileAtHand[ReleaseReading]:
    return FileAtHand("release", here.actor.user_id, read_release)


def file_in_full(here: Here) -> None:
    """Draw all that the file at hand holds, where there is room for its lines."""
    held = _at_hand(here).held
    report = report_of(held[1]) if held is not None else None
    if held is None or report is None:
        return
    name, reading = held
    st.header(md(f"What {name} holds"), anchor=False)
    release_details(reading, report, report.sha256)


def _report(here: Here, name: str, reading: ReleaseReading, at_hand: FileAtHand[ReleaseReading]) -> None:
    """What the file holds; what could not be taken is told and waits for nothing."""
    report = report_of(reading)
    if reading.release is None or report is None:
        st.error(md(reading.problems[0].sentence if reading.problems else f"{name} was not read."), icon=None)
        at_hand.put_away_button(here.actor.user_id)
        return
    sha256 = reading.release.sha256
    release_summary(reading, report)
    with here.reading() as reader:
        loaded = is_loaded(here.store, reader, reading.release)
    if loaded:
        st.warning(md(f"{name} is loaded already, to the last byte: there is nothing to load."), icon=None)
        at_hand.put_away_button(sha256)
        return
    if not reading.release.items:
        st.warning("No item of evidence could be read from this file: there is nothing to load.", icon=None)
        at_hand.put_away_button(sha256)
        return
    form = form_from(here, "load_release", sha256, 0)
    if reading.release.source in {Source.OWN, Source.ONCOKB}:
        form.text(
            "How this table is called", "called", reading.release.name, width=320,
            help="Tables of several laboratories stand beside each other by their names.",
        )  # fmt: skip
    if reading.release.source is Source.ONCOKB:
        _untold(form, reading, reading.release)
    record = here.act(record_release, f"{report.name} is loaded; switch it on when it is read.")

    def build(values: Values) -> ReleaseReading:
        called = values.text("called")
        if reading.release is not None and reading.release.source is Source.ONCOKB:
            name = called or reading.release.name
            tumour = values.text("tumour")
            return as_told(reading, name, values.text("version"), _day(values), tumour and tumour.upper())
        # What a file of CIViC is called is not the person's to say.
        return _called(reading, called) if called else reading

    with st.container(horizontal=True):
        form.button("Load release", build, at_hand.loading(record))
        at_hand.put_away_button(sha256)


def _untold(form: Form, reading: ReleaseReading, release: Release) -> None:
    """Ask what a file that OncoKB annotated does not say of itself."""
    version = release.version if release.version.startswith("v") else ""
    form.text("Version of OncoKB's data", "version", version, placeholder="e.g. v4.21", width=320)
    form.day("Day of OncoKB's data", "dated", release.released_on, width=320)
    if says_tumour(reading):
        return
    code = form.text(
        "Tumour type it was annotated for (OncoTree code)", "tumour", width=320,
        placeholder="e.g. LUAD; blank: not known",
        help="The levels are those of one tumour type, which this file does not name. Left blank, no item is "
        "ever shown as evidence of the same tumour.",
    )  # fmt: skip
    if code.strip():
        st.caption(md(tumour_name(code.strip().upper())))


def _day(values: Values) -> date | None:
    found = values.get("dated")
    return found if isinstance(found, date) else None


def _called(reading: ReleaseReading, name: str) -> ReleaseReading:
    """The reading with its table called otherwise."""
    return (
        reading if reading.release is None else replace(reading, release=replace(reading.release, name=name))
    )
