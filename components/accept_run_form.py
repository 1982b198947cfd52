"""Giving each sample of a run to the specimen it was made from, and accepting the run."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.forms import Form, OnAct, Values
from components.text import md
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.readings import RunReading, SampleReading
from domain.refused import Refused
from domain.views.choices import Choice
from domain.views.intake import Earlier, SampleMatch, SpecimenOption

_MOST_PROBLEMS = 1_000


def accept_run_form(
    form: Form,
    reading: RunReading,
    laboratory_id: str,
    matched: Sequence[SampleMatch],
    more: Sequence[SpecimenOption],
    on_accept: OnAct,
) -> None:
    """Draw one row a sample and the button; ``more`` are specimens found by searching for a patient."""
    form.day("Received by the laboratory on", "received_on", width=240)
    offered = []
    for number, (sample, match) in enumerate(zip(reading.samples, matched, strict=True)):
        if _sample_row(form, number, sample, match, more):
            offered.append((number, sample, match))
    if not offered:
        st.text("No sample of this run can be accepted.")
        return

    def build(values: Values) -> RunAcceptance:
        return _acceptance(values, reading, laboratory_id, offered)

    form.button("Accept run", build, on_accept)


def _sample_row(
    form: Form, number: int, sample: SampleReading, match: SampleMatch, more: Sequence[SpecimenOption]
) -> bool:
    """One sample; returns whether it can be accepted."""
    name = md(sample.sample_id)
    if match.earlier is Earlier.SAME:
        st.text(f"Sample {sample.sample_id}: exactly these results were brought in before. Nothing to do.")
        return False
    options = {s.specimen_id: s for s in (*match.specimens, *more)}
    if not match.specimens:
        sentence = (
            f"Sample {sample.sample_id}: no specimen goes by this name. "
            "Search the patient below, or open a case first."
        )
        st.warning(md(sentence), icon=None)
    choices = [Choice(s.specimen_id, s.label) for s in options.values()]
    default = [s.specimen_id for s in match.specimens[:2]] if len(match.specimens) <= 2 else []
    form.choices(f"Specimens of sample {name}", f"specimens_{number}", choices, default=default)
    if match.earlier is Earlier.OTHER:
        yes_no = [
            Choice("yes", "Yes, these results replace the earlier ones"),
            Choice("no", "No, leave it out"),
        ]
        form.pick(f"Is {name} a re-analysis? Other results are in the store", f"reanalysis_{number}", yes_no)
    return True


def _acceptance(
    values: Values,
    reading: RunReading,
    laboratory_id: str,
    offered: Sequence[tuple[int, SampleReading, SampleMatch]],
) -> RunAcceptance:
    """The run as accepted; samples without a specimen or not accepted as re-analysis stay out."""
    taken = []
    for number, sample, match in offered:
        specimens = tuple(values.get(f"specimens_{number}") or ())
        again = values.get(f"reanalysis_{number}")
        if not specimens or (match.earlier is Earlier.OTHER and again != "yes"):
            continue
        received: date | None = values.get("received_on")
        taken.append(SampleAcceptance(sample, specimens, received, sample.output_date, again == "yes"))
    if not taken:
        raise Refused(
            "No sample has a specimen yet; nothing was recorded. Choose a specimen for at least one."
        )
    return RunAcceptance(
        reading.name,
        laboratory_id,
        reading.files,
        tuple(taken),
        reading.counts,
        reading.problems[:_MOST_PROBLEMS],
    )
