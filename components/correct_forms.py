"""The forms that correct what was typed wrongly: of the patient, the tumour, a specimen or the case.

Each begins with what is recorded; what is left as it is stays as it is.
"""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.forms import Build, Form, OnAct, Values
from components.harmless_drafts import keep_no_name
from components.open_case_value import YES_NO, said_yes, sample_ids_of
from components.text import md
from components.tumour_type_field import TumourSearch, tumour_type_field
from domain.cases import CaseFacts, Specimen, Tumour
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.corrections import CaseCorrection, PatientCorrection, SpecimenCorrection, TumourCorrection
from domain.refused import Refused
from domain.views.choices import Choice
from domain.views.corrections import (
    CorrectionLists,
    RecordedCase,
    RecordedPatient,
    RecordedSpecimen,
    RecordedTumour,
)

_NOTHING = "; nothing was recorded and your text is kept."


def _with(choices: Sequence[Choice], recorded: str | None) -> Sequence[Choice]:
    """The list, and what is recorded where the list has it no longer: else the form would empty it."""
    if recorded is None or recorded in {one.code for one in choices}:
        return choices
    return (*choices, Choice(recorded, recorded))


def correct_patient_form(form: Form, it: RecordedPatient, lists: CorrectionLists, on_act: OnAct) -> None:
    """Draw sex and year of birth; pseudonym and centre are who she is to the board and stay."""
    keep_no_name(form)
    st.caption(f"Pseudonym and centre of {md(it.pseudonym)} stay; they are not corrected here.")
    sex, year = st.columns(2, gap="large")
    with sex:
        form.choice("Sex", "sex", _with(lists.sexes, it.sex), it.sex, placeholder="None chosen")
    with year:
        form.number(
            "Year of birth", "year_of_birth", it.year_of_birth, min_value=1900,
            max_value=date.today().year, step=1, placeholder="Four digits",
        )  # fmt: skip

    def build(values: Values) -> PatientCorrection:
        if not values.get("sex") or values.get("year_of_birth") is None:
            raise Refused(f"A patient needs a sex, or unknown, and a year of birth{_NOTHING}")
        return PatientCorrection(
            it.patient_id, Sex(values["sex"]), int(values["year_of_birth"]), values.text("reason") or ""
        )

    _finish(form, build, on_act)


def correct_tumour_form(
    form: Form, it: RecordedTumour, lists: CorrectionLists, search: TumourSearch, on_act: OnAct
) -> None:
    """Draw the tumour's type, site, stage, histology and date of diagnosis."""
    keep_no_name(form)
    left, right = st.columns(2, gap="large")
    with left:
        tumour_type_field(form, search, it.registered_code or it.oncotree_code)
        form.day("Date of diagnosis", "diagnosed_on", it.diagnosed_on, max_value=date.today())
    with right:
        form.choice("Site", "site", _with(lists.sites, it.site), it.site, placeholder="Unknown")
        form.choice("Stage", "stage", _with(lists.stages, it.stage), it.stage, placeholder="Unknown")
        form.text("Histology", "histology", it.histology or "")

    def build(values: Values) -> TumourCorrection:
        tumour = Tumour(
            values.get("oncotree") or "",
            values.get("site"),
            values.get("stage"),
            values.text("histology"),
            values.get("diagnosed_on"),
        )
        return TumourCorrection(it.tumour_id, tumour, values.text("reason") or "")

    _finish(form, build, on_act)


def correct_specimen_form(form: Form, it: RecordedSpecimen, lists: CorrectionLists, on_act: OnAct) -> None:
    """Draw the specimen's sample ids, origin, dates and amounts; its laboratory stays."""
    keep_no_name(form)
    st.caption(f"This specimen went to {md(it.laboratory)}; the laboratory is not corrected here.")
    taken, measured = st.columns(2, gap="large")
    with taken:
        samples = form.text(
            "Sample ids", "sample_ids", ", ".join(it.sample_ids),
            help="As the laboratory sequences it; several with a comma between.",
        )  # fmt: skip
        if not samples.strip():
            st.caption("Without a sample id the laboratory will not find this specimen by name.")
        form.choice("Kind", "kind", _with(lists.kinds, it.kind), it.kind, placeholder="None chosen")
        form.choice(
            "Taken from", "origin", _with(lists.origins, it.origin), it.origin, placeholder="None chosen"
        )
        form.choice("Site", "site", _with(lists.sites, it.site), it.site, placeholder="Unknown")
        form.day("Collected on", "collected_on", it.collected_on, max_value=date.today())
    with measured:
        form.choice(
            "Fixation", "fixation", _with(lists.fixations, it.fixation), it.fixation, placeholder="Unknown"
        )
        _amount(form, "Tumour cells (%)", "tumour_cell_percent", it.tumour_cell_percent, 0.0, 100.0)
        _amount(form, "DV200 (%)", "dv200_percent", it.dv200_percent, 0.0, 100.0)
        _amount(form, "DNA (ng)", "dna_ng", it.dna_ng)
        _amount(form, "RNA (ng)", "rna_ng", it.rna_ng)
        _amount(form, "dCq (cycles)", "dcq", it.dcq, -20.0, 40.0)
        recorded = None if it.decalcified is None else "yes" if it.decalcified else "no"
        form.choice("Bone, decalcified", "decalcified", YES_NO, recorded, placeholder="Unknown")

    _finish(form, lambda values: _specimen(it, values), on_act)


def _amount(
    form: Form, label: str, name: str, recorded: float | None, least: float = 0.0, most: float = 1e6
) -> None:
    form.number(md(label), name, recorded, min_value=least, max_value=most, placeholder="Unknown")


def _specimen(it: RecordedSpecimen, values: Values) -> SpecimenCorrection:
    if not values.get("kind") or not values.get("origin"):
        raise Refused(f"A specimen needs its kind and where it was taken{_NOTHING}")
    specimen = Specimen(
        laboratory_id=it.laboratory_id,
        kind=SpecimenKind(values["kind"]),
        origin=SpecimenOrigin(values["origin"]),
        sample_ids=sample_ids_of(values),
        decalcified=said_yes(values.get("decalcified")),
        **{
            name: values.get(name)
            for name in (
                "site", "collected_on", "fixation", "tumour_cell_percent", "dna_ng", "rna_ng", "dcq",
                "dv200_percent",
            )
        },
    )  # fmt: skip
    return SpecimenCorrection(it.specimen_id, specimen, values.text("reason") or "")


def correct_case_form(form: Form, it: RecordedCase, lists: CorrectionLists, on_act: OnAct) -> None:
    """Draw the question, ECOG and previous lines."""
    keep_no_name(form)
    left, right = st.columns(2, gap="large")
    with left:
        form.area("What does the physician ask the board?", "question", it.question, rows=4)
    with right:
        ecog = None if it.ecog is None else str(it.ecog)
        form.pick("ECOG", "ecog", [Choice(c.code, c.code, "", c.definition) for c in lists.ecog], ecog)
        form.number(
            "Number of previous lines", "previous_lines", it.previous_lines, min_value=0, max_value=30, step=1
        )
        form.area("Previous lines", "previous_lines_text", it.previous_lines_text or "", rows=2)

    def build(values: Values) -> CaseCorrection:
        facts = CaseFacts(
            values.text("question") or "",
            None if values.get("ecog") is None else int(values["ecog"]),
            values.get("previous_lines"),
            values.text("previous_lines_text"),
        )
        return CaseCorrection(it.case_id, facts, values.text("reason") or "")

    _finish(form, build, on_act)


def _finish(form: Form, build: Build, on_act: OnAct) -> None:
    """The reason that every correction needs, and the button."""
    form.text("Why is it corrected?", "reason")
    form.button("Record correction", build, on_act)
