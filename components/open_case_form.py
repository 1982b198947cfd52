"""The form that opens a case: patient, tumour, question and specimen, in one act."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.forms import Form, OnAct, Values
from components.harmless_drafts import keep_no_name
from components.open_case_value import NEW_TUMOUR, YES_NO, OpenedCase, built
from components.states import nothing_here, synthetic_mark
from components.text import day, md
from components.tumour_type_field import TumourSearch, tumour_type_field
from domain.specimen_requirements import MAY_BE_BONE
from domain.views.choices import Choice
from domain.views.meeting import CaseLists, FoundPatient, FoundTumour

WHOSE = (Choice("new", "New patient"), Choice("known", "Known patient"))
SPECIMEN = (Choice("now", "With a specimen"), Choice("later", "No specimen yet"))


def open_case_form(
    form: Form,
    lists: CaseLists,
    found: Sequence[FoundPatient],
    tumours: Sequence[FoundTumour],
    search: TumourSearch,
    on_act: OnAct,
) -> None:
    """Draw all fields; ``found`` are the patients that fit the search, ``tumours`` the chosen one's."""
    keep_no_name(form)
    patient, tumour, question = st.columns(3, gap="large")
    with patient:
        st.subheader("Patient", anchor=False)
        known = _patient(form, lists, found)
    with tumour:
        st.subheader("Tumour", anchor=False)
        _tumour(form, lists, tumours if known else (), search)
    with question:
        st.subheader("Question", anchor=False)
        form.area("What does the physician ask the board?", "question", rows=4)
        form.pick("ECOG", "ecog", [Choice(c.code, c.code, "", c.definition) for c in lists.ecog])
        form.number("Number of previous lines", "previous_lines", min_value=0, max_value=30, step=1)
        form.area("Previous lines", "previous_lines_text", rows=2)
    _specimen(form, lists)
    form.choice("Agenda", "meeting", lists.meetings, placeholder="On no meeting's agenda yet")

    def build(values: Values) -> OpenedCase:
        return built(values, lists.synthetic)

    form.button("Open case", build, on_act)


def _patient(form: Form, lists: CaseLists, found: Sequence[FoundPatient]) -> bool:
    """A new patient's fields, or the search for a known one. Returns whether a known one is chosen."""
    whose = form.pick("Whose case is it?", "whose", WHOSE, "new")
    if whose == "known":
        text = form.text("Search by pseudonym or sample id", "search")
        if not found:
            if text:
                nothing_here("Nobody is found.", "Type the first letters of the pseudonym or of a sample id.")
            return False
        options = [
            Choice(p.patient_id, f"{p.pseudonym}, {p.sex}, {p.year_of_birth}, {p.centre}") for p in found
        ]
        return form.choice("Patient", "patient", options, placeholder="Choose the patient") is not None
    form.text("Pseudonym", "pseudonym", help="The centre's or the study's code; never a name.")
    sex, year = st.columns(2)
    with sex:
        form.choice("Sex", "sex", lists.sexes, placeholder="None chosen")
    with year:
        form.number(
            "Year of birth", "year_of_birth", min_value=1900, max_value=date.today().year, step=1,
            placeholder="Four digits",
        )  # fmt: skip
    form.choice("Centre", "centre", lists.centres, placeholder="None chosen")
    if lists.synthetic:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            synthetic_mark()
            st.caption("This store holds synthetic patients: the new one is marked so, too.")
    return False


def _tumour(form: Form, lists: CaseLists, tumours: Sequence[FoundTumour], search: TumourSearch) -> None:
    """One of the known patient's tumours, or a new one by OncoTree."""
    if tumours:
        options = [Choice(t.tumour_id, _told(t)) for t in tumours]
        which = form.choice(
            "Which tumour?", "tumour", [*options, Choice(NEW_TUMOUR, "A new tumour")],
            placeholder="None chosen",
        )  # fmt: skip
        if which != NEW_TUMOUR:
            return
    tumour_type_field(form, search)
    site, stage = st.columns(2)
    with site:
        form.choice("Site", "site", lists.sites, placeholder="Unknown")
    with stage:
        form.choice("Stage", "stage", lists.stages, placeholder="Unknown")
    form.text("Histology", "histology")
    form.day("Date of diagnosis", "diagnosed_on", max_value=date.today())


def _told(tumour: FoundTumour) -> str:
    """A tumour in one line."""
    stage = f", stage {tumour.stage}" if tumour.stage else ""
    return f"{tumour.name}{stage}, diagnosed {day(tumour.diagnosed_on)}"


def _specimen(form: Form, lists: CaseLists) -> None:
    """What was sent to a laboratory, if anything was."""
    st.subheader("Specimen", anchor=False)
    if form.pick("Specimen", "specimen", SPECIMEN, "now", label_visibility="collapsed") != "now":
        return
    sent, taken, kept, measured = st.columns(4, gap="large")
    with sent:
        form.choice("Laboratory", "laboratory", lists.laboratories, placeholder="None chosen")
        samples = form.text(
            "Sample ids", "sample_ids", help="As the laboratory sequences it; several with a comma between."
        )
        if not samples.strip():
            st.caption("Without a sample id the laboratory will not find this specimen by name.")
        form.choice("Kind", "kind", lists.kinds, placeholder="None chosen")
    with taken:
        form.choice("Taken from", "origin", lists.origins, placeholder="None chosen")
        site = form.choice("Site", "specimen_site", lists.sites, placeholder="Unknown")
        form.day("Collected on", "collected_on", max_value=date.today())
    with kept:
        form.choice("Fixation", "fixation", lists.fixations, placeholder="Unknown")
        _amount(form, "Tumour cells (%)", "tumour_cell_percent", 100.0)
        _amount(form, "DV200 (%)", "dv200_percent", 100.0)
    with measured:
        _amount(form, "DNA (ng)", "dna_ng")
        _amount(form, "RNA (ng)", "rna_ng")
        form.number("dCq (cycles)", "dcq", min_value=-20.0, max_value=40.0, placeholder="Unknown")
        if site in MAY_BE_BONE:
            form.choice("Bone, decalcified", "decalcified", YES_NO, placeholder="Unknown")


def _amount(form: Form, label: str, name: str, most: float = 1e6) -> None:
    form.number(md(label), name, min_value=0.0, max_value=most, placeholder="Unknown")
