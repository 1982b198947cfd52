"""Adding a specimen to a patient the store knows: the laboratory has sequenced one nobody announced."""

from collections.abc import Sequence

import streamlit as st

from components.forms import Form, OnAct, Values
from domain.cases import Specimen
from domain.codes import SpecimenKind, SpecimenOrigin
from domain.refused import Refused
from domain.sample_lists import ListedSample
from domain.views.choices import Choice
from domain.views.intake import TumourOption

Lists = dict[str, tuple[Choice, ...]]
"""Coded lists by their system."""


def add_specimen_form(
    form: Form,
    tumours: Sequence[TumourOption],
    laboratory_id: str,
    samples: Sequence[str],
    lists: Lists,
    on_add: OnAct,
    listed: Sequence[ListedSample] = (),
) -> None:
    """Draw the form for one of these tumours; what it builds is (patient, tumour, specimen).

    ``listed`` is what a list of samples beside the run says: the tumour cells of a chosen sample stand in
    the form, and the person may change them.
    """
    by_id = {t.tumour_id: t for t in tumours}
    form.choice("Tumour", "tumour", [Choice(t.tumour_id, t.label) for t in tumours])
    chosen = form.choices("Sample names", "samples", [Choice(s, s) for s in samples])
    content = _listed_content(chosen, listed)
    # Another sample has a field of its own: what the list says of it stands there.
    cells = "tumour_cells" if content is None else f"tumour_cells_{content:g}"
    form.number(
        "Tumour cells (%)", cells, content, min_value=0.0, max_value=100.0,
        help=None if content is None else f"The list of samples beside the run says {content:g} %.",
    )  # fmt: skip
    left, middle, right = st.columns(3)
    with left:
        form.choice("Kind", "kind", lists["specimen_kind"])
    with middle:
        form.choice("Taken from", "origin", lists["specimen_origin"])
    with right:
        form.day("Collected on", "collected_on")

    def build(values: Values) -> tuple[str, str, Specimen]:
        tumour = by_id.get(values.get("tumour") or "")
        if tumour is None or not values.get("kind") or not values.get("origin"):
            raise Refused(
                "A specimen needs its tumour, its kind and where it was taken; nothing was recorded."
            )
        specimen = Specimen(
            laboratory_id,
            SpecimenKind(values["kind"]),
            SpecimenOrigin(values["origin"]),
            tuple(values.get("samples") or ()),
            collected_on=values.get("collected_on"),
            tumour_cell_percent=values.get(cells),
        )
        return tumour.patient_id, tumour.tumour_id, specimen

    form.button("Add specimen", build, on_add, type="secondary")


def _listed_content(chosen: Sequence[str], listed: Sequence[ListedSample]) -> float | None:
    """The tumour cells that the list gives for the chosen samples; ``None`` for none or several."""
    said = {
        one.tumour_content for one in listed if one.sample_id in chosen and one.tumour_content is not None
    }
    content = said.pop() if len(said) == 1 else None
    return content if content is not None and 0 <= content <= 100 else None
