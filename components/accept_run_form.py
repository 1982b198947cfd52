"""Giving each sample of a run to the specimen it was made from, and accepting the run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from components.forms import Form, OnAct, Values
from components.specimen_checks import not_known_words, warning_words
from components.text import counted, md
from domain.acceptance import RunAcceptance, SampleAcceptance, asked_names, named_otherwise
from domain.readings import RunReading, SampleReading
from domain.refused import Refused
from domain.specimen_requirements import Check
from domain.views.choices import Choice
from domain.views.intake import Earlier, SampleMatch, SpecimenOption

Checked = Callable[[Sequence[str], date | None], Mapping[str, Sequence[Check]]]
"""Takes specimens by their id and the day of receipt."""
_MOST_PROBLEMS = 1_000
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class _Offered:
    """A sample that can be accepted, as it stands in the form."""

    number: int
    sample: SampleReading
    match: SampleMatch
    options: dict[str, SpecimenOption]


def accept_run_form(
    form: Form,
    reading: RunReading,
    laboratory_id: str,
    matched: Sequence[SampleMatch],
    more: Sequence[SpecimenOption],
    on_accept: OnAct,
    checked: Checked | None = None,
) -> None:
    """Draw one row a sample and the button; ``more`` are specimens found by searching for a patient.

    ``checked`` says how specimens stand to the protocol's requirements when received on a day: what is
    not met warns and refuses nothing.
    """
    received = form.day("Received by the laboratory on", "received_on", width=240)
    offered = []
    for number, (sample, match) in enumerate(zip(reading.samples, matched, strict=True)):
        options = {s.specimen_id: s for s in (*match.specimens, *more)}
        if _sample_row(form, one := _Offered(number, sample, match, options)):
            offered.append(one)
    if checked is not None:
        _warn_of_specimens(form, offered, checked, received)
    if not offered:
        st.text("No sample of this run can be accepted.")
        return

    asked = asked_names(reading.name, reading.files, reading.samples)
    if asked:
        _ask_whether_a_person(form, asked)

    def build(values: Values) -> RunAcceptance:
        return _acceptance(values, reading, laboratory_id, offered)

    form.button("Accept run", build, on_accept)


def _ask_whether_a_person(form: Form, asked: Sequence[str]) -> None:
    """Ask of names that read like a person's; another name can be given to the run alone."""
    st.warning(
        md(f"{_joined(asked)} may be a person's. Names of patients stay outside: say that it is none, or "
           "rename what the laboratory has and bring the run again."),
        icon=":material/badge:",
    )  # fmt: skip
    if asked[0] == "The run's name":
        form.text("Another name for the run", "renamed", placeholder="Such as the number of the run")
    form.pick(
        "Is it a person's name?", "no_person", [Choice("yes", "This is not a person's name")],
        label_visibility="collapsed",
    )  # fmt: skip


def _joined(asked: Sequence[str]) -> str:
    """``The run's name and the name of a file``."""
    rest = [one[:1].lower() + one[1:] for one in asked[1:]]
    return " and ".join((asked[0], *rest))


def _warn_of_specimens(
    form: Form, offered: Sequence[_Offered], checked: Checked, received: date | None
) -> None:
    """Say of each chosen specimen which requirements it does not meet, and what of all is not known."""
    values = form.values()
    chosen = {
        specimen_id: one.options[specimen_id]
        for one in offered
        for specimen_id in values.get(f"specimens_{one.number}") or ()
        if specimen_id in one.options
    }
    found = checked(tuple(chosen), received)
    if (unknown := not_known_words(tuple(found.values()))) is not None:
        st.caption(md(unknown))
    for specimen_id, checks in found.items():
        sentence = warning_words(chosen[specimen_id].label, checks)
        if sentence is not None:
            st.warning(md(sentence), icon=":material/labs:")


def left_out(matched: Sequence[SampleMatch], value: RunAcceptance) -> tuple[str, ...]:
    """The samples that an acceptance does not take and that were not brought in before."""
    taken = {one.sample.sample_id for one in value.samples}
    return tuple(m.sample_id for m in matched if m.sample_id not in taken and m.earlier is not Earlier.SAME)


def accepted_sentence(matched: Sequence[SampleMatch], value: RunAcceptance) -> str:
    """What an acceptance took of its run, and which samples stay behind."""
    waiting = left_out(matched, value)
    if not waiting:
        return "The run was accepted; its profiles stand on the patients' cases."
    earlier = {m.sample_id for m in matched if m.earlier is Earlier.OTHER}
    declined = [s for s in waiting if s in earlier]
    unknown = [s for s in waiting if s not in earlier]
    told = [f"{len(value.samples):,} of {counted(len(matched), 'sample')} accepted"]
    if unknown:
        told.append(f"{_named(unknown)} {'waits' if len(unknown) == 1 else 'wait'} for a specimen")
    if declined:
        told.append(f"{_named(declined)} {'was' if len(declined) == 1 else 'were'} left out")
    return "; ".join(told) + "."


def _named(samples: Sequence[str]) -> str:
    rest = len(samples) - _MOST_NAMED
    return ", ".join(samples[:_MOST_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")


def _sample_row(form: Form, one: _Offered) -> bool:
    """One sample; returns whether it can be accepted."""
    sample, match, number = one.sample.sample_id, one.match, one.number
    if match.earlier is Earlier.SAME:
        st.text(f"Sample {sample}: exactly these results were brought in before. Nothing to do.")
        return False
    if not match.specimens:
        sentence = (
            f"Sample {sample}: no specimen goes by this name. Search the patient below; a new patient needs "
            "a case first."
        )
        st.warning(md(sentence), icon=None)
    default = [s.specimen_id for s in match.specimens]
    if len({(s.patient_id, s.tumour_id) for s in match.specimens}) > 1:
        sentence = (
            f"Sample {sample}: specimens of different patients or tumours go by its names, so none is "
            "chosen for you. Choose the right one, and have the other's sample id corrected."
        )
        st.warning(md(sentence), icon=None)
        default = []
    choices = [Choice(s.specimen_id, s.label) for s in one.options.values()]
    if len(default) > 2:
        default = []
    if choices:
        form.choices(f"Specimens of sample {md(sample)}", f"specimens_{number}", choices, default=default)
    if match.earlier is Earlier.OTHER:
        yes_no = [
            Choice("yes", "Yes, these results replace the earlier ones"),
            Choice("no", "No, leave it out"),
        ]
        label = f"Is {md(sample)} a re-analysis? Other results are in the store"
        form.pick(label, f"reanalysis_{number}", yes_no)
    return True


def _acceptance(
    values: Values, reading: RunReading, laboratory_id: str, offered: Sequence[_Offered]
) -> RunAcceptance:
    """The run as accepted; samples without a specimen or not accepted as re-analysis stay out."""
    taken = [accepted for one in offered if (accepted := _sample_acceptance(values, one)) is not None]
    if not taken:
        raise Refused(
            "No sample has a specimen yet; nothing was recorded. Choose a specimen for at least one."
            if not any(values.get(f"specimens_{one.number}") for one in offered)
            else "Every sample with a specimen is to be left out, so nothing was recorded."
        )
    renamed = values.text("renamed")
    if renamed:
        taken = [replace(one, sample=named_otherwise(one.sample)) for one in taken]
    return RunAcceptance(
        renamed or reading.name,
        laboratory_id,
        reading.files,
        tuple(taken),
        reading.counts,
        reading.problems[:_MOST_PROBLEMS],
        no_person=values.get("no_person") == "yes",
    )


def _sample_acceptance(values: Values, one: _Offered) -> SampleAcceptance | None:
    """One sample as accepted; ``None`` when it stays out."""
    specimens = tuple(values.get(f"specimens_{one.number}") or ())
    again = values.get(f"reanalysis_{one.number}")
    name = one.sample.sample_id
    if not specimens:
        return None
    if one.match.earlier is Earlier.OTHER and again is None:
        raise Refused(f"Say whether {name} is a re-analysis; nothing was recorded.")
    if one.match.earlier is Earlier.OTHER and again != "yes":
        return None
    chosen = [one.options[s] for s in specimens if s in one.options]
    if len({s.patient_id for s in chosen}) > 1:
        raise Refused(
            f"The specimens of sample {name} are of different patients; nothing was recorded. "
            "Remove the wrong patient's specimen from the field."
        )
    if len({s.tumour_id for s in chosen}) > 1:
        raise Refused(
            f"The specimens of sample {name} are of different tumours; nothing was recorded. "
            "Remove the wrong tumour's specimen from the field."
        )
    received: date | None = values.get("received_on")
    return SampleAcceptance(one.sample, specimens, received, one.sample.output_date, again == "yes")
